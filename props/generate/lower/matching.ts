/**
 * Matching: one `case` at a time. The subject lies on top; names are collected on the stack below what is still to be looked
 * at and bound when the whole pattern matched. A failed test jumps to where so many items are popped as lie on the subject
 * then.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import type { Pattern } from "../draft/statement.ts";
import type { CodeBuilder } from "./code_builder.ts";
import { COMPARE_ARGS } from "./constants.ts";
import type { Lowering, LoweringKinds } from "./lowering.ts";

export const EQUAL: number = COMPARE_ARGS[2];
export const AT_LEAST: number = COMPARE_ARGS[5];

/** What patterns need of the function at hand, and how far the case at hand is. */
export class Matching {
  readonly lowering: Lowering;
  readonly builder: CodeBuilder;
  /** Names whose values lie on the stack, in the order of binding. */
  stores: number[] = [];
  /** Items on top that belong to patterns around the one at hand. */
  onTop = 0;
  /** Where to go to with so many items on the subject, by number. */
  #failures: number[] = [];
  readonly #kinds: LoweringKinds["patterns"];

  constructor(lowering: Lowering, kinds: LoweringKinds["patterns"]) {
    this.lowering = lowering;
    this.builder = lowering.builder;
    this.#kinds = kinds;
  }

  begin(): void {
    this.stores = [];
    this.#failures = [];
    this.onTop = 0;
  }

  /** Sets the case at hand aside; gives what {@linkcode resume} takes. */
  suspend(): number[] {
    return this.#failures;
  }

  resume(failures: number[]): void {
    this.#failures = failures;
  }

  /** Looks at the value on top and takes it. */
  pattern(p: Pattern): void {
    this.#kinds[p.k].lower(this, p as never);
  }

  /** Label of failures with so many items to pop. */
  failure(pops: number): number {
    const failures = this.#failures;
    while (failures.length <= pops) failures.push(this.builder.newLabel());
    return failures[pops] as number;
  }

  /** Binds the collected names. */
  bind(): void {
    for (const v of this.stores) this.lowering.storeLocal(v);
    this.stores = [];
  }

  /** Takes the value on top as a name's, or drops it. */
  capture(v: number | null): void {
    if (v === null) return this.builder.emit(OP.POP_TOP);
    for (let n = this.onTop + this.stores.length + 1; n > 1; n--) this.builder.emit(OP.SWAP, n);
    this.stores.push(v);
  }

  /** Where failures arrive. */
  end(): void {
    const { builder } = this;
    const failures = this.#failures;
    for (let pops = failures.length - 1; pops > 0; pops--) {
      builder.use(failures[pops] as number);
      builder.emit(OP.POP_TOP);
    }
    if (failures.length > 0) builder.use(failures[0] as number);
    this.#failures = [];
  }

  /** A jump, conditional or not, to where the pattern has failed. */
  fail(op: number): void {
    this.builder.emit(op, this.failure(this.onTop + this.stores.length));
  }

  /** Compares the value on top, which it takes, with a literal. */
  literal(value: Literal): void {
    const { builder } = this;
    this.lowering.loadConst(value);
    if (value.t === "None" || value.t === "bool") builder.emit(OP.IS_OP, 0);
    else {
      builder.emit(OP.COMPARE_OP, EQUAL);
      builder.emit(OP.TO_BOOL);
    }
    this.fail(OP.POP_JUMP_IF_FALSE);
  }

  /** Compares the length of the value on top, which stays. */
  length(count: number, comparison: number): void {
    const { builder } = this;
    builder.emit(OP.GET_LEN);
    this.lowering.loadInt(count);
    builder.emit(OP.COMPARE_OP, comparison);
    this.fail(OP.POP_JUMP_IF_FALSE);
  }

  /** The value on top must not be None, and stays. */
  notNone(): void {
    const { builder } = this;
    builder.emit(OP.COPY, 1);
    this.lowering.loadNone();
    builder.emit(OP.IS_OP, 1);
    this.fail(OP.POP_JUMP_IF_FALSE);
  }

  /** Tries one literal after the other, each with failures of its own; the names collected so far stay as they are. */
  firstOf(items: readonly Literal[], matched: number, jump: number): void {
    const { builder, stores, onTop } = this;
    const failures = this.#failures;
    for (const item of items) {
      this.begin();
      builder.emit(OP.COPY, 1);
      this.literal(item);
      builder.emit(jump, matched);
      this.end();
    }
    this.stores = stores;
    this.#failures = failures;
    this.onTop = onTop;
  }
}
