/**
 * Concatenation and repetition of sequences.
 *
 * @module
 */

import { copyWork } from "../../src/isa/work.ts";
import type { Runtime } from "../runtime.ts";
import { tuple, typeOf, types } from "../types.ts";
import { PyBytes, PyList, PyTuple, type Value } from "../values.ts";
import { stringPayload } from "./compare.ts";

/** `list + list`, `tuple + tuple`, `str + str`, `bytes + bytes`. */
export function concatenate(rt: Runtime, a: Value, b: Value): Value {
  const text = stringPayload(a);
  if (text !== undefined) {
    const other = stringPayload(b);
    if (other === undefined) throw rt.typeError(`can only concatenate str (not "${typeOf(b).name}") to str`);
    rt.checkNew(text.length + other.length);
    return text + other;
  }
  if (a instanceof PyList) {
    if (!(b instanceof PyList)) throw rt.typeError(`can only concatenate list (not "${typeOf(b).name}") to list`);
    rt.checkNew(a.items.length + b.items.length);
    return new PyList(types.list, a.items.concat(b.items));
  }
  if (a instanceof PyTuple) {
    if (!(b instanceof PyTuple)) throw rt.typeError(`can only concatenate tuple (not "${typeOf(b).name}") to tuple`);
    rt.checkNew(a.items.length + b.items.length);
    if (a.items.length === 0 && b.cls === types.tuple) return b;
    if (b.items.length === 0 && a.cls === types.tuple) return a;
    return tuple(a.items.concat(b.items));
  }
  const left = a as PyBytes;
  if (!(b instanceof PyBytes)) throw rt.typeError(`can't concat ${typeOf(b).name} to ${left.cls.name}`);
  const data = new Uint8Array(left.data.length + b.data.length);
  data.set(left.data);
  data.set(b.data, left.data.length);
  return new PyBytes(left.cls.layout === "bytearray" ? types.bytearray : types.bytes, data);
}

/** `sequence * n`. */
export function repeat(rt: Runtime, a: Value, b: Value): Value {
  const index = rt.index(b);
  if (BigInt.asIntN(64, index) !== index) {
    throw rt.error("OverflowError", `cannot fit '${typeOf(b).name}' into an index-sized integer`);
  }
  const count = index < 0n ? 0n : index;
  const text = stringPayload(a);
  if (text !== undefined) {
    rt.checkNew(BigInt(text.length) * count);
    return text === "" ? "" : text.repeat(Number(count));
  }
  if (a instanceof PyList || a instanceof PyTuple) {
    rt.checkNew(BigInt(a.items.length) * count);
    if (a instanceof PyTuple && count === 1n && a.cls === types.tuple) return a;
    const items: Value[] = [];
    if (a.items.length > 0) {
      for (let i = 0n; i < count; i++) {
        for (const item of a.items) items.push(item);
      }
    }
    return a instanceof PyList ? new PyList(types.list, items) : tuple(items);
  }
  const bytes = a as PyBytes;
  rt.checkNew(BigInt(bytes.data.length) * count);
  const data = new Uint8Array(bytes.data.length * (bytes.data.length === 0 ? 0 : Number(count)));
  for (let at = 0; at < data.length; at += bytes.data.length) data.set(bytes.data, at);
  return new PyBytes(bytes.cls.layout === "bytearray" ? types.bytearray : types.bytes, data);
}

/** `list += iterable`, in place. */
export function listExtendInplace(rt: Runtime, a: Value, b: Value): Value {
  const list = a as PyList;
  extendList(rt, list, b);
  return list;
}

/** Appends all items of an iterable to a list; a list extended by itself doubles. */
export function extendList(rt: Runtime, list: PyList, iterable: Value): void {
  if ((iterable instanceof PyList || iterable instanceof PyTuple) && !iterable.cls.heap) {
    const items = iterable.items;
    const count = items.length;
    rt.checkSize(list.items.length + count);
    rt.spend(copyWork(count));
    for (let i = 0; i < count; i++) list.items.push(items[i] as Value);
    return;
  }
  const iterator = rt.iter(iterable);
  rt.lengthHint(iterable, 8);
  for (let item = rt.next(iterator); item !== undefined; item = rt.next(iterator)) {
    list.items.push(item);
    rt.checkSize(list.items.length);
  }
}

/** `list *= n`, in place. */
export function listRepeatInplace(rt: Runtime, a: Value, b: Value): Value {
  const list = a as PyList;
  list.items = (repeat(rt, list, b) as PyList).items;
  return list;
}

/** `bytearray += bytes`, in place. */
export function bytesExtendInplace(rt: Runtime, a: Value, b: Value): Value {
  // FAITHFUL: what is added is held while the room is made.
  if (a === b && (a as PyBytes).data.length > 0) {
    throw rt.error("BufferError", "Existing exports of data: object cannot be re-sized");
  }
  (a as PyBytes).data = (concatenate(rt, a, b) as PyBytes).data;
  return a;
}

/** `bytearray *= n`, in place. */
export function bytesRepeatInplace(rt: Runtime, a: Value, b: Value): Value {
  (a as PyBytes).data = (repeat(rt, a, b) as PyBytes).data;
  return a;
}
