import { assertEquals, assertThrows } from "@std/assert";
import { TierproofError } from "./errors.ts";
import { decodeExceptionTable, encodeExceptionTable } from "./exception_table.ts";
import { bytesOfHex, hexOfBytes } from "./hex.ts";

Deno.test("a recorded exception table decodes to its entries and encodes to the same bytes", () => {
  const hex = "89081b029b0f2e05aa033102ad012e05ae033102b1073805";
  const entries = decodeExceptionTable(bytesOfHex(hex));
  assertEquals(entries.length, 6);
  assertEquals(entries[0], { start: 9, length: 8, target: 27, depth: 1, lasti: false });
  assertEquals(entries[1], { start: 27, length: 15, target: 46, depth: 2, lasti: true });
  assertEquals(hexOfBytes(encodeExceptionTable(entries)), hex);
});

Deno.test("numbers of every size survive encoding and decoding", () => {
  for (const size of [0, 1, 63, 64, 65, 4095, 4096, 262143, 262144, 0x3fff_ffff]) {
    for (const lasti of [true, false]) {
      const entry = { start: size, length: size + 1, target: size + 2, depth: size, lasti };
      assertEquals(decodeExceptionTable(encodeExceptionTable([entry, entry])), [entry, entry]);
    }
  }
});

Deno.test("malformed exception tables are refused with the byte to blame", () => {
  const cases: [string, string][] = [
    ["890805", "ends within the number at byte 3"],
    ["09080500", "byte 0 is 9, expected the first byte of an entry"],
    ["8988", "byte 1 is 136, expected the rest of an entry"],
    ["ff7f7f7f7f7f01000000", "above 2**31 - 1"],
  ];
  for (const [hex, message] of cases) {
    assertThrows(() => decodeExceptionTable(bytesOfHex(hex)), TierproofError, message);
  }
});
