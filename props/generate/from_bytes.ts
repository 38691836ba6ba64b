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

import type { Choices } from "../core/choices.ts";
import type { Draft } from "./draft/draft.ts";
import { generateDraft } from "./generate.ts";
import { PackedChoices, PackingChoices } from "../core/packed_choices.ts";
import { stretch } from "./stretch.ts";

/**
 * The valid Draft that a byte string stands for. A choice takes as much of a byte as it says, most programs take less than thirty
 * bytes; after the end there are zeros, and bytes that are left over change the ints of the program. With `warm` its loops get hot
 * after that many jumps back, otherwise that is drawn, too.
 */
export function draftFromBytes(bytes: Uint8Array, warm: number | null = null): Draft {
  const choices = new PackedChoices(bytes);
  const draft = generateDraft(choices, warm);
  return stretch(draft, choices.rest);
}

/** A byte string that stands for the Draft which other choices lead to: a seed for the corpus of an outside fuzzer. */
export function bytesOfDraft(choices: Choices, warm: number | null = null): Uint8Array {
  const packing = new PackingChoices(choices);
  generateDraft(packing, warm);
  return packing.bytes;
}
