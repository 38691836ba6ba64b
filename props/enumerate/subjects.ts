/**
 * Scopes as claims of a plug: the checks of a scope are its bodies in order. Workers load the plug from this module.
 *
 * @module
 */

import { TierproofError } from "../../src/isa/errors.ts";
import { importPlug, type Plug, type PlugSource } from "../core/plug.ts";
import type { ProgramInput } from "../core/program_subject.ts";
import type { Subject } from "../core/subject.ts";
import { plugSource } from "../cpython/load.ts";
import { CPYTHON_LANGUAGE } from "../cpython/language.ts";
import { DEFAULT_CLAIM } from "../cpython/plug.ts";
import { type Draft, PIN_WARM } from "../generate/draft/draft.ts";
import { BYTECODE, SOURCE } from "../interpreters/language_names.ts";
import { draftOf } from "./draft_of.ts";
import { Scope } from "./scope.ts";
import { WARM } from "./table.ts";

/** Most instructions of a scope: more could not be gone through in years. */
export const MAX_UNITS = 10;

/** Where workers find the scopes on what another plug attacks. */
export function scopeSource(base: PlugSource): PlugSource {
  return { host: import.meta.url, module: JSON.stringify(base) };
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

/** The claim that the pin itself is held to. */
const PIN_CLAIM = "model";

/** A plug that has scopes as claims, too; the seed of a check is the number of the body that check 0 takes. */
function scopePlug(plug: Plug, warm: number): Plug {
  const subjects = new Map<string, Subject<unknown>>();
  const make = (claim: string): Subject<unknown> => {
    const scope = scopeNamed(claim);
    const generate = (from: number, index: number): ProgramInput<Draft, unknown> => {
      const draft = draftOf(scope.body(from + index), warm);
      return { draft, program: plug.language.lower(draft), origin: null, sampled: false };
    };
    return {
      ...plug.subject(plug.language.name === BYTECODE ? PIN_CLAIM : DEFAULT_CLAIM),
      generate,
      generateAll: (seed, from, to) => Array.from({ length: to - from }, (_, i) => generate(seed, from + i)),
    };
  };
  return {
    ...plug,
    subject(claim) {
      let subject = subjects.get(claim);
      if (subject === undefined) {
        const isScope = plug.claims.every(({ name }) => name !== claim);
        subjects.set(claim, subject = isScope ? make(claim) : plug.subject(claim));
      }
      return subject;
    },
  };
}

/** The scopes on what a plug attacks, given by where it is found; null for the pin. Throws for a plug of another language. */
export async function loadPlug(module: string | null): Promise<Plug> {
  const base: PlugSource = module === null ? plugSource() : JSON.parse(module);
  const plug = await importPlug(base);
  const { name } = plug.language;
  if (name === CPYTHON_LANGUAGE.name) return scopePlug(plug, WARM);
  // Loops of the real pin get hot when they do.
  if (name === BYTECODE) return scopePlug(plug, PIN_WARM);
  if (name === SOURCE) {
    throw new TierproofError(
      "option",
      "scopes are instructions that no Python source stands for: --python must be the pin",
    );
  }
  throw new TierproofError("option", `scopes are written in ${CPYTHON_LANGUAGE.name}, not in ${name}`);
}
