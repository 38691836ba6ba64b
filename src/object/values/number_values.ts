/**
 * Boxed numbers.
 *
 * @module
 */

import { PyObject } from "./value.ts";

/** A float. Boxed, so that 1.0 and 1 stay apart. */
export class PyFloat extends PyObject {
  constructor(readonly value: number) {
    super();
  }
}

/** A complex number. */
export class PyComplex extends PyObject {
  constructor(readonly re: number, readonly im: number) {
    super();
  }
}
