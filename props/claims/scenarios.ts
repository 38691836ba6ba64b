/**
 * The engines agree where trace optimizers went wrong before.
 *
 * @module
 */

import { reference } from "../../reference/engine.ts";
import { assemble } from "../../src/isa/assembler.ts";
import { DEFAULT_LIMITS, type Engine, type Limits, type Repairs } from "../../src/isa/engine.ts";
import { ALL_REPAIRS } from "../../src/isa/repairs.ts";
import { tier1, tier2 } from "../../src/vm/engine.ts";
import type { Choices } from "../core/choices.ts";
import { AGREE, type ClaimEngines, type ModelClaim, type ProgramClaim, type Verdict } from "./claim.ts";
import { equivalence } from "./equivalence.ts";
import { invalidation } from "./invalidation.ts";
import { runningExecutors } from "./running_executors.ts";
import { drawScenario } from "./scenarios/draw.ts";

const engines = new Map<string, readonly Engine[]>();

function enginesFor(repairs: Repairs): readonly Engine[] {
  const key = [...repairs].sort().join();
  let list = engines.get(key);
  if (list === undefined) engines.set(key, list = [reference, tier1({ repairs }), tier2({ repairs })]);
  return list;
}

/** What must hold of every scenario, and of those that invalidate or monitor code. */
const ALWAYS: readonly ProgramClaim[] = [equivalence];
const EVENTFUL: readonly ProgramClaim[] = [equivalence, runningExecutors, invalidation];

/** A place with the scenario in it, behind the name of the engine if there is one. */
function labelled(scenario: string, where: string): string {
  const engine = /^[\w-]+: /.exec(where)?.[0] ?? "";
  return `${engine}${scenario}: ${where.slice(engine.length)}`;
}

/** Programs of a few kinds, each around one weak spot, that random programs reach rarely or never. */
export const scenarios: ModelClaim = {
  kind: "model",
  name: "scenarios",
  what:
    "all engines agree on programs written around known weak spots: shared and exhausted iterators, operands below a " +
    "failing operation, errors of iterators, unbound names, long jumps, variables that other code rewrites, edge numbers",
  check(choices: Choices, repairs: Repairs = ALL_REPAIRS): Verdict {
    const { name, text, warm, eventful } = drawScenario(choices);
    const program = assemble(text);
    const limits: Limits = { ...DEFAULT_LIMITS, fuel: 5000, maxSize: 20_000, backedgeThreshold: 16 * warm };
    const context: ClaimEngines = { engines: enginesFor(repairs), limits, repairs };
    for (const claim of eventful ? EVENTFUL : ALWAYS) {
      const verdict = claim.check(program, context);
      if (verdict.kind === "poisoned") return verdict;
      if (verdict.kind === "disagree") return { ...verdict, where: labelled(name, verdict.where) };
    }
    return AGREE;
  },
};
