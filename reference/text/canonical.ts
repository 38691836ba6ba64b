/**
 * Texts of outcomes: like `repr`, but free of addresses and of anything that a set's order or a program's own `__repr__`
 * could bring in.
 *
 * @module
 */

import { digitsOf, productWork } from "../../src/isa/work.ts";
import type { Runtime } from "../runtime.ts";
import { ELLIPSIS, types } from "../types.ts";
import {
  type PyDict,
  PyException,
  PyFunction,
  PyGetSet,
  type PyList,
  PyModule,
  PyObject,
  type PySet,
  type PySlice,
  type PyTuple,
  PyType,
  type Value,
} from "../values.ts";
import { repr } from "./repr.ts";

/** Containers nested deeper are written as `...`. */
const MAX_DEPTH = 6;

/** Types whose values are written as `repr` writes them. */
const REPR_TYPES: ReadonlySet<PyType> = new Set([types.float, types.bytes, types.complex, types.range]);

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
  let written = 0;
  if (v === ELLIPSIS || REPR_TYPES.has(v.cls)) return repr(rt, v);
  if (depth > MAX_DEPTH && v.cls !== types.slice) return "...";
  const inner = (item: Value) => {
    const text = canonical(rt, item, depth + 1);
    written += text.length;
    rt.checkSize(written);
    return text;
  };
  switch (v.cls) {
    case types.list:
      return `[${(v as PyList).items.map(inner).join(", ")}]`;
    case types.tuple: {
      const { items } = v as PyTuple;
      return items.length === 1 ? `(${inner(items[0] as Value)},)` : `(${items.map(inner).join(", ")})`;
    }
    case types.dict: {
      const pairs = Array.from((v as PyDict).entries(), ({ key, value }) => `${inner(key)}: ${inner(value)}`);
      return `{${pairs.join(", ")}}`;
    }
    case types.slice: {
      const { start, stop, step } = v as PySlice;
      return `slice(${[start, stop, step].map(inner).join(", ")})`;
    }
    case types.set:
    case types.frozenset:
      return `<${v.cls.name} ${(v as PySet).size}>`;
  }
  if (v instanceof PyType) return `<class ${v.shortName}>`;
  if (v instanceof PyFunction) return `<function ${v.name}>`;
  if (v instanceof PyModule) return `<module ${v.name}>`;
  if (v instanceof PyException) return `${v.cls.name}(${v.args.items.map(inner).join(", ")})`;
  return v.cls.heap ? instanceText(v, inner) : `<${v.cls.shortName}>`;
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
function instanceText(v: PyObject, inner: (item: Value) => string): string {
  const fields = new Map<string, Value>();
  for (const [name, value] of v.slots ?? []) if (hasMember(v, name)) fields.set(name, value);
  if (v.attrs !== null) {
    for (const { key, value } of v.attrs.entries()) if (typeof key === "string") fields.set(key, value);
  }
  const names = [...fields.keys()].sort((a, b) => a < b ? -1 : a > b ? 1 : 0);
  return `<${[v.cls.name, ...names.map((name) => `${name}=${inner(fields.get(name) as Value)}`)].join(" ")}>`;
}
