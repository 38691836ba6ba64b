/**
 * Items of lists and dicts, and methods of builtin types.
 *
 * @module
 */

import { type Expr, NONE, type Stmt } from "../draft/draft.ts";
import { dictVariable, index, indexBits, intExpression, intVariable, listVariable, position } from "./atoms.ts";
import type { Drawing, Loop } from "./drawing.ts";
import { localOf } from "./locals.ts";
import {
  add,
  AND,
  assign,
  assignTo,
  binary,
  call,
  callMethod,
  int,
  run,
  str,
  subscript,
  textLiteral,
  TRUE,
  wholeLiteral,
} from "./nodes.ts";
import { lookUp } from "./rounds.ts";

export function listItem(d: Drawing, out: Stmt[]): void {
  const { choices } = d;
  const xs = listVariable(d);
  const i = position(d);
  const what = choices.below(4);
  if (what === 0) out.push(assignTo({ k: "item", o: xs, i }, intExpression(d, 1)));
  else if (what === 1) out.push(add({ k: "item", o: xs, i }, intExpression(d, 1)));
  else if (what === 2) out.push(assign(localOf(d, "int"), subscript(xs, i)));
  else {
    const part: Expr = { k: "slice", o: xs, a: int(choices.int(0, 1)), b: int(choices.int(2, 3)) };
    out.push(assign(localOf(d, "int"), call("len", part)));
  }
}

export function dictItem(d: Drawing, out: Stmt[]): void {
  const { choices } = d;
  const dict = dictVariable(d);
  const i = binary(index(d), AND, int(choices.bool() ? 1 : 3));
  if (choices.bool()) out.push(assignTo({ k: "item", o: dict, i }, intExpression(d, 1)));
  else out.push(assign(localOf(d, "int"), subscript(dict, indexBits(d, 1))));
}

/** Methods of builtin types, on what their sites have seen, and now and then on something else in the trigger round. */
export function builtinMethod(d: Drawing, out: Stmt[]): void {
  d.pick(METHODS_OF)(d, out, d.rounds.loops.at(-1));
}

const METHODS_OF: readonly ((d: Drawing, out: Stmt[], loop: Loop | undefined) => void)[] = [
  append,
  (d, out) => {
    const xs = append(d, out);
    out.push(assign(localOf(d, "int"), callMethod(xs, "pop")));
  },
  (d, out) => {
    const xs = append(d, out);
    out.push(assign(localOf(d, "int"), callMethod(xs, "count", index(d))));
  },
  (d, out, loop) => {
    const o = text(d, loop);
    out.push(assign(localOf(d, "str"), callMethod(o, d.choices.bool() ? "upper" : "strip")));
  },
  (d, out, loop) => {
    const o = text(d, loop);
    out.push(assign(localOf(d, "int"), callMethod(o, d.choices.bool() ? "find" : "startswith", str("A"))));
  },
  (d, out) => {
    const key = d.choices.bool() ? index(d) : int(1);
    out.push(assign(localOf(d, "any"), callMethod(dictVariable(d), "get", key)));
  },
  (d, out) => bitLength(d, out, intVariable(d)),
  (d, out, loop) => bitLength(d, out, loop === undefined ? intVariable(d) : lookUp(d, loop, wholeLiteral(5), TRUE)),
];

/** Appends to a list; gives the list. */
function append(d: Drawing, out: Stmt[]): Expr {
  const xs = listVariable(d);
  out.push(run(callMethod(xs, "append", intExpression(d, 1))));
  return xs;
}

function text(d: Drawing, loop: Loop | undefined): Expr {
  const odd = d.choices.chance(d.profile.uncaught, 16) ? NONE.v : textLiteral("Ab ");
  return loop === undefined ? str("abc") : lookUp(d, loop, textLiteral(" xy"), odd);
}

function bitLength(d: Drawing, out: Stmt[], o: Expr): void {
  out.push(assign(localOf(d, "int"), callMethod(o, "bit_length")));
}
