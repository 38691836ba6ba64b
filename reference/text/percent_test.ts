/**
 * The test of conversions, and of `fault.ts`.
 *
 * @module
 */

import { assertEquals, assertThrows } from "@std/assert";
import type { Fault } from "./fault.ts";
import {
  type Conversion,
  percentFloat,
  percentInt,
  type PercentSource,
  percentText,
  readConversion,
  unsupportedConversion,
} from "./percent.ts";

/** Tells what it is asked. */
class Asked implements PercentSource {
  readonly questions: string[] = [];

  expectMapping(): void {
    this.questions.push("mapping");
  }

  enter(key: string): void {
    this.questions.push(key);
  }

  star(cType: string): number {
    this.questions.push(cType);
    return -7;
  }

  fail(fault: Fault): never {
    throw new Error(fault.message);
  }
}

function conversion(format: string, source: PercentSource = new Asked()): Conversion {
  return readConversion(format, format.indexOf("%") + 1, source).conversion;
}

Deno.test("readConversion() asks for what the format leaves open as it gets there", () => {
  const asked = new Asked();
  const first = conversion("é%(a(b))+5.2lf%%x%", asked);
  assertEquals([first.plus, first.width, first.precision, first.type, first.at], [true, 5, 2, "f", 13]);
  assertEquals(asked.questions.splice(0), ["mapping", "a(b)"]);
  const starred = conversion("%*.*d", asked);
  assertEquals([starred.leftAlign, starred.width, starred.precision], [true, 7, 0]);
  assertEquals(asked.questions.splice(0), ["ssize_t", "int"]);
  assertThrows(() => conversion("%(a", asked), Error, "incomplete format key");
  assertEquals(asked.questions.splice(0), ["mapping"]);
  assertThrows(() => conversion("%(a)5", asked), Error, "incomplete format");
  assertEquals(asked.questions, ["mapping", "a"]);
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
  const shown = (format: string, kind: "string" | "bytes"): string =>
    /'(.*)' \(.*index (\d+)/.exec(unsupportedConversion(format, conversion(format), kind).message)?.slice(1).join() ??
      "";
  assertEquals(
    ["ab%y", "é😀%\x7f", "%\x1e", "%\x1f"].map((format) => [shown(format, "string"), shown(format, "bytes")]),
    [["y,3", "y,3"], ["?,3", "\x7f,3"], ["?,1", "\x1e,1"], ["\x1f,1", "\x1f,1"]],
  );
});
