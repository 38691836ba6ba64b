/**
 * Classes of a Draft, the forms of functions, and the names that Drafts use for attributes, methods and modules.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";

/** Attributes of instances and classes that a Draft may read, write or delete. */
export const ATTRIBUTES = [
  "x",
  "y",
  "z",
  "m",
  "n",
  "p",
  "__dict__",
  "__class__",
  "__name__",
  "args",
  "exceptions",
  "value",
  "pi",
  "append",
  "bit_length",
  "__code__",
  "__defaults__",
  "__bases__",
  "__init__",
  "monitoring",
  "f_lineno",
  "f_lasti",
  "DISABLE",
] as const;

/** Name of an attribute. */
export type AttributeName = (typeof ATTRIBUTES)[number];

/** Names under which a class may define a function. */
export const MEMBERS = [
  "m",
  "n",
  "p",
  "__init__",
  "__eq__",
  "__lt__",
  "__add__",
  "__radd__",
  "__iadd__",
  "__mul__",
  "__neg__",
  "__bool__",
  "__len__",
  "__hash__",
  "__call__",
  "__getitem__",
  "__setitem__",
  "__delitem__",
  "__contains__",
  "__iter__",
  "__next__",
  "__enter__",
  "__exit__",
  "__getattr__",
  "__getattribute__",
  "__setattr__",
  "__get__",
  "__await__",
  "__aiter__",
  "__anext__",
  "__aenter__",
  "__aexit__",
  "__del__",
] as const;

/** Name of a function of a class. */
export type MemberName = (typeof MEMBERS)[number];

/** Builtin classes that a class of a Draft may have for its base. */
export const BUILTIN_BASES = ["Exception", "list", "dict", "int", "type"] as const;

/** How a class holds one of its functions. */
export const WRAPPERS = [null, "property", "classmethod", "staticmethod"] as const;

/** A function of a class. */
export interface MemberDraft {
  /** Its name. */
  readonly name: MemberName;
  /** A top-level function of the Draft; one that a class holds is no global. */
  readonly f: number;
  /** Index into {@linkcode WRAPPERS}. */
  readonly wrap: number;
}

/** A class attribute, set in the class body. */
export interface ClassAttribute {
  /** Its name. */
  readonly name: AttributeName;
  /** Its value. */
  readonly v: Literal;
}

/** A class of the module. */
export interface ClassDraft {
  /** An earlier class, or null. */
  readonly base: number | null;
  /** Another earlier class, which is a base behind `base`. Left out: none. */
  readonly second?: number;
  /** Index into {@linkcode BUILTIN_BASES} for the base of a class without an earlier one, or null. */
  readonly builtin: number | null;
  /** An earlier class that has `type` for its base, or null. */
  readonly meta: number | null;
  /** `__slots__`, or null for instances with a dict. */
  readonly slots: readonly AttributeName[] | null;
  /** In the order in which they are set. */
  readonly attributes: readonly ClassAttribute[];
  /** Functions of the class. */
  readonly members: readonly MemberDraft[];
}

/** Most classes of a Draft. */
export const MAX_CLASSES = 6;

/** What calling a function gives. */
export const FUNCTION_KINDS = ["plain", "generator", "coroutine", "async generator"] as const;

/** What calling a function gives. */
export type FunctionKind = (typeof FUNCTION_KINDS)[number];

/** What makes a function other than a plain one with positional parameters. */
export interface FunctionForm {
  /** What a call gives. */
  readonly kind: FunctionKind;
  /** Keyword-only parameters; locals behind the positional ones. */
  readonly kwonly: number;
  /** Defaults of the last keyword-only parameters. */
  readonly kwdefaults: readonly Literal[];
  /** Whether there is `*args`, the next local; `**kwargs` is the one after it. */
  readonly star: boolean;
  /** Whether there is `**kwargs`. */
  readonly starstar: boolean;
  /** A `lambda`: its body is one `return`. */
  readonly lambda: boolean;
}

/** The form of most functions. */
export const PLAIN_FORM: FunctionForm = {
  kind: "plain",
  kwonly: 0,
  kwdefaults: [],
  star: false,
  starstar: false,
  lambda: false,
};

/** Modules that a Draft may import, and one that there is not. */
export const MODULES = ["math", "sys", "nosuch", "builtins"] as const;

/** Names that may be imported from a module. */
export const IMPORTED = ["gcd", "sqrt", "floor", "pi", "missing"] as const;

/** Name of a class in the program. */
export function className(c: number): string {
  return CLASS_NAMES[c] as string;
}

const CLASS_NAMES = Array.from({ length: MAX_CLASSES }, (_, c) => `C${c}`);
