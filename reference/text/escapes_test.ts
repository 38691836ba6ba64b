import { assertEquals } from "@std/assert";
import { bytesRepr, escapeNonAscii, strRepr } from "./escapes.ts";

Deno.test("strRepr() prefers single quotes and escapes what is not printable", () => {
  assertEquals(strRepr("abc"), "'abc'");
  assertEquals(strRepr("it's"), `"it's"`);
  assertEquals(strRepr(`'"`), `'\\'"'`);
  assertEquals(strRepr("\n\t\\\x00\x7f\xa0é\u200b\u3000"), "'\\n\\t\\\\\\x00\\x7f\\xa0é\\u200b\\u3000'");
  assertEquals(strRepr("😀" + String.fromCharCode(0xd800) + String.fromCodePoint(0xe0001)), "'😀\\ud800\\U000e0001'");
});

Deno.test("escapeNonAscii() leaves only ASCII", () => {
  assertEquals(escapeNonAscii("aé€😀"), "a\\xe9\\u20ac\\U0001f600");
});

Deno.test("bytesRepr() shows printable ASCII and escapes the rest", () => {
  assertEquals(bytesRepr(Uint8Array.from([0, 9, 39, 65, 128])), `b"\\x00\\t'A\\x80"`);
});
