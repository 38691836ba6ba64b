/**
 * Binding of call arguments to parameters (`initialize_locals`): fills the locals of a new frame, or raises the TypeError that
 * the language prescribes.
 *
 * @module
 */

import { CODE_FLAGS } from "../../isa/program.ts";
import type { PyFunction } from "../../object/values/callable_values.ts";
import type { PyCode } from "../../object/values/code.ts";
import { PyDict } from "../../object/dict/dict.ts";
import { TYPE_ERROR } from "../../object/exception/exception_types.ts";
import { raise } from "../../object/exception/raise.ts";
import { makeTuple } from "../../object/values/sequence_values.ts";
import type { Value } from "../../object/values/value.ts";
import type { Machine } from "../machine.ts";
import { nearestName } from "../suggestions.ts";

/** `a`, `'a' and 'b'`, or `'a', 'b', and 'c'`. */
function quotedNames(names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`);
  if (quoted.length < 3) return quoted.join(" and ");
  return `${quoted.slice(0, -1).join(", ")}, and ${quoted[quoted.length - 1]}`;
}

function raiseMissing(m: Machine, func: PyFunction, kind: string, names: readonly string[]): never {
  const plural = names.length === 1 ? "" : "s";
  throw raise(
    m,
    TYPE_ERROR,
    `${func.qualname}() missing ${names.length} required ${kind} argument${plural}: ${quotedNames(names)}`,
  );
}

function raiseTooMany(m: Machine, func: PyFunction, given: number, locals: Value[]): never {
  const { code } = func;
  const defaults = func.defaults === null ? 0 : func.defaults.items.length;
  let keywordOnlyGiven = 0;
  for (let i = code.argcount; i < code.argcount + code.kwonlyargcount; i++) {
    if (locals[i] !== undefined) keywordOnlyGiven++;
  }
  const plural = defaults > 0 || code.argcount !== 1;
  const takes = defaults > 0 ? `from ${code.argcount - defaults} to ${code.argcount}` : `${code.argcount}`;
  const keywordOnly = keywordOnlyGiven > 0
    ? ` positional argument${given !== 1 ? "s" : ""} (and ${keywordOnlyGiven} keyword-only argument${
      keywordOnlyGiven !== 1 ? "s" : ""
    })`
    : "";
  const verb = given === 1 && keywordOnlyGiven === 0 ? "was" : "were";
  throw raise(
    m,
    TYPE_ERROR,
    `${func.qualname}() takes ${takes} positional argument${
      plural ? "s" : ""
    } but ${given}${keywordOnly} ${verb} given`,
  );
}

/** Raises for keywords that name positional-only parameters, all of them at once; returns when there are none. */
function checkPositionalOnly(m: Machine, func: PyFunction, names: readonly string[]): void {
  const { code } = func;
  const wrong: string[] = [];
  for (let i = 0; i < code.posonlyargcount; i++) {
    const name = code.localNames[i] as string;
    if (names.includes(name)) wrong.push(name);
  }
  if (wrong.length === 0) return;
  throw raise(
    m,
    TYPE_ERROR,
    `${func.qualname}() got some positional-only arguments passed as keyword arguments: '${wrong.join(", ")}'`,
  );
}

function raiseUnexpectedKeyword(m: Machine, func: PyFunction, name: string): never {
  const { code } = func;
  const candidates = code.localNames.slice(code.posonlyargcount, code.argcount + code.kwonlyargcount);
  const near = nearestName(name, candidates);
  const hint = near === null ? "" : `. Did you mean '${near}'?`;
  throw raise(
    m,
    TYPE_ERROR,
    `${func.qualname}() got an unexpected keyword argument '${name}'${hint}`,
  );
}

/**
 * Binds `count` arguments that begin at `args[start]`, of which the last `names.length` are keywords, to the parameters of
 * `func`, into `locals`, whose entries are unset. Errors are raised in the caller.
 */
export function bindArguments(
  m: Machine,
  func: PyFunction,
  locals: Value[],
  args: readonly Value[],
  start: number,
  count: number,
  names: readonly string[] | null,
): void {
  const { code } = func;
  const { argcount, kwonlyargcount, flags } = code;
  const parameters = argcount + kwonlyargcount;
  const given = names === null ? count : count - names.length;
  let keywords: PyDict | null = null;
  if ((flags & CODE_FLAGS.VARKEYWORDS) !== 0) {
    keywords = new PyDict();
    locals[(flags & CODE_FLAGS.VARARGS) !== 0 ? parameters + 1 : parameters] = keywords;
  }
  const plain = given < argcount ? given : argcount;
  for (let i = 0; i < plain; i++) locals[i] = args[start + i];
  if ((flags & CODE_FLAGS.VARARGS) !== 0) {
    locals[parameters] = makeTuple(plain === given ? [] : args.slice(start + plain, start + given));
  }
  if (names !== null) bindKeywords(m, func, locals, args, start + given, names, keywords);
  if (given > argcount && (flags & CODE_FLAGS.VARARGS) === 0) {
    failBinding(m, code, args, start + argcount, start + given, locals);
    raiseTooMany(m, func, given, locals);
  }
  if (given < argcount) fillDefaults(m, func, locals, given);
  if (kwonlyargcount > 0) fillKeywordDefaults(m, func, locals);
}

/** What was not bound goes before what was. */
function failBinding(
  m: Machine,
  { localCount }: PyCode,
  args: readonly Value[],
  start: number,
  end: number,
  locals: readonly Value[],
): void {
  m.failsWith([...args.slice(start, end), ...locals.slice(0, localCount)]);
}

function bindKeywords(
  m: Machine,
  func: PyFunction,
  locals: Value[],
  args: readonly Value[],
  start: number,
  names: readonly string[],
  keywords: PyDict | null,
): void {
  const { code } = func;
  const parameters = code.argcount + code.kwonlyargcount;
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    const value = args[start + i];
    let at = code.posonlyargcount;
    while (at < parameters && code.localNames[at] !== name) at++;
    if (at < parameters) {
      if (locals[at] !== undefined) {
        failBinding(m, code, args, start + i, start + names.length, locals);
        throw raise(m, TYPE_ERROR, `${func.qualname}() got multiple values for argument '${name}'`);
      }
      locals[at] = value;
    } else if (keywords !== null) {
      keywords.setStr(name, value);
    } else {
      failBinding(m, code, args, start + i, start + names.length, locals);
      if (code.posonlyargcount > 0) checkPositionalOnly(m, func, names);
      raiseUnexpectedKeyword(m, func, name);
    }
  }
}

function fillDefaults(m: Machine, func: PyFunction, locals: Value[], given: number): void {
  const { code } = func;
  const defaults = func.defaults === null ? [] : func.defaults.items;
  const required = code.argcount - defaults.length;
  let missing = 0;
  for (let i = given; i < required; i++) if (locals[i] === undefined) missing++;
  if (missing > 0) {
    const names: string[] = [];
    for (let i = 0; i < required; i++) if (locals[i] === undefined) names.push(code.localNames[i] as string);
    raiseMissing(m, func, "positional", names);
  }
  for (let i = given > required ? given : required; i < code.argcount; i++) {
    if (locals[i] === undefined) locals[i] = defaults[i - required];
  }
}

function fillKeywordDefaults(m: Machine, func: PyFunction, locals: Value[]): void {
  const { code } = func;
  const parameters = code.argcount + code.kwonlyargcount;
  const missing: string[] = [];
  for (let i = code.argcount; i < parameters; i++) {
    if (locals[i] !== undefined) continue;
    const name = code.localNames[i] as string;
    const value = func.kwdefaults === null ? undefined : func.kwdefaults.getStr(name);
    if (value === undefined) missing.push(name);
    else locals[i] = value;
  }
  if (missing.length > 0) raiseMissing(m, func, "keyword-only", missing);
}
