/**
 * All scenarios.
 *
 * @module
 */

import { type Choices, weights } from "../../core/choices.ts";
import { boundMethod, changedFunction, replacedCallee } from "./calls.ts";
import { changedInit, metaclassCall } from "./classes.ts";
import { longLoop, monitoring } from "./events.ts";
import { generator, iteratorError, listIterator } from "./iterators.ts";
import { conditionalLocal, rewrittenVariable, shadowedBuiltin, unboundLocals } from "./names.ts";
import { dictKeys, peekedOperands, products, site } from "./operands.ts";

/** A drawn program. */
export interface Scenario {
  /** Which weak spot it is about. */
  readonly name: string;
  /** Assembler text. */
  readonly text: string;
  /** Rounds after which its loops are to be hot; the rounds that it makes go with it. */
  readonly warm: number;
  /** Whether its code is invalidated or monitored while it runs. */
  readonly eventful: boolean;
}

/** Every kind by its name. */
const SCENARIOS: readonly (readonly [name: string, make: (choices: Choices, warm: number) => string])[] = [
  ["metaclass call", metaclassCall],
  ["changed init", changedInit],
  ["list iterator", listIterator],
  ["iterator error", iteratorError],
  ["generator", generator],
  ["unbound locals", unboundLocals],
  ["conditional local", conditionalLocal],
  ["rewritten variable", rewrittenVariable],
  ["shadowed builtin", shadowedBuiltin],
  ["replaced callee", replacedCallee],
  ["changed function", changedFunction],
  ["bound method", boundMethod],
  ["products", products],
  ["peeked operands", peekedOperands],
  ["site", site],
  ["dict keys", dictKeys],
  ["long loop", longLoop],
  ["monitoring", monitoring],
];

/** A site is many kinds in one: ten things that are done to operands. */
const WEIGHTS = weights(...SCENARIOS.map(([name]) => name === "site" ? 8 : 1));

/** Names of the kinds. */
export const SCENARIO_NAMES: ReadonlySet<string> = new Set(SCENARIOS.map(([name]) => name));

/** The pin's 16 among them. */
const WARM = [2, 2, 3, 3, 5, 16];

/** One of the scenarios. */
export function drawScenario(choices: Choices): Scenario {
  const [name, make] = SCENARIOS[choices.turn(WEIGHTS)] as (typeof SCENARIOS)[number];
  const warm = WARM[choices.below(WARM.length)] as number;
  return { name, text: make(choices, warm), warm, eventful: make === longLoop || make === monitoring };
}
