/**
 * Sequences answer as CPython does. The test of `containers.ts`, `indexing.ts`, `match.ts`, `range_ops.ts`, `sequence_ops.ts` and
 * `subscripts.ts`.
 *
 * @module
 */

import { checkAnswers } from "../../../props/python/testing/answers.ts";
import { tier1 } from "../../vm/engine.ts";

Deno.test("indexes, slices, lengths, membership, joining and patterns answer as CPython does", async () => {
  await checkAnswers(tier1(), "sequences");
});
