/**
 * A Python source with some changes: drawn, applied, made simpler.
 *
 * @module
 */

import type { Choices } from "../../core/choices.ts";
import { weights } from "../../core/choices.ts";
import { validateProgram } from "../../../src/isa/validate.ts";
import { TierproofError } from "../../../src/isa/errors.ts";
import { programOfSource } from "../program.ts";
import type { Sites, Span } from "./sites.ts";

/** One change; a mutation is what a hunt draws, a cut what shrinking leaves out. */
export interface Edit extends Span {
  readonly text: string;
  readonly isCut: boolean;
}

/** A source with changes, which lie apart from each other and in order. */
export interface SourceDraft {
  readonly edits: readonly Edit[];
  /** Jumps back that a loop takes before its executor is made. */
  readonly warm: number;
}

/** Most changes of one program. */
const MAX_EDITS = 4;
/** `warm` of programs: the pin's, and some that need fewer rounds. */
const WARM = [16, 8, 4, 2, 1];
const NUMBERS = ["0", "1", "2", "7", "255", "(-1)", "2147483648", "9007199254740993", "1.5", "True", "None", '"x"'];
const STRINGS = ['""', '"a"', '"ab c"', "0", "None"];
const OPERATORS: readonly (readonly string[])[] = [
  ["+", "-", "*", "//", "%", "&", "|", "^", "<<", ">>", "/", "**"],
  ["+=", "-=", "*=", "//=", "%=", "&=", "|=", "^="],
  ["<", "<=", "==", "!=", ">", ">="],
];
const WORDS: readonly (readonly string[])[] = [["True", "False", "None"], ["and", "or"], ["break", "continue", "pass"]];
const KINDS = weights(5, 3, 2, 2);

/** The text of a draft. */
export function textOf({ text }: Sites, { edits }: SourceDraft): string {
  let out = "";
  let at = 0;
  for (const edit of edits) {
    out += text.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return out + text.slice(at);
}

/** Whether a draft can be compiled. */
function isValid(sites: Sites, draft: SourceDraft): boolean {
  try {
    validateProgram(programOfSource(textOf(sites, draft)));
    return true;
  } catch (error) {
    if (error instanceof TierproofError) return false;
    throw error;
  }
}

/** The draft with one more change; what lies in it is gone, what overlaps otherwise refuses it. */
function withEdit(draft: SourceDraft, edit: Edit): SourceDraft | null {
  const kept = draft.edits.filter(({ from, to }) => from < edit.from || to > edit.to);
  if (kept.some(({ from, to }) => from < edit.to && to > edit.from)) return null;
  return { ...draft, edits: [...kept, edit].sort((a, b) => a.from - b.from) };
}

/** Draws a draft: some changes, of which those are kept that can be compiled. */
export function drawSource(sites: Sites, choices: Choices): SourceDraft {
  let draft: SourceDraft = { edits: [], warm: WARM[choices.below(WARM.length)] as number };
  for (let left = choices.below(MAX_EDITS + 1); left > 0; left--) {
    const edit = drawEdit(sites, choices);
    const next = edit === null ? null : withEdit(draft, edit);
    if (next !== null && isValid(sites, next)) draft = next;
  }
  return draft;
}

function drawEdit(sites: Sites, choices: Choices): Edit | null {
  switch (choices.weighted(KINDS)) {
    case 0:
      return tokenEdit(sites, choices);
    case 1:
      return nameEdit(sites, choices);
    case 2:
      return statementEdit(sites, choices, true);
    default:
      return statementEdit(sites, choices, false);
  }
}

function pick<T>(choices: Choices, list: readonly T[]): T | null {
  return list.length === 0 ? null : list[choices.below(list.length)] as T;
}

/** A number, text, operator or word becomes another one. */
function tokenEdit({ tokens }: Sites, choices: Choices): Edit | null {
  const others = ({ kind, text }: Sites["tokens"][number]): readonly string[] => {
    if (kind === "number") return NUMBERS;
    if (kind === "string") return STRINGS;
    return (kind === "op" ? OPERATORS : WORDS).find((each) => each.includes(text)) ?? [];
  };
  const token = pick(choices, tokens.filter((each) => others(each).length > 0));
  if (token === null) return null;
  const text = pick(choices, others(token)) as string;
  return { from: token.at, to: token.at + token.text.length, text, isCut: false };
}

/** A name becomes another one that occurs. */
function nameEdit({ tokens, names }: Sites, choices: Choices): Edit | null {
  const token = pick(choices, tokens.filter(({ kind, text }) => kind === "name" && names.includes(text)));
  const text = pick(choices, names);
  return token === null || text === null
    ? null
    : { from: token.at, to: token.at + token.text.length, text, isCut: false };
}

/** A statement goes, or comes twice. */
function statementEdit({ text, statements }: Sites, choices: Choices, twice: boolean): Edit | null {
  const statement = pick(choices, twice ? statements.filter(({ isSimple }) => isSimple) : statements);
  if (statement === null) return null;
  const { from, to } = statement;
  const own = text.slice(from, to);
  return { from, to, text: twice ? `${own}; ${own}` : "pass", isCut: false };
}

/** Simpler drafts that can be compiled, boldest first. */
export function* shrinkSource(sites: Sites, draft: SourceDraft): Generator<SourceDraft> {
  const size = textOf(sites, draft).length;
  for (const candidate of candidates(sites, draft)) {
    const isSmaller = candidate.edits.filter(({ isCut }) => !isCut).length <
        draft.edits.filter(({ isCut }) => !isCut).length || textOf(sites, candidate).length < size;
    if (isSmaller && isValid(sites, candidate)) yield candidate;
  }
}

function* candidates(sites: Sites, draft: SourceDraft): Generator<SourceDraft> {
  const { statements, tokens } = sites;
  const cut = (span: Span, text: string): SourceDraft | null => withEdit(draft, { ...span, text, isCut: true });
  for (const { lines, from, to } of statements) {
    const over = draft.edits.find((edit) => edit.isCut && edit.from <= from && edit.to >= to);
    // What is cut already is nothing to cut; what became a statement that does nothing may go once others stand beside it.
    if (over !== undefined && (over.from !== from || over.to !== to)) continue;
    for (
      const next of [lines === null ? null : cut(lines, ""), over === undefined ? cut({ from, to }, "pass") : null]
    ) {
      if (next !== null) yield next;
    }
  }
  for (const edit of draft.edits) {
    if (!edit.isCut) yield { ...draft, edits: draft.edits.filter((each) => each !== edit) };
  }
  for (const { kind, text, at } of tokens) {
    if (kind !== "number" || text.length === 1) continue;
    const next = cut({ from: at, to: at + text.length }, "2");
    if (next !== null) yield next;
  }
}
