/**
 * The counter optimizer changes nothing but its count.
 *
 * @module
 */

import type { Engine, Repairs } from "../../src/isa/engine.ts";
import type { Program } from "../../src/isa/program.ts";
import { NO_REPAIRS } from "../../src/isa/repairs.ts";
import { compareOutcomes, differenceText } from "../../src/oracle/compare.ts";
import { counterOptimizer } from "../../src/optimizer/counter_optimizer.ts";
import { tier2 } from "../../src/vm/engine.ts";
import { AGREE, type ClaimEngines, type ProgramClaim, type Verdict } from "./claim.ts";

const engineOf = new WeakMap<Repairs, Engine>();

function countingEngine(repairs: Repairs): Engine {
  let engine = engineOf.get(repairs);
  if (engine === undefined) engineOf.set(repairs, engine = tier2({ repairs, optimizer: counterOptimizer() }));
  return engine;
}

/** Every loop gets an executor at its first jump back, and goes on at its top each time it is entered. */
export const counting: ProgramClaim = {
  kind: "program",
  name: "counting",
  what:
    "a program that runs under the counter optimizer, whose executors count and go on at the loop top, gives what " +
    "it gives under none",
  check(program: Program, { engines, limits, repairs = NO_REPAIRS, observe }: ClaimEngines): Verdict {
    const left = engines.find(({ name }) => name === "tier1") ?? engines[0] as Engine;
    const right = countingEngine(repairs);
    const found = right.run(program, limits);
    observe?.(right, found);
    const verdict = compareOutcomes(left.run(program, limits), found);
    if (verdict.kind !== "disagree") return verdict.kind === "agree" ? AGREE : verdict;
    return { kind: "disagree", where: differenceText(verdict.where), left: verdict.left, right: verdict.right };
  },
};
