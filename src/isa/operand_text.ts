/**
 * What an oparg means, for people: names, constants, operators.
 *
 * @module
 */

import { formatLiteral } from "./literal_text.ts";
import { hasFlag } from "./flags.ts";
import { type OpcodeName, opcodeRow } from "./opcodes.ts";
import type { CodeObject } from "./program.ts";

const OPERATORS: readonly string[] = ["+", "&", "//", "<<", "@", "*", "%", "|", "**", ">>", "-", "/", "^"];

/** `NB_*` operators by oparg of BINARY_OP; the in-place ones follow in the same order. */
export const BINARY_OPERATORS: readonly string[] = [...OPERATORS, ...OPERATORS.map((operator) => `${operator}=`)];

/** Comparisons by oparg >> 5 of COMPARE_OP. */
export const COMPARISONS: readonly string[] = ["<", "<=", "==", "!=", ">", ">="];

/** Lower four bits of COMPARE_OP's oparg, by comparison: outcomes for which it holds (1 unordered, 2 less, 4 greater, 8 equal). */
export const COMPARISON_MASKS: readonly number[] = [2, 10, 8, 7, 4, 12];

/** Bit of COMPARE_OP's oparg: the result is converted to bool. */
export const COMPARE_TO_BOOL = 16;

/** `CALL_INTRINSIC_1` functions by oparg. */
export const INTRINSICS_1: readonly string[] = [
  "INVALID",
  "PRINT",
  "IMPORT_STAR",
  "STOPITERATION_ERROR",
  "ASYNC_GEN_WRAP",
  "UNARY_POSITIVE",
  "LIST_TO_TUPLE",
  "TYPEVAR",
  "PARAMSPEC",
  "TYPEVARTUPLE",
  "SUBSCRIPT_GENERIC",
  "TYPEALIAS",
];

/** `CALL_INTRINSIC_2` functions by oparg. */
export const INTRINSICS_2: readonly string[] = [
  "INVALID",
  "PREP_RERAISE_STAR",
  "TYPEVAR_WITH_BOUND",
  "TYPEVAR_WITH_CONSTRAINTS",
  "SET_FUNCTION_TYPE_PARAMS",
];

const CONVERSIONS: readonly string[] = ["", "str", "repr", "ascii"];

const FUNCTION_ATTRIBUTES: Readonly<Record<number, string>> = {
  1: "defaults",
  2: "kwdefaults",
  4: "annotations",
  8: "closure",
};

/** Names of the fast locals: `varnames`, cells that are not among them, `freevars`. */
export function fastLocalNames(code: CodeObject): string[] {
  const cells = code.cellvars.filter((name) => !code.varnames.includes(name));
  return [...code.varnames, ...cells, ...code.freevars];
}

/** The oparg as text; nothing for 0 where the instruction has no oparg. */
export function opargText(name: OpcodeName, oparg: number): string {
  return oparg === 0 && !hasFlag(opcodeRow(name).flags, "ARG") ? "" : String(oparg);
}

/** Meaning of an instruction's oparg in its code object, or "" where the number says all. */
export function operandText(code: CodeObject, locals: readonly string[], name: OpcodeName, oparg: number): string {
  const local = (index: number): string => locals[index] ?? "?";
  const named = (index: number): string => code.names[index] ?? "?";
  switch (name) {
    case "LOAD_GLOBAL":
      return named(oparg >>> 1) + (oparg & 1 ? " + NULL" : "");
    case "LOAD_ATTR":
      return named(oparg >>> 1) + (oparg & 1 ? " + self or NULL" : "");
    case "LOAD_SUPER_ATTR":
      return named(oparg >>> 2) + (oparg & 1 ? " + self or NULL" : "");
    case "LOAD_FAST_LOAD_FAST":
    case "STORE_FAST_LOAD_FAST":
    case "STORE_FAST_STORE_FAST":
      return `${local(oparg >>> 4)}, ${local(oparg & 15)}`;
    case "BINARY_OP":
      return BINARY_OPERATORS[oparg] ?? "?";
    case "COMPARE_OP":
      return (COMPARISONS[oparg >>> 5] ?? "?") + (oparg & COMPARE_TO_BOOL ? " to bool" : "");
    case "IS_OP":
      return oparg ? "is not" : "is";
    case "CONTAINS_OP":
      return oparg ? "not in" : "in";
    case "CALL_INTRINSIC_1":
      return INTRINSICS_1[oparg] ?? "?";
    case "CALL_INTRINSIC_2":
      return INTRINSICS_2[oparg] ?? "?";
    case "CONVERT_VALUE":
      return CONVERSIONS[oparg] ?? "?";
    case "SET_FUNCTION_ATTRIBUTE":
      return FUNCTION_ATTRIBUTES[oparg] ?? "?";
    default:
  }
  const flags = opcodeRow(name).flags;
  if (hasFlag(flags, "CONST")) {
    const literal = code.consts[oparg];
    return literal === undefined ? "?" : formatLiteral(literal);
  }
  if (hasFlag(flags, "NAME")) return named(oparg);
  if (hasFlag(flags, "LOCAL") || hasFlag(flags, "FREE")) return local(oparg);
  return "";
}
