/**
 * Python source to tokens, as the pin's `Parser/tokenizer.c` does: names, numbers, strings, operators, and the ends of lines and
 * blocks. An f-string is one token here; {@link ./strings.ts} reads what is in it.
 *
 * @module
 */

import type { Loc } from "./nodes.ts";
import { sourceError } from "./source_error.ts";

/** Sort of a token. */
export type TokenKind = "name" | "number" | "string" | "op" | "newline" | "indent" | "dedent" | "end";

/** One token. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly loc: Loc;
  /** Index of its first character in the source. */
  readonly at: number;
}

const OPERATORS = [
  ..."**= //= >>= <<= ... != == <= >= -> += -= *= /= %= &= |= ^= @= ** // << >> :=".split(" "),
  ..."()[]{}:,;+-*/|&<>=.%~^@!",
];
const NAME = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}_]*/uy;
const NUMBER =
  /0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:(?:\d(?:_?\d)*)?\.\d(?:_?\d)*|\d(?:_?\d)*\.?)(?:[eE][-+]?\d(?:_?\d)*)?[jJ]?/y;
const STRING_START = /(?:[rR][bBfF]?|[bBfF][rR]?|[uU])?('''|"""|'|")/y;
const TAB_SIZE = 8;

/** Where lines begin, and columns in UTF-8 bytes. */
export class Lines {
  readonly #starts: number[] = [0];
  readonly #source: string;
  readonly #ascii: boolean;

  constructor(source: string) {
    this.#source = source;
    // deno-lint-ignore no-control-regex
    this.#ascii = /^[\x00-\x7f]*$/.test(source);
    for (let i = 0; i < source.length; i++) if (source.charCodeAt(i) === 10) this.#starts.push(i + 1);
  }

  /** Line from 1 of a character. */
  lineOf(at: number): number {
    const starts = this.#starts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= at) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** Column of a character on its line, in UTF-8 bytes. */
  columnOf(at: number, line: number): number {
    const start = this.#starts[line - 1] as number;
    if (this.#ascii) return at - start;
    return new TextEncoder().encode(this.#source.slice(start, at)).length;
  }

  /** Index of the character at a line and a column. */
  offsetOf(line: number, column: number): number {
    const start = this.#starts[line - 1] as number;
    if (this.#ascii) return start + column;
    const bytes = new TextEncoder().encode(this.#source.slice(start));
    return start + new TextDecoder().decode(bytes.slice(0, column)).length;
  }

  /** Location of a piece of the source. */
  loc(from: number, to: number): Loc {
    const line = this.lineOf(from);
    const endLine = to > from ? this.lineOf(to - 1) : line;
    // An end behind a line end belongs to the next line.
    const last = this.lineOf(to);
    const end = last > endLine && this.#source[to - 1] !== "\n" ? last : endLine;
    return { line, endLine: end, col: this.columnOf(from, line), endCol: this.columnOf(to, end) };
  }
}

/** A source text with line ends as "\n" and one at its end. */
export function normalSource(source: string): string {
  const text = source.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

/** All tokens of a normal source; `from` and `to` bound an expression within it, read as within parentheses. */
export function tokenize(source: string, lines: Lines, from = 0, to = -1): Token[] {
  const inside = to >= 0;
  const end = inside ? to : source.length;
  const tokens: Token[] = [];
  const indents = [0];
  const brackets: { readonly open: string; readonly at: number }[] = [];
  let at = from;
  let lineStart = !inside;
  const push = (kind: TokenKind, start: number, stop: number): void => {
    tokens.push({ kind, text: source.slice(start, stop), loc: lines.loc(start, stop), at: start });
  };
  const fail = (position: number, message: string): never => {
    throw sourceError(lines.loc(position, position + 1), message);
  };
  while (at < end) {
    if (lineStart) {
      lineStart = false;
      let width = 0;
      let look = at;
      for (; look < end; look++) {
        const c = source[look];
        if (c === " ") width++;
        else if (c === "\t") width = (Math.floor(width / TAB_SIZE) + 1) * TAB_SIZE;
        else if (c === "\f") width = 0;
        else break;
      }
      const c = source[look];
      at = look;
      if (c !== "\n" && c !== "#" && c !== undefined) {
        if (width > (indents.at(-1) as number)) {
          indents.push(width);
          push("indent", look, look);
        }
        while (width < (indents.at(-1) as number)) {
          indents.pop();
          push("dedent", look, look);
          if (width > (indents.at(-1) as number)) fail(look, "unindent does not match any outer indentation level");
        }
      }
    }
    const c = source[at] as string;
    if (c === " " || c === "\t" || c === "\f") {
      at++;
      continue;
    }
    if (c === "#") {
      while (at < end && source[at] !== "\n") at++;
      continue;
    }
    if (c === "\\" && source[at + 1] === "\n") {
      at += 2;
      continue;
    }
    if (c === "\n") {
      const last = tokens.at(-1);
      if (brackets.length === 0 && !inside) {
        if (last !== undefined && last.kind !== "newline" && last.kind !== "indent" && last.kind !== "dedent") {
          push("newline", at, at + 1);
        }
        lineStart = true;
      }
      at++;
      continue;
    }
    STRING_START.lastIndex = at;
    const quote = STRING_START.exec(source);
    if (quote !== null) {
      const stop = stringEnd(source, STRING_START.lastIndex, quote[1] as string, quote[0], end);
      if (stop < 0) fail(at, "unterminated string literal");
      push("string", at, stop);
      at = stop;
      continue;
    }
    NAME.lastIndex = at;
    if (NAME.test(source)) {
      push("name", at, NAME.lastIndex);
      at = NAME.lastIndex;
      continue;
    }
    if ((c >= "0" && c <= "9") || (c === "." && /\d/.test(source[at + 1] ?? ""))) {
      NUMBER.lastIndex = at;
      NUMBER.test(source);
      const stop = NUMBER.lastIndex;
      const text = source.slice(at, stop);
      if (/^0[\d_]*[1-9]/.test(text) && /^[\d_]+$/.test(text)) {
        fail(at, "leading zeros in decimal integer literals are not permitted");
      }
      push("number", at, stop);
      at = stop;
      continue;
    }
    const operator = OPERATORS.find((each) => source.startsWith(each, at));
    if (operator === undefined) return fail(at, `invalid character ${JSON.stringify(c)}`);
    if ("([{".includes(operator)) brackets.push({ open: operator, at });
    else if (")]}".includes(operator)) {
      const opened = brackets.pop();
      if (opened === undefined) fail(at, `unmatched '${operator}'`);
      else if ("([{".indexOf(opened.open) !== ")]}".indexOf(operator)) {
        fail(at, `closing parenthesis '${operator}' does not match opening parenthesis '${opened.open}'`);
      }
    }
    push("op", at, at + operator.length);
    at += operator.length;
  }
  const open = brackets.at(-1);
  if (open !== undefined) fail(open.at, `'${open.open}' was never closed`);
  if (!inside) {
    if (tokens.length > 0 && tokens.at(-1)?.kind !== "newline") push("newline", end, end);
    for (; indents.length > 1; indents.pop()) push("dedent", end, end);
  }
  push("end", end, end);
  return tokens;
}

/** Behind the closing quote, or -1. Replacement fields of f-strings may hold quotes of their own. */
function stringEnd(source: string, from: number, quote: string, start: string, end: number): number {
  const isFormat = /^[rR]?[fF]/.test(start);
  const isLong = quote.length === 3;
  for (let at = from; at < end;) {
    if (source.startsWith(quote, at)) return at + quote.length;
    const c = source[at];
    // A brace is none less for a backslash before it.
    if (c === "\\") at += isFormat && "{}".includes(source[at + 1] ?? "") ? 1 : 2;
    else if (c === "\n" && !isLong) return -1;
    else if (isFormat && c === "{") {
      if (source[at + 1] === "{") at += 2;
      else at = fieldEnd(source, at + 1, end);
      if (at < 0) return -1;
    } else at++;
  }
  return -1;
}

/** Behind the `}` of a replacement field whose `{` lies before `from`, or -1. */
export function fieldEnd(source: string, from: number, end: number): number {
  let depth = 0;
  for (let at = from; at < end;) {
    const c = source[at] as string;
    if (c === "}" && depth === 0) return at + 1;
    if (c === "#") {
      while (at < end && source[at] !== "\n") at++;
      continue;
    }
    if ("([{".includes(c)) depth++;
    else if (")]}".includes(c)) depth--;
    else if (c === '"' || c === "'") {
      let start = at;
      while (start > from && /[a-zA-Z]/.test(source[start - 1] as string)) start--;
      const quote = source.startsWith(c.repeat(3), at) ? c.repeat(3) : c;
      const stop = stringEnd(source, at + quote.length, quote, source.slice(start, at), end);
      if (stop < 0) return -1;
      at = stop;
      continue;
    } else if (c === ":" && depth === 0) {
      return specEnd(source, at + 1, end);
    }
    at++;
  }
  return -1;
}

/** Behind the `}` that ends a format specifier, in which further fields may stand; -1 for none. */
function specEnd(source: string, from: number, end: number): number {
  for (let at = from; at < end;) {
    const c = source[at];
    if (c === "}") return at + 1;
    if (c === "{") {
      at = fieldEnd(source, at + 1, end);
      if (at < 0) return -1;
    } else at++;
  }
  return -1;
}
