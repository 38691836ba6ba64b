import { assert, assertEquals } from "@std/assert";
import { measureShares, SHARE_FLOORS, sharesText } from "./shares.ts";

Deno.test("every share of generated programs is at least its floor", () => {
  const rows = measureShares(2, 2000);
  assertEquals(rows.length, Object.keys(SHARE_FLOORS).length);
  assertEquals(sharesText(rows.filter(({ met }) => !met)), "");
});

Deno.test("a share below its floor is told", () => {
  // Of one program nearly nothing is true.
  const rows = measureShares(3, 1);
  const below = rows.filter(({ met }) => !met);
  assert(below.length > 10);
  assert(below.every(({ share, floor }) => share < floor));
  assertEquals(sharesText(below).split("\n").filter((line) => line.endsWith("BELOW")).length, below.length);
  assertEquals(measureShares(3, 1), rows);
});
