/**
 * What passes took out of a trace something still vouches for.
 *
 * @module
 */

import type { Limits, Outcome } from "../../src/isa/engine.ts";
import { TraceCrashError } from "../../src/isa/errors.ts";
import type { Program } from "../../src/isa/program.ts";
import { compareOutcomes } from "../../src/oracle/compare.ts";
import type { Machine } from "../../src/vm/machine.ts";
import type { ProgramCase, Vm } from "../cpython/vm.ts";
import { applyChange, type Change, changeOf, changesFor, placesFor } from "./assumptions/changes.ts";
import { reachable } from "./assumptions/heap.ts";
import { type MadeTrace, type Point, Tier1Points, Tier2Points } from "./assumptions/points.ts";
import type { Assumption } from "./assumptions/removed.ts";
import { AGREE, disagree, needsPasses, onRig, type ProgramClaim, type Verdict, verdictOf } from "./claim.ts";

/** Changes that are tried on one program; each takes a run of either tier. */
const MOST_TRIALS = 12;
/** Objects that a change is tried on at one point. */
const MOST_PLACES = 3;
/** Neighbouring lists begin at points apart. */
const STRIDE = 7;

/** One change at one point. */
interface Trial {
  readonly made: MadeTrace;
  readonly assumption: Assumption;
  readonly change: Change;
  readonly point: Point;
  /** Which of the objects that the change can be made to. */
  readonly place: number;
}

interface Rig {
  readonly tier1: Tier1Points;
  readonly tier2: Tier2Points;
}

function rigOf(vm: Vm): Rig {
  return { tier1: new Tier1Points(vm), tier2: new Tier2Points(vm) };
}

/** All trials of a run: lists of those that make one change for one assumption, the most telling changes first. */
function trialsOf(
  rig: Rig,
  program: Program,
  limits: Limits,
): { outcome: Outcome; trials: readonly (readonly Trial[])[] } {
  const ranked: Map<Assumption, Trial[]>[] = [];
  const { outcome } = rig.tier2.find(program, limits, (point, made) => {
    const objects = reachable(rig.tier2.machine);
    for (const assumption of made.assumptions) {
      changesFor(assumption.uop).forEach((name, rank) => {
        const change = changeOf(name);
        const lists = ranked[rank] ??= new Map();
        let list = lists.get(assumption);
        if (list === undefined) lists.set(assumption, list = []);
        const places = placesFor(objects, change, assumption.version);
        for (const place of places.slice(0, MOST_PLACES)) list.push({ made, assumption, change, point, place });
      });
    }
  });
  const trials = ranked.flatMap((lists) => [...lists.values()]).filter(({ length }) => length > 0);
  return { outcome, trials };
}

/** The trials to make, the same ones for equal programs: one of each list, at one point or another, then further ones. */
function chosen(trials: readonly (readonly Trial[])[]): readonly Trial[] {
  const chosen: Trial[] = [];
  for (let round = 0; chosen.length < MOST_TRIALS && round < MOST_TRIALS; round++) {
    trials.forEach((list, number) => {
      if (round < list.length && chosen.length < MOST_TRIALS) {
        chosen.push(list[(STRIDE * number + round) % list.length] as Trial);
      }
    });
  }
  return chosen;
}

function textOf({ made, assumption, change, point }: Trial): string {
  const { uop, index, version, name, unit, code, reliedOnBy } = assumption;
  const compared = version === 0 ? "" : ` ${version}`;
  return `removed: ${uop}${compared} for ${code}+${unit}, uop ${index} of the trace of ${made.code}; relied on by ${reliedOnBy}; ` +
    `broken before ${point.name}+${point.unit}, behind ${point.behind}: ${change.text.replace("{name}", name)}`;
}

/** Makes a change in both tiers; null where it is not made in both. */
function tried({ tier1, tier2 }: Rig, { program, limits }: ProgramCase, trial: Trial): Verdict | null {
  const { point, change, place, assumption: { name, uop } } = trial;
  const done: boolean[] = [];
  const apply = (m: Machine): void => {
    done.push(applyChange(m, change, name, place));
  };
  const broken = { what: "assumption", of: uop, note: textOf(trial) };
  let found: Outcome;
  try {
    found = tier2.runWith(program, limits, point, apply);
  } catch (error) {
    if (!(error instanceof TraceCrashError)) throw error;
    return disagree(broken, "an outcome", error.message, "tier2");
  }
  if (done[0] !== true) return null;
  const expected = tier1.runWith(program, limits, point, apply);
  if (done.length !== 2 || done[1] !== true) return null;
  const compared = compareOutcomes(expected, found);
  if (compared.kind !== "disagree") return null;
  const verdict = verdictOf(compared, "tier2");
  if (verdict.kind !== "disagree") return null;
  return { ...verdict, place: broken };
}

/** What a removed guard, or a value made constant, stands for is changed at each point where other code may run. */
export const assumptions: ProgramClaim = {
  kind: "program",
  name: "assumptions",
  what:
    "whatever other code changes while a trace runs, tier 2 does what tier 1 does: for every guard that a pass removed and every " +
    "value that it made constant another guard or a dependency vouches",
  unfit: needsPasses,
  check: (input: ProgramCase, vm: Vm): Verdict =>
    onRig(vm, rigOf, (rig) => {
      const { program, limits } = input;
      const { outcome, trials } = trialsOf(rig, program, limits);
      vm.observe(outcome);
      for (const trial of chosen(trials)) {
        const verdict = tried(rig, input, trial);
        if (verdict === null) continue;
        // Tiers that part by themselves are no matter of what was changed.
        return compareOutcomes(rig.tier1.run(program, limits), outcome).kind === "agree" ? verdict : AGREE;
      }
      return AGREE;
    }),
};
