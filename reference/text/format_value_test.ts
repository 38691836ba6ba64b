import { assertEquals } from "@std/assert";
import { Fault } from "./fault.ts";
import { complexRepr, formatComplex, formatFloat, formatInt, formatStr } from "./format_value.ts";

/** A text, or an exception as `Type: message`. */
function shown(result: string | Fault): string {
  return result instanceof Fault ? `${result.type}: ${result.message}` : result;
}

// Expected texts were computed by CPython.
const FLOATS: readonly (readonly [number, string, string])[] = [
  [0.0, ".3e", "0.000e+00"],
  [-0.0, "", "-0.0"],
  [-0.0, "z.1f", "0.0"],
  [1e+16, ".17g", "10000000000000000"],
  [1e+23, ".17g", "9.9999999999999992e+22"],
  [1e+23, ".3", "1e+23"],
  [2.675, ".2f", "2.67"],
  [0.5, ".0f", "0"],
  [1.5, ".0f", "2"],
  [2.5, "#.0f", "2."],
  [1234567.891, ",.2f", "1,234,567.89"],
  [1234567.891, "_", "1_234_567.891"],
  [1234.5, "012,.1f", "00,001,234.5"],
  [0.256, ".1%", "25.6%"],
  [NaN, "06", "000nan"],
  [-Infinity, "+F", "-INF"],
  [123.456, "10.4", "     123.5"],
  [100000.0, ".5", "1e+05"],
  [1e-05, "g", "1e-05"],
  [0.0001, "g", "0.0001"],
  [1.0, "#g", "1.00000"],
  [3.0, "n", "3"],
  [1.5, "x", "ValueError: Unknown format code 'x' for object of type 'float'"],
  [1e+22, "_.1f", "10_000_000_000_000_000_000_000.0"],
  [5e-324, ".2e", "4.94e-324"],
  [1.0, "+.3G", "+1"],
  [1e+300, "E", "1.000000E+300"],
];

const INTS: readonly (readonly [bigint, string, string])[] = [
  [1234n, "010,", "00,001,234"],
  [-1234n, "=12", "-       1234"],
  [255n, "#x", "0xff"],
  [255n, "#_b", "0b1111_1111"],
  [-255n, "#012X", "-0X0000000FF"],
  [65n, "c", "A"],
  [65n, "5c", "    A"],
  [1114112n, "c", "OverflowError: %c arg not in range(0x110000)"],
  [7n, ".2", "ValueError: Precision not allowed in integer format specifier"],
  [7n, "+c", "ValueError: Sign not allowed with integer format specifier 'c'"],
  [1000000000000000000000000000000n, "_d", "1_000_000_000_000_000_000_000_000_000_000"],
  [3n, "e", "3.000000e+00"],
  [
    10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000n,
    "f",
    "OverflowError: int too large to convert to float",
  ],
  [7n, "s", "ValueError: Unknown format code 's' for object of type 'int'"],
  [7n, "é^5", "éé7éé"],
  [7n, "😀>4", "😀😀😀7"],
  [7n, "z", "ValueError: Negative zero coercion (z) not allowed in integer format specifier"],
  [7n, "1,_", "ValueError: Cannot specify both ',' and '_'."],
  [7n, ",x", "ValueError: Cannot specify ',' with 'x'."],
  [7n, "5.", "ValueError: Format specifier missing precision"],
  [7n, "dd", "ValueError: Invalid format specifier 'dd' for object of type 'int'"],
  [7n, " ", " 7"],
  [12345n, "<08", "12345000"],
];

const STRINGS: readonly (readonly [string, string, string])[] = [
  ["abc", "5", "abc  "],
  ["abc", "^6", " abc  "],
  ["abc", ".2", "ab"],
  ["😀b", "*>4.2", "**😀b"],
  ["abc", "05", "abc00"],
  ["abc", "+", "ValueError: Sign not allowed in string format specifier"],
  ["abc", " ", "ValueError: Space not allowed in string format specifier"],
  ["abc", "=", "ValueError: '=' alignment not allowed in string format specifier"],
  ["abc", "#", "ValueError: Alternate form (#) not allowed in string format specifier"],
  ["abc", "d", "ValueError: Unknown format code 'd' for object of type 'str'"],
  ["abc", ",", "ValueError: Cannot specify ',' with 's'."],
  ["abc", "é<5s", "abcéé"],
  ["abc", ">2", "abc"],
];

Deno.test("formatFloat() gives CPython's texts and complaints", () => {
  for (const [value, spec, text] of FLOATS.filter(([, spec]) => spec !== "")) {
    assertEquals(shown(formatFloat(value, spec, "float")), text, `${value} with ${spec}`);
  }
});

Deno.test("formatInt() gives CPython's texts and complaints", () => {
  for (const [value, spec, text] of INTS) {
    assertEquals(shown(formatInt(value, spec, "int")), text, `${value} with ${spec}`);
  }
});

Deno.test("formatStr() gives CPython's texts and complaints", () => {
  for (const [value, spec, text] of STRINGS) {
    assertEquals(shown(formatStr(value, spec, "str")), text, `${value} with ${spec}`);
  }
});

Deno.test("formatComplex() parenthesises without a type and refuses zero padding", () => {
  assertEquals(shown(formatComplex(1, -2, "8", "complex")), "  (1-2j)");
  assertEquals(shown(formatComplex(1, -2, ".1f", "complex")), "1.0-2.0j");
  assertEquals(
    shown(formatComplex(1, 2, "08", "complex")),
    "ValueError: Zero padding is not allowed in complex format specifier",
  );
});

Deno.test("complexRepr() leaves a positive zero real part out", () => {
  assertEquals(complexRepr(0, 3), "3j");
  assertEquals(complexRepr(-0, 3), "(-0+3j)");
  assertEquals(complexRepr(1.5, -Infinity), "(1.5-infj)");
});
