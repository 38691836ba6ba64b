/**
 * Subscripts, slices, membership and length.
 *
 * @module
 */

import { workOf } from "../call/native_work.ts";
import { partWork, textWork } from "../../isa/work.ts";
import { callSpecial } from "../call/call.ts";
import { valuesEqual } from "../values/compare.ts";
import { PyDict, PyDictView } from "../dict/dict.ts";
import { dictFind, dictGet } from "../dict/dict_ops.ts";
import { BASE_EXCEPTION, OVERFLOW_ERROR, TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { indexOf, toIndex } from "./indexing.ts";
import { PyInstance } from "../type/instance.ts";
import { iterNext } from "../iterator/advance.ts";
import { getIter } from "../iterator/iteration.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { PyMappingProxy } from "../dict/mapping_proxy.ts";
import { tupleOf, unwrap } from "../values/payload.ts";
import { catchOnly, raise, unlessRaised } from "../exception/raise.ts";
import { rangeContains } from "./range_ops.ts";
import type { Runtime } from "../runtime.ts";
import { PyByteArray, PyBytes, PyList, PyRange, PyTuple } from "../values/sequence_values.ts";
import { PyAnySet } from "../set/set.ts";
import { setContains } from "../set/set_ops.ts";
import { isTrue } from "../values/truth.ts";
import { strLength } from "../text/escapes.ts";
import { typeName, typeOf } from "../type/types.ts";
import { isInt, type PyInt, type Value } from "../values/value.ts";

/** `item in container` (CONTAINS_OP). */
export function contains(rt: Runtime, container: Value, item: Value): boolean {
  if (container instanceof PyDict) return dictFind(rt, container, item) >= 0;
  if (container instanceof PyList || container instanceof PyTuple) return itemsContain(rt, container, item);
  if (typeof container === "object" && container !== null && container.cls.isHeap) {
    const method = lookupSpecial(container.cls, "__contains__");
    if (method === null) throw raise(rt, TYPE_ERROR, `'${typeName(container)}' object is not a container`);
    if (method !== undefined) {
      const result = callSpecial(rt, method, container, [item]);
      return typeof result === "boolean" ? result : isTrue(rt, result);
    }
    return iterContains(rt, container, item);
  }
  return builtinContains(rt, container, item);
}

/** Membership in a value of a builtin type, or in an instance as its builtin base sees it. */
export function builtinContains(rt: Runtime, given: Value, item: Value): boolean {
  const container = unwrap(given);
  if (typeof container === "string") {
    const text = unwrap(item);
    if (typeof text === "string") {
      rt.burn(textWork(container.length) + partWork(container.length, text.length));
      return container.includes(text);
    }
    throw raise(rt, TYPE_ERROR, `'in <string>' requires string as left operand, not ${typeName(item)}`);
  }
  if (container instanceof PyDict) return dictFind(rt, container, item) >= 0;
  if (container instanceof PyList || container instanceof PyTuple) return itemsContain(rt, container, item);
  if (container instanceof PyAnySet) return setContains(rt, container, item);
  if (container instanceof PyRange && (typeof item === "boolean" || isInt(item))) {
    return rangeContains(rt, container, typeof item === "boolean" ? Number(item) : item);
  }
  if (container instanceof PyDictView && container.view !== "values") return viewContains(rt, container, item);
  if (container instanceof PyBytes || container instanceof PyByteArray) return bytesContain(rt, container.data, item);
  if (container instanceof PyMappingProxy) return contains(rt, container.mapping, item);
  return iterContains(rt, given, item);
}

/** Items are compared as CPython does: identity first, then the item's own == on the left. */
function itemsContain(rt: Runtime, sequence: PyList | PyTuple, item: Value): boolean {
  for (let i = 0; i < sequence.items.length; i++) {
    rt.burn(1);
    const present = sequence.items[i];
    if (valuesEqual(rt, present, item)) return true;
  }
  return false;
}

function viewContains(rt: Runtime, view: PyDictView, item: Value): boolean {
  if (view.view === "keys") return dictFind(rt, view.dict, item) >= 0;
  const pair = tupleOf(item)?.items;
  if (pair?.length !== 2) return false;
  const value = dictGet(rt, view.dict, pair[0] as Value);
  return value !== undefined && valuesEqual(rt, value, pair[1] as Value);
}

function bytesContain(rt: Runtime, data: Uint8Array, item: Value): boolean {
  rt.burn(textWork(data.length) * (1 + workOf(unwrap(item))));
  const part = unwrap(item);
  if (part instanceof PyBytes || part instanceof PyByteArray) {
    for (let at = 0; at + part.data.length <= data.length; at++) {
      if (part.data.every((byte, i) => data[at + i] === byte)) return true;
    }
    return false;
  }
  const byte = unlessRaised(rt, BASE_EXCEPTION, () => indexOf(rt, item));
  if (byte === undefined) throw raise(rt, TYPE_ERROR, `a bytes-like object is required, not '${typeName(item)}'`);
  if (byte < 0 || byte > 255) throw raise(rt, VALUE_ERROR, "byte must be in range(0, 256)");
  return data.includes(Number(byte));
}

function iterContains(rt: Runtime, container: Value, item: Value): boolean {
  let iterator: Value;
  try {
    iterator = getIter(rt, container);
  } catch (error) {
    catchOnly(rt, error, TYPE_ERROR);
    throw raise(rt, TYPE_ERROR, `argument of type '${typeName(container)}' is not iterable`);
  }
  for (;;) {
    const present = iterNext(rt, iterator);
    if (present === undefined) return false;
    const found = valuesEqual(rt, present, item);
    rt.letGo(present);
    if (found) return true;
  }
}

/** `len(value)` as a value of the program: longer than any index of ours, if need be. */
export function lengthValue(rt: Runtime, value: Value): PyInt {
  if (typeof value === "object" && value !== null && value.cls.isHeap) return lengthByMethod(rt, value);
  const bare = unwrap(value);
  const isLong = bare instanceof PyRange && bare === value && typeof bare.length === "bigint";
  return isLong && BigInt.asIntN(64, bare.length as bigint) === bare.length ? bare.length : length(rt, value);
}

/** `len(value)`. */
export function length(rt: Runtime, value: Value): number {
  if (value instanceof PyList || value instanceof PyTuple) return value.items.length;
  if (typeof value === "string") return countedLength(rt, value);
  if (value instanceof PyDict || value instanceof PyAnySet) return value.used;
  if (typeof value === "object" && value !== null && value.cls.isHeap) return Number(lengthByMethod(rt, value));
  const size = builtinLength(rt, value);
  if (size === undefined) throw raise(rt, TYPE_ERROR, `object of type '${typeName(value)}' has no len()`);
  return size;
}

/** Length of a value of a builtin type, or of an instance as its builtin base has it; undefined when it has none. */
export function builtinLength(rt: Runtime, given: Value): number | undefined {
  const value = unwrap(given);
  if (value instanceof PyList || value instanceof PyTuple) return value.items.length;
  if (typeof value === "string") return countedLength(rt, value);
  if (value instanceof PyDict || value instanceof PyAnySet) return value.used;
  if (value instanceof PyBytes || value instanceof PyByteArray) return value.data.length;
  if (value instanceof PyDictView) return value.dict.used;
  if (value instanceof PyRange) {
    // A C Py_ssize_t has 63 bits; what lies between is too long for anything but len().
    if (typeof value.length === "number") return value.length;
    throw raise(rt, OVERFLOW_ERROR, "Python int too large to convert to C ssize_t");
  }
  return value instanceof PyMappingProxy ? length(rt, value.mapping) : undefined;
}

/** Code points are counted each time. */
function countedLength(rt: Runtime, text: string): number {
  rt.burn(textWork(text.length));
  return strLength(text);
}

function lengthByMethod(rt: Runtime, value: Value): PyInt {
  const method = lookupSpecial(typeOf(value), "__len__");
  if (method === undefined) {
    throw raise(rt, TYPE_ERROR, `object of type '${typeName(value)}' has no len()`);
  }
  const size = toIndex(rt, callSpecial(rt, method, value, []));
  if (size < 0) throw raise(rt, VALUE_ERROR, "__len__() should return >= 0");
  if (size > 0x7fff_ffff_ffff_ffffn) {
    throw raise(rt, OVERFLOW_ERROR, "cannot fit 'int' into an index-sized integer");
  }
  return size;
}

/** True when `value` supports subscripts (`PySequence_Check`), for `reversed`. */
export function isSequence(value: Value): boolean {
  if (value instanceof PyInstance) {
    return !(value.payload instanceof PyDict) && lookupSpecial(value.cls, "__getitem__") !== undefined;
  }
  return typeof value === "string" || value instanceof PyList || value instanceof PyTuple ||
    value instanceof PyRange || value instanceof PyBytes || value instanceof PyByteArray;
}
