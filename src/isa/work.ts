/**
 * What work inside of instructions costs. Fuel bounds how many instructions run; a single one can walk a whole range, compare
 * structures that double at every level or multiply long ints. Every engine takes what such work costs from a budget of its own
 * and gives the run up when that is spent (`size`, without blame). This table is all that they share.
 *
 * One unit is what one step of a native loop costs: an item asked for, a pair compared, a native function called.
 *
 * @module
 */

import type { Limits } from "./engine.ts";
import type { Literal } from "./program.ts";

/** Units that every run has, however small its things may be: what ordinary programs never need. */
const LEAST_WORK = 100_000;
/** Units for each item that a container may have. */
const WORK_PER_ITEM = 8;

/** Units of a run. They do not depend on fuel: whoever asks with how much of that a program ends changes nothing else. */
export function workBudget({ maxSize }: Pick<Limits, "maxSize">): number {
  return LEAST_WORK + WORK_PER_ITEM * maxSize;
}

/** Items moved from one array to another, or digits of an int gone over once. */
export function copyWork(count: number): number {
  return count >> 3;
}

/** Items that the host moves within one array at once. */
export function moveWork(count: number): number {
  return count >> 5;
}

/** Slots of a frame that costs no work, as what a compiler makes of functions; wider ones are priced as copies. */
export const WIDE_FRAME = 256;

/** Values that go from a sequence to the stack, and will be taken from there. */
export function unpackWork(count: number): number {
  return count < 32 ? 0 : count >> 1;
}

/** Entries of a dict or slots of a set gone over once. */
export function tableWork(count: number): number {
  return count >> 2;
}

/** Characters gone over once. */
export function textWork(length: number): number {
  return length >> 3;
}

/** Bytes gone over once. */
export function bytesWork(length: number): number {
  return length >> 2;
}

/** Ordering so many items. */
export function sortWork(count: number): number {
  return count * (33 - Math.clz32(count));
}

/** A product of ints of so many 30-bit digits; a quotient or remainder costs as much as four. */
export function productWork(left: number, right: number): number {
  const less = left < right ? left : right;
  return ((left + right) * (32 - Math.clz32(less))) >> 4;
}

/** Greatest common divisor, or inverse, of ints of so many digits: about 18 steps of Euclid for each digit. */
export function euclidWork(digits: number): number {
  return 18 * digits * (1 + copyWork(digits));
}

/** Text that is read by trying: numbers in any base, floats. */
export function parseWork(length: number): number {
  return textWork(length) + ((length * length) >>> 10);
}

/** Members that a class gets for so many names of `__slots__`. */
export function slotsWork(names: number): number {
  return 2 * names;
}

/** A change of a class that is known to so many classes below it. */
export function changedClassWork(below: number): number {
  return below >> 4;
}

/** A class whose bases have so many classes in their orders: its own order, and special methods looked for along it. */
export function classWork(classes: number, bases: number): number {
  return 8 * classes + (bases > 1 ? copyWork(classes * classes) : 0);
}

/** A call of the entry, which need not run anything, with arguments that are made anew. */
export function entryCallWork(args: readonly Literal[]): number {
  let units = 8 + args.length;
  for (let i = 0; i < args.length; i++) units += literalWork(args[i] as Literal);
  return units;
}

/** A value made of a literal. */
function literalWork(literal: Literal): number {
  switch (literal.t) {
    case "int": {
      const digits = typeof literal.v === "string" ? literal.v.length / 9 : 1;
      return digits < 4 ? 0 : productWork(digits, digits);
    }
    case "str":
      return textWork(literal.v.length);
    case "bytes":
      return bytesWork(literal.v.length);
    case "dict":
      return literal.v.reduce((sum, [key, value]) => sum + literalWork(key) + literalWork(value), literal.v.length);
    case "set":
    case "frozenset":
      return literal.v.reduce((sum, item) => sum + literalWork(item), literal.v.length);
    case "list":
    case "tuple":
      return literal.v.reduce((sum, item) => sum + literalWork(item), copyWork(literal.v.length));
    default:
      return 0;
  }
}

/** A search for objects that nothing holds any more, which met so many. */
export function searchWork(objects: number): number {
  return objects >> 2;
}

/**
 * A long int looked up among so many keys: hosts tell ints apart by their low 64 bits, and go through all that have the same;
 * one that is equal is gone over once.
 */
export function longKeyWork(key: bigint, keys: number): number {
  return key < LONG_KEY && key > -LONG_KEY ? 0 : copyWork(keys + digitsOf(key));
}

const LONG_KEY = 1n << 64n;

/** Ints between these have one 30-bit digit. */
const ONE_DIGIT = 1n << 30n;
const ONE_NEGATIVE_DIGIT = -ONE_DIGIT;

/** Powers of two with 30, 60, 120 ... bits, and their negatives; made when one is asked for, as the large ones take long. */
const POWERS: bigint[] = [];
const NEGATIVE: bigint[] = [];
/** How many of them there are. */
const POWERS_AT_MOST = 20;

/** About how many 30-bit digits an int has: at least as many, less than twice. Costs no more than a few comparisons. */
export function digitsOf(value: number | bigint): number {
  if (typeof value === "number") return 2;
  return value < ONE_DIGIT && value > ONE_NEGATIVE_DIGIT ? 1 : manyDigits(value);
}

function manyDigits(value: bigint): number {
  let k = 0;
  if (value < 0n) { while (k < POWERS_AT_MOST && value <= (NEGATIVE[k] ??= -(1n << BigInt(30 << k)))) k++; }
  else while (k < POWERS_AT_MOST && value >= (POWERS[k] ??= 1n << BigInt(30 << k))) k++;
  return 1 << k;
}

/** So many arguments of a native function, as a call with a star can have. */
export function argumentWork(count: number): number {
  return count < 32 ? 0 : count;
}

/** Methods that look for a part in a text. */
const SEARCHES: ReadonlySet<string> = new Set(
  "find rfind index rindex count replace split rsplit partition rpartition".split(" "),
);

/** Whether a method of this name looks for its first argument in a text. */
export function isSearch(name: string): boolean {
  return SEARCHES.has(name);
}

/** A part looked for in a text, whose lengths these are: hosts may compare most of it at most places. */
export function partWork(text: number, part: number): number {
  return (text >> 4) * (part >> 4) >> 5;
}

/** Native functions and methods that do not go over all of what they are given. */
const CONSTANT_TIME: ReadonlySet<string> = new Set(
  ("append pop get setdefault add discard remove keys values items __len__ __getitem__ __setitem__ __delitem__ __iter__ __next__ " +
    "__bool__ __contains__ __class_getitem__ len isinstance issubclass id callable getattr setattr delattr hasattr iter next " +
    "chr ord bool range slice enumerate zip map filter reversed super property classmethod staticmethod object send throw " +
    "close popitem clear __getattribute__ __setattr__ __delattr__ __get__ __set__ __init__ __new__ is_integer globals locals print")
    .split(" "),
);

/** Whether what a native function of this name costs grows with its arguments. */
export function growsWithArguments(name: string): boolean {
  return !CONSTANT_TIME.has(name);
}
