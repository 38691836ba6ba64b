/**
 * String literals: escapes, concatenation of adjacent ones, and f-strings.
 *
 * @module
 */

import { hexOfBytes } from "../../../src/isa/hex.ts";
import type { Literal } from "../../../src/isa/program.ts";
import { Cursor } from "./cursor.ts";
import { constant, starExpressions, yieldExpression } from "./expressions.ts";
import type { Expr, ExprOf, Loc } from "./nodes.ts";
import { sourceError, span } from "./source_error.ts";
import { fieldEnd, type Token, tokenize } from "./tokens.ts";

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  "\n": "",
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

interface Piece {
  readonly isBytes: boolean;
  readonly isFormat: boolean;
  readonly isRaw: boolean;
  /** Where the text between the quotes lies. */
  readonly from: number;
  readonly to: number;
  readonly token: Token;
}

function pieceOf(token: Token): Piece {
  const prefix = /^[a-zA-Z]*/.exec(token.text)?.[0].toLowerCase() ?? "";
  const quote = token.text.startsWith('"""', prefix.length) || token.text.startsWith("'''", prefix.length) ? 3 : 1;
  return {
    isBytes: prefix.includes("b"),
    isFormat: prefix.includes("f"),
    isRaw: prefix.includes("r"),
    from: token.at + prefix.length + quote,
    to: token.at + token.text.length - quote,
    token,
  };
}

/** Adjacent literals: one constant, or a joined string where one of them is an f-string. */
export function stringsExpression(c: Cursor): Expr {
  const first = c.peek();
  const pieces: Piece[] = [];
  while (c.peek().kind === "string") pieces.push(pieceOf(c.next()));
  const loc = c.since(first);
  const isBytes = pieces.some((piece) => piece.isBytes);
  if (isBytes && pieces.some((piece) => !piece.isBytes)) {
    throw sourceError(loc, "cannot mix bytes and nonbytes literals");
  }
  if (isBytes) {
    return constant({ t: "bytes", v: pieces.map((piece) => bytesText(c, piece)).join("") }, loc);
  }
  if (!pieces.some((piece) => piece.isFormat)) {
    return constant({ t: "str", v: pieces.map((piece) => text(c, piece, piece.from, piece.to)).join("") }, loc);
  }
  const values: Expr[] = [];
  for (const piece of pieces) {
    if (piece.isFormat) formatParts(c, piece, piece.from, piece.to, false, values);
    else addText(values, text(c, piece, piece.from, piece.to), piece.token.loc);
  }
  return { k: "JoinedStr", values: dropEmpty(values), loc };
}

/** Appends a text, to the one before where there is one. */
function addText(values: Expr[], v: string, loc: Loc): void {
  const last = values.at(-1);
  if (last?.k === "Constant" && last.value.t === "str") {
    values[values.length - 1] = constant({ t: "str", v: last.value.v + v }, span(last.loc, loc));
  } else values.push(constant({ t: "str", v }, loc));
}

function dropEmpty(values: readonly Expr[]): Expr[] {
  return values.filter((each) => !(each.k === "Constant" && each.value.t === "str" && each.value.v === ""));
}

function text(c: Cursor, piece: Piece, from: number, to: number): string {
  const raw = c.source.slice(from, to);
  return piece.isRaw ? raw : unescape(c, raw, from);
}

function unescape(c: Cursor, raw: string, from: number): string {
  if (!raw.includes("\\")) return raw;
  return raw.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|N\{([^}]*)\}|([\s\S]))/gu,
    (all, x, u, U, octal, name, other, at: number) => {
      const fail = (message: string): never => {
        throw sourceError(c.lines.loc(from + at, from + at + all.length), message);
      };
      if (name !== undefined) return fail("\\N{...} is not supported, write the character or its \\u escape");
      const digits = x ?? u ?? U;
      if (digits !== undefined) {
        const point = parseInt(digits, 16);
        return point > 0x10ffff ? fail("illegal Unicode character") : String.fromCodePoint(point);
      }
      if (octal !== undefined) return String.fromCodePoint(parseInt(octal, 8));
      if (other === "x" || other === "u" || other === "U" || other === "N") fail(`truncated \\${other} escape`);
      return SIMPLE_ESCAPES[other] ?? `\\${other}`;
    },
  );
}

function bytesText(c: Cursor, piece: Piece): string {
  const raw = text(c, { ...piece, isRaw: true }, piece.from, piece.to);
  const plain = piece.isRaw ? raw : raw.replace(
    /\\(?:x([0-9a-fA-F]{2})|([0-7]{1,3})|([\s\S]))/g,
    (all, x, octal, other, at: number) => {
      if (x !== undefined) return String.fromCharCode(parseInt(x, 16));
      if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8) & 255);
      if (other === "x") {
        throw sourceError(c.lines.loc(piece.from + at, piece.from + at + all.length), "invalid \\x escape");
      }
      return SIMPLE_ESCAPES[other] ?? `\\${other}`;
    },
  );
  const codes = Array.from(plain, (each) => each.codePointAt(0) as number);
  if (codes.some((code) => code > 255) || [...raw].some((each) => each > "\x7f")) {
    throw sourceError(piece.token.loc, "bytes can only contain ASCII literal characters");
  }
  return hexOfBytes(Uint8Array.from(codes));
}

/** Texts and replacement fields of an f-string, or of a format specifier. */
function formatParts(c: Cursor, piece: Piece, from: number, to: number, isSpec: boolean, values: Expr[]): void {
  const { source, lines } = c;
  let plain = "";
  let start = from;
  const flush = (at: number): void => {
    if (at > start) {
      const decoded = piece.isRaw ? plain : unescape(c, plain, start);
      addText(values, decoded, lines.loc(start, at));
    }
    plain = "";
  };
  for (let at = from; at < to;) {
    const character = source[at] as string;
    if (character === "\\" && !piece.isRaw) {
      const named = /^\\N\{[^}]*\}/.exec(source.slice(at, to));
      const isBrace = "{}".includes(source[at + 1] ?? "");
      const length = named !== null ? named[0].length : isBrace ? 1 : 2;
      plain += source.slice(at, at + length);
      at += length;
    } else if (!isSpec && (character === "{" || character === "}") && source[at + 1] === character) {
      plain += character;
      at += 2;
    } else if (character === "{") {
      flush(at);
      const end = fieldEnd(source, at + 1, to);
      if (end < 0) throw sourceError(lines.loc(at, at + 1), "f-string: expecting '}'");
      for (const each of field(c, piece, at, end)) {
        if (each.k === "Constant" && each.value.t === "str") addText(values, each.value.v, each.loc);
        else values.push(each);
      }
      at = end;
      start = at;
    } else if (character === "}") {
      throw sourceError(lines.loc(at, at + 1), "f-string: single '}' is not allowed");
    } else {
      plain += character;
      at++;
    }
  }
  flush(to);
}

/** One replacement field, `{` to `}`; with `=` a text comes before it. */
function field(c: Cursor, piece: Piece, open: number, end: number): Expr[] {
  const { source, lines } = c;
  const bounds = fieldBounds(source, open + 1, end - 1);
  const tokens = tokenize(source, lines, open + 1, bounds.expression);
  const inner = new Cursor(source, lines, tokens);
  if (inner.peek().kind === "end") {
    throw sourceError(lines.loc(open, open + 1), "f-string: valid expression required before '}'");
  }
  const value = inner.is("yield") ? yieldExpression(inner) : starExpressions(inner);
  let debug: Expr | null = null;
  if (inner.take("=")) {
    const stop = bounds.expression;
    debug = constant({ t: "str", v: source.slice(open + 1, stop) }, lines.loc(open + 1, stop));
  }
  if (inner.peek().kind !== "end") throw inner.unexpected("the end of the field");
  let conversion = 0;
  if (bounds.conversion >= 0) {
    const letter = source.slice(bounds.conversion + 1, bounds.spec >= 0 ? bounds.spec : end - 1).trim();
    conversion = " sra".indexOf(letter);
    if (letter.length !== 1 || conversion < 1) {
      throw sourceError(
        lines.loc(bounds.conversion, end),
        "f-string: invalid conversion character, expected 's', 'r' or 'a'",
      );
    }
  }
  let spec: Expr | null = null;
  if (bounds.spec >= 0) {
    const values: Expr[] = [];
    formatParts(c, piece, bounds.spec + 1, end - 1, true, values);
    spec = { k: "JoinedStr", values: dropEmpty(values), loc: lines.loc(bounds.spec, end - 1) };
  }
  if (debug !== null && spec === null && conversion === 0) conversion = 2;
  const replaced: ExprOf<"FormattedValue"> = {
    k: "FormattedValue",
    value,
    conversion,
    spec,
    loc: lines.loc(open, end),
  };
  return debug === null ? [replaced] : [debug, replaced];
}

/** Where the expression of a field ends, and where `!` and `:` stand, -1 for none. */
function fieldBounds(
  source: string,
  from: number,
  to: number,
): { expression: number; conversion: number; spec: number } {
  let depth = 0;
  let conversion = -1;
  for (let at = from; at < to; at++) {
    const character = source[at] as string;
    if (character === "#") {
      while (at < to && source[at] !== "\n") at++;
    } else if (character === '"' || character === "'") {
      const stop = quotedEnd(source, at, to);
      at = stop - 1;
    } else if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    else if (depth === 0 && character === "!" && source[at + 1] !== "=" && conversion < 0) conversion = at;
    else if (depth === 0 && character === ":") {
      return { expression: conversion >= 0 ? conversion : at, conversion, spec: at };
    }
  }
  return { expression: conversion >= 0 ? conversion : to, conversion, spec: -1 };
}

/** Behind the string that begins with the quote at `at`. */
function quotedEnd(source: string, at: number, to: number): number {
  const mark = source[at] as string;
  const quote = source.startsWith(mark.repeat(3), at) ? mark.repeat(3) : mark;
  let i = at + quote.length;
  while (i < to && !source.startsWith(quote, i)) i += source[i] === "\\" ? 2 : 1;
  return i + quote.length;
}

/** A literal that a pattern may hold: adjacent strings, no f-string. */
export function patternStrings(c: Cursor): { readonly value: Literal; readonly loc: Loc } {
  const strings = stringsExpression(c);
  if (strings.k !== "Constant") {
    throw sourceError(strings.loc, "patterns may only match literals and attribute lookups");
  }
  return { value: strings.value, loc: strings.loc };
}
