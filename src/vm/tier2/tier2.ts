/**
 * Tier 2: runs the trace of an executor, inline, in the current frame and those that it inlines.
 *
 * @module
 */

import { countLength } from "../../optimizer/statistics.ts";
import type { UopExecutor } from "../../optimizer/uop_executor.ts";
import { skipPrefixes, spoilEarlyReturns } from "../frame/frame_stack.ts";
import type { Machine } from "../machine.ts";
import type { ExitEvent } from "./observe.ts";
import { DEOPT, FRAME, type Status } from "../status.ts";
import { runTraceCounting } from "./counting_loop.ts";
import { runTrace } from "./loop.ts";
import { runTraceWatched } from "./watched_loop.ts";

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
  observer?.entered?.(executor, frame.code, frame.ip);
  // The pointer is at the loop top until the first _SET_IP that the passes left. FAITHFUL: with an EXTENDED_ARG before the jump
  // the first entry, right after the executor was made, lacks the upper bits of the distance.
  frame.ip = m.next;
  const { coverage } = m;
  if (observer?.uop !== undefined || m.showsDeaths) return leaveTrace(m, executor, runTraceWatched(m, executor));
  return leaveTrace(m, executor, coverage === null ? runTrace(m, executor) : runTraceCounting(m, executor, coverage));
}

function leaveTrace(m: Machine, executor: UopExecutor, status: Status): Status {
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
  executor.release();
  m.next = frame.ip;
  return FRAME;
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
