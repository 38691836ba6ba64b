/**
 * Running a program again gives the same outcome.
 *
 * @module
 */

import type { Program } from "../../src/isa/program.ts";
import { compareOutcomes, differenceText } from "../../src/oracle/compare.ts";
import { AGREE, type ClaimEngines, type ProgramClaim, type Verdict } from "./claim.ts";

/** No engine remembers anything of an earlier run; the statistics agree, too. */
export const determinism: ProgramClaim = {
  kind: "program",
  name: "determinism",
  what: "an engine that runs a program twice gives equal outcomes and equal statistics",
  check(program: Program, { engines, limits, observe }: ClaimEngines): Verdict {
    for (const engine of engines) {
      const first = engine.run(program, limits);
      observe?.(engine, first);
      const again = engine.run(program, limits);
      if (first.status !== again.status || first.reason !== again.reason) {
        const left = `${first.status} ${first.reason ?? ""}`;
        return { kind: "disagree", where: `${engine.name}: end`, left, right: `${again.status} ${again.reason ?? ""}` };
      }
      const verdict = compareOutcomes(first, again);
      if (verdict.kind === "poisoned") continue;
      if (verdict.kind === "disagree") {
        const where = `${engine.name}: ${differenceText(verdict.where)}`;
        return { kind: "disagree", where, left: verdict.left, right: verdict.right };
      }
      for (const [name, value] of Object.entries(first.statistics)) {
        const other = again.statistics[name as keyof typeof again.statistics];
        if (other !== value) {
          return { kind: "disagree", where: `${engine.name}: ${name}`, left: String(value), right: String(other) };
        }
      }
    }
    return AGREE;
  },
};
