/**
 * The test of `escapes.ts`, `float_text.ts`, `format_spec.ts`, `parse_number.ts` and `percent.ts`.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import vectors from "../testdata/text_vectors.json" with { type: "json" };
import { strRepr } from "./escapes.ts";
import { floatRepr } from "./float_text.ts";
import {
  type FormatFault,
  formatFloat,
  formatInt,
  type FormatSpec,
  formatStr,
  isFault,
  parseFormatSpec,
} from "./format_spec.ts";
import { parseFloatText, parseInt10 } from "./parse_number.ts";
import { parsePercent } from "./percent.ts";

// Vectors: what CPython answers. A pair is an exception: type and message.

const bits = new DataView(new ArrayBuffer(8));

function doubleOf(text: string): number {
  bits.setBigUint64(0, BigInt(text));
  return bits.getFloat64(0);
}

function answer(result: string | FormatFault): unknown {
  return typeof result === "string" ? result : [result.type, result.message];
}

function applied(text: string, typeName: string, apply: (spec: FormatSpec) => string | FormatFault): unknown {
  const spec = parseFormatSpec(text, typeName);
  return answer(isFault(spec) ? spec : apply(spec));
}

Deno.test("formatFloat() and floatRepr() write doubles as CPython does", () => {
  for (const [raw, spec, expected] of vectors.float as [string, string, string][]) {
    const value = doubleOf(raw);
    assertEquals(applied(spec, "float", (parsed) => formatFloat(value, parsed)), expected, `${value} as "${spec}"`);
    if (spec === "") assertEquals(floatRepr(value), expected);
  }
});

Deno.test("formatInt() writes ints as CPython does, refusals included", () => {
  for (const [text, spec, expected] of vectors.int as [string, string, unknown][]) {
    assertEquals(applied(spec, "int", (parsed) => formatInt(BigInt(text), parsed)), expected, `${text} as "${spec}"`);
  }
});

Deno.test("formatStr() writes strings as CPython does, refusals included", () => {
  for (const [text, spec, expected] of vectors.str as [string, string, unknown][]) {
    assertEquals(applied(spec, "str", (parsed) => formatStr(text, parsed)), expected, `'${text}' as "${spec}"`);
  }
});

Deno.test("parseInt10() and parseFloatText() read and refuse what int() and float() do", () => {
  for (const [text, base, expected] of vectors.parseInt as [string, number, string | null][]) {
    assertEquals(parseInt10(text, base)?.toString() ?? null, expected, `int('${text}', ${base})`);
  }
  for (const [text, expected] of vectors.parseFloat as [string, string | null][]) {
    const value = parseFloatText(text);
    assertEquals(value === null ? null : floatRepr(value), expected, `float('${text}')`);
  }
});

Deno.test("strRepr() quotes and escapes", () => {
  for (const [text, repr, ascii] of vectors.repr as [string, string, string][]) {
    assertEquals(strRepr(text), repr);
    assertEquals(strRepr(text, true), ascii);
  }
});

Deno.test("parsePercent() splits conversions and reports the first malformed one", () => {
  const [head, conversion, tail] = parsePercent("a%(k)-5.*fb");
  assertEquals(head, "a");
  assertEquals(tail, "b");
  assertEquals(conversion, {
    key: "k",
    left: true,
    plus: false,
    blank: false,
    alternate: false,
    zero: false,
    width: 5,
    precision: "*",
    type: "f",
    index: 9,
  });
  assertEquals(parsePercent("%"), [{ type: "ValueError", message: "incomplete format" }]);
  assertEquals(parsePercent("%(a"), [{ type: "ValueError", message: "incomplete format key" }]);
});
