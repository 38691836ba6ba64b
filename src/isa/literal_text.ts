/**
 * Literals and names as text, in the notation of the assembler, and a scanner that reads them back.
 *
 * @module
 */

import { TierproofError } from "./errors.ts";
import { isHex } from "./hex.ts";
import type { FloatText, Literal } from "./program.ts";

/** Nesting that the scanner follows before it refuses: far above any real constant, far below the host's stack. */
const MAX_NESTING = 200;

const BARE_NAME = /^[A-Za-z_.<][\w.<>]*$/;

/** A name as the assembler writes it: bare where that is unambiguous, else as a JSON string. */
export function formatName(name: string): string {
  return BARE_NAME.test(name) ? name : JSON.stringify(name);
}

function formatFloat(v: FloatText): string {
  if (typeof v === "string") return v;
  const text = String(v);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** A literal in the notation of docs/FORMAT.md: one line, read back exactly by {@linkcode Scanner.literal}. */
export function formatLiteral(literal: Literal): string {
  switch (literal.t) {
    case "None":
    case "Ellipsis":
      return literal.t;
    case "bool":
      return literal.v ? "True" : "False";
    case "int":
      return String(literal.v);
    case "float":
      return formatFloat(literal.v);
    case "complex":
      return `complex(${formatFloat(literal.re)}, ${formatFloat(literal.im)})`;
    case "str":
      return JSON.stringify(literal.v);
    case "bytes":
      return `bytes(${literal.v})`;
    case "tuple":
      return literal.v.length === 1
        ? `(${formatLiteral(literal.v[0] as Literal)},)`
        : `(${literal.v.map(formatLiteral).join(", ")})`;
    case "list":
      return `[${literal.v.map(formatLiteral).join(", ")}]`;
    case "set":
    case "frozenset":
      return `${literal.t}(${literal.v.map(formatLiteral).join(", ")})`;
    case "dict":
      return `{${literal.v.map(([key, value]) => `${formatLiteral(key)}: ${formatLiteral(value)}`).join(", ")}}`;
    case "code":
      return `code(${literal.v})`;
  }
}

/** An int literal in the one form that a program may hold. */
function intLiteral(text: string): Literal {
  const value = Number(text);
  return { t: "int", v: Number.isSafeInteger(value) ? value : BigInt(text).toString() };
}

/** Reads one line of assembler text from left to right; refusals name line and column. */
export class Scanner {
  at = 0;

  constructor(readonly text: string, readonly line: number) {}

  /** Refuses what stands at the cursor. */
  fail(expected: string, at = this.at): never {
    const rest = this.text.slice(at).trim();
    const found = rest === "" || rest.startsWith("#") ? "end of line" : JSON.stringify(rest.slice(0, 40));
    throw new TierproofError("assembler", `line ${this.line}, column ${at + 1}: found ${found}, expected ${expected}`);
  }

  /** Skips blanks; true at the end of the line or at a comment. */
  atEnd(): boolean {
    while (this.text[this.at] === " " || this.text[this.at] === "\t" || this.text[this.at] === "\r") this.at++;
    return this.at >= this.text.length || this.text[this.at] === "#";
  }

  /** Refuses anything but blanks and a comment. */
  end(): void {
    if (!this.atEnd()) this.fail("end of line");
  }

  /** Takes what the sticky pattern matches after blanks, or null. */
  match(pattern: RegExp): string | null {
    if (this.atEnd()) return null;
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) return null;
    this.at += found[0].length;
    return found[0];
  }

  /** Takes the text given, or refuses. */
  expect(text: string): void {
    if (!this.take(text)) this.fail(JSON.stringify(text));
  }

  /** Takes the text given where it stands next. */
  take(text: string): boolean {
    if (this.atEnd() || !this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  /** A keyword, opcode or label. */
  word(expected: string): string {
    return this.match(/[A-Za-z_]\w*/y) ?? this.fail(expected);
  }

  /** A count: decimal or 0x hexadecimal, at most 2**32 - 1. */
  count(expected: string): number {
    const at = this.at;
    const text = this.match(/0x[0-9a-f]+|\d+/y);
    const value = text === null ? NaN : Number(text);
    return value <= 0xffff_ffff ? value : this.fail(expected, at);
  }

  /** A bare name or JSON string. */
  name(): string {
    return this.match(/[A-Za-z_.<][\w.<>]*/y) ?? this.string("a name");
  }

  private string(expected: string): string {
    const at = this.at;
    if (this.atEnd() || this.text[this.at] !== '"') this.fail(expected, at);
    // A pattern would go down one level of the host's stack for each character.
    let end = this.at + 1;
    while (end < this.text.length && this.text[end] !== '"') end += this.text[end] === "\\" ? 2 : 1;
    if (end >= this.text.length) this.fail(expected, at);
    const from = this.at;
    this.at = end + 1;
    try {
      return JSON.parse(this.text.slice(from, this.at)) as string;
    } catch {
      return this.fail("a JSON string", at);
    }
  }

  private float(): FloatText {
    const at = this.at;
    const text = this.match(/nan|-?inf|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/y);
    if (text === null) this.fail("a float");
    if (text === "nan" || text === "inf" || text === "-inf") return text;
    const value = Number(text);
    if (!Number.isFinite(value)) this.fail("a finite float, or inf", at);
    return Object.is(value, -0) ? "-0.0" : value;
  }

  private items(close: string, nesting: number): Literal[] {
    const items: Literal[] = [];
    while (!this.take(close)) {
      if (items.length > 0) {
        this.expect(",");
        if (this.take(close)) break;
      }
      items.push(this.literal(nesting));
    }
    return items;
  }

  /** A literal as {@linkcode formatLiteral} writes it. */
  literal(nesting = 0): Literal {
    if (nesting > MAX_NESTING) this.fail(`at most ${MAX_NESTING} nested literals`);
    const expected = "a literal";
    if (this.atEnd()) this.fail(expected);
    const at = this.at;
    switch (this.text[at]) {
      case '"':
        return { t: "str", v: this.string(expected) };
      case "[":
        this.at++;
        return { t: "list", v: this.items("]", nesting + 1) };
      case "{":
        this.at++;
        return { t: "dict", v: this.pairs(nesting + 1) };
      case "(": {
        this.at++;
        const v = this.items(")", nesting + 1);
        if (v.length === 1 && !/,\s*\)$/.test(this.text.slice(at, this.at))) {
          this.fail("a tuple: one item needs a comma", at);
        }
        return { t: "tuple", v };
      }
    }
    const integer = this.match(/-?\d+(?![\w.])/y);
    if (integer !== null) return intLiteral(integer);
    const word = this.match(/[A-Za-z]+/y);
    switch (word) {
      case "None":
      case "Ellipsis":
        return { t: word };
      case "True":
      case "False":
        return { t: "bool", v: word === "True" };
      case "set":
      case "frozenset":
        this.expect("(");
        return { t: word, v: this.items(")", nesting + 1) };
      case "code": {
        this.expect("(");
        const v = this.count("the index of a code object");
        this.expect(")");
        return { t: "code", v };
      }
      case "bytes": {
        this.expect("(");
        const v = this.match(/[0-9a-f]+/y) ?? "";
        if (!isHex(v)) this.fail("an even number of hexadecimal digits", at);
        this.expect(")");
        return { t: "bytes", v };
      }
      case "complex": {
        this.expect("(");
        const re = this.float();
        this.expect(",");
        const im = this.float();
        this.expect(")");
        return { t: "complex", re, im };
      }
    }
    this.at = at;
    if (!/[\d-]|nan|inf/.test(this.text.slice(at, at + 3))) this.fail(expected);
    return { t: "float", v: this.float() };
  }

  private pairs(nesting: number): [Literal, Literal][] {
    const pairs: [Literal, Literal][] = [];
    while (!this.take("}")) {
      if (pairs.length > 0) {
        this.expect(",");
        if (this.take("}")) break;
      }
      const key = this.literal(nesting);
      this.expect(":");
      pairs.push([key, this.literal(nesting)]);
    }
    return pairs;
  }
}
