/**
 * The subjects of real hunts: every claim of the registry with the generator and the engines of its target.
 *
 * @module
 */

import { reference } from "../../reference/engine.ts";
import type { Limits, Repairs } from "../../src/isa/engine.ts";
import { TierproofError } from "../../src/isa/errors.ts";
import type { Program } from "../../src/isa/program.ts";
import type { InvolvedTrace } from "../../src/oracle/explain.ts";
import { inspect, tier1, tier2 } from "../../src/vm/engine.ts";
import type { Claim } from "../claims/claim.ts";
import { CLAIMS } from "../claims/registry.ts";
import type { Draft } from "../generate/draft/draft.ts";
import { generateDraft, GENERATOR_VERSION } from "../generate/generate.ts";
import { lower } from "../generate/lower/lower.ts";
import { isPrintable, printPython } from "../generate/print/print.ts";
import { shrink } from "../generate/shrink/shrink.ts";
import { diverge } from "./diverge.ts";
import { formOf } from "./forms.ts";
import { draftLimits } from "./limits.ts";
import { modelSubject } from "../core/choices_subject.ts";
import { type ProgramKit, programSubject } from "../core/program_subject.ts";
import { countShares } from "./shares.ts";
import type { Subject, SubjectSpec } from "../core/subject.ts";

export { GENERATOR_VERSION };

/** The claim that is attacked when none is named. */
export const DEFAULT_CLAIM = "equivalence";

/** URL of this module, for workers. */
export const SUBJECTS_URL: string = import.meta.url;

function tracesLeft(program: Program, repairs: Repairs, limits: Limits): InvolvedTrace[] {
  return inspect(program, { repairs }, limits).codes.flatMap(({ executors }, code) =>
    executors.map(({ unit, valid, trace }) => ({ code, unit, valid, trace }))
  );
}

/** How programs are made, shrunk and run. */
export const PROGRAM_KIT: ProgramKit<Draft> = {
  generate: (choices) => generateDraft(choices),
  lower,
  shrink,
  limits: draftLimits,
  engines: (repairs) => [reference, tier1({ repairs }), tier2({ repairs })],
  python: (draft) => (isPrintable(draft) ? printPython(draft) : null),
  form: formOf,
  count: countShares,
  diverge,
  inspect: tracesLeft,
};

/** A claim for lists. */
export interface ClaimRow {
  readonly name: string;
  readonly what: string;
  readonly canary: boolean;
}

/** All claims, in the order of the registry. */
export function claimRows(): ClaimRow[] {
  return CLAIMS.map(({ name, what, mustFail }) => ({ name, what, canary: mustFail === true }));
}

/** Makes the subject of a claim. */
export function makeSubject(spec: SubjectSpec): Subject<unknown> {
  const claim = CLAIMS.find((each: Claim) => each.name === spec.claim);
  if (claim === undefined) throw new TierproofError("option", `unknown claim ${JSON.stringify(spec.claim)}`);
  // Inputs only ever travel between the functions of their own subject.
  return (claim.kind === "program" ? programSubject(claim, PROGRAM_KIT) : modelSubject(claim)) as Subject<unknown>;
}
