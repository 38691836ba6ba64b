/**
 * What fixing needs everywhere: bounds, and helpers that keep what is valid as it is.
 *
 * @module
 */

import { assertNever } from "../../../src/isa/errors.ts";
import type { Literal } from "../../../src/isa/program.ts";

/** Loop rounds, weighted by what surrounds them, that one call of the entry may take: keeps checks short. */
export const MAX_ROUNDS = 600;
/** Rounds of one loop. */
export const MAX_LOOP_COUNT = 400;
/** Nesting of statements and of expressions: bounds the value stack and the host's own stack. */
export const MAX_STATEMENT_DEPTH = 8;
export const MAX_EXPRESSION_DEPTH = 10;
export const MAX_BLOCK = 40;
export const MAX_ITEMS = 40;
export const MAX_PATTERN_ITEMS = 4;
export const MAX_CALLS = 4;
export const MAX_TWISTS = 8;
export const MAX_PREFIXES = 3;
/** First argument of a call from outside into recursion. */
export const MAX_RECURSION = 6;

/** `map` that gives the array itself back when nothing changed; `undefined` drops an item. */
export function mapped<T>(items: readonly T[], f: (item: T, i: number) => T | undefined): readonly T[] {
  let out: T[] | null = null;
  for (let i = 0; i < items.length; i++) {
    const item = items[i] as T;
    const next = f(item, i);
    if (out === null) {
      if (next === item) continue;
      out = items.slice(0, i);
    }
    if (next !== undefined) out.push(next);
  }
  return out ?? items;
}

export function cut<T>(items: readonly T[], most: number): readonly T[] {
  return items.length > most ? items.slice(0, most) : items;
}

export function clamp(value: number, low: number, high: number): number {
  // Plus zero: no -0 may come out.
  return Math.min(high, Math.max(low, Math.trunc(Number.isFinite(value) ? value : low))) + 0;
}

export function wrap(index: number, count: number): number {
  const whole = Math.trunc(Number.isFinite(index) ? index : 0);
  return ((whole % count) + count) % count;
}

/** Where a statement stands. */
export interface Place {
  readonly depth: number;
  readonly loop: boolean;
  /** In an `except*` clause, which control does not leave early. */
  readonly kept: boolean;
  /** How often control comes here in one run of the entry, at most. */
  readonly rounds: number;
}

/** Places in the blocks of a statement. */
export function inside({ depth, loop, kept, rounds }: Place): Place {
  return { depth: depth + 1, loop, kept, rounds };
}

/** Places in the body of a loop. */
export function insideLoop({ depth, kept }: Place, rounds: number): Place {
  return { depth: depth + 1, loop: true, kept, rounds };
}

/** Whether code may hold a literal as a constant: nothing in it changes. */
export function isConstant(value: Literal): boolean {
  switch (value.t) {
    case "list":
    case "set":
    case "dict":
    case "code":
      return false;
    case "tuple":
    case "frozenset":
      return value.v.every(isConstant);
    case "None":
    case "Ellipsis":
    case "bool":
    case "int":
    case "float":
    case "complex":
    case "str":
    case "bytes":
      return true;
    default:
      return assertNever(value);
  }
}
