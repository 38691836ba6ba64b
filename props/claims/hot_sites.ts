/**
 * The engines agree on a hot site whose ground changes: one use of one thing, and one change of it.
 *
 * @module
 */

import { assemble } from "../../src/isa/assembler.ts";
import { DEFAULT_LIMITS, type Limits } from "../../src/isa/engine.ts";
import type { Choices } from "../core/choices.ts";
import type { ProgramCase } from "../cpython/vm.ts";
import type { ProgramClaim } from "./claim.ts";
import { equivalence } from "./equivalence.ts";
import { assumedSite } from "./scenarios/assumed.ts";

/** Rounds after which the loop is to be hot. */
const WARM = [2, 3, 5];

function drawSite(choices: Choices): ProgramCase {
  const warm = WARM[choices.below(WARM.length)] as number;
  const program = assemble(assumedSite(choices, warm));
  const limits: Limits = { ...DEFAULT_LIMITS, fuel: 5000, maxSize: 20_000, backedgeThreshold: 16 * warm };
  return { program, limits };
}

/** What a guard, a version or a cache can stand for, used until it is hot, then changed: before it, behind it or between two uses. */
export const hotSites: ProgramClaim = {
  ...equivalence,
  name: "hot-sites",
  what:
    "all engines agree on a loop that uses one attribute, method, global, builtin, class or truth until it is hot, and changes " +
    "what it stands on in one round",
  making: { generate: drawSite, lower: (drawn: ProgramCase) => drawn },
};
