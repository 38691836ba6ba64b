/**
 * Sequences answer as CPython does. The test of `sequences.ts`, `membership.ts` and `../rules/match.ts`.
 *
 * @module
 */

import { checkAnswers } from "../../props/python/testing/answers.ts";
import { reference } from "../engine.ts";

Deno.test("indexes, slices, lengths, membership, joining and patterns answer as CPython does", async () => {
  await checkAnswers(reference, "sequences");
});
