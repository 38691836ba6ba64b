import { assertEquals } from "@std/assert";
import { DEFAULT_LIMITS, givenUp, type Outcome, OUTER_FRAMES } from "./engine.ts";

Deno.test("limits that the pin has are the pin's, the others what a hunt can afford", () => {
  const { fuel, maxSize, resultText, ...pins } = DEFAULT_LIMITS;
  assertEquals([fuel, maxSize, resultText], [100_000, 1_000_000, "canonical"]);
  assertEquals(pins, {
    recursionLimit: 1000,
    maxTraceLength: 128,
    traceStackSize: 5,
    maxExecutors: 256,
    backedgeThreshold: 256,
    firstFunctionVersion: 1,
  });
  assertEquals(OUTER_FRAMES, 2);
});

Deno.test("givenUp() says why a run did not finish", () => {
  const of = (status: Outcome["status"], reason: Outcome["reason"]) => givenUp({ status, reason } as Outcome);
  assertEquals([of("finished", null), of("poisoned", "size"), of("undefined", null)], [null, "size", "undefined"]);
});
