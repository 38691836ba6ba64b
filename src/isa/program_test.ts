import { assertEquals } from "@std/assert";
import { CODE_FLAGS, floatOf, floatText, HOSTS, isEventHost } from "./program.ts";

Deno.test("floats that JSON cannot hold go by name, and come back", () => {
  const values: [number, number | string][] = [
    [1.5, 1.5],
    [0, 0],
    [-1e300, -1e300],
    [NaN, "nan"],
    [Infinity, "inf"],
    [-Infinity, "-inf"],
    [-0, "-0.0"],
  ];
  for (const [value, text] of values) {
    assertEquals(floatText(value), text);
    assertEquals(Object.is(floatOf(floatText(value)), value), true, String(value));
  }
});

Deno.test("flags of code have the bits that inspect.CO_* have", () => {
  assertEquals(CODE_FLAGS, {
    OPTIMIZED: 1,
    NEWLOCALS: 2,
    VARARGS: 4,
    VARKEYWORDS: 8,
    NESTED: 16,
    GENERATOR: 32,
    COROUTINE: 128,
    ITERABLE_COROUTINE: 256,
    ASYNC_GENERATOR: 512,
  });
});

Deno.test("all host functions are events but those that log", () => {
  const events = Object.keys(HOSTS).filter(isEventHost);
  assertEquals(events, [
    "host_invalidate",
    "host_invalidate_all",
    "host_set_optimizer",
    "host_monitor",
    "host_monitor_all",
  ]);
  assertEquals(["print", "toString", ""].filter(isEventHost), []);
});
