/**
 * Monitoring and tracing answer as CPython does. The test of `code_events.ts`, `events.ts`, `line_jump.ts`,
 * `loops.ts`, `monitoring.ts`, `stack_shapes.ts`, `step.ts`, `tracing.ts`, `../builtins/modules/monitoring.ts`,
 * `../core/frame_type.ts` and `../watched_step.ts`.
 *
 * @module
 */

import { checkAnswers } from "../../props/python/testing/answers.ts";
import { reference } from "../engine.ts";

Deno.test("sys.monitoring, trace and profile functions answer as CPython does", async () => {
  await checkAnswers(reference, "monitoring");
});
