/**
 * Drafts made of others: a few changes, and parts of another Draft spliced in. Changes need not know what is valid where: fixup
 * makes a valid Draft of whatever they leave.
 *
 * @module
 */

import { type Choices, type Weights, weights } from "../../core/choices.ts";
import type { Literal } from "../../../src/isa/program.ts";
import { type Block, type Draft, type FunctionDraft, MAX_FUNCTIONS, PIN_WARM } from "../draft/draft.ts";
import type { Expr } from "../draft/expression.ts";
import type { Stmt } from "../draft/statement.ts";
import { countStatements, isAny, twistStatement } from "../draft/twist.ts";
import { BINARY_OPERATORS, COMPARISONS } from "../draft/vocabulary.ts";
import { fixup } from "../fix/fixup.ts";
import { generateDraft } from "../generate.ts";
import { withFunction, without } from "../shrink/edit.ts";
import { allAt, withAt, withCount } from "./places.ts";

/** Most changes at once. */
const MOST_CHANGES = 4;
/** Statements that are spliced in at once, at most. */
const MOST_STATEMENTS = 4;

/** A change; one for which there is no place leaves the Draft as it is. `donor` is what parts are taken from. */
type Change = (draft: Draft, donor: Draft, choices: Choices) => Draft;

/** Constants that arithmetic, caches of small values and guards are about. */
const CONSTANTS: readonly Literal[] = [
  ...[-1, 0, 1, 2, 255, 256, 257, -5, -6, 2 ** 30, 2 ** 31, -(2 ** 31), 2 ** 53 - 1].map((v): Literal => ({
    t: "int",
    v,
  })),
  { t: "int", v: "9223372036854775807" },
  { t: "int", v: "-18446744073709551616" },
  { t: "float", v: 0.5 },
  { t: "float", v: "-0.0" },
  { t: "float", v: "nan" },
  { t: "float", v: "inf" },
  { t: "str", v: "" },
  { t: "str", v: "a" },
  { t: "bool", v: true },
  { t: "None" },
  { t: "tuple", v: [] },
];

const CHANGES: readonly (readonly [weight: number, change: Change])[] = [
  [6, spliceStatements],
  [3, copyStatement],
  [4, dropStatement],
  [6, replaceExpression],
  [4, replaceConstant],
  [3, replaceOperator],
  [3, changeRounds],
  [3, spliceFunction],
  [3, insertEvent],
  [2, insertTwist],
  [2, changeRun],
];
const WEIGHTS: Weights = weights(...CHANGES.map(([weight]) => weight));

/** Of how many parents' parts one is fresh. */
const FRESH_OF = 4;

/** Another valid Draft: `draft` with a few changes, parts of it from itself, from `other`, or fresh. Equal arguments, equal Drafts. */
export function vary(draft: Draft, other: Draft, choices: Choices): Draft {
  let { assumed: _assumed, ...varied }: Draft = draft;
  for (let left = choices.length(1, MOST_CHANGES); left > 0; left--) {
    const [, change] = CHANGES[choices.weighted(WEIGHTS)] as typeof CHANGES[number];
    const donor = choices.chance(1, FRESH_OF) ? generateDraft(choices) : choices.chance(1, FRESH_OF) ? varied : other;
    varied = change(varied, donor, choices);
  }
  return fixup(varied);
}

/** Number of a function; the entry half of the time, as the others only run when they are called. */
function anyFunction({ functions }: Draft, choices: Choices): number {
  return choices.bool() ? 0 : choices.below(functions.length);
}

function functionOf(draft: Draft, choices: Choices): FunctionDraft {
  return draft.functions[anyFunction(draft, choices)] as FunctionDraft;
}

const isBlock = (_: Block): boolean => true;
const isFull = (block: Block): boolean => block.length > 0;
const isExpr = (_: Expr): boolean => true;

/** Changes one of the places of a function that suit. */
function changeAt<Sort extends "block" | "expr" | "stmt">(
  draft: Draft,
  choices: Choices,
  sort: Sort,
  suits: Parameters<typeof withAt<Sort>>[2],
  change: Parameters<typeof withAt<Sort>>[4],
): Draft {
  const f = anyFunction(draft, choices);
  const fn = draft.functions[f] as FunctionDraft;
  const places = allAt(fn, sort, suits).length;
  if (places === 0) return draft;
  const next = withAt(fn, sort, suits, choices.below(places), change);
  return next === fn ? draft : withFunction(draft, f, next);
}

function insertAt(block: Block, statements: readonly Stmt[], choices: Choices): Block {
  const at = choices.below(block.length + 1);
  return [...block.slice(0, at), ...statements, ...block.slice(at)];
}

function insert(draft: Draft, statements: readonly Stmt[], choices: Choices): Draft {
  return changeAt(draft, choices, "block", isBlock, (block) => insertAt(block, statements, choices));
}

/** Statements in a row of the donor. */
function spliceStatements(draft: Draft, donor: Draft, choices: Choices): Draft {
  const blocks = allAt(functionOf(donor, choices), "block", isFull);
  if (blocks.length === 0) return draft;
  const block = blocks[choices.below(blocks.length)] as Block;
  const from = choices.below(block.length);
  return insert(draft, block.slice(from, from + choices.length(1, MOST_STATEMENTS)), choices);
}

function copyStatement(draft: Draft, _donor: Draft, choices: Choices): Draft {
  return changeAt(draft, choices, "block", isFull, (block) => {
    return insertAt(block, [block[choices.below(block.length)] as Stmt], choices);
  });
}

function dropStatement(draft: Draft, _donor: Draft, choices: Choices): Draft {
  return changeAt(draft, choices, "block", isFull, (block) => without(block, choices.below(block.length)));
}

function replaceExpression(draft: Draft, donor: Draft, choices: Choices): Draft {
  const parts = allAt(functionOf(donor, choices), "expr", isExpr);
  if (parts.length === 0) return draft;
  const part = parts[choices.below(parts.length)] as Expr;
  return changeAt(draft, choices, "expr", isExpr, () => part);
}

function replaceConstant(draft: Draft, _donor: Draft, choices: Choices): Draft {
  const v = CONSTANTS[choices.below(CONSTANTS.length)] as Literal;
  return changeAt(draft, choices, "expr", ({ k }) => k === "const", () => ({ k: "const", v }));
}

function replaceOperator(draft: Draft, _donor: Draft, choices: Choices): Draft {
  const suits = ({ k }: Expr): boolean => k === "binary" || k === "compare";
  return changeAt(draft, choices, "expr", suits, (e) => {
    if (e.k === "binary") return { ...e, op: choices.below(BINARY_OPERATORS.length) };
    return e.k === "compare" ? { ...e, op: choices.below(COMPARISONS.length) } : e;
  });
}

/** Another number of rounds of a loop: one more or less, or about as many as make it hot. */
function changeRounds(draft: Draft, _donor: Draft, choices: Choices): Draft {
  const isLoop = ({ k }: Stmt): boolean => k === "for" || k === "while";
  const other = (count: number): number => {
    const kind = choices.below(4);
    return kind === 0 ? count - 1 : kind === 1 ? count + 1 : choices.int(0, 2 * draft.warm + 6);
  };
  return changeAt(draft, choices, "stmt", isLoop, (s) => {
    if (s.k === "for") return { ...s, over: withCount(s.over, other(s.over.count)) };
    return s.k === "while" ? { ...s, count: other(s.count) } : s;
  });
}

/** A top-level function of the donor, and a call of it. */
function spliceFunction(draft: Draft, donor: Draft, choices: Choices): Draft {
  const candidates = donor.functions.filter(({ parent, form }, f) => f > 0 && parent === null && form === undefined);
  const { functions } = draft;
  if (candidates.length === 0 || functions.length >= MAX_FUNCTIONS) return draft;
  const fn = candidates[choices.below(candidates.length)] as FunctionDraft;
  const args = Array.from({ length: fn.params }, (): Expr => ({ k: "local", i: choices.below(8) }));
  const call: Expr = { k: "call", f: { k: "function", f: functions.length }, args };
  const s: Stmt = choices.bool()
    ? { k: "expr", e: call }
    : { k: "assign", t: { k: "local", i: choices.below(8) }, e: call };
  return insert({ ...draft, functions: [...functions, fn] }, [s], choices);
}

function insertEvent(draft: Draft, _donor: Draft, choices: Choices): Draft {
  const hosts = ["host_invalidate", "host_invalidate_all", "host_set_optimizer", "host_monitor"] as const;
  const host = hosts[choices.below(hosts.length)] as typeof hosts[number];
  const f = choices.below(draft.functions.length);
  return insert(draft, [{ k: "event", host, f, n: choices.below(3) }], choices);
}

function insertTwist(draft: Draft, _donor: Draft, choices: Choices): Draft {
  const f = anyFunction(draft, choices);
  const fn = draft.functions[f] as FunctionDraft;
  const count = countStatements(fn.body, isAny);
  if (count === 0) return draft;
  const k = choices.bool() ? "prefix" : "nop";
  const twist = { k, n: choices.length(1, 3), op: null, at: choices.below(16) } as const;
  const body = twistStatement(fn.body, isAny, choices.below(count), twist);
  return withFunction(draft, f, { ...fn, body });
}

/** Calls of the entry, how soon loops get hot, an argument, or the limits. */
function changeRun(draft: Draft, donor: Draft, choices: Choices): Draft {
  switch (choices.below(4)) {
    case 0:
      return { ...draft, calls: choices.int(1, 4) };
    case 1:
      return { ...draft, warm: choices.bool() ? donor.warm : choices.int(1, PIN_WARM) };
    case 2: {
      const { args } = draft;
      const at = choices.below(Math.max(1, args.length));
      const value = CONSTANTS[choices.below(CONSTANTS.length)] as Literal;
      return { ...draft, args: args.map((each, i) => (i === at ? value : each)) };
    }
    default: {
      const { limits: _limits, ...rest } = draft;
      return donor.limits === undefined ? rest : { ...rest, limits: donor.limits };
    }
  }
}
