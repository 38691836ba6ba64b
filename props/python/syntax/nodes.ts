/**
 * The abstract syntax of Python, as the pin's `Parser/Python.asdl` has it, without type parameters. Where a node is assigned
 * to is told by the node around it, so nodes carry no context. Folding of constants rewrites nodes in place.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";

/** Where something stands: lines from 1, columns from 0 in UTF-8 bytes. Line -1: nowhere, as code that the compiler adds. */
export interface Loc {
  readonly line: number;
  readonly endLine: number;
  readonly col: number;
  readonly endCol: number;
}

/** Code that stands nowhere in the source. */
export const NO_LOCATION: Loc = { line: -1, endLine: -1, col: -1, endCol: -1 };

/** Comparison operators of `Compare`; the first six lie where COMPARE_OP has them. */
export const COMPARE_OPERATORS = ["<", "<=", "==", "!=", ">", ">=", "is", "is not", "in", "not in"] as const;

/** A comparison operator. */
export type CompareOperator = (typeof COMPARE_OPERATORS)[number];

/** A unary operator. */
export type UnaryOperator = "-" | "+" | "~" | "not";

/** A keyword argument; `arg` null is `**value`. */
export interface Keyword {
  readonly loc: Loc;
  readonly arg: string | null;
  value: Expr;
}

/** One `for` of a comprehension. */
export interface Comprehension {
  target: Expr;
  iter: Expr;
  readonly ifs: Expr[];
  readonly isAsync: boolean;
}

/** A parameter. */
export interface Arg {
  readonly loc: Loc;
  readonly name: string;
  annotation: Expr | null;
}

/** Parameters of a function. `kwDefaults` has one entry for each keyword-only parameter. */
export interface Arguments {
  readonly posonly: readonly Arg[];
  readonly args: readonly Arg[];
  readonly vararg: Arg | null;
  readonly kwonly: readonly Arg[];
  readonly kwDefaults: (Expr | null)[];
  readonly kwarg: Arg | null;
  readonly defaults: Expr[];
}

/** What comprehensions make. */
export type ComprehensionKind = "list" | "set" | "dict" | "generator";

/** An expression. */
export type Expr =
  & { loc: Loc }
  & (
    | { k: "Constant"; value: Literal }
    | { k: "Name"; id: string }
    | { k: "Attribute"; value: Expr; attr: string }
    | { k: "Subscript"; value: Expr; slice: Expr }
    | { k: "Slice"; lower: Expr | null; upper: Expr | null; step: Expr | null }
    | { k: "Starred"; value: Expr }
    | { k: "List"; elts: Expr[] }
    | { k: "Tuple"; elts: Expr[] }
    | { k: "Set"; elts: Expr[] }
    /** A key that is null: its value is a mapping that is unpacked. */
    | { k: "Dict"; keys: (Expr | null)[]; values: Expr[] }
    | { k: "BoolOp"; op: "and" | "or"; values: Expr[] }
    /** `op` is the oparg of BINARY_OP. */
    | { k: "BinOp"; left: Expr; op: number; right: Expr }
    | { k: "UnaryOp"; op: UnaryOperator; operand: Expr }
    | { k: "Compare"; left: Expr; ops: CompareOperator[]; comparators: Expr[] }
    | { k: "Call"; func: Expr; args: Expr[]; keywords: Keyword[] }
    | { k: "IfExp"; test: Expr; body: Expr; orelse: Expr }
    | { k: "Lambda"; args: Arguments; body: Expr }
    /** `value` only for a dict, where `elt` is the key. */
    | { k: "Comprehension"; what: ComprehensionKind; elt: Expr; value: Expr | null; generators: Comprehension[] }
    | { k: "Yield"; value: Expr | null }
    | { k: "YieldFrom"; value: Expr }
    | { k: "Await"; value: Expr }
    | { k: "JoinedStr"; values: Expr[] }
    /** `conversion` is the oparg of CONVERT_VALUE, 0 for none. */
    | { k: "FormattedValue"; value: Expr; conversion: number; spec: Expr | null }
    | { k: "NamedExpr"; target: Expr; value: Expr }
  );

/** Expressions of one kind. */
export type ExprOf<K extends Expr["k"]> = Extract<Expr, { k: K }>;

/** A pattern of a `case`. */
export type Pattern =
  & { readonly loc: Loc }
  & (
    | { readonly k: "MatchValue"; value: Expr }
    | { readonly k: "MatchSingleton"; readonly value: Literal }
    | { readonly k: "MatchSequence"; readonly patterns: readonly Pattern[] }
    | {
      readonly k: "MatchMapping";
      readonly keys: Expr[];
      readonly patterns: readonly Pattern[];
      readonly rest: string | null;
    }
    | {
      readonly k: "MatchClass";
      cls: Expr;
      readonly patterns: readonly Pattern[];
      readonly kwdAttrs: readonly string[];
      readonly kwdPatterns: readonly Pattern[];
    }
    | { readonly k: "MatchStar"; readonly name: string | null }
    /** Both null: the wildcard. */
    | { readonly k: "MatchAs"; readonly pattern: Pattern | null; readonly name: string | null }
    | { readonly k: "MatchOr"; readonly patterns: readonly Pattern[] }
  );

/** Patterns of one kind. */
export type PatternOf<K extends Pattern["k"]> = Extract<Pattern, { readonly k: K }>;

/** One `case`. */
export interface MatchCase {
  readonly pattern: Pattern;
  guard: Expr | null;
  readonly body: readonly Stmt[];
}

/** One `except` clause. */
export interface ExceptHandler {
  readonly loc: Loc;
  type: Expr | null;
  readonly name: string | null;
  readonly body: readonly Stmt[];
}

/** One item of a `with`. */
export interface WithItem {
  context: Expr;
  vars: Expr | null;
}

/** One name of an import. */
export interface Alias {
  readonly loc: Loc;
  readonly name: string;
  readonly asname: string | null;
}

/** A statement. */
export type Stmt =
  & { readonly loc: Loc }
  & (
    | {
      readonly k: "FunctionDef";
      readonly name: string;
      readonly args: Arguments;
      readonly body: readonly Stmt[];
      readonly decorators: Expr[];
      returns: Expr | null;
      readonly isAsync: boolean;
    }
    | {
      readonly k: "ClassDef";
      readonly name: string;
      readonly bases: Expr[];
      readonly keywords: readonly Keyword[];
      readonly body: readonly Stmt[];
      readonly decorators: Expr[];
    }
    | { readonly k: "Return"; value: Expr | null }
    | { readonly k: "Delete"; readonly targets: Expr[] }
    | { readonly k: "Assign"; readonly targets: Expr[]; value: Expr }
    /** `op` is the oparg of BINARY_OP without its in-place bit. */
    | { readonly k: "AugAssign"; target: Expr; readonly op: number; value: Expr }
    /** `simple`: the target is a name without parentheses. */
    | { readonly k: "AnnAssign"; target: Expr; annotation: Expr; value: Expr | null; readonly simple: boolean }
    | {
      readonly k: "For";
      target: Expr;
      iter: Expr;
      readonly body: readonly Stmt[];
      readonly orelse: readonly Stmt[];
      readonly isAsync: boolean;
    }
    | { readonly k: "While"; test: Expr; readonly body: readonly Stmt[]; readonly orelse: readonly Stmt[] }
    | { readonly k: "If"; test: Expr; readonly body: readonly Stmt[]; readonly orelse: readonly Stmt[] }
    | {
      readonly k: "With";
      readonly items: readonly WithItem[];
      readonly body: readonly Stmt[];
      readonly isAsync: boolean;
    }
    | { readonly k: "Match"; subject: Expr; readonly cases: readonly MatchCase[] }
    | { readonly k: "Raise"; exc: Expr | null; cause: Expr | null }
    | {
      readonly k: "Try";
      readonly body: readonly Stmt[];
      readonly handlers: readonly ExceptHandler[];
      readonly orelse: readonly Stmt[];
      readonly final: readonly Stmt[];
      readonly isStar: boolean;
    }
    | { readonly k: "Assert"; test: Expr; msg: Expr | null }
    | { readonly k: "Import"; readonly names: readonly Alias[] }
    | {
      readonly k: "ImportFrom";
      readonly module: string | null;
      readonly names: readonly Alias[];
      readonly level: number;
    }
    | { readonly k: "Global"; readonly names: readonly string[] }
    | { readonly k: "Nonlocal"; readonly names: readonly string[] }
    | { readonly k: "Expr"; value: Expr }
    | { readonly k: "Pass" }
    | { readonly k: "Break" }
    | { readonly k: "Continue" }
  );

/** Statements of one kind. */
export type StmtOf<K extends Stmt["k"]> = Extract<Stmt, { readonly k: K }>;

/** A module. */
export interface Module {
  readonly body: readonly Stmt[];
}
