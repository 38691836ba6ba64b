/**
 * What a claim is: a named statement that must hold for every program, or for every sequence of choices.
 *
 * @module
 */

import type { Engine, Limits, Outcome, Repairs } from "../../src/isa/engine.ts";
import type { Program } from "../../src/isa/program.ts";
import type { Choices } from "../core/choices.ts";

/** What one check of a claim gives. */
export type Verdict =
  | { readonly kind: "agree" }
  | {
    readonly kind: "disagree";
    /** Where the two sides part, one line for people; equal defects should give equal lines. */
    readonly where: string;
    /** What was expected, or what the first engine did. */
    readonly left: string;
    /** What was found, or what the other engine did. */
    readonly right: string;
  }
  /** The check was given up without blame. */
  | { readonly kind: "poisoned"; readonly reason: string };

/** The verdict of a check that found nothing. */
export const AGREE: Verdict = { kind: "agree" };

/** Called with every outcome that a check of a program claim produced; for statistics. */
export type OutcomeObserver = (engine: Engine, outcome: Outcome) => void;

/** What a program claim runs programs on; the first engine says what is right. */
export interface ClaimEngines {
  readonly engines: readonly Engine[];
  readonly limits: Limits;
  /** Repairs of the target, for claims that run a machine of their own; default none. */
  readonly repairs?: Repairs;
  readonly observe?: OutcomeObserver;
}

/** Common to all claims. */
interface ClaimHead {
  /** Lower case, words joined by hyphens; unique in the registry. */
  readonly name: string;
  /** One sentence: what must hold. */
  readonly what: string;
  /** True for a claim that must fail: a hunt for it that finds nothing shows that the hunt is blind. Never run by default. */
  readonly mustFail?: true;
}

/** A statement about every program. */
export interface ProgramClaim extends ClaimHead {
  readonly kind: "program";
  check(program: Program, engines: ClaimEngines): Verdict;
}

/** A statement about every sequence of choices. Equal choices give equal verdicts. */
export interface ModelClaim extends ClaimHead {
  readonly kind: "model";
  /** Without `repairs`, of a target with every repair. */
  check(choices: Choices, repairs?: Repairs): Verdict;
}

/** A claim: one file each, listed in `registry.ts`. */
export type Claim = ProgramClaim | ModelClaim;
