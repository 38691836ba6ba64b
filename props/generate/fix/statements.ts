/**
 * Fixing statements on variables, control flow, and islands.
 *
 * @module
 */

import {
  BINARY_OPERATORS,
  type Block,
  COMPARISONS,
  EXCEPTIONS,
  type Expr,
  formOf,
  type FunctionDraft,
  type Handler,
  type IslandOp,
  MAX_COUNTERS,
  NONE,
  type RichStmt,
  type Stmt,
  type Target,
  type Twist,
  ZERO,
} from "../draft/draft.ts";
import { OPCODES } from "../../../src/isa/opcodes.ts";
import { ATTRIBUTES } from "../draft/classes.ts";
import {
  clamp,
  cut,
  mapped,
  MAX_BLOCK,
  MAX_EXPRESSION_DEPTH,
  MAX_ITEMS,
  MAX_LOOP_COUNT,
  MAX_PREFIXES,
  MAX_ROUNDS,
  MAX_STATEMENT_DEPTH,
  MAX_TWISTS,
  type Place,
  wrap,
} from "./parts.ts";
import { RichFixer } from "./rich.ts";

/** Statements of one function at a time. */
export abstract class StatementFixer extends RichFixer {
  // Statements.

  /** Statements of `blocks.ts`. */
  protected abstract richStatement(s: RichStmt, place: Place): Stmt | undefined;

  /** Whether a function is a global of the module. */
  protected isGlobal(f: number): boolean {
    return (this.functions[f] as FunctionDraft).parent === null && (this.ownerOf[f] as number) < 0;
  }

  protected block(block: Block, place: Place): Block {
    return mapped(cut(block, MAX_BLOCK), (s) => this.statement(s, place));
  }

  protected at(e: Expr, place: Place): Expr {
    return this.expr(e, MAX_EXPRESSION_DEPTH, place.rounds);
  }

  protected target(t: Target, place: Place): Target | null {
    switch (t.k) {
      case "local": {
        const i = this.assignable(t.i);
        return i === null ? null : i === t.i ? t : { k: "local", i };
      }
      case "free": {
        const count = this.freeCount();
        // The parent's own rules hold for its locals here, too.
        const first = count > 0 && (this.functions[this.fn.parent as number] as FunctionDraft).recursive !== null
          ? 1
          : 0;
        if (count <= first) return null;
        const i = Math.max(first, wrap(t.i, count));
        return i === t.i ? t : { k: "free", i };
      }
      case "global": {
        if (this.globals === 0) return null;
        const i = wrap(t.i, this.globals);
        return i === t.i ? t : { k: "global", i };
      }
      case "item": {
        const o = this.at(t.o, place);
        const i = this.at(t.i, place);
        return o === t.o && i === t.i ? t : { k: "item", o, i };
      }
      case "attr": {
        if (!ATTRIBUTES.includes(t.name)) return null;
        const o = this.at(t.o, place);
        return o === t.o ? t : { k: "attr", o, name: t.name };
      }
      case "slice": {
        const o = this.at(t.o, place);
        const a = this.at(t.a, place);
        const b = this.at(t.b, place);
        return o === t.o && a === t.a && b === t.b ? t : { k: "slice", o, a, b };
      }
    }
  }

  protected statement(s: Stmt, place: Place): Stmt | undefined {
    switch (s.k) {
      case "assign":
      case "augment": {
        const e = this.at(s.e, place);
        const t = this.target(s.t, place);
        if (t === null) return { k: "expr", e };
        if (s.k === "assign") return e === s.e && t === s.t ? s : { k: "assign", t, e };
        const op = wrap(s.op, BINARY_OPERATORS.length);
        return e === s.e && t === s.t && op === s.op ? s : { k: "augment", t, op, e };
      }
      case "unpack": {
        const e = this.at(s.e, place);
        const ts = mapped(cut(s.ts, MAX_ITEMS), (t) => this.target(t, place) ?? undefined);
        if (ts.length === 0) return { k: "expr", e };
        const star = s.star === undefined ? undefined : wrap(s.star, ts.length);
        if (e === s.e && ts === s.ts && star === s.star) return s;
        return star === undefined ? { k: "unpack", ts, e } : { k: "unpack", ts, e, star };
      }
      case "expr":
      case "emit": {
        const e = this.at(s.e, place);
        return e === s.e ? s : { ...s, e };
      }
      case "return": {
        const e = this.at(s.e, place);
        if (place.kept) return { k: "expr", e };
        if (formOf(this.fn).kind === "async generator" && e !== NONE) {
          return e.k === "const" && e.v.t === "None" ? s : { k: "return", e: NONE };
        }
        return e === s.e ? s : { ...s, e };
      }
      case "del": {
        const t = this.target(s.t, place);
        return t === null ? undefined : t === s.t ? s : { k: "del", t };
      }
      case "raise": {
        const arg = s.arg === null ? null : this.at(s.arg, place);
        const type = s.type === null ? null : wrap(s.type, EXCEPTIONS.length);
        return arg === s.arg && type === s.type ? s : { k: "raise", type, arg };
      }
      case "assert": {
        const c = this.at(s.c, place);
        const message = s.message === null ? null : this.at(s.message, place);
        return c === s.c && message === s.message ? s : { k: "assert", c, message };
      }
      case "break":
      case "continue":
        return place.loop ? s : undefined;
      case "pass":
        return s;
      case "event": {
        const f = wrap(s.f, this.functions.length);
        const n = clamp(s.n, 0, 2);
        if (!this.isGlobal(f)) return undefined;
        return f === s.f && n === s.n ? s : { k: "event", host: s.host, f, n };
      }
      case "reversion": {
        const f = wrap(s.f, this.functions.length);
        if (!this.isGlobal(f)) return undefined;
        return f === s.f ? s : { k: "reversion", f };
      }
      case "def": {
        const f = wrap(s.f, this.functions.length);
        if ((this.functions[f] as FunctionDraft).parent !== this.f) return undefined;
        const v = this.assignable(s.v);
        if (v === null) return undefined;
        this.enter(f, place.rounds);
        return f === s.f && v === s.v ? s : { k: "def", f, v };
      }
      case "island": {
        const { ops } = this.island(s.ops, 0, place, 0);
        return ops === s.ops ? s : { k: "island", ops };
      }
      case "twisted":
        return this.twisted(s, place);
      case "if":
      case "for":
      case "while":
      case "try":
        return this.compound(s, place);
      default:
        return this.richStatement(s, place);
    }
  }

  /** One wrapper around a statement that is none; without twists that suit it, the statement itself. */
  protected twisted(s: Stmt & { readonly k: "twisted" }, place: Place): Stmt | undefined {
    const fixed = this.statement(s.s, place);
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

  protected compound(s: Stmt & { readonly k: "if" | "for" | "while" | "try" }, place: Place): Stmt | undefined {
    const inner: Place = { ...place, depth: place.depth + 1 };
    if (inner.depth > MAX_STATEMENT_DEPTH) return undefined;
    switch (s.k) {
      case "if": {
        const c = this.at(s.c, place);
        const then = this.block(s.then, inner);
        const orelse = this.block(s.orelse, inner);
        return c === s.c && then === s.then && orelse === s.orelse ? s : { k: "if", c, then, orelse };
      }
      case "for": {
        const v = this.assignable(s.v);
        if (v === null) return undefined;
        const over = this.iterable(s.over, MAX_EXPRESSION_DEPTH, place.rounds);
        const rounds = Math.min(MAX_ROUNDS, place.rounds * Math.max(1, over.count));
        const body = this.block(s.body, { ...inner, loop: true, rounds });
        const orelse = this.block(s.orelse, inner);
        if (v === s.v && over === s.over && body === s.body && orelse === s.orelse) return s;
        return { k: "for", v, over, body, orelse, tight: s.tight };
      }
      case "while":
        return this.while(s, place, inner);
      case "try": {
        const body = this.block(s.body, inner);
        const star = s.star === true && s.handlers.length > 0 && s.handlers.every(({ type }) => type !== null);
        const clause: Place = star ? { ...inner, loop: false, kept: true } : inner;
        const handlers = mapped(cut(s.handlers, 4), (handler) => this.handler(handler, clause));
        const orelse = handlers.length > 0 ? this.block(s.orelse, inner) : [];
        const final = this.block(s.final, inner);
        if (handlers.length === 0 && final.length === 0) {
          // Nothing guards the body any more.
          return body.length === 0
            ? undefined
            : { k: "if", c: { k: "const", v: { t: "bool", v: true } }, then: body, orelse: [] };
        }
        const sameElse = orelse === s.orelse || (orelse.length === 0 && s.orelse.length === 0);
        const raw = s.raw && !star;
        if (
          body === s.body && handlers === s.handlers && sameElse && final === s.final && raw === s.raw &&
          star === (s.star ?? false)
        ) return s;
        return star
          ? { k: "try", body, handlers, orelse, final, raw, star }
          : { k: "try", body, handlers, orelse, final, raw };
      }
    }
  }

  protected handler(handler: Handler, place: Place): Handler {
    const type = handler.type === null ? null : wrap(handler.type, EXCEPTIONS.length);
    // Only a clause with a type can bind a name.
    const name = handler.name === null || type === null ? null : this.assignable(handler.name);
    const body = this.block(handler.body, place);
    return type === handler.type && name === handler.name && body === handler.body ? handler : { type, name, body };
  }

  protected while(s: Stmt & { readonly k: "while" }, place: Place, inner: Place): Stmt | undefined {
    const counter = this.counters;
    if (counter >= MAX_COUNTERS) return undefined;
    const most = Math.max(1, Math.min(MAX_LOOP_COUNT, Math.floor(MAX_ROUNDS / place.rounds)));
    const count = clamp(s.count, 0, most);
    const entryCondition = s.entry === null ? null : this.at(s.entry.c, place);
    this.counters++;
    const c = s.c === null ? null : this.at(s.c, place);
    const rounds = Math.min(MAX_ROUNDS, place.rounds * Math.max(1, count));
    const body = this.block(s.body, { ...inner, loop: true, rounds });
    const orelse = this.block(s.orelse, inner);
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
  protected island(ops: readonly IslandOp[], depth: number, place: Place, level: number): { ops: readonly IslandOp[] } {
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
      const fixed = this.islandOp(op, place);
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
          const body = level >= 3 ? [] : this.island(fixed.body, now, place, level + 1).ops;
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

  protected islandOp(op: IslandOp, place: Place): IslandOp | null {
    switch (op.k) {
      case "push": {
        const e = this.at(op.e, place);
        return e === op.e ? op : { k: "push", e };
      }
      case "store": {
        const i = this.assignable(op.i);
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
      case "event": {
        const s = this.statement(op.s, place);
        return s === op.s ? op : s?.k === "event" ? { k: "event", s } : null;
      }
      case "pop":
      case "nop":
        return op;
    }
  }
}

const PUSH_ZERO: IslandOp = { k: "push", e: ZERO };
const POP: IslandOp = { k: "pop" };

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
