/**
 * Faults of packing a trace into an executor.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";

const REACHABILITY_TS = "src/optimizer/reachability.ts";
const TRACE_BUILDER_TS = "src/optimizer/trace_builder.ts";

/** Faults of packing a trace into an executor. */
export const MAKE_EXECUTOR: readonly Mutant[] = [
  {
    id: "mk-bitset-rounding",
    component: "make-executor",
    title: "Used bit set one word short",
    origin: "listed",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["recordings", "compaction"],
    edits: [{
      file: REACHABILITY_TS,
      find: "    used[i + 1] = 1;",
      replace: "    if (i + 1 < 32 * Math.max(length >>> 5, 1)) used[i + 1] = 1;",
    }],
    without: null,
  },
  {
    id: "mk-buffer-aliasing",
    component: "make-executor",
    title: "Executor entries alias the scratch buffer",
    origin: "listed",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["traces"],
    edits: [{
      file: TRACE_BUILDER_TS,
      find: "const instruction = { uop, oparg, operand };",
      replace:
        "const instruction = Object.assign(BUFFER[this.#uops.length] ??= { uop, oparg, operand }, { uop, oparg, operand });",
    }, {
      file: TRACE_BUILDER_TS,
      find: "export const EPILOGUE = 3;",
      replace: `export const EPILOGUE = 3;
const BUFFER: { uop: number; oparg: number; operand: number | bigint }[] = [];`,
    }],
    without: null,
  },
  {
    id: "mk-jump-target-nop",
    component: "make-executor",
    title: "Jump to a NOP is not forwarded",
    origin: "listed",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["compaction"],
    edits: [],
    without: "nop-jump-target",
  },
  {
    id: "mk-nop-counted",
    component: "make-executor",
    title: "Length counts NOPs or forgets to uncount them",
    origin: "listed",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["recordings", "traces"],
    edits: [{
      file: REACHABILITY_TS,
      find: `      count--;
`,
      replace: "",
    }],
    without: null,
  },
  {
    id: "mk-oparg-clobbered",
    component: "make-executor",
    title: "Remap index written before the uop is copied",
    origin: "listed",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["recordings", "equivalence"],
    edits: [{
      file: REACHABILITY_TS,
      find: "result[dest--] = instruction;",
      replace: `result[dest] = { ...instruction, oparg: dest };
    dest--;`,
    }],
    without: null,
  },
  {
    id: "mk-terminator-falls-through",
    component: "make-executor",
    title: "Terminator not treated as end of reachability",
    origin: "listed",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["recordings", "traces"],
    edits: [{
      file: REACHABILITY_TS,
      find: "if (uop === JUMP_TO_TOP || uop === EXIT_TRACE) continue;",
      replace: "if (uop === EXIT_TRACE) continue;",
    }],
    without: null,
  },
];
