/**
 * Bytes that say more than a generator asks: each changes an int of the program by a little, the first byte the first int, and so
 * round and round. So no byte of a fuzzer's string is idle, however long it is, and what a program consists of stays.
 *
 * @module
 */

import type { Literal } from "../../src/isa/program.ts";
import type { Draft, Expr, FunctionDraft } from "./draft/draft.ts";
import { fixup } from "./fix/fixup.ts";
import { mapBlock, mapExpr } from "./shrink/rewrite.ts";

/** Rewrites the ints of a literal, those in tuples included, in order. */
function mapInts(literal: Literal, change: (v: number) => number): Literal {
  if (literal.t === "int" && typeof literal.v === "number") {
    const v = change(literal.v);
    return v === literal.v ? literal : { t: "int", v };
  }
  if (literal.t !== "tuple") return literal;
  const items = literal.v.map((item) => mapInts(item, change));
  return items.every((item, i) => item === literal.v[i]) ? literal : { t: "tuple", v: items };
}

/** Rewrites all ints of a Draft, in order: those of constants, first values of globals, arguments. */
function mapDraftInts(draft: Draft, change: (v: number) => number): Draft {
  const expr = (e: Expr): Expr => {
    if (e.k !== "const") return e;
    const v = mapInts(e.v, change);
    return v === e.v ? e : { k: "const", v };
  };
  const functions = draft.functions.map((fn): FunctionDraft => {
    const body = mapBlock(fn.body, { expr });
    return { ...fn, body, recursive: fn.recursive === null ? null : mapExpr(fn.recursive, { expr }) };
  });
  const globals = draft.globals.map(({ init }) => ({ init: init === null ? null : mapInts(init, change) }));
  return { ...draft, functions, globals, args: draft.args.map((each) => mapInts(each, change)) };
}

/** The Draft that another one becomes by bytes that are left over; zeros change nothing. */
export function stretch(draft: Draft, rest: Uint8Array): Draft {
  if (rest.every((byte) => byte === 0)) return draft;
  let count = 0;
  mapDraftInts(draft, (v) => (count++, v));
  const changes = new Int32Array(Math.max(count, 1));
  rest.forEach((byte, i) => {
    const at = i % changes.length;
    changes[at] = (changes[at] as number) + ((byte << 24) >> 24);
  });
  let index = 0;
  return fixup(mapDraftInts(draft, (v) => {
    const changed = v + (changes[index++] as number);
    return Number.isSafeInteger(changed) ? changed : v;
  }));
}
