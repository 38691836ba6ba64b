/**
 * The reduced table of instructions: what enumerated loop bodies are made of.
 *
 * @module
 */

import type { OpcodeName } from "../../src/isa/opcodes.ts";
import { type Expr, type IslandOp, local, type Stmt } from "../generate/draft/draft.ts";

/** Rounds of the loop. */
export const ROUNDS = 8;
/** Jumps back before an executor is made: each instruction is specialized by then, and three rounds are left for the trace. */
export const WARM = 4;
/** In this round, which runs in the trace, skips change their mind and items run out. */
export const ODD_ROUND = 6;

/** One row: consecutive instructions that count as one step. */
export interface Row {
  readonly name: string;
  readonly opcodes: readonly OpcodeName[];
  /** Items that must lie on the stack. */
  readonly takes: number;
  /** How many more lie there afterwards. */
  readonly adds: number;
  readonly op: IslandOp;
}

/** The local that holds a number from the start, and the variable of the loop. */
export const NUMBER = 0;
export const ROUND = 1;

const CALL: Expr = { k: "call", f: { k: "function", f: 1 }, args: [] };

/** An item for each round before the odd one. */
export function itemBefore(oddRound: number): Expr {
  const v = { t: "tuple", v: Array.from({ length: oddRound }, (_, v) => ({ t: "int" as const, v })) } as const;
  return { k: "subscript", o: { k: "const", v }, i: local(ROUND) };
}

/** Name of the row whose items run out. */
export const ITEM_ROW = "item";

function push(e: Expr): IslandOp {
  return { k: "push", e };
}

/** Steps that do not jump. The number is an int, so constants of another type make guards fail. */
export const ROWS: readonly Row[] = [
  { name: "number", opcodes: ["LOAD_FAST"], takes: 0, adds: 1, op: push(local(NUMBER)) },
  { name: "round", opcodes: ["LOAD_FAST"], takes: 0, adds: 1, op: push(local(ROUND)) },
  { name: "one", opcodes: ["LOAD_CONST"], takes: 0, adds: 1, op: push({ k: "const", v: { t: "int", v: 1 } }) },
  { name: "half", opcodes: ["LOAD_CONST"], takes: 0, adds: 1, op: push({ k: "const", v: { t: "float", v: 0.5 } }) },
  // Never bound: raises.
  { name: "unbound", opcodes: ["LOAD_GLOBAL"], takes: 0, adds: 1, op: push({ k: "global", i: 0 }) },
  { name: "call", opcodes: ["LOAD_GLOBAL", "CALL"], takes: 0, adds: 1, op: push(CALL) },
  // Raises from the odd round on.
  {
    name: ITEM_ROW,
    opcodes: ["LOAD_CONST", "LOAD_FAST", "BINARY_SUBSCR"],
    takes: 0,
    adds: 1,
    op: push(itemBefore(ODD_ROUND)),
  },
  { name: "set number", opcodes: ["STORE_FAST"], takes: 1, adds: -1, op: { k: "store", i: NUMBER } },
  { name: "set round", opcodes: ["STORE_FAST"], takes: 1, adds: -1, op: { k: "store", i: ROUND } },
  { name: "pop", opcodes: ["POP_TOP"], takes: 1, adds: -1, op: { k: "pop" } },
  { name: "copy", opcodes: ["COPY"], takes: 1, adds: 1, op: { k: "copy", n: 1 } },
  { name: "over", opcodes: ["COPY"], takes: 2, adds: 1, op: { k: "copy", n: 2 } },
  { name: "swap", opcodes: ["SWAP"], takes: 2, adds: 0, op: { k: "swap", n: 2 } },
  { name: "add", opcodes: ["BINARY_OP"], takes: 2, adds: -1, op: { k: "binary", op: 0 } },
  { name: "subtract", opcodes: ["BINARY_OP"], takes: 2, adds: -1, op: { k: "binary", op: 10 } },
  { name: "less", opcodes: ["COMPARE_OP"], takes: 2, adds: -1, op: { k: "compare", op: 0 } },
  { name: "nop", opcodes: ["NOP"], takes: 0, adds: 0, op: { k: "nop" } },
];

/** A step that skips what it holds, depending on the item on top, which stays. */
export const SKIPS: readonly { readonly name: string; readonly unless: boolean }[] = [
  { name: "skip in the odd round", unless: false },
  { name: "skip but in the odd round", unless: true },
];
/** Instructions of a skip: COPY, LOAD_CONST, COMPARE_OP, POP_JUMP. */
export const SKIP_UNITS = 4;

/** Instructions of a handler, which drops the exception and goes on behind the code that it covers: POP_TOP, JUMP. */
export const HANDLER_UNITS = 2;

/** Events, of which a program has at most one; their instructions are not counted. */
export const EVENTS: readonly (Stmt & { readonly k: "event" })[] = [
  { k: "event", host: "host_invalidate", f: 0, n: 0 },
  { k: "event", host: "host_invalidate_all", f: 0, n: 0 },
  { k: "event", host: "host_set_optimizer", f: 0, n: 2 },
];
