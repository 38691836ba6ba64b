/**
 * Policies of the generator, each a switch of its profiles, and strategies that lack one of them.
 *
 * @module
 */

import { type Choices, PrngChoices, type Weights, weights } from "../../core/choices.ts";
import type { Draft } from "../../generate/draft/draft.ts";
import { generate, PROFILE_SEED } from "../../generate/generate.ts";
import { DEFAULT_PROFILE, drawProfile, IDIOMS, type Profile } from "../../generate/draw/profile.ts";

/** A policy and what a profile is without it. */
export interface Policy {
  readonly name: string;
  readonly what: string;
  readonly without: (profile: Profile) => Profile;
}

/** Statements that every profile keeps, so that loops have bodies. */
const KEPT: ReadonlySet<string> = new Set(["assign", "augment"]);

/** Weights with one set to zero. */
function zeroed({ sums }: Weights, off: number): Weights {
  return weights(...Array.from(sums, (sum, i) => i === off ? 0 : sum - (i === 0 ? 0 : sums[i - 1] as number)));
}

/** Names of the profile's chances, which are numbers. */
const CHANCES = (Object.keys(DEFAULT_PROFILE) as (keyof Profile)[]).filter((key) =>
  typeof DEFAULT_PROFILE[key] === "number"
);

function dashed(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** All policies: swarm testing, each kind of statement, each chance. */
export const POLICIES: readonly Policy[] = [
  { name: "swarm", what: "profiles of their own for many programs", without: () => DEFAULT_PROFILE },
  ...IDIOMS.filter((kind) => !KEPT.has(kind)).map((kind): Policy => ({
    name: `statement-${dashed(kind)}`,
    what: `statements of the kind ${kind}`,
    without: (profile) => ({ ...profile, statements: zeroed(profile.statements, IDIOMS.indexOf(kind)) }),
  })),
  ...CHANCES.map((key): Policy => ({
    name: dashed(key),
    what: `the profile's ${key}`,
    without: (profile) => ({ ...profile, [key]: 0 }),
  })),
];

/** Profiles that are drawn from, a quarter of them the default, as hunts do it. */
const PROFILES = 256;

function profileAt(index: number): Profile {
  return index < PROFILES / 4 ? DEFAULT_PROFILE : drawProfile(new PrngChoices(PROFILE_SEED, index));
}

/** A generator that never does what the policy says. */
export function generateWithout({ without }: Policy): (choices: Choices) => Draft {
  const profiles: (Profile | undefined)[] = [];
  return (choices) => {
    const index = choices.below(PROFILES);
    return generate(choices, profiles[index] ??= without(profileAt(index)));
  };
}

/** Name of the strategy that lacks a policy. */
export function policyStrategy(name: string): string {
  return `without-${name}`;
}
