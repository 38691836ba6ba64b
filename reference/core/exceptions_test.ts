/**
 * Exceptions answer as CPython does. The test of `exception_fields.ts`, `exception_type.ts`, `notes.ts` and `unwinding.ts`.
 *
 * @module
 */

import { checkAnswers } from "../../props/python/testing/answers.ts";
import { reference } from "../engine.ts";

Deno.test("types, fields, raising, handling and groups of exceptions answer as CPython does", async () => {
  await checkAnswers(reference, "exceptions");
});
