import { assert, assertEquals } from "@std/assert";
import { digitsOf } from "./work.ts";

Deno.test("the digits of an int are told within a factor of two, whatever was asked before", () => {
  for (const digits of [3, 100, 1, 5000, 17, 100]) {
    for (const sign of [1n, -1n]) {
      const told = digitsOf(sign * ((1n << BigInt(30 * digits)) - 1n));
      assert(told >= digits && told < 2 * digits, `${told} for ${digits}`);
    }
  }
  assertEquals(digitsOf(7), 2);
});
