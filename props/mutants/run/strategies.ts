/**
 * Strategies: how the programs of an attack are made.
 *
 * @module
 */

import { TierproofError } from "../../../src/isa/errors.ts";
import { programSubject } from "../../core/program_subject.ts";
import { PROGRAM_KIT } from "../../cpython/plug.ts";
import type { Subject } from "../../core/subject.ts";
import type { ProgramClaim } from "../../claims/claim.ts";
import { FURTHER_STRATEGIES } from "../strategies/table.ts";

/** Makes the subject of a program claim. */
export type Strategy = (claim: ProgramClaim) => Subject<unknown>;

/** All strategies by name; `ours` is the generator as hunts use it. */
export const STRATEGIES: Readonly<Record<string, Strategy>> = {
  // Inputs only ever travel between the functions of their own subject.
  ours: (claim) => programSubject(claim, PROGRAM_KIT) as Subject<unknown>,
  ...FURTHER_STRATEGIES,
};

/** The strategy of a name. Throws a {@linkcode TierproofError} for an unknown one. */
export function strategyOf(name: string): Strategy {
  const strategy = Object.hasOwn(STRATEGIES, name) ? STRATEGIES[name] : undefined;
  if (strategy === undefined) {
    throw new TierproofError("option", `unknown strategy ${name}; known: ${Object.keys(STRATEGIES).join(", ")}`);
  }
  return strategy;
}
