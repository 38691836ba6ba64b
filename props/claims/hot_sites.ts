/**
 * The engines agree on a hot site whose ground changes: one use of one thing, and one change of it.
 *
 * @module
 */

import { assemble } from "../../src/isa/assembler.ts";
import { DEFAULT_LIMITS, type Limits } from "../../src/isa/engine.ts";
import type { Choices } from "../core/choices.ts";
import type { Vm } from "../cpython/vm.ts";
import { AGREE, type ModelClaim, type Verdict } from "./claim.ts";
import { drawnEquivalence } from "./equivalence.ts";
import { assumedSite } from "./scenarios/assumed.ts";

/** Rounds after which the loop is to be hot. */
const WARM = [2, 3, 5];

function drawSite(choices: Choices): { readonly warm: number; readonly text: string } {
  const warm = WARM[choices.below(WARM.length)] as number;
  return { warm, text: assumedSite(choices, warm) };
}

/** What a guard, a version or a cache can stand for, used until it is hot, then changed: before it, behind it or between two uses. */
export const hotSites: ModelClaim = {
  kind: "choices",
  name: "hot-sites",
  what:
    "all engines agree on a loop that uses one attribute, method, global, builtin, class or truth until it is hot, and changes " +
    "what it stands on in one round",
  show: (choices) => drawSite(choices).text,
  check(choices: Choices, vm: Vm): Verdict {
    const { warm, text } = drawSite(choices);
    const program = assemble(text);
    const limits: Limits = { ...DEFAULT_LIMITS, fuel: 5000, maxSize: 20_000, backedgeThreshold: 16 * warm };
    const verdict = drawnEquivalence({ program, limits }, vm, choices);
    return verdict.kind === "agree" ? AGREE : verdict;
  },
};
