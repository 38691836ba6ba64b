/// <reference lib="dom" />
/**
 * Stepping through a recorded run, in both directions, and the timeline of where it was.
 *
 * @module
 */

import type { Analysis, RecordView } from "../view.ts";
import { type Drawn, h, useEffect, useState } from "./deps.ts";
import { button, choice, pane, type PaneProps } from "./pane.ts";
import { stateTable } from "./state_table.ts";
import { hasBreak, markText, nextBreak, PLACES, ranText, writtenText } from "../stepping.ts";
import { timeline } from "./timeline.ts";

/** Steps of Page Up and Page Down. */
const PAGE = 10;
/** Steps of a second, when the run is played. */
const PACES = [["2", "2"], ["8", "8"], ["30", "30"]] as const;

/** What plays the run: its buttons. Nobody who asked for less motion is shown what moves by itself. */
function Player({ step, last, stops, go }: {
  readonly step: number;
  readonly last: number;
  /** Whether a breakpoint stands at a step. */
  readonly stops: (step: number) => boolean;
  readonly go: (step: number) => void;
}): Drawn {
  const [pace, setPace] = useState<string>("8");
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    if (!playing) return;
    const timer = setTimeout(() => {
      if (step + 1 >= last || stops(step + 1)) setPlaying(false);
      go(step + 1);
    }, 1000 / Number(pace));
    return () => clearTimeout(timer);
  }, [playing, step, pace]);
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return null;
  return [
    button(playing ? "Pause" : "Play", () => {
      // At the end it begins anew.
      if (!playing && step >= last) go(0);
      setPlaying(!playing);
    }),
    choice("Steps a second", pace, PACES, setPace),
  ];
}

/** The pane. */
export function StepPane({ session, state }: PaneProps): Drawn {
  const { analysis, setup: { step }, breakpoints } = state;
  const record = analysis?.record;
  const last = (record?.boundaries.length ?? 0) - 1;
  if (analysis === null || record === undefined || last < 0) {
    return pane("step", "Step through it", h("p", null, "There is no run to step through."));
  }
  const go = (to: number): void => session.step(to);
  const toBreak = (direction: 1 | -1): void => go(nextBreak(record, step, direction, breakpoints));
  const now = record.boundaries[step];
  const before = record.boundaries[step - 1];
  return pane("step", "Step through it", [
    h("div", { class: "tools" }, [
      button("Start", () => go(0), { disabled: step === 0 }),
      button("Back", () => go(step - 1), { disabled: step === 0 }),
      button("Forward", () => go(step + 1), { disabled: step >= last }),
      button("End", () => go(last), { disabled: step >= last }),
      h(Player, { key: record.boundaries, step, last, go, stops: (at: number) => hasBreak(record, at, breakpoints) }),
      button("Back to breakpoint", () => toBreak(-1), { disabled: breakpoints.size === 0 }),
      button("On to breakpoint", () => toBreak(1), { disabled: breakpoints.size === 0 }),
      button("Into the trace", () => go(firstInTrace(record)), { disabled: firstInTrace(record) < 0 }),
      record.parting < 0 ? null : button("To the difference", () => go(record.parting)),
    ]),
    h("label", { class: "slider" }, [
      h("span", { class: "hidden" }, "Step"),
      h("input", {
        type: "range",
        min: 0,
        max: last,
        value: step,
        "aria-valuetext": `step ${step + 1} of ${last + 1}`,
        onInput: (event: Event) => go((event.currentTarget as HTMLInputElement).valueAsNumber),
        onKeyDown: (event: KeyboardEvent) => {
          const by = event.key === "PageDown" ? PAGE : event.key === "PageUp" ? -PAGE : 0;
          if (by === 0) return;
          event.preventDefault();
          go(step + by);
        },
      }),
      timeline(record),
    ]),
    h("p", { class: "where" }, [
      h("strong", null, `Step ${step + 1} of ${last + 1}${record.cut ? " (the run goes on, unrecorded)" : ""}: `),
      whereText(analysis, step),
    ]),
    now === undefined ? null : stateTable(
      "The state before this step and now",
      before === undefined
        ? [{ name: "now", state: now }]
        : [{ name: "one step before", state: before }, { name: "now", state: now }],
      analysis.codes,
    ),
  ]);
}

function firstInTrace({ origins }: RecordView): number {
  return origins.findIndex(({ kind }) => kind !== "tier1");
}

function whereText({ record, codes }: Analysis, step: number): string {
  const state = record.boundaries[step];
  const origin = record.origins[step];
  const frame = state?.frames[0];
  if (state === undefined || origin === undefined || frame === undefined) return "";
  const row = codes[frame.code]?.rows.findLast(({ start }) => start <= frame.unit);
  const meaning = row === undefined || row.meaning === "" ? "" : ` (${row.meaning})`;
  const next = row === undefined
    ? ""
    : `, ${state.kind === "before" ? "next" : "failed"}: ${row.name} ${row.oparg}${meaning}`;
  const trace = origin.executor < 0 ? "" : ` of executor ${origin.executor + 1}`;
  const place = `${PLACES[origin.kind]}${trace}, ${frame.name} at unit ${frame.unit}${next}.`;
  const marks = record.marks.filter(({ at }) => at === step).map(markText);
  return [place, ranText(record, step), writtenText(record, step, codes), ...marks].filter((text) => text !== "").join(
    " ",
  );
}
