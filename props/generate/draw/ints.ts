/**
 * Int expressions by kind, and arithmetic whose results stay small.
 *
 * @module
 */

import type { Expr } from "../draft/draft.ts";
import { atom, index, intExpression, intVariable, position } from "./atoms.ts";
import { calleeFrom, callFunction } from "./calls.ts";
import { condition } from "./conditions.ts";
import type { DrawExpression, Drawing } from "./drawing.ts";
import { intGlobal } from "./globals.ts";
import { known } from "./locals.ts";
import {
  ADD,
  AND,
  binary,
  call,
  DIV,
  int,
  MOD,
  MUL,
  OR,
  POWER,
  SHIFT_LEFT,
  SHIFT_RIGHT,
  SUB,
  subscript,
  variable,
  XOR,
} from "./nodes.ts";
import type { IntKind } from "./profile.ts";
import { mayFail, trap } from "./rounds.ts";

/** Kinds of int expression. */
export const INTS = {
  constant: (d) => int(d.choices.int(-2, 12)),
  variable: intVariable,
  round: index,
  arithmetic,
  choose: (d, depth) => ({
    k: "choose",
    c: condition(d),
    a: intExpression(d, depth - 1),
    b: intExpression(d, depth - 1),
  }),
  call: callOrVariable,
  list: ofList,
  global(d) {
    const g = intGlobal(d);
    return g === null ? intVariable(d) : { k: "global", i: g };
  },
  unary: (d) => ({ k: "unary", op: d.choices.bool() ? "-" : "~", e: intVariable(d) }),
} satisfies Record<IntKind, DrawExpression>;

function callOrVariable(d: Drawing): Expr {
  const next = d.here.recursive ? 0 : calleeFrom(d, d.here.index);
  return next > 0 && !d.here.inCall ? callFunction(d, next) : intVariable(d);
}

/** An item of a list, or its length. */
function ofList(d: Drawing): Expr {
  const xs = known(d, "list");
  if (xs < 0) return index(d);
  return d.choices.bool() ? subscript(variable(xs), position(d)) : call("len", variable(xs));
}

/** Draws an operation on an operand; of operands besides it at most `depth` levels. */
type DrawOperation = (d: Drawing, l: Expr, depth: number) => Expr;

/** Growth per round is at most by a constant factor. */
const OPERATIONS: readonly DrawOperation[] = [
  plus,
  plus,
  (d, l, depth) => binary(l, SUB, intExpression(d, depth - 1)),
  (d, l) => binary(l, MUL, int(d.choices.int(2, 5))),
  (d, l) => binary(binary(l, MUL, atom(d)), MOD, int(d.choices.int(3, 53))),
  (d, l) => binary(l, d.choices.bool() ? MOD : DIV, int(d.choices.int(2, 9))),
  (d, l, depth) => binary(l, d.pick(BITWISE), intExpression(d, depth - 1)),
  shift,
  (d, _, depth) => risky(d, depth),
  (d, l) => d.choices.chance(1, 4) ? binary(binary(l, AND, int(7)), POWER, int(2)) : binary(l, ADD, int(1)),
];
const BITWISE = [AND, OR, XOR];

function arithmetic(d: Drawing, depth: number): Expr {
  const l = intExpression(d, depth - 1);
  return d.pick(OPERATIONS)(d, l, depth);
}

function plus(d: Drawing, l: Expr, depth: number): Expr {
  return binary(l, ADD, intExpression(d, depth - 1));
}

function shift(d: Drawing, l: Expr): Expr {
  return d.choices.bool()
    ? binary(l, SHIFT_RIGHT, int(d.choices.int(0, 4)))
    : binary(binary(l, AND, int(15)), SHIFT_LEFT, int(d.choices.int(0, 6)));
}

/** An expression that fails in the trigger round of the loop, where uncaught exceptions are wanted. */
function risky(d: Drawing, depth: number): Expr {
  const loop = d.rounds.loops.at(-1);
  if (loop === undefined || !mayFail(d, loop, 16)) return intExpression(d, depth - 1);
  return trap(d, loop);
}
