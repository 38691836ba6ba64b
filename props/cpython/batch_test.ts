import { assert, assertEquals } from "@std/assert";
import { type BatchResult, runChecks, runWholeBatch } from "../core/batch.ts";
import { checkSafely } from "../core/finding.ts";
import type { Plug } from "../core/plug.ts";
import { addTally, newTally } from "../core/tally.ts";
import { pinPlug } from "./plug.ts";

/** Runs `to` checks in batches of a size. */
function inBatches(plug: Plug, claim: string, to: number, size: number): BatchResult {
  const tally = newTally();
  const failures = [];
  for (let from = 0; from < to; from += size) {
    const part = runWholeBatch(plug, { claim, seed: 2, from, to: Math.min(from + size, to) }, new Set());
    addTally(tally, part.tally);
    failures.push(...part.failures);
  }
  return { failedAt: failures[0]?.index ?? -1, failures, tally };
}

Deno.test("batches of any size give the same failures, causes and counts", () => {
  const plug = pinPlug();
  const one = inBatches(plug, "equivalence", 72, 1);
  assert(one.failures.length > 2, "it fails on the pin");
  for (const size of [5, 72]) assertEquals(inBatches(plug, "equivalence", 72, size), one);
});

Deno.test("a check of a batch fails where the check in one piece does, and in the same way", () => {
  const subject = pinPlug().subject("equivalence");
  const none = new Set<string>();
  for (const { index, failure } of runChecks(subject, { seed: 2, from: 0, to: 72 }, none, newTally())) {
    assertEquals(failure, checkSafely(subject, subject.generate(2, index), none, newTally()), `check ${index}`);
  }
});
