import { assertEquals } from "@std/assert";
import { plain } from "../report/paint.ts";
import { type HuntTurn, scalingLines, scalingRows } from "./scaling.ts";

/** A turn at a rate that took so many microseconds of the processor for each check. */
function turn(checksPerSecond: number, spentPerCheck: number): HuntTurn {
  return { checksPerSecond, spent: (spentPerCheck * 1000) / 1e6, checks: 1000 };
}

Deno.test("several hunts are compared with one of the same round, as a machine is not equally fast in all of them", () => {
  const rows = scalingRows({
    alone: [turn(1000, 400), turn(2000, 300), turn(4000, 200)],
    processes: [turn(1900, 420), turn(3600, 320), turn(6800, 220)],
    workers: [turn(1500, 500), turn(3200, 400), turn(6800, 300)],
  }, 2);
  assertEquals(scalingLines(scalingRows({ alone: [], processes: [], workers: [] }, 2), plain), []);
  assertEquals(rows.map(({ name, checksPerSecond, spentPerCheck }) => [name, checksPerSecond, spentPerCheck]), [
    ["one hunt alone", 2000, 300],
    ["2 hunts at once", 3600, 320],
    ["one hunt, --jobs 2", 3200, 400],
  ]);
  assertEquals(rows.map(({ times }) => times), [[1, 1, 1], [1.75, 1.8, 1.85], [1.55, 1.6, 1.65]]);
  assertEquals(
    scalingLines(rows, plain).at(-1),
    "one hunt, --jobs 2         3,200                     400    1.60   1.55 to 1.65",
  );
});
