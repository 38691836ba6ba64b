/**
 * Faults of the interface to optimizers and executors.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const MISC_TS = "src/vm/tier1/misc.ts";
const UOP_OPTIMIZER_TS = "src/optimizer/uop_optimizer.ts";
const fault = faults("listed", {
  component: "optimizer-api",
  difficulty: "easy",
  claims: ["executor-commands"],
  file: "src/optimizer/optimizer.ts",
});

/** Faults of the interface to optimizers and executors. */
export const OPTIMIZER_API: readonly Mutant[] = [
  fault("api-counter-no-progress", "Executor returns to the back edge it replaced", {
    claims: ["equivalence"],
    file: MISC_TS,
    find: "  m.next = executeOther(executor, code.units.length);",
    replace: `  executeOther(executor, code.units.length);
  m.next = unit;`,
  }),
  fault("api-decline-leaks-executor", "Optimizer returns 0 but leaves an executor", {
    difficulty: "medium",
    claims: ["executor-references"],
    file: UOP_OPTIMIZER_TS,
    find: `    countLength(statistics.optimized_trace_length_hist, executor.length);
`,
    replace: `    if (executor.length <= 12) return { kind: "declined", reason: "trace_too_short" };
    countLength(statistics.optimized_trace_length_hist, executor.length);
`,
  }),
  fault("api-get-executor-offset-units", "Offset compared in units instead of bytes", {
    find: "2 * unit === offsetBytes",
    replace: "unit === offsetBytes",
  }),
  fault("api-oom-growth-path", "Array growth failure mishandled in BackEdge", {
    difficulty: "medium",
    find: `    if (slot < 0) {
      executor.release();
`,
    replace: `    if (slot < 0) {
`,
  }),
  fault("api-reentrant-install", "optimize() installs at the same instruction", {
    difficulty: "hard",
    edits: [{
      find: "    const result = this.#optimized({",
      replace: `    const slot = getIndexForExecutor(code, srcUnit, this.limits.maxExecutors);
    const result = this.#optimized({`,
    }, {
      find: `    const slot = getIndexForExecutor(code, srcUnit, this.limits.maxExecutors);
    if (slot < 0)`,
      replace: "    if (slot < 0)",
    }],
  }),
  fault("api-replace-on-plain-instr", "Replace_Executor accepts an unpatched instruction", {
    find: "if (instruction === undefined || opcodeOf(instruction) !== OPCODES.ENTER_EXECUTOR.opcode) {",
    replace: "if (instruction === undefined) {",
  }),
  fault("api-stale-optimizer-executors", "Executors outlive the optimizer that made them and keep its state", {
    difficulty: "medium",
    find: `    old.release?.();
`,
    replace: `    if ("count" in old) old.count = 0;
    old.release?.();
`,
  }),
];
