/**
 * The test of `escapes.ts`, `float_text.ts`, `format_spec.ts`, `parse_number.ts` and `percent.ts`.
 *
 * @module
 */

import { assertEquals, assertThrows } from "@std/assert";
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
import { parseConversion } from "./percent.ts";

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
    assertEquals(applied(spec, "str", (parsed) => formatStr(text, parsed, "str")), expected, `'${text}' as "${spec}"`);
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

Deno.test("parseConversion() asks for keys and stars as it meets them, and for nothing behind what is malformed", () => {
  const asked: string[] = [];
  const source = {
    expectMapping: () => void asked.push("mapping"),
    lookUp: (key: string) => void asked.push(key),
    size: (cType: string) => (asked.push(cType), -3),
    fail: ({ message }: { message: string }) => {
      throw new Error(message);
    },
  };
  const parse = (text: string) => parseConversion(Array.from(text), 0, source);
  assertEquals(parse("(k)-5.*fb"), {
    conversion: {
      left: true,
      plus: false,
      blank: false,
      alternate: false,
      zero: false,
      width: 5,
      precision: 0,
      type: "f",
      index: 7,
    },
    end: 8,
  });
  assertEquals(asked.splice(0), ["mapping", "k", "int"]);
  assertEquals(parse("*d").conversion.width, 3);
  assertThrows(() => parse(""), Error, "incomplete format");
  assertThrows(() => parse("(a"), Error, "incomplete format key");
  assertThrows(() => parse(".2147483648d"), Error, "precision too big");
  assertEquals(asked, ["ssize_t", "mapping"]);
});
