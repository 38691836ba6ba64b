/**
 * Every engine can be stopped at the same points.
 *
 * @module
 */

import type { Program } from "../../src/isa/program.ts";
import { runProgram } from "../../src/vm/program_run.ts";
import { type Engine, givenUp, type Limits } from "../../src/isa/engine.ts";
import { type ProgramCase, TieredMachine, type Vm } from "../cpython/vm.ts";
import { AGREE, disagree, needsTiers, onRig, type ProgramClaim, type Verdict } from "./claim.ts";

function tiersOf(vm: Vm): TieredMachine {
  return new TieredMachine(vm);
}

/** How a run ends with so much fuel. */
function endOf(engine: Engine, program: Program, limits: Limits, fuel: number): string {
  const { status, reason } = engine.run(program, { ...limits, fuel });
  return status === "finished" ? "finishes" : `out of ${reason}`;
}

/**
 * Fuel stands for whatever interrupts a program at backward jumps and calls: what tier 2 spends on a program is just what
 * the first engine needs for it.
 */
export const fuel: ProgramClaim = {
  kind: "program",
  name: "fuel",
  what: "tier 2 spends one unit of fuel at every backward jump and call, closed traces included: exactly what the " +
    "reference needs to finish",
  unfit: needsTiers,
  check: ({ program, limits }: ProgramCase, vm: Vm): Verdict =>
    onRig(vm, tiersOf, (tiers) => {
      const { machine } = tiers;
      const [first] = vm.engines as readonly [Engine];
      tiers.prepare(limits);
      const { unfueled } = machine;
      const { outcome } = runProgram(machine, program);
      vm.observe(outcome);
      const reason = givenUp(outcome);
      if (reason !== null) return { kind: "poisoned", reason };
      const used = limits.fuel - machine.fuel;
      // Jumps without interrupt and handlers have a budget of their own that goes with the fuel.
      if ((unfueled - machine.unfueled) * limits.fuel > unfueled * (used - 1)) return AGREE;
      const what = `${first.name} with the fuel that tier 2 used`;
      const enough = endOf(first, program, limits, used);
      if (enough !== "finishes") return disagree(what, enough, "finishes");
      const less = endOf(first, program, limits, used - 1);
      return less === "out of fuel" ? AGREE : disagree(`${what}, less one`, less, "out of fuel");
    }),
};
