/**
 * `sys.settrace` and `sys.setprofile`, which are tools of the monitoring (`Python/legacy_tracing.c`, and the trampolines of
 * `Python/sysmodule.c`).
 *
 * @module
 */

import { call } from "../../object/call/call.ts";
import type { PyException } from "../../object/exception/exception.ts";
import { MONITORING_DISABLE, MONITORING_MISSING } from "../../object/modules/monitoring.ts";
import { PyBuiltin, PyMethodDescriptor } from "../../object/values/callable_values.ts";
import { frameObject, type PyFrameObject } from "../../object/values/frame.ts";
import { makeTuple } from "../../object/values/sequence_values.ts";
import type { Value } from "../../object/values/value.ts";
import { fastToLocals, localsToFast } from "../frame/introspection.ts";
import type { Machine } from "../machine.ts";
import type { Instrumentation } from "./instrument.ts";
import { EVENT } from "../../isa/monitoring_events.ts";

/** Tools that programs cannot name. */
export const PROFILE_TOOL = 6;
export const TRACE_TOOL = 7;

function bitsOf(...events: readonly number[]): number {
  return events.reduce((bits, event) => bits | 1 << event, 0);
}

const TRACE_EVENTS = bitsOf(
  EVENT.PY_START,
  EVENT.PY_RESUME,
  EVENT.PY_RETURN,
  EVENT.PY_YIELD,
  EVENT.RAISE,
  EVENT.LINE,
  EVENT.JUMP,
  EVENT.BRANCH,
  EVENT.PY_UNWIND,
  EVENT.PY_THROW,
  EVENT.STOP_ITERATION,
  EVENT.EXCEPTION_HANDLED,
);

const PROFILE_EVENTS = bitsOf(
  EVENT.PY_START,
  EVENT.PY_RESUME,
  EVENT.PY_RETURN,
  EVENT.PY_YIELD,
  EVENT.CALL,
  EVENT.PY_UNWIND,
  EVENT.PY_THROW,
);

/** What a tracer is told has happened. */
type What = "call" | "exception" | "line" | "return" | "c_call" | "c_exception" | "c_return" | "opcode";

const WHAT_OF_CALL: Readonly<Record<number, What>> = {
  [EVENT.CALL]: "c_call",
  [EVENT.C_RETURN]: "c_return",
  [EVENT.C_RAISE]: "c_exception",
};

/** The tracer and the profiler of a machine. */
export class LegacyTracing {
  /** What `sys.settrace` was given; null for nothing. */
  tracer: Value = null;
  /** What `sys.setprofile` was given; null for nothing. */
  profiler: Value = null;
  readonly #machine: Machine;
  readonly #instrumentation: Instrumentation;

  constructor(machine: Machine, instrumentation: Instrumentation) {
    this.#machine = machine;
    this.#instrumentation = instrumentation;
  }

  /** Takes both away, between runs. */
  reset(): void {
    this.tracer = null;
    this.profiler = null;
  }

  /** `_PyEval_SetTrace`. */
  setTracer(tracer: Value): void {
    this.tracer = tracer;
    if (tracer !== null) {
      const frame = this.#frame();
      if (frame !== null && frame.traceOpcodes) this.setOpcodeTrace(frame, true);
    }
    this.#instrumentation.setEvents(TRACE_TOOL, tracer === null ? 0 : TRACE_EVENTS);
  }

  /** `_PyEval_SetProfile`. */
  setProfiler(profiler: Value): void {
    this.profiler = profiler;
    this.#instrumentation.setEvents(PROFILE_TOOL, profiler === null ? 0 : PROFILE_EVENTS);
  }

  /** Lets the code of a frame report its instructions to the tracer, or no more (`_PyEval_SetOpcodeTrace`). */
  setOpcodeTrace(frame: PyFrameObject, on: boolean): void {
    const { code } = frame.frame;
    const events = this.#instrumentation.localEvents(code, TRACE_TOOL);
    const bit = 1 << EVENT.INSTRUCTION;
    if (((events & bit) !== 0) !== on) this.#instrumentation.setLocalEvents(code, TRACE_TOOL, events ^ bit);
  }

  #frame(): PyFrameObject | null {
    const frame = this.#machine.currentFrame();
    return frame === null ? null : frameObject(frame);
  }

  /** An event, as the monitoring gives it to the profiler; the arguments are those of a callback. */
  profile(event: number, args: readonly Value[]): Value {
    switch (event) {
      case EVENT.PY_START:
      case EVENT.PY_RESUME:
      case EVENT.PY_THROW:
        return this.#callProfiler("call", null);
      case EVENT.PY_RETURN:
      case EVENT.PY_YIELD:
        return this.#callProfiler("return", args[2]);
      case EVENT.PY_UNWIND:
        return this.#callProfiler("return", null);
      case EVENT.CALL:
      case EVENT.C_RETURN:
      case EVENT.C_RAISE:
        return this.#profileCall(WHAT_OF_CALL[event] as What, args[2], args[3]);
      default:
        return null;
    }
  }

  /** Only builtins are told of; a method found on its type is shown bound. */
  #profileCall(what: What, callable: Value, first: Value): Value {
    if (callable instanceof PyBuiltin) return this.#callProfiler(what, callable);
    if (!(callable instanceof PyMethodDescriptor) || first === MONITORING_MISSING) return null;
    const { name, flags, impl, owner } = callable;
    return this.#callProfiler(what, new PyBuiltin(name, flags, impl, first, owner));
  }

  #callProfiler(what: What, argument: Value): Value {
    const frame = this.#frame();
    if (this.profiler === null || frame === null) return null;
    try {
      this.#trampoline(this.profiler, frame, what, argument);
    } catch (error) {
      // A profiler that raises is taken away.
      if (this.#machine.poisoned === null) this.setProfiler(null);
      throw error;
    }
    return null;
  }

  /** An event, as the monitoring gives it to the tracer; the arguments are those of a callback. */
  trace(event: number, args: readonly Value[]): Value {
    switch (event) {
      case EVENT.PY_START:
      case EVENT.PY_RESUME:
      case EVENT.PY_THROW:
        return this.#traceIn("call", null);
      case EVENT.PY_RETURN:
      case EVENT.PY_YIELD:
        return this.#traceIn("return", args[2]);
      case EVENT.PY_UNWIND:
        return this.#traceIn("return", null);
      case EVENT.RAISE:
      case EVENT.STOP_ITERATION: {
        const raised = args[2] as PyException;
        return this.#traceIn("exception", makeTuple([raised.cls, raised, raised.tracebackTop]));
      }
      case EVENT.JUMP:
        return this.#traceJump((args[1] as number) / 2, (args[2] as number) / 2);
      case EVENT.INSTRUCTION:
        return this.#traceInstruction();
      default:
        return null;
    }
  }

  /** A line of the current frame. */
  line(): void {
    const frame = this.#frame();
    if (this.tracer !== null && frame !== null && frame.traceLines) this.#callTracer(frame, "line", null);
  }

  #traceIn(what: What, argument: Value): Value {
    const frame = this.#frame();
    if (this.tracer === null || frame === null) return null;
    if (frame.traceOpcodes) this.setOpcodeTrace(frame, true);
    this.#callTracer(frame, what, argument);
    return null;
  }

  /** A jump back inside a line counts as that line again; the others are found by their lines. */
  #traceJump(from: number, to: number): Value {
    if (this.tracer === null) return null;
    const { lines } = this.#machine.frame.code;
    if (to > from || (lines[to] ?? null) !== (lines[from] ?? null)) return MONITORING_DISABLE;
    if ((lines[to] ?? null) !== null) this.line();
    return null;
  }

  #traceInstruction(): Value {
    const frame = this.#frame();
    if (frame === null) return null;
    if (this.tracer === null || !frame.traceOpcodes) this.setOpcodeTrace(frame, false);
    else this.#callTracer(frame, "opcode", null);
    return null;
  }

  /** Calls are told to the tracer, all else to the frame's own trace function; what that answers takes its place. */
  #callTracer(frame: PyFrameObject, what: What, argument: Value): void {
    const callback = what === "call" ? this.tracer : frame.trace;
    if (callback === null) return;
    let answer: Value;
    try {
      answer = this.#trampoline(callback, frame, what, argument);
    } catch (error) {
      // A tracer that raises is taken away.
      if (this.#machine.poisoned === null) {
        this.setTracer(null);
        frame.trace = null;
      }
      throw error;
    }
    if (answer !== null) frame.trace = answer;
  }

  /** Calls a trace function; what it changes in the frame's locals is taken over (`call_trampoline`). */
  #trampoline(callback: Value, frame: PyFrameObject, what: What, argument: Value): Value {
    if (frame.fastAsLocals) fastToLocals(frame.frame);
    try {
      return call(this.#machine, callback, [frame, what, argument ?? null], null);
    } finally {
      if (this.#machine.poisoned === null && frame.fastAsLocals) {
        frame.fastAsLocals = false;
        localsToFast(frame.frame);
      }
    }
  }
}
