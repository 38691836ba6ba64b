/**
 * What differs from round to round of a loop: values of another type in the trigger round, failures in it, and whether a
 * failure may leave the loop.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import type { Expr, Stmt } from "../draft/draft.ts";
import type { Drawing, Loop } from "./drawing.ts";
import { newLocal } from "./locals.ts";
import {
  AND,
  assign,
  binary,
  build,
  compare,
  constant,
  DIV,
  EQ,
  GE,
  int,
  LT,
  MOD,
  NE,
  SHIFT_LEFT,
  SUB,
  subscript,
  TRUE_DIV,
  variable,
  when,
  wholeLiteral,
} from "./nodes.ts";

/** Items of tables that are looked up by the round; a power of two. */
const TABLE_LENGTH = 32;

/** Values of other types than a site has seen. */
export const OTHER_TYPES: readonly Literal[] = [
  { t: "None" },
  { t: "bool", v: true },
  { t: "float", v: 0 },
  { t: "float", v: 0.5 },
  { t: "str", v: "" },
  { t: "str", v: "x" },
  { t: "int", v: "1180591620717411303424" },
  { t: "tuple", v: [] },
];

/** Whether an exception may leave a loop: only where it got hot before. Drawn out of `of`. */
export function mayFail(d: Drawing, loop: Loop, of: number): boolean {
  return d.choices.chance(d.profile.uncaught, of) && loop.count >= d.hot;
}

// Tests of the round.

export function isTrigger(loop: Loop): Expr {
  return compare(loop.index, EQ, int(loop.trigger));
}

/** In the rounds before the trigger. */
export function isBefore(loop: Loop): Expr {
  return compare(loop.index, LT, int(loop.trigger));
}

/** In the trigger round and after it. */
export function isAfter(loop: Loop): Expr {
  return compare(loop.index, GE, int(loop.trigger));
}

/** Holds but in the trigger round or after it. */
export function mostlyTrue(d: Drawing, loop: Loop): Expr {
  return compare(loop.index, d.choices.bool() ? LT : NE, int(loop.trigger + 1));
}

/** A statement for the trigger round. */
export function inTrigger(loop: Loop, s: Stmt): Stmt {
  return when(isTrigger(loop), s);
}

// Values that change.

/** One constant in most rounds and another in the trigger round, perhaps also later: looked up, so that no branch tells. */
export function lookUp(d: Drawing, loop: Loop, usual: Literal, odd: Literal): Expr {
  const later = d.choices.bool();
  const { trigger } = loop;
  const items: Literal[] = [];
  for (let i = 0; i < TABLE_LENGTH; i++) items.push(i === trigger || (later && i > trigger) ? odd : usual);
  return subscript(constant({ t: "tuple", v: items }), binary(loop.index, AND, int(TABLE_LENGTH - 1)));
}

/** One constant in most rounds and another in the trigger round, looked up or chosen. */
export function either(d: Drawing, loop: Loop, usual: Literal, odd: Literal): Expr {
  if (d.choices.bool()) return lookUp(d, loop, usual, odd);
  return eitherOf(d, loop, constant(usual), constant(odd));
}

/** One value in most rounds and another in the trigger round, perhaps also later: chosen by a branch. */
export function eitherOf(d: Drawing, loop: Loop, usual: Expr, odd: Expr): Expr {
  return { k: "choose", c: d.choices.chance(2, 3) ? isTrigger(loop) : isAfter(loop), a: odd, b: usual };
}

/**
 * One value up to the trigger round and another after it. It changes behind the last statement of the trigger round, so that
 * no branch of its own leaves the next round's trace first.
 */
export function turned(d: Drawing, loop: Loop, usual: Expr, odd: Expr): Expr {
  if (d.here.index === 0 && d.rounds.loops.length === 1) {
    const v = newLocal(d, "closure", usual);
    d.rounds.late.push(inTrigger(loop, assign(v, odd)));
    return variable(v);
  }
  // Chosen by an index, not by a branch.
  const i = binary(d.choices.bool() ? isTrigger(loop) : isAfter(loop), AND, int(1));
  return subscript(build("tuple", usual, odd), i);
}

// Failures.

/** Fails when the loop's trigger round comes, and only then. */
export function trap(d: Drawing, loop: Loop): Expr {
  const { choices } = d;
  const zero = binary(loop.index, SUB, int(loop.trigger));
  switch (choices.below(4)) {
    case 0:
      return binary(int(choices.int(1, 50)), choices.bool() ? DIV : MOD, zero);
    case 1:
      return binary(int(6), TRUE_DIV, zero);
    case 2: {
      const items: Literal[] = [];
      for (let i = 0; i < loop.trigger; i++) items.push(wholeLiteral(i % 3));
      return subscript(constant({ t: "tuple", v: items }), loop.index);
    }
    default:
      return binary(int(1), SHIFT_LEFT, binary(int(loop.trigger - 1), SUB, loop.index));
  }
}
