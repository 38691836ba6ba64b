/**
 * Arithmetic of int, bool, float and complex. Each function takes payloads and knows nothing of dispatch.
 *
 * @module
 */

import { copyWork, digitsOf, euclidWork, productWork } from "../../src/isa/work.ts";
import { norm } from "../builtins/modules/exact_sums.ts";
import { float, NOT_IMPLEMENTED, types } from "../types.ts";
import type { BinaryOperator, Runtime } from "../runtime.ts";
import { PyComplex, PyFloat, PyInstance, type Value } from "../values.ts";

/** What a number is made of; undefined for anything that is not one. */
export function numberPayload(v: Value): bigint | PyFloat | PyComplex | undefined {
  switch (typeof v) {
    case "bigint":
      return v;
    case "boolean":
      return v ? 1n : 0n;
    case "string":
      return undefined;
    default:
  }
  if (v instanceof PyFloat || v instanceof PyComplex) return v;
  if (v instanceof PyInstance && typeof v.primitive === "bigint") return v.primitive;
  return undefined;
}

/** The int that an int, bool or instance of a subclass of int is; undefined for anything else. */
export function intPayload(v: Value): bigint | undefined {
  switch (typeof v) {
    case "bigint":
      return v;
    case "boolean":
      return v ? 1n : 0n;
    default:
  }
  if (v instanceof PyInstance && typeof v.primitive === "bigint") return v.primitive;
  return undefined;
}

/** Number of bits of |v|. */
export function bitLength(v: bigint): number {
  const size = v < 0n ? -v : v;
  if (size === 0n) return 0;
  if (size < SAFE) return bitLengthOfNumber(Number(size));
  const hex = size.toString(16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(parseInt(hex[0] as string, 16)));
}

const SAFE = 1n << 53n;
const TOO_MANY_DIGITS = 1n << 63n;

/** The same of a positive number below 2**53. */
function bitLengthOfNumber(size: number): number {
  const high = Math.floor(size / 2 ** 32);
  return high === 0 ? 32 - Math.clz32(size) : 64 - Math.clz32(high);
}

/** An int as a float; OverflowError when it is too large. */
export function intToFloat(rt: Runtime, v: bigint): number {
  const value = Number(v);
  if (!Number.isFinite(value)) throw rt.error("OverflowError", "int too large to convert to float");
  return value;
}

/** Arithmetic on whatever numbers; NotImplemented when one operand is none. */
export function numberBinary(rt: Runtime, op: BinaryOperator, left: Value, right: Value): Value {
  if ((op === "&" || op === "|" || op === "^") && typeof left === "boolean" && typeof right === "boolean") {
    return op === "&" ? left && right : op === "|" ? left || right : left !== right;
  }
  const a = numberPayload(left);
  const b = numberPayload(right);
  if (a === undefined || b === undefined) return NOT_IMPLEMENTED;
  if (typeof a === "bigint" && typeof b === "bigint") return intBinary(rt, op, a, b);
  if (a instanceof PyComplex || b instanceof PyComplex) return complexBinary(rt, op, a, b);
  const x = typeof a === "bigint" ? intToFloat(rt, a) : a.value;
  const y = typeof b === "bigint" ? intToFloat(rt, b) : b.value;
  return floatBinary(rt, op, x, y);
}

/** int op int. */
export function intBinary(rt: Runtime, op: BinaryOperator, a: bigint, b: bigint): Value {
  switch (op) {
    case "+":
      return rt.checkInt(a + b);
    case "-":
      return rt.checkInt(a - b);
    case "*":
      spendOnProduct(rt, a, b, 1);
      return rt.checkInt(a * b);
    case "//":
      if (b === 0n) throw rt.error("ZeroDivisionError", "integer division or modulo by zero");
      spendOnProduct(rt, a, b, 4);
      return floorDivide(a, b);
    case "%":
      if (b === 0n) throw rt.error("ZeroDivisionError", "integer modulo by zero");
      spendOnProduct(rt, a, b, 4);
      return floorModulo(a, b);
    case "/":
      spendOnProduct(rt, a, b, 4);
      return float(trueDivide(rt, a, b));
    case "**":
      return intPower(rt, a, b);
    case "<<":
      if (b < 0n) throw rt.valueError("negative shift count");
      if (a === 0n) return 0n;
      if (b / 30n >= TOO_MANY_DIGITS) throw rt.error("OverflowError", "too many digits in integer");
      rt.checkNew((BigInt(bitLength(a)) + b) / 30n);
      return a << b;
    case ">>":
      if (b < 0n) throw rt.valueError("negative shift count");
      rt.spend(copyWork(digitsOf(a)));
      return b > BigInt(Number.MAX_SAFE_INTEGER) ? (a < 0n ? -1n : 0n) : a >> b;
    case "&":
      return rt.checkInt(a & b);
    case "|":
      return rt.checkInt(a | b);
    case "^":
      return rt.checkInt(a ^ b);
    case "@":
      return NOT_IMPLEMENTED;
  }
}

/** A product of ints, or something that costs so many of them. */
function spendOnProduct(rt: Runtime, a: bigint, b: bigint, products: number): void {
  rt.spend(products * productWork(digitsOf(a), digitsOf(b)));
}

/** Quotient rounded towards minus infinity. */
export function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && (a < 0n) !== (b < 0n) ? quotient - 1n : quotient;
}

/** Remainder with the sign of the divisor. */
export function floorModulo(a: bigint, b: bigint): bigint {
  const remainder = a % b;
  return remainder !== 0n && (remainder < 0n) !== (b < 0n) ? remainder + b : remainder;
}

/** a / b rounded once, to nearest even. */
export function trueDivide(rt: Runtime, a: bigint, b: bigint): number {
  if (b === 0n) throw rt.error("ZeroDivisionError", "division by zero");
  if (a === 0n) return b < 0n ? -0 : 0;
  const negative = (a < 0n) !== (b < 0n);
  const x = a < 0n ? -a : a;
  const y = b < 0n ? -b : b;
  const value = divideMagnitudes(x, y);
  if (!Number.isFinite(value)) throw rt.error("OverflowError", "integer division result too large for a float");
  return negative ? -value : value;
}

function divideMagnitudes(x: bigint, y: bigint): number {
  if (x <= SAFE && y <= SAFE) return Number(x) / Number(y);
  // A quotient of at least 55 bits with a sticky last bit rounds like the exact one. The scale is bounded so that the
  // last two bits are below the smallest subnormal, which is then rounded by hand.
  const wanted = 55 - (bitLength(x) - bitLength(y));
  const shift = Math.min(wanted, 1076);
  const scaledX = shift > 0 ? x << BigInt(shift) : x;
  const scaledY = shift > 0 ? y : y << BigInt(-shift);
  let quotient = scaledX / scaledY;
  const sticky = scaledX % scaledY !== 0n;
  if (shift < wanted) {
    const rest = quotient & 3n;
    quotient >>= 2n;
    const half = rest === 2n && !sticky;
    if (rest > 2n || (rest === 2n && sticky) || (half && (quotient & 1n) === 1n)) quotient += 1n;
    return Number(quotient) * 2 ** -1074;
  }
  if (sticky) quotient |= 1n;
  return scale(Number(quotient), -shift);
}

/** value * 2**exponent in two exact steps. */
function scale(value: number, exponent: number): number {
  const half = Math.trunc(exponent / 2);
  return value * 2 ** half * 2 ** (exponent - half);
}

function intPower(rt: Runtime, a: bigint, b: bigint): Value {
  if (b < 0n) return floatPower(rt, intToFloat(rt, a), intToFloat(rt, b));
  if (a === 0n || a === 1n) return b === 0n ? 1n : a;
  if (a === -1n) return (b & 1n) === 1n ? -1n : 1n;
  const digits = (BigInt(bitLength(a)) * b) / 30n;
  rt.checkSize(digits);
  rt.spend(productWork(Number(digits), Number(digits)));
  return rt.checkInt(a ** b);
}

/** pow(a, b, m) of ints; the result has the sign of the modulus. */
export function intPowerModulo(rt: Runtime, a: bigint, b: bigint, m: bigint): bigint {
  if (m === 0n) throw rt.valueError("pow() 3rd argument cannot be 0");
  const modulus = m < 0n ? -m : m;
  const digits = digitsOf(m);
  spendOnProduct(rt, a, m, 4);
  // A square and its remainder for each bit of the exponent.
  rt.spend(60 * digitsOf(b) * (1 + 5 * productWork(digits, digits)));
  let base = floorModulo(a, modulus);
  let exponent = b;
  if (b < 0n) {
    base = inverse(rt, base, modulus);
    exponent = -b;
  }
  let result = 1n % modulus;
  for (; exponent > 0n; exponent >>= 1n) {
    if ((exponent & 1n) === 1n) result = (result * base) % modulus;
    base = (base * base) % modulus;
  }
  return m < 0n && result !== 0n ? result + m : result;
}

function inverse(rt: Runtime, a: bigint, modulus: bigint): bigint {
  rt.spend(euclidWork(digitsOf(modulus)));
  let [r0, r1] = [modulus, a];
  let [t0, t1] = [0n, 1n];
  while (r1 !== 0n) {
    const quotient = r0 / r1;
    [r0, r1] = [r1, r0 - quotient * r1];
    [t0, t1] = [t1, t0 - quotient * t1];
  }
  if (r0 !== 1n) throw rt.valueError("base is not invertible for the given modulus");
  return floorModulo(t0, modulus);
}

/** float op float. */
export function floatBinary(rt: Runtime, op: BinaryOperator, x: number, y: number): Value {
  switch (op) {
    case "+":
      return float(x + y);
    case "-":
      return float(x - y);
    case "*":
      return float(x * y);
    case "/":
      if (y === 0) throw rt.error("ZeroDivisionError", "float division by zero");
      return float(x / y);
    case "//":
      if (y === 0) throw rt.error("ZeroDivisionError", "float floor division by zero");
      return float(floatDivMod(x, y)[0]);
    case "%":
      if (y === 0) throw rt.error("ZeroDivisionError", "float modulo by zero");
      return float(floatDivMod(x, y)[1]);
    case "**":
      return floatPower(rt, x, y);
    default:
      return NOT_IMPLEMENTED;
  }
}

/** Floor quotient and remainder with the sign of the divisor; the divisor is not zero (C: `_float_div_mod`). */
export function floatDivMod(x: number, y: number): [quotient: number, remainder: number] {
  let remainder = x % y;
  let quotient = (x - remainder) / y;
  if (remainder !== 0) {
    if ((y < 0) !== (remainder < 0)) {
      remainder += y;
      quotient -= 1;
    }
  } else {
    remainder = y < 0 || Object.is(y, -0) ? -0 : 0;
  }
  if (quotient === 0) return [copySign(0, x / y), remainder];
  let floored = Math.floor(quotient);
  if (quotient - floored > 0.5) floored += 1;
  return [floored, remainder];
}

function copySign(size: number, sign: number): number {
  return sign < 0 || Object.is(sign, -0) ? -size : size;
}

function floatPower(rt: Runtime, x: number, y: number): Value {
  if (y === 0 || x === 1) return float(1);
  if (Number.isNaN(x) || Number.isNaN(y)) return float(NaN);
  if (!Number.isFinite(y)) {
    const size = Math.abs(x);
    if (size === 1) return float(1);
    return float((y > 0) === (size > 1) ? Infinity : 0);
  }
  if (x === 0 && y < 0) throw rt.error("ZeroDivisionError", "0.0 cannot be raised to a negative power");
  if (x < 0 && Number.isFinite(x) && !Number.isInteger(y)) {
    return complexPower(rt, new PyComplex(types.complex, x, 0), new PyComplex(types.complex, y, 0));
  }
  const value = Math.pow(x, y);
  if (!Number.isFinite(value) && Number.isFinite(x)) {
    throw rt.errorWith("OverflowError", [34n, "Numerical result out of range"]);
  }
  return float(value);
}

function toComplex(rt: Runtime, v: bigint | PyFloat | PyComplex): PyComplex {
  if (v instanceof PyComplex) return v;
  return new PyComplex(types.complex, typeof v === "bigint" ? intToFloat(rt, v) : v.value, 0);
}

function complexBinary(
  rt: Runtime,
  op: BinaryOperator,
  left: bigint | PyFloat | PyComplex,
  right: bigint | PyFloat | PyComplex,
): Value {
  const a = toComplex(rt, left);
  const b = toComplex(rt, right);
  switch (op) {
    case "+":
      return new PyComplex(types.complex, a.re + b.re, a.im + b.im);
    case "-":
      return new PyComplex(types.complex, a.re - b.re, a.im - b.im);
    case "*":
      return complexProduct(a, b);
    case "/":
      if (b.re === 0 && b.im === 0) throw rt.error("ZeroDivisionError", "complex division by zero");
      return complexQuotient(a, b);
    case "**":
      return complexPower(rt, a, b);
    default:
      return NOT_IMPLEMENTED;
  }
}

function complexProduct(a: PyComplex, b: PyComplex): PyComplex {
  return new PyComplex(types.complex, a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re);
}

function complexQuotient(a: PyComplex, b: PyComplex): PyComplex {
  if (Math.abs(b.re) >= Math.abs(b.im)) {
    const ratio = b.im / b.re;
    const divisor = b.re + b.im * ratio;
    return new PyComplex(types.complex, (a.re + a.im * ratio) / divisor, (a.im - a.re * ratio) / divisor);
  }
  if (Math.abs(b.im) >= Math.abs(b.re)) {
    const ratio = b.re / b.im;
    const divisor = b.re * ratio + b.im;
    return new PyComplex(types.complex, (a.re * ratio + a.im) / divisor, (a.im * ratio - a.re) / divisor);
  }
  return new PyComplex(types.complex, NaN, NaN);
}

function complexPower(rt: Runtime, a: PyComplex, b: PyComplex): PyComplex {
  let result: PyComplex;
  if (b.im === 0 && b.re === Math.floor(b.re) && Math.abs(b.re) <= 100) {
    result = complexIntPower(rt, a, b.re);
  } else {
    result = complexGeneralPower(rt, a, b);
  }
  if ([result.re, result.im].some((part) => Math.abs(part) === Infinity)) {
    throw rt.error("OverflowError", "complex exponentiation");
  }
  return result;
}

function complexIntPower(rt: Runtime, a: PyComplex, exponent: number): PyComplex {
  const one = new PyComplex(types.complex, 1, 0);
  if (exponent > 0) return complexUnsignedPower(a, exponent);
  if (exponent === 0) return one;
  if (a.re === 0 && a.im === 0) throw rt.error("ZeroDivisionError", "0.0 to a negative or complex power");
  return complexQuotient(one, complexUnsignedPower(a, -exponent));
}

function complexUnsignedPower(a: PyComplex, exponent: number): PyComplex {
  let result = new PyComplex(types.complex, 1, 0);
  let base = a;
  for (let mask = 1; mask > 0 && exponent >= mask; mask *= 2) {
    if ((exponent & mask) !== 0) result = complexProduct(result, base);
    base = complexProduct(base, base);
  }
  return result;
}

function complexGeneralPower(rt: Runtime, a: PyComplex, b: PyComplex): PyComplex {
  if (b.re === 0 && b.im === 0) return new PyComplex(types.complex, 1, 0);
  if (a.re === 0 && a.im === 0) {
    if (b.im !== 0 || b.re < 0) throw rt.error("ZeroDivisionError", "0.0 to a negative or complex power");
    return new PyComplex(types.complex, 0, 0);
  }
  const size = norm([a.re, a.im]);
  let length = Math.pow(size, b.re);
  const angle = Math.atan2(a.im, a.re);
  let phase = angle * b.re;
  if (b.im !== 0) {
    length *= Math.exp(-angle * b.im);
    phase += b.im * Math.log(size);
  }
  return new PyComplex(types.complex, length * Math.cos(phase), length * Math.sin(phase));
}
