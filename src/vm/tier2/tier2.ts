/**
 * Tier 2: runs the trace of an executor, inline, in the current frame and those that it inlines.
 *
 * @module
 */

import { countLength } from "../../optimizer/statistics.ts";
import type { UopExecutor } from "../../optimizer/uop_executor.ts";
import { skipPrefixes, spoilEarlyReturns } from "../frame/frame_stack.ts";
import type { Frame } from "../frame/machine_frame.ts";
import type { Machine } from "../machine.ts";
import { opcodeOf } from "../../isa/code_unit.ts";
import { OPCODES } from "../../isa/opcodes.ts";
import { instructionBefore } from "./instruction_before.ts";
import type { ExitEvent } from "./observe.ts";
import { DEOPT, FRAME, type Status } from "../status.ts";
import { runTraceCounting } from "./counting_loop.ts";
import { runTrace } from "./loop.ts";
import { runTraceWatched } from "./watched_loop.ts";

const INSTRUMENTED_LINE = OPCODES.INSTRUMENTED_LINE.opcode;

/**
 * Runs an executor from its first uop; takes over the caller's reference. Tier 1 goes on in whatever frame is current then, at its
 * instruction pointer. An exception leaves by being thrown, see {@linkcode leaveTraceByError}.
 */
export function enterExecutor(m: Machine, executor: UopExecutor): Status {
  m.executor = executor;
  m.traceUops = 0;
  m.statistics.entered++;
  m.optimizer.statistics.traces_executed++;
  const { observer, frame } = m;
  const entry = frame.ip;
  observer?.entered?.(executor, frame.code, frame.ip);
  // The pointer is at the loop top until the first _SET_IP that the passes left; at the first entry see JUMP_BACKWARD.
  frame.ip = m.next;
  const { coverage } = m;
  const status = observer?.uop !== undefined || m.showsDeaths
    ? runTraceWatched(m, executor)
    : coverage === null
    ? runTrace(m, executor)
    : runTraceCounting(m, executor, coverage);
  return leaveTrace(m, executor, status, entry);
}

/** `entry` is the unit of the ENTER_EXECUTOR. */
function leaveTrace(m: Machine, executor: UopExecutor, status: Status, entry: number): Status {
  const { frame } = m;
  countRun(m);
  if (status === DEOPT) {
    m.statistics.deopts++;
    m.coverage?.left("deopt", executor.uops, m.uopIndex);
    frame.returnOffset = 0;
  }
  if (!m.repairExtendedArgIp) spoilEarlyReturns(m);
  if (m.observer !== null) tellExit(m, executor, status === DEOPT ? "deopt" : "exit");
  m.executor = null;
  m.next = frame.ip;
  // FAITHFUL: the pointer is at the instruction to come, and a line event there takes that for the one before.
  if (m.repairLostLine && isLineEvent(frame)) {
    frame.ip = instructionBefore(executor, m.uopIndex, frame.code, frame.ip, entry);
  }
  executor.release();
  return FRAME;
}

function isLineEvent({ code, ip }: Frame): boolean {
  return code.lineOpcodes !== null && opcodeOf(code.units[ip] as number) === INSTRUMENTED_LINE;
}

/** Counts the uops of a run of an executor, from entry to exit. */
function countRun(m: Machine): void {
  const { statistics } = m.optimizer;
  statistics.uops_executed += m.traceUops;
  countLength(statistics.trace_run_length_hist, m.traceUops);
}

/** The error exit: gives the unit where the handler is looked up. */
export function leaveTraceByError(m: Machine): number {
  const executor = m.executor as UopExecutor;
  const { frame } = m;
  m.statistics.errors++;
  m.coverage?.left("error", executor.uops, m.uopIndex);
  m.statistics.uops += m.uopIndex + 1;
  m.traceUops += m.uopIndex + 1;
  countRun(m);
  if (m.observer !== null) tellExit(m, executor, "error");
  frame.returnOffset = 0;
  m.executor = null;
  executor.release();
  if (m.repairExtendedArgIp) skipPrefixes(frame);
  else spoilEarlyReturns(m);
  // FAITHFUL: the pointer is at the failing instruction itself, the pin takes it for the unit after.
  return m.repairHandlerLookup ? frame.ip : frame.ip - 1;
}

function tellExit(m: Machine, executor: UopExecutor, kind: ExitEvent["kind"]): void {
  const { frame, sp } = m;
  m.observer?.exit?.({
    kind,
    executor,
    uopIndex: m.uopIndex,
    code: frame.code,
    ip: frame.ip,
    slots: () => frame.stack.slice(0, sp),
  });
}
