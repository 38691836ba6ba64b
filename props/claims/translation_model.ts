/**
 * What the translator should make of any code, said plainly: instruction by instruction, from the tables of the
 * instruction set alone.
 *
 * @module
 */

import { assertNever } from "../../src/isa/errors.ts";
import { decodeAt, type Instruction } from "../../src/isa/code_unit.ts";
import { type ExpandedUop, EXPANSION_OF, OPARG_SIZE } from "../../src/isa/expansion.ts";
import { hasFlag } from "../../src/isa/flags.ts";
import { CACHE_UNITS_OF, type OpcodeName, opcodeNameOf, opcodeRow } from "../../src/isa/opcodes.ts";
import { type UopName, UOPS } from "../../src/isa/uops.ts";
import type { FunctionVersions, TraceableCode } from "../../src/optimizer/code.ts";
import type { EndReason } from "../../src/optimizer/statistics.ts";
import { BRANCH_GUARDS, ITERATION_GUARDS } from "../../src/oracle/trace_guards.ts";

/** A uop with its oparg and operand. */
export type PlainUop = readonly [uop: number, oparg: number, operand: bigint];

/** What a projection should give. */
export interface Projection {
  /** Null when it is too short to keep. */
  readonly trace: readonly PlainUop[] | null;
  readonly end: EndReason;
  /** Code objects that the trace depends on. */
  readonly entered: readonly TraceableCode[];
}

/** Bounds of a projection. */
export interface ProjectionLimits {
  readonly maxTraceLength: number;
  readonly traceStackSize: number;
}

/** _SET_IP, _CHECK_VALIDITY and _EXIT_TRACE always find room. */
const RESERVED = 3;
const SHORTEST = 5;
const HISTORY_BITS = 16;

/** The instruction that the compiler put there: seen through an executor. */
function underExecutors(code: TraceableCode, unit: number): Instruction {
  const found = decodeAt(code.units, unit);
  if (opcodeNameOf(found.opcode) !== "ENTER_EXECUTOR") return found;
  const executor = code.executors?.slots[found.oparg % 256];
  const { opcode = 0, oparg = 0 } = executor ?? {};
  const high = found.oparg - found.oparg % 256;
  return { ...found, opcode, oparg: high + oparg, next: found.at + 1 + (CACHE_UNITS_OF[opcode] as number) };
}

/** Inline caches as bytes in memory, little end first. */
function cacheOf({ units }: TraceableCode, unit: number, size: number): bigint {
  let value = 0n;
  for (let i = size - 1; i >= 0; i--) value = value * 0x1_0000n + BigInt(units[unit + i] as number);
  return value;
}

function isLikely(history: number): boolean {
  let taken = 0;
  for (let bit = 0; bit < HISTORY_BITS; bit++) taken += Math.floor(history / 2 ** bit) % 2;
  return taken > HISTORY_BITS / 2;
}

function plainUop(code: TraceableCode, { at, start, opcode, oparg }: Instruction, expanded: ExpandedUop): PlainUop {
  const cache = at + 1 + expanded.offset;
  switch (expanded.size) {
    case OPARG_SIZE.FULL: {
      const jumps = hasFlag(opcodeRow(opcodeNameOf(opcode) as OpcodeName).flags, "JUMP");
      const name = ITERATION_GUARDS[expanded.name] ?? expanded.name;
      return [UOPS[name].id, jumps ? oparg + (at - start) : oparg, 0n];
    }
    case OPARG_SIZE.TOP:
      return [expanded.uop, Math.floor(oparg / 16), 0n];
    case OPARG_SIZE.BOTTOM:
      return [expanded.uop, oparg % 16, 0n];
    case OPARG_SIZE.SAVE_RETURN_OFFSET:
      return [expanded.uop, expanded.offset + 1, 0n];
    case OPARG_SIZE.CACHE_1:
    case OPARG_SIZE.CACHE_2:
    case OPARG_SIZE.CACHE_4:
      return [expanded.uop, oparg, cacheOf(code, cache, expanded.size)];
    default:
      return assertNever(expanded.size);
  }
}

/** What the translator should give for the loop at a unit. */
export function project(
  root: TraceableCode,
  destUnit: number,
  functions: FunctionVersions,
  { maxTraceLength, traceStackSize }: ProjectionLimits,
): Projection {
  const trace: PlainUop[] = [];
  const entered = [root];
  const callers: { readonly code: TraceableCode; readonly unit: number }[] = [];
  let code = root;
  let unit = destUnit;
  const put = (name: UopName, oparg: number): void => void trace.push([UOPS[name].id, oparg, 0n]);
  const fits = (uops: number): boolean => trace.length + uops + RESERVED <= maxTraceLength;
  const instruction = (): EndReason | null => {
    if (!fits(0)) return "trace_too_long";
    put("_SET_IP", unit);
    put("_CHECK_VALIDITY", 0);
    const found = underExecutors(code, unit);
    const { at, next, opcode, oparg } = found;
    const name = opcodeNameOf(opcode) as OpcodeName;
    const guards = BRANCH_GUARDS[name];
    if (guards !== undefined) {
      if (!fits(1)) return "trace_too_long";
      const likely = isLikely(code.units[at + 1] as number);
      put(guards[likely ? 1 : 0], maxTraceLength);
      unit = likely ? next + oparg : next;
      return null;
    }
    if (name === "JUMP_FORWARD") {
      unit = next + oparg;
      return null;
    }
    if (name === "JUMP_BACKWARD") {
      if (code !== root || next - oparg !== destUnit) return "inner_loop";
      if (!fits(1)) return "trace_too_long";
      put("_JUMP_TO_TOP", 0);
      return "closed_loop";
    }
    const expansion = EXPANSION_OF[opcode] as readonly ExpandedUop[];
    if (expansion.length === 0) return "unsupported_opcode";
    if (!fits(expansion.length)) return "trace_too_long";
    const last = expansion.at(-1)?.name;
    if (last === "_POP_FRAME" && callers.length === 0) return "trace_stack_underflow";
    for (const expanded of expansion) trace.push(plainUop(code, found, expanded));
    unit = next;
    if (last === "_POP_FRAME") {
      const caller = callers.pop();
      if (caller !== undefined) ({ code, unit } = caller);
    }
    return last === "_PUSH_FRAME" ? enter(Number(cacheOf(code, at + 2, 2))) : null;
  };
  const enter = (version: number): EndReason | null => {
    const callee = functions.lookup(version);
    const reason: EndReason | null = callee === null
      ? "function_unknown"
      : callee === code
      ? "recursive_call"
      : callee.version !== version
      ? "code_version_mismatch"
      : callers.length === traceStackSize
      ? "trace_stack_overflow"
      : null;
    if (reason !== null || callee === null) {
      put("_SET_IP", 0);
      return reason;
    }
    callers.push({ code, unit });
    entered.push(callee);
    code = callee;
    unit = 0;
    return null;
  };
  let end: EndReason | null;
  do {
    end = instruction();
  } while (end === null);
  if (trace.length < SHORTEST) return { trace: null, end, entered };
  put("_EXIT_TRACE", 0);
  return { trace, end, entered };
}
