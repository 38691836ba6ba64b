/**
 * A claim that is false: a hunt that does not refute it is blind.
 *
 * @module
 */

import type { ProgramCase, Vm } from "../cpython/vm.ts";
import { AGREE, disagree, type ProgramClaim, type Verdict } from "./claim.ts";

/** No program ever leaves a trace by deopt: refuted within a few checks. */
export const canary: ProgramClaim = {
  kind: "program",
  name: "canary",
  what: "no program ever leaves a trace by deopt; false on purpose, so that a hunt which cannot find anything shows",
  mustFail: true,
  check({ program, limits }: ProgramCase, vm: Vm): Verdict {
    for (const engine of vm.engines) {
      const outcome = engine.run(program, limits);
      vm.observe(outcome);
      const { deopts } = outcome.statistics;
      if (deopts > 0) return disagree("deopts", "no deopt", "at least one deopt", engine.name);
    }
    return AGREE;
  },
};
