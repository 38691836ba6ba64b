/**
 * Faults of the index of two arrays.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const fault = faults("own", {
  component: "executor-list",
  difficulty: "easy",
  claims: ["executor-index"],
  file: "src/optimizer/executor_arrays.ts",
});

/** Faults of the index of two arrays. */
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
];
