/**
 * Rewrites of the interpreters and their values that keep behaviour.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const fault = faults("harmless", {
  component: "tier1-exec",
  difficulty: "easy",
  claims: [],
  file: "src/optimizer/backedge_counter.ts",
});

/** Rewrites of the interpreters and their values that keep behaviour. */
export const HARMLESS_MACHINE: readonly Mutant[] = [
  fault("harmless-backoff-by-minimum", "The next back-off is worked out by a minimum", {
    find: ": before < MAXIMUM_TIER2_BACKOFF\n    ? before + 1\n    : MAXIMUM_TIER2_BACKOFF;",
    replace: ": Math.min(before + 1, MAXIMUM_TIER2_BACKOFF);",
  }),
  fault("harmless-hot-by-view", "Counters are read as signed numbers by a view", {
    find: "return (counter << 16 >> 16) > (threshold << 16 >> 16);",
    replace:
      "const [count, least] = Int16Array.of(counter, threshold) as unknown as [number, number];\n  return count > least;",
  }),
  fault("harmless-handler-backwards", "The exception table is searched from its end", {
    file: "src/vm/frame/unwind.ts",
    find: "for (let i = 0; i < table.length; i++) {",
    replace: "for (let i = table.length - 1; i >= 0; i--) {",
  }),
  fault("harmless-branch-history", "The newest bit of a branch history is added", {
    file: "src/vm/tier1/jumps.ts",
    find: "| (taken ? 1 : 0);",
    replace: "+ Number(taken);",
  }),
  fault("harmless-read32", "A cache entry of two units is put together by shifting", {
    file: "src/vm/specialize/caches.ts",
    find: "return (units[unit] as number) + (units[unit + 1] as number) * 0x1_0000;",
    replace: "return ((units[unit] as number) | ((units[unit + 1] as number) << 16)) >>> 0;",
  }),
  fault("harmless-generator-order", "A new generator's frame gets its stack height before its place", {
    file: "src/vm/tier1/generators.ts",
    find: "frame.ip = unit + 1;\n  frame.sp = m.sp;\n  detachFrame",
    replace: "frame.sp = m.sp;\n  frame.ip = unit + 1;\n  detachFrame",
  }),
  fault("harmless-key-error-by-deopt", "A key that a dict lacks is left to the general form, which raises", {
    component: "tier2-exec",
    file: "src/vm/bodies/container.ts",
    find: "if (value === undefined) throw raiseValue(m, KEY_ERROR, key);",
    replace: "if (value === undefined) return DEOPT;",
  }),
  fault("harmless-leave-order", "A trace that is left gives its executor up before it stops being the running one", {
    component: "tier2-exec",
    edits: [
      {
        file: "src/vm/tier2/tier2.ts",
        find: "m.executor = null;\n  m.next",
        replace: "executor.release();\n  m.executor = null;\n  m.next",
      },
      { file: "src/vm/tier2/tier2.ts", find: "executor.release();\n  return FRAME;", replace: "return FRAME;" },
    ],
  }),
  fault("harmless-enter-statistics", "Entering a trace counts before it notes the executor", {
    component: "tier2-exec",
    file: "src/vm/tier2/tier2.ts",
    find: "m.executor = executor;\n  m.traceUops = 0;\n  m.statistics.entered++;",
    replace: "m.statistics.entered++;\n  m.traceUops = 0;\n  m.executor = executor;",
  }),
  fault("harmless-slow-sums", "Sums of small ints take the way of the large ones", {
    component: "tier2-exec",
    file: "src/vm/bodies/number.ts",
    find: "const sum = left + right;\n    if (sum <= MAX_SAFE && sum >= -MAX_SAFE) {",
    replace: "const sum = left + right;\n    if (sum <= 0xff && sum >= -0xff) {",
  }),
  fault("harmless-unpack-pair", "A pair is unpacked through two names", {
    component: "tier2-exec",
    file: "src/vm/bodies/container.ts",
    find: "stack[sp - 1] = tuple.items[1];\n  stack[sp] = tuple.items[0];",
    replace: "const [first, second] = tuple.items;\n  stack[sp] = first;\n  stack[sp - 1] = second;",
  }),
  fault("harmless-fresh-frames", "Frames are made anew instead of taken from the pool", {
    component: "tier2-exec",
    file: "src/vm/frame/frame_stack.ts",
    find: "m.freeFrames[m.freeCount++] = frame;",
    replace: "m.freeCount = 0;",
  }),
  fault("harmless-scan-longer", "Dicts are scanned up to 16 entries before they get an index", {
    file: "src/object/dict/dict.ts",
    find: "const SCANNED = 8;",
    replace: "const SCANNED = 16;",
  }),
  fault("harmless-shared-names", "The names that instances share are found by a scan", {
    file: "src/object/dict/shared_keys.ts",
    find: "const index = this.indexes.get(name);\n    return index === undefined ? -1 : index;",
    replace: "return this.names.indexOf(name);",
  }),
  fault("harmless-floor-division", "Small quotients are worked out as large ones are", {
    file: "src/object/number/int.ts",
    find: "if (multiple <= MAX && multiple >= -MAX) return multiple / b + 0;",
    replace: "if (multiple <= 0xff && multiple >= -0xff) return multiple / b + 0;",
  }),
];
