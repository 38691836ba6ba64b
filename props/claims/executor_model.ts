/**
 * What executors, their arrays, their list and the optimizers should look like: plain arrays and numbers, kept beside the
 * real ones and compared with them.
 *
 * @module
 */

import { codeUnit, type CodeUnits } from "../../src/isa/code_unit.ts";
import { InvariantError } from "../../src/isa/errors.ts";
import { OPCODES } from "../../src/isa/opcodes.ts";
import { BloomFilter } from "../../src/optimizer/bloom_filter.ts";
import type { TraceableCode } from "../../src/optimizer/code.ts";
import { checkExecutorArrayInvariants } from "../../src/optimizer/code_view.ts";
import { Executor } from "../../src/optimizer/executor.ts";
import {
  CountedOptimizer,
  defaultOptimizer,
  type OptimizeRequest,
  type OptimizeResult,
  type OptimizerState,
} from "../../src/optimizer/optimizer.ts";
import { disagree, type Verdict } from "./claim.ts";

const { ENTER_EXECUTOR, JUMP_BACKWARD } = OPCODES;

/** An executor that a sequence runs by itself. */
export class ModelExecutor extends Executor {
  readonly type = "model executor";

  override execute(): number {
    throw new InvariantError("a model executor never runs");
  }
}

/** An optimizer that does what the sequence tells it. */
export class ScriptedOptimizer extends CountedOptimizer {
  readonly name = "scripted optimizer";
  readonly backedgeThreshold: number;
  override readonly resumeThreshold: number;
  readonly #script: (request: OptimizeRequest) => OptimizeResult;

  constructor(threshold: number, script: (request: OptimizeRequest) => OptimizeResult) {
    super();
    this.backedgeThreshold = threshold;
    this.resumeThreshold = threshold + 1;
    this.#script = script;
  }

  override optimize(request: OptimizeRequest): OptimizeResult {
    return this.#script(request);
  }
}

/** An optimizer and its owners. */
export interface KnownOptimizer {
  readonly optimizer: CountedOptimizer;
  references: number;
  /** Entries of its executors, for a counter optimizer. */
  count: number;
}

/** An executor and what should be true of it. */
export interface Known {
  readonly executor: Executor;
  /** The counter optimizer that it owns a reference to. */
  readonly counter: KnownOptimizer | null;
  /** Bits of its filter. */
  readonly words: Uint32Array;
  references: number;
  valid: boolean;
  linked: boolean;
  opcode: number;
  oparg: number;
}

/** A code object with loops: which executor stands at which of its jumps. */
export interface KnownCode {
  code: TraceableCode;
  /** Executors by slot. */
  readonly slots: Known[];
  /** Slot by loop; -1 for a plain jump. */
  readonly slotOf: number[];
  /** Attempts and runs under way; code in use is not freed. */
  uses: number;
}

/** Thrown where model and reality part; no optimizer through which it goes has thrown it. */
export class Mismatch extends InvariantError {
  readonly verdict: Verdict;

  constructor(where: string, left: string, right: string) {
    super(`${where}: expected ${left}, found ${right}`);
    this.verdict = disagree(where, left, right);
  }
}

/** Units of a loop: NOP, JUMP_BACKWARD with its cache. */
export const LOOP_UNITS = 3;
/** Oparg of each jump; they differ, so that a mix-up shows. */
function jumpOparg(loop: number): number {
  return 3 + loop;
}

/** Units of code with so many loops. */
export function loopsOf(count: number): CodeUnits {
  const units: number[] = [];
  for (let loop = 0; loop < count; loop++) {
    units.push(codeUnit(OPCODES.NOP.opcode, 0), codeUnit(JUMP_BACKWARD.opcode, jumpOparg(loop)), 0);
  }
  return units;
}

/** Unit of the jump of a loop. */
export function jumpUnit(loop: number): number {
  return LOOP_UNITS * loop + 1;
}

/** Bits that an address sets. */
export function bitsOf(address: bigint): Uint32Array {
  const filter = new BloomFilter();
  filter.add(address);
  return filter.words;
}

/** Whether all bits are among the others. */
function within(bits: Uint32Array, words: Uint32Array): boolean {
  for (let i = 0; i < bits.length; i++) if (((bits[i] as number) & ~(words[i] as number)) !== 0) return false;
  return true;
}

/** The model of one interpreter. */
export class ExecutorModel {
  /** Executors that somebody owns. */
  readonly alive: Known[] = [];
  /** Some that nobody owns any more. */
  readonly dead: Known[] = [];
  /** The list, head first. */
  readonly list: Known[] = [];
  readonly codes: KnownCode[] = [];
  readonly optimizers: KnownOptimizer[] = [];
  /** Null for the default one. */
  installed: KnownOptimizer | null = null;

  /** A new executor, owned by its maker; it goes right behind the head. */
  add(executor: Executor, words: Uint32Array, counter: KnownOptimizer | null): Known {
    const known: Known = {
      executor,
      counter,
      words,
      references: 1,
      valid: true,
      linked: true,
      opcode: 0,
      oparg: 0,
    };
    this.alive.push(known);
    this.list.splice(Math.min(1, this.list.length), 0, known);
    if (counter !== null) counter.references++;
    return known;
  }

  unlink(known: Known): void {
    if (!known.linked) return;
    this.list.splice(this.list.indexOf(known), 1);
    known.linked = false;
  }

  release(known: Known): void {
    if (--known.references > 0) return;
    this.unlink(known);
    this.alive.splice(this.alive.indexOf(known), 1);
    this.dead.push(known);
    if (this.dead.length > 8) this.dead.shift();
    if (known.counter !== null) known.counter.references--;
  }

  /** Puts an executor over a jump, or in the place of the one there; the array becomes an owner. */
  insert(at: KnownCode, loop: number, known: Known): void {
    const slot = at.slotOf[loop] as number;
    if (slot < 0) {
      known.references++;
      known.opcode = JUMP_BACKWARD.opcode;
      known.oparg = jumpOparg(loop);
      at.slotOf[loop] = at.slots.length;
      at.slots.push(known);
      return;
    }
    const old = at.slots[slot] as Known;
    if (old === known) return;
    known.references++;
    known.opcode = old.opcode;
    known.oparg = old.oparg;
    old.opcode = 0;
    at.slots[slot] = known;
    this.release(old);
  }

  /** Every jump is a jump again, or the code is gone. */
  empty(at: KnownCode): void {
    at.slotOf.fill(-1);
    for (const known of at.slots.splice(0)) this.release(known);
  }

  /** Executors that an address invalidates; how many. */
  invalidate(bits: Uint32Array | null): number {
    const hit = this.list.filter(({ words }) => bits === null || within(bits, words));
    for (const known of hit) {
      known.valid = false;
      this.unlink(known);
    }
    return hit.length;
  }

  /** Throws a {@linkcode Mismatch} unless everything is as it should be. */
  compare(state: OptimizerState, where: string): void {
    const differ = (what: string, expected: unknown, found: unknown): never => {
      throw new Mismatch(where, `${what}: ${expected}`, `${what}: ${found}`);
    };
    let at = 0;
    for (const executor of state.index) {
      if (this.list[at]?.executor !== executor) differ("executor in the list", `the one made as planned`, `another`);
      at++;
    }
    if (at !== this.list.length) differ("length of the list", this.list.length, at);
    if (state.index.alive !== this.alive.length) differ("executors alive", this.alive.length, state.index.alive);
    for (const known of this.alive) {
      const { executor } = known;
      for (const field of FIELDS) {
        if (executor[field] !== known[field]) differ(field, known[field], executor[field]);
      }
    }
    for (const { executor } of this.dead) {
      if (executor.references !== 0) differ("owners of the dead", 0, executor.references);
    }
    for (const { optimizer, references } of this.optimizers) {
      if (optimizer.references !== references) differ("owners of an optimizer", references, optimizer.references);
    }
    const installed = this.installed?.optimizer ?? defaultOptimizer();
    if (state.optimizer !== installed) differ("optimizer", installed.name, state.optimizer.name);
    if (state.backedgeThreshold !== installed.backedgeThreshold) {
      differ("back-edge threshold", installed.backedgeThreshold, state.backedgeThreshold);
    }
    if (state.resumeThreshold !== installed.resumeThreshold) {
      differ("resume threshold", installed.resumeThreshold, state.resumeThreshold);
    }
    for (const each of this.codes) compareCode(each, differ);
  }
}

const FIELDS = ["references", "valid", "linked", "opcode", "oparg"] as const;

function compareCode(
  { code, slots, slotOf }: KnownCode,
  differ: (what: string, a: unknown, b: unknown) => never,
): void {
  checkExecutorArrayInvariants(code);
  const found = code.executors?.slots ?? [];
  if (found.length !== slots.length) differ("slots", slots.length, found.length);
  for (let slot = 0; slot < slots.length; slot++) {
    if (found[slot] !== slots[slot]?.executor) differ(`slot ${slot}`, "the executor put there", "another");
  }
  for (let loop = 0; loop < slotOf.length; loop++) {
    const slot = slotOf[loop] as number;
    const expected = slot < 0 ? codeUnit(JUMP_BACKWARD.opcode, jumpOparg(loop)) : codeUnit(ENTER_EXECUTOR.opcode, slot);
    const unit = code.units[jumpUnit(loop)] as number;
    if (unit !== expected) differ(`unit ${jumpUnit(loop)}`, expected, unit);
  }
}
