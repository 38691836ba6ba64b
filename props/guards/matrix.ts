/**
 * The guard matrix: for each guard of tier 2 that leaves the stack as it is, passes that drop it, which a check must find.
 *
 * @module
 */

import { UOP_EFFECTS } from "../../src/isa/stack_effect.ts";
import { isTier2Uop, UOP_NAMES, type UopName, uopNameOf, UOPS } from "../../src/isa/uops.ts";
import type { Pass } from "../../src/optimizer/passes.ts";
import { uop, type UopInstruction } from "../../src/optimizer/trace.ts";
import { type CheckFailure, checkPass } from "../check.ts";

/** Which occurrences of a guard are dropped: all, or those that repeat an earlier one of the same trace. */
const DROPS = ["all", "repeats"] as const;
type Drop = (typeof DROPS)[number];

/** Guards that nothing can make fail here: no program sets a frame evaluation function. */
export const UNSEEN: ReadonlySet<UopName> = new Set<UopName>(["_CHECK_PEP_523"]);

/** A guard with what is dropped of it. */
export interface DroppedGuard {
  readonly guard: UopName;
  readonly drop: Drop;
}

/** A row of the matrix. */
export interface GuardResult extends DroppedGuard {
  /** Index of the check that found it; null where none did. */
  readonly check: number | null;
  readonly claim: string | null;
  /** Guards that were dropped from traces. */
  readonly dropped: number;
}

/** All rows: guards whose inputs are their outputs, so that a trace without them is still well-formed. */
export function droppedGuards(): DroppedGuard[] {
  const guards = UOP_NAMES.filter((name) =>
    /^_(?:GUARD|CHECK)/.test(name) && isTier2Uop(name) && UOP_EFFECTS[name].popped(0) === UOP_EFFECTS[name].pushed(0)
  );
  return guards.flatMap((guard) => DROPS.map((drop) => ({ guard, drop })));
}

function keyOf({ oparg, operand }: UopInstruction): string {
  return `${oparg} ${operand}`;
}

/** A pass that drops a guard. `tell` is called for each that it drops. */
function dropping({ guard, drop }: DroppedGuard, tell: () => void): Pass {
  const { id } = UOPS[guard];
  return {
    name: `drop-${drop}-${uopNameOf(id)}`,
    run(trace) {
      const seen = new Set<string>();
      return trace.map((each) => {
        if (each.uop !== id) return each;
        const key = keyOf(each);
        if (drop === "repeats" && !seen.has(key)) {
          seen.add(key);
          return each;
        }
        tell();
        return uop("NOP");
      });
    },
  };
}

/** Looks for a program that shows a dropped guard, from an index on. */
export function findDropped(row: DroppedGuard, seed: number, checks: number, from = 0): GuardResult {
  let dropped = 0;
  const pass = dropping(row, () => dropped++);
  const failure: CheckFailure | null = checkPass(pass, { seed, checks, from, shrinkCandidates: 0 });
  return { ...row, check: failure?.check ?? null, claim: failure?.claim ?? null, dropped };
}

/** What a run of the matrix comes to. */
export function summary(results: readonly GuardResult[]) {
  const seen = results.filter(({ guard }) => !UNSEEN.has(guard));
  const missed = seen.filter(({ check }) => check === null);
  return {
    rows: results.length,
    visible: seen.length,
    found: seen.length - missed.length,
    missed: missed.map(({ guard, drop }) => `${guard}/${drop}`),
  };
}
