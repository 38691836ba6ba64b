/**
 * Shrinking: structural, monotone, and always valid, as every candidate goes through fixup.
 *
 * @module
 */

import type { Literal } from "../../src/isa/program.ts";
import type { Block, Draft, Expr, FunctionDraft, Handler, IslandOp, Iterable, Stmt, Target } from "./draft.ts";
import { intConst, NONE, ZERO } from "./draft.ts";
import { fixup } from "./fixup.ts";
import { functionUses, walkFunction } from "./walk.ts";
import { draftWeight } from "./weight.ts";

/** Bounds of one shrink. */
export interface ShrinkBudget {
  /** Candidates tried. */
  readonly candidates: number;
  /** Called before each candidate; true ends shrinking with the best so far (a clock, usually). */
  readonly expired?: () => boolean;
}

/** What a shrink gives: valid at any time, the smallest found within the budget. */
export interface ShrinkResult {
  readonly draft: Draft;
  readonly tried: number;
  readonly accepted: number;
  /** True when no candidate of the result is left to try. */
  readonly minimal: boolean;
}

/** The default number of candidates; a check takes some tens of microseconds. */
export const DEFAULT_SHRINK_BUDGET: ShrinkBudget = { candidates: 20_000 };

/** Valid Drafts that are lighter than a valid one, one step away, the boldest first. */
export function* shrink(draft: Draft): Generator<Draft> {
  const weight = draftWeight(draft);
  for (const candidate of candidates(draft)) {
    const fixed = fixup(candidate);
    if (draftWeight(fixed) < weight) yield fixed;
  }
}

/**
 * Makes a failing Draft smaller as long as `stillFails` says so. Each accepted candidate is strictly lighter than the one
 * before, so this ends. After a success the search goes on at the place of that success, and starts over at the end.
 */
export function shrinkDraft(
  draft: Draft,
  stillFails: (candidate: Draft) => boolean,
  budget: ShrinkBudget = DEFAULT_SHRINK_BUDGET,
): ShrinkResult {
  let best = fixup(draft);
  let tried = 0;
  let accepted = 0;
  // Candidates come in a fixed order; after a success those before its place are unlikely to help now.
  let skip = 0;
  for (;;) {
    let index = 0;
    let smaller: Draft | null = null;
    for (const candidate of shrink(best)) {
      if (index++ < skip) continue;
      if (tried >= budget.candidates || budget.expired?.() === true) {
        return { draft: best, tried, accepted, minimal: false };
      }
      tried++;
      if (!stillFails(candidate)) continue;
      smaller = candidate;
      break;
    }
    if (smaller !== null) {
      best = smaller;
      accepted++;
      skip = index - 1;
    } else if (skip > 0) skip = 0;
    // A whole pass from the start without success: nothing is left.
    else return { draft: best, tried, accepted, minimal: true };
  }
}

/** All Drafts that one step leads to, the boldest first; neither fixed up nor weighed yet. */
function* candidates(draft: Draft): Generator<Draft> {
  if (draft.calls > 1) {
    yield { ...draft, calls: 1 };
    yield { ...draft, calls: draft.calls - 1 };
  }
  yield* wholeFunctions(draft);
  for (let f = 0; f < draft.functions.length; f++) {
    const fn = draft.functions[f] as FunctionDraft;
    const withBody = (body: Block): Draft => withFunction(draft, f, { ...fn, body });
    if (fn.twists.length > 0) {
      yield withFunction(draft, f, { ...fn, twists: [] });
      for (let t = 0; t < fn.twists.length; t++) {
        yield withFunction(draft, f, { ...fn, twists: without(fn.twists, t, 1) });
      }
    }
    for (const body of blockCandidates(fn.body)) yield withBody(body);
    if (fn.recursive !== null) yield withFunction(draft, f, { ...fn, recursive: null });
  }
  yield* inlined(draft);
  for (let f = 0; f < draft.functions.length; f++) yield* countedLoops(draft, f);
  yield* tidying(draft);
  yield* parameters(draft);
  yield* arguments_(draft);
  for (let f = 0; f < draft.functions.length; f++) {
    const fn = draft.functions[f] as FunctionDraft;
    for (let t = 0; t < fn.twists.length; t++) yield* smallerTwist(draft, f, t);
  }
  // Last, as they leave what a compiler would write.
  for (let f = 0; f < draft.functions.length; f++) {
    const fn = draft.functions[f] as FunctionDraft;
    for (const body of rawCandidates(fn.body)) yield withFunction(draft, f, { ...fn, body });
  }
}

function withFunction(draft: Draft, f: number, fn: FunctionDraft): Draft {
  return { ...draft, functions: draft.functions.map((each, i) => (i === f ? fn : each)) };
}

function without<T>(items: readonly T[], at: number, count: number): readonly T[] {
  return [...items.slice(0, at), ...items.slice(at + count)];
}

function replaced<T>(items: readonly T[], at: number, item: T): readonly T[] {
  return items.map((each, i) => (i === at ? item : each));
}

/** Empty bodies and constant results for whole functions; the last functions go when nothing names them. */
function* wholeFunctions(draft: Draft): Generator<Draft> {
  const { functions } = draft;
  if (functions.length > 1) yield { ...draft, functions: functions.slice(0, 1) };
  for (let f = functions.length - 1; f > 0; f--) yield dropFunction(draft, f);
  for (let f = 1; f < functions.length; f++) {
    const fn = functions[f] as FunctionDraft;
    if (fn.body.length > 0) yield withFunction(draft, f, { ...fn, body: [] });
  }
}

/** Takes a function out; those behind it move up. Calls of it become whatever fixup makes of them: 0. */
function dropFunction(draft: Draft, f: number): Draft {
  const moved = (index: number): number => (index > f ? index - 1 : index === f ? 0 : index);
  const functions = draft.functions.filter((_, i) => i !== f).map((fn) => ({
    ...fn,
    parent: fn.parent === null ? null : fn.parent === f ? null : moved(fn.parent),
    body: mapBlock(fn.body, {
      expr: (e) =>
        e.k === "call" && e.f.k === "function" && e.f.f >= f ? { ...e, f: { k: "function", f: moved(e.f.f) } } : e,
      stmt: (s) => {
        if (s.k === "event" || s.k === "reversion") return { ...s, f: moved(s.f) };
        if (s.k !== "def" || s.f < f) return s;
        return s.f === f ? { k: "assign", t: { k: "local", i: s.v }, e: NONE } : { ...s, f: s.f - 1 };
      },
    }),
  }));
  return { ...draft, functions };
}

/** Drops unused parameters, locals and globals; moves parameters' constant arguments into nothing. */
function* tidying(draft: Draft): Generator<Draft> {
  for (let f = 0; f < draft.functions.length; f++) {
    const fn = draft.functions[f] as FunctionDraft;
    for (let i = fn.locals - 1; i >= 0; i--) yield dropLocal(draft, f, i);
    if (fn.defaults.length > 0) yield withFunction(draft, f, { ...fn, defaults: [] });
  }
  for (let g = draft.globals.length - 1; g >= 0; g--) {
    const shift = (i: number): number => (i > g ? i - 1 : i);
    yield {
      ...draft,
      globals: without(draft.globals, g, 1),
      functions: draft.functions.map((fn) => ({
        ...fn,
        body: mapBlock(fn.body, {
          expr: (e) => e.k === "global" ? (e.i === g ? ZERO : { k: "global", i: shift(e.i) }) : e,
          target: (t) => t.k === "global" ? { k: "global", i: shift(t.i) } : t,
        }),
      })),
    };
    if ((draft.globals[g]?.init ?? null) !== null) {
      yield { ...draft, globals: replaced(draft.globals, g, { init: null }) };
      if (draft.globals[g]?.init?.t !== "int") {
        yield { ...draft, globals: replaced(draft.globals, g, { init: { t: "int", v: 0 } }) };
      }
    }
  }
}

/** Renumbers the locals of a function, in its own body and its inner functions'; reads of `gone` become 0. */
function renumbered(draft: Draft, f: number, number: (i: number) => number, gone = -1): FunctionDraft[] {
  const read = (e: Expr & { readonly k: "local" | "free" }): Expr => e.i === gone ? ZERO : { k: e.k, i: number(e.i) };
  const own: Rewriter = {
    expr: (e) => {
      if (e.k === "local") return read(e);
      if (e.k === "call" && e.f.k === "local") return { ...e, f: { k: "local", i: number(e.f.i) } };
      return e;
    },
    target: (t) => t.k === "local" ? { k: "local", i: number(t.i) } : t,
    stmt: (s) => {
      if (s.k === "for" || s.k === "def") return { ...s, v: number(s.v) };
      if (s.k !== "try") return s;
      const handlers = s.handlers.map((each) => each.name === null ? each : { ...each, name: number(each.name) });
      return { ...s, handlers };
    },
    island: (op) => op.k === "store" ? { k: "store", i: number(op.i) } : op,
  };
  const inner: Rewriter = {
    expr: (e) => e.k === "free" ? read(e) : e,
    target: (t) => t.k === "free" ? { k: "free", i: number(t.i) } : t,
  };
  return draft.functions.map((fn, i) => {
    if (i === f) {
      const recursive = fn.recursive?.k === "local" ? ZERO : fn.recursive;
      return { ...fn, recursive, body: mapBlock(fn.body, own) };
    }
    return fn.parent === f ? { ...fn, body: mapBlock(fn.body, inner) } : fn;
  });
}

/** Takes a local out; reads of it become 0, stores go to the next one. */
function dropLocal(draft: Draft, f: number, gone: number): Draft {
  const functions = renumbered(draft, f, (i) => (i > gone ? i - 1 : i), gone);
  const fn = functions[f] as FunctionDraft;
  const isParam = gone < fn.params;
  const firstDefault = fn.params - fn.defaults.length;
  functions[f] = {
    ...fn,
    params: isParam ? fn.params - 1 : fn.params,
    locals: fn.locals - 1,
    defaults: isParam && gone >= firstDefault ? without(fn.defaults, gone - firstDefault, 1) : fn.defaults,
  };
  if (!isParam) return { ...draft, functions };
  // Callers hand over one argument less.
  const called = functions.map((other) => ({
    ...other,
    body: mapBlock(other.body, {
      expr: (e) =>
        e.k === "call" && e.f.k === "function" && e.f.f === f && e.args.length > gone
          ? { ...e, args: without(e.args, gone, 1) }
          : e,
    }),
  }));
  return { ...draft, functions: called, args: f === 0 ? without(draft.args, gone, 1) : draft.args };
}

/** Turns the entry's last parameter into a plain local, and a local that starts as a constant into a parameter. */
function* parameters(draft: Draft): Generator<Draft> {
  const entry = draft.functions[0] as FunctionDraft;
  const { params, body } = entry;
  if (params > 0) {
    const functions = replaced(draft.functions, 0, { ...entry, params: params - 1, defaults: [] });
    yield { ...draft, functions, args: draft.args.slice(0, params - 1) };
  }
  for (let at = 0; at < body.length; at++) {
    const s = body[at] as Stmt;
    if (s.k !== "assign" || s.t.k !== "local" || s.t.i < params || s.e.k !== "const") continue;
    const from = s.t.i;
    const number = (i: number): number => (i === from ? params : i >= params && i < from ? i + 1 : i);
    const functions = renumbered(
      { ...draft, functions: replaced(draft.functions, 0, { ...entry, body: without(body, at, 1) }) },
      0,
      number,
    );
    functions[0] = { ...(functions[0] as FunctionDraft), params: params + 1, defaults: [] };
    const args = [...draft.args.slice(0, params)];
    while (args.length < params) args.push({ t: "int", v: 0 });
    yield { ...draft, functions, args: [...args, s.e.v] };
  }
}

/** `while` loops as loops over a constant tuple, which need neither a counter nor a condition. */
function* countedLoops(draft: Draft, f: number): Generator<Draft> {
  for (let which = functionUses(draft.functions[f] as FunctionDraft).counters - 1; which >= 0; which--) {
    // The counter goes from 1, items of the tuple from 0. A condition that ends the body would split the back edge in two,
    // of which only one gets hot; the `while` has its test there, the `for` needs something else.
    yield countedLoop(draft, f, which, []);
    yield countedLoop(draft, f, which, [{ k: "pass" }]);
  }
}

function countedLoop(draft: Draft, f: number, which: number, end: Block): Draft {
  const fn = draft.functions[f] as FunctionDraft;
  const v = fn.locals;
  const onCounter: Rewriter = {
    expr: (e) => {
      if (e.k === "counter" && e.i === which) {
        return { k: "binary", op: 0, l: { k: "local", i: v }, r: intConst(1) };
      }
      const counted = e.k === "compare" && e.l.k === "binary" && e.l.l.k === "local" && e.l.l.i === v;
      if (!counted || e.r.k !== "const" || e.r.v.t !== "int" || typeof e.r.v.v !== "number") return e;
      return { ...e, l: { k: "local", i: v }, r: intConst(e.r.v.v - 1) };
    },
  };
  const body = mapBlock(fn.body, {
    stmt: (s) => {
      if (s.k !== "while" || s.counter !== which) return s;
      const over: Iterable = { k: "tuple", count: s.count };
      return { k: "for", v, over, body: [...mapBlock(s.body, onCounter), ...end], orelse: s.orelse, tight: false };
    },
  });
  return withFunction(draft, f, { ...fn, locals: fn.locals + 1, body });
}

/** Bodies of inner functions in place of calls of them, where they take nothing and give nothing. */
function* inlined(draft: Draft): Generator<Draft> {
  for (let f = 0; f < draft.functions.length; f++) {
    const fn = draft.functions[f] as FunctionDraft;
    if (fn.parent === null || fn.params > 0 || fn.locals > 0) continue;
    const parent = draft.functions[fn.parent] as FunctionDraft;
    const outside: Rewriter = {
      expr: (e) => e.k === "free" ? { k: "local", i: e.i } : e,
      target: (t) => t.k === "free" ? { k: "local", i: t.i } : t,
    };
    const body = mapBlock(fn.body, outside).filter(({ k }) => k !== "return");
    const [only] = body;
    if (only === undefined || body.length > 1) continue;
    const names = new Set<number>();
    walkFunction(parent, { stmt: (s) => s.k === "def" && s.f === f ? void names.add(s.v) : undefined });
    const calls = (s: Stmt): boolean => s.k === "expr" && s.e.k === "call" && s.e.f.k === "local" && names.has(s.e.f.i);
    yield withFunction(draft, fn.parent, {
      ...parent,
      body: mapBlock(parent.body, { stmt: (s) => calls(s) ? only : s }),
    });
  }
}

/** Smaller arguments of the entry. */
function* arguments_(draft: Draft): Generator<Draft> {
  for (let a = 0; a < draft.args.length; a++) {
    for (const value of literalCandidates(draft.args[a] as Literal)) {
      yield { ...draft, args: replaced(draft.args, a, value) };
    }
  }
}

function* smallerTwist(draft: Draft, f: number, t: number): Generator<Draft> {
  const fn = draft.functions[f] as FunctionDraft;
  const twist = fn.twists[t];
  if (twist === undefined) return;
  if (twist.k === "range") {
    for (const by of [1, -1, Math.trunc(twist.by / 2), twist.by - Math.sign(twist.by)]) {
      if (Math.abs(by) < Math.abs(twist.by)) {
        yield withFunction(draft, f, { ...fn, twists: replaced(fn.twists, t, { ...twist, by }) });
      }
    }
    if (twist.which > 0) {
      yield withFunction(draft, f, { ...fn, twists: replaced(fn.twists, t, { ...twist, which: 0 }) });
    }
    return;
  }
  if (twist.n > 1) yield withFunction(draft, f, { ...fn, twists: replaced(fn.twists, t, { ...twist, n: 1 }) });
}

/** Simpler values of the same and other types. */
function* literalCandidates(value: Literal): Generator<Literal> {
  switch (value.t) {
    case "int":
      for (const v of smallerInts(value.v)) yield { t: "int", v };
      return;
    case "list":
    case "tuple": {
      const { length } = value.v;
      const rebuilt = (v: readonly Literal[]): Literal => ({ t: value.t, v });
      if (value.t === "list") yield { t: "tuple", v: value.v };
      for (let size = length; size > 0; size >>= 1) {
        for (let at = 0; at + size <= length; at += size) yield rebuilt(without(value.v, at, size));
      }
      yield rebuilt(value.v.map((): Literal => ({ t: "int", v: 0 })));
      for (let i = 0; i < length; i++) {
        const item = value.v[i] as Literal;
        if (item.t === "int" ? item.v !== 0 : true) yield rebuilt(replaced(value.v, i, { t: "int", v: 0 }));
      }
      return;
    }
    case "None":
      return;
    default:
      yield { t: "int", v: 0 };
      yield { t: "None" };
      if (value.t === "str" && value.v.length > 0) yield { t: "str", v: "" };
      if (value.t === "float" && value.v !== 0) yield { t: "float", v: 0 };
  }
}

function smallerInts(v: number | string): readonly number[] {
  if (typeof v === "string") return [0, 1 << 30];
  if (v === 0) return [];
  // Plus zero, as -1 would give -0.
  const half = Math.trunc(v / 2) + 0;
  return [0, 1, half, v - Math.sign(v)].filter((each) => Math.abs(each) < Math.abs(v) || (each > 0 && v < 0));
}

// Statements.

/** Blocks with something dropped or simplified, large pieces first. */
function* blockCandidates(block: Block): Generator<Block> {
  const { length } = block;
  for (let size = length; size > 0; size >>= 1) {
    for (let at = length - size; at >= 0; at -= size) yield without(block, at, size);
  }
  for (let i = 0; i < length; i++) {
    const s = block[i] as Stmt;
    for (const parts of unwrapped(s)) yield [...block.slice(0, i), ...parts, ...block.slice(i + 1)];
  }
  for (let i = 0; i < length; i++) {
    for (const s of statementCandidates(block[i] as Stmt)) yield replaced(block, i, s);
  }
}

/** A compound statement's parts in its place. */
function* unwrapped(s: Stmt): Generator<Block> {
  switch (s.k) {
    case "if":
      yield s.then;
      if (s.orelse.length > 0) yield s.orelse;
      return;
    case "for":
    case "while":
      yield s.body;
      return;
    case "try":
      yield s.body;
      for (const handler of s.handlers) yield handler.body;
      if (s.final.length > 0) yield [...s.body, ...s.final];
      return;
    case "assign":
    case "augment":
      yield [{ k: "expr", e: s.e }];
      if (s.k === "augment") yield [{ k: "assign", t: s.t, e: s.e }];
      return;
    case "expr":
      yield [{ k: "pass" }];
      return;
    case "unpack":
      yield [{ k: "expr", e: s.e }];
      for (const t of s.ts) yield [{ k: "assign", t, e: ZERO }];
      return;
    case "emit":
      yield [{ k: "expr", e: s.e }];
  }
}

function* statementCandidates(s: Stmt): Generator<Stmt> {
  switch (s.k) {
    case "assign":
    case "augment":
      for (const e of expressionCandidates(s.e)) yield { ...s, e };
      for (const t of targetCandidates(s.t)) yield { ...s, t };
      return;
    case "unpack":
      for (const e of expressionCandidates(s.e)) yield { ...s, e };
      return;
    case "expr":
    case "emit":
      for (const e of expressionCandidates(s.e)) yield { ...s, e };
      return;
    case "return":
      if (s.e.k !== "const") yield { k: "return", e: NONE };
      for (const e of expressionCandidates(s.e)) yield { k: "return", e };
      return;
    case "del":
      for (const t of targetCandidates(s.t)) yield { k: "del", t };
      return;
    case "if":
      if (s.orelse.length > 0) yield { ...s, orelse: [] };
      for (const c of expressionCandidates(s.c)) yield { ...s, c };
      for (const then of blockCandidates(s.then)) yield { ...s, then };
      for (const orelse of blockCandidates(s.orelse)) yield { ...s, orelse };
      return;
    case "for":
      if (s.orelse.length > 0) yield { ...s, orelse: [] };
      if (s.tight) yield { ...s, tight: false };
      for (const over of iterableCandidates(s.over)) yield { ...s, over };
      for (const body of blockCandidates(s.body)) yield { ...s, body };
      for (const orelse of blockCandidates(s.orelse)) yield { ...s, orelse };
      return;
    case "while":
      if (s.entry !== null) yield { ...s, entry: null };
      if (s.orelse.length > 0) yield { ...s, orelse: [] };
      if (s.c !== null) {
        yield { ...s, c: null };
        for (const c of expressionCandidates(s.c)) yield { ...s, c };
      }
      for (const count of smallerInts(s.count)) yield { ...s, count };
      for (const body of blockCandidates(s.body)) yield { ...s, body };
      for (const orelse of blockCandidates(s.orelse)) yield { ...s, orelse };
      return;
    case "try":
      yield* tryCandidates(s);
      return;
    case "raise":
      if (s.arg !== null) {
        yield { ...s, arg: null };
        for (const arg of expressionCandidates(s.arg)) yield { ...s, arg };
      }
      return;
    case "assert":
      if (s.message !== null) yield { ...s, message: null };
      for (const c of expressionCandidates(s.c)) yield { ...s, c };
      return;
    case "event":
      if (s.host === "host_invalidate") yield { ...s, host: "host_invalidate_all" };
      if (s.n > 0) yield { ...s, n: 0 };
      return;
    case "island":
      for (const ops of islandCandidates(s.ops)) yield { k: "island", ops };
  }
}

function* tryCandidates(s: Stmt & { readonly k: "try" }): Generator<Stmt> {
  if (s.final.length > 0 && s.handlers.length > 0) {
    yield { ...s, final: [] };
    yield { ...s, handlers: [], orelse: [] };
  }
  if (s.orelse.length > 0) yield { ...s, orelse: [] };
  for (let h = 0; h < s.handlers.length; h++) {
    const handler = s.handlers[h] as Handler;
    if (s.handlers.length > 1) yield { ...s, handlers: without(s.handlers, h, 1) };
    const withHandler = (next: Handler): Stmt => ({ ...s, handlers: replaced(s.handlers, h, next) });
    if (handler.type !== null) yield withHandler({ ...handler, type: null, name: null });
    if (handler.name !== null) yield withHandler({ ...handler, name: null });
    for (const body of blockCandidates(handler.body)) yield withHandler({ ...handler, body });
  }
  for (const body of blockCandidates(s.body)) yield { ...s, body };
  for (const orelse of blockCandidates(s.orelse)) yield { ...s, orelse };
  for (const final of blockCandidates(s.final)) yield { ...s, final };
}

/** Handlers without clean-up, at any depth: shorter, but no compiler's. */
function* rawCandidates(block: Block): Generator<Block> {
  for (let i = 0; i < block.length; i++) {
    const s = block[i] as Stmt;
    if (s.k === "try" && !s.raw) yield replaced(block, i, { ...s, raw: true });
    for (const part of ["body", "then", "orelse", "final"] as const) {
      const inner = (s as unknown as Readonly<Record<string, Block | undefined>>)[part];
      if (inner === undefined || inner.length === 0) continue;
      for (const next of rawCandidates(inner)) yield replaced(block, i, { ...s, [part]: next } as Stmt);
    }
  }
}

function* targetCandidates(t: Target): Generator<Target> {
  if (t.k !== "item") return;
  for (const i of expressionCandidates(t.i)) yield { ...t, i };
  for (const o of expressionCandidates(t.o)) yield { ...t, o };
}

function* iterableCandidates(over: Iterable): Generator<Iterable> {
  if (over.k !== "tuple") yield { k: "tuple", count: over.count };
  for (const count of smallerInts(over.count)) if (count >= 0) yield { ...over, count };
  if (over.k === "range") {
    if (over.start !== 0) yield { ...over, start: 0 };
    if (over.step !== 1) yield { ...over, step: 1 };
  }
}

// Expressions.

/** Simpler expressions: parts of it, constants, then itself with a simpler part. */
function* expressionCandidates(e: Expr): Generator<Expr> {
  switch (e.k) {
    case "const":
      if (e.v.t === "int") { for (const v of smallerInts(e.v.v)) yield intConst(v); }
      else if (e.v.t !== "None") { for (const v of literalCandidates(e.v)) yield { k: "const", v }; }
      return;
    case "local":
    case "counter":
    case "free":
    case "global":
      yield ZERO;
      return;
  }
  yield ZERO;
  switch (e.k) {
    case "binary":
    case "compare":
    case "is":
    case "in":
    case "logic":
      yield e.l;
      yield e.r;
      for (const l of expressionCandidates(e.l)) yield { ...e, l };
      for (const r of expressionCandidates(e.r)) yield { ...e, r };
      return;
    case "unary":
      yield e.e;
      for (const inner of expressionCandidates(e.e)) yield { ...e, e: inner };
      return;
    case "choose":
      yield e.a;
      yield e.b;
      yield e.c;
      for (const c of expressionCandidates(e.c)) yield { ...e, c };
      for (const a of expressionCandidates(e.a)) yield { ...e, a };
      for (const b of expressionCandidates(e.b)) yield { ...e, b };
      return;
    case "subscript":
      yield e.o;
      yield e.i;
      for (const o of expressionCandidates(e.o)) yield { ...e, o };
      for (const i of expressionCandidates(e.i)) yield { ...e, i };
      return;
    case "slice":
      yield e.o;
      for (const o of expressionCandidates(e.o)) yield { ...e, o };
      for (const a of expressionCandidates(e.a)) yield { ...e, a };
      for (const b of expressionCandidates(e.b)) yield { ...e, b };
      return;
    case "build":
      for (const item of e.items) yield item;
      for (let i = 0; i < e.items.length; i += e.what === "dict" ? 2 : 1) {
        yield { ...e, items: without(e.items, i, e.what === "dict" ? 2 : 1) };
      }
      for (let i = 0; i < e.items.length; i++) {
        for (const item of expressionCandidates(e.items[i] as Expr)) yield { ...e, items: replaced(e.items, i, item) };
      }
      return;
    case "method":
      yield e.o;
      for (const o of expressionCandidates(e.o)) yield { ...e, o };
      for (let i = 0; i < e.args.length; i++) yield { ...e, args: without(e.args, i, 1) };
      for (let i = 0; i < e.args.length; i++) {
        for (const each of expressionCandidates(e.args[i] as Expr)) yield { ...e, args: replaced(e.args, i, each) };
      }
      return;
    case "call":
      for (const each of e.args) yield each;
      for (let i = 0; i < e.args.length; i++) {
        for (const each of expressionCandidates(e.args[i] as Expr)) yield { ...e, args: replaced(e.args, i, each) };
      }
  }
}

function* islandCandidates(ops: readonly IslandOp[]): Generator<readonly IslandOp[]> {
  for (let size = ops.length; size > 0; size >>= 1) {
    for (let at = 0; at + size <= ops.length; at += size) yield without(ops, at, size);
  }
  for (let i = 0; i < ops.length; i++) {
    const step = ops[i] as IslandOp;
    if (step.k === "push") { for (const e of expressionCandidates(step.e)) yield replaced(ops, i, { k: "push", e }); }
    if (step.k === "skip") {
      for (const body of islandCandidates(step.body)) yield replaced(ops, i, { ...step, body });
    }
  }
}

// Rewriting.

interface Rewriter {
  expr?(e: Expr): Expr;
  target?(t: Target): Target;
  stmt?(s: Stmt): Stmt;
  island?(op: IslandOp): IslandOp;
}

/** Rewrites every expression (innermost first), target and statement of a block. */
function mapBlock(block: Block, rewriter: Rewriter): Block {
  return block.map((s) => mapStatement(s, rewriter));
}

function mapExpr(e: Expr, rewriter: Rewriter): Expr {
  const again = (each: Expr): Expr => mapExpr(each, rewriter);
  let out: Expr = e;
  switch (e.k) {
    case "binary":
    case "compare":
    case "is":
    case "in":
    case "logic":
      out = { ...e, l: again(e.l), r: again(e.r) };
      break;
    case "unary":
      out = { ...e, e: again(e.e) };
      break;
    case "choose":
      out = { ...e, c: again(e.c), a: again(e.a), b: again(e.b) };
      break;
    case "subscript":
      out = { ...e, o: again(e.o), i: again(e.i) };
      break;
    case "slice":
      out = { ...e, o: again(e.o), a: again(e.a), b: again(e.b) };
      break;
    case "build":
      out = { ...e, items: e.items.map(again) };
      break;
    case "method":
      out = { ...e, o: again(e.o), args: e.args.map(again) };
      break;
    case "call":
      out = { ...e, args: e.args.map(again) };
  }
  return rewriter.expr?.(out) ?? out;
}

function mapTarget(t: Target, rewriter: Rewriter): Target {
  const out: Target = t.k === "item" ? { k: "item", o: mapExpr(t.o, rewriter), i: mapExpr(t.i, rewriter) } : t;
  return rewriter.target?.(out) ?? out;
}

function mapIsland(op: IslandOp, rewriter: Rewriter): IslandOp {
  const out: IslandOp = op.k === "push"
    ? { k: "push", e: mapExpr(op.e, rewriter) }
    : op.k === "skip"
    ? { ...op, body: op.body.map((each) => mapIsland(each, rewriter)) }
    : op;
  return rewriter.island?.(out) ?? out;
}

function mapStatement(s: Stmt, rewriter: Rewriter): Stmt {
  const expr = (e: Expr): Expr => mapExpr(e, rewriter);
  const block = (b: Block): Block => mapBlock(b, rewriter);
  let out: Stmt = s;
  switch (s.k) {
    case "assign":
    case "augment":
      out = { ...s, t: mapTarget(s.t, rewriter), e: expr(s.e) };
      break;
    case "unpack":
      out = { ...s, ts: s.ts.map((t) => mapTarget(t, rewriter)), e: expr(s.e) };
      break;
    case "expr":
    case "return":
    case "emit":
      out = { ...s, e: expr(s.e) };
      break;
    case "del":
      out = { ...s, t: mapTarget(s.t, rewriter) };
      break;
    case "if":
      out = { ...s, c: expr(s.c), then: block(s.then), orelse: block(s.orelse) };
      break;
    case "for": {
      const over: Iterable = s.over.k === "expr" ? { ...s.over, e: expr(s.over.e) } : s.over;
      out = { ...s, over, body: block(s.body), orelse: block(s.orelse) };
      break;
    }
    case "while": {
      const entry = s.entry === null ? null : { ...s.entry, c: expr(s.entry.c) };
      out = { ...s, c: s.c === null ? null : expr(s.c), body: block(s.body), orelse: block(s.orelse), entry };
      break;
    }
    case "try":
      out = {
        ...s,
        body: block(s.body),
        handlers: s.handlers.map((each) => ({ ...each, body: block(each.body) })),
        orelse: block(s.orelse),
        final: block(s.final),
      };
      break;
    case "raise":
      out = { ...s, arg: s.arg === null ? null : expr(s.arg) };
      break;
    case "assert":
      out = { ...s, c: expr(s.c), message: s.message === null ? null : expr(s.message) };
      break;
    case "island":
      out = { ...s, ops: s.ops.map((op) => mapIsland(op, rewriter)) };
  }
  return rewriter.stmt?.(out) ?? out;
}
