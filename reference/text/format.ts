/**
 * `format(v, spec)` of every kind of value, and `__format__` of the built-in types.
 *
 * @module
 */

import { toFloat } from "../builtins/float_type.ts";
import { str as text } from "../converters.ts";
import type { Runtime } from "../runtime.ts";
import { as, method as signed, type Native } from "../signature.ts";
import { defineMethods, typeOf, types } from "../types.ts";
import type { PyComplex, PyFloat, Value } from "../values.ts";
import { Fault } from "./fault.ts";
import { MAX_NUMBER } from "./format_spec.ts";
import { formatComplex, formatFloat, formatInt, formatStr } from "./format_value.ts";
import { intPayload, strPayload } from "./payload.ts";
import { repr, strValue } from "./repr.ts";

/** `format(v, spec)`: a str, or what `__format__` gives as the instance of a subclass. */
export function format(rt: Runtime, v: Value, spec: string): Value {
  if (spec === "" && (v === null || typeof v !== "object")) return strValue(rt, v);
  const result = rt.callSpecial(v, "__format__", [spec]);
  if (result === undefined) throw rt.typeError(`Type ${rt.typeName(v)} doesn't define __format__`);
  if (strPayload(result) === undefined) {
    throw rt.typeError(`__format__ must return a str, not ${rt.typeName(result)}`);
  }
  return result;
}

/** The text, or the exception that it could not become. */
function textOrRaise(rt: Runtime, result: Value | Fault): Value {
  if (result instanceof Fault) throw rt.error(result.type, result.message);
  if (typeof result === "string") rt.checkNew(result.length);
  return result;
}

/** Refuses widths and precisions beyond the run's bound before a text of that size is made; those that none can have raise. */
function checkNumbers(rt: Runtime, spec: string): void {
  for (const [digits] of spec.matchAll(/\d{3,}/g)) if (BigInt(digits) <= MAX_NUMBER) rt.checkNew(Number(digits));
}

function method(formatted: (rt: Runtime, self: Value, spec: string) => Value | Fault): Native<Value> {
  return signed([as(text)], (rt, self: Value, spec) => {
    checkNumbers(rt, spec);
    return textOrRaise(rt, formatted(rt, self, spec));
  });
}

/** Gives the built-in types their `__format__`. */
export function installFormat(): void {
  defineMethods(types.object, {
    __format__: method((rt, self, spec) => {
      if (spec === "") return strValue(rt, self);
      return new Fault("TypeError", `unsupported format string passed to ${rt.typeName(self)}.__format__`);
    }),
  });
  defineMethods(types.str, {
    __format__: method((rt, self, spec) => {
      if (spec === "") return strValue(rt, self);
      const text = strPayload(self) as string;
      const written = formatStr(text, spec, rt.typeName(self));
      return written === text && text !== "" ? self : written;
    }),
  });
  defineMethods(types.int, {
    __format__: method((rt, self, spec) => {
      if (spec === "") return strValue(rt, self);
      const value = intPayload(self) as bigint;
      // Only to raise where the decimal text would be too long.
      if (/[dn]$|[^a-zA-Z%]$/.test(spec)) repr(rt, value);
      // `__float__` of a subclass comes before the value that it holds.
      return formatInt(value, spec, rt.typeName(self), typeOf(self).heap ? () => toFloat(rt, self) : undefined);
    }),
  });
  defineMethods(types.float, {
    __format__: method((rt, self, spec) =>
      spec === "" ? strValue(rt, self) : formatFloat((self as PyFloat).value, spec, rt.typeName(self))
    ),
  });
  defineMethods(types.complex, {
    __format__: method((rt, self, spec) => {
      const { re, im } = self as PyComplex;
      return spec === "" ? strValue(rt, self) : formatComplex(re, im, spec, rt.typeName(self));
    }),
  });
}
