/**
 * Numbers from any value: what `int()`, `float()` and C functions with number parameters take.
 *
 * @module
 */

import { callSpecial } from "../call/call.ts";
import { OVERFLOW_ERROR, TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { indexOf } from "../sequence/indexing.ts";
import { PyInstance } from "../type/instance.ts";
import { intToDouble } from "../number/int.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { PyFloat } from "../values/number_values.ts";
import { floatOf, intOf, unwrap } from "../values/payload.ts";
import { raise } from "../exception/raise.ts";
import { MAX_STR_DIGITS_THRESHOLD, type Runtime } from "../runtime.ts";
import { PyByteArray, PyBytes } from "../values/sequence_values.ts";
import { parseFloatText, parseInt10 } from "../text/parse_number.ts";
import { repr } from "../text/repr.ts";
import { typeName } from "../type/types.ts";
import { normalizeInt, type PyInt, type Value } from "../values/value.ts";

/** A double cut to an int (`PyLong_FromDouble`). */
export function truncate(rt: Runtime, value: number): PyInt {
  if (Number.isNaN(value)) throw raise(rt, VALUE_ERROR, "cannot convert float NaN to integer");
  if (!Number.isFinite(value)) throw raise(rt, OVERFLOW_ERROR, "cannot convert float infinity to integer");
  const whole = Math.trunc(value);
  return Number.isSafeInteger(whole) ? whole + 0 : normalizeInt(BigInt(whole));
}

/** `int(value)` (`PyNumber_Long`). */
export function toInt(rt: Runtime, value: Value): PyInt {
  if (typeof value === "number" || typeof value === "bigint") return value;
  if (value instanceof PyInstance) {
    const made = byMethod(rt, value);
    if (made !== undefined) return made;
  }
  const bare = unwrap(value);
  switch (typeof bare) {
    case "number":
    case "bigint":
      return bare;
    case "boolean":
      return bare ? 1 : 0;
    case "string":
      return parseIntText(rt, bare, 10, bare);
  }
  if (bare instanceof PyFloat) return truncate(rt, bare.value);
  if (bare instanceof PyBytes || bare instanceof PyByteArray) {
    return parseIntText(rt, latin1(bare.data), 10, new PyBytes(bare.data));
  }
  throw raise(
    rt,
    TYPE_ERROR,
    `int() argument must be a string, a bytes-like object or a real number, not '${typeName(value)}'`,
  );
}

/** `__int__`, `__index__` or `__trunc__` of a program's class. */
function byMethod(rt: Runtime, value: PyInstance): PyInt | undefined {
  const method = lookupSpecial(value.cls, "__int__");
  if (method !== undefined) {
    const result = callSpecial(rt, method, value, []);
    const int = intOf(result);
    if (int === undefined) throw raise(rt, TYPE_ERROR, `__int__ returned non-int (type ${typeName(result)})`);
    return int;
  }
  const index = indexOf(rt, value);
  if (index !== undefined) return index;
  const trunc = lookupSpecial(value.cls, "__trunc__");
  if (trunc === undefined) return undefined;
  const result = callSpecial(rt, trunc, value, []);
  const int = indexOf(rt, result);
  if (int === undefined) {
    throw raise(rt, TYPE_ERROR, `__trunc__ returned non-Integral (type ${typeName(result)})`);
  }
  return int;
}

/** Bytes as text, one character each. */
export function latin1(data: Uint8Array): string {
  let text = "";
  for (const byte of data) text += String.fromCharCode(byte);
  return text;
}

/** Whether all of some digits and letters are digits of a base. */
function isOfBase(digits: string, base: number): boolean {
  return [...digits].every((digit) => Number.parseInt(digit, 36) < (base === 0 ? 10 : base));
}

/** Text as an int of a base; `shown` is what the error text writes. */
export function parseIntText(rt: Runtime, text: string, base: number, shown: Value): PyInt {
  const isPowerOfTwo = base !== 0 && (base & (base - 1)) === 0;
  const { maxStrDigits } = rt;
  const isLong = text.length > MAX_STR_DIGITS_THRESHOLD && maxStrDigits > 0 && !isPowerOfTwo;
  const digits = isLong ? text.replace(/[^0-9a-z]/gi, "") : "";
  const isTooLong = digits.length > MAX_STR_DIGITS_THRESHOLD && digits.length > maxStrDigits;
  if (isTooLong && isOfBase(digits, base) && !(base === 0 && /^\s*[+-]?0[box]/i.test(text))) {
    throw raise(
      rt,
      VALUE_ERROR,
      `Exceeds the limit (${maxStrDigits} digits) for integer string conversion: value has ${digits.length} digits; ` +
        "use sys.set_int_max_str_digits() to increase the limit",
    );
  }
  const value = parseInt10(text, base);
  if (value === null) {
    throw raise(rt, VALUE_ERROR, `invalid literal for int() with base ${base}: ${repr(rt, shown).slice(0, 200)}`);
  }
  return value;
}

/** A number as a double, for C functions (`PyFloat_AsDouble`). */
export function toDouble(rt: Runtime, value: Value): number {
  const double = doubleOf(rt, value);
  if (double === undefined) throw raise(rt, TYPE_ERROR, `must be real number, not ${typeName(value)}`);
  return double;
}

/** The double that a number stands for; undefined for what is no real number. */
function doubleOf(rt: Runtime, value: Value): number | undefined {
  if (value instanceof PyFloat) return value.value;
  if (value instanceof PyInstance && floatOf(value) === undefined) {
    const made = floatByMethod(rt, value);
    if (made !== undefined) return made;
  }
  const float = floatOf(value);
  if (float !== undefined) return float;
  const int = indexOf(rt, value);
  return int === undefined ? undefined : intToDouble(rt, int);
}

/** What `__float__` of a program's class gives; undefined when it has none. */
function floatByMethod(rt: Runtime, value: PyInstance): number | undefined {
  const method = lookupSpecial(value.cls, "__float__");
  if (method === undefined) return undefined;
  const result = callSpecial(rt, method, value, []);
  const float = floatOf(result);
  if (float !== undefined) return float;
  throw raise(rt, TYPE_ERROR, `${typeName(value)}.__float__ returned non-float (type ${typeName(result)})`);
}

/** The float that a number makes (`PyNumber_Float`): here instances of float's subclasses are asked, too. */
export function numberAsFloat(rt: Runtime, value: Value): number | undefined {
  const made = value instanceof PyInstance ? floatByMethod(rt, value) : undefined;
  return made ?? doubleOf(rt, value);
}

/** `float(value)`. */
export function toFloat(rt: Runtime, value: Value): number {
  const double = numberAsFloat(rt, value);
  if (double !== undefined) return double;
  const bare = unwrap(value);
  const text = typeof bare === "string"
    ? bare
    : bare instanceof PyBytes || bare instanceof PyByteArray
    ? latin1(bare.data)
    : undefined;
  if (text === undefined) {
    throw raise(rt, TYPE_ERROR, `float() argument must be a string or a real number, not '${typeName(value)}'`);
  }
  const parsed = parseFloatText(text);
  if (parsed === null) {
    throw raise(rt, VALUE_ERROR, `could not convert string to float: ${repr(rt, value)}`);
  }
  return parsed;
}
