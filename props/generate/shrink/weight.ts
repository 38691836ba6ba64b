/**
 * The weight of a Draft: what shrinking makes smaller. Instructions first, then rounds, then the size of constants.
 *
 * @module
 */

import { assertNever } from "../../../src/isa/errors.ts";
import type { Literal, Program } from "../../../src/isa/program.ts";
import type { ClassDraft } from "../draft/classes.ts";
import type { Draft, Expr, FunctionDraft, IslandOp, Stmt, Twist } from "../draft/draft.ts";
import { instructionCount } from "../lower/code_size.ts";
import { lower } from "../lower/lower.ts";
import { functionUses, reachableFunctions } from "../draft/uses.ts";
import { walkFunction } from "../draft/walk.ts";

/** One more instruction outweighs everything else. */
const INSTRUCTION = 1e9;
/** Weights of what does not show as instructions. */
const CALL = 1e7;
const TWIST = 4e6;
const LIMIT = 2e6;
const LOCAL = 1e5;
const STATEMENT = 1e4;
const GLOBAL = 1e4;
const ROUND = 10;
const EXPRESSION = 2;

function literalWeight(value: Literal): number {
  switch (value.t) {
    case "None":
      return 0;
    case "int":
      if (typeof value.v === "string") return 60;
      return value.v === 0 ? 1 : 2 + Math.log2(Math.abs(value.v) + 1) + (value.v < 0 ? 0.5 : 0);
    case "tuple":
      return 30 + value.v.reduce((sum, item) => sum + 10 + literalWeight(item), 0);
    case "list":
      return 40 + value.v.reduce((sum, item) => sum + 10 + literalWeight(item), 0);
    case "str":
      return 20 + value.v.length;
    case "float":
      return value.v === 0 ? 18 : 19;
    case "Ellipsis":
    case "bool":
    case "complex":
    case "bytes":
    case "frozenset":
    case "set":
    case "dict":
    case "code":
      return 25;
    default:
      return assertNever(value);
  }
}

/** What a node weighs besides being one: nothing for most. */
type Weigh<Node extends { readonly k: string }> = {
  readonly [K in Node["k"]]: number | ((node: Extract<Node, { readonly k: K }>) => number);
};

function extraOf<Node extends { readonly k: string }>(table: Weigh<Node>, node: Node): number {
  // The table's own type vouches that the function is for this kind.
  const extra = table[node.k as Node["k"]] as number | ((node: Node) => number);
  return typeof extra === "number" ? extra : extra(node);
}

const EXPRESSION_EXTRAS: Weigh<Expr> = {
  const: ({ v }) => literalWeight(v),
  local: ({ i }) => 2 + i / 32,
  counter: 0,
  free: 0,
  global: 0,
  binary: 0,
  compare: 0,
  is: 0,
  in: 0,
  unary: 0,
  logic: 0,
  choose: 0,
  subscript: 0,
  slice: 0,
  build: 0,
  call: 0,
  method: 1,
  attr: 1,
  ref: 0,
  super: 0,
  invoke: 1,
  display: 0,
  fstring: ({ texts }) => texts.reduce((sum, text) => sum + text.length, 0),
  comp: ({ over }) => ROUND * over.count,
  make: 0,
  yield: 0,
  yieldFrom: 0,
  await: 0,
};

const STATEMENT_EXTRAS: Weigh<Stmt> = {
  assign: 0,
  augment: 0,
  unpack: 0,
  expr: 0,
  del: 0,
  if: 0,
  for({ over, tight }) {
    const rounds = ROUND * over.count + (tight ? 100 : 0) + (over.k === "tuple" ? 0 : 50);
    return over.k === "range" ? rounds + (over.start === 0 ? 0 : 5) + (over.step === 1 ? 0 : 5) : rounds;
  },
  while: ({ count, entry }) => 500 + ROUND * count + (entry === null ? 0 : 1000),
  // Without clean-up it is shorter but stranger, which its instructions outweigh.
  try: ({ raw }) => raw ? 2000 : 0,
  raise: 0,
  assert: 0,
  return: 0,
  break: 0,
  continue: 0,
  pass: 0,
  emit: 0,
  event: ({ host, n }) => 500 + n + (host === "host_invalidate" ? 10 : 0),
  reversion: 0,
  def: 0,
  with: 0,
  match: 0,
  import: 0,
  throw: 0,
  rebind: 0,
  island: ({ ops }) => islandWeight(ops),
  twisted: ({ twists }) => twists.reduce((sum, twist) => sum + twistWeight(twist), 0),
};

function islandWeight(ops: readonly IslandOp[]): number {
  return ops.reduce((sum, op) => sum + 1 + (op.k === "skip" ? islandWeight(op.body) : 0), 0);
}

/** A twist that names its opcode counts less: it stays where it is when the statement gets shorter. */
function twistWeight(twist: Twist): number {
  if (twist.k === "range") return TWIST + Math.abs(twist.by) * 100;
  return TWIST + twist.n * 100 + twist.at + (twist.op === null ? 50 : 0);
}

function functionWeight(fn: FunctionDraft): number {
  let weight = LOCAL * fn.locals + functionUses(fn).counters * LOCAL + 1000 * fn.defaults.length;
  if (fn.recursive !== null) weight += STATEMENT;
  const { form } = fn;
  if (form !== undefined) {
    weight += 200 + 20 * (form.kwonly + form.kwdefaults.length) + (form.star ? 40 : 0) + (form.starstar ? 40 : 0);
    if (form.kind !== "plain") weight += STATEMENT;
  }
  walkFunction(fn, {
    expr(e) {
      weight += EXPRESSION;
      weight += extraOf(EXPRESSION_EXTRAS, e);
    },
    stmt(s) {
      weight += STATEMENT;
      weight += extraOf(STATEMENT_EXTRAS, s);
    },
  });
  return weight;
}

function classWeight(each: ClassDraft): number {
  let weight = 10 * STATEMENT + (each.base === null ? 0 : STATEMENT) + (each.builtin === null ? 0 : 500);
  weight += (each.meta === null ? 0 : STATEMENT) + (each.slots === null ? 0 : 500 + each.slots.length);
  for (const { v } of each.attributes) weight += STATEMENT + literalWeight(v);
  for (const { wrap } of each.members) weight += STATEMENT + (wrap === 0 ? 0 : 500);
  return weight;
}

/** Weight of a valid Draft; shrinking only ever goes down in it. */
export function draftWeight(draft: Draft): number {
  return weightOf(draft, lower(draft));
}

/** Weight of a valid Draft whose program is known. */
export function weightOf(draft: Draft, program: Program): number {
  let weight = INSTRUCTION * program.codes.reduce((sum, code) => sum + instructionCount(code.code), 0);
  const reachable = reachableFunctions(draft);
  draft.functions.forEach((fn, f) => {
    weight += STATEMENT + ((reachable >> f) & 1 ? functionWeight(fn) : 2 * functionWeight(fn));
  });
  draft.classes?.forEach((each) => weight += classWeight(each));
  weight += ROUND * draft.warm + CALL * draft.calls + GLOBAL * draft.globals.length;
  const { limits } = draft;
  if (limits !== undefined) {
    weight += LIMIT;
    for (const value of Object.values(limits)) if (value !== null) weight += LIMIT;
  }
  for (const g of draft.globals) if (g.init !== null) weight += literalWeight(g.init);
  for (const value of draft.args) weight += 100 + literalWeight(value);
  return weight;
}
