/**
 * The module `math`.
 *
 * @module
 */

import { bitLength } from "../../core/numbers.ts";
import type { Runtime } from "../../runtime.ts";
import { as, fn, keyword, type Native, needed, optional, REST, same, value } from "../../signature.ts";
import { isNegative } from "../../text/float_text.ts";
import { intPayload } from "../../text/payload.ts";
import { float, tuple, types } from "../../types.ts";
import { PyFloat, type Slot, type Value } from "../../values.ts";
import { toFloat } from "../float_type.ts";
import { truncate } from "../int_type.ts";
import { INTEGER_FUNCTIONS } from "./math_integers.ts";
import { exactProductSum, exactSum, norm, roundToDouble } from "./exact_sums.ts";
import { frexp, ieeeRemainder, nextAfter, ulp } from "./float_parts.ts";
import { erf, erfc } from "./error_function.ts";
import { gamma, logGamma, type MathResult } from "./special_functions.ts";

function domainError(rt: Runtime) {
  return rt.valueError("math domain error");
}

function rangeError(rt: Runtime) {
  return rt.error("OverflowError", "math range error");
}

/**
 * A function of one float, with C's treatment of special results (C: `math_1`): NaN from a number is a domain error; an
 * infinity from a finite number is a range error where the function can overflow, else a domain error.
 */
function unary(body: (x: number) => MathResult, canOverflow = false): Native<null> {
  return fn([as(toFloat)], (rt, x) => {
    const result = body(x);
    if (result === "domain") throw domainError(rt);
    if (result === "range") throw rangeError(rt);
    if (Number.isNaN(result) && !Number.isNaN(x)) throw domainError(rt);
    if (!Number.isFinite(result) && Number.isFinite(x)) throw canOverflow ? rangeError(rt) : domainError(rt);
    return float(result);
  });
}

function binary(body: (x: number, y: number) => MathResult): Native<null> {
  return fn([as(toFloat), as(toFloat)], (rt, x, y) => {
    const result = body(x, y);
    if (result === "domain") throw domainError(rt);
    if (result === "range") throw rangeError(rt);
    return float(result);
  });
}

function predicate(body: (x: number) => boolean): Native<null> {
  return fn([as(toFloat)], (_rt, x) => body(x));
}

/** `floor`, `ceil`: the special method, else through float. */
function rounding(name: "floor" | "ceil"): Native<null> {
  return fn([value], (rt, v) => {
    const own = rt.callSpecial(v, `__${name}__`, []);
    if (own !== undefined) return own;
    const x = toFloat(rt, v);
    truncate(rt, x);
    return BigInt(Math[name](x));
  });
}

/** Logarithm of an int of any size or of a float. */
function logarithm(rt: Runtime, v: Value, log: (x: number) => number): number {
  const int = intPayload(v);
  if (int !== undefined) {
    if (int <= 0n) throw domainError(rt);
    const asFloat = Number(int);
    if (Number.isFinite(asFloat)) return log(asFloat);
    // C: `loghelper`: the fraction is below one, so that the exponent has all bits.
    const bits = bitLength(int);
    return log(Number(int >> BigInt(bits - 64)) / 2 ** 64) + log(2) * bits;
  }
  const x = toFloat(rt, v);
  if (x <= 0) throw domainError(rt);
  return log(x);
}

function pow(x: number, y: number): MathResult {
  // C's pow gives 1 for a base of one or an exponent of zero, whatever the other is; JavaScript's gives NaN.
  if (y === 0 || x === 1 || (x === -1 && Math.abs(y) === Infinity)) return 1;
  const result = x ** y;
  if (Number.isFinite(x) && Number.isFinite(y)) {
    if (Number.isNaN(result)) return "domain";
    if (!Number.isFinite(result)) return x === 0 ? "domain" : "range";
  }
  return result;
}

function atan2(y: number, x: number): number {
  return Math.atan2(y, x);
}

function fmod(x: number, y: number): MathResult {
  if (!Number.isFinite(y) && Number.isFinite(x)) return Number.isNaN(y) ? y : x;
  const result = x % y;
  return Number.isNaN(result) && !Number.isNaN(x) && !Number.isNaN(y) ? "domain" : result;
}

function remainder(x: number, y: number): MathResult {
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  return !Number.isFinite(x) || y === 0 ? "domain" : ieeeRemainder(x, y);
}

function ldexp(rt: Runtime, x: number, power: Value): Value {
  const exponent = intPayload(power);
  if (exponent === undefined) throw rt.typeError("Expected an int as second argument to ldexp.");
  if (x === 0 || !Number.isFinite(x)) return float(x);
  if (exponent > 5000n) throw rangeError(rt);
  if (exponent < -5000n) return float(x < 0 ? -0 : 0);
  const [fraction, own] = frexp(x);
  const result = roundToDouble(BigInt(fraction * 2 ** 53), own - 53 + Number(exponent));
  if (!Number.isFinite(result)) throw rangeError(rt);
  return float(result === 0 && x < 0 ? -0 : result);
}

function fsum(rt: Runtime, iterable: Value): Value {
  const values = rt.toArray(iterable).map((item) => toFloat(rt, item));
  const special = values.filter((value) => !Number.isFinite(value));
  if (special.length > 0) {
    const total = special.reduce((sum, value) => sum + value, 0);
    if (Number.isNaN(total) && !special.some(Number.isNaN)) throw rt.valueError("-inf + inf in fsum");
    return float(total);
  }
  const total = exactSum(values);
  if (!Number.isFinite(total)) throw rt.error("OverflowError", "intermediate overflow in fsum");
  return float(total);
}

function prod(rt: Runtime, iterable: Value, start: Value): Value {
  let product = start;
  rt.forEach(iterable, (item) => {
    product = rt.binary("*", product, item);
  });
  return product;
}

function sumprod(rt: Runtime, p: Value, q: Value): Value {
  const left = rt.toArray(p);
  const right = rt.toArray(q);
  if (left.length !== right.length) throw rt.valueError("Inputs are not the same length");
  const both = [...left, ...right];
  const isNumber = (v: Value) => typeof v === "bigint" || (v instanceof PyFloat && v.cls === types.float);
  if (both.every(isNumber) && both.some((v) => v instanceof PyFloat)) {
    const floats = (items: readonly Value[]) => items.map((item) => toFloat(rt, item));
    const [xs, ys] = [floats(left), floats(right)];
    if ([...xs, ...ys].every(Number.isFinite)) return float(exactProductSum(xs, ys));
  }
  let total: Value = 0n;
  left.forEach((item, i) => total = rt.binary("+", total, rt.binary("*", item, right[i] as Value)));
  return total;
}

function hypot(rt: Runtime, coordinates: readonly Value[]): Value {
  return float(norm(coordinates.map((item) => toFloat(rt, item))));
}

function dist(rt: Runtime, p: Value, q: Value): Value {
  const [left, right] = [rt.toArray(p), rt.toArray(q)];
  if (left.length !== right.length) throw rt.valueError("both points must have the same number of dimensions");
  return float(norm(left.map((item, i) => toFloat(rt, item) - toFloat(rt, right[i] as Value))));
}

function isclose(rt: Runtime, x: number, y: number, relative: number, absolute: number): Value {
  if (relative < 0 || absolute < 0) throw rt.valueError("tolerances must be non-negative");
  if (x === y) return true;
  if (Math.abs(x) === Infinity || Math.abs(y) === Infinity) return false;
  const difference = Math.abs(y - x);
  return difference <= Math.abs(relative * y) || difference <= Math.abs(relative * x) ||
    difference <= absolute;
}

function log(rt: Runtime, v: Value, base: Slot): Value {
  const numerator = logarithm(rt, v, Math.log);
  if (base === undefined) return float(numerator);
  const denominator = logarithm(rt, base, Math.log);
  return rt.binary("/", float(numerator), float(denominator));
}

function modf(_rt: Runtime, x: number): Value {
  if (Number.isNaN(x)) return tuple([float(x), float(x)]);
  const whole = Math.trunc(x);
  const part = Number.isFinite(x) ? x - whole : 0;
  return tuple([float(part === 0 && isNegative(x) ? -0 : part), float(whole)]);
}

function nextafter(rt: Runtime, x: number, y: number, steps: Value): Value {
  const count = steps === null ? 1n : rt.index(steps);
  if (count < 0n) throw rt.valueError("steps must be a non-negative integer");
  return float(nextAfter(x, y, count));
}

function trunc(rt: Runtime, v: Value): Value {
  const result = rt.callSpecial(v, "__trunc__", []);
  if (result === undefined) throw rt.typeError(`type ${rt.typeName(v)} doesn't define __trunc__ method`);
  return result;
}

/** Contents of the module. */
export const MATH_FUNCTIONS: Readonly<Record<string, Native<null>>> = {
  ...INTEGER_FUNCTIONS,
  acos: unary(Math.acos),
  acosh: unary(Math.acosh),
  asin: unary(Math.asin),
  asinh: unary(Math.asinh),
  atan: unary(Math.atan),
  atan2: binary(atan2),
  atanh: unary((x) => Math.abs(x) >= 1 ? "domain" : Math.atanh(x)),
  cbrt: unary(Math.cbrt),
  ceil: rounding("ceil"),
  copysign: binary((x, y) => isNegative(y) ? -Math.abs(x) : Math.abs(x)),
  cos: unary(Math.cos),
  cosh: unary(Math.cosh, true),
  degrees: unary((x) => x * (180 / Math.PI), true),
  dist: fn([value, value], dist),
  erf: unary(erf),
  erfc: unary(erfc),
  exp: unary(Math.exp, true),
  exp2: unary((x) => 2 ** x, true),
  expm1: unary(Math.expm1, true),
  fabs: unary(Math.abs),
  floor: rounding("floor"),
  fmod: binary(fmod),
  frexp: fn([as(toFloat)], (_rt, x) => {
    const [mantissa, exponent] = frexp(x);
    return tuple([float(mantissa), BigInt(exponent)]);
  }),
  fsum: fn([value], fsum),
  gamma: unary(gamma, true),
  hypot: fn([REST], hypot),
  isclose: fn(
    [needed("a", toFloat), needed("b", toFloat), keyword("rel_tol", 1e-9, toFloat), keyword("abs_tol", 0, toFloat)],
    isclose,
  ),
  isfinite: predicate(Number.isFinite),
  isinf: predicate((x) => Math.abs(x) === Infinity),
  isnan: predicate(Number.isNaN),
  ldexp: fn([as(toFloat), value], ldexp),
  lgamma: unary(logGamma, true),
  log: fn([value, optional], log, "unpack"),
  log10: fn([value], (rt, v) => float(logarithm(rt, v, Math.log10))),
  log1p: unary((x) => x <= -1 ? "domain" : Math.log1p(x)),
  log2: fn([value], (rt, v) => float(logarithm(rt, v, Math.log2))),
  modf: fn([as(toFloat)], modf),
  nextafter: fn([as(toFloat), as(toFloat), keyword("steps", null, same)], nextafter),
  pow: binary(pow),
  prod: fn([value, keyword("start", 1n, same)], prod),
  radians: unary((x) => x * (Math.PI / 180)),
  remainder: binary(remainder),
  sin: unary(Math.sin),
  sinh: unary(Math.sinh, true),
  sqrt: unary(Math.sqrt),
  sumprod: fn([value, value], sumprod),
  tan: unary(Math.tan),
  tanh: unary(Math.tanh),
  trunc: fn([value], trunc),
  ulp: unary(ulp),
};

/** Constants of the module. */
export const MATH_CONSTANTS: Readonly<Record<string, Value>> = {
  e: float(Math.E),
  inf: float(Infinity),
  nan: float(NaN),
  pi: float(Math.PI),
  tau: float(2 * Math.PI),
};
