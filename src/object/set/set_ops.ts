/**
 * The hash table of sets (`setobject.c`): probing, growth and so the order of iteration are CPython's.
 *
 * @module
 */

import { valuesEqual } from "../values/compare.ts";
import { PyDict } from "../dict/dict.ts";
import { hashOf } from "../values/hash.ts";
import { iterNext } from "../iterator/advance.ts";
import { getIter, itemsOf } from "../iterator/iteration.ts";
import { anySetOf } from "../values/payload.ts";
import { checkSize, type Runtime } from "../runtime.ts";
import { DUMMY, type Hash, noHashes, type PyAnySet, PyFrozenSet, PySet, SET_MINSIZE } from "./set.ts";
import { unsetValues, type Value } from "../values/value.ts";

/** Slots looked at one after the other before the next jump (`LINEAR_PROBES`). */
const LINEAR_PROBES = 9;
const PERTURB_SHIFT = 5;

/** First slot of a hash: its low bits. */
function firstSlot(hash: Hash, mask: number): number {
  return (typeof hash === "number" ? hash & mask : Number(BigInt.asUintN(32, hash)) & mask) >>> 0;
}

/** A hash as the unsigned 64-bit number that perturbs the probing. */
function perturbation(hash: Hash): number | bigint {
  return typeof hash === "number" && hash >= 0 ? hash : BigInt.asUintN(64, BigInt(hash));
}

function shiftPerturbation(value: number | bigint): number | bigint {
  return typeof value === "number" ? Math.floor(value / 2 ** PERTURB_SHIFT) : value >> BigInt(PERTURB_SHIFT);
}

function nextSlot(slot: number, perturb: number | bigint, mask: number): number {
  return typeof perturb === "number"
    ? ((slot * 5 + 1 + perturb) & mask) >>> 0
    : Number((BigInt(slot) * 5n + 1n + perturb) & BigInt(mask));
}

/** Slot of an equal key, or -1 (`set_lookkey`). */
function findSlot(rt: Runtime, set: PyAnySet, key: Value, hash: Hash): number {
  for (;;) {
    const { table } = set;
    rt.burn(1);
    const found = probe(rt, set, key, hash);
    // Comparing may have run program code that rebuilt the table: look again.
    if (set.table === table) return found;
  }
}

function probe(rt: Runtime, set: PyAnySet, key: Value, hash: Hash): number {
  const { table, hashes, mask } = set;
  let slot = firstSlot(hash, mask);
  let perturb: number | bigint | undefined;
  for (;;) {
    const end = slot + LINEAR_PROBES <= mask ? slot + LINEAR_PROBES : slot;
    for (let at = slot; at <= end; at++) {
      const present = table[at];
      if (present === undefined) return -1;
      if (hashes[at] === hash && present !== DUMMY) {
        rt.burn(1);
        if (valuesEqual(rt, present, key)) return at;
      }
      if (set.table !== table) return -1;
    }
    rt.burn(1);
    perturb = shiftPerturbation(perturb ?? perturbation(hash));
    slot = nextSlot(slot, perturb, mask);
  }
}

/** Puts a key that is not there into a table without dummies (`set_insert_clean`). */
function insertClean(table: Value[], hashes: Hash[], mask: number, key: Value, hash: Hash): void {
  let slot = firstSlot(hash, mask);
  let perturb: number | bigint | undefined;
  for (;;) {
    const end = slot + LINEAR_PROBES <= mask ? slot + LINEAR_PROBES : slot;
    for (let at = slot; at <= end; at++) {
      if (table[at] !== undefined) continue;
      table[at] = key;
      hashes[at] = hash;
      return;
    }
    perturb = shiftPerturbation(perturb ?? perturbation(hash));
    slot = nextSlot(slot, perturb, mask);
  }
}

/** The slot for a key that is not there: the last emptied one that a search passes, else the free one that ends it. */
function slotFor(set: PyAnySet, hash: Hash): number {
  const { table, mask } = set;
  let emptied = -1;
  let slot = firstSlot(hash, mask);
  let perturb: number | bigint | undefined;
  for (;;) {
    const end = slot + LINEAR_PROBES <= mask ? slot + LINEAR_PROBES : slot;
    for (let at = slot; at <= end; at++) {
      const present = table[at];
      if (present === undefined) return emptied >= 0 ? emptied : at;
      if (present === DUMMY) emptied = at;
    }
    perturb = shiftPerturbation(perturb ?? perturbation(hash));
    slot = nextSlot(slot, perturb, mask);
  }
}

/** Adds a key whose hash is known (`set_add_entry`). True when it was not there. */
function setAddHashed(rt: Runtime, set: PyAnySet, key: Value, hash: Hash): boolean {
  if (findSlot(rt, set, key, hash) >= 0) return false;
  const slot = slotFor(set, hash);
  const isFresh = set.table[slot] === undefined;
  set.table[slot] = key;
  set.hashes[slot] = hash;
  set.used++;
  checkSize(rt, set.used);
  if (!isFresh) return true;
  set.fill++;
  if (set.fill * 5 >= set.mask * 3) resize(set, set.used > 50_000 ? set.used * 2 : set.used * 4);
  return true;
}

/** `set.add`. */
export function setAdd(rt: Runtime, set: PyAnySet, key: Value): boolean {
  return setAddHashed(rt, set, key, keyHash(rt, key));
}

/** Rebuilds the table with more than `minimum` slots (`set_table_resize`). */
function resize(set: PyAnySet, minimum: number): void {
  let size = SET_MINSIZE;
  while (size <= minimum) size *= 2;
  const table = unsetValues(size);
  const hashes = noHashes(size);
  set.table.forEach((key, slot) => {
    if (key !== undefined && key !== DUMMY) insertClean(table, hashes, size - 1, key, set.hashes[slot] as Hash);
  });
  set.table = table;
  set.hashes = hashes;
  set.mask = size - 1;
  set.fill = set.used;
}

/** Hash of a key to look up; a set is looked up as the frozenset of its items. */
function keyHash(rt: Runtime, key: Value): Hash {
  return hashOf(rt, key);
}

/** A set as it is searched for in another one: as a frozenset, which can be hashed. */
function searchKey(rt: Runtime, key: Value): Value {
  const set = anySetOf(key);
  return set instanceof PySet ? copySet(rt, set, new PyFrozenSet()) : key;
}

/** `key in set`. */
export function setContains(rt: Runtime, set: PyAnySet, key: Value): boolean {
  const wanted = searchKey(rt, key);
  return findSlot(rt, set, wanted, keyHash(rt, wanted)) >= 0;
}

/** Removes a key; false when it is not there. */
export function setDiscard(rt: Runtime, set: PyAnySet, key: Value): boolean {
  const wanted = searchKey(rt, key);
  return setDiscardHashed(rt, set, wanted, keyHash(rt, wanted));
}

/** Removes a key whose hash is known. */
function setDiscardHashed(rt: Runtime, set: PyAnySet, key: Value, hash: Hash): boolean {
  const slot = findSlot(rt, set, key, hash);
  if (slot < 0) return false;
  set.table[slot] = DUMMY;
  set.hashes[slot] = -1;
  set.used--;
  return true;
}

/** Back to the empty table. */
export function setClear(set: PyAnySet): void {
  set.table = unsetValues(SET_MINSIZE);
  set.hashes = noHashes(SET_MINSIZE);
  set.mask = SET_MINSIZE - 1;
  set.fill = 0;
  set.used = 0;
}

/** Removes and returns a key, going on from the last place (`set_pop`); undefined when empty. */
export function setPop(rt: Runtime, set: PyAnySet): Value {
  if (set.used === 0) return undefined;
  rt.burn(1);
  let slot = set.finger & set.mask;
  for (;;) {
    const key = set.table[slot];
    if (key !== undefined && key !== DUMMY) {
      set.table[slot] = DUMMY;
      set.hashes[slot] = -1;
      set.used--;
      set.finger = slot + 1;
      return key;
    }
    if ((slot & 15) === 0) rt.burn(1);
    slot = slot + 1 > set.mask ? 0 : slot + 1;
  }
}

/** Keys in the order of the table. */
export function setItems(set: PyAnySet): Value[] {
  return set.table.filter((key) => key !== undefined && key !== DUMMY);
}

/** Calls `visit` with each key and its hash, in the order of the table. */
function forEachKey(set: PyAnySet, visit: (key: Value, hash: Hash) => void): void {
  const { table, hashes } = set;
  for (let slot = 0; slot < table.length; slot++) {
    const key = table[slot];
    if (key !== undefined && key !== DUMMY) visit(key, hashes[slot] as Hash);
  }
}

/** Adds the keys of another set (`set_merge`). */
function mergeSet(rt: Runtime, target: PyAnySet, source: PyAnySet): void {
  if (source === target || source.used === 0) return;
  rt.burn(source.used);
  if ((target.fill + source.used) * 5 >= target.mask * 3) resize(target, (target.used + source.used) * 2);
  if (target.fill === 0 && target.mask === source.mask && source.fill === source.used) {
    target.table = source.table.slice();
    target.hashes = source.hashes.slice();
    target.fill = source.fill;
    target.used = source.used;
    return;
  }
  if (target.fill === 0) {
    forEachKey(source, (key, hash) => insertClean(target.table, target.hashes, target.mask, key, hash));
    target.fill = source.used;
    target.used = source.used;
    return;
  }
  forEachKey(source, (key, hash) => setAddHashed(rt, target, key, hash));
}

/** Adds all items of an iterable (`set_update_internal`). */
export function setUpdate(rt: Runtime, set: PyAnySet, iterable: Value): void {
  const other = anySetOf(iterable);
  if (other !== undefined) mergeSet(rt, set, other);
  else if (iterable instanceof PyDict) addKeys(rt, set, iterable);
  else forEachItem(rt, iterable, (item) => setAdd(rt, set, item));
}

/** Runs `visit` on each item as it comes: what was done before an error stays done. */
function forEachItem(rt: Runtime, iterable: Value, visit: (item: Value) => void): void {
  const iterator = getIter(rt, iterable);
  for (let item = iterNext(rt, iterator); item !== undefined; item = iterNext(rt, iterator)) visit(item);
}

/** Adds the keys of a dict, which knows their hashes. */
function addKeys(rt: Runtime, set: PyAnySet, dict: PyDict): void {
  dict.entryKeys.forEach((key, entry) => {
    if (key !== undefined) setAddHashed(rt, set, key, dict.hashes?.get(entry) ?? hashOf(rt, key));
  });
}

/** Fills a fresh set with the keys of another one. */
export function copySet<S extends PyAnySet>(rt: Runtime, source: PyAnySet, target: S): S {
  mergeSet(rt, target, source);
  return target;
}

/** A set of these items, added in order. */
export function makeSet(rt: Runtime, items: Iterable<Value>): PySet {
  const set = new PySet();
  for (const item of items) setAdd(rt, set, item);
  return set;
}

/** A frozenset of these items, added in order. */
export function makeFrozenSet(rt: Runtime, items: Iterable<Value>): PyFrozenSet {
  const set = new PyFrozenSet();
  for (const item of items) setAdd(rt, set, item);
  return set;
}

/** A fresh set of the same kind: operators give a frozenset when their left operand is one. */
export function emptyLike(set: PyAnySet): PyAnySet {
  return set instanceof PyFrozenSet ? new PyFrozenSet() : new PySet();
}

/** Keys of `left` that are not in `right` (`set_difference`). */
export function setDifference(rt: Runtime, left: PyAnySet, right: PyAnySet): PyAnySet {
  const result = emptyLike(left);
  // A much smaller right side is taken out of a copy.
  if (Math.floor(left.used / 4) > right.used) {
    mergeSet(rt, result, left);
    forEachKey(right, (key, hash) => setDiscardHashed(rt, result, key, hash));
    shrinkDummies(result);
    return result;
  }
  forEachKey(left, (key, hash) => {
    if (findSlot(rt, right, key, hash) < 0) setAddHashed(rt, result, key, hash);
  });
  return result;
}

/** Rebuilds a table of which more than a quarter is dummies. */
function shrinkDummies(set: PyAnySet): void {
  if (set.fill - set.used > Math.floor(set.mask / 4)) resize(set, set.used > 50_000 ? set.used * 2 : set.used * 4);
}

/** Removes all keys of `other` (`set_difference_update_internal`). */
export function setDifferenceUpdate(rt: Runtime, set: PyAnySet, other: Value): void {
  const keys = anySetOf(other);
  if (keys === set) return setClear(set);
  if (keys !== undefined) forEachKey(keys, (key, hash) => setDiscardHashed(rt, set, key, hash));
  else forEachItem(rt, other, (key) => setDiscardHashed(rt, set, key, hashOf(rt, key)));
  shrinkDummies(set);
}

/** Keys of both (`set_intersection`): the smaller one is walked. */
export function setIntersection(rt: Runtime, left: PyAnySet, right: Value): PyAnySet {
  const result = emptyLike(left);
  const other = anySetOf(right);
  if (other === undefined) {
    forEachItem(rt, right, (key) => {
      const hash = hashOf(rt, key);
      if (findSlot(rt, left, key, hash) >= 0) setAddHashed(rt, result, key, hash);
    });
    return result;
  }
  if (left === other) return copySet(rt, left, result);
  const [walked, asked] = other.used > left.used ? [left, other] : [other, left];
  forEachKey(walked, (key, hash) => {
    if (findSlot(rt, asked, key, hash) >= 0) setAddHashed(rt, result, key, hash);
  });
  return result;
}

/** Keys of exactly one of both, by changing `set` (`set_symmetric_difference_update`). */
export function setSymmetricDifferenceUpdate(rt: Runtime, set: PyAnySet, other: Value): void {
  const keys = anySetOf(other);
  if (keys === set) return setClear(set);
  const toggled = keys ?? makeSet(rt, itemsOf(rt, other));
  forEachKey(toggled, (key, hash) => {
    if (!setDiscardHashed(rt, set, key, hash)) setAddHashed(rt, set, key, hash);
  });
}

/** True when every key of `left` is in `right`. */
export function isSubset(rt: Runtime, left: PyAnySet, right: PyAnySet): boolean {
  if (left.used > right.used) return false;
  const { table, hashes } = left;
  for (let slot = 0; slot < table.length; slot++) {
    const key = table[slot];
    if (key === undefined || key === DUMMY) continue;
    if (findSlot(rt, right, key, hashes[slot] as Hash) < 0) return false;
  }
  return true;
}
