/**
 * Hashes.
 *
 * @module
 */

import type { Runtime } from "../runtime.ts";
import { types } from "../types.ts";
import {
  PyBuiltin,
  PyBytes,
  PyCell,
  PyCode,
  PyDict,
  PyDictView,
  PyFloat,
  PyGenericAlias,
  PyList,
  PyMappingProxy,
  PyMethod,
  PyMethodDescriptor,
  PyRange,
  PySet,
  PySlice,
  PyTuple,
  type PyType,
  type Value,
} from "../values.ts";
import { bytesHash, textHash } from "../values/text_hash.ts";
import { workOf } from "../work.ts";
import { isNamespace, stringPayload } from "./compare.ts";
import { mappingOf } from "./mappings.ts";
import { intPayload, numberPayload } from "./numbers.ts";

/** Modulus of numeric hashes: 2**61 - 1. */
const HASH_MODULUS = (1n << 61n) - 1n;
const NEGATIVE_MODULUS = -HASH_MODULUS;

/** No hash is -1, which stands for an error in C. */
const MINUS_ONE = -1n;
const MINUS_TWO = -2n;

/** Hash of an int. */
function hashInt(v: bigint): bigint {
  const hash = v > NEGATIVE_MODULUS && v < HASH_MODULUS ? v : v % HASH_MODULUS;
  return hash === MINUS_ONE ? MINUS_TWO : hash;
}

/** Hash of a float that is not NaN: equal to that of the int of the same value (C: `_Py_HashDouble`). */
function hashFloat(v: number): bigint {
  if (!Number.isFinite(v)) return v > 0 ? 314159n : -314159n;
  if (Number.isInteger(v)) return hashInt(BigInt(v));
  let size = Math.abs(v);
  let exponent = 0;
  // v = numerator / 2**exponent with an integer numerator.
  while (!Number.isInteger(size)) {
    size *= 2;
    exponent++;
  }
  // 2**61 is 1 modulo the modulus, so dividing by 2 is multiplying by 2**60.
  const hash = (BigInt(size) * (1n << BigInt((61 - (exponent % 61)) % 61))) % HASH_MODULUS;
  const signed = v < 0 ? -hash : hash;
  return signed === -1n ? -2n : signed;
}

/** `hash(v)`; TypeError when it has none. */
export function hash(rt: Runtime, v: Value): bigint {
  rt.spend(workOf(v) + 1);
  switch (typeof v) {
    case "bigint":
      return hashInt(v);
    case "string":
      return textHash(v);
    case "boolean":
      return v ? 1n : 0n;
    default:
  }
  if (v === null) return 0xfca86420n;
  const type = v.cls;
  if (!type.heap) return nativeHash(rt, v);
  const method = type.lookup("__hash__");
  if (method === null || method === undefined) throw unhashable(rt, type);
  if (method instanceof PyMethodDescriptor) return method.body(rt, v, [], null) as bigint;
  const value = intPayload(rt.callSpecial(v, "__hash__", []) as Value);
  if (value === undefined) throw rt.typeError("__hash__ method should return an integer");
  // A result that fits in 64 bits is taken as it is, a larger one is hashed as an int.
  const fits = BigInt.asIntN(64, value) === value;
  return fits ? (value === -1n ? -2n : value) : hashInt(value);
}

function unhashable(rt: Runtime, type: PyType) {
  return rt.typeError(`unhashable type: '${type.name}'`);
}

/** The hash that built-in types give by themselves, payloads of subclasses included. */
export function nativeHash(rt: Runtime, v: Value): bigint {
  const text = stringPayload(v);
  if (text !== undefined) return textHash(text);
  const number = numberPayload(v);
  if (number !== undefined) {
    if (typeof number === "bigint") return hashInt(number);
    if (number instanceof PyFloat) return Number.isNaN(number.value) ? rt.identity(v) : hashFloat(number.value);
    const combined = BigInt.asIntN(64, hashFloat(number.re) + 1_000_003n * hashFloat(number.im));
    return combined === -1n ? -2n : combined;
  }
  if (v instanceof PyTuple) return hashItems(v.items.map((item) => rt.hash(item)));
  if (v instanceof PySet) {
    if (v.cls.layout === "set") throw unhashable(rt, v.cls);
    if (v.hashCache === null) v.hashCache = hashFrozenset(v.items().map((item) => rt.hash(item)));
    return v.hashCache;
  }
  if (v instanceof PyList || v instanceof PyDict || v instanceof PyCell || isNamespace(v)) throw unhashable(rt, v.cls);
  if (v instanceof PyDictView && v.what !== "values") throw unhashable(rt, v.cls);
  if (v instanceof PyBytes) {
    if (v.cls.layout === "bytearray") throw unhashable(rt, v.cls);
    return bytesHash([...v.data]);
  }
  if (v instanceof PyRange) {
    const last = v.length === 0n ? [null, null] : v.length === 1n ? [v.start, null] : [v.start, v.step];
    return hashItems([v.length, ...last].map((item) => rt.hash(item)));
  }
  if (v instanceof PySlice) return hashItems([v.start, v.stop, v.step].map((item) => rt.hash(item)), false);
  if (v instanceof PyBuiltin && v.method !== undefined) return rt.identity(v.method);
  if (v instanceof PyCode) return rt.hash(v.code.name) ^ BigInt(v.code.firstlineno) ^ BigInt(v.code.code.length);
  if (v instanceof PyMethod) return rt.identity(v.self) ^ rt.hash(v.func);
  if (v instanceof PyMappingProxy) return rt.hash(mappingOf(rt, v));
  if (v instanceof PyGenericAlias) {
    if (v.cls === types.unionType) return hashFrozenset(v.args.items.map((item) => rt.hash(item)));
    return rt.hash(v.origin) ^ rt.hash(v.args);
  }
  return rt.identity(v);
}

const XX_PRIME_1 = 11400714785074694791n;
const XX_PRIME_2 = 14029467366897019727n;
const XX_PRIME_5 = 2870177450012600261n;

/** Hash of a tuple from those of its items (C: `tuplehash`); slices leave the length out. */
function hashItems(hashes: readonly bigint[], withLength = true): bigint {
  let state = XX_PRIME_5;
  for (const lane of hashes) {
    state = BigInt.asUintN(64, state + BigInt.asUintN(64, lane) * XX_PRIME_2);
    state = BigInt.asUintN(64, (state << 31n) | (state >> 33n));
    state = BigInt.asUintN(64, state * XX_PRIME_1);
  }
  if (withLength) state = BigInt.asUintN(64, state + (BigInt(hashes.length) ^ (XX_PRIME_5 ^ 3527539n)));
  const result = BigInt.asIntN(64, state);
  return result === -1n ? 1546275796n : result;
}

/** Hash of a frozenset: the same for any order of its items (C: `frozenset_hash`, without the part for empty slots). */
function hashFrozenset(hashes: readonly bigint[]): bigint {
  let state = 0n;
  for (const lane of hashes) {
    state ^= BigInt.asUintN(64, (lane ^ 89869747n ^ (lane << 16n)) * 3644798167n);
  }
  state ^= BigInt.asUintN(64, (BigInt(hashes.length) + 1n) * 1927868237n);
  state ^= (state >> 11n) ^ (state >> 25n);
  state = BigInt.asUintN(64, state * 69069n + 907133923n);
  const result = BigInt.asIntN(64, state);
  return result === -1n ? 590923713n : result;
}
