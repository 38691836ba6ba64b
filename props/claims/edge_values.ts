/**
 * Operations give for edge values what the real interpreter gave.
 *
 * @module
 */

import { DEFAULT_LIMITS, type Engine, givenUp, type Limits } from "../../src/isa/engine.ts";
import type { Program } from "../../src/isa/program.ts";
import { type Choices, weights } from "../core/choices.ts";
import type { Vm } from "../cpython/vm.ts";
import {
  EDGE_OPERATIONS,
  edgeAnswers,
  type EdgeOperation,
  edgePair,
  edgePairs,
  edgeProgram,
  type EdgeValue,
  shortened,
} from "../golden/edges.ts";
import { drawWhole } from "./equivalence.ts";
import { compiledList } from "./scenarios/sources/unpack.ts";
import { AGREE, disagree, type ModelClaim, type Verdict } from "./claim.ts";

/** Rounds after which the loop is to be hot. */
const WARM = 3;
/** Pairs that it meets then. */
const OTHERS = 18;
/** So many of them, and the usual one again. */
const AGAIN = 4;

const LIMITS: Limits = { ...DEFAULT_LIMITS, fuel: 5000, maxSize: 100_000, backedgeThreshold: 16 * WARM };

/** Operations that have forms of their own for some operands. */
const FORMS: ReadonlySet<string> = new Set(
  ["+", "-", "*", "<", "<=", "==", "!=", ">", ">="].map((operator) => `a ${operator} b`).concat("a[b]", "not a"),
);
const WEIGHTS = weights(...EDGE_OPERATIONS.map(({ text }) => FORMS.has(text) ? 3 : 1));

/** Places of the values of a list by their sort. */
const placed: WeakMap<readonly EdgeValue[], ReadonlyMap<string, readonly number[]>> = new WeakMap();

function placesOf(values: readonly EdgeValue[], sort: string): readonly number[] {
  let places = placed.get(values);
  if (places === undefined) {
    const bySort = new Map<string, number[]>();
    values.forEach(({ literal: { t } }, at) => bySort.set(t, [...bySort.get(t) ?? [], at]));
    placed.set(values, places = bySort);
  }
  return places.get(sort) ?? [];
}

function pick(choices: Choices, places: readonly number[]): number {
  return places[choices.below(places.length)] as number;
}

/** A pair that a site is used to: of one sort as a rule, as forms of their own want it. */
function usualPair(choices: Choices, { left, right }: EdgeOperation): number {
  const first = choices.below(left.length);
  const alike = placesOf(right, (left[first] as EdgeValue).literal.t);
  const second = alike.length > 0 && choices.chance(3, 4) ? pick(choices, alike) : choices.below(right.length);
  return first * right.length + second;
}

/** A pair of the sorts of another. */
function pairLike(choices: Choices, operation: EdgeOperation, index: number): number {
  const { left, right } = operation;
  const [a, b] = edgePair(operation, index);
  return pick(choices, placesOf(left, a.literal.t)) * right.length + pick(choices, placesOf(right, b.literal.t));
}

/** A site that has seen one pair of operands until it was hot meets others. The answers are recorded, so that all engines may err. */
export const edgeValues: ModelClaim = {
  kind: "choices",
  name: "edge-values",
  what:
    "an operation on values at an edge gives on every engine what the real interpreter was recorded to give, at a site that is " +
    "used to others",
  check(choices: Choices, vm: Vm): Verdict {
    const at = choices.turn(WEIGHTS);
    const operation = EDGE_OPERATIONS[at] as EdgeOperation;
    const usual = usualPair(choices, operation);
    const indexes: number[] = Array(WARM + 1).fill(usual);
    for (let i = 1; i <= OTHERS; i++) {
      indexes.push(choices.bool() ? pairLike(choices, operation, usual) : choices.below(edgePairs(operation)));
      if (i % AGAIN === 0) indexes.push(usual);
    }
    const recorded = edgeAnswers()[at] as readonly string[];
    const compiled = compiledList("edges")[at] as Program;
    const program = edgeProgram(compiled, indexes.map((index) => edgePair(operation, index)));
    const engines = drawWhole(choices) ? vm.engines : [vm.engines[0] as Engine, ...vm.usual];
    for (const engine of engines) {
      const outcome = engine.run(program, LIMITS);
      vm.observe(outcome);
      const given = givenUp(outcome);
      if (given !== null) return { kind: "poisoned", reason: given };
      for (const [i, index] of indexes.entries()) {
        const found = shortened(outcome.log[i] ?? "(nothing)");
        if (found === recorded[index]) continue;
        const [a, b] = edgePair(operation, index);
        const where = { what: "operation", of: `${operation.text} for ${a.text} and ${b.text}`, index: i };
        return disagree(where, recorded[index] ?? "(nothing)", found, engine.name);
      }
    }
    return AGREE;
  },
};
