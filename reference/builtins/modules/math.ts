/**
 * The module `math`.
 *
 * @module
 */

import { bitLength } from "../../core/numbers.ts";
import type { Runtime } from "../../runtime.ts";
import { isNegative } from "../../text/float_text.ts";
import { intPayload } from "../../text/payload.ts";
import { float, tuple, types } from "../../types.ts";
import { type NativeFunction, PyFloat, type Slot, type Value } from "../../values.ts";
import { bindArguments, checkPositional, noKeywords, oneArgument, positional } from "../arguments.ts";
import { toFloat } from "../float_type.ts";
import { truncate } from "../int_type.ts";
import { INTEGER_FUNCTIONS } from "./math_integers.ts";
import { exactHypot, exactProductSum, exactSum, roundToDouble } from "./exact_sums.ts";
import { frexp, ieeeRemainder, nextAfter, ulp } from "./float_parts.ts";
import { erf, erfc } from "./error_function.ts";
import { gamma, logGamma, type MathResult } from "./special_functions.ts";

function domainError(rt: Runtime) {
  return rt.error("ValueError", "math domain error");
}

function rangeError(rt: Runtime) {
  return rt.error("OverflowError", "math range error");
}

/**
 * A function of one float, with C's treatment of special results (C: `math_1`): NaN from a number is a domain error; an
 * infinity from a finite number is a range error where the function can overflow, else a domain error.
 */
function unary(name: string, body: (x: number) => MathResult, canOverflow = false): NativeFunction {
  return (rt, args, kwargs) => {
    const x = toFloat(rt, oneArgument(rt, `math.${name}`, args, kwargs));
    const result = body(x);
    if (result === "domain") throw domainError(rt);
    if (result === "range") throw rangeError(rt);
    if (Number.isNaN(result) && !Number.isNaN(x)) throw domainError(rt);
    if (!Number.isFinite(result) && Number.isFinite(x)) throw canOverflow ? rangeError(rt) : domainError(rt);
    return float(result);
  };
}

function binary(name: string, body: (x: number, y: number) => MathResult): NativeFunction {
  return (rt, args, kwargs) => {
    const [left, right] = positional(rt, `math.${name}`, args, kwargs, 2, 2) as [Value, Value];
    const result = body(toFloat(rt, left), toFloat(rt, right));
    if (result === "domain") throw domainError(rt);
    if (result === "range") throw rangeError(rt);
    return float(result);
  };
}

function predicate(name: string, body: (x: number) => boolean): NativeFunction {
  return (rt, args, kwargs) => body(toFloat(rt, oneArgument(rt, `math.${name}`, args, kwargs)));
}

/** `floor`, `ceil`: the special method, else through float. */
function rounding(name: "floor" | "ceil"): NativeFunction {
  return (rt, args, kwargs) => {
    const v = oneArgument(rt, `math.${name}`, args, kwargs);
    const own = rt.callSpecial(v, `__${name}__`, []);
    if (own !== undefined) return own;
    const value = toFloat(rt, v);
    truncate(rt, value);
    return BigInt(Math[name](value));
  };
}

/** Logarithm of an int of any size or of a float. */
function logarithm(rt: Runtime, v: Value, log: (x: number) => number): number {
  const int = intPayload(v);
  if (int !== undefined) {
    if (int <= 0n) throw domainError(rt);
    const asFloat = Number(int);
    if (Number.isFinite(asFloat)) return log(asFloat);
    const shift = bitLength(int) - 64;
    return log(Number(int >> BigInt(shift))) + log(2) * shift;
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

const ldexp: NativeFunction = (rt, args, kwargs) => {
  const [v, power] = positional(rt, "math.ldexp", args, kwargs, 2, 2) as [Value, Value];
  const x = toFloat(rt, v);
  const exponent = intPayload(power);
  if (exponent === undefined) throw rt.error("TypeError", "Expected an int as second argument to ldexp.");
  if (x === 0 || !Number.isFinite(x)) return float(x);
  if (exponent > 5000n) throw rangeError(rt);
  if (exponent < -5000n) return float(x < 0 ? -0 : 0);
  const [fraction, own] = frexp(x);
  const result = roundToDouble(BigInt(fraction * 2 ** 53), own - 53 + Number(exponent));
  if (!Number.isFinite(result)) throw rangeError(rt);
  return float(result === 0 && x < 0 ? -0 : result);
};

const fsum: NativeFunction = (rt, args, kwargs) => {
  const values = rt.toArray(oneArgument(rt, "math.fsum", args, kwargs)).map((item) => toFloat(rt, item));
  const special = values.filter((value) => !Number.isFinite(value));
  if (special.length > 0) {
    const total = special.reduce((sum, value) => sum + value, 0);
    if (Number.isNaN(total) && !special.some(Number.isNaN)) throw rt.error("ValueError", "-inf + inf in fsum");
    return float(total);
  }
  const total = exactSum(values);
  if (!Number.isFinite(total)) throw rt.error("OverflowError", "intermediate overflow in fsum");
  return float(total);
};

const prod: NativeFunction = (rt, args, kwargs) => {
  const signature = { name: "prod", parameters: ["", "start"], positional: 1, required: 1 };
  const [iterable, start] = bindArguments(rt, signature, args, kwargs) as [Value, Slot];
  let product: Value = start === undefined ? 1n : start;
  rt.forEach(iterable, (item) => {
    product = rt.binary("*", product, item);
  });
  return product;
};

const sumprod: NativeFunction = (rt, args, kwargs) => {
  const [p, q] = positional(rt, "math.sumprod", args, kwargs, 2, 2) as [Value, Value];
  const left = rt.toArray(p);
  const right = rt.toArray(q);
  if (left.length !== right.length) throw rt.error("ValueError", "Inputs are not the same length");
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
};

const hypot: NativeFunction = (rt, args, kwargs) => {
  noKeywords(rt, "math.hypot", kwargs);
  return float(norm(args.map((item) => toFloat(rt, item))));
};

function norm(values: readonly number[]): number {
  if (values.some((value) => Math.abs(value) === Infinity)) return Infinity;
  return values.some(Number.isNaN) ? NaN : exactHypot(values);
}

const dist: NativeFunction = (rt, args, kwargs) => {
  const [p, q] = positional(rt, "math.dist", args, kwargs, 2, 2) as [Value, Value];
  const [left, right] = [rt.toArray(p), rt.toArray(q)];
  if (left.length !== right.length) {
    throw rt.error("ValueError", "both points must have the same number of dimensions");
  }
  return float(norm(left.map((item, i) => toFloat(rt, item) - toFloat(rt, right[i] as Value))));
};

const isclose: NativeFunction = (rt, args, kwargs) => {
  const signature = { name: "isclose", parameters: ["a", "b", "rel_tol", "abs_tol"], positional: 2, required: 2 };
  const [a, b, relative, absolute] = bindArguments(rt, signature, args, kwargs) as [Value, Value, Slot, Slot];
  const [x, y] = [toFloat(rt, a), toFloat(rt, b)];
  const relativeTolerance = relative === undefined ? 1e-9 : toFloat(rt, relative);
  const absoluteTolerance = absolute === undefined ? 0 : toFloat(rt, absolute);
  if (relativeTolerance < 0 || absoluteTolerance < 0) {
    throw rt.error("ValueError", "tolerances must be non-negative");
  }
  if (x === y) return true;
  if (Math.abs(x) === Infinity || Math.abs(y) === Infinity) return false;
  const difference = Math.abs(y - x);
  return difference <= Math.abs(relativeTolerance * y) || difference <= Math.abs(relativeTolerance * x) ||
    difference <= absoluteTolerance;
};

const log: NativeFunction = (rt, args, kwargs) => {
  noKeywords(rt, "math.log", kwargs);
  checkPositional(rt, "log", args.length, 1, 2);
  const numerator = logarithm(rt, args[0] as Value, Math.log);
  if (args[1] === undefined) return float(numerator);
  const denominator = logarithm(rt, args[1], Math.log);
  return rt.binary("/", float(numerator), float(denominator));
};

const modf: NativeFunction = (rt, args, kwargs) => {
  const x = toFloat(rt, oneArgument(rt, "math.modf", args, kwargs));
  if (Number.isNaN(x)) return tuple([float(x), float(x)]);
  const whole = Math.trunc(x);
  const part = Number.isFinite(x) ? x - whole : 0;
  return tuple([float(part === 0 && isNegative(x) ? -0 : part), float(whole)]);
};

const nextafter: NativeFunction = (rt, args, kwargs) => {
  const signature = { name: "nextafter", parameters: ["", "", "steps"], positional: 2, required: 2 };
  const [x, y, steps] = bindArguments(rt, signature, args, kwargs) as [Value, Value, Slot];
  const count = steps === undefined || steps === null ? 1n : rt.index(steps);
  if (count < 0n) throw rt.error("ValueError", "steps must be a non-negative integer");
  return float(nextAfter(toFloat(rt, x), toFloat(rt, y), count));
};

const trunc: NativeFunction = (rt, args, kwargs) => {
  const v = oneArgument(rt, "math.trunc", args, kwargs);
  const result = rt.callSpecial(v, "__trunc__", []);
  if (result === undefined) throw rt.error("TypeError", `type ${rt.typeName(v)} doesn't define __trunc__ method`);
  return result;
};

/** Contents of the module. */
export const MATH_FUNCTIONS: Readonly<Record<string, NativeFunction>> = {
  ...INTEGER_FUNCTIONS,
  acos: unary("acos", Math.acos),
  acosh: unary("acosh", Math.acosh),
  asin: unary("asin", Math.asin),
  asinh: unary("asinh", Math.asinh),
  atan: unary("atan", Math.atan),
  atan2: binary("atan2", atan2),
  atanh: unary("atanh", (x) => Math.abs(x) >= 1 ? "domain" : Math.atanh(x)),
  cbrt: unary("cbrt", Math.cbrt),
  ceil: rounding("ceil"),
  copysign: binary("copysign", (x, y) => isNegative(y) ? -Math.abs(x) : Math.abs(x)),
  cos: unary("cos", Math.cos),
  cosh: unary("cosh", Math.cosh, true),
  degrees: unary("degrees", (x) => x * (180 / Math.PI), true),
  dist,
  erf: unary("erf", erf),
  erfc: unary("erfc", erfc),
  exp: unary("exp", Math.exp, true),
  exp2: unary("exp2", (x) => 2 ** x, true),
  expm1: unary("expm1", Math.expm1, true),
  fabs: unary("fabs", Math.abs),
  floor: rounding("floor"),
  fmod: binary("fmod", fmod),
  frexp: (rt, args, kwargs) => {
    const [mantissa, exponent] = frexp(toFloat(rt, oneArgument(rt, "math.frexp", args, kwargs)));
    return tuple([float(mantissa), BigInt(exponent)]);
  },
  fsum,
  gamma: unary("gamma", gamma, true),
  hypot,
  isclose,
  isfinite: predicate("isfinite", Number.isFinite),
  isinf: predicate("isinf", (x) => Math.abs(x) === Infinity),
  isnan: predicate("isnan", Number.isNaN),
  ldexp,
  lgamma: unary("lgamma", logGamma, true),
  log,
  log10: (rt, args, kwargs) => float(logarithm(rt, oneArgument(rt, "math.log10", args, kwargs), Math.log10)),
  log1p: unary("log1p", (x) => x <= -1 ? "domain" : Math.log1p(x)),
  log2: (rt, args, kwargs) => float(logarithm(rt, oneArgument(rt, "math.log2", args, kwargs), Math.log2)),
  modf,
  nextafter,
  pow: binary("pow", pow),
  prod,
  radians: unary("radians", (x) => x * (Math.PI / 180)),
  remainder: binary("remainder", remainder),
  sin: unary("sin", Math.sin),
  sinh: unary("sinh", Math.sinh, true),
  sqrt: unary("sqrt", Math.sqrt),
  sumprod,
  tan: unary("tan", Math.tan),
  tanh: unary("tanh", Math.tanh),
  trunc,
  ulp: unary("ulp", ulp),
};

/** Constants of the module. */
export const MATH_CONSTANTS: Readonly<Record<string, Value>> = {
  e: float(Math.E),
  inf: float(Infinity),
  nan: float(NaN),
  pi: float(Math.PI),
  tau: float(2 * Math.PI),
};
