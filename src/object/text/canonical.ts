/**
 * Texts of values without addresses: what outcomes are compared by.
 *
 * @module
 */

import { digitsOf, productWork } from "../../isa/work.ts";
import { PySlotMember } from "../values/callable_values.ts";
import { compareText } from "../values/compare.ts";
import { dictItems } from "../dict/dict_ops.ts";
import { inlineOrder, type PyInstance } from "../type/instance.ts";
import { PyModule } from "../values/module.ts";
import { checkNew, type Runtime } from "../runtime.ts";
import { PySet } from "../set/set.ts";
import { ELLIPSIS } from "../values/singletons.ts";
import { workOf } from "../call/native_work.ts";
import { byClass, classSet } from "../type/class_numbers.ts";
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
  const text = (TEXT_OF[value.classNumber] as typeof TEXT_OF[number])(value, rt, depth);
  checkNew(rt, text.length);
  return text;
}

const TEXT_OF = byClass<[rt: Runtime, depth: number], string>({
  LIST: ({ items }, rt, depth) => `[${joined(rt, items, depth)}]`,
  TUPLE: ({ items }, rt, depth) =>
    items.length === 1 ? `(${textOf(rt, items[0], depth + 1)},)` : `(${joined(rt, items, depth)})`,
  DICT: (dict, rt, depth) => {
    rt.burn(dict.used);
    const items = dictItems(dict).map(([key, item]) => `${textOf(rt, key, depth + 1)}: ${textOf(rt, item, depth + 1)}`);
    return `{${items.join(", ")}}`;
  },
  SET: (set) => set instanceof PySet ? `<set ${set.used}>` : `<frozenset ${set.used}>`,
  FLOAT: plainText,
  COMPLEX: plainText,
  BYTES: plainText,
  RANGE: ({ start, stop, step }, rt, depth) =>
    `range(${joined(rt, step === 1 ? [start, stop] : [start, stop, step], depth)})`,
  // The parts of a slice are written as values are, so that no program code runs.
  SLICE: ({ start, stop, step }, rt, depth) => `slice(${joined(rt, [start, stop, step], depth)})`,
  EXCEPTION: (exception, rt, depth) => `${typeName(exception)}(${joined(rt, exception.args.items, depth)})`,
  TYPE: ({ shortName }) => `<class ${shortName}>`,
  FUNCTION: ({ name }) => `<function ${name}>`,
  INSTANCE: (instance, rt, depth) => instance.cls.isHeap ? instanceText(rt, instance, depth) : ofItsType(instance),
}, (value, rt) => {
  if (value === ELLIPSIS) return plainText(value, rt);
  return value instanceof PyModule ? `<module ${value.name}>` : ofItsType(value);
});

function plainText(value: PyObject, rt: Runtime): string {
  return builtinRepr(rt, value);
}

function ofItsType(value: PyObject): string {
  return `<${typeOf(value).shortName}>`;
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

const PLAIN = classSet("FLOAT", "BYTES", "COMPLEX", "RANGE", "SLICE");

/** Values that are written by their repr, however deep. */
function isPlain(value: PyObject): boolean {
  return PLAIN[value.classNumber] === true || value === ELLIPSIS;
}

function instanceText(rt: Runtime, instance: PyInstance, depth: number): string {
  const attributes = attributesOf(rt, instance).sort(([left], [right]) => compareText(left, right));
  const parts = attributes.map(([name, value]) => `${name}=${textOf(rt, value, depth + 1)}`);
  return `<${[instance.cls.name, ...parts].join(" ")}>`;
}

/** Set slots and entries of the instance dictionary, without making one. */
function attributesOf(rt: Runtime, instance: PyInstance): [string, Value][] {
  const found: [string, Value][] = [];
  const { slots } = instance;
  if (slots !== null) rt.burn(slots.length);
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
