/**
 * Makes any Draft valid: total and idempotent. Indices wrap into their tables, what cannot stand where it stands is dropped or
 * replaced by a constant, loops and recursion are cut to a budget. Valid parts come back as they are, not copied.
 *
 * @module
 */

import { DEFAULT_LIMITS } from "../../../src/isa/engine.ts";
import {
  type Draft,
  type DraftLimits,
  FUNCTION_PARAMETERS,
  type FunctionDraft,
  type GlobalDraft,
  MAX_FUNCTIONS,
  MAX_GLOBALS,
  MAX_LOCALS,
  NONE,
  PIN_WARM,
} from "../draft/draft.ts";
import { FUNCTION_KINDS, type FunctionForm } from "../draft/classes.ts";
import { fixClasses } from "./classes.ts";
import { owners } from "../draft/uses.ts";
import { KINDS } from "../kinds/kinds.ts";
import { clamp, cut, isConstant, mapped, MAX_CALLS, type Place } from "./bounds.ts";
import { Fixing } from "./fixing.ts";

export { MAX_LOOP_COUNT } from "./bounds.ts";

/** How often a function of a class is taken to be entered: who calls it is known only when it runs. */
const MEMBER_ROUNDS = 20;

/** The valid Draft that this one stands for; a valid one stands for itself and is given back unchanged. */
export function fixup(draft: Draft): Draft {
  const x = new Fixing(draft, KINDS);
  const { functions } = x;
  const heads = cut(draft.functions, MAX_FUNCTIONS);
  for (let f = 0; f < heads.length; f++) functions.push(fixHead(heads[f] as FunctionDraft, f, draft.functions));
  if (functions.length === 0) functions.push(EMPTY_FUNCTION);
  x.globals = Math.min(draft.globals.length, MAX_GLOBALS);
  fixOwners(x);
  x.entered[0] = 1;
  // Callees have higher numbers than callers, but for recursion, so one pass in order knows how often each is entered.
  for (let f = 0; f < functions.length; f++) functions[f] = fixFunction(x, f);
  const same = functions.length === draft.functions.length && functions.every((fn, f) => fn === draft.functions[f]);
  const globals: readonly GlobalDraft[] = mapped(cut(draft.globals, MAX_GLOBALS), fixGlobal);
  const entry = functions[0] as FunctionDraft;
  let args = draft.args;
  if (args.length > entry.params) args = args.slice(0, entry.params);
  while (args.length < entry.params - entry.defaults.length) args = [...args, { t: "int", v: 0 }];
  const calls = clamp(draft.calls, 1, MAX_CALLS);
  const warm = clamp(draft.warm, 1, PIN_WARM);
  const limits = draft.limits === undefined ? undefined : fixLimits(draft.limits);
  const sameClasses = limits === draft.limits && x.classes === (draft.classes ?? NO_CLASSES);
  const rest = globals === draft.globals && args === draft.args && calls === draft.calls && warm === draft.warm;
  if (same && rest && sameClasses) return draft;
  const bare: Draft = { functions: same ? draft.functions : functions, globals, args, calls, warm };
  const plain: Draft = draft.assumed === undefined ? bare : { ...bare, assumed: draft.assumed };
  const fixed: Draft = x.classes.length > 0 ? { ...plain, classes: x.classes } : plain;
  return limits === undefined ? fixed : { ...fixed, limits };
}

/** Classes, and which functions they hold: those are never recursive. */
function fixOwners(x: Fixing): void {
  const { draft, functions } = x;
  x.classes = draft.classes === undefined ? NO_CLASSES : fixClasses(draft.classes, functions);
  x.ownerOf = owners(functions, x.classes);
  for (let f = 0; f < functions.length; f++) {
    const owned = (x.ownerOf[f] as number) >= 0;
    x.entered.push(owned ? MEMBER_ROUNDS : 0);
    const fn = functions[f] as FunctionDraft;
    if (owned && fn.recursive !== null) functions[f] = { ...fn, recursive: null };
  }
}

function fixFunction(x: Fixing, f: number): FunctionDraft {
  const fn = x.functions[f] as FunctionDraft;
  x.f = f;
  x.fn = fn;
  x.counters = 0;
  x.recursiveCalls = 0;
  const rounds = Math.max(1, x.entered[f] as number);
  const recursive = fn.recursive === null ? null : x.expr(fn.recursive);
  // Each call that recurses makes two more, at most six deep.
  const place: Place = {
    depth: 0,
    loop: false,
    kept: false,
    rounds: fn.recursive === null ? rounds : rounds * 20,
  };
  x.startRounds = place.rounds;
  const body = x.block(fn.body, place);
  if (recursive === fn.recursive && body === fn.body) return fn;
  return { ...fn, recursive, body };
}

const NO_CLASSES: readonly [] = [];

function fixLimits(limits: DraftLimits): DraftLimits | undefined {
  const within = (value: number | null, low: number, high: number): number | null =>
    value === null ? null : clamp(value, low, high);
  const traceLength = within(limits.traceLength, 8, DEFAULT_LIMITS.maxTraceLength);
  const traceStack = within(limits.traceStack, 1, DEFAULT_LIMITS.traceStackSize);
  const executors = within(limits.executors, 1, DEFAULT_LIMITS.maxExecutors);
  const functionVersion = within(limits.functionVersion, 1, 10_000);
  if (traceLength === null && traceStack === null && executors === null && functionVersion === null) return undefined;
  if (
    traceLength === limits.traceLength && traceStack === limits.traceStack && executors === limits.executors &&
    functionVersion === limits.functionVersion
  ) return limits;
  return { traceLength, traceStack, executors, functionVersion };
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
  let params = clamp(fn.params, 0, FUNCTION_PARAMETERS);
  let recursive = parent === null && f > 0 ? fn.recursive : null;
  if (recursive !== null && params === 0) params = 1;
  const form = fn.form === undefined ? undefined : fixForm(fn.form, f, recursive !== null, parent !== null);
  const others = form === undefined ? 0 : form.kwonly + (form.star ? 1 : 0) + (form.starstar ? 1 : 0);
  const locals = clamp(fn.locals, params + others, MAX_LOCALS);
  // The first argument of a recursive function is never left to a default.
  const defaults = mapped(
    cut(fn.defaults, recursive === null ? params : params - 1),
    (value) => isConstant(value) ? value : NONE.v,
  );
  if (recursive !== null && recursive.k !== "const" && recursive.k !== "local") recursive = NONE;
  if (
    parent === fn.parent && params === fn.params && locals === fn.locals && defaults === fn.defaults &&
    recursive === fn.recursive && form === fn.form
  ) return fn;
  const fixed: FunctionDraft = { parent, params, defaults, locals, recursive, body: fn.body };
  return form === undefined ? fixed : { ...fixed, form };
}

/** The entry and what may call itself are plain; only an inner function may be a lambda. */
function fixForm(form: FunctionForm, f: number, recursive: boolean, inner: boolean): FunctionForm | undefined {
  if (f === 0 || recursive) return undefined;
  const kind = FUNCTION_KINDS.includes(form.kind) ? form.kind : "plain";
  const kwonly = clamp(form.kwonly, 0, 2);
  const kwdefaults = mapped(cut(form.kwdefaults, kwonly), (value) => isConstant(value) ? value : NONE.v);
  const lambda = form.lambda && inner && kind === "plain";
  if (kind === form.kind && kwonly === form.kwonly && kwdefaults === form.kwdefaults && lambda === form.lambda) {
    return form;
  }
  return { kind, kwonly, kwdefaults, star: form.star, starstar: form.starstar, lambda };
}
