/**
 * Faults of the executors of a code object.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const CODE_VIEW_TS = "src/optimizer/code_view.ts";
const MISC_TS = "src/vm/tier1/misc.ts";
const OPTIMIZER_TS = "src/optimizer/optimizer.ts";

const fault = faults("listed", {
  component: "executor-array",
  difficulty: "easy",
  claims: ["executor-commands", "equivalence"],
  file: "src/optimizer/executor_array.ts",
});

/** Faults of the executors of a code object. */
export const EXECUTOR_ARRAY: readonly Mutant[] = [
  fault("array-257th-executor", "Capacity check lets index 256 through", {
    difficulty: "medium",
    real: "gh-143807 (assert size < MAX_EXECUTORS_SIZE)",
    edits: [{ find: "code.executors.size < maxExecutors;", replace: "code.executors.size <= maxExecutors;" }, {
      find: "if (size >= Math.min(maxExecutors, MAX_EXECUTORS_SIZE)) return -1;",
      replace: "if (size > Math.min(maxExecutors, MAX_EXECUTORS_SIZE)) return -1;",
    }],
  }),
  fault("array-code-clear-without-restore", "Executor array freed while ENTER_EXECUTOR remains in the bytecode", {
    real: "gh-107265 (gh-108482, gh-108539)",
    file: CODE_VIEW_TS,
    find: `    if (opcodeOf(units[unit] as number) === ENTER_EXECUTOR) units[unit] = savedUnit(code, unit);
`,
    replace: "",
  }),
  fault("array-extended-arg-index-unmasked", "Executor index computed from the full EXTENDED_ARG oparg", {
    real: "gh-113689 / gh-113694 (wrong oparg used for the index)",
    claims: ["equivalence"],
    file: MISC_TS,
    find: "const executor = executorAt(code, unit);",
    replace: "const executor = code.executors!.slots[oparg]!;",
  }),
  fault("array-growth-drops-entries", "Growing the array loses old entries", {
    find:
      "  if (size === array.capacity) array.capacity = array.capacity === 0 ? INITIAL_CAPACITY : array.capacity * 2;",
    replace: `  if (size === array.capacity) {
    array.capacity = array.capacity === 0 ? INITIAL_CAPACITY : array.capacity * 2;
    if (size > 0) delete array.slots[size - 1];
  }`,
  }),
  fault("array-replace-forgets-vmdata", "Replacement does not inherit the original opcode/oparg", {
    claims: ["executor-commands"],
    find: `    executor.opcode = old.opcode;
    executor.oparg = old.oparg;
`,
    replace: "",
  }),
  fault("array-shared-executor-two-slots", "One executor installed at two instructions", {
    difficulty: "medium",
    claims: ["executor-commands"],
    file: OPTIMIZER_TS,
    find: "if (executor.opcode !== 0 && code.executors",
    replace: "if (executor.opcode < 0 && code.executors",
  }),
  fault("array-toctou-stale-index", "Index taken from an oparg read before the slot was patched", {
    difficulty: "hard",
    real: "gh-157740 / gh-157855",
    claims: ["executor-commands"],
    edits: [{
      file: OPTIMIZER_TS,
      find: "    const result = this.#optimized({",
      replace: `    const oparg = (code.units[srcUnit] as number) >>> 8;
    const result = this.#optimized({`,
    }, {
      file: OPTIMIZER_TS,
      find: "const slot = getIndexForExecutor(code, srcUnit, this.limits.maxExecutors);",
      replace: `const patched = opcodeOf(code.units[srcUnit] as number) === OPCODES.ENTER_EXECUTOR.opcode;
    const slot = patched ? oparg : getIndexForExecutor(code, srcUnit, this.limits.maxExecutors);`,
    }],
  }),
];
