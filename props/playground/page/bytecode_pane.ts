/// <reference lib="dom" />
/**
 * The bytecode, with the jumps drawn, what tier 1 made of it, and the instruction that the step is at.
 *
 * @module
 */

import type { CodeView, InstructionRow, RecordView } from "../view.ts";
import { type Drawn, h, type RefObject, useEffect, useRef, useState } from "./deps.ts";
import { instructionPlace, writtenAt } from "../stepping.ts";
import { arrowsOf } from "./jump_arrows.ts";
import { choice, cutText, nothingYet, pane, type PaneProps, scrolling, windowOf } from "./pane.ts";

/** Height of a row, as in the style sheet. */
const ROW = 24;
const LANE = 9;

/** When the code is looked at. */
const TIMES = [["end", "after the run"], ["step", "at the step that is shown"]] as const;

/** The pane. */
export function BytecodePane({ session, state }: PaneProps): Drawn {
  const { analysis, setup, breakpoints } = state;
  const [chosen, setTime] = useState("");
  // Whoever steps wants to see what stands there now.
  const time = chosen !== "" ? chosen : setup.step === 0 ? "end" : "step";
  const codes = analysis?.codes ?? [];
  const frames = analysis?.record.boundaries[setup.step]?.frames ?? [];
  const at = (code: CodeView, frame = frames[0]): number =>
    frame?.code === code.index ? rowAt(code.rows, frame.unit) : -1;
  const body = (code: CodeView): Drawn =>
    h(CodeTable, {
      key: code.index,
      code: time === "end" || analysis === null
        ? code
        : codeAt(code, writtenAt(analysis.record, setup.step, code.index)),
      current: at(code),
      breakpoints,
      onBreak: (place) => session.toggleBreakpoint(place),
    });
  const [module, ...others] = codes;
  const isRun = ranCodes(analysis?.record);
  const isHot = new Set(analysis?.steps.flatMap((each) => each.kind === "attempt" ? [each.code] : []));
  // What the optimizer was asked about comes first.
  others.sort((a, b) => Number(isHot.has(b.name)) - Number(isHot.has(a.name)));
  const idle = others.filter(({ index }) => !isRun.has(index));
  if (analysis === null) return pane("bytecode", "Bytecode", nothingYet(state));
  return pane("bytecode", "Bytecode", [
    h("p", { class: "hint" }, [
      "Tier 1 and the optimizer write over the code while it runs: faster forms of instructions, counters, entries into " +
      "executors. A click on a unit's number sets a breakpoint. Counters: “tries again in 9”: after so many visits a faster " +
      "form is tried; “misses left 3”: so often a faster form may still fail; “took 0110…”: the last 16 ways that a branch went.",
    ]),
    h("div", { class: "fields" }, choice("What is written over it", time, TIMES, setTime)),
    others.filter(({ index }) => isRun.has(index)).map(body),
    idle.length === 0
      ? null
      : h("details", null, [h("summary", null, `Code that does not run (${idle.length})`), idle.map(body)]),
    module === undefined ? null : h("details", { open: at(module) >= 0 }, [
      h("summary", null, "Module code, which defines the functions"),
      body(module),
    ]),
  ]);
}

/** Code objects that a recorded run came to, by their index. Each record is looked through once. */
function ranCodes(record: RecordView | undefined): ReadonlySet<number> {
  if (record === undefined) return new Set();
  let ran = RAN.get(record);
  if (ran === undefined) {
    ran = new Set(record.boundaries.flatMap(({ frames }) => frames.map(({ code }) => code)));
    RAN.set(record, ran);
  }
  return ran;
}

const RAN = new WeakMap<RecordView, ReadonlySet<number>>();

/** The code with what is written over it at a step. */
function codeAt(code: CodeView, written: ReturnType<typeof writtenAt>): CodeView {
  const rows = code.rows.map((row) => {
    const { became, counter } = written.get(row.start) ?? { became: "", counter: "" };
    return { ...row, became, counter };
  });
  return { ...code, rows };
}

/** Index of the row that holds a unit. */
function rowAt(rows: readonly InstructionRow[], unit: number): number {
  return rows.findLastIndex(({ start }) => start <= unit);
}

interface CodeProps {
  readonly code: CodeView;
  readonly current: number;
  readonly breakpoints: ReadonlySet<string>;
  readonly onBreak: (place: string) => void;
}

function CodeTable({ code, current, breakpoints, onBreak }: CodeProps): Drawn {
  const host = useCurrentInView(current);
  const { from, shown: rows } = windowOf(code.rows, current);
  const arrows = arrowsOf(
    rows.flatMap(({ target }, from) => target === null ? [] : [{ from, to: rowAt(rows, target) }]),
  );
  const width = LANE * (1 + Math.max(0, ...arrows.map(({ lane }) => lane + 1)));
  return h("div", { ref: host, class: "code" }, [
    h("h3", null, code.head),
    scrolling(
      `Bytecode of ${code.name}`,
      h("div", { class: "listing" }, [
        arrowDrawing(arrows, width, rows.length),
        h("table", { style: { marginLeft: `${width}px` } }, [
          h(
            "thead",
            null,
            h(
              "tr",
              null,
              ["line", "unit", "instruction", "written over it"].map((name) =>
                h("th", { key: name, scope: "col" }, name)
              ),
            ),
          ),
          h(
            "tbody",
            null,
            rows.map((row, i) => instructionRow(row, from + i === current, code, breakpoints, onBreak, rows[i - 1])),
          ),
        ]),
      ]),
    ),
    cutText(code.rows.length, rows.length, "instructions"),
    code.handlers.length === 0 ? null : [
      h("h4", null, "Exception table"),
      h(
        "ul",
        { class: "handlers" },
        code.handlers.map(({ from, to, target, depth }) =>
          h(
            "li",
            { key: from },
            `an exception at ${
              from === to ? `unit ${from}` : `units ${from} to ${to}`
            } is handled at unit ${target}, with ` +
              `${depth} ${depth === 1 ? "entry" : "entries"} of the stack kept`,
          )
        ),
      ),
    ],
  ]);
}

function instructionRow(
  row: InstructionRow,
  isCurrent: boolean,
  code: CodeView,
  breakpoints: CodeProps["breakpoints"],
  onBreak: CodeProps["onBreak"],
  before: InstructionRow | undefined,
): Drawn {
  const place = instructionPlace(code.index, row.at);
  const isSet = breakpoints.has(place);
  const after = [row.became, row.counter].filter((text) => text !== "").join(", ");
  return h(
    "tr",
    { key: row.start, class: isCurrent ? "current" : "", "aria-current": isCurrent ? "step" : undefined },
    [
      h("td", { class: "dim" }, row.line === before?.line ? "" : row.line ?? "none"),
      h(
        "td",
        null,
        h("button", {
          type: "button",
          class: "break",
          "aria-pressed": isSet,
          "aria-label": `Breakpoint at unit ${row.at} of ${code.name}`,
          onClick: () => onBreak(place),
        }, row.at),
      ),
      h("td", null, [
        h("code", null, [row.name, " ", row.oparg]),
        row.target === null ? null : h("span", { class: "dim" }, ` to ${row.target}`),
        row.meaning === "" ? null : h("span", { class: "meaning" }, ` (${row.meaning})`),
      ]),
      h("td", { class: row.became === "ENTER_EXECUTOR" ? "hot" : "dim" }, after),
    ],
  );
}

/** Arrows beside the rows; the table says the same in words. */
function arrowDrawing(arrows: ReturnType<typeof arrowsOf>, width: number, rows: number): Drawn {
  const y = (row: number): number => ROW * (row + 1.5);
  return h(
    "svg",
    { class: "arrows", width, height: ROW * (rows + 1), "aria-hidden": "true" },
    arrows.map(({ from, to, lane }) => {
      const x = width - LANE * (lane + 1);
      const [start, end] = [y(from) + 3, y(to) - (to < from ? -3 : 3)];
      return h("g", { key: from }, [
        h("path", { d: `M${width} ${start}H${x}V${end}H${width - 3}`, class: to < from ? "back" : "forth" }),
        h("path", { d: `M${width - 5} ${end - 3}L${width} ${end}L${width - 5} ${end + 3}Z`, class: "head" }),
      ]);
    }),
  );
}

/** The element around a part that scrolls: the row that is the current one stays in view when it changes. */
export function useCurrentInView(current: unknown): RefObject<HTMLDivElement> {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const scroller = host.current?.querySelector(".scroll");
    const row = host.current?.querySelector(".current");
    if (scroller instanceof HTMLElement && row instanceof HTMLElement) keepInView(scroller, row);
  }, [current]);
  return host;
}

/** Scrolls the part of the page that a row is in, and nothing else. */
function keepInView(scroller: HTMLElement, row: HTMLElement): void {
  const outer = scroller.getBoundingClientRect();
  const inner = row.getBoundingClientRect();
  if (inner.top < outer.top + ROW) scroller.scrollTop -= outer.top + ROW - inner.top;
  else if (inner.bottom > outer.bottom - ROW) scroller.scrollTop += inner.bottom - outer.bottom + ROW;
}
