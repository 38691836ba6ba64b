/**
 * What it costs to go over a value once; the prices are those of `src/isa/work.ts`.
 *
 * @module
 */

import {
  argumentWork,
  bytesWork,
  copyWork,
  digitsOf,
  growsWithArguments,
  isSearch,
  partWork,
  tableWork,
  textWork,
} from "../src/isa/work.ts";
import type { Runtime } from "./runtime.ts";
import { PyBytes, PyDict, PyInstance, PyList, PySet, PyTuple, type Slot, type Value } from "./values.ts";

/** Ints between these cost nothing. */
const ONE_DIGIT = 1_000_000_000n;
const ONE_NEGATIVE_DIGIT = -ONE_DIGIT;

/** Units to go over a value, not into what it holds. */
export function workOf(v: Value): number {
  if (typeof v === "string") return textWork(v.length);
  if (typeof v === "bigint") return v < ONE_DIGIT && v > ONE_NEGATIVE_DIGIT ? 0 : copyWork(digitsOf(v));
  if (v instanceof PyList || v instanceof PyTuple) return copyWork(v.items.length);
  if (v instanceof PyDict) return tableWork(v.size);
  if (v instanceof PySet) return tableWork(v.table.length);
  if (v instanceof PyBytes) return bytesWork(v.data.length);
  return v instanceof PyInstance && v.primitive !== undefined ? workOf(v.primitive) : 0;
}

/**
 * A call of a native function: one unit, and what it takes to go over its arguments. Of a method `self` is the first argument, unless
 * that is among `args`.
 */
export function spendOnCall(rt: Runtime, name: string, args: readonly Value[], self?: Slot): void {
  let units = 1;
  if (growsWithArguments(name)) {
    const isBound = self !== undefined;
    units += argumentWork(args.length + (isBound ? 1 : 0)) + (isBound ? workOf(self) : 0);
    for (let i = 0; i < args.length; i++) units += workOf(args[i] as Value);
    if (isSearch(name)) units += partWork(lengthOf(isBound ? self : args[0]), lengthOf(args[isBound ? 0 : 1]));
  }
  rt.spend(units);
}

/** Length of text or bytes; 0 of all else. */
function lengthOf(v: Slot): number {
  if (typeof v === "string") return v.length;
  if (v instanceof PyBytes) return v.data.length;
  return v instanceof PyInstance && v.primitive !== undefined ? lengthOf(v.primitive) : 0;
}
