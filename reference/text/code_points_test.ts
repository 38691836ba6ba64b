import { assertEquals } from "@std/assert";
import { codePointIndexOf, codePointLength, codePointSlice, compareCodePoints, unitIndexOf } from "./code_points.ts";

Deno.test("astral characters count once", () => {
  assertEquals(codePointLength("a😀b"), 3);
  assertEquals(codePointSlice("a😀b", 1, 2), "😀");
  assertEquals(codePointIndexOf("a😀b", 3), 2);
  assertEquals(unitIndexOf("a😀b", 2), 3);
  assertEquals(unitIndexOf("ab", 7), 2);
});

Deno.test("compareCodePoints() puts astral characters above the basic plane", () => {
  assertEquals(compareCodePoints("\uffff", "😀") < 0, true);
  assertEquals(compareCodePoints("😀", "😁") < 0, true);
  assertEquals(compareCodePoints("a", "ab") < 0, true);
  assertEquals(compareCodePoints("a😀", "a😀"), 0);
});
