/**
 * Functions and modules answer as CPython does. The test of `absent.ts`, `code_equality.ts`, `code_type.ts`, `frame_type.ts`, `reduction.ts`, `function_types.ts`,
 * `../builtins/modules/sys.ts`, `../literals.ts`, `../rules/calls.ts`, `../rules/jumps.ts`, `../rules/mod.ts`,
 * `../rules/names.ts` and `../rules/stack.ts`.
 *
 * @module
 */

import { checkAnswers } from "../../props/python/testing/answers.ts";
import { reference } from "../engine.ts";

Deno.test("arguments, scopes, frames, functions and modules answer as CPython does", async () => {
  await checkAnswers(reference, "functions");
});
