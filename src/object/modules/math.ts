/**
 * The module `math`: arguments checked, the work done by plain functions.
 *
 * @module
 */

import { copyWork, digitsOf, euclidWork, productWork } from "../../isa/work.ts";
import { BINARY, plainBinary } from "../number/binary.ts";
import { callSpecial } from "../call/call.ts";
import { METH, METH_FASTCALL_KEYWORDS, type NativeImpl, PyBuiltin } from "../values/callable_values.ts";
import { OVERFLOW_ERROR, TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { toIndex } from "../sequence/indexing.ts";
import { bitLength, scaleToDouble } from "../number/int.ts";
import { itemsOf } from "../iterator/iteration.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { PyFloat } from "../values/number_values.ts";
import { floatOf, intOf } from "../values/payload.ts";
import { raise } from "../exception/raise.ts";
import { checkNew, poison, type Runtime } from "../runtime.ts";
import { PyTuple } from "../values/sequence_values.ts";
import { typeName, typeOf } from "../type/types.ts";
import { normalizeInt, type PyInt, type Value } from "../values/value.ts";
import { bindArguments, checkCount } from "../builtins/arguments.ts";
import { toDouble, truncate } from "../builtins/conversion.ts";
import {
  combinations,
  exactSum,
  factorial,
  greatestCommonDivisor,
  integerSquareRoot,
  leastCommonMultiple,
  permutations,
  scaleFloat,
  splitFloat,
} from "./math_functions.ts";
import { hypotenuse, nextAfter, remainderOf, sumOfProducts, unitInLastPlace } from "./float_functions.ts";

function domainError(rt: Runtime): unknown {
  return raise(rt, VALUE_ERROR, "math domain error");
}

function rangeError(rt: Runtime): unknown {
  return raise(rt, OVERFLOW_ERROR, "math range error");
}

/** Checks a result as CPython does: nan out of numbers is a domain error, infinity out of finite ones a range error. */
function checked(rt: Runtime, result: number, args: readonly number[], canOverflow: boolean): PyFloat {
  if (Number.isNaN(result) && !args.some(Number.isNaN)) throw domainError(rt);
  if (Math.abs(result) === Infinity && args.every(Number.isFinite)) {
    throw canOverflow ? rangeError(rt) : domainError(rt);
  }
  return new PyFloat(result);
}

/** A function of one double. */
function unary(run: (x: number) => number, canOverflow = false): NativeImpl {
  return (rt, _self, args) => {
    const x = toDouble(rt, args[0]);
    return checked(rt, run(x), [x], canOverflow);
  };
}

/** A function of two doubles. */
function binary(name: string, run: (x: number, y: number) => number): NativeImpl {
  return (rt, _self, args) => {
    checkCount(rt, name, args.length, 2, 2);
    const x = toDouble(rt, args[0]);
    const y = toDouble(rt, args[1]);
    return checked(rt, run(x, y), [x, y], true);
  };
}

/** A test of one double. */
function test(run: (x: number) => boolean): NativeImpl {
  return (rt, _self, args) => run(toDouble(rt, args[0]));
}

/** floor, ceil and trunc: the value's own method, or an int made from the double. */
function whole(method: string, run: (x: number) => number, mustHave: boolean): NativeImpl {
  return (rt, _self, args) => {
    const [value] = args;
    if (!(value instanceof PyFloat)) {
      const own = lookupSpecial(typeOf(value), method);
      if (own !== undefined) return callSpecial(rt, own, value, []);
      if (mustHave) {
        throw raise(rt, TYPE_ERROR, `type ${typeName(value)} doesn't define ${method} method`);
      }
    }
    return truncate(rt, run(toDouble(rt, value)));
  };
}

/** `log` of an int that is too long for a double, else of the double. */
function logarithm(rt: Runtime, value: Value, run: (x: number) => number): number {
  const int = intOf(value);
  if (typeof int === "bigint") {
    if (int <= 0n) throw domainError(rt);
    const bits = bitLength(int);
    return run(scaleToDouble(int, -bits)) + run(2) * bits;
  }
  // An int is taken as it is, whatever `__float__` of its class says.
  const x = int ?? toDouble(rt, value);
  if (Number.isFinite(x)) {
    if (x > 0) return run(x);
    throw domainError(rt);
  }
  if (Number.isNaN(x) || x > 0) return x;
  throw domainError(rt);
}

const log: NativeImpl = (rt, _self, args) => {
  checkCount(rt, "log", args.length, 1, 2);
  const numerator = logarithm(rt, args[0], Math.log);
  if (args.length === 1) return new PyFloat(numerator);
  const denominator = logarithm(rt, args[1], Math.log);
  return plainBinary(rt, BINARY.TRUE_DIVIDE, new PyFloat(numerator), new PyFloat(denominator));
};

function power(rt: Runtime, x: number, y: number): number {
  if (x === 1 || y === 0) return 1;
  if (!Number.isFinite(x) || !Number.isFinite(y)) {
    if (Math.abs(x) === 1 && Math.abs(y) === Infinity) return 1;
    return Math.pow(x, y);
  }
  if (x === 0) {
    if (y < 0) throw domainError(rt);
    return Math.pow(x, y);
  }
  if (x < 0 && !Number.isInteger(y)) throw domainError(rt);
  const size = Math.pow(Math.abs(x), y);
  if (!Number.isFinite(size)) throw rangeError(rt);
  return x < 0 && Math.abs(y) % 2 === 1 ? -size : size;
}

/** A function of any number of ints, folded. */
function folded(start: bigint, run: (a: bigint, b: bigint) => bigint): NativeImpl {
  return (rt, _self, args) => {
    let result = start;
    let first = true;
    for (const arg of args) {
      const next = BigInt(toIndex(rt, arg));
      rt.burn(euclidWork(Math.min(digitsOf(next), digitsOf(result)) + (first ? 0 : 1)));
      result = first ? run(next, next) : run(result, next);
      first = false;
    }
    return normalizeInt(result);
  };
}

/** A count that is not negative, for perm and comb. */
function natural(rt: Runtime, value: Value, name: string): bigint {
  const int = toIndex(rt, value);
  if (int < 0) throw raise(rt, VALUE_ERROR, `${name} must be a non-negative integer`);
  return BigInt(int);
}

const mathFactorial: NativeImpl = (rt, _self, args) => {
  const n = toIndex(rt, args[0]);
  if (n < 0) throw raise(rt, VALUE_ERROR, "factorial() not defined for negative values");
  if (typeof n === "bigint") {
    throw raise(rt, OVERFLOW_ERROR, "factorial() argument should not exceed 9223372036854775807");
  }
  // The result has about n log2 n bits.
  const digits = n * Math.log2(n + 1) / 30;
  checkNew(rt, digits);
  rt.burn(n * (1 + copyWork(digits)));
  return normalizeInt(factorial(n));
};

const isclose: NativeImpl = (rt, _self, args, kwnames) => {
  const [a, b, relative, absolute] = bindArguments(
    rt,
    { name: "isclose", names: ["a", "b", "rel_tol", "abs_tol"], required: 2, positional: 2 },
    args,
    kwnames,
  );
  const x = toDouble(rt, a);
  const y = toDouble(rt, b);
  const rel = relative === undefined ? 1e-9 : toDouble(rt, relative);
  const abs = absolute === undefined ? 0 : toDouble(rt, absolute);
  if (rel < 0 || abs < 0) throw raise(rt, VALUE_ERROR, "tolerances must be non-negative");
  if (x === y) return true;
  if (Math.abs(x) === Infinity || Math.abs(y) === Infinity) return false;
  const difference = Math.abs(x - y);
  return difference <= Math.abs(rel * y) || difference <= Math.abs(rel * x) || difference <= abs;
};

const prod: NativeImpl = (rt, _self, args, kwnames) => {
  const [iterable, start] = bindArguments(
    rt,
    { name: "prod", names: ["", "start"], required: 1, positional: 1 },
    args,
    kwnames,
  );
  let result: Value = start === undefined ? 1 : start;
  for (const item of itemsOf(rt, iterable)) result = plainBinary(rt, BINARY.MULTIPLY, result, item);
  return result;
};

const ldexp: NativeImpl = (rt, _self, args) => {
  checkCount(rt, "ldexp", args.length, 2, 2);
  const x = toDouble(rt, args[0]);
  const exponent = intOf(args[1]);
  if (exponent === undefined) throw raise(rt, TYPE_ERROR, "Expected an int as second argument to ldexp.");
  if (x === 0 || !Number.isFinite(x)) return new PyFloat(x);
  if (exponent > 5000) throw rangeError(rt);
  const result = exponent < -5000 ? (x < 0 ? -0 : 0) : scaleFloat(x, Number(exponent));
  if (!Number.isFinite(result)) throw rangeError(rt);
  return new PyFloat(result);
};

const modf: NativeImpl = (rt, _self, args) => {
  const x = toDouble(rt, args[0]);
  if (Math.abs(x) === Infinity) return new PyTuple([new PyFloat(x < 0 ? -0 : 0), new PyFloat(x)]);
  if (Number.isNaN(x)) return new PyTuple([new PyFloat(x), new PyFloat(x)]);
  const integer = Math.trunc(x);
  const rest = x - integer;
  const fraction = rest === 0 && (x < 0 || Object.is(x, -0)) ? -0 : rest;
  return new PyTuple([new PyFloat(fraction), new PyFloat(integer)]);
};

const combinatorial = (name: "perm" | "comb"): NativeImpl => (rt, _self, args) => {
  checkCount(rt, name, args.length, name === "perm" ? 1 : 2, 2);
  if (args.length === 1 || args[1] === null) return mathFactorial(rt, null, [args[0]], null);
  const [first, second] = [toIndex(rt, args[0]), toIndex(rt, args[1])];
  const n = natural(rt, first, "n");
  const k = natural(rt, second, "k");
  const factors = k > n ? 0n : name === "comb" && n - k < k ? n - k : k;
  const digits = Number(factors) * n.toString(2).length / 30;
  checkNew(rt, digits);
  rt.burn(Number(factors) * (1 + copyWork(digits)));
  return normalizeInt(name === "perm" ? permutations(n, k) : combinations(n, k));
};

function doubles(rt: Runtime, values: readonly Value[]): number[] {
  return values.map((value) => toDouble(rt, value));
}

const sumprod: NativeImpl = (rt, _self, args) => {
  checkCount(rt, "sumprod", args.length, 2, 2);
  const left = itemsOf(rt, args[0]);
  const right = itemsOf(rt, args[1]);
  if (left.length !== right.length) throw raise(rt, VALUE_ERROR, "Inputs are not the same length");
  const isPlain = (value: Value): boolean => floatOf(value) !== undefined;
  if (left.length > 0 && left.every(isPlain) && right.every(isPlain)) {
    return new PyFloat(sumOfProducts(doubles(rt, left), doubles(rt, right)));
  }
  let total: Value = 0;
  left.forEach((value, i) => {
    total = plainBinary(rt, BINARY.ADD, total, plainBinary(rt, BINARY.MULTIPLY, value, right[i]));
  });
  return total;
};

function unsupported(name: string): NativeImpl {
  return (rt) => {
    throw poison(rt, "unsupported", `math.${name}()`);
  };
}

const O = METH.O;
const FAST = METH.FASTCALL;

/** Its functions in the order of the module: name, calling convention, body. */
const FUNCTIONS: readonly (readonly [string, number, NativeImpl])[] = [
  ["acos", O, unary(Math.acos)],
  ["acosh", O, unary(Math.acosh)],
  ["asin", O, unary(Math.asin)],
  ["asinh", O, unary(Math.asinh)],
  ["atan", O, unary(Math.atan)],
  ["atan2", FAST, binary("atan2", Math.atan2)],
  ["atanh", O, unary(Math.atanh)],
  ["cbrt", O, unary(Math.cbrt)],
  ["ceil", O, whole("__ceil__", Math.ceil, false)],
  ["copysign", FAST, binary("copysign", (x, y) => y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x))],
  ["cos", O, unary(Math.cos)],
  ["cosh", O, unary(Math.cosh, true)],
  ["degrees", O, (rt, _self, args) => new PyFloat(toDouble(rt, args[0]) * (180 / Math.PI))],
  ["dist", FAST, (rt, _self, args) => {
    checkCount(rt, "dist", args.length, 2, 2);
    const p = itemsOf(rt, args[0]);
    const q = itemsOf(rt, args[1]);
    if (p.length !== q.length) {
      throw raise(rt, VALUE_ERROR, "both points must have the same number of dimensions");
    }
    const other = doubles(rt, q);
    return new PyFloat(hypotenuse(doubles(rt, p).map((x, i) => x - (other[i] as number))));
  }],
  ["erf", O, unsupported("erf")],
  ["erfc", O, unsupported("erfc")],
  ["exp", O, unary(Math.exp, true)],
  ["exp2", O, unary((x) => Math.pow(2, x), true)],
  ["expm1", O, unary(Math.expm1, true)],
  ["fabs", O, unary(Math.abs)],
  ["factorial", O, mathFactorial],
  ["floor", O, whole("__floor__", Math.floor, false)],
  ["fmod", FAST, binary("fmod", (x, y) => x % y)],
  ["frexp", O, (rt, _self, args) => {
    const [mantissa, exponent] = splitFloat(toDouble(rt, args[0]));
    return new PyTuple([new PyFloat(mantissa), exponent]);
  }],
  ["fsum", O, (rt, _self, args) => {
    const values = doubles(rt, itemsOf(rt, args[0]));
    const total = exactSum(values);
    if (Number.isNaN(total) && values.includes(Infinity) && values.includes(-Infinity)) {
      throw raise(rt, VALUE_ERROR, "-inf + inf in fsum");
    }
    if (!Number.isFinite(total) && values.every(Number.isFinite)) {
      throw raise(rt, OVERFLOW_ERROR, "intermediate overflow in fsum");
    }
    return new PyFloat(total);
  }],
  ["gamma", O, unsupported("gamma")],
  ["gcd", FAST, folded(0n, greatestCommonDivisor)],
  ["hypot", FAST, (rt, _self, args) => new PyFloat(hypotenuse(doubles(rt, args)))],
  ["isclose", METH_FASTCALL_KEYWORDS, isclose],
  ["isfinite", O, test(Number.isFinite)],
  ["isinf", O, test((x) => Math.abs(x) === Infinity)],
  ["isnan", O, test(Number.isNaN)],
  ["isqrt", O, (rt, _self, args) => {
    const n: PyInt = toIndex(rt, args[0]);
    if (n < 0) throw raise(rt, VALUE_ERROR, "isqrt() argument must be nonnegative");
    rt.burn(40 * productWork(digitsOf(n), digitsOf(n)));
    return normalizeInt(integerSquareRoot(BigInt(n)));
  }],
  ["lcm", FAST, folded(1n, leastCommonMultiple)],
  ["ldexp", FAST, ldexp],
  ["lgamma", O, unsupported("lgamma")],
  ["log", FAST, log],
  ["log1p", O, unary(Math.log1p)],
  ["log10", O, (rt, _self, args) => new PyFloat(logarithm(rt, args[0], Math.log10))],
  ["log2", O, (rt, _self, args) => new PyFloat(logarithm(rt, args[0], Math.log2))],
  ["modf", O, modf],
  ["pow", FAST, (rt, _self, args) => {
    checkCount(rt, "pow", args.length, 2, 2);
    return new PyFloat(power(rt, toDouble(rt, args[0]), toDouble(rt, args[1])));
  }],
  ["radians", O, (rt, _self, args) => new PyFloat(toDouble(rt, args[0]) * (Math.PI / 180))],
  ["remainder", FAST, binary("remainder", remainderOf)],
  ["sin", O, unary(Math.sin)],
  ["sinh", O, unary(Math.sinh, true)],
  ["sqrt", O, unary(Math.sqrt)],
  ["tan", O, unary(Math.tan)],
  ["tanh", O, unary(Math.tanh)],
  ["sumprod", FAST, sumprod],
  ["trunc", O, whole("__trunc__", Math.trunc, true)],
  ["prod", METH_FASTCALL_KEYWORDS, prod],
  ["perm", FAST, combinatorial("perm")],
  ["comb", FAST, combinatorial("comb")],
  ["nextafter", METH_FASTCALL_KEYWORDS, (rt, _self, args, kwnames) => {
    const [x, y, steps] = bindArguments(
      rt,
      { name: "nextafter", names: ["", "", "steps"], required: 2, positional: 2 },
      args,
      kwnames,
    );
    const count = steps === undefined || steps === null ? 1 : toIndex(rt, steps);
    if (count < 0) throw raise(rt, VALUE_ERROR, "steps must be a non-negative integer");
    return new PyFloat(nextAfter(toDouble(rt, x), toDouble(rt, y), BigInt(count)));
  }],
  ["ulp", O, (rt, _self, args) => new PyFloat(unitInLastPlace(toDouble(rt, args[0])))],
];

/** Contents of the module in order. */
export const MATH_ENTRIES: readonly (readonly [string, Value])[] = [
  ...FUNCTIONS.map(([name, flags, impl]): readonly [string, Value] => [
    name,
    new PyBuiltin(name, flags, impl, null, null),
  ]),
  ["__file__", null],
  ["pi", new PyFloat(Math.PI)],
  ["e", new PyFloat(Math.E)],
  ["tau", new PyFloat(2 * Math.PI)],
  ["inf", new PyFloat(Infinity)],
  ["nan", new PyFloat(NaN)],
];
