import { assertEquals } from "@std/assert";
import { Fault } from "./fault.ts";
import { parseComplex, parseFloat, parseInt } from "./parse_number.ts";

function complaint(result: unknown): string {
  return result instanceof Fault ? `${result.type}: ${result.message}` : "no complaint";
}

Deno.test("parseInt() takes spaces, underscores, prefixes and digits of any script", () => {
  assertEquals(parseInt(" -1_000 ", 10), -1000n);
  assertEquals(parseInt("0x_1f", 0), 31n);
  assertEquals(parseInt("0b1", 16), 177n);
  assertEquals(parseInt("0b12", 16), 0xb12n);
  assertEquals(parseInt("z", 36), 35n);
  assertEquals(parseInt("٣", 10), 3n);
  assertEquals(parseInt("00", 0), 0n);
});

Deno.test("parseInt() quotes what it cannot read", () => {
  assertEquals(complaint(parseInt("007", 0)), "ValueError: invalid literal for int() with base 0: '007'");
  for (const text of ["", "1__0", "_1", "1_", "1.0", "0x1", "- 1"]) {
    assertEquals(complaint(parseInt(text, 10)), `ValueError: invalid literal for int() with base 10: '${text}'`);
  }
  assertEquals(complaint(parseInt("2", 2)), "ValueError: invalid literal for int() with base 2: '2'");
});

Deno.test("parseFloat() takes what float() takes", () => {
  assertEquals(parseFloat(" .5e1_0 "), 5e9);
  assertEquals(parseFloat("-Infinity"), -Infinity);
  assertEquals(parseFloat("1e400"), Infinity);
  assertEquals(parseFloat("-0"), -0);
  for (const text of ["", ".", "1_.0", "0x10", "1 2", "infi"]) {
    assertEquals(complaint(parseFloat(text)), `ValueError: could not convert string to float: '${text}'`);
  }
});

Deno.test("parseComplex() splits at the sign of the imaginary part", () => {
  assertEquals(parseComplex("(1e-5-2.5e-3j)"), [1e-5, -2.5e-3]);
  assertEquals(parseComplex("-j"), [0, -1]);
  assertEquals(complaint(parseComplex("1 + 2j")), "ValueError: complex() arg is a malformed string");
});
