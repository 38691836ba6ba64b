/**
 * What an instruction reports, before, after or while it is executed.
 *
 * @module
 */

import { CACHE_UNITS_OF, OPCODES } from "../../src/isa/opcodes.ts";
import { exceptions } from "../exceptions.ts";
import { PySendable, stopValue } from "../core/iteration.ts";
import { type Frame, Generator } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";
import type { EXIT, Rule } from "../rules/rule.ts";
import { tuple, types } from "../types.ts";
import { starArguments } from "../rules/calls.ts";
import { PyException, PyFunction, PyMethod, PyTuple, type Slot, type Value } from "../values.ts";
import type { EventName } from "../../src/isa/monitoring_events.ts";
import { MISSING, type Monitoring } from "./monitoring.ts";

const EXTENDED_ARG = OPCODES.EXTENDED_ARG.opcode;
const RESUME = OPCODES.RESUME.opcode;
const FOR_ITER = OPCODES.FOR_ITER.opcode;
const SEND = OPCODES.SEND.opcode;

/**
 * Reports the line and the instruction that the frame is about to execute, its prefixes as well. True when its own event is to be
 * reported, too.
 */
export function reportBefore(rt: Interpreter, monitoring: Monitoring, frame: Frame): boolean {
  let previous = frame.at;
  for (let unit = frame.next;; unit++) {
    const events = monitoring.eventsOf(frame.code);
    let own = events.isOn("own", unit);
    let instruction = events.isOn("instruction", unit);
    if (events.isOn("line", unit)) {
      frame.at = unit;
      failingAt(rt, unit, () => monitoring.reportLine(unit, previous));
      // It was sent to another line.
      if (frame.at !== unit) return reportBefore(rt, monitoring, frame);
      ({ own, instruction } = events.afterLine(unit));
    }
    if (instruction) {
      frame.at = unit;
      failingAt(rt, unit, () => monitoring.reportInstruction(unit));
    }
    if (((frame.units[unit] as number) & 0xff) !== EXTENDED_ARG) return own;
    previous = unit;
  }
}

/** Does something; what it raises counts as raised at `unit`, and its handler is looked up there. */
function failingAt(rt: Interpreter, unit: number, report: () => void): void {
  try {
    report();
  } catch (thrown) {
    if (thrown instanceof PyException) {
      rt.lookupAt = unit;
      rt.raisedAt = unit;
    }
    throw thrown;
  }
}

/** What an instruction does where its own event is reported, or where what it raises may be; its plain rule otherwise. */
export function monitoredRule(monitoring: Monitoring, opcode: number, own: boolean, plain: Rule): Rule {
  if (opcode === RESUME) return (rt, f, oparg) => resume(rt, monitoring, f, oparg, plain);
  if (opcode === FOR_ITER) return (rt, f, oparg) => forIter(rt, monitoring, f, oparg, own, plain);
  if (opcode === SEND) return (rt, f, oparg) => send(rt, monitoring, f, oparg, plain);
  const reporting = own ? REPORTING.get(opcode) : undefined;
  return reporting === undefined ? plain : (rt, f, oparg) => reporting(rt, monitoring, f, oparg, plain);
}

type Reporting = (rt: Interpreter, monitoring: Monitoring, f: Frame, oparg: number, plain: Rule) => void | typeof EXIT;

function resume(rt: Interpreter, monitoring: Monitoring, f: Frame, oparg: number, plain: Rule): void {
  plain(rt, f, oparg);
  monitoring.refresh(f.code);
  const events = monitoring.eventsOf(f.code);
  if (events.isOn("own", f.at)) {
    f.code.quietResumes.delete(f.at);
    const { at } = f;
    monitoring.report(oparg > 0 ? "PY_RESUME" : "PY_START", at);
    // Sent to another line it stays here all the same, and this is told of again.
    if (f.at !== at) {
      rt.burn();
      f.at = at;
      f.next = at;
    }
  }
}

/** No handler of a frame covers this place. */
const NOWHERE = Number.MAX_SAFE_INTEGER;

/** Reports where control goes; what the callback of a jump raises no handler of the frame sees, but at a loop. */
function goes(rt: Interpreter, monitoring: Monitoring, name: EventName, f: Frame, failsAt = NOWHERE): void {
  const { at, next } = f;
  failingAt(rt, failsAt, () => monitoring.report(name, at, BigInt(2 * next)));
  // It goes where it was sent to instead.
  if (f.at !== at) f.next = f.at;
}

function jump(name: EventName): Reporting {
  return (rt, monitoring, f, oparg, plain) => {
    plain(rt, f, oparg);
    goes(rt, monitoring, name, f);
  };
}

/** The loop's end by a StopIteration that was really made is reported as raised; what that raises is lost. */
function forIter(
  rt: Interpreter,
  monitoring: Monitoring,
  f: Frame,
  oparg: number,
  own: boolean,
  plain: Rule,
): void | typeof EXIT {
  const iterator = f.peek(1);
  const depth = f.stack.length;
  const isGenerator = iterator instanceof Generator && iterator.cls === types.generator;
  const inside = isGenerator && !own && rt.loopRunsInside && iterator.frame !== null && !iterator.running;
  rt.stopped = null;
  const exit = plain(rt, f, oparg);
  if (f.stack.length < depth) {
    if (inside) {
      endFor(rt, monitoring, f, iterator.result);
    } else {
      const stop = rt.stopped ?? (isGenerator && iterator.result !== null ? stopIteration(rt, iterator.result) : null);
      if (stop !== null) monitoring.reportRaised("RAISE", f.at, stop);
    }
  }
  if (own) goes(rt, monitoring, "BRANCH", f, f.next);
  return exit;
}

/** A generator that ran inside the loop ends at the END_FOR, which reports it. */
function endFor(rt: Interpreter, monitoring: Monitoring, f: Frame, result: Value): void {
  const unit = f.next - 1;
  f.at = unit;
  const events = monitoring.eventsOf(f.code);
  if (events.isOn("own", unit)) monitoring.report("STOP_ITERATION", unit, stopIteration(rt, result));
}

/** The StopIteration that stands for a returned value, as `raise StopIteration(value)` would make it. */
function stopIteration(rt: Interpreter, value: Value): PyException {
  if (value instanceof PyException && value.cls.isSubtypeOf(exceptions.StopIteration)) return value;
  return rt.errorWith("StopIteration", value === null ? [] : value instanceof PyTuple ? value.items : [value]);
}

function send(rt: Interpreter, monitoring: Monitoring, f: Frame, oparg: number, plain: Rule): void | typeof EXIT {
  const value = f.peek(1);
  const receiver = f.peek(2);
  const { next } = f;
  rt.stopped = null;
  const exit = plain(rt, f, oparg);
  const done = f.next !== next;
  const inside = receiver instanceof Generator && receiver.cls !== types.asyncGenerator;
  if (!done || inside || !monitoring.wants("RAISE")) return exit;
  const returned = f.peek(1);
  const stop: PyException | null = rt.stopped ??
    (returned !== null || value !== null || receiver instanceof PySendable ? stopIteration(rt, returned) : null);
  if (stop === null) return exit;
  const raised = monitoring.reportRaised("RAISE", f.at, stop);
  if (!raised.cls.isSubtypeOf(exceptions.StopIteration)) throw raised;
  f.pop();
  f.push(stopValue(raised));
  return exit;
}

/** First argument of a call whose callable lies at `base` of the stack. */
function firstArgument(f: Frame, base: number, count: number): Value {
  const self: Slot = f.stack[base + 1];
  if (self !== undefined) return self;
  return count === 0 ? MISSING : f.stack[base + 2] as Value;
}

/** Whether a call makes a frame in the same loop: it has no end to report. */
function isInlined(callable: Value): boolean {
  return callable instanceof PyFunction || (callable instanceof PyMethod && callable.func instanceof PyFunction);
}

/** Does a native call, and reports how it ended. */
function nativeCall<T>(monitoring: Monitoring, unit: number, callable: Value, first: Value, call: () => T): T {
  let result: T;
  try {
    result = call();
  } catch (thrown) {
    if (!(thrown instanceof PyException)) throw thrown;
    throw monitoring.instead(thrown, () => monitoring.report("C_RAISE", unit, callable, first));
  }
  monitoring.report("C_RETURN", unit, callable, first);
  return result;
}

function call(names: number): Reporting {
  return (rt, monitoring, f, oparg, plain) => {
    const base = f.stack.length - oparg - 2 - names;
    const callable = f.stack[base] as Value;
    const first = firstArgument(f, base, oparg);
    const { at } = f;
    monitoring.report("CALL", at, callable, first);
    const isBare = f.stack[base + 1] === undefined;
    if (isInlined(callable) && (isBare || callable instanceof PyFunction)) return plain(rt, f, oparg);
    if (isInlined(callable)) {
      // The end of a `with` calls a bound method on top of an argument: that is a call like any other.
      return nativeCall(monitoring, at, callable, first, () => {
        const args = f.stack.splice(base + 1) as Value[];
        f.pop();
        f.push(rt.call(callable, args));
      });
    }
    const isMethod = callable instanceof PyMethod && isBare;
    return nativeCall(
      monitoring,
      at,
      isMethod ? callable.func : callable,
      isMethod ? callable.self : first,
      () => plain(rt, f, oparg),
    );
  };
}

/** Python functions and bound methods are not reported here, and a missing first argument is None. */
const callFunctionEx: Reporting = (rt, monitoring, f, oparg, plain) => {
  const base = f.stack.length - 3 - (oparg & 1);
  const callable = f.stack[base] as Value;
  if (callable instanceof PyFunction || callable instanceof PyMethod) return plain(rt, f, oparg);
  const args = tuple(starArguments(rt, callable, f.stack[base + 2] as Value));
  f.stack[base + 2] = args;
  const first = args.items[0] ?? null;
  const { at } = f;
  monitoring.report("CALL", at, callable, first);
  return nativeCall(monitoring, at, callable, first, () => plain(rt, f, oparg));
};

const loadSuperAttr: Reporting = (rt, monitoring, f, oparg) => {
  const self = f.pop();
  const cls = f.pop();
  const callable = f.pop();
  const hasArguments = (oparg & 2) !== 0;
  const first = hasArguments ? cls : MISSING;
  const { at } = f;
  monitoring.report("CALL", at, callable, first);
  const proxy = nativeCall(monitoring, at, callable, first, () => rt.call(callable, hasArguments ? [cls, self] : []));
  f.push(rt.getattr(proxy, f.code.code.names[oparg >> 2] as string));
  if ((oparg & 1) !== 0) f.push(undefined);
};

const REPORTING: ReadonlyMap<number, Reporting> = new Map<number, Reporting>([
  [OPCODES.RETURN_VALUE.opcode, (rt, monitoring, f, oparg, plain) => {
    monitoring.report("PY_RETURN", f.at, f.peek(1));
    return plain(rt, f, oparg);
  }],
  [OPCODES.RETURN_CONST.opcode, (rt, monitoring, f, oparg, plain) => {
    monitoring.report("PY_RETURN", f.at, f.code.consts[oparg] as Value);
    return plain(rt, f, oparg);
  }],
  [OPCODES.YIELD_VALUE.opcode, (rt, monitoring, f, oparg, plain) => {
    // The frame stands behind its yield already.
    const { at } = f;
    f.at = f.next;
    const generator = f.generator as Generator;
    const value = f.pop();
    generator.running = false;
    try {
      failingAt(rt, at, () => monitoring.report("PY_YIELD", at, value));
    } finally {
      generator.running = true;
      f.push(value);
    }
    return plain(rt, f, oparg);
  }],
  [OPCODES.CALL.opcode, call(0)],
  [OPCODES.CALL_KW.opcode, call(1)],
  [OPCODES.CALL_FUNCTION_EX.opcode, callFunctionEx],
  [OPCODES.LOAD_SUPER_ATTR.opcode, loadSuperAttr],
  [OPCODES.JUMP_FORWARD.opcode, jump("JUMP")],
  [OPCODES.JUMP_BACKWARD.opcode, jump("JUMP")],
  [OPCODES.POP_JUMP_IF_FALSE.opcode, jump("BRANCH")],
  [OPCODES.POP_JUMP_IF_TRUE.opcode, jump("BRANCH")],
  [OPCODES.POP_JUMP_IF_NONE.opcode, jump("BRANCH")],
  [OPCODES.POP_JUMP_IF_NOT_NONE.opcode, jump("BRANCH")],
  [OPCODES.END_SEND.opcode, (rt, monitoring, f, oparg, plain) => {
    const receiver = f.peek(2);
    if (receiver instanceof Generator && receiver.cls !== types.asyncGenerator) {
      monitoring.report("STOP_ITERATION", f.at, stopIteration(rt, f.peek(1)));
    }
    return plain(rt, f, oparg);
  }],
]);

/** The last unit of the instruction that a frame is at, its inline caches included. */
export function lastUnit(frame: Frame): number {
  return frame.at + (CACHE_UNITS_OF[(frame.units[frame.at] as number) & 0xff] as number);
}
