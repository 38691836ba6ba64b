/**
 * Tier 2 raises RecursionError where tier 1 does.
 *
 * @module
 */

import type { Engine, Limits, Outcome, Repairs } from "../../src/isa/engine.ts";
import type { Program } from "../../src/isa/program.ts";
import { NO_REPAIRS } from "../../src/isa/repairs.ts";
import { compareOutcomes, differenceText } from "../../src/oracle/compare.ts";
import { counterOptimizer } from "../../src/optimizer/counter_optimizer.ts";
import { type UopOptimizer, uopOptimizer } from "../../src/optimizer/uop_optimizer.ts";
import { Machine } from "../../src/vm/machine.ts";
import { runProgram } from "../../src/vm/program_run.ts";
import { AGREE, type ClaimEngines, type ProgramClaim, type Verdict } from "./claim.ts";

/** Frames that are allowed in the second half of a run; two are those of whoever runs the program. */
const FEW = [3, 4];

/** A machine for each tier. */
interface Rig {
  readonly tier1: Machine;
  readonly tier2: Machine;
  uops: UopOptimizer;
}

const rigs = new Map<Repairs, Rig>();

function rigFor(repairs: Repairs, backedgeThreshold: number): Rig {
  let rig = rigs.get(repairs);
  if (rig === undefined) {
    rig = { tier1: new Machine(repairs), tier2: new Machine(repairs), uops: uopOptimizer({ backedgeThreshold }) };
    rigs.set(repairs, rig);
  }
  if (rig.uops.backedgeThreshold !== backedgeThreshold) rig.uops = uopOptimizer({ backedgeThreshold });
  const { uops } = rig;
  rig.tier2.optimizers = { 1: () => uops, 2: () => counterOptimizer() };
  return rig;
}

/** Runs with the limit at `few` frames once no more than `turn` fuel is left, which every tier spends alike. */
function run(machine: Machine, program: Program, limits: Limits, turn: number, few: number): Outcome {
  machine.reset({
    ...limits,
    get recursionLimit(): number {
      return machine.fuel <= turn ? few : limits.recursionLimit;
    },
  });
  machine.installOptimizer(1);
  return runProgram(machine, program).outcome;
}

/** Loops get hot while there is room for frames; then there is none, as when they run again far down a recursion. */
export const recursionLimit: ProgramClaim = {
  kind: "program",
  name: "recursion-limit",
  what: "when room for frames runs out in the middle of a run, tier 2 raises where tier 1 does: a call inlined in a " +
    "trace takes a frame, too",
  check(program: Program, { engines, limits, repairs = NO_REPAIRS, observe }: ClaimEngines): Verdict {
    const rig = rigFor(repairs, limits.backedgeThreshold);
    let verdict: Verdict | null = null;
    try {
      run(rig.tier1, program, limits, -1, 0);
      const turn = limits.fuel - ((limits.fuel - rig.tier1.fuel) >> 1);
      for (const few of FEW) {
        const expected = run(rig.tier1, program, limits, turn, few);
        const found = run(rig.tier2, program, limits, turn, few);
        observe?.(engines.at(-1) as Engine, found);
        const compared = compareOutcomes(expected, found);
        if (compared.kind === "agree") continue;
        const { kind } = compared;
        if (kind === "poisoned") return verdict = compared;
        const where = `tier2: with ${few} frames, ${differenceText(compared.where)}`;
        return verdict = { kind, where, left: compared.left, right: compared.right };
      }
      return verdict = AGREE;
    } finally {
      // What a failed check left behind must not fail the next one.
      if (verdict !== AGREE) rigs.clear();
    }
  },
};
