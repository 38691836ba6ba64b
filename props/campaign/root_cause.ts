/**
 * Root causes: what findings are told apart by. docs/POLICY.md states the rules.
 *
 * A failure is attributed on the input as it is, before any shrinking, by running it again with repairs on: the single
 * repair that heals it; else the smallest pair; else, when all repairs together heal it, the few of them that cannot be
 * left out. What no repair heals is told apart by a signature: the claim and the sort of difference.
 *
 * @module
 */

import type { Repairs } from "../../src/isa/engine.ts";
import { REPAIR_IDS, type RepairId } from "../../src/isa/repairs.ts";
import type { Failure, Subject } from "./types.ts";

/** What is to blame for a failure. */
export interface RootCause {
  /** Equal for failures with the same root cause. */
  readonly key: string;
  /** The repairs that heal it together; none when no repair does. */
  readonly repairs: readonly RepairId[];
  /** Which of the defect's forms this is, where it has several; else empty. */
  readonly form: string;
}

/** Repairs that heal a failure together, as few as possible; empty when not even all of them do. */
export function healingSet(repairs: Repairs, fails: (repairs: Repairs) => boolean): RepairId[] {
  const others = REPAIR_IDS.filter((id) => !repairs.has(id));
  const heals = (ids: readonly RepairId[]): boolean => !fails(new Set([...repairs, ...ids]));
  for (const id of others) if (heals([id])) return [id];
  if (others.length < 2 || !heals(others)) return [];
  for (let i = 0; i < others.length; i++) {
    for (let j = i + 1; j < others.length; j++) {
      const pair = [others[i] as RepairId, others[j] as RepairId];
      if (heals(pair)) return pair;
    }
  }
  let needed: readonly RepairId[] = others;
  for (const id of others) {
    const fewer = needed.filter((each) => each !== id);
    if (heals(fewer)) needed = fewer;
  }
  return [...needed];
}

function keyOf(claim: string, failure: Failure, repairs: readonly RepairId[], form: string): string {
  if (failure.kind === "crash") return `${claim}:crash:${failure.sort.replaceAll(" ", "-")}`;
  if (repairs.length === 0) return `${claim}:${failure.sort.replaceAll(" ", "-")}`;
  return `${repairs.join("+")}${form === "" ? "" : `/${form}`}`;
}

/** The root cause of a failure that did not repeat: some defect of Tierproof. */
export function flakyCause(claim: string, failure: Failure): RootCause {
  return { key: `${claim}:flaky:${failure.sort.replaceAll(" ", "-")}`, repairs: [], form: "" };
}

/** The root cause of a failure; `fails` says whether the input fails with other repairs on. */
export function rootCauseOf<Input>(
  subject: Subject<Input>,
  input: Input,
  repairs: Repairs,
  failure: Failure,
  fails: (repairs: Repairs) => boolean,
): RootCause {
  const healing = failure.kind === "crash" ? [] : healingSet(repairs, fails);
  const form = healing.length === 1 ? subject.form(input, repairs, healing[0] as RepairId) : "";
  return { key: keyOf(subject.claim, failure, healing, form), repairs: healing, form };
}
