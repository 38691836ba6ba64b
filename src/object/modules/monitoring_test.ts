/**
 * Monitoring and tracing answer as CPython does. The test of `monitoring.ts`.
 *
 * @module
 */

import { checkAnswers } from "../../../props/python/testing/answers.ts";
import { tier1 } from "../../vm/engine.ts";

Deno.test("sys.monitoring, trace and profile functions answer as CPython does", async () => {
  await checkAnswers(tier1(), "monitoring");
});
