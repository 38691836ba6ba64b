/**
 * The test of `str_cases.ts` and `str_parts.ts`.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { capitalize, isAll, isLower, isTitle, swapCase, toTitle } from "./str_cases.ts";
import {
  center,
  count,
  expandTabs,
  find,
  findLast,
  replace,
  split,
  splitAtSpace,
  splitAtSpaceFromEnd,
  splitFromEnd,
  splitLines,
  stripEnd,
  stripStart,
  zeroFill,
} from "./str_parts.ts";

const END = 1n << 62n;

Deno.test("find() and findLast() clamp and count code points", () => {
  assertEquals(find("😀abcabc", "bc", 0n, END), 2);
  assertEquals(findLast("😀abcabc", "bc", 0n, END), 5);
  assertEquals(find("abc", "", 3n, END), 3);
  assertEquals(find("abc", "", 4n, END), -1);
  assertEquals(find("abc", "c", -1n, END), 2);
  assertEquals(find("abc", "c", 0n, -1n), -1);
  assertEquals(count("aaaa", "aa", 0n, END), 2);
  assertEquals(count("a😀", "", 0n, END), 3);
});

Deno.test("split() from both ends obeys its limit", () => {
  assertEquals(split("a,b,,c", ",", -1), ["a", "b", "", "c"]);
  assertEquals(split("a,b,c", ",", 1), ["a", "b,c"]);
  assertEquals(split("", ",", -1), [""]);
  assertEquals(splitFromEnd("a,b,c", ",", 1), ["a,b", "c"]);
  assertEquals(splitFromEnd("aaa", "aa", -1), ["a", ""]);
  assertEquals(splitAtSpace("  a  b c ", -1), ["a", "b", "c"]);
  assertEquals(splitAtSpace("  a  b c ", 1), ["a", "b c "]);
  assertEquals(splitAtSpaceFromEnd("  a  b c ", 1), ["  a  b", "c"]);
  assertEquals(splitAtSpace(" ", -1), []);
  assertEquals(splitLines("a\r\nb\n\nc\u2028", true), ["a\r\n", "b\n", "\n", "c\u2028"]);
  assertEquals(splitLines("a\nb", false), ["a", "b"]);
});

Deno.test("replace() inserts between characters for an empty pattern", () => {
  assertEquals(replace("abc", "", "-", -1), "-a-b-c-");
  assertEquals(replace("abc", "", "-", 2), "-a-bc");
  assertEquals(replace("", "", "-", -1), "-");
  assertEquals(replace("aaa", "a", "b", 2), "bba");
});

Deno.test("case methods follow words", () => {
  assertEquals(toTitle("they're ßig ǆ 3x"), "They'Re Ssig ǅ 3X");
  assertEquals(capitalize("ÀÉ b"), "Àé b");
  assertEquals(swapCase("aB1ß"), "Ab1SS");
  assertEquals([isLower("a1"), isLower("1"), isTitle("A1b C"), isTitle("A1B C")], [true, false, false, true]);
  assertEquals([isAll("isdigit", "1²"), isAll("isdecimal", "²"), isAll("isspace", "")], [true, false, false]);
});

Deno.test("padding and stripping", () => {
  assertEquals([center("ab", 5, "*"), center("a", 4, "*")], ["**ab*", "*a**"]);
  assertEquals([zeroFill("-5", 4), zeroFill("", 2)], ["-005", "00"]);
  assertEquals([stripStart("xxaxx", "x"), stripEnd("xxaxx", "x"), stripEnd("a\x1f", null)], ["axx", "xxa", "a"]);
  assertEquals(expandTabs("a\tb\n\tc", 4), "a   b\n    c");
});
