/**
 * References of executors balance over any program, however it ends.
 *
 * @module
 */

import { InvariantError } from "../../src/isa/errors.ts";
import type { Program } from "../../src/isa/program.ts";
import { checkExecutorArrayInvariants } from "../../src/optimizer/code_view.ts";
import { CounterExecutor, type CounterOptimizer, counterOptimizer } from "../../src/optimizer/counter_optimizer.ts";
import type { Executor } from "../../src/optimizer/executor.ts";
import type { Limits, Outcome } from "../../src/isa/engine.ts";
import { CountedOptimizer } from "../../src/optimizer/optimizer.ts";
import { type ProgramCase, TieredMachine, type Vm } from "../cpython/vm.ts";
import { AGREE, disagree, needsTiers, onRig, type Place, type ProgramClaim, type Verdict } from "./claim.ts";

/** A machine and the counter optimizers that its programs installed. */
interface Rig {
  readonly tiers: TieredMachine;
  readonly counters: CounterOptimizer[];
}

function countingOwners(vm: Vm): Rig {
  return { tiers: new TieredMachine(vm), counters: [] };
}

function differ(place: Place | string, expected: number, found: number): Verdict {
  return disagree(place, String(expected), String(found));
}

/** Runs a program and counts owners: when it has ended, and when its code is freed. */
function balance(program: Program, limits: Limits, rig: Rig): { readonly outcome: Outcome; readonly verdict: Verdict } {
  const { tiers, counters } = rig;
  counters.length = 0;
  const { outcome, codes } = tiers.run(program, limits, () => {
    const made = counterOptimizer();
    counters.push(made);
    return made;
  });
  // Where the host's own stack ran out, releasing may have failed, too.
  if (outcome.reason === "depth") return { outcome, verdict: { kind: "poisoned", reason: "depth" } };
  const slots = codes.flatMap((code) => code.executors?.slots ?? []);
  try {
    codes.forEach(checkExecutorArrayInvariants);
  } catch (error) {
    if (!(error instanceof InvariantError)) throw error;
    const verdict = disagree("executors of a code object at the end", "each is entered from one jump", error.message);
    return { outcome, verdict };
  }
  const verdict = atTheEnd(slots, rig) ?? afterTheEnd(rig) ?? AGREE;
  return { outcome, verdict };
}

/** Nothing runs any more: the arrays own the executors, the executors and the machine own the optimizers. */
function atTheEnd(
  slots: readonly Executor[],
  { tiers: { machine, optimizer: installed }, counters }: Rig,
): Verdict | null {
  if (machine.executor !== null) return differ("running executors at the end", 0, 1);
  const places = new Map<Executor, number>();
  for (const executor of slots) places.set(executor, (places.get(executor) ?? 0) + 1);
  for (const [executor, expected] of places) {
    if (executor.references !== expected) {
      return differ({ what: "owners of an executor at the end", of: executor.type }, expected, executor.references);
    }
  }
  const { index, optimizer } = machine.optimizer;
  if (index.alive !== places.size) return differ("executors alive at the end", places.size, index.alive);
  for (const executor of index) {
    if (!places.has(executor)) return differ("owners of an executor that is in the index only", 1, 0);
  }
  for (const counter of counters) {
    let expected = optimizer === counter ? 1 : 0;
    for (const executor of places.keys()) {
      if (executor instanceof CounterExecutor && executor.optimizer === counter) expected++;
    }
    if (counter.references !== expected) {
      return differ("owners of a counter optimizer at the end", expected, counter.references);
    }
  }
  // Optimizers of a user's own need not count their owners.
  if (!(installed instanceof CountedOptimizer)) return null;
  const expected = optimizer === installed ? 2 : 1;
  const { references } = installed;
  return references === expected ? null : differ("owners of the uop optimizer", expected, references);
}

/** Freeing the code frees every executor, and they and the machine give the optimizers up. */
function afterTheEnd({ tiers: { machine, optimizer: installed }, counters }: Rig): Verdict | null {
  machine.freeCodes();
  const { index } = machine.optimizer;
  if (index.alive !== 0) return differ("executors alive when the code is freed", 0, index.alive);
  if (index.size !== 0) return differ("executors in the index when the code is freed", 0, index.size);
  machine.installOptimizer(0);
  for (const counter of counters) {
    if (counter.references !== 0) return differ("owners of a counter optimizer in the end", 0, counter.references);
  }
  if (!(installed instanceof CountedOptimizer) || installed.references === 1) return null;
  return differ("owners of the uop optimizer in the end", 1, installed.references);
}

/** Executors belong to array slots, each entered from one jump, and to running frames; counter optimizers to their executors. */
export const executorReferences: ProgramClaim = {
  kind: "program",
  name: "executor-references",
  what:
    "references of executors and optimizers balance when a program ends, raises or runs out of fuel, each executor is " +
    "entered from one jump, and all are given back when the code is freed",
  unfit: needsTiers,
  check: ({ program, limits }: ProgramCase, vm: Vm): Verdict =>
    onRig(vm, countingOwners, (rig) => {
      const { outcome, verdict } = balance(program, limits, rig);
      vm.observe(outcome);
      // Once more with half of the fuel that it took: it ends somewhere in the middle, as a rule in a trace.
      const used = limits.fuel - rig.tiers.machine.fuel;
      if (verdict !== AGREE || used < 2) return verdict;
      return balance(program, { ...limits, fuel: used >> 1 }, rig).verdict;
    }),
};
