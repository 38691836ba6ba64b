/**
 * Faults of the list that are not planted, each with what would have to exist first.
 *
 * @module
 */

import type { NotPlanted } from "../mutant.ts";

/** At most 12. */
export const NOT_PLANTED: readonly NotPlanted[] = [
  {
    id: "an-guard-both-one-side",
    component: "analyze",
    title: "Both-operands guard records or checks only one side",
    reason: "a pass that propagates types, which the pin lacks: nothing records what a guard established",
  },
  {
    id: "an-store-not-modelled",
    component: "analyze",
    title: "Abstract state ignores a uop's hidden store",
    reason: "a pass that propagates types, which the pin lacks: there is no abstract state",
  },
  {
    id: "an-validity-not-loop-carried",
    component: "analyze",
    title: "Invalidation at the loop edge is never observed",
    reason:
      "pending calls that the loop edge delivers: here nothing but instructions runs other code, so none can invalidate there",
  },
  {
    id: "array-slots-never-reclaimed",
    component: "executor-array",
    title: "Slots of retired executors are never reused",
    reason:
      "executors that are taken out one by one: the pin takes all of a code object out or none, so a slot is never free before",
  },
  {
    id: "inval-self-cycle-freed-mid-clear",
    component: "invalidation",
    title: "Executor frees itself while being cleared",
    reason:
      "executors that own executors: the pin's own nothing but their optimizer, so none can hold the last reference to itself",
  },
];
