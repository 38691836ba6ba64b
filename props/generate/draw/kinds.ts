/**
 * What draws each kind of node. A kind that nothing draws is a type error here.
 *
 * @module
 */

import { assertNever } from "../../../src/isa/errors.ts";
import { type Weights, weights } from "../../core/choices.ts";
import type { ExprKind, Iterable, PatternKind, StmtKind, TargetKind } from "../draft/draft.ts";
import {
  DEFAULT_PROFILE,
  type Idiom,
  IDIOMS,
  INT_KINDS,
  type IntKind,
  type LoopKind,
  LOOPS,
  type Profile,
  type Theme,
  THEMES,
} from "./profile.ts";

/** What draws a kind: an idiom, a theme, a kind of int expression, a kind of main loop, twists; or all programs have it. */
export type DrawSource = `idiom ${Idiom}` | `theme ${Theme}` | `int ${IntKind}` | `loop ${LoopKind}` | "twists" | "all";

/** The first word of a source. */
type DrawSort = DrawSource extends infer S ? S extends `${infer Sort} ${string}` ? Sort : S : never;

/** Statements. */
export const DRAWN_STATEMENTS = {
  assign: "idiom assign",
  augment: "idiom augment",
  unpack: "idiom unpack",
  expr: "idiom method",
  del: "idiom unbind",
  if: "idiom if",
  for: "loop range",
  while: "loop while",
  try: "idiom try",
  raise: "idiom failure",
  assert: "idiom failure",
  return: "all",
  break: "idiom leave",
  continue: "idiom leave",
  pass: "theme context",
  emit: "idiom emit",
  event: "idiom event",
  reversion: "theme versionCollision",
  def: "idiom closure",
  with: "theme context",
  match: "theme match",
  import: "theme import",
  throw: "theme exceptionGroup",
  rebind: "theme rebind",
  island: "idiom island",
  twisted: "twists",
} as const satisfies Record<StmtKind, DrawSource>;

/** Expressions. */
export const DRAWN_EXPRESSIONS = {
  const: "int constant",
  local: "int variable",
  counter: "loop while",
  free: "idiom closure",
  global: "int global",
  binary: "int arithmetic",
  compare: "idiom if",
  is: "idiom if",
  in: "idiom if",
  unary: "int unary",
  logic: "idiom if",
  choose: "int choose",
  subscript: "idiom listItem",
  slice: "idiom text",
  build: "idiom unpack",
  call: "int call",
  method: "idiom method",
  attr: "theme object",
  ref: "theme strangeOperand",
  super: "theme object",
  invoke: "theme keywordCall",
  display: "theme display",
  fstring: "theme display",
  comp: "theme comprehension",
  make: "theme freshFunction",
  yield: "theme generator",
  yieldFrom: "theme generator",
  await: "theme coroutine",
} as const satisfies Record<ExprKind, DrawSource>;

/** Targets. */
export const DRAWN_TARGETS = {
  local: "idiom assign",
  free: "idiom closure",
  global: "idiom global",
  item: "idiom listItem",
  attr: "theme object",
  slice: "theme display",
} as const satisfies Record<TargetKind, DrawSource>;

/** Patterns. None of a class: programs about `match` have no classes. */
export const DRAWN_PATTERNS = {
  any: "theme match",
  literal: "theme match",
  sequence: "theme match",
  mapping: "theme match",
  builtin: "theme match",
  class: null,
  or: "theme match",
} as const satisfies Record<PatternKind, DrawSource | null>;

/** What `for` goes over. */
export const DRAWN_ITERABLES = {
  range: "loop range",
  tuple: "loop tuple",
  expr: "loop list",
  async: "theme coroutine",
} as const satisfies Record<Iterable["k"], DrawSource>;

/** Most weight on some names of a table, little on those that keep programs going, none on others. */
function mostly<Name extends string>(names: readonly Name[], name: string, others: readonly Name[]): Weights {
  return weights(...names.map((each) => each === name ? 6 : others.includes(each) ? 1 : 0));
}

/** A profile whose programs are full of what a source draws: `profileAbout(DRAWN_STATEMENTS.match)`. */
export function profileAbout(source: DrawSource): Profile {
  const [sort, name = ""] = source.split(" ") as [DrawSort, string?];
  const themes = mostly(THEMES, "none", []);
  const statements = mostly(IDIOMS, "augment", ["assign"]);
  const profile: Profile = { ...DEFAULT_PROFILE, themes, statements, size: [3, 6], callees: 4 };
  switch (sort) {
    case "idiom":
      return { ...profile, statements: mostly(IDIOMS, name, ["assign", "augment"]) };
    case "theme":
      return { ...profile, themes: mostly(THEMES, name, []), statements: mostly(IDIOMS, "theme", ["augment"]) };
    case "int":
      return { ...profile, callees: 16, ints: mostly(INT_KINDS, name, ["constant", "variable", "round"]) };
    case "loop":
      return { ...profile, loops: mostly(LOOPS, name, []) };
    case "twists":
      return { ...profile, twists: 16 };
    case "all":
      return profile;
    default:
      return assertNever(sort);
  }
}
