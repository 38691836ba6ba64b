/**
 * An optimizer that runs no pass means the same: passes only take work away.
 *
 * @module
 */

import type { Engine, Outcome } from "../../src/isa/engine.ts";
import { verifyShape } from "../../src/oracle/verify_trace.ts";
import { UopExecutor } from "../../src/optimizer/uop_executor.ts";
import type { ProgramCase, Vm } from "../cpython/vm.ts";
import { compare, disagree, needsPasses, type ProgramClaim, type Verdict } from "./claim.ts";

/** An engine whose optimizer skips the passes, and the first thing wrong with a trace that it made. */
interface Rig {
  readonly engine: Engine;
  /** Longest trace that the limits of the program at hand allow. */
  maxTraceLength: number;
  defect: string | null;
}

function withoutAny(vm: Vm): Rig {
  const observe = {
    attempt({ executor }: { readonly executor: unknown }): void {
      if (!(executor instanceof UopExecutor) || made.defect !== null) return;
      made.defect = verifyShape(executor.trace, made.maxTraceLength)?.message ?? null;
    },
  };
  const made: Rig = { engine: vm.tier2({ passes: [], observe }), maxTraceLength: 0, defect: null };
  return made;
}

/** What the passes establish nobody may rely on, and what they leave out nobody may miss. */
export const withoutPasses: ProgramClaim = {
  kind: "program",
  name: "without-passes",
  what: "tier 2 gives the same with and without its passes, and its traces are well-formed without them",
  unfit: needsPasses,
  check({ program, limits }: ProgramCase, vm: Vm): Verdict {
    const rig = vm.rig(withoutAny);
    rig.maxTraceLength = limits.maxTraceLength;
    rig.defect = null;
    const found: Outcome = rig.engine.run(program, limits);
    vm.observe(found);
    if (rig.defect !== null) return disagree("trace without passes", "a well-formed trace", rig.defect);
    const left = vm.engines.at(-1) as Engine;
    return compare(left.run(program, limits), found, null);
  },
};
