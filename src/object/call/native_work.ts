/**
 * What native calls and texts of a machine cost; the table is in `isa/work.ts`.
 *
 * @module
 */

import {
  argumentWork,
  bytesWork,
  copyWork,
  digitsOf,
  growsWithArguments,
  tableWork,
  textWork,
} from "../../isa/work.ts";
import { PyDict } from "../dict/dict.ts";
import type { Runtime } from "../runtime.ts";
import { PyAnySet } from "../set/set.ts";
import { PyInstance } from "../type/instance.ts";
import { PyByteArray, PyBytes, PyList, PyTuple } from "../values/sequence_values.ts";
import type { Value } from "../values/value.ts";

/** What it costs to go over a value once, not into what it holds. */
export function workOf(value: Value): number {
  switch (typeof value) {
    case "string":
      return textWork(value.length);
    case "bigint":
      return copyWork(digitsOf(value));
    case "object":
      return value === null ? 0 : workOfObject(value);
    default:
      return 0;
  }
}

function workOfObject(value: NonNullable<Value> & object): number {
  if (value instanceof PyList || value instanceof PyTuple) return copyWork(value.items.length);
  if (value instanceof PyDict) return tableWork(value.entryKeys.length);
  if (value instanceof PyAnySet) return tableWork(value.table.length);
  if (value instanceof PyBytes || value instanceof PyByteArray) return bytesWork(value.data.length);
  return value instanceof PyInstance && value.payload !== undefined ? workOf(value.payload) : 0;
}

/** Takes what a call of a native function costs: one unit, and what it takes to go over its arguments. */
export function burnCall(rt: Runtime, name: string, self: Value, args: readonly Value[]): void {
  let work = workOf(self) + argumentWork(args.length);
  for (let i = 0; i < args.length; i++) work += workOf(args[i]);
  rt.burn(work > 0 && growsWithArguments(name) ? work + 1 : 1);
}
