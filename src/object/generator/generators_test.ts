/**
 * Generators and coroutines answer as CPython does. The test of `anext_awaitable.ts`, `async_generator_ops.ts`,
 * `awaiting.ts`, `generator.ts`, `generator_ops.ts` and `../members/generator_members.ts`.
 *
 * @module
 */

import { checkAnswers } from "../../../props/python/testing/answers.ts";
import { tier1 } from "../../vm/engine.ts";

Deno.test("generators, coroutines and asynchronous generators answer as CPython does", async () => {
  await checkAnswers(tier1(), "generators");
});
