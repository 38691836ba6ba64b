/**
 * Faults of the tier-2 interpreter.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";

const TIER2 = "src/vm/tier2/tier2.ts";
const JUMPS = "src/vm/tier1/jumps.ts";
const MISC = "src/vm/tier1/misc.ts";

/** Faults of the tier-2 interpreter. */
export const TIER2_EXEC: readonly Mutant[] = [
  {
    id: "t2-deopt-backs-up",
    component: "tier2-exec",
    title: "Leaving a trace by deopt backs up too far",
    origin: "listed",
    difficulty: "easy",
    real: true,
    source: "gh-109095 (review), gh-111144",
    claims: ["equivalence"],
    edits: [{
      file: TIER2,
      find: "m.statistics.deopts++;",
      replace: "m.statistics.deopts++;\n    if (frame.ip > 0) frame.ip--;",
    }],
    without: null,
  },
  {
    id: "t2-deopt-stale-return-offset",
    component: "tier2-exec",
    title: "The return offset is not cleared at a deopt, and tier 1 takes it for a displacement",
    origin: "listed",
    difficulty: "medium",
    real: true,
    source: "gh-109094, gh-111144",
    claims: ["equivalence"],
    edits: [
      {
        file: TIER2,
        find: "frame.returnOffset = 0;\n  }\n",
        replace: "}\n",
      },
      {
        file: TIER2,
        find: "m.next = frame.ip;\n  return FRAME;",
        replace: "m.next = frame.ip + (status === DEOPT ? frame.returnOffset : 0);\n  return FRAME;",
      },
    ],
    without: null,
  },
  {
    id: "t2-error-pops-peeked",
    component: "tier2-exec",
    title: "An error in a trace pops all operands of the uop, those that it only looked at included",
    origin: "listed",
    difficulty: "medium",
    real: true,
    source: "gh-126222",
    claims: ["scenarios"],
    edits: [
      {
        file: TIER2,
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
    ],
    without: null,
  },
  {
    id: "t2-iter-error-at-target",
    component: "tier2-exec",
    title: "An error of an iterator is attributed to the exit of the loop",
    origin: "listed",
    difficulty: "medium",
    real: true,
    source: "gh-118095, gh-118420",
    claims: ["scenarios", "recordings"],
    edits: [{
      file: JUMPS,
      find: "const value: Value = iterNext(m, stack[m.sp - 1]);",
      replace: "m.frame.ip = unit + WITH_ONE_CACHE + oparg;\n  const value: Value = iterNext(m, stack[m.sp - 1]);",
    }],
    without: null,
  },
  {
    id: "t2-iter-exit-stack-shape",
    component: "tier2-exec",
    title: "An exhausted loop is left at its END_FOR with the iterator popped already",
    origin: "listed",
    difficulty: "easy",
    real: true,
    source: "gh-112134, gh-118420",
    claims: ["equivalence"],
    edits: [{
      file: JUMPS,
      find: "m.next = unit + WITH_ONE_CACHE + oparg + 1;",
      replace: "m.next = unit + WITH_ONE_CACHE + oparg;",
    }],
    without: null,
  },
  {
    id: "t2-jump-to-top-no-poll",
    component: "tier2-exec",
    title: "A trace that closes its loop never asks whether it should stop",
    origin: "listed",
    difficulty: "easy",
    real: true,
    source: "gh-106529 (design note)",
    claims: ["fuel"],
    edits: [
      { file: "src/vm/tier2/loop.ts", find: "index = 0;\n    m.burnFuel();", replace: "index = 0;" },
      { file: TIER2, find: "index = 0;\n    m.burnFuel();", replace: "index = 0;" },
    ],
    without: null,
  },
  {
    id: "t2-no-eval-breaker-small-region",
    component: "tier2-exec",
    title: "A loop that goes through its executor never asks whether it should stop",
    origin: "listed",
    difficulty: "easy",
    real: true,
    source: "gh-106101, gh-106141",
    claims: ["fuel"],
    edits: [{
      file: MISC,
      find: "m.burnFuel();\n  m.next = unit + 2 - distance;",
      replace: "m.next = unit + 2 - distance;",
    }],
    without: null,
  },
  {
    id: "t2-no-eval-breaker-two-traces",
    component: "tier2-exec",
    title: "Traces that hand over to each other never ask whether they should stop",
    origin: "listed",
    difficulty: "medium",
    real: true,
    source: "gh-117442, gh-118482",
    claims: ["fuel"],
    edits: [{
      file: TIER2,
      find: "m.next = frame.ip;\n  return FRAME;\n}",
      replace: `m.next = frame.ip;
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
    }],
    without: null,
  },
  {
    id: "t2-list-iter-not-exhausted",
    component: "tier2-exec",
    title: "A list iterator that reached the end can go on when the list grows",
    origin: "listed",
    difficulty: "medium",
    real: true,
    source: "gh-106756, again gh-121012 and gh-121483",
    claims: ["scenarios", "recordings"],
    edits: [{ file: JUMPS, find: "(m.stack[m.sp - 1] as ListIterator).list = null;", replace: "" }],
    without: null,
  },
  {
    id: "t2-list-iter-null-seq",
    component: "tier2-exec",
    title: "The guard of a list iterator reads the list of one that is exhausted already",
    origin: "listed",
    difficulty: "easy",
    real: true,
    source: "gh-115733, gh-115740",
    claims: ["scenarios", "recordings"],
    edits: [{
      file: "src/vm/bodies/iteration.ts",
      find: "return iterator.list !== null && iterator.index < iterator.list.items.length ? NEXT : DEOPT;",
      replace: "return iterator.index < (iterator.list as PyList).items.length ? NEXT : DEOPT;",
    }],
    without: null,
  },
  {
    id: "t2-resume-check-ignores-version",
    component: "tier2-exec",
    title: "The start of a function ignores that monitoring has changed",
    origin: "listed",
    difficulty: "medium",
    real: true,
    source: "gh-106581, gh-108493",
    claims: ["running-executors", "scenarios"],
    edits: [{
      file: "src/vm/bodies/control.ts",
      find: "m.evalBreaker === 0 || m.evalBreaker === m.frame.code.instrumentationVersion ? NEXT : DEOPT;",
      replace: "m.evalBreaker >= 0 ? NEXT : DEOPT;",
    }],
    without: null,
  },
  {
    id: "t2-running-executor-not-held",
    component: "tier2-exec",
    title: "A running executor is not kept alive",
    origin: "listed",
    difficulty: "medium",
    real: true,
    source: "gh-112902 (review), gh-141861",
    claims: ["running-executors", "scenarios"],
    edits: [
      {
        file: MISC,
        find:
          'executor.retain();\n  if (executor.type === "uop_executor") return enterExecutor(m, executor as UopExecutor);',
        replace:
          'if (executor.type === "uop_executor") return enterExecutor(m, executor as UopExecutor);\n  executor.retain();',
      },
      { file: TIER2, find: "executor.release();\n  m.next = frame.ip;", replace: "m.next = frame.ip;" },
      {
        file: TIER2,
        find: "executor.release();\n  if (m.repairExtendedArgIp) skipPrefixes(frame);",
        replace: "if (m.repairExtendedArgIp) skipPrefixes(frame);",
      },
      { file: "src/vm/enter.ts", find: "inner?.release();", replace: "inner?.checkAlive;" },
    ],
    without: null,
  },
  {
    id: "t2-stack-pointer-not-saved",
    component: "tier2-exec",
    title: "The stack pointer is not written back to the frame before a trace enters another one",
    origin: "listed",
    difficulty: "medium",
    real: true,
    source: "gh-119866, gh-124392, gh-128681",
    claims: ["equivalence"],
    edits: [{
      file: "src/vm/frame/frame_stack.ts",
      find: "caller.sp = m.sp;",
      replace: "if (m.executor === null) caller.sp = m.sp;",
    }],
    without: null,
  },
  {
    id: "t2-wrong-unbound-name",
    component: "tier2-exec",
    title: "The error of an unbound local in a trace names the first one that the trace checked",
    origin: "listed",
    difficulty: "medium",
    real: true,
    source: "gh-140104",
    claims: ["scenarios", "equivalence"],
    edits: [
      {
        file: "src/vm/bodies/stack.ts",
        find: "if (value === undefined) throw raiseLocalUnbound(m, oparg);",
        replace: "if (value === undefined) throw raiseLocalUnbound(m, firstChecked(m, oparg));",
      },
      {
        file: "src/vm/bodies/stack.ts",
        find: "export const LOAD_FAST_CHECK: Body",
        replace: `function firstChecked({ executor }: Parameters<Body>[0], oparg: number): number {
  if (executor === null) return oparg;
  const { uops, opargs } = executor as unknown as { readonly uops: Uint16Array; readonly opargs: Int32Array };
  return opargs[uops.indexOf(87)] as number;
}

export const LOAD_FAST_CHECK: Body`,
      },
    ],
    without: null,
  },
];
