/**
 * Texts and bytes answer as CPython does. The test of `object_repr.ts` and `payload.ts`.
 *
 * @module
 */

import { checkAnswers } from "../../props/python/testing/answers.ts";
import { reference } from "../engine.ts";

Deno.test("methods, codecs, formats and reprs of texts and bytes answer as CPython does", async () => {
  await checkAnswers(reference, "texts");
});
