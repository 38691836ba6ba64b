/**
 * Dict operations with any keys.
 *
 * @module
 */

import { longKeyWork } from "../../isa/work.ts";
import { valuesEqual } from "../values/compare.ts";
import { type IndexKey, PyDict } from "./dict.ts";
import { ATTRIBUTE_ERROR, RUNTIME_ERROR, TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { getAttr } from "../type/attributes.ts";
import { call } from "../call/call.ts";
import { getItem } from "../sequence/subscripts.ts";
import { hashOf, indexKeyOf } from "../values/hash.ts";
import { PyInstance } from "../type/instance.ts";
import { iterNext } from "../iterator/advance.ts";
import { getIter, itemsOf } from "../iterator/iteration.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { dictOf } from "../values/payload.ts";
import { catchOnly, raise } from "../exception/raise.ts";
import { checkSize, type Runtime } from "../runtime.ts";
import type { Hash } from "../set/set.ts";
import { typeName, typeOf } from "../type/types.ts";
import type { Value } from "../values/value.ts";

/** Value of a key, undefined when it is not there. Raises for keys that cannot be hashed. */
export function dictGet(rt: Runtime, dict: PyDict, key: Value): Value {
  const entry = dictFind(rt, dict, key);
  return entry < 0 ? undefined : dict.entryValues[entry];
}

/** Entry of a key, or -1. */
export function dictFind(rt: Runtime, dict: PyDict, key: Value): number {
  if ((typeof key === "string" || typeof key === "number") && dict.buckets === null) return dict.findPlain(key);
  if (typeof key === "bigint") rt.burn(longKeyWork(key, dict.used));
  const indexKey = indexKeyOf(key);
  return findKey(rt, dict, key, indexKey, indexKey === undefined ? hashOf(rt, key) : undefined);
}

/** Entry of a key whose index key, or else whose hash, is known. */
function findKey(
  rt: Runtime,
  dict: PyDict,
  key: Value,
  indexKey: IndexKey | undefined,
  hash: Hash | undefined,
): number {
  if (indexKey === undefined) return findByHash(rt, dict, key, hash as Hash, true);
  const entry = findIndexed(dict, indexKey);
  return entry >= 0 || dict.buckets === null ? entry : findByHash(rt, dict, key, hashOf(rt, key), false);
}

function findIndexed(dict: PyDict, indexKey: IndexKey): number {
  if (typeof indexKey === "string" || typeof indexKey === "number") return dict.findPlain(indexKey);
  if (dict.index === null) return -1;
  const entry = dict.index.get(indexKey);
  return entry === undefined ? -1 : entry;
}

/** Looks among the keys of one hash; with `everywhere` also among those that have an index key. */
function findByHash(rt: Runtime, dict: PyDict, key: Value, hash: Hash, everywhere: boolean): number {
  for (;;) {
    const { mutations } = dict;
    const entry = searchHash(rt, dict, key, hash, everywhere);
    // Comparing may have run program code that changed the dict: look again.
    if (dict.mutations === mutations) return entry;
  }
}

function searchHash(rt: Runtime, dict: PyDict, key: Value, hash: Hash, everywhere: boolean): number {
  const { entryKeys, mutations } = dict;
  for (const entry of dict.buckets?.get(hash) ?? []) {
    const present = entryKeys[entry];
    rt.burn(1);
    if (present !== undefined && valuesEqual(rt, present, key)) return entry;
    if (dict.mutations !== mutations) return -1;
  }
  if (!everywhere || !(key instanceof PyInstance)) return -1;
  for (let entry = 0; entry < entryKeys.length; entry++) {
    const present = entryKeys[entry];
    rt.burn(1);
    if (present === undefined || indexKeyOf(present) === undefined || hashOf(rt, present) !== hash) continue;
    if (valuesEqual(rt, present, key)) return entry;
    if (dict.mutations !== mutations) return -1;
  }
  return -1;
}

/** `dict[key] = value`. */
export function dictSet(rt: Runtime, dict: PyDict, key: Value, value: Value): void {
  if (typeof key === "string" && dict.buckets === null) {
    dict.setStr(key, value);
    if (dict.used > rt.limits.maxSize) checkSize(rt, dict.used);
    return;
  }
  const indexKey = indexKeyOf(key);
  setHashed(rt, dict, key, indexKey, indexKey === undefined ? hashOf(rt, key) : undefined, value);
}

/** The value under a key; where there is none, `fallback` is stored. The key is looked up once (`dict_setdefault_ref_lock_held`). */
export function dictSetDefault(rt: Runtime, dict: PyDict, key: Value, fallback: Value): Value {
  const indexKey = indexKeyOf(key);
  const hash = indexKey === undefined ? hashOf(rt, key) : undefined;
  if (typeof key === "bigint") rt.burn(longKeyWork(key, dict.used));
  const entry = findKey(rt, dict, key, indexKey, hash);
  if (entry >= 0) return dict.entryValues[entry];
  dict.append(key, indexKey, fallback, hash);
  if (dict.used > rt.limits.maxSize) checkSize(rt, dict.used);
  return fallback;
}

/** Stores under a key that is not asked for its hash again. */
function setHashed(
  rt: Runtime,
  dict: PyDict,
  key: Value,
  indexKey: IndexKey | undefined,
  hash: Hash | undefined,
  value: Value,
): void {
  if (typeof key === "bigint") rt.burn(longKeyWork(key, dict.used));
  const entry = findKey(rt, dict, key, indexKey, hash);
  if (entry >= 0) {
    dict.setEntry(entry, value);
    return;
  }
  dict.append(key, indexKey, value, hash);
  if (dict.used > rt.limits.maxSize) checkSize(rt, dict.used);
}

/** Deletes a key; false when it is not there. */
export function dictDelete(rt: Runtime, dict: PyDict, key: Value): boolean {
  const entry = dictFind(rt, dict, key);
  if (entry < 0) return false;
  deleteEntry(dict, entry);
  return true;
}

/** Deletes an entry that exists; its key is not asked for anything. */
export function deleteEntry(dict: PyDict, entry: number): void {
  dict.removeEntry(entry, dict.hashes?.has(entry) === true ? undefined : indexKeyOf(dict.entryKeys[entry]));
}

/** Removes and returns the last item as [key, value]; undefined when empty. */
export function dictPopItem(dict: PyDict): readonly [Value, Value] | undefined {
  if (dict.used === 0) return undefined;
  dict.unshare();
  let entry = dict.entryKeys.length - 1;
  while (dict.entryKeys[entry] === undefined) entry--;
  const item = [dict.entryKeys[entry], dict.entryValues[entry]] as const;
  deleteEntry(dict, entry);
  dict.truncate(entry);
  return item;
}

/** A copy with the same items; holes of the original are not kept. */
export function dictCopy(rt: Runtime, source: PyDict): PyDict {
  const copy = new PyDict();
  mergeDict(rt, copy, source);
  return copy;
}

/** Stores all items of another dict (`dict_merge`); a comparison may add to that one or empty it, what it only takes out is skipped. */
function mergeDict(rt: Runtime, target: PyDict, source: PyDict): void {
  rt.burn(source.used);
  if (source === target) return;
  const keys = source.entryKeys;
  const { length } = keys;
  const isClone = target.used === 0 && source.used === length;
  for (let entry = 0; entry < length; entry++) {
    const key = keys[entry];
    if (key === undefined) continue;
    const hash = source.hashes?.get(entry);
    if (hash === undefined) dictSet(rt, target, key, source.entryValues[entry]);
    // Keys that differ already are copied as they lie; a dict with holes is filled in again.
    else if (isClone) target.append(key, undefined, source.entryValues[entry], hash);
    else setHashed(rt, target, key, undefined, hash, source.entryValues[entry]);
    if (source.entryKeys.length !== length) throw raise(rt, RUNTIME_ERROR, "dict mutated during update");
  }
}

/** True when items can be taken from it as they lie, without asking a program's methods. */
export function plainDict(value: Value): PyDict | undefined {
  if (value instanceof PyDict) return value;
  const dict = dictOf(value);
  if (dict === undefined) return undefined;
  return lookupSpecial(typeOf(value), "__iter__") === lookupSpecial(dict.cls, "__iter__") ? dict : undefined;
}

/** True for what `dict.update` takes for a mapping: it has `keys`. */
export function keysMethod(rt: Runtime, value: Value): Value {
  try {
    return getAttr(rt, value, "keys");
  } catch (error) {
    catchOnly(rt, error, ATTRIBUTE_ERROR);
    return undefined;
  }
}

/** All keys of a mapping, taken before any value is (`PyMapping_Keys`). */
export function mappingKeys(rt: Runtime, source: Value, keysMethod: Value): readonly Value[] {
  const keys = call(rt, keysMethod, [], null);
  let iterator: Value;
  try {
    iterator = getIter(rt, keys);
  } catch (error) {
    catchOnly(rt, error, TYPE_ERROR);
    throw raise(rt, TYPE_ERROR, `${typeName(source)}.keys() returned a non-iterable (type ${typeName(keys)})`);
  }
  return itemsOf(rt, iterator);
}

/** Stores what a mapping has under its keys. */
function updateByKeys(rt: Runtime, target: PyDict, source: Value, keysMethod: Value): void {
  for (const key of mappingKeys(rt, source, keysMethod)) dictSet(rt, target, key, getItem(rt, source, key));
}

/** `target.update(source)` for a mapping (DICT_UPDATE). */
export function dictUpdate(rt: Runtime, target: PyDict, source: Value): void {
  const dict = plainDict(source);
  if (dict !== undefined) return mergeDict(rt, target, dict);
  const keys = keysMethod(rt, source);
  try {
    if (keys !== undefined) return updateByKeys(rt, target, source, keys);
  } catch (error) {
    // Whatever attribute is missed on the way says that it is none.
    catchOnly(rt, error, ATTRIBUTE_ERROR);
  }
  throw raise(rt, TYPE_ERROR, `'${typeName(source)}' object is not a mapping`);
}

/** `dict(source)` and `dict.update(source)`: a mapping, or an iterable of pairs. */
export function dictUpdateFrom(rt: Runtime, target: PyDict, source: Value): void {
  const dict = plainDict(source);
  if (dict !== undefined) return mergeDict(rt, target, dict);
  const keys = keysMethod(rt, source);
  if (keys !== undefined) {
    updateByKeys(rt, target, source, keys);
    return;
  }
  const iterator = getIter(rt, source);
  let index = 0;
  // One after the other: the items before a wrong one stay.
  for (let pair = iterNext(rt, iterator); pair !== undefined; pair = iterNext(rt, iterator)) {
    const parts = pairItems(rt, pair, index);
    if (parts.length !== 2) {
      throw raise(
        rt,
        VALUE_ERROR,
        `dictionary update sequence element #${index} has length ${parts.length}; 2 is required`,
      );
    }
    dictSet(rt, target, parts[0], parts[1]);
    index++;
  }
}

function pairItems(rt: Runtime, pair: Value, index: number): readonly Value[] {
  try {
    return itemsOf(rt, pair);
  } catch (error) {
    catchOnly(rt, error, TYPE_ERROR);
    throw raise(rt, TYPE_ERROR, `cannot convert dictionary update sequence element #${index} to a sequence`);
  }
}

/** A dict of str keys, in this order. */
export function dictOfEntries(entries: Iterable<readonly [string, Value]>): PyDict {
  const dict = new PyDict();
  for (const [name, value] of entries) dict.setStr(name, value);
  return dict;
}

/** Live keys in order. */
export function dictKeys(dict: PyDict): Value[] {
  return dict.entryKeys.filter((key) => key !== undefined);
}

/** Live items in order. */
export function dictItems(dict: PyDict): (readonly [Value, Value])[] {
  const items: (readonly [Value, Value])[] = [];
  dict.entryKeys.forEach((key, entry) => {
    if (key !== undefined) items.push([key, dict.entryValues[entry]]);
  });
  return items;
}
