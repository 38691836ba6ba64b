/**
 * Faults of the tier-1 interpreter.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";

const JUMPS = "src/vm/tier1/jumps.ts";
const COUNTER = "src/optimizer/backedge_counter.ts";

/** Faults of the tier-1 interpreter. */
export const TIER1_EXEC: readonly Mutant[] = [
  {
    id: "t1-counter-width",
    component: "tier1-exec",
    title: "The back-edge counter does not wrap to 16 bits",
    origin: "listed",
    difficulty: "medium",
    real: false,
    source: "compare gh-115166",
    claims: ["backedge-counters"],
    edits: [{
      file: COUNTER,
      find: "return (counter << 16 >> 16) > (threshold << 16 >> 16);",
      replace: "return counter > threshold;",
    }],
    without: null,
  },
  {
    id: "t1-counter-wrong-initial",
    component: "tier1-exec",
    title: "The back-edge counter starts at the warm-up value of the specializer",
    origin: "listed",
    difficulty: "medium",
    real: true,
    source: "gh-108488, gh-108591",
    claims: ["backedge-counters", "recordings"],
    edits: [{
      file: "src/object/values/code.ts",
      find: "(CACHE_UNITS_OF[opcode] as number) > 0 && opcode !== JUMP_BACKWARD.opcode",
      replace: "(CACHE_UNITS_OF[opcode] as number) > 0 && JUMP_BACKWARD.opcode > 0",
    }],
    without: null,
  },
  {
    id: "t1-no-backoff",
    component: "tier1-exec",
    title: "An optimization that failed is tried again at every jump",
    origin: "listed",
    difficulty: "easy",
    real: true,
    source: "gh-111843, gh-111850, gh-117066",
    claims: ["backedge-counters", "recordings"],
    edits: [{
      file: JUMPS,
      find: "counterAfterDecline(counter);",
      replace: "counterAfterDecline(counter) > 0 ? m.optimizer.backedgeThreshold : 0;",
    }],
    without: null,
  },
  {
    id: "t1-frame-ip-not-set-on-entry",
    component: "tier1-exec",
    title: "The instruction pointer is not moved to the loop top when an executor is entered",
    origin: "listed",
    difficulty: "easy",
    real: true,
    source: "gh-106141",
    claims: ["running-executors"],
    edits: [{ file: "src/vm/tier2/tier2.ts", find: "frame.ip = m.next;", replace: "" }],
    without: null,
  },
  {
    id: "t1-optimizer-error-resume",
    component: "tier1-exec",
    title: "An error of the optimizer is raised at the loop top instead of the jump",
    origin: "listed",
    difficulty: "medium",
    real: true,
    source: "gh-106484",
    claims: ["backedge-counters"],
    edits: [{
      file: JUMPS,
      find: "const result = m.backEdge(code, unit, target);",
      replace: "m.frame.ip = target;\n    const result = m.backEdge(code, unit, target);",
    }],
    without: null,
  },
  {
    id: "t1-quicken-overwrites-executor",
    component: "tier1-exec",
    title: "A late write of the instruction's own opcode goes over the ENTER_EXECUTOR that was just installed",
    origin: "listed",
    difficulty: "hard",
    real: true,
    source: "gh-118095, gh-118459",
    claims: ["executor-references", "backedge-counters", "recordings"],
    edits: [{
      file: JUMPS,
      find: "units[unit + 1] = counterAfterSuccess(counter);",
      replace: "units[unit] = JUMP_BACKWARD_OPCODE | (oparg & 0xff) << 8;\n" +
        "      units[unit + 1] = counterAfterSuccess(counter);",
    }],
    without: null,
  },
  {
    id: "t1-rewind-misses-extended-arg",
    component: "tier1-exec",
    title: "The distance of a jump that became ENTER_EXECUTOR lacks the bits of its prefixes",
    origin: "listed",
    difficulty: "medium",
    real: true,
    source: "gh-113853, gh-152192",
    claims: ["scenarios", "running-executors"],
    edits: [{
      file: "src/vm/tier1/misc.ts",
      find: "const distance = executor.oparg | (oparg & 0xfff_ff00);",
      replace: "const distance = executor.oparg;",
    }],
    without: null,
  },
  {
    id: "t1-success-not-rewound",
    component: "tier1-exec",
    title: "After an executor was installed the jump is taken without entering it",
    origin: "listed",
    difficulty: "easy",
    real: false,
    source: "compare gh-109347",
    claims: ["backedge-counters", "recordings"],
    edits: [{
      file: JUMPS,
      find: "units[unit + 1] = counterAfterSuccess(counter);\n      m.next = unit;",
      replace: "units[unit + 1] = counterAfterSuccess(counter);\n      m.burnFuel();",
    }],
    without: null,
  },
];
