/**
 * What is true of a hunt's programs, counted.
 *
 * @module
 */

import type { Limits } from "../../src/isa/engine.ts";
import type { Program } from "../../src/isa/program.ts";
import { traitsOf } from "../distribution/traits.ts";
import type { Draft } from "../generate/draft/draft.ts";
import { countIn, type Tally } from "../core/tally.ts";
import type { Vm } from "./vm.ts";

/** Whether a draft is one of the generator's; other languages have their own. */
function isDraft(draft: unknown): draft is Draft {
  return typeof draft === "object" && draft !== null && "functions" in draft;
}

/** Runs a program once more, and adds what is true of it to a tally. */
export function countShares(draft: unknown, program: Program, limits: Limits, vm: Vm, tally: Tally): void {
  for (const trait of traitsOf(isDraft(draft) ? draft : null, program, limits, vm)) countIn(tally.shares, trait);
}
