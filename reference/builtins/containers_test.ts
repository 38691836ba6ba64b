/**
 * Dicts, lists, sets and tuples answer as CPython does. The test of `dict_type.ts`, `sort.ts`, `tuple_type.ts` and
 * `../core/mappings.ts`.
 *
 * @module
 */

import { checkAnswers } from "../../props/python/testing/answers.ts";
import { reference } from "../engine.ts";

Deno.test("methods, orders, comparisons and truth of containers answer as CPython does", async () => {
  await checkAnswers(reference, "containers");
});
