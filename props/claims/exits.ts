/**
 * Tier 2 leaves a trace, or passes an instruction, in the state in which tier 1 is there.
 *
 * @module
 */

import type { BoundaryOrigin } from "../../src/isa/boundary.ts";
import { givenUp } from "../../src/isa/engine.ts";
import { firstParting } from "../../src/oracle/compare_boundaries.ts";
import { BoundaryReacher, BoundaryRecorder } from "../../src/vm/tier2/boundaries.ts";
import type { ProgramCase, Vm } from "../cpython/vm.ts";
import { AGREE, disagree, needsTiers, type ProgramClaim, type Verdict } from "./claim.ts";

/** Two engines that go the same way. */
interface Pair {
  readonly recorder: BoundaryRecorder;
  readonly reacher: BoundaryReacher;
}

type Which = "exits" | "all";

function pair(which: Which, vm: Vm): Pair {
  return {
    recorder: new BoundaryRecorder({ ...vm.options, which }),
    reacher: new BoundaryReacher({ repairs: vm.mended }),
  };
}

const MAKE: Readonly<Record<Which, (vm: Vm) => Pair>> = {
  exits: (vm) => pair("exits", vm),
  all: (vm) => pair("all", vm),
};

const PLACES: Readonly<Record<BoundaryOrigin["kind"], string>> = {
  tier1: "in tier 1",
  trace: "in a trace",
  deopt: "after a deopt",
  error: "after an error in a trace",
  exit: "after the end of a trace",
};

function check(which: Which, { program, limits }: ProgramCase, vm: Vm): Verdict {
  const { recorder, reacher } = vm.rig(MAKE[which]);
  const run = recorder.run(program, limits);
  if (run.outcome !== null) vm.observe(run.outcome);
  // What a broken engine left behind must not fail the next check.
  else vm.forget(MAKE[which]);
  const { outcome, reached } = reacher.run(program, limits, run.boundaries);
  const parting = firstParting(run.boundaries, reached, outcome.status === "finished");
  if (parting === null) {
    if (run.outcome === null) throw run.error;
    const reason = givenUp(run.outcome) ?? givenUp(outcome);
    return reason === null ? AGREE : { kind: "poisoned", reason };
  }
  const { difference, index } = parting;
  const { kind } = run.origins[index] as BoundaryOrigin;
  const at = difference.where === difference.what ? "" : `${difference.where}: `;
  const place = { what: difference.what, of: PLACES[kind] };
  return disagree(place, `${at}${difference.left}`, `${at}${difference.right}`, "tier2");
}

/** Cheap: tier 2 runs as always, and tier 1 is asked at the places where traces were left only. */
export const exits: ProgramClaim = {
  kind: "program",
  name: "exits",
  what: "where tier 2 leaves a trace, frames, stacks, locals, exception, handler and effects are those of tier 1 there",
  unfit: needsTiers,
  check: (input, vm) => check("exits", input, vm),
};

/** Slow: both tiers stop at every instruction, inside traces too. */
export const boundaries: ProgramClaim = {
  kind: "program",
  name: "boundaries",
  what: "at every instruction, inside traces too, tier 2 is in the state in which tier 1 is there (hunt --deep)",
  unfit: needsTiers,
  check: (input, vm) => check("all", input, vm),
};
