/**
 * Constants that the parser and the compiler make. Whatever lowers programs makes such constants, too, and needs neither of the two.
 *
 * @module
 */

import type { Literal } from "../../src/isa/program.ts";

/** An int as a literal. */
export function intLiteral(value: bigint): Literal {
  const safe = value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
  return { t: "int", v: safe ? Number(value) : String(value) };
}

/** A frozenset: equal items once. */
export function frozenset(items: readonly Literal[]): Literal {
  const v: Literal[] = [];
  for (const item of items) if (!v.some((each) => isEqual(each, item))) v.push(item);
  return { t: "frozenset", v };
}

/** Whether two constants are equal to the program. */
function isEqual(a: Literal, b: Literal): boolean {
  const x = numberOf(a);
  const y = numberOf(b);
  if (x !== null && y !== null) return x == y;
  return a.t === b.t && JSON.stringify(a) === JSON.stringify(b);
}

function numberOf(value: Literal): number | bigint | null {
  switch (value.t) {
    case "bool":
      return Number(value.v);
    case "int":
      return BigInt(value.v);
    case "float":
      return value.v === "nan" ? null : Number(value.v === "inf" ? Infinity : value.v === "-inf" ? -Infinity : value.v);
    default:
      return null;
  }
}
