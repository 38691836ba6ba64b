/**
 * Faults in what is asked while something is changed or told: an order of look-up that is being made, callbacks that raise, loops that
 * jump to themselves; and in values at an edge.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const fault = faults("own", {
  component: "tier1-exec",
  difficulty: "hard",
  claims: ["hot-sources"],
  file: "src/vm/monitor/legacy_tracing.ts",
});

/** Faults in what is told meanwhile. */
export const TOLD_MEANWHILE: readonly Mutant[] = [
  fault("bases-refused-mro", "A class keeps its version while classes below it are asked for their order", {
    file: "src/object/type/type_bases.ts",
    find: "  type.mro = mro;\n  typeModified(type);",
    replace: "  type.mro = mro;",
  }),
  fault("classform-keeps-kind", "A slot that is read from its class is read in the form for plain values", {
    file: "src/vm/specialize/attribute.ts",
    claims: ["steady-loops"],
    find: 'if (kind !== "method" && kind !== "non_descriptor") return null;',
    replace: 'if (kind === "absent" || kind === "other") return null;',
  }),
  fault("close-stop-iteration", "A callback that stops a generator that is closed ends the caller, too", {
    file: "src/object/generator/generator_ops.ts",
    find: "if (!isExit && !exceptionMatches(exception, STOP_ITERATION)) throw",
    replace: "if (!isExit) throw",
  }),
  fault("jump-in-line-forward", "A jump to itself is not told as a line", {
    find: "if (to > from || (lines",
    replace: "if (to >= from || (lines",
  }),
  fault("edge-product-of-doubles", "A product just past what doubles hold is rounded", {
    file: "src/vm/bodies/number.ts",
    find: "if (product <= MAX_SAFE && product >= -MAX_SAFE) {",
    replace: "if (product <= MAX_SAFE + 1 && product >= -MAX_SAFE) {",
  }),
  fault("stop-with-stop", "What a generator returns is told as it is only if it is no subclass of StopIteration", {
    file: "src/vm/tier1/instrumented.ts",
    find: "value instanceof PyException && value.cls.isSubtype(STOP_ITERATION)",
    replace: "value instanceof PyException && value.cls === STOP_ITERATION",
  }),
  fault("name-unasked", "An attribute that cannot be deleted is named though nobody has seen the dict", {
    file: "src/object/type/instance_dict.ts",
    find: "    instance.filled = UNASKED;\n",
    replace: "",
  }),
  fault("mark-swap", "An iterator that is swapped to the top of what a jump looks at is taken for another value", {
    file: "src/vm/monitor/mark_stacks.ts",
    find: "return (low & ~MASK) | below;",
    replace: "return low | below;",
  }),
];
