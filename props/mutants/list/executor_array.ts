/**
 * Faults of the executors of a code object.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";

const ARRAY_TS = "src/optimizer/executor_array.ts";
const CODE_VIEW_TS = "src/optimizer/code_view.ts";
const MISC_TS = "src/vm/tier1/misc.ts";
const OPTIMIZER_TS = "src/optimizer/optimizer.ts";

/** Faults of the executors of a code object. */
export const EXECUTOR_ARRAY: readonly Mutant[] = [
  {
    id: "array-257th-executor",
    component: "executor-array",
    title: "Capacity check lets index 256 through",
    origin: "listed",
    difficulty: "medium",
    real: true,
    source: "gh-143807 (assert size < MAX_EXECUTORS_SIZE)",
    claims: ["executor-commands", "equivalence"],
    edits: [{
      file: ARRAY_TS,
      find: "code.executors.size < maxExecutors;",
      replace: "code.executors.size <= maxExecutors;",
    }, {
      file: ARRAY_TS,
      find: "if (size >= Math.min(maxExecutors, MAX_EXECUTORS_SIZE)) return -1;",
      replace: "if (size > Math.min(maxExecutors, MAX_EXECUTORS_SIZE)) return -1;",
    }],
    without: null,
  },
  {
    id: "array-code-clear-without-restore",
    component: "executor-array",
    title: "Executor array freed while ENTER_EXECUTOR remains in the bytecode",
    origin: "listed",
    difficulty: "easy",
    real: true,
    source: "gh-107265 (gh-108482, gh-108539)",
    claims: ["executor-commands", "equivalence"],
    edits: [{
      file: CODE_VIEW_TS,
      find: `    if (opcodeOf(units[unit] as number) === ENTER_EXECUTOR) units[unit] = savedUnit(code, unit);
`,
      replace: "",
    }],
    without: null,
  },
  {
    id: "array-extended-arg-index-unmasked",
    component: "executor-array",
    title: "Executor index computed from the full EXTENDED_ARG oparg",
    origin: "listed",
    difficulty: "easy",
    real: true,
    source: "gh-113689 / gh-113694 (wrong oparg used for the index)",
    claims: ["equivalence"],
    edits: [{
      file: MISC_TS,
      find: "const executor = executorAt(code, unit);",
      replace: "const executor = code.executors!.slots[oparg]!;",
    }],
    without: null,
  },
  {
    id: "array-growth-drops-entries",
    component: "executor-array",
    title: "Growing the array loses old entries",
    origin: "listed",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["executor-commands", "equivalence"],
    edits: [{
      file: ARRAY_TS,
      find:
        "  if (size === array.capacity) array.capacity = array.capacity === 0 ? INITIAL_CAPACITY : array.capacity * 2;",
      replace: `  if (size === array.capacity) {
    array.capacity = array.capacity === 0 ? INITIAL_CAPACITY : array.capacity * 2;
    if (size > 0) delete array.slots[size - 1];
  }`,
    }],
    without: null,
  },
  {
    id: "array-replace-forgets-vmdata",
    component: "executor-array",
    title: "Replacement does not inherit the original opcode/oparg",
    origin: "listed",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["executor-commands"],
    edits: [{
      file: ARRAY_TS,
      find: `    executor.opcode = old.opcode;
    executor.oparg = old.oparg;
`,
      replace: "",
    }],
    without: null,
  },
  {
    id: "array-shared-executor-two-slots",
    component: "executor-array",
    title: "One executor installed at two instructions",
    origin: "listed",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["executor-commands"],
    edits: [{
      file: OPTIMIZER_TS,
      find: "if (executor.opcode !== 0 && code.executors",
      replace: "if (executor.opcode < 0 && code.executors",
    }],
    without: null,
  },
  {
    id: "array-toctou-stale-index",
    component: "executor-array",
    title: "Index taken from an oparg read before the slot was patched",
    origin: "listed",
    difficulty: "hard",
    real: true,
    source: "gh-157740 / gh-157855",
    claims: ["executor-commands"],
    edits: [{
      file: OPTIMIZER_TS,
      find: "    const result = this.optimizer.optimize({",
      replace: `    const oparg = (code.units[srcUnit] as number) >>> 8;
    const result = this.optimizer.optimize({`,
    }, {
      file: OPTIMIZER_TS,
      find: "const slot = getIndexForExecutor(code, srcUnit, this.limits.maxExecutors);",
      replace: `const patched = opcodeOf(code.units[srcUnit] as number) === OPCODES.ENTER_EXECUTOR.opcode;
    const slot = patched ? oparg : getIndexForExecutor(code, srcUnit, this.limits.maxExecutors);`,
    }],
    without: null,
  },
];
