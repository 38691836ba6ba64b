/**
 * Sequences and slices.
 *
 * @module
 */

import { type PyInt, PyObject, type Value } from "./value.ts";

/** `bytes`; never written to once made. */
export class PyBytes extends PyObject {
  constructor(readonly data: Uint8Array) {
    super();
  }
}

/** `bytearray`: bytes that a program may change. */
export class PyByteArray extends PyObject {
  constructor(public data: Uint8Array) {
    super();
  }
}

/** `tuple`; never written to once made. */
export class PyTuple extends PyObject {
  declare readonly items: readonly Value[];

  constructor(items: readonly Value[]) {
    super();
    this.items = items;
  }
}

/** `list`. */
export class PyList extends PyObject {
  declare items: Value[];

  constructor(items: Value[]) {
    super();
    this.items = items;
  }
}

/** `range`; `length` is what `len` would give, without its limit. */
export class PyRange extends PyObject {
  declare readonly start: PyInt;
  declare readonly stop: PyInt;
  declare readonly step: PyInt;
  declare readonly length: PyInt;

  constructor(start: PyInt, stop: PyInt, step: PyInt, length: PyInt) {
    super();
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.length = length;
  }
}

/** `slice`; parts that were left out are None. */
export class PySlice extends PyObject {
  constructor(readonly start: Value, readonly stop: Value, readonly step: Value) {
    super();
  }

  /** Its parts as object slots: that is how their descriptors, and LOAD_ATTR_SLOT, read them. */
  get slots(): readonly Value[] {
    return [this.start, this.stop, this.step];
  }
}

/** The empty tuple, of which there is one. */
export const EMPTY_TUPLE: PyTuple = new PyTuple([]);

/** A tuple of these items; the empty one is shared. */
export function makeTuple(items: readonly Value[]): PyTuple {
  return items.length === 0 ? EMPTY_TUPLE : new PyTuple(items);
}
