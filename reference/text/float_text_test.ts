import { assertEquals } from "@std/assert";
import { floatRepr } from "./float_text.ts";

Deno.test("floatRepr() shows a point or an exponent in every finite float", () => {
  const rows: readonly (readonly [number, string])[] = [
    [0, "0.0"],
    [-0, "-0.0"],
    [1e15, "1000000000000000.0"],
    [1e16, "1e+16"],
    [123456789012345680, "1.2345678901234568e+17"],
    [0.0001, "0.0001"],
    [0.00001, "1e-05"],
    [0.1 + 0.2, "0.30000000000000004"],
    [5e-324, "5e-324"],
    [1.7976931348623157e308, "1.7976931348623157e+308"],
    [1e23, "1e+23"],
    [NaN, "nan"],
    [-Infinity, "-inf"],
  ];
  for (const [value, text] of rows) assertEquals(floatRepr(value), text);
});
