/**
 * Root causes: what findings are told apart by. docs/POLICY.md states the rules.
 *
 * A failure is attributed on the input as it is, before any shrinking, by running it again with repairs on: the single
 * repair that heals it; else the smallest pair; else, when all repairs together heal it, the few of them that cannot be
 * left out. What no repair heals is told apart by a signature: the claim, and the pass with the uop that it touched, or the uop
 * that ran last before the engines parted, or the sort of difference.
 *
 * @module
 */

import type { Repairs } from "../../src/isa/engine.ts";
import { REPAIR_IDS, type RepairId } from "../../src/isa/repairs.ts";
import { uopNameOf, UOPS } from "../../src/isa/uops.ts";
import type { Divergence } from "../../src/oracle/divergence.ts";
import type { TraceUop } from "../../src/oracle/verify_trace.ts";
import type { Failure, Subject } from "./subject.ts";

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

/** What tells failures apart that no repair heals: the pass and the uop it touched, else the uop that ran last, else the sort. */
function signatureOf<Input>(subject: Subject<Input>, input: Input, repairs: Repairs, failure: Failure): string {
  const divergence = divergenceOf(subject, input, repairs, repairs, failure);
  if (divergence !== null) {
    const { blame, ran } = divergence;
    const touched = blame?.rewrite?.before.find(isWork) ?? blame?.rewrite?.before[0];
    if (blame?.pass) return `${blame.pass}${touched === undefined ? "" : `:${nameOf(touched)}`}`;
    const last = ran.findLast(isWork);
    if (last !== undefined) return nameOf(last);
  }
  return `${failure.kind === "crash" ? "crash:" : ""}${failure.sort}`;
}

/** Where the engine to blame first parts; null also where the one that should be right breaks down. */
export function divergenceOf<Input>(
  subject: Subject<Input>,
  input: Input,
  repairs: Repairs,
  expected: Repairs,
  failure: Failure,
): Divergence | null {
  try {
    return subject.diverge(input, repairs, expected, failure);
  } catch {
    return null;
  }
}

function isWork({ uop }: TraceUop): boolean {
  return uop !== UOPS._SET_IP.id && uop !== UOPS._CHECK_VALIDITY.id && uop !== UOPS.NOP.id;
}

function nameOf({ uop }: TraceUop): string {
  return uopNameOf(uop) ?? `<${uop}>`;
}

/** The root cause of a failure that did not repeat: some defect of Tierproof. */
export function flakyCause(claim: string, failure: Failure): RootCause {
  return { key: keyOf(claim, `flaky:${failure.sort}`), repairs: [], form: "" };
}

function keyOf(claim: string, signature: string): string {
  return `${claim}:${signature.replaceAll(" ", "-")}`;
}

/**
 * The root cause of a failure; `fails` says whether the input fails with other repairs on. A crash has one, too: where the pin
 * would do what C leaves undefined, an engine may break down.
 */
export function rootCauseOf<Input>(
  subject: Subject<Input>,
  input: Input,
  repairs: Repairs,
  failure: Failure,
  fails: (repairs: Repairs) => boolean,
): RootCause {
  const healing = healingSet(repairs, fails);
  if (healing.length === 0) {
    return { key: keyOf(subject.claim, signatureOf(subject, input, repairs, failure)), repairs: [], form: "" };
  }
  const form = healing.length === 1 ? subject.form(input, repairs, healing[0] as RepairId) : "";
  return { key: `${healing.join("+")}${form === "" ? "" : `/${form}`}`, repairs: healing, form };
}
