/**
 * Faults of what is asked as it is and not as it was, and of what is told of ends, methods and frames that wait.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const fault = faults("own", {
  component: "tier1-exec",
  difficulty: "hard",
  claims: ["hot-sources"],
  file: "src/vm/tier1/instrumented.ts",
});

/** Faults of what is asked and told at the wrong time. */
export const AS_IT_WAS: readonly Mutant[] = [
  fault("told-hook-of-now", "A hook that is changed while an attribute is looked up is asked as it is now", {
    component: "tier1-exec",
    file: "src/object/type/attributes.ts",
    find: "if (hook === undefined) throw error;",
    replace: 'if (hook === undefined || lookupSpecial(cls, "__getattr__") !== hook) throw error;',
  }),
  fault("told-close-reported", "What nothing catches in is closed with an exception where resumptions are told", {
    component: "tier1-exec",
    file: "src/object/generator/generator_ops.ts",
    find: "[OPCODES.RESUME, OPCODES.RESUME_CHECK, OPCODES.INSTRUMENTED_RESUME]",
    replace: "[OPCODES.RESUME, OPCODES.RESUME_CHECK]",
  }),
  fault("told-number-of-comparison", "A number that a comparison gives is tested as it is", {
    component: "tier1-exec",
    file: "src/vm/bodies/number.ts",
    find: "stack[sp - 2] = (oparg & 16) !== 0 ? isTrue(m, result) : result;",
    replace: "stack[sp - 2] = (oparg & 16) !== 0 && typeof result !== 'number' ? isTrue(m, result) : result;",
  }),
  fault("told-length-of-wide-range", "What is left of a wide range is a double", {
    component: "tier1-exec",
    file: "src/object/iterator/iterators.ts",
    find: "return normalizeInt(this.remaining);",
    replace: "return this.length;",
  }),
  fault("told-end-of-coroutine", "That an awaited coroutine ended is told to nobody", {
    component: "tier1-exec",
    file: "src/vm/tier1/instrumented.ts",
    find: "if (receiver instanceof PyGenerator || receiver instanceof PyCoroutine) reportStop",
    replace: "if (receiver instanceof PyGenerator) reportStop",
  }),
  fault("told-hash-of-two-bases", "A class with several bases that compares keeps its hash", {
    component: "tier1-exec",
    file: "src/object/type/type_creation.ts",
    find: ' && dict.getStr("__eq__") !== undefined) dict.setStr',
    replace: ' && dict.getStr("__eq__") !== undefined && type.bases.items.length < 2) dict.setStr',
  }),
  fault("told-method-unpacked", "A bound method that is called with unpacked arguments is told as a builtin", {
    component: "tier1-exec",
    file: "src/vm/tier1/instrumented.ts",
    find: "callable instanceof PyFunction || callable instanceof PyMethod) return plain",
    replace: "callable instanceof PyFunction) return plain",
  }),
  fault("told-empty-doc", "A documentation that is empty is none", {
    component: "tier1-exec",
    file: "src/vm/bodies/call.ts",
    find: 'if (typeof doc === "string") func.doc = doc;',
    replace: 'if (typeof doc === "string" && doc !== "") func.doc = doc;',
  }),
  fault("told-jump-of-waiting", "A frame that waits is sent to another line as if it ran", {
    component: "tier1-exec",
    file: "src/vm/monitor/line_jump.ts",
    find: "suspended ? popped(from) : from",
    replace: "from",
  }),
];
