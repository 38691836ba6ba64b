/**
 * The table of names of a code object, and constants and opargs that lowering needs in many places.
 *
 * @module
 */

import { type HostName, HOSTS, type Literal } from "../../../src/isa/program.ts";

/** Opargs of COMPARE_OP by comparison. */
export const COMPARE_ARGS = [2, 42, 72, 103, 132, 172] as const;
/** 16 more converts the result to a bool for the jump that follows. */
export const TO_BOOL_BIT = 16;
/** By how much the oparg of BINARY_OP is higher in its in-place form. */
export const IN_PLACE = 13;

export const ALL_HOSTS = Object.keys(HOSTS) as HostName[];
export const NONE_LITERAL: Literal = { t: "None" };

/** A tuple of names, as calls by keyword, classes and imports take it. */
export function namesTuple(names: readonly string[]): Literal {
  return { t: "tuple", v: names.map((v): Literal => ({ t: "str", v })) };
}

/** Index of a name, added where it is new. */
export function addName(names: string[], name: string): number {
  const at = names.indexOf(name);
  return at >= 0 ? at : names.push(name) - 1;
}
