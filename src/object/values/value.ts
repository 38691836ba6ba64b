/**
 * What a slot of a frame, a list or a dict can hold. Primitives of JavaScript stand for the commonest Python values;
 * everything else is an instance of a class of this folder.
 *
 * | Python | here |
 * | --- | --- |
 * | nothing (NULL) | `undefined` |
 * | None | `null` |
 * | bool | `boolean` |
 * | int | `number` while it is a safe integer, else `bigint`; never -0, never a bigint that fits |
 * | str | `string`; an astral character is a surrogate pair and counts as one |
 * | all else | a {@linkcode PyObject} |
 *
 * @module
 */

import type { PyType } from "../type/type.ts";

/** A Python int; see {@linkcode normalizeInt}. */
export type PyInt = number | bigint;

/** Any value, or nothing. */
export type Value = undefined | null | boolean | PyInt | string | PyObject;

/**
 * Base of all values that are not primitives. `cls` (`ob_type`) lies on the prototype of classes whose instances all have one type,
 * and is an own field where it varies.
 */
export abstract class PyObject {
  declare cls: PyType;
  /** Which of the classes that hot code tells apart; on the prototype, see `type/class_numbers.ts`. */
  declare readonly classNumber: number;
}

/** True for an int that is exactly an int: a bool is not. */
export function isInt(value: Value): value is PyInt {
  return typeof value === "number" || typeof value === "bigint";
}

/** Zero or one 30-bit digit (`_PyLong_IsCompact`). */
export function isCompactInt(value: Value): value is number {
  return typeof value === "number" && value < 0x4000_0000 && value > -0x4000_0000;
}

/** A bigint as the int it stands for: a number when that is safe. */
export function normalizeInt(value: bigint): PyInt {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

/** So many values that are not set yet. A loop: the built-in `fill` is a call out of compiled code. */
export function unsetValues(count: number): Value[] {
  const values = new Array<Value>(count);
  for (let i = 0; i < count; i++) values[i] = undefined;
  return values;
}
