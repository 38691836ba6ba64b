/**
 * Running a program again gives the same outcome.
 *
 * @module
 */

import type { ProgramCase, Vm } from "../cpython/vm.ts";
import { AGREE, compare, disagree, type ProgramClaim, type Verdict } from "./claim.ts";

/** No engine remembers anything of an earlier run; the statistics agree, too. */
export const determinism: ProgramClaim = {
  kind: "program",
  name: "determinism",
  what: "an engine that runs a program twice gives equal outcomes and equal statistics",
  check({ program, limits }: ProgramCase, vm: Vm): Verdict {
    for (const engine of vm.engines) {
      const first = engine.run(program, limits);
      vm.observe(first);
      const again = engine.run(program, limits);
      if (first.status !== again.status || first.reason !== again.reason) {
        const left = `${first.status} ${first.reason ?? ""}`;
        return disagree("end", left, `${again.status} ${again.reason ?? ""}`, engine.name);
      }
      const verdict = compare(first, again, engine.name);
      if (verdict.kind === "poisoned") continue;
      if (verdict.kind === "disagree") return verdict;
      for (const [of, value] of Object.entries(first.statistics)) {
        const other = again.statistics[of as keyof typeof again.statistics];
        if (other !== value) return disagree({ what: "statistics", of }, String(value), String(other), engine.name);
      }
    }
    return AGREE;
  },
};
