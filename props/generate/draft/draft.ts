/**
 * Drafts: programs as structured data, in the language that the pin's compiler accepts, plus islands of raw stack code and
 * twists of the bytecode that no compiler would write. A Draft is immutable; editing shares what stays.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import type { ClassDraft, FunctionForm } from "./classes.ts";
import { PLAIN_FORM } from "./classes.ts";
import type { Expr } from "./expression.ts";
import type { Block } from "./statement.ts";

export * from "./expression.ts";
export * from "./statement.ts";
export * from "./vocabulary.ts";

/** A function. Its locals are numbered from 0, parameters first. */
export interface FunctionDraft {
  /** The function that makes this one, or null for a top-level function. */
  readonly parent: number | null;
  /** Number of parameters. */
  readonly params: number;
  /** Defaults of the last parameters. */
  readonly defaults: readonly Literal[];
  /** Number of locals, parameters included. */
  readonly locals: number;
  /**
   * Null, or what a call with a first argument below 1 returns at once: such a function may call itself and others of its
   * kind, always with a smaller first argument.
   */
  readonly recursive: Expr | null;
  /** Statements. */
  readonly body: Block;
  /** Left out: {@linkcode PLAIN_FORM}. */
  readonly form?: FunctionForm;
}

/** The form of a function. */
export function formOf(fn: FunctionDraft): FunctionForm {
  return fn.form ?? PLAIN_FORM;
}

/** Parameters of every kind: so many locals are bound when a function starts. */
export function parameterCount(fn: FunctionDraft): number {
  const form = fn.form;
  if (form === undefined) return fn.params;
  return fn.params + form.kwonly + (form.star ? 1 : 0) + (form.starstar ? 1 : 0);
}

/** A global variable: its first value, or null for one that is not bound at first. */
export interface GlobalDraft {
  /** Value at the start; null for none. */
  readonly init: Literal | null;
}

/** A whole program. Function 0 is the entry; it is no inner function. */
export interface Draft {
  /** The entry first. */
  readonly functions: readonly FunctionDraft[];
  /** Global variables. */
  readonly globals: readonly GlobalDraft[];
  /** Left out: none. */
  readonly classes?: readonly ClassDraft[];
  /** Arguments of the entry. */
  readonly args: readonly Literal[];
  /** Calls of the entry. */
  readonly calls: number;
  /** Jumps back that a loop takes before its executor is made; the pin's is 16. A run's back-edge threshold is 16 times that. */
  readonly warm: number;
  /** Left out: the pin's. */
  readonly limits?: DraftLimits;
  /** What the program was drawn to rely on, and where to break it: for those who count. It is no part of the program. */
  readonly assumed?: { readonly what: string; readonly where: string };
}

/** Limits of a program's runs; null for those that are as at the pin. */
export interface DraftLimits {
  /** Uops that the translator may write. */
  readonly traceLength: number | null;
  /** Calls that one trace may inline. */
  readonly traceStack: number | null;
  /** Executors of one code object. */
  readonly executors: number | null;
  /** First version that a function gets which lost its own. */
  readonly functionVersion: number | null;
}

/** `warm` as at the pin. */
export const PIN_WARM = 16;

/** Most locals of a function, so that definite assignment fits one word. */
export const MAX_LOCALS = 24;
/** Most `while` statements of a function; each has a local of its own. */
export const MAX_COUNTERS = 6;
/** Most positional parameters of a function. */
export const FUNCTION_PARAMETERS = 8;
/** Most functions of a Draft. */
export const MAX_FUNCTIONS = 20;
/** Most globals of a Draft. */
export const MAX_GLOBALS = 8;

/** Name of a function in the program. */
export function functionName(f: number): string {
  return f === 0 ? "f" : (FUNCTION_NAMES[f] as string);
}

/** Name of a local: parameters `p0`, `p1`, ..., others `v2`, `v3`, ..., in inner functions `w0`, `w1`, ...; counters `c0`, ... */
export function localName(f: FunctionDraft, i: number): string {
  if (i >= f.locals) return COUNTER_NAMES[i - f.locals] as string;
  // Inner functions name their own differently, so that they hide nothing of what encloses them.
  if (f.parent !== null) return INNER_NAMES[i] as string;
  return i < parameterCount(f) ? (PARAM_NAMES[i] as string) : (LOCAL_NAMES[i] as string);
}

/** Name of a global variable. */
export function globalName(i: number): string {
  return GLOBAL_NAMES[i] as string;
}

const FUNCTION_NAMES = Array.from({ length: MAX_FUNCTIONS }, (_, f) => `g${f}`);
const PARAM_NAMES = Array.from({ length: MAX_LOCALS }, (_, i) => `p${i}`);
const LOCAL_NAMES = Array.from({ length: MAX_LOCALS }, (_, i) => `v${i}`);
const INNER_NAMES = Array.from({ length: MAX_LOCALS }, (_, i) => `w${i}`);
const COUNTER_NAMES = Array.from({ length: MAX_COUNTERS }, (_, i) => `c${i}`);
const GLOBAL_NAMES = Array.from({ length: MAX_GLOBALS }, (_, i) => `G${i}`);
