/**
 * Builtin functions on objects, classes and attributes.
 *
 * @module
 */

import { sortWork } from "../../isa/work.ts";
import { attributeOrUndefined, delAttr, getAttr, setAttr } from "../type/attributes.ts";
import { callSpecial, isCallable } from "../call/call.ts";
import type { NativeImpl } from "../values/callable_values.ts";
import { PyDict } from "../dict/dict.ts";
import { dictKeys } from "../dict/dict_ops.ts";
import { TYPE_ERROR } from "../exception/exception_types.ts";
import { isInstanceOf, isSubclassOf } from "../type/isinstance.ts";
import { itemsOf } from "../iterator/iteration.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { dirNames } from "../members/object_members.ts";
import { strOf } from "../values/payload.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { PyList } from "../values/sequence_values.ts";
import { typeName, typeOf } from "../type/types.ts";
import type { Value } from "../values/value.ts";
import { checkCount } from "./arguments.ts";
import { sortInPlace } from "./sort.ts";

/** A name argument of getattr and its kin. */
function nameArgument(rt: Runtime, value: Value): string {
  const name = strOf(value);
  if (name === undefined) throw raise(rt, TYPE_ERROR, `attribute name must be string, not '${typeName(value)}'`);
  return name;
}

/** True for hooks that builtin types bring. */
function isNative(method: Value): boolean {
  return typeof method === "object" && method !== null && !method.cls.isHeap && typeName(method) !== "function";
}

const builtinGetattr: NativeImpl = (rt, _self, args) => {
  checkCount(rt, "getattr", args.length, 2, 3);
  const name = nameArgument(rt, args[1]);
  if (args.length === 2) return getAttr(rt, args[0], name);
  const value = attributeOrUndefined(rt, args[0], name);
  return value === undefined ? args[2] : value;
};

const builtinDir: NativeImpl = (rt, _self, args) => {
  checkCount(rt, "dir", args.length, 0, 1);
  if (args.length === 0) {
    const locals = rt.currentLocals();
    const names = locals instanceof PyDict ? dictKeys(locals) : itemsOf(rt, locals);
    return sortedList(rt, names);
  }
  const method = lookupSpecial(typeOf(args[0]), "__dir__");
  if (method === undefined || isNative(method)) {
    const names = dirNames(rt, args[0]);
    rt.burn(sortWork(names.length));
    return new PyList(names.sort());
  }
  return sortedList(rt, itemsOf(rt, callSpecial(rt, method, args[0], [])));
};

function sortedList(rt: Runtime, names: Value[]): PyList {
  const list = new PyList(names);
  sortInPlace(rt, list, null, false);
  return list;
}

const builtinVars: NativeImpl = (rt, _self, args) => {
  checkCount(rt, "vars", args.length, 0, 1);
  if (args.length === 0) return rt.currentLocals();
  const dict = attributeOrUndefined(rt, args[0], "__dict__");
  if (dict === undefined) throw raise(rt, TYPE_ERROR, "vars() argument must have __dict__ attribute");
  return dict;
};

/** Functions that take one argument (O). */
export const OBJECT_FUNCTIONS_O: Readonly<Record<string, NativeImpl>> = {
  callable: (_rt, _self, args) => isCallable(args[0]),
};

/** Functions that take positional arguments (FASTCALL). */
export const OBJECT_FUNCTIONS_FAST: Readonly<Record<string, NativeImpl>> = {
  delattr: (rt, _self, args) => {
    checkCount(rt, "delattr", args.length, 2, 2);
    delAttr(rt, args[0], nameArgument(rt, args[1]));
    return null;
  },
  getattr: builtinGetattr,
  hasattr: (rt, _self, args) => {
    checkCount(rt, "hasattr", args.length, 2, 2);
    return attributeOrUndefined(rt, args[0], nameArgument(rt, args[1])) !== undefined;
  },
  isinstance: (rt, _self, args) => {
    checkCount(rt, "isinstance", args.length, 2, 2);
    return isInstanceOf(rt, args[0], args[1]);
  },
  issubclass: (rt, _self, args) => {
    checkCount(rt, "issubclass", args.length, 2, 2);
    return isSubclassOf(rt, args[0], args[1]);
  },
  setattr: (rt, _self, args) => {
    checkCount(rt, "setattr", args.length, 3, 3);
    setAttr(rt, args[0], nameArgument(rt, args[1]), args[2]);
    return null;
  },
};

/** Functions without arguments (NOARGS). */
export const OBJECT_FUNCTIONS_NOARGS: Readonly<Record<string, NativeImpl>> = {
  globals: (rt) => rt.currentFrame()?.globals ?? null,
  locals: (rt) => rt.currentLocals(),
};

/** Functions of the old convention (VARARGS). */
export const OBJECT_FUNCTIONS_VARARGS: Readonly<Record<string, NativeImpl>> = { dir: builtinDir, vars: builtinVars };
