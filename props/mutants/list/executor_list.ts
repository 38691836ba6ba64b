/**
 * Faults of the list of all executors.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const fault = faults("listed", {
  component: "executor-list",
  difficulty: "easy",
  claims: ["executor-list", "executor-commands", "invalidation"],
  file: "src/optimizer/executor_list.ts",
});

/** Faults of the list of all executors. */
export const EXECUTOR_LIST: readonly Mutant[] = [
  fault("list-link-loses-tail", "Inserting behind the head drops the rest of the list", {
    find: "executor.next = next;",
    replace: "executor.next = null;",
  }),
  fault("list-unlink-head-not-advanced", "Unlinking the head leaves the list pointing at it", {
    claims: ["executor-list", "executor-commands", "invalidation", "executor-references"],
    find: "this.head = next;",
    replace: "",
  }),
  fault("list-unlink-skips-back-pointer", "Unlinking does not update the successor's previous link", {
    difficulty: "medium",
    claims: ["executor-list", "executor-commands"],
    find: "if (next !== null) next.previous = previous;",
    replace: "",
  }),
  fault("list-next-read-after-removal", "Invalidation reads the next link of an executor that it has just cleared", {
    difficulty: "medium",
    real: "gh-118095, gh-118459",
    edits: [{ find: "this.size--;", replace: "executor.next = null;\n    this.size--;" }, {
      find: "count++;\n      }\n      executor = next;",
      replace: "count++;\n      }\n      executor = executor.next;",
    }],
  }),
  fault("list-dealloc-without-unlink", "Counting executors are freed without leaving the list", {
    claims: ["executor-commands", "executor-references"],
    file: "src/optimizer/counter_optimizer.ts",
    find: "super.dealloc();",
    replace: "",
  }),
  fault("list-failed-creation-stays-linked", "An executor that gets no slot after it was linked is not given up", {
    difficulty: "medium",
    real: "gh-139540, gh-139952",
    claims: ["executor-commands"],
    file: "src/optimizer/optimizer.ts",
    find: "if (slot < 0) {\n      executor.release();",
    replace: "if (slot < 0) {",
  }),
  fault(
    "list-wrong-interpreter",
    "A dying executor is unlinked from the list of whichever interpreter linked one last, not from its own",
    {
      difficulty: "hard",
      compare: "gh-111339, gh-110384",
      claims: ["executor-index", "executor-references", "invalidation"],
      edits: [{
        file: "src/optimizer/executor.ts",
        find: "index.link(executor);",
        replace: "current = index;\n  index.link(executor);",
      }, {
        file: "src/optimizer/executor.ts",
        find: "export function clearExecutor(executor: Executor): void {\n  const { index } = executor;",
        replace: "let current: ExecutorIndex | null = null;\n\n" +
          "export function clearExecutor(executor: Executor): void {\n  const index = current;",
      }],
    },
  ),
];
