/**
 * All drivers of choices give the same Draft from the same stream of words.
 *
 * @module
 */

import { fc } from "../deps.ts";
import { ByteChoices, type Choices, RandomChoices, RecordingChoices } from "../core/choices.ts";
import { fixup } from "../generate/fix/fixup.ts";
import { generateDraft } from "../generate/generate.ts";
import { AGREE, disagree, type ModelClaim, needsPin, type Verdict } from "./claim.ts";

/** fast-check's own generator interface over recorded words. */
function randomOver(bytes: Uint8Array): fc.Random {
  const source = new ByteChoices(bytes);
  const generator = {
    clone: () => generator,
    next: () => source.bits() | 0,
    getState: () => [],
  };
  return new fc.Random(generator);
}

/** The surroundings of the first place where two texts differ. */
function firstDifference(where: string, left: string, right: string): Verdict {
  let at = 0;
  while (at < left.length && left[at] === right[at]) at++;
  const from = Math.max(0, at - 60);
  return disagree(where, left.slice(from, at + 60), right.slice(from, at + 60));
}

/** Recorded bytes and fast-check's random replay what the fast generator drew; Drafts are valid as they come. */
export const drivers: ModelClaim = {
  kind: "choices",
  name: "drivers",
  what: "one stream of words gives one Draft, whichever driver hands it out, and fixup leaves it alone",
  unfit: needsPin,
  check(choices: Choices): Verdict {
    const recording = new RecordingChoices(choices);
    const draft = generateDraft(recording);
    const expected = JSON.stringify(draft);
    const { bytes } = recording;
    const fromBytes = JSON.stringify(generateDraft(new ByteChoices(bytes)));
    if (fromBytes !== expected) return firstDifference("recorded bytes", expected, fromBytes);
    const fromRandom = JSON.stringify(generateDraft(new RandomChoices(randomOver(bytes))));
    if (fromRandom !== expected) return firstDifference("fast-check", expected, fromRandom);
    const fixed = fixup(draft);
    if (fixed !== draft) return firstDifference("fixup", expected, JSON.stringify(fixed));
    return AGREE;
  },
};
