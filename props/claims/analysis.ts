/**
 * The pin's pass keeps the bookkeeping uops that something needs, and no others.
 *
 * @module
 */

import { DEFAULT_LIMITS } from "../../src/isa/engine.ts";
import { hasFlag } from "../../src/isa/flags.ts";
import { NO_REPAIRS } from "../../src/isa/repairs.ts";
import { uopNameOf, uopRow, UOPS } from "../../src/isa/uops.ts";
import { BloomFilter } from "../../src/optimizer/bloom_filter.ts";
import { TracePassContext } from "../../src/optimizer/pass_context.ts";
import { analyze } from "../../src/optimizer/passes/analyze.ts";
import { formatUop, type Trace, type UopInstruction } from "../../src/optimizer/trace.ts";
import type { Choices } from "../core/choices.ts";
import { AGREE, disagree, type ModelClaim, needsPin, type Verdict } from "./claim.ts";
import { drawTrace } from "./random_trace.ts";

const CODE = { name: "f", address: 1n, units: [], version: 1, executors: null };
const CONTEXT = new TracePassContext({
  code: CODE,
  destUnit: 0,
  stackEntries: 0,
  repairs: NO_REPAIRS,
  limits: DEFAULT_LIMITS,
  dependencies: new BloomFilter(),
  functionVersions: { lookup: () => null },
  interpreter: null,
});

function is(instruction: UopInstruction, name: keyof typeof UOPS): boolean {
  return instruction.uop === UOPS[name].id;
}

function has(instruction: UopInstruction, flag: "DEOPT" | "ERROR" | "ESCAPES"): boolean {
  const name = uopNameOf(instruction.uop);
  return name !== undefined && hasFlag(uopRow(name).flags, flag);
}

/** A check of validity is needed when other code may have run since the one before, or since the trace was entered. */
function checkIsNeeded(trace: Trace, at: number): boolean {
  const before = trace.findLastIndex((each, index) => index < at && is(each, "_CHECK_VALIDITY"));
  return trace.slice(before + 1, at).some((each) => !is(each, "_SET_IP") && has(each, "ESCAPES"));
}

/** An instruction pointer is needed when something before the next one may leave the trace or its frame. */
function pointerIsNeeded(trace: Trace, at: number, end: number): boolean {
  const next = trace.findIndex((each, index) => index > at && index < end && is(each, "_SET_IP"));
  // The last one says where the trace ends.
  if (next === -1) return true;
  return trace.slice(at + 1, next).some((each, index) =>
    is(each, "_CHECK_VALIDITY")
      ? checkIsNeeded(trace, at + 1 + index)
      : is(each, "_PUSH_FRAME") || has(each, "DEOPT") || has(each, "ERROR")
  );
}

/** Random traces, longer and stranger than any that the translator makes. */
export const analysis: ModelClaim = {
  kind: "choices",
  name: "analysis",
  what:
    "the pass keeps a _SET_IP where something before the next one may leave, a _CHECK_VALIDITY where other code may " +
    "have run, and changes nothing else",
  unfit: needsPin,
  check(choices: Choices): Verdict {
    const trace = drawTrace(choices, false);
    const text = trace.map(formatUop);
    const found = analyze.run(trace, CONTEXT);
    const end = trace.findIndex((each) => is(each, "_EXIT_TRACE") || is(each, "_JUMP_TO_TOP"));
    const expected = trace.map((each, at) => {
      const needed = at > end || !(is(each, "_SET_IP") || is(each, "_CHECK_VALIDITY")) ||
        (is(each, "_SET_IP") ? pointerIsNeeded(trace, at, end) : checkIsNeeded(trace, at));
      return needed ? each : { ...each, uop: UOPS.NOP.id };
    });
    for (let at = 0; at < Math.max(expected.length, found.length); at++) {
      const left = expected[at] === undefined ? "the end" : formatUop(expected[at] as UopInstruction);
      const right = found[at] === undefined ? "the end" : formatUop(found[at] as UopInstruction);
      if (left !== right) return disagree({ what: "uop", index: at, note: `${text[at]}` }, left, right);
    }
    const changed = trace.findIndex((each, at) => formatUop(each) !== text[at]);
    if (changed === -1) return AGREE;
    return disagree("the trace it was given", "is left alone", `uop ${changed} changed`);
  },
};
