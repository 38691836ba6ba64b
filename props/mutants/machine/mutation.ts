/**
 * One machine-made change of one source file, applied on the text: all other bytes stay as they are.
 *
 * @module
 */

import type { Edit } from "../mutant.ts";

/** What an operator proposes at one place. */
export interface Proposal {
  /** Name of the operator. */
  readonly operator: string;
  /** First character that is replaced, from 0. */
  readonly start: number;
  /** The one behind the last. */
  readonly end: number;
  readonly replacement: string;
}

/** A proposal with its place in the project. */
export interface Mutation extends Proposal {
  /** Stable under changes elsewhere in the file: file, function, operator and a hash of the line and what becomes of it. */
  readonly id: string;
  /** Path from the top of the project. */
  readonly file: string;
  /** Names of the declarations around it, outermost first, joined by dots; empty at the top of the file. */
  readonly within: string;
  /** Line of `start`, from 1. */
  readonly line: number;
  /** The text that is replaced. */
  readonly original: string;
}

/** The text with the change applied. */
export function applyMutation(text: string, { start, end, replacement }: Proposal): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

/** A 32-bit hash of a text, spread well enough to order things by it (FNV-1a, then splitmix32's finalizer). */
export function hashText(text: string): number {
  let hash = 0x811c_9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x0100_0193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The whole lines that the change touches, before and after, without a line break at the end. */
export function changedLines(text: string, mutation: Proposal): { readonly before: string; readonly after: string } {
  const from = text.lastIndexOf("\n", mutation.start - 1) + 1;
  const lineEnd = text.indexOf("\n", mutation.end);
  const to = lineEnd === -1 ? text.length : lineEnd;
  const before = text.slice(from, to);
  return { before, after: text.slice(from, mutation.start) + mutation.replacement + text.slice(mutation.end, to) };
}

/** The change as a unified diff with one line of context on each side. */
export function diffText(text: string, mutation: Mutation): string {
  const { before, after } = changedLines(text, mutation);
  const lines = text.split("\n");
  const beforeLines = before.split("\n");
  const afterLines = after.split("\n");
  const above = mutation.line >= 2 ? [` ${lines[mutation.line - 2]}`] : [];
  const next = lines[mutation.line - 1 + beforeLines.length];
  const below = next === undefined || next === "" ? [] : [` ${next}`];
  const first = mutation.line - above.length;
  const sizes = [beforeLines, afterLines].map((part) => part.length + above.length + below.length);
  return [
    `--- ${mutation.file}`,
    `+++ ${mutation.file} (${mutation.id})`,
    `@@ -${first},${sizes[0]} +${first},${sizes[1]} @@ ${mutation.within}`,
    ...above,
    ...beforeLines.map((line) => `-${line}`),
    ...afterLines.map((line) => `+${line}`),
    ...below,
  ].join("\n");
}

function occursOnce(text: string, part: string): boolean {
  const at = text.indexOf(part);
  return at !== -1 && text.indexOf(part, at + 1) === -1;
}

/** The change as an edit by text: with as many lines around it as make it unique in its file. */
export function editOf(text: string, mutation: Mutation): Edit {
  let from = text.lastIndexOf("\n", mutation.start - 1) + 1;
  let to = mutation.end;
  const widen = (): void => {
    const lineEnd = text.indexOf("\n", to + 1);
    to = lineEnd === -1 ? text.length : lineEnd;
  };
  widen();
  while (!occursOnce(text, text.slice(from, to))) {
    if (from > 0) from = text.lastIndexOf("\n", from - 2) + 1;
    if (to < text.length) widen();
  }
  return {
    file: mutation.file,
    find: text.slice(from, to),
    replace: text.slice(from, mutation.start) + mutation.replacement + text.slice(mutation.end, to),
  };
}
