import { assert, assertEquals } from "@std/assert";
import { DEFECTS, PLANTED } from "./faults.ts";
import { measure, type Sample, summary } from "./findings.ts";

/** Common faults of different sorts: lost handlers, wrong values, guards. */
const FAULTS = ["handler-lookup", "sum-is-difference", "tuple-end-unguarded"];

Deno.test("findings shrink to a loop body of few instructions, after few candidates", () => {
  const samples: Sample[] = [];
  for (const id of FAULTS) {
    const fault = [...DEFECTS, ...PLANTED].find((each) => each.id === id);
    assert(fault !== undefined);
    const found = measure(fault, 2, Infinity, 11);
    assertEquals(found.length, 2);
    samples.push(...found);
  }
  const { body, events, tried, incomplete } = summary(samples);
  assert(body.median <= 8, `expected at most 8 instructions in the median loop body, found ${body.median}`);
  assert(events.p99 <= 2, `expected at most 2 events, found ${events.p99}`);
  // At tens of microseconds to a millisecond each.
  assert(tried.p99 <= 1000, `expected at most 1,000 candidates, found ${tried.p99}`);
  assertEquals(incomplete, 0);
});
