/**
 * Faults of the tier-2 interpreter.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const JUMPS = "src/vm/tier1/jumps.ts";
const MISC = "src/vm/tier1/misc.ts";

const fault = faults("listed", {
  component: "tier2-exec",
  difficulty: "medium",
  claims: ["equivalence"],
  file: "src/vm/tier2/tier2.ts",
});

/** Faults of the tier-2 interpreter. */
export const TIER2_EXEC: readonly Mutant[] = [
  fault("t2-deopt-backs-up", "Leaving a trace by deopt backs up too far", {
    difficulty: "easy",
    real: "gh-109095 (review), gh-111144",
    find: "m.statistics.deopts++;",
    replace: "m.statistics.deopts++;\n    if (frame.ip > 0) frame.ip--;",
  }),
  fault(
    "t2-deopt-stale-return-offset",
    "The return offset is not cleared at a deopt, and tier 1 takes it for a displacement",
    {
      real: "gh-109094, gh-111144",
      edits: [{ find: "frame.returnOffset = 0;\n  }\n", replace: "}\n" }, {
        find: "m.next = frame.ip;",
        replace: "m.next = frame.ip + (status === DEOPT ? frame.returnOffset : 0);",
      }],
    },
  ),
  fault(
    "t2-error-pops-peeked",
    "An error in a trace pops all operands of the uop, those that it only looked at included",
    {
      real: "gh-126222",
      claims: ["scenarios"],
      find: "m.statistics.errors++;",
      replace: `m.statistics.errors++;
  const uop = executor.uops[m.uopIndex] as number;
  const oparg = executor.opargs[m.uopIndex] as number;
  const peeked = uop === 95 ? 2 + oparg : uop === 80 || uop === 81 || uop === 105 || uop === 107 || uop === 69 ? 1 + oparg : 0;
  if (peeked > 0) m.stack[m.sp - peeked] = undefined;
  if (uop === 44) m.stack[m.sp - 4] = m.stack[m.sp - 3] = m.stack[m.sp - 2] = undefined;
  if (uop === 20 || uop === 18 || uop === 28 || uop === 29 || uop === 27) m.stack[m.sp - 1] = undefined;
  if (uop === 27 || uop === 7) m.stack[m.sp - 2] = undefined;`,
    },
  ),
  fault("t2-iter-error-at-target", "An error of an iterator is attributed to the exit of the loop", {
    real: "gh-118095, gh-118420",
    claims: ["scenarios", "recordings"],
    file: JUMPS,
    find: "const value: Value = nextForLoop(m, stack[m.sp - 1], unit);",
    replace:
      "m.frame.ip = unit + WITH_ONE_CACHE + oparg;\n  const value: Value = nextForLoop(m, stack[m.sp - 1], unit);",
  }),
  fault("t2-iter-exit-stack-shape", "An exhausted loop is left at its END_FOR with the iterator popped already", {
    difficulty: "easy",
    real: "gh-112134, gh-118420",
    file: JUMPS,
    find: "m.next = unit + WITH_ONE_CACHE + oparg + 1;",
    replace: "m.next = unit + WITH_ONE_CACHE + oparg;",
  }),
  fault("t2-jump-to-top-no-poll", "A trace that closes its loop never asks whether it should stop", {
    difficulty: "easy",
    real: "gh-106529 (design note)",
    claims: ["fuel"],
    edits: ["loop", "watched_loop"].map((loop) => ({
      file: `src/vm/tier2/${loop}.ts`,
      find: "index = 0;\n    m.burnFuel();",
      replace: "index = 0;",
    })),
  }),
  fault("t2-no-eval-breaker-small-region", "A loop that goes through its executor never asks whether it should stop", {
    difficulty: "easy",
    real: "gh-106101, gh-106141",
    claims: ["fuel"],
    file: MISC,
    find: "m.burnFuel();\n  m.next = unit + 2 - distance;",
    replace: "m.next = unit + 2 - distance;",
  }),
  fault("t2-no-eval-breaker-two-traces", "Traces that hand over to each other never ask whether they should stop", {
    real: "gh-117442, gh-118482",
    claims: ["fuel"],
    find: "executor.release();\n  return FRAME;\n}",
    replace: `executor.release();
  return status === DEOPT ? FRAME : handOver(m);
}

/** Goes from trace to trace where the first ends at the entry of the second. */
function handOver(m: Machine): Status {
  const { code, ip } = m.frame;
  const instruction = code.units[ip] as number;
  if ((instruction & 0xff) !== 70) return FRAME;
  const target = code.executors?.slots[instruction >>> 8] as UopExecutor;
  if (target.type !== "uop_executor" || !target.valid) return FRAME;
  m.next = ip + 2 - target.oparg;
  return enterExecutor(m, target.retain());
}`,
  }),
  fault("t2-list-iter-not-exhausted", "A list iterator that reached the end can go on when the list grows", {
    real: "gh-106756, again gh-121012 and gh-121483",
    claims: ["scenarios", "recordings"],
    file: JUMPS,
    find: "(m.stack[m.sp - 1] as ListIterator).end();",
    replace: "",
  }),
  fault("t2-list-iter-null-seq", "The guard of a list iterator reads the list of one that is exhausted already", {
    difficulty: "easy",
    real: "gh-115733, gh-115740",
    claims: ["scenarios", "recordings"],
    file: "src/vm/bodies/iteration.ts",
    find: "return iterator.list !== null && iterator.index < iterator.list.items.length ? NEXT : DEOPT;",
    replace: "return iterator.index < (iterator.list as PyList).items.length ? NEXT : DEOPT;",
  }),
  fault("t2-resume-check-ignores-version", "The start of a function ignores that monitoring has changed", {
    real: "gh-106581, gh-108493",
    claims: ["running-executors", "scenarios"],
    file: "src/vm/bodies/control.ts",
    find: "m.evalBreaker === 0 || m.evalBreaker === m.frame.code.instrumentationVersion ? NEXT : DEOPT;",
    replace: "m.evalBreaker >= 0 ? NEXT : DEOPT;",
  }),
  fault("t2-running-executor-not-held", "A running executor is not kept alive", {
    real: "gh-112902 (review), gh-141861",
    claims: ["running-executors", "scenarios"],
    edits: [
      {
        file: MISC,
        find:
          'executor.retain();\n  if (executor.type === "uop_executor") return enterExecutor(m, executor as UopExecutor);',
        replace:
          'if (executor.type === "uop_executor") return enterExecutor(m, executor as UopExecutor);\n  executor.retain();',
      },
      { find: "executor.release();\n  return FRAME;", replace: "return FRAME;" },
      {
        find: "executor.release();\n  if (m.repairExtendedArgIp) skipPrefixes(frame);",
        replace: "if (m.repairExtendedArgIp) skipPrefixes(frame);",
      },
      { file: "src/vm/enter.ts", find: "inner?.release();", replace: "inner?.checkAlive;" },
    ],
  }),
  fault(
    "t2-stack-pointer-not-saved",
    "The stack pointer is not written back to the frame before a trace enters another one",
    {
      real: "gh-119866, gh-124392, gh-128681",
      file: "src/vm/frame/frame_stack.ts",
      find: "caller.sp = m.sp;",
      replace: "if (m.executor === null) caller.sp = m.sp;",
    },
  ),
  fault(
    "t2-wrong-unbound-name",
    "The error of an unbound local in a trace names the first one that the trace checked",
    {
      real: "gh-140104",
      claims: ["scenarios", "equivalence"],
      edits: [{
        file: "src/vm/bodies/stack.ts",
        find: "if (value === undefined) throw raiseLocalUnbound(m, oparg);",
        replace: "if (value === undefined) throw raiseLocalUnbound(m, firstChecked(m, oparg));",
      }, {
        file: "src/vm/bodies/stack.ts",
        find: "export const LOAD_FAST_CHECK: Body",
        replace: `function firstChecked({ executor }: Parameters<Body>[0], oparg: number): number {
  if (executor === null) return oparg;
  const { uops, opargs } = executor as unknown as { readonly uops: Uint16Array; readonly opargs: Int32Array };
  return opargs[uops.indexOf(87)] as number;
}

export const LOAD_FAST_CHECK: Body`,
      }],
    },
  ),
];
