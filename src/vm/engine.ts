/**
 * The two engines made of the machine: tier 1 alone, and tier 1 with an optimizer whose executors it enters.
 *
 * @module
 */

import type { Engine, Limits, Outcome, Repairs } from "../isa/engine.ts";
import { DEFAULT_LIMITS } from "../isa/engine.ts";
import { opcodeOf } from "../isa/code_unit.ts";
import { OPCODES } from "../isa/opcodes.ts";
import type { Program } from "../isa/program.ts";
import { NO_REPAIRS } from "../isa/repairs.ts";
import type { PyCode } from "../object/values/code.ts";
import { executorAt, instructionLength } from "../optimizer/code_view.ts";
import type { ExecutorIndex } from "../optimizer/executor_list.ts";
import { counterOptimizer } from "../optimizer/counter_optimizer.ts";
import type { Optimizer } from "../optimizer/optimizer.ts";
import { type Pass, PASSES } from "../optimizer/passes.ts";
import type { Trace } from "../optimizer/trace.ts";
import { UopExecutor } from "../optimizer/uop_executor.ts";
import { uopOptimizer } from "../optimizer/uop_optimizer.ts";
import type { Machine } from "./machine.ts";
import { WholeMachine } from "./whole_machine.ts";
import type { Coverage } from "./coverage.ts";
import type { EngineObserver } from "./engine_observer.ts";
import { runProgram } from "./program_run.ts";

/** How a tier-1 engine differs from the pin's. */
export interface Tier1Options {
  /** Known defects to mend; default none. */
  readonly repairs?: Repairs;
  /** Counts what runs, which makes it a little slower. */
  readonly coverage?: Coverage;
  /** Watches the runs. */
  readonly observe?: EngineObserver;
}

/** How a tier-2 engine differs from the pin's. */
export interface Tier2Options extends Tier1Options {
  /** The optimizer under test; default the pin's, with `passes`. */
  readonly optimizer?: Optimizer;
  /** Passes of the pin's optimizer; default the pin's one. */
  readonly passes?: readonly Pass[];
  /** Where executors are kept, for this engine alone; default the pin's list. Its hash is that of all filters. */
  readonly index?: ExecutorIndex;
}

function observeWith(machine: Machine, { observe, coverage }: Tier1Options): void {
  machine.observer = observe ?? null;
  machine.coverage = coverage ?? null;
  observe?.attach?.(machine);
}

/** Tier 1 alone: adaptive bytecode, no optimizer. */
export function tier1(options: Tier1Options = {}): Engine {
  const { repairs = NO_REPAIRS } = options;
  const machine = new WholeMachine(repairs);
  observeWith(machine, options);
  return {
    name: "tier1",
    run(program: Program, limits: Limits = DEFAULT_LIMITS): Outcome {
      machine.reset(limits);
      return runProgram(machine, program).outcome;
    },
  };
}

/** Tier 1 that asks the optimizer at hot back edges, and the executors that come of it. */
export function tier2(options: Tier2Options = {}): Engine {
  const run = tier2Runner(options);
  return {
    name: "tier2",
    run: (program: Program, limits: Limits = DEFAULT_LIMITS): Outcome => run(program, limits).outcome,
  };
}

function tier2Runner(options: Tier2Options): (program: Program, limits: Limits) => ReturnType<typeof runProgram> {
  const { repairs = NO_REPAIRS } = options;
  const machine = new WholeMachine(repairs, options.index);
  observeWith(machine, options);
  const { passes = PASSES } = options;
  let uops: Optimizer | null = options.optimizer ?? null;
  return (program, limits) => {
    if (options.optimizer === undefined && uops?.backedgeThreshold !== limits.backedgeThreshold) {
      uops = uopOptimizer({ passes, backedgeThreshold: limits.backedgeThreshold });
    }
    const installed = uops as Optimizer;
    machine.optimizers = { 1: () => installed, 2: () => counterOptimizer() };
    machine.reset(limits);
    machine.installOptimizer(1);
    const run = runProgram(machine, program);
    options.coverage?.optimizer(machine.optimizer.statistics);
    return run;
  };
}

/** An executor that can be reached from the code when the run has ended. */
export interface InspectedExecutor {
  /** Index of its ENTER_EXECUTOR. */
  readonly unit: number;
  /** Whether it may still be entered. */
  readonly valid: boolean;
  /** Empty for executors that run no uops. */
  readonly trace: Trace;
  /** What it stands for. */
  readonly opcode: number;
  /** Low 8 bits of the oparg of what it stands for. */
  readonly oparg: number;
}

/** A code object as a run left it. */
export interface InspectedCode {
  /** The code units as they stand. */
  readonly adaptive: Uint16Array;
  /** Executors that can be reached from them. */
  readonly executors: readonly InspectedExecutor[];
}

/** Outcome of a run on tier 2, and what it made of the code; indexes as in `program.codes`. */
export interface Inspection {
  /** What the run gave. */
  readonly outcome: Outcome;
  /** The code objects of the program. */
  readonly codes: readonly InspectedCode[];
}

/** Runs a program on tier 2 and looks at its code objects. */
export function inspect(program: Program, options: Tier2Options = {}, limits: Limits = DEFAULT_LIMITS): Inspection {
  const { outcome, codes } = tier2Runner(options)(program, limits);
  return { outcome, codes: codes.map(inspectCode) };
}

function inspectCode(code: PyCode): InspectedCode {
  const executors: InspectedExecutor[] = [];
  const { units } = code;
  for (let unit = 0; unit < units.length; unit += instructionLength(code, unit)) {
    if (opcodeOf(units[unit] as number) !== OPCODES.ENTER_EXECUTOR.opcode) continue;
    const executor = executorAt(code, unit);
    const trace = executor instanceof UopExecutor ? executor.trace : [];
    executors.push({ unit, valid: executor.valid, trace, opcode: executor.opcode, oparg: executor.oparg });
  }
  return { adaptive: Uint16Array.from(units), executors };
}
