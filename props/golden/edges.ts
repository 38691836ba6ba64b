/**
 * Edge values: operations, and the operands that make them change their way, with what the real interpreter answers to each
 * operation on each pair.
 *
 * @module
 */

import { TierproofError } from "../../src/isa/errors.ts";
import type { Literal, Program } from "../../src/isa/program.ts";
import { gunzipSync } from "./gunzip.ts";

/** A value: how Python writes it, and the literal that programs are handed. */
export interface EdgeValue {
  readonly text: string;
  readonly literal: Literal;
}

function whole(text: string): EdgeValue {
  const v = Number(text);
  return { text, literal: { t: "int", v: Number.isSafeInteger(v) ? v : text } };
}

function float(v: number): EdgeValue {
  const named = Number.isNaN(v) ? "nan" : v === Infinity ? "inf" : v === -Infinity ? "-inf" : null;
  if (named !== null) return { text: `float("${named}")`, literal: { t: "float", v: named as "nan" } };
  return Object.is(v, -0)
    ? { text: "-0.0", literal: { t: "float", v: "-0.0" } }
    : { text: `float("${v}")`, literal: { t: "float", v } };
}

function str(v: string): EdgeValue {
  return { text: JSON.stringify(v), literal: { t: "str", v } };
}

function list(what: "tuple" | "list", ...items: readonly number[]): EdgeValue {
  const inner = items.join(", ");
  const text = what === "list" ? `[${inner}]` : items.length === 1 ? `(${inner},)` : `(${inner})`;
  return { text, literal: { t: what, v: items.map((v): Literal => ({ t: "int", v })) } };
}

const NONE: EdgeValue = { text: "None", literal: { t: "None" } };
const BOOLS: readonly EdgeValue[] = [true, false].map((v) => ({
  text: v ? "True" : "False",
  literal: { t: "bool", v },
}));

/** Around zero, one digit of 30 bits, what doubles hold exactly, and 64 bits: both signs. */
const INTS: readonly EdgeValue[] = [
  "0",
  "1",
  "-1",
  "2",
  "-2",
  "7",
  "-7",
  "255",
  "256",
  "-256",
  "1073741823",
  "1073741824",
  "-1073741824",
  "4294967296",
  "9007199254740991",
  "9007199254740992",
  "-9007199254740993",
  "4611686018427387904",
  "9223372036854775807",
  "-9223372036854775808",
  "18446744073709551616",
].map(whole);

const FLOATS: readonly EdgeValue[] = [0, -0, 0.5, -1.5, 2.5, 1e16, 1e308, 5e-324, Infinity, -Infinity, NaN].map(float);

/** Of texts of each width that strings are stored in, of what is a prefix of another, and of nothing. */
const TEXTS: readonly EdgeValue[] = ["", "a", "ab", "b", "aé", "é∞", "12", " 7 "].map(str);

const SEQUENCES: readonly EdgeValue[] = [
  list("tuple"),
  list("tuple", 1),
  list("tuple", 1, 2, 3),
  list("list"),
  list("list", 1),
  list("list", 1, 2, 3),
];

/** Small ints of both signs, and around the sizes of digits and words. */
const SMALL: readonly EdgeValue[] = [-64, -1, 0, 1, 2, 3, 7, 8, 9, 16, 29, 30, 31, 32, 52, 53, 54, 62, 63, 64, 65, 128]
  .map((v) => whole(`${v}`));

/** Indexes of short sequences: inside, at both ends, past both ends. */
const INDEXES: readonly EdgeValue[] = [
  ...["-99", "-4", "-3", "-2", "-1", "0", "1", "2", "3", "4", "99", "9223372036854775808", "-9223372036854775809"].map(
    whole,
  ),
  NONE,
];

const FORMATS: readonly EdgeValue[] = [
  "",
  "d",
  "5d",
  "+d",
  "05d",
  ",d",
  "_x",
  "#x",
  "b",
  "o",
  "c",
  "e",
  ".3e",
  "f",
  ".0f",
  ".2f",
  "+.1f",
  "g",
  ".3g",
  "%",
  ">6",
  "<6",
  "^7",
  "*^9",
  "=+8",
  "s",
  ".1",
  "z.0f",
].map(str);

const NUMBERS: readonly EdgeValue[] = [...INTS, ...FLOATS, ...BOOLS];
const ALL: readonly EdgeValue[] = [...NUMBERS, ...TEXTS, ...SEQUENCES, NONE];
const ITEMS: readonly EdgeValue[] = [...TEXTS.slice(0, 6), ...SEQUENCES];

/** An operation of `a` and `b` as Python writes it, and what the two may be. */
export interface EdgeOperation {
  readonly text: string;
  readonly left: readonly EdgeValue[];
  readonly right: readonly EdgeValue[];
}

function operations(
  left: readonly EdgeValue[],
  right: readonly EdgeValue[],
  ...texts: readonly string[]
): EdgeOperation[] {
  return texts.map((text) => ({ text, left, right }));
}

/** All of them. Order and operands are those of the recorded answers. */
export const EDGE_OPERATIONS: readonly EdgeOperation[] = [
  ...operations(NUMBERS, NUMBERS, "a + b", "a - b", "a * b", "a / b", "a // b", "a % b", "a & b", "a | b", "a ^ b"),
  ...operations(NUMBERS, NUMBERS, "divmod(a, b)", "a < b", "a <= b", "a == b", "a != b", "a > b", "a >= b"),
  ...operations(NUMBERS, SMALL, "a << b", "a >> b", "a ** b", "round(a, b)"),
  ...operations(SMALL, NUMBERS, "a ** -b if b > 99 else a"),
  ...operations(ALL, [...TEXTS, ...SEQUENCES, NONE], "a + b", "a < b", "a == b", "a >= b", "a in b"),
  ...operations(ITEMS, SMALL.slice(0, 6), "a * b", "b * a"),
  ...operations(ITEMS, INDEXES, "a[b]", "a[b:]", "a[:b]", "a[::b]", "a[b::-1]", "a[:b:-1]", "a[b:2]", "a[-2:b]"),
  ...operations(NUMBERS, FORMATS, "format(a, b)"),
  ...operations(TEXTS, FORMATS, "format(a, b)", "a % b", "a.count(b)", "a.find(b)", "a.strip(b)"),
  ...operations(ALL, [NONE], "-a", "~a", "not a", "abs(a)", "bool(a)", "int(a)", "float(a)", "str(a)", "repr(a)"),
  ...operations(
    ALL,
    [NONE],
    "0.0 + -a",
    "float(-a)",
    "a.bit_length()",
    "len(a)",
    "round(a)",
    "[*a]",
    "hash(a) == hash(-a)",
  ),
];

/** How many pairs an operation has. */
export function edgePairs({ left, right }: EdgeOperation): number {
  return left.length * right.length;
}

/** A pair of an operation. */
export function edgePair({ left, right }: EdgeOperation, index: number): readonly [EdgeValue, EdgeValue] {
  return [left[Math.floor(index / right.length)] as EdgeValue, right[index % right.length] as EdgeValue];
}

/** Longest answer that is kept whole. */
const LONGEST = 64;
const KEPT = 24;

/** An answer as it is recorded: of a long one both ends and its length. */
export function shortened(answer: string): string {
  if (answer.length <= LONGEST) return answer;
  return `${answer.slice(0, KEPT)}...${answer.length}...${answer.slice(-KEPT)}`;
}

/** The source of a function that shows what an operation gives for each of the pairs that it is handed. */
export function edgeSource({ text }: EdgeOperation): string {
  return `def f(pairs):
    for a, b in pairs:
        try:
            emit(${text})
        except Exception as e:
            emit(type(e).__name__ + ": " + str(e))
`;
}

/** The program that shows what an operation gives for some pairs, from {@linkcode edgeSource} as a program. */
export function edgeProgram(compiled: Program, pairs: readonly (readonly [EdgeValue, EdgeValue])[]): Program {
  const v = pairs.map((pair): Literal => ({ t: "tuple", v: pair.map(({ literal }) => literal) }));
  return { ...compiled, args: [{ t: "tuple", v }] };
}

/** Where the answers are. */
export const EDGE_ANSWERS: URL = new URL("./edges.json.gz", import.meta.url);

let answers: readonly (readonly string[])[] | null = null;

/** What the real interpreter answered to each pair of each operation, in the order of the table; read when first needed. */
export function edgeAnswers(): readonly (readonly string[])[] {
  if (answers !== null) return answers;
  let read: { readonly texts: readonly string[]; readonly answers: readonly (readonly number[])[] };
  try {
    read = JSON.parse(new TextDecoder().decode(gunzipSync(Deno.readFileSync(EDGE_ANSWERS))));
  } catch (error) {
    throw new TierproofError("file", `cannot read recordings ${EDGE_ANSWERS}: ${(error as Error).message}`);
  }
  return answers = read.answers.map((row) => row.map((at) => read.texts[at] as string));
}
