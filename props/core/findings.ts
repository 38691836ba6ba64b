/**
 * Findings of a hunt that goes on: one for each root cause, and how many checks failed for the same reason.
 *
 * Failures come in the order of the plan, each with the root cause of its input as it is. One with a known root cause is
 * counted and dropped, unshrunk. One that only several repairs heal together is first looked at with those mended that are
 * known already: what is left is a finding of its own, or a duplicate.
 *
 * @module
 */

import type { Repairs } from "../../src/isa/engine.ts";
import { InvariantError } from "../../src/isa/errors.ts";
import type { RepairId } from "../../src/isa/repairs.ts";
import type { BatchFailure } from "./batch.ts";
import { checkSafely, type Finding, investigate } from "./finding.ts";
import type { RootCause } from "./root_cause.ts";
import type { ShrinkBudget } from "./shrink.ts";
import { newTally, type Subject } from "./subject.ts";

/** A finding with what failed for the same reason. */
export interface CountedFinding {
  readonly finding: Finding;
  /** Failing checks with the same root cause, the one that was investigated not counted. */
  duplicates: number;
  /** Claims that failed for it, in the order in which they did. */
  readonly claims: string[];
}

/** What findings are made with. */
export interface FindingsOptions {
  readonly generator: number;
  readonly seed: number;
  readonly repairs: Repairs;
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
  add(subject: Subject<unknown>, { index, failure, cause }: BatchFailure): void {
    if (cause === null) {
      throw new InvariantError(`check ${index} of ${subject.claim}: expected a root cause, found none`);
    }
    if (this.#countAgain(cause.key, subject.claim) || this.#countFormless(cause, subject.claim)) return;
    const known = cause.repairs.filter((id) => this.#isKnown(id));
    if (cause.repairs.length > 1 && known.length === cause.repairs.length) {
      this.mixed++;
      return;
    }
    const { repairs, onFailure, onFinding, ...rest } = this.#options;
    onFailure?.(subject.claim, index);
    const mended = cause.repairs.length > 1 ? this.#stillFailing(subject, index, known) : repairs;
    const finding = investigate({ ...rest, subject, index, repairs: mended, failure });
    if (finding === null) {
      throw new InvariantError(`check ${index} of ${subject.claim}: expected a finding, found none`);
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
  #countFormless({ repairs, form }: RootCause, claim: string): boolean {
    if (repairs.length !== 1 || form !== "") return false;
    const known = this.list.find(({ finding: { cause } }) =>
      cause.repairs.length === 1 && cause.repairs[0] === repairs[0]
    );
    return known !== undefined && this.#countAgain(known.finding.signature, claim);
  }

  /** Whether some finding is healed by this repair alone. */
  #isKnown(id: RepairId): boolean {
    return this.list.some(({ finding: { cause } }) => cause.repairs.length === 1 && cause.repairs[0] === id);
  }

  /** The repairs of the hunt with the known ones, if the input fails with them, too. */
  #stillFailing(subject: Subject<unknown>, index: number, known: readonly RepairId[]): Repairs {
    const { repairs, seed } = this.#options;
    const mended: Repairs = new Set([...repairs, ...known]);
    const fails = checkSafely(subject, subject.generate(seed, index), mended, newTally()) !== null;
    return fails ? mended : repairs;
  }
}

/** What several repairs heal depends on what is known when it is met: the same repairs later may be another story. */
function isLasting(cause: RootCause): boolean {
  return cause.repairs.length <= 1;
}
