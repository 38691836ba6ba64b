/**
 * Faults of tables, values, unwinding and tier 1 that the list of the field lacks.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";

/** Faults of tables, values, unwinding and tier 1 that the list of the field lacks. */
export const OWN_MACHINE: readonly Mutant[] = [
  {
    id: "own-handler-range-end",
    component: "tier1-exec",
    title: "A handler also covers the instruction right after its range",
    origin: "own",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["equivalence", "scenarios", "fuel"],
    edits: [
      {
        file: "src/vm/frame/unwind.ts",
        find: "unit < entry.start + entry.length",
        replace: "unit <= entry.start + entry.length",
      },
    ],
    without: null,
  },
  {
    id: "own-handler-first-match",
    component: "tier1-exec",
    title: "The handler is looked up one unit behind the failing instruction",
    origin: "own",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["equivalence", "backedge-counters"],
    edits: [
      {
        file: "src/vm/enter.ts",
        find: "(CACHE_UNITS_OF[opcodeOf(frame.code.units[ip] as number)] as number), true)",
        replace: "(CACHE_UNITS_OF[opcodeOf(frame.code.units[ip] as number)] as number) + 1, true)",
      },
    ],
    without: null,
  },
  {
    id: "own-function-version-kept",
    component: "tier1-exec",
    title: "A function keeps its version when its code or defaults change",
    origin: "own",
    difficulty: "hard",
    real: false,
    source: null,
    claims: ["equivalence", "scenarios", "recordings"],
    edits: [
      {
        file: "src/vm/machine.ts",
        find: "setFunctionVersion(this, func, 0);",
        replace: "if (func.version === 0) setFunctionVersion(this, func, 0);",
      },
    ],
    without: null,
  },
  {
    id: "own-defaults-shifted",
    component: "tier1-exec",
    title: "Defaults are counted from the last argument given",
    origin: "own",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["equivalence", "scenarios", "recordings"],
    edits: [
      {
        file: "src/vm/frame/binding.ts",
        find: "locals[i] = defaults[i - required];",
        replace: "locals[i] = defaults[i - Math.max(given, required)];",
      },
    ],
    without: null,
  },
  {
    id: "own-generator-end",
    component: "tier1-exec",
    title: "A generator that a loop drives ends one unit too far",
    origin: "own",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["equivalence", "scenarios", "recordings"],
    edits: [
      {
        file: "src/vm/tier1/generators.ts",
        find: "return resume(m, iterator, null, RESUMER_LENGTH + oparg);",
        replace: "return resume(m, iterator, null, RESUMER_LENGTH + oparg + 1);",
      },
    ],
    without: null,
  },
  {
    id: "own-generator-handling",
    component: "tier1-exec",
    title: "A generator that yields keeps its handled exception for its caller's",
    origin: "own",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["equivalence", "scenarios", "recordings"],
    edits: [
      { file: "src/vm/tier1/generators.ts", find: "popHandling(m);\n  m.depth--;", replace: "m.depth--;" },
    ],
    without: null,
  },
  {
    id: "own-branch-history",
    component: "tier1-exec",
    title: "Branches remember the opposite of what they did",
    origin: "own",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["recordings"],
    edits: [
      { file: "src/vm/tier1/jumps.ts", find: "(taken ? 1 : 0);", replace: "(taken ? 0 : 1);" },
    ],
    without: null,
  },
  {
    id: "own-cooldown",
    component: "tier1-exec",
    title: "An instruction that was specialized is given up too soon",
    origin: "own",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["recordings"],
    edits: [
      {
        file: "src/vm/specialize/adaptive_counter.ts",
        find: "export const ADAPTIVE_COOLDOWN = 52 << 4;",
        replace: "export const ADAPTIVE_COOLDOWN = 5 << 4;",
      },
    ],
    without: null,
  },
  {
    id: "own-unbound-is-safe",
    component: "analyze",
    title: "The table says that LOAD_FAST_CHECK cannot fail",
    origin: "own",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["traces", "equivalence", "recordings"],
    edits: [
      {
        file: "src/isa/uops.ts",
        find: 'LOAD_FAST_CHECK: { id: 87, effect: "-- value", flags: "ARG LOCAL ERROR"',
        replace: 'LOAD_FAST_CHECK: { id: 87, effect: "-- value", flags: "ARG LOCAL"',
      },
    ],
    without: null,
  },
  {
    id: "own-global-from-wrong-cache",
    component: "translate",
    title: "The table reads the index of a global from the cache unit before",
    origin: "own",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["equivalence", "scenarios", "recordings"],
    edits: [
      {
        file: "src/isa/opcodes.ts",
        find: '"_GUARD_GLOBALS_VERSION/1@1 + _LOAD_GLOBAL_MODULE/1@3"',
        replace: '"_GUARD_GLOBALS_VERSION/1@1 + _LOAD_GLOBAL_MODULE/1@2"',
      },
    ],
    without: null,
  },
  {
    id: "own-deleted-key-found",
    component: "tier1-exec",
    title: "A deleted key of a dict is still found",
    origin: "own",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["equivalence", "scenarios"],
    edits: [
      { file: "src/object/dict/dict.ts", find: "this.index?.delete(indexKey);", replace: "" },
    ],
    without: null,
  },
  {
    id: "own-floor-division-sign",
    component: "tier1-exec",
    title: "Floor division of a negative int rounds towards zero",
    origin: "own",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["equivalence", "scenarios"],
    edits: [
      {
        file: "src/object/number/int.ts",
        find: "if (remainder !== 0 && (remainder < 0) !== (b < 0)) remainder += b;\n    const multiple",
        replace: "const multiple",
      },
    ],
    without: null,
  },
  {
    id: "own-shift-out",
    component: "tier1-exec",
    title: "A shift to the right by 53 or more forgets the sign",
    origin: "own",
    difficulty: "hard",
    real: false,
    source: null,
    claims: ["equivalence", "scenarios", "recordings"],
    edits: [
      {
        file: "src/object/number/int.ts",
        find: 'if (typeof b === "bigint" || b > 53) return a < 0 ? -1 : 0;',
        replace: 'if (typeof b === "bigint" || b > 53) return 0;',
      },
    ],
    without: null,
  },
];
