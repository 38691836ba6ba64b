/**
 * All scenarios.
 *
 * @module
 */

import type { Choices } from "../../generate/choices.ts";
import { boundMethod, changedFunction, replacedCallee } from "./calls.ts";
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
}

/** Every kind by its name; `site` is many in one, so it stands here more than once. */
const SCENARIOS: readonly (readonly [name: string, make: (choices: Choices) => string])[] = [
  ["site", site],
  ["list iterator", listIterator],
  ["site", site],
  ["iterator error", iteratorError],
  ["site", site],
  ["generator", generator],
  ["unbound locals", unboundLocals],
  ["conditional local", conditionalLocal],
  ["site", site],
  ["rewritten variable", rewrittenVariable],
  ["shadowed builtin", shadowedBuiltin],
  ["replaced callee", replacedCallee],
  ["changed function", changedFunction],
  ["bound method", boundMethod],
  ["products", products],
  ["peeked operands", peekedOperands],
  ["dict keys", dictKeys],
  ["long loop", longLoop],
  ["monitoring", monitoring],
];

/** Names of the kinds. */
export const SCENARIO_NAMES: ReadonlySet<string> = new Set(SCENARIOS.map(([name]) => name));

/** One of the scenarios. */
export function drawScenario(choices: Choices): Scenario {
  const [name, make] = SCENARIOS[choices.below(SCENARIOS.length)] as (typeof SCENARIOS)[number];
  return { name, text: make(choices) };
}
