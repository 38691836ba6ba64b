/**
 * `format(value, spec)` of any value.
 *
 * @module
 */

import { digitsOf, productWork } from "../../isa/work.ts";
import { toFloat } from "../builtins/conversion.ts";
import { callSpecial } from "../call/call.ts";
import { PySlotWrapper } from "../values/callable_values.ts";
import { OVERFLOW_ERROR, TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { PyComplex, PyFloat } from "../values/number_values.ts";
import { strOf, unwrap } from "../values/payload.ts";
import { raise } from "../exception/raise.ts";
import { checkNew, type RAISED, type Runtime } from "../runtime.ts";
import { PyInstance } from "../type/instance.ts";
import { PyType } from "../type/type.ts";
import { typeName, typeOf } from "../type/types.ts";
import type { PyInt, Value } from "../values/value.ts";
import {
  type FormatFault,
  formatFloat,
  formatInt,
  type FormatSpec,
  formatStr,
  isFault,
  isFloatType,
  parseFormatSpec,
  shownCode,
} from "./format_spec.ts";
import { decimalText } from "./repr.ts";
import { strValue } from "./str.ts";

/** `format(value, spec)` (`PyObject_Format`): a str, or what `__format__` gives as the instance of a subclass. */
export function format(rt: Runtime, value: Value, spec: string): Value {
  if (spec === "") {
    if (typeof value === "string") return value;
    if (typeof value === "number") return String(value);
  }
  if (typeof value !== "object" || value === null || !value.cls.isHeap || value instanceof PyType) {
    return builtinFormat(rt, value, spec);
  }
  const method = lookupSpecial(value.cls, "__format__");
  if (method === undefined) {
    throw raise(rt, TYPE_ERROR, `Type ${typeName(value)} doesn't define __format__`);
  }
  if (method instanceof PySlotWrapper) return method.impl(rt, value, [spec], null);
  const result = callSpecial(rt, method, value, [spec]);
  if (strOf(result) === undefined) {
    throw raise(rt, TYPE_ERROR, `__format__ must return a str, not ${typeName(result)}`);
  }
  return result;
}

/** The same for a value of a builtin type, or for an instance as its builtin base does it. */
export function builtinFormat(rt: Runtime, given: Value, spec: string): Value {
  if (spec === "") return strValue(rt, given);
  const value = unwrap(given);
  switch (typeof value) {
    case "number":
    case "bigint":
      return formatted(rt, given, value, spec);
    case "boolean":
      return formatted(rt, given, value ? 1 : 0, spec);
    case "string": {
      const parsed = parsedSpec(rt, spec, typeName(given), true);
      boundWidth(rt, parsed);
      const text = orRaise(rt, formatStr(value, parsed, typeName(given)));
      return text === value && text !== "" ? given : text;
    }
  }
  if (value instanceof PyFloat || value instanceof PyComplex) {
    const parsed = parsedSpec(rt, spec, typeName(given));
    boundWidth(rt, parsed);
    return value instanceof PyFloat
      ? orRaise(rt, formatFloat(value.value, parsed, typeName(given)))
      : formatComplex(rt, value, parsed, typeName(given));
  }
  return objectFormat(rt, given, spec);
}

/** `object.__format__`: nothing but the empty specification. */
function objectFormat(rt: Runtime, value: Value, spec: string): Value {
  if (spec === "") return strValue(rt, value);
  throw raise(rt, TYPE_ERROR, `unsupported format string passed to ${typeOf(value).name}.__format__`);
}

function formatted(rt: Runtime, given: Value, value: PyInt, spec: string): string {
  const name = typeName(given);
  const parsed = parsedSpec(rt, spec, name);
  boundWidth(rt, parsed);
  if (given instanceof PyInstance && isFloatType(parsed.type)) {
    return orRaise(rt, formatFloat(toFloat(rt, given), parsed, name));
  }
  if (typeof value === "bigint" && (parsed.type === "" || parsed.type === "d" || parsed.type === "n")) {
    decimalText(rt, value);
  }
  if (typeof value === "bigint") rt.burn(productWork(digitsOf(value), digitsOf(value)));
  const text = orRaise(rt, formatInt(value, parsed, name));
  checkNew(rt, text.length);
  return text;
}

function parsedSpec(rt: Runtime, spec: string, name: string, isText = false): FormatSpec {
  const parsed = parseFormatSpec(spec, name, isText);
  if (isFault(parsed)) throw raiseFault(rt, parsed);
  return parsed;
}

/** No text gets longer than the limit of the run. */
function boundWidth(rt: Runtime, spec: FormatSpec): void {
  checkNew(rt, spec.width);
  checkNew(rt, spec.precision);
}

function orRaise(rt: Runtime, result: string | FormatFault): string {
  if (isFault(result)) throw raiseFault(rt, result);
  return result;
}

/** Raises what a formatting function refused. */
export function raiseFault(rt: Runtime, fault: FormatFault): typeof RAISED {
  return raise(rt, fault.type === "ValueError" ? VALUE_ERROR : OVERFLOW_ERROR, fault.message);
}

/** `format(complex, spec)` (`format_complex_internal`): both parts as floats, the pair padded. */
function formatComplex(rt: Runtime, value: PyComplex, spec: FormatSpec, name: string): string {
  if (spec.type !== "" && !"eEfFgGn".includes(spec.type)) {
    throw raise(rt, VALUE_ERROR, `Unknown format code '${shownCode(spec.type)}' for object of type '${name}'`);
  }
  if (spec.fill === "0") {
    throw raise(rt, VALUE_ERROR, "Zero padding is not allowed in complex format specifier");
  }
  if (spec.align === "=") {
    throw raise(rt, VALUE_ERROR, "'=' alignment flag is not allowed in complex format specifier");
  }
  const part: FormatSpec = { ...spec, fill: "", align: "", width: -1 };
  // Without a type the parts are written as repr does: no `.0`, and a zero real part is left out.
  const bare = spec.type === "";
  const write = (double: number, sign: FormatSpec["sign"]): string => {
    const own: FormatSpec = { ...part, sign };
    if (!bare) return orRaise(rt, formatFloat(double, own, name));
    const text = orRaise(rt, formatFloat(double, { ...own, type: spec.precision < 0 ? "" : "g" }, name));
    return spec.precision < 0 && text.endsWith(".0") ? text.slice(0, spec.alternate ? -1 : -2) : text;
  };
  const omitReal = bare && value.re === 0 && !Object.is(value.re, -0);
  const text = omitReal
    ? `${write(value.im, spec.sign)}j`
    : bare
    ? `(${write(value.re, spec.sign)}${write(value.im, "+")}j)`
    : `${write(value.re, spec.sign)}${write(value.im, "+")}j`;
  return orRaise(rt, formatStr(text, paddingOf(spec), "str"));
}

/** A str specification that only pads; numbers go to the right. */
function paddingOf(spec: FormatSpec): FormatSpec {
  return {
    fill: spec.fill,
    align: spec.align === "" ? ">" : spec.align,
    sign: "",
    noNegativeZero: false,
    alternate: false,
    width: spec.width,
    grouping: "",
    precision: -1,
    type: "",
  };
}
