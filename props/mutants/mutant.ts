/**
 * What a mutant is: a fault planted in a copy of the sources, as data. The shipped code carries no switches.
 *
 * @module
 */

import type { RepairId } from "../../src/isa/repairs.ts";

/** One replacement in one file. */
export interface Edit {
  /** From the top of the project: `src/optimizer/translate.ts`. */
  readonly file: string;
  /** Occurs exactly once in that file; short and stable, so that unrelated changes leave it alone. */
  readonly find: string;
  readonly replace: string;
}

/** Parts of the system that a fault can sit in. */
export const COMPONENTS = [
  "translate",
  "analyze",
  "make-executor",
  "executor-array",
  "optimizer-api",
  "bloom",
  "executor-list",
  "invalidation",
  "tier1-exec",
  "tier2-exec",
] as const;

/**
 * Where a mutant comes from. `listed`: the fault list of the field. `own`: a slip that the list lacks. `harmless`: a rewrite
 * that keeps behaviour and must not be flagged. `generated`: made by operators over the syntax tree. `given`: from a folder
 * named by the user.
 */
export type MutantOrigin = "listed" | "own" | "harmless" | "generated" | "given";

/** How rare the programs are that show a fault. */
export type Difficulty = "easy" | "medium" | "hard";

/** A fault, or for `harmless` a rewrite without one. */
export interface Mutant {
  /** Unique over all lists; lower case, words joined by hyphens. */
  readonly id: string;
  /** One of {@linkcode COMPONENTS} for those of the project; any word for others. */
  readonly component: string;
  /** One line: what is wrong. */
  readonly title: string;
  readonly origin: MutantOrigin;
  readonly difficulty: Difficulty;
  /** Whether it is modelled on a fault that an interpreter really had. */
  readonly real: boolean;
  /** Where that fault is described; null when there is none. */
  readonly source: string | null;
  /** Claims that may catch it, by their names in the registry; a hint for readers, the runner tries all. */
  readonly claims: readonly string[];
  /** Applied in order; none when `without` says it all. */
  readonly edits: readonly Edit[];
  /** The mutant is the pin itself: the target is the repaired one less this repair. */
  readonly without: RepairId | null;
}

/** A fault of the list that is not planted. */
export interface NotPlanted {
  readonly id: string;
  readonly component: string;
  readonly title: string;
  /** What would have to exist first. */
  readonly reason: string;
}
