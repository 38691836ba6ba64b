/**
 * Generators and coroutines answer as CPython does. The test of `anext_awaitable.ts`, `async_generators.ts`,
 * `generator_types.ts` and `../rules/generators.ts`.
 *
 * @module
 */

import { checkAnswers } from "../../props/python/testing/answers.ts";
import { reference } from "../engine.ts";

Deno.test("generators, coroutines and asynchronous generators answer as CPython does", async () => {
  await checkAnswers(reference, "generators");
});
