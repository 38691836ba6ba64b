/**
 * Subscription and length.
 *
 * @module
 */

import { copyWork, moveWork, textWork } from "../../src/isa/work.ts";
import type { Runtime } from "../runtime.ts";
import { tuple, typeOf, types } from "../types.ts";
import {
  PyBytes,
  PyDict,
  PyDictView,
  PyGenericAlias,
  PyList,
  PyMappingProxy,
  PyMethodDescriptor,
  PyRange,
  PySet,
  PySlice,
  PyTuple,
  PyType,
  PyTypeAlias,
  type Value,
} from "../values.ts";
import { alias, subscriptedAlias, substituted } from "./generic_alias.ts";
import { stringPayload } from "./compare.ts";
import { mappingOf } from "./mappings.ts";
import { intPayload } from "./numbers.ts";
import { bigSliceIndices, sliceIndices } from "./slices.ts";

/** Number of code points of a str. */
export function stringLength(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length - 1; i++) {
    if (isPair(text, i)) {
      length--;
      i++;
    }
  }
  return length;
}

function isPair(text: string, i: number): boolean {
  const high = text.charCodeAt(i);
  if (high < 0xd800 || high > 0xdbff) return false;
  const low = text.charCodeAt(i + 1);
  return low >= 0xdc00 && low <= 0xdfff;
}

/** The code points of a str, each as a str; a string without surrogates is split by units. */
export function codePoints(text: string): string[] {
  return Array.from(text);
}

/** `len(v)`. */
export function length(rt: Runtime, v: Value): bigint {
  const type = typeOf(v);
  if (!type.heap) {
    if (typeof v === "string") rt.spend(textWork(v.length));
    const size = nativeLength(v);
    if (size !== undefined && size > 0x7fff_ffff_ffff_ffffn) {
      throw rt.error("OverflowError", "Python int too large to convert to C ssize_t");
    }
    if (size !== undefined) return size;
  }
  const method = type.lookup("__len__");
  if (method === undefined) throw rt.typeError(`object of type '${type.name}' has no len()`);
  if (method instanceof PyMethodDescriptor) return method.body(rt, v, [], null) as bigint;
  const result = rt.callSpecial(v, "__len__", []) as Value;
  const size = rt.indexOptional(result);
  if (size === undefined) throw rt.typeError(`'${typeOf(result).name}' object cannot be interpreted as an integer`);
  if (size < 0n) throw rt.valueError("__len__() should return >= 0");
  if (size > 0x7fff_ffff_ffff_ffffn) throw rt.error("OverflowError", "cannot fit 'int' into an index-sized integer");
  return size;
}

/** Length of a built-in container or of one that extends it; undefined for anything else. */
export function nativeLength(v: Value): bigint | undefined {
  const text = stringPayload(v);
  if (text !== undefined) return BigInt(stringLength(text));
  if (v instanceof PyList || v instanceof PyTuple) return BigInt(v.items.length);
  if (v instanceof PyDict || v instanceof PySet) return BigInt(v.size);
  if (v instanceof PyRange) return v.length;
  if (v instanceof PyBytes) return BigInt(v.data.length);
  if (v instanceof PyDictView) return BigInt(v.dict.size);
  if (v instanceof PyMappingProxy && v.owner instanceof PyType) return BigInt(v.owner.dict.size);
  return undefined;
}

/** An index of a sequence of `size` items, negative ones counted from the end; -1 when out of range. */
function normalise(index: bigint, size: number): number {
  const at = index < 0n ? index + BigInt(size) : index;
  return at >= 0n && at < BigInt(size) ? Number(at) : -1;
}

/** An index as C's `PyNumber_AsSsize_t(.., IndexError)` takes it. */
function sequenceIndex(rt: Runtime, key: Value, what: string): bigint {
  const index = intPayload(key) ?? rt.indexOptional(key);
  if (index === undefined) {
    const name = typeOf(key).name;
    throw rt.typeError(
      `${what} indices must be integers${what === "string" ? "" : " or slices"}, not ${
        what === "string" ? `'${name}'` : name
      }`,
    );
  }
  if (BigInt.asIntN(64, index) !== index) {
    throw rt.error("IndexError", `cannot fit '${typeOf(key).name}' into an index-sized integer`);
  }
  return index;
}

/** `container[key]`. */
export function getitem(rt: Runtime, container: Value, key: Value): Value {
  if (container instanceof PyList && container.cls === types.list && typeof key === "bigint") {
    const at = normalise(key, container.items.length);
    // Otherwise the general way says what is wrong.
    if (at >= 0) return container.items[at] as Value;
  }
  const type = typeOf(container);
  const method = type.lookup("__getitem__");
  if (method instanceof PyMethodDescriptor) return method.body(rt, container, [key], null);
  if (method !== undefined) return rt.callSpecial(container, "__getitem__", [key]) as Value;
  if (container instanceof PyType) {
    if (container === types.type) return alias(container, key);
    const classMethod = rt.getattrOptional(container, "__class_getitem__");
    if (classMethod !== undefined) return rt.call(classMethod, [key]);
    throw rt.typeError(`type '${container.name}' is not subscriptable`);
  }
  throw rt.typeError(`'${type.name}' object is not subscriptable`);
}

/** Subscription of built-in containers and of what extends them. */
export function nativeGetitem(rt: Runtime, container: Value, key: Value): Value {
  if (container instanceof PyDict) {
    const value = container.get(rt, key);
    if (value !== undefined) return value;
    const missing = container.cls.heap ? container.cls.lookup("__missing__") : undefined;
    if (missing !== undefined) return rt.callSpecial(container, "__missing__", [key]) as Value;
    throw rt.errorWith("KeyError", [key]);
  }
  const text = stringPayload(container);
  if (text !== undefined) return stringItem(rt, text, key);
  if (container instanceof PyList) {
    if (key instanceof PySlice) return new PyList(types.list, slicedItems(rt, container.items, key));
    const at = normalise(sequenceIndex(rt, key, "list"), container.items.length);
    if (at < 0) throw rt.error("IndexError", "list index out of range");
    return container.items[at] as Value;
  }
  if (container instanceof PyTuple) {
    if (key instanceof PySlice) return tuple(slicedItems(rt, container.items, key));
    const at = normalise(sequenceIndex(rt, key, "tuple"), container.items.length);
    if (at < 0) throw rt.error("IndexError", "tuple index out of range");
    return container.items[at] as Value;
  }
  if (container instanceof PyRange) return rangeItem(rt, container, key);
  if (container instanceof PyMappingProxy) return rt.getitem(mappingOf(rt, container), key);
  if (container instanceof PyGenericAlias) return substituted(rt, container, key);
  if (container instanceof PyTypeAlias) return subscriptedAlias(rt, container, key);
  return bytesItem(rt, container as PyBytes, key);
}

function slicedItems(rt: Runtime, items: readonly Value[], key: PySlice): Value[] {
  const { start, step, count } = sliceIndices(rt, key, items.length);
  rt.spend(copyWork(count));
  if (step === 1) return items.slice(start, start + count);
  return Array.from({ length: count }, (_, i) => items[start + i * step] as Value);
}

function stringItem(rt: Runtime, text: string, key: Value): Value {
  if (key instanceof PySlice) {
    const points = codePoints(text);
    const { start, step, count } = sliceIndices(rt, key, points.length);
    rt.spend(copyWork(points.length));
    let result = "";
    for (let i = 0; i < count; i++) result += points[start + i * step];
    return result;
  }
  const index = sequenceIndex(rt, key, "string");
  rt.spend(textWork(text.length));
  const points = codePoints(text);
  const at = normalise(index, points.length);
  if (at < 0) throw rt.error("IndexError", "string index out of range");
  return points[at] as string;
}

function rangeItem(rt: Runtime, range: PyRange, key: Value): Value {
  // What is taken of a long range has as many digits.
  rt.checkInt(range.length);
  if (key instanceof PySlice) {
    const { start, stop, step } = bigSliceIndices(rt, key, range.length);
    return new PyRange(
      types.range,
      range.start + start * range.step,
      range.start + stop * range.step,
      range.step * step,
    );
  }
  const index = intPayload(key) ?? rt.indexOptional(key);
  if (index === undefined) throw rt.typeError(`range indices must be integers or slices, not ${typeOf(key).name}`);
  const at = index < 0n ? index + range.length : index;
  if (at < 0n || at >= range.length) throw rt.error("IndexError", "range object index out of range");
  return range.start + at * range.step;
}

function bytesItem(rt: Runtime, bytes: PyBytes, key: Value): Value {
  const array = bytes.cls.layout === "bytearray";
  if (key instanceof PySlice) {
    const { start, step, count } = sliceIndices(rt, key, bytes.data.length);
    rt.spend(copyWork(count));
    const data = Uint8Array.from({ length: count }, (_, i) => bytes.data[start + i * step] as number);
    return new PyBytes(array ? types.bytearray : types.bytes, data);
  }
  const at = normalise(sequenceIndex(rt, key, array ? "bytearray" : "byte"), bytes.data.length);
  if (at < 0) throw rt.error("IndexError", array ? "bytearray index out of range" : "index out of range");
  return BigInt(bytes.data[at] as number);
}

/** `container[key] = value`. */
export function setitem(rt: Runtime, container: Value, key: Value, value: Value): void {
  const type = typeOf(container);
  const method = type.lookup("__setitem__");
  if (method instanceof PyMethodDescriptor) {
    method.body(rt, container, [key, value], null);
    return;
  }
  if (method !== undefined) {
    rt.callSpecial(container, "__setitem__", [key, value]);
    return;
  }
  if (type.lookup("__delitem__") !== undefined) throw rt.error("AttributeError", "__setitem__");
  isSequenceIndex(rt, type, key);
  throw rt.typeError(`'${type.name}' object does not support item assignment`);
}

/** `del container[key]`. */
export function delitem(rt: Runtime, container: Value, key: Value): void {
  const type = typeOf(container);
  const method = type.lookup("__delitem__");
  if (method instanceof PyMethodDescriptor) {
    method.body(rt, container, [key], null);
    return;
  }
  if (method !== undefined) {
    rt.callSpecial(container, "__delitem__", [key]);
    return;
  }
  if (type.lookup("__setitem__") !== undefined) throw rt.error("AttributeError", "__delitem__");
  const refusal = isSequenceIndex(rt, type, key) ? "doesn't support" : "does not support";
  throw rt.typeError(`'${type.name}' object ${refusal} item deletion`);
}

/** Types without items to set that C gives slots of a sequence all the same; classes of programs have them, too. */
const SEQUENCE_SLOTS: ReadonlySet<PyType> = new Set([
  types.str,
  types.bytes,
  types.tuple,
  types.range,
  types.set,
  types.frozenset,
  types.dictKeys,
  types.dictValues,
  types.dictItems,
  types.mappingproxy,
  types.typeVar,
  types.paramSpec,
  types.typeVarTuple,
]);

/**
 * Whether a refused item of a type is one of a sequence, which has its own words; an index is asked for its value first
 * (C: `PyObject_SetItem`, `PyObject_DelItem`).
 */
function isSequenceIndex(rt: Runtime, type: PyType, key: Value): boolean {
  if (!type.heap && !SEQUENCE_SLOTS.has(type)) return false;
  if (intPayload(key) === undefined && typeOf(key).lookup("__index__") === undefined) return false;
  sequenceIndex(rt, key, "sequence");
  return true;
}

/** Assignment to an item or slice of a list, dict or bytearray. */
export function nativeSetitem(rt: Runtime, container: Value, key: Value, value: Value): void {
  if (container instanceof PyDict) {
    container.set(rt, key, value);
    rt.checkSize(container.size);
    return;
  }
  if (container instanceof PyList) {
    if (key instanceof PySlice) return assignSlice(rt, container, key, value);
    const at = normalise(sequenceIndex(rt, key, "list"), container.items.length);
    if (at < 0) throw rt.error("IndexError", "list assignment index out of range");
    container.items[at] = value;
    return;
  }
  const bytes = container as PyBytes;
  if (key instanceof PySlice) return replaceBytes(rt, bytes, key, bytesToAssign(rt, value));
  const index = sequenceIndex(rt, key, "bytearray");
  // Asking for the value may change the length.
  const byte = rt.index(value);
  if (byte < 0n || byte > 255n) throw rt.valueError("byte must be in range(0, 256)");
  const at = normalise(index, bytes.data.length);
  if (at < 0) throw rt.error("IndexError", "bytearray index out of range");
  rt.spend(moveWork(bytes.data.length));
  bytes.data = bytes.data.with(at, Number(byte));
}

function assignSlice(rt: Runtime, list: PyList, key: PySlice, value: Value): void {
  // The slice is measured before the new items are made, which may change the list.
  const { start, step, count } = sliceIndices(rt, key, list.items.length);
  if (step === 1) {
    const items = assignedItems(rt, value, "can only assign an iterable");
    rt.checkNew(list.items.length + items.length);
    list.items = [...list.items.slice(0, start), ...items, ...list.items.slice(start + count)];
    return;
  }
  const items = assignedItems(rt, value, "must assign iterable to extended slice");
  if (items.length !== count) {
    throw rt.valueError(`attempt to assign sequence of size ${items.length} to extended slice of size ${count}`);
  }
  rt.spend(copyWork(count));
  for (let i = 0; i < count; i++) list.items[start + i * step] = items[i] as Value;
}

/** What may be put in the place of a slice of a bytearray. */
function bytesToAssign(rt: Runtime, value: Value): readonly number[] {
  if (value instanceof PyBytes) return [...value.data];
  if (
    intPayload(value) !== undefined || stringPayload(value) !== undefined || rt.special(value, "__iter__") === undefined
  ) {
    throw rt.typeError("can assign only bytes, buffers, or iterables of ints in range(0, 256)");
  }
  return rt.toArray(value).map((item) => {
    const byte = rt.index(item);
    if (byte < 0n || byte > 255n) throw rt.valueError("byte must be in range(0, 256)");
    return Number(byte);
  });
}

/** Puts bytes in the place of a slice of a bytearray; null deletes it. */
function replaceBytes(rt: Runtime, bytes: PyBytes, key: PySlice, given: readonly number[] | null): void {
  const data = [...bytes.data];
  const { start, step, count } = sliceIndices(rt, key, data.length);
  rt.spend(copyWork(data.length));
  if (step === 1) {
    data.splice(start, count, ...given ?? []);
  } else if (given === null) {
    for (const at of Array.from({ length: count }, (_, i) => start + i * step).sort((a, b) => b - a)) {
      data.splice(at, 1);
    }
  } else {
    if (given.length !== count) {
      throw rt.valueError(`attempt to assign bytes of size ${given.length} to extended slice of size ${count}`);
    }
    given.forEach((byte, i) => data[start + i * step] = byte);
  }
  rt.checkSize(data.length);
  bytes.data = Uint8Array.from(data);
}

function assignedItems(rt: Runtime, value: Value, message: string): Value[] {
  let iterator: Value;
  try {
    iterator = rt.iter(value);
  } catch (thrown) {
    if (!rt.isError(thrown, "TypeError")) throw thrown;
    throw rt.typeError(message);
  }
  return rt.toArray(iterator);
}

/** Deletion of an item or slice of a list or dict. */
export function nativeDelitem(rt: Runtime, container: Value, key: Value): void {
  if (container instanceof PyDict) {
    if (container.delete(rt, key) === undefined) throw rt.errorWith("KeyError", [key]);
    return;
  }
  if (container instanceof PyList) {
    if (key instanceof PySlice) {
      const { start, step, count } = sliceIndices(rt, key, container.items.length);
      rt.spend(copyWork(container.items.length) + count);
      const doomed = new Set(Array.from({ length: count }, (_, i) => start + i * step));
      container.items = container.items.filter((_, i) => !doomed.has(i));
      return;
    }
    const at = normalise(sequenceIndex(rt, key, "list"), container.items.length);
    if (at < 0) throw rt.error("IndexError", "list assignment index out of range");
    rt.spend(moveWork(container.items.length));
    container.items.splice(at, 1);
    return;
  }
  const bytes = container as PyBytes;
  if (key instanceof PySlice) return replaceBytes(rt, bytes, key, null);
  const at = normalise(sequenceIndex(rt, key, "bytearray"), bytes.data.length);
  if (at < 0) throw rt.error("IndexError", "bytearray index out of range");
  rt.spend(bytes.data.length);
  bytes.data = bytes.data.filter((_, i) => i !== at);
}
