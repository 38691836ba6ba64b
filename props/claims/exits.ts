/**
 * Tier 2 leaves a trace, or passes an instruction, in the state in which tier 1 is there.
 *
 * @module
 */

import type { BoundaryOrigin } from "../../src/isa/boundary.ts";
import { givenUp, type Repairs } from "../../src/isa/engine.ts";
import type { Program } from "../../src/isa/program.ts";
import { NO_REPAIRS } from "../../src/isa/repairs.ts";
import { firstParting } from "../../src/oracle/compare_boundaries.ts";
import { BoundaryReacher, BoundaryRecorder } from "../../src/vm/tier2/boundaries.ts";
import { AGREE, type ClaimEngines, type ProgramClaim, type Verdict } from "./claim.ts";

/** Two engines that go the same way. */
interface Pair {
  readonly recorder: BoundaryRecorder;
  readonly reacher: BoundaryReacher;
}

type Which = "exits" | "all";

const pairs = new Map<string, Pair>();

function pairFor(which: Which, repairs: Repairs): Pair {
  const key = `${which} ${[...repairs].sort().join()}`;
  let pair = pairs.get(key);
  if (pair === undefined) {
    pair = { recorder: new BoundaryRecorder({ which, repairs }), reacher: new BoundaryReacher({ repairs }) };
    pairs.set(key, pair);
  }
  return pair;
}

const PLACES: Readonly<Record<BoundaryOrigin["kind"], string>> = {
  tier1: "in tier 1",
  trace: "in a trace",
  deopt: "after a deopt",
  error: "after an error in a trace",
  exit: "after the end of a trace",
};

function check(
  which: Which,
  program: Program,
  { engines, limits, repairs = NO_REPAIRS, observe }: ClaimEngines,
): Verdict {
  const { recorder, reacher } = pairFor(which, repairs);
  const run = recorder.run(program, limits);
  const engine = engines.at(-1);
  if (engine !== undefined && run.outcome !== null) observe?.(engine, run.outcome);
  // What a broken engine left behind must not fail the next check.
  if (run.outcome === null) pairs.clear();
  const { outcome, reached } = reacher.run(program, limits, run.boundaries);
  const parting = firstParting(run.boundaries, reached, outcome.status === "finished");
  if (parting === null) {
    if (run.outcome === null) throw run.error;
    const reason = givenUp(run.outcome) ?? givenUp(outcome);
    return reason === null ? AGREE : { kind: "poisoned", reason };
  }
  const { difference, index } = parting;
  const { kind } = run.origins[index] as BoundaryOrigin;
  const where = `tier2: ${difference.what} ${PLACES[kind]}`;
  const at = difference.where === difference.what ? "" : `${difference.where}: `;
  return { kind: "disagree", where, left: `${at}${difference.left}`, right: `${at}${difference.right}` };
}

/** Cheap: tier 2 runs as always, and tier 1 is asked at the places where traces were left only. */
export const exits: ProgramClaim = {
  kind: "program",
  name: "exits",
  what: "where tier 2 leaves a trace, frames, stacks, locals, exception, handler and effects are those of tier 1 there",
  check: (program, engines) => check("exits", program, engines),
};

/** Slow: both tiers stop at every instruction, inside traces too. */
export const boundaries: ProgramClaim = {
  kind: "program",
  name: "boundaries",
  what: "at every instruction, inside traces too, tier 2 is in the state in which tier 1 is there (hunt --deep)",
  check: (program, engines) => check("all", program, engines),
};
