/**
 * `str.format`: replacement fields with attribute and item access, conversions and nested specifications
 * (C: `Objects/stringlib/unicode_format.h`).
 *
 * @module
 */

import type { Runtime } from "../runtime.ts";
import { ascii, reprValue, strValue } from "../text/mod.ts";
import { strPayload } from "../text/payload.ts";
import type { Slot, Value } from "../values.ts";

/** Where fields find their values. */
export interface FormatSource {
  /** `{0}`, `{}`; null for `format_map`, which has none. */
  readonly args: readonly Value[] | null;
  /** `{name}`; raises KeyError when absent. */
  named(name: string): Value;
}

/** Whether fields are numbered by hand or automatically; mixing is an error. */
interface Numbering {
  kind: "none" | "automatic" | "manual";
  next: number;
}

/**
 * `template.format(...)`. A template that is all text, and an instance of a subclass of str that is all there is, stay
 * what they are.
 */
export function formatFields(rt: Runtime, template: Value, source: FormatSource): Value {
  const text = strPayload(template) as string;
  if (/^[^{}]+$/.test(text)) return template;
  return buildString(rt, text, source, { kind: "none", next: 0 }, 2);
}

function buildString(rt: Runtime, text: string, source: FormatSource, numbering: Numbering, depth: number): Value {
  if (depth <= 0) throw rt.valueError("Max string recursion exceeded");
  let result = "";
  let at = 0;
  while (at < text.length) {
    const char = text[at] as string;
    if (char !== "{" && char !== "}") {
      result += char;
      at++;
    } else if (text[at + 1] === char) {
      result += char;
      at += 2;
    } else if (char === "}") {
      throw rt.valueError("Single '}' encountered in format string");
    } else if (at + 1 >= text.length) {
      throw rt.valueError("Single '{' encountered in format string");
    } else {
      const field = readField(rt, text, at + 1);
      const written = renderField(rt, field, source, numbering, depth);
      at = field.end;
      const piece = strPayload(written) as string;
      if (written !== piece && piece !== "" && result === "" && at === text.length) return written;
      result += piece;
    }
    rt.checkSize(result.length);
  }
  return result;
}

/** A replacement field in pieces. */
interface Field {
  readonly name: string;
  /** Letter behind `!`, or null. */
  readonly conversion: string | null;
  readonly spec: string;
  /** Position behind the closing brace. */
  readonly end: number;
}

/** Reads a field that starts behind its opening brace. */
function readField(rt: Runtime, text: string, start: number): Field {
  let at = start;
  let inBrackets = false;
  // The name ends at `:`, `!` or `}` outside of brackets.
  for (; at < text.length; at++) {
    const char = text[at];
    if (char === "{") throw rt.valueError("unexpected '{' in field name");
    if (char === "[") inBrackets = true;
    else if (char === "]") inBrackets = false;
    else if (!inBrackets && (char === "}" || char === ":" || char === "!")) break;
  }
  const name = text.slice(start, at);
  if (at >= text.length) throw rt.valueError("expected '}' before end of string");
  let conversion: string | null = null;
  if (text[at] === "!") {
    at++;
    if (at >= text.length) throw rt.valueError("end of string while looking for conversion specifier");
    conversion = String.fromCodePoint(text.codePointAt(at) as number);
    at += conversion.length;
    if (at >= text.length) throw rt.valueError("unmatched '{' in format spec");
    if (text[at] !== ":" && text[at] !== "}") throw rt.valueError("expected ':' after conversion specifier");
  }
  if (text[at] === "}") return { name, conversion, spec: "", end: at + 1 };
  const specStart = ++at;
  for (let open = 1; at < text.length; at++) {
    if (text[at] === "{") open++;
    else if (text[at] === "}" && --open === 0) {
      return { name, conversion, spec: text.slice(specStart, at), end: at + 1 };
    }
  }
  throw rt.valueError("unmatched '{' in format spec");
}

function renderField(rt: Runtime, field: Field, source: FormatSource, numbering: Numbering, depth: number): Value {
  let value = fieldValue(rt, field.name, source, numbering);
  if (field.conversion !== null) value = convert(rt, value, field.conversion);
  const spec = field.spec.includes("{") || field.spec.includes("}")
    ? strPayload(buildString(rt, field.spec, source, numbering, depth - 1)) as string
    : field.spec;
  return rt.format(value, spec);
}

function convert(rt: Runtime, value: Value, conversion: string): Value {
  switch (conversion) {
    case "r":
      return reprValue(rt, value);
    case "s":
      return strValue(rt, value);
    case "a":
      return ascii(rt, value);
  }
  const code = conversion.codePointAt(0) as number;
  const shown = code > 32 && code < 127 ? conversion : `\\x${code.toString(16)}`;
  throw rt.valueError(`Unknown conversion specifier ${shown}`);
}

/** A field's first name as an index when it is one; too many digits are an error. */
function asIndex(rt: Runtime, text: string): number | null {
  if (!/^[0-9]+$/.test(text)) return null;
  if (BigInt(text) > 2n ** 63n - 1n) throw rt.valueError("Too many decimal digits in format string");
  return Number(text);
}

function fieldValue(rt: Runtime, name: string, source: FormatSource, numbering: Numbering): Value {
  const first = (/^[^.[]*/.exec(name) as RegExpExecArray)[0];
  let value = firstValue(rt, first, source, numbering);
  let at = first.length;
  while (at < name.length) {
    if (name[at] === ".") {
      const [attribute] = /^[^.[]*/.exec(name.slice(at + 1)) as RegExpExecArray;
      if (attribute === "") throw rt.valueError("Empty attribute in format string");
      value = rt.getattr(value, attribute);
      at += 1 + attribute.length;
    } else if (name[at] === "[") {
      const close = name.indexOf("]", at);
      if (close < 0) throw rt.valueError("Missing ']' in format string");
      const key = name.slice(at + 1, close);
      if (key === "") throw rt.valueError("Empty attribute in format string");
      const index = asIndex(rt, key);
      value = rt.getitem(value, index === null ? key : BigInt(index));
      at = close + 1;
    } else {
      throw rt.valueError("Only '.' or '[' may follow ']' in format field specifier");
    }
  }
  return value;
}

function firstValue(rt: Runtime, first: string, source: FormatSource, numbering: Numbering): Value {
  let index = asIndex(rt, first);
  if (index === null && first !== "") return source.named(first);
  const kind = index === null ? "automatic" : "manual";
  if (numbering.kind === "none") numbering.kind = kind;
  else if (numbering.kind !== kind) {
    const words = ["automatic field numbering", "manual field specification"];
    const [from, to] = kind === "manual" ? words : words.reverse();
    throw rt.valueError(`cannot switch from ${from} to ${to}`);
  }
  if (index === null) index = numbering.next++;
  if (source.args === null) throw rt.valueError("Format string contains positional fields");
  const value: Slot = source.args[index];
  if (value === undefined) {
    throw rt.error("IndexError", `Replacement index ${index} out of range for positional args tuple`);
  }
  return value;
}
