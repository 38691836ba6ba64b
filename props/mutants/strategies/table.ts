/**
 * Strategies besides the generator as it is, by name.
 *
 * @module
 */

import { huntLimits } from "../../cpython/limits.ts";
import { programSubject } from "../../core/program_subject.ts";
import { PROGRAM_KIT } from "../../cpython/plug.ts";
import type { Subject } from "../../core/subject.ts";
import type { ProgramClaim } from "../../claims/claim.ts";
import { draftOf } from "../../enumerate/draft_of.ts";
import { Scope } from "../../enumerate/scope.ts";
import type { Choices } from "../../core/choices.ts";
import type { Draft } from "../../generate/draft/draft.ts";
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

/** Instructions of the bodies that are enumerated: more of them than any budget reaches. */
const ENUMERATED_UNITS = 6;
/** The attack's checks of one claim are numbered from a multiple of this on. */
const CHECKS_OF_CLAIM = 0x100_0000;

/** Every body of the scope in order, with an event at every point, whatever the seed. */
function enumerated(claim: ProgramClaim): Subject<unknown> {
  const scope = new Scope(ENUMERATED_UNITS, true);
  const subject = programSubject(claim, PROGRAM_KIT);
  return {
    ...subject,
    generate(_seed: number, index: number) {
      const draft = draftOf(scope.body(index % CHECKS_OF_CLAIM % scope.size));
      return { draft, program: PROGRAM_KIT.lower(draft), limits: PROGRAM_KIT.limits(draft) };
    },
  } as Subject<unknown>;
}

const guide = new Guide();

/** All of them; each process has one guide. */
export const FURTHER_STRATEGIES: Readonly<Record<string, Strategy>> = {
  naive,
  blind: ofDrafts(generateBlind),
  enumeration: enumerated,
  guided: (claim) => guidedSubject(claim, guide),
  ...Object.fromEntries(POLICIES.map((policy) => [policyStrategy(policy.name), ofDrafts(generateWithout(policy))])),
};
