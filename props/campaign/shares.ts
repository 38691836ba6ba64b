/**
 * Shares of programs that do what breaks optimizers, with floors: what a hunt samples and its summary shows. A generator that
 * drifts below a floor fails the test beside this file.
 *
 * @module
 */

import { decodeAll, opcodeOf } from "../../src/isa/code_unit.ts";
import type { Engine, Limits, Repairs } from "../../src/isa/engine.ts";
import { jumpTarget } from "../../src/isa/jumps.ts";
import { OPCODES } from "../../src/isa/opcodes.ts";
import { type CodeObject, isEventHost, type Program } from "../../src/isa/program.ts";
import { UOPS } from "../../src/isa/uops.ts";
import type { Trace } from "../../src/optimizer/trace.ts";
import { tier2 } from "../../src/vm/engine.ts";
import type { AttemptEvent, ExecutionObserver, ExitEvent } from "../../src/vm/observe.ts";
import { reachableCodes } from "./program_size.ts";
import { SHARE_NAMES, type ShareName, type Tally } from "./types.ts";

/** What a program did. */
interface Deeds {
  entered: boolean;
  deopted: boolean;
  raised: boolean;
  exhausted: boolean;
  inlined: boolean;
  leftInlined: boolean;
  invalidated: boolean;
  executors: number;
  declined: boolean;
}

/** One share: of the sampled programs, those for which `shows` holds. */
interface ShareRow {
  readonly what: string;
  /** Least share that the generator must reach, 0 to 1. */
  readonly floor: number;
  shows(deeds: Deeds, program: Program): boolean;
}

/** All shares, by the name that they have in a tally. */
export const SHARES: Readonly<Record<ShareName, ShareRow>> = {
  sharesTier2: { what: "enter tier 2", floor: 0.95, shows: ({ entered }) => entered },
  sharesDeopt: { what: "leave a trace by a guard", floor: 0.85, shows: ({ deopted }) => deopted },
  sharesError: { what: "raise in a trace", floor: 0.1, shows: ({ raised }) => raised },
  sharesExhausted: { what: "exhaust an iterator in a trace", floor: 0.5, shows: ({ exhausted }) => exhausted },
  sharesInlined: { what: "inline a call", floor: 0.18, shows: ({ inlined }) => inlined },
  sharesLeftInlined: {
    what: "leave a trace inside an inlined call",
    floor: 0.06,
    shows: ({ leftInlined }) => leftInlined,
  },
  sharesInvalidated: {
    what: "leave an executor that was invalidated",
    floor: 0.002,
    shows: ({ invalidated }) => invalidated,
  },
  sharesSeveral: { what: "make two executors or more", floor: 0.11, shows: ({ executors }) => executors > 1 },
  sharesDeclined: { what: "have an attempt without executor", floor: 0.01, shows: ({ declined }) => declined },
  sharesWide: { what: "have EXTENDED_ARG in a loop", floor: 0.08, shows: (_deeds, program) => hasWideLoop(program) },
  sharesEvents: { what: "announce an event", floor: 0.035, shows: (_deeds, program) => hasEvent(program) },
  sharesRepeated: { what: "run several times", floor: 0.17, shows: (_deeds, program) => program.calls > 1 },
};

/** One check in so many is sampled. */
export const SAMPLE_EVERY = 128;

const EXHAUSTED: ReadonlySet<number> = new Set([
  UOPS._GUARD_NOT_EXHAUSTED_LIST.id,
  UOPS._GUARD_NOT_EXHAUSTED_RANGE.id,
  UOPS._GUARD_NOT_EXHAUSTED_TUPLE.id,
]);

function hasWideLoop(program: Program): boolean {
  return reachableCodes(program).some((code) =>
    decodeAll(code.code).some((instruction) => {
      if (instruction.opcode !== OPCODES.JUMP_BACKWARD.opcode) return false;
      const target = jumpTarget(instruction) ?? instruction.at;
      return hasPrefix(code, target, instruction.at);
    })
  );
}

function hasPrefix({ code }: CodeObject, from: number, to: number): boolean {
  for (let unit = from; unit <= to; unit++) {
    if (opcodeOf(code[unit] as number) === OPCODES.EXTENDED_ARG.opcode) return true;
  }
  return false;
}

function hasEvent(program: Program): boolean {
  return reachableCodes(program).some(({ names }) => names.some(isEventHost));
}

/** Frames that a trace has pushed and not popped before a uop of it. */
function inlinedDepth(trace: Trace, index: number): number {
  let depth = 0;
  for (let i = 0; i < index; i++) {
    const { uop } = trace[i] as Trace[number];
    if (uop === UOPS._PUSH_FRAME.id) depth++;
    if (uop === UOPS._POP_FRAME.id) depth--;
  }
  return depth;
}

/** Watches what a program does. */
class DeedWatch implements ExecutionObserver {
  deeds: Deeds = newDeeds();

  readonly attempt = ({ executor, after }: AttemptEvent): void => {
    if (executor === null) this.deeds.declined = true;
    else this.deeds.executors++;
    this.deeds.inlined ||= after?.some(({ uop }) => uop === UOPS._PUSH_FRAME.id) ?? false;
  };

  readonly entered = (): void => {
    this.deeds.entered = true;
  };

  readonly exit = ({ kind, executor, uopIndex }: ExitEvent): void => {
    const { deeds } = this;
    const uop = executor.uops[uopIndex] as number;
    if (kind === "deopt") deeds.deopted = true;
    if (kind === "error") deeds.raised = true;
    if (kind === "deopt" && EXHAUSTED.has(uop)) deeds.exhausted = true;
    if (!executor.valid) deeds.invalidated = true;
    if (inlinedDepth(executor.trace, uopIndex) > 0) deeds.leftInlined = true;
  };
}

function newDeeds(): Deeds {
  return {
    entered: false,
    deopted: false,
    raised: false,
    exhausted: false,
    inlined: false,
    leftInlined: false,
    invalidated: false,
    executors: 0,
    declined: false,
  };
}

const rigs = new Map<Repairs, { readonly watch: DeedWatch; readonly engine: Engine }>();

/** Runs a program once more, and adds what it shows to a tally. Equal repairs are to be one object. */
export function countShares(program: Program, repairs: Repairs, limits: Limits, tally: Tally): void {
  let rig = rigs.get(repairs);
  if (rig === undefined) {
    const watch = new DeedWatch();
    rigs.set(repairs, rig = { watch, engine: tier2({ repairs, observe: watch }) });
  }
  rig.watch.deeds = newDeeds();
  rig.engine.run(program, limits);
  tally.sampled++;
  for (const name of SHARE_NAMES) if (SHARES[name].shows(rig.watch.deeds, program)) tally[name]++;
}

/** A share that was measured. */
export interface MeasuredShare {
  readonly what: string;
  readonly share: number;
  readonly floor: number;
}

/** The shares of a tally; empty when nothing was sampled. */
export function sharesOf(tally: Tally): MeasuredShare[] {
  if (tally.sampled === 0) return [];
  return SHARE_NAMES.map((name) => {
    const { what, floor } = SHARES[name];
    return { what, floor, share: tally[name] / tally.sampled };
  });
}

/**
 * Whether a sample of this size can come from a generator that reaches the floor: three standard deviations below it are
 * chance.
 */
export function reachesFloor({ share, floor }: MeasuredShare, sampled: number): boolean {
  return share >= floor - 3 * Math.sqrt((floor * (1 - floor)) / sampled);
}
