/**
 * Every engine can be stopped at the same points.
 *
 * @module
 */

import { givenUp, type Limits, type Repairs } from "../../src/isa/engine.ts";
import type { Program } from "../../src/isa/program.ts";
import { NO_REPAIRS } from "../../src/isa/repairs.ts";
import { counterOptimizer } from "../../src/optimizer/counter_optimizer.ts";
import { type UopOptimizer, uopOptimizer } from "../../src/optimizer/uop_optimizer.ts";
import { Machine } from "../../src/vm/machine.ts";
import { runProgram } from "../../src/vm/program_run.ts";
import { AGREE, type ClaimEngines, type ProgramClaim, type Verdict } from "./claim.ts";

/** A machine with tiers. */
interface Rig {
  readonly machine: Machine;
  uops: UopOptimizer;
}

const rigs = new Map<string, Rig>();

function rigFor(repairs: Repairs, backedgeThreshold: number): Rig {
  const key = [...repairs].sort().join();
  let rig = rigs.get(key);
  if (rig === undefined) {
    rigs.set(key, rig = { machine: new Machine(repairs), uops: uopOptimizer({ backedgeThreshold }) });
  }
  if (rig.uops.backedgeThreshold !== backedgeThreshold) rig.uops = uopOptimizer({ backedgeThreshold });
  return rig;
}

/** How a run ends with so much fuel. */
function endOf(engine: ClaimEngines["engines"][number], program: Program, limits: Limits, fuel: number): string {
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
  check(program: Program, { engines, limits, repairs = NO_REPAIRS, observe }: ClaimEngines): Verdict {
    const [first] = engines;
    const last = engines.at(-1);
    if (first === undefined || last === undefined) return AGREE;
    const { machine, uops } = rigFor(repairs, limits.backedgeThreshold);
    machine.optimizers = { 1: () => uops, 2: () => counterOptimizer() };
    machine.reset(limits);
    machine.installOptimizer(1);
    const unfueled = machine.unfueled;
    let sound = false;
    try {
      const { outcome } = runProgram(machine, program);
      sound = true;
      observe?.(last, outcome);
      const reason = givenUp(outcome);
      if (reason !== null) return { kind: "poisoned", reason };
    } finally {
      if (!sound) rigs.clear();
    }
    const used = limits.fuel - machine.fuel;
    // Jumps without interrupt and handlers have a budget of their own that goes with the fuel.
    if ((unfueled - machine.unfueled) * limits.fuel > unfueled * (used - 1)) return AGREE;
    const where = `${first.name} with the fuel that tier 2 used`;
    const enough = endOf(first, program, limits, used);
    if (enough !== "finishes") return { kind: "disagree", where, left: enough, right: "finishes" };
    const less = endOf(first, program, limits, used - 1);
    if (less === "out of fuel") return AGREE;
    return { kind: "disagree", where: `${where}, less one`, left: less, right: "out of fuel" };
  },
};
