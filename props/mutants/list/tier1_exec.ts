/**
 * Faults of the tier-1 interpreter.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const COUNTER = "src/optimizer/backedge_counter.ts";

const fault = faults("listed", {
  component: "tier1-exec",
  difficulty: "medium",
  claims: ["backedge-counters", "recordings"],
  file: "src/vm/tier1/jumps.ts",
});

/** Faults of the tier-1 interpreter. */
export const TIER1_EXEC: readonly Mutant[] = [
  fault("t1-counter-width", "The back-edge counter does not wrap to 16 bits", {
    compare: "gh-115166",
    claims: ["backedge-counters"],
    file: COUNTER,
    find: "return (counter << 16 >> 16) > (threshold << 16 >> 16);",
    replace: "return counter > threshold;",
  }),
  fault("t1-counter-wrong-initial", "The back-edge counter starts at the warm-up value of the specializer", {
    real: "gh-108488, gh-108591",
    file: "src/object/values/code.ts",
    find: "(CACHE_UNITS_OF[opcode] as number) > 0 && opcode !== JUMP_BACKWARD.opcode",
    replace: "(CACHE_UNITS_OF[opcode] as number) > 0 && JUMP_BACKWARD.opcode > 0",
  }),
  fault("t1-no-backoff", "An optimization that failed is tried again at every jump", {
    difficulty: "easy",
    real: "gh-111843, gh-111850, gh-117066",
    find: "counterAfterDecline(counter);",
    replace: "counterAfterDecline(counter) > 0 ? m.optimizer.backedgeThreshold : 0;",
  }),
  fault(
    "t1-frame-ip-not-set-on-entry",
    "The instruction pointer is not moved to the loop top when an executor is entered",
    {
      difficulty: "easy",
      real: "gh-106141",
      claims: ["running-executors"],
      file: "src/vm/tier2/tier2.ts",
      find: "frame.ip = m.next;",
      replace: "",
    },
  ),
  fault("t1-optimizer-error-resume", "An error of the optimizer is raised at the loop top instead of the jump", {
    real: "gh-106484",
    claims: ["backedge-counters"],
    find: "const result = m.backEdge(code, unit, target);",
    replace: "m.frame.ip = target;\n    const result = m.backEdge(code, unit, target);",
  }),
  fault(
    "t1-quicken-overwrites-executor",
    "A late write of the instruction's own opcode goes over the ENTER_EXECUTOR that was just installed",
    {
      difficulty: "hard",
      real: "gh-118095, gh-118459",
      claims: ["executor-references", "backedge-counters", "recordings"],
      find: "units[unit + 1] = counterAfterSuccess(counter);",
      replace: "units[unit] = JUMP_BACKWARD_OPCODE | (oparg & 0xff) << 8;\n" +
        "      units[unit + 1] = counterAfterSuccess(counter);",
    },
  ),
  fault(
    "t1-rewind-misses-extended-arg",
    "The distance of a jump that became ENTER_EXECUTOR lacks the bits of its prefixes",
    {
      real: "gh-113853, gh-152192",
      claims: ["scenarios", "running-executors"],
      file: "src/vm/tier1/misc.ts",
      find: "const distance = executor.oparg | (oparg & 0xfff_ff00);",
      replace: "const distance = executor.oparg;",
    },
  ),
  fault("t1-success-not-rewound", "After an executor was installed the jump is taken without entering it", {
    difficulty: "easy",
    compare: "gh-109347",
    find: "if (m.repairFirstEntry) return ENTER_EXECUTOR(m, oparg, unit);",
    replace: "m.burnFuel();\n      if (m.repairFirstEntry) return JUMP;",
  }),
];
