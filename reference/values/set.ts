/**
 * Sets and frozensets.
 *
 * @module
 */

import type { Runtime } from "../runtime.ts";
import { PyObject, type Slot, type Value } from "./base.ts";

/** One slot of a set's table; undefined is free, DUMMY was deleted. */
interface SetEntry {
  readonly key: Value;
  readonly hash: bigint;
}

const DUMMY: SetEntry = { key: null, hash: -1n };
const LINEAR_PROBES = 9;

/**
 * A set or frozenset as CPython's open-addressing table, because the order of iteration shows. C: `Objects/setobject.c`.
 */
export class PySet extends PyObject {
  /** Power of two slots. */
  table: (SetEntry | undefined)[] = [];
  private mask = 7;
  /** Used and deleted slots. */
  private fill = 0;
  size = 0;
  /** Where `pop` goes on looking. */
  private finger = 0;
  /** Hash of a frozenset once worked out. */
  hashCache: bigint | null = null;

  has(rt: Runtime, key: Value): boolean {
    return this.locate(rt, key, rt.hash(key)) >= 0;
  }

  add(rt: Runtime, key: Value): void {
    this.addHashed(rt, key, rt.hash(key));
  }

  /** Removes `key`; false when it was not there. */
  discard(rt: Runtime, key: Value): boolean {
    const at = this.locate(rt, key, rt.hash(key));
    if (at < 0) return false;
    this.table[at] = DUMMY;
    this.size--;
    return true;
  }

  /** Removes and gives an arbitrary item, the first at or after the finger; undefined when empty. */
  pop(): Slot {
    if (this.size === 0) return undefined;
    let at = this.finger & this.mask;
    for (;;) {
      const entry = this.table[at];
      if (entry !== undefined && entry !== DUMMY) {
        this.table[at] = DUMMY;
        this.size--;
        this.finger = at + 1;
        return entry.key;
      }
      at = at + 1 > this.mask ? 0 : at + 1;
    }
  }

  clear(): void {
    this.table = [];
    this.mask = 7;
    this.fill = 0;
    this.size = 0;
    this.finger = 0;
  }

  /** Items in the order of the table. */
  items(): Value[] {
    const items: Value[] = [];
    for (let at = 0; at <= this.mask; at++) {
      const entry = this.table[at];
      if (entry !== undefined && entry !== DUMMY) items.push(entry.key);
    }
    return items;
  }

  /** Index of the first used slot at or after `at`, or -1. */
  nextUsed(at: number): number {
    for (; at <= this.mask; at++) {
      const entry = this.table[at];
      if (entry !== undefined && entry !== DUMMY) return at;
    }
    return -1;
  }

  /** Adds all items of another set, in its order (C: `set_merge_internal`). */
  merge(rt: Runtime, other: PySet): void {
    if (other === this || other.size === 0) return;
    rt.spend(other.size);
    if ((this.fill + other.size) * 5 >= this.mask * 3) this.resize((this.size + other.size) * 2);
    if (this.fill === 0 && this.mask === other.mask && other.fill === other.size) {
      this.table = [...other.table];
      this.fill = other.fill;
      this.size = other.size;
      return;
    }
    const clean = this.fill === 0;
    for (const entry of [...other.table]) {
      if (entry === undefined || entry === DUMMY) continue;
      if (clean) {
        this.insertClean(entry);
        this.fill++;
        this.size++;
      } else this.addHashed(rt, entry.key, entry.hash);
    }
  }

  /** Grows before the keys of a dict of `count` items are added one by one (C: `set_update_internal`). */
  reserveForDict(count: number): void {
    if ((this.fill + count) * 5 >= this.mask * 3) this.resize((this.size + count) * 2);
  }

  /** Takes over the contents of another set. */
  replaceWith(other: PySet): void {
    this.table = other.table;
    this.mask = other.mask;
    this.fill = other.fill;
    this.size = other.size;
  }

  private addHashed(rt: Runtime, key: Value, hash: bigint): void {
    let at = Number(BigInt.asUintN(32, hash)) & this.mask;
    let perturb = BigInt.asUintN(64, hash);
    // A new key goes into the last deleted slot that the search passed, if it passed any.
    let deleted = -1;
    for (;;) {
      const last = at + LINEAR_PROBES <= this.mask ? at + LINEAR_PROBES : at;
      for (let i = at; i <= last; i++) {
        const entry = this.table[i];
        if (entry === undefined) {
          this.size++;
          if (deleted >= 0) {
            this.table[deleted] = { key, hash };
            return;
          }
          this.table[i] = { key, hash };
          this.fill++;
          if (this.fill * 5 >= this.mask * 3) this.resize(this.size > 50_000 ? this.size * 2 : this.size * 4);
          return;
        }
        rt.spend(1);
        if (entry === DUMMY) deleted = i;
        else if (entry.hash === hash && rt.equal(entry.key, key)) return;
      }
      perturb >>= 5n;
      at = Number(BigInt.asUintN(32, BigInt(at) * 5n + 1n + perturb)) & this.mask;
    }
  }

  private locate(rt: Runtime, key: Value, hash: bigint): number {
    let at = Number(BigInt.asUintN(32, hash)) & this.mask;
    let perturb = BigInt.asUintN(64, hash);
    for (;;) {
      const last = at + LINEAR_PROBES <= this.mask ? at + LINEAR_PROBES : at;
      for (let i = at; i <= last; i++) {
        const entry = this.table[i];
        if (entry === undefined) return -1;
        rt.spend(1);
        if (entry !== DUMMY && entry.hash === hash && rt.equal(entry.key, key)) return i;
      }
      perturb >>= 5n;
      at = Number(BigInt.asUintN(32, BigInt(at) * 5n + 1n + perturb)) & this.mask;
    }
  }

  private resize(minUsed: number): void {
    let slots = 8;
    while (slots <= minUsed) slots *= 2;
    const old = this.table;
    this.table = [];
    this.mask = slots - 1;
    this.fill = this.size;
    for (let at = 0; at < old.length; at++) {
      const entry = old[at];
      if (entry !== undefined && entry !== DUMMY) this.insertClean(entry);
    }
  }

  private insertClean(entry: SetEntry): void {
    let at = Number(BigInt.asUintN(32, entry.hash)) & this.mask;
    let perturb = BigInt.asUintN(64, entry.hash);
    for (;;) {
      const last = at + LINEAR_PROBES <= this.mask ? at + LINEAR_PROBES : at;
      for (let i = at; i <= last; i++) {
        if (this.table[i] === undefined) {
          this.table[i] = entry;
          return;
        }
      }
      perturb >>= 5n;
      at = Number(BigInt.asUintN(32, BigInt(at) * 5n + 1n + perturb)) & this.mask;
    }
  }
}
