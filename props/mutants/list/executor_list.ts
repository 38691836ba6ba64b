/**
 * Faults of the list of all executors.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";

const LIST = "src/optimizer/executor_list.ts";

/** Faults of the list of all executors. */
export const EXECUTOR_LIST: readonly Mutant[] = [
  {
    id: "list-link-loses-tail",
    component: "executor-list",
    title: "Inserting behind the head drops the rest of the list",
    origin: "listed",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["executor-list", "executor-commands", "invalidation"],
    edits: [{ file: LIST, find: "executor.next = next;", replace: "executor.next = null;" }],
    without: null,
  },
  {
    id: "list-unlink-head-not-advanced",
    component: "executor-list",
    title: "Unlinking the head leaves the list pointing at it",
    origin: "listed",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["executor-list", "executor-commands", "invalidation", "executor-references"],
    edits: [{ file: LIST, find: "this.head = next;", replace: "" }],
    without: null,
  },
  {
    id: "list-unlink-skips-back-pointer",
    component: "executor-list",
    title: "Unlinking does not update the successor's previous link",
    origin: "listed",
    difficulty: "medium",
    real: false,
    source: null,
    claims: ["executor-list", "executor-commands"],
    edits: [{ file: LIST, find: "if (next !== null) next.previous = previous;", replace: "" }],
    without: null,
  },
  {
    id: "list-next-read-after-removal",
    component: "executor-list",
    title: "Invalidation reads the next link of an executor that it has just cleared",
    origin: "listed",
    difficulty: "medium",
    real: true,
    source: "gh-118095, gh-118459",
    claims: ["executor-list", "executor-commands", "invalidation"],
    edits: [
      { file: LIST, find: "this.size--;", replace: "executor.next = null;\n    this.size--;" },
      {
        file: LIST,
        find: "count++;\n      }\n      executor = next;",
        replace: "count++;\n      }\n      executor = executor.next;",
      },
    ],
    without: null,
  },
  {
    id: "list-dealloc-without-unlink",
    component: "executor-list",
    title: "Counting executors are freed without leaving the list",
    origin: "listed",
    difficulty: "easy",
    real: false,
    source: null,
    claims: ["executor-commands", "executor-references"],
    edits: [{ file: "src/optimizer/counter_optimizer.ts", find: "super.dealloc();", replace: "" }],
    without: null,
  },
  {
    id: "list-failed-creation-stays-linked",
    component: "executor-list",
    title: "An executor that gets no slot after it was linked is not given up",
    origin: "listed",
    difficulty: "medium",
    real: true,
    source: "gh-139540, gh-139952",
    claims: ["executor-commands"],
    edits: [{
      file: "src/optimizer/optimizer.ts",
      find: "if (slot < 0) {\n      executor.release();",
      replace: "if (slot < 0) {",
    }],
    without: null,
  },
  {
    id: "list-wrong-interpreter",
    component: "executor-list",
    title: "A dying executor is unlinked from the list of whichever interpreter linked one last, not from its own",
    origin: "listed",
    difficulty: "hard",
    real: false,
    source: "compare gh-111339, gh-110384",
    claims: ["executor-index", "executor-references", "invalidation"],
    edits: [
      {
        file: "src/optimizer/executor.ts",
        find: "index.link(executor);",
        replace: "current = index;\n  index.link(executor);",
      },
      {
        file: "src/optimizer/executor.ts",
        find: "export function clearExecutor(executor: Executor): void {\n  const { index } = executor;",
        replace: "let current: ExecutorIndex | null = null;\n\n" +
          "export function clearExecutor(executor: Executor): void {\n  const index = current;",
      },
    ],
    without: null,
  },
];
