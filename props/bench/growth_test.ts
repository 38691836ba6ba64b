import { assert, assertEquals } from "@std/assert";
import { reference } from "../../reference/engine.ts";
import { growsTooFast, type Growth, growthLine, growthOf, powerOf } from "./growth.ts";

Deno.test("the power of a size is the slope of the logarithms of times", () => {
  assertEquals(powerOf([3, 6, 12, 24]).toFixed(6), "1.000000");
  assertEquals(powerOf([1, 4, 16, 64]).toFixed(6), "2.000000");
  assertEquals(powerOf([5, 5, 5, 5]).toFixed(6), "0.000000");
});

Deno.test("what grows faster than the real interpreter, or is given up, is told", () => {
  const growth: Growth = { what: "items", engine: "tier1", ms: [1, 2, 4, 8], power: 1, order: 1 };
  assert(!growsTooFast(growth));
  assert(growsTooFast({ ...growth, power: 1.5 }));
  assert(growsTooFast({ ...growth, power: NaN }));
  assert(growthLine({ ...growth, power: 2 }).endsWith("power 2.00  MORE than 1"));
});

Deno.test("a quadratic program is told from a linear one", () => {
  const growing = { what: "items", least: 100, order: 1 };
  const source = (line: string) => (size: number) =>
    `# args: [${size}]\ndef f(n):\n    l = []\n    for i in range(n):\n        ${line}\n    return len(l)\n`;
  const quadratic = growthOf(reference, { ...growing, source: source("l.append([j for j in l])") });
  assert(growsTooFast(quadratic), growthLine(quadratic));
  const linear = growthOf(reference, { ...growing, source: source("l.append(i)") });
  assert(!growsTooFast(linear), growthLine(linear));
});
