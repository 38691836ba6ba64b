/**
 * Arithmetic of ints: doubles while everything is exact, bigint beyond.
 *
 * @module
 */

import { copyWork, digitsOf, euclidWork, productWork } from "../../isa/work.ts";
import { OVERFLOW_ERROR, VALUE_ERROR, ZERO_DIVISION_ERROR } from "../exception/exception_types.ts";
import { PyFloat } from "../values/number_values.ts";
import { raise } from "../exception/raise.ts";
import { poison, type Runtime } from "../runtime.ts";
import { normalizeInt, type PyInt } from "../values/value.ts";

const MAX = Number.MAX_SAFE_INTEGER;

/** Bits of an int of `limits.maxSize` digits. */
function maxBits(rt: Runtime): number {
  return rt.limits.maxSize * 30;
}

/** Takes what it costs to make an int as long as these: a sum, a bitwise or unary operation. */
export function burnLong(rt: Runtime, a: PyInt, b: PyInt = 0): void {
  if (typeof a === "bigint") rt.burn(copyWork(digitsOf(a)));
  if (typeof b === "bigint") rt.burn(copyWork(digitsOf(b)));
}

export function intAdd(a: PyInt, b: PyInt): PyInt {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (sum <= MAX && sum >= -MAX) return sum;
  }
  return normalizeInt(BigInt(a) + BigInt(b));
}

export function intSubtract(a: PyInt, b: PyInt): PyInt {
  if (typeof a === "number" && typeof b === "number") {
    const difference = a - b;
    if (difference <= MAX && difference >= -MAX) return difference;
  }
  return normalizeInt(BigInt(a) - BigInt(b));
}

/** Product; `rt` bounds its size. */
export function intMultiply(rt: Runtime, a: PyInt, b: PyInt): PyInt {
  if (typeof a === "number" && typeof b === "number") {
    const product = a * b;
    // Adding zero turns -0 into 0.
    if (product <= MAX && product >= -MAX) return product + 0;
    return normalizeInt(BigInt(a) * BigInt(b));
  }
  const big = typeof a === "bigint" ? a : b as bigint;
  const other = typeof a === "bigint" ? b : a;
  rt.burn(productWork(digitsOf(big), digitsOf(other)));
  if (typeof other === "bigint" && bitLength(big) + bitLength(other) > maxBits(rt)) {
    throw poison(rt, "size", "product of ints");
  }
  return checkedInt(rt, normalizeInt(big * BigInt(other)));
}

function checkedInt(rt: Runtime, value: PyInt): PyInt {
  if (typeof value === "bigint") rt.burn(copyWork(digitsOf(value)));
  if (typeof value === "bigint" && bitLength(value) > maxBits(rt)) throw poison(rt, "size", "digits of an int");
  return value;
}

/** `a // b`. */
export function intFloorDivide(rt: Runtime, a: PyInt, b: PyInt): PyInt {
  if (b === 0) throw raise(rt, ZERO_DIVISION_ERROR, "integer division or modulo by zero");
  if (typeof a === "number" && typeof b === "number") {
    // The remainder is exact, so the quotient of what is left is, too.
    let remainder = a % b;
    if (remainder !== 0 && (remainder < 0) !== (b < 0)) remainder += b;
    const multiple = a - remainder;
    if (multiple <= MAX && multiple >= -MAX) return multiple / b + 0;
  }
  burnQuotient(rt, a, b);
  return normalizeInt(bigFloorDivide(BigInt(a), BigInt(b)));
}

/** Division of long ints costs as much as four products. */
function burnQuotient(rt: Runtime, a: PyInt, b: PyInt): void {
  rt.burn(4 * productWork(digitsOf(a), digitsOf(b)));
}

function bigFloorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && (a < 0n) !== (b < 0n) ? quotient - 1n : quotient;
}

/** `a % b`. */
export function intModulo(rt: Runtime, a: PyInt, b: PyInt): PyInt {
  if (b === 0) throw raise(rt, ZERO_DIVISION_ERROR, "integer modulo by zero");
  if (typeof a === "number" && typeof b === "number") {
    const remainder = a % b;
    return remainder !== 0 && (remainder < 0) !== (b < 0) ? remainder + b : remainder + 0;
  }
  burnQuotient(rt, a, b);
  const x = BigInt(a);
  const y = BigInt(b);
  const remainder = x % y;
  return normalizeInt(remainder !== 0n && (remainder < 0n) !== (y < 0n) ? remainder + y : remainder);
}

/** `a ** b`; a float for a negative exponent. */
export function intPower(rt: Runtime, a: PyInt, b: PyInt): PyInt | PyFloat {
  if (b < 0) {
    const base = intToDouble(rt, a);
    const exponent = intToDouble(rt, b);
    if (base === 0) throw raise(rt, ZERO_DIVISION_ERROR, "0.0 cannot be raised to a negative power");
    return new PyFloat(Math.pow(base, exponent));
  }
  if (b === 0) return 1;
  if (a === 0 || a === 1) return a;
  if (a === -1) return isOdd(b) ? -1 : 1;
  if (typeof a === "number" && typeof b === "number") {
    const power = Math.pow(a, b);
    if (power <= MAX && power >= -MAX) return power + 0;
  }
  const bits = bitLength(BigInt(a)) * Number(b);
  if (typeof b === "bigint" || bits > maxBits(rt) + 64) throw poison(rt, "size", "power of ints");
  rt.burn(productWork(bits / 30, bits / 30));
  return checkedInt(rt, normalizeInt(BigInt(a) ** BigInt(b)));
}

function isOdd(value: PyInt): boolean {
  return typeof value === "number" ? value % 2 !== 0 : value % 2n !== 0n;
}

/** `pow(a, b, modulus)`. */
export function intPowerModulo(rt: Runtime, a: PyInt, b: PyInt, modulus: PyInt): PyInt {
  if (modulus === 0) throw raise(rt, VALUE_ERROR, "pow() 3rd argument cannot be 0");
  const wide = BigInt(modulus);
  const digits = digitsOf(modulus);
  burnQuotient(rt, a, modulus);
  // A square and its remainder for each bit of the exponent.
  rt.burn(60 * digitsOf(b) * (1 + 5 * productWork(digits, digits)));
  const m = wide < 0n ? -wide : wide;
  let base = BigInt(a) % m;
  if (base < 0n) base += m;
  let exponent = BigInt(b);
  if (exponent < 0n) {
    base = inverse(rt, base, m);
    exponent = -exponent;
  }
  let result = 1n % m;
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = result * base % m;
    base = base * base % m;
  }
  if (wide < 0n && result > 0n) result -= m;
  return normalizeInt(result);
}

function inverse(rt: Runtime, value: bigint, modulus: bigint): bigint {
  rt.burn(euclidWork(digitsOf(modulus)));
  let [r0, r1] = [value, modulus];
  let [s0, s1] = [1n, 0n];
  while (r1 !== 0n) {
    const q = r0 / r1;
    [r0, r1] = [r1, r0 - q * r1];
    [s0, s1] = [s1, s0 - q * s1];
  }
  if (r0 !== 1n) throw raise(rt, VALUE_ERROR, "base is not invertible for the given modulus");
  return ((s0 % modulus) + modulus) % modulus;
}

/** `a << b`. */
export function intLeftShift(rt: Runtime, a: PyInt, b: PyInt): PyInt {
  if (b < 0) throw raise(rt, VALUE_ERROR, "negative shift count");
  if (a === 0) return 0;
  if (typeof a === "number" && typeof b === "number" && b < 53) {
    const shifted = a * 2 ** b;
    if (shifted <= MAX && shifted >= -MAX) return shifted;
  }
  if (typeof b === "bigint" && b / 30n >= 1n << 63n) throw raise(rt, OVERFLOW_ERROR, "too many digits in integer");
  if (typeof b === "bigint" || bitLength(BigInt(a)) + b > maxBits(rt)) throw poison(rt, "size", "shifted int");
  rt.burn(copyWork(b / 30 + digitsOf(a)));
  return normalizeInt(BigInt(a) << BigInt(b));
}

/** `a >> b`. */
export function intRightShift(rt: Runtime, a: PyInt, b: PyInt): PyInt {
  if (b < 0) throw raise(rt, VALUE_ERROR, "negative shift count");
  if (typeof a === "number") {
    if (typeof b === "bigint" || b > 53) return a < 0 ? -1 : 0;
    return Math.floor(a / 2 ** b);
  }
  if (typeof b === "bigint") return a < 0n ? -1 : 0;
  rt.burn(copyWork(digitsOf(a)));
  return normalizeInt(a >> BigInt(b));
}

function fits32(a: PyInt): a is number {
  return typeof a === "number" && (a | 0) === a;
}

export function intAnd(a: PyInt, b: PyInt): PyInt {
  return fits32(a) && fits32(b) ? a & b : normalizeInt(BigInt(a) & BigInt(b));
}

export function intOr(a: PyInt, b: PyInt): PyInt {
  return fits32(a) && fits32(b) ? a | b : normalizeInt(BigInt(a) | BigInt(b));
}

export function intXor(a: PyInt, b: PyInt): PyInt {
  return fits32(a) && fits32(b) ? a ^ b : normalizeInt(BigInt(a) ^ BigInt(b));
}

export function intNegate(a: PyInt): PyInt {
  return typeof a === "number" ? 0 - a : normalizeInt(-a);
}

export function intInvert(a: PyInt): PyInt {
  return typeof a === "number" && a < MAX ? -1 - a : normalizeInt(~BigInt(a));
}

export function intAbs(a: PyInt): PyInt {
  return a < 0 ? intNegate(a) : a;
}

/** Bits of the absolute value. */
export function bitLength(value: bigint): number {
  const absolute = value < 0n ? -value : value;
  if (absolute === 0n) return 0;
  const hex = absolute.toString(16);
  return 4 * (hex.length - 1) + (32 - Math.clz32(parseInt(hex[0] as string, 16)));
}

/** The nearest double (half to even); raises OverflowError when there is none. */
export function intToDouble(rt: Runtime, value: PyInt): number {
  if (typeof value === "number") return value;
  const double = Number(value);
  if (!Number.isFinite(double)) throw raise(rt, OVERFLOW_ERROR, "int too large to convert to float");
  return double;
}

/** `a / b` of ints, correctly rounded (`long_true_divide`). */
export function intTrueDivide(rt: Runtime, a: PyInt, b: PyInt): number {
  if (b === 0) throw raise(rt, ZERO_DIVISION_ERROR, "division by zero");
  if (typeof a === "number" && typeof b === "number") return a / b;
  burnQuotient(rt, a, b);
  let x = BigInt(a);
  let y = BigInt(b);
  const negative = (x < 0n) !== (y < 0n);
  if (x < 0n) x = -x;
  if (y < 0n) y = -y;
  const quotient = divideToDouble(x, y);
  if (!Number.isFinite(quotient)) throw raise(rt, OVERFLOW_ERROR, "integer division result too large for a float");
  return negative ? -quotient : quotient;
}

/** Rounds x / y half to even: 55 bits or more of the quotient, the last one sticky, then one exact conversion. */
function divideToDouble(x: bigint, y: bigint): number {
  if (x === 0n) return 0;
  // Subnormal results have fewer bits: never shift below 2**-1076, so that the conversion rounds only once.
  const shift = Math.max(-1076, bitLength(x) - bitLength(y) - 66);
  let quotient: bigint;
  let exact: boolean;
  if (shift >= 0) {
    const divisor = y << BigInt(shift);
    quotient = x / divisor;
    exact = quotient * divisor === x;
  } else {
    const dividend = x << BigInt(-shift);
    quotient = dividend / y;
    exact = quotient * y === dividend;
  }
  if (!exact) quotient |= 1n;
  return scaleToDouble(quotient, shift);
}

/** mantissa * 2**exponent rounded half to even, once. */
export function scaleToDouble(mantissa: bigint, exponent: number): number {
  const bits = bitLength(mantissa);
  const drop = Math.max(bits - 53, -1074 - exponent);
  if (drop <= 0) return scaleExact(Number(mantissa), exponent);
  const dropped = BigInt(drop);
  let kept = mantissa >> dropped;
  const rest = mantissa - (kept << dropped);
  const half = 1n << (dropped - 1n);
  if (rest > half || (rest === half && (kept & 1n) === 1n)) kept += 1n;
  return scaleExact(Number(kept), exponent + drop);
}

/** value * 2**exponent where the result is exact, or infinite; in steps, because the power itself may not fit. */
function scaleExact(value: number, exponent: number): number {
  let result = value;
  let left = exponent;
  while (left > 1000) {
    result *= 2 ** 1000;
    left -= 1000;
  }
  while (left < -1000) {
    // Only ever reached with room to spare: the mantissa is scaled down last, in one exact step.
    const step = Math.max(left + 1000, -1000);
    result *= 2 ** step;
    left -= step;
  }
  return result * 2 ** left;
}

/** Where an int lies against a double: negative, 0 or positive; NaN when the double is not a number. */
export function compareIntDouble(a: PyInt, b: number): number {
  if (typeof a === "number") return a < b ? -1 : a > b ? 1 : a === b ? 0 : NaN;
  if (Number.isNaN(b)) return NaN;
  if (b === Infinity) return -1;
  if (b === -Infinity) return 1;
  const whole = BigInt(Math.trunc(b));
  if (a !== whole) return a < whole ? -1 : 1;
  const fraction = b - Math.trunc(b);
  return fraction > 0 ? -1 : fraction < 0 ? 1 : 0;
}
