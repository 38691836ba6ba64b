/**
 * What the functions of a Draft use: variables, functions and classes; and what of a Draft can be reached at all.
 *
 * @module
 */

import type { ClassDraft } from "./classes.ts";
import { type Draft, formOf, type FunctionDraft } from "./draft.ts";
import { takesFunction } from "./vocabulary.ts";
import { type Visitor, walkFunction } from "./walk.ts";

/** What lowering has to know of a function before it starts. */
export interface FunctionUses {
  /** Number of `while` counters. */
  readonly counters: number;
  /** Locals of the parent that this function uses, as a bit mask. */
  readonly free: number;
  /** Top-level functions named, as a bit mask. */
  readonly functions: number;
  /** Inner functions made, as a bit mask. */
  readonly made: number;
  /** Classes named, as a bit mask. */
  readonly classes: number;
  /** Whether `super()` occurs, which needs the class that the function was written in. */
  readonly usesSuper: boolean;
  /** Whether it yields anywhere. */
  readonly yields: boolean;
}

const usesOf = new WeakMap<FunctionDraft, FunctionUses>();

/** Counters, free variables, functions and classes that a function uses; remembered, as Drafts share functions. */
export function functionUses(f: FunctionDraft): FunctionUses {
  const known = usesOf.get(f);
  if (known !== undefined) return known;
  uses.counters =
    uses.free =
    uses.functions =
    uses.made =
    uses.classes =
      0;
  uses.usesSuper = false;
  uses.yields = false;
  walkFunction(f, usesVisitor);
  const found: FunctionUses = {
    counters: uses.counters,
    free: uses.free,
    functions: uses.functions,
    made: uses.made,
    classes: uses.classes,
    usesSuper: uses.usesSuper,
    yields: uses.yields,
  };
  usesOf.set(f, found);
  return found;
}

/** What the walk at hand has found; one for all, as walks do not nest. */
const uses = { counters: 0, free: 0, functions: 0, made: 0, classes: 0, usesSuper: false, yields: false };

const usesVisitor: Visitor = {
  expr(e) {
    switch (e.k) {
      case "free":
        uses.free |= 1 << e.i;
        return;
      case "counter":
        uses.counters = Math.max(uses.counters, e.i + 1);
        return;
      case "call":
      case "invoke":
        if (e.f.k === "function") uses.functions |= 1 << e.f.f;
        else if (e.f.k === "class") uses.classes |= 1 << e.f.c;
        return;
      case "ref":
        if (e.what === "function") uses.functions |= 1 << e.i;
        else if (e.what === "class") uses.classes |= 1 << e.i;
        return;
      case "make":
        uses.made |= 1 << e.f;
        return;
      case "super":
        uses.usesSuper = true;
        return;
      case "yield":
      case "yieldFrom":
        uses.yields = true;
    }
  },
  target(t) {
    if (t.k === "free") uses.free |= 1 << t.i;
  },
  stmt(s) {
    switch (s.k) {
      case "while":
        uses.counters = Math.max(uses.counters, s.counter + 1);
        return;
      case "reversion":
        uses.functions |= 1 << s.f;
        return;
      case "rebind":
        uses.functions |= (1 << s.f) | (1 << s.g);
        return;
      case "event":
        if (takesFunction(s.host)) uses.functions |= 1 << s.f;
        return;
      case "def":
        uses.made |= 1 << s.f;
    }
  },
  pattern(p) {
    if (p.k === "class") uses.classes |= 1 << p.c;
  },
};

/** Functions and classes as bit masks. */
export interface Reach {
  readonly functions: number;
  readonly classes: number;
}

/** Functions and classes that can run or be named: the entry and all that it reaches. */
export function reach(draft: Draft): Reach {
  const classDrafts = draft.classes;
  let functions = 0;
  let classes = 0;
  let work = 1;
  let classWork = 0;
  while ((work | classWork) !== 0) {
    if (work !== 0) {
      const f = 31 - Math.clz32(work);
      work &= ~(1 << f);
      functions |= 1 << f;
      const fn = draft.functions[f];
      if (fn === undefined) continue;
      const used = functionUses(fn);
      work |= (used.functions | used.made) & ~functions;
      classWork |= used.classes & ~classes;
      continue;
    }
    const c = 31 - Math.clz32(classWork);
    classWork &= ~(1 << c);
    classes |= 1 << c;
    const one = classDrafts?.[c];
    if (one === undefined) continue;
    if (one.second !== undefined) classWork |= (1 << one.second) & ~classes;
    if (one.base !== null) classWork |= (1 << one.base) & ~classes;
    if (one.meta !== null) classWork |= (1 << one.meta) & ~classes;
    for (const { f } of one.members) work |= (1 << f) & ~functions;
  }
  return { functions, classes };
}

/** Functions that can run or be named, as a bit mask. */
export function reachableFunctions(draft: Draft): number {
  return reach(draft).functions;
}

/** The class that holds each function, -1 for none; the same array every time where there are no classes. */
export function owners(
  functions: readonly FunctionDraft[],
  classes: readonly ClassDraft[] | undefined,
): readonly number[] {
  if (classes === undefined || classes.length === 0) return NO_OWNERS;
  const found: number[] = [];
  for (let f = 0; f < functions.length; f++) found.push(-1);
  for (let c = 0; c < classes.length; c++) {
    for (const { f } of (classes[c] as ClassDraft).members) if (found[f] === -1) found[f] = c;
  }
  return found;
}

const NO_OWNERS: readonly number[] = new Array(32).fill(-1);

/** Locals of a function that the inner functions it makes use, as a bit mask: its cells. */
export function capturedLocals(draft: Draft, f: number): number {
  let captured = 0;
  for (let { made } = functionUses(draft.functions[f] as FunctionDraft); made !== 0; made &= made - 1) {
    captured |= functionUses(draft.functions[31 - Math.clz32(made & -made)] as FunctionDraft).free;
  }
  return captured;
}

/** A generator in whose body no `yield` is left. */
export function yieldsNowhere(fn: FunctionDraft): boolean {
  const { kind } = formOf(fn);
  return (kind === "generator" || kind === "async generator") && !functionUses(fn).yields;
}
