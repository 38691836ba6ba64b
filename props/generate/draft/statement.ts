/**
 * Statements of Drafts, the patterns of `match`, islands of raw stack code, and twists of the bytecode.
 *
 * @module
 */

import type { OpcodeName } from "../../../src/isa/opcodes.ts";
import type { HostName, Literal } from "../../../src/isa/program.ts";
import type { AttributeName } from "./classes.ts";
import type { Expr, Iterable, Target } from "./expression.ts";
import type { ExceptionIndex } from "./vocabulary.ts";

/** One `except` clause. */
export interface Handler {
  /** Null: catches everything. */
  readonly type: ExceptionIndex | null;
  /** Local that is bound to the exception and unbound after the clause. */
  readonly name: number | null;
  /** Statements. */
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

/** Kind of a pattern. */
export type PatternKind = Pattern["k"];

/** Patterns of one kind. */
export type PatternOf<K extends PatternKind> = Extract<Pattern, { readonly k: K }>;

/** One `case`. */
export interface Case {
  /** What the subject must match. */
  readonly p: Pattern;
  /** Null for none. */
  readonly guard: Expr | null;
  /** Statements. */
  readonly body: Block;
}

/** A statement. */
export type Stmt =
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
  | { readonly k: "rebind"; readonly f: number; readonly what: "code" | "defaults" | "name"; readonly g: number }
  | { readonly k: "island"; readonly ops: readonly IslandOp[] }
  /** A statement whose bytecode is twisted; it takes its twists along wherever shrinking moves it. */
  | { readonly k: "twisted"; readonly twists: readonly Twist[]; readonly s: Stmt };

/** Kind of a statement. */
export type StmtKind = Stmt["k"];

/** Statements of one kind. */
export type StmtOf<K extends StmtKind> = Extract<Stmt, { readonly k: K }>;

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
