/**
 * The test of the parts of the str methods, and of `../modules/math_functions.ts`.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import vectors from "../testdata/str_vectors.json" with { type: "json" };
import * as math from "../modules/math_functions.ts";
import * as parts from "./str_parts.ts";

/** How the vectors, what CPython answers, name the functions of str. */
const STR: Readonly<Record<string, (text: string, ...rest: never[]) => unknown>> = {
  lower: parts.lowerText,
  title: parts.titleText,
  capitalize: parts.capitalizeText,
  swapcase: parts.swapCaseText,
  casefold: parts.casefoldText,
  isalpha: parts.isAlpha,
  isdigit: parts.isDigit,
  isdecimal: parts.isDecimal,
  isnumeric: parts.isNumeric,
  isalnum: parts.isAlnum,
  isspace: parts.isSpace,
  islower: parts.isLower,
  isupper: parts.isUpper,
  istitle: parts.isTitle,
  isidentifier: parts.isIdentifier,
  isprintable: parts.isPrintableText,
  isascii: parts.isAscii,
  strip: (text, chars: string | null = null) => parts.stripText(text, chars, true, true),
  lstrip: (text) => parts.stripText(text, null, true, false),
  rstrip: (text) => parts.stripText(text, null, false, true),
  split: (text, separator: string | null = null, limit = -1) => parts.splitText(text, separator, limit),
  rsplit: (text, separator: string | null = null, limit = -1) => parts.rsplitText(text, separator, limit),
  splitlines: (text, keepEnds = false) => parts.splitLines(text, keepEnds),
  expandtabs: (text) => parts.expandTabs(text, 8),
  partition: (text, separator: string) => parts.partitionText(text, separator, false),
  rpartition: (text, separator: string) => parts.partitionText(text, separator, true),
  find: (text, needle: string, start: number, stop: number) => parts.findText(text, needle, start, stop),
  rfind: (text, needle: string, start: number, stop: number) => parts.findText(text, needle, start, stop, true),
  count: parts.countText,
  startswith: (text, affix: string, start: number, stop: number) => parts.hasAffix(text, affix, start, stop, false),
  endswith: (text, affix: string, start: number, stop: number) => parts.hasAffix(text, affix, start, stop, true),
  replace: parts.replaceText,
  center: (text, width: number) => parts.justify(text, width, "*", "center"),
  zfill: parts.zeroFill,
};

Deno.test("the parts of the str methods answer as CPython does", () => {
  for (const [name, args, expected] of vectors.str as [string, never[], unknown][]) {
    const call = STR[name] as (...args: never[]) => unknown;
    assertEquals(call(...args), expected, `${name}(${JSON.stringify(args)})`);
  }
});

const INTEGERS: Readonly<Record<string, (...args: bigint[]) => bigint>> = {
  isqrt: math.integerSquareRoot as (...args: bigint[]) => bigint,
  gcd: math.greatestCommonDivisor as (...args: bigint[]) => bigint,
  lcm: math.leastCommonMultiple as (...args: bigint[]) => bigint,
  comb: math.combinations as (...args: bigint[]) => bigint,
  perm: math.permutations as (...args: bigint[]) => bigint,
};

Deno.test("the functions of math answer as CPython does", () => {
  for (const [name, args, expected] of vectors.math as [string, (string | number)[], unknown][]) {
    const integer = INTEGERS[name];
    const numbers = args as number[];
    const answer = integer !== undefined
      ? integer(...args.map(BigInt)).toString()
      : name === "fsum"
      ? math.exactSum(numbers)
      : name === "frexp"
      ? math.splitFloat(numbers[0] as number)
      : math.scaleFloat(numbers[0] as number, numbers[1] as number);
    assertEquals(answer, expected, `${name}(${args.join(", ")})`);
  }
});
