/**
 * Iterators answer as CPython does. The test of `iteration_functions.ts`.
 *
 * @module
 */

import { checkAnswers } from "../../props/python/testing/answers.ts";
import { reference } from "../engine.ts";

Deno.test("iterators, what takes them apart, and built-in functions that walk answer as CPython does", async () => {
  await checkAnswers(reference, "iteration");
});
