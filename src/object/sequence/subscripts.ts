/**
 * Subscripts and slices.
 *
 * @module
 */

import { PySlotWrapper } from "../values/callable_values.ts";
import { copyWork, moveWork, textWork } from "../../isa/work.ts";
import { callSpecial } from "../call/call.ts";
import { PyDict, PyDictView } from "../dict/dict.ts";
import { dictDelete, dictGet, dictSet } from "../dict/dict_ops.ts";
import { ATTRIBUTE_ERROR, INDEX_ERROR, KEY_ERROR, TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { hasIndex, longSliceIndices, simpleSlice, sliceIndices, toIndex, toSize } from "./indexing.ts";
import { intAdd, intMultiply } from "../number/int.ts";
import { isIterable, itemsOf } from "../iterator/iteration.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { PyMappingProxy } from "../dict/mapping_proxy.ts";
import { unwrap } from "../values/payload.ts";
import { raise, raiseValue } from "../exception/raise.ts";
import { makeRange } from "./range_ops.ts";
import { checkSize, type Runtime } from "../runtime.ts";
import { makeTuple, PyByteArray, PyBytes, PyList, PyRange, PySlice, PyTuple } from "../values/sequence_values.ts";
import { PyAnySet } from "../set/set.ts";
import { charAt, sliceText, strLength } from "../text/escapes.ts";
import { PyType } from "../type/type.ts";
import { typeName, typeOf } from "../type/types.ts";
import { subscriptType } from "../type/generic_alias.ts";
import { PyTypeParameter } from "../values/typing_values.ts";
import { isInt, normalizeInt, type PyInt, type Value } from "../values/value.ts";

/** `container[key]` (BINARY_SUBSCR). */
export function getItem(rt: Runtime, container: Value, key: Value): Value {
  if (container instanceof PyList && typeof key === "number") {
    const { items } = container;
    const index = key < 0 ? key + items.length : key;
    if (index >= 0 && index < items.length) return items[index];
    throw raise(rt, INDEX_ERROR, "list index out of range");
  }
  if (container instanceof PyDict) {
    const value = dictGet(rt, container, key);
    if (value === undefined) throw raiseValue(rt, KEY_ERROR, key);
    return value;
  }
  if (typeof container === "object" && container !== null && container.cls.isHeap) {
    return instanceGetItem(rt, container, key);
  }
  return getBuiltinItem(rt, container, key);
}

function instanceGetItem(rt: Runtime, container: Value, key: Value): Value {
  const type = typeOf(container);
  const method = lookupSpecial(type, "__getitem__");
  if (method !== undefined) return callSpecial(rt, method, container, [key]);
  if (container instanceof PyType) return subscriptType(rt, container, key);
  throw raise(rt, TYPE_ERROR, `'${type.name}' object is not subscriptable`);
}

/** Subscript of a value of a builtin type, or of an instance as its builtin base does it. */
export function getBuiltinItem(rt: Runtime, given: Value, key: Value): Value {
  const container = unwrap(given);
  if (typeof container === "string") return strItem(rt, container, key);
  if (container instanceof PyTuple) {
    if (key instanceof PySlice) return makeTuple(sliceItems(rt, container.items, key));
    return container.items[itemIndex(rt, key, container, "tuple", "tuple indices must be integers or slices, not ")];
  }
  if (container instanceof PyList) {
    if (key instanceof PySlice) return new PyList(sliceItems(rt, container.items, key));
    return container.items[itemIndex(rt, key, container, "list", "list indices must be integers or slices, not ")];
  }
  if (container instanceof PyDict) return dictSubscript(rt, container, given, key);
  if (container instanceof PyRange) return rangeItem(rt, container, key);
  if (container instanceof PyBytes || container instanceof PyByteArray) return bytesItem(rt, container, key);
  if (container instanceof PyType) return subscriptType(rt, container, key);
  if (container instanceof PyMappingProxy) return getItem(rt, container.mapping, key);
  const own = lookupSpecial(typeOf(given), "__getitem__");
  if (own instanceof PySlotWrapper) return own.impl(rt, given, [key], null);
  throw raise(rt, TYPE_ERROR, `'${typeName(given)}' object is not subscriptable`);
}

/** A missing key goes to `__missing__` of a subclass. */
function dictSubscript(rt: Runtime, dict: PyDict, given: Value, key: Value): Value {
  const value = dictGet(rt, dict, key);
  if (value !== undefined) return value;
  if (given !== dict) {
    const missing = lookupSpecial(typeOf(given), "__missing__");
    if (missing !== undefined) return callSpecial(rt, missing, given, [key]);
  }
  throw raiseValue(rt, KEY_ERROR, key);
}

function itemIndex(rt: Runtime, key: Value, of: PyTuple | PyList, what: string, refusal: string): number {
  if (!isInt(key) && !hasIndex(key)) throw raise(rt, TYPE_ERROR, refusal + typeName(key));
  let index = toSize(rt, key, INDEX_ERROR);
  // Asking for the index may have changed the length.
  const { length } = of.items;
  if (index < 0) index += length;
  if (index < 0 || index >= length) throw raise(rt, INDEX_ERROR, `${what} index out of range`);
  return index;
}

function strItem(rt: Runtime, text: string, key: Value): Value {
  if (key instanceof PySlice) return sliceStr(rt, text, key);
  if (!hasIndex(key)) throw raise(rt, TYPE_ERROR, `string indices must be integers, not '${typeName(key)}'`);
  rt.burn(textWork(text.length));
  const length = strLength(text);
  let index = toSize(rt, key, INDEX_ERROR);
  if (index < 0) index += length;
  if (index < 0 || index >= length) throw raise(rt, INDEX_ERROR, "string index out of range");
  return charAt(text, index);
}

function sliceStr(rt: Runtime, text: string, slice: PySlice): string {
  const { start, stop, step, count } = sliceIndices(rt, slice, strLength(text));
  rt.burn(textWork(text.length));
  if (step === 1) return sliceText(text, start, Math.max(start, stop));
  const chars = Array.from(text);
  let result = "";
  for (let i = 0; i < count; i++) result += chars[start + i * step];
  return result;
}

function sliceItems(rt: Runtime, items: readonly Value[], slice: PySlice): Value[] {
  const { start, stop, step, count } = sliceIndices(rt, slice, items.length);
  rt.burn(copyWork(count));
  if (step === 1) return items.slice(start, Math.max(start, stop));
  const result: Value[] = [];
  for (let i = 0; i < count; i++) result.push(items[start + i * step]);
  return result;
}

function rangeItem(rt: Runtime, range: PyRange, key: Value): Value {
  if (key instanceof PySlice) return sliceRange(rt, range, key);
  if (!hasIndex(key)) {
    throw raise(rt, TYPE_ERROR, `range indices must be integers or slices, not ${typeName(key)}`);
  }
  let index: PyInt = toIndex(rt, key);
  if (index < 0) index = intAdd(index, range.length);
  if (index < 0 || index >= range.length) throw raise(rt, INDEX_ERROR, "range object index out of range");
  return intAdd(range.start, intMultiply(rt, range.step, index));
}

function sliceRange(rt: Runtime, range: PyRange, slice: PySlice): PyRange {
  const [start, stop, step] = longSliceIndices(rt, slice, BigInt(range.length)).map(normalizeInt) as [
    PyInt,
    PyInt,
    PyInt,
  ];
  const at = (index: PyInt): PyInt => intAdd(range.start, intMultiply(rt, range.step, index));
  return makeRange(rt, at(start), at(stop), intMultiply(rt, range.step, step));
}

function bytesItem(rt: Runtime, bytes: PyBytes | PyByteArray, key: Value): Value {
  const { data } = bytes;
  if (!(key instanceof PySlice)) {
    const what = bytes instanceof PyBytes ? "index out of range" : "bytearray index out of range";
    if (!hasIndex(key)) {
      const kind = bytes instanceof PyBytes ? "byte" : "bytearray";
      throw raise(rt, TYPE_ERROR, `${kind} indices must be integers or slices, not ${typeName(key)}`);
    }
    let index = toSize(rt, key, INDEX_ERROR);
    if (index < 0) index += data.length;
    if (index < 0 || index >= data.length) throw raise(rt, INDEX_ERROR, what);
    return data[index];
  }
  const { start, step, count } = sliceIndices(rt, key, data.length);
  rt.burn(textWork(count));
  const picked = Uint8Array.from({ length: count }, (_, i) => data[start + i * step] as number);
  return bytes instanceof PyBytes ? new PyBytes(picked) : new PyByteArray(picked);
}

/** `container[key] = value` (STORE_SUBSCR). */
export function setItem(rt: Runtime, container: Value, key: Value, value: Value): void {
  if (container instanceof PyList) return setListItem(rt, container, key, value);
  if (container instanceof PyDict) return dictSet(rt, container, key, value);
  if (typeof container === "object" && container !== null && container.cls.isHeap) {
    const method = lookupSpecial(container.cls, "__setitem__");
    if (method !== undefined) {
      callSpecial(rt, method, container, [key, value]);
      return;
    }
    if (lookupSpecial(container.cls, "__delitem__") !== undefined) throw raise(rt, ATTRIBUTE_ERROR, "__setitem__");
  } else if (container instanceof PyByteArray) return setByte(rt, container, key, value);
  takesIndex(rt, container, key);
  throw raise(rt, TYPE_ERROR, `'${typeName(container)}' object does not support item assignment`);
}

/** The same for an instance as its builtin base does it. */
export function setBuiltinItem(rt: Runtime, given: Value, key: Value, value: Value): void {
  setItem(rt, unwrap(given), key, value);
}

function setListItem(rt: Runtime, list: PyList, key: Value, value: Value): void {
  const { items } = list;
  if (typeof key === "number") {
    const index = key < 0 ? key + items.length : key;
    if (index < 0 || index >= items.length) throw raise(rt, INDEX_ERROR, "list assignment index out of range");
    items[index] = value;
    return;
  }
  if (key instanceof PySlice) return assignSlice(rt, list, key, value);
  items[listIndex(rt, list, key)] = value;
}

function listIndex(rt: Runtime, list: PyList, key: Value): number {
  if (!hasIndex(key)) throw raise(rt, TYPE_ERROR, `list indices must be integers or slices, not ${typeName(key)}`);
  let index = toSize(rt, key, INDEX_ERROR);
  if (index < 0) index += list.items.length;
  if (index < 0 || index >= list.items.length) {
    throw raise(rt, INDEX_ERROR, "list assignment index out of range");
  }
  return index;
}

function assignSlice(rt: Runtime, list: PyList, slice: PySlice, value: Value): void {
  const { start, stop, step, count } = sliceIndices(rt, slice, list.items.length);
  if (step === 1) {
    if (!isIterable(value)) throw raise(rt, TYPE_ERROR, "can only assign an iterable");
    const items = itemsOf(rt, value);
    rt.burn(copyWork(items.length + list.items.length));
    spliceItems(list.items, start, Math.max(start, stop), items);
    checkSize(rt, list.items.length);
    return;
  }
  if (!isIterable(value)) throw raise(rt, TYPE_ERROR, "must assign iterable to extended slice");
  const items = itemsOf(rt, value);
  if (items.length !== count) {
    throw raise(
      rt,
      VALUE_ERROR,
      `attempt to assign sequence of size ${items.length} to extended slice of size ${count}`,
    );
  }
  rt.burn(copyWork(count));
  for (let i = 0; i < count; i++) list.items[start + i * step] = items[i];
}

/** Replaces items in place, whatever their number: spreading too many arguments would overflow the stack. */
function spliceItems(target: Value[], start: number, stop: number, items: readonly Value[]): void {
  const rest = target.slice(stop);
  target.length = Math.min(start, target.length);
  for (const item of items) target.push(item);
  for (const item of rest) target.push(item);
}

/** `bytearray[key] = value` (`bytearray_ass_subscript`). */
function setByte(rt: Runtime, bytes: PyByteArray, key: Value, value: Value): void {
  if (key instanceof PySlice) {
    replaceBytes(rt, bytes, key, assignedBytes(rt, value));
    return;
  }
  const index = byteIndex(rt, key);
  // Asking for the value may change the length.
  const byte = toIndex(rt, value);
  if (byte < 0 || byte > 255) throw raise(rt, VALUE_ERROR, "byte must be in range(0, 256)");
  bytes.data[byteAt(rt, bytes, index)] = Number(byte);
}

function byteIndex(rt: Runtime, key: Value): number {
  if (hasIndex(key)) return toSize(rt, key, INDEX_ERROR);
  throw raise(rt, TYPE_ERROR, `bytearray indices must be integers or slices, not ${typeName(key)}`);
}

/** Where an index, which may count from the end, lies. */
function byteAt(rt: Runtime, { data }: PyByteArray, index: number): number {
  const at = index < 0 ? index + data.length : index;
  if (at < 0 || at >= data.length) throw raise(rt, INDEX_ERROR, "bytearray index out of range");
  return at;
}

/** What a slice may be assigned: what makes a bytearray, but no number and no text. */
function assignedBytes(rt: Runtime, value: Value): Uint8Array {
  if (value instanceof PyByteArray || value instanceof PyBytes) return value.data;
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "string" || !isIterable(value)) {
    throw raise(rt, TYPE_ERROR, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
  }
  return Uint8Array.from(
    itemsOf(rt, value).map((item) => {
      const byte = toIndex(rt, item);
      if (byte < 0 || byte > 255) throw raise(rt, VALUE_ERROR, "byte must be in range(0, 256)");
      return Number(byte);
    }),
  );
}

/** Puts bytes in the place of a slice; null deletes it. */
function replaceBytes(rt: Runtime, bytes: PyByteArray, slice: PySlice, given: Uint8Array | null): void {
  const { start, stop, step, count } = sliceIndices(rt, slice, bytes.data.length);
  rt.burn(textWork(bytes.data.length));
  const { data } = bytes;
  if (step === 1) {
    bytes.data = Uint8Array.from([...data.subarray(0, start), ...given ?? [], ...data.subarray(Math.max(start, stop))]);
    return;
  }
  const picked = new Map(Array.from({ length: count }, (_, i) => [start + i * step, i] as const));
  if (given === null) {
    bytes.data = data.filter((_, index) => !picked.has(index));
    return;
  }
  if (given.length !== count) {
    throw raise(
      rt,
      VALUE_ERROR,
      `attempt to assign bytes of size ${given.length} to extended slice of size ${count}`,
    );
  }
  bytes.data = data.map((byte, index) => {
    const from = picked.get(index);
    return from === undefined ? byte : given[from] as number;
  });
}

/** `del container[key]` (DELETE_SUBSCR). */
export function delItem(rt: Runtime, container: Value, key: Value): void {
  if (container instanceof PyDict) {
    if (!dictDelete(rt, container, key)) throw raiseValue(rt, KEY_ERROR, key);
    return;
  }
  if (container instanceof PyList) return delListItem(rt, container, key);
  if (typeof container === "object" && container !== null && container.cls.isHeap) {
    const method = lookupSpecial(container.cls, "__delitem__");
    if (method !== undefined) {
      callSpecial(rt, method, container, [key]);
      return;
    }
    if (lookupSpecial(container.cls, "__setitem__") !== undefined) throw raise(rt, ATTRIBUTE_ERROR, "__delitem__");
  } else if (container instanceof PyByteArray) {
    if (key instanceof PySlice) return replaceBytes(rt, container, key, null);
    const index = byteAt(rt, container, byteIndex(rt, key));
    const { data } = container;
    rt.burn(copyWork(data.length));
    container.data = new Uint8Array(data.length - 1);
    container.data.set(data.subarray(0, index));
    container.data.set(data.subarray(index + 1), index);
    return;
  }
  const refusal = takesIndex(rt, container, key) ? "doesn't support" : "does not support";
  throw raise(rt, TYPE_ERROR, `'${typeName(container)}' object ${refusal} item deletion`);
}

/**
 * Whether a container whose items cannot be set takes the key for an index of a sequence. Its refusal has other words then, and
 * the key has been asked for its value (`PySequence_SetItem` and `PySequence_DelItem` by way of `PyObject_SetItem`).
 */
function takesIndex(rt: Runtime, container: Value, key: Value): boolean {
  if (!hasSequenceSlots(container) || !hasIndex(key)) return false;
  toSize(rt, key, INDEX_ERROR);
  return true;
}

/** Whether the type of a container has a table of sequence slots in C (`tp_as_sequence`), as every class of a program does. */
function hasSequenceSlots(container: Value): boolean {
  return typeof container === "string" || container instanceof PyTuple || container instanceof PyBytes ||
    container instanceof PyRange || container instanceof PyAnySet || container instanceof PyDictView ||
    container instanceof PyMappingProxy || container instanceof PyTypeParameter || typeOf(container).isHeap;
}

/** The same for an instance as its builtin base does it. */
export function delBuiltinItem(rt: Runtime, given: Value, key: Value): void {
  delItem(rt, unwrap(given), key);
}

function delListItem(rt: Runtime, list: PyList, key: Value): void {
  if (!(key instanceof PySlice)) {
    rt.burn(moveWork(list.items.length));
    list.items.splice(listIndex(rt, list, key), 1);
    return;
  }
  const { start, stop, step, count } = sliceIndices(rt, key, list.items.length);
  rt.burn(copyWork(list.items.length) + (step === 1 ? 0 : count));
  if (step === 1) {
    list.items.splice(start, Math.max(0, stop - start));
    return;
  }
  const gone = new Set(Array.from({ length: count }, (_, i) => start + i * step));
  list.items = list.items.filter((_, index) => !gone.has(index));
}

/** `container[start:stop]` (BINARY_SLICE). */
export function getSlice(rt: Runtime, container: Value, start: Value, stop: Value): Value {
  if (container instanceof PyList) {
    const [low, high] = simpleSlice(rt, start, stop, container.items.length);
    if (high > low) rt.burn(copyWork(high - low));
    return new PyList(container.items.slice(low, high));
  }
  if (typeof container === "string") {
    rt.burn(textWork(container.length));
    const [low, high] = simpleSlice(rt, start, stop, strLength(container));
    return sliceText(container, low, high);
  }
  return getItem(rt, container, new PySlice(start, stop, null));
}

/** `container[start:stop] = value` (STORE_SLICE). */
export function setSlice(rt: Runtime, container: Value, start: Value, stop: Value, value: Value): void {
  setItem(rt, container, new PySlice(start, stop, null), value);
}
