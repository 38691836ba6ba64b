/**
 * Lowering of patterns. The subject lies on top; names are collected on the stack below what is still to be looked at and
 * bound when the whole pattern matched. A failed test jumps to where so many items are popped as lie on the subject then.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import type { CodeBuilder } from "./code_builder.ts";
import { JUMP, OP } from "./opcode_facts.ts";
import type { Pattern } from "../draft/draft.ts";
import { className } from "../draft/classes.ts";
import { COMPARE_ARGS, TO_BOOL_BIT } from "./expressions.ts";
import { namesTuple } from "./rich.ts";

const EQUAL = COMPARE_ARGS[2];
const AT_LEAST = COMPARE_ARGS[5];

/** What patterns need of the function at hand. */
export interface PatternContext {
  readonly builder: CodeBuilder;
  readonly loadConst: (value: Literal) => void;
  readonly loadGlobal: (name: string) => void;
  readonly storeLocal: (i: number) => void;
}

/** One case at a time. */
export class PatternLowering {
  readonly #context: PatternContext;
  /** Names whose values lie on the stack, in the order of binding. */
  #stores: number[] = [];
  /** Where to go to with so many items on the subject, by number. */
  #failures: number[] = [];
  /** Items on top that belong to patterns around the one at hand. */
  #onTop = 0;

  constructor(context: PatternContext) {
    this.#context = context;
  }

  begin(): void {
    this.#stores = [];
    this.#failures = [];
    this.#onTop = 0;
  }

  /** Label of failures with so many items to pop. */
  failure(pops: number): number {
    const failures = this.#failures;
    while (failures.length <= pops) failures.push(this.#context.builder.newLabel());
    return failures[pops] as number;
  }

  /** Binds the collected names. */
  bind(): void {
    for (const v of this.#stores) this.#context.storeLocal(v);
    this.#stores = [];
  }

  /** Where failures arrive, with `depth` items left. */
  end(depth: number): void {
    const { builder } = this.#context;
    const failures = this.#failures;
    for (let pops = failures.length - 1; pops > 0; pops--) {
      builder.place(failures[pops] as number, depth + pops);
      builder.emit(OP.POP_TOP);
    }
    if (failures.length > 0) builder.place(failures[0] as number, depth);
    else builder.depth = depth;
  }

  #fail(op: number): void {
    this.#context.builder.jump(op, this.failure(this.#onTop + this.#stores.length));
  }

  /** Looks at the value on top and takes it. */
  pattern(p: Pattern): void {
    const { builder, loadConst, loadGlobal } = this.#context;
    switch (p.k) {
      case "any":
        return this.#capture(p.v);
      case "literal":
        return this.#literal(p.v);
      case "sequence":
        return this.#sequence(p);
      case "mapping":
        this.#onTop++;
        builder.emit(OP.MATCH_MAPPING);
        this.#fail(OP.POP_JUMP_IF_FALSE);
        this.#length(1, AT_LEAST);
        loadConst({ t: "tuple", v: [p.key] });
        builder.emit(OP.MATCH_KEYS);
        this.#onTop += 2;
        builder.emit(OP.COPY, 1);
        this.#fail(OP.POP_JUMP_IF_NONE);
        builder.emit(OP.UNPACK_SEQUENCE, 1);
        this.#onTop--;
        if (p.value.k === "any" && p.value.v !== null && this.#onTop === 2 && this.#stores.length === 0) {
          // Bound at once, as swaps before stores and pops change places with them.
          this.#context.storeLocal(p.value.v);
        } else this.pattern(p.value);
        this.#onTop -= 2;
        builder.emit(OP.POP_TOP);
        return builder.emit(OP.POP_TOP);
      case "builtin":
        loadGlobal(p.name);
        return this.#class(p.p, EMPTY, p.p === null ? 0 : 1);
      case "class":
        loadGlobal(className(p.c));
        return this.#class(p.p, namesTuple([p.name]), 0);
      case "or":
        return this.#alternatives(p.items);
    }
  }

  #capture(v: number | null): void {
    const { builder } = this.#context;
    if (v === null) return builder.emit(OP.POP_TOP);
    for (let n = this.#onTop + this.#stores.length + 1; n > 1; n--) builder.emit(OP.SWAP, n);
    this.#stores.push(v);
  }

  #literal(value: Literal): void {
    const { builder, loadConst } = this.#context;
    if (value.t === "None") return this.#fail(OP.POP_JUMP_IF_NOT_NONE);
    loadConst(value);
    if (value.t === "bool") builder.emit(OP.IS_OP, 0);
    else builder.emit(OP.COMPARE_OP, EQUAL + TO_BOOL_BIT);
    this.#fail(OP.POP_JUMP_IF_FALSE);
  }

  #length(count: number, comparison: number): void {
    const { builder, loadConst } = this.#context;
    builder.emit(OP.GET_LEN);
    loadConst({ t: "int", v: count });
    builder.emit(OP.COMPARE_OP, comparison);
    this.#fail(OP.POP_JUMP_IF_FALSE);
  }

  #sequence({ items, star }: Extract<Pattern, { readonly k: "sequence" }>): void {
    const { builder } = this.#context;
    const { length } = items;
    this.#onTop++;
    builder.emit(OP.MATCH_SEQUENCE);
    this.#fail(OP.POP_JUMP_IF_FALSE);
    if (star === null) this.#length(length, EQUAL);
    else if (length > 1) this.#length(length - 1, AT_LEAST);
    this.#onTop--;
    if (items.every((item) => item.k === "any" && item.v === null)) return builder.emit(OP.POP_TOP);
    if (star === null) builder.emit(OP.UNPACK_SEQUENCE, length);
    else builder.emit(OP.UNPACK_EX, star + ((length - star - 1) << 8));
    if (this.#onTop === 0 && this.#stores.length === 0 && bindsDistinctNames(items)) {
      // Nothing can fail any more: bound in order, as swaps before stores and pops change places with them.
      for (const item of items) {
        if (item.k !== "any" || item.v === null) builder.emit(OP.POP_TOP);
        else this.#context.storeLocal(item.v);
      }
      return;
    }
    this.#onTop += length;
    for (const item of items) {
      this.#onTop--;
      this.pattern(item);
    }
  }

  #class(p: Pattern | null, names: Literal, positional: number): void {
    const { builder, loadConst } = this.#context;
    loadConst(names);
    builder.emit(OP.MATCH_CLASS, positional);
    builder.emit(OP.COPY, 1);
    this.#onTop++;
    this.#fail(OP.POP_JUMP_IF_NONE);
    builder.emit(OP.UNPACK_SEQUENCE, p === null ? 0 : 1);
    this.#onTop--;
    if (p !== null) this.pattern(p);
  }

  #alternatives(items: readonly Literal[]): void {
    const { builder } = this.#context;
    const matched = builder.newLabel();
    const stores = this.#stores;
    const failures = this.#failures;
    const onTop = this.#onTop;
    const { depth } = builder;
    for (const item of items) {
      this.begin();
      builder.emit(OP.COPY, 1);
      this.#literal(item);
      builder.jump(JUMP, matched);
      this.end(depth);
    }
    this.#stores = stores;
    this.#failures = failures;
    this.#onTop = onTop;
    builder.emit(OP.POP_TOP);
    this.#fail(JUMP);
    builder.place(matched, depth);
    builder.emit(OP.POP_TOP);
  }
}

const EMPTY: Literal = { t: "tuple", v: [] };

function bindsDistinctNames(items: readonly Pattern[]): boolean {
  const seen = new Set<number>();
  for (const item of items) {
    if (item.k !== "any") return false;
    if (item.v !== null && seen.has(item.v)) return false;
    if (item.v !== null) seen.add(item.v);
  }
  return true;
}
