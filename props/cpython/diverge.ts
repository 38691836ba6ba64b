/**
 * Runs what a divergence is found with: one tier at every boundary, the one that is right at the same places, and tier 2 with
 * fewer passes.
 *
 * @module
 */

import { reference } from "../../reference/engine.ts";
import type { Engine, Limits, Repairs } from "../../src/isa/engine.ts";
import type { Program } from "../../src/isa/program.ts";
import type { Optimizer } from "../../src/optimizer/optimizer.ts";
import { type Pass, PASSES } from "../../src/optimizer/passes.ts";
import { blamePass, type PassBlame } from "../../src/oracle/blame_pass.ts";
import { compareOutcomes } from "../../src/oracle/compare.ts";
import { firstParting, type Parting } from "../../src/oracle/compare_boundaries.ts";
import { type Divergence, divergenceAt, divergenceAtCrash } from "../../src/oracle/divergence.ts";
import { BoundaryReacher, BoundaryRecorder, type RecordedRun } from "../../src/vm/tier2/boundaries.ts";
import { tier2 } from "../../src/vm/engine.ts";

/** The engine to blame, and the one that is right. */
export interface DivergeOptions {
  /** Repairs of the engine to blame. */
  readonly repairs: Repairs;
  /** Repairs of tier 1 when it is taken to be right. */
  readonly expected: Repairs;
  readonly tier: 1 | 2;
  readonly passes?: readonly Pass[];
  /** An optimizer of one's own; its passes are out of reach. */
  readonly optimizer?: Optimizer;
}

/** A run and where it parts from the one that is right. */
interface Followed {
  readonly run: RecordedRun;
  readonly parting: Parting | null;
}

function follow(program: Program, limits: Limits, options: DivergeOptions): Followed {
  const { expected, ...engine } = options;
  const run = new BoundaryRecorder({ which: "all", ...engine }).run(program, limits);
  const { outcome, reached } = new BoundaryReacher({ repairs: expected }).run(program, limits, run.boundaries);
  return { run, parting: firstParting(run.boundaries, reached, outcome.status === "finished") };
}

/** The first boundary where an engine parts from a tier 1 that is right; null when it never does. */
export function diverge(program: Program, limits: Limits, options: DivergeOptions): Divergence | null {
  const { repairs, expected, tier, optimizer, passes = PASSES } = options;
  const { run, parting } = follow(program, limits, options);
  const { crash } = run;
  if (parting === null && crash === null) return null;
  const blame = tier === 1 || optimizer !== undefined ? null : blameAmong(program, limits, { ...options, passes });
  const added = [...expected].filter((id) => !repairs.has(id));
  const left = added.length === 0 ? "tier1" : `tier1, ${added.join(" + ")} repaired`;
  const names = { left, right: `tier${tier}` };
  if (parting !== null) return divergenceAt(run, parting, names, blame);
  return crash === null ? null : divergenceAtCrash(run, crash, names, blame);
}

/** Outcomes decide where they differ; where they do not, any difference at a boundary does. */
function blameAmong(
  program: Program,
  limits: Limits,
  options: DivergeOptions & { readonly passes: readonly Pass[] },
): PassBlame {
  const expected = reference.run(program, limits);
  const parts = (passes: readonly Pass[]): boolean => {
    const engine: Engine = tier2({ repairs: options.repairs, passes });
    return compareOutcomes(expected, engine.run(program, limits)).kind === "disagree";
  };
  const strays = (passes: readonly Pass[]): boolean => follow(program, limits, { ...options, passes }).parting !== null;
  const crashing = (fails: (passes: readonly Pass[]) => boolean) => (passes: readonly Pass[]): boolean => {
    try {
      return fails(passes);
    } catch {
      // Half of a pass's work may be more than an engine can run.
      return true;
    }
  };
  return blamePass(options.passes, crashing(crashing(parts)(options.passes) ? parts : strays));
}
