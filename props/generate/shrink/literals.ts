/**
 * Simpler constants.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import { without } from "./edit.ts";

/** Simpler values of the same and other types. */
export function* literalCandidates(value: Literal): Generator<Literal> {
  switch (value.t) {
    case "int":
      for (const v of smallerInts(value.v)) yield { t: "int", v };
      return;
    case "list":
    case "tuple": {
      const { length } = value.v;
      const rebuilt = (v: readonly Literal[]): Literal => ({ t: value.t, v });
      if (value.t === "list") yield { t: "tuple", v: value.v };
      for (let size = length; size > 0; size >>= 1) {
        for (let at = 0; at + size <= length; at += size) yield rebuilt(without(value.v, at, size));
      }
      for (let size = length; size > 0; size >>= 1) {
        for (let at = 0; at + size <= length; at += size) {
          const zeroed = value.v.map((item, i) => i >= at && i < at + size && !isZero(item) ? INT_ZERO : item);
          if (zeroed.some((item, i) => item !== value.v[i])) yield rebuilt(zeroed);
        }
      }
      return;
    }
    case "None":
      return;
    default:
      yield { t: "int", v: 0 };
      yield { t: "None" };
      if (value.t === "str" && value.v.length > 0) yield { t: "str", v: "" };
      if (value.t === "float" && value.v !== 0) yield { t: "float", v: 0 };
  }
}

/** Numbers nearer to zero, the nearest first; a negative one may turn positive. */
export function smallerInts(v: number | string): readonly number[] {
  if (typeof v === "string") return [0, 1 << 30];
  if (v === 0) return [];
  // Plus zero, as -1 would give -0.
  const half = Math.trunc(v / 2) + 0;
  const values = [0, 1, half, v - Math.trunc(v / 4) + 0];
  // One by one only near the end: what needs many rounds seldom cares how many.
  if (Math.abs(v) <= 8) values.push(v - Math.sign(v));
  return values.filter((each, i) =>
    (Math.abs(each) < Math.abs(v) || (each > 0 && v < 0)) && values.indexOf(each) === i
  );
}

const INT_ZERO: Literal = { t: "int", v: 0 };

function isZero(value: Literal): boolean {
  return value.t === "int" && value.v === 0;
}
