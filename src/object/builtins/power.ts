/**
 * `pow`.
 *
 * @module
 */

import { BINARY, plainBinary } from "../number/binary.ts";
import { callSpecial } from "../call/call.ts";
import { PySlotWrapper } from "../values/callable_values.ts";
import { TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { intPowerModulo } from "../number/int.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { PyComplex, PyFloat } from "../values/number_values.ts";
import { intOf, unwrap } from "../values/payload.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { NOT_IMPLEMENTED } from "../values/singletons.ts";
import { typeName, typeOf } from "../type/types.ts";
import type { Value } from "../values/value.ts";

/** `pow(base, exponent, modulus)`; without a modulus (None) that is `base ** exponent` (`PyNumber_Power`). */
export function power(rt: Runtime, base: Value, exponent: Value, modulus: Value): Value {
  if (modulus === null) return plainBinary(rt, BINARY.POWER, base, exponent);
  const method = lookupSpecial(typeOf(base), "__pow__");
  if (method !== undefined && !(method instanceof PySlotWrapper)) {
    const result = callSpecial(rt, method, base, [exponent, modulus]);
    if (result !== NOT_IMPLEMENTED) return result;
  }
  const a = intOf(base);
  const b = intOf(exponent);
  const c = intOf(modulus);
  if (a !== undefined && b !== undefined && c !== undefined) return intPowerModulo(rt, a, b, c);
  // The first operand that is no int says why not.
  for (const value of [base, exponent, modulus]) {
    const bare = unwrap(value);
    if (bare instanceof PyFloat) {
      throw raise(rt, TYPE_ERROR, "pow() 3rd argument not allowed unless all arguments are integers");
    }
    if (bare instanceof PyComplex && isNumber(base) && isNumber(exponent)) {
      throw raise(rt, VALUE_ERROR, "complex modulo");
    }
  }
  throw raise(
    rt,
    TYPE_ERROR,
    `unsupported operand type(s) for ** or pow(): '${typeName(base)}', '${typeName(exponent)}', '${typeName(modulus)}'`,
  );
}

function isNumber(value: Value): boolean {
  const bare = unwrap(value);
  return intOf(value) !== undefined || bare instanceof PyFloat || bare instanceof PyComplex;
}
