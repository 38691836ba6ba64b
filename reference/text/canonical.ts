/**
 * Texts of outcomes: like `repr`, but free of addresses and of anything that a set's order or a program's own `__repr__`
 * could bring in.
 *
 * @module
 */

import { digitsOf, productWork } from "../../src/isa/work.ts";
import type { Runtime } from "../runtime.ts";
import { types } from "../types.ts";
import {
  type PyDict,
  PyException,
  type PyFloat,
  PyFunction,
  PyGetSet,
  type PyList,
  PyModule,
  PyObject,
  PyRange,
  type PySet,
  type PySlice,
  type PyTuple,
  PyType,
  type Value,
} from "../values.ts";
import { floatRepr } from "./float_text.ts";
import { repr } from "./repr.ts";

/** Containers nested deeper are written as `...`. */
const MAX_DEPTH = 6;

/** Types whose values are written as `repr` writes them. */
const REPR_TYPES: ReadonlySet<PyType> = new Set([types.bytes, types.complex, types.ellipsis]);

/** The text of a value in an outcome. */
export function canonical(rt: Runtime, v: Value, depth = 0): string {
  // The limit on digits is for programs; an outcome shows every int.
  rt.spend(1);
  if (typeof v === "bigint") {
    const digits = digitsOf(v);
    rt.spend(productWork(digits, digits));
    return v.toString();
  }
  if (!(v instanceof PyObject)) return repr(rt, v);
  if (v.cls === types.float) return floatRepr((v as PyFloat).value);
  if (REPR_TYPES.has(v.cls)) return repr(rt, v);
  if (v instanceof PyRange) {
    return `range(${joined(rt, v.step === 1n ? [v.start, v.stop] : [v.start, v.stop, v.step], depth)})`;
  }
  if (depth > MAX_DEPTH && v.cls !== types.slice) return "...";
  switch (v.cls) {
    case types.list:
      return `[${joined(rt, (v as PyList).items, depth)}]`;
    case types.tuple: {
      const { items } = v as PyTuple;
      return items.length === 1 ? `(${joined(rt, items, depth)},)` : `(${joined(rt, items, depth)})`;
    }
    case types.dict:
      return `{${dictItems(rt, v as PyDict, depth)}}`;
    case types.slice: {
      const { start, stop, step } = v as PySlice;
      return `slice(${joined(rt, [start, stop, step], depth)})`;
    }
    case types.set:
    case types.frozenset:
      return `<${v.cls.name} ${(v as PySet).size}>`;
  }
  if (v instanceof PyType) return `<class ${v.shortName}>`;
  if (v instanceof PyFunction) return `<function ${v.name}>`;
  if (v instanceof PyModule) return `<module ${v.name}>`;
  if (v instanceof PyException) return `${v.cls.name}(${joined(rt, v.args.items, depth)})`;
  return v.cls.heap ? instanceText(rt, v, depth) : `<${v.cls.shortName}>`;
}

/** The texts of what a value holds, with commas between. */
function joined(rt: Runtime, items: readonly Value[], depth: number): string {
  let text = "";
  let written = 0;
  for (let i = 0; i < items.length; i++) {
    const item = canonical(rt, items[i] as Value, depth + 1);
    written += item.length;
    rt.checkSize(written);
    text += i === 0 ? item : `, ${item}`;
  }
  return text;
}

function dictItems(rt: Runtime, dict: PyDict, depth: number): string {
  let text = "";
  let written = 0;
  for (const { key, value } of dict.entries()) {
    const pair = [canonical(rt, key, depth + 1), canonical(rt, value, depth + 1)] as const;
    written += pair[0].length + pair[1].length;
    rt.checkSize(written);
    text += `${text === "" ? "" : ", "}${pair[0]}: ${pair[1]}`;
  }
  return text;
}

/** Whether a class of an instance still describes a slot of that name: another value may have taken its place. */
function hasMember(v: PyObject, name: string): boolean {
  return v.cls.mro.some((cls) =>
    [...cls.dict.values()].some((each) =>
      each instanceof PyGetSet && each.cls === types.memberDescriptor && each.name === name
    )
  );
}

/** `<N a=.. b=..>`: the values in its slots and its dictionary, by name. */
function instanceText(rt: Runtime, v: PyObject, depth: number): string {
  const fields = new Map<string, Value>();
  for (const [name, value] of v.slots ?? []) if (hasMember(v, name)) fields.set(name, value);
  if (v.attrs !== null) {
    for (const { key, value } of v.attrs.entries()) if (typeof key === "string") fields.set(key, value);
  }
  const names = [...fields.keys()].sort((a, b) => a < b ? -1 : a > b ? 1 : 0);
  let text = v.cls.name;
  let written = 0;
  for (const name of names) {
    const value = canonical(rt, fields.get(name) as Value, depth + 1);
    written += value.length;
    rt.checkSize(written);
    text += ` ${name}=${value}`;
  }
  return `<${text}>`;
}
