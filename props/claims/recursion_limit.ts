/**
 * Every engine raises RecursionError at the same call.
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

/** Frames that whole runs are allowed, outer ones included: ordinary programs need few, so the limit has to come down. */
const TIGHT = [3, 5];
/** Frames that are allowed in the second half of a run. */
const FEW = 3;

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

function disagree(compared: ReturnType<typeof compareOutcomes>, name: string, how: string): Verdict | null {
  if (compared.kind === "agree") return null;
  if (compared.kind === "poisoned") return compared;
  const where = `${name}: ${how}, ${differenceText(compared.where)}`;
  return { kind: "disagree", where, left: compared.left, right: compared.right };
}

/** Few frames from the beginning: the reference says who gets one. */
function fromTheBeginning(program: Program, { engines, limits, observe }: ClaimEngines): Verdict | null {
  const [reference, ...tiers] = engines;
  for (const frames of TIGHT) {
    const expected = (reference as Engine).run(program, { ...limits, recursionLimit: frames });
    for (const engine of tiers) {
      const found = engine.run(program, { ...limits, recursionLimit: frames });
      observe?.(engine, found);
      const verdict = disagree(compareOutcomes(expected, found), engine.name, `with ${frames} frames`);
      if (verdict !== null) return verdict;
    }
  }
  return null;
}

/** Loops get hot while there is room for frames; then there is none, as when they run again far down a recursion. */
function inTheMiddle(program: Program, limits: Limits, { tier1, tier2 }: Rig): Verdict | null {
  run(tier1, program, limits, -1, 0);
  const turn = limits.fuel - ((limits.fuel - tier1.fuel) >> 1);
  const expected = run(tier1, program, limits, turn, FEW);
  const found = run(tier2, program, limits, turn, FEW);
  return disagree(compareOutcomes(expected, found), "tier2", `with ${FEW} frames from its middle on`);
}

/** Calls that a trace inlines take frames, too. */
export const recursionLimit: ProgramClaim = {
  kind: "program",
  name: "recursion-limit",
  what: "where few frames are allowed, from the beginning or from the middle of a run on, every engine raises at the " +
    "same call: one inlined in a trace takes a frame, too",
  check(program: Program, context: ClaimEngines): Verdict {
    const { limits, repairs = NO_REPAIRS } = context;
    const rig = rigFor(repairs, limits.backedgeThreshold);
    let verdict: Verdict | null = null;
    try {
      return verdict = fromTheBeginning(program, context) ?? inTheMiddle(program, limits, rig) ?? AGREE;
    } finally {
      // What a failed check left behind must not fail the next one.
      if (verdict !== AGREE) rigs.clear();
    }
  },
};
