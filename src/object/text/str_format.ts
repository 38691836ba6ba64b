/**
 * `str.format` and `str.format_map`.
 *
 * @module
 */

import { getAttr } from "../type/attributes.ts";
import { getItem } from "../sequence/subscripts.ts";
import { INDEX_ERROR, KEY_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { raise, raiseValue } from "../exception/raise.ts";
import { checkNew, type Runtime } from "../runtime.ts";
import { strOf } from "../values/payload.ts";
import type { Value } from "../values/value.ts";
import { format } from "./format.ts";
import { ascii, reprValue } from "./repr.ts";
import { strValue } from "./str.ts";

/** Positional arguments, and what finds a keyword argument. */
export interface FormatArguments {
  /** Null for `format_map`, which takes no positional fields. */
  readonly positional: readonly Value[] | null;
  /** The value of a name; undefined when there is none. */
  readonly named: (name: string) => Value;
}

/** One replacement field. */
interface Field {
  readonly name: string;
  /** The character after `!`; "" for none. */
  readonly conversion: string;
  readonly spec: string;
  /** The specification has fields of its own. */
  readonly nested: boolean;
  /** Index behind the closing brace. */
  readonly end: number;
}

/** Fields may nest in the specification of a field only. */
const MAX_DEPTH = 2;

/**
 * `template.format(...)` (`do_string_format`). A template that is all text, and an instance of a subclass of str that is
 * all there is, are given as they are.
 */
export function formatTemplate(rt: Runtime, template: Value, values: FormatArguments): Value {
  const text = strOf(template) as string;
  if (typeof template !== "string" && text !== "" && !/[{}]/.test(text)) return template;
  return new Formatter(rt, values).format(text, MAX_DEPTH);
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

  format(template: string, depth: number): Value {
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
      const field = this.parse(template, at + 1);
      const written = this.write(field, depth);
      at = field.end;
      if (typeof written === "string") result += written;
      else {
        const text = strOf(written) as string;
        if (result === "" && text !== "" && at === template.length) return written;
        result += text;
      }
      if (result.length > rt.limits.maxSize) checkNew(rt, result.length);
    }
    return result;
  }

  /** Parses a field from behind its opening brace (`parse_field`). */
  private parse(template: string, from: number): Field {
    const { rt } = this;
    let at = from;
    let stop = "";
    while (at < template.length && stop === "") {
      const char = template[at++] as string;
      if (char === "{") throw raise(rt, VALUE_ERROR, "unexpected '{' in field name");
      // Whatever stands in brackets belongs to the name.
      if (char === "[") { while (at < template.length && template[at] !== "]") at++; }
      else if (char === "}" || char === ":" || char === "!") stop = char;
    }
    if (stop === "") throw raise(rt, VALUE_ERROR, "expected '}' before end of string");
    const name = template.slice(from, at - 1);
    if (stop === "}") return { name, conversion: "", spec: "", nested: false, end: at };
    let conversion = "";
    if (stop === "!") {
      if (at >= template.length) {
        throw raise(rt, VALUE_ERROR, "end of string while looking for conversion specifier");
      }
      conversion = String.fromCodePoint(template.codePointAt(at) as number);
      at += conversion.length;
      if (at < template.length) {
        const next = template[at++];
        if (next === "}") return { name, conversion, spec: "", nested: false, end: at };
        if (next !== ":") throw raise(rt, VALUE_ERROR, "expected ':' after conversion specifier");
      }
    }
    const start = at;
    let nested = false;
    for (let open = 1; at < template.length;) {
      const char = template[at++];
      if (char === "{") {
        nested = true;
        open++;
      } else if (char === "}" && --open === 0) {
        return { name, conversion, spec: template.slice(start, at - 1), nested, end: at };
      }
    }
    throw raise(rt, VALUE_ERROR, "unmatched '{' in format spec");
  }

  private write(field: Field, depth: number): Value {
    const { rt } = this;
    const { conversion } = field;
    const value = this.converted(this.lookUp(field.name), conversion);
    return format(rt, value, field.nested ? strOf(this.format(field.spec, depth - 1)) as string : field.spec);
  }

  private converted(value: Value, conversion: string): Value {
    const { rt } = this;
    switch (conversion) {
      case "":
        return value;
      case "r":
        return reprValue(rt, value);
      case "s":
        return strValue(rt, value);
      case "a":
        return ascii(rt, value);
    }
    const code = conversion.codePointAt(0) as number;
    const shown = code > 32 && code < 127 ? conversion : `\\x${code.toString(16)}`;
    throw raise(rt, VALUE_ERROR, `Unknown conversion specifier ${shown}`);
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
