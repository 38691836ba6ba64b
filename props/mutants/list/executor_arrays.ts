/**
 * Faults of the index of two arrays, and of the tree of filters.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const TREE = "src/optimizer/executor_tree.ts";

const fault = faults("own", {
  component: "executor-list",
  difficulty: "easy",
  claims: ["executor-index"],
  file: "src/optimizer/executor_arrays.ts",
});

/** Faults of the index of two arrays, and of the tree of filters. */
export const EXECUTOR_ARRAYS: readonly Mutant[] = [
  fault("arrays-swap-forgets-filter", "The executor that moves leaves its filter behind", {
    find: "this.#filters.copyWithin(place * BLOOM_FILTER_WORDS, from, from + BLOOM_FILTER_WORDS);",
    replace: "",
  }),
  fault("arrays-swap-forgets-place", "The executor that moves does not learn its new place", {
    find: "last.indexPlace = place;",
    replace: "",
  }),
  fault(
    "arrays-swap-while-walking",
    "Executors are unlinked during the walk, which then steps over the one that moved",
    {
      difficulty: "medium",
      edits: [{
        find: "if (this.#mayContain(place, probe.words)) found.push(executor);",
        replace:
          "if (this.#mayContain(place, probe.words)) {\n        found.push(executor);\n        executor.valid = false;\n        this.unlink(executor);\n      }",
      }],
    },
  ),
  fault("arrays-dependency-not-copied", "A dependency that is added later does not reach the copy of the filter", {
    difficulty: "medium",
    find: "if (executor.indexPlace >= 0) this.#filters.set(",
    replace: "if (executor.indexPlace > 1e9) this.#filters.set(",
  }),
  fault("arrays-grow-loses-filters", "Growing forgets the filters so far", {
    difficulty: "medium",
    find: "filters.set(this.#filters);",
    replace: "",
  }),
  fault("arrays-place-kept-when-unlinked", "An executor that was unlinked still names a place", {
    difficulty: "medium",
    find: "executor.indexPlace = -1;\n    executor.linked = false;",
    replace: "executor.linked = false;",
  }),
  fault("arrays-filter-in-part", "The last word of a filter is not compared", {
    difficulty: "hard",
    find: "for (let i = 0; i < BLOOM_FILTER_WORDS; i++) {\n      const wanted",
    replace: "for (let i = 0; i < BLOOM_FILTER_WORDS - 1; i++) {\n      const wanted",
  }),
  fault("tree-right-edge-pruned", "An empty leaf at the right end is taken out, and gets the next executor", {
    difficulty: "medium",
    file: TREE,
    find: "      if (nodes[nodes.length - 1] === node) return;\n",
    replace: "",
  }),
  fault("tree-dependency-in-the-leaf", "A dependency that is added later reaches the leaf alone", {
    difficulty: "medium",
    file: TREE,
    find: "this.#addToPath(executor.place, executor.bloom);",
    replace: "addBits(executor.place.filter, executor.bloom);",
  }),
  fault("tree-root-begins-empty", "A new root lacks the bits of the one before", {
    difficulty: "medium",
    file: TREE,
    find: "      addBits(at.filter, this.#root.filter);\n",
    replace: "",
  }),
];
