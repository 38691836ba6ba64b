/**
 * The rules, counting: for tables of what was executed. Without it nothing counts.
 *
 * @module
 */

import type { ExecutionCounts } from "../../src/isa/execution_counts.ts";
import { OPCODES } from "../../src/isa/opcodes.ts";
import type { Frame } from "../frame.ts";
import { RULES } from "./mod.ts";
import type { Rule } from "./rule.ts";

const EXTENDED_ARG = OPCODES.EXTENDED_ARG.opcode;

function increment(counts: Float64Array, opcode: number): void {
  counts[opcode] = (counts[opcode] as number) + 1;
}

/** Prefixes are no instructions of their own; the unit before an instruction is one, or an empty cache, or an instruction. */
function countPrefixes(counts: ExecutionCounts, { units, at }: Frame): void {
  for (let unit = at - 1; unit >= 0 && ((units[unit] as number) & 0xff) === EXTENDED_ARG; unit--) {
    increment(counts.executed, EXTENDED_ARG);
  }
}

/** {@linkcode RULES} that add to the counts what they execute, and at what exceptions come up. */
export function countingRules(counts: ExecutionCounts): readonly Rule[] {
  return RULES.map((rule, opcode): Rule => (rt, frame, oparg) => {
    increment(counts.executed, opcode);
    countPrefixes(counts, frame);
    let done = false;
    try {
      const result = rule(rt, frame, oparg);
      done = true;
      return result;
    } finally {
      if (!done) increment(counts.errored, opcode);
    }
  });
}
