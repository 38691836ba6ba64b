/**
 * Builtin functions on numbers and characters: abs, bin, chr, divmod, hash, hex, id, oct, ord, pow, round, sum.
 *
 * @module
 */

import { BINARY, binaryOp } from "../number/binary.ts";
import { callSpecial } from "../call/call.ts";
import type { NativeImpl } from "../values/callable_values.ts";
import { TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { hashOf } from "../values/hash.ts";
import { toCInt, toIndex } from "../sequence/indexing.ts";
import { intAdd } from "../number/int.ts";
import { iterNext } from "../iterator/advance.ts";
import { getIter } from "../iterator/iteration.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { PyFloat } from "../values/number_values.ts";
import { intOf, strOf, unwrap } from "../values/payload.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { PyByteArray, PyBytes } from "../values/sequence_values.ts";
import { strLength } from "../text/escapes.ts";
import { typeName, typeOf } from "../type/types.ts";
import { absolute } from "../number/unary.ts";
import { isInt, normalizeInt, type PyInt, type Value } from "../values/value.ts";
import { bindArguments, checkCount, type Parameters } from "./arguments.ts";
import { divmod } from "./divmod.ts";
import { power } from "./power.ts";

/** A literal of a base, with its prefix. */
function prefixed(value: PyInt, radix: number, prefix: string): string {
  return value < 0 ? `-${prefix}${(-value).toString(radix)}` : prefix + value.toString(radix);
}

function builtinOrd(rt: Runtime, value: Value): Value {
  const text = strOf(value);
  if (text !== undefined) {
    const length = strLength(text);
    if (length === 1) return text.codePointAt(0);
    throw raise(rt, TYPE_ERROR, `ord() expected a character, but string of length ${length} found`);
  }
  const bytes = unwrap(value);
  if (bytes instanceof PyBytes || bytes instanceof PyByteArray) {
    if (bytes.data.length === 1) return bytes.data[0];
    throw raise(rt, TYPE_ERROR, `ord() expected a character, but string of length ${bytes.data.length} found`);
  }
  throw raise(rt, TYPE_ERROR, `ord() expected string of length 1, but ${typeName(value)} found`);
}

function builtinChr(rt: Runtime, value: Value): Value {
  const code = toCInt(rt, value);
  if (code < 0 || code > 0x10ffff) throw raise(rt, VALUE_ERROR, "chr() arg not in range(0x110000)");
  return String.fromCodePoint(Number(code));
}

const POW: Parameters = { name: "pow", names: ["base", "exp", "mod"], required: 2, positional: 3 };
const ROUND: Parameters = { name: "round", names: ["number", "ndigits"], required: 1, positional: 2 };
const SUM: Parameters = { name: "sum", names: ["", "start"], required: 1, positional: 2 };

const roundNumber: NativeImpl = (rt, _self, args, kwnames) => {
  const [number, digits] = bindArguments(rt, ROUND, args, kwnames);
  const method = lookupSpecial(typeOf(number), "__round__");
  if (method === undefined) {
    throw raise(rt, TYPE_ERROR, `type ${typeName(number)} doesn't define __round__ method`);
  }
  return callSpecial(rt, method, number, digits === undefined || digits === null ? [] : [digits]);
};

const sumItems: NativeImpl = (rt, _self, args, kwnames) => {
  const [iterable, start] = bindArguments(rt, SUM, args, kwnames);
  const iterator = getIter(rt, iterable);
  let total: Value = start === undefined ? 0 : start;
  if (strOf(total) !== undefined) {
    throw raise(rt, TYPE_ERROR, "sum() can't sum strings [use ''.join(seq) instead]");
  }
  const bare = unwrap(total);
  if (bare instanceof PyBytes) throw raise(rt, TYPE_ERROR, "sum() can't sum bytes [use b''.join(seq) instead]");
  if (bare instanceof PyByteArray) {
    throw raise(rt, TYPE_ERROR, "sum() can't sum bytearray [use b''.join(seq) instead]");
  }
  if (isInt(total)) {
    const end = sumInts(rt, iterator, total);
    if (end.done) return end.total;
    total = end.total;
  }
  if (total instanceof PyFloat) {
    const end = sumFloats(rt, iterator, total.value);
    if (end.done) return end.total;
    total = end.total;
  }
  for (;;) {
    const item = iterNext(rt, iterator);
    if (item === undefined) return total;
    total = binaryOp(rt, BINARY.ADD, total, item);
  }
};

/** What a fast part of `sum` came to; not done when an item of another kind ended it, which is added already. */
interface PartialSum {
  readonly total: Value;
  readonly done: boolean;
}

/** True for what a C long holds. */
function fitsLong(value: PyInt): boolean {
  return typeof value === "number" || BigInt.asIntN(64, value) === value;
}

function sumInts(rt: Runtime, iterator: Value, start: PyInt): PartialSum {
  let total = start;
  if (!fitsLong(total)) return { total, done: false };
  for (;;) {
    const item = iterNext(rt, iterator);
    if (item === undefined) return { total, done: true };
    if (isInt(item) || typeof item === "boolean") {
      const sum = intAdd(total, typeof item === "boolean" ? Number(item) : item);
      if (!fitsLong(sum)) return { total: sum, done: false };
      total = sum;
    } else return { total: binaryOp(rt, BINARY.ADD, total, item), done: false };
  }
}

/** Floats are added with Neumaier's compensation, ints plainly. */
function sumFloats(rt: Runtime, iterator: Value, start: number): PartialSum {
  let total = start;
  let lost = 0;
  const finish = (): PyFloat => new PyFloat(lost !== 0 && Number.isFinite(lost) ? total + lost : total);
  for (;;) {
    const item = iterNext(rt, iterator);
    if (item === undefined) return { total: finish(), done: true };
    const int = intOf(item);
    if (item instanceof PyFloat) {
      const x = item.value;
      const next = total + x;
      lost += Math.abs(total) >= Math.abs(x) ? (total - next) + x : (x - next) + total;
      total = next;
    } else if (int !== undefined && fitsLong(int)) total += Number(int);
    else return { total: binaryOp(rt, BINARY.ADD, finish(), item), done: false };
  }
}

/** Functions that take one argument (O). */
export const NUMBER_FUNCTIONS_O: Readonly<Record<string, NativeImpl>> = {
  abs: (rt, _self, args) => absolute(rt, args[0]),
  bin: (rt, _self, args) => prefixed(toIndex(rt, args[0]), 2, "0b"),
  chr: (rt, _self, args) => builtinChr(rt, args[0]),
  hash: (rt, _self, args) => hashOf(rt, args[0]),
  hex: (rt, _self, args) => prefixed(toIndex(rt, args[0]), 16, "0x"),
  oct: (rt, _self, args) => prefixed(toIndex(rt, args[0]), 8, "0o"),
  ord: (rt, _self, args) => builtinOrd(rt, args[0]),
  id: (rt, _self, args) => identity(rt, args[0]),
};

/** Ints and other primitives have no object: their address is made up from the value. */
function identity(rt: Runtime, value: Value): PyInt {
  if (typeof value === "object" && value !== null) return normalizeInt(rt.identityOf(value));
  const hash = hashOf(rt, value);
  return normalizeInt((BigInt.asUintN(40, BigInt(hash)) << 4n) + 0x10n);
}

/** Functions that take positional arguments (FASTCALL). */
export const NUMBER_FUNCTIONS_FAST: Readonly<Record<string, NativeImpl>> = {
  divmod: (rt, _self, args) => {
    checkCount(rt, "divmod", args.length, 2, 2);
    return divmod(rt, args[0], args[1]);
  },
};

/** Functions that take keyword arguments, too (FASTCALL | KEYWORDS). */
export const NUMBER_FUNCTIONS_KEYWORDS: Readonly<Record<string, NativeImpl>> = {
  pow: (rt, _self, args, kwnames) => {
    const [base, exponent, modulus] = bindArguments(rt, POW, args, kwnames);
    return power(rt, base, exponent, modulus ?? null);
  },
  round: roundNumber,
  sum: sumItems,
};
