/**
 * The test of conversions, and of `fault.ts`.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { Fault } from "./fault.ts";
import {
  type Conversion,
  parsePercentFormat,
  percentFloat,
  percentInt,
  percentText,
  type SizedConversion,
  unsupportedConversion,
} from "./percent.ts";

function conversion(format: string): SizedConversion {
  return parsePercentFormat(format)[0] as SizedConversion;
}

Deno.test("parsePercentFormat() cuts text and conversions and ends with its complaint", () => {
  const pieces = parsePercentFormat("é%(a(b))+5.2lf%%x%");
  assertEquals(pieces[0], "é");
  const first = pieces[1] as Conversion;
  assertEquals([first.key, first.plus, first.width, first.precision, first.type], ["a(b)", true, 5, 2, "f"]);
  assertEquals((pieces[2] as Conversion).type, "%");
  assertEquals(pieces[3], "x");
  assertEquals(pieces[4], new Fault("ValueError", "incomplete format"));
});

Deno.test("numbers are padded inside sign and prefix", () => {
  assertEquals(percentInt(255n, conversion("%#06x")), "0x00ff");
  assertEquals(percentInt(-5n, conversion("%+6.3d")), "  -005");
  assertEquals(percentInt(5n, conversion("%-6d|")), "5     ");
  assertEquals(percentFloat(-1.5, conversion("%08.2f")), "-0001.50");
  assertEquals(percentFloat(1e10, conversion("%G")), "1E+10");
  assertEquals(percentText("é😀xyz", conversion("%4.2s")), "  é😀");
});

Deno.test("unsupportedConversion() names letter and place", () => {
  const piece = parsePercentFormat("ab%y")[1] as Conversion;
  assertEquals(unsupportedConversion(piece).message, "unsupported format character 'y' (0x79) at index 3");
});
