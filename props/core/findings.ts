/**
 * Findings of a hunt that goes on: one for each root cause, and how many checks failed for the same reason.
 *
 * Failures come in the order of the plan, each with the root cause of its input as it is. One with a known root cause is
 * counted and dropped, unshrunk. One that only several repairs heal together is first looked at with those mended that are
 * known already: what is left is a finding of its own, or a duplicate.
 *
 * @module
 */

import type { BatchFailure } from "./batch.ts";
import { CoreInvariantError } from "./errors.ts";
import { checkSafely, type Finding, investigate } from "./finding.ts";
import type { Plug } from "./plug.ts";
import type { RootCause } from "./root_cause.ts";
import type { ShrinkBudget } from "./shrink.ts";
import type { Subject } from "./subject.ts";
import type { Mended } from "./target.ts";
import { newTally } from "./tally.ts";

/** A finding with what failed for the same reason. */
export interface CountedFinding {
  /** The first one with its root cause. */
  readonly finding: Finding;
  /** Failing checks with the same root cause, the one that was investigated not counted. */
  duplicates: number;
  /** Claims that failed for it, in the order in which they did. */
  readonly claims: string[];
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

/** All findings so far. */
export class Findings {
  readonly #options: FindingsOptions;
  /** By the key of their root cause, in the order in which they were found. */
  readonly #found = new Map<string, CountedFinding>();
  /** Keys of unshrunk inputs whose shrunk form has another root cause. */
  readonly #aliases = new Map<string, string>();
  /** Checks that failed for several known reasons at once. */
  mixed = 0;

  constructor(options: FindingsOptions) {
    this.#options = options;
  }

  /** In the order in which they were found. */
  get list(): readonly CountedFinding[] {
    return [...this.#found.values()];
  }

  /** Failing checks that gave no finding of their own. */
  get duplicates(): number {
    return this.list.reduce((sum, { duplicates }) => sum + duplicates, this.mixed);
  }

  /** Takes a failing check. */
  add(claim: string, { index, failure, cause }: BatchFailure): void {
    const subject = this.#options.plug.subject(claim);
    if (cause === null) {
      throw new CoreInvariantError(`check ${index} of ${claim}: expected a root cause, found none`);
    }
    if (this.#countAgain(cause.key, subject.claim) || this.#countFormless(cause, subject.claim)) return;
    const known = cause.defects.filter((id) => this.#isKnown(id));
    if (cause.defects.length > 1 && known.length === cause.defects.length) {
      this.mixed++;
      return;
    }
    const { mended, onFailure, onFinding, ...rest } = this.#options;
    onFailure?.(subject.claim, index);
    const active = cause.defects.length > 1 ? this.#stillFailing(subject, index, known) : mended;
    const finding = investigate({ ...rest, subject, index, mended: active, failure });
    if (finding === null) {
      throw new CoreInvariantError(`check ${index} of ${claim}: expected a finding, found none`);
    }
    if (finding.signature !== cause.key && isLasting(cause)) this.#aliases.set(cause.key, finding.signature);
    if (this.#countAgain(finding.signature, subject.claim)) return;
    if (this.#countFormless(finding.cause, subject.claim)) return;
    this.#found.set(finding.signature, { finding, duplicates: 0, claims: [subject.claim] });
    onFinding?.(finding);
  }

  /** Counts a failing check whose root cause is known. */
  #countAgain(key: string, claim: string): boolean {
    const counted = this.#found.get(this.#aliases.get(key) ?? key);
    if (counted === undefined) return false;
    counted.duplicates++;
    if (!counted.claims.includes(claim)) counted.claims.push(claim);
    return true;
  }

  /** Of a known defect with forms, a failure whose form does not show is none of its own. */
  #countFormless({ defects, form }: RootCause, claim: string): boolean {
    if (defects.length !== 1 || form !== "") return false;
    const known = this.list.find(({ finding: { cause } }) =>
      cause.defects.length === 1 && cause.defects[0] === defects[0]
    );
    return known !== undefined && this.#countAgain(known.finding.signature, claim);
  }

  /** Whether some finding is healed by this repair alone. */
  #isKnown(id: string): boolean {
    return this.list.some(({ finding: { cause } }) => cause.defects.length === 1 && cause.defects[0] === id);
  }

  /** The repairs of the hunt with the known ones, if the input fails with them, too. */
  #stillFailing(subject: Subject<unknown>, index: number, known: readonly string[]): Mended {
    const { mended, seed } = this.#options;
    const more: Mended = new Set([...mended, ...known]);
    const fails = checkSafely(subject, subject.generate(seed, index), more, newTally()) !== null;
    return fails ? more : mended;
  }
}

/** What several repairs heal depends on what is known when it is met: the same repairs later may be another story. */
function isLasting(cause: RootCause): boolean {
  return cause.defects.length <= 1;
}
