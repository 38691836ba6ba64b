/**
 * Values of which there is one.
 *
 * @module
 */

import { PyObject } from "./value.ts";

/** Type of {@linkcode ELLIPSIS}. */
export class PyEllipsis extends PyObject {}

/** Type of {@linkcode NOT_IMPLEMENTED}. */
export class PyNotImplemented extends PyObject {}

/** `Ellipsis`. */
export const ELLIPSIS: PyEllipsis = new PyEllipsis();

/** `NotImplemented`: what an operation gives that leaves the work to the other operand. */
export const NOT_IMPLEMENTED: PyNotImplemented = new PyNotImplemented();
