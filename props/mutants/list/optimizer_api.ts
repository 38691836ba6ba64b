/**
 * Faults of the interface to optimizers and executors.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";

const MISC_TS = "src/vm/tier1/misc.ts";
const UOP_OPTIMIZER_TS = "src/optimizer/uop_optimizer.ts";
const OPTIMIZER_TS = "src/optimizer/optimizer.ts";

/** Faults of the interface to optimizers and executors. */
export const OPTIMIZER_API: readonly Mutant[] = [
  {
    id: "api-counter-no-progress",
    component: "optimizer-api",
    title: "Executor returns to the back edge it replaced",
    origin: "listed",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["equivalence"],
    edits: [{
      file: MISC_TS,
      find: "  m.next = executor.execute();",
      replace: `  executor.execute();
  m.next = unit;`,
    }],
    without: null,
  },
  {
    id: "api-decline-leaks-executor",
    component: "optimizer-api",
    title: "Optimizer returns 0 but leaves an executor",
    origin: "listed",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["executor-references"],
    edits: [{
      file: UOP_OPTIMIZER_TS,
      find: `    countLength(statistics.optimized_trace_length_hist, executor.length);
`,
      replace: `    if (executor.length <= 12) return { kind: "declined", reason: "trace_too_short" };
    countLength(statistics.optimized_trace_length_hist, executor.length);
`,
    }],
    without: null,
  },
  {
    id: "api-get-executor-offset-units",
    component: "optimizer-api",
    title: "Offset compared in units instead of bytes",
    origin: "listed",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["executor-commands"],
    edits: [{ file: OPTIMIZER_TS, find: "2 * unit === offsetBytes", replace: "unit === offsetBytes" }],
    without: null,
  },
  {
    id: "api-oom-growth-path",
    component: "optimizer-api",
    title: "Array growth failure mishandled in BackEdge",
    origin: "listed",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["executor-commands"],
    edits: [{
      file: OPTIMIZER_TS,
      find: `    if (slot < 0) {
      executor.release();
`,
      replace: `    if (slot < 0) {
`,
    }],
    without: null,
  },
  {
    id: "api-reentrant-install",
    component: "optimizer-api",
    title: "optimize() installs at the same instruction",
    origin: "listed",
    difficulty: "hard",
    real: false,
    source: null,
    claims: ["executor-commands"],
    edits: [{
      file: OPTIMIZER_TS,
      find: "    const result = this.optimizer.optimize({",
      replace: `    const slot = getIndexForExecutor(code, srcUnit, this.limits.maxExecutors);
    const result = this.optimizer.optimize({`,
    }, {
      file: OPTIMIZER_TS,
      find: `    const slot = getIndexForExecutor(code, srcUnit, this.limits.maxExecutors);
    if (slot < 0)`,
      replace: "    if (slot < 0)",
    }],
    without: null,
  },
  {
    id: "api-replace-on-plain-instr",
    component: "optimizer-api",
    title: "Replace_Executor accepts an unpatched instruction",
    origin: "listed",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["executor-commands"],
    edits: [{
      file: OPTIMIZER_TS,
      find: "if (instruction === undefined || opcodeOf(instruction) !== OPCODES.ENTER_EXECUTOR.opcode) {",
      replace: "if (instruction === undefined) {",
    }],
    without: null,
  },
  {
    id: "api-stale-optimizer-executors",
    component: "optimizer-api",
    title: "Executors outlive the optimizer that made them and keep its state",
    origin: "listed",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["executor-commands"],
    edits: [{
      file: OPTIMIZER_TS,
      find: `    old.release?.();
`,
      replace: `    if ("count" in old) old.count = 0;
    old.release?.();
`,
    }],
    without: null,
  },
];
