/**
 * Binding of arguments to the parameters of a Python function (C: `initialize_locals`).
 *
 * @module
 */

import { copyWork, WIDE_FRAME } from "../../src/isa/work.ts";
import { CODE_FLAGS } from "../../src/isa/program.ts";
import { unboundLocals } from "../frame.ts";
import { tuple, types } from "../types.ts";
import type { Runtime } from "../runtime.ts";
import { type Kwargs, PyDict, type PyFunction, type Slot, type Value } from "../values.ts";

/**
 * The fast locals of a new frame of `fn` called with these arguments; TypeError when they do not fit. The array of
 * arguments may become that of the locals.
 */
export function bindArguments(rt: Runtime, fn: PyFunction, args: Value[], kwargs: Kwargs): Slot[] {
  const code = fn.code.code;
  const size = fn.code.localCount + code.stacksize;
  if (size > WIDE_FRAME) rt.spend(copyWork(size));
  const flags = code.flags;
  const simple = (flags & (CODE_FLAGS.VARARGS | CODE_FLAGS.VARKEYWORDS)) === 0 && code.kwonlyargcount === 0;
  if (simple && kwargs === null && args.length === code.argcount) {
    const { localCount } = fn.code;
    if (args.length === localCount) return args;
    const locals = unboundLocals(localCount);
    for (let i = 0; i < args.length; i++) locals[i] = args[i];
    return locals;
  }
  return bindGeneral(rt, fn, args, kwargs);
}

function bindGeneral(rt: Runtime, fn: PyFunction, args: readonly Value[], kwargs: Kwargs): Slot[] {
  const code = fn.code.code;
  const locals = unboundLocals(fn.code.localCount);
  const named = code.argcount + code.kwonlyargcount;
  const takesSurplus = (code.flags & CODE_FLAGS.VARARGS) !== 0;
  const positional = Math.min(args.length, code.argcount);
  for (let i = 0; i < positional; i++) locals[i] = args[i];
  if (takesSurplus) locals[named] = tuple(args.slice(code.argcount));
  let surplus: PyDict | null = null;
  if ((code.flags & CODE_FLAGS.VARKEYWORDS) !== 0) {
    surplus = new PyDict(types.dict);
    locals[named + (takesSurplus ? 1 : 0)] = surplus;
  }
  if (kwargs !== null) bindKeywords(rt, fn, locals, kwargs, surplus);
  if (args.length > code.argcount && !takesSurplus) {
    rt.failsWith([...args.slice(code.argcount), ...locals]);
    throw tooManyPositional(rt, fn, args.length, locals);
  }
  fillDefaults(rt, fn, args.length, locals);
  fillKeywordDefaults(rt, fn, locals);
  return locals;
}

function bindKeywords(
  rt: Runtime,
  fn: PyFunction,
  locals: Slot[],
  kwargs: ReadonlyMap<string, Value>,
  surplus: PyDict | null,
): void {
  const code = fn.code.code;
  const named = code.argcount + code.kwonlyargcount;
  for (const [name, value] of kwargs) {
    let at = code.posonlyargcount;
    while (at < named && code.varnames[at] !== name) at++;
    if (at === named) {
      if (surplus !== null) {
        surplus.setStr(name, value);
        continue;
      }
      failsBinding(rt, name, kwargs, locals);
      throw unexpectedKeyword(rt, fn, name, kwargs);
    }
    if (locals[at] !== undefined) {
      failsBinding(rt, name, kwargs, locals);
      throw rt.typeError(`${fn.qualname}() got multiple values for argument '${name}'`);
    }
    locals[at] = value;
  }
}

/** Keywords from the wrong one on go before what is bound. */
function failsBinding(rt: Runtime, name: string, kwargs: ReadonlyMap<string, Value>, locals: readonly Slot[]): void {
  const names = [...kwargs.keys()];
  rt.failsWith([...names.slice(names.indexOf(name)).map((left) => kwargs.get(left)), ...locals]);
}

function unexpectedKeyword(rt: Runtime, fn: PyFunction, name: string, kwargs: ReadonlyMap<string, Value>) {
  const code = fn.code.code;
  const wrong = code.varnames.slice(0, code.posonlyargcount).filter((parameter) => kwargs.has(parameter));
  if (wrong.length > 0) {
    return rt.typeError(
      `${fn.qualname}() got some positional-only arguments passed as keyword arguments: '${wrong.join(", ")}'`,
    );
  }
  const candidates = code.varnames.slice(code.posonlyargcount, code.argcount + code.kwonlyargcount);
  const similar = suggestion(name, candidates);
  const hint = similar === null ? "" : `. Did you mean '${similar}'?`;
  return rt.typeError(`${fn.qualname}() got an unexpected keyword argument '${name}'${hint}`);
}

function tooManyPositional(rt: Runtime, fn: PyFunction, given: number, locals: readonly Slot[]) {
  const code = fn.code.code;
  let keywordOnly = 0;
  for (let i = code.argcount; i < code.argcount + code.kwonlyargcount; i++) {
    if (locals[i] !== undefined) keywordOnly++;
  }
  const defaults = fn.defaults?.items.length ?? 0;
  const plural = defaults > 0 || code.argcount !== 1 ? "s" : "";
  const takes = defaults > 0 ? `from ${code.argcount - defaults} to ${code.argcount}` : `${code.argcount}`;
  const keywords = keywordOnly === 0
    ? ""
    : ` positional argument${given === 1 ? "" : "s"} (and ${keywordOnly} keyword-only argument${
      keywordOnly === 1 ? "" : "s"
    })`;
  const verb = given === 1 && keywordOnly === 0 ? "was" : "were";
  return rt.typeError(
    `${fn.qualname}() takes ${takes} positional argument${plural} but ${given}${keywords} ${verb} given`,
  );
}

function fillDefaults(rt: Runtime, fn: PyFunction, given: number, locals: Slot[]): void {
  const code = fn.code.code;
  if (given >= code.argcount) return;
  const defaults = fn.defaults?.items ?? [];
  const required = code.argcount - defaults.length;
  const missing = code.varnames.slice(given, Math.max(given, required)).filter((_, i) =>
    locals[given + i] === undefined
  );
  if (missing.length > 0) throw missingArguments(rt, fn, "positional", missing);
  for (let i = Math.max(given, required, 0); i < code.argcount; i++) {
    if (locals[i] === undefined) locals[i] = defaults[i - required];
  }
}

function fillKeywordDefaults(rt: Runtime, fn: PyFunction, locals: Slot[]): void {
  const code = fn.code.code;
  const missing: string[] = [];
  for (let i = code.argcount; i < code.argcount + code.kwonlyargcount; i++) {
    if (locals[i] !== undefined) continue;
    const name = code.varnames[i] as string;
    const value = fn.kwdefaults?.getStr(name);
    if (value === undefined) missing.push(name);
    else locals[i] = value;
  }
  if (missing.length > 0) throw missingArguments(rt, fn, "keyword-only", missing);
}

function missingArguments(rt: Runtime, fn: PyFunction, kind: string, names: readonly string[]) {
  const quoted = names.map((name) => `'${name}'`);
  const last = quoted.at(-1);
  const list = quoted.length === 1
    ? last
    : quoted.length === 2
    ? `${quoted[0]} and ${last}`
    : `${quoted.slice(0, -1).join(", ")}, and ${last}`;
  const plural = names.length === 1 ? "" : "s";
  return rt.typeError(`${fn.qualname}() missing ${names.length} required ${kind} argument${plural}: ${list}`);
}

const MOVE_COST = 2;
const CASE_COST = 1;
const MAX_STRING_SIZE = 40;

/** The candidate most like `name`, or null (C: `_Py_CalculateSuggestions`). */
function suggestion(name: string, candidates: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    if (candidate === name) continue;
    const allowed = Math.floor(((name.length + candidate.length + 3) * MOVE_COST) / 6);
    const limit = Math.min(allowed, bestDistance - 1);
    const distance = editDistance(name, candidate, limit);
    if (distance > limit) continue;
    best = candidate;
    bestDistance = distance;
  }
  return best;
}

function editDistance(from: string, to: string, limit: number): number {
  let [a, b] = [from, to];
  while (a !== "" && b !== "" && a[0] === b[0]) [a, b] = [a.slice(1), b.slice(1)];
  while (a !== "" && b !== "" && a.at(-1) === b.at(-1)) [a, b] = [a.slice(0, -1), b.slice(0, -1)];
  if (a === "" || b === "") return (a.length + b.length) * MOVE_COST;
  if (a.length > MAX_STRING_SIZE || b.length > MAX_STRING_SIZE) return limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i * MOVE_COST);
  for (let i = 1; i <= a.length; i++) {
    const next = [i * MOVE_COST];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] as number) + replaceCost(a[i - 1] as string, b[j - 1] as string);
      next.push(Math.min(replaced, (row[j] as number) + MOVE_COST, (next[j - 1] as number) + MOVE_COST));
    }
    row = next;
  }
  return row[b.length] as number;
}

function replaceCost(a: string, b: string): number {
  if (a === b) return 0;
  return a.toLowerCase() === b.toLowerCase() ? CASE_COST : MOVE_COST;
}
