import { assertEquals, assertRejects } from "@std/assert";
import { benchAgainst, comparedLines, compareTurns } from "./against.ts";

Deno.test("turns are compared by the ratios of neighbours, not by those of medians", () => {
  const here = [{ start: 1, hunt: 100 }, { start: 2, hunt: 100 }, { start: 4, hunt: 100 }];
  const there = [{ start: 2, hunt: 100 }, { start: 4, hunt: 150 }, { start: 12, hunt: 200 }];
  const rows = compareTurns(here, there);
  assertEquals(rows, [
    { name: "start", unit: "s", here: 2, there: 4, times: [2, 2, 2.5] },
    { name: "hunt", unit: "us a check", here: 100, there: 150, times: [1.25, 1.5, 1.75] },
  ]);
  assertEquals(
    comparedLines(rows).at(-1),
    "hunt                               100       150  us a check             1.50   1.25 to 1.75",
  );
});

Deno.test("a folder that is no checkout is refused before anything is measured", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await assertRejects(
      () => benchAgainst(folder, 1, 100, new AbortController().signal, () => {}),
      Error,
      "found no mod.ts there",
    );
  } finally {
    await Deno.remove(folder);
  }
});
