/**
 * Where a Python source can be changed: its tokens, and its statements.
 *
 * @module
 */

import type { MatchCase, Stmt } from "../syntax/nodes.ts";
import { parseModule } from "../syntax/parse.ts";
import { Lines, normalSource, type Token, tokenize } from "../syntax/tokens.ts";

/** A piece of the text. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A statement: its text, and the lines that it alone stands on, or null. */
export interface StatementSite extends Span {
  readonly lines: Span | null;
  /** Whether it holds no other statements. */
  readonly isSimple: boolean;
}

/** What a source consists of. */
export interface Sites {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Outer ones before those that they hold. */
  readonly statements: readonly StatementSite[];
  /** Names that occur. */
  readonly names: readonly string[];
}

/** Takes a source apart. Bad source is a `TierproofError`. */
export function sitesOf(source: string): Sites {
  const text = normalSource(source);
  const lines = new Lines(text);
  const tokens = tokenize(text, lines).filter(({ kind }) => ["name", "number", "string", "op"].includes(kind));
  const statements: StatementSite[] = [];
  visit(parseModule(text).body, (s) => {
    const from = lines.offsetOf(s.loc.line, s.loc.col);
    const to = lines.offsetOf(s.loc.endLine, s.loc.endCol);
    const start = text.lastIndexOf("\n", from - 1) + 1;
    const end = text.indexOf("\n", to) + 1;
    const isAlone = text.slice(start, from).trim() === "" && /^\s*(?:#.*)?\n$/.test(text.slice(to, end));
    statements.push({
      from,
      to,
      lines: isAlone ? { from: start, to: end } : null,
      isSimple: innerBlocks(s).length === 0,
    });
  });
  const names = new Set<string>();
  tokens.forEach((token, i) => {
    if (token.kind === "name" && tokens[i + 1]?.text !== "(" && tokens[i - 1]?.text !== ".") names.add(token.text);
  });
  return { text, tokens, statements, names: [...names] };
}

function visit(body: readonly Stmt[], see: (s: Stmt) => void): void {
  for (const s of body) {
    see(s);
    for (const inner of innerBlocks(s)) visit(inner, see);
  }
}

function innerBlocks(s: Stmt): readonly (readonly Stmt[])[] {
  switch (s.k) {
    case "FunctionDef":
    case "ClassDef":
    case "With":
      return [s.body];
    case "For":
    case "While":
    case "If":
      return [s.body, s.orelse];
    case "Try":
      return [s.body, ...s.handlers.map(({ body }) => body), s.orelse, s.final];
    case "Match":
      return s.cases.map(({ body }: MatchCase) => body);
    default:
      return [];
  }
}
