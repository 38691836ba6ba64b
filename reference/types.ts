/**
 * The built-in types, as bare objects: their attributes are filled in by the files that own them. They are shared by all
 * runs, which is sound because no program can change them.
 *
 * @module
 */

import { MEMBER_NAMES } from "../src/isa/type_names.ts";
import { Native } from "./signature.ts";
import {
  type Kwargs,
  type Layout,
  type NativeFunction,
  type NativeMethod,
  PyBuiltin,
  PyFloat,
  PyGetSet,
  PyMethodDescriptor,
  PyMethodWrapper,
  type PyObject,
  PySingleton,
  PyTuple,
  PyType,
  type Slot,
  type Value,
} from "./values.ts";
import type { Runtime } from "./runtime.ts";

const object = new PyType("object", null, "object");
const type = new PyType("type", object, "type");
object.cls = type;
type.cls = type;

function make(name: string, layout: Layout, base: PyType = object, subclassable = layout !== "sealed"): PyType {
  const made = new PyType(name, base, layout, type);
  made.subclassable = subclassable;
  return made;
}

const int = make("int", "int");

/** The built-in types other than exceptions, by a short name. */
export const types = {
  object,
  type,
  int,
  bool: make("bool", "bool", int, false),
  float: make("float", "float"),
  complex: make("complex", "complex"),
  str: make("str", "str"),
  bytes: make("bytes", "bytes"),
  bytearray: make("bytearray", "bytearray"),
  memoryview: make("memoryview", "sealed"),
  tuple: make("tuple", "tuple"),
  list: make("list", "list"),
  dict: make("dict", "dict"),
  set: make("set", "set"),
  frozenset: make("frozenset", "frozenset"),
  slice: make("slice", "sealed"),
  range: make("range", "sealed"),
  NoneType: make("NoneType", "sealed"),
  ellipsis: make("ellipsis", "sealed"),
  NotImplementedType: make("NotImplementedType", "sealed"),
  function: make("function", "sealed"),
  method: make("method", "sealed"),
  builtin: make("builtin_function_or_method", "sealed"),
  methodDescriptor: make("method_descriptor", "sealed"),
  wrapperDescriptor: make("wrapper_descriptor", "sealed"),
  methodWrapper: make("method-wrapper", "sealed"),
  classmethodDescriptor: make("classmethod_descriptor", "sealed"),
  getsetDescriptor: make("getset_descriptor", "sealed"),
  memberDescriptor: make("member_descriptor", "sealed"),
  property: make("property", "property"),
  staticmethod: make("staticmethod", "staticmethod"),
  classmethod: make("classmethod", "classmethod"),
  super: make("super", "super"),
  module: make("module", "module"),
  feature: make("_Feature", "sealed"),
  code: make("code", "sealed"),
  cell: make("cell", "sealed"),
  frame: make("frame", "sealed"),
  traceback: make("traceback", "sealed"),
  mappingproxy: make("mappingproxy", "sealed"),
  generator: make("generator", "sealed"),
  coroutine: make("coroutine", "sealed"),
  coroutineWrapper: make("coroutine_wrapper", "sealed"),
  asyncGenerator: make("async_generator", "sealed"),
  asyncGeneratorAsend: make("async_generator_asend", "sealed"),
  asyncGeneratorAthrow: make("async_generator_athrow", "sealed"),
  asyncGeneratorWrappedValue: make("async_generator_wrapped_value", "sealed"),
  anextAwaitable: make("anext_awaitable", "sealed"),
  dictKeys: make("dict_keys", "sealed"),
  dictValues: make("dict_values", "sealed"),
  dictItems: make("dict_items", "sealed"),
  dictKeyIterator: make("dict_keyiterator", "sealed"),
  dictValueIterator: make("dict_valueiterator", "sealed"),
  dictItemIterator: make("dict_itemiterator", "sealed"),
  dictReverseKeyIterator: make("dict_reversekeyiterator", "sealed"),
  dictReverseValueIterator: make("dict_reversevalueiterator", "sealed"),
  dictReverseItemIterator: make("dict_reverseitemiterator", "sealed"),
  listIterator: make("list_iterator", "sealed"),
  listReverseIterator: make("list_reverseiterator", "sealed"),
  tupleIterator: make("tuple_iterator", "sealed"),
  rangeIterator: make("range_iterator", "sealed"),
  longrangeIterator: make("longrange_iterator", "sealed"),
  strIterator: make("str_iterator", "sealed"),
  strAsciiIterator: make("str_ascii_iterator", "sealed"),
  bytesIterator: make("bytes_iterator", "sealed"),
  bytearrayIterator: make("bytearray_iterator", "sealed"),
  setIterator: make("set_iterator", "sealed"),
  sequenceIterator: make("iterator", "sealed"),
  callableIterator: make("callable_iterator", "sealed"),
  lineIterator: make("line_iterator", "sealed"),
  positionsIterator: make("positions_iterator", "sealed"),
  enumerate: make("enumerate", "object"),
  zip: make("zip", "object"),
  map: make("map", "object"),
  filter: make("filter", "object"),
  reversed: make("reversed", "object"),
  typeVar: make("typing.TypeVar", "sealed"),
  paramSpec: make("typing.ParamSpec", "sealed"),
  typeVarTuple: make("typing.TypeVarTuple", "sealed"),
  typeAliasType: make("typing.TypeAliasType", "sealed"),
  genericAlias: make("types.GenericAlias", "sealed"),
  unionType: make("types.UnionType", "sealed"),
  generic: make("typing.Generic", "object"),
  simpleNamespace: make("types.SimpleNamespace", "object"),
} as const;

types.function.instanceDict = true;
types.builtin.instanceDict = false;
types.module.instanceDict = true;
types.simpleNamespace.instanceDict = true;
types.property.instanceDict = false;
types.staticmethod.instanceDict = true;
types.classmethod.instanceDict = true;

/** `Ellipsis`. */
export const ELLIPSIS: PySingleton = new PySingleton(types.ellipsis, "Ellipsis");
/** `NotImplemented`. */
export const NOT_IMPLEMENTED: PySingleton = new PySingleton(types.NotImplementedType, "NotImplemented");
/** `()`. */
const EMPTY_TUPLE: PyTuple = new PyTuple(types.tuple, []);

/** `type(v)`. */
export function typeOf(v: Value): PyType {
  switch (typeof v) {
    case "bigint":
      return types.int;
    case "string":
      return types.str;
    case "boolean":
      return types.bool;
    default:
      return v === null ? types.NoneType : v.cls;
  }
}

/** A plain float. */
export function float(value: number): PyFloat {
  return new PyFloat(types.float, value);
}

/** A plain tuple. */
export function tuple(items: readonly Value[]): PyTuple {
  return items.length === 0 ? EMPTY_TUPLE : new PyTuple(types.tuple, items);
}

/** A function of the builtins or of a module. */
export function builtin(name: string, body: NativeFunction): PyBuiltin {
  return new PyBuiltin(types.builtin, name, body);
}

/** Functions by name, with or without signatures. */
export type Natives<S, Raw> = Readonly<Record<string, Native<S> | Raw>>;

/** A function as it is called once it has a name. */
export function asFunction(entry: Native<null> | NativeFunction, qualified: string): NativeFunction {
  return entry instanceof Native ? (rt, args, kwargs) => entry.call(rt, qualified, null, args, kwargs) : entry;
}

function asMethod<S extends Value>(entry: Native<S> | NativeMethod, qualified: string): NativeMethod {
  return entry instanceof Native
    ? (rt, self, args, kwargs, said = qualified) => entry.call(rt, said, self as S, args, kwargs)
    : entry;
}

function defineOf(cls: PyType) {
  return <S extends Value>(owner: PyType, methods: Natives<S, NativeMethod>): void => {
    for (const [name, entry] of Object.entries(methods)) {
      owner.dict.set(name, new PyMethodDescriptor(cls, owner, name, asMethod(entry, `${owner.name}.${name}`)));
    }
  };
}

type Define = <S extends Value>(owner: PyType, methods: Natives<S, NativeMethod>) => void;

/** Adds methods (`list.append`) to a built-in type. */
export const defineMethods: Define = defineOf(types.methodDescriptor);
/** Adds slot methods (`list.__len__`) to a built-in type. */
export const defineWrappers: Define = defineOf(types.wrapperDescriptor);
/** Adds class methods (`dict.fromkeys`); their `self` is the class. */
export const defineClassMethods: Define = defineOf(types.classmethodDescriptor);

/** Functions of a module (`math`; null for the builtins) by name. */
export function functionsOf(module: string | null, functions: Natives<null, NativeFunction>): Map<string, PyBuiltin> {
  const prefix = module === null ? "" : `${module}.`;
  return new Map(
    Object.entries(functions).map(([name, entry]) => [name, builtin(name, asFunction(entry, prefix + name))]),
  );
}

/** The same, made when they are asked for first, for all runs: no program can change them. */
export function functionsLater(
  module: string,
  functions: Natives<null, NativeFunction>,
): () => ReadonlyMap<string, PyBuiltin> {
  let made: ReadonlyMap<string, PyBuiltin> | null = null;
  return () => made ??= functionsOf(module, functions);
}

/** Adds static methods (`str.maketrans`). */
export function defineStaticMethods(owner: PyType, methods: Natives<null, NativeFunction>): void {
  for (const [name, fn] of functionsOf(owner.name, methods)) {
    owner.dict.set(name, new PyMethodWrapper(types.staticmethod, fn));
  }
}

/** Makes an instance of a class, which is the type or a subclass of it. */
type Construct = (rt: Runtime, cls: PyType, args: readonly Value[], kwargs: Kwargs) => Value;

/**
 * Keywords that a constructor takes no notice of: a subclass with an `__init__` (of one with `__init__`: a `__new__`) of its own may
 * have use for them.
 */
function noticed(owner: PyType, cls: PyType, other: "__init__" | "__new__", kwargs: Kwargs): Kwargs {
  return cls === owner || cls.lookup(other) === owner.lookup(other) ? kwargs : null;
}

/** Gives a built-in type its `__init__`; a strict one takes notice of keywords in any case. */
export function defineInit<S extends PyObject>(owner: PyType, init: Native<S>, strict = false): void {
  const body: NativeMethod = (rt, self, args, kwargs) => {
    const seen = init.signature.positionalOnly && !strict ? noticed(owner, (self as S).cls, "__new__", kwargs) : kwargs;
    return init.call(rt, owner.name, self as S, args, seen);
  };
  defineWrappers(owner, { __init__: body });
}

/** Gives a built-in type its `__new__`; a type without `__init__` ignores its arguments there. */
export function defineNew(owner: PyType, construct: Native<PyType> | Construct): void {
  const make = construct instanceof Native ? constructor(owner, construct) : construct;
  owner.dict.set(
    "__new__",
    builtin("__new__", (rt, args, kwargs) => {
      const cls = args[0];
      const refuse = (why: string) => rt.typeError(`${owner.name}.__new__(${why}`);
      if (!(cls instanceof PyType)) {
        throw refuse(
          args.length === 0 ? "): not enough arguments" : `X): X is not a type object (${rt.typeName(cls as Value)})`,
        );
      }
      if (!cls.isSubtypeOf(owner)) throw refuse(`${cls.name}): ${cls.name} is not a subtype of ${owner.name}`);
      const native = cls.mro.find((base) => !base.heap) as PyType;
      if (native !== owner && native.lookup("__new__") !== owner.dict.get("__new__")) {
        throw refuse(`${cls.name}) is not safe, use ${native.name}.__new__()`);
      }
      return make(rt, cls, args.slice(1), kwargs);
    }),
  );
}

function constructor(owner: PyType, native: Native<PyType>): Construct {
  return (rt, cls, args, kwargs) => {
    const seen = native.signature.positionalOnly ? noticed(owner, cls, "__init__", kwargs) : kwargs;
    return native.call(rt, owner.name, cls, args, seen);
  };
}

/** A computed attribute: how it is read and, unless it is read-only, set; undefined as value deletes it. */
export type Attribute<S> =
  | ((rt: Runtime, self: S) => Slot)
  | readonly [get: (rt: Runtime, self: S) => Slot, set: (rt: Runtime, self: S, value: Slot) => void];

/** Adds computed attributes (`range.start`, `function.__name__`). */
export function defineAttributes<S extends Value>(
  owner: PyType,
  attributes: Readonly<Record<string, Attribute<S>>>,
): void {
  for (const [name, attribute] of Object.entries(attributes)) {
    const [get, set] = typeof attribute === "function" ? [attribute, null] : attribute;
    const isMember = MEMBER_NAMES.get(owner.shortName)?.has(name) === true;
    const cls = isMember ? types.memberDescriptor : types.getsetDescriptor;
    owner.dict.set(name, new PyGetSet(cls, owner, name, get as PyGetSet["getter"], set as PyGetSet["setter"]));
  }
}
