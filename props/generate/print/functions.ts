/**
 * Functions, lambdas and classes as Python source.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import { BUILTIN_BASES, className, WRAPPERS } from "../draft/classes.ts";
import { formOf, type FunctionDraft, functionName, globalName, localName, parameterCount } from "../draft/draft.ts";
import type { Target } from "../draft/expression.ts";
import { capturedLocals, yieldsNowhere } from "../draft/uses.ts";
import { walkFunction } from "../draft/walk.ts";
import { literalSource } from "./literals.ts";
import type { Printing } from "./printing.ts";

/** A function; `name` is that of the local which an inner function is bound to. */
export function printFunction(p: Printing, f: number, name: string, indent: number): void {
  const fn = p.draft.functions[f] as FunctionDraft;
  const outer = p.fn;
  p.fn = fn;
  const { kind } = formOf(fn);
  const isAsync = kind === "coroutine" || kind === "async generator";
  p.line(indent, `${isAsync ? "async " : ""}def ${name}(${parameterSource(fn)}):`);
  const { globals, free, locals } = assigned(fn, capturedLocals(p.draft, f));
  if (globals.length > 0) p.line(indent + 1, `global ${globals.join(", ")}`);
  if (free.length > 0 && fn.parent !== null) {
    const parent = p.draft.functions[fn.parent] as FunctionDraft;
    p.line(indent + 1, `nonlocal ${free.map((i) => localName(parent, i)).join(", ")}`);
  }
  // A local that is only read would be taken for a global.
  const onlyRead = locals.filter((i) => i >= parameterCount(fn));
  if (onlyRead.length > 0) {
    // An annotation makes it one, and no code.
    p.line(indent + 1, onlyRead.map((i) => `${localName(fn, i)}: 0`).join("; "));
  }
  if (fn.recursive !== null) {
    p.line(indent + 1, `if ${localName(fn, 0)} < 1:`);
    p.line(indent + 2, `return ${p.expr(fn.recursive)}`);
  }
  p.block(fn.body, indent + 1);
  // What gives a generator must yield somewhere, whatever is left of its body.
  if (yieldsNowhere(fn)) {
    p.line(indent + 1, "return");
    p.line(indent + 1, "yield");
  }
  p.fn = outer;
}

/** A lambda, in parentheses. */
export function lambdaSource(p: Printing, f: number): string {
  const fn = p.draft.functions[f] as FunctionDraft;
  const outer = p.fn;
  p.fn = fn;
  const [only] = fn.body;
  const text = `(lambda ${parameterSource(fn)}: ${only?.k === "return" ? p.expr(only.e) : "None"})`;
  p.fn = outer;
  return text;
}

/** A class of the module. */
export function printClass(p: Printing, c: number): void {
  const each = p.draft.classes?.[c];
  if (each === undefined) return;
  const bases: string[] = [];
  if (each.base !== null) bases.push(className(each.base));
  else if (each.builtin !== null) bases.push(BUILTIN_BASES[each.builtin] as string);
  if (each.second !== undefined) bases.push(className(each.second));
  if (each.meta !== null) bases.push(`metaclass=${className(each.meta)}`);
  p.line(0, `class ${className(c)}${bases.length === 0 ? "" : `(${bases.join(", ")})`}:`);
  if (each.slots !== null) {
    p.line(1, `__slots__ = ${literalSource({ t: "tuple", v: each.slots.map((v): Literal => ({ t: "str", v })) })}`);
  }
  for (const { name, v } of each.attributes) p.line(1, `${name} = ${literalSource(v)}`);
  for (const { name, f, wrap } of each.members) {
    const wrapper = WRAPPERS[wrap] ?? null;
    if (wrapper !== null) p.line(1, `@${wrapper}`);
    printFunction(p, f, name, 1);
  }
  if (each.slots === null && each.attributes.length + each.members.length === 0) p.line(1, "pass");
}

function parameterSource(fn: FunctionDraft): string {
  const { kwonly, kwdefaults, star, starstar } = formOf(fn);
  const parts = Array.from({ length: fn.params }, (_, i) => {
    const value = fn.defaults[i - (fn.params - fn.defaults.length)];
    return localName(fn, i) + (value === undefined ? "" : `=${literalSource(value)}`);
  });
  let at = fn.params + kwonly;
  if (star) parts.push(`*${localName(fn, at++)}`);
  else if (kwonly > 0) parts.push("*");
  for (let i = 0; i < kwonly; i++) {
    const value = kwdefaults[i - (kwonly - kwdefaults.length)];
    parts.push(localName(fn, fn.params + i) + (value === undefined ? "" : `=${literalSource(value)}`));
  }
  if (starstar) parts.push(`**${localName(fn, at)}`);
  return parts.join(", ");
}

/** Globals and free variables that a function assigns or deletes, and locals that it or an inner function only reads. */
function assigned(fn: FunctionDraft, captured: number): { globals: string[]; free: number[]; locals: number[] } {
  const globals = new Set<number>();
  const free = new Set<number>();
  const read = new Set<number>();
  for (let i = 0; i < fn.locals; i++) if ((captured >> i) & 1) read.add(i);
  const written = new Set<number>();
  const functions = new Set<number>();
  const write = (t: Target): void => {
    if (t.k === "global") globals.add(t.i);
    else if (t.k === "free") free.add(t.i);
    else if (t.k === "local") written.add(t.i);
  };
  walkFunction(fn, {
    target: write,
    stmt(s) {
      if (s.k === "for" || s.k === "def" || s.k === "import") written.add(s.v);
      else if (s.k === "with" && s.v !== null) written.add(s.v);
      else if (s.k === "rebind" && s.what === "name") functions.add(s.f);
      else if (s.k === "try") {
        for (const handler of s.handlers) if (handler.name !== null) written.add(handler.name);
      }
    },
    expr(e) {
      if (e.k === "local") read.add(e.i);
      else if ((e.k === "call" || e.k === "invoke") && e.f.k === "local") read.add(e.f.i);
    },
    pattern(p) {
      if (p.k === "any" && p.v !== null) written.add(p.v);
    },
  });
  return {
    globals: [...[...globals].map(globalName), ...[...functions].map(functionName)],
    free: [...free],
    locals: [...read].filter((i) => !written.has(i)),
  };
}
