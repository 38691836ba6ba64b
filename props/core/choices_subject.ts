/**
 * Claims about models as subjects: an input is a sequence of choices, shrunk as the words it was drawn from.
 *
 * @module
 */

import type { Repairs } from "../../src/isa/engine.ts";
import { bytesOfHex, hexOfBytes } from "../../src/isa/hex.ts";
import { NO_REPAIRS } from "../../src/isa/repairs.ts";
import type { ModelClaim } from "../claims/claim.ts";
import { ByteChoices, type Choices, PrngChoices, RecordingChoices } from "./choices.ts";
import { wordCandidates } from "./word_candidates.ts";
import { type Failure, sameRepairs, type Subject, type Tally } from "./subject.ts";
import { failureOf } from "./failure.ts";

/** Choices by seed and index, or recorded bytes once they were shrunk. */
type ModelInput =
  | { readonly kind: "seeded"; readonly seed: number; readonly index: number }
  | { readonly kind: "recorded"; readonly bytes: Uint8Array };

const WORD = 4;

function choicesOf(input: ModelInput): Choices {
  return input.kind === "seeded" ? new PrngChoices(input.seed, input.index) : new ByteChoices(input.bytes);
}

/** The subject of a model claim. */
export function modelSubject(claim: ModelClaim): Subject<ModelInput> {
  let lastRepairs = NO_REPAIRS;
  let same = NO_REPAIRS;
  const recorded = (input: ModelInput): Uint8Array => {
    if (input.kind === "recorded") return input.bytes;
    const recording = new RecordingChoices(choicesOf(input));
    try {
      claim.check(recording);
    } catch {
      // A check that crashes has drawn what it crashed on; the caller knows of the crash.
    }
    return recording.bytes;
  };
  return {
    claim: claim.name,
    canary: claim.mustFail === true,
    generate: (seed, index) => ({ kind: "seeded", seed, index }),
    check(input: ModelInput, repairs: Repairs, tally: Tally): Failure | null {
      tally.work += 1000;
      if (repairs !== lastRepairs) {
        lastRepairs = repairs;
        same = sameRepairs(repairs);
      }
      return failureOf(claim.check(choicesOf(input), same), tally);
    },
    *shrink(input: ModelInput): Iterable<ModelInput> {
      for (const bytes of wordCandidates(recorded(input))) yield { kind: "recorded", bytes };
    },
    stored: () => null,
    restore: () => null,
    choices: (input) => hexOfBytes(recorded(input)),
    restoreChoices: (hex) => ({ kind: "recorded", bytes: bytesOfHex(hex) }),
    python: () => null,
    describe(input: ModelInput): string {
      const bytes = recorded(input);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const words = Array.from({ length: bytes.length / WORD }, (_, i) => view.getUint32(i * WORD, true));
      return `${words.length} choices: ${words.slice(0, 24).map((word) => word.toString(16)).join(" ")}`;
    },
    form: () => "",
    diverge: () => null,
    inspect: () => [],
  };
}
