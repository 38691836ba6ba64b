/**
 * `str.format` and `str.format_map`.
 *
 * @module
 */

import { getAttr } from "../attributes.ts";
import { getItem } from "../containers.ts";
import { INDEX_ERROR, KEY_ERROR, VALUE_ERROR } from "../exception_types.ts";
import { raise, raiseValue } from "../raise.ts";
import { checkSize, type Runtime } from "../runtime.ts";
import type { Value } from "../value.ts";
import { format } from "./format.ts";
import { ascii, repr } from "./repr.ts";
import { str } from "./str.ts";

/** Positional arguments, and what finds a keyword argument. */
export interface FormatArguments {
  /** Null for `format_map`, which takes no positional fields. */
  readonly positional: readonly Value[] | null;
  /** The value of a name; undefined when there is none. */
  readonly named: (name: string) => Value;
}

/** Fields may nest in the specification of a field only. */
const MAX_DEPTH = 2;

/** `template.format(...)` (`do_string_format`). */
export function formatTemplate(rt: Runtime, template: string, values: FormatArguments): string {
  return new Formatter(rt, values).format(template, MAX_DEPTH);
}

/** Numbers the fields without a name; one call of `format`. */
class Formatter {
  private readonly rt: Runtime;
  private readonly values: FormatArguments;
  private nextIndex = 0;
  /** Whether fields are numbered by hand; null before the first. */
  private manual: boolean | null = null;

  constructor(rt: Runtime, values: FormatArguments) {
    this.rt = rt;
    this.values = values;
  }

  format(template: string, depth: number): string {
    const { rt } = this;
    if (depth === 0) throw raise(rt, VALUE_ERROR, "Max string recursion exceeded");
    let result = "";
    let at = 0;
    while (at < template.length) {
      const char = template[at] as string;
      if (char !== "{" && char !== "}") {
        const from = at;
        while (at < template.length && template[at] !== "{" && template[at] !== "}") at++;
        result += template.slice(from, at);
        continue;
      }
      if (template[at + 1] === char) {
        result += char;
        at += 2;
        continue;
      }
      if (char === "}") throw raise(rt, VALUE_ERROR, "Single '}' encountered in format string");
      if (at + 1 >= template.length) throw raise(rt, VALUE_ERROR, "Single '{' encountered in format string");
      const end = this.fieldEnd(template, at + 1);
      result += this.field(template.slice(at + 1, end), depth);
      at = end + 1;
      if (result.length > rt.limits.maxSize) checkSize(rt, result.length);
    }
    return result;
  }

  /** Index of the brace that closes the field starting at `from`. */
  private fieldEnd(template: string, from: number): number {
    const { rt } = this;
    let nesting = 1;
    let inBrackets = false;
    let inSpec = false;
    for (let at = from; at < template.length; at++) {
      const char = template[at];
      if (inBrackets) {
        if (char === "]") inBrackets = false;
        continue;
      }
      if (char === "[" && !inSpec) inBrackets = true;
      else if (char === ":" || char === "!") inSpec = true;
      else if (char === "{") {
        if (!inSpec) throw raise(rt, VALUE_ERROR, "unexpected '{' in field name");
        nesting++;
      } else if (char === "}" && --nesting === 0) return at;
    }
    throw raise(rt, VALUE_ERROR, "expected '}' before end of string");
  }

  private field(text: string, depth: number): string {
    const { rt } = this;
    const { name, conversion, spec } = this.parts(text);
    const value = this.lookUp(name);
    const expanded = spec.includes("{") || spec.includes("}") ? this.format(spec, depth - 1) : spec;
    switch (conversion) {
      case "":
        return format(rt, value, expanded);
      case "r":
        return format(rt, repr(rt, value), expanded);
      case "s":
        return format(rt, str(rt, value), expanded);
      case "a":
        return format(rt, ascii(rt, value), expanded);
    }
    const code = conversion.codePointAt(0) as number;
    throw raise(
      rt,
      VALUE_ERROR,
      code > 32 && code < 127
        ? `Unknown conversion specifier '${conversion}'`
        : `Unknown conversion specifier '\\x${code.toString(16)}'`,
    );
  }

  /** Splits `name!conversion:spec`. */
  private parts(text: string): { name: string; conversion: string; spec: string } {
    const { rt } = this;
    let at = 0;
    let inBrackets = false;
    for (; at < text.length; at++) {
      const char = text[at];
      if (char === "[") inBrackets = true;
      else if (char === "]") inBrackets = false;
      else if (!inBrackets && (char === "!" || char === ":")) break;
    }
    const name = text.slice(0, at);
    if (text[at] !== "!") return { name, conversion: "", spec: text.slice(at + 1) };
    const conversion = text.slice(at + 1, at + 2);
    if (conversion === "") throw raise(rt, VALUE_ERROR, "unmatched '{' in format spec");
    if (at + 2 < text.length && text[at + 2] !== ":") {
      throw raise(rt, VALUE_ERROR, "expected ':' after conversion specifier");
    }
    return { name, conversion, spec: text.slice(at + 3) };
  }

  /** The value of a field name such as `a.b[c]`. */
  private lookUp(text: string): Value {
    const { rt } = this;
    let end = 0;
    while (end < text.length && text[end] !== "." && text[end] !== "[") end++;
    let value = this.first(text.slice(0, end));
    let at = end;
    while (at < text.length) {
      if (text[at] === ".") {
        const from = ++at;
        while (at < text.length && text[at] !== "." && text[at] !== "[") at++;
        if (at === from) throw raise(rt, VALUE_ERROR, "Empty attribute in format string");
        value = getAttr(rt, value, text.slice(from, at));
        continue;
      }
      if (text[at] !== "[") {
        throw raise(rt, VALUE_ERROR, "Only '.' or '[' may follow ']' in format field specifier");
      }
      const close = text.indexOf("]", at);
      if (close < 0) throw raise(rt, VALUE_ERROR, "Missing ']' in format string");
      const key = text.slice(at + 1, close);
      if (key === "") throw raise(rt, VALUE_ERROR, "Empty attribute in format string");
      value = getItem(rt, value, /^[0-9]+$/.test(key) ? this.index(key) : key);
      at = close + 1;
    }
    return value;
  }

  private index(digits: string): number {
    const value = Number(digits);
    if (Number.isSafeInteger(value)) return value;
    throw raise(this.rt, VALUE_ERROR, "Too many decimal digits in format string");
  }

  private first(name: string): Value {
    const { rt } = this;
    const { positional, named } = this.values;
    const isNumber = /^[0-9]+$/.test(name);
    if (name !== "" && !isNumber) {
      const value = named(name);
      if (value === undefined) throw raiseValue(rt, KEY_ERROR, name);
      return value;
    }
    const manual = name !== "";
    if (this.manual !== null && this.manual !== manual) {
      throw raise(
        rt,
        VALUE_ERROR,
        this.manual
          ? "cannot switch from manual field specification to automatic field numbering"
          : "cannot switch from automatic field numbering to manual field specification",
      );
    }
    this.manual = manual;
    const index = manual ? this.index(name) : this.nextIndex++;
    if (positional === null) throw raise(rt, VALUE_ERROR, "Format string contains positional fields");
    if (index >= positional.length) {
      throw raise(
        rt,
        INDEX_ERROR,
        `Replacement index ${index} out of range for positional args tuple`,
      );
    }
    return positional[index];
  }
}
