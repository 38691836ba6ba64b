/**
 * Built-in functions about objects and their attributes: `callable`, `dir`, `getattr`, `id`, `isinstance`, `print`,
 * `repr`, ....
 *
 * @module
 */

import type { Runtime } from "../runtime.ts";
import { strPayload } from "../text/payload.ts";
import { ascii } from "../text/mod.ts";
import { typeOf } from "../types.ts";
import { type Kwargs, type NativeFunction, PyModule, PyType, type Slot, type Value } from "../values.ts";
import { badArgument, bindArguments, noKeywords, oneArgument, positional } from "./arguments.ts";

function attributeName(rt: Runtime, v: Value): string {
  const name = strPayload(v);
  if (name === undefined) throw rt.error("TypeError", `attribute name must be string, not '${rt.typeName(v)}'`);
  return name;
}

const getattr: NativeFunction = (rt, args, kwargs) => {
  const [v, name, fallback] = positional(rt, "getattr", args, kwargs, 2, 3) as [Value, Value, Slot];
  const attribute = attributeName(rt, name);
  if (fallback === undefined) return rt.getattr(v, attribute);
  const found = rt.getattrOptional(v, attribute);
  return found === undefined ? fallback : found;
};

/** Names of the attributes of `v`, without running `__dir__`. */
function attributeNames(rt: Runtime, v: Value): Value[] {
  const names = new Set<string>();
  const addType = (type: PyType) => {
    for (const base of type.mro) for (const name of base.dict.keys()) names.add(name);
  };
  if (v instanceof PyType) addType(v);
  else if (!(v instanceof PyModule)) addType(typeOf(v));
  if (!(v instanceof PyType)) {
    for (const { key } of rt.dictOf(v)?.entries() ?? []) if (typeof key === "string") names.add(key);
  }
  return [...names];
}

const dir: NativeFunction = (rt, args, kwargs) => {
  noKeywords(rt, "dir", kwargs);
  const [v] = positional(rt, "dir", args, kwargs, 0, 1);
  let names: Value[];
  if (v === undefined) {
    names = rt.toArray(localVariables(rt));
  } else {
    const own = typeOf(v).heap ? rt.callSpecial(v, "__dir__", []) : undefined;
    names = own === undefined ? attributeNames(rt, v) : rt.toArray(own);
  }
  const list = rt.list(names);
  rt.callMethod(list, "sort", []);
  return list;
};

/** `locals()` of the running frame. */
function localVariables(rt: Runtime): Value {
  const frame = rt.frameAt(0);
  return frame === null ? rt.dict() : rt.getattr(frame, "f_locals");
}

const vars: NativeFunction = (rt, args, kwargs) => {
  const [v] = positional(rt, "vars", args, kwargs, 0, 1);
  if (v === undefined) return localVariables(rt);
  const dict = rt.getattrOptional(v, "__dict__");
  if (dict === undefined) throw rt.error("TypeError", "vars() argument must have __dict__ attribute");
  return dict;
};

/** `print` writes nowhere: a program's output is its log. Its arguments still become texts, which may run code. */
const print: NativeFunction = (rt, args, kwargs) => {
  const signature = { name: "print", parameters: ["sep", "end", "file", "flush"], positional: 0, required: 0 };
  const [sep, end] = bindArguments(rt, signature, [], kwargs);
  for (const [name, v] of [["sep", sep], ["end", end]] as const) {
    if (v !== undefined && v !== null && strPayload(v) === undefined) {
      throw rt.error("TypeError", `${name} must be None or a string, not ${rt.typeName(v)}`);
    }
  }
  for (const v of args) rt.str(v);
  return null;
};

function format(rt: Runtime, args: readonly Value[], kwargs: Kwargs): Value {
  const [v, spec] = positional(rt, "format", args, kwargs, 1, 2) as [Value, Slot];
  const text = spec === undefined ? "" : strPayload(spec);
  if (text === undefined) throw badArgument(rt, "format", "argument 2", "str", spec as Value);
  return rt.format(v, text);
}

function unsupported(name: string): NativeFunction {
  return (rt) => rt.unsupported(`${name}()`);
}

/** Functions of this file by name. */
export const OBJECT_FUNCTIONS: Readonly<Record<string, NativeFunction>> = {
  ascii: (rt, args, kwargs) => ascii(rt, oneArgument(rt, "ascii", args, kwargs)),
  breakpoint: unsupported("breakpoint"),
  callable: (rt, args, kwargs) => rt.isCallable(oneArgument(rt, "callable", args, kwargs)),
  compile: unsupported("compile"),
  delattr: (rt, args, kwargs) => {
    const [v, name] = positional(rt, "delattr", args, kwargs, 2, 2) as [Value, Value];
    rt.delattr(v, attributeName(rt, name));
    return null;
  },
  dir,
  eval: unsupported("eval"),
  exec: unsupported("exec"),
  format,
  getattr,
  hasattr: (rt, args, kwargs) => {
    const [v, name] = positional(rt, "hasattr", args, kwargs, 2, 2) as [Value, Value];
    return rt.getattrOptional(v, attributeName(rt, name)) !== undefined;
  },
  id: (rt, args, kwargs) => rt.identity(oneArgument(rt, "id", args, kwargs)),
  input: unsupported("input"),
  isinstance: (rt, args, kwargs) => {
    const [v, cls] = positional(rt, "isinstance", args, kwargs, 2, 2) as [Value, Value];
    return rt.isInstance(v, cls);
  },
  issubclass: (rt, args, kwargs) => {
    const [v, cls] = positional(rt, "issubclass", args, kwargs, 2, 2) as [Value, Value];
    return rt.isSubclass(v, cls);
  },
  print,
  repr: (rt, args, kwargs) => rt.repr(oneArgument(rt, "repr", args, kwargs)),
  setattr: (rt, args, kwargs) => {
    const [v, name, value] = positional(rt, "setattr", args, kwargs, 3, 3) as [Value, Value, Value];
    rt.setattr(v, attributeName(rt, name), value);
    return null;
  },
  vars,
};
