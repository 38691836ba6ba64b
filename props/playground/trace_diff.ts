/**
 * Two stages of a trace side by side: what was taken, changed and added between them, and by which pass.
 *
 * @module
 */

import { UOPS } from "../../src/isa/uops.ts";
import type { Trace, UopInstruction } from "../../src/optimizer/trace.ts";
import { rewritesOf } from "../../src/oracle/blame_pass.ts";

/** A stage of a trace: as translated, or after a pass. */
export interface Stage {
  readonly name: string;
  /** Who made it of the stage before. */
  readonly by: string;
  readonly trace: Trace;
}

/** A line of the comparison. */
export interface DiffRow {
  /** Index in the first stage; -1 for uops that were added. */
  readonly index: number;
  /** Null for uops that were added. */
  readonly left: UopInstruction | null;
  /** Null for uops that were taken away. */
  readonly right: UopInstruction | null;
  /** Index in the last stage; -1 for uops that were taken away. */
  readonly rightIndex: number;
  readonly what: "same" | "removed" | "changed" | "added";
  /** Who made the difference first; empty where there is none. */
  readonly by: string;
}

interface Cell {
  readonly index: number;
  readonly left: UopInstruction | null;
  readonly right: UopInstruction | null;
  readonly by: string;
}

/** Compares the first of some stages with the last; those between say who did it. */
export function diffOf(stages: readonly Stage[]): DiffRow[] {
  const [first, ...later] = stages;
  if (first === undefined) return [];
  let cells = first.trace.map((uop, index): Cell => ({ index, left: uop, right: uop, by: "" }));
  for (const { by, trace } of later) cells = after(cells, trace, by);
  let rightIndex = 0;
  return cells.map((cell) => ({
    ...cell,
    rightIndex: cell.right === null ? -1 : rightIndex++,
    what: whatOf(cell),
  }));
}

function isNop({ uop }: UopInstruction): boolean {
  return uop === UOPS.NOP.id;
}

function whatOf({ left, right, by }: Cell): DiffRow["what"] {
  if (by === "") return "same";
  if (left === null) return "added";
  return right === null || (isNop(right) && !isNop(left)) ? "removed" : "changed";
}

/** The cells after one more stage. */
function after(cells: readonly Cell[], trace: Trace, by: string): Cell[] {
  const result: Cell[] = [];
  let at = 0;
  /** Passes over cells up to the uop with this index in the stage before; those taken away before stay where they are. */
  const keep = (count: number): void => {
    for (let kept = 0; kept < count || cells[at]?.right === null; at++) {
      const cell = cells[at];
      if (cell === undefined) return;
      if (cell.right !== null) kept++;
      result.push(cell);
    }
  };
  const before = cells.flatMap(({ right }) => (right === null ? [] : [right]));
  let passed = 0;
  for (const rewrite of rewritesOf(before, trace, 0)) {
    keep(rewrite.index - passed);
    const { length } = rewrite.before;
    for (let i = 0; i < Math.max(length, rewrite.after.length); i++) {
      const right = (rewrite.after[i] ?? null) as UopInstruction | null;
      if (i >= length) result.push({ index: -1, left: null, right, by });
      else {
        keep(0);
        const cell = cells[at++] as Cell;
        // What one pass made a NOP, another one only sweeps up.
        const isSwept = cell.by !== "" && cell.right !== null && isNop(cell.right) && right === null;
        result.push({ ...cell, right, by: isSwept ? cell.by : by });
      }
    }
    passed = rewrite.index + length;
  }
  keep(Infinity);
  return result.filter(({ left, right }) => left !== null || right !== null);
}
