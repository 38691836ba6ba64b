/**
 * Projection of bytecode to a trace of uops: straight on along the likely way, into calls and back, until the loop closes or
 * something stops it (`translate_bytecode_to_trace`).
 *
 * @module
 */

import type { CodeUnits } from "../isa/code_unit.ts";
import { type ExpandedUop, EXPANSION_OF, OPARG_SIZE } from "../isa/expansion.ts";
import { assertNever, InvariantError } from "../isa/errors.ts";
import { hasFlag } from "../isa/flags.ts";
import { CACHE_UNITS_OF, OPCODE_NAMES, opcodeRow, OPCODES } from "../isa/opcodes.ts";
import { UOP_NAMES, type UopName, uopRow, UOPS as ALL_UOPS } from "../isa/uops.ts";
import type { BloomFilter } from "./bloom_filter.ts";
import type { FunctionVersions, TraceableCode } from "./code.ts";
import { executorAt } from "./code_view.ts";
import type { TraceObserver } from "./observer.ts";
import type { OptimizerLimits } from "./optimizer.ts";
import { countLength, type EndReason, type OptimizerStatistics } from "./statistics.ts";
import type { Trace } from "./trace.ts";
import { TraceBuilder } from "./trace_builder.ts";

/** What the translator reads and writes. */
export interface TranslateRequest {
  /** The code whose loop is hot. */
  readonly code: TraceableCode;
  /** Loop top, in code units; the trace begins here. */
  readonly destUnit: number;
  /** Bounds of the trace. */
  readonly limits: Pick<OptimizerLimits, "maxTraceLength" | "traceStackSize">;
  /** Where functions are found by the version of a call site. */
  readonly functionVersions: FunctionVersions;
  /** Gets the address of the initial code and of each code entered, also when no trace comes of it. */
  readonly dependencies: BloomFilter;
  /** Gets the counts of this projection. */
  readonly statistics: OptimizerStatistics;
  /** Watches the projection. Default: nobody. */
  readonly observer?: TraceObserver | null;
}

/** A trace that ends with _EXIT_TRACE, even behind a _JUMP_TO_TOP; or none. `end` says why the projection stopped. */
export type TranslateResult =
  | { readonly kind: "trace"; readonly trace: Trace; readonly end: EndReason }
  | { readonly kind: "declined"; readonly reason: "trace_too_short"; readonly end: EndReason };

/** Traces of this length or less, without their _EXIT_TRACE, are not worth it: _SET_IP, LOAD_FAST, _SET_IP, and so on. */
export const LONGEST_SHORT_TRACE = 4;

/** A jump is likely when it was taken more often than this in the last 16 times. */
export const UNLIKELY_AT_MOST = 8;

const { ENTER_EXECUTOR, EXTENDED_ARG, JUMP_BACKWARD, JUMP_BACKWARD_NO_INTERRUPT, JUMP_FORWARD } = OPCODES;

/** The uops that the projection knows by name: the table of all is one that V8 searches at every use. */
const UOPS = {
  _SET_IP: ALL_UOPS._SET_IP,
  _CHECK_VALIDITY: ALL_UOPS._CHECK_VALIDITY,
  _JUMP_TO_TOP: ALL_UOPS._JUMP_TO_TOP,
  _EXIT_TRACE: ALL_UOPS._EXIT_TRACE,
  _PUSH_FRAME: ALL_UOPS._PUSH_FRAME,
  _POP_FRAME: ALL_UOPS._POP_FRAME,
} as const;

/** What each uop becomes in a trace, itself mostly (`_PyUop_Replacements`); by id. */
const REPLACEMENT_OF: Uint16Array = (() => {
  const table = Uint16Array.from({ length: 512 }, (_, id) => id);
  for (const name of UOP_NAMES) {
    const { id, guard } = uopRow(name);
    if (guard !== undefined) table[id] = ALL_UOPS[guard as UopName].id;
  }
  return table;
})();

/** `BRANCH_TO_GUARD`: twice the opcode of a branch, plus one when its jump is likely, to the guard; 0 for other opcodes. */
const BRANCH_TO_GUARD: Uint16Array = (() => {
  const table = new Uint16Array(512);
  for (const name of OPCODE_NAMES) {
    const { opcode, guard } = opcodeRow(name);
    if (guard !== undefined) table.set([ALL_UOPS[guard[0]].id, ALL_UOPS[guard[1]].id], 2 * opcode);
  }
  return table;
})();

/** Whether an opcode jumps (`OPCODE_HAS_JUMP`). */
const HAS_JUMP: Uint8Array = (() => {
  const table = new Uint8Array(256);
  for (const name of OPCODE_NAMES) {
    const row = opcodeRow(name);
    if (row.opcode < 256 && hasFlag(row.flags, "JUMP")) table[row.opcode] = 1;
  }
  return table;
})();

/** The guard that stands for a branch, by whether its jump is likely; undefined for other opcodes. */
export function branchToGuard(opcode: number, likely: boolean): number | undefined {
  return BRANCH_TO_GUARD[2 * opcode + (likely ? 1 : 0)] || undefined;
}

/** Bits set among the low 16. */
export function popcount16(history: number): number {
  let bits = history - ((history >>> 1) & 0x5555);
  bits = (bits & 0x3333) + ((bits >>> 2) & 0x3333);
  bits = (bits + (bits >>> 4)) & 0x0f0f;
  return (bits + (bits >>> 8)) & 0x1f;
}

/**
 * The oparg of an expanded instruction behind so many EXTENDED_ARG prefixes: jumps are counted from before the prefixes then.
 * Reaches only opargs that nobody reads; JUMP_BACKWARD_NO_INTERRUPT has no expansion at all.
 */
export function jumpOparg(opcode: number, oparg: number, extras: number): number {
  if (extras === 0 || HAS_JUMP[opcode] === 0) return oparg;
  return (opcode === JUMP_BACKWARD_NO_INTERRUPT.opcode ? oparg - extras : oparg + extras) >>> 0;
}

/** Projects a trace from a loop top (`translate_bytecode_to_trace`). */
export function translate(request: TranslateRequest): TranslateResult {
  return new Translation(request).run();
}

/** `"continue"` goes on at the current unit, anything else ends the projection. */
type Step = "continue" | EndReason;

/** A code object and the unit to return to (`trace_stack`). */
interface Caller {
  readonly code: TraceableCode;
  readonly unit: number;
}

/** One projection: where it stands, and the trace so far. */
class Translation {
  declare readonly request: TranslateRequest;
  declare readonly builder: TraceBuilder;
  declare readonly observer: TraceObserver | null;
  declare readonly callers: Caller[];
  /** Where the projection stands. */
  declare code: TraceableCode;
  declare unit: number;
  /** The instruction in hand, its prefixes taken in. */
  declare opcode: number;
  declare oparg: number;
  /** Number of EXTENDED_ARG prefixes. */
  declare extras: number;

  constructor(request: TranslateRequest) {
    this.request = request;
    this.observer = request.observer ?? null;
    this.builder = new TraceBuilder(request.limits.maxTraceLength, this.observer);
    this.code = request.code;
    this.unit = request.destUnit;
    this.callers = [];
    this.opcode = 0;
    this.oparg = 0;
    this.extras = 0;
  }

  run(): TranslateResult {
    const { code, destUnit, dependencies, statistics } = this.request;
    dependencies.add(code.address);
    this.observer?.observe({ kind: "optimizing", code: code.name, unit: destUnit });
    let step: Step;
    do {
      step = this.instruction();
    } while (step === "continue");
    this.observer?.observe({ kind: "end", reason: step, opcode: this.opcode });
    this.count(step);
    // The pin unwinds its trace stack here; nothing is emitted for that.
    const { builder } = this;
    if (builder.length <= LONGEST_SHORT_TRACE) {
      statistics.trace_too_short++;
      this.observer?.observe({ kind: "no_trace", code: code.name, unit: destUnit });
      return { kind: "declined", reason: "trace_too_short", end: step };
    }
    builder.add(UOPS._EXIT_TRACE.id, 0, 0);
    countLength(statistics.trace_length_hist, builder.length);
    this.observer?.observe({ kind: "created", code: code.name, unit: destUnit, length: builder.length });
    return { kind: "trace", trace: builder.trace, end: step };
  }

  /** Counts why the projection ended, under the pin's name where it has one. */
  count(reason: EndReason): void {
    const { statistics } = this.request;
    statistics.ends[reason]++;
    switch (reason) {
      case "trace_too_long":
      case "inner_loop":
      case "trace_stack_underflow":
      case "trace_stack_overflow":
      case "recursive_call":
        statistics[reason]++;
        break;
      case "unsupported_opcode": {
        const counts = statistics.unsupported_opcode;
        counts[this.opcode] = (counts[this.opcode] as number) + 1;
        break;
      }
      case "closed_loop":
      case "function_unknown":
      case "code_version_mismatch":
        break;
      default:
        assertNever(reason);
    }
  }

  /** Projects one instruction and moves on to the next on the likely way. */
  instruction(): Step {
    const { builder } = this;
    // Always needed: _SET_IP, _CHECK_VALIDITY and the _EXIT_TRACE at the end.
    if (!builder.reserveEpilogue(this.opcode)) return "trace_too_long";
    builder.add(UOPS._SET_IP.id, this.unit, 0);
    builder.add(UOPS._CHECK_VALIDITY.id, 0, 0);
    this.decode();
    const { opcode } = this;
    if (BRANCH_TO_GUARD[2 * opcode] !== 0) return this.branch();
    switch (opcode) {
      case JUMP_BACKWARD.opcode:
        return this.jumpBackward();
      case JUMP_FORWARD.opcode:
        return this.jumpForward();
      default: {
        const expansion = EXPANSION_OF[opcode] as readonly ExpandedUop[];
        if (expansion.length === 0) return "unsupported_opcode";
        return this.expand(expansion);
      }
    }
  }

  /** Reads the instruction at `unit` and leaves `unit` at the instruction proper, behind its prefixes. */
  decode(): void {
    const { code } = this;
    const { units } = code;
    let instruction = units[this.unit] as number;
    let opcode = instruction & 0xff;
    let oparg = instruction >>> 8;
    this.extras = 0;
    while (opcode === EXTENDED_ARG.opcode) {
      this.extras++;
      instruction = units[++this.unit] as number;
      opcode = instruction & 0xff;
      oparg = (oparg << 8) | (instruction >>> 8);
    }
    if (opcode === ENTER_EXECUTOR.opcode) {
      const executor = executorAt(code, this.unit);
      opcode = executor.opcode;
      oparg = (oparg & 0xffff_ff00) | executor.oparg;
      this.observer?.observe({ kind: "enter_executor", opcode });
    }
    this.opcode = opcode;
    this.oparg = oparg >>> 0;
  }

  /** The first unit behind the instruction in hand and its inline caches. */
  nextUnit(): number {
    return this.unit + 1 + (CACHE_UNITS_OF[this.opcode] as number);
  }

  /** A branch becomes the guard that its likelier way holds. */
  branch(): Step {
    const { builder, opcode, oparg } = this;
    if (!builder.reserve(1, opcode)) return "trace_too_long";
    const counter = this.code.units[this.unit + 1] as number;
    const bitcount = popcount16(counter);
    const likely = bitcount > UNLIKELY_AT_MOST;
    const uop = BRANCH_TO_GUARD[2 * opcode + (likely ? 1 : 0)] as number;
    this.observer?.observe({ kind: "branch", opcode, oparg, counter, bitcount, likely, uop });
    // FAITHFUL: the oparg means nothing, it is a left-over of traces with side exits.
    builder.add(uop, builder.maxLength, 0);
    this.unit = this.nextUnit();
    if (likely) {
      this.unit += oparg;
      this.observer?.observe({ kind: "jump_likely", unit: this.unit });
    }
    return "continue";
  }

  /** Closes the loop, or ends the trace before an inner one. */
  jumpBackward(): Step {
    const { code, destUnit } = this.request;
    if (this.unit + 2 - this.oparg !== destUnit || this.code !== code) return "inner_loop";
    if (!this.builder.reserve(1, this.opcode)) return "trace_too_long";
    this.builder.add(UOPS._JUMP_TO_TOP.id, 0, 0);
    return "closed_loop";
  }

  /** Nothing but a _SET_IP more, which the analysis removes. */
  jumpForward(): Step {
    if (!this.builder.reserve(0, this.opcode)) return "trace_too_long";
    this.unit = this.nextUnit() + this.oparg;
    return "continue";
  }

  /** An instruction becomes the uops of its macro expansion. */
  expand(expansion: readonly ExpandedUop[]): Step {
    const { builder } = this;
    const count = expansion.length;
    if (!builder.reserve(count, this.opcode)) return "trace_too_long";
    const last = (expansion[count - 1] as ExpandedUop).uop;
    // Tested now, as LOAD_CONST + _POP_FRAME cannot be left half done.
    if (last === UOPS._POP_FRAME.id && this.callers.length === 0) return "trace_stack_underflow";
    for (let i = 0; i < count; i++) this.addExpanded(expansion[i] as ExpandedUop);
    if (last === UOPS._POP_FRAME.id) return this.popFrame();
    if (last === UOPS._PUSH_FRAME.id) return this.pushFrame();
    this.unit = this.nextUnit();
    return "continue";
  }

  /** One uop of an expansion, with its oparg and operand. */
  addExpanded(expanded: ExpandedUop): void {
    const { units } = this.code;
    // One more for the instruction itself.
    const at = this.unit + 1 + expanded.offset;
    let { oparg } = this;
    let uop = expanded.uop;
    let operand: number | bigint = 0;
    switch (expanded.size) {
      case OPARG_SIZE.FULL:
        oparg = jumpOparg(this.opcode, oparg, this.extras);
        uop = REPLACEMENT_OF[uop] as number;
        break;
      case OPARG_SIZE.CACHE_1:
        operand = units[at] as number;
        break;
      case OPARG_SIZE.CACHE_2:
        operand = readU32(units, at);
        break;
      case OPARG_SIZE.CACHE_4:
        operand = readU64(units, at);
        break;
      case OPARG_SIZE.TOP:
        oparg >>>= 4;
        break;
      case OPARG_SIZE.BOTTOM:
        oparg &= 0xf;
        break;
      case OPARG_SIZE.SAVE_RETURN_OFFSET:
        oparg = expanded.offset + 1;
        break;
      default:
        assertNever(expanded.size);
    }
    this.builder.add(uop, oparg, operand);
  }

  /** Goes on behind the call in the code that made it (`TRACE_STACK_POP`). */
  popFrame(): Step {
    const caller = this.callers.pop();
    if (caller === undefined) throw new InvariantError("trace stack: expected a caller, found none");
    this.code = caller.code;
    this.unit = caller.unit;
    this.observer?.observe({ kind: "returning", code: this.code.name, unit: this.unit });
    return "continue";
  }

  /**
   * Goes on at the start of the function that the call site names by version, when it is known and can be inlined. Otherwise
   * the trace ends in the callee, whose instruction pointer is set to its start.
   */
  pushFrame(): Step {
    const { request, callers, observer } = this;
    const version = readU32(this.code.units, this.unit + 2);
    const callee = request.functionVersions.lookup(version);
    observer?.observe({ kind: "function", version, code: callee?.name ?? null });
    if (callee === null) return this.stopInCallee("function_unknown");
    // Only the code that makes the call is compared: mutual recursion is inlined until the stack is full.
    if (callee === this.code) return this.stopInCallee("recursive_call");
    if (callee.version !== version) return this.stopInCallee("code_version_mismatch");
    if (callers.length >= request.limits.traceStackSize) return this.stopInCallee("trace_stack_overflow");
    callers.push({ code: this.code, unit: this.nextUnit() });
    request.dependencies.add(callee.address);
    this.code = callee;
    this.unit = 0;
    observer?.observe({ kind: "continuing", code: callee.name, unit: 0 });
    return "continue";
  }

  /** Ends the trace behind a _PUSH_FRAME; no _CHECK_VALIDITY here. */
  stopInCallee(reason: EndReason): EndReason {
    this.builder.add(UOPS._SET_IP.id, 0, 0);
    return reason;
  }
}

/** `read_u32`: low unit first. */
function readU32(units: CodeUnits, at: number): number {
  return ((units[at] as number) | ((units[at + 1] as number) << 16)) >>> 0;
}

/** `read_u64`: low unit first; a bigint only beyond 2**53 - 1. */
function readU64(units: CodeUnits, at: number): number | bigint {
  const low = readU32(units, at);
  const high = readU32(units, at + 2);
  if (high < 0x20_0000) return high * 0x1_0000_0000 + low;
  return (BigInt(high) << 32n) | BigInt(low);
}
