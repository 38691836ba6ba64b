/**
 * The engines agree where trace optimizers went wrong before.
 *
 * @module
 */

import { assemble } from "../../src/isa/assembler.ts";
import { DEFAULT_LIMITS, type Limits } from "../../src/isa/engine.ts";
import type { Choices } from "../core/choices.ts";
import type { ProgramCase, Vm } from "../cpython/vm.ts";
import type { ModelClaim, ProgramClaim, Verdict } from "./claim.ts";
import { drawnEquivalence } from "./equivalence.ts";
import { invalidation } from "./invalidation.ts";
import { runningExecutors } from "./running_executors.ts";
import { drawScenario, type Scenario } from "./scenarios/draw.ts";

/** What must hold besides of scenarios that invalidate or monitor code. */
const EVENTFUL: readonly ProgramClaim[] = [runningExecutors, invalidation];

/** Programs of a few kinds, each around one weak spot, that random programs reach rarely or never. */
export const scenarios: ModelClaim = {
  kind: "choices",
  name: "scenarios",
  what:
    "all engines agree on programs written around known weak spots: shared and exhausted iterators, operands below a " +
    "failing operation, errors of iterators, unbound names, long jumps, variables that other code rewrites, edge numbers, " +
    "classes whose metaclass or __init__ decides",
  show: (choices) => drawScenario(choices).text,
  program: (choices) => caseOf(drawScenario(choices)),
  check(choices: Choices, vm: Vm): Verdict {
    const scenario = drawScenario(choices);
    const { name, eventful } = scenario;
    const programCase = caseOf(scenario);
    let verdict = drawnEquivalence(programCase, vm, choices);
    if (eventful && vm.hasTiers) {
      for (const claim of EVENTFUL) if (verdict.kind === "agree") verdict = claim.check(programCase, vm);
    }
    if (verdict.kind !== "disagree") return verdict;
    return { ...verdict, place: { ...verdict.place, what: `${name}: ${verdict.place.what}` } };
  },
};

function caseOf({ text, warm }: Scenario): ProgramCase {
  const limits: Limits = { ...DEFAULT_LIMITS, fuel: 5000, maxSize: 20_000, backedgeThreshold: 16 * warm };
  return { program: assemble(text), limits };
}
