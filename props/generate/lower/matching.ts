/**
 * Matching: one `case` at a time. The subject lies on top; names are collected on the stack below what is still to be looked
 * at and bound when the whole pattern matched. A failed test jumps to where so many items are popped as lie on the subject
 * then.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import type { Pattern } from "../draft/statement.ts";
import type { CodeBuilder } from "./code_builder.ts";
import { COMPARE_ARGS, TO_BOOL_BIT } from "./constants.ts";
import type { Lowering, LoweringKinds } from "./lowering.ts";
import { OP } from "../../python/compile/opcode_facts.ts";

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

  /** Where failures arrive, with `depth` items left. */
  end(depth: number): void {
    const { builder } = this;
    const failures = this.#failures;
    for (let pops = failures.length - 1; pops > 0; pops--) {
      builder.place(failures[pops] as number, depth + pops);
      builder.emit(OP.POP_TOP);
    }
    if (failures.length > 0) builder.place(failures[0] as number, depth);
    else builder.depth = depth;
  }

  /** A jump, conditional or not, to where the pattern has failed. */
  fail(op: number): void {
    this.builder.jump(op, this.failure(this.onTop + this.stores.length));
  }

  /** Compares the value on top, which it takes, with a literal. */
  literal(value: Literal): void {
    const { builder } = this;
    if (value.t === "None") return this.fail(OP.POP_JUMP_IF_NOT_NONE);
    this.lowering.loadConst(value);
    if (value.t === "bool") builder.emit(OP.IS_OP, 0);
    else builder.emit(OP.COMPARE_OP, EQUAL + TO_BOOL_BIT);
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

  /** Tries one literal after the other, each with failures of its own; the names collected so far stay as they are. */
  firstOf(items: readonly Literal[], matched: number, jump: number): void {
    const { builder, stores, onTop } = this;
    const failures = this.#failures;
    const { depth } = builder;
    for (const item of items) {
      this.begin();
      builder.emit(OP.COPY, 1);
      this.literal(item);
      builder.jump(jump, matched);
      this.end(depth);
    }
    this.stores = stores;
    this.#failures = failures;
    this.onTop = onTop;
  }
}
