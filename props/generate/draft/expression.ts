/**
 * Expressions of Drafts, what can be assigned to, and what loops go over.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import type { AttributeName, MemberName } from "./classes.ts";
import type { BuiltinName, ExceptionIndex, MethodName } from "./vocabulary.ts";

/** What a call calls. */
export type Callee =
  /** A top-level function of the Draft, through its global. */
  | { readonly k: "function"; readonly f: number }
  | { readonly k: "builtin"; readonly name: BuiltinName }
  | { readonly k: "class"; readonly c: number }
  | { readonly k: "exception"; readonly i: ExceptionIndex }
  /** Whatever a local holds, usually an inner function. */
  | { readonly k: "local"; readonly i: number };

/** What a name stands for: a function, a class, an exception type, a builtin. */
export type Referent = "function" | "class" | "exception" | "builtin";

/** An expression. Indices outside of their table are wrapped by fixup. */
export type Expr =
  | { readonly k: "const"; readonly v: Literal }
  | { readonly k: "local"; readonly i: number }
  /** The counter of a `while` of this function. */
  | { readonly k: "counter"; readonly i: number }
  /** A local of the enclosing function; only in inner functions. */
  | { readonly k: "free"; readonly i: number }
  | { readonly k: "global"; readonly i: number }
  | { readonly k: "binary"; readonly op: number; readonly l: Expr; readonly r: Expr }
  | { readonly k: "compare"; readonly op: number; readonly l: Expr; readonly r: Expr }
  | { readonly k: "is"; readonly not: boolean; readonly l: Expr; readonly r: Expr }
  | { readonly k: "in"; readonly not: boolean; readonly l: Expr; readonly r: Expr }
  | { readonly k: "unary"; readonly op: "-" | "~" | "not"; readonly e: Expr }
  | { readonly k: "logic"; readonly op: "and" | "or"; readonly l: Expr; readonly r: Expr }
  | { readonly k: "choose"; readonly c: Expr; readonly a: Expr; readonly b: Expr }
  | { readonly k: "subscript"; readonly o: Expr; readonly i: Expr }
  | { readonly k: "slice"; readonly o: Expr; readonly a: Expr; readonly b: Expr }
  /** A display; a dict's items alternate between key and value. */
  | { readonly k: "build"; readonly what: "tuple" | "list" | "dict" | "set"; readonly items: readonly Expr[] }
  | { readonly k: "call"; readonly f: Callee; readonly args: readonly Expr[] }
  /** `o.name(...args)`. */
  | { readonly k: "method"; readonly o: Expr; readonly name: MethodName; readonly args: readonly Expr[] }
  /** `o.name`. */
  | { readonly k: "attr"; readonly o: Expr; readonly name: AttributeName }
  /** A function, class, exception type or builtin, by its name. */
  | { readonly k: "ref"; readonly what: Referent; readonly i: number }
  /** `super().name` or, `called`, `super().name(...args)`; only in functions of classes. */
  | {
    readonly k: "super";
    readonly name: AttributeName | MemberName;
    readonly called: boolean;
    readonly args: readonly Expr[];
  }
  /** `f(...args)`, the last arguments by `names`; then perhaps `*star` and `**starstar`. */
  | {
    readonly k: "invoke";
    readonly f: Callee;
    readonly args: readonly Expr[];
    readonly names: readonly string[];
    readonly star: Expr | null;
    readonly starstar: Expr | null;
  }
  /** A display of items of which those in the mask `stars` are unpacked; a dict's unpacked items are mappings. */
  | {
    readonly k: "display";
    readonly what: "tuple" | "list" | "set" | "dict";
    readonly args: readonly Expr[];
    readonly stars: number;
  }
  /** Texts and values by turns, a text first and last; `specs` are conversion and format of each value. */
  | {
    readonly k: "fstring";
    readonly texts: readonly string[];
    readonly args: readonly Expr[];
    readonly specs: readonly FormatSpec[];
  }
  /** A comprehension; `key` only for a dict. Its variable `v` is a local of its own. */
  | {
    readonly k: "comp";
    readonly what: "list" | "set" | "dict";
    readonly v: number;
    readonly over: Iterable;
    readonly c: Expr | null;
    readonly key: Expr;
    readonly e: Expr;
  }
  /** A new inner function as a value. */
  | { readonly k: "make"; readonly f: number }
  /** Only in generators and async generators. */
  | { readonly k: "yield"; readonly e: Expr }
  /** Only in generators. */
  | { readonly k: "yieldFrom"; readonly e: Expr }
  /** Only in coroutines and async generators. */
  | { readonly k: "await"; readonly e: Expr };

/** How a value in an f-string is written. */
export interface FormatSpec {
  /** 0 none, 1 `!s`, 2 `!r`, 3 `!a`. */
  readonly conversion: number;
  /** Format specifier; null for none. */
  readonly format: string | null;
}

/** Kind of an expression. */
export type ExprKind = Expr["k"];

/** Expressions of one kind. */
export type ExprOf<K extends ExprKind> = Extract<Expr, { readonly k: K }>;

/** What can be assigned to. */
export type Target =
  | { readonly k: "local"; readonly i: number }
  | { readonly k: "free"; readonly i: number }
  | { readonly k: "global"; readonly i: number }
  | { readonly k: "item"; readonly o: Expr; readonly i: Expr }
  | { readonly k: "attr"; readonly o: Expr; readonly name: AttributeName }
  | { readonly k: "slice"; readonly o: Expr; readonly a: Expr; readonly b: Expr };

/** Kind of a target. */
export type TargetKind = Target["k"];

/** Targets of one kind. */
export type TargetOf<K extends TargetKind> = Extract<Target, { readonly k: K }>;

/** What a `for` goes over. */
export type Iterable =
  /** `range(stop)`, `range(start, stop)` or `range(start, stop, step)` of small constants. */
  | { readonly k: "range"; readonly start: number; readonly count: number; readonly step: number }
  /** A constant tuple of `count` items, `0 .. count - 1`. */
  | { readonly k: "tuple"; readonly count: number }
  /** Any expression; a list or tuple that the function got or made. `count` is what the generator expects of it. */
  | { readonly k: "expr"; readonly e: Expr; readonly count: number }
  /** `async for`: an asynchronous iterable; only in coroutines and async generators. */
  | { readonly k: "async"; readonly e: Expr; readonly count: number };

/** Kind of what a loop goes over. */
export type IterableKind = Iterable["k"];

/** What loops go over, of one kind. */
export type IterableOf<K extends IterableKind> = Extract<Iterable, { readonly k: K }>;

/** A constant as an expression. */
export type Constant = Expr & { readonly k: "const" };

/** The constant 0, None and others that generators and editors need again and again. */
export const ZERO: Constant = { k: "const", v: { t: "int", v: 0 } };
/** The constant None. */
export const NONE: Constant = { k: "const", v: { t: "None" } };

/** A constant int. */
export function intConst(v: number): Constant {
  return { k: "const", v: { t: "int", v } };
}

/** A local as an expression. */
export function local(i: number): Expr {
  return { k: "local", i };
}
