/**
 * Strategies: how the programs of an attack are made.
 *
 * @module
 */

import { TierproofError } from "../../../src/isa/errors.ts";
import type { Plug } from "../../core/plug.ts";
import { pinPlug } from "../../cpython/plug.ts";
import { FURTHER_STRATEGIES, type Strategy } from "../strategies/table.ts";

/** All strategies by name; `ours` is the generator as hunts use it. */
export const STRATEGIES: Readonly<Record<string, Strategy>> = { ours: pinPlug, ...FURTHER_STRATEGIES };

/** The plug of a strategy. Throws a {@linkcode TierproofError} for an unknown one. */
export function strategyOf(name: string): Plug {
  const strategy = Object.hasOwn(STRATEGIES, name) ? STRATEGIES[name] : undefined;
  if (strategy === undefined) {
    throw new TierproofError("option", `unknown strategy ${name}; known: ${Object.keys(STRATEGIES).join(", ")}`);
  }
  return strategy();
}
