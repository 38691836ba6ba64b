/**
 * Expressions on numbers and texts.
 *
 * @module
 */

import type { Expr } from "../draft/draft.ts";
import { index, indexBits } from "./atoms.ts";
import type { Drawing } from "./drawing.ts";
import { localOf, STRINGS } from "./locals.ts";
import { ADD, binary, call, float, int, MUL, str, SUB, subscript, variable } from "./nodes.ts";

/** A float or an int. */
export function numberExpression(d: Drawing, depth: number): Expr {
  const { choices } = d;
  switch (choices.below(depth <= 0 ? 3 : 6)) {
    case 0:
      return float(choices.int(-8, 8) / 4);
    case 1:
    case 2:
      return variable(localOf(d, "number"));
    case 3:
      return binary(numberExpression(d, depth - 1), choices.bool() ? ADD : SUB, numberExpression(d, depth - 1));
    case 4:
      return binary(numberExpression(d, depth - 1), MUL, float(choices.int(-4, 6) / 4));
    default:
      return index(d);
  }
}

export function textExpression(d: Drawing): Expr {
  const { choices } = d;
  const s = variable(localOf(d, "str"));
  switch (choices.below(5)) {
    case 0:
      return str(d.pick(STRINGS));
    case 1:
      return binary(s, ADD, str(d.pick(STRINGS)));
    case 2:
      return call("str", index(d));
    case 3:
      return subscript(str("abcd"), indexBits(d, 3));
    default:
      return { k: "slice", o: s, a: int(choices.int(0, 2)), b: int(choices.int(1, 6)) };
  }
}
