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
  constructor(readonly items: readonly Value[]) {
    super();
  }
}

/** `list`. */
export class PyList extends PyObject {
  constructor(public items: Value[]) {
    super();
  }
}

/** `range`; `length` is what `len` would give, without its limit. */
export class PyRange extends PyObject {
  constructor(readonly start: PyInt, readonly stop: PyInt, readonly step: PyInt, readonly length: PyInt) {
    super();
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
