/**
 * Numbers answer as CPython does. The test of `float_type.ts`, `int_type.ts`, `../text/exact_decimal.ts` and
 * `../text/format_spec.ts`.
 *
 * @module
 */

import { checkAnswers } from "../../props/python/testing/answers.ts";
import { reference } from "../engine.ts";

Deno.test("operators, conversions, methods, functions and hashes of numbers answer as CPython does", async () => {
  await checkAnswers(reference, "numbers");
});
