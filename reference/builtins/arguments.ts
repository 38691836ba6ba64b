/**
 * Checks of the arguments of functions written here, with CPython's complaints (C: `Python/getargs.c` and the calling
 * conventions of `METH_NOARGS`, `METH_O`, `METH_FASTCALL`).
 *
 * Functions are named as messages show them with brackets: `len`, `list.append`.
 *
 * @module
 */

import type { Runtime } from "../runtime.ts";
import { strPayload } from "../text/payload.ts";
import type { Kwargs, Slot, Value } from "../values.ts";

const MAX_SSIZE = 2n ** 63n - 1n;

function plural(count: number): string {
  return count === 1 ? "" : "s";
}

/** Last part of a dotted name. */
function shortName(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

/** Refuses keyword arguments. */
export function noKeywords(rt: Runtime, name: string, kwargs: Kwargs): void {
  if (kwargs !== null && kwargs.size > 0) throw rt.error("TypeError", `${name}() takes no keyword arguments`);
}

/** For functions without arguments. */
export function noArguments(rt: Runtime, name: string, args: readonly Value[], kwargs: Kwargs): void {
  noKeywords(rt, name, kwargs);
  if (args.length !== 0) throw rt.error("TypeError", `${name}() takes no arguments (${args.length} given)`);
}

/** For functions of exactly one positional argument. */
export function oneArgument(rt: Runtime, name: string, args: readonly Value[], kwargs: Kwargs): Value {
  noKeywords(rt, name, kwargs);
  if (args.length !== 1) {
    throw rt.error("TypeError", `${name}() takes exactly one argument (${args.length} given)`);
  }
  return args[0] as Value;
}

/** For functions of `min` to `max` positional arguments; arguments not given read as undefined. */
export function positional(
  rt: Runtime,
  name: string,
  args: readonly Value[],
  kwargs: Kwargs,
  min: number,
  max: number,
): readonly Slot[] {
  noKeywords(rt, name, kwargs);
  checkPositional(rt, shortName(name), args.length, min, max);
  return args;
}

/** The count of positional arguments against its bounds (C: `_PyArg_CheckPositional`). */
export function checkPositional(rt: Runtime, name: string, count: number, min: number, max: number): void {
  const complain = (bound: string, wanted: number) =>
    rt.error("TypeError", `${name} expected ${bound}${wanted} argument${plural(wanted)}, got ${count}`);
  if (count < min) throw complain(min === max ? "" : "at least ", min);
  if (count > max) throw complain(min === max ? "" : "at most ", max);
}

/** Parameters that may be given by name. */
export interface Signature {
  readonly name: string;
  /** All parameters in order; positional-only ones have an empty name. */
  readonly parameters: readonly string[];
  /** How many of them may be given by position. */
  readonly positional: number;
  /** How many of the positional ones must be given. */
  readonly required: number;
}

/** Parameters in order by position or name, undefined where not given (C: `_PyArg_UnpackKeywords`). */
export function bindArguments(
  rt: Runtime,
  { name, parameters, positional, required }: Signature,
  args: readonly Value[],
  kwargs: Kwargs,
): Slot[] {
  const given = args.length + (kwargs?.size ?? 0);
  if (given > parameters.length) {
    const kind = args.length === 0 ? "keyword " : "";
    throw rt.error(
      "TypeError",
      `${name}() takes at most ${parameters.length} ${kind}argument${plural(parameters.length)} (${given} given)`,
    );
  }
  if (args.length > positional) {
    if (positional === 0) throw rt.error("TypeError", `${name}() takes no positional arguments`);
    const bound = required < parameters.length ? "at most" : "exactly";
    throw rt.error(
      "TypeError",
      `${name}() takes ${bound} ${positional} positional argument${plural(positional)} (${args.length} given)`,
    );
  }
  const positionalOnly = parameters.filter((parameter) => parameter === "").length;
  const leastPositional = Math.min(required, positionalOnly);
  if (args.length < leastPositional) {
    const bound = leastPositional < positional ? "at least" : "exactly";
    throw rt.error(
      "TypeError",
      `${name}() takes ${bound} ${leastPositional} positional argument${
        plural(leastPositional)
      } (${args.length} given)`,
    );
  }
  const bound: Slot[] = parameters.map((parameter, i) => {
    const byName = parameter === "" ? undefined : kwargs?.get(parameter);
    const byPosition = args[i];
    if (byPosition !== undefined && byName !== undefined) {
      throw rt.error("TypeError", `argument for ${name}() given by name ('${parameter}') and position (${i + 1})`);
    }
    const value = byPosition ?? byName;
    return byPosition === null || byName === null ? null : value;
  });
  for (let i = 0; i < required; i++) {
    if (bound[i] === undefined) {
      throw rt.error("TypeError", `${name}() missing required argument '${parameters[i]}' (pos ${i + 1})`);
    }
  }
  for (const key of kwargs?.keys() ?? []) {
    if (key === "" || !parameters.includes(key)) {
      throw rt.error("TypeError", `'${key}' is an invalid keyword argument for ${name}()`);
    }
  }
  return bound;
}

/** Type name for messages, `None` for None. */
function argumentType(rt: Runtime, v: Value): string {
  return v === null ? "None" : rt.typeName(v);
}

/** The complaint about an argument of the wrong type. */
export function badArgument(rt: Runtime, name: string, which: string, expected: string, v: Value) {
  return rt.error("TypeError", `${name}() ${which} must be ${expected}, not ${argumentType(rt, v)}`);
}

/** A str argument; `which` is `argument` or `argument 2`. */
export function strArgument(rt: Runtime, name: string, which: string, v: Value): string {
  const text = strPayload(v);
  if (text === undefined) throw badArgument(rt, shortName(name), which, "str", v);
  return text;
}

/** An int argument that must fit an index (C: `Py_ssize_t` with the error IndexError or OverflowError). */
export function sizeArgument(rt: Runtime, v: Value): number {
  const value = rt.index(v);
  if (value > MAX_SSIZE || value < -MAX_SSIZE - 1n) {
    throw rt.error("OverflowError", "Python int too large to convert to C ssize_t");
  }
  return Number(value);
}

/** An int argument of C type `int`. */
export function cIntArgument(rt: Runtime, v: Value): number {
  const value = rt.index(v);
  if (BigInt.asIntN(64, value) !== value) {
    throw rt.error("OverflowError", "Python int too large to convert to C int");
  }
  if (value > 2147483647n) throw rt.error("OverflowError", "signed integer is greater than maximum");
  if (value < -2147483648n) throw rt.error("OverflowError", "signed integer is less than minimum");
  return Number(value);
}

/** A bound of a search or slice, cut to what fits (C: `_PyEval_SliceIndex`); None and nothing give the fallback. */
export function sliceBound(rt: Runtime, v: Slot, fallback: bigint): bigint {
  if (v === undefined || v === null) return fallback;
  const value = rt.indexOptional(v);
  if (value === undefined) {
    throw rt.error("TypeError", "slice indices must be integers or None or have an __index__ method");
  }
  return value > MAX_SSIZE ? MAX_SSIZE : value < -MAX_SSIZE ? -MAX_SSIZE : value;
}

/** A bound of `index`, which unlike that of a slice may not be None. */
export function indexBound(rt: Runtime, v: Slot, fallback: bigint): bigint {
  if (v !== undefined && rt.indexOptional(v) === undefined) {
    throw rt.error("TypeError", "slice indices must be integers or have an __index__ method");
  }
  return sliceBound(rt, v, fallback);
}

/** Bounds that mean the whole sequence. */
export const WHOLE = { start: 0n, end: MAX_SSIZE } as const;
