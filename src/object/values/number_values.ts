/**
 * Boxed numbers.
 *
 * @module
 */

import { PyObject } from "./value.ts";

/** A float. Boxed, so that 1.0 and 1 stay apart. */
export class PyFloat extends PyObject {
  declare readonly value: number;

  constructor(value: number) {
    super();
    this.value = value;
  }
}

/** A complex number. */
export class PyComplex extends PyObject {
  constructor(readonly re: number, readonly im: number) {
    super();
  }
}
