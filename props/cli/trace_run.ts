/**
 * One watched run on tier 2: every attempt of the optimizer, every run of an executor, and what is left at the end.
 *
 * @module
 */

import type { Limits, Outcome } from "../../src/isa/engine.ts";
import { TieredMachine, type Vm } from "../cpython/vm.ts";
import type { Program } from "../../src/isa/program.ts";
import { CACHE_UNITS_OF, OPCODES } from "../../src/isa/opcodes.ts";
import { opcodeOf } from "../../src/isa/code_unit.ts";
import type { PyCode } from "../../src/object/values/code.ts";
import { executorAt, savedUnit } from "../../src/optimizer/code_view.ts";
import type { Executor } from "../../src/optimizer/executor.ts";
import type { ExecutorIndex } from "../../src/optimizer/executor_list.ts";
import type { TraceEvent } from "../../src/optimizer/observer.ts";
import type { OptimizerStatistics } from "../../src/optimizer/statistics.ts";
import type { Trace } from "../../src/optimizer/trace.ts";
import { UopExecutor } from "../../src/optimizer/uop_executor.ts";
import type { Machine } from "../../src/vm/machine.ts";

/** An executor, numbered in the order of making, and how it was used. */
export interface ExecutorStory {
  readonly number: number;
  readonly type: string;
  /** Empty for executors that run no uops. */
  readonly trace: Trace;
  /** Times it was entered, uops it ran, and how it was left. */
  entered: number;
  uops: number;
  deopts: number;
  errors: number;
  exits: number;
  /** Times each of its uops ran. */
  readonly ran: Uint32Array;
}

/** One call of the optimizer. */
export interface Attempt {
  readonly kind: "attempt";
  readonly number: number;
  readonly code: string;
  /** The JUMP_BACKWARD and the loop top, in code units. */
  readonly unit: number;
  readonly destUnit: number;
  readonly events: readonly TraceEvent[];
  /** Trace as translated, and after each pass; not compacted. */
  readonly translated: Trace | null;
  readonly passes: readonly { readonly name: string; readonly after: Trace }[];
  readonly executor: ExecutorStory | null;
}

/** One run of an executor, or several equal ones in a row. */
export interface Visit {
  readonly kind: "visit";
  readonly executor: ExecutorStory;
  readonly code: string;
  readonly unit: number;
  readonly valid: boolean;
  /** `count` for executors that run no uops. */
  left: "deopt" | "error" | "exit" | "count" | "never";
  /** The uop that left, by its index in the trace, and where tier 1 went on. */
  uopIndex: number;
  onCode: string;
  onUnit: number;
  uops: number;
  /** Equal runs in a row, uops summed. */
  times: number;
  /** Lines of uops, at level 3 and above. */
  readonly lines: number[];
}

/** An ENTER_EXECUTOR that is left at the end. */
export interface Remaining {
  readonly code: string;
  readonly unit: number;
  readonly valid: boolean;
  readonly executor: ExecutorStory;
  /** The instruction that it stands for. */
  readonly opcode: number;
  readonly oparg: number;
}

/** All that a run shows. */
export interface TraceRun {
  readonly outcome: Outcome;
  /** In the order of time. */
  readonly steps: readonly (Attempt | Visit)[];
  readonly executors: readonly ExecutorStory[];
  readonly remaining: readonly Remaining[];
  readonly statistics: OptimizerStatistics;
}

/** Runs a program on the pin's tier 2 with these repairs and tells what happened; `keepUops` keeps every uop executed. */
export function traceRun(program: Program, limits: Limits, vm: Vm, keepUops: boolean): TraceRun {
  const { run, outcome, error } = watchRun(program, limits, vm, { keepUops });
  if (outcome === null) throw error;
  return { ...run, outcome };
}

/** What is watched of a run. */
export interface WatchOptions {
  readonly keepUops: boolean;
  /** Where executors are kept; default the pin's list. */
  readonly index?: ExecutorIndex;
  /** Told before each attempt of the optimizer. */
  readonly onAttempt?: () => void;
}

/** A run that may have broken down in a trace, as with a pass that is wrong. */
export interface WatchedRun {
  /** All that happened up to its end. */
  readonly run: Omit<TraceRun, "outcome">;
  /** Null when it broke down, then `error` says with what. */
  readonly outcome: Outcome | null;
  readonly error: unknown;
  /** The code objects of the program as the run left them. */
  readonly codes: readonly PyCode[];
}

/** Runs a program on tier 2 and tells what happened, also of a run that breaks down. */
export function watchRun(
  program: Program,
  limits: Limits,
  vm: Vm,
  { keepUops, index, onAttempt }: WatchOptions,
): WatchedRun {
  const tiers = new TieredMachine(vm, index);
  const { machine } = tiers;
  const recorder = new Recorder(machine, keepUops, onAttempt);
  machine.observer = recorder;
  let outcome: Outcome | null = null;
  let error: unknown = null;
  try {
    ({ outcome } = tiers.run(program, limits));
  } catch (thrown) {
    error = thrown;
  }
  const { codes } = machine;
  const remaining = codes.flatMap((code) => recorder.remaining(code));
  const { steps, executors } = recorder;
  return { run: { steps, executors, remaining, statistics: machine.optimizer.statistics }, outcome, error, codes };
}

class Recorder {
  readonly steps: (Attempt | Visit)[] = [];
  readonly executors: ExecutorStory[] = [];
  readonly #stories = new Map<Executor, ExecutorStory>();
  readonly #machine: Machine;
  readonly #keepUops: boolean;
  readonly #onAttempt: (() => void) | undefined;
  #events: TraceEvent[] = [];
  #attempts = 0;
  /** Visits under way, outermost first. */
  readonly #open: Visit[] = [];

  constructor(machine: Machine, keepUops: boolean, onAttempt?: () => void) {
    this.#machine = machine;
    this.#keepUops = keepUops;
    this.#onAttempt = onAttempt;
  }

  #story(executor: Executor): ExecutorStory {
    let story = this.#stories.get(executor);
    if (story === undefined) {
      const trace = executor instanceof UopExecutor ? executor.trace : [];
      const number = this.executors.length + 1;
      const counts = { entered: 0, uops: 0, deopts: 0, errors: 0, exits: 0 };
      story = { number, type: executor.type, trace, ...counts, ran: new Uint32Array(trace.length) };
      this.#stories.set(executor, story);
      this.executors.push(story);
    }
    return story;
  }

  trace(event: TraceEvent): void {
    if (event.kind === "optimizing") this.#onAttempt?.();
    this.#events.push(event);
  }

  attempt(event: {
    readonly code: PyCode;
    readonly unit: number;
    readonly destUnit: number;
    readonly before: Trace | null;
    readonly executor: Executor | null;
  }): void {
    const { code, unit, destUnit, before, executor } = event;
    const events = this.#events;
    this.#events = [];
    const passes = events.flatMap((each) => each.kind === "pass" ? [{ name: each.name, after: each.after }] : []);
    this.steps.push({
      kind: "attempt",
      number: ++this.#attempts,
      code: code.qualname,
      unit,
      destUnit,
      events,
      translated: before,
      passes,
      executor: executor === null ? null : this.#story(executor),
    });
  }

  entered(executor: Executor, code: PyCode, unit: number): void {
    const story = this.#story(executor);
    story.entered++;
    const visit: Visit = {
      kind: "visit",
      executor: story,
      code: code.qualname,
      unit,
      valid: executor.valid,
      left: executor instanceof UopExecutor ? "never" : "count",
      uopIndex: -1,
      onCode: code.qualname,
      onUnit: -1,
      uops: 0,
      times: 1,
      lines: [],
    };
    if (executor instanceof UopExecutor) {
      this.#open.push(visit);
      this.steps.push(visit);
    } else this.#close(visit);
  }

  uop(executor: UopExecutor, uopIndex: number): void {
    const story = this.#story(executor);
    story.ran[uopIndex] = (story.ran[uopIndex] as number) + 1;
    if (this.#keepUops) this.#open.at(-1)?.lines.push(uopIndex);
  }

  exit(event: {
    readonly kind: "deopt" | "error" | "exit";
    readonly uopIndex: number;
    readonly code: PyCode;
    readonly ip: number;
  }): void {
    const visit = this.#open.pop();
    if (visit === undefined) return;
    const { executor } = visit;
    visit.left = event.kind;
    visit.uopIndex = event.uopIndex;
    visit.onCode = event.code.qualname;
    visit.onUnit = event.ip;
    visit.uops = this.#machine.traceUops;
    executor.uops += visit.uops;
    if (event.kind === "deopt") executor.deopts++;
    else if (event.kind === "error") executor.errors++;
    else executor.exits++;
    // A visit stands where it began; one with nothing behind it can be merged with an equal one before it.
    if (this.steps.at(-1) === visit) {
      this.steps.pop();
      this.#close(visit);
    }
  }

  #close(visit: Visit): void {
    const last = this.steps.at(-1);
    if (last?.kind === "visit" && !this.#open.includes(last) && !this.#keepUops && sameVisit(last, visit)) {
      last.times++;
      last.uops += visit.uops;
    } else this.steps.push(visit);
  }

  remaining(code: PyCode): Remaining[] {
    const found: Remaining[] = [];
    for (let unit = 0; unit < code.units.length; unit++) {
      const saved = savedUnit(code, unit);
      if (opcodeOf(code.units[unit] as number) === OPCODES.ENTER_EXECUTOR.opcode) {
        const executor = executorAt(code, unit);
        const { valid, opcode, oparg } = executor;
        found.push({ code: code.qualname, unit, valid, executor: this.#story(executor), opcode, oparg });
      }
      unit += CACHE_UNITS_OF[opcodeOf(saved)] as number;
    }
    return found;
  }
}

function sameVisit(a: Visit, b: Visit): boolean {
  return a.executor === b.executor && a.unit === b.unit && a.code === b.code && a.valid === b.valid &&
    a.left === b.left && a.uopIndex === b.uopIndex && a.onCode === b.onCode && a.onUnit === b.onUnit;
}
