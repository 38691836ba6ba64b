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
import { PASSES } from "../../src/optimizer/passes.ts";
import type { ProgramCase, Vm } from "../cpython/vm.ts";
import type { Change } from "./assumptions/change.ts";
import { applyChange, changeOf, changesAtEntry, changesFor, placesFor } from "./assumptions/changes.ts";
import { reachable } from "./assumptions/heap.ts";
import { type MadeTrace, type Point, Tier1Points, Tier2Points } from "./assumptions/points.ts";
import { VARIABLE_CHANGES } from "./assumptions/odd_values.ts";
import type { Assumption } from "./assumptions/removed.ts";
import { AGREE, disagree, needsPasses, onRig, type ProgramClaim, type Verdict, verdictOf } from "./claim.ts";

/** Changes that are tried on one program while traces run; each takes a run of either tier. */
const MOST_TRIALS = 12;
/** Changes that are tried on one program where traces are entered. */
const MOST_AT_ENTRIES = 24;
/** Objects that a change is tried on at one point. */
const MOST_PLACES = 3;
/** Neighbouring lists begin at points apart. */
const STRIDE = 7;

/** One change at one point. */
interface Trial {
  readonly made: MadeTrace;
  readonly assumption: Assumption;
  readonly change: Change;
  /** What it is about: the name of the instruction, or a variable. */
  readonly name: string;
  readonly point: Point;
  /** Which of the objects that the change can be made to. */
  readonly place: number;
}

interface Rig {
  readonly tier1: Tier1Points;
  readonly tier2: Tier2Points;
  /** Tier 2 without passes of one's own; null where there are none. */
  readonly pin: Tier2Points | null;
}

function rigOf(vm: Vm): Rig {
  const pin = vm.hasOwnPasses ? new Tier2Points(vm, PASSES) : null;
  return { tier1: new Tier1Points(vm), tier2: new Tier2Points(vm), pin };
}

type Trials = readonly (readonly Trial[])[];

/** Lists of trials, each for one thing, ranked by what they do. */
class RankedTrials<Key> {
  readonly #ranked: Map<Key, Trial[]>[] = [];

  add(rank: number, key: Key, trials: readonly Trial[]): void {
    const lists = this.#ranked[rank] ??= new Map();
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [...trials]);
    else list.push(...trials);
  }

  get lists(): Trials {
    return this.#ranked.flatMap((lists) => [...lists.values()]).filter(({ length }) => length > 0);
  }
}

/** All trials of a run: lists of those that make one change for one assumption, the most telling changes first. */
function trialsOf(
  rig: Rig,
  program: Program,
  limits: Limits,
): { readonly outcome: Outcome; readonly running: Trials; readonly entering: Trials } {
  const running = new RankedTrials<Assumption>();
  const entering = new RankedTrials<string>();
  const { outcome } = rig.tier2.find(program, limits, (point, made) => {
    const objects = reachable(rig.tier2.machine);
    const told = new Set<string>();
    const trials = (assumption: Assumption, change: Change): readonly Trial[] => {
      const { name, known } = assumption;
      const places = placesFor(objects, change, known).slice(0, MOST_PLACES);
      return places.map((place) => ({ made, assumption, change, name, point, place }));
    };
    for (const assumption of made.assumptions) {
      const { variables, uop } = assumption;
      if (point.behind !== null) {
        if (uop === "_CHECK_VALIDITY" && made.isUnchecked?.[point.uop] === false) continue;
        const changes = changesFor(uop).map(changeOf).filter(({ forOwnPasses }) => rig.pin !== null || !forOwnPasses);
        changes.forEach((change, rank) => running.add(rank, assumption, trials(assumption, change)));
        continue;
      }
      // What a variable holds is tried once, whoever relies on it.
      variables.forEach((name, rank) => {
        if (told.has(name)) return;
        told.add(name);
        const variants = VARIABLE_CHANGES.map((change): Trial => ({ made, assumption, change, name, point, place: 0 }));
        entering.add(rank, `${point.executor} ${name}`, variants);
      });
      for (const name of changesAtEntry(uop)) {
        entering.add(variables.length, `${point.executor} ${name}`, trials(assumption, changeOf(name)));
      }
    }
  });
  return { outcome, running: running.lists, entering: entering.lists };
}

/** The trials to make, the same ones for equal programs: one of each list, at one point or another, then further ones. */
function chosen(lists: Trials, most: number, first = 0): readonly Trial[] {
  const chosen: Trial[] = [];
  for (let round = 0; chosen.length < most && round < most; round++) {
    lists.forEach((list, number) => {
      if (round < list.length && chosen.length < most) {
        chosen.push(list[(first + STRIDE * number + round) % list.length] as Trial);
      }
    });
  }
  return chosen;
}

/** A number that differs from program to program: all of them together try every value. */
function variety({ codes }: Program): number {
  let sum = 0;
  for (const { code } of codes) for (const unit of code) sum = (31 * sum + unit) >>> 0;
  return sum % 997;
}

function textOf({ made, assumption, change, point, name: about }: Trial): string {
  const { uop, index, version, unit, code, reliedOnBy } = assumption;
  const compared = version === 0 ? "" : ` ${version}`;
  const where = point.behind === null ? "where the trace is entered" : `behind ${point.behind}`;
  return `removed: ${uop}${compared} for ${code}+${unit}, uop ${index} of the trace of ${made.code}; relied on by ${reliedOnBy}; ` +
    `broken before ${point.name}+${point.unit}, ${where}: ${change.text.replace("{name}", about)}`;
}

/** What a run gave, or the uop that broke down in it. */
function endOf(run: () => Outcome): Outcome | TraceCrashError {
  try {
    return run();
  } catch (error) {
    if (error instanceof TraceCrashError) return error;
    throw error;
  }
}

/** Makes a change in both tiers; null where it is not made in both. */
function tried({ tier1, tier2, pin }: Rig, { program, limits }: ProgramCase, trial: Trial): Verdict | null {
  const { point, change, name, place, assumption: { uop } } = trial;
  const done: boolean[] = [];
  const apply = (m: Machine): void => {
    done.push(applyChange(m, change, name, place));
  };
  const found = endOf(() => tier2.runWith(program, limits, point, apply));
  if (done[0] !== true) return null;
  const expected = tier1.runWith(program, limits, point, apply);
  if (done.length !== 2 || done[1] !== true) return null;
  const verdict = found instanceof TraceCrashError
    ? disagree({ what: "trace" }, "an outcome", found.message, "tier2")
    : verdictOf(compareOutcomes(expected, found), "tier2");
  if (verdict.kind !== "disagree") return null;
  if (pin !== null) {
    // What traces do without the passes, too, is not theirs.
    const usual = endOf(() => pin.runAt(program, limits, point, apply));
    if (usual instanceof TraceCrashError || compareOutcomes(expected, usual).kind === "disagree") return null;
  }
  return { ...verdict, place: { what: "assumption", of: uop, note: textOf(trial) } };
}

/** Where tiers part by themselves: passes of one's own are to blame where traces are right without them. Null where they do not part. */
function partedAlone({ tier1, pin }: Rig, { program, limits }: ProgramCase, found: Outcome): Verdict | null {
  const expected = tier1.run(program, limits);
  const compared = compareOutcomes(expected, found);
  if (compared.kind !== "disagree") return null;
  const isOwn = pin !== null && compareOutcomes(expected, pin.run(program, limits)).kind === "agree";
  // Else it is no matter of what was changed.
  return isOwn ? verdictOf(compared, "tier2") : AGREE;
}

/**
 * What a removed guard, or a value made constant, stands for is changed at each point where other code may run; for passes of one's own
 * also where traces are entered, with odd values of variables.
 */
export const assumptions: ProgramClaim = {
  kind: "program",
  name: "assumptions",
  what:
    "whatever other code changes while a trace runs, and whatever variables hold when it is entered, tier 2 does what tier 1 does: for " +
    "every guard that a pass removed and every value that it made constant another guard or a dependency vouches",
  unfit: needsPasses,
  check: (input: ProgramCase, vm: Vm): Verdict =>
    onRig(vm, rigOf, (rig) => {
      const { program, limits } = input;
      const { outcome, running, entering } = trialsOf(rig, program, limits);
      vm.observe(outcome);
      const trials = [
        ...chosen(running, MOST_TRIALS),
        ...chosen(entering, MOST_AT_ENTRIES, variety(program)),
      ];
      if (trials.length === 0 && !rig.tier2.hasChanged) return AGREE;
      // It is asked first only of passes of one's own, whose changes no other claim may see on these programs.
      const first = rig.pin === null ? null : partedAlone(rig, input, outcome);
      if (first !== null) return first;
      for (const trial of trials) {
        const verdict = tried(rig, input, trial);
        if (verdict !== null) return (rig.pin === null ? partedAlone(rig, input, outcome) : null) ?? verdict;
      }
      return AGREE;
    }),
};
