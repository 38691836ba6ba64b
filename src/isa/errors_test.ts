import { assertEquals } from "@std/assert";
import { isStackOverflow } from "./errors.ts";

/** What is thrown where a function that calls itself finds no room for its next call, or for what it does. */
function overflow(step: (depth: number) => void): unknown {
  const dive = (depth: number): void => {
    step(depth);
    dive(depth + 1);
  };
  try {
    dive(0);
    return null;
  } catch (error) {
    return error;
  }
}

Deno.test("an overflow of the stack is told, also by a regular expression that finds no room", () => {
  assertEquals(isStackOverflow(overflow(() => {})), true);
  // A new expression at each depth is compiled there, which takes more than a call.
  const compiled = overflow((depth) => new RegExp(`${depth}|(a(b(c)))`).test("b"));
  assertEquals(isStackOverflow(compiled), true, `${compiled}`);
});

Deno.test("other errors of JavaScript are none", () => {
  assertEquals(isStackOverflow(new RangeError("Invalid array length")), false);
  assertEquals(isStackOverflow(new SyntaxError("Unexpected token")), false);
  assertEquals(isStackOverflow("call stack"), false);
});
