/**
 * Members of `object`.
 *
 * @module
 */

import { defaultStoreAttr, dictOfObject, objectGetAttr } from "../type/attributes.ts";
import { CALLS, classMethod, constructor, getSet, method, slots } from "../builtins/define.ts";
import { COMPARE_METHODS, compareObjects } from "../values/compare.ts";
import { typeNames } from "../../isa/type_names.ts";
import { tableWork } from "../../isa/work.ts";
import { PyException, PyTraceback } from "../exception/exception.ts";
import { TYPE_ERROR } from "../exception/exception_types.ts";
import { hashBuiltin } from "../values/hash.ts";
import { instanceDict } from "../type/instance_dict.ts";
import { PyInstance } from "../type/instance.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { strOf } from "../values/payload.ts";
import { raise } from "../exception/raise.ts";
import { poison, type Runtime } from "../runtime.ts";
import { PyList } from "../values/sequence_values.ts";
import { NOT_IMPLEMENTED } from "../values/singletons.ts";
import { defaultRepr, reprValue } from "../text/repr.ts";
import { strValue } from "../text/str.ts";
import { newInstance } from "../type/type_creation.ts";
import { PyType } from "../type/type.ts";
import { checkCompatible } from "../type/type_bases.ts";
import { OBJECT, typeName, typeOf } from "../type/types.ts";
import { PyModule } from "../values/module.ts";
import { PyGenericAlias } from "../values/typing_values.ts";
import type { PyObject, Value } from "../values/value.ts";

/** True when a class has the `__new__` of object. */
function hasObjectNew(type: PyType): boolean {
  return lookupSpecial(type, "__new__") === OBJECT.dict.getStr("__new__");
}

function hasObjectInit(type: PyType): boolean {
  return lookupSpecial(type, "__init__") === OBJECT.dict.getStr("__init__");
}

constructor(OBJECT, (rt, cls, args) => {
  const type = cls as PyType;
  if (args.length > 0) {
    if (!hasObjectNew(type)) {
      throw raise(rt, TYPE_ERROR, "object.__new__() takes exactly one argument (the type to instantiate)");
    }
    if (hasObjectInit(type)) throw raise(rt, TYPE_ERROR, `${type.name}() takes no arguments`);
  }
  return newInstance(rt, type);
});

function attributeName(rt: Runtime, value: Value): string {
  const name = strOf(value);
  if (name === undefined) throw raise(rt, TYPE_ERROR, `attribute name must be string, not '${typeName(value)}'`);
  return name;
}

slots(OBJECT, {
  __init__: (rt, self, args) => {
    const type = typeOf(self);
    if (args.length === 0) return null;
    if (!hasObjectInit(type)) {
      throw raise(rt, TYPE_ERROR, "object.__init__() takes exactly one argument (the instance to initialize)");
    }
    // Built-in types have a `__new__` of their own, or none.
    if ((type.isHeap || type === OBJECT) && hasObjectNew(type)) {
      throw raise(rt, TYPE_ERROR, `${type.name}.__init__() takes exactly one argument (the instance to initialize)`);
    }
    return null;
  },
  __repr__: (_rt, self) => defaultRepr(self),
  __str__: (rt, self) => reprValue(rt, self, "__str__"),
  __hash__: (rt, self) => hashBuiltin(rt, self),
  __getattribute__: (rt, self, args) => objectGetAttr(rt, self, attributeName(rt, args[0])),
  __setattr__: (rt, self, args) => {
    refuseType(rt, self, "__setattr__");
    defaultStoreAttr(rt, self, attributeName(rt, args[0]), args[1]);
    return null;
  },
  __delattr__: (rt, self, args) => {
    refuseType(rt, self, "__delattr__");
    defaultStoreAttr(rt, self, attributeName(rt, args[0]), undefined);
    return null;
  },
});
COMPARE_METHODS.forEach((name, op) =>
  slots(OBJECT, { [name]: (rt, self, args) => compareObjects(rt, self, args[0], op) })
);

method(OBJECT, "__format__", CALLS.O, (rt, self, args) => {
  const spec = args[0];
  if (strOf(spec) === undefined) {
    throw raise(rt, TYPE_ERROR, `__format__() argument must be str, not ${typeName(spec)}`);
  }
  if (spec !== "") {
    throw raise(rt, TYPE_ERROR, `unsupported format string passed to ${typeName(self)}.__format__`);
  }
  return strValue(rt, self);
});
method(OBJECT, "__dir__", CALLS.NOARGS, (rt, self) => new PyList(dirNames(rt, self)));
method(OBJECT, "__reduce_ex__", CALLS.O, (rt) => {
  throw poison(rt, "unsupported", "object.__reduce_ex__");
});
classMethod(OBJECT, "__init_subclass__", CALLS.VARARGS_KEYWORDS, (rt, cls, args, kwnames) => {
  if (args.length > 0) {
    const kind = kwnames !== null && kwnames.length > 0 ? "keyword arguments" : `arguments (${args.length} given)`;
    throw raise(rt, TYPE_ERROR, `${(cls as PyType).qualname}.__init_subclass__() takes no ${kind}`);
  }
  return null;
});
classMethod(OBJECT, "__subclasshook__", CALLS.VARARGS, () => NOT_IMPLEMENTED);

/** Names of a class and of its bases, depth first (`merge_class_dict`). */
function addClassNames(rt: Runtime, names: Set<string>, type: PyType): void {
  const own = type.isHeap ? undefined : typeNames(type.qualname);
  // A class that is reached along many ways is gone over as often.
  rt.burn(1 + tableWork(type.dict.entryKeys.length));
  for (const name of own ?? type.dict.entryKeys) if (typeof name === "string") names.add(name);
  for (const base of type.bases.items) addClassNames(rt, names, base as PyType);
}

/** All names that attributes of a value can have (`object.__dir__`, `type.__dir__`). */
export function dirNames(rt: Runtime, value: Value): string[] {
  if (value instanceof PyModule || value instanceof PyGenericAlias) {
    throw poison(rt, "unsupported", `dir() of a ${typeName(value)}`);
  }
  if (value instanceof PyTraceback) return ["tb_frame", "tb_next", "tb_lasti", "tb_lineno"];
  const names = new Set<string>();
  const take = (dict: { readonly entryKeys: readonly Value[] } | null): void => {
    for (const key of dict?.entryKeys ?? []) if (typeof key === "string") names.add(key);
    rt.burn(names.size);
  };
  if (value instanceof PyType) addClassNames(rt, names, value);
  else {
    take(value instanceof PyException ? value.dict : dictOfObject(value));
    addClassNames(rt, names, typeOf(value));
  }
  return [...names];
}

getSet(OBJECT, "__class__", (_rt, self) => typeOf(self), (rt, self, value) => {
  if (value === undefined) throw raise(rt, TYPE_ERROR, "can't delete __class__ attribute");
  if (!(value instanceof PyType)) {
    throw raise(rt, TYPE_ERROR, `__class__ must be set to a class, not '${typeName(value)}' object`);
  }
  const old = typeOf(self);
  if (!old.isHeap || !value.isHeap) {
    throw raise(rt, TYPE_ERROR, "__class__ assignment only supported for mutable types or ModuleType subclasses");
  }
  checkCompatible(rt, old, value, "__class__");
  // Inline values are laid out by the names of the old class.
  if (self instanceof PyInstance && old.dictMode !== "none") instanceDict(self);
  (self as PyInstance).cls = value;
  rt.destructorsChanged(self as PyObject);
});

getSet(OBJECT, "__doc__", (_rt, self) => typeOf(self).doc);

/** What objects do to their attributes is not done to classes (`hackcheck`). */
function refuseType(rt: Runtime, self: Value, name: string): void {
  if (self instanceof PyType) throw raise(rt, TYPE_ERROR, `can't apply this ${name} to ${typeOf(self).name} object`);
}
