import { assertEquals } from "@std/assert";
import { bytesOfHex, hexOfBytes, isHex } from "./hex.ts";

Deno.test("isHex() takes lower-case digits, two a byte", () => {
  const texts = ["", "00", "09af", "0", "0A", "g0", "0x10", "00 1", "abc"];
  assertEquals(texts.map(isHex), [true, true, true, false, false, false, false, false, false]);
});

Deno.test("bytesOfHex() and hexOfBytes() are each other's opposite for every byte", () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const text = hexOfBytes(bytes);
  assertEquals([text.length, text.slice(0, 6), text.slice(-4)], [512, "000102", "feff"]);
  assertEquals(bytesOfHex(text), bytes);
  assertEquals([hexOfBytes([]), bytesOfHex("").length], ["", 0]);
});
