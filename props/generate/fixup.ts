/**
 * Makes any Draft valid: total and idempotent. Indices wrap into their tables, what cannot stand where it stands is dropped or
 * replaced by a constant, loops and recursion are cut to a budget. Valid parts come back as they are, not copied.
 *
 * @module
 */

import { OPCODES } from "../../src/isa/opcodes.ts";
import type { Literal } from "../../src/isa/program.ts";
import {
  BINARY_OPERATORS,
  type Block,
  BUILTINS,
  type Callee,
  COMPARISONS,
  type Draft,
  EXCEPTIONS,
  type Expr,
  type FunctionDraft,
  type GlobalDraft,
  type Handler,
  intConst,
  type IslandOp,
  type Iterable,
  local,
  MAX_COUNTERS,
  MAX_FUNCTIONS,
  MAX_GLOBALS,
  MAX_LOCALS,
  METHODS,
  NONE,
  PIN_WARM,
  type Stmt,
  type Target,
  type Twist,
  ZERO,
} from "./draft.ts";

/** Loop rounds, weighted by what surrounds them, that one call of the entry may take: keeps checks short. */
export const MAX_ROUNDS = 600;
/** Rounds of one loop. */
export const MAX_LOOP_COUNT = 400;
/** Nesting of statements and of expressions: bounds the value stack and the host's own stack. */
const MAX_STATEMENT_DEPTH = 8;
const MAX_EXPRESSION_DEPTH = 10;
const MAX_BLOCK = 40;
const MAX_ITEMS = 40;
const MAX_CALLS = 4;
const MAX_TWISTS = 8;
const MAX_PREFIXES = 3;
/** First argument of a call from outside into recursion. */
const MAX_RECURSION = 6;

/** `map` that gives the array itself back when nothing changed; `undefined` drops an item. */
function mapped<T>(items: readonly T[], f: (item: T, i: number) => T | undefined): readonly T[] {
  let out: T[] | null = null;
  for (let i = 0; i < items.length; i++) {
    const item = items[i] as T;
    const next = f(item, i);
    if (out === null) {
      if (next === item) continue;
      out = items.slice(0, i);
    }
    if (next !== undefined) out.push(next);
  }
  return out ?? items;
}

function cut<T>(items: readonly T[], most: number): readonly T[] {
  return items.length > most ? items.slice(0, most) : items;
}

function clamp(value: number, low: number, high: number): number {
  // Plus zero: no -0 may come out.
  return Math.min(high, Math.max(low, Math.trunc(Number.isFinite(value) ? value : low))) + 0;
}

function wrap(index: number, count: number): number {
  const whole = Math.trunc(Number.isFinite(index) ? index : 0);
  return ((whole % count) + count) % count;
}

/** Where a statement stands. */
interface Place {
  readonly depth: number;
  readonly loop: boolean;
  /** How often control comes here in one run of the entry, at most. */
  readonly rounds: number;
}

class Fixer {
  readonly #draft: Draft;
  readonly #functions: FunctionDraft[];
  readonly #globals: number;
  #f = 0;
  #fn!: FunctionDraft;
  #counters = 0;
  #recursiveCalls = 0;
  /** Rounds of callers, by function: how often each is entered. */
  readonly #entered: number[];

  constructor(draft: Draft) {
    this.#draft = draft;
    this.#functions = cut(draft.functions, MAX_FUNCTIONS).map((fn, f) => fixHead(fn, f, draft.functions));
    if (this.#functions.length === 0) this.#functions.push(EMPTY_FUNCTION);
    this.#globals = Math.min(draft.globals.length, MAX_GLOBALS);
    this.#entered = this.#functions.map(() => 0);
  }

  run(): Draft {
    const draft = this.#draft;
    this.#entered[0] = 1;
    // Callees have higher numbers than callers, but for recursion, so one pass in order knows how often each is entered.
    const functions = this.#functions;
    for (let f = 0; f < functions.length; f++) functions[f] = this.#function(f);
    const same = functions.length === draft.functions.length && functions.every((fn, f) => fn === draft.functions[f]);
    const globals: readonly GlobalDraft[] = mapped(cut(draft.globals, MAX_GLOBALS), fixGlobal);
    const entry = functions[0] as FunctionDraft;
    let args = draft.args;
    if (args.length > entry.params) args = args.slice(0, entry.params);
    while (args.length < entry.params - entry.defaults.length) args = [...args, { t: "int", v: 0 }];
    const calls = clamp(draft.calls, 1, MAX_CALLS);
    const warm = clamp(draft.warm, 1, PIN_WARM);
    const rest = globals === draft.globals && args === draft.args && calls === draft.calls && warm === draft.warm;
    if (same && rest) return draft;
    return { functions: same ? draft.functions : functions, globals, args, calls, warm };
  }

  #function(f: number): FunctionDraft {
    const fn = this.#functions[f] as FunctionDraft;
    this.#f = f;
    this.#fn = fn;
    this.#counters = 0;
    this.#recursiveCalls = 0;
    const rounds = Math.max(1, this.#entered[f] as number);
    const recursive = fn.recursive === null ? null : this.#expr(fn.recursive, MAX_EXPRESSION_DEPTH);
    // Each call that recurses makes two more, at most six deep.
    const place: Place = { depth: 0, loop: false, rounds: fn.recursive === null ? rounds : rounds * 20 };
    this.#placeRounds = place.rounds;
    const body = this.#block(fn.body, place);
    if (recursive === fn.recursive && body === fn.body) return fn;
    return { ...fn, recursive, body };
  }

  // Expressions.

  /** `depth` says how many levels there may still be. */
  #expr(e: Expr, depth = MAX_EXPRESSION_DEPTH, rounds = 1): Expr {
    const left = depth - 1;
    switch (e.k) {
      case "const":
        return isConstant(e.v) ? e : ZERO;
      case "local": {
        if (this.#fn.locals === 0) return ZERO;
        const i = wrap(e.i, this.#fn.locals);
        return i === e.i ? e : local(i);
      }
      case "counter":
        // Counters of loops that come later do not exist yet.
        return e.i >= 0 && e.i < this.#counters
          ? e
          : this.#counters === 0
          ? ZERO
          : { k: "counter", i: wrap(e.i, this.#counters) };
      case "free": {
        const count = this.#freeCount();
        if (count === 0) return ZERO;
        const i = wrap(e.i, count);
        return i === e.i ? e : { k: "free", i };
      }
      case "global": {
        if (this.#globals === 0) return ZERO;
        const i = wrap(e.i, this.#globals);
        return i === e.i ? e : { k: "global", i };
      }
    }
    if (left <= 0) return ZERO;
    switch (e.k) {
      case "binary": {
        const l = this.#expr(e.l, left, rounds);
        const r = this.#expr(e.r, left, rounds);
        const op = wrap(e.op, BINARY_OPERATORS.length);
        return l === e.l && r === e.r && op === e.op ? e : { k: "binary", op, l, r };
      }
      case "compare": {
        const l = this.#expr(e.l, left, rounds);
        const r = this.#expr(e.r, left, rounds);
        const op = wrap(e.op, COMPARISONS.length);
        return l === e.l && r === e.r && op === e.op ? e : { k: "compare", op, l, r };
      }
      case "is":
      case "in":
      case "logic": {
        const l = this.#expr(e.l, left, rounds);
        const r = this.#expr(e.r, left, rounds);
        return l === e.l && r === e.r ? e : { ...e, l, r };
      }
      case "unary": {
        const inner = this.#expr(e.e, left, rounds);
        return inner === e.e ? e : { ...e, e: inner };
      }
      case "choose": {
        const c = this.#expr(e.c, left, rounds);
        const a = this.#expr(e.a, left, rounds);
        const b = this.#expr(e.b, left, rounds);
        return c === e.c && a === e.a && b === e.b ? e : { k: "choose", c, a, b };
      }
      case "subscript": {
        const o = this.#expr(e.o, left, rounds);
        const i = this.#expr(e.i, left, rounds);
        return o === e.o && i === e.i ? e : { k: "subscript", o, i };
      }
      case "slice": {
        const o = this.#expr(e.o, left, rounds);
        const a = this.#expr(e.a, left, rounds);
        const b = this.#expr(e.b, left, rounds);
        return o === e.o && a === e.a && b === e.b ? e : { k: "slice", o, a, b };
      }
      case "build": {
        let items = mapped(cut(e.items, MAX_ITEMS), (item) => this.#expr(item, left, rounds));
        if (e.what === "dict" && items.length % 2 === 1) items = items.slice(0, -1);
        return items === e.items ? e : { k: "build", what: e.what, items };
      }
      case "method": {
        if (!METHODS.includes(e.name)) return ZERO;
        const o = this.#expr(e.o, left, rounds);
        const args = mapped(cut(e.args, MAX_ITEMS), (each) => this.#expr(each, left, rounds));
        return o === e.o && args === e.args ? e : { k: "method", o, name: e.name, args };
      }
      case "call":
        return this.#call(e, left, rounds);
    }
  }

  #freeCount(): number {
    const { parent } = this.#fn;
    return parent === null ? 0 : (this.#functions[parent] as FunctionDraft).locals;
  }

  #call(e: Expr & { readonly k: "call" }, left: number, rounds: number): Expr {
    const args = mapped(cut(e.args, MAX_ITEMS), (each) => this.#expr(each, left, rounds));
    const { f } = e;
    if (f.k === "function") return this.#callFunction(e, f, args, rounds);
    if (f.k === "builtin") {
      if (!BUILTINS.includes(f.name)) return ZERO;
      return args === e.args ? e : { k: "call", f, args };
    }
    if (this.#fn.locals === 0) return ZERO;
    const i = wrap(f.i, this.#fn.locals);
    return i === f.i && args === e.args ? e : { k: "call", f: i === f.i ? f : { k: "local", i }, args };
  }

  #callFunction(
    e: Expr & { readonly k: "call" },
    f: Callee & { readonly k: "function" },
    given: readonly Expr[],
    rounds: number,
  ): Expr {
    const functions = this.#functions;
    const target = wrap(f.f, functions.length);
    const callee = functions[target] as FunctionDraft;
    // An inner function counts as its parent, so that it cannot call what made it.
    const self = this.#fn.parent ?? this.#f;
    const inside = this.#fn.recursive !== null && callee.recursive !== null;
    if (callee.parent !== null || target === 0 || (!inside && target <= self)) return ZERO;
    let args = given;
    if (callee.params < args.length) args = args.slice(0, callee.params);
    while (args.length < callee.params - callee.defaults.length) args = [...args, ZERO];
    if (callee.recursive !== null) {
      const first = this.#recursionArgument(args[0] ?? ZERO, inside);
      if (inside) {
        // Two calls that recurse, none in a loop, keep the tree of calls small.
        if (rounds > this.#placeRounds || ++this.#recursiveCalls > 2) return ZERO;
      }
      if (first !== args[0]) args = [first, ...args.slice(1)];
    }
    this.#entered[target] = Math.min(MAX_ROUNDS, (this.#entered[target] as number) + rounds);
    if (target === f.f && args === e.args) return e;
    return { k: "call", f: target === f.f ? f : { k: "function", f: target }, args };
  }

  /** Rounds at the start of the function at hand. */
  #placeRounds = 1;

  #recursionArgument(given: Expr, inside: boolean): Expr {
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

  // Statements.

  #block(block: Block, place: Place): Block {
    return mapped(cut(block, MAX_BLOCK), (s) => this.#statement(s, place));
  }

  #at(e: Expr, place: Place): Expr {
    return this.#expr(e, MAX_EXPRESSION_DEPTH, place.rounds);
  }

  /** A local that may be assigned: the first argument of a recursive function may not. */
  #assignable(i: number): number | null {
    const { locals, recursive } = this.#fn;
    const first = recursive === null ? 0 : 1;
    if (locals <= first) return null;
    const at = wrap(i, locals);
    return at >= first ? at : first;
  }

  #target(t: Target, place: Place): Target | null {
    switch (t.k) {
      case "local": {
        const i = this.#assignable(t.i);
        return i === null ? null : i === t.i ? t : { k: "local", i };
      }
      case "free": {
        const count = this.#freeCount();
        // The parent's own rules hold for its locals here, too.
        const first = count > 0 && (this.#functions[this.#fn.parent as number] as FunctionDraft).recursive !== null
          ? 1
          : 0;
        if (count <= first) return null;
        const i = Math.max(first, wrap(t.i, count));
        return i === t.i ? t : { k: "free", i };
      }
      case "global": {
        if (this.#globals === 0) return null;
        const i = wrap(t.i, this.#globals);
        return i === t.i ? t : { k: "global", i };
      }
      case "item": {
        const o = this.#at(t.o, place);
        const i = this.#at(t.i, place);
        return o === t.o && i === t.i ? t : { k: "item", o, i };
      }
    }
  }

  #statement(s: Stmt, place: Place): Stmt | undefined {
    switch (s.k) {
      case "assign":
      case "augment": {
        const e = this.#at(s.e, place);
        const t = this.#target(s.t, place);
        if (t === null) return { k: "expr", e };
        if (s.k === "assign") return e === s.e && t === s.t ? s : { k: "assign", t, e };
        const op = wrap(s.op, BINARY_OPERATORS.length);
        return e === s.e && t === s.t && op === s.op ? s : { k: "augment", t, op, e };
      }
      case "unpack": {
        const e = this.#at(s.e, place);
        const ts = mapped(cut(s.ts, MAX_ITEMS), (t) => this.#target(t, place) ?? undefined);
        if (ts.length === 0) return { k: "expr", e };
        return e === s.e && ts === s.ts ? s : { k: "unpack", ts, e };
      }
      case "expr":
      case "emit":
      case "return": {
        const e = this.#at(s.e, place);
        return e === s.e ? s : { ...s, e };
      }
      case "del": {
        const t = this.#target(s.t, place);
        return t === null ? undefined : t === s.t ? s : { k: "del", t };
      }
      case "raise": {
        const arg = s.arg === null ? null : this.#at(s.arg, place);
        const type = s.type === null ? null : wrap(s.type, EXCEPTIONS.length);
        return arg === s.arg && type === s.type ? s : { k: "raise", type, arg };
      }
      case "assert": {
        const c = this.#at(s.c, place);
        const message = s.message === null ? null : this.#at(s.message, place);
        return c === s.c && message === s.message ? s : { k: "assert", c, message };
      }
      case "break":
      case "continue":
        return place.loop ? s : undefined;
      case "pass":
        return s;
      case "event": {
        const f = wrap(s.f, this.#functions.length);
        const n = clamp(s.n, 0, 2);
        if ((this.#functions[f] as FunctionDraft).parent !== null) return undefined;
        return f === s.f && n === s.n ? s : { k: "event", host: s.host, f, n };
      }
      case "reversion": {
        const f = wrap(s.f, this.#functions.length);
        if ((this.#functions[f] as FunctionDraft).parent !== null) return undefined;
        return f === s.f ? s : { k: "reversion", f };
      }
      case "def": {
        const f = wrap(s.f, this.#functions.length);
        if ((this.#functions[f] as FunctionDraft).parent !== this.#f) return undefined;
        const v = this.#assignable(s.v);
        if (v === null) return undefined;
        this.#entered[f] = Math.min(MAX_ROUNDS, (this.#entered[f] as number) + place.rounds);
        return f === s.f && v === s.v ? s : { k: "def", f, v };
      }
      case "island": {
        const { ops } = this.#island(s.ops, 0, place, 0);
        return ops === s.ops ? s : { k: "island", ops };
      }
      case "twisted":
        return this.#twisted(s, place);
      default:
        return this.#compound(s, place);
    }
  }

  /** One wrapper around a statement that is none; without twists that suit it, the statement itself. */
  #twisted(s: Stmt & { readonly k: "twisted" }, place: Place): Stmt | undefined {
    const fixed = this.#statement(s.s, place);
    if (fixed === undefined) return undefined;
    const inner = fixed.k === "twisted" ? fixed.s : fixed;
    const given = fixed.k === "twisted" ? [...s.twists, ...fixed.twists] : s.twists;
    const suiting = inner.k === "try" || !given.some(({ k }) => k === "range")
      ? given
      : given.filter(({ k }) => k !== "range");
    const twists = mapped(cut(suiting, MAX_TWISTS), fixTwist);
    if (twists.length === 0) return inner;
    return twists === s.twists && inner === s.s ? s : { k: "twisted", twists, s: inner };
  }

  #compound(s: Stmt & { readonly k: "if" | "for" | "while" | "try" }, place: Place): Stmt | undefined {
    const inner: Place = { ...place, depth: place.depth + 1 };
    if (inner.depth > MAX_STATEMENT_DEPTH) return undefined;
    switch (s.k) {
      case "if": {
        const c = this.#at(s.c, place);
        const then = this.#block(s.then, inner);
        const orelse = this.#block(s.orelse, inner);
        return c === s.c && then === s.then && orelse === s.orelse ? s : { k: "if", c, then, orelse };
      }
      case "for": {
        const v = this.#assignable(s.v);
        if (v === null) return undefined;
        const over = this.#iterable(s.over, place);
        const rounds = Math.min(MAX_ROUNDS, place.rounds * Math.max(1, over.count));
        const body = this.#block(s.body, { depth: inner.depth, loop: true, rounds });
        const orelse = this.#block(s.orelse, inner);
        if (v === s.v && over === s.over && body === s.body && orelse === s.orelse) return s;
        return { k: "for", v, over, body, orelse, tight: s.tight };
      }
      case "while":
        return this.#while(s, place, inner);
      case "try": {
        const body = this.#block(s.body, inner);
        const handlers = mapped(cut(s.handlers, 4), (handler) => this.#handler(handler, inner));
        const orelse = handlers.length > 0 ? this.#block(s.orelse, inner) : [];
        const final = this.#block(s.final, inner);
        if (handlers.length === 0 && final.length === 0) {
          // Nothing guards the body any more.
          return body.length === 0
            ? undefined
            : { k: "if", c: { k: "const", v: { t: "bool", v: true } }, then: body, orelse: [] };
        }
        const sameElse = orelse === s.orelse || (orelse.length === 0 && s.orelse.length === 0);
        if (body === s.body && handlers === s.handlers && sameElse && final === s.final) return s;
        return { k: "try", body, handlers, orelse, final, raw: s.raw };
      }
    }
  }

  #handler(handler: Handler, place: Place): Handler {
    const type = handler.type === null ? null : wrap(handler.type, EXCEPTIONS.length);
    // Only a clause with a type can bind a name.
    const name = handler.name === null || type === null ? null : this.#assignable(handler.name);
    const body = this.#block(handler.body, place);
    return type === handler.type && name === handler.name && body === handler.body ? handler : { type, name, body };
  }

  #iterable(over: Iterable, place: Place): Iterable {
    const most = Math.max(1, Math.min(MAX_LOOP_COUNT, Math.floor(MAX_ROUNDS / place.rounds)));
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
        const e = this.#at(over.e, place);
        return count === over.count && e === over.e ? over : { k: "expr", e, count };
      }
    }
  }

  #while(s: Stmt & { readonly k: "while" }, place: Place, inner: Place): Stmt | undefined {
    const counter = this.#counters;
    if (counter >= MAX_COUNTERS) return undefined;
    const most = Math.max(1, Math.min(MAX_LOOP_COUNT, Math.floor(MAX_ROUNDS / place.rounds)));
    const count = clamp(s.count, 0, most);
    const entryCondition = s.entry === null ? null : this.#at(s.entry.c, place);
    this.#counters++;
    const c = s.c === null ? null : this.#at(s.c, place);
    const rounds = Math.min(MAX_ROUNDS, place.rounds * Math.max(1, count));
    const body = this.#block(s.body, { depth: inner.depth, loop: true, rounds });
    const orelse = this.#block(s.orelse, inner);
    let { entry } = s;
    if (entry !== null && entryCondition !== null) {
      const at = clamp(entry.at, 0, body.length);
      if (at !== entry.at || entryCondition !== entry.c) entry = { c: entryCondition, at };
    }
    if (
      counter === s.counter && count === s.count && c === s.c && body === s.body && orelse === s.orelse &&
      entry === s.entry
    ) return s;
    return { k: "while", counter, count, c, body, orelse, entry };
  }

  /** Balances an island: `depth` items are its own at the start, and again at the end. */
  #island(ops: readonly IslandOp[], depth: number, place: Place, level: number): { ops: readonly IslandOp[] } {
    let now = depth;
    const out: IslandOp[] = [];
    let changed = ops.length > MAX_BLOCK;
    const need = (count: number): void => {
      // Items below `depth` belong to what surrounds the island, which it may read but not take.
      while (now - (level > 0 ? depth - 1 : depth) < count) {
        out.push(PUSH_ZERO);
        now++;
        changed = true;
      }
    };
    for (const op of cut(ops, MAX_BLOCK)) {
      const fixed = this.#islandOp(op, place);
      if (fixed !== op) changed = true;
      if (fixed === null) continue;
      switch (fixed.k) {
        case "push":
          if (now >= MAX_EXPRESSION_DEPTH) {
            changed = true;
            continue;
          }
          now++;
          break;
        case "store":
        case "pop":
          if (now <= depth) {
            changed = true;
            continue;
          }
          now--;
          break;
        case "copy":
        case "swap":
          while (now < fixed.n) {
            out.push(PUSH_ZERO);
            now++;
            changed = true;
          }
          if (fixed.k === "copy") now++;
          break;
        case "binary":
        case "compare":
          while (now - depth < 2) {
            out.push(PUSH_ZERO);
            now++;
            changed = true;
          }
          now--;
          break;
        case "skip": {
          need(1);
          const body = level >= 3 ? [] : this.#island(fixed.body, now, place, level + 1).ops;
          if (body !== fixed.body && !(body.length === 0 && fixed.body.length === 0)) {
            changed = true;
            out.push({ ...fixed, body });
            continue;
          }
          break;
        }
      }
      out.push(fixed);
    }
    while (now > depth) {
      out.push(POP);
      now--;
      changed = true;
    }
    return { ops: changed ? out : ops };
  }

  #islandOp(op: IslandOp, place: Place): IslandOp | null {
    switch (op.k) {
      case "push": {
        const e = this.#at(op.e, place);
        return e === op.e ? op : { k: "push", e };
      }
      case "store": {
        const i = this.#assignable(op.i);
        return i === null ? null : i === op.i ? op : { k: "store", i };
      }
      case "copy":
      case "swap": {
        const n = clamp(op.n, op.k === "copy" ? 1 : 2, 4);
        return n === op.n ? op : { k: op.k, n };
      }
      case "binary":
      case "compare": {
        const wrapped = wrap(op.op, op.k === "binary" ? BINARY_OPERATORS.length : COMPARISONS.length);
        return wrapped === op.op ? op : { k: op.k, op: wrapped };
      }
      case "skip": {
        const n = clamp(op.n, -1000, 1000);
        return n === op.n ? op : { ...op, n };
      }
      case "pop":
      case "nop":
        return op;
    }
  }
}

const MINUS = BINARY_OPERATORS.indexOf("-");
const AND = BINARY_OPERATORS.indexOf("&");
const PUSH_ZERO: IslandOp = { k: "push", e: ZERO };
const POP: IslandOp = { k: "pop" };

/** Whether code may hold a literal as a constant: nothing in it changes. */
function isConstant(value: Literal): boolean {
  switch (value.t) {
    case "list":
    case "set":
    case "dict":
    case "code":
      return false;
    case "tuple":
    case "frozenset":
      return value.v.every(isConstant);
    default:
      return true;
  }
}

function fixGlobal(g: GlobalDraft): GlobalDraft {
  return g.init === null || isConstant(g.init) ? g : { init: null };
}

const EMPTY_FUNCTION: FunctionDraft = {
  parent: null,
  params: 0,
  defaults: [],
  locals: 0,
  recursive: null,
  body: [],
};

function fixHead(fn: FunctionDraft, f: number, all: readonly FunctionDraft[]): FunctionDraft {
  const candidate = fn.parent;
  // A parent is a top-level function that comes first; the entry has none.
  const parent = f > 0 && candidate !== null && candidate >= 0 && candidate < f && all[candidate]?.parent === null
    ? candidate
    : null;
  let params = clamp(fn.params, 0, 8);
  let recursive = parent === null && f > 0 ? fn.recursive : null;
  if (recursive !== null && params === 0) params = 1;
  const locals = clamp(fn.locals, params, MAX_LOCALS);
  // The first argument of a recursive function is never left to a default.
  const defaults = mapped(
    cut(fn.defaults, recursive === null ? params : params - 1),
    (value) => isConstant(value) ? value : NONE.v,
  );
  if (recursive !== null && recursive.k !== "const" && recursive.k !== "local") recursive = NONE;
  if (
    parent === fn.parent && params === fn.params && locals === fn.locals && defaults === fn.defaults &&
    recursive === fn.recursive
  ) return fn;
  return { ...fn, parent, params, locals, defaults, recursive };
}

function fixTwist(twist: Twist): Twist {
  switch (twist.k) {
    case "prefix":
    case "nop": {
      const op = twist.op !== null && twist.op in OPCODES ? twist.op : null;
      const at = clamp(twist.at, 0, 1_000_000);
      const n = clamp(twist.n, 1, MAX_PREFIXES);
      return op === twist.op && at === twist.at && n === twist.n ? twist : { k: twist.k, n, op, at };
    }
    case "range": {
      const by = clamp(twist.by, -8, 8);
      return by === twist.by ? twist : { k: "range", edge: twist.edge, by };
    }
  }
}

/** The valid Draft that this one stands for; a valid one stands for itself and is given back unchanged. */
export function fixup(draft: Draft): Draft {
  return new Fixer(draft).run();
}
