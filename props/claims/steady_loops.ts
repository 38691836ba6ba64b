/**
 * A loop under which nothing changes stays in its trace.
 *
 * @module
 */

import { DEFAULT_LIMITS, type Engine, type Limits } from "../../src/isa/engine.ts";
import { type Choices, type Weights, weights } from "../core/choices.ts";
import type { Vm } from "../cpython/vm.ts";
import { AGREE, disagree, type ModelClaim, needsPin, type Verdict } from "./claim.ts";
import { compiledList, type CompiledLoop } from "./scenarios/sources/unpack.ts";

/** Rounds after which the loop is hot. */
const WARM = [3, 4, 5];

/** What happens once: the loop gets hot, is optimized and entered, and left by the guard that notices its end. */
const ONCE = ["attempts", "executors", "entered", "deopts"] as const;

/** All loops in turn, none more often. */
let evenly: Weights | null = null;

/**
 * Guards that fail without need and traces that are left too soon change nothing but the time that a program takes: no comparison of
 * engines sees them.
 */
export const steadyLoops: ModelClaim = {
  kind: "choices",
  name: "steady-loops",
  what: "a loop under which nothing changes is optimized once, entered once, and left once: at its end",
  unfit: needsPin,
  check(choices: Choices, vm: Vm): Verdict {
    const steady = compiledList("steady");
    const { body, program } = steady[choices.turn(evenly ??= weights(...steady.map(() => 1)))] as CompiledLoop;
    const warm = WARM[choices.below(WARM.length)] as number;
    const rounds = warm + choices.int(4, 30);
    const limits: Limits = { ...DEFAULT_LIMITS, fuel: 5000, maxSize: 20_000, backedgeThreshold: 16 * warm };
    const tier2 = vm.engines.at(-1) as Engine;
    const { status, statistics } = tier2.run({ ...program, args: [{ t: "int", v: rounds }] }, limits);
    if (status !== "finished") return disagree({ what: "end of the run", note: body }, "finished", status, "tier2");
    for (const what of ONCE) {
      if (statistics[what] === 1) continue;
      return disagree(
        { what: "statistics", of: what, note: `${body}, ${rounds} rounds` },
        "1",
        `${statistics[what]}`,
        "tier2",
      );
    }
    return statistics.errors === 0 ? AGREE : disagree("errors in traces", "0", `${statistics.errors}`, "tier2");
  },
};
