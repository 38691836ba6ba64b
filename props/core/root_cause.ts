/**
 * Root causes: what findings are told apart by. docs/POLICY.md states the rules.
 *
 * A failure is attributed on the input as it is, before any shrinking, by running it again with defects mended: the single
 * defect whose repair heals it; else the smallest pair; else, when all together heal it, the few of them that cannot be
 * left out. What none heals is told apart by a signature: the claim, and what the target says where its engines part, or the
 * sort of difference.
 *
 * @module
 */

import type { Verdict } from "./claim.ts";
import { type Failure, sortOf } from "./failure.ts";
import type { Subject } from "./subject.ts";
import type { Attacked, Mended, Parting, Target } from "./target.ts";

/** What is to blame for a failure. */
export interface RootCause {
  /** Equal for failures with the same root cause. */
  readonly key: string;
  /** The defects that heal it when they are mended together; none when no repair does. */
  readonly defects: readonly string[];
  /** Which of the defect's forms this is, where it has several; else empty. */
  readonly form: string;
}

/** Defects, of the known ones, that heal a failure together, as few as possible; empty when not even all of them do. */
export function healingSet(known: readonly string[], mended: Mended, fails: (mended: Mended) => boolean): string[] {
  const others = known.filter((id) => !mended.has(id));
  const heals = (ids: readonly string[]): boolean => !fails(new Set([...mended, ...ids]));
  for (const id of others) if (heals([id])) return [id];
  if (others.length < 2 || !heals(others)) return [];
  for (let i = 0; i < others.length; i++) {
    for (let j = i + 1; j < others.length; j++) {
      const pair = [others[i] as string, others[j] as string];
      if (heals(pair)) return pair;
    }
  }
  let needed: readonly string[] = others;
  for (const id of others) {
    const fewer = needed.filter((each) => each !== id);
    if (heals(fewer)) needed = fewer;
  }
  return [...needed];
}

/** Defects that heal a failure each by itself. */
export function healersOf(known: readonly string[], mended: Mended, fails: (mended: Mended) => boolean): string[] {
  return known.filter((id) => !mended.has(id) && !fails(new Set([...mended, id])));
}

/** What tells failures apart that no repair heals. */
function signatureOf<Input>(subject: Subject<Input>, input: Input, mended: Mended, failure: Failure): string {
  // Where an engine broke down says more than where it strayed before.
  if (failure.kind === "crash") return sortOf(failure);
  return divergenceOf(subject, input, mended, mended, failure)?.signature || sortOf(failure);
}

/** Where the engine to blame first parts; null also where the one that should be right breaks down. */
export function divergenceOf<Input>(
  subject: Subject<Input>,
  input: Input,
  mended: Mended,
  expected: Mended,
  failure: Failure,
): Parting | null {
  return unlessBroken(() => subject.diverge(input, mended, expected, failure));
}

/** The part without which a check of the rest agrees; null where no single one is it. */
export function partToBlame<Program, A extends Attacked<Program>>(
  target: Target<Program, A>,
  mended: Mended,
  check: (attacked: A) => Verdict,
): string | null {
  for (const { part, attacked } of target.without?.(mended) ?? []) {
    if (unlessBroken(() => check(attacked))?.kind === "agree") return part;
  }
  return null;
}

/** What a look at an input that fails shows; null where the one looked at breaks down meanwhile, which is told already. */
export function unlessBroken<T>(look: () => T): T | null {
  try {
    return look();
  } catch {
    return null;
  }
}

/** The root cause of a failure that did not repeat: some defect of Tierproof. */
export function flakyCause(subject: Pick<Subject<unknown>, "claim" | "partOf">, failure: Failure): RootCause {
  return { key: keyOf(subject, `flaky:${sortOf(failure)}`), defects: [], form: "" };
}

function keyOf({ claim, partOf }: Pick<Subject<unknown>, "claim" | "partOf">, signature: string): string {
  return `${partOf ?? claim}:${signature.replaceAll(" ", "-")}`;
}

/**
 * The root cause of a failure; `fails` says whether the input fails with other defects mended. A crash has one, too: where the
 * target would do what C leaves undefined, an engine may break down. What a part of the user's own did wrong has nothing to do with
 * claims and defects: it is one root cause wherever it shows.
 */
export function rootCauseOf<Input>(
  subject: Subject<Input>,
  known: readonly string[],
  input: Input,
  mended: Mended,
  failure: Failure,
  fails: (mended: Mended) => boolean,
): RootCause {
  if (failure.place.own === true) return { key: sortOf(failure).replaceAll(" ", "-"), defects: [], form: "" };
  const healing = healingSet(known, mended, fails);
  if (healing.length === 0) {
    return { key: keyOf(subject, signatureOf(subject, input, mended, failure)), defects: [], form: "" };
  }
  const form = healing.length === 1 ? subject.form(input, mended, healing[0] as string) : "";
  return { key: `${healing.join("+")}${form === "" ? "" : `/${form}`}`, defects: healing, form };
}
