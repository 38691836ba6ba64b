/**
 * Values of the reference interpreter, in the simplest representation that is true to Python:
 *
 * | Python | here |
 * | --- | --- |
 * | None, True/False, int, str | `null`, booleans, `bigint`, JavaScript strings (an astral character is a surrogate pair) |
 * | everything else | an instance of a subclass of {@linkcode PyObject} |
 * | instance of a subclass of int or str | {@linkcode PyInstance} with `primitive` set |
 * | instance of a subclass of list, dict, ... | the class of its base ({@linkcode PyList}, ...) with another `cls` |
 * | unset local, NULL on the stack | `undefined` ({@linkcode Slot}) |
 *
 * A Python exception travels as the JavaScript `throw` of the {@linkcode PyException} itself.
 *
 * @module
 */

export * from "./values/base.ts";
export * from "./values/dict.ts";
export * from "./values/program.ts";
export * from "./values/set.ts";
