/**
 * Fixing expressions.
 *
 * @module
 */

import {
  BINARY_OPERATORS,
  BUILTINS,
  type Callee,
  COMPARISONS,
  type Draft,
  EXCEPTIONS,
  type Expr,
  formOf,
  type FunctionDraft,
  intConst,
  type Iterable,
  local,
  METHODS,
  type RichExpr,
  ZERO,
} from "../draft/draft.ts";
import type { ClassDraft } from "../draft/classes.ts";
import {
  clamp,
  cut,
  isConstant,
  mapped,
  MAX_EXPRESSION_DEPTH,
  MAX_ITEMS,
  MAX_LOOP_COUNT,
  MAX_RECURSION,
  MAX_ROUNDS,
  wrap,
} from "./parts.ts";

/** Expressions of one function at a time. */
export abstract class ExpressionFixer {
  protected readonly draft: Draft;
  protected readonly functions: FunctionDraft[] = [];
  protected globals = 0;
  protected classes: readonly ClassDraft[] = [];
  /** Class that holds each function, -1 for none. */
  protected ownerOf!: Int8Array;
  protected f = 0;
  protected fn!: FunctionDraft;
  protected counters = 0;
  protected recursiveCalls = 0;
  /** Rounds of callers, by function: how often each is entered. */
  protected readonly entered: number[] = [];

  constructor(draft: Draft) {
    this.draft = draft;
  }

  /** `depth` says how many levels there may still be. */
  protected expr(e: Expr, depth = MAX_EXPRESSION_DEPTH, rounds = 1): Expr {
    const left = depth - 1;
    switch (e.k) {
      case "const":
        return isConstant(e.v) ? e : ZERO;
      case "local": {
        if (this.fn.locals === 0) return ZERO;
        const i = wrap(e.i, this.fn.locals);
        return i === e.i ? e : local(i);
      }
      case "counter":
        // Counters of loops that come later do not exist yet.
        return e.i >= 0 && e.i < this.counters
          ? e
          : this.counters === 0
          ? ZERO
          : { k: "counter", i: wrap(e.i, this.counters) };
      case "free": {
        const count = this.freeCount();
        if (count === 0) return ZERO;
        const i = wrap(e.i, count);
        return i === e.i ? e : { k: "free", i };
      }
      case "global": {
        if (this.globals === 0) return ZERO;
        const i = wrap(e.i, this.globals);
        return i === e.i ? e : { k: "global", i };
      }
    }
    if (left <= 0) return ZERO;
    switch (e.k) {
      case "binary": {
        const l = this.expr(e.l, left, rounds);
        const r = this.expr(e.r, left, rounds);
        const op = wrap(e.op, BINARY_OPERATORS.length);
        return l === e.l && r === e.r && op === e.op ? e : { k: "binary", op, l, r };
      }
      case "compare": {
        const l = this.expr(e.l, left, rounds);
        const r = this.expr(e.r, left, rounds);
        const op = wrap(e.op, COMPARISONS.length);
        return l === e.l && r === e.r && op === e.op ? e : { k: "compare", op, l, r };
      }
      case "is":
      case "in":
      case "logic": {
        const l = this.expr(e.l, left, rounds);
        const r = this.expr(e.r, left, rounds);
        return l === e.l && r === e.r ? e : { ...e, l, r };
      }
      case "unary": {
        const inner = this.expr(e.e, left, rounds);
        return inner === e.e ? e : { ...e, e: inner };
      }
      case "choose": {
        const c = this.expr(e.c, left, rounds);
        const a = this.expr(e.a, left, rounds);
        const b = this.expr(e.b, left, rounds);
        return c === e.c && a === e.a && b === e.b ? e : { k: "choose", c, a, b };
      }
      case "subscript": {
        const o = this.expr(e.o, left, rounds);
        const i = this.expr(e.i, left, rounds);
        return o === e.o && i === e.i ? e : { k: "subscript", o, i };
      }
      case "slice": {
        const o = this.expr(e.o, left, rounds);
        const a = this.expr(e.a, left, rounds);
        const b = this.expr(e.b, left, rounds);
        return o === e.o && a === e.a && b === e.b ? e : { k: "slice", o, a, b };
      }
      case "build": {
        let items = mapped(cut(e.items, MAX_ITEMS), (item) => this.expr(item, left, rounds));
        if (e.what === "dict" && items.length % 2 === 1) items = items.slice(0, -1);
        return items === e.items ? e : { k: "build", what: e.what, items };
      }
      case "method": {
        if (!METHODS.includes(e.name)) return ZERO;
        const o = this.expr(e.o, left, rounds);
        const args = mapped(cut(e.args, MAX_ITEMS), (each) => this.expr(each, left, rounds));
        return o === e.o && args === e.args ? e : { k: "method", o, name: e.name, args };
      }
      case "call":
        return this.call(e, left, rounds);
      default:
        return this.rich(e, left, rounds);
    }
  }

  protected freeCount(): number {
    const { parent } = this.fn;
    return parent === null ? 0 : (this.functions[parent] as FunctionDraft).locals;
  }

  protected call(e: Expr & { readonly k: "call" }, left: number, rounds: number): Expr {
    const args = mapped(cut(e.args, MAX_ITEMS), (each) => this.expr(each, left, rounds));
    if (e.f.k === "function") return this.callFunction(e, e.f, args, rounds);
    const f = this.callee(e.f);
    if (f === null) return ZERO;
    return f === e.f && args === e.args ? e : { k: "call", f, args };
  }

  /** A callee that is no function of the Draft; null where there is none. */
  protected callee(f: Exclude<Callee, { readonly k: "function" }>): Callee | null {
    switch (f.k) {
      case "builtin":
        return BUILTINS.includes(f.name) ? f : null;
      case "class": {
        if (this.classes.length === 0) return null;
        const c = wrap(f.c, this.classes.length);
        return c === f.c ? f : { k: "class", c };
      }
      case "exception": {
        const i = wrap(f.i, EXCEPTIONS.length);
        return i === f.i ? f : { k: "exception", i };
      }
      case "local": {
        if (this.fn.locals === 0) return null;
        const i = wrap(f.i, this.fn.locals);
        return i === f.i ? f : { k: "local", i };
      }
    }
  }

  /** Expressions of `rich.ts`. */
  protected abstract rich(e: RichExpr, left: number, rounds: number): Expr;

  /** A function that may be called from here, or -1: one that comes later, so that calls end. */
  protected callable(f: number): number {
    const functions = this.functions;
    const target = wrap(f, functions.length);
    const callee = functions[target] as FunctionDraft;
    // An inner function counts as its parent, so that it cannot call what made it.
    const self = this.fn.parent ?? this.f;
    const inside = this.fn.recursive !== null && callee.recursive !== null;
    if (callee.parent !== null || target === 0 || (!inside && target <= self)) return -1;
    return (this.ownerOf[target] as number) >= 0 ? -1 : target;
  }

  protected enter(f: number, rounds: number): void {
    this.entered[f] = Math.min(MAX_ROUNDS, (this.entered[f] as number) + rounds);
  }

  protected callFunction(
    e: Expr & { readonly k: "call" },
    f: Callee & { readonly k: "function" },
    given: readonly Expr[],
    rounds: number,
  ): Expr {
    const target = this.callable(f.f);
    if (target < 0) return ZERO;
    const callee = this.functions[target] as FunctionDraft;
    const inside = this.fn.recursive !== null && callee.recursive !== null;
    let args = given;
    if (callee.params < args.length && !formOf(callee).star) args = args.slice(0, callee.params);
    while (args.length < callee.params - callee.defaults.length) args = [...args, ZERO];
    if (callee.recursive !== null) {
      const first = this.recursionArgument(args[0] ?? ZERO, inside);
      if (inside) {
        // Two calls that recurse, none in a loop, keep the tree of calls small.
        if (rounds > this.placeRounds || ++this.recursiveCalls > 2) return ZERO;
      }
      if (first !== args[0]) args = [first, ...args.slice(1)];
    }
    this.enter(target, rounds);
    if (target === f.f && args === e.args) return e;
    return { k: "call", f: target === f.f ? f : { k: "function", f: target }, args };
  }

  /** Rounds at the start of the function at hand. */
  protected placeRounds = 1;

  protected recursionArgument(given: Expr, inside: boolean): Expr {
    if (inside) {
      const down = given.k === "binary" && given.op === MINUS && given.l.k === "local" && given.l.i === 0 &&
        given.r.k === "const" && given.r.v.t === "int" && (given.r.v.v === 1 || given.r.v.v === 2);
      return down ? given : { k: "binary", op: MINUS, l: local(0), r: intConst(1) };
    }
    if (given.k === "const" && given.v.t === "int" && typeof given.v.v === "number" && given.v.v <= MAX_RECURSION) {
      return given;
    }
    const masked = given.k === "binary" && given.op === AND && given.r.k === "const" && given.r.v.t === "int" &&
      typeof given.r.v.v === "number" && given.r.v.v >= 0 && given.r.v.v < 4;
    return masked ? given : intConst(3);
  }

  /** Whether the function at hand may wait. */
  protected isAsync(): boolean {
    const { kind } = formOf(this.fn);
    return kind === "coroutine" || kind === "async generator";
  }

  /** A local that may be assigned: the first argument of a recursive function may not. */
  protected assignable(i: number): number | null {
    const { locals, recursive } = this.fn;
    const first = recursive === null ? 0 : 1;
    if (locals <= first) return null;
    const at = wrap(i, locals);
    return at >= first ? at : first;
  }

  /** What a loop goes over, with so many rounds around it that its own are cut. */
  protected iterable(over: Iterable, depth: number, rounds: number): Iterable {
    const most = Math.max(1, Math.min(MAX_LOOP_COUNT, Math.floor(MAX_ROUNDS / rounds)));
    const count = clamp(over.count, 0, most);
    switch (over.k) {
      case "range": {
        const start = clamp(over.start, -100_000, 100_000);
        const step = clamp(over.step, -1000, 1000) || 1;
        return count === over.count && start === over.start && step === over.step
          ? over
          : { k: "range", start, count, step };
      }
      case "tuple":
        return count === over.count ? over : { k: "tuple", count };
      case "expr": {
        const e = this.expr(over.e, depth, rounds);
        return count === over.count && e === over.e ? over : { k: "expr", e, count };
      }
      case "async": {
        const e = this.expr(over.e, depth, rounds);
        if (!this.isAsync()) return { k: "expr", e, count };
        return count === over.count && e === over.e ? over : { k: "async", e, count };
      }
    }
  }
}

const MINUS = BINARY_OPERATORS.indexOf("-");
const AND = BINARY_OPERATORS.indexOf("&");
