/**
 * The module `math`. The order of its names is CPython's: inline caches hold positions in it.
 *
 * @module
 */

import { toDouble, truncate } from "../builtins/conversion.ts";
import { bindArguments, checkCount } from "../builtins/arguments.ts";
import { binaryOp } from "../binary.ts";
import { callSpecial } from "../call.ts";
import { METH, METH_FASTCALL_KEYWORDS, type NativeImpl, PyBuiltin } from "../callable_values.ts";
import { OVERFLOW_ERROR, TYPE_ERROR, VALUE_ERROR } from "../exception_types.ts";
import { indexOf, toIndex } from "../indexing.ts";
import { itemsOf } from "../iteration.ts";
import { specialOf } from "../lookup.ts";
import { PyModule } from "../module.ts";
import { PyFloat } from "../number_values.ts";
import { floatOf, intOf, tupleOf } from "../payload.ts";
import { raise } from "../raise.ts";
import { checkSize, type Runtime } from "../runtime.ts";
import { makeTuple } from "../sequence_values.ts";
import { typeName } from "../types.ts";
import { isInt, normalizeInt, type Value } from "../value.ts";
import * as functions from "./math_functions.ts";
import { errorFunction, gammaFunction, logGamma } from "./special_functions.ts";

const BINARY_ADD = 0;
const BINARY_MULTIPLY = 5;

function domainError(rt: Runtime): unknown {
  return raise(rt, VALUE_ERROR, "math domain error");
}

/** A function of one double: nan from what is no nan is a domain error, inf from what is finite a range error. */
function real(compute: (x: number) => number, canOverflow: boolean): NativeImpl {
  return (rt, _self, args) => {
    const x = toDouble(rt, args[0]);
    const result = compute(x);
    if (Number.isNaN(result) && !Number.isNaN(x)) throw domainError(rt);
    if (!Number.isFinite(result) && Number.isFinite(x)) {
      if (!canOverflow) throw domainError(rt);
      throw raise(rt, OVERFLOW_ERROR, "math range error");
    }
    return new PyFloat(result);
  };
}

/** A function of two doubles, with the same rules. */
function real2(name: string, compute: (x: number, y: number) => number): NativeImpl {
  return (rt, _self, args) => {
    checkCount(rt, name, args.length, 2, 2);
    const x = toDouble(rt, args[0]);
    const y = toDouble(rt, args[1]);
    const result = compute(x, y);
    if (Number.isNaN(result) && !Number.isNaN(x) && !Number.isNaN(y)) throw domainError(rt);
    if (!Number.isFinite(result) && Number.isFinite(x) && Number.isFinite(y)) {
      throw raise(rt, OVERFLOW_ERROR, "math range error");
    }
    return new PyFloat(result);
  };
}

/** floor, ceil, trunc: the special method first, then the double. */
function rounding(method: string, compute: (x: number) => number): NativeImpl {
  return (rt, _self, args) => {
    const value = args[0];
    if (isInt(value)) return value;
    if (!(value instanceof PyFloat)) {
      const special = specialOf(value, method);
      if (special !== undefined) return callSpecial(rt, special, value, []);
      if (method === "__trunc__") {
        throw raise(rt, TYPE_ERROR, `type ${typeName(value)} doesn't define __trunc__ method`);
      }
    }
    return truncate(rt, compute(toDouble(rt, value)));
  };
}

function bigOf(rt: Runtime, value: Value): bigint {
  return BigInt(toIndex(rt, value));
}

function positive(rt: Runtime, value: Value, text: string): bigint {
  const n = bigOf(rt, value);
  if (n < 0n) throw raise(rt, VALUE_ERROR, text);
  return n;
}

/** A logarithm that takes ints of any size. */
function logarithm(rt: Runtime, value: Value, compute: (x: number) => number): number {
  const int = intOf(value);
  if (int !== undefined) {
    if (int <= 0) throw domainError(rt);
    const double = Number(int);
    if (Number.isFinite(double)) return compute(double);
    // Beyond the doubles: the logarithm of a power of two is added.
    const bits = int.toString(2).length - 1000;
    return compute(Number(BigInt(int) >> BigInt(bits))) + compute(2) * bits;
  }
  const x = toDouble(rt, value);
  if (x <= 0) throw domainError(rt);
  return compute(x);
}

const log: NativeImpl = (rt, _self, args) => {
  checkCount(rt, "log", args.length, 1, 2);
  const numerator = logarithm(rt, args[0], Math.log);
  if (args.length === 1) return new PyFloat(numerator);
  return binaryOp(rt, 11, new PyFloat(numerator), new PyFloat(logarithm(rt, args[1], Math.log)));
};

function foldInts(start: bigint, fold: (a: bigint, b: bigint) => bigint): NativeImpl {
  return (rt, _self, args) => {
    let result = start;
    for (const arg of args) result = fold(result, bigOf(rt, arg));
    return normalizeInt(result);
  };
}

const factorial: NativeImpl = (rt, _self, args) => {
  if (floatOf(args[0]) !== undefined) throw raise(rt, TYPE_ERROR, "'float' object cannot be interpreted as an integer");
  const n = positive(rt, args[0], "factorial() not defined for negative values");
  // The result has about n log2 n bits; give up before making it when it gets too long.
  checkSize(rt, Number(n) * Math.log2(Number(n) + 1) / 30);
  return normalizeInt(functions.factorial(Number(n)));
};

const perm: NativeImpl = (rt, _self, args) => {
  checkCount(rt, "perm", args.length, 1, 2);
  if (args.length === 1 || args[1] === null) return factorial(rt, null, args.slice(0, 1), null);
  const n = positive(rt, args[0], "n must be a non-negative integer");
  const k = positive(rt, args[1], "k must be a non-negative integer");
  checkSize(rt, Number(k < n ? k : 0n) * n.toString(2).length / 30);
  return normalizeInt(functions.permutations(n, k));
};

const comb: NativeImpl = (rt, _self, args) => {
  checkCount(rt, "comb", args.length, 2, 2);
  const n = positive(rt, args[0], "n must be a non-negative integer");
  const k = positive(rt, args[1], "k must be a non-negative integer");
  checkSize(rt, Number(k < n ? k : 0n) * n.toString(2).length / 30);
  return normalizeInt(functions.combinations(n, k));
};

const isclose: NativeImpl = (rt, _self, args, kwnames) => {
  const parameters = { name: "isclose", names: ["a", "b", "rel_tol", "abs_tol"], required: 2, positional: 2 };
  const [a, b, relative, absolute] = bindArguments(rt, parameters, args, kwnames);
  const x = toDouble(rt, a);
  const y = toDouble(rt, b);
  const relativeTolerance = relative === undefined ? 1e-9 : toDouble(rt, relative);
  const absoluteTolerance = absolute === undefined ? 0 : toDouble(rt, absolute);
  if (relativeTolerance < 0 || absoluteTolerance < 0) throw raise(rt, VALUE_ERROR, "tolerances must be non-negative");
  if (x === y) return true;
  if (!Number.isFinite(x) || !Number.isFinite(y)) return false;
  const distance = Math.abs(x - y);
  return distance <= Math.abs(relativeTolerance * y) || distance <= Math.abs(relativeTolerance * x) ||
    distance <= absoluteTolerance;
};

const prod: NativeImpl = (rt, _self, args, kwnames) => {
  const [iterable, start] = bindArguments(
    rt,
    { name: "prod", names: ["", "start"], required: 1, positional: 1 },
    args,
    kwnames,
  );
  let product: Value = start ?? 1;
  for (const item of itemsOf(rt, iterable)) product = binaryOp(rt, BINARY_MULTIPLY, product, item);
  return product;
};

const sumprod: NativeImpl = (rt, _self, args) => {
  checkCount(rt, "sumprod", args.length, 2, 2);
  const left = itemsOf(rt, args[0]);
  const right = itemsOf(rt, args[1]);
  if (left.length !== right.length) throw raise(rt, VALUE_ERROR, "Inputs are not the same length");
  let total: Value = 0;
  left.forEach((item, i) => {
    total = binaryOp(rt, BINARY_ADD, total, binaryOp(rt, BINARY_MULTIPLY, item, right[i]));
  });
  return total;
};

/** Euclidean length, scaled against overflow. */
function euclid(values: readonly number[]): number {
  if (values.some((x) => Math.abs(x) === Infinity)) return Infinity;
  return Math.hypot(...values);
}

const dist: NativeImpl = (rt, _self, args) => {
  checkCount(rt, "dist", args.length, 2, 2);
  const [p, q] = args.map((arg) => tupleOf(arg)?.items ?? itemsOf(rt, arg)) as [readonly Value[], readonly Value[]];
  if (p.length !== q.length) {
    throw raise(rt, VALUE_ERROR, "both points must have the same number of dimensions");
  }
  return new PyFloat(euclid(p.map((x, i) => toDouble(rt, x) - toDouble(rt, q[i]))));
};

function fmod(x: number, y: number): number {
  return Number.isFinite(x) && Math.abs(y) === Infinity ? x : x % y;
}

/** IEEE remainder: to the nearest multiple, half to even. */
function remainder(x: number, y: number): number {
  if (Number.isFinite(x) && Math.abs(y) === Infinity) return x;
  const size = Math.abs(y);
  const rest = Math.abs(x) % size;
  const other = size - rest;
  let result = rest < other ? rest : rest > other ? -other : rest - 2 * ((0.5 * (Math.abs(x) - rest)) % size);
  if (x < 0 || Object.is(x, -0)) result = -result;
  return result;
}

const scratch = new DataView(new ArrayBuffer(8));

/** The next double after x in the direction of y. */
function nextAfter(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  if (x === y) return y;
  if (x === 0) return y > 0 ? Number.MIN_VALUE : -Number.MIN_VALUE;
  scratch.setFloat64(0, x);
  const up = (y > x) === (x > 0);
  scratch.setBigInt64(0, scratch.getBigInt64(0) + (up ? 1n : -1n));
  return scratch.getFloat64(0);
}

function ulp(value: number): number {
  const x = Math.abs(value);
  if (Number.isNaN(x) || x === Infinity) return x;
  const next = nextAfter(x, Infinity);
  return next === Infinity ? x - nextAfter(x, 0) : next - x;
}

const frexp: NativeImpl = (rt, _self, args) => {
  const [mantissa, exponent] = functions.splitFloat(toDouble(rt, args[0]));
  return makeTuple([new PyFloat(mantissa), exponent]);
};

const ldexp: NativeImpl = (rt, _self, args) => {
  checkCount(rt, "ldexp", args.length, 2, 2);
  const x = toDouble(rt, args[0]);
  const exponent = indexOf(rt, args[1]);
  if (exponent === undefined) throw raise(rt, TYPE_ERROR, "Expected an int as second argument to ldexp.");
  const clipped = Math.max(-5000, Math.min(5000, Number(exponent)));
  const result = functions.scaleFloat(x, clipped);
  if (!Number.isFinite(result) && Number.isFinite(x)) throw raise(rt, OVERFLOW_ERROR, "math range error");
  return new PyFloat(result);
};

const modf: NativeImpl = (rt, _self, args) => {
  const x = toDouble(rt, args[0]);
  if (!Number.isFinite(x)) return makeTuple([new PyFloat(Number.isNaN(x) ? x : x < 0 ? -0 : 0), new PyFloat(x)]);
  const whole = Math.trunc(x);
  const fraction = x - whole;
  return makeTuple([new PyFloat(fraction === 0 && (x < 0 || Object.is(x, -0)) ? -0 : fraction), new PyFloat(whole)]);
};

const hypot: NativeImpl = (rt, _self, args) => new PyFloat(euclid(args.map((arg) => toDouble(rt, arg))));

const test = (predicate: (x: number) => boolean): NativeImpl => (rt, _self, args) => predicate(toDouble(rt, args[0]));

function power(x: number, y: number): number {
  return x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : x ** y;
}

const pow: NativeImpl = (rt, _self, args) => {
  checkCount(rt, "pow", args.length, 2, 2);
  const x = toDouble(rt, args[0]);
  const y = toDouble(rt, args[1]);
  if (x === 0 && y < 0 && y !== -Infinity) throw domainError(rt);
  return real2("pow", power)(rt, null, args, null);
};

const { O, FASTCALL } = METH;

/** Names in CPython's order: calling convention and body. */
const FUNCTIONS: readonly (readonly [name: string, flags: number, impl: NativeImpl])[] = [
  ["acos", O, real(Math.acos, false)],
  ["acosh", O, real(Math.acosh, false)],
  ["asin", O, real(Math.asin, false)],
  ["asinh", O, real(Math.asinh, false)],
  ["atan", O, real(Math.atan, false)],
  ["atan2", FASTCALL, real2("atan2", Math.atan2)],
  ["atanh", O, real(Math.atanh, false)],
  ["cbrt", O, real(Math.cbrt, false)],
  ["ceil", O, rounding("__ceil__", Math.ceil)],
  ["copysign", FASTCALL, real2("copysign", (x, y) => (y < 0 || Object.is(y, -0)) ? -Math.abs(x) : Math.abs(x))],
  ["cos", O, real(Math.cos, false)],
  ["cosh", O, real(Math.cosh, true)],
  ["degrees", O, (rt, _self, args) => new PyFloat(toDouble(rt, args[0]) * (180 / Math.PI))],
  ["dist", FASTCALL, dist],
  ["erf", O, real((x) => errorFunction(x), false)],
  ["erfc", O, real((x) => 1 - errorFunction(x), false)],
  ["exp", O, real(Math.exp, true)],
  ["exp2", O, real((x) => 2 ** x, true)],
  ["expm1", O, real(Math.expm1, true)],
  ["fabs", O, real(Math.abs, false)],
  ["factorial", O, factorial],
  ["floor", O, rounding("__floor__", Math.floor)],
  ["fmod", FASTCALL, real2("fmod", fmod)],
  ["frexp", O, frexp],
  [
    "fsum",
    O,
    (rt, _self, args) => new PyFloat(functions.exactSum(itemsOf(rt, args[0]).map((item) => toDouble(rt, item)))),
  ],
  ["gamma", O, real(gammaFunction, true)],
  ["gcd", FASTCALL, foldInts(0n, functions.greatestCommonDivisor)],
  ["hypot", FASTCALL, hypot],
  ["isclose", METH_FASTCALL_KEYWORDS, isclose],
  ["isfinite", O, test(Number.isFinite)],
  ["isinf", O, test((x) => Math.abs(x) === Infinity)],
  ["isnan", O, test(Number.isNaN)],
  ["isqrt", O, (rt, _self, args) => {
    const n = positive(rt, args[0], "isqrt() argument must be nonnegative");
    return normalizeInt(functions.integerSquareRoot(n));
  }],
  ["lcm", FASTCALL, foldInts(1n, functions.leastCommonMultiple)],
  ["ldexp", FASTCALL, ldexp],
  ["lgamma", O, real(logGamma, true)],
  ["log", FASTCALL, log],
  ["log1p", O, real(Math.log1p, false)],
  ["log10", O, (rt, _self, args) => new PyFloat(logarithm(rt, args[0], Math.log10))],
  ["log2", O, (rt, _self, args) => new PyFloat(logarithm(rt, args[0], Math.log2))],
  ["modf", O, modf],
  ["pow", FASTCALL, pow],
  ["radians", O, (rt, _self, args) => new PyFloat(toDouble(rt, args[0]) * (Math.PI / 180))],
  ["remainder", FASTCALL, real2("remainder", remainder)],
  ["sin", O, real(Math.sin, false)],
  ["sinh", O, real(Math.sinh, true)],
  ["sqrt", O, real(Math.sqrt, false)],
  ["tan", O, real(Math.tan, false)],
  ["tanh", O, real(Math.tanh, false)],
  ["sumprod", FASTCALL, sumprod],
  ["trunc", O, rounding("__trunc__", Math.trunc)],
  ["prod", METH_FASTCALL_KEYWORDS, prod],
  ["perm", FASTCALL, perm],
  ["comb", FASTCALL, comb],
  ["nextafter", METH_FASTCALL_KEYWORDS, real2("nextafter", nextAfter)],
  ["ulp", O, (rt, _self, args) => new PyFloat(ulp(toDouble(rt, args[0])))],
];

const CONSTANTS: Readonly<Record<string, number>> = {
  pi: Math.PI,
  e: Math.E,
  tau: 2 * Math.PI,
  inf: Infinity,
  nan: NaN,
};

/** A new module object. */
export function makeMath(): PyModule {
  const module = new PyModule("math");
  const { dict } = module;
  dict.setStr("__name__", "math");
  for (const name of ["__doc__", "__package__", "__loader__", "__spec__"]) dict.setStr(name, null);
  for (const [name, flags, impl] of FUNCTIONS) {
    dict.setStr(name, new PyBuiltin(name, flags, impl, module, null));
  }
  dict.setStr("__file__", "math");
  for (const [name, value] of Object.entries(CONSTANTS)) dict.setStr(name, new PyFloat(value));
  return module;
}
