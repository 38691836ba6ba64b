/**
 * Built-in functions about objects and their attributes: `callable`, `dir`, `getattr`, `id`, `isinstance`, `print`,
 * `repr`, ....
 *
 * @module
 */

import type { Runtime } from "../runtime.ts";
import { strPayload } from "../text/payload.ts";
import { ascii, reprValue } from "../text/mod.ts";
import { attributeNames } from "../core/object_type.ts";
import { attributeName, str } from "../converters.ts";
import { as, type Convert, fn, keyword, optional, or, REST, value } from "../signature.ts";
import { type Natives, typeOf } from "../types.ts";
import type { NativeFunction, Slot, Value } from "../values.ts";

function getattr(rt: Runtime, v: Value, name: string, fallback: Slot): Value {
  if (fallback === undefined) return rt.getattr(v, name);
  const found = rt.getattrOptional(v, name);
  return found === undefined ? fallback : found;
}

function dir(rt: Runtime, v: Slot): Value {
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
}

/** `locals()` of the running frame. */
function localVariables(rt: Runtime): Value {
  const frame = rt.frameAt(0);
  return frame === null ? rt.dict() : rt.getattr(frame, "f_locals");
}

function vars(rt: Runtime, v: Slot): Value {
  if (v === undefined) return localVariables(rt);
  const dict = rt.getattrOptional(v, "__dict__");
  if (dict === undefined) throw rt.typeError("vars() argument must have __dict__ attribute");
  return dict;
}

/** A str or None, for `print`. */
function separator(name: string): Convert<void> {
  return (rt, v) => {
    if (v === null || strPayload(v) !== undefined) return;
    throw rt.typeError(`${name} must be None or a string, not ${rt.typeName(v)}`);
  };
}

function unsupported(name: string): NativeFunction {
  return (rt) => rt.unsupported(`${name}()`);
}

/** Functions of this file by name. */
export const OBJECT_FUNCTIONS: Natives<null, NativeFunction> = {
  ascii: fn([value], ascii),
  breakpoint: unsupported("breakpoint"),
  callable: fn([value], (rt, v) => rt.isCallable(v)),
  compile: unsupported("compile"),
  delattr: fn([value, as(attributeName)], (rt, v, name) => rt.delattr(v, name)),
  dir: fn([optional], dir),
  eval: unsupported("eval"),
  exec: unsupported("exec"),
  format: fn([value, or("", str)], (rt, v, spec) => rt.format(v, spec)),
  getattr: fn([value, as(attributeName), optional], getattr),
  hasattr: fn([value, as(attributeName)], (rt, v, name) => rt.getattrOptional(v, name) !== undefined),
  id: fn([value], (rt, v) => rt.identity(v)),
  input: unsupported("input"),
  isinstance: fn([value, value], (rt, v, cls) => rt.isInstance(v, cls)),
  issubclass: fn([value, value], (rt, v, cls) => rt.isSubclass(v, cls)),
  // It writes nowhere: a program's output is its log. Its arguments still become texts, which may run code.
  print: fn(
    [
      REST,
      keyword("sep", undefined, separator("sep")),
      keyword("end", undefined, separator("end")),
      keyword("file"),
      keyword("flush"),
    ],
    (rt, args) => {
      for (const v of args) rt.str(v);
    },
  ),
  repr: fn([value], reprValue),
  setattr: fn([value, as(attributeName), value], (rt, v, name, to) => rt.setattr(v, name, to)),
  vars: fn([optional], vars),
};
