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
  isSearch,
  partWork,
  tableWork,
  textWork,
} from "../../isa/work.ts";
import type { Runtime } from "../runtime.ts";
import { byClass } from "../type/class_numbers.ts";
import { unwrap } from "../values/payload.ts";
import { PyByteArray, PyBytes } from "../values/sequence_values.ts";
import type { Value } from "../values/value.ts";

/** What it costs to go over a value once, not into what it holds. */
export function workOf(value: Value): number {
  switch (typeof value) {
    case "string":
      return textWork(value.length);
    case "bigint":
      return copyWork(digitsOf(value));
    case "object":
      return value === null ? 0 : (WORK_OF[value.classNumber] as typeof WORK_OF[number])(value);
    default:
      return 0;
  }
}

const WORK_OF = byClass<[], number>({
  LIST: ({ items }) => copyWork(items.length),
  TUPLE: ({ items }) => copyWork(items.length),
  DICT: ({ entryKeys }) => tableWork(entryKeys.length),
  SET: ({ table }) => tableWork(table.length),
  BYTES: ({ data }) => bytesWork(data.length),
  BYTEARRAY: ({ data }) => bytesWork(data.length),
  INSTANCE: ({ payload }) => workOf(payload),
}, () => 0);

/** Takes what a call of a native function costs: one unit, and what it takes to go over its arguments. */
export function burnCall(rt: Runtime, name: string, self: Value, args: readonly Value[]): void {
  let work = workOf(self) + argumentWork(args.length);
  for (let i = 0; i < args.length; i++) work += workOf(args[i]);
  if (work === 0 || !growsWithArguments(name)) return rt.burn(1);
  rt.burn(work + (isSearch(name) ? partWork(lengthOf(self), lengthOf(args[0])) : 0) + 1);
}

/** Length of text or bytes; 0 of all else. */
function lengthOf(value: Value): number {
  if (typeof value === "string") return value.length;
  const bare = unwrap(value);
  if (typeof bare === "string") return bare.length;
  return bare instanceof PyBytes || bare instanceof PyByteArray ? bare.data.length : 0;
}
