/**
 * An optimizer that runs no pass means the same: passes only take work away.
 *
 * @module
 */

import type { Engine, Limits, Outcome, Repairs } from "../../src/isa/engine.ts";
import type { Program } from "../../src/isa/program.ts";
import { NO_REPAIRS } from "../../src/isa/repairs.ts";
import { compareOutcomes, differenceText } from "../../src/oracle/compare.ts";
import { verifyShape } from "../../src/oracle/verify_trace.ts";
import { UopExecutor } from "../../src/optimizer/uop_executor.ts";
import { type UopOptimizer, uopOptimizer } from "../../src/optimizer/uop_optimizer.ts";
import { tier2 } from "../../src/vm/engine.ts";
import { AGREE, type ClaimEngines, type ProgramClaim, type Verdict } from "./claim.ts";

/** An engine whose optimizer skips the passes, and the first thing wrong with a trace that it made. */
interface Rig {
  readonly engine: Engine;
  readonly threshold: number;
  /** Longest trace that the limits of the program at hand allow. */
  maxTraceLength: number;
  defect: string | null;
}

const rigs = new WeakMap<Repairs, Map<number, Rig>>();

function rigFor(repairs: Repairs, { backedgeThreshold, maxTraceLength }: Limits): Rig {
  let byThreshold = rigs.get(repairs);
  if (byThreshold === undefined) rigs.set(repairs, byThreshold = new Map());
  let rig = byThreshold.get(backedgeThreshold);
  if (rig === undefined) {
    const optimizer: UopOptimizer = uopOptimizer({ analyze: false, backedgeThreshold });
    const observe = {
      attempt({ executor }: { readonly executor: unknown }): void {
        if (!(executor instanceof UopExecutor) || made.defect !== null) return;
        made.defect = verifyShape(executor.trace, made.maxTraceLength)?.message ?? null;
      },
    };
    const engine = tier2({ repairs, optimizer, observe });
    const made: Rig = { engine, threshold: backedgeThreshold, maxTraceLength, defect: null };
    byThreshold.set(backedgeThreshold, rig = made);
  }
  rig.maxTraceLength = maxTraceLength;
  rig.defect = null;
  return rig;
}

/** What the passes establish nobody may rely on, and what they leave out nobody may miss. */
export const withoutPasses: ProgramClaim = {
  kind: "program",
  name: "without-passes",
  what: "tier 2 gives the same with and without its passes, and its traces are well-formed without them",
  check(program: Program, { engines, limits, repairs = NO_REPAIRS, observe }: ClaimEngines): Verdict {
    const rig = rigFor(repairs, limits);
    const found: Outcome = rig.engine.run(program, limits);
    observe?.(rig.engine, found);
    if (rig.defect !== null) {
      return { kind: "disagree", where: "trace without passes", left: "a well-formed trace", right: rig.defect };
    }
    const left = engines.at(-1) as Engine;
    const verdict = compareOutcomes(left.run(program, limits), found);
    if (verdict.kind !== "disagree") return verdict.kind === "agree" ? AGREE : verdict;
    return { kind: "disagree", where: differenceText(verdict.where), left: verdict.left, right: verdict.right };
  },
};
