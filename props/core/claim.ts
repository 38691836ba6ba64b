/**
 * What a claim is: a named statement that must hold of whatever it attacks, for every program or for every sequence of choices.
 *
 * @module
 */

import type { Choices } from "./choices.ts";
import type { Making } from "./language.ts";

/** Where two sides part. Words and names tell sorts of difference apart, numbers do not. */
export interface Place {
  /** The kind of place, e.g. `call`; part of what findings are told apart by, so it stays as it is. */
  readonly what: string;
  /** Which aspect, instruction or object of it, e.g. `value`; tells findings apart, too. */
  readonly of?: string;
  /** Which one of its kind, from 0; tells nothing apart. */
  readonly index?: number;
  /** More for people; tells nothing apart. */
  readonly note?: string;
  /** What broke down there is a part of the user's own: no claim and no defect of the target has to do with it. */
  readonly own?: true;
}

/** Two sides that part. */
export interface Disagreement {
  /** Both sides are known. */
  readonly kind: "disagree";
  /** The engine to blame, where there is one. */
  readonly engine: string | null;
  /** Where they part. */
  readonly place: Place;
  /** What was expected, or what the engine in the right did. */
  readonly left: string;
  /** What was found. */
  readonly right: string;
}

/** What one check of a claim gives. */
export type Verdict =
  | { readonly kind: "agree" }
  | Disagreement
  /** The check was given up without blame. */
  | { readonly kind: "poisoned"; readonly reason: string };

/** The verdict of a check that found nothing. */
export const AGREE: Verdict = { kind: "agree" };

/** The verdict of two sides that part; a string stands for a place without parts. */
export function disagree(
  place: Place | string,
  left: string,
  right: string,
  engine: string | null = null,
): Disagreement {
  return { kind: "disagree", engine, place: typeof place === "string" ? { what: place } : place, left, right };
}

/** Common to all claims. */
export interface ClaimHead<A> {
  /** Lower case, words joined by hyphens; unique among the claims on a target. */
  readonly name: string;
  /** The claim that says all that this one says, and more: what fails both for one reason is one root cause. */
  readonly partOf?: string;
  /** One sentence: what must hold. */
  readonly what: string;
  /** True for a claim that must fail: a hunt for it that finds nothing shows that the hunt is blind. Never run by default. */
  readonly mustFail?: true;
  /** Why the claim says nothing about what is attacked, for people; null where it does. Without it, it is about everything. */
  readonly unfit?: (attacked: A) => string | null;
}

/** One check in so many is whole, and each that finds something; see {@linkcode Rest}. */
export const WHOLE_EVERY = 8;

/**
 * The rest of a check. One that is not `whole` may leave out what hardly ever shows more: it may overlook what the whole check
 * finds, and whatever it finds is checked whole before anybody hears of it.
 */
export type Rest = (whole: boolean) => Verdict;

/** A statement about every program. It runs nothing but what the target that it is handed makes. */
export interface ProgramClaim<Program, A> extends ClaimHead<A> {
  /** It is about programs. */
  readonly kind: "program";
  /** How its programs are made, if it is about some that the language does not draw. Without it: as the language makes them. */
  readonly making?: Making<unknown, Program>;
  /** Told the programs of a batch before they are checked one by one: for targets that run many at once. */
  prepare?(programs: readonly Program[], attacked: A): void;
  /** Runs one check. */
  check(program: Program, attacked: A): Verdict;
  /**
   * Begins the same check, and gives the rest of it. A batch begins all of its checks before it goes on with the first, as code
   * that runs many times in a row is faster; so the first part must leave nothing behind that the next program's could change.
   * Counts nothing. Without it, checks are run in one piece.
   */
  begin?(program: Program, attacked: A): Rest;
}

/** A statement about every sequence of choices. Equal choices give equal verdicts. */
export interface ChoicesClaim<A> extends ClaimHead<A> {
  /** It is about what is drawn. */
  readonly kind: "choices";
  /** Runs one check on what it draws. */
  check(choices: Choices, attacked: A): Verdict;
  /** What a check runs that draws the same, for people; only where choices come to a program. */
  show?(choices: Choices): string;
  /** The same as the target runs it, so that it can say where its engines part. */
  program?(choices: Choices): unknown;
}

/** A claim about programs or about choices. */
export type Claim<Program, A> = ProgramClaim<Program, A> | ChoicesClaim<A>;
