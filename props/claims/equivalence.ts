/**
 * All engines do the same with every program.
 *
 * @module
 */

import type { Outcome } from "../../src/isa/engine.ts";
import type { Program } from "../../src/isa/program.ts";
import { compareOutcomes, differenceText } from "../../src/oracle/compare.ts";
import { AGREE, type ClaimEngines, type ProgramClaim, type Verdict } from "./claim.ts";

/** Results, exceptions with their tracebacks, effects, globals and arguments are those of the first engine. */
export const equivalence: ProgramClaim = {
  kind: "program",
  name: "equivalence",
  what: "every engine gives the results, exceptions, effects, globals and arguments that the reference gives",
  check(program: Program, { engines, limits, observe }: ClaimEngines): Verdict {
    let expected: Outcome | null = null;
    for (const engine of engines) {
      const outcome = engine.run(program, limits);
      observe?.(engine, outcome);
      if (expected === null) {
        expected = outcome;
        continue;
      }
      const verdict = compareOutcomes(expected, outcome);
      if (verdict.kind === "agree") continue;
      if (verdict.kind === "poisoned") return verdict;
      const where = `${engine.name}: ${differenceText(verdict.where)}`;
      return { kind: "disagree", where, left: verdict.left, right: verdict.right };
    }
    return AGREE;
  },
};
