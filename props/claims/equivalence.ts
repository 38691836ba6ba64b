/**
 * All engines do the same with every program.
 *
 * @module
 */

import { type Engine, givenUp } from "../../src/isa/engine.ts";
import { compareOutcomes } from "../../src/oracle/compare.ts";
import type { Choices } from "../core/choices.ts";
import { type Rest, WHOLE_EVERY } from "../core/claim.ts";
import type { ProgramCase, Vm } from "../cpython/vm.ts";
import { AGREE, type ProgramClaim, type Verdict, verdictOf } from "./claim.ts";

/** Runs the engine in the right, and then the others. */
function begin({ program, limits }: ProgramCase, vm: Vm): Rest {
  const [right, ...others] = vm.engines;
  const expected = (right as Engine).run(program, limits);
  return (whole) => {
    vm.observe(expected);
    // Only running out of fuel says something about the others.
    const reason = givenUp(expected);
    if (reason !== null && reason !== "fuel") return { kind: "poisoned", reason };
    for (const engine of whole ? others : vm.usual) {
      const outcome = engine.run(program, limits);
      vm.observe(outcome);
      const compared = compareOutcomes(expected, outcome);
      if (compared.kind !== "agree") return verdictOf(compared, engine.name);
    }
    // All without fuel is no agreement.
    if (reason !== null) return { kind: "poisoned", reason };
    return AGREE;
  };
}

/** Results, exceptions with their tracebacks, effects, globals and arguments are those of the first engine. */
export const equivalence: ProgramClaim = {
  kind: "program",
  name: "equivalence",
  what: "every engine gives the results, exceptions, effects, globals and arguments that the reference gives",
  begin,
  check: (programCase: ProgramCase, vm: Vm): Verdict => begin(programCase, vm)(true),
};

/** Whether a drawn program is run on every engine; drawn last, so that programs stay what they are. */
export function drawWhole(choices: Choices): boolean {
  return choices.chance(1, WHOLE_EVERY);
}

/** {@linkcode equivalence} of a program that a claim drew: as programs of batches, most do without the engines that show little more. */
export function drawnEquivalence(programCase: ProgramCase, vm: Vm, choices: Choices): Verdict {
  return begin(programCase, vm)(drawWhole(choices));
}
