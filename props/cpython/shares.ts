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

/** Runs a program once more, and adds what is true of it to a tally. */
export function countShares(draft: Draft, program: Program, limits: Limits, vm: Vm, tally: Tally): void {
  for (const trait of traitsOf(draft, program, limits, vm)) countIn(tally.shares, trait);
}
