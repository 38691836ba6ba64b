/**
 * Claims about choices as subjects: an input is a sequence of choices, shrunk as the words it was drawn from.
 *
 * @module
 */

import { ByteChoices, type Choices, PrngChoices } from "./choices.ts";
import type { ChoicesClaim } from "./claim.ts";
import { failureOf } from "./failure.ts";
import type { StoredInput, Subject } from "./subject.ts";
import { partToBlame } from "./root_cause.ts";
import type { Attacked, Target } from "./target.ts";
import type { Tally } from "./tally.ts";
import { AskedChoices, wordCandidates } from "./word_candidates.ts";

/** Choices by seed and index, or recorded bytes once they were shrunk. */
export type ChoicesInput =
  | { readonly kind: "seeded"; readonly seed: number; readonly index: number }
  | { readonly kind: "recorded"; readonly bytes: Uint8Array };

const WORD = 4;
/** Words that are shown; the file of a finding has all. */
const SHOWN_WORDS = 24;
/** What a check counts as, in instructions. */
const WORK = 1000;

function choicesOf(input: ChoicesInput): Choices {
  return input.kind === "seeded" ? new PrngChoices(input.seed, input.index) : new ByteChoices(input.bytes);
}

function choicesText(words: readonly number[]): string {
  if (words.length === 0) return "0 choices: each is the first that there is";
  const rest = words.length - SHOWN_WORDS;
  const drawn = words.slice(0, SHOWN_WORDS).map((word) => word.toString(16)).join(" ");
  return `${words.length} choices: ${drawn}${rest > 0 ? ` ... and ${rest} more` : ""}`;
}

/** The subject of a claim about choices. */
export function choicesSubject<Program, A extends Attacked<Program>>(
  claim: ChoicesClaim<A>,
  target: Target<Program, A>,
): Subject<ChoicesInput> {
  const asked = (input: ChoicesInput): AskedChoices => {
    const recording = new AskedChoices(choicesOf(input));
    try {
      claim.check(recording, target.attacked(new Set(target.defects.map(({ id }) => id))));
    } catch {
      // A check that crashes has drawn what it crashed on; the caller knows of the crash.
    }
    return recording;
  };
  const recorded = (input: ChoicesInput): Uint8Array => input.kind === "recorded" ? input.bytes : asked(input).bytes;
  return {
    claim: claim.name,
    canary: claim.mustFail === true,
    generate: (seed, index) => ({ kind: "seeded", seed, index }),
    check(input, mended, tally: Tally) {
      tally.work += WORK;
      return failureOf(claim.check(choicesOf(input), target.attacked(mended)), tally, "expected");
    },
    madeBy: (input, mended) => partToBlame(target, mended, (attacked) => claim.check(choicesOf(input), attacked)),
    crash: (error, mended) => target.attacked(mended).crash?.(error) ?? null,
    *shrink(input): Iterable<ChoicesInput> {
      for (const bytes of wordCandidates(asked(input))) yield { kind: "recorded", bytes };
    },
    codec: {
      encode: (input): StoredInput => ({ kind: "choices", hex: recorded(input).toHex() }),
      decode: (stored) =>
        stored.kind === "choices" ? { kind: "recorded", bytes: Uint8Array.fromHex(stored.hex) } : null,
    },
    explain(input) {
      const bytes = recorded(input);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const words = Array.from({ length: bytes.length / WORD }, (_, i) => view.getUint32(i * WORD, true));
      const shown = claim.show?.(choicesOf(input)).trimEnd() ?? "";
      const text = `${shown === "" ? "" : `${shown}\n\n`}${choicesText(words)}`;
      return { size: { units: 0, events: 0 }, text, source: null };
    },
    form: () => "",
    family: () => "",
    diverge(input, mended, expected, failure) {
      if (claim.program === undefined || claim.mustFail === true) return null;
      // The claim and the target are of one plug.
      const program = claim.program(choicesOf(input)) as Program;
      const parting = target.attacked(mended).diverge?.(program, expected, failure) ?? null;
      // What was drawn says more of the reason than where its engines part.
      return parting === null ? null : { ...parting, signature: "" };
    },
    inspect: () => null,
  };
}
