/**
 * Texts of values without addresses: what outcomes are compared by.
 *
 * @module
 */

import { digitsOf, productWork } from "../../isa/work.ts";
import { PyFunction, PySlotMember } from "../values/callable_values.ts";
import { compareText } from "../values/compare.ts";
import { PyDict } from "../dict/dict.ts";
import { dictItems } from "../dict/dict_ops.ts";
import { PyException } from "../exception/exception.ts";
import { inlineOrder, PyInstance } from "../type/instance.ts";
import { PyModule } from "../values/module.ts";
import { PyComplex, PyFloat } from "../values/number_values.ts";
import { checkNew, type Runtime } from "../runtime.ts";
import { PyBytes, PyList, PyRange, PySlice, PyTuple } from "../values/sequence_values.ts";
import { PyFrozenSet, PySet } from "../set/set.ts";
import { ELLIPSIS } from "../values/singletons.ts";
import { PyType } from "../type/type.ts";
import { workOf } from "../call/native_work.ts";
import { typeName, typeOf } from "../type/types.ts";
import type { PyObject, Value } from "../values/value.ts";
import { builtinRepr, repr } from "./repr.ts";

/** Containers nested deeper than this are cut off. */
const MAX_DEPTH = 6;

/**
 * Text of a value: the usual repr of None, numbers, str, bytes, range, slice and Ellipsis; lists, tuples and dicts item by item;
 * `<set N>` and `<frozenset N>` by size; `Type(args)` of exceptions; instances of a program's classes with their attributes in order of name; the
 * type's name of all else. Runs no program code and changes nothing.
 */
export function canonicalText(rt: Runtime, value: Value): string {
  return textOf(rt, value, 0);
}

function textOf(rt: Runtime, value: Value, depth: number): string {
  if (typeof value === "number") return `${value}`;
  rt.burn(typeof value === "bigint" ? productWork(digitsOf(value), digitsOf(value)) : workOf(value));
  if (typeof value === "string" || typeof value === "boolean" || value == null) return repr(rt, value);
  // Not `repr`: a long int is written in full, since that may not raise.
  if (typeof value === "bigint") return value.toString();
  if (depth > MAX_DEPTH && !isPlain(value)) return "...";
  rt.burn(1);
  const text = containerText(rt, value, depth) ?? plainText(rt, value, depth);
  checkNew(rt, text.length);
  return text;
}

function containerText(rt: Runtime, value: PyObject, depth: number): string | undefined {
  if (value instanceof PyList) return `[${joined(rt, value.items, depth)}]`;
  if (value instanceof PyTuple) {
    return value.items.length === 1
      ? `(${textOf(rt, value.items[0], depth + 1)},)`
      : `(${joined(rt, value.items, depth)})`;
  }
  if (value instanceof PyDict) {
    rt.burn(value.used);
    const items = dictItems(value).map(([key, item]) =>
      `${textOf(rt, key, depth + 1)}: ${textOf(rt, item, depth + 1)}`
    );
    return `{${items.join(", ")}}`;
  }
  if (value instanceof PySet) return `<set ${value.used}>`;
  if (value instanceof PyFrozenSet) return `<frozenset ${value.used}>`;
  return undefined;
}

function joined(rt: Runtime, items: readonly Value[], depth: number): string {
  let text = "";
  for (let i = 0; i < items.length; i++) {
    const item = textOf(rt, items[i], depth + 1);
    rt.burn(1);
    text = i === 0 ? item : `${text}, ${item}`;
    if (text.length > rt.limits.maxSize) checkNew(rt, text.length);
  }
  return text;
}

/** Values that are written by their repr, however deep. */
function isPlain(value: PyObject): boolean {
  return value instanceof PyFloat || value instanceof PyBytes || value instanceof PyComplex ||
    value instanceof PyRange || value instanceof PySlice || value === ELLIPSIS;
}

function plainText(rt: Runtime, value: PyObject, depth: number): string {
  if (isPlain(value)) return value instanceof PySlice ? sliceText(rt, value, depth) : builtinRepr(rt, value);
  if (value instanceof PyException) return `${typeName(value)}(${joined(rt, value.args.items, depth)})`;
  if (value instanceof PyType) return `<class ${value.shortName}>`;
  if (value instanceof PyFunction) return `<function ${value.name}>`;
  if (value instanceof PyModule) return `<module ${value.name}>`;
  if (value instanceof PyInstance && value.cls.isHeap) return instanceText(rt, value, depth);
  return `<${typeOf(value).shortName}>`;
}

/** The parts of a slice are written as values are, so that no program code runs. */
function sliceText(rt: Runtime, slice: PySlice, depth: number): string {
  return `slice(${joined(rt, [slice.start, slice.stop, slice.step], depth)})`;
}

function instanceText(rt: Runtime, instance: PyInstance, depth: number): string {
  const attributes = attributesOf(instance).sort(([left], [right]) => compareText(left, right));
  const parts = attributes.map(([name, value]) => `${name}=${textOf(rt, value, depth + 1)}`);
  return `<${[instance.cls.name, ...parts].join(" ")}>`;
}

/** Set slots and entries of the instance dictionary, without making one. */
function attributesOf(instance: PyInstance): [string, Value][] {
  const found: [string, Value][] = [];
  const { slots } = instance;
  for (const type of slots === null ? [] : typeOf(instance).mro) {
    for (const [, member] of type.isHeap ? dictItems(type.dict) : []) {
      if (!(member instanceof PySlotMember)) continue;
      const value = slots?.[member.slot];
      if (value !== undefined) found.push([member.name, value]);
    }
  }
  const names = instance.cls.sharedKeys?.names;
  if (instance.values !== null && names !== undefined) {
    for (const index of inlineOrder(instance)) found.push([names[index] as string, instance.values[index]]);
  } else if (instance.dict !== null) {
    for (const [key, value] of dictItems(instance.dict)) {
      if (typeof key === "string") found.push([key, value]);
    }
  }
  return found;
}
