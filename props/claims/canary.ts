/**
 * A claim that is false: a hunt that does not refute it is blind.
 *
 * @module
 */

import type { Program } from "../../src/isa/program.ts";
import { AGREE, type ClaimEngines, type ProgramClaim, type Verdict } from "./claim.ts";

/** No program ever leaves a trace by deopt: refuted within a few checks. */
export const canary: ProgramClaim = {
  kind: "program",
  name: "canary",
  what: "no program ever leaves a trace by deopt; false on purpose, so that a hunt which cannot find anything shows",
  mustFail: true,
  check(program: Program, { engines, limits, observe }: ClaimEngines): Verdict {
    for (const engine of engines) {
      const outcome = engine.run(program, limits);
      observe?.(engine, outcome);
      const { deopts } = outcome.statistics;
      if (deopts > 0) {
        return { kind: "disagree", where: `${engine.name}: deopts`, left: "no deopt", right: "at least one deopt" };
      }
    }
    return AGREE;
  },
};
