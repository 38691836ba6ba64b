/**
 * Reads a trace as a path through its bytecode: every instruction's uops in order, each under an IP that is current
 * wherever control can leave, with a `_CHECK_VALIDITY` after each instruction that may have run other code. A trace that translation and the pin's analysis made always reads so; a pass that folds or
 * moves work across instructions is only held to `verify_trace.ts`.
 *
 * @module
 */

import { assertNever } from "../isa/errors.ts";
import { decodeAt, type Instruction } from "../isa/code_unit.ts";
import { type ExpandedUop, EXPANSION_OF, OPARG_SIZE } from "../isa/expansion.ts";
import { hasFlag } from "../isa/flags.ts";
import { jumpTarget } from "../isa/jumps.ts";
import { OPCODE_NAMES, type OpcodeName, opcodeNameOf, opcodeRow, OPCODES } from "../isa/opcodes.ts";
import { UOP_NAMES, type UopName, uopNameOf, uopRow, UOPS } from "../isa/uops.ts";
import type { DepthSource } from "./stack_depths.ts";
import { BRANCH_GUARDS, ITERATION_GUARDS } from "./trace_guards.ts";
import {
  depthAt,
  mayLeave,
  startsInstruction,
  type TraceContext,
  type TraceDefect,
  type TraceUop,
} from "./verify_trace.ts";

/** Context of {@linkcode verifyPath}: the bodies that a call may have been inlined from are tried in turn. */
export interface PathContext extends Pick<TraceContext, "code" | "startUnit"> {
  /** Bodies that a call may have been inlined from. */
  readonly callees: readonly DepthSource[];
}

const SET_IP = UOPS._SET_IP.id;
const CHECK_VALIDITY = UOPS._CHECK_VALIDITY.id;
const EXIT_TRACE = UOPS._EXIT_TRACE.id;
const JUMP_TO_TOP = UOPS._JUMP_TO_TOP.id;
const PUSH_FRAME = UOPS._PUSH_FRAME.id;
const POP_FRAME = UOPS._POP_FRAME.id;
const NOP = UOPS.NOP.id;

/** What stands in a trace for each uop of an expansion; by id. */
const IN_TRACES: Uint16Array = (() => {
  const table = new Uint16Array(512);
  for (const name of UOP_NAMES) table[UOPS[name].id] = UOPS[ITERATION_GUARDS[name] ?? name].id;
  return table;
})();

/** Expansions that an instruction with this base opcode may have been translated by: its own and its specializations'. */
const FAMILY: readonly (readonly (readonly ExpandedUop[])[])[] = (() => {
  const families: (readonly ExpandedUop[])[][] = Array.from({ length: 256 }, () => []);
  for (const name of OPCODE_NAMES) {
    const row = opcodeRow(name);
    const expansion = EXPANSION_OF[row.opcode] ?? [];
    if (row.opcode < 256 && expansion.length > 0) {
      const base = row.base === undefined ? row.opcode : OPCODES[row.base as OpcodeName].opcode;
      (families[base] as (readonly ExpandedUop[])[]).push(expansion);
    }
  }
  return families;
})();

const ESCAPING: ReadonlySet<number> = new Set(
  UOP_NAMES.filter((name) => hasFlag(uopRow(name).flags, "ESCAPES")).map((name) => UOPS[name].id),
);

function escapes(uop: number): boolean {
  return ESCAPING.has(uop);
}

/** Caller frames of the walk, innermost first. */
interface Caller {
  readonly code: DepthSource;
  readonly unit: number;
  readonly ip: number;
  readonly up: Caller | null;
}

/** Where the walk stands; new for each inlined call, so that another body can be tried. */
interface Place {
  index: number;
  code: DepthSource;
  unit: number;
  /** IP of the current frame, -1 where no uop has set it. */
  ip: number;
  callers: Caller | null;
  /** Whether a uop that may run other code ran since validity was last checked. */
  escaped: boolean;
}

/** The first place where a trace leaves every path through its code, or null when it spells one out. */
export function verifyPath(trace: readonly TraceUop[], context: PathContext): TraceDefect | null {
  const { code, startUnit: unit } = context;
  return walk(trace, context, { index: 0, code, unit, ip: -1, callers: null, escaped: false });
}

function walk(trace: readonly TraceUop[], context: PathContext, place: Place): TraceDefect | null {
  while (place.index < trace.length) {
    if (!startsInstruction(place.code, place.unit)) {
      return wrong("path", place.index, "an instruction", `unit ${place.unit}, where none starts`);
    }
    if (isUop(trace, place, SET_IP) && (trace[place.index] as TraceUop).oparg === place.unit) {
      place.ip = place.unit;
      place.index++;
    }
    if (isUop(trace, place, CHECK_VALIDITY)) {
      if (place.ip !== place.unit) return staleIp(trace, place);
      place.index++;
      place.escaped = false;
    }
    if (place.escaped) return wrong("validity", place.index, "_CHECK_VALIDITY", uopText(trace[place.index]));
    if (isUop(trace, place, EXIT_TRACE)) {
      return place.ip === place.unit ? null : staleIp(trace, place);
    }
    const instruction = decodeAt(place.code.code, place.unit);
    const step = walkInstruction(trace, context, place, instruction);
    if (step !== "on") return step;
  }
  return wrong("terminator", trace.length - 1, "a terminator", "the end of the trace");
}

/** Follows one instruction: `on` when the walk goes on behind it, else how it ended. */
function walkInstruction(
  trace: readonly TraceUop[],
  context: PathContext,
  place: Place,
  instruction: Instruction,
): TraceDefect | null | "on" {
  const name = opcodeNameOf(instruction.opcode) as OpcodeName;
  if (name === "JUMP_FORWARD") {
    place.unit = jumpTarget(instruction) as number;
    return "on";
  }
  if (name === "JUMP_BACKWARD") return closeLoop(trace, context, place, instruction);
  const guards = BRANCH_GUARDS[name];
  if (guards !== undefined) {
    const uop = trace[place.index]?.uop;
    const through = UOPS[guards[0]].id;
    if (uop !== through && uop !== UOPS[guards[1]].id) return unexpected(trace, place, `a guard for ${name}`);
    if (place.ip !== place.unit) return staleIp(trace, place);
    place.index++;
    place.escaped ||= escapes(uop);
    place.unit = uop === through ? instruction.next : jumpTarget(instruction) as number;
    return "on";
  }
  const expansion = matching(trace, place.index, instruction, name);
  if (expansion === undefined) return unexpected(trace, place, `uops of ${name}`);
  for (const expanded of expansion) {
    if (expanded.uop === NOP) continue;
    const uop = (trace[place.index] as TraceUop).uop;
    if ((mayLeave(uop) || uop === PUSH_FRAME) && place.ip !== place.unit) return staleIp(trace, place);
    place.index++;
    place.escaped ||= escapes(uop);
    if (uop === PUSH_FRAME) return enterCallee(trace, context, place, instruction.next);
    if (uop === POP_FRAME) {
      const caller = place.callers;
      if (caller === null) return wrong("frames", place.index - 1, "an inlined call to return from", "none");
      place.code = caller.code;
      place.unit = caller.unit;
      place.ip = caller.ip;
      place.callers = caller.up;
      return "on";
    }
  }
  place.unit = instruction.next;
  return "on";
}

/** The longest expansion of the instruction's family that the trace continues with. */
function matching(
  trace: readonly TraceUop[],
  index: number,
  instruction: Instruction,
  name: OpcodeName,
): readonly ExpandedUop[] | undefined {
  let best: readonly ExpandedUop[] | undefined;
  const jumps = hasFlag(opcodeRow(name).flags, "JUMP");
  for (const expansion of FAMILY[instruction.opcode] as readonly (readonly ExpandedUop[])[]) {
    let at = index;
    const matches = expansion.every((expanded) => {
      if (expanded.uop === NOP) return true;
      const found = trace[at++];
      return found !== undefined && found.uop === IN_TRACES[expanded.uop] &&
        // Prefixes are added to the opargs of jumps, which no uop reads.
        (jumps || found.oparg === expectedOparg(expanded, instruction.oparg));
    });
    if (matches && (best === undefined || expansion.length > best.length)) best = expansion;
  }
  return best;
}

function expectedOparg(expanded: ExpandedUop, oparg: number): number {
  switch (expanded.size) {
    case OPARG_SIZE.TOP:
      return oparg >>> 4;
    case OPARG_SIZE.BOTTOM:
      return oparg & 0xf;
    case OPARG_SIZE.SAVE_RETURN_OFFSET:
      return expanded.offset + 1;
    case OPARG_SIZE.FULL:
    case OPARG_SIZE.CACHE_1:
    case OPARG_SIZE.CACHE_2:
    case OPARG_SIZE.CACHE_4:
      return oparg;
    default:
      return assertNever(expanded.size);
  }
}

function closeLoop(
  trace: readonly TraceUop[],
  context: PathContext,
  place: Place,
  instruction: Instruction,
): TraceDefect | null {
  const target = jumpTarget(instruction);
  if (target !== context.startUnit || place.code !== context.code || !isUop(trace, place, JUMP_TO_TOP)) {
    return unexpected(trace, place, `the end of the trace at a JUMP_BACKWARD to unit ${target}`);
  }
  return place.ip === place.unit ? null : staleIp(trace, place);
}

/** Goes into the callee: its body is any of the callees that the rest of the trace reads as, or none when the trace ends here. */
function enterCallee(
  trace: readonly TraceUop[],
  context: PathContext,
  place: Place,
  returnUnit: number,
): TraceDefect | null {
  const next = trace[place.index];
  if (next?.uop === SET_IP && next.oparg === 0 && trace[place.index + 1]?.uop === EXIT_TRACE) return null;
  const { index, escaped } = place;
  const callers: Caller = { code: place.code, unit: returnUnit, ip: place.ip, up: place.callers };
  let furthest: TraceDefect = wrong("path", index, "the body of an inlined function", "no function fits");
  for (const code of context.callees) {
    const defect = walk(trace, context, { index, code, unit: 0, ip: 0, callers, escaped });
    if (defect === null) return null;
    if (defect.index > furthest.index) furthest = defect;
  }
  return furthest;
}

function isUop(trace: readonly TraceUop[], place: Place, uop: number): boolean {
  return trace[place.index]?.uop === uop;
}

function staleIp(trace: readonly TraceUop[], place: Place): TraceDefect {
  const name = uopText(trace[place.index]);
  const found = place.ip === -1 ? "no IP" : `IP ${place.ip}`;
  return wrong("current IP", place.index, `IP ${place.unit} at ${name}`, found);
}

function unexpected(trace: readonly TraceUop[], place: Place, expected: string): TraceDefect {
  const where = `${expected} at unit ${place.unit}, depth ${depthAt(place.code, place.unit)}`;
  return wrong("path", place.index, where, uopText(trace[place.index]));
}

function uopText(uop: TraceUop | undefined): string {
  if (uop === undefined) return "the end of the trace";
  const name: UopName | undefined = uopNameOf(uop.uop);
  return `${name ?? uop.uop} ${uop.oparg}`;
}

function wrong(rule: TraceDefect["rule"], index: number, expected: string, found: string): TraceDefect {
  return { rule, index, message: `expected ${expected}, found ${found}` };
}
