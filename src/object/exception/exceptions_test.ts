/**
 * Exceptions answer as CPython does. The test of `exception.ts`, `exception_fields.ts`, `exception_groups.ts`, `exception_types.ts`,
 * `notes.ts`, `raise.ts`, `raise_and_except.ts` and `../members/exception_members.ts`.
 *
 * @module
 */

import { checkAnswers } from "../../../props/python/testing/answers.ts";
import { tier1 } from "../../vm/engine.ts";

Deno.test("types, fields, raising, handling and groups of exceptions answer as CPython does", async () => {
  await checkAnswers(tier1(), "exceptions");
});
