/**
 * Numbers answer as CPython does. The test of `builtin_binary.ts`, `unary.ts`, `../builtins/conversion.ts`,
 * `../builtins/divmod.ts`, `../builtins/float_hex.ts`, `../builtins/float_type.ts`, `../builtins/int_type.ts`,
 * `../builtins/number_functions.ts`, `../builtins/power.ts`, `../modules/float_functions.ts`, `../modules/math.ts`,
 * `../text/parse_complex.ts`, `../values/hash.ts`, `../values/number_values.ts` and `../values/payload.ts`.
 *
 * @module
 */

import { checkAnswers } from "../../../props/python/testing/answers.ts";
import { tier1 } from "../../vm/engine.ts";

Deno.test("operators, conversions, methods, functions and hashes of numbers answer as CPython does", async () => {
  await checkAnswers(tier1(), "numbers");
});
