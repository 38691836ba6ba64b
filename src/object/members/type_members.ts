/**
 * Members of `type`.
 *
 * @module
 */

import { copyWork } from "../../isa/work.ts";
import { defaultStoreAttr, typeGetAttr } from "../type/attributes.ts";
import { CALLS, classMethod, constructor, getSet, method, slots } from "../builtins/define.ts";
import { typeCall } from "../call/call.ts";
import { PyGetSet } from "../values/callable_values.ts";
import { PyDict } from "../dict/dict.ts";
import { ATTRIBUTE_ERROR, TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { typeModified } from "../type/lookup.ts";
import { strOf } from "../values/payload.ts";
import { raise } from "../exception/raise.ts";
import { poison, type Runtime } from "../runtime.ts";
import { EMPTY_TUPLE, makeTuple, PyList } from "../values/sequence_values.ts";
import { builtinRepr } from "../text/repr.ts";
import { derivesFromType, isInstanceOfType } from "../type/isinstance.ts";
import { setBases } from "../type/type_bases.ts";
import { typeNew } from "../type/type_creation.ts";
import type { PyType } from "../type/type.ts";
import { computeMro } from "../type/mro.ts";
import { TYPE, typeName } from "../type/types.ts";
import { PyMappingProxy } from "../dict/mapping_proxy.ts";
import type { PyObject, Value } from "../values/value.ts";
import { dirNames } from "./object_members.ts";

constructor(TYPE, typeNew);

slots(TYPE, {
  __init__: (rt, _self, args, kwnames) => {
    const positional = args.length - (kwnames?.length ?? 0);
    if (positional !== 1 && positional !== 3) {
      throw raise(rt, TYPE_ERROR, "type.__init__() takes 1 or 3 arguments");
    }
    return null;
  },
  __call__: (rt, self, args, kwnames) => typeCall(rt, self as PyType, args, kwnames),
  __repr__: (rt, self) => builtinRepr(rt, self as PyObject),
  __getattribute__: (rt, self, args) => typeGetAttr(rt, self as PyType, nameOf(rt, args[0])),
  __setattr__: (rt, self, args) => {
    defaultStoreAttr(rt, self, nameOf(rt, args[0]), args[1]);
    return null;
  },
  __delattr__: (rt, self, args) => {
    defaultStoreAttr(rt, self, nameOf(rt, args[0]), undefined);
    return null;
  },
});

function nameOf(rt: Runtime, value: Value): string {
  const name = strOf(value);
  if (name === undefined) throw raise(rt, TYPE_ERROR, `attribute name must be string, not '${typeName(value)}'`);
  return name;
}

method(TYPE, "mro", CALLS.NOARGS, (rt, self) => {
  const type = self as PyType;
  return new PyList([...computeMro(rt, type, type.bases.items as readonly PyType[])]);
});
method(TYPE, "__subclasses__", CALLS.NOARGS, (rt, self) => {
  const { subclasses } = self as PyType;
  rt.burn(copyWork(subclasses.length));
  return new PyList([...subclasses]);
});
method(TYPE, "__instancecheck__", CALLS.O, (rt, self, args) => isInstanceOfType(rt, args[0], self as PyType));
method(TYPE, "__subclasscheck__", CALLS.O, (rt, self, args) => derivesFromType(rt, args[0], self as PyType));
method(TYPE, "__dir__", CALLS.NOARGS, (rt, self) => new PyList(dirNames(rt, self)));
classMethod(TYPE, "__prepare__", CALLS.VARARGS_KEYWORDS, () => new PyDict());

function checkMutable(rt: Runtime, type: PyType, name: string): void {
  if (!type.isHeap) throw raise(rt, TYPE_ERROR, `cannot set '${name}' attribute of immutable type '${type.name}'`);
}

/** Of what classes of a program may be given, and not be without. */
function checkSet(rt: Runtime, type: PyType, name: string, value: Value): void {
  checkMutable(rt, type, name);
  if (value !== undefined) return;
  throw raise(rt, TYPE_ERROR, `cannot delete '${name}' attribute of immutable type '${type.name}'`);
}

function checkStr(rt: Runtime, type: PyType, name: string, value: Value): string {
  checkSet(rt, type, name, value);
  const text = strOf(value);
  if (text === undefined) {
    throw raise(rt, TYPE_ERROR, `can only assign string to ${type.name}.${name}, not '${typeName(value)}'`);
  }
  return text;
}

getSet(TYPE, "__name__", (_rt, self) => (self as PyType).shortName, (rt, self, value) => {
  const name = checkStr(rt, self as PyType, "__name__", value);
  if (name.includes("\0")) throw raise(rt, VALUE_ERROR, "type name must not contain null characters");
  (self as PyType).name = name;
});
getSet(TYPE, "__qualname__", (_rt, self) => (self as PyType).qualname, (rt, self, value) => {
  (self as PyType).qualname = checkStr(rt, self as PyType, "__qualname__", value);
});
getSet(TYPE, "__module__", (_rt, self) => {
  const type = self as PyType;
  const own = type.isHeap ? type.dict.getStr("__module__") : undefined;
  return own !== undefined ? own : type.isHeap ? "builtins" : type.module;
}, (rt, self, value) => {
  const type = self as PyType;
  checkMutable(rt, type, "__module__");
  type.dict.setStr("__module__", value);
  type.module = value;
  typeModified(type);
});
getSet(TYPE, "__bases__", (_rt, self) => (self as PyType).bases, (rt, self, value) => {
  const type = self as PyType;
  checkSet(rt, type, "__bases__", value);
  setBases(rt, type, value);
});
getSet(TYPE, "__base__", (_rt, self) => (self as PyType).base);
getSet(TYPE, "__mro__", (_rt, self) => makeTuple([...(self as PyType).mro]));
getSet(TYPE, "__dict__", (_rt, self) => new PyMappingProxy((self as PyType).dict));
getSet(TYPE, "__doc__", (rt, self) => {
  const type = self as PyType;
  if (!type.isHeap) throw poison(rt, "unsupported", `${type.name}.__doc__`);
  const doc = type.dict.getStr("__doc__");
  return doc === undefined || doc instanceof PyGetSet ? type.doc : doc;
}, (rt, self, value) => {
  checkSet(rt, self as PyType, "__doc__", value);
  (self as PyType).dict.setStr("__doc__", value);
  typeModified(self as PyType);
});
getSet(TYPE, "__annotations__", (rt, self) => {
  const type = self as PyType;
  const present = type.dict.getStr("__annotations__");
  if (present !== undefined) return present;
  if (!type.isHeap) throw raise(rt, ATTRIBUTE_ERROR, `type object '${type.name}' has no attribute '__annotations__'`);
  const made = new PyDict();
  type.dict.setStr("__annotations__", made);
  typeModified(type);
  return made;
}, (rt, self, value) => {
  const type = self as PyType;
  checkMutable(rt, type, "__annotations__");
  if (value !== undefined) type.dict.setStr("__annotations__", value);
  else if (!type.dict.deleteStr("__annotations__")) throw raise(rt, ATTRIBUTE_ERROR, "__annotations__");
  typeModified(type);
});
getSet(
  TYPE,
  "__type_params__",
  (_rt, self) => (self as PyType).dict.getStr("__type_params__") ?? EMPTY_TUPLE,
  (rt, self, value) => {
    checkSet(rt, self as PyType, "__type_params__", value);
    (self as PyType).dict.setStr("__type_params__", value);
    typeModified(self as PyType);
  },
);
getSet(TYPE, "__text_signature__", () => null);
