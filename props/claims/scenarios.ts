/**
 * The engines agree where trace optimizers went wrong before.
 *
 * @module
 */

import { assemble } from "../../src/isa/assembler.ts";
import { DEFAULT_LIMITS, type Limits } from "../../src/isa/engine.ts";
import type { Choices } from "../core/choices.ts";
import type { Vm } from "../cpython/vm.ts";
import { AGREE, type ModelClaim, type ProgramClaim, type Verdict } from "./claim.ts";
import { equivalence } from "./equivalence.ts";
import { invalidation } from "./invalidation.ts";
import { runningExecutors } from "./running_executors.ts";
import { drawScenario } from "./scenarios/draw.ts";

/** What must hold of every scenario, and of those that invalidate or monitor code. */
const ALWAYS: readonly ProgramClaim[] = [equivalence];
const EVENTFUL: readonly ProgramClaim[] = [equivalence, runningExecutors, invalidation];

/** Programs of a few kinds, each around one weak spot, that random programs reach rarely or never. */
export const scenarios: ModelClaim = {
  kind: "choices",
  name: "scenarios",
  what:
    "all engines agree on programs written around known weak spots: shared and exhausted iterators, operands below a " +
    "failing operation, errors of iterators, unbound names, long jumps, variables that other code rewrites, edge numbers, " +
    "classes whose metaclass or __init__ decides",
  check(choices: Choices, vm: Vm): Verdict {
    const { name, text, warm, eventful } = drawScenario(choices);
    const program = assemble(text);
    const limits: Limits = { ...DEFAULT_LIMITS, fuel: 5000, maxSize: 20_000, backedgeThreshold: 16 * warm };
    for (const claim of eventful && vm.hasTiers ? EVENTFUL : ALWAYS) {
      const verdict = claim.check({ program, limits }, vm);
      if (verdict.kind === "poisoned") return verdict;
      if (verdict.kind === "disagree") {
        return { ...verdict, place: { ...verdict.place, what: `${name}: ${verdict.place.what}` } };
      }
    }
    return AGREE;
  },
};
