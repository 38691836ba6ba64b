/**
 * Functions in place of calls of them.
 *
 * @module
 */

import { type Block, type Draft, type Expr, type FunctionDraft, NONE, type Stmt, ZERO } from "../draft.ts";
import { functionUses, walkBlock, walkFunction } from "../walk.ts";
import { withFunction } from "./edit.ts";
import { mapBlock, mapExpr, type Rewriter } from "./rewrite.ts";

type Call = Expr & { readonly k: "call" };

/** Tells calls of function `f` in function `caller`: by its global, or by a local that an inner function is bound to. */
export function callsOf(draft: Draft, caller: number, f: number): (e: Expr) => e is Call {
  const names = new Set<number>();
  if ((draft.functions[f] as FunctionDraft).parent === caller) {
    walkFunction(draft.functions[caller] as FunctionDraft, {
      stmt: (s) => s.k === "def" && s.f === f ? void names.add(s.v) : undefined,
    });
  }
  return (e: Expr): e is Call =>
    e.k === "call" && (e.f.k === "function" ? e.f.f === f : e.f.k === "local" && names.has(e.f.i));
}

/** Each function inlined into each other one that calls it. */
export function* inlined(draft: Draft): Generator<Draft> {
  for (let caller = 0; caller < draft.functions.length; caller++) {
    for (let f = 1; f < draft.functions.length; f++) {
      const inside = insideOf(draft, caller, f);
      if (inside === null) continue;
      const { fn, calls } = inside;
      const into = draft.functions[caller] as FunctionDraft;
      let found = false;
      walkFunction(into, { expr: (e) => calls(e) ? void (found = true) : undefined });
      if (!found) continue;
      const value = onlyValue(fn.body);
      if (value !== null) {
        const expr = (e: Expr): Expr => calls(e) ? withArguments(value, e.args, fn, into.locals) : e;
        yield withFunction(draft, caller, { ...into, body: mapBlock(into.body, { expr }) });
      }
      yield withFunction(draft, caller, {
        ...into,
        locals: into.locals + fn.locals,
        body: mapBlock(into.body, { block: (block) => splice(block, into.locals, fn, calls) }),
      });
    }
  }
}

/** A function as it would stand in a caller but for its own locals, or null where it cannot. */
function insideOf(draft: Draft, caller: number, f: number) {
  const fn = draft.functions[f] as FunctionDraft;
  if (f === caller || fn.recursive !== null || fn.form !== undefined || functionUses(fn).made !== 0) return null;
  if (fn.parent === null) return { fn, calls: callsOf(draft, caller, f) };
  if (fn.parent !== caller) return null;
  // Its own locals go behind the caller's, which are its free variables.
  const shift = (draft.functions[caller] as FunctionDraft).locals;
  const outside: Rewriter = {
    expr: (e) => e.k === "free" ? { k: "local", i: e.i - shift } : e,
    target: (t) => t.k === "free" ? { k: "local", i: t.i - shift } : t,
  };
  return { fn: { ...fn, body: mapBlock(fn.body, outside) }, calls: callsOf(draft, caller, f) };
}

/** What a function returns that does nothing else. */
function onlyValue(body: Block): Expr | null {
  const [first] = body;
  if (first === undefined) return NONE;
  return first.k === "return" && body.length === 1 ? first.e : null;
}

function argument(i: number, args: readonly Expr[], fn: FunctionDraft): Expr {
  const value = fn.defaults[i - (fn.params - fn.defaults.length)];
  return args[i] ?? (value === undefined ? ZERO : { k: "const", v: value });
}

/** The value of a call with the arguments in place of the parameters; the caller's locals are those below zero. */
function withArguments(value: Expr, args: readonly Expr[], fn: FunctionDraft, callerLocals: number): Expr {
  return mapExpr(value, {
    expr: (e) => {
      if (e.k !== "local") return e;
      if (e.i < 0) return { k: "local", i: e.i + callerLocals };
      return e.i < fn.params ? argument(e.i, args, fn) : ZERO;
    },
  });
}

/** Statements that only call the function replaced by what it does; its locals are numbered from `base` on. */
function splice(block: Block, base: number, fn: FunctionDraft, calls: (e: Expr) => e is Call): Block {
  if (!block.some((s) => calledBy(s, calls) !== null)) return block;
  return block.flatMap((s): Block => {
    const call = calledBy(s, calls);
    if (call === null) return [s];
    const move: Rewriter = {
      expr: (e) => e.k === "local" ? { k: "local", i: e.i + base } : e,
      target: (t) => t.k === "local" ? { k: "local", i: t.i + base } : t,
      callee: (callee) => callee.k === "local" ? { k: "local", i: callee.i + base } : callee,
      local: (i) => i + base,
    };
    const body = mapBlock(fn.body, move);
    const last = body.at(-1);
    const inner = last?.k === "return" ? body.slice(0, -1) : body;
    let leaves = false;
    walkBlock(inner, { stmt: ({ k }) => k === "return" ? void (leaves = true) : undefined });
    if (leaves) return [s];
    const set = Array.from({ length: fn.params }, (_, i): Stmt => ({
      k: "assign",
      t: { k: "local", i: base + i },
      e: argument(i, call.args, fn),
    }));
    return [...set, ...inner, withValue(s, last?.k === "return" ? last.e : NONE)];
  });
}

/** The call that is all that a statement computes. */
function calledBy(s: Stmt, calls: (e: Expr) => e is Call): Call | null {
  switch (s.k) {
    case "assign":
    case "augment":
    case "unpack":
    case "expr":
    case "emit":
    case "return":
      return calls(s.e) ? s.e : null;
    default:
      return null;
  }
}

function withValue(s: Stmt, e: Expr): Stmt {
  return "e" in s ? { ...s, e } : s;
}
