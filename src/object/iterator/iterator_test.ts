/**
 * Iterators answer as CPython does. The test of `advance.ts`, `composed_iterators.ts`, `container_iterators.ts`,
 * `iteration.ts`, `iterators.ts`, `length_hint.ts`, `unpacking.ts`, `../builtins/iteration_functions.ts`,
 * `../builtins/iterator_types.ts` and `../builtins/range_type.ts`.
 *
 * @module
 */

import { checkAnswers } from "../../../props/python/testing/answers.ts";
import { tier1 } from "../../vm/engine.ts";

Deno.test("iterators, what takes them apart, and built-in functions that walk answer as CPython does", async () => {
  await checkAnswers(tier1(), "iteration");
});
