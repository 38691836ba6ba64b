import { assertEquals } from "@std/assert";
import { count, counted } from "./text.ts";

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
