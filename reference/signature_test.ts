/**
 * The test of signatures, and of `converters.ts`.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { BOUNDS, cInt, int, size, str, truth } from "./converters.ts";
import {
  as,
  type Convention,
  fn,
  keyword,
  KEYWORDS,
  named,
  needed,
  optional,
  or,
  type Parameter,
  REST,
  value,
} from "./signature.ts";
import { bareInterpreter, raisedBy } from "./testing.ts";
import { asFunction, tuple } from "./types.ts";
import type { Kwargs, Value } from "./values.ts";

/** What a function `m.f` of such parameters gets of arguments, as a tuple, or its complaint. */
function read(
  parameters: readonly Parameter<unknown>[],
  args: readonly Value[],
  kwargs: Readonly<Record<string, Value>> = {},
  convention: Convention = "clinic",
): string {
  const rt = bareInterpreter();
  const shown = (v: unknown): Value => v === undefined ? "-" : typeof v === "number" ? BigInt(v) : v as Value;
  const body = asFunction(fn(parameters, (_rt, ...values) => tuple(values.map(shown)), convention), "m.f");
  const given: Kwargs = Object.keys(kwargs).length === 0 ? null : new Map(Object.entries(kwargs));
  return raisedBy(rt, () => body(rt, args, given));
}

Deno.test("the parameters tell how a wrong count is worded", () => {
  assertEquals(read([], [1n]), "TypeError: m.f() takes no arguments (1 given)");
  assertEquals(read([value], []), "TypeError: m.f() takes exactly one argument (0 given)");
  assertEquals(read([value, value], [1n]), "TypeError: f expected 2 arguments, got 1");
  assertEquals(read([value, optional], []), "TypeError: f expected at least 1 argument, got 0");
  assertEquals(read([optional], [1n, 2n]), "TypeError: f expected at most 1 argument, got 2");
  assertEquals(read([named("a"), named("b")], [1n, 2n, 3n]), "TypeError: f() takes at most 2 arguments (3 given)");
  assertEquals(read([keyword("a")], [1n]), "TypeError: f() takes no positional arguments");
  assertEquals(
    read([value, named("b")], [], { b: 1n }),
    "TypeError: f() takes at least 1 positional argument (0 given)",
  );
  assertEquals(
    read([needed("a"), keyword("b")], [1n, 2n]),
    "TypeError: f() takes exactly 1 positional argument (2 given)",
  );
});

Deno.test("a convention words it differently", () => {
  assertEquals(read([value], [], {}, "slot"), "TypeError: expected 1 argument, got 0");
  assertEquals(read([value, value], [], {}, "slot"), "TypeError:  expected 2 arguments, got 0");
  assertEquals(read([value, ...BOUNDS], [], {}, "tuple"), "TypeError: f() takes at least 1 argument (0 given)");
  assertEquals(read([value], [], {}, "unpack"), "TypeError: f expected 1 argument, got 0");
});

Deno.test("arguments come by position or name, and fallbacks stand for the others", () => {
  const parameters = [needed("a"), named("b"), keyword("c", false, truth)];
  assertEquals(read(parameters, [1n], { c: 5n }), "returned (1, '-', True)");
  assertEquals(read(parameters, [], { b: 2n, a: 1n }), "returned (1, 2, False)");
  assertEquals(read(parameters, [], {}), "TypeError: f() missing required argument 'a' (pos 1)");
  assertEquals(
    read(parameters, [1n], { a: 2n }),
    "TypeError: argument for f() given by name ('a') and position (1)",
  );
  assertEquals(read(parameters, [1n], { x: 2n }), "TypeError: 'x' is an invalid keyword argument for f()");
});

Deno.test("names that a function does not take are refused", () => {
  assertEquals(read([value], [1n], { a: 1n }), "TypeError: m.f() takes no keyword arguments");
  assertEquals(read([value], [1n], { a: 1n }, "slot"), "TypeError: wrapper f() takes no keyword arguments");
  assertEquals(read([REST], [1n], { a: 1n }, "tuple"), "TypeError: m.f() takes no keyword arguments");
});

Deno.test("a rest takes what is given by position, and what follows is by name only", () => {
  const parameters = [REST, keyword("strict", false, truth)];
  const rt = bareInterpreter();
  const body = asFunction(
    fn([REST, keyword("strict", false, truth)], (_rt, all, strict) => tuple([tuple(all), strict])),
    "f",
  );
  assertEquals(raisedBy(rt, () => body(rt, [1n, 2n], new Map([["strict", true]]))), "returned ((1, 2), True)");
  assertEquals(read(parameters, [], { x: 1n }), "TypeError: 'x' is an invalid keyword argument for f()");
});

Deno.test("all keywords are handed on to whoever wants them", () => {
  const rt = bareInterpreter();
  const body = asFunction(
    fn([optional, KEYWORDS], (_rt, first, kwargs) => tuple([first ?? null, ...(kwargs?.values() ?? [])])),
    "f",
  );
  assertEquals(raisedBy(rt, () => body(rt, [], new Map([["x", 1n]]))), "returned (None, 1)");
  assertEquals(raisedBy(rt, () => body(rt, [5n], null)), "returned (5,)");
});

Deno.test("converters complain of the argument by its place", () => {
  assertEquals(read([as(str)], [1n]), "TypeError: f() argument must be str, not int");
  assertEquals(read([value, as(str)], [1n, null]), "TypeError: f() argument 2 must be str, not None");
  assertEquals(read([named("enc", "", str)], [1n]), "TypeError: f() argument 'enc' must be str, not int");
  assertEquals(read([as(int)], ["a"]), "TypeError: 'str' object cannot be interpreted as an integer");
  assertEquals(read([or(-1, size)], [2n ** 64n]), "OverflowError: Python int too large to convert to C ssize_t");
  assertEquals(read([as(cInt)], [2n ** 31n]), "OverflowError: Python int too large to convert to C int");
  assertEquals(
    read([...BOUNDS], ["a"]),
    "TypeError: slice indices must be integers or None or have an __index__ method",
  );
});
