/**
 * What a mutated program owes: it is refused as bad input, or it runs on every engine without a crash, and the engines agree
 * or give it up.
 *
 * @module
 */

import { DEFAULT_LIMITS, type Engine, type Limits, type Outcome, type RunStatus } from "../../src/isa/engine.ts";
import { TierproofError } from "../../src/isa/errors.ts";
import type { Program } from "../../src/isa/program.ts";
import { ALL_REPAIRS } from "../../src/isa/repairs.ts";
import { validateProgram } from "../../src/isa/validate.ts";
import { reference } from "../../reference/engine.ts";
import { compareOutcomes, differenceText } from "../../src/oracle/compare.ts";
import { tier1, tier2 } from "../../src/vm/engine.ts";
import type { MutatedProgram } from "./programs.ts";

/** What became of a mutated program. */
export type Fate =
  | { readonly kind: "refused"; readonly why: string }
  | { readonly kind: "ran"; readonly end: RunStatus }
  /** The engines part on the program that was mutated. */
  | { readonly kind: "set aside"; readonly why: string }
  | { readonly kind: "failed"; readonly what: "crash" | "slow" | "disagreement"; readonly text: string };

/** Loops get hot after a few rounds; nothing runs for long, or deep. */
const LIMITS: Limits = { ...DEFAULT_LIMITS, fuel: 1_000, maxSize: 20_000, recursionLimit: 64, backedgeThreshold: 48 };

/** An engine that takes longer for one program within these limits does something that limits do not count. */
const SLOW_MS = 5_000;

/** The engines that must agree, the one in the right first, and those of the pin, which only must not crash. */
const AGREEING: readonly Engine[] = [reference, tier1({ repairs: ALL_REPAIRS }), tier2({ repairs: ALL_REPAIRS })];
const PINNED: readonly (readonly [string, Engine])[] = [["tier1 as pinned", tier1()], ["tier2 as pinned", tier2()]];

function run(name: string, engine: Engine, program: Program, clock: () => number): Outcome | Fate {
  const start = clock();
  let outcome: Outcome;
  try {
    outcome = engine.run(program, LIMITS);
  } catch (error) {
    const text = error instanceof Error ? error.stack ?? error.message : String(error);
    return { kind: "failed", what: "crash", text: `${name}: ${text}` };
  }
  const took = clock() - start;
  if (took <= SLOW_MS) return outcome;
  return { kind: "failed", what: "slow", text: `${name}: ${(took / 1000).toFixed(1)} s` };
}

/**
 * Validates a mutated program and runs what is accepted; `clock` gives milliseconds. Engines that part on the original as well
 * do so for a reason of their own: those programs are no business of this check.
 */
export function checkMutated({ original, mutated }: MutatedProgram, clock: () => number): Fate {
  const fate = checkProgram(mutated, clock);
  if (fate.kind !== "failed" || fate.what !== "disagreement") return fate;
  const before = checkProgram(original, clock);
  return before.kind === "failed" && before.what === "disagreement" ? { kind: "set aside", why: before.text } : fate;
}

function checkProgram(program: Program, clock: () => number): Fate {
  try {
    validateProgram(program);
  } catch (error) {
    if (error instanceof TierproofError) return { kind: "refused", why: error.message };
    const text = error instanceof Error ? error.stack ?? error.message : String(error);
    return { kind: "failed", what: "crash", text: `validateProgram: ${text}` };
  }
  let expected: Outcome | null = null;
  for (const engine of AGREEING) {
    const outcome = run(engine.name, engine, program, clock);
    if ("kind" in outcome) return outcome;
    if (expected === null) {
      expected = outcome;
      continue;
    }
    const verdict = compareOutcomes(expected, outcome);
    if (verdict.kind !== "disagree") continue;
    const text = `${engine.name}: ${differenceText(verdict.where)}: ${verdict.left} against ${verdict.right}`;
    return { kind: "failed", what: "disagreement", text };
  }
  for (const [name, engine] of PINNED) {
    const outcome = run(name, engine, program, clock);
    if ("kind" in outcome) return outcome;
  }
  return { kind: "ran", end: (expected as Outcome).status };
}
