/**
 * The language of Drafts: all kinds of expressions, targets, iterables, statements and patterns, one a line. The compiler
 * demands a line for every kind; `draft/shape.ts` says which further nodes each of them holds.
 *
 * @module
 */

import type { ExprKind, IterableKind, TargetKind } from "../draft/expression.ts";
import type { PatternKind, StmtKind } from "../draft/statement.ts";
import { ASSIGN, AUGMENT, DEL, EXPR, UNPACK } from "./assignments.ts";
import { ATTR, ATTR_TARGET, SUPER } from "./attributes.ts";
import { ASSERT, IF, PASS } from "./branches.ts";
import { CALL, INVOKE, METHOD } from "./calls.ts";
import { COMP } from "./comprehensions.ts";
import { BUILTIN_CLASS, DRAFT_CLASS, MAPPING, SEQUENCE } from "./container_patterns.ts";
import { BUILD, DISPLAY, FSTRING } from "./displays.ts";
import { RAISE, THROW, TRY } from "./exceptions.ts";
import { DEF, MAKE, RETURN } from "./functions.ts";
import { EMIT, EVENT } from "./host_calls.ts";
import { IMPORT } from "./imports.ts";
import { ISLAND } from "./islands.ts";
import { ANY_ITERABLE, ASYNC_ITERABLE, CONSTANT_TUPLE, RANGE } from "./iterables.ts";
import type { AssignedKind, ExpressionKind, IteratedKind, MatchedKind, StatementKind } from "./kind.ts";
import { BREAK, CONTINUE, FOR, WHILE } from "./loops.ts";
import { MATCH } from "./match.ts";
import { BINARY, CHOOSE, COMPARE, IN, IS, LOGIC, UNARY } from "./operators.ts";
import { REBIND, REVERSION } from "./rebinding.ts";
import { ITEM_TARGET, SLICE, SLICE_TARGET, SUBSCRIPT } from "./subscripts.ts";
import { TWISTED } from "./twisted.ts";
import { ANY, LITERAL, OR } from "./value_patterns.ts";
import { CONST, COUNTER, FREE, FREE_TARGET, GLOBAL, GLOBAL_TARGET, LOCAL, LOCAL_TARGET, REF } from "./variables.ts";
import { AWAIT, YIELD, YIELD_FROM } from "./waiting.ts";
import { WITH } from "./with.ts";

const EXPRESSIONS: { readonly [K in ExprKind]: ExpressionKind<K> } = {
  const: CONST,
  local: LOCAL,
  counter: COUNTER,
  free: FREE,
  global: GLOBAL,
  ref: REF,
  binary: BINARY,
  compare: COMPARE,
  is: IS,
  in: IN,
  unary: UNARY,
  logic: LOGIC,
  choose: CHOOSE,
  subscript: SUBSCRIPT,
  slice: SLICE,
  attr: ATTR,
  super: SUPER,
  build: BUILD,
  display: DISPLAY,
  fstring: FSTRING,
  call: CALL,
  method: METHOD,
  invoke: INVOKE,
  comp: COMP,
  make: MAKE,
  yield: YIELD,
  yieldFrom: YIELD_FROM,
  await: AWAIT,
};

const TARGETS: { readonly [K in TargetKind]: AssignedKind<K> } = {
  local: LOCAL_TARGET,
  free: FREE_TARGET,
  global: GLOBAL_TARGET,
  item: ITEM_TARGET,
  attr: ATTR_TARGET,
  slice: SLICE_TARGET,
};

const ITERABLES: { readonly [K in IterableKind]: IteratedKind<K> } = {
  range: RANGE,
  tuple: CONSTANT_TUPLE,
  expr: ANY_ITERABLE,
  async: ASYNC_ITERABLE,
};

const STATEMENTS: { readonly [K in StmtKind]: StatementKind<K> } = {
  assign: ASSIGN,
  augment: AUGMENT,
  unpack: UNPACK,
  del: DEL,
  expr: EXPR,
  if: IF,
  assert: ASSERT,
  pass: PASS,
  for: FOR,
  while: WHILE,
  break: BREAK,
  continue: CONTINUE,
  try: TRY,
  raise: RAISE,
  throw: THROW,
  with: WITH,
  match: MATCH,
  def: DEF,
  return: RETURN,
  import: IMPORT,
  emit: EMIT,
  event: EVENT,
  reversion: REVERSION,
  rebind: REBIND,
  island: ISLAND,
  twisted: TWISTED,
};

const PATTERNS: { readonly [K in PatternKind]: MatchedKind<K> } = {
  any: ANY,
  literal: LITERAL,
  or: OR,
  sequence: SEQUENCE,
  mapping: MAPPING,
  builtin: BUILTIN_CLASS,
  class: DRAFT_CLASS,
};

/** All kinds, by sort of node. */
export const KINDS: {
  readonly expressions: typeof EXPRESSIONS;
  readonly targets: typeof TARGETS;
  readonly iterables: typeof ITERABLES;
  readonly statements: typeof STATEMENTS;
  readonly patterns: typeof PATTERNS;
} = {
  expressions: EXPRESSIONS,
  targets: TARGETS,
  iterables: ITERABLES,
  statements: STATEMENTS,
  patterns: PATTERNS,
};
