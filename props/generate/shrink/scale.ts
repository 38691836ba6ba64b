/**
 * The scale of weights: what the parts of a Draft weigh, of which shrinking makes less.
 *
 * @module
 */

import { assertNever } from "../../../src/isa/errors.ts";
import type { Literal } from "../../../src/isa/program.ts";

/** One more instruction outweighs everything else. */
export const INSTRUCTION = 1e9;
/** Weights of what does not show as instructions. */
export const CALL = 1e7;
export const TWIST = 4e6;
export const LIMIT = 2e6;
export const LOCAL = 1e5;
export const STATEMENT = 1e4;
export const GLOBAL = 1e4;
export const ROUND = 10;
export const EXPRESSION = 2;

export function literalWeight(value: Literal): number {
  switch (value.t) {
    case "None":
      return 0;
    case "int":
      if (typeof value.v === "string") return 60;
      return value.v === 0 ? 1 : 2 + Math.log2(Math.abs(value.v) + 1) + (value.v < 0 ? 0.5 : 0);
    case "tuple":
      return 30 + value.v.reduce((sum, item) => sum + 10 + literalWeight(item), 0);
    case "list":
      return 40 + value.v.reduce((sum, item) => sum + 10 + literalWeight(item), 0);
    case "str":
      return 20 + value.v.length;
    case "float":
      return value.v === 0 ? 18 : 19;
    case "Ellipsis":
    case "bool":
    case "complex":
    case "bytes":
    case "frozenset":
    case "set":
    case "dict":
    case "code":
      return 25;
    default:
      return assertNever(value);
  }
}
