/**
 * Dicts, lists, sets and tuples answer as CPython does. The test of `dict_compare.ts`, `keyword_merge.ts`,
 * `mapping_proxy.ts`, `../builtins/define.ts`, `../builtins/dict_type.ts`, `../builtins/list_type.ts`,
 * `../builtins/sort.ts`, `../builtins/timsort.ts`, `../number/inplace.ts`, `../set/set_compare.ts`,
 * `../values/compare.ts`, `../values/sequence_values.ts` and `../values/truth.ts`.
 *
 * @module
 */

import { checkAnswers } from "../../../props/python/testing/answers.ts";
import { tier1 } from "../../vm/engine.ts";

Deno.test("methods, orders, comparisons and truth of containers answer as CPython does", async () => {
  await checkAnswers(tier1(), "containers");
});
