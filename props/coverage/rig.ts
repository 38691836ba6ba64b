/**
 * The three engines of a hunt, counting what they execute.
 *
 * @module
 */

import { countingReference } from "../../reference/engine.ts";
import type { Engine, Limits, Outcome } from "../../src/isa/engine.ts";
import { type ExecutionCounts, newExecutionCounts } from "../../src/isa/execution_counts.ts";
import type { Program } from "../../src/isa/program.ts";
import { Coverage } from "../../src/vm/coverage.ts";
import { tier1, tier2 } from "../../src/vm/engine.ts";

/** Room for opcodes. */
const OPCODE_IDS = 256;

/** Names of the engines, in the order of the tables. */
export const ENGINE_NAMES = ["reference", "tier1", "tier2"] as const;

/** Name of an engine. */
export type EngineName = (typeof ENGINE_NAMES)[number];

/** Engines as the pin had them, and what they have executed so far. */
export class CoverageRig {
  /** By opcode, on each engine. Tier 2: what it dispatched between its traces. */
  readonly opcodes: Readonly<Record<EngineName, ExecutionCounts>>;
  /** By id of the uop: what tier 2 executed in traces. */
  readonly uops: ExecutionCounts;
  readonly #engines: readonly Engine[];

  constructor() {
    const reference = newExecutionCounts(OPCODE_IDS);
    const first = new Coverage();
    const second = new Coverage();
    this.opcodes = { reference, tier1: first.opcodes, tier2: second.opcodes };
    this.uops = second.uops;
    this.#engines = [countingReference(reference), tier1({ coverage: first }), tier2({ coverage: second })];
  }

  /** Runs a program on every engine; gives their outcomes. */
  run(program: Program, limits: Limits): readonly Outcome[] {
    return this.#engines.map((engine) => engine.run(program, limits));
  }
}
