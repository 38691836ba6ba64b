/**
 * Membership: `item in container`.
 *
 * @module
 */

import { partWork, textWork } from "../../src/isa/work.ts";
import { mappingOf } from "./mappings.ts";
import { typeOf } from "../types.ts";
import type { Runtime } from "../runtime.ts";
import {
  PyBytes,
  PyDict,
  PyDictView,
  PyException,
  PyList,
  PyMappingProxy,
  PyMethodDescriptor,
  PyRange,
  PySet,
  PyTuple,
  type Slot,
  type Value,
} from "../values.ts";
import { stringPayload } from "./compare.ts";

/** `item in container` (C: `PySequence_Contains`). */
export function contains(rt: Runtime, container: Value, item: Value): boolean {
  const type = typeOf(container);
  const method = type.lookup("__contains__");
  if (method instanceof PyMethodDescriptor) return method.body(rt, container, [item], null) as boolean;
  if (method === null) throw rt.typeError(`'${type.name}' object is not a container`);
  if (method !== undefined) return rt.truth(rt.callSpecial(container, "__contains__", [item]) as Value);
  let iterator: Value;
  try {
    iterator = rt.iter(container);
  } catch (thrown) {
    if (!rt.isError(thrown, "TypeError")) throw thrown;
    throw rt.typeError(`argument of type '${type.name}' is not iterable`);
  }
  let count = 0;
  for (let next = rt.next(iterator); next !== undefined; next = rt.next(iterator)) {
    rt.checkSize(++count);
    const found = rt.equal(next, item);
    rt.letGo(next);
    if (found) return true;
  }
  return false;
}

/** Membership in built-in containers and in what extends them. */
export function nativeContains(rt: Runtime, container: Value, item: Value): boolean {
  const text = stringPayload(container);
  if (text !== undefined) {
    const part = stringPayload(item);
    if (part === undefined) {
      throw rt.typeError(`'in <string>' requires string as left operand, not ${typeOf(item).name}`);
    }
    rt.spend(textWork(text.length) + partWork(text.length, part.length));
    return text.includes(part);
  }
  if (container instanceof PyList || container instanceof PyTuple) {
    for (let i = 0; i < container.items.length; i++) {
      rt.spend(1);
      if (rt.equal(container.items[i] as Value, item)) return true;
    }
    return false;
  }
  if (container instanceof PyDict) return container.find(rt, item) !== undefined;
  if (container instanceof PySet) return setContains(rt, container, item);
  if (container instanceof PyRange) return rangeContains(rt, container, item);
  if (container instanceof PyDictView) return viewContains(rt, container, item);
  if (container instanceof PyMappingProxy) return rt.contains(mappingOf(rt, container), item);
  return bytesContain(rt, container as PyBytes, item);
}

/** A set is looked for as the frozenset of its items. */
function setContains(rt: Runtime, set: PySet, item: Value): boolean {
  try {
    return set.has(rt, item);
  } catch (thrown) {
    if (!(item instanceof PySet) || !(thrown instanceof PyException) || !rt.isError(thrown, "TypeError")) throw thrown;
    return set.has(rt, rt.frozenset(item.items()));
  }
}

function rangeContains(rt: Runtime, range: PyRange, item: Value): boolean {
  const exact = typeof item === "bigint" || typeof item === "boolean";
  if (!exact) return rt.toArray(range).some((candidate) => rt.equal(candidate, item));
  const value = BigInt(item);
  const inside = range.step > 0n
    ? value >= range.start && value < range.stop
    : value <= range.start && value > range.stop;
  return inside && (value - range.start) % range.step === 0n;
}

function viewContains(rt: Runtime, view: PyDictView, item: Value): boolean {
  if (view.what === "keys") return view.dict.find(rt, item) !== undefined;
  if (view.what === "items") {
    if (!(item instanceof PyTuple) || item.items.length !== 2) return false;
    const found: Slot = view.dict.get(rt, item.items[0] as Value);
    return found !== undefined && rt.equal(found, item.items[1] as Value);
  }
  for (const entry of view.dict.entries()) {
    rt.spend(1);
    if (rt.equal(entry.value, item)) return true;
  }
  return false;
}

function bytesContain(rt: Runtime, bytes: PyBytes, item: Value): boolean {
  if (item instanceof PyBytes) {
    const part = item.data;
    rt.spend(textWork(bytes.data.length) * (1 + textWork(part.length)));
    for (let at = 0; at + part.length <= bytes.data.length; at++) {
      if (part.every((byte, i) => bytes.data[at + i] === byte)) return true;
    }
    return false;
  }
  const byte = rt.unlessRaised("BaseException", () => rt.indexOptional(item));
  if (byte === undefined) throw rt.typeError(`a bytes-like object is required, not '${typeOf(item).name}'`);
  if (byte < 0n || byte > 255n) throw rt.valueError("byte must be in range(0, 256)");
  return bytes.data.includes(Number(byte));
}
