/**
 * References of executors balance over any program, however it ends.
 *
 * @module
 */

import type { Limits, Outcome, Repairs } from "../../src/isa/engine.ts";
import { InvariantError } from "../../src/isa/errors.ts";
import type { Program } from "../../src/isa/program.ts";
import { NO_REPAIRS } from "../../src/isa/repairs.ts";
import { checkExecutorArrayInvariants } from "../../src/optimizer/code_view.ts";
import { CounterExecutor, type CounterOptimizer, counterOptimizer } from "../../src/optimizer/counter_optimizer.ts";
import type { Executor } from "../../src/optimizer/executor.ts";
import { type UopOptimizer, uopOptimizer } from "../../src/optimizer/uop_optimizer.ts";
import { Machine } from "../../src/vm/machine.ts";
import { runProgram } from "../../src/vm/program_run.ts";
import { AGREE, type ClaimEngines, type ProgramClaim, type Verdict } from "./claim.ts";

/** A machine and the optimizers that its programs installed. */
interface Rig {
  readonly machine: Machine;
  readonly counters: CounterOptimizer[];
  uops: UopOptimizer;
}

const rigs = new Map<string, Rig>();

function rigFor(repairs: Repairs, backedgeThreshold: number): Rig {
  const key = [...repairs].sort().join();
  let rig = rigs.get(key);
  if (rig === undefined) {
    rig = { machine: new Machine(repairs), counters: [], uops: uopOptimizer({ backedgeThreshold }) };
    rigs.set(key, rig);
  }
  if (rig.uops.backedgeThreshold !== backedgeThreshold) rig.uops = uopOptimizer({ backedgeThreshold });
  return rig;
}

function disagree(where: string, expected: number, found: number): Verdict {
  return { kind: "disagree", where, left: String(expected), right: String(found) };
}

/** Runs a program and counts owners: when it has ended, and when its code is freed. */
function balance(program: Program, limits: Limits, rig: Rig): { readonly outcome: Outcome; readonly verdict: Verdict } {
  const { machine, counters, uops } = rig;
  counters.length = 0;
  machine.optimizers = {
    1: () => uops,
    2: () => {
      const made = counterOptimizer();
      counters.push(made);
      return made;
    },
  };
  machine.reset(limits);
  machine.installOptimizer(1);
  const { outcome, codes } = runProgram(machine, program);
  // Where the host's own stack ran out, releasing may have failed, too.
  if (outcome.reason === "depth") return { outcome, verdict: { kind: "poisoned", reason: "depth" } };
  const slots = codes.flatMap((code) => code.executors?.slots ?? []);
  try {
    codes.forEach(checkExecutorArrayInvariants);
  } catch (error) {
    if (!(error instanceof InvariantError)) throw error;
    const verdict: Verdict = {
      kind: "disagree",
      where: "executors of a code object at the end",
      left: "each is entered from one jump",
      right: error.message,
    };
    return { outcome, verdict };
  }
  const verdict = atTheEnd(slots, rig) ?? afterTheEnd(rig) ?? AGREE;
  return { outcome, verdict };
}

/** Nothing runs any more: the arrays own the executors, the executors and the machine own the optimizers. */
function atTheEnd(slots: readonly Executor[], { machine, counters, uops }: Rig): Verdict | null {
  if (machine.executor !== null) return disagree("running executors at the end", 0, 1);
  const places = new Map<Executor, number>();
  for (const executor of slots) places.set(executor, (places.get(executor) ?? 0) + 1);
  for (const [executor, expected] of places) {
    if (executor.references !== expected) {
      return disagree(`owners of a ${executor.type} at the end`, expected, executor.references);
    }
  }
  const { index, optimizer } = machine.optimizer;
  if (index.alive !== places.size) return disagree("executors alive at the end", places.size, index.alive);
  for (const executor of index) {
    if (!places.has(executor)) return disagree("owners of an executor that is in the index only", 1, 0);
  }
  for (const counter of counters) {
    let expected = optimizer === counter ? 1 : 0;
    for (const executor of places.keys()) {
      if (executor instanceof CounterExecutor && executor.optimizer === counter) expected++;
    }
    if (counter.references !== expected) {
      return disagree("owners of a counter optimizer at the end", expected, counter.references);
    }
  }
  const expected = optimizer === uops ? 2 : 1;
  return uops.references === expected ? null : disagree("owners of the uop optimizer", expected, uops.references);
}

/** Freeing the code frees every executor, and they and the machine give the optimizers up. */
function afterTheEnd({ machine, counters, uops }: Rig): Verdict | null {
  machine.freeCodes();
  const { index } = machine.optimizer;
  if (index.alive !== 0) return disagree("executors alive when the code is freed", 0, index.alive);
  if (index.size !== 0) return disagree("executors in the index when the code is freed", 0, index.size);
  machine.installOptimizer(0);
  for (const counter of counters) {
    if (counter.references !== 0) return disagree("owners of a counter optimizer in the end", 0, counter.references);
  }
  return uops.references === 1 ? null : disagree("owners of the uop optimizer in the end", 1, uops.references);
}

/** Executors belong to array slots, each entered from one jump, and to running frames; counter optimizers to their executors. */
export const executorReferences: ProgramClaim = {
  kind: "program",
  name: "executor-references",
  what:
    "references of executors and optimizers balance when a program ends, raises or runs out of fuel, each executor is " +
    "entered from one jump, and all are given back when the code is freed",
  check(program: Program, { engines, limits, repairs = NO_REPAIRS, observe }: ClaimEngines): Verdict {
    const rig = rigFor(repairs, limits.backedgeThreshold);
    const engine = engines.at(-1);
    let verdict: Verdict | null = null;
    try {
      const whole = balance(program, limits, rig);
      if (engine !== undefined) observe?.(engine, whole.outcome);
      verdict = whole.verdict;
      // Once more with half of the fuel that it took: it ends somewhere in the middle, as a rule in a trace.
      const used = limits.fuel - rig.machine.fuel;
      if (verdict === AGREE && used >= 2) verdict = balance(program, { ...limits, fuel: used >> 1 }, rig).verdict;
      return verdict;
    } finally {
      // What a failed check left behind must not fail the next one.
      if (verdict !== AGREE) rigs.clear();
    }
  },
};
