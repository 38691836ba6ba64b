import { assertEquals, assertThrows } from "@std/assert";
import { TierproofError } from "./errors.ts";
import { bytesOfHex } from "./hex.ts";
import { decodeLocationTable, type Location } from "./location_table.ts";

function positions(hex: string, firstlineno: number): (number | null)[][] {
  return decodeLocationTable(bytesOfHex(hex), firstlineno).map((location: Location) => [
    location.line,
    location.endLine,
    location.column,
    location.endColumn,
  ]);
}

Deno.test("a recorded line table decodes to the positions that the real interpreter reads from it", () => {
  // A loop of four lines: for i in range(n): / pass / return i
  assertEquals(positions("8000dc0d1290318b58f20001050d8801d9080cf00301050de00b0c8048", 10), [
    [10, 10, 0, 0],
    ...new Array(5).fill([11, 11, 13, 18]),
    [11, 11, 19, 20],
    ...new Array(4).fill([11, 11, 13, 21]),
    ...new Array(3).fill([11, 12, 4, 12]),
    [11, 11, 8, 9],
    ...new Array(2).fill([12, 12, 8, 12]),
    [11, 12, 4, 12],
    [13, 13, 11, 12],
    [13, 13, 4, 12],
  ]);
});

Deno.test("every kind of entry is understood", () => {
  assertEquals(positions("f9", 10), new Array(2).fill([null, null, null, null]));
  assertEquals(positions("9234", 10), new Array(3).fill([10, 10, 19, 23]));
  assertEquals(positions("d00405", 10), [[10, 10, 4, 5]]);
  assertEquals(positions("e00405", 10), [[12, 12, 4, 5]]);
  assertEquals(positions("e803", 10), [[9, 9, null, null]]);
  assertEquals(positions("f003020105", 10), [[9, 11, 0, 4]]);
  assertEquals(positions("f000000000", 10), [[10, 10, null, null]]);
});

Deno.test("lines add up from entry to entry, and entries without position leave them alone", () => {
  assertEquals(positions("d80405f8d80405", 10).map((position) => position[0]), [11, null, 12]);
  assertEquals(positions("e80fe80e", 10).map((position) => position[0]), [3, 10]);
});

Deno.test("malformed line tables are refused with the byte to blame", () => {
  assertThrows(() => positions("00", 1), TierproofError, "byte 0 is 0, expected an entry");
  assertThrows(() => positions("7f", 1), TierproofError, "byte 0 is 127, expected an entry");
  assertThrows(() => positions("d804", 1), TierproofError, "ends within an entry, at byte 2");
  assertThrows(() => positions("d88004", 1), TierproofError, "begins an entry");
  assertThrows(() => positions("e87f7f7f7f7f7f01", 1), TierproofError, "above 2**32 - 1");
});
