/**
 * The builtin types other than exceptions, and the type of a value.
 *
 * Types of this file are shared by all machines: programs cannot change them, and the version tags that they hold are taken back
 * between runs ({@linkcode forgetTypeTags}).
 *
 * @module
 */

import * as callables from "../values/callable_values.ts";
import { PyCode } from "../values/code.ts";
import { PyDict, PyDictView } from "../dict/dict.ts";
import { PyTraceback } from "../exception/exception.ts";
import { PyFrameObject } from "../values/frame.ts";
import * as generators from "../generator/generator.ts";
import * as iterators from "../iterator/iterators.ts";
import { PyModule } from "../values/module.ts";
import { PyComplex, PyFloat } from "../values/number_values.ts";
import type { Runtime } from "../runtime.ts";
import {
  EMPTY_TUPLE,
  makeTuple,
  PyByteArray,
  PyBytes,
  PyList,
  PyRange,
  PySlice,
  PyTuple,
} from "../values/sequence_values.ts";
import { PyFrozenSet, PySet } from "../set/set.ts";
import { PyEllipsis, PyNotImplemented } from "../values/singletons.ts";
import { isAscii } from "../text/str_parts.ts";
import { type Layout, PyType } from "./type.ts";
import type { PyObject, Value } from "../values/value.ts";

/** What a builtin type is, where it differs from a plain immutable class. */
interface TypeOptions {
  readonly base?: PyType;
  readonly layout?: Layout;
  readonly vectorcall?: true;
  readonly final?: true;
  readonly pattern?: "sequence" | "mapping";
  readonly matchesSelf?: true;
  readonly module?: string;
}

/** `object`. */
export const OBJECT: PyType = new PyType(null, "object", EMPTY_TUPLE, null, false);
/** `type`. */
export const TYPE: PyType = new PyType(null, "type", makeTuple([OBJECT]), OBJECT, false);
OBJECT.cls = TYPE;
OBJECT.mro = [OBJECT];
TYPE.mro = [TYPE, OBJECT];
TYPE.layout = "type";
TYPE.vectorcall = true;
PyTuple.prototype.cls = OBJECT;

/** All static types, exceptions included once their module has run. */
export const STATIC_TYPES: PyType[] = [OBJECT, TYPE];

/** Makes a builtin type and gives it to the JavaScript class of its instances. */
export function staticType(name: string, instances: { prototype: PyObject } | null, options: TypeOptions = {}): PyType {
  const base = options.base ?? OBJECT;
  const type = new PyType(TYPE, name, makeTuple([base]), base, false);
  type.mro = [type, ...base.mro];
  type.layout = options.layout ?? base.layout;
  type.vectorcall = options.vectorcall === true;
  type.isBaseType = options.final !== true;
  type.patternKind = options.pattern ?? base.patternKind;
  type.matchesSelf = options.matchesSelf === true;
  type.dictMode = base.dictMode;
  if (options.module !== undefined) {
    type.module = options.module;
    type.name = `${options.module}.${name}`;
  }
  if (instances !== null) instances.prototype.cls = type;
  STATIC_TYPES.push(type);
  return type;
}

const FINAL = { final: true } as const;

export const INT: PyType = staticType("int", null, { layout: "payload", vectorcall: true, matchesSelf: true });
export const BOOL: PyType = staticType("bool", null, { base: INT, vectorcall: true, final: true, matchesSelf: true });
export const FLOAT: PyType = staticType("float", PyFloat, { layout: "payload", vectorcall: true, matchesSelf: true });
export const COMPLEX: PyType = staticType("complex", PyComplex, { layout: "payload" });
export const STR: PyType = staticType("str", null, { layout: "payload", matchesSelf: true });
export const BYTES: PyType = staticType("bytes", PyBytes, { layout: "payload", matchesSelf: true });
export const BYTEARRAY: PyType = staticType("bytearray", PyByteArray, { layout: "payload", matchesSelf: true });
export const TUPLE: PyType = staticType("tuple", PyTuple, {
  layout: "payload",
  vectorcall: true,
  pattern: "sequence",
  matchesSelf: true,
});
export const LIST: PyType = staticType("list", PyList, {
  layout: "payload",
  vectorcall: true,
  pattern: "sequence",
  matchesSelf: true,
});
export const DICT: PyType = staticType("dict", PyDict, {
  layout: "payload",
  vectorcall: true,
  pattern: "mapping",
  matchesSelf: true,
});
export const SET: PyType = staticType("set", PySet, { layout: "payload", vectorcall: true, matchesSelf: true });
export const FROZENSET: PyType = staticType("frozenset", PyFrozenSet, {
  layout: "payload",
  vectorcall: true,
  matchesSelf: true,
});
export const RANGE: PyType = staticType("range", PyRange, { vectorcall: true, final: true, pattern: "sequence" });
export const SLICE: PyType = staticType("slice", PySlice, FINAL);
export const NONE_TYPE: PyType = staticType("NoneType", null, FINAL);
export const NOT_IMPLEMENTED_TYPE: PyType = staticType("NotImplementedType", PyNotImplemented, FINAL);
export const ELLIPSIS_TYPE: PyType = staticType("ellipsis", PyEllipsis, FINAL);

export const FUNCTION: PyType = staticType("function", callables.PyFunction, FINAL);
FUNCTION.dictMode = "lazy";
export const METHOD: PyType = staticType("method", callables.PyMethod, FINAL);
export const BUILTIN: PyType = staticType("builtin_function_or_method", callables.PyBuiltin, FINAL);
export const METHOD_DESCRIPTOR: PyType = staticType("method_descriptor", callables.PyMethodDescriptor, FINAL);
export const CLASSMETHOD_DESCRIPTOR: PyType = staticType(
  "classmethod_descriptor",
  callables.PyClassMethodDescriptor,
  FINAL,
);
export const WRAPPER_DESCRIPTOR: PyType = staticType("wrapper_descriptor", callables.PySlotWrapper, FINAL);
export const METHOD_WRAPPER: PyType = staticType("method-wrapper", callables.PyMethodWrapper, FINAL);
export const GETSET_DESCRIPTOR: PyType = staticType("getset_descriptor", callables.PyGetSet, FINAL);
export const MEMBER_DESCRIPTOR: PyType = staticType("member_descriptor", callables.PySlotMember, FINAL);
export const PROPERTY: PyType = staticType("property", callables.PyProperty, { layout: "payload" });
export const CLASSMETHOD: PyType = staticType("classmethod", callables.PyClassMethod, { layout: "payload" });
export const STATICMETHOD: PyType = staticType("staticmethod", callables.PyStaticMethod, { layout: "payload" });
export const SUPER: PyType = staticType("super", callables.PySuper, { vectorcall: true });
export const CELL: PyType = staticType("cell", callables.PyCell, FINAL);
export const CODE: PyType = staticType("code", PyCode, FINAL);
export const MODULE: PyType = staticType("module", PyModule);
export const FRAME: PyType = staticType("frame", PyFrameObject, FINAL);
export const TRACEBACK: PyType = staticType("traceback", PyTraceback, FINAL);

export const GENERATOR: PyType = staticType("generator", generators.PyGenerator, FINAL);
export const COROUTINE: PyType = staticType("coroutine", generators.PyCoroutine, FINAL);
export const ASYNC_GENERATOR: PyType = staticType("async_generator", generators.PyAsyncGenerator, FINAL);
export const COROUTINE_WRAPPER: PyType = staticType("coroutine_wrapper", generators.PyCoroutineWrapper, FINAL);
export const ASYNC_GEN_WRAPPED: PyType = staticType(
  "async_generator_wrapped_value",
  generators.PyAsyncGenWrapped,
  FINAL,
);
export const ASYNC_GEN_ASEND: PyType = staticType("async_generator_asend", generators.PyAsyncGenASend, FINAL);
export const ANEXT_AWAITABLE: PyType = staticType("anext_awaitable", generators.PyAnextAwaitable, FINAL);
export const ASYNC_GEN_ATHROW: PyType = staticType("async_generator_athrow", generators.PyAsyncGenAThrow, FINAL);

export const LIST_ITERATOR: PyType = staticType("list_iterator", iterators.ListIterator, FINAL);
export const LIST_REVERSE_ITERATOR: PyType = staticType("list_reverseiterator", iterators.ListReverseIterator, FINAL);
export const TUPLE_ITERATOR: PyType = staticType("tuple_iterator", iterators.TupleIterator, FINAL);
export const RANGE_ITERATOR: PyType = staticType("range_iterator", iterators.RangeIterator, FINAL);
export const LONG_RANGE_ITERATOR: PyType = staticType("longrange_iterator", iterators.LongRangeIterator, FINAL);
export const STR_ASCII_ITERATOR: PyType = staticType("str_ascii_iterator", null, FINAL);
export const STR_ITERATOR: PyType = staticType("str_iterator", null, FINAL);
export const BYTES_ITERATOR: PyType = staticType("bytes_iterator", null, FINAL);
export const BYTEARRAY_ITERATOR: PyType = staticType("bytearray_iterator", null, FINAL);
export const SET_ITERATOR: PyType = staticType("set_iterator", iterators.SetIterator, FINAL);
export const ENUMERATE: PyType = staticType("enumerate", iterators.Enumerate, { layout: "payload", vectorcall: true });
export const ZIP: PyType = staticType("zip", iterators.Zip, { layout: "payload" });
export const MAP: PyType = staticType("map", iterators.MapIterator, { layout: "payload", vectorcall: true });
export const FILTER: PyType = staticType("filter", iterators.FilterIterator, { layout: "payload", vectorcall: true });
export const REVERSED: PyType = staticType("reversed", iterators.ReversedIterator, {
  layout: "payload",
  vectorcall: true,
});
export const CALLABLE_ITERATOR: PyType = staticType("callable_iterator", iterators.CallableIterator, FINAL);
export const LINE_ITERATOR: PyType = staticType("line_iterator", null, FINAL);
export const POSITIONS_ITERATOR: PyType = staticType("positions_iterator", null, FINAL);
export const SEQUENCE_ITERATOR: PyType = staticType("iterator", iterators.SequenceIterator, FINAL);

export const DICT_KEYS: PyType = staticType("dict_keys", null, FINAL);
export const DICT_VALUES: PyType = staticType("dict_values", null, FINAL);
export const DICT_ITEMS: PyType = staticType("dict_items", null, FINAL);

/** Types of the iterators over the three views, forwards and backwards. */
export const DICT_ITERATORS: Readonly<Record<"keys" | "values" | "items", readonly [PyType, PyType]>> = {
  keys: [staticType("dict_keyiterator", null, FINAL), staticType("dict_reversekeyiterator", null, FINAL)],
  values: [staticType("dict_valueiterator", null, FINAL), staticType("dict_reversevalueiterator", null, FINAL)],
  items: [staticType("dict_itemiterator", null, FINAL), staticType("dict_reverseitemiterator", null, FINAL)],
};
const VIEWS = { keys: DICT_KEYS, values: DICT_VALUES, items: DICT_ITEMS } as const;

Object.defineProperty(PyDictView.prototype, "cls", {
  get(this: PyDictView): PyType {
    return VIEWS[this.view];
  },
});
Object.defineProperty(iterators.DictIterator.prototype, "cls", {
  get(this: iterators.DictIterator): PyType {
    return DICT_ITERATORS[this.view][this.reverse ? 1 : 0];
  },
});

Object.defineProperty(iterators.StrIterator.prototype, "cls", {
  get(this: iterators.StrIterator): PyType {
    return isAscii(this.text) ? STR_ASCII_ITERATOR : STR_ITERATOR;
  },
});

Object.defineProperty(iterators.BytesIterator.prototype, "cls", {
  get(this: iterators.BytesIterator): PyType {
    return this.overArray ? BYTEARRAY_ITERATOR : BYTES_ITERATOR;
  },
});

/** Type of a value (`Py_TYPE`). */
export function typeOf(value: Value): PyType {
  switch (typeof value) {
    case "number":
    case "bigint":
      return INT;
    case "string":
      return STR;
    case "boolean":
      return BOOL;
    case "undefined":
      return OBJECT;
    default:
      return value === null ? NONE_TYPE : value.cls;
  }
}

/** Name of the type of a value, as error texts have it. */
export function typeName(value: Value): string {
  return typeOf(value).name;
}

/** `isinstance(value, type)` without hooks. */
export function isInstance(value: Value, type: PyType): boolean {
  const own = typeOf(value);
  return own === type || own.mro.includes(type);
}

/** Takes the version tags of static types back; done between runs. */
export function forgetTypeTags(rt: Runtime): void {
  const { taggedStaticTypes } = rt;
  for (let type = taggedStaticTypes.pop(); type !== undefined; type = taggedStaticTypes.pop()) type.versionTag = 0;
}
