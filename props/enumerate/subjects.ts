/**
 * Scopes as claims of a plug: the checks of a scope are its bodies in order. Workers load the plug from this module.
 *
 * @module
 */

import { TierproofError } from "../../src/isa/errors.ts";
import type { Plug, PlugSource } from "../core/plug.ts";
import type { ProgramInput } from "../core/program_subject.ts";
import type { Subject } from "../core/subject.ts";
import { loadPlug as loadBase } from "../cpython/load.ts";
import { CPYTHON_LANGUAGE } from "../cpython/language.ts";
import { DEFAULT_CLAIM } from "../cpython/plug.ts";
import type { ProgramCase } from "../cpython/vm.ts";
import type { Draft } from "../generate/draft/draft.ts";
import { draftOf } from "./draft_of.ts";
import { Scope } from "./scope.ts";

/** Most instructions of a scope: more could not be gone through in years. */
export const MAX_UNITS = 10;

/** Where workers find the scopes of the pin, or those on a user's module. */
export function scopeSource(module: string | null): PlugSource {
  return { host: import.meta.url, module };
}

/** The name of a scope as a claim: the claim, instructions, whether with events. */
export function scopeName(units: number, events: boolean): string {
  return `${DEFAULT_CLAIM}-up-to-${units}${events ? "-with-events" : ""}`;
}

function scopeNamed(claim: string): Scope {
  const named = /^equivalence-up-to-(\d+)(-with-events)?$/.exec(claim);
  const units = Number(named?.[1]);
  if (named === null || units < 1 || units > MAX_UNITS) {
    throw new TierproofError("option", `expected the name of a scope, found ${JSON.stringify(claim)}`);
  }
  return new Scope(units, named[2] !== undefined);
}

/** A plug whose claims are scopes; the seed of a check is the number of the body that check 0 takes. */
function scopePlug(plug: Plug): Plug {
  const subjects = new Map<string, Subject<unknown>>();
  const make = (claim: string): Subject<unknown> => {
    const scope = scopeNamed(claim);
    return {
      ...plug.subject(DEFAULT_CLAIM),
      generate(from, index): ProgramInput<Draft, ProgramCase> {
        const draft = draftOf(scope.body(from + index));
        return { draft, program: CPYTHON_LANGUAGE.lower(draft), origin: null, sampled: false };
      },
    };
  };
  return {
    ...plug,
    subject(claim) {
      let subject = subjects.get(claim);
      if (subject === undefined) subjects.set(claim, subject = make(claim));
      return subject;
    },
  };
}

/** The scopes of the pin, or those on a user's module. Throws for a module of another language. */
export async function loadPlug(module: string | null): Promise<Plug> {
  const plug = await loadBase(module);
  if (plug.language.name === CPYTHON_LANGUAGE.name) return scopePlug(plug);
  throw new TierproofError("option", `scopes are written in ${CPYTHON_LANGUAGE.name}, not in ${plug.language.name}`);
}
