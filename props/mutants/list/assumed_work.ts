/**
 * Faults that no comparison of engines sees: tier 2 does less than it could; and faults of what passes are given.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const idle = faults("own", {
  component: "tier2-exec",
  difficulty: "medium",
  claims: ["steady-loops"],
  file: "src/vm/bodies/call.ts",
});

const given = faults("own", {
  component: "optimizer-api",
  difficulty: "medium",
  claims: ["pass-context"],
  file: "src/optimizer/pass_context.ts",
});

/** Faults that leave tier 2 idle, and faults of what passes are given. */
export const ASSUMED_WORK: readonly Mutant[] = [
  idle("idle-stack-space", "The guard of the data stack never holds", {
    find: "return m.dataStack.hasSpace(code.dataStackWords) && m.limits.recursionLimit - m.depth > 1 ? NEXT : DEOPT;",
    replace: "return m.dataStack.hasSpace(-code.dataStackWords - 1e9) && m.depth < 0 ? NEXT : DEOPT;",
  }),
  idle("idle-top-of-trace", "A trace that closes its loop is left at its top", {
    file: "src/vm/bodies/control.ts",
    find: "export const _JUMP_TO_TOP: Body = () => TOP;",
    replace: "export const _JUMP_TO_TOP: Body = (m) => m.uopIndex < 0 ? TOP : EXIT;",
  }),
  idle("idle-floats", "The guard of two floats never holds", {
    file: "src/vm/bodies/number.ts",
    find: "return stack[sp - 2] instanceof PyFloat && stack[sp - 1] instanceof PyFloat ? NEXT : DEOPT;",
    replace: "return stack[sp - 2] instanceof PyFloat && stack[sp - 1] === undefined ? NEXT : DEOPT;",
  }),
  idle("idle-global-form", "Reading a global has no form of its own", {
    component: "tier1-exec",
    file: "src/vm/specialize/name.ts",
    find: "  if (globals.kind === KEYS.GENERAL) return null;",
    replace: "  if (globals.kind !== KEYS.SPLIT) return null;",
  }),
  idle("idle-hint", "The guard of a dict that is read by position never holds", {
    file: "src/vm/bodies/attribute.ts",
    find: "return owner instanceof PyInstance && owner.dict !== null ? NEXT : DEOPT;",
    replace: "return owner instanceof PyInstance && owner.dict === owner.values ? NEXT : DEOPT;",
  }),
  idle("idle-unpacking", "The guard of a pair that is unpacked never holds", {
    file: "src/vm/bodies/container.ts",
    find: "tuple.items.length !== 2 || oparg !== 2) return DEOPT;",
    replace: "tuple.items.length !== 2 || oparg === 2) return DEOPT;",
  }),
  idle("idle-jump-history", "A branch that was never taken is thought to be taken", {
    component: "translate",
    file: "src/optimizer/translate.ts",
    find: "const likely = bitcount > UNLIKELY_AT_MOST;",
    replace: "const likely = bitcount === 0 || bitcount > UNLIKELY_AT_MOST;",
  }),
  given("given-no-dependency", "A dependency that a pass asks for is not added", {
    find: "    this.#options.dependencies.add(address);\n",
    replace: "",
  }),
  given("given-unwatched", "A namespace that a pass depends on is not watched", {
    find: "    this.#options.interpreter?.watch(object);\n",
    replace: "",
  }),
  given("given-constant-before", "A constant that a pass adds is read as the one before it", {
    file: "src/vm/bodies/stack.ts",
    find: "return (m.executor as UopExecutor).constants[index] as Value;",
    replace: "return (m.executor as UopExecutor).constants[Math.max(0, index - 1)] as Value;",
  }),
  given("given-name-elsewhere", "A pass sees the name of the entry before", {
    file: "src/vm/pass_interpreter.ts",
    find: "const key = this.dict.entryKeys[index];",
    replace: "const key = this.dict.entryKeys[Math.max(0, index - 1)];",
  }),
  given("given-store-untold", "A namespace that a trace depends on does not tell of values", {
    file: "src/object/dict/dict.ts",
    find: "    if (this.watcher !== null) this.tellWatcher();\n    this.entryValues[entry] = value;",
    replace: "    this.entryValues[entry] = value;",
  }),
];
