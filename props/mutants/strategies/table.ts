/**
 * Strategies besides the generator as it is, by name.
 *
 * @module
 */

import { huntLimits } from "../../campaign/limits.ts";
import { programSubject } from "../../campaign/program_subject.ts";
import { PROGRAM_KIT } from "../../campaign/subjects.ts";
import type { Subject } from "../../campaign/types.ts";
import type { ProgramClaim } from "../../claims/claim.ts";
import type { Choices } from "../../generate/choices.ts";
import type { Draft } from "../../generate/draft.ts";
import { generateBlind } from "./blind.ts";
import { Guide, guidedSubject } from "./guided.ts";
import { naiveProgram } from "./naive.ts";
import { generateWithout, POLICIES, policyStrategy } from "./policies.ts";

/** Makes the subject of a program claim. */
type Strategy = (claim: ProgramClaim) => Subject<unknown>;

/** Jumps back before an executor is made, for programs that do not say: as late as the generator's usual ones. */
const NAIVE_WARM = 4;

function ofDrafts(generate: (choices: Choices) => Draft): Strategy {
  return (claim) => programSubject(claim, { ...PROGRAM_KIT, generate }) as Subject<unknown>;
}

function naive(claim: ProgramClaim): Subject<unknown> {
  return programSubject(claim, {
    generate: naiveProgram,
    lower: (program) => program,
    shrink: () => [],
    limits: () => huntLimits(NAIVE_WARM),
    engines: PROGRAM_KIT.engines,
    inspect: PROGRAM_KIT.inspect,
  }) as Subject<unknown>;
}

const guide = new Guide();

/** All of them; each process has one guide. */
export const FURTHER_STRATEGIES: Readonly<Record<string, Strategy>> = {
  naive,
  blind: ofDrafts(generateBlind),
  guided: (claim) => guidedSubject(claim, guide),
  ...Object.fromEntries(POLICIES.map((policy) => [policyStrategy(policy.name), ofDrafts(generateWithout(policy))])),
};
