/**
 * `sys.settrace` and `sys.setprofile`: two tools of the monitoring that tell a function of the program what happens in words.
 *
 * @module
 */

import { fastToLocals, lineOf, localsToFast } from "../core/frame_type.ts";
import type { Frame, PyFrame } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";
import { tuple, types } from "../types.ts";
import { PyBuiltin, type PyException, PyMethodDescriptor, type Value } from "../values.ts";
import { EVENT } from "../../src/isa/monitoring_events.ts";
import { eventSet, PROFILE_TOOL, TRACE_TOOL } from "./events.ts";
import { goToLine } from "./line_jump.ts";
import { DISABLE, eventsOfTool, MISSING, type Monitoring } from "./monitoring.ts";

const TRACED = eventSet(
  "PY_START",
  "PY_RESUME",
  "PY_RETURN",
  "PY_YIELD",
  "RAISE",
  "LINE",
  "JUMP",
  "BRANCH",
  "PY_UNWIND",
  "PY_THROW",
  "STOP_ITERATION",
  "EXCEPTION_HANDLED",
);

const PROFILED = eventSet("PY_START", "PY_RESUME", "PY_RETURN", "PY_YIELD", "CALL", "PY_UNWIND", "PY_THROW");

/** The trace function and the profile function of a run. */
export class Tracing {
  /** None when there is none. */
  tracer: Value = null;
  /** None when there is none. */
  profiler: Value = null;

  constructor(private readonly rt: Interpreter, private readonly monitoring: Monitoring) {}

  setTracer(tracer: Value): void {
    this.tracer = tracer;
    const frame = this.frame();
    if (tracer !== null && frame.traceOpcodes) this.traceInstructions(frame, true);
    this.monitoring.setEvents(TRACE_TOOL, tracer === null ? 0 : TRACED);
  }

  setProfiler(profiler: Value): void {
    this.profiler = profiler;
    this.monitoring.setEvents(PROFILE_TOOL, profiler === null ? 0 : PROFILED);
  }

  /** Lets the code of a frame report its instructions to the tracer, or no more. */
  traceInstructions({ frame }: PyFrame, on: boolean): void {
    const before = eventsOfTool(this.monitoring.eventsOf(frame.code).local, TRACE_TOOL);
    const bit = eventSet("INSTRUCTION");
    this.monitoring.setLocalEvents(frame.code, TRACE_TOOL, on ? before | bit : before & ~bit);
  }

  /** Sends a frame to another line, if it can go there now. */
  goToLine({ frame }: PyFrame, line: Value): void {
    goToLine(this.rt, frame, line, this.monitoring.whatEvent);
  }

  private frame(): PyFrame {
    return this.rt.frameAt(0) as PyFrame;
  }

  /** An event, with the arguments that a callback gets. */
  profile(event: number, args: readonly Value[]): Value {
    switch (event) {
      case EVENT.PY_START:
      case EVENT.PY_RESUME:
      case EVENT.PY_THROW:
        return this.tellProfiler("call", null);
      case EVENT.PY_RETURN:
      case EVENT.PY_YIELD:
        return this.tellProfiler("return", args[2] as Value);
      case EVENT.PY_UNWIND:
        return this.tellProfiler("return", null);
      case EVENT.CALL:
        return this.tellOfNative("c_call", args[2] as Value, args[3] as Value);
      case EVENT.C_RETURN:
        return this.tellOfNative("c_return", args[2] as Value, args[3] as Value);
      case EVENT.C_RAISE:
        return this.tellOfNative("c_exception", args[2] as Value, args[3] as Value);
      default:
        return null;
    }
  }

  /** Of calls only those of builtins are told; a method found on its type is shown bound. */
  private tellOfNative(what: string, callable: Value, first: Value): Value {
    if (callable instanceof PyBuiltin && callable.cls !== types.methodWrapper) return this.tellProfiler(what, callable);
    if (!(callable instanceof PyMethodDescriptor) || callable.cls !== types.methodDescriptor || first === MISSING) {
      return null;
    }
    return this.tellProfiler(what, this.rt.bind(callable, first, callable.owner));
  }

  private tellProfiler(what: string, argument: Value): Value {
    if (this.profiler === null) return null;
    const done = this.callHook(this.profiler, this.frame(), what, argument);
    if (done.kind === "raised") {
      this.setProfiler(null);
      throw done.raised;
    }
    return null;
  }

  /** An event, with the arguments that a callback gets. */
  trace(event: number, args: readonly Value[]): Value {
    switch (event) {
      case EVENT.PY_START:
      case EVENT.PY_RESUME:
      case EVENT.PY_THROW:
        return this.tell("call", null);
      case EVENT.PY_RETURN:
      case EVENT.PY_YIELD:
        return this.tell("return", args[2] as Value);
      case EVENT.PY_UNWIND:
        return this.tell("return", null);
      case EVENT.RAISE:
      case EVENT.STOP_ITERATION: {
        const raised = args[2] as PyException;
        return this.tell("exception", tuple([raised.cls, raised, raised.traceback]));
      }
      case EVENT.LINE:
        return this.tellLine();
      case EVENT.JUMP:
        return this.tellJump(Number(args[1]) / 2, Number(args[2]) / 2);
      case EVENT.INSTRUCTION:
        return this.tellInstruction();
      default:
        return null;
    }
  }

  private tell(what: string, argument: Value): Value {
    if (this.tracer === null) return null;
    const frame = this.frame();
    if (frame.traceOpcodes) this.traceInstructions(frame, true);
    return this.tellTracer(frame, what, argument);
  }

  private tellLine(): Value {
    const frame = this.frame();
    return this.tracer === null || !frame.traceLines ? null : this.tellTracer(frame, "line", null);
  }

  /** A jump back inside a line is that line again; any other line is found as it starts. */
  private tellJump(from: number, to: number): Value {
    if (this.tracer === null) return null;
    const { code } = (this.rt.frame as Frame).code;
    const line = lineOf(code, to);
    if (to > from || line !== lineOf(code, from)) return DISABLE;
    return line === null ? null : this.tellLine();
  }

  private tellInstruction(): Value {
    const frame = this.frame();
    if (this.tracer !== null && frame.traceOpcodes) return this.tellTracer(frame, "opcode", null);
    this.traceInstructions(frame, false);
    return null;
  }

  /** Calls are told to the tracer, all else to the trace function of the frame; an answer other than None takes its place. */
  private tellTracer(frame: PyFrame, what: string, argument: Value): Value {
    const hook = what === "call" ? this.tracer : frame.trace;
    if (hook === null) return null;
    const done = this.callHook(hook, frame, what, argument);
    if (done.kind === "raised") {
      this.setTracer(null);
      frame.trace = null;
      throw done.raised;
    }
    if (done.answer !== null) frame.trace = done.answer;
    return null;
  }

  /** Calls a hook; what it changed in `f_locals` becomes so. */
  private callHook(hook: Value, frame: PyFrame, what: string, argument: Value): Done {
    if (frame.localsAreOut) fastToLocals(this.rt, frame.frame);
    let done: Done;
    try {
      done = { kind: "answered", answer: this.rt.call(hook, [frame, what, argument]) };
    } catch (thrown) {
      if (!this.rt.isError(thrown, "BaseException")) throw thrown;
      done = { kind: "raised", raised: thrown };
    }
    if (frame.localsAreOut) {
      frame.localsAreOut = false;
      localsToFast(frame.frame);
    }
    return done;
  }
}

/** How a hook ended. */
type Done =
  | { readonly kind: "answered"; readonly answer: Value }
  | { readonly kind: "raised"; readonly raised: PyException };
