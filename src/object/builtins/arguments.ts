/**
 * Checking and naming the arguments of builtins, with CPython's texts.
 *
 * @module
 */

import { TYPE_ERROR } from "../exception/exception_types.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { lookupSpecial } from "../type/lookup.ts";
import type { PyType } from "../type/type.ts";
import { typeName } from "../type/types.ts";
import { unsetValues, type Value } from "../values/value.ts";
import { strOf } from "../values/payload.ts";

/** Number of positional arguments (`_PyArg_CheckPositional`). */
export function checkCount(rt: Runtime, name: string, count: number, least: number, most: number): void {
  if (count < least || count > most) {
    const bound = count < least ? least : most;
    const how = least === most ? "" : count < least ? "at least " : "at most ";
    throw raise(rt, TYPE_ERROR, `${name} expected ${how}${bound} argument${bound === 1 ? "" : "s"}, got ${count}`);
  }
}

/** Refuses keyword arguments (`_PyArg_NoKeywords`). */
export function noKeywords(rt: Runtime, name: string, kwnames: readonly string[] | null): void {
  if (kwnames !== null && kwnames.length > 0) {
    throw raise(rt, TYPE_ERROR, `${name}() takes no keyword arguments`);
  }
}

/**
 * Positional arguments of a constructor without keywords: only a subclass with a method of its own behind it, which may have use for
 * them, is given some.
 */
export function positionalOf(
  rt: Runtime,
  cls: Value,
  base: PyType,
  args: readonly Value[],
  kwnames: readonly string[] | null,
  behind: "__init__" | "__new__" = "__init__",
): readonly Value[] {
  if (kwnames === null || kwnames.length === 0) return args;
  if (cls === base || lookupSpecial(cls as PyType, behind) === lookupSpecial(base, behind)) {
    noKeywords(rt, base.name, kwnames);
  }
  return args.slice(0, args.length - kwnames.length);
}

/** Parameters of a builtin that takes keywords. */
export interface Parameters {
  /** Name for messages, without parentheses. */
  readonly name: string;
  /** All parameters in order; "" for positional-only ones. */
  readonly names: readonly string[];
  /** Parameters that must be given, counted from the first. */
  readonly required: number;
  /** Parameters that may be positional, counted from the first. */
  readonly positional: number;
}

/** Arguments by parameter, undefined where left out (`_PyArg_UnpackKeywords`). */
export function bindArguments(
  rt: Runtime,
  parameters: Parameters,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): Value[] {
  const { name, names, required, positional } = parameters;
  const keywords = kwnames ?? [];
  const given = args.length - keywords.length;
  const bound = unsetValues(names.length);
  if (args.length > names.length) {
    const kind = given === 0 ? "keyword " : "";
    const how = names.length === 0 ? "no" : `at most ${names.length}`;
    throw raise(
      rt,
      TYPE_ERROR,
      `${name}() takes ${how} ${kind}argument${names.length === 1 ? "" : "s"} (${args.length} given)`,
    );
  }
  if (given > positional) {
    throw raise(
      rt,
      TYPE_ERROR,
      positional === 0
        ? `${name}() takes no positional arguments`
        : `${name}() takes ${required < positional ? "at most" : "exactly"} ${positional} positional argument${
          positional === 1 ? "" : "s"
        } (${given} given)`,
    );
  }
  for (let i = 0; i < given; i++) bound[i] = args[i];
  keywords.forEach((keyword, i) => {
    const index = keyword === "" ? -1 : names.indexOf(keyword);
    if (index >= given) bound[index] = args[given + i];
  });
  for (let i = 0; i < required; i++) if (bound[i] === undefined) throw missing(rt, parameters, i, given);
  for (const keyword of keywords) {
    const index = keyword === "" ? -1 : names.indexOf(keyword);
    if (index < 0) throw raise(rt, TYPE_ERROR, `'${keyword}' is an invalid keyword argument for ${name}()`);
    if (index < given) {
      throw raise(rt, TYPE_ERROR, `argument for ${name}() given by name ('${keyword}') and position (${index + 1})`);
    }
  }
  return bound;
}

function missing(rt: Runtime, parameters: Parameters, index: number, given: number): unknown {
  const { name, names, required } = parameters;
  if (names[index] === "") {
    const only = names.filter((other) => other === "").length;
    const least = Math.min(required, only);
    return raise(
      rt,
      TYPE_ERROR,
      `${name}() takes ${least < parameters.positional ? "at least" : "exactly"} ${least} positional argument${
        least === 1 ? "" : "s"
      } (${given} given)`,
    );
  }
  return raise(rt, TYPE_ERROR, `${name}() missing required argument '${names[index]}' (pos ${index + 1})`);
}

/** What an argument is, as `_PyArg_BadArgument` says it. */
export function badArgument(
  rt: Runtime,
  name: string,
  which: string,
  expected: string,
  value: Value,
): unknown {
  return raise(
    rt,
    TYPE_ERROR,
    `${name}() ${which} must be ${expected}, not ${value === null ? "None" : typeName(value)}`,
  );
}

/** A str argument. */
export function strArgument(rt: Runtime, name: string, which: string, value: Value): string {
  const text = strOf(value);
  if (text === undefined) throw badArgument(rt, name, which, "str", value);
  return text;
}
