/**
 * The smallest int expressions: the round, a variable, a constant.
 *
 * @module
 */

import type { Expr } from "../draft/draft.ts";
import type { Drawing } from "./drawing.ts";
import { known, LIST_LENGTH, localOf } from "./locals.ts";
import { AND, binary, int, MOD, type Variable, variable } from "./nodes.ts";

/** An int expression; bools count as ints now and then. */
export function intExpression(d: Drawing, depth: number): Expr {
  return depth <= 0 ? atom(d) : d.int(depth);
}

/** The round of the innermost loop, or some int. */
export function index(d: Drawing): Expr {
  const loop = d.rounds.loops.at(-1);
  return loop === undefined ? int(d.choices.int(0, 9)) : loop.index;
}

export function atom(d: Drawing): Expr {
  const choice = d.choices.below(4);
  return choice === 0 ? int(d.choices.int(0, 9)) : choice === 1 ? index(d) : intVariable(d);
}

export function intVariable(d: Drawing): Expr {
  const i = known(d, "int");
  return i < 0 ? index(d) : variable(i);
}

/** The lowest bits of the round. */
export function indexBits(d: Drawing, mask: number): Expr {
  return binary(index(d), AND, int(mask));
}

/** A position in a list local; in range unless an error is wanted. */
export function position(d: Drawing): Expr {
  return binary(index(d), MOD, int(LIST_LENGTH));
}

export function listVariable(d: Drawing): Variable {
  return variable(localOf(d, "list"));
}

export function dictVariable(d: Drawing): Variable {
  return variable(localOf(d, "dict"));
}
