/**
 * Conditions: skewed, alternating, turning for good in some round, or on data.
 *
 * @module
 */

import { type Expr, NONE } from "../draft/draft.ts";
import { intVariable } from "./atoms.ts";
import type { Drawing, Loop } from "./drawing.ts";
import { known } from "./locals.ts";
import {
  AND,
  binary,
  compare,
  constant,
  EQ,
  float,
  int,
  LT,
  MOD,
  str,
  tupleLiteral,
  variable,
  wholeLiteral,
} from "./nodes.ts";
import { isAfter, isBefore, isTrigger, lookUp, OTHER_TYPES } from "./rounds.ts";

/** A condition at the place at hand. */
export function condition(d: Drawing): Expr {
  const loop = d.rounds.loops.at(-1);
  if (loop === undefined) return compare(intVariable(d), d.choices.below(6), int(d.choices.int(0, 9)));
  return d.pick(CONDITIONS)(d, loop);
}

const CONDITIONS: readonly ((d: Drawing, loop: Loop) => Expr)[] = [
  (_, loop) => isTrigger(loop),
  (_, loop) => isBefore(loop),
  (_, loop) => isAfter(loop),
  (_, { index }) => binary(index, AND, int(1)),
  ({ choices }, { index }) => compare(binary(index, MOD, int(choices.int(3, 5))), EQ, int(choices.int(0, 2))),
  (d) => compare(intVariable(d), d.choices.below(6), int(d.choices.int(-2, 30))),
  isNone,
  (_, loop) => ({ k: "unary", op: "not", e: isBefore(loop) }),
  (d, { index }) => ({
    k: "logic",
    op: d.choices.bool() ? "and" : "or",
    l: compare(index, d.choices.below(6), int(d.choices.int(0, 24))),
    r: compare(intVariable(d), d.choices.below(6), int(d.choices.int(0, 9))),
  }),
  onText,
  isIn,
  onNumber,
  (d, loop) => lookUp(d, loop, wholeLiteral(d.choices.below(2)), d.pick(OTHER_TYPES)),
];

function isNone(d: Drawing, loop: Loop): Expr {
  const v = known(d, "any");
  const l = v < 0 || d.choices.bool() ? lookUp(d, loop, wholeLiteral(1), NONE.v) : variable(v);
  return { k: "is", not: d.choices.bool(), l, r: NONE };
}

function onText(d: Drawing, loop: Loop): Expr {
  const v = known(d, "str");
  return v < 0 ? isAfter(loop) : compare(variable(v), EQ, str("ab"));
}

function onNumber(d: Drawing, loop: Loop): Expr {
  const v = known(d, "number");
  return v < 0 ? isBefore(loop) : compare(variable(v), LT, float(0.5));
}

function isIn({ choices }: Drawing, { index, trigger }: Loop): Expr {
  const items = constant(tupleLiteral(trigger, choices.int(0, 9)));
  return { k: "in", not: choices.bool(), l: index, r: items };
}
