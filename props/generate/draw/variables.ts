/**
 * Statements on variables of one type, or that change their type.
 *
 * @module
 */

import { type Expr, NONE, type Stmt } from "../draft/draft.ts";
import { intExpression } from "./atoms.ts";
import type { Drawing } from "./drawing.ts";
import { localOf, newLocal } from "./locals.ts";
import {
  ADD,
  add,
  assign,
  binary,
  build,
  constant,
  HALF,
  int,
  MOD,
  MUL,
  str,
  SUB,
  textLiteral,
  TRUE,
  variable,
  XOR,
} from "./nodes.ts";
import { isAfter, isTrigger, lookUp } from "./rounds.ts";
import { numberExpression, textExpression } from "./scalars.ts";

export function assignInt(d: Drawing, out: Stmt[]): void {
  out.push(assign(localOf(d, "int"), intExpression(d, 2)));
}

/** What takes the place of statements that cannot stand at the place at hand. */
export function augment(d: Drawing, out: Stmt[]): void {
  const { choices } = d;
  const t = variable(localOf(d, "int"));
  const what = choices.below(8);
  if (what < 5) out.push({ k: "augment", t, op: choices.bool() ? ADD : SUB, e: intExpression(d, 1) });
  else if (what < 6) out.push({ k: "augment", t, op: MUL, e: int(choices.int(2, 3)) });
  else if (what < 7) out.push({ k: "augment", t, op: XOR, e: intExpression(d, 1) });
  else out.push({ k: "augment", t, op: MOD, e: int(choices.int(5, 97)) });
}

/** Something to stand in a block. */
export function filler(d: Drawing): Stmt[] {
  const out: Stmt[] = [];
  augment(d, out);
  return out;
}

/** Assigns an int or adds it to what there is. */
export function keep(d: Drawing, out: Stmt[], e: Expr): void {
  if (d.choices.bool()) out.push(assign(localOf(d, "int"), e));
  else out.push(add(variable(localOf(d, "int")), e));
}

export function numberStatement(d: Drawing, out: Stmt[]): void {
  const { choices } = d;
  if (choices.bool()) out.push(assign(localOf(d, "number"), numberExpression(d, 2)));
  else {
    const t = variable(localOf(d, "number"));
    out.push({ k: "augment", t, op: choices.bool() ? ADD : SUB, e: numberExpression(d, 1) });
  }
}

export function textStatement(d: Drawing, out: Stmt[]): void {
  if (d.choices.chance(1, 3)) out.push(add(variable(localOf(d, "str")), str("x")));
  else out.push(assign(localOf(d, "str"), textExpression(d)));
}

export function unpack(d: Drawing, out: Stmt[]): void {
  const { choices } = d;
  const a = localOf(d, "int");
  const b = localOf(d, "int");
  if (a === b) return augment(d, out);
  const swap = choices.bool()
    ? build("tuple", variable(b), intExpression(d, 1))
    : build("tuple", intExpression(d, 1), variable(a));
  if (choices.bool()) {
    out.push({ k: "unpack", ts: [variable(a), variable(b)], e: swap });
    return;
  }
  const pair = newLocal(d, "any", NONE);
  out.push(assign(pair, swap));
  out.push({ k: "unpack", ts: [variable(a), variable(b)], e: variable(pair) });
}

/** A variable whose type changes in the trigger round, and an operation that was specialized for the old one. */
export function typeChange(d: Drawing, out: Stmt[]): void {
  const { choices } = d;
  const loop = d.rounds.loops.at(-1);
  if (loop === undefined) return augment(d, out);
  const v = localOf(d, "number");
  const odd = constant(choices.bool() ? HALF : TRUE);
  const usual = int(choices.int(1, 3));
  const e: Expr = choices.bool()
    ? lookUp(d, loop, usual.v, odd.v)
    : { k: "choose", c: isAfter(loop), a: odd, b: usual };
  out.push(choices.bool() ? add(variable(v), e) : assign(v, binary(e, MUL, int(2))));
  if (choices.chance(1, 3)) {
    const any = localOf(d, "any");
    const value: Expr = choices.bool()
      ? lookUp(d, loop, NONE.v, textLiteral("t"))
      : { k: "choose", c: isTrigger(loop), a: str("t"), b: NONE };
    out.push(assign(any, value));
  }
}
