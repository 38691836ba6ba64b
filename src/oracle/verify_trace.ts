/**
 * Well-formedness of a trace: what every optimizer and every pass must keep, whatever else it rewrites. Whether a trace
 * also spells out a path through its bytecode is the stricter question of `trace_path.ts`.
 *
 * @module
 */

import { decodeAll } from "../isa/code_unit.ts";
import { hasFlag } from "../isa/flags.ts";
import { UOP_EFFECTS } from "../isa/stack_effect.ts";
import { isTier2Uop, UOP_NAMES, type UopName, uopNameOf, uopRow, UOPS } from "../isa/uops.ts";
import { type DepthSource, stackDepths } from "./stack_depths.ts";

/** A uop of a trace, as far as the verifier looks at it. */
export interface TraceUop {
  /** Id of the uop. */
  readonly uop: number;
  /** Its oparg. */
  readonly oparg: number;
  /** Its operand: inline-cache data, 64 bits. */
  readonly operand: number | bigint;
}

/** Code objects and limits that a trace is checked against. */
export interface TraceContext {
  /** The code object that holds the loop. */
  readonly code: DepthSource;
  /** Unit of the loop top. */
  readonly startUnit: number;
  /** Body of the function with this version, where known; the checks inside an inlined call need it. */
  readonly calleeOf?: (version: bigint) => DepthSource | undefined;
  /** Uops that a trace may hold. Pin: 128. */
  readonly maxTraceLength: number;
  /** Calls that may be inlined. Pin: 5, and one more whose body is not entered. */
  readonly traceStackSize: number;
}

/** Rules that a trace can break. */
export type TraceRule =
  | "length"
  | "terminator"
  | "known uop"
  | "no NOP"
  | "target"
  | "depth"
  | "current IP"
  | "frames"
  | "validity"
  | "progress"
  | "path";

/** The first thing wrong with a trace. */
export interface TraceDefect {
  /** The rule that is broken. */
  readonly rule: TraceRule;
  /** Index of the uop. */
  readonly index: number;
  /** What was expected and what was found. */
  readonly message: string;
}

const SET_IP = UOPS._SET_IP.id;
const CHECK_VALIDITY = UOPS._CHECK_VALIDITY.id;
const EXIT_TRACE = UOPS._EXIT_TRACE.id;
const JUMP_TO_TOP = UOPS._JUMP_TO_TOP.id;
const PUSH_FRAME = UOPS._PUSH_FRAME.id;
const POP_FRAME = UOPS._POP_FRAME.id;
const CHECK_FUNCTION = UOPS._CHECK_FUNCTION_EXACT_ARGS.id;

const LEAVES: ReadonlySet<number> = new Set(
  UOP_NAMES.filter((name) => hasFlag(uopRow(name).flags, "DEOPT") || hasFlag(uopRow(name).flags, "ERROR"))
    .map((name) => UOPS[name].id),
);

/** Uops that may stand between the last `_SET_IP` and the end, when the depth is that of its instruction. */
const ONLY_PUSHES: ReadonlySet<number> = new Set([
  CHECK_VALIDITY,
  UOPS.LOAD_FAST.id,
  UOPS.LOAD_CONST.id,
  UOPS.PUSH_NULL.id,
]);

/** Uops that go on elsewhere by the instruction pointer. */
const ENDS_INSTRUCTION: ReadonlySet<number> = new Set([EXIT_TRACE, PUSH_FRAME]);

/** True for uops that may leave the trace before its end: by deopt or by error. */
export function mayLeave(uop: number): boolean {
  return LEAVES.has(uop);
}

/** Facts about a code object that checks look up again and again. */
interface CodeFacts {
  /** Depth before each unit that starts an instruction, -1 elsewhere. */
  readonly depths: Int32Array;
  readonly starts: ReadonlySet<number>;
}

const factsOf = new WeakMap<DepthSource, CodeFacts>();

function codeFacts(code: DepthSource): CodeFacts {
  let facts = factsOf.get(code);
  if (facts === undefined) {
    facts = { depths: stackDepths(code), starts: new Set(decodeAll(code.code).map((each) => each.start)) };
    factsOf.set(code, facts);
  }
  return facts;
}

/** Whether the unit starts an instruction of the code: its first prefix, or the instruction itself. */
export function startsInstruction(code: DepthSource, unit: number): boolean {
  return codeFacts(code).starts.has(unit);
}

/** Stack depth before the instruction that starts at the unit, -1 where none starts or control cannot come. */
export function depthAt(code: DepthSource, unit: number): number {
  return codeFacts(code).depths[unit] ?? -1;
}

/** A frame of the walk: depths are exact where the code is known, else relative to an unknown bottom. */
interface Frame {
  readonly code: DepthSource | undefined;
  depth: number;
  /** Whether some `_SET_IP` has set this frame's IP, or the frame is new and stands at unit 0. */
  hasIp: boolean;
  /** Whether a call has returned into this frame and its IP still names the call. */
  stale: boolean;
  /** The last `_SET_IP`, where the depth was another one than at its unit: nothing may leave the trace until it is that one. */
  skew: { readonly index: number; readonly unit: number; readonly expected: number; readonly found: number } | null;
}

/** The first defect of a trace, or null when it is well-formed. */
export function verifyTrace(trace: readonly TraceUop[], context: TraceContext): TraceDefect | null {
  return verifyShape(trace, context.maxTraceLength) ?? verifyFlow(trace, context);
}

/** Checks that need no code: length, known uops, one terminator, progress. */
export function verifyShape(trace: readonly TraceUop[], maxTraceLength: number): TraceDefect | null {
  const last = trace.length - 1;
  if (trace.length < 2 || trace.length > maxTraceLength) {
    return { rule: "length", index: last, message: `expected 2 to ${maxTraceLength} uops, found ${trace.length}` };
  }
  const start = trace.find(({ uop }) => uop === SET_IP)?.oparg;
  let progress = false;
  for (let i = 0; i <= last; i++) {
    const { uop, oparg } = trace[i] as TraceUop;
    const name = uopNameOf(uop);
    if (name === undefined || !isTier2Uop(name)) {
      return { rule: "known uop", index: i, message: `expected a uop that tier 2 runs, found ${name ?? uop}` };
    }
    if (name === "NOP") return { rule: "no NOP", index: i, message: "expected NOPs to be compacted away, found one" };
    const ends = uop === EXIT_TRACE || uop === JUMP_TO_TOP;
    if (ends !== (i === last)) {
      const expected = ends ? "nothing after the terminator" : "_EXIT_TRACE or _JUMP_TO_TOP";
      return {
        rule: "terminator",
        index: i,
        message: `expected ${expected}, found ${name} at ${i} of ${trace.length}`,
      };
    }
    // Going past NOPs to another instruction is all that some traces of the pin do.
    progress ||= uop === SET_IP ? oparg !== start : !ends && uop !== CHECK_VALIDITY;
  }
  // An _EXIT_TRACE that is reached without work would only cost; a _JUMP_TO_TOP without work is an empty loop, which is work.
  if (!progress && (trace[last] as TraceUop).uop === EXIT_TRACE) {
    return { rule: "progress", index: last, message: "expected some work before _EXIT_TRACE, found none" };
  }
  return null;
}

/** Walks the trace with its frames: depths, targets of `_SET_IP`, and an IP wherever control can leave. */
function verifyFlow(trace: readonly TraceUop[], context: TraceContext): TraceDefect | null {
  const startDepth = depthAt(context.code, context.startUnit);
  if (startDepth < 0) {
    return {
      rule: "target",
      index: 0,
      message: `expected a loop top at unit ${context.startUnit}, found no instruction`,
    };
  }
  const frames: Frame[] = [{ code: context.code, depth: startDepth, hasIp: false, stale: false, skew: null }];
  let version = 0n;
  for (let i = 0; i < trace.length; i++) {
    const frame = frames[frames.length - 1] as Frame;
    const { uop, oparg, operand } = trace[i] as TraceUop;
    const name = uopNameOf(uop) as UopName;
    if (uop === SET_IP) {
      const defect = checkTarget(frame, i, oparg);
      if (defect !== null) return defect;
      frame.hasIp = true;
      frame.stale = false;
      continue;
    }
    if (mayLeave(uop) && (!frame.hasIp || frame.stale)) {
      const found = frame.stale ? "the IP of a finished call" : "none";
      return { rule: "current IP", index: i, message: `expected a _SET_IP before ${name}, found ${found}` };
    }
    const skewed = checkSkew(frame, uop);
    if (skewed !== null) return skewed;
    if (uop === CHECK_FUNCTION) version = BigInt(operand);
    if (uop === PUSH_FRAME) {
      const defect = adjust(frame, i, name, 1, 0);
      if (defect !== null) return defect;
      if (frames.length > context.traceStackSize + 1) {
        return { rule: "frames", index: i, message: `expected at most ${context.traceStackSize + 1} inlined calls` };
      }
      frames.push({ code: context.calleeOf?.(version), depth: 0, hasIp: true, stale: false, skew: null });
      continue;
    }
    if (uop === POP_FRAME) {
      const defect = popFrame(frames, i);
      if (defect !== null) return defect;
      continue;
    }
    const effect = UOP_EFFECTS[name];
    const defect = adjust(frame, i, name, effect.popped(oparg), effect.pushed(oparg));
    if (defect !== null) return defect;
  }
  return checkEnd(trace, context, frames);
}

function checkTarget(frame: Frame, index: number, unit: number): TraceDefect | null {
  if (frame.code === undefined) return null;
  if (!startsInstruction(frame.code, unit)) {
    const size = frame.code.code.length;
    return { rule: "target", index, message: `expected the start of an instruction below unit ${size}, found ${unit}` };
  }
  const expected = depthAt(frame.code, unit);
  frame.skew = expected === frame.depth ? null : { index, unit, expected, found: frame.depth };
  return null;
}

/**
 * Whether control can leave at a uop though the depth is not that of the instruction pointer. A pass may move a load past a `_SET_IP`,
 * or drop it with what takes its value, as long as nothing between can tell.
 */
function checkSkew(frame: Frame, uop: number): TraceDefect | null {
  const { skew } = frame;
  if (skew === null || !(mayLeave(uop) || ENDS_INSTRUCTION.has(uop))) return null;
  frame.skew = null;
  if (frame.depth === skew.expected && uop !== PUSH_FRAME) return null;
  const { index, unit, expected, found } = skew;
  return { rule: "depth", index, message: `expected depth ${expected} at unit ${unit}, found ${found}` };
}

function adjust(frame: Frame, index: number, name: string, popped: number, pushed: number): TraceDefect | null {
  if (frame.depth < popped) {
    return { rule: "depth", index, message: `expected ${popped} values for ${name}, found ${frame.depth}` };
  }
  frame.depth += pushed - popped;
  return null;
}

function popFrame(frames: Frame[], index: number): TraceDefect | null {
  const callee = frames.pop() as Frame;
  const caller = frames[frames.length - 1];
  if (caller === undefined) {
    return { rule: "frames", index, message: "expected an inlined call to return from, found none" };
  }
  if (callee.depth !== 1) {
    return {
      rule: "depth",
      index,
      message: `expected only the return value on the stack, found depth ${callee.depth}`,
    };
  }
  caller.depth++;
  caller.stale = true;
  return null;
}

function checkEnd(trace: readonly TraceUop[], context: TraceContext, frames: readonly Frame[]): TraceDefect | null {
  const index = trace.length - 1;
  const frame = frames[frames.length - 1] as Frame;
  if ((trace[index] as TraceUop).uop === JUMP_TO_TOP) {
    const startDepth = depthAt(context.code, context.startUnit);
    if (frame.depth !== startDepth) {
      return { rule: "depth", index, message: `expected depth ${startDepth} at the loop top, found ${frame.depth}` };
    }
    return null;
  }
  // _EXIT_TRACE resumes at the IP: it must be the one that the last uops led to.
  const before = trace.slice(0, index).findLast(({ uop }) => !ONLY_PUSHES.has(uop));
  if (before?.uop === SET_IP) {
    const expected = frame.code === undefined ? frame.depth : depthAt(frame.code, before.oparg);
    if (frame.depth === expected) return null;
  }
  return { rule: "current IP", index, message: "expected a _SET_IP right before _EXIT_TRACE, found none" };
}
