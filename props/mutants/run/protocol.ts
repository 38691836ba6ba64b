/**
 * What the runner and the attack say to each other: one job as an argument, then JSON lines on standard output.
 *
 * @module
 */

import type { RepairId } from "../../../src/isa/repairs.ts";
import type { AnswerFiles } from "./kept_answers.ts";
import type { AttackOptions, Ending } from "./types.ts";

/** What an attack does. */
export interface AttackJob {
  readonly seeds: readonly number[];
  /** Milliseconds that a seed may take. */
  readonly budgetMs: number;
  /** Checks at most. */
  readonly maxChecks: number | null;
  /** A repair that the target lacks. */
  readonly without: RepairId | null;
  /** Whether the other seeds are tried when the first survived. */
  readonly everySeed: boolean;
  /** Which detections are shrunk; the first one is that of the first seed. */
  readonly shrink: "none" | "first" | "all";
  readonly options: AttackOptions;
  /** What the reference made of the programs of a seed; the seed is yet to be put behind its path. Null where it is always asked. */
  readonly answers: AnswerFiles | null;
}

/** Said a few times a second and at the beginning of every slice: where the attack is. */
export interface AliveMessage {
  readonly kind: "alive";
  readonly seed: number;
  readonly claim: string;
  /** Checks of all claims before this slice. */
  readonly checks: number;
}

/** The end of a seed. */
export interface SeedMessage {
  readonly kind: "seed";
  readonly seed: number;
  readonly ending: Extract<Ending, "disagree" | "crash" | "survived">;
  readonly claim: string | null;
  readonly where: string;
  readonly checks: number;
  readonly seconds: number;
  /** Whether a `shrunk` message follows. */
  readonly shrinks: boolean;
}

/** The shrunk detection of a seed; `size` null when it did not repeat. */
export interface ShrunkMessage {
  readonly kind: "shrunk";
  readonly seed: number;
  readonly size: number | null;
  readonly seconds: number;
  readonly token: string;
}

/** Lines that an attack prints. */
export type AttackMessage =
  /** Everything is loaded, the first check begins. */
  | { readonly kind: "ready" }
  | AliveMessage
  | SeedMessage
  | ShrunkMessage
  | { readonly kind: "done" };
