/**
 * Shrinking: structural, monotone, and always valid, as every candidate goes through fixup.
 *
 * @module
 */

import type { Program } from "../../../src/isa/program.ts";
import type { Draft } from "../draft/draft.ts";
import { fixup } from "../fix/fixup.ts";
import { lower, lowerForOthers } from "../lower/lower.ts";
import { candidates } from "./candidates.ts";
import { fingerprint } from "./fingerprint.ts";
import { weightOf } from "./weight.ts";

/** Bounds of one shrink. */
export interface DraftShrinkBudget {
  /** Candidates tried. */
  readonly candidates: number;
  /** Called before each candidate; true ends shrinking with the best so far (a clock, usually). */
  readonly expired?: () => boolean;
}

/** What a shrink gives: valid at any time, the smallest found within the budget. */
export interface ShrinkResult {
  /** The smallest that still fails. */
  readonly draft: Draft;
  /** Candidates tried. */
  readonly tried: number;
  /** Candidates taken. */
  readonly accepted: number;
  /** True when no candidate of the result is left to try. */
  readonly minimal: boolean;
}

/** The default number of candidates; a check takes some tens of microseconds. */
export const DEFAULT_SHRINK_BUDGET: DraftShrinkBudget = { candidates: 20_000 };

/** What was weighed last: whoever asks for a candidate mostly runs it next. */
let weighed: { readonly draft: Draft; readonly program: Program } | null = null;

/** The program of a Draft, not lowered again where it is the candidate that was weighed last. */
export function loweredCandidate(draft: Draft): Program {
  return weighed?.draft === draft ? weighed.program : lower(draft);
}

/** Valid Drafts that are lighter than a valid one, one step away, the boldest first; no two of the same program. */
export function* shrink(draft: Draft): Generator<Draft> {
  const { program, like } = lowerForOthers(draft);
  const weight = weightOf(draft, program);
  const seen = new Set<number>();
  for (const candidate of candidates(draft)) {
    const fixed = fixup(candidate);
    const lowered = like(fixed);
    if (weightOf(fixed, lowered) >= weight) continue;
    const print = fingerprint(lowered, fixed.warm);
    if (seen.has(print)) continue;
    seen.add(print);
    weighed = { draft: fixed, program: lowered };
    yield fixed;
  }
}

/**
 * Makes a failing Draft smaller as long as `stillFails` says so. Each accepted candidate is strictly lighter than the one
 * before, so this ends. After a success the search goes on at the place of that success, and starts over at the end.
 */
export function shrinkDraft(
  draft: Draft,
  stillFails: (candidate: Draft) => boolean,
  budget: DraftShrinkBudget = DEFAULT_SHRINK_BUDGET,
): ShrinkResult {
  let best = fixup(draft);
  let tried = 0;
  let accepted = 0;
  // Candidates come in a fixed order; after a success those before its place are unlikely to help now.
  let skip = 0;
  for (;;) {
    let index = 0;
    let smaller: Draft | null = null;
    for (const candidate of shrink(best)) {
      if (index++ < skip) continue;
      if (tried >= budget.candidates || budget.expired?.() === true) {
        return { draft: best, tried, accepted, minimal: false };
      }
      tried++;
      if (!stillFails(candidate)) continue;
      smaller = candidate;
      break;
    }
    if (smaller !== null) {
      best = smaller;
      accepted++;
      skip = index - 1;
    } else if (skip > 0) skip = 0;
    // A whole pass from the start without success: nothing is left.
    else return { draft: best, tried, accepted, minimal: true };
  }
}
