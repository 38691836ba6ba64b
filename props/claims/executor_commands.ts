/**
 * Executors and optimizers under any sequence of commands, those that an optimizer or a running executor gives included.
 *
 * @module
 */

import type { Repairs } from "../../src/isa/engine.ts";
import { DEFAULT_LIMITS } from "../../src/isa/engine.ts";
import { InvariantError, TierproofError } from "../../src/isa/errors.ts";
import { BloomFilter } from "../../src/optimizer/bloom_filter.ts";
import { releaseExecutors, removeExecutors } from "../../src/optimizer/code_view.ts";
import { CounterExecutor, CounterOptimizer, counterOptimizer } from "../../src/optimizer/counter_optimizer.ts";
import { initExecutor } from "../../src/optimizer/executor.ts";
import {
  BACK_EDGE,
  getExecutor,
  type OptimizeRequest,
  type OptimizeResult,
  OptimizerState,
  replaceExecutor,
} from "../../src/optimizer/optimizer.ts";
import { type Choices, weights } from "../core/choices.ts";
import { drawAddress } from "./bloom_filter.ts";
import type { Vm } from "../cpython/vm.ts";
import { AGREE, disagree, type ModelClaim, needsPin, type Verdict } from "./claim.ts";
import { type InstalledLoop, misuse, pick, refused } from "./executor_misuse.ts";
import {
  bitsOf,
  ExecutorModel,
  jumpUnit,
  type Known,
  type KnownCode,
  type KnownOptimizer,
  LOOP_UNITS,
  loopsOf,
  Mismatch,
  ModelExecutor,
  ScriptedOptimizer,
} from "./executor_model.ts";

/** Commands in a sequence, besides those that commands give. */
const COMMANDS = 200;
/** Commands inside commands inside commands. */
const MAX_DEPTH = 2;
/** Executors that a holder outside keeps at most. */
const MAX_HOLDERS = 12;

/** Weights of the commands, in the order of {@linkcode Sequence.command}. */
const WEIGHTS = weights(1, 9, 4, 5, 4, 4, 1, 4, 4, 1, 1, 5, 3);

/** One sequence: the real optimizer state, and the model beside it. */
class Sequence {
  readonly #choices: Choices;
  readonly #state: OptimizerState;
  readonly #model = new ExecutorModel();
  readonly #holders: Known[] = [];
  readonly #addresses: readonly bigint[];
  readonly #bits = new Map<bigint, Uint32Array>();
  #depth = 0;
  /** What the optimizer made in the attempt under way. */
  #made: Known | null = null;
  /** Whether it raised. */
  #raised = false;

  constructor(choices: Choices, repairs: Repairs) {
    this.#choices = choices;
    this.#state = new OptimizerState({
      functionVersions: { lookup: () => null },
      repairs,
      build: choices.bool() ? "debug" : "release",
      limits: { ...DEFAULT_LIMITS, maxExecutors: choices.int(2, 10) },
    });
    this.#addresses = Array.from({ length: 6 }, () => drawAddress(choices));
    for (const address of this.#addresses) this.#bits.set(address, bitsOf(address));
    for (let i = 0; i < 3; i++) this.#model.codes.push(this.#newCode());
    for (let i = 0; i < 2; i++) {
      const optimizer = new ScriptedOptimizer(16 * i, (request) => this.#optimize(request));
      this.#model.optimizers.push({ optimizer, references: 1, count: 0 });
    }
  }

  #newCode(): KnownCode {
    const loops = this.#choices.int(2, 8);
    const units = loopsOf(loops);
    const code = { name: "f", address: this.#address(), units, version: 1, executors: null };
    return { code, slots: [], slotOf: new Array<number>(loops).fill(-1), uses: 0 };
  }

  #address(): bigint {
    return this.#addresses[this.#choices.below(this.#addresses.length)] as bigint;
  }

  run(): void {
    this.#model.compare(this.#state, "beginning");
    for (let step = 0; step < COMMANDS; step++) this.#command();
    this.#end();
  }

  /** Everything is given back: nobody is left. */
  #end(): void {
    for (const known of this.#holders.splice(0)) this.#release(known);
    for (const at of this.#model.codes) {
      releaseExecutors(at.code);
      at.code.units.splice(0, at.code.units.length, ...loopsOf(at.slotOf.length));
      this.#model.empty(at);
    }
    this.#state.setOptimizer(null);
    this.#install(null);
    for (const known of this.#model.optimizers) {
      known.optimizer.release();
      known.references--;
    }
    this.#model.compare(this.#state, "end");
    const { alive, optimizers } = this.#model;
    const owned = alive.length + optimizers.filter(({ references }) => references !== 0).length;
    if (owned !== 0) throw new Mismatch("end", "nobody is left", `${owned} are left`);
  }

  #command(): void {
    const where = this.#draw();
    this.#model.compare(this.#state, where);
  }

  #draw(): string {
    switch (this.#choices.weighted(WEIGHTS)) {
      case 0:
        return "pause";
      case 1:
        return this.#backEdge();
      case 2:
        return this.#get();
      case 3:
        return this.#giveUp();
      case 4:
        return this.#replace();
      case 5: {
        const address = this.#address();
        const expected = this.#model.invalidate(this.#bits.get(address) as Uint32Array);
        return this.#counted("invalidateDependency", expected, this.#state.invalidateDependency(address));
      }
      case 6:
        return this.#counted("invalidateAll", this.#model.invalidate(null), this.#state.invalidateAll());
      case 7:
        return this.#dependsOn();
      case 8:
        return this.#setOptimizer();
      case 9:
        return this.#removeOrFree(false);
      case 10:
        return this.#removeOrFree(true);
      case 11:
        return this.#enter();
      default:
        return misuse({
          state: this.#state,
          model: this.#model,
          choices: this.#choices,
          address: () => this.#address(),
          create: () => this.#create(),
          release: (known) => this.#release(known),
          installedLoop: () => this.#installedLoop(),
        });
    }
  }

  #counted(where: string, expected: number, found: number): string {
    if (expected !== found) throw new Mismatch(where, `${expected} invalidated`, `${found}`);
    return where;
  }

  /** Commands given by something that runs. */
  #nested(): void {
    if (this.#depth >= MAX_DEPTH) return;
    this.#depth++;
    for (let n = this.#choices.length(0, 3); n > 0; n--) this.#command();
    this.#depth--;
  }

  #create(): Known {
    const filter = new BloomFilter();
    for (let n = this.#choices.length(0, 3); n > 0; n--) filter.add(this.#address());
    const executor = new ModelExecutor(filter);
    initExecutor(executor, this.#state.index);
    return this.#model.add(executor, filter.words.slice(), null);
  }

  #hold(known: Known): void {
    this.#holders.push(known);
    if (this.#holders.length > MAX_HOLDERS) this.#release(this.#holders.shift() as Known);
  }

  #release(known: Known): void {
    known.executor.release();
    this.#model.release(known);
  }

  /** The scripted optimizers: before and after they make an executor, anything may happen. */
  #optimize(_request: OptimizeRequest): OptimizeResult {
    this.#nested();
    const kind = this.#choices.below(8);
    if (kind === 0) return { kind: "declined", reason: "optimizer_declined" };
    if (kind === 1) {
      this.#raised = true;
      return { kind: "error", error: { type: "MemoryError", message: "" } };
    }
    const known = this.#create();
    this.#nested();
    this.#made = known;
    return { kind: "executor", executor: known.executor };
  }

  #backEdge(): string {
    const where = "backEdge";
    const at = pick(this.#choices, this.#model.codes) as KnownCode;
    const loop = this.#choices.below(at.slotOf.length);
    const unit = jumpUnit(loop);
    if ((at.slotOf[loop] as number) >= 0) {
      return refused(where, InvariantError, () => this.#state.backEdge(at.code, unit, unit - 1, 0));
    }
    const most = this.#state.limits.maxExecutors;
    const room = at.slots.length < most;
    const installed = this.#model.installed;
    this.#made = null;
    at.uses++;
    const result = this.#state.backEdge(at.code, unit, unit - 1, 0);
    at.uses--;
    let made = this.#made as Known | null;
    const raised = this.#raised || (room && installed === null);
    this.#made = null;
    this.#raised = false;
    if (room && installed?.optimizer instanceof CounterOptimizer) {
      const executor = at.code.executors?.slots.at(-1);
      if (!(executor instanceof CounterExecutor)) throw new Mismatch(where, "a counter executor", `${executor?.type}`);
      made = this.#model.add(executor, new Uint32Array(8), installed);
    }
    let expected: number = BACK_EDGE.NONE;
    if (made !== null) {
      if ((at.slotOf[loop] as number) >= 0 || at.slots.length < most) {
        this.#model.insert(at, loop, made);
        expected = BACK_EDGE.INSTALLED;
      }
      this.#model.release(made);
    } else if (raised) expected = BACK_EDGE.ERROR;
    this.#state.error = null;
    if (result !== expected) throw new Mismatch(where, `${expected}`, `${result}`);
    return where;
  }

  #installedLoop(): InstalledLoop | null {
    const at = pick(this.#choices, this.#model.codes) as KnownCode;
    const first = this.#choices.below(at.slotOf.length);
    for (let i = 0; i < at.slotOf.length; i++) {
      const loop = (first + i) % at.slotOf.length;
      const slot = at.slotOf[loop] as number;
      if (slot >= 0) return { at, loop, known: at.slots[slot] as Known };
    }
    return null;
  }

  #get(): string {
    const found = this.#installedLoop();
    if (found === null) return "getExecutor";
    const executor = getExecutor(found.at.code, 2 * jumpUnit(found.loop));
    if (executor !== found.known.executor) throw new Mismatch("getExecutor", "the executor there", "another");
    found.known.references++;
    this.#hold(found.known);
    return "getExecutor";
  }

  #giveUp(): string {
    if (this.#holders.length > 0) {
      const [known] = this.#holders.splice(this.#choices.below(this.#holders.length), 1);
      if (known !== undefined) this.#release(known);
    }
    return "release";
  }

  /** Whether it is in the slot of a code object, or was and its saved instruction is not handed over. */
  #isFree(known: Known): boolean {
    return known.opcode === 0;
  }

  #replace(): string {
    const where = "replaceExecutor";
    const found = this.#installedLoop();
    if (found === null) return where;
    const { at, loop } = found;
    const kind = this.#choices.below(4);
    const fresh = kind === 0 ? this.#create() : null;
    const known = fresh ?? (kind === 1 ? found.known : pick(this.#choices, this.#holders) ?? found.known);
    const call = (): void => replaceExecutor(at.code, jumpUnit(loop), known.executor, this.#state.repairs);
    if (known !== found.known && !this.#isFree(known)) return refused(where, TierproofError, call);
    call();
    this.#model.insert(at, loop, known);
    if (fresh !== null) this.#release(fresh);
    return where;
  }

  #dependsOn(): string {
    const known = pick(this.#choices, this.#model.alive);
    if (known === undefined) return "dependsOn";
    const address = this.#address();
    this.#state.dependsOn(known.executor, address);
    const bits = this.#bits.get(address) as Uint32Array;
    for (let i = 0; i < bits.length; i++) known.words[i] = (known.words[i] as number) | (bits[i] as number);
    return "dependsOn";
  }

  #install(known: KnownOptimizer | null): void {
    if (known !== null) known.references++;
    if (this.#model.installed !== null) this.#model.installed.references--;
    this.#model.installed = known;
  }

  #setOptimizer(): string {
    const kind = this.#choices.below(8);
    let known: KnownOptimizer | null = null;
    if (kind > 0) {
      const { optimizers } = this.#model;
      if (kind === 1 && optimizers.length < 5) {
        optimizers.push({ optimizer: counterOptimizer(), references: 1, count: 0 });
      }
      known = pick(this.#choices, optimizers) as KnownOptimizer;
    }
    this.#state.setOptimizer(known?.optimizer ?? null);
    this.#install(known);
    const got = this.#state.getOptimizer();
    if (got !== (known?.optimizer ?? null)) throw new Mismatch("getOptimizer", "the one that was set", "another");
    got?.release?.();
    return "setOptimizer";
  }

  /** Instrumentation puts the jumps back; code that dies gives its executors up, and another takes its place. */
  #removeOrFree(free: boolean): string {
    const at = pick(this.#choices, this.#model.codes) as KnownCode;
    if (!free) {
      removeExecutors(at.code);
      this.#model.empty(at);
      return "removeExecutors";
    }
    if (at.uses > 0) return "releaseExecutors";
    releaseExecutors(at.code);
    this.#model.empty(at);
    this.#model.codes[this.#model.codes.indexOf(at)] = this.#newCode();
    return "releaseExecutors";
  }

  /** A running executor owns itself, whatever happens to its slot. */
  #enter(): string {
    const found = this.#installedLoop();
    if (found === null) return "enter";
    const { known, at } = found;
    const executor = known.executor.retain();
    known.references++;
    if (executor instanceof CounterExecutor) {
      const counter = known.counter as KnownOptimizer;
      const next = executor.execute();
      // Whatever became of its optimizer, the count goes on.
      const expected = ++counter.count;
      const found = executor.optimizer.getCount();
      if (found !== expected) throw new Mismatch("enter", `a count of ${expected}`, `${found}`);
      if (next % LOOP_UNITS !== 0) throw new Mismatch("enter", "resumes at a loop top", `at unit ${next}`);
    } else {
      at.uses++;
      this.#nested();
      at.uses--;
      executor.release();
    }
    this.#model.release(known);
    return "enter";
  }
}

/** 200 commands, and those that they give; the pin loses an instruction, and its debug build revives the invalid. */
export const executorCommands: ModelClaim = {
  kind: "choices",
  name: "executor-commands",
  what:
    "executors, arrays, list and optimizers stay as a plain model says under 200 commands, also when an optimizer or " +
    "a running executor gives them, and bad input changes nothing",
  unfit: needsPin,
  check(choices: Choices, { mended }: Vm): Verdict {
    try {
      new Sequence(choices, mended).run();
    } catch (error) {
      if (error instanceof Mismatch) return error.verdict;
      if (!(error instanceof InvariantError)) throw error;
      return disagree("invariant", "no broken invariant", error.message);
    }
    return AGREE;
  },
};
