/**
 * When code objects are equal.
 *
 * @module
 */

import type { CodeObject } from "../../src/isa/program.ts";
import { copyWork } from "../../src/isa/work.ts";
import type { Runtime } from "../runtime.ts";
import { PyBytes, PyCode, PyFloat, PyTuple, type Value } from "../values.ts";

/** What makes code objects equal besides their constants (C: `code_richcompare`). */
const COMPARED = [
  ...["name", "argcount", "posonlyargcount", "kwonlyargcount", "flags", "firstlineno", "code", "names"],
  ...["varnames", "cellvars", "freevars", "lineTable", "exceptionTable"],
] as const satisfies readonly (keyof CodeObject)[];

/** Units to go over a code object once. */
function codeWork({ code, consts }: PyCode): number {
  return copyWork(code.code.length + code.names.length + code.varnames.length + consts.length);
}

/** Whether two code objects do the same under the same name at the same place. */
export function equalCode(rt: Runtime, a: PyCode, b: PyCode): boolean {
  rt.spend(codeWork(a));
  if (COMPARED.some((field) => JSON.stringify(a.code[field]) !== JSON.stringify(b.code[field]))) return false;
  return a.consts.length === b.consts.length &&
    a.consts.every((value, i) => sameConstant(rt, value, b.consts[i] as Value));
}

/** Whether constants are of one type and equal; -0.0 is not 0.0 here (C: `_PyCode_ConstantKey`). */
function sameConstant(rt: Runtime, a: Value, b: Value): boolean {
  rt.spend(1);
  if (a === b) return true;
  if (a instanceof PyCode && b instanceof PyCode) return equalCode(rt, a, b);
  if (a instanceof PyFloat && b instanceof PyFloat) return Object.is(a.value, b.value);
  if (a instanceof PyBytes && b instanceof PyBytes) return String(a.data) === String(b.data);
  if (a instanceof PyTuple && b instanceof PyTuple) {
    return a.items.length === b.items.length && a.items.every((item, i) => sameConstant(rt, item, b.items[i] as Value));
  }
  return false;
}
