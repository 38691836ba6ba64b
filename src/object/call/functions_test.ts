/**
 * Functions and modules answer as CPython does. The test of `call.ts`, `callable_name.ts`,
 * `../members/code_members.ts`, `../members/frame_members.ts`, `../members/function_constructors.ts`, `../members/function_members.ts`, `../members/reduction.ts`,
 * `../modules/import.ts`, `../modules/sys.ts`, `../modules/types_module.ts`, `../values/callable_values.ts`, `../values/code.ts`, `../values/code_equality.ts`,
 * `../values/frame.ts` and `../values/program_values.ts`.
 *
 * @module
 */

import { checkAnswers } from "../../../props/python/testing/answers.ts";
import { tier1 } from "../../vm/engine.ts";

Deno.test("arguments, scopes, frames, functions and modules answer as CPython does", async () => {
  await checkAnswers(tier1(), "functions");
});
