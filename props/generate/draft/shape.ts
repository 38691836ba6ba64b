/**
 * The shape of Drafts: which fields of a node hold further nodes, and of what sort. Rewriting and shrinking go by these
 * tables, and the compiler demands a row with every such field for every kind of node.
 *
 * @module
 */

import type { Block, Callee, Case, Expr, Handler, IslandOp, Iterable, Stmt, Target, Twist } from "./draft.ts";

/** The condition and place of a second entry into a loop. */
export type LoopEntry = NonNullable<(Stmt & { readonly k: "while" })["entry"]>;

/** Sorts of parts, each with the type of the field. */
export interface PartTypes {
  expr: Expr;
  maybeExpr: Expr | null;
  exprs: readonly Expr[];
  callee: Callee;
  target: Target;
  targets: readonly Target[];
  iterable: Iterable;
  block: Block;
  statement: Stmt;
  handlers: readonly Handler[];
  cases: readonly Case[];
  island: readonly IslandOp[];
  entry: LoopEntry | null;
  twists: readonly Twist[];
}

/** Name of a sort of part. */
export type PartSort = keyof PartTypes;

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type SortOf<T> = { [S in PartSort]: Same<T, PartTypes[S]> extends true ? S : never }[PartSort];

/** The fields of a node that hold parts, with their sorts. */
type Parts<Node> = {
  readonly [Field in keyof Node as SortOf<Node[Field]> extends never ? never : Field]: SortOf<Node[Field]>;
};
type Table<Node extends { readonly k: string }> = {
  readonly [K in Node["k"]]: Parts<Extract<Node, { readonly k: K }>>;
};

const EXPR_TABLE: Table<Expr> = {
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
  comp: { over: "iterable", c: "maybeExpr", key: "expr", e: "expr" },
  make: {},
  yield: { e: "expr" },
  yieldFrom: { e: "expr" },
  await: { e: "expr" },
};

const STMT_TABLE: Table<Stmt> = {
  assign: { t: "target", e: "expr" },
  augment: { t: "target", e: "expr" },
  unpack: { ts: "targets", e: "expr" },
  expr: { e: "expr" },
  del: { t: "target" },
  if: { c: "expr", then: "block", orelse: "block" },
  for: { over: "iterable", body: "block", orelse: "block" },
  while: { entry: "entry", c: "maybeExpr", body: "block", orelse: "block" },
  try: { body: "block", handlers: "handlers", orelse: "block", final: "block" },
  raise: { arg: "maybeExpr" },
  assert: { message: "maybeExpr", c: "expr" },
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

const TARGET_TABLE: Table<Target> = {
  local: {},
  free: {},
  global: {},
  item: { o: "expr", i: "expr" },
  attr: { o: "expr" },
  slice: { o: "expr", a: "expr", b: "expr" },
};

const ITERABLE_TABLE: Table<Iterable> = { range: {}, tuple: {}, expr: { e: "expr" }, async: { e: "expr" } };

/** One part of a kind of node. */
export interface Part {
  readonly field: string;
  readonly sort: PartSort;
}

/** Fields of statements that hold the number of a local. */
export const LOCAL_FIELDS: { readonly [K in Stmt["k"] | Expr["k"]]?: readonly string[] } = {
  for: ["v"],
  def: ["v"],
  with: ["v"],
  import: ["v"],
  comp: ["v"],
};

function listed(table: Readonly<Record<string, Readonly<Record<string, PartSort>>>>): Map<string, readonly Part[]> {
  return new Map(
    Object.entries(table).map(([k, parts]) => [k, Object.entries(parts).map(([field, sort]) => ({ field, sort }))]),
  );
}

/** The parts of each kind of expression, statement, target and iterable, in the order of the table. */
export const EXPR_PARTS: ReadonlyMap<string, readonly Part[]> = listed(EXPR_TABLE);
export const STMT_PARTS: ReadonlyMap<string, readonly Part[]> = listed(STMT_TABLE);
export const TARGET_PARTS: ReadonlyMap<string, readonly Part[]> = listed(TARGET_TABLE);
export const ITERABLE_PARTS: ReadonlyMap<string, readonly Part[]> = listed(ITERABLE_TABLE);

/** A field of a node, whose type the tables vouch for. */
export function partOf(node: object, field: string): unknown {
  return (node as Readonly<Record<string, unknown>>)[field];
}

/** A node with another value of one field. */
export function withPart<Node extends object>(node: Node, field: string, value: unknown): Node {
  return { ...node, [field]: value };
}
