/**
 * Faults of packing a trace into an executor.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const TRACE_BUILDER_TS = "src/optimizer/trace_builder.ts";

const fault = faults("listed", {
  component: "make-executor",
  difficulty: "medium",
  claims: ["recordings", "traces"],
  file: "src/optimizer/reachability.ts",
});

/** Faults of packing a trace into an executor. */
export const MAKE_EXECUTOR: readonly Mutant[] = [
  fault("mk-bitset-rounding", "Used bit set one word short", {
    claims: ["recordings", "compaction"],
    find: "    used[i + 1] = 1;",
    replace: "    if (i + 1 < 32 * Math.max(length >>> 5, 1)) used[i + 1] = 1;",
  }),
  fault("mk-buffer-aliasing", "Executor entries alias the scratch buffer", {
    difficulty: "easy",
    claims: ["traces"],
    edits: [{
      file: TRACE_BUILDER_TS,
      find:
        "const instruction = operand === 0 && oparg < SHARED_OPARGS ? shared(uop, oparg) : { uop, oparg, operand };",
      replace:
        "const instruction = Object.assign(BUFFER[this.uops.length] ??= { uop, oparg, operand }, { uop, oparg, operand });",
    }, {
      file: TRACE_BUILDER_TS,
      find: "export const EPILOGUE = 3;",
      replace: `export const EPILOGUE = 3;
const BUFFER: { uop: number; oparg: number; operand: number | bigint }[] = [];`,
    }],
  }),
  fault("mk-jump-target-nop", "Jump to a NOP is not forwarded", {
    claims: ["compaction"],
    without: "nop-jump-target",
  }),
  fault("mk-nop-counted", "Length counts NOPs or forgets to uncount them", {
    difficulty: "easy",
    find: `      count--;
`,
    replace: "",
  }),
  fault("mk-oparg-clobbered", "Remap index written before the uop is copied", {
    difficulty: "easy",
    claims: ["recordings", "equivalence"],
    find: "result[dest--] = instruction;",
    replace: `result[dest] = { ...instruction, oparg: dest };
    dest--;`,
  }),
  fault("mk-terminator-falls-through", "Terminator not treated as end of reachability", {
    find: "if (uop === JUMP_TO_TOP || uop === EXIT_TRACE) continue;",
    replace: "if (uop === EXIT_TRACE) continue;",
  }),
];
