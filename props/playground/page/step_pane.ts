/// <reference lib="dom" />
/**
 * Stepping through a recorded run, in both directions, and the timeline of where it was.
 *
 * @module
 */

import type { Analysis, RecordView } from "../view.ts";
import { type Drawn, h } from "./deps.ts";
import { button, nothingYet, pane, type PaneProps } from "./pane.ts";
import { Player } from "./player.ts";
import { stateTable } from "./state_table.ts";
import { hasBreak, lineAt, markText, nextBreak, placeText, ranText, writtenText } from "../stepping.ts";
import { legend, timeline } from "./timeline.ts";

/** Steps of Page Up and Page Down. */
const PAGE = 10;

/** The pane. */
export function StepPane({ session, state }: PaneProps): Drawn {
  const { analysis, setup: { step }, breakpoints } = state;
  const record = analysis?.record;
  const last = (record?.boundaries.length ?? 0) - 1;
  if (analysis === null || record === undefined || last < 0) {
    return pane("step", "Step through it", nothingYet(state, "There is no run to step through."));
  }
  const go = (to: number): void => session.step(to);
  const breaks = { back: nextBreak(record, step, -1, breakpoints), on: nextBreak(record, step, 1, breakpoints) };
  const entry = nextEntry(record, step);
  const isParting = step === record.parting;
  return pane(
    "step",
    "Step through it",
    h("div", { class: "keys", tabIndex: -1, onKeyDown: keys(step, last, go) }, [
      h("div", { class: "tools" }, [
        button("Start", () => go(0), { disabled: step === 0 }),
        button("Back", () => go(step - 1), { disabled: step === 0 }),
        button("Forward", () => go(step + 1), { disabled: step >= last }),
        button("End", () => go(last), { disabled: step >= last }),
        h(Player, { key: record.boundaries, step, last, go, stops: (at: number) => hasBreak(record, at, breakpoints) }),
        button("Back to breakpoint", () => go(breaks.back), { disabled: breaks.back < 0 }),
        button("On to breakpoint", () => go(breaks.on), { disabled: breaks.on < 0 }),
        button("Into the trace", () => go(entry), { disabled: entry < 0 }),
        record.parting < 0 ? null : button("To where it goes wrong", () => go(record.parting)),
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
        }),
        timeline(record),
      ]),
      legend(record),
      h("p", { class: "where" }, [
        h("strong", null, `Step ${step + 1} of ${last + 1}${record.cut ? " (the run goes on, unrecorded)" : ""}: `),
        whereText(analysis, step),
        step === last && !record.cut ? " The run ends here." : "",
      ]),
      isParting ? h("p", { class: "headline fails wrong" }, wrongText(analysis)) : null,
      states(analysis, step),
    ]),
  );
}

/** One step, ten, or all at once, by key; the slider's own keys are among them. */
function keys(step: number, last: number, go: (step: number) => void): (event: KeyboardEvent) => void {
  return (event) => {
    const to = {
      ArrowRight: step + 1,
      ArrowLeft: step - 1,
      PageDown: step + PAGE,
      PageUp: step - PAGE,
      Home: 0,
      End: last,
    }[event.key];
    const isOther = event.target instanceof HTMLSelectElement || event.ctrlKey || event.altKey || event.metaKey;
    if (to === undefined || isOther) return;
    event.preventDefault();
    go(to);
  };
}

/** The next step at which a trace is entered, from the start where there is none behind; -1 for none at all. */
function nextEntry({ origins }: RecordView, step: number): number {
  const isEntry = (_: unknown, at: number): boolean => {
    return origins[at]?.kind === "trace" && origins[at - 1]?.kind !== "trace";
  };
  const next = origins.findIndex((each, at) => at > step && isEntry(each, at));
  return next >= 0 ? next : origins.findIndex(isEntry);
}

/** The state before and now; where the run goes wrong, also as it should be. */
function states({ record, codes, verdict }: Analysis, step: number): Drawn {
  const now = record.boundaries[step];
  const before = record.boundaries[step - 1];
  if (now === undefined) return null;
  const expected = step === record.parting && verdict.kind === "fails"
    ? verdict.failure.parting?.expected ?? null
    : null;
  if (expected !== null) {
    return stateTable("The state now, and as it should be", [
      { name: "as it should be", state: expected },
      { name: "now", state: now },
    ], codes);
  }
  if (before === undefined) return stateTable("The state now", [{ name: "now", state: now }], codes);
  const both = [{ name: "one step before", state: before }, { name: "now", state: now }];
  return stateTable("The state before this step and now", both, codes, "changed");
}

function wrongText({ verdict }: Analysis): string {
  const parting = verdict.kind === "fails" ? verdict.failure.parting : null;
  if (parting === null) return "";
  const { difference } = parting;
  return `Here it goes wrong. ${difference.where}: ${difference.text}; it should be: ${difference.expected}`;
}

function whereText({ record, codes }: Analysis, step: number): string {
  const state = record.boundaries[step];
  const origin = record.origins[step];
  const frame = state?.frames[0];
  if (state === undefined || origin === undefined || frame === undefined) return "";
  const row = codes[frame.code]?.rows.findLast(({ start }) => start <= frame.unit);
  const meaning = row === undefined || row.meaning === "" ? "" : ` (${row.meaning})`;
  const line = lineAt(codes, frame.code, frame.unit);
  const at = `at unit ${frame.unit} of ${frame.name}${line === null ? "" : `, line ${line}`}`;
  const name = row === undefined ? "an instruction" : `${row.name} ${row.oparg}`.trimEnd();
  const what = state.kind === "before" ? `next is ${name}${meaning}` : `${name}${meaning} failed`;
  const marks = record.marks.filter((mark) => mark.at === step).map(markText);
  return [
    `${what}, ${at}: ${placeText(origin)}.`,
    ranText(record, step),
    writtenText(record, step, codes),
    ...marks,
  ].filter((text) => text !== "").join(" ");
}
