/**
 * The virtual machine of the pin as something to attack: its engines, and the machines that claims look into, with some of its
 * defects mended and with parts of a user's own in place of the pin's.
 *
 * @module
 */

import { reference } from "../../reference/engine.ts";
import type { Engine, Limits, Outcome, Repairs } from "../../src/isa/engine.ts";
import { TierproofError, type TierproofErrorCode, TraceCrashError } from "../../src/isa/errors.ts";
import type { Program } from "../../src/isa/program.ts";
import { type CounterOptimizer, counterOptimizer } from "../../src/optimizer/counter_optimizer.ts";
import type { ExecutorIndex } from "../../src/optimizer/executor_list.ts";
import type { Optimizer } from "../../src/optimizer/optimizer.ts";
import { type Pass, PASSES } from "../../src/optimizer/passes.ts";
import type { UopInstruction } from "../../src/optimizer/trace.ts";
import { uopOptimizer } from "../../src/optimizer/uop_optimizer.ts";
import type { Divergence } from "../../src/oracle/divergence.ts";
import type { InvolvedTrace } from "../../src/oracle/explain.ts";
import { inspect, tier1, tier2, type Tier2Options } from "../../src/vm/engine.ts";
import type { Coverage } from "../../src/vm/coverage.ts";
import type { Machine } from "../../src/vm/machine.ts";
import { WholeMachine } from "../../src/vm/whole_machine.ts";
import { type ProgramRun, runProgram } from "../../src/vm/program_run.ts";
import type { Place } from "../core/claim.ts";
import { type Failure, framesOf } from "../core/failure.ts";
import type { Attacked, Mended } from "../core/target.ts";
import { countIn, type Tally } from "../core/tally.ts";
import { diverge } from "./diverge.ts";
import { formOf } from "./forms.ts";
import { checkedOptimizer, checkedPass, watchedEngine } from "./own_parts.ts";
import { signatureOf, type VmParting } from "./parting.ts";
import { repairsOf } from "./repairs.ts";
import { countShares } from "./shares.ts";

/** Errors of what is a user's own. */
const OWN_SLIPS: ReadonlySet<TierproofErrorCode> = new Set(["pass", "optimizer", "engine"]);

/** A program with the limits of its runs. */
export interface ProgramCase {
  /** Valid. */
  readonly program: Program;
  /** Of every run. */
  readonly limits: Limits;
}

/** What of the virtual machine is a user's own; all else is the pin's. */
export interface VmParts {
  /** Passes after the pin's own. */
  readonly passes?: readonly Pass[];
  /** Counts what the engine that is attacked executes. */
  readonly coverage?: Coverage;
  /** An optimizer in place of the pin's. */
  readonly optimizer?: Optimizer;
  /** Engines in place of the tiers. */
  readonly engines?: (repairs: Repairs) => readonly Engine[];
}

/** What claims attack. Machines and engines that a claim keeps belong to it: see {@linkcode Vm.rig}. */
export class Vm implements Attacked<ProgramCase> {
  /** Repairs that are on. */
  readonly mended: Repairs;
  /** What of it is a user's own. */
  readonly parts: VmParts;
  /** The reference first. */
  readonly engines: readonly Engine[];
  /** Those that every check of a hunt runs besides the first: what tier 1 shows, tier 2 shows as a rule. */
  readonly usual: readonly Engine[];
  readonly expected: string;
  /** Passes of its optimizer. */
  readonly passes: readonly Pass[];
  #tally: Tally | null = null;
  #entered = 0;
  readonly #rigs = new Map<unknown, unknown>();

  /** The machine with defects mended, and with parts of a user's own. */
  constructor(mended: Mended, parts: VmParts = {}) {
    this.mended = repairsOf(mended);
    this.parts = parts;
    this.passes = [...PASSES, ...(parts.passes ?? []).map((pass) => this.#watched(checkedPass(pass)))];
    if (parts.optimizer !== undefined) checkedOptimizer(parts.optimizer);
    const { coverage } = parts;
    const counted = coverage === undefined ? {} : { coverage };
    const own = parts.engines?.(this.mended).map(watchedEngine);
    this.usual = own ?? [this.tier2(counted)];
    this.engines = [reference, ...(own ?? [tier1({ repairs: this.mended }), ...this.usual])];
    this.expected = reference.name;
  }

  /** Whether its tiers are the pin's, so that claims can look into a machine. */
  get hasTiers(): boolean {
    return this.parts.engines === undefined;
  }

  /** Whether nothing of it is a user's own. */
  get isPin(): boolean {
    return this.hasTiers && this.parts.optimizer === undefined && !this.hasOwnPasses;
  }

  /** Whether there are passes besides those of the pin. */
  get hasOwnPasses(): boolean {
    return this.passes.length > PASSES.length;
  }

  /** What an engine of its own is made with. */
  get options(): Tier2Options {
    const { optimizer } = this.parts;
    return { repairs: this.mended, passes: this.passes, ...(optimizer === undefined ? {} : { optimizer }) };
  }

  /** Tier 2 as it is here, or with other options. */
  tier2(options: Tier2Options = {}): Engine {
    return tier2({ ...this.options, ...options });
  }

  /** The optimizer that a machine is to have under some limits. */
  optimizerFor(limits: Limits, last: Optimizer | null): Optimizer {
    if (this.parts.optimizer !== undefined) return this.parts.optimizer;
    const { backedgeThreshold } = limits;
    return last?.backedgeThreshold === backedgeThreshold
      ? last
      : uopOptimizer({ passes: this.passes, backedgeThreshold });
  }

  /** What `make` made for this target, kept from check to check; `make` itself is the key. */
  rig<R>(make: (vm: Vm) => R): R {
    let rig = this.#rigs.get(make) as R | undefined;
    if (rig === undefined) this.#rigs.set(make, rig = make(this));
    return rig;
  }

  /** Forgets a rig: what a failed check left behind must not fail the next one. */
  forget(make: unknown): void {
    this.#rigs.delete(make);
  }

  /** Counts an outcome; called with each that a check produced. */
  readonly observe = ({ statistics }: Outcome): void => {
    const tally = this.#tally;
    if (tally === null) return;
    const { counts } = tally;
    countIn(counts, "executors", statistics.executors);
    countIn(counts, "deopts", statistics.deopts);
    countIn(counts, "errors", statistics.errors);
    tally.work += statistics.instructions + statistics.uops;
    this.#entered += statistics.entered;
  };

  /** A user's pass, counting the traces that it changed. */
  #watched(pass: Pass): Pass {
    return {
      ...pass,
      name: pass.name,
      run: (trace, context) => {
        const after = pass.run(trace, context);
        const tally = this.#tally;
        if (tally !== null && Array.isArray(after)) {
          const changed = after.length !== trace.length ||
            after.some((uop, i) => !isSame(uop, trace[i] as UopInstruction));
          countIn(tally.counts, changed ? "changedTraces" : "unchangedTraces");
        }
        return after;
      },
    };
  }

  begin(tally: Tally): void {
    this.#tally = tally;
    this.#entered = 0;
  }

  /** A check is over: what its runs did is counted. */
  end(tally: Tally): void {
    countIn(tally.counts, "entered", this.#entered);
    countIn(tally.counts, "reachedTier2", this.#entered > 0 ? 1 : 0);
    // Runs that belong to no check are counted nowhere.
    this.#tally = null;
  }

  sample(draft: unknown, { program, limits }: ProgramCase, tally: Tally): void {
    // Drafts of this language are the only ones that its target is handed.
    countShares(draft, program, limits, this, tally);
  }

  form({ program, limits }: ProgramCase, defect: string): string {
    return defect === "handler-lookup" && this.hasTiers ? formOf(program, limits, this) : "";
  }

  diverge({ program, limits }: ProgramCase, expected: Mended, { right }: Failure): VmParting | null {
    if (!this.hasTiers) return null;
    const tier = right.name === "tier1" ? 1 : 2;
    const { optimizer } = this.parts;
    const found: Divergence | null = diverge(program, limits, {
      repairs: this.mended,
      expected: repairsOf(expected),
      tier,
      passes: this.passes,
      ...(optimizer === undefined ? {} : { optimizer }),
    });
    return found === null ? null : { signature: signatureOf(found), ...found };
  }

  inspect({ program, limits }: ProgramCase): readonly InvolvedTrace[] {
    if (!this.hasTiers) return [];
    return inspect(program, this.options, limits).codes.flatMap(({ executors }, code) =>
      executors.map(({ unit, valid, trace }) => ({ code, unit, valid, trace }))
    );
  }

  crash(error: unknown): Place | null {
    if (error instanceof TraceCrashError) return { what: "crash in a trace", of: error.crash.uop };
    const isSlip = error instanceof TierproofError && OWN_SLIPS.has(error.code);
    return isSlip && !this.isPin ? slipPlace(error) : null;
  }
}

/** Where a part of a user's own broke down: the part, and the function that threw, as lines move with every edit. */
function slipPlace({ message, cause }: TierproofError): Place {
  const what = message.split(/, trace of |: /, 1)[0] as string;
  const [frame = ""] = framesOf(cause);
  const [, name, file] = /^at (?:async )?(?:(.+?) \()?(?:.*[\/\\])?([^\/\\]+?)(?::\d+)*\)?$/.exec(frame) ?? [];
  const thrower = name ?? file;
  const thrown = cause instanceof Error ? cause.name : "thrown";
  const of = cause === undefined ? "no result" : `${thrown}${thrower === undefined ? "" : ` in ${thrower}`}`;
  return { what, of, own: true };
}

function isSame(left: UopInstruction, right: UopInstruction): boolean {
  return left.uop === right.uop && left.oparg === right.oparg && left.operand === right.operand;
}

/** A machine with the target's optimizer installed, for claims that look inside. */
export class TieredMachine {
  /** What the interpreter keeps. */
  readonly machine: Machine;
  /** The optimizer that is installed first. */
  optimizer: Optimizer | null = null;
  readonly #vm: Vm;

  /** A machine of the target's; `index` keeps its executors in place of the pin's list. */
  constructor(vm: Vm, index?: ExecutorIndex) {
    this.#vm = vm;
    this.machine = new WholeMachine(vm.mended, index);
  }

  /** Makes the machine ready for a run. `counter` makes the counter optimizers that a program asks for. */
  prepare(limits: Limits, counter: () => CounterOptimizer = counterOptimizer): void {
    const { machine } = this;
    const installed = this.optimizer = this.#vm.optimizerFor(limits, this.optimizer);
    machine.optimizers = { 1: () => installed, 2: counter };
    machine.reset(limits);
    machine.installOptimizer(1);
  }

  /** Runs a program from scratch. */
  run(program: Program, limits: Limits, counter?: () => CounterOptimizer): ProgramRun {
    this.prepare(limits, counter);
    return runProgram(this.machine, program);
  }
}
