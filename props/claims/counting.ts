/**
 * The counter optimizer changes nothing but its count.
 *
 * @module
 */

import type { Engine } from "../../src/isa/engine.ts";
import { counterOptimizer } from "../../src/optimizer/counter_optimizer.ts";
import type { ProgramCase, Vm } from "../cpython/vm.ts";
import { compare, needsPin, type ProgramClaim, type Verdict } from "./claim.ts";

function countingEngine(vm: Vm): Engine {
  return vm.tier2({ optimizer: counterOptimizer() });
}

/** Every loop gets an executor at its first jump back, and goes on at its top each time it is entered. */
export const counting: ProgramClaim = {
  kind: "program",
  name: "counting",
  what:
    "a program that runs under the counter optimizer, whose executors count and go on at the loop top, gives what " +
    "it gives under none",
  unfit: needsPin,
  check({ program, limits }: ProgramCase, vm: Vm): Verdict {
    const left = vm.engines.find(({ name }) => name === "tier1") as Engine;
    const found = vm.rig(countingEngine).run(program, limits);
    vm.observe(found);
    return compare(left.run(program, limits), found, null);
  },
};
