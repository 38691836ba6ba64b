import { assertEquals } from "@std/assert";
import * as counters from "./backedge_counter.ts";
import { countBackedge, counterAfterDecline, counterAfterSuccess, isHot } from "./backedge_counter.ts";

/** Jumps at which the optimizer is asked, and the counter after each refusal. */
function attempts(threshold: number, jumps: number): [jump: number, counterAfter: number][] {
  const found: [number, number][] = [];
  let counter = 0;
  for (let jump = 1; jump <= jumps; jump++) {
    counter = countBackedge(counter);
    if (!isHot(counter, threshold)) continue;
    counter = counterAfterDecline(counter);
    found.push([jump, counter]);
  }
  return found;
}

Deno.test("the constants of the counter are the pin's", () => {
  const { OPTIMIZER_BITS_IN_COUNTER, MINIMUM_TIER2_BACKOFF, MAXIMUM_TIER2_BACKOFF, BACKEDGE_INCREMENT } = counters;
  assertEquals([OPTIMIZER_BITS_IN_COUNTER, MINIMUM_TIER2_BACKOFF, MAXIMUM_TIER2_BACKOFF, BACKEDGE_INCREMENT], [
    4,
    4,
    11,
    16,
  ]);
});

Deno.test("refused attempts fall on jumps 17, 49, 97, 177, 321, 593, 1121, 2161, then every 2064", () => {
  assertEquals(attempts(256, 8400), [
    [17, 0xff04],
    [49, 0xfe05],
    [97, 0xfc06],
    [177, 0xf807],
    [321, 0xf008],
    [593, 0xe009],
    [1121, 0xc00a],
    [2161, 0x800b],
    [4225, 0x800b],
    [6289, 0x800b],
    [8353, 0x800b],
  ]);
});

Deno.test("the counter optimizer's threshold makes the first jump hot, the default one never any", () => {
  assertEquals(attempts(0, 1), [[1, 0xff04]]);
  assertEquals(attempts(32767, 10_000), []);
});

Deno.test("hot means above the threshold, both read as signed 16 bits", () => {
  assertEquals(isHot(256, 256), false);
  assertEquals(isHot(272, 256), true);
  assertEquals(isHot(0x7ff0, 32767), false);
  assertEquals(isHot(0x8000, 0), false);
  assertEquals(isHot(0xffff, -2), true);
});

Deno.test("the counter wraps at 16 bits", () => {
  assertEquals(countBackedge(0xfff4), 4);
  assertEquals(countBackedge(0x7ff0), 0x8000);
});

Deno.test("success keeps the back-off alone", () => {
  assertEquals(counterAfterSuccess(0x0114), 4);
  assertEquals(counterAfterSuccess(0xff0b), 0xb);
});
