/**
 * The shape of Drafts: which fields of a node hold further nodes, and of what sort. Walking, rewriting and shrinking go by
 * these tables, and the compiler demands a row with every such field for every kind of node, so that none is forgotten.
 *
 * @module
 */

import type { Callee, Expr, ExprKind, Iterable, Target } from "./expression.ts";
import type { Block, Case, Handler, IslandOp, Pattern, Stmt, StmtKind, StmtOf, Twist } from "./statement.ts";

/** The condition and place of a second entry into a loop. */
export type LoopEntry = NonNullable<StmtOf<"while">["entry"]>;

/** Sorts of parts, each with the type of the field. */
export interface PartTypes {
  expr: Expr;
  /** The key of a comprehension, which counts for a dict only. */
  dictKey: Expr;
  maybeExpr: Expr | null;
  exprs: readonly Expr[];
  callee: Callee;
  target: Target;
  targets: readonly Target[];
  iterable: Iterable;
  block: Block;
  statement: Stmt;
  event: StmtOf<"event">;
  handlers: readonly Handler[];
  cases: readonly Case[];
  pattern: Pattern;
  maybePattern: Pattern | null;
  patterns: readonly Pattern[];
  island: readonly IslandOp[];
  entry: LoopEntry | null;
  twists: readonly Twist[];
}

/** Name of a sort of part. */
export type PartSort = keyof PartTypes;

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type SortOf<T> = { [S in PartSort]: Same<T, PartTypes[S]> extends true ? S : never }[PartSort];

/** The fields of a node that hold parts, with their sorts, in the order in which they are evaluated. */
type Parts<Node> = {
  readonly [Field in keyof Node as SortOf<Node[Field]> extends never ? never : Field]: SortOf<Node[Field]>;
};
type Rows<Node extends { readonly k: string }> = {
  readonly [K in Node["k"]]: Parts<Extract<Node, { readonly k: K }>>;
};

const EXPR_TABLE: Rows<Expr> = {
  const: {},
  local: {},
  counter: {},
  free: {},
  global: {},
  binary: { l: "expr", r: "expr" },
  compare: { l: "expr", r: "expr" },
  is: { l: "expr", r: "expr" },
  in: { l: "expr", r: "expr" },
  unary: { e: "expr" },
  logic: { l: "expr", r: "expr" },
  choose: { c: "expr", a: "expr", b: "expr" },
  subscript: { o: "expr", i: "expr" },
  slice: { o: "expr", a: "expr", b: "expr" },
  build: { items: "exprs" },
  call: { f: "callee", args: "exprs" },
  method: { o: "expr", args: "exprs" },
  attr: { o: "expr" },
  ref: {},
  super: { args: "exprs" },
  invoke: { f: "callee", args: "exprs", star: "maybeExpr", starstar: "maybeExpr" },
  display: { args: "exprs" },
  fstring: { args: "exprs" },
  comp: { over: "iterable", c: "maybeExpr", key: "dictKey", e: "expr" },
  make: {},
  yield: { e: "expr" },
  yieldFrom: { e: "expr" },
  await: { e: "expr" },
};

const STMT_TABLE: Rows<Stmt> = {
  assign: { e: "expr", t: "target" },
  augment: { e: "expr", t: "target" },
  unpack: { e: "expr", ts: "targets" },
  expr: { e: "expr" },
  del: { t: "target" },
  if: { c: "expr", then: "block", orelse: "block" },
  for: { over: "iterable", body: "block", orelse: "block" },
  while: { c: "maybeExpr", entry: "entry", body: "block", orelse: "block" },
  try: { body: "block", handlers: "handlers", orelse: "block", final: "block" },
  raise: { arg: "maybeExpr" },
  assert: { c: "expr", message: "maybeExpr" },
  return: { e: "expr" },
  break: {},
  continue: {},
  pass: {},
  emit: { e: "expr" },
  event: {},
  reversion: {},
  def: {},
  with: { e: "expr", body: "block" },
  match: { e: "expr", cases: "cases" },
  import: {},
  throw: { e: "expr", cause: "maybeExpr" },
  rebind: {},
  island: { ops: "island" },
  twisted: { twists: "twists", s: "statement" },
};

const TARGET_TABLE: Rows<Target> = {
  local: {},
  free: {},
  global: {},
  item: { o: "expr", i: "expr" },
  attr: { o: "expr" },
  slice: { o: "expr", a: "expr", b: "expr" },
};

const ITERABLE_TABLE: Rows<Iterable> = { range: {}, tuple: {}, expr: { e: "expr" }, async: { e: "expr" } };

const PATTERN_TABLE: Rows<Pattern> = {
  any: {},
  literal: {},
  sequence: { items: "patterns" },
  mapping: { value: "pattern" },
  builtin: { p: "maybePattern" },
  class: { p: "pattern" },
  or: {},
};

const ISLAND_TABLE: Rows<IslandOp> = {
  push: { e: "expr" },
  store: {},
  copy: {},
  swap: {},
  binary: {},
  compare: {},
  pop: {},
  nop: {},
  skip: { body: "island" },
  event: { s: "event" },
};

/** One part of a kind of node. */
export interface Part {
  readonly field: string;
  readonly sort: PartSort;
}

/** The parts of each kind of node, in the order in which they are evaluated. */
export const EXPR_PARTS: PartsOf<Expr> = listed(EXPR_TABLE);
export const STMT_PARTS: PartsOf<Stmt> = listed(STMT_TABLE);
export const TARGET_PARTS: PartsOf<Target> = listed(TARGET_TABLE);
export const ITERABLE_PARTS: PartsOf<Iterable> = listed(ITERABLE_TABLE);
export const PATTERN_PARTS: PartsOf<Pattern> = listed(PATTERN_TABLE);
export const ISLAND_PARTS: PartsOf<IslandOp> = listed(ISLAND_TABLE);
export const HANDLER_PARTS: readonly Part[] = row<Parts<Handler>>({ body: "block" });
export const CASE_PARTS: readonly Part[] = row<Parts<Case>>({ p: "pattern", guard: "maybeExpr", body: "block" });
export const ENTRY_PARTS: readonly Part[] = row<Parts<LoopEntry>>({ c: "expr" });

type PartsOf<Node extends { readonly k: string }> = Kinds<Node["k"], readonly Part[]>;

/** Something for each kind of a sort of node. */
export type Kinds<K extends string, T> = { readonly [Each in K]: T };

/** What becomes of each row of a table. A copy that is then filled: an object that grows key by key would be slow to read. */
export function mapKinds<K extends string, From, To>(table: Kinds<K, From>, change: (from: From) => To): Kinds<K, To> {
  const out: Record<string, unknown> = { ...table };
  for (const k of Object.keys(out)) out[k] = change(out[k] as From);
  return out as Kinds<K, To>;
}

function row<Row extends Readonly<Record<string, PartSort>>>(parts: Row): readonly Part[] {
  return Object.entries(parts).map(([field, sort]) => ({ field, sort }));
}

function listed<Node extends { readonly k: string }>(table: Rows<Node>): PartsOf<Node> {
  return mapKinds<Node["k"], Readonly<Record<string, PartSort>>, readonly Part[]>(table, row);
}

/** Kinds of nodes with a field `v` that is the number of a local. */
type Binding<Node extends { readonly k: string }> = {
  [K in Node["k"] as Extract<Node, { readonly k: K }> extends { readonly v: number | null } ? K : never]: "v";
};

/** The field of statements and expressions that holds the number of a local which they bind. */
export const BOUND_LOCAL: Readonly<Binding<Stmt> & Binding<Expr>> & { readonly [K in StmtKind | ExprKind]?: "v" } = {
  for: "v",
  def: "v",
  with: "v",
  import: "v",
  comp: "v",
};

/** A field of a node, whose type the tables vouch for. */
export function partOf(node: object, field: string): unknown {
  return (node as Readonly<Record<string, unknown>>)[field];
}

/** A node with another value of one field. */
export function withPart<Node extends object>(node: Node, field: string, value: unknown): Node {
  return { ...node, [field]: value };
}
