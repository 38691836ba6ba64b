import { assertEquals } from "@std/assert";
import { read32, readPointer, write32, writePointer } from "./caches.ts";

Deno.test("read32() reads what write32() wrote, low unit first, and nothing beside it changes", () => {
  for (const value of [0, 1, 0xffff, 0x1_0000, 0x1234_5678, 0xffff_ffff]) {
    const units = [7, 7, 7, 7];
    write32(units, 1, value);
    assertEquals(units, [7, value & 0xffff, value >>> 16, 7]);
    assertEquals(read32(units, 1), value);
  }
});

Deno.test("readPointer() reads what writePointer() wrote, up to 53 bits", () => {
  for (const address of [0x1_0000, 0xffff_ffff, 0x1_0000_0000, 0x1234_5678_9abc, Number.MAX_SAFE_INTEGER]) {
    const units = [7, 7, 7, 7, 7, 7];
    writePointer(units, 1, address);
    assertEquals(readPointer(units, 1), address);
    assertEquals([units[0], units[5]], [7, 7]);
    assertEquals(units[1], address % 0x1_0000);
  }
});
