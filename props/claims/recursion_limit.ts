/**
 * Tier 2 raises RecursionError where tier 1 does.
 *
 * @module
 */

import type { Engine } from "../../src/isa/engine.ts";
import type { Program } from "../../src/isa/program.ts";
import { compareOutcomes, differenceText } from "../../src/oracle/compare.ts";
import { AGREE, type ClaimEngines, type ProgramClaim, type Verdict } from "./claim.ts";

/** Frames of ordinary programs are few, so the limit has to come down to them; two are those of whoever runs the program. */
const LIMITS = [4, 5, 7];

/** The frames of inlined calls count, although tier 2 enters them without a call. */
export const recursionLimit: ProgramClaim = {
  kind: "program",
  name: "recursion-limit",
  what: "where few frames are allowed, tier 2 gives what tier 1 gives: a call inlined in a trace takes a frame, too",
  check(program: Program, { engines, limits, observe }: ClaimEngines): Verdict {
    const [left, right] = engines.slice(-2) as [Engine, Engine];
    for (const frames of LIMITS) {
      const tight = { ...limits, recursionLimit: frames };
      const expected = left.run(program, tight);
      const found = right.run(program, tight);
      observe?.(right, found);
      const verdict = compareOutcomes(expected, found);
      if (verdict.kind === "agree") continue;
      if (verdict.kind === "poisoned") return verdict;
      const where = `${right.name}: with ${frames} frames, ${differenceText(verdict.where)}`;
      return { kind: "disagree", where, left: verdict.left, right: verdict.right };
    }
    return AGREE;
  },
};
