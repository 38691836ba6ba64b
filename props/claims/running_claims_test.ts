import { assert, assertEquals, assertMatch } from "@std/assert";
import { DEFAULT_LIMITS, type Limits, type Repairs } from "../../src/isa/engine.ts";
import { ALL_REPAIRS, NO_REPAIRS } from "../../src/isa/repairs.ts";
import type { Optimizer } from "../../src/optimizer/optimizer.ts";
import { uopOptimizer } from "../../src/optimizer/uop_optimizer.ts";
import { Vm } from "../cpython/vm.ts";
import { PrngChoices } from "../core/choices.ts";
import { generateDraft } from "../generate/generate.ts";
import { lower } from "../generate/lower/lower.ts";
import { backedgeCounters } from "./backedge_counters.ts";
import type { ProgramClaim, Verdict } from "./claim.ts";
import { fuel } from "./fuel.ts";
import { runningExecutors } from "./running_executors.ts";

const LIMITS: Limits = { ...DEFAULT_LIMITS, fuel: 20_000, maxSize: 20_000, backedgeThreshold: 48 };
const choices = new PrngChoices(0);

/** The first verdict that finds something, or null. */
function refuted(claim: ProgramClaim, target: Repairs | Vm, checks: number): Verdict | null {
  const vm = target instanceof Vm ? target : new Vm(target);
  for (let index = 0; index < checks; index++) {
    choices.reseed(7, index);
    const verdict = claim.check({ program: lower(generateDraft(choices, 3)), limits: LIMITS }, vm);
    if (verdict.kind === "disagree") return verdict;
  }
  return null;
}

Deno.test("the optimizer is asked in the rounds that plain arithmetic gives", () => {
  const vms = [new Vm(ALL_REPAIRS), new Vm(NO_REPAIRS)] as const;
  for (let index = 0; index < 600; index++) {
    choices.reseed(1, index);
    assertEquals(backedgeCounters.check(choices, index % 2 === 0 ? vms[0] : vms[1]), { kind: "agree" });
  }
});

Deno.test("a running executor is owned, begins at its loop top and heeds invalidation", () => {
  assertEquals(refuted(runningExecutors, ALL_REPAIRS, 300), null);
});

Deno.test("an executor that runs depends on the code that it runs in", () => {
  const pin = uopOptimizer({ backedgeThreshold: LIMITS.backedgeThreshold });
  const careless: Optimizer = {
    name: "careless",
    backedgeThreshold: pin.backedgeThreshold,
    resumeThreshold: pin.resumeThreshold,
    optimize(request) {
      const result = pin.optimize(request);
      if (result.kind === "executor") result.executor.bloom.clear();
      return result;
    },
  };
  const verdict = refuted(runningExecutors, new Vm(ALL_REPAIRS, { optimizer: careless }), 40);
  assertMatch(verdict?.kind === "disagree" ? verdict.place.what : "", /^dependencies of an executor that runs /);
});

Deno.test("tier 2 spends the fuel that the reference needs, unless it goes another way", () => {
  assertEquals(refuted(fuel, ALL_REPAIRS, 300), null);
  assert(refuted(fuel, NO_REPAIRS, 2000) !== null, "expected a miscompilation to show in the fuel");
});
