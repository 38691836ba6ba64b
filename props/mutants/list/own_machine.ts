/**
 * Faults of tables, values, unwinding and tier 1 that the list of the field lacks.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const fault = faults("own", {
  component: "tier1-exec",
  difficulty: "medium",
  claims: ["equivalence", "scenarios", "recordings"],
  file: "src/vm/tier1/generators.ts",
});

/** Faults of tables, values, unwinding and tier 1 that the list of the field lacks. */
export const OWN_MACHINE: readonly Mutant[] = [
  fault("own-handler-range-end", "A handler also covers the instruction right after its range", {
    difficulty: "easy",
    claims: ["equivalence", "scenarios", "fuel"],
    file: "src/vm/frame/unwind.ts",
    find: "unit < entry.start + entry.length",
    replace: "unit <= entry.start + entry.length",
  }),
  fault("own-handler-first-match", "The handler is looked up one unit behind the failing instruction", {
    claims: ["equivalence", "backedge-counters"],
    file: "src/vm/enter.ts",
    find: ": ip + (CACHE_UNITS_OF[opcode] as number);",
    replace: ": ip + (CACHE_UNITS_OF[opcode] as number) + 1;",
  }),
  fault("own-function-version-kept", "A function keeps its version when its code or defaults change", {
    difficulty: "hard",
    file: "src/vm/machine.ts",
    find: "setFunctionVersion(this, func, 0);",
    replace: "if (func.version === 0) setFunctionVersion(this, func, 0);",
  }),
  fault("own-defaults-shifted", "Defaults are counted from the last argument given", {
    file: "src/vm/frame/binding.ts",
    find: "locals[i] = defaults[i - required];",
    replace: "locals[i] = defaults[i - Math.max(given, required)];",
  }),
  fault("own-generator-end", "A generator that a loop drives ends one unit too far", {
    find: "return resume(m, iterator, null, RESUMER_LENGTH + oparg);",
    replace: "return resume(m, iterator, null, RESUMER_LENGTH + oparg + 1);",
  }),
  fault("own-generator-handling", "A generator that yields keeps its handled exception for its caller's", {
    find: "popHandling(m);\n  m.depth--;",
    replace: "m.depth--;",
  }),
  fault("own-branch-history", "Branches remember the opposite of what they did", {
    claims: ["recordings"],
    file: "src/vm/tier1/jumps.ts",
    find: "(taken ? 1 : 0);",
    replace: "(taken ? 0 : 1);",
  }),
  fault("own-cooldown", "An instruction that was specialized is given up too soon", {
    claims: ["recordings"],
    file: "src/vm/specialize/adaptive_counter.ts",
    find: "export const ADAPTIVE_COOLDOWN = 52 << 4;",
    replace: "export const ADAPTIVE_COOLDOWN = 5 << 4;",
  }),
  fault("own-unbound-is-safe", "The table says that LOAD_FAST_CHECK cannot fail", {
    component: "analyze",
    claims: ["traces", "equivalence", "recordings"],
    file: "src/isa/uops.ts",
    find: 'LOAD_FAST_CHECK: { id: 87, effect: "-- value", flags: "ARG LOCAL ERROR"',
    replace: 'LOAD_FAST_CHECK: { id: 87, effect: "-- value", flags: "ARG LOCAL"',
  }),
  fault("own-global-from-wrong-cache", "The table reads the index of a global from the cache unit before", {
    component: "translate",
    difficulty: "easy",
    file: "src/isa/opcodes.ts",
    find: '"_GUARD_GLOBALS_VERSION/1@1 + _LOAD_GLOBAL_MODULE/1@3"',
    replace: '"_GUARD_GLOBALS_VERSION/1@1 + _LOAD_GLOBAL_MODULE/1@2"',
  }),
  fault("own-deleted-key-found", "A deleted key of a dict is still found", {
    claims: ["equivalence", "scenarios"],
    file: "src/object/dict/dict.ts",
    find: "this.index?.delete(indexKey);",
    replace: "",
  }),
  fault("own-floor-division-sign", "Floor division of a negative int rounds towards zero", {
    claims: ["equivalence", "scenarios"],
    file: "src/object/number/int.ts",
    find: "if (remainder !== 0 && (remainder < 0) !== (b < 0)) remainder += b;\n    const multiple",
    replace: "const multiple",
  }),
  fault("own-shift-out", "A shift to the right by 53 or more forgets the sign", {
    difficulty: "hard",
    file: "src/object/number/int.ts",
    find: 'if (typeof b === "bigint" || b > 53) return a < 0 ? -1 : 0;',
    replace: 'if (typeof b === "bigint" || b > 53) return 0;',
  }),
];
