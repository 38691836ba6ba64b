/**
 * Calls of the program's functions by position.
 *
 * @module
 */

import type { Expr, Stmt } from "../draft/draft.ts";
import { index, indexBits, intExpression } from "./atoms.ts";
import type { Drawing, Signature } from "./drawing.ts";
import { binary, callTop, int, run, SUB, variable } from "./nodes.ts";
import { augment, keep } from "./variables.ts";

/** A function that the one at hand may call, 0 for none. */
export function calleeFrom(d: Drawing, from: number): number {
  const { signatures } = d.program;
  const count = signatures.length;
  if (from >= count || d.here.callsLeft <= 0) return 0;
  d.here.callsLeft--;
  if (d.here.recursive) {
    // Calls among recursive functions would have to count down.
    for (let j = from; j < count; j++) if (!(signatures[j] as Signature).recursive) return j + 1;
    return 0;
  }
  return 1 + (signatures[from]?.chain ? from : d.choices.int(from, count - 1));
}

export function callFunction(d: Drawing, f: number): Expr {
  const { choices, here } = d;
  const signature = d.program.signatures[f - 1] as Signature;
  signature.called = true;
  const inside = here.inCall;
  here.inCall = true;
  const args: Expr[] = [];
  const count = signature.params - (signature.defaults.length > 0 && choices.bool() ? 1 : 0);
  for (let i = 0; i < count; i++) {
    if (i === 0 && signature.recursive) args.push(choices.bool() ? int(choices.int(1, 3)) : indexBits(d, 3));
    else args.push(i === 0 && choices.chance(3, 4) ? index(d) : intExpression(d, 1));
  }
  here.inCall = inside;
  return callTop(f, ...args);
}

/** A call of the function at hand, or of another that may call it: recursion of two. */
export function recursiveCall(d: Drawing, own: number): Expr {
  const { signatures } = d.program;
  let f = own;
  // With others between them, whose arguments do not count down, they would never end.
  if (d.choices.chance(1, 3) && signatures.every(({ recursive }) => recursive)) {
    const other = signatures.findIndex(({ recursive, called }, j) =>
      recursive && j + 1 !== own && (called || j + 1 > own)
    );
    if (other >= 0) f = other + 1;
  }
  const signature = signatures[f - 1] as Signature;
  signature.called = true;
  const args: Expr[] = [binary(variable(0), SUB, int(1))];
  while (args.length < signature.params) args.push(intExpression(d, 1));
  return callTop(f, ...args);
}

/** A call whose result is dropped, kept, or added to what there is. */
export function callStatement(d: Drawing, out: Stmt[]): void {
  const next = calleeFrom(d, d.here.index);
  if (next === 0) return augment(d, out);
  const called = callFunction(d, next);
  if (d.choices.chance(1, 6)) out.push(run(called));
  else keep(d, out, called);
}
