/**
 * `object`, `type`, and making instances.
 *
 * @module
 */

import { copyWork, parseWork, tableWork } from "../../src/isa/work.ts";
import { spendOnCall } from "../work.ts";
import type { Interpreter } from "../interpreter.ts";
import type { CompareOperator, Runtime } from "../runtime.ts";
import { attributeName, badArgument } from "../converters.ts";
import { ownNames } from "./absent.ts";
import { as, KEYWORDS, method, REST, slot, value } from "../signature.ts";
import {
  type Attribute,
  defineAttributes,
  defineClassMethods,
  defineMethods,
  defineNew,
  defineWrappers,
  ELLIPSIS,
  NOT_IMPLEMENTED,
  tuple,
  typeOf,
  types,
} from "../types.ts";
import {
  type Kwargs,
  PyDict,
  PyGenericAlias,
  PyInstance,
  PyList,
  PyMappingProxy,
  PyMethodDescriptor,
  PyMethodWrapper,
  PyModule,
  type PyObject,
  PyTraceback,
  PyTuple,
  PyType,
  type Slot,
  type Value,
} from "../values.ts";
import { bind, genericGetattr, genericSetattr, isReadFirst, missing } from "./attributes.ts";
import { COMPARE_METHODS, stringPayload } from "./compare.ts";
import { nativeHash } from "./hashing.ts";
import { isOrClaims, isSubclassByBases } from "./instance_checks.ts";
import { UNION_METHODS } from "./type_parameters.ts";
import { calculateMetatype, requireSameShape, resolutionOrder, setBases } from "./type_creation.ts";

function hasArguments(args: readonly Value[], kwargs: Kwargs): boolean {
  return args.length > 0 || (kwargs !== null && kwargs.size > 0);
}

/** The function behind `__new__` as it lies in a type's dict. */
function newFunction(found: Slot): Value {
  return found instanceof PyMethodWrapper ? found.func : found as Value;
}

/** `cls(*args, **kwargs)` (C: `type_call`). */
export function instantiate(rt: Interpreter, cls: PyType, args: readonly Value[], kwargs: Kwargs): Value {
  if (cls === types.type) {
    if (args.length === 1) {
      if (kwargs !== null && kwargs.size > 0) throw rt.typeError("type() takes no keyword arguments");
      return typeOf(args[0] as Value);
    }
    if (args.length !== 3) throw rt.typeError("type() takes 1 or 3 arguments");
  }
  const [first] = args;
  const isNumber = cls === types.int || cls === types.float || cls === types.complex;
  // Numbers are read from text.
  if (isNumber && typeof first === "string") rt.spend(parseWork(first.length));
  const maker = newFunction(cls.lookup("__new__"));
  // A class takes over its whole namespace.
  if (cls === types.type) spendOnCall(rt, cls.name, args);
  if (maker === OBJECT_NEW && isUncreatable(cls)) throw rt.typeError(`cannot create '${cls.name}' instances`);
  const made = maker === OBJECT_NEW ? objectNew(rt, cls, args, kwargs) : rt.call(maker, [cls, ...args], kwargs);
  if (maker !== OBJECT_NEW) (rt as Interpreter).finalizer?.track(made);
  if (!typeOf(made).isSubtypeOf(cls)) return made;
  const initialise = typeOf(made).lookup("__init__") as Value;
  if (initialise === OBJECT_INIT) objectInit(rt, made, args, kwargs);
  else if (initialise instanceof PyMethodDescriptor) {
    spendOnCall(rt, cls.name, args);
    initialise.body(rt, made, args, kwargs);
  } else {
    const result = rt.call(rt.bind(initialise, made, typeOf(made)), args, kwargs);
    if (result !== null) throw rt.typeError(`__init__() should return None, not '${typeOf(result).name}'`);
  }
  return made;
}

/** What objects do to their attributes is not done to classes (C: `hackcheck`). */
function refuseType(rt: Runtime, self: Value, name: string): void {
  if (self instanceof PyType) throw rt.typeError(`can't apply this ${name} to ${typeOf(self).name} object`);
}

/** Types that give their only value. */
const SINGLETONS: ReadonlyMap<PyType, Value> = new Map<PyType, Value>([
  [types.NoneType, null],
  [types.ellipsis, ELLIPSIS],
  [types.NotImplementedType, NOT_IMPLEMENTED],
]);

/** Built-in types do not inherit the `__new__` of object. */
function isUncreatable(cls: PyType): boolean {
  return !cls.heap && cls !== types.object && !SINGLETONS.has(cls);
}

function objectNew(rt: Runtime, cls: PyType, args: readonly Value[], kwargs: Kwargs): Value {
  if (isUncreatable(cls) || (cls.layout !== "object" && !SINGLETONS.has(cls))) {
    throw rt.typeError(`object.__new__(${cls.name}) is not safe, use ${nativeBase(cls).name}.__new__()`);
  }
  const overridden = newFunction(cls.lookup("__new__")) !== OBJECT_NEW;
  if (hasArguments(args, kwargs)) {
    if (overridden) throw rt.typeError("object.__new__() takes exactly one argument (the type to instantiate)");
    // None's own __new__ has other words.
    if (SINGLETONS.has(cls)) {
      throw rt.typeError(`${cls === types.ellipsis ? "EllipsisType" : cls.name} takes no arguments`);
    }
    if (cls.lookup("__init__") === OBJECT_INIT) throw rt.typeError(`${cls.name}() takes no arguments`);
  }
  const singleton = SINGLETONS.get(cls);
  if (singleton !== undefined) return singleton;
  const made = new PyInstance(cls);
  if (cls.slotNames !== null) rt.spend(copyWork(cls.slotNames.length));
  if (cls.heap) (rt as Interpreter).finalizer?.track(made);
  return made;
}

function nativeBase(cls: PyType): PyType {
  return cls.mro.find((base) => !base.heap) as PyType;
}

function objectInit(rt: Runtime, self: Value, args: readonly Value[], kwargs: Kwargs): void {
  if (!hasArguments(args, kwargs)) return;
  const cls = typeOf(self);
  if (cls.lookup("__init__") !== OBJECT_INIT) {
    throw rt.typeError("object.__init__() takes exactly one argument (the instance to initialize)");
  }
  // Built-in types have a `__new__` of their own, or none.
  if ((cls.heap || cls === types.object) && newFunction(cls.lookup("__new__")) === OBJECT_NEW) {
    throw rt.typeError(`${cls.name}.__init__() takes exactly one argument (the instance to initialize)`);
  }
}

defineNew(types.object, objectNew);
/** What `object.__getattribute__` finds of a class: it takes it for an instance, and the namespace for its dict. */
function ownGetattr(rt: Runtime, cls: PyType, name: string): Slot {
  const meta = typeOf(cls);
  const onMeta = meta.lookup(name);
  if (onMeta !== undefined && isReadFirst(onMeta)) return bind(rt, onMeta, cls, meta);
  const own = cls.heap ? cls.dict.get(name) : undefined;
  return own ?? (onMeta === undefined ? undefined : bind(rt, onMeta, cls, meta));
}

/** Access to attributes by the method of a class: `object` refuses classes, which `type` has methods for. */
const access = (owner: PyType) => ({
  __getattribute__: method([as(attributeName)], (rt, self: Value, name) => {
    const isClass = owner === types.object && self instanceof PyType;
    const found = isClass ? ownGetattr(rt, self, name) : genericGetattr(rt, self, typeOf(self), name);
    if (found !== undefined) return found;
    if (isClass) throw rt.error("AttributeError", `'${typeOf(self).name}' object has no attribute '${name}'`);
    throw missing(rt, self, name);
  }, "slot"),
  __setattr__: method([as(attributeName), value], (rt, self: Value, name, to) => {
    if (owner === types.object) refuseType(rt, self, "__setattr__");
    genericSetattr(rt, self, typeOf(self), name, to);
  }, "slot"),
  __delattr__: method([as(attributeName)], (rt, self: Value, name) => {
    if (owner === types.object) refuseType(rt, self, "__delattr__");
    genericSetattr(rt, self, typeOf(self), name, undefined);
  }, "slot"),
});

defineWrappers(types.object, {
  __init__: method([REST, KEYWORDS], objectInit),
  __eq__: method([value], (_rt, self: Value, other) => self === other ? true : NOT_IMPLEMENTED, "slot"),
  __ne__: method([value], (rt, self: Value, other) => {
    const result = rt.callSpecial(self, "__eq__", [other]) as Value;
    return result === NOT_IMPLEMENTED ? result : !rt.truth(result);
  }, "slot"),
  __hash__: slot(nativeHash),
  ...access(types.object),
});
for (const op of ["<", "<=", ">", ">="] as const satisfies readonly CompareOperator[]) {
  defineWrappers(types.object, { [COMPARE_METHODS[op]]: method([value], () => NOT_IMPLEMENTED, "slot") });
}
defineClassMethods(types.object, {
  __init_subclass__: (rt, cls, args, kwargs) =>
    INIT_SUBCLASS.call(rt, `${(cls as PyType).qualname}.__init_subclass__`, cls, args, kwargs),
  __subclasshook__: () => NOT_IMPLEMENTED,
});
const INIT_SUBCLASS = method([], () => null);
defineAttributes(types.object, { __class__: [(_rt, self) => typeOf(self), setClass] });
types.object.dict.set("__doc__", null);

function setClass(rt: Runtime, self: Value, value: Slot): void {
  if (!(value instanceof PyType)) {
    throw rt.typeError(
      value === undefined
        ? "can't delete __class__ attribute"
        : `__class__ must be set to a class, not '${typeOf(value).name}' object`,
    );
  }
  const object = self as PyObject;
  const bothHeap = typeOf(self).heap && value.heap;
  if (!bothHeap) throw rt.typeError("__class__ assignment only supported for mutable types or ModuleType subclasses");
  requireSameShape(rt, object.cls, value, "__class__");
  // Where attributes lie in the object depends on its class (C: `object_set_class`).
  rt.dictOf(object);
  object.cls = value;
  (rt as Interpreter).finalizer?.track(object);
}

/** `object.__new__`; how the constructor of a class without its own is recognised. */
const OBJECT_NEW: Slot = types.object.dict.get("__new__");
const OBJECT_INIT: Slot = types.object.dict.get("__init__");

// ---- type -----------------------------------------------------------------------------------------------------------

defineNew(types.type, (rt, metatype, args, kwargs) => {
  if (args.length !== 3) throw rt.typeError("type.__new__() takes exactly 3 arguments (" + args.length + " given)");
  const [given, bases, namespace] = args as [Value, Value, Value];
  const name = stringPayload(given);
  const argument = (n: number) => ({ function: "type.__new__", which: `argument ${n}` });
  if (name === undefined) throw badArgument(rt, argument(1), "str", given);
  if (!(bases instanceof PyTuple)) throw badArgument(rt, argument(2), "tuple", bases);
  if (!(namespace instanceof PyDict)) throw badArgument(rt, argument(3), "dict", namespace);
  const baseList = rt.toArray(bases);
  for (const base of baseList) {
    if (base instanceof PyType || rt.getattrOptional(base, "__mro_entries__") === undefined) continue;
    throw rt.typeError("type() doesn't support MRO entry resolution; use types.new_class()");
  }
  const winner = calculateMetatype(rt, metatype, baseList);
  const maker = newFunction(winner.lookup("__new__"));
  // The most derived metaclass of the bases makes the class, in its own way.
  if (winner !== metatype && maker !== newFunction(types.type.lookup("__new__"))) {
    return rt.call(maker, [winner, ...args], kwargs);
  }
  return rt.makeType(winner, name, baseList, namespace, kwargs);
});
defineWrappers(types.type, {
  __init__: (rt, _self, args) => {
    if (args.length !== 1 && args.length !== 3) throw rt.typeError("type.__init__() takes 1 or 3 arguments");
    return null;
  },
  __call__: method(
    [REST, KEYWORDS],
    (rt, cls: PyType, args, kwargs) => instantiate(rt as Interpreter, cls, args, kwargs),
  ),
  ...UNION_METHODS,
  ...access(types.type),
});
defineMethods<PyType>(types.type, {
  mro: method([], (rt, cls) => rt.list(resolutionOrder(rt, cls, cls.bases))),
  __subclasses__: method([], (rt, cls) => rt.list([...cls.subclasses])),
  __instancecheck__: method([value], (rt, cls, v) => isOrClaims(rt, v, cls)),
  __subclasscheck__: method([value], (rt, cls, other) => isSubclassByBases(rt, other, cls)),
});
defineClassMethods(types.type, { __prepare__: (rt) => rt.dict() });
defineAttributes<PyType>(types.type, {
  __mro__: (_rt, cls) => tuple(cls.mro),
  __base__: (_rt, cls) => cls.base,
  __dict__: (_rt, cls) => new PyMappingProxy(types.mappingproxy, cls),
});

/** An attribute that can be set where a program made the class. */
function settable(
  name: string,
  get: (rt: Runtime, cls: PyType) => Slot,
  set: (rt: Runtime, cls: PyType, v: Value) => void,
  remove?: (rt: Runtime, cls: PyType) => void,
): Readonly<Record<string, Attribute<PyType>>> {
  const checked = (rt: Runtime, cls: PyType, v: Slot) => {
    if (!cls.heap) throw rt.typeError(`cannot set '${name}' attribute of immutable type '${cls.name}'`);
    if (v !== undefined) set(rt, cls, v);
    else if (remove !== undefined) remove(rt, cls);
    else throw rt.typeError(`cannot delete '${name}' attribute of immutable type '${cls.name}'`);
  };
  return { [name]: [get, checked] };
}

/** The module of a built-in type, which its name begins with. */
function moduleOf({ name }: PyType): string {
  return name.includes(".") ? name.slice(0, name.lastIndexOf(".")) : "builtins";
}

/** One that is a name of the class. */
function settableName(key: "name" | "qualname"): Readonly<Record<string, Attribute<PyType>>> {
  const name = `__${key}__`;
  return settable(name, (_rt, cls) => cls.heap ? cls[key] : cls.qualname, (rt, cls, v) => {
    const text = stringPayload(v);
    if (text === undefined) {
      throw rt.typeError(`can only assign string to ${cls.name}.${name}, not '${typeOf(v).name}'`);
    }
    if (key === "name" && text.includes("\0")) throw rt.valueError("type name must not contain null characters");
    cls[key] = text;
  });
}

/** One that lies in the namespace of the class. */
function settableEntry(
  name: string,
  get: (rt: Runtime, cls: PyType, own: Slot) => Slot,
  remove?: (rt: Runtime, cls: PyType) => void,
): Readonly<Record<string, Attribute<PyType>>> {
  const set = (_rt: Runtime, cls: PyType, v: Value) => {
    cls.dict.set(name, v);
  };
  return settable(name, (rt, cls) => get(rt, cls, cls.dict.get(name)), set, remove);
}

defineAttributes<PyType>(types.type, {
  ...settableName("name"),
  ...settableName("qualname"),
  ...settableEntry("__module__", (_rt, cls, own) => cls.heap ? own : moduleOf(cls)),
  ...settableEntry("__doc__", (rt, cls, own) => {
    if (!cls.heap) rt.unsupported(`${cls.name}.__doc__`);
    return own === undefined ? null : rt.bind(own, undefined, cls);
  }),
  ...settable("__bases__", (_rt, cls) => tuple(cls.bases), setBases),
  ...settableEntry("__annotations__", (rt, cls, own) => {
    if (own !== undefined || !cls.heap) return own;
    const made = rt.dict();
    cls.dict.set("__annotations__", made);
    return made;
  }, (rt, cls) => {
    if (!cls.dict.delete("__annotations__")) throw rt.error("AttributeError", "__annotations__");
  }),
  ...settableEntry("__type_params__", (_rt, _cls, own) => own === undefined ? tuple([]) : own),
});

/** Names of the attributes of an object: its own, those of its class, then of each base and its bases. */
export function attributeNames(rt: Runtime, v: Value): string[] {
  if (v instanceof PyModule || v instanceof PyGenericAlias) rt.unsupported(`dir() of a ${rt.typeName(v)}`);
  if (v instanceof PyTraceback) return ["tb_frame", "tb_next", "tb_lasti", "tb_lineno"];
  const own = v instanceof PyType ? [] : rt.dictOf(v)?.entries() ?? [];
  const names = [...own].map(({ key }) => key).filter((key) => typeof key === "string");
  const waiting = [v instanceof PyType ? v : typeOf(v)];
  rt.spend(names.length);
  for (let cls = waiting.pop(); cls !== undefined; cls = waiting.pop()) {
    const added = [...(cls.heap ? undefined : ownNames(cls.qualname)) ?? cls.dict.keys()];
    // A class that is reached along many ways is gone over as often.
    rt.spend(1 + tableWork(added.length));
    for (const name of added) names.push(name);
    waiting.push(...cls.bases.toReversed());
  }
  return [...new Set(names)];
}

defineMethods(types.object, {
  __dir__: method([], (rt, self: Value) => new PyList(types.list, attributeNames(rt, self))),
});
