/**
 * Run loops: one for every entry from the object layer into Python code. Calls from Python to Python stay inside a loop; only
 * what the object layer calls (special methods, callbacks) nests.
 *
 * @module
 */

import { opcodeOf } from "../isa/code_unit.ts";
import { isStackOverflow, TierproofError, TraceCrashError } from "../isa/errors.ts";
import { CACHE_UNITS_OF, OPCODES } from "../isa/opcodes.ts";
import type { PyException } from "../object/exception/exception.ts";
import { GENERATOR_STATE } from "../object/generator/generator.ts";
import { raiseException } from "../object/exception/raise.ts";
import { RAISED, undefinedAt } from "../object/runtime.ts";
import type { Value } from "../object/values/value.ts";
import type { Executor } from "../optimizer/executor.ts";
import { uopLabel } from "../optimizer/trace.ts";
import { UopExecutor } from "../optimizer/uop_executor.ts";
import { instructionLength } from "../optimizer/code_view.ts";
import type { Frame } from "./frame/machine_frame.ts";
import { leaveFrame, linkFrame, raiseRecursion, takeBudget } from "./frame/frame_stack.ts";
import type { Machine } from "./machine.ts";
import { interpretCounting } from "./tier1/counting_loop.ts";
import { interpret } from "./tier1/loop.ts";
import { interpretWithDeaths } from "./tier1/watched_loop.ts";
import { addTraceback, findHandler } from "./frame/unwind.ts";
import { EVENT } from "../isa/monitoring_events.ts";

const INSTRUMENTED_LINE = OPCODES.INSTRUMENTED_LINE.opcode;
const INSTRUMENTED_INSTRUCTION = OPCODES.INSTRUMENTED_INSTRUCTION.opcode;
/** Bits of events that monitoring may watch. */
const RAISES = 1 << EVENT.RAISE;
const RERAISES = 1 << EVENT.RERAISE;
const HANDLES = 1 << EVENT.EXCEPTION_HANDLED;
const UNWINDS = 1 << EVENT.PY_UNWIND;
const THROWS = 1 << EVENT.PY_THROW;

/**
 * Runs a frame, from its instruction pointer, until it returns or yields; gives that value. Throws the sentinel when an
 * exception leaves it; the machine then is as before. With `thrown`, begins by raising that where a generator stands.
 */
export function runFrame(m: Machine, frame: Frame, thrown: PyException | null = null): Value {
  frame.isEntry = true;
  linkFrame(m, frame);
  m.next = frame.ip;
  const { executor, uopIndex, traceUops } = m;
  const { locals } = frame;
  m.executor = null;
  m.nesting++;
  // The budget is taken after linking: a frame that gets none is left like one that raised.
  let alive = takeBudget(m);
  if (!alive) {
    raiseRecursion(m);
    leaveFrame(m);
  } else if (thrown !== null) {
    raiseException(m, thrown, m.handling.handled);
    alive = handleThrown(m);
  }
  while (alive) {
    try {
      const value = m.showsDeaths
        ? interpretWithDeaths(m)
        : m.coverage !== null
        ? interpretCounting(m, m.coverage)
        : interpret(m);
      m.executor = executor;
      m.uopIndex = uopIndex;
      m.traceUops = traceUops;
      if (m.showsDeaths) m.deaths.leave(m, locals, value, (frame.generator?.state ?? 0) < GENERATOR_STATE.EXECUTING);
      m.nesting--;
      return value;
    } catch (error) {
      if (error !== RAISED) {
        const told = m.executor === null ? error : crashIn(m, m.executor, error);
        abandonTrace(m, executor);
        throw told;
      }
      alive = handleErrorOf(m, executor);
    }
  }
  m.executor = executor;
  m.uopIndex = uopIndex;
  m.traceUops = traceUops;
  m.nesting--;
  throw RAISED;
}

/** A JavaScript error that came out of a trace, told with the uop; anything else as it is. */
function crashIn(m: Machine, executor: Executor, error: unknown): unknown {
  if (!(error instanceof Error) || !(executor instanceof UopExecutor)) return error;
  if (error instanceof TraceCrashError || error instanceof TierproofError) return error;
  // No room for a stack or a value is what the run is given up for.
  if (isStackOverflow(error)) return error;
  if (error instanceof RangeError && /length|size|allocation|memory/i.test(error.message)) return error;
  const { uopIndex, frame } = m;
  return new TraceCrashError({
    code: frame.code.name,
    unit: frame.ip,
    trace: executor.trace,
    uopIndex,
    uop: uopLabel(executor.uops[uopIndex] as number),
    thrown: `${error.name}: ${error.message}`,
  }, error);
}

/** The run is given up: whatever trace runs gives its executor back, and the one outside is the running one again. */
function abandonTrace(m: Machine, outer: Executor | null): void {
  const inner = m.executor;
  m.executor = outer;
  inner?.release();
}

/** {@linkcode handleError}; should it give the run up, that happens as everywhere. */
function handleErrorOf(m: Machine, outer: Executor | null): boolean {
  try {
    return handleError(m);
  } catch (error) {
    abandonTrace(m, outer);
    throw error;
  }
}

/** An exception that `throw()` brings in: there is no RESUME that would bring the instrumentation up to date. */
function handleThrown(m: Machine): boolean {
  const { frame, instrumentation } = m;
  m.instrument(frame.code);
  if ((instrumentation.watched & THROWS) !== 0) instrumentation.reportRaised(EVENT.PY_THROW, frame.ip);
  // The generator stands behind its YIELD_VALUE, and there the handler is looked up.
  return unwind(m, frame.ip - 1, true);
}

/** Finds where the exception in flight is handled; false when that is outside the run loop. */
function handleError(m: Machine): boolean {
  if (m.executor !== null) {
    const lookup = m.leaveTraceByError();
    return unwind(m, lookup, true, m.repairHandlerLookup ? lastUnit(m.frame) : lookup);
  }
  const { frame } = m;
  m.coverage?.raised((frame.code.units[m.reraiseUnit >= 0 ? m.reraiseUnit : frame.ip] as number) & 0xff);
  if (m.failsAtCall) {
    m.failsAtCall = false;
    frame.returnOffset = 0;
    return unwind(m, lookupOfCaller(m, frame), true, frame.ip - 1);
  }
  if (m.reraiseUnit >= 0) {
    const unit = m.reraiseUnit;
    m.reraiseUnit = -1;
    if ((m.instrumentation.watched & RERAISES) !== 0) m.instrumentation.reportRaised(EVENT.RERAISE, unit);
    return unwind(m, unit, false);
  }
  if (m.failedAt >= 0) {
    const unit = m.failedAt;
    m.failedAt = -1;
    return unwind(m, unit, true);
  }
  return unwind(m, lastUnit(frame), true);
}

/** The last unit of the instruction that the frame's pointer is at, caches included. */
function lastUnit({ code, ip }: Frame): number {
  const opcode = opcodeOf(code.units[ip] as number);
  return opcode === INSTRUMENTED_LINE || opcode === INSTRUMENTED_INSTRUCTION
    ? ip + instructionLength(code, ip) - 1
    : ip + (CACHE_UNITS_OF[opcode] as number);
}

/** FAITHFUL: the caller's pointer is at its call, the pin takes it for the unit after the failing instruction. */
function lookupOfCaller(m: Machine, frame: Frame): number {
  return m.repairHandlerLookup ? frame.ip : frame.ip - 1;
}

/**
 * Unwinds from the current frame, where the handler is looked up at `unit`, up to the frame that the run loop was started
 * for. True when there is a handler: the machine then stands at it. Events name the unit `at`: that of the pin's look-up, mended or
 * not. (`Python/ceval.c`, labels `error` to `resume_with_error`.)
 */
function unwind(m: Machine, unit: number, addEntry: boolean, at: number = unit): boolean {
  let { frame } = m;
  const { instrumentation } = m;
  let lookup = unit;
  let reported = at;
  let traced = addEntry;
  let fromCall = false;
  for (;;) {
    if (traced) {
      if (!frame.incomplete) addTraceback(m, frame);
      if ((instrumentation.watched & RAISES) !== 0) {
        // What the instruction took is gone before it is told that it raised.
        if (m.showsDeaths) m.deaths.fail(m);
        instrumentation.reportRaised(EVENT.RAISE, reported);
      }
    }
    const handler = findHandler(frame.code, lookup);
    m.observer?.unwind?.({ code: frame.code, ip: frame.ip, lookup, traced, fromCall, handler });
    if (handler !== null) {
      m.countUnfueled();
      if (m.sp < frame.code.localCount + handler.depth) {
        throw undefinedAt(
          m,
          `${frame.code.name} at unit ${frame.ip}: expected ${handler.depth} stack items for the handler`,
        );
      }
      let sp = frame.code.localCount + handler.depth;
      if (m.showsDeaths) m.deaths.unwind(m, sp);
      if (handler.lasti) m.stack[sp++] = frame.ip;
      const raised = m.takeRaised();
      m.stack[sp++] = raised;
      m.sp = sp;
      if ((instrumentation.watched & HANDLES) === 0 || reportHandled(m, handler.target, raised)) {
        m.next = handler.target;
        return true;
      }
      // The search goes on as if the unit before the handler had failed.
      lookup = reported = handler.target - 1;
      traced = fromCall = false;
      continue;
    }
    // The stack goes before it is told, the variables go with the frame.
    if (m.showsDeaths) m.deaths.unwind(m, frame.code.localCount);
    if ((instrumentation.watched & UNWINDS) !== 0) {
      m.sp = frame.code.localCount;
      instrumentation.reportRaised(EVENT.PY_UNWIND, reported);
    }
    const { isEntry } = frame;
    leaveFrame(m);
    if (isEntry) return false;
    frame = m.frame;
    frame.returnOffset = 0;
    traced = fromCall = true;
    lookup = lookupOfCaller(m, frame);
    reported = frame.ip - 1;
  }
}

/** Reports that a handler was found; false when a callback raised. */
function reportHandled(m: Machine, unit: number, raised: PyException): boolean {
  try {
    m.instrumentation.report(EVENT.EXCEPTION_HANDLED, unit, raised);
    return true;
  } catch (error) {
    if (error !== RAISED) throw error;
    return false;
  }
}
