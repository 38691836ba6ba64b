/**
 * Slot methods of built-in types (`list.__len__`, `int.__add__`, ...): what a program finds when it names them, and what
 * dispatch finds for subclasses.
 *
 * @module
 */

import type { BinaryOperator, CompareOperator, Runtime } from "../runtime.ts";
import { defineClassMethods, defineMethods, defineWrappers, NOT_IMPLEMENTED, types } from "../types.ts";
import {
  type NativeMethod,
  PyBytes,
  PyComplex,
  PyFloat,
  type PyIterator,
  type PyMethodDescriptor,
  type PyType,
  type Slot,
  type Value,
} from "../values.ts";
import { percent, percentBytes } from "../text/mod.ts";
import { COMPARE_METHODS, nativeCompare, nativeHash, stringPayload } from "./compare.ts";
import { nativeIterator, stopIteration } from "./iteration.ts";
import { intPayload, intPowerModulo, numberBinary, numberPayload } from "./numbers.ts";
import {
  BINARY_METHODS,
  BINARY_OPERATORS,
  concatenate,
  dictUnion,
  listExtendInplace,
  listRepeatInplace,
  nativeUnary,
  numberDivmod,
  repeat,
  setBinary,
  setInplace,
  viewBinary,
} from "./operators.ts";
import { nativeContains } from "./membership.ts";
import { alias, nativeDelitem, nativeGetitem, nativeLength, nativeSetitem } from "./sequences.ts";

function first(args: readonly Value[]): Value {
  return args[0] as Value;
}

/** Slot methods without arguments. */
function plain(owner: PyType, methods: Readonly<Record<string, (rt: Runtime, self: Value) => Value>>): void {
  for (const [name, body] of Object.entries(methods)) {
    defineWrappers(owner, {
      [name](rt, self, args) {
        if (args.length !== 0) throw rt.typeError(`expected 0 arguments, got ${args.length}`);
        return body(rt, self);
      },
    });
  }
}

/** A slot method with one argument. */
function one(name: string, body: NativeMethod, owner: PyType): void {
  defineWrappers(owner, {
    [name](rt, self, args, kwargs) {
      if (args.length !== 1) throw rt.typeError(`expected 1 argument, got ${args.length}`);
      return body(rt, self, args, kwargs);
    },
  });
}

/** An operator with its reflected form. */
function operator(
  owner: PyType,
  op: BinaryOperator,
  body: (rt: Runtime, op: BinaryOperator, left: Value, right: Value) => Value,
): void {
  const [name, reflected] = BINARY_METHODS[op];
  one(name, (rt, self, args) => body(rt, op, self, first(args)), owner);
  one(reflected, (rt, self, args) => body(rt, op, first(args), self), owner);
}

function inplaceOperator(owner: PyType, op: BinaryOperator, body: (rt: Runtime, self: Value, other: Value) => Value) {
  one(BINARY_METHODS[op][2], (rt, self, args) => body(rt, self, first(args)), owner);
}

/** Marks concatenation and repetition, which are asked only after the number protocol of both operands. */
function sequence(owner: PyType, name: string): void {
  (owner.dict.get(name) as PyMethodDescriptor).sequence = true;
}

// ---- comparison and hashing -----------------------------------------------------------------------------------------

const ORDERED: readonly PyType[] = [
  types.int,
  types.float,
  types.str,
  types.bytes,
  types.bytearray,
  types.tuple,
  types.list,
  types.set,
  types.frozenset,
  types.slice,
  types.dictKeys,
  types.dictItems,
];
const EQUALITY_ONLY: readonly PyType[] = [
  types.complex,
  types.dict,
  types.range,
  types.method,
  types.genericAlias,
  types.unionType,
];
for (const owner of ORDERED) compareMethods(owner, ["<", "<=", "==", "!=", ">", ">="]);
for (const owner of EQUALITY_ONLY) compareMethods(owner, ["==", "!="]);

function compareMethods(owner: PyType, ops: readonly CompareOperator[]): void {
  for (const op of ops) {
    one(COMPARE_METHODS[op], (rt, self, args) => nativeCompare(rt, op, self, first(args)), owner);
  }
}

const HASHABLE = [types.int, types.float, types.complex, types.str, types.bytes, types.tuple, types.frozenset];
for (const owner of [...HASHABLE, types.range, types.slice, types.method, types.genericAlias, types.unionType]) {
  plain(owner, { __hash__: (rt, self) => nativeHash(rt, self) });
}
for (const owner of [types.list, types.dict, types.set, types.bytearray, types.dictKeys, types.dictItems]) {
  owner.dict.set("__hash__", null);
}

// ---- numbers --------------------------------------------------------------------------------------------------------

const FLOAT_OPERATORS: readonly BinaryOperator[] = ["+", "-", "*", "/", "//", "%", "**"];
const COMPLEX_OPERATORS: readonly BinaryOperator[] = ["+", "-", "*", "/", "**"];
/** int leaves mixed arithmetic to the other type. */
const intBinary = (rt: Runtime, op: BinaryOperator, left: Value, right: Value): Value =>
  intPayload(left) === undefined || intPayload(right) === undefined
    ? NOT_IMPLEMENTED
    : numberBinary(rt, op, left, right);
const floatBinary = (rt: Runtime, op: BinaryOperator, left: Value, right: Value): Value =>
  numberPayload(left) instanceof PyComplex || numberPayload(right) instanceof PyComplex
    ? NOT_IMPLEMENTED
    : numberBinary(rt, op, left, right);
for (const op of BINARY_OPERATORS) if (op !== "@") operator(types.int, op, intBinary);
for (const op of ["&", "|", "^"] as const) operator(types.bool, op, intBinary);
for (const op of FLOAT_OPERATORS) operator(types.float, op, floatBinary);
for (const op of COMPLEX_OPERATORS) operator(types.complex, op, numberBinary);
for (const owner of [types.int, types.float]) {
  one("__divmod__", (rt, self, args) => numberDivmod(rt, self, first(args)), owner);
  one("__rdivmod__", (rt, self, args) => numberDivmod(rt, first(args), self), owner);
}
defineWrappers(types.int, {
  __pow__(rt, self, args) {
    const modulus = args[1];
    if (modulus === undefined || modulus === null) return intBinary(rt, "**", self, first(args));
    const [a, b, m] = [intPayload(self), intPayload(first(args)), intPayload(modulus)];
    if (a === undefined || b === undefined || m === undefined) return NOT_IMPLEMENTED;
    return intPowerModulo(rt, a, b, m);
  },
});
for (const owner of [types.int, types.float, types.complex]) {
  const names = owner === types.int
    ? ["__neg__", "__pos__", "__abs__", "__invert__"] as const
    : ["__neg__", "__pos__", "__abs__"] as const;
  for (const name of names) plain(owner, { [name]: (rt, self) => nativeUnary(rt, name, self) });
  plain(owner, {
    __bool__(_rt, self) {
      const payload = numberPayload(self);
      if (payload instanceof PyComplex) return payload.re !== 0 || payload.im !== 0;
      return payload instanceof PyFloat ? payload.value !== 0 : payload !== 0n;
    },
  });
}
plain(types.int, { __index__: (_rt, self) => intPayload(self) as bigint });
plain(types.NoneType, { __bool__: () => false });

// ---- containers -----------------------------------------------------------------------------------------------------

const SIZED: readonly PyType[] = [
  types.str,
  types.bytes,
  types.bytearray,
  types.tuple,
  types.list,
  types.dict,
  types.set,
  types.frozenset,
  types.range,
  types.dictKeys,
  types.dictValues,
  types.dictItems,
  types.mappingproxy,
];
for (const owner of SIZED) {
  plain(owner, {
    __len__: (_rt, self) => nativeLength(self) as bigint,
    __iter__: (rt, self) => nativeIterator(self) ?? rt.unsupported(`iteration over ${owner.name}`),
  });
  if (owner !== types.dictValues) {
    one("__contains__", (rt, self, args) => nativeContains(rt, self, first(args)), owner);
  }
}
plain(types.mappingproxy, { __iter__: (rt, self) => rt.iter(rt.list(rt.toArray(rt.callMethod(self, "keys", [])))) });
const SUBSCRIPTABLE: readonly PyType[] = [
  types.str,
  types.bytes,
  types.bytearray,
  types.tuple,
  types.list,
  types.dict,
  types.range,
  types.mappingproxy,
  types.typeAliasType,
  types.genericAlias,
];
for (const owner of SUBSCRIPTABLE) one("__getitem__", (rt, self, args) => nativeGetitem(rt, self, first(args)), owner);
for (const owner of [types.list, types.dict, types.bytearray]) {
  defineWrappers(owner, {
    __setitem__(rt, self, args) {
      if (args.length !== 2) throw rt.typeError(`expected 2 arguments, got ${args.length}`);
      nativeSetitem(rt, self, first(args), args[1] as Value);
      return null;
    },
    __delitem__(rt, self, args) {
      if (args.length !== 1) throw rt.typeError(`expected 1 argument, got ${args.length}`);
      nativeDelitem(rt, self, first(args));
      return null;
    },
  });
}

// ---- sequences, sets, dicts as operands -----------------------------------------------------------------------------

for (const owner of [types.str, types.bytes, types.bytearray, types.tuple, types.list]) {
  one("__add__", (rt, self, args) => concatenate(rt, self, first(args)), owner);
  one("__mul__", (rt, self, args) => repeat(rt, self, first(args)), owner);
  one("__rmul__", (rt, self, args) => repeat(rt, self, first(args)), owner);
  for (const name of ["__add__", "__mul__", "__rmul__"]) sequence(owner, name);
}
inplaceOperator(types.list, "+", listExtendInplace);
inplaceOperator(types.list, "*", listRepeatInplace);
for (const name of ["__iadd__", "__imul__"]) sequence(types.list, name);
operator(types.str, "%", (rt, _op, left, right) => {
  const format = stringPayload(left);
  if (format === undefined || stringPayload(left) === undefined) return NOT_IMPLEMENTED;
  return percent(rt, format, right);
});
for (const owner of [types.bytes, types.bytearray]) {
  operator(
    owner,
    "%",
    (rt, _op, left, right) => left instanceof PyBytes ? percentBytes(rt, left, right) : NOT_IMPLEMENTED,
  );
}
for (const owner of [types.set, types.frozenset]) {
  for (const op of ["|", "&", "-", "^"] as const) operator(owner, op, setBinary);
}
for (const op of ["|", "&", "-", "^"] as const) {
  inplaceOperator(types.set, op, (rt, self, other) => setInplace(rt, op, self, other));
  for (const owner of [types.dictKeys, types.dictItems]) operator(owner, op, viewBinary);
}
operator(types.dict, "|", (rt, _op, left, right) => dictUnion(rt, left, right));
inplaceOperator(types.dict, "|", (rt, self, other) => {
  rt.callMethod(self, "update", [other]);
  return self;
});

// ---- iterators ------------------------------------------------------------------------------------------------------

/** Iterator types written here and in the builtins. */
const ITERATORS: readonly PyType[] = [
  types.listIterator,
  types.listReverseIterator,
  types.tupleIterator,
  types.rangeIterator,
  types.longrangeIterator,
  types.strIterator,
  types.strAsciiIterator,
  types.bytesIterator,
  types.setIterator,
  types.dictKeyIterator,
  types.dictValueIterator,
  types.dictItemIterator,
  types.dictReverseKeyIterator,
  types.dictReverseValueIterator,
  types.dictReverseItemIterator,
  types.sequenceIterator,
  types.callableIterator,
  types.enumerate,
  types.zip,
  types.map,
  types.filter,
  types.reversed,
];
for (const owner of ITERATORS) {
  plain(owner, {
    __iter__: (_rt, self) => self,
    __next__(rt, self) {
      const item: Slot = (self as PyIterator).next(rt);
      if (item === undefined) throw stopIteration(rt, null);
      return item;
    },
  });
  defineMethods(owner, { __length_hint__: (rt, self) => (self as PyIterator).lengthHint(rt) ?? NOT_IMPLEMENTED });
}

// ---- generic types --------------------------------------------------------------------------------------------------

for (const owner of [types.list, types.dict, types.tuple, types.set, types.frozenset, types.generic, types.enumerate]) {
  defineClassMethods(owner, { __class_getitem__: (_rt, cls, args) => alias(cls, first(args)) });
}
