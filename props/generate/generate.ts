/**
 * The generator: draws valid Drafts from choices. It knows what its variables hold and in which round of a loop it is, so
 * that loops get hot, guards hold, and fail on purpose in a round that runs in a trace.
 *
 * @module
 */

import { type Choices, PrngChoices } from "../core/choices.ts";
import type { Draft } from "./draft/draft.ts";
import { DEFAULT_PROFILE, drawProfile, type Profile } from "./draw/profile.ts";
import { drawProgram } from "./draw/program.ts";

/** Changes whenever equal choices would give another program than before, or shrink to another: part of replay tokens. */
export const GENERATOR_VERSION = 8;

/** Draws the profiles, whatever the version. */
export const PROFILE_SEED = 5;

/** Number of profiles that {@linkcode generateDraft} knows. */
const PROFILES = 256;
const profiles: (Profile | undefined)[] = [];

/** One of a fixed set of profiles, drawn when first needed; the first ones are the default. */
function profileAt(index: number): Profile {
  if (index < PROFILES / 4) return DEFAULT_PROFILE;
  return profiles[index] ??= drawProfile(new PrngChoices(PROFILE_SEED, index));
}

/** Draws a valid Draft. With `warm` its loops get hot after that many jumps back, as some limits have it. */
export function generate(choices: Choices, profile: Profile = DEFAULT_PROFILE, warm: number | null = null): Draft {
  return drawProgram(choices, profile, warm);
}

/** Draws a valid Draft of a profile that is drawn, too; `warm` as in {@linkcode generate}. */
export function generateDraft(choices: Choices, warm: number | null = null): Draft {
  return generate(choices, profileAt(choices.below(PROFILES)), warm);
}
