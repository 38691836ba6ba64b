/**
 * Where parsing is: a place in the tokens of one source, with what every rule of the grammar needs.
 *
 * @module
 */

import type { TierproofError } from "../../../src/isa/errors.ts";
import type { Loc } from "./nodes.ts";
import { sourceError } from "./source_error.ts";
import type { Lines, Token } from "./tokens.ts";

/** Names that are no identifiers. */
const KEYWORDS: ReadonlySet<string> = new Set(
  ("False None True and as assert async await break class continue def del elif else except finally for from global if import in " +
    "is lambda nonlocal not or pass raise return try while with yield").split(" "),
);

/** A place in the tokens of a source. */
export class Cursor {
  /** Index of the next token. */
  at = 0;
  /** Index of the last token that is no line end and no indentation. */
  #last = -1;

  constructor(readonly source: string, readonly lines: Lines, readonly tokens: readonly Token[]) {}

  /** The next token, or one further on. */
  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)] as Token;
  }

  /** Takes the next token. */
  next(): Token {
    const token = this.peek();
    if (token.kind === "name" || token.kind === "number" || token.kind === "string" || token.kind === "op") {
      this.#last = this.at;
    }
    if (token.kind !== "end") this.at++;
    return token;
  }

  /** Whether the next token is this operator or keyword. */
  is(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.text === text && (token.kind === "op" || token.kind === "name");
  }

  /** Takes the next token if it is this operator or keyword. */
  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.next();
    return true;
  }

  /** Takes this operator or keyword. */
  expect(text: string): Token {
    if (!this.is(text)) throw this.unexpected(`'${text}'`);
    return this.next();
  }

  /** Whether the next token is a name that is no keyword. */
  isName(ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "name" && !KEYWORDS.has(token.text);
  }

  /** Takes a name that is no keyword. */
  name(): string {
    if (!this.isName()) throw this.unexpected("a name");
    return this.next().text;
  }

  /** Location from a token that was taken to the last one. */
  since(first: Token): Loc {
    const last = (this.tokens[this.#last] ?? first).loc;
    return { line: first.loc.line, endLine: last.endLine, col: first.loc.col, endCol: last.endCol };
  }

  /** Location of the last token. */
  lastLoc(): Loc {
    return (this.tokens[this.#last] as Token).loc;
  }

  /** What a rule gives, or null with nothing taken where it does not fit. */
  attempt<T>(rule: () => T): T | null {
    const { at } = this;
    const last = this.#last;
    try {
      return rule();
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "TierproofError") throw error;
      this.at = at;
      this.#last = last;
      return null;
    }
  }

  /** The error that something else stands here. */
  unexpected(expected: string): TierproofError {
    const token = this.peek();
    const found = token.kind === "newline"
      ? "the end of the line"
      : token.kind === "end"
      ? "the end"
      : token.kind === "indent"
      ? "an indented line"
      : token.kind === "dedent"
      ? "the end of the block"
      : JSON.stringify(token.text);
    return sourceError(token.loc, `${found}, expected ${expected}`);
  }
}
