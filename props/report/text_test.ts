import { assertEquals } from "@std/assert";
import { count } from "./text.ts";

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
