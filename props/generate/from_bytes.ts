/**
 * Programs from byte strings, so that an outside fuzzer can drive the generator: it mutates bytes, every string of them is
 * a valid program, and what fails goes to the shrinker as a Draft.
 *
 * ```ts
 * import { draftFromBytes } from "./from_bytes.ts";
 * import { lower } from "./lower/lower.ts";
 *
 * // Any bytes will do; nothing is discarded.
 * const program = lower(draftFromBytes(new TextEncoder().encode("whatever the fuzzer says")));
 * console.log(program.codes.length);
 * ```
 *
 * @module
 */

import { ByteChoices, type Choices, RecordingChoices } from "../core/choices.ts";
import type { Draft } from "./draft/draft.ts";
import { generateDraft } from "./generate.ts";

/**
 * The valid Draft that a byte string stands for. Each choice takes four bytes; after the end there are zeros. With `warm`
 * its loops get hot after that many jumps back, otherwise that is drawn, too.
 */
export function draftFromBytes(bytes: Uint8Array, warm: number | null = null): Draft {
  return generateDraft(new ByteChoices(bytes), warm);
}

/** A byte string that stands for the Draft which other choices lead to: a seed for the corpus of an outside fuzzer. */
export function bytesOfDraft(choices: Choices, warm: number | null = null): Uint8Array {
  const recording = new RecordingChoices(choices);
  generateDraft(recording, warm);
  return recording.bytes;
}
