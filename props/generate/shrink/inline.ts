/**
 * Functions in place of calls of them.
 *
 * @module
 */

import { type Block, type Draft, type Expr, type FunctionDraft, NONE, type Stmt, ZERO } from "../draft/draft.ts";
import { functionUses } from "../draft/uses.ts";
import { walkBlock, walkFunction } from "../draft/walk.ts";
import { withFunction, without } from "./edit.ts";
import { mapBlock, mapExpr, type Rewriter } from "./rewrite.ts";

/** How calls of one function look in another one. */
export interface CallSites {
  /** The positional arguments, `self` included, of a call that could be inlined; null for all other expressions. */
  argumentsOf(e: Expr): readonly Expr[] | null;
  /** The expression, without the argument for a parameter where it is a call that has one. */
  without(e: Expr, parameter: number): Expr;
}

/**
 * Calls of function `f` in function `caller`: by its global, by a local that an inner function is bound to, as a method, or
 * as what makes an instance. Of methods only the name is known, so that they may be others'.
 */
export function callSites(draft: Draft, caller: number, f: number): CallSites {
  const locals = new Set<number>();
  if ((draft.functions[f] as FunctionDraft).parent === caller) {
    walkFunction(draft.functions[caller] as FunctionDraft, {
      stmt: (s) => s.k === "def" && s.f === f ? void locals.add(s.v) : undefined,
    });
  }
  const methods = new Set<string>();
  const made = new Set<number>();
  (draft.classes ?? []).forEach(({ members }, c) => {
    for (const member of members) {
      if (member.f !== f || member.wrap !== 0) continue;
      if (member.name === "__init__") made.add(c);
      else methods.add(member.name);
    }
  });
  const isCall = (e: Expr & { readonly k: "call" }): boolean =>
    e.f.k === "function" ? e.f.f === f : e.f.k === "local" && locals.has(e.f.i);
  const isMethod = (e: Expr & { readonly k: "method" }): boolean => methods.has(e.name);
  return {
    argumentsOf(e) {
      if (e.k === "call") return isCall(e) ? e.args : null;
      return e.k === "method" && isMethod(e) ? [e.o, ...e.args] : null;
    },
    without(e, parameter) {
      if (e.k === "call" && isCall(e)) return withoutArgument(e, parameter);
      const bound = (e.k === "method" && isMethod(e)) || (e.k === "call" && e.f.k === "class" && made.has(e.f.c));
      return bound && parameter > 0 ? withoutArgument(e, parameter - 1) : e;
    },
  };
}

function withoutArgument<Call extends Expr & { readonly args: readonly Expr[] }>(e: Call, at: number): Call {
  return at < e.args.length ? { ...e, args: without(e.args, at) } : e;
}

/** Each function inlined into each other one that calls it. */
export function* inlined(draft: Draft): Generator<Draft> {
  for (let caller = 0; caller < draft.functions.length; caller++) {
    for (let f = 1; f < draft.functions.length; f++) {
      const inside = insideOf(draft, caller, f);
      if (inside === null) continue;
      const { fn, sites } = inside;
      const into = draft.functions[caller] as FunctionDraft;
      let found = false;
      walkFunction(into, { expr: (e) => void (found ||= sites.argumentsOf(e) !== null) });
      if (!found) continue;
      // A method would stay in its class, although nothing calls it.
      const rest = withoutMember(draft, f);
      const value = onlyValue(fn.body);
      if (value !== null) {
        const expr = (e: Expr): Expr => {
          const args = sites.argumentsOf(e);
          return args === null ? e : withArguments(value, args, fn, into.locals);
        };
        yield withFunction(rest, caller, { ...into, body: mapBlock(into.body, { expr }) });
      }
      yield withFunction(rest, caller, {
        ...into,
        locals: into.locals + fn.locals,
        body: mapBlock(into.body, { block: (block) => splice(block, into.locals, fn, sites) }),
      });
    }
  }
}

function withoutMember(draft: Draft, f: number): Draft {
  if (draft.classes?.some(({ members }) => members.some((member) => member.f === f)) !== true) return draft;
  const classes = draft.classes.map((each) => ({ ...each, members: each.members.filter((member) => member.f !== f) }));
  return { ...draft, classes };
}

/** A function as it would stand in a caller but for its own locals, or null where it cannot. */
function insideOf(draft: Draft, caller: number, f: number) {
  const fn = draft.functions[f] as FunctionDraft;
  if (f === caller || fn.recursive !== null || fn.form !== undefined || functionUses(fn).made !== 0) return null;
  if (fn.parent === null) return { fn, sites: callSites(draft, caller, f) };
  if (fn.parent !== caller) return null;
  // Its own locals go behind the caller's, which are its free variables.
  const shift = (draft.functions[caller] as FunctionDraft).locals;
  const outside: Rewriter = {
    expr: (e) => e.k === "free" ? { k: "local", i: e.i - shift } : e,
    target: (t) => t.k === "free" ? { k: "local", i: t.i - shift } : t,
  };
  return { fn: { ...fn, body: mapBlock(fn.body, outside) }, sites: callSites(draft, caller, f) };
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
function splice(block: Block, base: number, fn: FunctionDraft, sites: CallSites): Block {
  if (!block.some((s) => calledBy(s, sites) !== null)) return block;
  return block.flatMap((s): Block => {
    const args = calledBy(s, sites);
    if (args === null) return [s];
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
      e: argument(i, args, fn),
    }));
    return [...set, ...inner, withValue(s, last?.k === "return" ? last.e : NONE)];
  });
}

/** The arguments of a call that is all that a statement computes. */
function calledBy(s: Stmt, sites: CallSites): readonly Expr[] | null {
  switch (s.k) {
    case "assign":
    case "augment":
    case "unpack":
    case "expr":
    case "emit":
    case "return":
      return sites.argumentsOf(s.e);
    default:
      return null;
  }
}

function withValue(s: Stmt, e: Expr): Stmt {
  return "e" in s ? { ...s, e } : s;
}
