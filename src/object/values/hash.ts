/**
 * Hashes, and the index keys under which dicts keep simple keys.
 *
 * @module
 */

import { copyWork, digitsOf, textWork } from "../../isa/work.ts";
import { PyBuiltin, PyCell, PyMethod, PyMethodWrapper } from "./callable_values.ts";
import { PyCode } from "./code.ts";
import { call } from "../call/call.ts";
import type { IndexKey } from "../dict/dict.ts";
import { TYPE_ERROR } from "../exception/exception_types.ts";
import { PyInstance } from "../type/instance.ts";
import { PyNamespace } from "../type/namespace.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { PyComplex, PyFloat } from "./number_values.ts";
import { intOf } from "./payload.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { PyByteArray, PyBytes, PyList, PyRange, PySlice, PyTuple } from "./sequence_values.ts";
import { DUMMY, type Hash, PyAnySet, PyFrozenSet, PySet } from "../set/set.ts";
import { PyDict, PyDictView } from "../dict/dict.ts";
import { PyMappingProxy } from "../dict/mapping_proxy.ts";
import { PyGenericAlias, PyUnion } from "./typing_values.ts";
import { siphash, siphashText } from "./siphash.ts";
import { typeName, typeOf } from "../type/types.ts";
import { normalizeInt, type PyInt, type PyObject, type Value } from "./value.ts";

/** `_PyHASH_MODULUS`. */
const MODULUS = (1n << 61n) - 1n;
const MASK64 = (1n << 64n) - 1n;
const HASH_INF = 314159;
const HASH_NONE = 0xfca86420;

/** `hash(value)`; raises TypeError for what cannot be hashed. */
export function hashOf(rt: Runtime, value: Value): Hash {
  switch (typeof value) {
    case "number":
      return value === -1 ? -2 : value;
    case "string":
      rt.burn(textWork(value.length));
      return siphashText(value);
    case "boolean":
      return value ? 1 : 0;
    case "bigint":
      rt.burn(copyWork(digitsOf(value)));
      return hashBigint(value);
    case "undefined":
      return 0;
    default:
      return value === null ? HASH_NONE : hashObject(rt, value);
  }
}

function hashObject(rt: Runtime, value: PyObject): Hash {
  if (value.cls.isHeap) return hashByMethod(rt, value);
  return hashBuiltin(rt, value);
}

/** Hash of a value of a builtin type, or of an instance as its builtin base sees it. */
export function hashBuiltin(rt: Runtime, value: Value): Hash {
  const bare = value instanceof PyInstance && !(value instanceof PyNamespace) ? value.payload : value;
  if (bare === undefined) return identityHash(rt, value as PyObject);
  if (typeof bare !== "object" || bare === null) return hashOf(rt, bare);
  if (bare instanceof PyTuple) return hashItems(rt, bare.items);
  if (bare instanceof PyFloat) return hashFloat(rt, bare);
  if (bare instanceof PyFrozenSet) {
    rt.burn(bare.table.length);
    return hashFrozenSet(bare);
  }
  if (bare instanceof PyBytes) {
    rt.burn(textWork(bare.data.length));
    return siphash(bare.data);
  }
  if (bare instanceof PyComplex) return hashComplex(rt, bare);
  if (bare instanceof PyRange) {
    const { length } = bare;
    return hashItems(rt, [length, length === 0 ? null : bare.start, length === 0 || length === 1 ? null : bare.step]);
  }
  if (bare instanceof PySlice) return hashItems(rt, [bare.start, bare.stop, bare.step], false);
  if (bare instanceof PyCode) return xorHashes(hashOf(rt, bare.name), bare.source.firstlineno, bare.units.length);
  if (bare instanceof PyMethod) return fixHash(Number(rt.identityOf(bare.func as object)) / 16 + 1);
  if (bare instanceof PyBuiltin) return identityHash(rt, bare.impl);
  if (bare instanceof PyMethodWrapper) return identityHash(rt, bare.descriptor);
  if (bare instanceof PyGenericAlias) return xorHashes(hashOf(rt, bare.origin), hashOf(rt, bare.args));
  if (bare instanceof PyUnion) return xorHashes(...bare.args.items.map((item) => hashOf(rt, item)));
  if (bare instanceof PyMappingProxy) return hashOf(rt, bare.mapping);
  if (isUnhashable(bare)) throw raise(rt, TYPE_ERROR, `unhashable type: '${typeName(value)}'`);
  return identityHash(rt, bare);
}

/** Hashes together, in no order. */
function xorHashes(...hashes: readonly Hash[]): Hash {
  const hash = hashes.reduce<bigint>((all, each) => all ^ BigInt(each), 0n);
  return hash === -1n ? -2 : normalizeInt(hash);
}

/** True for the mutable containers. */
function isUnhashable(value: PyObject): boolean {
  return value instanceof PyList || value instanceof PyDict || value instanceof PySet || value instanceof PyByteArray ||
    value instanceof PyCell || value instanceof PyNamespace ||
    (value instanceof PyDictView && value.view !== "values");
}

function hashByMethod(rt: Runtime, value: PyObject): Hash {
  const method = lookupSpecial(value.cls, "__hash__");
  if (method === null || method === undefined) {
    throw raise(rt, TYPE_ERROR, `unhashable type: '${typeName(value)}'`);
  }
  const result = call(rt, method, [value], null);
  const hash = intOf(result);
  if (hash === undefined) throw raise(rt, TYPE_ERROR, "__hash__ method should return an integer");
  // A value that fits 64 bits is taken as it is, a longer one is hashed.
  if (typeof hash === "number") return hash === -1 ? -2 : hash;
  return BigInt.asIntN(64, hash) === hash ? hash : hashBigint(hash);
}

function identityHash(rt: Runtime, value: object): Hash {
  return Number(rt.identityOf(value) >> 4n);
}

function fixHash(hash: PyInt): Hash {
  return hash === -1 ? -2 : hash;
}

function hashBigint(value: bigint): Hash {
  const hash = value < 0n ? -((-value) % MODULUS) : value % MODULUS;
  return hash === -1n ? -2 : normalizeInt(hash);
}

function hashFloat(rt: Runtime, value: PyFloat): Hash {
  return Number.isNaN(value.value) ? identityHash(rt, value) : hashDouble(value.value);
}

/** `_Py_HashDouble` of a number. */
function hashDouble(value: number): Hash {
  if (value === Infinity) return HASH_INF;
  if (value === -Infinity) return -HASH_INF;
  if (Number.isInteger(value)) return hashOfInt(Number.isSafeInteger(value) ? value + 0 : BigInt(value));
  // The value is n / 2**k: multiply n by the inverse of 2**k modulo the Mersenne prime, a rotation by 61 bits.
  let numerator = Math.abs(value);
  let halvings = 0;
  while (!Number.isInteger(numerator)) {
    numerator *= 2;
    halvings++;
  }
  const rotation = BigInt((61 - halvings % 61) % 61);
  const hash = (BigInt(numerator) % MODULUS) * (1n << rotation) % MODULUS;
  return fixHash(normalizeInt(value < 0 ? -hash : hash));
}

function hashOfInt(value: PyInt): Hash {
  return typeof value === "bigint" ? hashBigint(value) : value === -1 ? -2 : value;
}

function hashComplex(rt: Runtime, value: PyComplex): Hash {
  const re = BigInt(hashOf(rt, new PyFloat(value.re)));
  const im = BigInt(hashOf(rt, new PyFloat(value.im)));
  return fixHash(normalizeInt(BigInt.asIntN(64, re + 1000003n * im)));
}

/** The xxHash that tuples and slices use; tuples add their length. */
function hashItems(rt: Runtime, items: readonly Value[], withLength = true): Hash {
  const [P1, P2, P5] = [11400714785074694791n, 14029467366897019727n, 2870177450012600261n];
  let acc = P5;
  rt.burn(items.length + 1);
  for (const item of items) {
    acc = (acc + BigInt.asUintN(64, BigInt(hashOf(rt, item))) * P2) & MASK64;
    acc = ((acc << 31n) | (acc >> 33n)) & MASK64;
    acc = (acc * P1) & MASK64;
  }
  if (withLength) acc = (acc + (BigInt(items.length) ^ (P5 ^ 3527539n))) & MASK64;
  if (acc === MASK64) return 1546275796;
  return normalizeInt(BigInt.asIntN(64, acc));
}

function hashFrozenSet(set: PyFrozenSet): Hash {
  if (set.hash !== null) return set.hash;
  const shuffle = (h: bigint): bigint => ((h ^ 89869747n) ^ ((h << 16n) & MASK64)) * 3644798167n & MASK64;
  let hash = 0n;
  set.table.forEach((key, slot) => {
    if (key === undefined || key === DUMMY) return;
    hash ^= shuffle(BigInt.asUintN(64, BigInt(set.hashes[slot] as Hash)));
  });
  hash ^= (BigInt(set.used) + 1n) * 1927868237n & MASK64;
  hash ^= (hash >> 11n) ^ (hash >> 25n);
  hash = (hash * 69069n + 907133923n) & MASK64;
  if (hash === MASK64) hash = 590923713n;
  set.hash = normalizeInt(BigInt.asIntN(64, hash));
  return set.hash;
}

/**
 * What stands for a key in a dict's index, when equality of index keys is equality of keys. Undefined for keys that are compared through
 * their hash bucket: tuples, frozensets, bytes, instances with their own `__eq__` ... and for what cannot be hashed.
 */
export function indexKeyOf(value: Value): IndexKey | undefined {
  switch (typeof value) {
    case "string":
    case "number":
    case "bigint":
      return value;
    case "boolean":
      return value ? 1 : 0;
    case "undefined":
      return undefined;
  }
  if (value === null) return null;
  if (value instanceof PyFloat) return floatIndexKey(value);
  if (value.cls.isHeap) return instanceIndexKey(value);
  if (value instanceof PyComplex) return value.im === 0 ? floatIndexKey(new PyFloat(value.re)) : undefined;
  return isStructural(value) || isUnhashable(value) ? undefined : value;
}

function floatIndexKey(value: PyFloat): IndexKey {
  const double = value.value;
  if (Number.isNaN(double)) return value;
  return Number.isInteger(double) && !Number.isSafeInteger(double) ? BigInt(double) : double + 0;
}

function isStructural(value: PyObject): boolean {
  return value instanceof PyTuple || value instanceof PyAnySet || value instanceof PyBytes ||
    value instanceof PyRange ||
    value instanceof PySlice || value instanceof PyCode || value instanceof PyMethod ||
    value instanceof PyMethodWrapper ||
    (value instanceof PyBuiltin && value.owner !== null);
}

function instanceIndexKey(value: PyObject): IndexKey | undefined {
  const eq = lookupSpecial(value.cls, "__eq__");
  const hash = lookupSpecial(value.cls, "__hash__");
  const native = (method: Value): boolean => typeof method === "object" && method !== null && !isProgramMethod(method);
  if (!native(eq) || !native(hash)) return undefined;
  return value instanceof PyInstance && value.payload !== undefined ? indexKeyOf(value.payload) : value;
}

/** True unless the method is a dunder of a builtin type. */
function isProgramMethod(method: PyObject): boolean {
  return typeOf(method).name !== "wrapper_descriptor";
}
