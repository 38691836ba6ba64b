import { assertEquals } from "@std/assert";
import { count, counted, foldRuns } from "./text.ts";

Deno.test("numbers have their thousands apart", () => {
  assertEquals([0, 999, 1000, 12_345.6, 1_234_567, -1000, -999].map(count), [
    "0",
    "999",
    "1,000",
    "12,346",
    "1,234,567",
    "-1,000",
    "-999",
  ]);
});

Deno.test("one thing is no several", () => {
  assertEquals([0, 1, 2000].map((number) => counted(number, "check")), ["0 checks", "1 check", "2,000 checks"]);
});

Deno.test("many equal instructions in a row are told by their number, wherever they stand", () => {
  const nops = Array.from({ length: 300 }, (_, unit) => `  ${unit + 2}     |  NOP`);
  const folded = foldRuns(["  1  RESUME 0", ...nops, "302  NOP 1", "", "", "", "", "", "", "", "", ""].join("\n"))
    .split("\n");
  assertEquals(folded.slice(0, 5), [
    "  1  RESUME 0",
    "  2     |  NOP",
    "            ... 298 more like it ...".replace("            ", "           "),
    "  301     |  NOP",
    "302  NOP 1",
  ]);
  assertEquals(folded.length, 14);
  assertEquals(foldRuns("NOP\n".repeat(7)), "NOP\n".repeat(7));
});
