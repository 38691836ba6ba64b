/**
 * Sets as CPython's hash tables, because a program that iterates over a set of ints sees the order of the table.
 *
 * @module
 */

import { PyObject, unsetValues, type Value } from "../values/value.ts";

/** A hash: a Python int of at most 64 bits. */
export type Hash = number | bigint;

/** Slots of the smallest table (`PySet_MINSIZE`). */
export const SET_MINSIZE = 8;

/** What an emptied slot holds. */
class Dummy extends PyObject {}
/** Marks a slot whose key was removed; look-ups go on past it. */
export const DUMMY: PyObject = new Dummy();

/**
 * Hashes of so many unused slots. A loop: the built-in `fill` changes what kind of array it is, whereupon V8 throws away all
 * compiled code that reads such arrays.
 */
export function noHashes(slots: number): Hash[] {
  const hashes = new Array<Hash>(slots);
  for (let slot = 0; slot < slots; slot++) hashes[slot] = 0;
  return hashes;
}

/** The table that `set` and `frozenset` share. */
export abstract class PyAnySet extends PyObject {
  /** Slots: a key, {@linkcode DUMMY}, or undefined for one never used; a power of two of them. */
  declare table: Value[];
  /** Hash of the key in each slot. */
  declare hashes: Hash[];
  declare mask: number;
  /** Slots used, dummies counted. */
  declare fill: number;
  /** Keys. */
  declare used: number;
  /** Where `pop` goes on searching. */
  declare finger: number;

  constructor() {
    super();
    this.table = unsetValues(SET_MINSIZE);
    this.hashes = noHashes(SET_MINSIZE);
    this.mask = SET_MINSIZE - 1;
    this.fill = 0;
    this.used = 0;
    this.finger = 0;
  }
}

/** `set`. */
export class PySet extends PyAnySet {}

/** `frozenset`. */
export class PyFrozenSet extends PyAnySet {
  /** Kept once asked for. */
  hash: Hash | null = null;
}
