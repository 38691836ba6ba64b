/**
 * Scopes as subjects of a campaign: the checks of a scope are its bodies in order. Workers make them from this module.
 *
 * @module
 */

import { TierproofError } from "../../src/isa/errors.ts";
import { programSubject } from "../core/program_subject.ts";
import { PROGRAM_KIT } from "../cpython/plug.ts";
import type { Subject, SubjectModule } from "../core/subject.ts";
import { equivalence } from "../claims/equivalence.ts";
import type { Draft } from "../generate/draft/draft.ts";
import { draftOf } from "./draft_of.ts";
import { Scope } from "./scope.ts";

/** URL of this module, for workers. */
export const SCOPES_URL: string = import.meta.url;

/** Most instructions of a scope: more could not be gone through in years. */
export const MAX_UNITS = 10;

/** The name of a scope as a campaign knows it: the claim, instructions, whether with events. */
export function scopeName(units: number, events: boolean): string {
  return `${equivalence.name}-up-to-${units}${events ? "-with-events" : ""}`;
}

/** The subject of a scope; its seed is the number of the body that check 0 takes. */
export const makeSubject: SubjectModule["makeSubject"] = ({ claim }) => {
  const named = /^equivalence-up-to-(\d+)(-with-events)?$/.exec(claim);
  const units = Number(named?.[1]);
  if (named === null || units < 1 || units > MAX_UNITS) {
    throw new TierproofError("option", `expected the name of a scope, found ${JSON.stringify(claim)}`);
  }
  return scopeSubject(new Scope(units, named[2] !== undefined)) as Subject<unknown>;
};

function scopeSubject(scope: Scope): Subject<{ readonly draft: Draft | null }> {
  const subject = programSubject(equivalence, PROGRAM_KIT);
  return {
    ...subject,
    generate(from, index) {
      const draft = draftOf(scope.body(from + index));
      return { draft, program: PROGRAM_KIT.lower(draft), limits: PROGRAM_KIT.limits(draft) };
    },
  } as Subject<{ readonly draft: Draft | null }>;
}
