/**
 * Findings of a hunt that goes on: one for each root cause, and how many checks failed for the same reason.
 *
 * @module
 */

import type { BatchFailure } from "./batch.ts";
import { Causes } from "./causes.ts";
import { CoreInvariantError } from "./errors.ts";
import { checkSafely, type Finding, investigate } from "./finding.ts";
import type { Plug } from "./plug.ts";
import type { ShrinkBudget } from "./shrink.ts";
import type { Mended } from "./target.ts";
import { newTally } from "./tally.ts";

/** A finding with what failed for the same reason. */
export interface CountedFinding {
  /** The first one with its root cause. */
  readonly finding: Finding;
  /** Failing checks with the same root cause, the one that was investigated not counted. */
  readonly duplicates: number;
  /** Claims that failed for it, in the order in which they did. */
  readonly claims: readonly string[];
}

/** What findings are made with. */
export interface FindingsOptions {
  readonly plug: Plug;
  readonly seed: number;
  readonly mended: Mended;
  readonly budget?: ShrinkBudget;
  /** Told of a failure that is about to be shrunk. */
  readonly onFailure?: (claim: string, index: number) => void;
  /** Told of each finding when it is new. */
  readonly onFinding?: (finding: Finding) => void;
}

/** What a failing check is investigated with that comes behind findings that are known. */
export interface InvestigationBehind {
  readonly plug: Plug;
  readonly claim: string;
  readonly seed: number;
  /** Defects that are mended. */
  readonly mended: Mended;
  readonly budget?: ShrinkBudget;
  /** The failing check. */
  readonly failed: Pick<BatchFailure, "index" | "failure">;
  /** Known defects that it may fail behind. */
  readonly known: readonly string[];
}

/** Investigates a failing check: with the known defects mended if it fails so, too, else as it is. */
export function investigateBehind({ claim, failed, known, ...rest }: InvestigationBehind): Finding {
  const { plug, seed, mended } = rest;
  const { index, failure } = failed;
  const subject = plug.subject(claim);
  const more: Mended = new Set([...mended, ...known]);
  const fails = known.length > 0 && checkSafely(subject, subject.generate(seed, index), more, newTally()) !== null;
  const finding = investigate({ ...rest, subject, index, mended: fails ? more : mended, failure });
  if (finding === null) throw new CoreInvariantError(`check ${index} of ${claim}: expected a finding, found none`);
  return finding;
}

/** All findings so far. */
export class Findings {
  readonly #options: FindingsOptions;
  readonly #causes = new Causes();
  /** By the key of their root cause. */
  readonly #found = new Map<string, Finding>();
  /** Checks that failed for several known reasons at once. */
  mixed = 0;

  constructor(options: FindingsOptions) {
    this.#options = options;
  }

  /** In the order in which they were found. */
  get list(): readonly CountedFinding[] {
    return this.#causes.list.map(({ cause, duplicates, claims }) => ({
      finding: this.#found.get(cause.key) as Finding,
      duplicates,
      claims,
    }));
  }

  /** Failing checks that gave no finding of their own. */
  get duplicates(): number {
    return this.#causes.list.reduce((sum, { duplicates }) => sum + duplicates, this.mixed);
  }

  /** Takes a failing check. */
  add(claim: string, { index, failure, cause }: BatchFailure): void {
    if (cause === null) {
      throw new CoreInvariantError(`check ${index} of ${claim}: expected a root cause, found none`);
    }
    const judgement = this.#causes.judge(claim, cause);
    if (judgement.kind === "mixed") this.mixed++;
    if (judgement.kind !== "investigate") return;
    const { onFailure, onFinding, ...rest } = this.#options;
    onFailure?.(claim, index);
    const finding = investigateBehind({ ...rest, claim, failed: { index, failure }, known: judgement.known });
    if (this.#causes.settle(claim, cause, finding.cause).known !== null) return;
    this.#found.set(finding.signature, finding);
    onFinding?.(finding);
  }
}
