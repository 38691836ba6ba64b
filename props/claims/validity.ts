/**
 * Every Draft lowers to a valid program.
 *
 * @module
 */

import { TierproofError } from "../../src/isa/errors.ts";
import { validateProgram } from "../../src/isa/validate.ts";
import type { Choices } from "../core/choices.ts";
import { generateDraft } from "../generate/generate.ts";
import { lower } from "../generate/lower/lower.ts";
import { shrink } from "../generate/shrink/shrink.ts";
import { AGREE, disagree, type ModelClaim, needsPin, type Verdict } from "./claim.ts";

/** Nothing is ever discarded: what is generated is valid, and so is what it shrinks to. */
export const validity: ModelClaim = {
  kind: "choices",
  name: "validity",
  what: "every generated program, and every candidate that it shrinks to, is valid",
  unfit: needsPin,
  check(choices: Choices): Verdict {
    const draft = generateDraft(choices);
    let at = "generated program";
    try {
      validateProgram(lower(draft));
      at = "shrink candidate";
      // A few candidates spread over the list.
      const every = choices.int(2, 12);
      let index = 0;
      let checked = 0;
      for (const candidate of shrink(draft)) {
        if (index++ % every !== 0) continue;
        validateProgram(lower(candidate));
        if (++checked > 8) break;
      }
    } catch (error) {
      if (!(error instanceof TierproofError)) throw error;
      return disagree(at, "a valid program", error.message);
    }
    return AGREE;
  },
};
