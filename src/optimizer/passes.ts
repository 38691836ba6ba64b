/**
 * Passes: pure functions from trace to trace, run in the order of one list. What a pass of somebody else gives is checked, so
 * that its slips are told with its name and the place, not by whoever meets them later.
 *
 * @module
 */

import { describe, describeThrown } from "../isa/describe.ts";
import { TierproofError } from "../isa/errors.ts";
import { isTier2Uop, uopNameOf, UOPS } from "../isa/uops.ts";
import type { TraceObserver } from "./observer.ts";
import { type PassContext, TRACE_CONSTANTS } from "./pass_context.ts";
import { analyze } from "./passes/analyze.ts";
import type { Trace, UopInstruction } from "./trace.ts";

export type { PassContext };

/** One pass. */
export interface Pass {
  /** Names the pass in reports. */
  readonly name: string;
  /**
   * Pure: leaves the trace it was given alone. May put NOP over uops; compaction removes them behind the last pass, so a trace may
   * hold NOPs that passes before put there, the pin's among them: a pass that looks at neighbours skips them.
   */
  run(trace: Trace, context: PassContext): Trace;
}

/** The passes of the pin, in order. */
export const PASSES: readonly Pass[] = [analyze];

/**
 * Runs passes in order. Throws a {@linkcode TierproofError} that names the pass, the trace and the uop when a pass other than the
 * pin's throws, or gives anything but a trace that can be run: known uops with their operands, and one that ends it.
 */
export function runPasses(
  trace: Trace,
  passes: readonly Pass[],
  context: PassContext,
  observer: TraceObserver | null = null,
): Trace {
  let current = trace;
  for (let i = 0; i < passes.length; i++) {
    const pass = passes[i] as Pass;
    const after = pass === analyze ? pass.run(current, context) : runChecked(pass, current, context);
    observer?.observe({ kind: "pass", name: pass.name, before: current, after });
    current = after;
  }
  return current;
}

/** How much longer a pass may make a trace, and what is always allowed: without end, each check would take seconds. */
const GROWTH = 8;
const LEAST_ROOM = 4096;

/** Runs a pass that may do anything, on a trace that it cannot write to. */
function runChecked(pass: Pass, trace: Trace, context: PassContext): Trace {
  const where = `pass ${pass.name}, trace of ${context.code.name} from unit ${context.destUnit}`;
  if (!Object.isFrozen(trace)) {
    trace.forEach((instruction) => Object.freeze(instruction));
    Object.freeze(trace);
  }
  let after: unknown;
  try {
    after = pass.run(trace, context);
  } catch (cause) {
    const thrown = describeThrown(cause);
    throw new TierproofError("pass", `${where} (${trace.length} uops): expected a trace, it threw ${thrown}`, {
      cause,
    });
  }
  if (!Array.isArray(after)) {
    const promised = typeof (after as { then?: unknown } | null | undefined)?.then === "function";
    // A promise that fails later must not end the process.
    if (promised) (after as Promise<unknown>).then(() => {}, () => {});
    const found = promised ? "a promise: passes are not asynchronous" : describe(after);
    throw new TierproofError("pass", `${where} (${trace.length} uops): expected a trace, found ${found}`);
  }
  const most = Math.max(LEAST_ROOM, GROWTH * trace.length);
  if (after.length > most) {
    const found = `${where} (${trace.length} uops): expected at most ${most} uops, found ${after.length}`;
    throw new TierproofError("pass", found);
  }
  checkTrace(after, where, context);
  return after as Trace;
}

const EXIT_TRACE = UOPS._EXIT_TRACE.id;
const JUMP_TO_TOP = UOPS._JUMP_TO_TOP.id;
const LOAD_CONST = UOPS.LOAD_CONST.id;

function checkTrace(trace: readonly unknown[], where: string, context: PassContext): void {
  let ended = false;
  for (let index = 0; index < trace.length; index++) {
    const instruction = trace[index];
    const found = uopDefect(instruction, context);
    if (found !== null) throw new TierproofError("pass", `${where}, uop ${index}: ${found}`);
    const { uop } = instruction as UopInstruction;
    ended ||= uop === EXIT_TRACE || uop === JUMP_TO_TOP;
  }
  if (ended) return;
  throw new TierproofError(
    "pass",
    `${where}, uop ${trace.length}: expected _EXIT_TRACE or _JUMP_TO_TOP at the end, found the end without one`,
  );
}

/** What is wrong with one uop, as `expected ..., found ...`; null when nothing is. */
function uopDefect(instruction: unknown, context: PassContext): string | null {
  if (typeof instruction !== "object" || instruction === null) {
    return `expected a uop { uop, oparg, operand }, found ${describe(instruction)}`;
  }
  const { uop, oparg, operand } = instruction as { readonly [K in keyof UopInstruction]: unknown };
  const name = typeof uop === "number" ? uopNameOf(uop) : undefined;
  if (name === undefined) return `expected the id of a uop, found ${describe(uop)}`;
  if (!isTier2Uop(name)) return `expected a uop that tier 2 runs, found ${name}`;
  if (typeof oparg !== "number" || !Number.isInteger(oparg) || oparg < 0 || oparg > 0xffff_ffff) {
    return `${name}: expected an oparg from 0 to 2**32 - 1, found ${describe(oparg)}`;
  }
  const isNumber = typeof operand === "number" && Number.isSafeInteger(operand) && operand >= 0;
  const isWide = typeof operand === "bigint" && operand >= 0n && operand < 1n << 64n;
  if (!isNumber && !isWide) {
    return `${name}: expected an operand from 0 to 2**64 - 1 (a number up to 2**53 - 1, else a bigint), found ${
      describe(operand)
    }`;
  }
  if (uop === LOAD_CONST && oparg >= TRACE_CONSTANTS && oparg - TRACE_CONSTANTS >= addedConstants(context)) {
    return `${name}: expected a constant of the code or one that was added to the trace, found ${oparg}`;
  }
  return null;
}

function addedConstants(context: PassContext): number {
  return (context as Partial<{ values: readonly unknown[] }>).values?.length ?? 0;
}
