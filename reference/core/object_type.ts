/**
 * `object`, `type`, and making instances.
 *
 * @module
 */

import { parseWork } from "../../src/isa/work.ts";
import { spendOnCall } from "../work.ts";
import type { Interpreter } from "../interpreter.ts";
import type { CompareOperator, Runtime } from "../runtime.ts";
import {
  defineAttributes,
  defineClassMethods,
  defineMethods,
  defineNew,
  defineWrappers,
  NOT_IMPLEMENTED,
  tuple,
  typeOf,
  types,
} from "../types.ts";
import {
  type Kwargs,
  PyCell,
  PyDict,
  PyFunction,
  PyGetSet,
  PyInstance,
  PyList,
  PyMappingProxy,
  PyMethodDescriptor,
  PyMethodWrapper,
  type PyObject,
  PySuper,
  PyType,
  type Slot,
  type Value,
} from "../values.ts";
import { genericGetattr, genericSetattr, missing } from "./attributes.ts";
import { COMPARE_METHODS, nativeHash, stringPayload } from "./compare.ts";
import { typeUnion } from "./operators.ts";
import { calculateMetatype, requireSameShape, setBases } from "./type_creation.ts";

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
    if (args.length === 1 && kwargs === null) return typeOf(args[0] as Value);
    if (args.length !== 3) throw rt.typeError("type() takes 1 or 3 arguments");
  }
  const [first] = args;
  const isNumber = cls === types.int || cls === types.float || cls === types.complex;
  // Numbers are read from text.
  if (isNumber && typeof first === "string") rt.spend(parseWork(first.length));
  const maker = newFunction(cls.lookup("__new__"));
  // A class takes over its whole namespace.
  if (cls === types.type) spendOnCall(rt, cls.name, args);
  const made = maker === OBJECT_NEW ? objectNew(rt, cls, args, kwargs) : rt.call(maker, [cls, ...args], kwargs);
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

function objectNew(rt: Runtime, cls: PyType, args: readonly Value[], kwargs: Kwargs): Value {
  const overridden = newFunction(cls.lookup("__new__")) !== OBJECT_NEW;
  if (hasArguments(args, kwargs)) {
    if (overridden) throw rt.typeError("object.__new__() takes exactly one argument (the type to instantiate)");
    if (cls.lookup("__init__") === OBJECT_INIT) throw rt.typeError(`${cls.name}() takes no arguments`);
  }
  if (!cls.heap && cls !== types.object) {
    const text = cls.lookup("__new__") === types.object.dict.get("__new__")
      ? `cannot create '${cls.name}' instances`
      : `object.__new__(${cls.name}) is not safe, use ${cls.name}.__new__()`;
    throw rt.typeError(text);
  }
  if (cls.layout !== "object") {
    throw rt.typeError(`object.__new__(${cls.name}) is not safe, use ${nativeBase(cls).name}.__new__()`);
  }
  const made = new PyInstance(cls);
  if (cls.heap) (rt as Interpreter).finalizer.track(made);
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
  if (newFunction(cls.lookup("__new__")) === OBJECT_NEW) {
    throw rt.typeError(`${cls.name}.__init__() takes exactly one argument (the instance to initialize)`);
  }
}

defineNew(types.object, objectNew);
defineWrappers(types.object, {
  __init__(rt, self, args, kwargs) {
    objectInit(rt, self, args, kwargs);
    return null;
  },
  __eq__: (_rt, self, args) => self === args[0] ? true : NOT_IMPLEMENTED,
  __ne__(rt, self, args) {
    const result = rt.callSpecial(self, "__eq__", args) as Value;
    return result === NOT_IMPLEMENTED ? result : !rt.truth(result);
  },
  __hash__: (rt, self) => nativeHash(rt, self),
  __getattribute__(rt, self, args) {
    const name = args[0] as string;
    const value = genericGetattr(rt, self, typeOf(self), name);
    if (value === undefined) throw missing(rt, self, name);
    return value;
  },
  __setattr__(rt, self, args) {
    genericSetattr(rt, self, typeOf(self), args[0] as string, args[1] as Value);
    return null;
  },
  __delattr__(rt, self, args) {
    genericSetattr(rt, self, typeOf(self), args[0] as string, undefined);
    return null;
  },
});
for (const op of ["<", "<=", ">", ">="] as const satisfies readonly CompareOperator[]) {
  defineWrappers(types.object, { [COMPARE_METHODS[op]]: () => NOT_IMPLEMENTED });
}
defineClassMethods(types.object, {
  __init_subclass__(rt, cls, args, kwargs) {
    if (kwargs !== null && kwargs.size > 0) {
      throw rt.typeError(`${(cls as PyType).name}.__init_subclass__() takes no keyword arguments`);
    }
    if (args.length > 0) {
      throw rt.typeError(`${(cls as PyType).name}.__init_subclass__() takes no arguments (${args.length} given)`);
    }
    return null;
  },
  __subclasshook__: () => NOT_IMPLEMENTED,
});
types.object.dict.set(
  "__class__",
  new PyGetSet(types.getsetDescriptor, types.object, "__class__", (_rt, self) => typeOf(self), setClass),
);
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
  object.cls = value;
}

/** `object.__new__`; how the constructor of a class without its own is recognised. */
const OBJECT_NEW: Slot = types.object.dict.get("__new__");
const OBJECT_INIT: Slot = types.object.dict.get("__init__");

// ---- type -----------------------------------------------------------------------------------------------------------

defineNew(types.type, (rt, metatype, args, kwargs) => {
  if (args.length !== 3) throw rt.typeError("type.__new__() takes exactly 3 arguments (" + args.length + " given)");
  const [name, bases, namespace] = args as [Value, Value, Value];
  if (typeof name !== "string") throw rt.typeError(`type.__new__() argument 1 must be str, not ${typeOf(name).name}`);
  if (typeOf(bases) !== types.tuple) {
    throw rt.typeError(`type.__new__() argument 2 must be tuple, not ${typeOf(bases).name}`);
  }
  if (!(namespace instanceof PyDict)) {
    throw rt.typeError(`type.__new__() argument 3 must be dict, not ${typeOf(namespace).name}`);
  }
  const baseList = rt.toArray(bases);
  const winner = calculateMetatype(rt, metatype, baseList);
  const maker = newFunction(winner.lookup("__new__"));
  // The most derived metaclass of the bases makes the class, in its own way.
  if (winner !== metatype && maker !== newFunction(types.type.lookup("__new__"))) {
    return rt.call(maker, [winner, ...args], kwargs);
  }
  return rt.makeType(winner, name, baseList, namespace, kwargs);
});
defineWrappers(types.type, {
  __init__: () => null,
  __call__: (rt, self, args, kwargs) => instantiate(rt as Interpreter, self as PyType, args, kwargs),
  __or__: (rt, self, args) => typeUnion(rt, self, args[0] as Value),
  __ror__: (rt, self, args) => typeUnion(rt, args[0] as Value, self),
  __getattribute__(rt, self, args) {
    const name = args[0] as string;
    const value = genericGetattr(rt, self, typeOf(self), name);
    if (value === undefined) throw missing(rt, self, name);
    return value;
  },
  __setattr__(rt, self, args) {
    genericSetattr(rt, self, typeOf(self), args[0] as string, args[1] as Value);
    return null;
  },
  __delattr__(rt, self, args) {
    genericSetattr(rt, self, typeOf(self), args[0] as string, undefined);
    return null;
  },
});
defineMethods(types.type, {
  mro: (rt, self) => rt.list([...(self as PyType).mro]),
  __subclasses__: (rt, self) => rt.list([...(self as PyType).subclasses]),
  __instancecheck__: (_rt, self, args) => typeOf(args[0] as Value).isSubtypeOf(self as PyType),
  __subclasscheck__: (_rt, self, args) => (args[0] as PyType).isSubtypeOf(self as PyType),
});
defineClassMethods(types.type, { __prepare__: (rt) => rt.dict() });
defineAttributes(types.type, {
  __mro__: (_rt, self) => tuple((self as PyType).mro),
  __base__: (_rt, self) => (self as PyType).base,
  __dict__: (_rt, self) => new PyMappingProxy(types.mappingproxy, self as PyType),
});

function typeAttribute(
  name: string,
  getter: (rt: Runtime, cls: PyType) => Slot,
  setter: (rt: Runtime, cls: PyType, value: Value) => void,
): void {
  const set = (rt: Runtime, self: Value, value: Slot) => {
    const cls = self as PyType;
    if (!cls.heap) throw rt.typeError(`cannot set '${name}' attribute of immutable type '${cls.name}'`);
    if (value === undefined) throw rt.typeError(`cannot delete '${name}' attribute of immutable type '${cls.name}'`);
    setter(rt, cls, value);
  };
  const get = (rt: Runtime, self: Value) => getter(rt, self as PyType);
  types.type.dict.set(name, new PyGetSet(types.getsetDescriptor, types.type, name, get, set));
}

function requireString(rt: Runtime, cls: PyType, name: string, value: Value): string {
  if (typeof value === "string") return value;
  throw rt.typeError(`can only assign string to ${cls.name}.${name}, not '${typeOf(value).name}'`);
}

typeAttribute("__name__", (_rt, cls) => cls.name, (rt, cls, value) => {
  cls.name = requireString(rt, cls, "__name__", value);
});
typeAttribute("__qualname__", (_rt, cls) => cls.qualname, (rt, cls, value) => {
  cls.qualname = requireString(rt, cls, "__qualname__", value);
});
typeAttribute("__module__", (_rt, cls) => cls.heap ? cls.dict.get("__module__") : "builtins", (_rt, cls, value) => {
  cls.dict.set("__module__", value);
});
typeAttribute("__doc__", (rt, cls) => {
  const doc = cls.dict.get("__doc__");
  return doc === undefined ? null : rt.bind(doc, undefined, cls);
}, (_rt, cls, value) => {
  cls.dict.set("__doc__", value);
});
typeAttribute("__bases__", (_rt, cls) => tuple(cls.bases), setBases);
typeAttribute("__annotations__", (rt, cls) => {
  const own = cls.dict.get("__annotations__");
  if (own !== undefined || !cls.heap) return own;
  const made = rt.dict();
  cls.dict.set("__annotations__", made);
  return made;
}, (_rt, cls, value) => {
  cls.dict.set("__annotations__", value);
});
typeAttribute("__type_params__", (_rt, cls) => {
  const own = cls.dict.get("__type_params__");
  return own === undefined ? tuple([]) : own;
}, (_rt, cls, value) => {
  cls.dict.set("__type_params__", value);
});

// ---- super ----------------------------------------------------------------------------------------------------------

/** `super(cls, self)`; `self` undefined leaves it unbound. */
export function makeSuper(rt: Runtime, superType: PyType, cls: Value, self: Slot): PySuper {
  if (!(cls instanceof PyType)) throw rt.typeError(`super() argument 1 must be a type, not ${typeOf(cls).name}`);
  if (self === undefined || self === null) return new PySuper(superType, cls, undefined, null);
  return new PySuper(superType, cls, self, startClass(rt, cls, self));
}

/** Where the search of a bound super starts (C: `supercheck`). */
function startClass(rt: Runtime, cls: PyType, self: Value): PyType {
  if (self instanceof PyType && self.isSubtypeOf(cls)) return self;
  if (typeOf(self).isSubtypeOf(cls)) return typeOf(self);
  throw rt.typeError("super(type, obj): obj must be an instance or subtype of type");
}

/** The class and object that `super()` without arguments finds in the running frame. */
function implicitSuper(rt: Interpreter): [cls: Value, self: Value] {
  const frame = rt.frame;
  if (frame === null) throw rt.error("RuntimeError", "super(): no current frame");
  const code = frame.code.code;
  if (code.argcount === 0) throw rt.error("RuntimeError", "super(): no arguments");
  const first = frame.fast[0];
  const self = first instanceof PyCell ? first.content : first;
  if (self === undefined) throw rt.error("RuntimeError", "super(): arg[0] deleted");
  const at = code.freevars.indexOf("__class__");
  if (at < 0) throw rt.error("RuntimeError", "super(): __class__ cell not found");
  const cell = frame.fast[frame.code.localCount - code.freevars.length + at];
  const cls = cell instanceof PyCell ? cell.content : undefined;
  if (cls === undefined) throw rt.error("RuntimeError", "super(): empty __class__ cell");
  return [cls, self];
}

defineNew(types.super, (_rt, cls) => new PySuper(cls, types.object, undefined, null));
defineWrappers(types.super, {
  __init__(rt, self, args, kwargs) {
    if (kwargs !== null && kwargs.size > 0) throw rt.typeError("super() takes no keyword arguments");
    if (args.length > 2) throw rt.typeError(`super() expected at most 2 arguments, got ${args.length}`);
    const [cls, object] = args.length === 0 ? implicitSuper(rt as Interpreter) : [args[0] as Value, args[1]];
    const made = makeSuper(rt, types.super, cls, object);
    const proxy = self as PySuper;
    proxy.thisClass = made.thisClass;
    proxy.self = made.self;
    proxy.selfClass = made.selfClass;
    return null;
  },
});
defineAttributes(types.super, {
  __thisclass__: (_rt, self) => (self as PySuper).thisClass,
  __self__(_rt, self) {
    const object = (self as PySuper).self;
    return object === undefined ? null : object;
  },
  __self_class__: (_rt, self) => (self as PySuper).selfClass,
});

// ---- class statements -----------------------------------------------------------------------------------------------

/** Replaces bases that are no types by what their `__mro_entries__` gives. */
function resolveBases(rt: Runtime, bases: readonly Value[]): Value[] {
  const resolved: Value[] = [];
  for (const base of bases) {
    const hook = base instanceof PyType ? undefined : rt.getattrOptional(base, "__mro_entries__");
    if (hook === undefined) {
      resolved.push(base);
      continue;
    }
    const entries = rt.call(hook, [tuple(bases)]);
    if (typeOf(entries) !== types.tuple) throw rt.typeError("__mro_entries__ must return a tuple");
    resolved.push(...rt.toArray(entries));
  }
  return resolved;
}

/** `__build_class__(function, name, *bases, metaclass=None, **kwargs)`. */
export function buildClass(rt: Interpreter, args: readonly Value[], kwargs: Kwargs): Value {
  const [body, name, ...given] = args;
  if (args.length < 2) throw rt.typeError("__build_class__: not enough arguments");
  if (!(body instanceof PyFunction)) throw rt.typeError("__build_class__: func must be a function");
  if (stringPayload(name as Value) === undefined) throw rt.typeError("__build_class__: name is not a string");
  const bases = resolveBases(rt, given);
  const rest = new Map(kwargs ?? []);
  let metaclass = rest.get("metaclass");
  rest.delete("metaclass");
  if (metaclass === undefined) metaclass = bases.length === 0 ? types.type : typeOf(bases[0] as Value);
  if (metaclass instanceof PyType) metaclass = calculateMetatype(rt, metaclass, bases);
  const keywords = rest.size === 0 ? null : rest;
  const namespace = prepareNamespace(rt, metaclass, name as Value, bases, keywords);
  const cell = rt.runClassBody(body as Value, namespace);
  const replaced = bases.length !== given.length || bases.some((base, i) => base !== given[i]);
  if (replaced) rt.setitem(namespace, "__orig_bases__", tuple(given));
  const cls = rt.call(metaclass, [name as Value, tuple(bases), namespace], keywords);
  if (cls instanceof PyType && cell instanceof PyCell && cell.content !== cls) {
    if (cell.content === undefined) {
      throw rt.error(
        "RuntimeError",
        `__class__ not set defining ${rt.repr(name as Value)} as ${
          rt.repr(cls)
        }. Was __classcell__ propagated to type.__new__?`,
      );
    }
    throw rt.typeError(
      `__class__ set to ${rt.repr(cell.content)} defining ${rt.repr(name as Value)} as ${rt.repr(cls)}`,
    );
  }
  return cls;
}

function prepareNamespace(rt: Runtime, metaclass: Value, name: Value, bases: readonly Value[], kwargs: Kwargs): Value {
  if (metaclass === types.type) return rt.dict();
  const prepare = rt.getattrOptional(metaclass, "__prepare__");
  if (prepare === undefined) return rt.dict();
  const namespace = rt.call(prepare, [name, tuple(bases)], kwargs);
  const isMapping = namespace instanceof PyDict || typeOf(namespace).lookup("__getitem__") !== undefined;
  if (!isMapping) {
    const owner = metaclass instanceof PyType ? metaclass.name : "<metaclass>";
    throw rt.typeError(`${owner}.__prepare__() must return a mapping, not ${typeOf(namespace).name}`);
  }
  return namespace;
}

/** Names of the attributes of an object, as `dir` sorts them. */
function attributeNames(rt: Runtime, v: Value): string[] {
  const names = new Set<string>();
  const classes = v instanceof PyType ? v.mro : typeOf(v).mro;
  for (const cls of classes) for (const name of cls.dict.keys()) names.add(name);
  if (!(v instanceof PyType)) {
    for (const key of rt.dictOf(v)?.map.keys() ?? []) if (typeof key === "string") names.add(key);
  }
  return [...names].sort();
}

defineMethods(types.object, { __dir__: (rt, self) => new PyList(types.list, attributeNames(rt, self)) });
