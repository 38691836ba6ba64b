/**
 * Boxed numbers.
 *
 * @module
 */

import { PyObject } from "./value.ts";

/** A float. Boxed, so that 1.0 and 1 stay apart. */
export class PyFloat extends PyObject {
  readonly value: number;

  constructor(value: number) {
    super();
    this.value = value;
  }
}

/** A complex number. */
export class PyComplex extends PyObject {
  readonly re: number;
  readonly im: number;

  constructor(re: number, im: number) {
    super();
    this.re = re;
    this.im = im;
  }
}
