/**
 * What a constant must look like inside where an instruction reads it without looking.
 *
 * @module
 */

import { opcodeNameOf } from "./opcodes.ts";
import type { Literal } from "./program.ts";

/** What is wrong with a constant, and what it should be. */
export interface ConstantFault {
  readonly found: string;
  readonly expected: string;
}

type ConstantRule = (literal: Literal, oparg: number) => ConstantFault | null;

type TupleLiteral = Extract<Literal, { t: "tuple" | "frozenset" | "list" | "set" }>;

function items(literal: Literal): readonly Literal[] {
  return (literal as TupleLiteral).v;
}

/** A tuple of names, all different. */
function names(literal: Literal): ConstantFault | null {
  const all = items(literal);
  const other = all.find((item) => item.t !== "str");
  if (other !== undefined) return { found: `a tuple with ${JSON.stringify(other)}`, expected: "a tuple of names" };
  const texts = all.map((item) => (item as { v: string }).v);
  const twice = texts.find((text, i) => texts.indexOf(text) !== i);
  return twice === undefined ? null : { found: `a tuple with ${twice} twice`, expected: "distinct names" };
}

function length(literal: Literal, expected: (count: number) => boolean, text: string): ConstantFault | null {
  const count = items(literal).length;
  return expected(count) ? null : { found: `a tuple of ${count}`, expected: text };
}

/** Rules by opcode and item; kinds were checked before. */
const RULES: Readonly<Record<string, Readonly<Record<string, ConstantRule>>>> = {
  CALL_KW: {
    kwnames: (literal, oparg) =>
      names(literal) ?? length(literal, (count) => count <= oparg, `at most ${oparg} names, one an argument`),
  },
  BUILD_CONST_KEY_MAP: {
    keys: (literal, oparg) => length(literal, (count) => count === oparg, `${oparg} keys, one a value`),
  },
  MATCH_CLASS: { names },
  SET_FUNCTION_ATTRIBUTE: {
    attr: (literal, oparg) => {
      if (oparg === 8) return length(literal, (count) => count === 0, "a tuple of cells");
      if (oparg !== 4) return null;
      return length(literal, (count) => count % 2 === 0, "names and annotations in turn") ??
        names({ t: "tuple", v: items(literal).filter((_, i) => i % 2 === 0) });
    },
  },
};

/** 1 for opcodes with such a rule, by opcode. */
export const READS_CONSTANT: Uint8Array = Uint8Array.from(
  { length: 256 },
  (_, opcode) => Object.hasOwn(RULES, opcodeNameOf(opcode) ?? "") ? 1 : 0,
);

/** What is wrong with a constant as an item of an instruction, or null. */
export function constantFault(opcode: number, item: string, oparg: number, literal: Literal): ConstantFault | null {
  return RULES[opcodeNameOf(opcode) ?? ""]?.[item]?.(literal, oparg) ?? null;
}
