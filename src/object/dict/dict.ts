/**
 * Dicts with what the specializer can see of them: positions of entries, the kind of the key table and its version.
 *
 * Entries lie in order of insertion; a deleted one leaves a hole until the table is rebuilt, as in CPython, so positions agree with
 * the ones that the pin writes into inline caches. Look-up goes through a `Map`; small tables with plain keys are scanned.
 *
 * @module
 */

import { PyObject, type Value } from "../values/value.ts";
import type { KeysVersions } from "./shared_keys.ts";

/** Kinds of key tables. */
export const KEYS = { UNICODE: 0, SPLIT: 1, GENERAL: 2 } as const;

/** What stands for a key in the index: equal keys have the same one. */
export type IndexKey = string | number | bigint | null | boolean | PyObject;

/** Version of the one empty key table. */
const EMPTY_KEYS_VERSION = 1;

/** Entries up to which a table with plain keys is scanned. */
const SCANNED = 8;

/** Names that the instances of one class share; see `SharedKeys`. */
export interface SharedNames {
  /** Index of a name, added when there is room; -1 when there is none. */
  insert(name: string): number;
}

/** `dict`. Deleted entries have an undefined key and value. The constructor sets the fields, as a field of a class costs more. */
export class PyDict extends PyObject {
  /** Keys by entry. */
  declare entryKeys: Value[];
  /** Values by entry. */
  declare entryValues: Value[];
  /** Entries that are not deleted (`ma_used`). */
  declare used: number;
  /** Entries that can be added before the table is rebuilt (`dk_usable`). */
  declare usable: number;
  /** Version of the key table, 0 for none (`dk_version`). */
  declare version: number;
  /** One of {@linkcode KEYS}. */
  declare kind: number;
  /** The names that the class of an instance shares, while this is the dict of one and kind is split. */
  declare shared: SharedNames | null;
  /** Entry of each simple key; null while the table is small and all keys are str or int. */
  declare index: Map<IndexKey, number> | null;
  /** Entries of keys whose equality is not that of their index key, by hash; null while there are none. */
  declare buckets: Map<number | bigint, number[]> | null;
  /** Hash of each entry that lies in a bucket: a key is asked for it once. */
  declare hashes: Map<number, number | bigint> | null;
  /** Called, once, before a key or value changes; null while nobody depends on them (`PyDict_Watch`). */
  declare watcher: (() => void) | null;
  /** Goes up whenever a key is added or removed, so that iterators and look-ups that ran program code notice. */
  declare mutations: number;

  constructor() {
    super();
    this.entryKeys = [];
    this.entryValues = [];
    this.used = 0;
    this.usable = 0;
    this.version = EMPTY_KEYS_VERSION;
    this.kind = KEYS.UNICODE;
    this.shared = null;
    this.index = null;
    this.buckets = null;
    this.hashes = null;
    this.watcher = null;
    this.mutations = 0;
  }

  /** Value of a str key, or undefined. */
  getStr(key: string): Value {
    const entry = this.findPlain(key);
    return entry < 0 ? undefined : this.entryValues[entry];
  }

  /** Entry of a str key, or -1. */
  findStr(key: string): number {
    return this.findPlain(key);
  }

  /** Entry of a key that is its own index key (str or int), or -1; keys with their own `__eq__` are not asked. */
  findPlain(key: string | number): number {
    const { index } = this;
    if (index === null) return this.entryKeys.indexOf(key);
    const entry = index.get(key);
    return entry === undefined ? -1 : entry;
  }

  /** Sets a str key. */
  setStr(key: string, value: Value): void {
    const entry = this.findPlain(key);
    if (entry >= 0) this.setEntry(entry, value);
    else this.append(key, key, value);
  }

  /** Sets the value of an entry that exists. */
  setEntry(entry: number, value: Value): void {
    if (this.watcher !== null) this.tellWatcher();
    this.entryValues[entry] = value;
  }

  /** Tells whoever depends on keys or values that they change; they need not be told again. */
  private tellWatcher(): void {
    const { watcher } = this;
    this.watcher = null;
    watcher?.();
  }

  /** Deletes a str key; false when it is not there. */
  deleteStr(key: string): boolean {
    const entry = this.findPlain(key);
    if (entry < 0) return false;
    this.removeEntry(entry, key);
    return true;
  }

  /** Adds a key that is known to be absent. */
  append(key: Value, indexKey: IndexKey | undefined, value: Value, hash?: number | bigint): void {
    if (this.watcher !== null) this.tellWatcher();
    this.makeRoom(key);
    const { entryKeys } = this;
    const entry = entryKeys.length;
    entryKeys.push(key);
    this.entryValues.push(value);
    this.used++;
    this.usable--;
    this.version = 0;
    this.mutations++;
    if (indexKey === undefined) {
      this.addToBucket(hash as number | bigint, entry);
    } else if (this.index !== null) {
      this.index.set(indexKey, entry);
    } else if (indexKey !== key || entry >= SCANNED || (typeof key !== "string" && typeof key !== "number")) {
      this.buildIndex();
      (this.index as Map<IndexKey, number> | null)?.set(indexKey, entry);
    }
  }

  /** Removes an entry that exists; `indexKey` undefined when it lies in a bucket. */
  removeEntry(entry: number, indexKey: IndexKey | undefined): void {
    if (this.watcher !== null) this.tellWatcher();
    this.entryKeys[entry] = undefined;
    this.entryValues[entry] = undefined;
    this.used--;
    this.version = 0;
    this.mutations++;
    if (indexKey !== undefined) {
      this.index?.delete(indexKey);
      return;
    }
    const bucket = this.buckets?.get(this.hashes?.get(entry) as number | bigint);
    if (bucket !== undefined) bucket.splice(bucket.indexOf(entry), 1);
    this.hashes?.delete(entry);
  }

  /** Back to the empty table. */
  clear(): void {
    if (this.watcher !== null) this.tellWatcher();
    this.entryKeys = [];
    this.entryValues = [];
    this.used = 0;
    this.usable = 0;
    this.version = EMPTY_KEYS_VERSION;
    this.kind = KEYS.UNICODE;
    this.shared = null;
    this.index = null;
    this.buckets = null;
    this.hashes = null;
    this.mutations++;
  }

  /** Cuts off the last entries after a `popitem` (`dk_nentries = i`). */
  truncate(entries: number): void {
    this.entryKeys.length = entries;
    this.entryValues.length = entries;
  }

  /** The key table's version, given now if it had none; 0 when none are left (`_PyDictKeys_GetVersionForCurrentState`). */
  versionFor(versions: KeysVersions): number {
    if (this.version !== 0) return this.version;
    if (versions.nextKeysVersion === 0) return 0;
    this.version = versions.nextKeysVersion;
    versions.nextKeysVersion = (versions.nextKeysVersion + 1) >>> 0;
    return this.version;
  }

  /** Makes the index when the table was only scanned so far. */
  private buildIndex(): void {
    const index = new Map<IndexKey, number>();
    const { entryKeys } = this;
    for (let entry = 0; entry < entryKeys.length; entry++) {
      const key = entryKeys[entry];
      if (typeof key === "string" || typeof key === "number") index.set(key, entry);
    }
    this.index = index;
  }

  private addToBucket(hash: number | bigint, entry: number): void {
    if (this.index === null) this.buildIndex();
    this.buckets ??= new Map();
    this.hashes ??= new Map();
    this.hashes.set(entry, hash);
    const bucket = this.buckets.get(hash);
    if (bucket === undefined) this.buckets.set(hash, [entry]);
    else bucket.push(entry);
  }

  /** Grows, converts or rebuilds the table as an insertion would (`insertion_resize`: room for three times what is used). */
  private makeRoom(key: Value): void {
    const isStr = typeof key === "string";
    if (this.kind === KEYS.SPLIT) {
      if (isStr && this.shared !== null && this.shared.insert(key) >= 0) return;
      this.unshare();
    }
    if (this.entryKeys.length === 0 && this.usable === 0) {
      this.kind = isStr ? KEYS.UNICODE : KEYS.GENERAL;
      this.usable = usableOf(8);
      return;
    }
    const converts = !isStr && this.kind !== KEYS.GENERAL;
    if (this.usable > 0 && !converts) return;
    if (converts) this.kind = KEYS.GENERAL;
    this.resize(this.used * 3);
  }

  /** Gives the dict a key table of its own. */
  unshare(): void {
    if (this.kind !== KEYS.SPLIT) return;
    this.kind = KEYS.UNICODE;
    this.shared = null;
    this.usable = 0;
  }

  /** Rebuilds the table with room for at least `minimum` hash slots; holes go. */
  private resize(minimum: number): void {
    let size = 8;
    while (size < minimum) size *= 2;
    this.version = 0;
    this.usable = usableOf(size) - this.used;
    if (this.used === this.entryKeys.length) return;
    const moved = new Map<number, number>();
    const keys: Value[] = [];
    const values: Value[] = [];
    this.entryKeys.forEach((key, entry) => {
      if (key === undefined) return;
      moved.set(entry, keys.length);
      keys.push(key);
      values.push(this.entryValues[entry]);
    });
    this.entryKeys = keys;
    this.entryValues = values;
    if (this.index !== null) { for (const [key, entry] of this.index) this.index.set(key, moved.get(entry) as number); }
    if (this.buckets !== null) {
      for (const [hash, bucket] of this.buckets) {
        this.buckets.set(hash, bucket.map((entry) => moved.get(entry) as number));
      }
      const { hashes } = this;
      this.hashes = new Map();
      for (const [entry, hash] of hashes ?? []) this.hashes.set(moved.get(entry) as number, hash);
    }
  }
}

/** Entries that a table of this many hash slots can hold (`USABLE_FRACTION`). */
function usableOf(size: number): number {
  return Math.floor(size * 2 / 3);
}

/** What `dict.keys()`, `.values()` and `.items()` give. */
export class PyDictView extends PyObject {
  /** `owner`: the instance whose dict it is, which is held with it. */
  constructor(
    readonly dict: PyDict,
    readonly view: "keys" | "values" | "items",
    readonly owner: PyObject | null = null,
  ) {
    super();
  }
}
