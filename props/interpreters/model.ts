/**
 * Defects of the pin that live on: where our pinned tier 2 does the very same wrong thing, and a repair mends it there, the failure of a
 * real interpreter has a name.
 *
 * @module
 */

import { reference } from "../../reference/engine.ts";
import type { Outcome } from "../../src/isa/engine.ts";
import { REPAIR_IDS, type RepairId } from "../../src/isa/repairs.ts";
import { callText, compareOutcomes } from "../../src/oracle/compare.ts";
import { tier2 } from "../../src/vm/engine.ts";
import type { Failure } from "../core/failure.ts";
import type { PythonCase } from "./python_case.ts";

const PINNED = tier2({ repairs: new Set() });
const mended = new Map<RepairId, ReturnType<typeof tier2>>();

function withRepair(id: RepairId): ReturnType<typeof tier2> {
  let engine = mended.get(id);
  if (engine === undefined) mended.set(id, engine = tier2({ repairs: new Set([id]) }));
  return engine;
}

const explanations = new WeakMap<PythonCase, string | null>();

/** The text of a call without offsets. */
function plainText(outcome: Outcome): string {
  return [outcome.module, ...outcome.results].map((call) => callText(call).replaceAll(/\+\d+/g, "")).join("\n");
}

/** The repair that heals a program on our engines, if tier 2 fails there as well. */
function healerOf({ program, limits }: PythonCase): string | null {
  const expected = reference.run(program, limits);
  const pinned = PINNED.run(program, limits);
  if (compareOutcomes(expected, pinned).kind !== "disagree" || plainText(expected) === plainText(pinned)) return null;
  for (const id of REPAIR_IDS) {
    if (compareOutcomes(expected, withRepair(id).run(program, limits)).kind === "agree") return id;
  }
  return null;
}

/** Name of the defect of the pin that explains why tier 2 failed; null where none does. */
export function explanationOf(given: PythonCase, { engine, place, right }: Failure): string | null {
  if (engine?.endsWith("tier2") !== true || place.what === "end of the process") return null;
  let explanation = explanations.get(given);
  if (explanation === undefined) explanations.set(given, explanation = healerOf(given));
  if (explanation === null || place.what !== "call") return explanation;
  const pinned = PINNED.run(given.program, given.limits).results[place.index ?? 0];
  const found = pinned === undefined ? "" : callText(pinned);
  return plain(found) === plain(right.text) ? explanation : null;
}

function plain(text: string): string {
  return text.replaceAll(/\+\d+/g, "");
}
