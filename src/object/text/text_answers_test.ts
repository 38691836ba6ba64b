/**
 * Texts and bytes answer as CPython does. The test of `bytes_percent.ts`, `percent_format.ts`, `repr.ts`, `str.ts`,
 * `../builtins/bytearray_type.ts`, `../builtins/codecs.ts`, `../builtins/io_functions.ts`,
 * `../builtins/str_translation.ts` and `../builtins/str_type.ts`.
 *
 * @module
 */

import { checkAnswers } from "../../../props/python/testing/answers.ts";
import { tier1 } from "../../vm/engine.ts";

Deno.test("methods, codecs, formats and reprs of texts and bytes answer as CPython does", async () => {
  await checkAnswers(tier1(), "texts");
});
