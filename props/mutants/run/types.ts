/**
 * What a run of mutants takes and gives.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";

/** How the claims see a mutant: which of them attack it, and with which programs. */
export interface AttackOptions {
  /** Only these claims attack; default: every one that is meant to hold, and the recordings. */
  readonly claims?: readonly string[];
  /** Without these claims. */
  readonly withoutClaims?: readonly string[];
  /** Name of the strategy that makes programs, one of `strategies.ts`; default: the generator as it is. */
  readonly strategy?: string;
}

/** How a seed ended. `died`: the process went away, before the attack or in it. */
export type Ending = "disagree" | "crash" | "hang" | "died" | "survived";

/** What one seed showed of one mutant. */
export interface SeedResult {
  readonly seed: number;
  readonly ending: Ending;
  /** The claim that was being checked; null when none was, or it survived. */
  readonly claim: string | null;
  /** Where the sides part, for people. */
  readonly where: string;
  /** Checks of all claims up to the one that showed it, or all that were done. For a hang: those of the slices before. */
  readonly checks: number;
  /**
   * Time from the first check to the detection, or to the end; start-up of the process apart. On a busy machine the time that
   * the processor gave to it.
   */
  readonly seconds: number;
  /** The shrunk finding: code units, or choices for claims that are not about programs; null when it was not shrunk. */
  readonly shrunk: { readonly size: number; readonly seconds: number; readonly token: string } | null;
}

/** What a mutant came to. */
export interface MutantResult {
  readonly mutant: Mutant;
  /** In the order of the seeds; fewer when the first survived and no more were asked for. */
  readonly seeds: readonly SeedResult[];
  /** Seconds from starting the process to its first check; null when it died before. */
  readonly startSeconds: number | null;
  /** Seconds that the mutant took in all. */
  readonly totalSeconds: number;
}

/** How far a run is. */
export interface RunProgress {
  readonly done: number;
  readonly total: number;
  /** Mutants under way. */
  readonly running: readonly string[];
  readonly seconds: number;
  /** Estimate; null before the first mutant is done. */
  readonly remainingSeconds: number | null;
}

/** How mutants are run. */
export interface RunOptions {
  /** Folder of the project whose sources are mutated; default: this one. */
  readonly root?: URL;
  readonly seeds: readonly number[];
  /** Milliseconds that one seed may take. */
  readonly budgetMs: number;
  /**
   * Whether the other seeds are tried when the first one survived. Harmless mutants get one seed and ten seconds at most
   * unless this is set.
   */
  readonly everySeed: boolean;
  /** Subprocesses at a time. */
  readonly jobs: number;
  /** Which detections are shrunk. */
  readonly shrink: "none" | "first" | "all";
  readonly attack?: AttackOptions;
  /**
   * Whether attacks with the generator as it is take what the reference answered to the unchanged sources from a file. Default true;
   * false where attacks are compared by their time: others ask the reference itself.
   */
  readonly keptAnswers?: boolean;
  /** Silence after which an attack hangs; default 5 seconds: checks take milliseconds, and it speaks four times a second. */
  readonly silenceMs?: number;
  /** File of results so far, JSON lines: what is in it is not run again. Null: none. */
  readonly state?: string | null;
  /** Further runs use the same file: results stay in it when this one is complete. Default false. */
  readonly keepState?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RunProgress) => void;
  /** Called with each result as it comes, those of the state file included. */
  readonly onResult?: (result: MutantResult) => void;
}

/** Whether every seed that was tried detected it. */
export function isDetected(result: MutantResult): boolean {
  return result.seeds.length > 0 && result.seeds.every(({ ending }) => ending !== "survived");
}
