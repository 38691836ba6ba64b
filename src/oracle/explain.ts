/**
 * Explains a disagreement: which engines part and where first, which repair alone makes them agree again, and the traces
 * that were built.
 *
 * @module
 */

import type { Engine, GivenUpReason, Limits, Repairs } from "../isa/engine.ts";
import type { Program } from "../isa/program.ts";
import { REPAIR_IDS, type RepairId } from "../isa/repairs.ts";
import { compareOutcomes, type Difference } from "./compare.ts";
import type { TraceUop } from "./verify_trace.ts";

/** Two engines that part, the first one being in the right. */
export interface Disagreement {
  /** The first part of the outcomes that differs. */
  readonly where: Difference;
  /** What the engine in the right gave. */
  readonly left: { readonly engine: string; readonly text: string };
  /** What the engine that is blamed gave. */
  readonly right: { readonly engine: string; readonly text: string };
}

/** What running one program on several engines gives. */
export type Differential =
  | { readonly kind: "agree" }
  | { readonly kind: "poisoned"; readonly reason: GivenUpReason }
  | { readonly kind: "disagree"; readonly disagreement: Disagreement };

/** Makes the engines of one target, the one in the right first. */
export type EngineFactory = (repairs: Repairs) => readonly Engine[];

/** Runs the program on every engine and compares each with the first. The earliest engine that parts is blamed. */
export function differential(program: Program, engines: readonly Engine[], limits: Limits): Differential {
  const [first, ...others] = engines.map((engine) => ({ engine, outcome: engine.run(program, limits) }));
  if (first === undefined) return { kind: "agree" };
  let poisoned: Differential | null = null;
  for (const other of others) {
    const verdict = compareOutcomes(first.outcome, other.outcome);
    if (verdict.kind === "disagree") {
      const left = { engine: first.engine.name, text: verdict.left };
      const right = { engine: other.engine.name, text: verdict.right };
      return { kind: "disagree", disagreement: { where: verdict.where, left, right } };
    }
    if (verdict.kind === "poisoned") poisoned ??= verdict;
  }
  return poisoned ?? { kind: "agree" };
}

/** An executor that a run left reachable, as `inspect` reports it. */
export interface InvolvedTrace {
  /** Index of the code object that holds it. */
  readonly code: number;
  /** Unit of its ENTER_EXECUTOR. */
  readonly unit: number;
  /** Cleared by invalidation. */
  readonly valid: boolean;
  /** Its uops. */
  readonly trace: readonly TraceUop[];
}

/** Why two engines part on a program. */
export interface Explanation {
  /** Where they part, and what both gave. */
  readonly disagreement: Disagreement;
  /** Repairs that make the disagreement vanish, each by itself. */
  readonly healedBy: readonly RepairId[];
  /** The executors that the run left behind. */
  readonly traces: readonly InvolvedTrace[];
}

/** What the explainer needs besides the program. */
export interface ExplainOptions {
  /** Makes the engines to compare. */
  readonly engines: EngineFactory;
  /** Repairs that are on already. */
  readonly repairs: Repairs;
  /** Bounds of every run. */
  readonly limits: Limits;
  /** The executors that a run of the program leaves behind. */
  readonly inspect: (program: Program, repairs: Repairs, limits: Limits) => readonly InvolvedTrace[];
}

/** Explains a program on which the engines disagree; null when they do not. */
export function explain(program: Program, options: ExplainOptions): Explanation | null {
  const { engines, repairs, limits } = options;
  const run = (active: Repairs) => differential(program, engines(active), limits);
  const first = run(repairs);
  if (first.kind !== "disagree") return null;
  return {
    disagreement: first.disagreement,
    healedBy: REPAIR_IDS.filter((id) => !repairs.has(id) && run(new Set([...repairs, id])).kind !== "disagree"),
    traces: options.inspect(program, repairs, limits),
  };
}
