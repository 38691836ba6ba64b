/**
 * Numbers of the JavaScript classes that code which runs often tells apart, on their prototypes. Where V8 has not optimized, which is
 * most of a hunt, `instanceof` looks a method up along the classes first and costs as much as ten loads; a chain of them is
 * a load and a table here.
 *
 * @module
 */

import { PyDict } from "../dict/dict.ts";
import { PyException } from "../exception/exception.ts";
import { PyAnyGenerator } from "../generator/generator.ts";
import { PyAnySet } from "../set/set.ts";
import {
  PyBuiltin,
  PyCell,
  PyFunction,
  PyMethod,
  PyMethodDescriptor,
  PyMethodWrapper,
  PySlotWrapper,
} from "../values/callable_values.ts";
import { PyCode } from "../values/code.ts";
import { PyComplex, PyFloat } from "../values/number_values.ts";
import { PyByteArray, PyBytes, PyList, PyRange, PySlice, PyTuple } from "../values/sequence_values.ts";
import { PyObject } from "../values/value.ts";
import { PyInstance } from "./instance.ts";
import { PyType } from "./type.ts";

/** None of them is a subclass of another one; subclasses have the number of theirs. */
const CLASSES = {
  LIST: PyList,
  TUPLE: PyTuple,
  DICT: PyDict,
  SET: PyAnySet,
  CELL: PyCell,
  INSTANCE: PyInstance,
  TYPE: PyType,
  FUNCTION: PyFunction,
  BUILTIN: PyBuiltin,
  METHOD: PyMethod,
  METHOD_DESCRIPTOR: PyMethodDescriptor,
  METHOD_WRAPPER: PyMethodWrapper,
  SLOT_WRAPPER: PySlotWrapper,
  GENERATOR: PyAnyGenerator,
  EXCEPTION: PyException,
  SLICE: PySlice,
  CODE: PyCode,
  FLOAT: PyFloat,
  COMPLEX: PyComplex,
  RANGE: PyRange,
  BYTES: PyBytes,
  BYTEARRAY: PyByteArray,
} as const;

/** Name of a class that has a number. */
export type ClassName = keyof typeof CLASSES;

const NAMES = Object.keys(CLASSES) as ClassName[];

/** Number of each; all other objects have 0. */
export const CLASS_NUMBER: Readonly<Record<ClassName, number>> = Object.fromEntries(
  NAMES.map((name, at) => [name, at + 1]),
) as Record<ClassName, number>;

type Numbered = { -readonly [N in "classNumber"]: number };
(PyObject.prototype as Numbered).classNumber = 0;
for (const name of NAMES) (CLASSES[name].prototype as Numbered).classNumber = CLASS_NUMBER[name];

/** What is done with objects, by the number of their class. */
export type ByClass<Rest extends readonly unknown[], Result> = readonly ((object: PyObject, ...rest: Rest) => Result)[];

/** A table by number: what is done with objects of these classes, and with all others. */
export function byClass<Rest extends readonly unknown[], Result>(
  rows: { readonly [N in ClassName]?: (object: (typeof CLASSES)[N]["prototype"], ...rest: Rest) => Result },
  others: (object: PyObject, ...rest: Rest) => Result,
): ByClass<Rest, Result> {
  return [others, ...NAMES.map((name) => (rows[name] ?? others) as ByClass<Rest, Result>[number])];
}

/** A table by number that says which classes these are. */
export function classSet(...names: readonly ClassName[]): readonly boolean[] {
  return [false, ...NAMES.map((name) => names.includes(name))];
}
