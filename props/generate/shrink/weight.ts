/**
 * The weight of a Draft: what shrinking makes smaller. Instructions first, then rounds, then the size of constants.
 *
 * @module
 */

import type { Program } from "../../../src/isa/program.ts";
import type { ClassDraft } from "../draft/classes.ts";
import type { Draft, Expr, FunctionDraft, Stmt } from "../draft/draft.ts";
import { instructionCount } from "../lower/code_size.ts";
import { lower } from "../lower/lower.ts";
import { functionUses, reachableFunctions } from "../draft/uses.ts";
import { mapKinds } from "../draft/shape.ts";
import { walkFunction } from "../draft/walk.ts";
import { KINDS } from "../kinds/kinds.ts";
import { CALL, EXPRESSION, GLOBAL, INSTRUCTION, LIMIT, literalWeight, LOCAL, ROUND, STATEMENT } from "./scale.ts";

type Weight<Node> = ((node: Node) => number) | null;

// Each function is for nodes of its own kind only, and gets no others.
const EXPRESSION_WEIGHTS = mapKinds(KINDS.expressions, ({ weight }) => (weight ?? null) as Weight<Expr>);
const STATEMENT_WEIGHTS = mapKinds(KINDS.statements, ({ weight }) => (weight ?? null) as Weight<Stmt>);

/** Candidates share most of their functions. */
const weightOfFunction = new WeakMap<FunctionDraft, number>();

function functionWeight(fn: FunctionDraft): number {
  const known = weightOfFunction.get(fn);
  if (known !== undefined) return known;
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
      const own = EXPRESSION_WEIGHTS[e.k];
      if (own !== null) weight += own(e);
    },
    stmt(s) {
      weight += STATEMENT;
      const own = STATEMENT_WEIGHTS[s.k];
      if (own !== null) weight += own(s);
    },
  });
  weightOfFunction.set(fn, weight);
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
