/// <reference lib="dom" />
/**
 * Traces: each call of the optimizer, two stages of its trace side by side, and which pass made the difference.
 *
 * @module
 */

import { UOP_SENTENCES } from "../../../src/isa/uop_sentences.ts";
import { uopNameOf } from "../../../src/isa/uops.ts";
import type { UopInstruction } from "../../../src/optimizer/trace.ts";
import { declineText } from "../../cli/trace_text.ts";
import type { Attempt, ExecutorStory } from "../../cli/trace_run.ts";
import { uopText } from "../../cpython/uop_text.ts";
import { diffOf, type DiffRow, type Stage } from "../trace_diff.ts";
import { uopPlace } from "../stepping.ts";
import type { Analysis } from "../view.ts";
import { useCurrentInView } from "./bytecode_pane.ts";
import { type Drawn, h, useState } from "./deps.ts";
import { choice, cutText, nothingYet, pane, type PaneProps, scrolling, windowOf } from "./pane.ts";

/** Calls of the optimizer in a run. */
function attemptsOf({ steps }: Analysis): Attempt[] {
  return steps.filter((step): step is Attempt => step.kind === "attempt");
}

/** Executors that run uops, as the record counts them. */
function uopExecutors({ executors }: Analysis): ExecutorStory[] {
  return executors.filter(({ trace }) => trace.length > 0);
}

/** The attempt that is shown: the one that was chosen, else that of the step, else the first that gave a trace. */
function shownAttempt(analysis: Analysis, chosen: number, step: number): Attempt | undefined {
  const attempts = attemptsOf(analysis);
  const running = analysis.record.origins[step]?.executor ?? -1;
  const story = uopExecutors(analysis)[running];
  return attempts.find(({ number }) => number === chosen) ??
    (story === undefined ? undefined : attempts.find(({ executor }) => executor?.number === story.number)) ??
    attempts.find(({ executor }) => executor !== null) ?? attempts[0];
}

/** Stages of an attempt's trace; the last one is what is run. */
function stagesOf({ translated, passes, executor }: Attempt): Stage[] {
  if (translated === null) return [];
  return [
    { name: "as translated", by: "", trace: translated },
    ...passes.map(({ name, after }) => ({ name: `after ${name}`, by: name, trace: after })),
    ...(executor === null ? [] : [{ name: "as it runs", by: "compaction", trace: executor.trace }]),
  ];
}

/** The pane. */
export function TracePane({ session, state }: PaneProps): Drawn {
  const { analysis, attempt: chosen, setup } = state;
  const [stageNames, setStages] = useState<readonly [string, string]>(["", ""]);
  if (analysis === null) return pane("trace", "Trace", nothingYet(state));
  const attempt = shownAttempt(analysis, chosen, setup.step);
  if (attempt === undefined) {
    return pane("trace", "Trace", h("p", null, "No loop ran often enough: the optimizer was never asked for a trace."));
  }
  const attempts = attemptsOf(analysis);
  const stages = stagesOf(attempt);
  const find = (name: string, usual: number): number => {
    const at = stages.findIndex((stage) => stage.name === name);
    return at < 0 ? usual : at;
  };
  const from = find(stageNames[0], 0);
  const to = find(stageNames[1], stages.length - 1);
  const names = stages.map(({ name }) => [name, name] as const);
  const at = uopAt(analysis, attempt, setup.step);
  const running = uopExecutors(analysis).findIndex(({ number }) => number === attempt.executor?.number);
  return pane("trace", "Trace", [
    h("div", { class: "fields" }, [
      choice(
        "Call of the optimizer",
        String(attempt.number),
        attempts.map((each) => [String(each.number), attemptLabel(each)]),
        (value) => session.showAttempt(Number(value)),
      ),
      stages.length === 0
        ? null
        : choice("Left", stages[from]?.name ?? "", names, (name) => setStages([name, stageNames[1]])),
      stages.length === 0
        ? null
        : choice("Right", stages[to]?.name ?? "", names, (name) => setStages([stageNames[0], name])),
    ]),
    attempt.executor === null ? h("p", null, `No trace was made: ${declineText(attempt)}.`) : null,
    stages.length === 0 ? null : h(DiffTable, {
      rows: diffOf(from <= to ? stages.slice(from, to + 1) : stages.slice(to, from + 1).reverse()),
      heads: [stages[from]?.name ?? "", stages[to]?.name ?? ""],
      ran: to === stages.length - 1 && attempt.executor !== null ? attempt.executor.ran : null,
      current: to === stages.length - 1 ? at : -1,
      place: to === stages.length - 1 && running >= 0 ? (uop) => uopPlace(running, uop) : null,
      breakpoints: state.breakpoints,
      onBreak: (place) => session.toggleBreakpoint(place),
    }),
  ]);
}

function attemptLabel({ number, code, unit, executor }: Attempt): string {
  const what = executor === null ? "no trace" : `executor ${executor.number}, ${executor.trace.length} uops`;
  return `${number}: ${code}, jump at unit ${unit}: ${what}`;
}

/** Index of the uop that is next, or that left the trace, in the executor of an attempt; -1 where it is not running. */
function uopAt(analysis: Analysis, { executor }: Attempt, step: number): number {
  const origin = analysis.record.origins[step];
  if (origin === undefined || executor === null) return -1;
  if (uopExecutors(analysis)[origin.executor]?.number !== executor.number) return -1;
  return origin.kind === "trace" ? origin.uop + 1 : origin.uop;
}

interface DiffProps {
  readonly rows: readonly DiffRow[];
  readonly heads: readonly [string, string];
  /** Times each uop of the right side ran; null where that is not what runs. */
  readonly ran: Uint32Array | null;
  readonly current: number;
  /** Place of a uop of the right side; null where that is not what runs. */
  readonly place: ((uop: number) => string) | null;
  readonly breakpoints: ReadonlySet<string>;
  readonly onBreak: (place: string) => void;
}

const SIGNS: Readonly<Record<DiffRow["what"], string>> = {
  same: "",
  removed: "removed",
  changed: "changed",
  added: "added",
};

function DiffTable({ rows: all, heads, ran, current, place, breakpoints, onBreak }: DiffProps): Drawn {
  const breakButton = (at: string, uop: number): Drawn =>
    h("button", {
      type: "button",
      class: "break",
      "aria-pressed": breakpoints.has(at),
      "aria-label": `Breakpoint at micro-op ${uop}`,
      onClick: () => onBreak(at),
    }, uop);
  const host = useCurrentInView(current);
  const { shown: rows } = windowOf(all, all.findIndex(({ rightIndex }) => rightIndex >= 0 && rightIndex === current));
  return h("div", { ref: host }, [
    cutText(all.length, rows.length, "micro-ops"),
    scrolling(
      "Micro-ops of the trace",
      h("table", { class: "diff" }, [
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            ["#", heads[0], heads[1], "by", ...(ran === null ? [] : ["ran"])].map((name, i) =>
              h("th", { key: i, scope: "col" }, name)
            ),
          ),
        ),
        h(
          "tbody",
          null,
          rows.map((row, i) => {
            const isCurrent = row.rightIndex >= 0 && row.rightIndex === current;
            return h("tr", {
              key: i,
              class: `${row.what} ${isCurrent ? "current" : ""}`,
              "aria-current": isCurrent ? "step" : undefined,
            }, [
              h(
                "td",
                { class: "dim" },
                row.rightIndex < 0
                  ? ""
                  : place === null
                  ? row.rightIndex
                  : breakButton(place(row.rightIndex), row.rightIndex),
              ),
              h("td", null, uopCell(row.left)),
              h(
                "td",
                null,
                row.what === "same"
                  ? uopCell(row.right)
                  : [uopCell(row.right), h("span", { class: "mark" }, ` ${SIGNS[row.what]}`)],
              ),
              h("td", { class: "dim" }, row.by),
              ran === null
                ? null
                : h("td", { class: "dim number" }, row.rightIndex < 0 ? "" : ran[row.rightIndex] ?? ""),
            ]);
          }),
        ),
      ]),
    ),
  ]);
}

function uopCell(uop: UopInstruction | null): Drawn | null {
  if (uop === null) return null;
  const name = uopNameOf(uop.uop);
  return h("code", { title: name === undefined ? "" : UOP_SENTENCES[name] }, uopText(uop));
}
