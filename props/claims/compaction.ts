/**
 * Packing a trace keeps what can be reached, in its order, and jumps where they went.
 *
 * @module
 */

import { InvariantError } from "../../src/isa/errors.ts";
import { UOPS } from "../../src/isa/uops.ts";
import { compact } from "../../src/optimizer/reachability.ts";
import { formatUop, type Trace, type UopInstruction } from "../../src/optimizer/trace.ts";
import type { Choices } from "../core/choices.ts";
import type { Vm } from "../cpython/vm.ts";
import { AGREE, disagree, type ModelClaim, needsPin, type Verdict } from "./claim.ts";
import { drawTrace } from "./random_trace.ts";

const { NOP, _EXIT_TRACE, _JUMP_TO_TOP, _POP_JUMP_IF_FALSE, _POP_JUMP_IF_TRUE } = UOPS;

function jumps({ uop }: UopInstruction): boolean {
  return uop === _POP_JUMP_IF_FALSE.id || uop === _POP_JUMP_IF_TRUE.id;
}

function ends({ uop }: UopInstruction): boolean {
  return uop === _EXIT_TRACE.id || uop === _JUMP_TO_TOP.id;
}

/** Indexes of all uops that some run of the trace comes to. */
function reached(trace: Trace): Set<number> {
  const seen = new Set<number>();
  const open = [0];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const instruction = trace[at] as UopInstruction;
    if (ends(instruction)) continue;
    open.push(at + 1);
    if (jumps(instruction)) open.push(instruction.oparg);
  }
  return seen;
}

/** The packed trace, by the meaning of what was there: a jump goes to the first uop that is not a NOP from its target on. */
function packed(trace: Trace): Trace {
  const seen = reached(trace);
  const kept = trace.flatMap(({ uop }, at) => seen.has(at) && uop !== NOP.id ? [at] : []);
  return kept.map((at) => {
    const instruction = trace[at] as UopInstruction;
    if (!jumps(instruction)) return instruction;
    return { ...instruction, oparg: kept.findIndex((target) => target >= instruction.oparg) };
  });
}

/** Random traces with jumps, NOPs and ends in the middle. */
export const compaction: ModelClaim = {
  kind: "choices",
  name: "compaction",
  what:
    "packing keeps exactly the uops that can be reached and are no NOPs, in their order, and every jump goes where " +
    "it went",
  unfit: needsPin,
  check(choices: Choices, { mended }: Vm): Verdict {
    const trace = drawTrace(choices, true);
    const expected = packed(trace);
    let found: Trace;
    try {
      found = compact(trace, mended.has("nop-jump-target"));
    } catch (error) {
      if (!(error instanceof InvariantError)) throw error;
      return disagree("invariant", "no broken invariant", error.message);
    }
    if (found.length !== expected.length) {
      return disagree("length", `${expected.length}`, `${found.length}`);
    }
    for (let at = 0; at < expected.length; at++) {
      const left = formatUop(expected[at] as UopInstruction);
      const right = found[at] === undefined ? "nothing" : formatUop(found[at] as UopInstruction);
      if (left !== right) return disagree({ what: "uop", index: at }, left, right);
    }
    return AGREE;
  },
};
