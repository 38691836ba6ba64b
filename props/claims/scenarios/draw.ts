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

/** Every kind by its name; `site` is many in one, so it stands here more than once. */
const SCENARIOS: readonly (readonly [name: string, make: (choices: Choices, warm: number) => string])[] = [
  ["site", site],
  ["metaclass call", metaclassCall],
  ["changed init", changedInit],
  ["list iterator", listIterator],
  ["iterator error", iteratorError],
  ["generator", generator],
  ["site", site],
  ["unbound locals", unboundLocals],
  ["conditional local", conditionalLocal],
  ["rewritten variable", rewrittenVariable],
  ["site", site],
  ["shadowed builtin", shadowedBuiltin],
  ["replaced callee", replacedCallee],
  ["changed function", changedFunction],
  ["site", site],
  ["bound method", boundMethod],
  ["products", products],
  ["peeked operands", peekedOperands],
  ["site", site],
  ["dict keys", dictKeys],
  ["long loop", longLoop],
  ["monitoring", monitoring],
];

const EVENLY = weights(...SCENARIOS.map(() => 1));

/** Names of the kinds. */
export const SCENARIO_NAMES: ReadonlySet<string> = new Set(SCENARIOS.map(([name]) => name));

/** The pin's 16 among them. */
const WARM = [2, 2, 3, 3, 5, 16];

/** One of the scenarios. */
export function drawScenario(choices: Choices): Scenario {
  const [name, make] = SCENARIOS[choices.turn(EVENLY)] as (typeof SCENARIOS)[number];
  const warm = WARM[choices.below(WARM.length)] as number;
  return { name, text: make(choices, warm), warm, eventful: make === longLoop || make === monitoring };
}
