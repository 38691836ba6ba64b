/**
 * Greedy shrinking with a budget of work instead of time, so that every machine shrinks a failure to the same input.
 *
 * @module
 */

/** Where shrinking ended. */
export interface Shrunk<Input> {
  readonly input: Input;
  /** Index of each candidate taken, in its own list of candidates: replays without a check. */
  readonly path: readonly number[];
  /** Candidates checked. */
  readonly tried: number;
  /** False when the budget ended it. */
  readonly complete: boolean;
}

/** What shrinking may cost. */
export interface ShrinkBudget {
  /** Candidates checked at most. */
  readonly candidates: number;
  /** Instructions executed at most. */
  readonly work: number;
}

/** About two seconds at most: the work of a few hundred thousand loop rounds. */
export const SHRINK_BUDGET: ShrinkBudget = { candidates: 20_000, work: 40_000_000 };

/**
 * Takes the first candidate that still fails, then that one's candidates, and so on. A candidate list is searched from
 * the place where the last one was taken: what was just refused would mostly be refused again. A full round without
 * success ends it.
 */
export function shrinkInput<Input>(
  input: Input,
  candidates: (input: Input) => Iterable<Input>,
  fails: (candidate: Input) => boolean,
  budget: ShrinkBudget,
  workDone: () => number,
): Shrunk<Input> {
  const path: number[] = [];
  const workEnd = workDone() + budget.work;
  let tried = 0;
  let from = 0;
  for (;;) {
    let index = -1;
    let taken: Input | undefined;
    for (const candidate of candidates(input)) {
      index++;
      if (index < from) continue;
      if (tried >= budget.candidates || workDone() >= workEnd) return { input, path, tried, complete: false };
      tried++;
      if (fails(candidate)) {
        taken = candidate;
        break;
      }
    }
    if (taken !== undefined) {
      input = taken;
      path.push(index);
      from = index;
    } else if (from > 0) {
      from = 0;
    } else {
      return { input, path, tried, complete: true };
    }
  }
}

/** Follows a path of {@linkcode shrinkInput} again; null when a list of candidates is too short for it. */
export function followPath<Input>(
  input: Input,
  candidates: (input: Input) => Iterable<Input>,
  path: readonly number[],
): Input | null {
  for (const step of path) {
    let index = 0;
    let found: Input | undefined;
    for (const candidate of candidates(input)) {
      if (index++ === step) {
        found = candidate;
        break;
      }
    }
    if (found === undefined) return null;
    input = found;
  }
  return input;
}
