/**
 * Truth values.
 *
 * @module
 */

import { callSpecial } from "../call/call.ts";
import { PyDict, PyDictView } from "../dict/dict.ts";
import { PyMappingProxy } from "../dict/mapping_proxy.ts";
import { OVERFLOW_ERROR, TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { PyInstance } from "../type/instance.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { PyComplex, PyFloat } from "./number_values.ts";
import { intOf } from "./payload.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { PyByteArray, PyBytes, PyList, PyRange, PyTuple } from "./sequence_values.ts";
import { PyAnySet } from "../set/set.ts";
import { typeName } from "../type/types.ts";
import type { PyObject, Value } from "./value.ts";

/** `bool(value)` (`PyObject_IsTrue`). */
export function isTrue(rt: Runtime, value: Value): boolean {
  switch (typeof value) {
    case "boolean":
      return value;
    case "number":
      return value !== 0;
    case "string":
      return value !== "";
    case "bigint":
      return true;
    case "undefined":
      return false;
    default:
      return value !== null && objectTruth(rt, value);
  }
}

function objectTruth(rt: Runtime, value: PyObject): boolean {
  if (value instanceof PyInstance) return instanceTruth(rt, value);
  if (value instanceof PyList || value instanceof PyTuple) return value.items.length > 0;
  if (value instanceof PyFloat) return value.value !== 0;
  if (value instanceof PyDict || value instanceof PyAnySet) return value.used > 0;
  if (value instanceof PyBytes || value instanceof PyByteArray) return value.data.length > 0;
  if (value instanceof PyRange) return value.length !== 0;
  if (value instanceof PyComplex) return value.re !== 0 || value.im !== 0;
  if (value instanceof PyDictView) return value.dict.used > 0;
  if (value instanceof PyMappingProxy) return isTrue(rt, value.mapping);
  return value.cls.isHeap ? instanceTruth(rt, value) : true;
}

/** `__bool__`, else `__len__`, else true. */
function instanceTruth(rt: Runtime, value: PyObject): boolean {
  const bool = lookupSpecial(value.cls, "__bool__");
  if (bool !== undefined) {
    const result = callSpecial(rt, bool, value, []);
    if (typeof result !== "boolean") {
      throw raise(rt, TYPE_ERROR, `__bool__ should return bool, returned ${typeName(result)}`);
    }
    return result;
  }
  const length = lookupSpecial(value.cls, "__len__");
  if (length === undefined) return true;
  const result = callSpecial(rt, length, value, []);
  const count = intOf(result);
  if (count === undefined) {
    throw raise(rt, TYPE_ERROR, `'${typeName(result)}' object cannot be interpreted as an integer`);
  }
  if (count < 0) throw raise(rt, VALUE_ERROR, "__len__() should return >= 0");
  if (typeof count === "bigint" && BigInt.asIntN(64, count) !== count) {
    throw raise(rt, OVERFLOW_ERROR, "cannot fit 'int' into an index-sized integer");
  }
  return count !== 0;
}
