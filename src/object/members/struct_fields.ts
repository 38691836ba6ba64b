/**
 * Members of builtin types that are objects in the C struct (`PyMemberDef` of kind object). The specializer reads and writes these by their
 * byte offset, as it does slots; loaded behind all modules that give types their members.
 *
 * @module
 */

import "../builtins/range_type.ts";
import type { PyException } from "../exception/exception.ts";
import * as exceptions from "../exception/exception_types.ts";
import { SIMPLE_NAMESPACE } from "../type/namespace.ts";
import type { PyType } from "../type/type.ts";
import * as types from "../type/types.ts";
import { type PyGetSet, PyObjectMember } from "../values/callable_values.ts";
import { PARAM_SPEC, TYPE_ALIAS_TYPE, TYPE_VAR, TYPE_VAR_TUPLE } from "../values/typing_values.ts";
import type { Value } from "../values/value.ts";

/** Byte offsets by name. A `?` behind a name: None as the attribute's value means that the field is empty. */
type Fields = Readonly<Record<string, number>>;

/** First byte behind what all exceptions have. */
const EXCEPTION_SIZE = 72;

const DESCRIPTOR: Fields = { __objclass__: 16, __name__: 24 };
const WRAPPER: Fields = { __func__: 16, __wrapped__: 16 };
const NAMED: Fields = { __name__: 16 };

/** Fields of exceptions one behind the other. */
function behindBase(names: string): Fields {
  return Object.fromEntries(names.split(" ").map((name, i) => [name, EXCEPTION_SIZE + 8 * i]));
}

const CODEC: Fields = { encoding: 72, object: 80, reason: 104 };

const FIELDS: readonly (readonly [PyType, Fields])[] = [
  [types.FUNCTION, { __globals__: 16, __builtins__: 24, "__closure__?": 72, __doc__: 80, __module__: 104 }],
  [types.CODE, {
    co_consts: 24,
    co_names: 32,
    co_exceptiontable: 40,
    co_filename: 112,
    co_name: 120,
    co_qualname: 128,
    co_linetable: 136,
  }],
  [types.PROPERTY, { "fget?": 16, "fset?": 24, "fdel?": 32, "__doc__?": 40 }],
  [types.CLASSMETHOD, WRAPPER],
  [types.STATICMETHOD, WRAPPER],
  [types.RANGE, { start: 16, stop: 24, step: 32 }],
  [types.BUILTIN, { "__module__?": 32 }],
  [types.METHOD_DESCRIPTOR, DESCRIPTOR],
  [types.CLASSMETHOD_DESCRIPTOR, DESCRIPTOR],
  [types.WRAPPER_DESCRIPTOR, DESCRIPTOR],
  [types.GETSET_DESCRIPTOR, DESCRIPTOR],
  [types.MEMBER_DESCRIPTOR, DESCRIPTOR],
  [types.METHOD_WRAPPER, { __self__: 24 }],
  [types.COROUTINE, { "cr_origin?": 56 }],
  [SIMPLE_NAMESPACE, { __dict__: 16 }],
  [TYPE_VAR, NAMED],
  [PARAM_SPEC, { ...NAMED, "__bound__?": 24 }],
  [TYPE_VAR_TUPLE, NAMED],
  [TYPE_ALIAS_TYPE, NAMED],
  [exceptions.BASE_EXCEPTION_GROUP, behindBase("message exceptions")],
  [exceptions.STOP_ITERATION, behindBase("value")],
  [exceptions.SYSTEM_EXIT, behindBase("code")],
  [exceptions.ATTRIBUTE_ERROR, behindBase("obj name")],
  [exceptions.NAME_ERROR, behindBase("name")],
  [exceptions.IMPORT_ERROR, behindBase("msg name path name_from")],
  [exceptions.OS_ERROR, behindBase("errno strerror filename filename2")],
  [
    exceptions.SYNTAX_ERROR,
    behindBase("msg filename lineno offset end_lineno end_offset text print_file_and_line"),
  ],
  [exceptions.UNICODE_DECODE_ERROR, CODEC],
  [exceptions.UNICODE_ENCODE_ERROR, CODEC],
  [exceptions.UNICODE_TRANSLATE_ERROR, CODEC],
];

/** What a field holds, undefined when nothing: the attribute is None then. */
function reader(old: PyGetSet, noneIsEmpty: boolean): PyObjectMember["read"] {
  const { get, name, owner } = old;
  if (noneIsEmpty) return (rt, self) => get(rt, self) ?? undefined;
  if (owner.layout !== "exception" || owner === exceptions.BASE_EXCEPTION_GROUP) return get;
  return (_rt, self): Value => (self as PyException).fields?.get(name);
}

for (const [type, fields] of FIELDS) {
  const members = new Map<number, PyObjectMember>();
  for (const [text, offset] of Object.entries(fields)) {
    const name = text.replace("?", "");
    const old = type.dict.getStr(name) as PyGetSet;
    const member = new PyObjectMember(old, offset, reader(old, name !== text));
    member.cls = types.MEMBER_DESCRIPTOR;
    type.dict.setStr(name, member);
    members.set(offset, member);
  }
  type.objectMembers = members;
}

/** Bytes of the C struct of an instance, for types that classes with `__slots__` can have as base; others have what their base has. */
const SIZES: Readonly<Record<string, number>> = {
  float: 24,
  SimpleNamespace: 24,
  complex: 32,
  classmethod: 32,
  staticmethod: 32,
  map: 32,
  filter: 32,
  reversed: 32,
  list: 40,
  super: 40,
  dict: 48,
  zip: 48,
  bytearray: 56,
  enumerate: 56,
  module: 56,
  str: 64,
  property: 64,
  set: 200,
  frozenset: 200,
  BaseException: EXCEPTION_SIZE,
  NameError: 80,
  StopIteration: 80,
  SystemExit: 80,
  AttributeError: 88,
  BaseExceptionGroup: 88,
  ImportError: 104,
  OSError: 112,
  UnicodeDecodeError: 112,
  UnicodeEncodeError: 112,
  UnicodeTranslateError: 112,
  SyntaxError: 136,
};

// Bases come before what is derived from them.
for (const type of types.STATIC_TYPES) {
  type.size = SIZES[type.shortName] ?? type.base?.size ?? type.size;
  type.objectMembers ??= type.base?.objectMembers ?? null;
}
