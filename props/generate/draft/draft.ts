/**
 * Drafts: programs as structured data, in the language that the pin's compiler accepts, plus islands of raw stack code and
 * twists of the bytecode that no compiler would write. A Draft is immutable; editing shares what stays.
 *
 * @module
 */

import type { OpcodeName } from "../../../src/isa/opcodes.ts";
import type { HostName, Literal } from "../../../src/isa/program.ts";
import type { AttributeName, ClassDraft, FunctionForm, MemberName } from "./classes.ts";
import { PLAIN_FORM } from "./classes.ts";

/** Binary operators; the index is the oparg of BINARY_OP, its in-place form lies 13 higher. */
export const BINARY_OPERATORS = ["+", "&", "//", "<<", "@", "*", "%", "|", "**", ">>", "-", "/", "^"] as const;

/** Comparison operators; the index is the oparg of COMPARE_OP shifted right by five. */
export const COMPARISONS = ["<", "<=", "==", "!=", ">", ">="] as const;

/** Builtins that a Draft may call; all are deterministic and cheap. */
export const BUILTINS = [
  "len",
  "abs",
  "min",
  "max",
  "bool",
  "int",
  "float",
  "str",
  "sum",
  "isinstance",
  "type",
  "next",
  "iter",
  "list",
  "tuple",
  "set",
  "dict",
  "range",
  "sorted",
  "enumerate",
  "zip",
  "repr",
  "hash",
  "callable",
  "divmod",
  "ExceptionGroup",
] as const;

/** Name of a builtin function that a Draft may call. */
export type BuiltinName = (typeof BUILTINS)[number];

/** Exception types that a Draft may raise or catch. */
export const EXCEPTIONS = [
  "ValueError",
  "ZeroDivisionError",
  "NameError",
  "UnboundLocalError",
  "TypeError",
  "IndexError",
  "KeyError",
  "LookupError",
  "ArithmeticError",
  "RuntimeError",
  "Exception",
  "StopIteration",
  "AttributeError",
  "ImportError",
  "StopAsyncIteration",
  "ExceptionGroup",
] as const;

/** Methods of builtin types that a Draft may call; all are deterministic and cheap. */
export const METHODS = [
  "append",
  "pop",
  "count",
  "copy",
  "get",
  "upper",
  "strip",
  "startswith",
  "find",
  "bit_length",
  "m",
  "n",
  "p",
  "__next__",
  "send",
  "throw",
  "close",
  "add",
  "index",
  "sort",
  "reverse",
  "with_traceback",
  "floor",
  "gcd",
  "asend",
  "__await__",
  "__anext__",
] as const;

/** Name of a method that a Draft may call. */
export type MethodName = (typeof METHODS)[number];

/** Index into {@linkcode EXCEPTIONS}. */
export type ExceptionIndex = number;

/** What a call calls. */
export type Callee =
  /** A top-level function of the Draft, through its global. */
  | { readonly k: "function"; readonly f: number }
  | { readonly k: "builtin"; readonly name: BuiltinName }
  | { readonly k: "class"; readonly c: number }
  | { readonly k: "exception"; readonly i: ExceptionIndex }
  /** Whatever a local holds, usually an inner function. */
  | { readonly k: "local"; readonly i: number };

/** An expression. Indices outside of their table are wrapped by fixup. */
export type Expr = PlainExpr | RichExpr;

/** Expressions on numbers, containers and calls with positional arguments. */
export type PlainExpr =
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
  | { readonly k: "method"; readonly o: Expr; readonly name: MethodName; readonly args: readonly Expr[] };

/** What a name stands for: a function, a class, an exception type, a builtin. */
export type Referent = "function" | "class" | "exception" | "builtin";

/** Expressions on objects, displays with stars, comprehensions, and what generators and coroutines wait for. */
export type RichExpr =
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
  readonly format: string | null;
}

/** What can be assigned to. */
export type Target =
  | { readonly k: "local"; readonly i: number }
  | { readonly k: "free"; readonly i: number }
  | { readonly k: "global"; readonly i: number }
  | { readonly k: "item"; readonly o: Expr; readonly i: Expr }
  | { readonly k: "attr"; readonly o: Expr; readonly name: AttributeName }
  | { readonly k: "slice"; readonly o: Expr; readonly a: Expr; readonly b: Expr };

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

/** One `except` clause. */
export interface Handler {
  /** Null: catches everything. */
  readonly type: ExceptionIndex | null;
  /** Local that is bound to the exception and unbound after the clause. */
  readonly name: number | null;
  readonly body: Block;
}

/** Statements in order. */
export type Block = readonly Stmt[];

/** A pattern of a `case`. */
export type Pattern =
  /** `_`, or a name that is bound. */
  | { readonly k: "any"; readonly v: number | null }
  /** A number or string, compared by value; None, True and False by identity. */
  | { readonly k: "literal"; readonly v: Literal }
  /** `[...]`; `star` is the index of the item that takes the rest, or null. */
  | { readonly k: "sequence"; readonly items: readonly Pattern[]; readonly star: number | null }
  /** `{key: pattern}`. */
  | { readonly k: "mapping"; readonly key: Literal; readonly value: Pattern }
  /** A builtin class with one positional pattern, or a class of the Draft with one by keyword. */
  | { readonly k: "builtin"; readonly name: "int" | "str" | "float"; readonly p: Pattern | null }
  | { readonly k: "class"; readonly c: number; readonly name: AttributeName; readonly p: Pattern }
  | { readonly k: "or"; readonly items: readonly Literal[] };

/** One `case`. */
export interface Case {
  readonly p: Pattern;
  readonly guard: Expr | null;
  readonly body: Block;
}

/** A statement. */
export type Stmt = PlainStmt | RichStmt;

/** Statements on objects and modules, and blocks that call something when they end. */
export type RichStmt =
  /** `with e as v`, or `async with`. */
  | {
    readonly k: "with";
    readonly e: Expr;
    readonly v: number | null;
    readonly body: Block;
    readonly isAsync: boolean;
  }
  | { readonly k: "match"; readonly e: Expr; readonly cases: readonly Case[] }
  /** `import module as v`, or `from module import name as v`; indices into the tables of names. */
  | { readonly k: "import"; readonly module: number; readonly name: number | null; readonly v: number }
  /** Raises a value, perhaps with a cause. */
  | { readonly k: "throw"; readonly e: Expr; readonly cause: Expr | null }
  /** Gives top-level function `f` the code of `g`, other defaults, or its name to `g`. */
  | { readonly k: "rebind"; readonly f: number; readonly what: "code" | "defaults" | "name"; readonly g: number };

/** Statements on variables, control flow, host functions, and what no compiler would write. */
export type PlainStmt =
  | { readonly k: "assign"; readonly t: Target; readonly e: Expr }
  | { readonly k: "augment"; readonly t: Target; readonly op: number; readonly e: Expr }
  /** `star`: index of the target that takes the rest as a list. */
  | { readonly k: "unpack"; readonly ts: readonly Target[]; readonly e: Expr; readonly star?: number }
  | { readonly k: "expr"; readonly e: Expr }
  | { readonly k: "del"; readonly t: Target }
  | { readonly k: "if"; readonly c: Expr; readonly then: Block; readonly orelse: Block }
  /** `tight`: the body stands on the line of the head, where all of it is simple. */
  | {
    readonly k: "for";
    readonly v: number;
    readonly over: Iterable;
    readonly body: Block;
    readonly orelse: Block;
    readonly tight: boolean;
  }
  /**
   * `counter = 0; while counter < count [and c]: counter += 1; body`. With `entry` (twist) control may first jump behind
   * the first `entry.at` statements of the body when `entry.c` holds: a loop with two entries.
   */
  | {
    readonly k: "while";
    readonly counter: number;
    readonly count: number;
    readonly c: Expr | null;
    readonly body: Block;
    readonly orelse: Block;
    readonly entry: { readonly c: Expr; readonly at: number } | null;
  }
  /**
   * `raw` (twist): handlers without the clean-up code of their own exceptions and without the NOP of the `try` line; one that
   * catches everything drops the exception at once.
   */
  | {
    readonly k: "try";
    readonly body: Block;
    readonly handlers: readonly Handler[];
    readonly orelse: Block;
    readonly final: Block;
    readonly raw: boolean;
    /** `except*` clauses: all of them have types, and control does not leave them early. */
    readonly star?: boolean;
  }
  /** `type` null: bare `raise`. */
  | { readonly k: "raise"; readonly type: ExceptionIndex | null; readonly arg: Expr | null }
  | { readonly k: "assert"; readonly c: Expr; readonly message: Expr | null }
  | { readonly k: "return"; readonly e: Expr }
  | { readonly k: "break" }
  | { readonly k: "continue" }
  | { readonly k: "pass" }
  | { readonly k: "emit"; readonly e: Expr }
  /** A call of a host function that is an event; `f` is the function meant, `n` the number handed over. */
  | { readonly k: "event"; readonly host: Exclude<HostName, "emit">; readonly f: number; readonly n: number }
  /** Sets `__kwdefaults__` of top-level function `f` to None: nothing changes but that its version goes. */
  | { readonly k: "reversion"; readonly f: number }
  /** Makes inner function `f` and binds it to a local. */
  | { readonly k: "def"; readonly f: number; readonly v: number }
  | { readonly k: "island"; readonly ops: readonly IslandOp[] }
  /** A statement whose bytecode is twisted; it takes its twists along wherever shrinking moves it. */
  | { readonly k: "twisted"; readonly twists: readonly Twist[]; readonly s: Stmt };

/**
 * One step of an island. Fixup supplies missing operands as constants and drops what is left, so that an island leaves the
 * stack as it found it.
 */
export type IslandOp =
  | { readonly k: "push"; readonly e: Expr }
  | { readonly k: "store"; readonly i: number }
  | { readonly k: "copy"; readonly n: number }
  | { readonly k: "swap"; readonly n: number }
  | { readonly k: "binary"; readonly op: number }
  | { readonly k: "compare"; readonly op: number }
  | { readonly k: "pop" }
  | { readonly k: "nop" }
  /** Compares the top with a constant and skips `body` when equal (or when not); `body` is balanced. */
  | { readonly k: "skip"; readonly n: number; readonly unless: boolean; readonly body: readonly IslandOp[] }
  /** An event, whatever lies on the stack. */
  | { readonly k: "event"; readonly s: Stmt & { readonly k: "event" } };

/**
 * A twist of the bytecode of one statement, applied after lowering. What can be meant are the instructions of the statement
 * itself and of its expressions, not those of blocks in it; `at` counts them and wraps.
 */
export type Twist =
  /** EXTENDED_ARG prefixes of zero before an instruction. */
  | { readonly k: "prefix"; readonly n: number; readonly op: OpcodeName | null; readonly at: number }
  /** NOPs after an instruction. `op` not null: only instructions of that opcode count. */
  | { readonly k: "nop"; readonly n: number; readonly op: OpcodeName | null; readonly at: number }
  /** Moves the start or end of the range of a `try` body by instructions. */
  | { readonly k: "range"; readonly edge: "start" | "end"; readonly by: number };

/** A function. Its locals are numbered from 0, parameters first. */
export interface FunctionDraft {
  /** The function that makes this one, or null for a top-level function. */
  readonly parent: number | null;
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
  readonly init: Literal | null;
}

/** A whole program. Function 0 is the entry; it is no inner function. */
export interface Draft {
  readonly functions: readonly FunctionDraft[];
  readonly globals: readonly GlobalDraft[];
  /** Left out: none. */
  readonly classes?: readonly ClassDraft[];
  /** Arguments of the entry. */
  readonly args: readonly Literal[];
  readonly calls: number;
  /** Jumps back that a loop takes before its executor is made; the pin's is 16. A run's back-edge threshold is 16 times that. */
  readonly warm: number;
  /** Left out: the pin's. */
  readonly limits?: DraftLimits;
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

/** A constant as an expression. */
export type Constant = Expr & { readonly k: "const" };

/** The constant 0, None and others that generators and editors need again and again. */
export const ZERO: Constant = { k: "const", v: { t: "int", v: 0 } };
export const NONE: Constant = { k: "const", v: { t: "None" } };

/** A constant int. */
export function intConst(v: number): Constant {
  return { k: "const", v: { t: "int", v } };
}

/** A local as an expression. */
export function local(i: number): Expr {
  return { k: "local", i };
}

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
