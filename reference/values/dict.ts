/**
 * Dicts.
 *
 * @module
 */

import { textHash } from "./text_hash.ts";
import { longKeyWork } from "../../src/isa/work.ts";
import type { Runtime } from "../runtime.ts";
import { PyFloat, PyObject, type Slot, type Value } from "./base.ts";

/** One item of a dict. */
export interface DictEntry {
  /** Its key in {@linkcode PyDict.map}. */
  readonly mapKey: unknown;
  /** Hash of the key, asked for once; null while only JavaScript's Map needed to find it. */
  hash: bigint | null;
  readonly key: Value;
  value: Value;
}

/** The layouts whose instances may stand in a dict by value under a JavaScript Map. */
function simpleKey(rt: Runtime | null, key: Value): unknown {
  switch (typeof key) {
    case "string":
    case "bigint":
      return key;
    case "boolean":
      return key ? 1n : 0n;
    default:
  }
  if (key === null) return null;
  if (key instanceof PyFloat && !key.cls.heap) {
    const value = key.value;
    if (Number.isInteger(value)) return BigInt(value);
    return value !== value ? key : value;
  }
  return rt !== null && rt.hasIdentityEquality(key.cls) ? key : undefined;
}

/**
 * A dict in order of insertion. Keys whose equality JavaScript's Map understands are found by it; the others (tuples,
 * instances with `__eq__`, ...) through `byHash`, which holds all entries once one such key was met.
 */
export class PyDict extends PyObject {
  readonly map: Map<unknown, DictEntry> = new Map();
  private byHash: Map<bigint, DictEntry[]> | null = null;
  /** Once the last entries were asked for: all entries in order, and some that were removed since. */
  private inOrder: DictEntry[] | null = null;
  /** Entries that were taken out one by one. */
  private removed = 0;
  /** Goes up by one at every insertion, replacement and deletion. */
  changes = 0;
  /** Of the attributes of an object: somebody came to have them as a dict. */
  asked = false;

  get size(): number {
    return this.map.size;
  }

  /** The value of a str key in a namespace, without any Python code running. */
  getStr(name: string): Slot {
    return this.map.get(name)?.value;
  }

  /** Sets a str key in a namespace. */
  setStr(name: string, value: Value): void {
    this.changes++;
    const entry = this.map.get(name);
    if (entry !== undefined) entry.value = value;
    else this.insert(name, name, value, null);
  }

  /** Removes a str key from a namespace; false when it was not there. */
  deleteStr(name: string): boolean {
    const entry = this.map.get(name);
    if (entry === undefined) return false;
    this.remove(entry);
    return true;
  }

  /** Finds the entry of `key`; raises TypeError for an unhashable one and whatever `__eq__` raises. */
  find(rt: Runtime, key: Value): DictEntry | undefined {
    if (typeof key === "bigint") rt.spend(longKeyWork(key, this.size));
    const simple = simpleKey(rt, key);
    if (simple !== undefined) {
      const entry = this.map.get(simple);
      if (entry !== undefined || this.byHash === null) return entry;
    }
    return this.findHashed(rt, key, rt.hash(key));
  }

  get(rt: Runtime, key: Value): Slot {
    return this.find(rt, key)?.value;
  }

  /** Sets `key`; `known` is its hash where that was asked for before (a program can see `__hash__` run). */
  set(rt: Runtime, key: Value, value: Value, known: bigint | null = null): void {
    if (typeof key === "bigint") rt.spend(longKeyWork(key, this.size));
    const simple = simpleKey(rt, key);
    let entry = simple === undefined ? undefined : this.map.get(simple);
    let hash = known;
    if (entry === undefined && (simple === undefined || this.byHash !== null)) {
      hash ??= rt.hash(key);
      entry = this.findHashed(rt, key, hash);
    }
    this.changes++;
    if (entry !== undefined) entry.value = value;
    else this.insert(simple, key, value, hash);
  }

  /** The value of `key`, which is looked up once; where there is none, `fallback` becomes it. */
  setDefault(rt: Runtime, key: Value, fallback: Value): Value {
    if (typeof key === "bigint") rt.spend(longKeyWork(key, this.size));
    const simple = simpleKey(rt, key);
    let entry = simple === undefined ? undefined : this.map.get(simple);
    let hash: bigint | null = null;
    if (entry === undefined && (simple === undefined || this.byHash !== null)) {
      hash = rt.hash(key);
      entry = this.findHashed(rt, key, hash);
    }
    if (entry !== undefined) return entry.value;
    this.changes++;
    this.insert(simple, key, fallback, hash);
    return fallback;
  }

  /** Removes `key` and gives the value it had, or undefined when it was not there. */
  delete(rt: Runtime, key: Value): Slot {
    const entry = this.find(rt, key);
    if (entry === undefined) return undefined;
    this.remove(entry);
    return entry.value;
  }

  /** Removes and gives the entry inserted last. */
  popLast(): DictEntry | undefined {
    if (this.size === 0) return undefined;
    const inOrder = this.inOrder ??= [...this.map.values()];
    let last: DictEntry | undefined;
    do last = inOrder.pop(); while (last !== undefined && this.map.get(last.mapKey) !== last);
    // At the end no gap is left.
    if (last !== undefined) this.take(last);
    return last;
  }

  clear(): void {
    this.changes++;
    this.removed = 0;
    this.map.clear();
    this.byHash = null;
    this.inOrder = null;
  }

  /** Entries in order of insertion; follows insertions and deletions made meanwhile. */
  entries(): IterableIterator<DictEntry> {
    return this.map.values();
  }

  /** Entries in reverse order of insertion, but for those removed meanwhile; what is inserted from now on comes behind its start. */
  entriesBackwards(): IterableIterator<DictEntry> {
    const inOrder = this.inOrder ??= [...this.map.values()];
    return this.stillThere(inOrder, inOrder.length);
  }

  /** Of the first so many, last first. */
  private *stillThere(entries: readonly DictEntry[], count: number): IterableIterator<DictEntry> {
    for (let i = count - 1; i >= 0; i--) {
      const entry = entries[i];
      if (entry !== undefined && this.map.get(entry.mapKey) === entry) yield entry;
    }
  }

  /** Adds or replaces all items of another dict, whose keys are not hashed again, as long as that one does not grow or lose its table. */
  merge(rt: Runtime, other: PyDict): void {
    rt.spend(other.size);
    if (other === this) return;
    const isClone = this.size === 0 && other.removed === 0;
    const placed = other.size + other.removed;
    for (const entry of [...other.entries()]) {
      const { mapKey, key, value, hash } = entry;
      // Comparing may have taken it out.
      if (other.map.get(mapKey) !== entry) continue;
      // Keys that differ already are copied as they lie; a dict with gaps is filled in again.
      if (!isClone || hash === null) this.set(rt, key, value, hash);
      else {
        this.changes++;
        this.indexed(rt);
        this.insert(mapKey instanceof MapKey ? undefined : mapKey, key, value, hash);
      }
      if (other.size + other.removed !== placed) throw rt.error("RuntimeError", "dict mutated during update");
    }
  }

  private insert(simple: unknown, key: Value, value: Value, hash: bigint | null): void {
    const entry: DictEntry = { mapKey: simple === undefined ? new MapKey() : simple, hash, key, value };
    this.map.set(entry.mapKey, entry);
    this.inOrder?.push(entry);
    if (this.byHash !== null) this.index(this.byHash, entry, hash ?? textHash(key as string));
  }

  private index(byHash: Map<bigint, DictEntry[]>, entry: DictEntry, hash: bigint): void {
    entry.hash = hash;
    const bucket = byHash.get(hash);
    if (bucket === undefined) byHash.set(hash, [entry]);
    else bucket.push(entry);
  }

  private remove(entry: DictEntry): void {
    this.removed++;
    this.take(entry);
  }

  private take(entry: DictEntry): void {
    this.changes++;
    this.map.delete(entry.mapKey);
    const bucket = entry.hash === null ? undefined : this.byHash?.get(entry.hash);
    if (bucket !== undefined) bucket.splice(bucket.indexOf(entry), 1);
  }

  /** All entries by hash. */
  private indexed(rt: Runtime): Map<bigint, DictEntry[]> {
    if (this.byHash === null) {
      this.byHash = new Map();
      for (const entry of this.map.values()) this.index(this.byHash, entry, entry.hash ?? rt.hash(entry.key));
    }
    return this.byHash;
  }

  private findHashed(rt: Runtime, key: Value, hash: bigint): DictEntry | undefined {
    const bucket = this.indexed(rt).get(hash);
    if (bucket === undefined) return undefined;
    for (const entry of [...bucket]) {
      const same = rt.equal(entry.key, key);
      // Comparing may have taken the entry out: then the key is looked up anew.
      if (this.map.get(entry.mapKey) !== entry) return this.findHashed(rt, key, hash);
      if (same) return entry;
    }
    return undefined;
  }
}

/** Stands in a Map for a key that is found by hash. */
class MapKey {
  readonly mark = true;
}
