/**
 * Faults of invalidation.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const MISC = "src/vm/tier1/misc.ts";
const TIER2 = "src/vm/tier2/tier2.ts";

const fault = faults("listed", {
  component: "invalidation",
  difficulty: "easy",
  claims: ["executor-commands"],
  file: "src/optimizer/uop_executor.ts",
});

/** Faults of invalidation. */
export const INVALIDATION: readonly Mutant[] = [
  fault("inval-dependson-assert-assigns", "Adding a dependency to an invalid executor makes it valid again", {
    real: "gh-110384 (review), present at the pin",
    without: "depends-on-revives",
  }),
  fault("inval-enter-invalid-executor", "ENTER_EXECUTOR does not look whether the executor is valid", {
    real: "gh-113595, gh-113596, present at the pin",
    claims: ["invalidation"],
    without: "invalid-executor",
  }),
  fault(
    "inval-restore-wrong-oparg",
    "In place of an invalid executor the jump runs with the slot number for its oparg",
    {
      real: "gh-113689, gh-113694",
      claims: ["equivalence", "running-executors"],
      file: MISC,
      find: "if (!executor.valid && m.repairInvalidExecutor) return JUMP;",
      replace:
        "if (!executor.valid && m.repairInvalidExecutor) {\n    m.next = unit + 2 - oparg;\n    return JUMP;\n  }",
    },
  ),
  fault("inval-running-executor-ignores", "A running trace never notices that it was invalidated", {
    real: "gh-109369, gh-111657",
    claims: ["running-executors"],
    file: "src/vm/bodies/control.ts",
    find: "export const _CHECK_VALIDITY: Body = (m) => (m.executor as Executor).valid ? NEXT : DEOPT;",
    replace: "export const _CHECK_VALIDITY: Body = () => NEXT;",
  }),
  fault(
    "inval-during-optimization",
    "An executor that was invalidated while the optimizer was at work is installed as valid",
    {
      difficulty: "hard",
      real: "gh-143604, gh-140310",
      file: "src/optimizer/optimizer.ts",
      find: "insertExecutor(code, srcUnit, slot, executor,",
      replace: "executor.valid = true;\n    insertExecutor(code, srcUnit, slot, executor,",
    },
  ),
  fault(
    "inval-stale-exit-target",
    "A pointer that is kept to the executor that was left last enters it again without a look whether it is valid",
    {
      difficulty: "medium",
      real: "gh-118093, gh-121885",
      claims: ["invalidation"],
      edits: [{
        file: MISC,
        find: "if (!executor.valid && m.repairInvalidExecutor) return JUMP;",
        replace: "if (!executor.valid && m.repairInvalidExecutor && executor !== m.leftLast) return JUMP;",
      }, {
        file: TIER2,
        find: "m.executor = null;\n  m.next",
        replace: "m.executor = null;\n  m.leftLast = executor;\n  m.next",
      }, {
        file: "src/vm/machine.ts",
        find: "executor: Executor | null = null;",
        replace: "executor: Executor | null = null;\n  leftLast: Executor | null = null;",
      }],
    },
  ),
  fault(
    "inval-flocals-write",
    "A pass trusts what a guard proved about a variable after other code may have written it",
    {
      difficulty: "medium",
      real: "gh-115709, gh-118639",
      claims: ["scenarios", "equivalence"],
      edits: [{ find: "uops[i] = instruction.uop;", replace: "uops[i] = proved.has(i) ? 30 : instruction.uop;" }, {
        find: "const uops = UINT16.take(length);",
        replace: "const proved = provedGuards(trace);\n    const uops = UINT16.take(length);",
      }, {
        find: "/** A uop executor (",
        replace:
          `/** Guards of two ints whose variables were guarded before; only stores to fast locals make it forget. */
function provedGuards(trace: Trace): Set<number> {
  const proved: Set<number> = new Set();
  const known: Set<string> = new Set();
  const operands: string[] = [];
  for (let i = 0; i < trace.length; i++) {
    const { uop, oparg, operand } = trace[i] as Trace[number];
    if (uop === 301 || uop === 394 || uop === 328) continue;
    if (uop === 304) {
      const pair = operands.slice(-2);
      const key = pair.join(" ");
      if (pair.length === 2 && !pair.includes("")) {
        if (known.has(key)) proved.add(i);
        known.add(key);
      }
    }
    if (uop === 110 || uop === 319 || uop === 384) known.clear();
    operands.push((uop >= 83 && uop <= 87) || uop === 330 ? [uop, oparg, operand].join(".") : "");
  }
  return proved;
}

/** A uop executor (`,
      }],
    },
  ),
];
