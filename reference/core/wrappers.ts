/**
 * Slot methods of built-in types (`list.__len__`, `int.__add__`, ...): what a program finds when it names them, and what
 * dispatch finds for subclasses.
 *
 * @module
 */

import type { BinaryOperator, CompareOperator, Runtime } from "../runtime.ts";
import {
  defineClassMethods,
  defineMethods,
  defineWrappers,
  NOT_IMPLEMENTED,
  tuple as tupleOf,
  types,
} from "../types.ts";
import {
  PyBytes,
  PyComplex,
  PyFloat,
  type PyIterator,
  PyMappingProxy,
  type PyMethodDescriptor,
  PyTuple,
  type PyType,
  type Value,
} from "../values.ts";
import { method, type Native, or, same, slot, value } from "../signature.ts";
import { percent, percentBytes, strValue } from "../text/mod.ts";
import { textWork } from "../../src/isa/work.ts";
import { COMPARE_METHODS, nativeCompare, stringPayload } from "./compare.ts";
import { nativeHash } from "./hashing.ts";
import { nativeIterator, stopIteration } from "./iteration.ts";
import { intPayload, intPowerModulo, numberBinary, numberPayload } from "./numbers.ts";
import { BINARY_METHODS, BINARY_OPERATORS, dictUnion, nativeUnary, numberDivmod } from "./operators.ts";
import {
  bytesExtendInplace,
  bytesRepeatInplace,
  concatenate,
  listExtendInplace,
  listRepeatInplace,
  repeat,
} from "./sequence_operators.ts";
import { setBinary, setInplace, viewBinary } from "./set_operators.ts";
import { mappingOf } from "./mappings.ts";
import { nativeContains } from "./membership.ts";
import { alias, subscriptedClass } from "./generic_alias.ts";
import { nativeDelitem, nativeGetitem, nativeLength, nativeSetitem } from "./sequences.ts";

/** A slot method with one argument. */
function one(body: (rt: Runtime, self: Value, other: Value) => Value): Native<Value> {
  return method([value], body, "slot");
}

/** A repetition asked by its name: what is no count has other words than between operands. */
function times(body: (rt: Runtime, self: Value, count: Value) => Value): Native<Value> {
  return method([value], (rt, self: Value, count) => {
    // What has no index is refused there, in the words of an argument.
    if (rt.special(count, "__index__") === undefined) rt.index(count);
    return body(rt, self, count);
  }, "index");
}

/** An operator with its reflected form. */
function operator(
  owner: PyType,
  op: BinaryOperator,
  body: (rt: Runtime, op: BinaryOperator, left: Value, right: Value) => Value,
): void {
  const [name, reflected] = BINARY_METHODS[op];
  defineWrappers(owner, {
    [name]: one((rt, self, other) => body(rt, op, self, other)),
    [reflected]: one((rt, self, other) => body(rt, op, other, self)),
  });
}

function inplaceOperator(owner: PyType, op: BinaryOperator, body: (rt: Runtime, self: Value, other: Value) => Value) {
  defineWrappers(owner, { [BINARY_METHODS[op][2]]: one(body) });
}

const { int, float, complex, str, bytes, bytearray, tuple, list, dict, set, frozenset, range } = types;
const { slice, dictKeys, dictValues, dictItems, mappingproxy, genericAlias, unionType } = types;

/** Marks concatenation and repetition, which are asked only after the number protocol of both operands. */
function sequence(owner: PyType, name: string): void {
  (owner.dict.get(name) as PyMethodDescriptor).sequence = true;
}

// ---- comparison and hashing -----------------------------------------------------------------------------------------

const ORDERED = [int, float, str, bytes, bytearray, tuple, list, set, frozenset, slice, dictKeys, dictItems];
for (const owner of ORDERED) compareMethods(owner, ["<", "<=", "==", "!=", ">", ">="]);
for (const owner of [complex, dict, range, types.method, genericAlias, unionType]) compareMethods(owner, ["==", "!="]);

function compareMethods(owner: PyType, ops: readonly CompareOperator[]): void {
  for (const op of ops) {
    defineWrappers(owner, {
      // int leaves comparison with a float to the float.
      [COMPARE_METHODS[op]]: one((rt, self, other) =>
        owner === int && intPayload(other) === undefined ? NOT_IMPLEMENTED : nativeCompare(rt, op, self, other)
      ),
    });
  }
}

const HASHABLE = [
  int,
  float,
  complex,
  str,
  bytes,
  tuple,
  frozenset,
  range,
  slice,
  types.method,
  genericAlias,
  unionType,
  mappingproxy,
];
for (const owner of HASHABLE) defineWrappers(owner, { __hash__: slot(nativeHash) });
for (const owner of [list, dict, set, bytearray, dictKeys, dictItems]) owner.dict.set("__hash__", null);

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
for (const op of BINARY_OPERATORS) if (op !== "@") operator(int, op, intBinary);
for (const op of ["&", "|", "^"] as const) operator(types.bool, op, intBinary);
for (const op of FLOAT_OPERATORS) operator(float, op, floatBinary);
for (const op of COMPLEX_OPERATORS) operator(complex, op, numberBinary);
for (const owner of [int, float]) {
  const apart = (self: Value, other: Value) =>
    owner === int && (intPayload(self) === undefined || intPayload(other) === undefined);
  defineWrappers(owner, {
    __divmod__: one((rt, self, other) => apart(self, other) ? NOT_IMPLEMENTED : numberDivmod(rt, self, other)),
    __rdivmod__: one((rt, self, other) => apart(self, other) ? NOT_IMPLEMENTED : numberDivmod(rt, other, self)),
  });
}
function intPower(rt: Runtime, base: Value, exponent: Value, modulus: Value): Value {
  if (modulus === null) return intBinary(rt, "**", base, exponent);
  const [a, b, m] = [intPayload(base), intPayload(exponent), intPayload(modulus)];
  if (a === undefined || b === undefined || m === undefined) return NOT_IMPLEMENTED;
  return intPowerModulo(rt, a, b, m);
}
function floatPower(rt: Runtime, base: Value, exponent: Value, modulus: Value): Value {
  if (modulus === null) return floatBinary(rt, "**", base, exponent);
  throw rt.typeError("pow() 3rd argument not allowed unless all arguments are integers");
}
function complexPower(rt: Runtime, base: Value, exponent: Value, modulus: Value): Value {
  if (numberPayload(base) === undefined || numberPayload(exponent) === undefined) return NOT_IMPLEMENTED;
  if (modulus === null) return numberBinary(rt, "**", base, exponent);
  throw rt.valueError("complex modulo");
}
const POWERS = [[int, intPower], [float, floatPower], [complex, complexPower]] as const;
const POWER_PARAMETERS = [value, or(null, same)] as const;
for (const [owner, body] of POWERS) {
  defineWrappers<Value>(owner, {
    __pow__: method([...POWER_PARAMETERS], body, "slot"),
    __rpow__: method([...POWER_PARAMETERS], (rt, self, base, modulus) => body(rt, base, self, modulus), "slot"),
  });
}
function isTrue(v: Value): boolean {
  const payload = numberPayload(v);
  if (payload instanceof PyComplex) return payload.re !== 0 || payload.im !== 0;
  return payload instanceof PyFloat ? payload.value !== 0 : payload !== 0n;
}
for (const owner of [int, float, complex]) {
  for (const name of ["__neg__", "__pos__", "__abs__"] as const) {
    defineWrappers(owner, { [name]: slot((rt, self: Value) => nativeUnary(rt, name, self)) });
  }
  defineWrappers(owner, { __bool__: slot((_rt, self: Value) => isTrue(self)) });
}
defineWrappers<Value>(int, {
  __invert__: slot((rt, self) => nativeUnary(rt, "__invert__", self)),
  __index__: slot((_rt, self) => intPayload(self) as bigint),
});
defineWrappers(types.NoneType, { __bool__: slot(() => false) });

// ---- containers -----------------------------------------------------------------------------------------------------

const SEQUENCES = [str, bytes, bytearray, tuple, list];
for (const owner of [...SEQUENCES, dict, set, frozenset, range, dictKeys, dictValues, dictItems, mappingproxy]) {
  defineWrappers<Value>(owner, {
    __len__: slot((rt, self) => {
      // Code points are counted each time.
      rt.spend(textWork(stringPayload(self)?.length ?? 0));
      return nativeLength(self) as bigint;
    }),
    __iter__: slot((rt, self) => nativeIterator(self) ?? rt.unsupported(`iteration over ${owner.name}`)),
  });
  if (owner !== dictValues) defineWrappers(owner, { __contains__: one(nativeContains) });
}
defineWrappers<PyMappingProxy>(mappingproxy, {
  __len__: slot((rt, self) => rt.length(mappingOf(rt, self))),
  __iter__: slot((rt, self) => rt.iter(mappingOf(rt, self))),
  __str__: slot((rt, self) => strValue(rt, mappingOf(rt, self))),
});
operator(mappingproxy, "|", (rt, _op, left, right) => rt.binary("|", behindProxy(rt, left), behindProxy(rt, right)));
inplaceOperator(mappingproxy, "|", (rt) => {
  throw rt.typeError("'|=' is not supported by mappingproxy; use '|' instead");
});
compareMethods(mappingproxy, ["<", "<=", "==", "!=", ">", ">="]);

function behindProxy(rt: Runtime, v: Value): Value {
  return v instanceof PyMappingProxy ? mappingOf(rt, v) : v;
}
for (const owner of [...SEQUENCES, dict, range, mappingproxy, types.typeAliasType, genericAlias]) {
  defineWrappers(owner, { __getitem__: one(nativeGetitem) });
}
for (const owner of [int, float, complex, str, bytes, tuple]) {
  defineMethods<Value>(owner, { __getnewargs__: method([], (_rt, self) => tupleOf(newArguments(self))) });
}

/** What a value of a type that never changes is made of again. */
function newArguments(self: Value): Value[] {
  const plain = stringPayload(self) ?? numberPayload(self);
  if (plain instanceof PyComplex) return [plain.re, plain.im].map((part) => new PyFloat(types.float, part));
  if (plain instanceof PyFloat) return [new PyFloat(types.float, plain.value)];
  if (plain !== undefined) return [plain];
  return [self instanceof PyTuple ? tupleOf(self.items) : new PyBytes(types.bytes, (self as PyBytes).data)];
}
// C has methods of its own for these.
for (const owner of [list, dict]) defineMethods<Value>(owner, { __getitem__: method([value], nativeGetitem) });
for (const owner of [dict, set, frozenset]) {
  defineMethods<Value>(owner, { __contains__: method([value], nativeContains) });
}
for (const owner of [list, dict, bytearray]) {
  defineWrappers<Value>(owner, {
    __setitem__: method([value, value], nativeSetitem, "slot"),
    __delitem__: method([value], nativeDelitem, "slot"),
  });
}

// ---- sequences, sets, dicts as operands -----------------------------------------------------------------------------

for (const owner of SEQUENCES) {
  defineWrappers(owner, { __add__: one(concatenate), __mul__: times(repeat), __rmul__: times(repeat) });
  for (const name of ["__add__", "__mul__", "__rmul__"]) sequence(owner, name);
}
inplaceOperator(list, "+", listExtendInplace);
defineWrappers(list, { __imul__: times(listRepeatInplace) });
inplaceOperator(bytearray, "+", bytesExtendInplace);
defineWrappers(bytearray, { __imul__: times(bytesRepeatInplace) });
for (const owner of [list, bytearray]) for (const name of ["__iadd__", "__imul__"]) sequence(owner, name);
operator(str, "%", (rt, _op, left, right) => {
  return stringPayload(left) === undefined ? NOT_IMPLEMENTED : percent(rt, left, right);
});
for (const owner of [bytes, bytearray]) {
  operator(owner, "%", (rt, _op, left, right) => {
    return left instanceof PyBytes ? percentBytes(rt, left, right) : NOT_IMPLEMENTED;
  });
}
for (const owner of [set, frozenset]) {
  for (const op of ["|", "&", "-", "^"] as const) operator(owner, op, setBinary);
}
for (const op of ["|", "&", "-", "^"] as const) {
  inplaceOperator(set, op, (rt, self, other) => setInplace(rt, op, self, other));
  for (const owner of [dictKeys, dictItems]) operator(owner, op, viewBinary);
}
operator(dict, "|", (rt, _op, left, right) => dictUnion(rt, left, right));
inplaceOperator(dict, "|", (rt, self, other) => {
  rt.callMethod(self, "update", [other]);
  return self;
});

// ---- iterators ------------------------------------------------------------------------------------------------------

/** Iterator types written here and in the builtins. */
const ITERATORS =
  "listIterator listReverseIterator tupleIterator rangeIterator longrangeIterator strIterator strAsciiIterator bytesIterator bytearrayIterator setIterator dictKeyIterator dictValueIterator dictItemIterator dictReverseKeyIterator dictReverseValueIterator dictReverseItemIterator sequenceIterator callableIterator lineIterator positionsIterator enumerate zip map filter reversed"
    .split(" ") as (keyof typeof types)[];
/** Those of them that have no `__length_hint__`. */
const UNCOUNTED: ReadonlySet<keyof typeof types> = new Set(
  ["callableIterator", "lineIterator", "positionsIterator", "enumerate", "zip", "map", "filter"] as const,
);
for (const name of ITERATORS) {
  defineWrappers<PyIterator>(types[name], {
    __iter__: slot((_rt, self) => self),
    __next__: slot((rt, self) => {
      const item = self.next(rt);
      if (item === undefined) throw stopIteration(rt, null);
      return item;
    }),
  });
  if (UNCOUNTED.has(name)) continue;
  defineMethods<PyIterator>(types[name], {
    __length_hint__: method([], (rt, self) => self.lengthHint(rt) ?? NOT_IMPLEMENTED),
  });
}

// ---- generic types --------------------------------------------------------------------------------------------------

for (const owner of [list, dict, tuple, set, frozenset, types.generic, types.enumerate, mappingproxy]) {
  const subscripted = owner === types.generic
    ? subscriptedClass
    : (_rt: Runtime, cls: PyType, key: Value) => alias(cls, key);
  defineClassMethods<PyType>(owner, { __class_getitem__: method([value], subscripted) });
}
