/**
 * Fewer and smaller functions, locals, globals, parameters and arguments.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import { type Draft, type Expr, type FunctionDraft, NONE, parameterCount, type Stmt, ZERO } from "../draft/draft.ts";
import { type ClassAttribute, type ClassDraft, type MemberDraft, PLAIN_FORM } from "../draft/classes.ts";
import { replaced, withFunction, without } from "./edit.ts";
import { callSites } from "./inline.ts";
import { literalCandidates } from "./literals.ts";
import { mapBlock, type Rewriter } from "./rewrite.ts";

/** Empty bodies and constant results for whole functions; the last functions go when nothing names them. */
export function* wholeFunctions(draft: Draft): Generator<Draft> {
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
  const classes = draft.classes?.map((each) => ({
    ...each,
    members: each.members.filter((member) => member.f !== f).map((member) => ({ ...member, f: moved(member.f) })),
  }));
  const functions = draft.functions.filter((_, i) => i !== f).map((fn) => ({
    ...fn,
    parent: fn.parent === null ? null : fn.parent === f ? null : moved(fn.parent),
    body: mapBlock(fn.body, {
      callee: (callee) => callee.k === "function" && callee.f >= f ? { k: "function", f: moved(callee.f) } : callee,
      expr: (e) => {
        if (e.k === "make" && e.f >= f) return e.f === f ? NONE : { k: "make", f: e.f - 1 };
        if (e.k === "ref" && e.what === "function" && e.i >= f) return e.i === f ? NONE : { ...e, i: e.i - 1 };
        return e;
      },
      stmt: (s) => {
        if (s.k === "event" || s.k === "reversion") return { ...s, f: moved(s.f) };
        if (s.k === "rebind") return { ...s, f: moved(s.f), g: s.what === "defaults" ? s.g : moved(s.g) };
        if (s.k !== "def" || s.f < f) return s;
        return s.f === f ? { k: "assign", t: { k: "local", i: s.v }, e: NONE } : { ...s, f: s.f - 1 };
      },
    }),
  }));
  return classes === undefined ? { ...draft, functions } : { ...draft, functions, classes };
}

function withoutSecond({ base, builtin, meta, slots, attributes, members }: ClassDraft): ClassDraft {
  return { base, builtin, meta, slots, attributes, members };
}

/** Fewer classes, and simpler ones: less members, no slots, no bases. */
export function* simplerClasses(draft: Draft): Generator<Draft> {
  const { classes } = draft;
  if (classes === undefined) return;
  const { classes: _gone, ...rest } = draft;
  yield rest;
  for (let c = classes.length - 1; c >= 0; c--) {
    const each = classes[c] as ClassDraft;
    yield dropClass(draft, classes, c);
    const changed = (simpler: ClassDraft): Draft => ({ ...draft, classes: replaced(classes, c, simpler) });
    for (let m = 0; m < each.members.length; m++) {
      yield changed({ ...each, members: without(each.members, m) });
      // What an instance would have got when it was made may as well be the class's.
      if ((each.members[m] as MemberDraft).name === "__init__" && each.attributes.length === 0) {
        const attributes: ClassAttribute[] = [{ name: "x", v: { t: "int", v: 0 } }];
        yield changed({ ...each, attributes, members: without(each.members, m) });
      }
      if ((each.members[m] as MemberDraft).wrap > 0) {
        yield changed({ ...each, members: replaced(each.members, m, { ...each.members[m] as MemberDraft, wrap: 0 }) });
      }
    }
    for (let a = 0; a < each.attributes.length; a++) {
      yield changed({ ...each, attributes: without(each.attributes, a) });
    }
    if (each.slots !== null) yield changed({ ...each, slots: null });
    if (each.second !== undefined) yield changed(withoutSecond(each));
    if (each.base !== null) yield changed(withoutSecond({ ...each, base: null }));
    if (each.builtin !== null) yield changed({ ...each, builtin: null });
    if (each.meta !== null) yield changed({ ...each, meta: null });
  }
}

/** Takes a class out; what names it becomes None. */
function dropClass(draft: Draft, classes: readonly ClassDraft[], gone: number): Draft {
  const moved = (c: number | null): number | null => (c === null || c === gone ? null : c > gone ? c - 1 : c);
  const rewriter: Rewriter = {
    expr: (e) => {
      if (e.k === "ref" && e.what === "class" && e.i >= gone) return e.i === gone ? NONE : { ...e, i: e.i - 1 };
      return (e.k === "call" || e.k === "invoke") && e.f.k === "class" && e.f.c === gone ? ZERO : e;
    },
    callee: (callee) => callee.k === "class" && callee.c > gone ? { k: "class", c: callee.c - 1 } : callee,
    pattern: (p) => {
      if (p.k !== "class" || p.c < gone) return p;
      return p.c === gone ? { k: "any", v: null } : { ...p, c: p.c - 1 };
    },
  };
  return {
    ...draft,
    functions: draft.functions.map((fn) => ({ ...fn, body: mapBlock(fn.body, rewriter) })),
    classes: without(classes, gone).map((each) => {
      const second = moved(each.second ?? null);
      const bare = { ...withoutSecond(each), base: moved(each.base), meta: moved(each.meta) };
      return second === null ? bare : { ...bare, second };
    }),
  };
}

/** Drops unused parameters, locals and globals; moves parameters' constant arguments into nothing. */
export function* tidying(draft: Draft): Generator<Draft> {
  for (let f = 0; f < draft.functions.length; f++) {
    const fn = draft.functions[f] as FunctionDraft;
    for (let i = fn.locals - 1; i >= 0; i--) yield dropLocal(draft, f, i);
    if (fn.defaults.length > 0) yield withFunction(draft, f, { ...fn, defaults: [] });
    if (fn.form !== undefined) {
      const { form: _plain, ...plain } = fn;
      yield withFunction(draft, f, plain);
      yield withFunction(draft, f, { ...fn, form: { ...PLAIN_FORM, kind: fn.form.kind } });
    }
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
    expr: (e) => e.k === "local" ? read(e) : e,
    callee: (callee) => callee.k === "local" ? { k: "local", i: number(callee.i) } : callee,
    target: (t) => t.k === "local" ? { k: "local", i: number(t.i) } : t,
    local: number,
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
  // Keyword-only parameters and the like come and go with the form of the function.
  if (!isParam && gone < parameterCount(fn)) return draft;
  const firstDefault = fn.params - fn.defaults.length;
  functions[f] = {
    ...fn,
    params: isParam ? fn.params - 1 : fn.params,
    locals: fn.locals - 1,
    defaults: isParam && gone >= firstDefault ? without(fn.defaults, gone - firstDefault, 1) : fn.defaults,
  };
  if (!isParam) return { ...draft, functions };
  // Callers hand over one argument less.
  const called = functions.map((other, caller) => {
    const sites = callSites(draft, caller, f);
    return { ...other, body: mapBlock(other.body, { expr: (e) => sites.without(e, gone) }) };
  });
  return { ...draft, functions: called, args: f === 0 ? without(draft.args, gone, 1) : draft.args };
}

/** Turns the entry's last parameter into a plain local, and a local that starts as a constant into a parameter. */
export function* parameters(draft: Draft): Generator<Draft> {
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

/** Smaller arguments of the entry. */
export function* arguments_(draft: Draft): Generator<Draft> {
  for (let a = 0; a < draft.args.length; a++) {
    for (const value of literalCandidates(draft.args[a] as Literal)) {
      yield { ...draft, args: replaced(draft.args, a, value) };
    }
  }
}
