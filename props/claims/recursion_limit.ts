/**
 * Every engine raises RecursionError at the same call.
 *
 * @module
 */

import type { Program } from "../../src/isa/program.ts";
import type { Machine } from "../../src/vm/machine.ts";
import { WholeMachine } from "../../src/vm/whole_machine.ts";
import { runProgram } from "../../src/vm/program_run.ts";
import type { Engine, Limits, Outcome } from "../../src/isa/engine.ts";
import { type ProgramCase, TieredMachine, type Vm } from "../cpython/vm.ts";
import { AGREE, compare, needsTiers, onRig, type ProgramClaim, type Verdict } from "./claim.ts";

/** Frames that whole runs are allowed, outer ones included: ordinary programs need few, so the limit has to come down. */
const TIGHT = [3, 5];
/** Frames that are allowed in the second half of a run. */
const FEW = 3;

/** A machine for each tier. */
interface Rig {
  readonly tier1: Machine;
  readonly tier2: TieredMachine;
}

function bothTiers(vm: Vm): Rig {
  return { tier1: new WholeMachine(vm.mended), tier2: new TieredMachine(vm) };
}

/** Limits with few frames once no more than `turn` fuel is left, which every tier spends alike. */
function turning(machine: Machine, limits: Limits, turn: number, few: number): Limits {
  return {
    ...limits,
    get recursionLimit(): number {
      return machine.fuel <= turn ? few : limits.recursionLimit;
    },
  };
}

function runTier1(machine: Machine, program: Program, limits: Limits): Outcome {
  machine.reset(limits);
  return runProgram(machine, program).outcome;
}

/** Few frames from the beginning: the reference says who gets one. */
function fromTheBeginning({ program, limits }: ProgramCase, vm: Vm): Verdict {
  const [reference, ...tiers] = vm.engines as readonly [Engine, ...Engine[]];
  for (const frames of TIGHT) {
    const expected = reference.run(program, { ...limits, recursionLimit: frames });
    for (const engine of tiers) {
      const found = engine.run(program, { ...limits, recursionLimit: frames });
      vm.observe(found);
      const verdict = compare(expected, found, engine.name, `with ${frames} frames`);
      if (verdict !== AGREE) return verdict;
    }
  }
  return AGREE;
}

/** Loops get hot while there is room for frames; then there is none, as when they run again far down a recursion. */
function inTheMiddle({ program, limits }: ProgramCase, { tier1, tier2 }: Rig): Verdict {
  runTier1(tier1, program, turning(tier1, limits, -1, 0));
  const turn = limits.fuel - ((limits.fuel - tier1.fuel) >> 1);
  const expected = runTier1(tier1, program, turning(tier1, limits, turn, FEW));
  const found = tier2.run(program, turning(tier2.machine, limits, turn, FEW)).outcome;
  return compare(expected, found, "tier2", `with ${FEW} frames from its middle on`);
}

/** Calls that a trace inlines take frames, too. */
export const recursionLimit: ProgramClaim = {
  kind: "program",
  name: "recursion-limit",
  what: "where few frames are allowed, from the beginning or from the middle of a run on, every engine raises at the " +
    "same call: one inlined in a trace takes a frame, too",
  unfit: needsTiers,
  check: (input: ProgramCase, vm: Vm): Verdict =>
    onRig(vm, bothTiers, (rig) => {
      const verdict = fromTheBeginning(input, vm);
      return verdict === AGREE ? inTheMiddle(input, rig) : verdict;
    }),
};
