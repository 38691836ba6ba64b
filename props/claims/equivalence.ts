/**
 * All engines do the same with every program.
 *
 * @module
 */

import type { Outcome } from "../../src/isa/engine.ts";
import { compareOutcomes } from "../../src/oracle/compare.ts";
import type { ProgramCase, Vm } from "../cpython/vm.ts";
import { AGREE, type ProgramClaim, type Verdict, verdictOf } from "./claim.ts";

/** Results, exceptions with their tracebacks, effects, globals and arguments are those of the first engine. */
export const equivalence: ProgramClaim = {
  kind: "program",
  name: "equivalence",
  what: "every engine gives the results, exceptions, effects, globals and arguments that the reference gives",
  check({ program, limits }: ProgramCase, vm: Vm): Verdict {
    let expected: Outcome | null = null;
    for (const engine of vm.engines) {
      const outcome = engine.run(program, limits);
      vm.observe(outcome);
      if (expected === null) {
        expected = outcome;
        continue;
      }
      const compared = compareOutcomes(expected, outcome);
      if (compared.kind !== "agree") return verdictOf(compared, engine.name);
    }
    return AGREE;
  },
};
