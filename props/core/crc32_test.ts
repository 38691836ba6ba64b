import { assertEquals } from "@std/assert";
import { crc32 } from "./crc32.ts";

Deno.test("crc32() gives the known checksums, of UTF-8, too", () => {
  assertEquals(crc32(""), 0);
  assertEquals(crc32("123456789"), 0xcbf4_3926);
  assertEquals(crc32("The quick brown fox jumps over the lazy dog"), 0x414f_a339);
  assertEquals(crc32("\u00e4\u20ac\u{1f600}"), 0x1fdd_d877);
});
