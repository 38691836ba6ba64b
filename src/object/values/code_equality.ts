/**
 * When code objects are equal, and their hashes.
 *
 * @module
 */

import type { CodeObject } from "../../isa/program.ts";
import { copyWork } from "../../isa/work.ts";
import type { Runtime } from "../runtime.ts";
import { PyCode } from "./code.ts";
import { PyFloat } from "./number_values.ts";
import { PyBytes, PyTuple } from "./sequence_values.ts";
import type { Value } from "./value.ts";

/** What is compared besides constants (`code_richcompare`); the qualified name is not. */
const COMPARED = [
  "name",
  "argcount",
  "posonlyargcount",
  "kwonlyargcount",
  "flags",
  "firstlineno",
  "lineTable",
] as const satisfies readonly (keyof CodeObject)[];
const LISTS = ["code", "names", "varnames", "cellvars", "freevars"] as const satisfies readonly (keyof CodeObject)[];

/** Units to go over a code object once. */
function codeWork({ source, consts }: PyCode): number {
  const { code, names, varnames } = source;
  return copyWork(code.length + names.length + varnames.length + consts.length);
}

/** Whether two code objects do the same under the same name at the same place. */
export function codesEqual(rt: Runtime, left: PyCode, right: PyCode): boolean {
  if (left === right) return true;
  const [a, b] = [left.source, right.source];
  if (COMPARED.some((field) => a[field] !== b[field])) return false;
  rt.burn(codeWork(left));
  const same = (field: (typeof LISTS)[number]): boolean =>
    a[field].length === b[field].length && a[field].every((item, i) => item === b[field][i]);
  if (!LISTS.every(same) || left.consts.length !== right.consts.length) return false;
  return left.consts.every((value, i) => constantsEqual(rt, value, right.consts[i])) &&
    JSON.stringify(a.exceptionTable) === JSON.stringify(b.exceptionTable);
}

/** Equal and of one type, with the sign of zeros (`_PyCode_ConstantKey`). */
function constantsEqual(rt: Runtime, left: Value, right: Value): boolean {
  rt.burn(1);
  if (Object.is(left, right)) return true;
  if (left instanceof PyCode && right instanceof PyCode) return codesEqual(rt, left, right);
  if (left instanceof PyFloat && right instanceof PyFloat) return Object.is(left.value, right.value);
  if (left instanceof PyBytes && right instanceof PyBytes) {
    return left.data.length === right.data.length && left.data.every((byte, i) => byte === right.data[i]);
  }
  if (left instanceof PyTuple && right instanceof PyTuple) {
    return left.items.length === right.items.length &&
      left.items.every((item, i) => constantsEqual(rt, item, right.items[i]));
  }
  return false;
}
