/**
 * The test of operators, and of `numbers.ts`, `slices.ts` and `compare.ts`.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { bareInterpreter, raisedBy } from "../testing.ts";
import type { BinaryOperator, CompareOperator } from "../runtime.ts";
import { float, tuple, types } from "../types.ts";
import { PyComplex, PyDict, PyFloat, PyList, PySlice, type Value } from "../values.ts";
import { trueDivide } from "./numbers.ts";

const complex = (re: number, im: number) => new PyComplex(types.complex, re, im);

Deno.test("int / int is rounded once, subnormal and huge operands included", () => {
  const rt = bareInterpreter();
  const cases: [bigint, bigint, number][] = [
    [10n ** 400n, 10n ** 399n + 1n, 10],
    [1n, 10n ** 320n, 1e-320],
    [3n, 2n ** 1075n, 2 ** -1073],
    [1n, 2n ** 1075n, 0],
    [2n ** 53n + 1n, 1n, 2 ** 53],
    [2n ** 53n + 3n, 1n, 2 ** 53 + 4],
    [(2n ** 53n + 1n) * 10n ** 20n, 10n ** 20n, 2 ** 53],
    [(2n ** 53n + 1n) * 10n ** 20n + 1n, 10n ** 20n, 2 ** 53 + 2],
    [10n ** 30n, 7n, 1.4285714285714285e29],
    [-(10n ** 30n), 3n * 10n ** 5n, -3.3333333333333333e24],
    [0n, -5n, -0],
  ];
  for (const [a, b, expected] of cases) assertEquals(trueDivide(rt, a, b), expected, `${a} / ${b}`);
});

Deno.test("arithmetic gives Python's values and types", () => {
  const rt = bareInterpreter();
  const cases: [BinaryOperator, Value, Value, string][] = [
    ["//", -7n, 2n, "-4"],
    ["%", -7n, 2n, "1"],
    ["%", 7n, -2n, "-1"],
    ["//", float(-7.5), 2n, "-4.0"],
    ["%", float(-7.5), 2n, "0.5"],
    ["%", float(5), float(Infinity), "5.0"],
    ["%", float(-5), float(Infinity), "inf"],
    ["//", float(-0), 3n, "-0.0"],
    ["**", 2n, -2n, "0.25"],
    ["**", float(-8), float(0.5), "(1.7319121124709868e-16+2.8284271247461903j)"],
    ["**", 0n, 0n, "1"],
    ["**", complex(1, 2), 2n, "(-3+4j)"],
    ["/", complex(1, 2), complex(3, -1), "(0.1+0.7000000000000001j)"],
    ["<<", 3n, 70n, "3541774862152233910272"],
    [">>", -5n, 100n, "-1"],
    ["&", true, false, "False"],
    ["&", true, 3n, "1"],
    ["+", true, true, "2"],
    ["*", "ab", 3n, "'ababab'"],
    ["*", -1n, tuple([1n]), "()"],
    ["+", new PyList(types.list, [1n]), new PyList(types.list, [2n]), "[1, 2]"],
    ["%", "%d-%s", tuple([3n, "x"]), "'3-x'"],
    ["|", rt.dictFrom([["a", 1n]]), rt.dictFrom([["a", 2n]]), "{'a': 2}"],
  ];
  for (const [op, a, b, expected] of cases) {
    assertEquals(rt.repr(rt.binary(op, a, b)), expected, `${rt.repr(a)} ${op} ${rt.repr(b)}`);
  }
});

Deno.test("operators refuse with CPython's words", () => {
  const rt = bareInterpreter();
  const list = new PyList(types.list, []);
  const cases: [() => Value, string][] = [
    [() => rt.binary("+", 1n, "x"), "TypeError: unsupported operand type(s) for +: 'int' and 'str'"],
    [() => rt.binary("+", "x", 1n), 'TypeError: can only concatenate str (not "int") to str'],
    [() => rt.binary("+", list, tuple([])), 'TypeError: can only concatenate list (not "tuple") to list'],
    [() => rt.inplace("-", list, 1n), "TypeError: unsupported operand type(s) for -=: 'list' and 'int'"],
    [() => rt.binary("**", list, 1n), "TypeError: unsupported operand type(s) for ** or pow(): 'list' and 'int'"],
    [() => rt.binary("*", list, "x"), "TypeError: can't multiply sequence by non-int of type 'str'"],
    [() => rt.binary("/", 1n, 0n), "ZeroDivisionError: division by zero"],
    [() => rt.binary("%", float(1), 0n), "ZeroDivisionError: float modulo by zero"],
    [() => rt.binary("<<", 1n, -1n), "ValueError: negative shift count"],
    [() => rt.binary("+", 10n ** 400n, float(1)), "OverflowError: int too large to convert to float"],
    [() => rt.binary("**", float(10), float(400)), "OverflowError: (34, 'Numerical result out of range')"],
    [() => rt.negative("x"), "TypeError: bad operand type for unary -: 'str'"],
    [() => rt.compare("<", 1n, "x"), "TypeError: '<' not supported between instances of 'int' and 'str'"],
    [() => rt.getitem(1n, 0n), "TypeError: 'int' object is not subscriptable"],
    [() => rt.getitem(list, "a"), "TypeError: list indices must be integers or slices, not str"],
    [() => rt.getitem("ab", null), "TypeError: string indices must be integers, not 'NoneType'"],
    [() => rt.getitem("ab", 2n), "IndexError: string index out of range"],
    [() => rt.getitem(new PyDict(types.dict), tuple([1n])), "KeyError: (1,)"],
    [() => rt.contains("ab", 1n), "TypeError: 'in <string>' requires string as left operand, not int"],
    [() => rt.length(1n), "TypeError: object of type 'int' has no len()"],
    [() => rt.iter(1n), "TypeError: 'int' object is not iterable"],
    [() => rt.call(1n, []), "TypeError: 'int' object is not callable"],
  ];
  for (const [work, expected] of cases) assertEquals(raisedBy(rt, work), expected);
});

Deno.test("comparison sees through types, NaN and code points", () => {
  const rt = bareInterpreter();
  const big = 2n ** 53n + 1n;
  const cases: [CompareOperator, Value, Value, boolean][] = [
    ["==", big, float(2 ** 53), false],
    [">", big, float(2 ** 53), true],
    ["==", 1n, complex(1, 0), true],
    ["==", true, 1n, true],
    ["<", float(NaN), 1n, false],
    ["!=", float(NaN), float(NaN), true],
    ["<", "\uffff", "\u{10000}", true],
    ["<", "ab", "abc", true],
    ["<", tuple([1n, 2n]), tuple([1n, 3n, 0n]), true],
    ["<=", rt.set([1n]), rt.frozenset([1n, 2n]), true],
    ["==", new PyList(types.list, [1n]), tuple([1n]), false],
    ["==", new PySlice(types.slice, 1n, null, 2n), new PySlice(types.slice, 1n, null, float(2)), true],
  ];
  for (const [op, a, b, expected] of cases) {
    assertEquals(rt.compare(op, a, b), expected, `${rt.repr(a)} ${op} ${rt.repr(b)}`);
  }
});

Deno.test("slices are cut to the sequence, also with negative steps", () => {
  const rt = bareInterpreter();
  const slice = (start: Value, stop: Value, step: Value) =>
    rt.getitem("abcdef", new PySlice(types.slice, start, stop, step));
  assertEquals(
    [slice(1n, -1n, null), slice(null, null, -2n), slice(10n, null, null), slice(-100n, 2n, null), slice(4n, 1n, -1n)],
    ["bcde", "fdb", "", "ab", "edc"],
  );
  const list = new PyList(types.list, [0n, 1n, 2n, 3n, 4n]);
  rt.setitem(list, new PySlice(types.slice, 1n, 3n, null), tuple([9n, 8n, 7n]));
  rt.delitem(list, new PySlice(types.slice, null, null, 2n));
  assertEquals(rt.repr(list), "[9, 7, 4]");
  const odd = () => {
    rt.setitem(list, new PySlice(types.slice, null, null, 2n), tuple([1n]));
    return null;
  };
  assertEquals(raisedBy(rt, odd), "ValueError: attempt to assign sequence of size 1 to extended slice of size 2");
});

Deno.test("values beyond the limits poison the run instead of growing", () => {
  const rt = bareInterpreter({ maxSize: 100 });
  const poisons = (work: () => Value): string => {
    try {
      return rt.repr(work());
    } catch (thrown) {
      return (thrown as { reason?: string }).reason ?? "raised";
    }
  };
  assertEquals(poisons(() => rt.binary("**", 2n, 10n ** 9n)), "size");
  assertEquals(poisons(() => rt.binary("<<", 1n, 10n ** 12n)), "size");
  assertEquals(poisons(() => rt.binary("*", "ab", 10n ** 12n)), "size");
  assertEquals(poisons(() => rt.binary("*", new PyFloat(types.float, 2), 3n)), "6.0");
});
