/**
 * Rewrites of the interpreters and their values that keep behaviour.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";

/** Rewrites of the interpreters and their values that keep behaviour. */
export const HARMLESS_MACHINE: readonly Mutant[] = [
  {
    id: "harmless-backoff-by-minimum",
    component: "tier1-exec",
    title: "The next back-off is worked out by a minimum",
    origin: "harmless",
    difficulty: "easy",
    real: false,
    source: null,
    claims: [],
    edits: [
      {
        file: "src/optimizer/backedge_counter.ts",
        find: ": before < MAXIMUM_TIER2_BACKOFF\n    ? before + 1\n    : MAXIMUM_TIER2_BACKOFF;",
        replace: ": Math.min(before + 1, MAXIMUM_TIER2_BACKOFF);",
      },
    ],
    without: null,
  },
  {
    id: "harmless-hot-by-view",
    component: "tier1-exec",
    title: "Counters are read as signed numbers by a view",
    origin: "harmless",
    difficulty: "easy",
    real: false,
    source: null,
    claims: [],
    edits: [
      {
        file: "src/optimizer/backedge_counter.ts",
        find: "return (counter << 16 >> 16) > (threshold << 16 >> 16);",
        replace:
          "const [count, least] = Int16Array.of(counter, threshold) as unknown as [number, number];\n  return count > least;",
      },
    ],
    without: null,
  },
  {
    id: "harmless-handler-backwards",
    component: "tier1-exec",
    title: "The exception table is searched from its end",
    origin: "harmless",
    difficulty: "easy",
    real: false,
    source: null,
    claims: [],
    edits: [
      {
        file: "src/vm/frame/unwind.ts",
        find: "for (let i = 0; i < table.length; i++) {",
        replace: "for (let i = table.length - 1; i >= 0; i--) {",
      },
    ],
    without: null,
  },
  {
    id: "harmless-branch-history",
    component: "tier1-exec",
    title: "The newest bit of a branch history is added",
    origin: "harmless",
    difficulty: "easy",
    real: false,
    source: null,
    claims: [],
    edits: [
      { file: "src/vm/tier1/jumps.ts", find: "| (taken ? 1 : 0);", replace: "+ Number(taken);" },
    ],
    without: null,
  },
  {
    id: "harmless-read32",
    component: "tier1-exec",
    title: "A cache entry of two units is put together by shifting",
    origin: "harmless",
    difficulty: "easy",
    real: false,
    source: null,
    claims: [],
    edits: [
      {
        file: "src/vm/specialize/caches.ts",
        find: "return (units[unit] as number) + (units[unit + 1] as number) * 0x1_0000;",
        replace: "return ((units[unit] as number) | ((units[unit + 1] as number) << 16)) >>> 0;",
      },
    ],
    without: null,
  },
  {
    id: "harmless-generator-order",
    component: "tier1-exec",
    title: "A new generator's frame gets its stack height before its place",
    origin: "harmless",
    difficulty: "easy",
    real: false,
    source: null,
    claims: [],
    edits: [
      {
        file: "src/vm/tier1/generators.ts",
        find: "frame.ip = unit + 1;\n  frame.sp = m.sp;\n  detachFrame",
        replace: "frame.sp = m.sp;\n  frame.ip = unit + 1;\n  detachFrame",
      },
    ],
    without: null,
  },
  {
    id: "harmless-key-error-by-deopt",
    component: "tier2-exec",
    title: "A key that a dict lacks is left to the general form, which raises",
    origin: "harmless",
    difficulty: "easy",
    real: false,
    source: null,
    claims: [],
    edits: [
      {
        file: "src/vm/bodies/container.ts",
        find: "if (value === undefined) throw raiseValue(m, KEY_ERROR, key);",
        replace: "if (value === undefined) return DEOPT;",
      },
    ],
    without: null,
  },
  {
    id: "harmless-leave-order",
    component: "tier2-exec",
    title: "A trace that is left gives its executor up before it stops being the running one",
    origin: "harmless",
    difficulty: "easy",
    real: false,
    source: null,
    claims: [],
    edits: [
      {
        file: "src/vm/tier2/tier2.ts",
        find: "m.executor = null;\n  executor.release();\n  m.next",
        replace: "executor.release();\n  m.executor = null;\n  m.next",
      },
    ],
    without: null,
  },
  {
    id: "harmless-enter-statistics",
    component: "tier2-exec",
    title: "Entering a trace counts before it notes the executor",
    origin: "harmless",
    difficulty: "easy",
    real: false,
    source: null,
    claims: [],
    edits: [
      {
        file: "src/vm/tier2/tier2.ts",
        find: "m.executor = executor;\n  m.traceUops = 0;\n  m.statistics.entered++;",
        replace: "m.statistics.entered++;\n  m.traceUops = 0;\n  m.executor = executor;",
      },
    ],
    without: null,
  },
  {
    id: "harmless-slow-sums",
    component: "tier2-exec",
    title: "Sums of small ints take the way of the large ones",
    origin: "harmless",
    difficulty: "easy",
    real: false,
    source: null,
    claims: [],
    edits: [
      {
        file: "src/vm/bodies/number.ts",
        find: "const sum = left + right;\n    if (sum <= MAX_SAFE && sum >= -MAX_SAFE) {",
        replace: "const sum = left + right;\n    if (sum <= 0xff && sum >= -0xff) {",
      },
    ],
    without: null,
  },
  {
    id: "harmless-unpack-pair",
    component: "tier2-exec",
    title: "A pair is unpacked through two names",
    origin: "harmless",
    difficulty: "easy",
    real: false,
    source: null,
    claims: [],
    edits: [
      {
        file: "src/vm/bodies/container.ts",
        find: "stack[sp - 1] = tuple.items[1];\n  stack[sp] = tuple.items[0];",
        replace: "const [first, second] = tuple.items;\n  stack[sp] = first;\n  stack[sp - 1] = second;",
      },
    ],
    without: null,
  },
  {
    id: "harmless-fresh-frames",
    component: "tier2-exec",
    title: "Frames are made anew instead of taken from the pool",
    origin: "harmless",
    difficulty: "easy",
    real: false,
    source: null,
    claims: [],
    edits: [
      { file: "src/vm/frame/frame_stack.ts", find: "m.freeFrames.push(frame);", replace: "m.freeFrames.length = 0;" },
    ],
    without: null,
  },
  {
    id: "harmless-scan-longer",
    component: "tier1-exec",
    title: "Dicts are scanned up to 16 entries before they get an index",
    origin: "harmless",
    difficulty: "easy",
    real: false,
    source: null,
    claims: [],
    edits: [
      { file: "src/object/dict/dict.ts", find: "const SCANNED = 8;", replace: "const SCANNED = 16;" },
    ],
    without: null,
  },
  {
    id: "harmless-shared-names",
    component: "tier1-exec",
    title: "The names that instances share are found by a scan",
    origin: "harmless",
    difficulty: "easy",
    real: false,
    source: null,
    claims: [],
    edits: [
      {
        file: "src/object/dict/shared_keys.ts",
        find: "const index = this.indexes.get(name);\n    return index === undefined ? -1 : index;",
        replace: "return this.names.indexOf(name);",
      },
    ],
    without: null,
  },
  {
    id: "harmless-floor-division",
    component: "tier1-exec",
    title: "Small quotients are worked out as large ones are",
    origin: "harmless",
    difficulty: "easy",
    real: false,
    source: null,
    claims: [],
    edits: [
      {
        file: "src/object/number/int.ts",
        find: "if (multiple <= MAX && multiple >= -MAX) return multiple / b + 0;",
        replace: "if (multiple <= 0xff && multiple >= -0xff) return multiple / b + 0;",
      },
    ],
    without: null,
  },
];
