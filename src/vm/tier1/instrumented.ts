/**
 * Tier 1: instrumented instructions. Each reports its event, then does what its base form does; those that have a counter never
 * specialize.
 *
 * @module
 */

import { opargOf, opcodeOf } from "../../isa/code_unit.ts";
import { CACHE_UNITS_OF, DEOPT_OF, OPCODES } from "../../isa/opcodes.ts";
import { PyException } from "../../object/exception/exception.ts";
import { STOP_ITERATION } from "../../object/exception/exception_types.ts";
import { newException, raiseException } from "../../object/exception/raise.ts";
import { GENERATOR_STATE, type PyAnyGenerator, PyCoroutine, PyGenerator } from "../../object/generator/generator.ts";
import { MONITORING_MISSING } from "../../object/modules/monitoring.ts";
import { RAISED } from "../../object/runtime.ts";
import { getAttr } from "../../object/type/attributes.ts";
import { call } from "../../object/call/call.ts";
import { PyFunction, PyMethod } from "../../object/values/callable_values.ts";
import { PyTuple } from "../../object/values/sequence_values.ts";
import type { Value } from "../../object/values/value.ts";
import { ADAPTIVE_DECREMENT } from "../specialize/adaptive_counter.ts";
import { expectDict, expectNames } from "../bodies/expect.ts";
import type { Handler } from "../bodies/uop_body.ts";
import { hasListedCache } from "../monitor/code_monitoring.ts";
import { EVENT } from "../../isa/monitoring_events.ts";
import type { Machine } from "../machine.ts";
import { AGAIN, DEOPT, JUMP, NEXT, type Status } from "../status.ts";
import { callGeneric, keywordsOfCall, positionalOfCall, unpackMethod } from "./calls.ts";
import { nextForLoop } from "./jumps.ts";

/** Units of a jump, FOR_ITER or SEND with its one cache. */
const WITH_ONE_CACHE = 2;
/**
 * FAITHFUL: when the callback of a jump raises, the pin takes what it reads from a null pointer for the place that failed
 * (`INSTRUMENTED_JUMP`); no handler of the frame covers that.
 */
const NOWHERE = 0x7fff_ffff;
const EXTENDED_ARG = OPCODES.EXTENDED_ARG.opcode;

/** Keeps the base form, which counts down next, from asking the specializer. */
function delay(m: Machine, unit: number): void {
  const { units } = m.frame.code;
  units[unit + 1] = ((units[unit + 1] as number) + ADAPTIVE_DECREMENT) & 0xffff;
}

/** Reports; when a callback raises, the handler of that is looked up at `failedAt`. */
function reportAt(m: Machine, failedAt: number, event: number, unit: number, argument: Value): void {
  try {
    m.instrumentation.report(event, unit, argument);
  } catch (error) {
    if (error === RAISED) m.failedAt = failedAt;
    throw error;
  }
}

/** Reports where control goes, and goes there, or where the callback sends the frame (`INSTRUMENTED_JUMP`). */
function jumpTo(m: Machine, event: number, unit: number, target: number, failsAt = NOWHERE): Status {
  reportAt(m, failsAt, event, unit, 2 * target);
  const { ip } = m.frame;
  m.next = ip === unit ? target : ip;
  return JUMP;
}

function branch(isTaken: (value: Value) => boolean): Handler {
  return (m, oparg, unit) => {
    const { units } = m.frame.code;
    const taken = isTaken(m.stack[--m.sp]);
    units[unit + 1] = (((units[unit + 1] as number) << 1) & 0xffff) | (taken ? 1 : 0);
    return jumpTo(m, EVENT.BRANCH, unit, unit + WITH_ONE_CACHE + (taken ? oparg : 0));
  };
}

const RESUME: Handler = (m, oparg, unit) => {
  if (m.instrument(m.frame.code)) return AGAIN;
  m.instrumentation.report(oparg > 0 ? EVENT.PY_RESUME : EVENT.PY_START, unit);
  if (m.frame.ip === unit) return NEXT;
  // FAITHFUL: a callback that sends the frame to another line is asked again, as the frame stays here.
  m.burnFuel();
  m.frame.ip = unit;
  return AGAIN;
};

const JUMP_FORWARD: Handler = (m, oparg, unit) => jumpTo(m, EVENT.JUMP, unit, unit + 1 + oparg);

const JUMP_BACKWARD: Handler = (m, oparg, unit) => {
  m.burnFuel();
  return jumpTo(m, EVENT.JUMP, unit, unit + WITH_ONE_CACHE - oparg);
};

const FOR_ITER: Handler = (m, oparg, unit) => {
  const { stack } = m;
  const value = nextForLoop(m, stack[m.sp - 1], unit);
  if (value !== undefined) {
    stack[m.sp++] = value;
    return jumpTo(m, EVENT.BRANCH, unit, unit + WITH_ONE_CACHE, unit + WITH_ONE_CACHE);
  }
  m.sp--;
  const target = unit + WITH_ONE_CACHE + oparg + 1;
  return jumpTo(m, EVENT.BRANCH, unit, target, target);
};

/** Reports the end of a generator that ran inside the loop: as the StopIteration that was never made. */
function reportStop(m: Machine, unit: number, value: Value): void {
  const exception = value instanceof PyException && value.cls.isSubtype(STOP_ITERATION)
    ? value
    : newException(STOP_ITERATION, value === null ? [] : value instanceof PyTuple ? value.items : [value]);
  raiseException(m, exception);
  m.instrumentation.report(EVENT.STOP_ITERATION, unit, m.takeRaised());
}

/** First argument of a call whose callable lies at `base`, self included. */
function firstArgument(m: Machine, base: number, count: number): Value {
  const self = m.stack[base + 1];
  if (self !== undefined) return self;
  return count === 0 ? MONITORING_MISSING : m.stack[base + 2];
}

/** Calls what is no Python function, and reports how that ended. */
function observedCall(
  m: Machine,
  unit: number,
  callable: Value,
  first: Value,
  args: readonly Value[],
  names: readonly string[] | null,
): Value {
  let result: Value;
  try {
    result = call(m, callable, args, names);
  } catch (error) {
    if (error === RAISED) m.instrumentation.reportCallRaised(unit, callable, first);
    throw error;
  }
  if (m.showsDeaths) m.deaths.hold(m, [result]);
  m.instrumentation.report(EVENT.C_RETURN, unit, callable, first);
  return result;
}

const CALL: Handler = (m, oparg, unit) => {
  const { stack, sp } = m;
  const base = sp - oparg - 2;
  m.instrumentation.report(EVENT.CALL, unit, stack[base], firstArgument(m, base, oparg));
  unpackMethod(stack, base);
  const callable = stack[base];
  if (callable instanceof PyFunction) return callGeneric(m, oparg);
  const start = stack[base + 1] === undefined ? base + 2 : base + 1;
  const first = start === sp ? MONITORING_MISSING : stack[start];
  stack[base] = observedCall(m, unit, callable, first, stack.slice(start, sp), null);
  m.sp = base + 1;
  return NEXT;
};

const CALL_KW = (plain: Handler): Handler => (m, oparg, unit) => {
  const { stack } = m;
  const sp = m.sp - 1;
  const base = sp - oparg - 2;
  m.instrumentation.report(EVENT.CALL, unit, stack[base], firstArgument(m, base, oparg));
  unpackMethod(stack, base);
  const callable = stack[base];
  if (callable instanceof PyFunction) return plain(m, oparg, unit);
  const start = stack[base + 1] === undefined ? base + 2 : base + 1;
  const first = start === sp ? MONITORING_MISSING : stack[start];
  const names = expectNames(m, stack[sp], oparg, "CALL_KW");
  stack[base] = observedCall(m, unit, callable, first, stack.slice(start, sp), names);
  m.sp = base + 1;
  return NEXT;
};

/** FAITHFUL: Python functions and bound methods are not reported, and without an argument None is, not MISSING. */
const CALL_FUNCTION_EX = (plain: Handler): Handler => (m, oparg, unit) => {
  const { stack, sp } = m;
  const base = sp - 3 - (oparg & 1);
  const callable = stack[base];
  if (callable instanceof PyFunction || callable instanceof PyMethod) return plain(m, oparg, unit);
  const keywords = (oparg & 1) !== 0 ? expectDict(m, stack[sp - 1], "CALL_FUNCTION_EX") : null;
  const positional = positionalOfCall(m, callable, stack[base + 2]);
  const first = positional.length > 0 ? positional[0] : null;
  m.instrumentation.report(EVENT.CALL, unit, callable, first);
  const { args, names } = keywordsOfCall(m, positional, keywords);
  stack[base] = observedCall(m, unit, callable, first, args, names);
  m.sp = base + 1;
  return NEXT;
};

const LOAD_SUPER_ATTR: Handler = (m, oparg, unit) => {
  const { stack, sp } = m;
  const callable = stack[sp - 3];
  const hasArguments = (oparg & 2) !== 0;
  const first = hasArguments ? stack[sp - 2] : MONITORING_MISSING;
  m.instrumentation.report(EVENT.CALL, unit, callable, first);
  const args = hasArguments ? [stack[sp - 2], stack[sp - 1]] : [];
  const object = observedCall(m, unit, callable, first, args, null);
  stack[sp - 3] = getAttr(m, object, m.frame.code.names[oparg >> 2] as string);
  m.sp = sp - 2;
  if ((oparg & 1) !== 0) stack[m.sp++] = undefined;
  return NEXT;
};

/** Puts the handlers of all instrumented opcodes into the table of handlers, which has those of the base forms. */
export function addInstrumented(table: Handler[]): void {
  const base = (opcode: number): Handler => table[opcode] as Handler;
  const returnValue: Handler = base(OPCODES.RETURN_VALUE.opcode);
  const returnConst: Handler = base(OPCODES.RETURN_CONST.opcode);
  const yieldValue: Handler = base(OPCODES.YIELD_VALUE.opcode);
  const endFor: Handler = base(OPCODES.END_FOR.opcode);
  const endSend: Handler = base(OPCODES.END_SEND.opcode);

  /** Runs an instruction to its end; never answers NEXT, as the loop knows only the length of what covers it. */
  const run = (m: Machine, first: number, oparg: number, unit: number): Status => {
    let opcode = first;
    let status = base(opcode)(m, oparg, unit);
    while (status === DEOPT || status === AGAIN) {
      opcode = status === DEOPT ? DEOPT_OF[opcode] as number : opcodeOf(m.frame.code.units[unit] as number);
      status = base(opcode)(m, oparg, unit);
    }
    if (status !== NEXT) return status;
    m.next = unit + 1 + (CACHE_UNITS_OF[opcode] as number);
    return JUMP;
  };

  /** Goes on with what was covered. */
  const uncover = (m: Machine, covered: number, oparg: number, unit: number): Status => {
    if (hasListedCache(covered)) delay(m, unit);
    if (covered !== EXTENDED_ARG) return run(m, covered, oparg, unit);
    // A prefix is an instruction of its own here: what follows it may be covered, too.
    const next = m.frame.code.units[unit + 1] as number;
    const opcode = opcodeOf(next);
    const whole = (oparg << 8) | opargOf(next);
    m.previousIp = unit;
    m.frame.ip = unit + 1;
    return opcode === EXTENDED_ARG ? uncover(m, EXTENDED_ARG, whole, unit + 1) : run(m, opcode, whole, unit + 1);
  };

  /** A report that fails does so before the instruction is over. */
  const covering = (report: (m: Machine, unit: number) => number): Handler => (m, oparg, unit) => {
    let covered: number;
    try {
      covered = report(m, unit);
    } catch (error) {
      if (error === RAISED) m.failedAt = unit;
      throw error;
    }
    if (m.frame.ip === unit) return uncover(m, covered, oparg, unit);
    // The callback sent the frame to another line.
    m.next = m.frame.ip;
    return JUMP;
  };

  const handlers: readonly (readonly [number, Handler])[] = [
    [OPCODES.INSTRUMENTED_RESUME.opcode, RESUME],
    [OPCODES.INSTRUMENTED_END_FOR.opcode, (m, oparg, unit) => {
      if (m.stack[m.sp - 2] instanceof PyGenerator) reportStop(m, unit, m.stack[m.sp - 1]);
      return endFor(m, oparg, unit);
    }],
    [OPCODES.INSTRUMENTED_END_SEND.opcode, (m, oparg, unit) => {
      const receiver = m.stack[m.sp - 2];
      if (receiver instanceof PyGenerator || receiver instanceof PyCoroutine) reportStop(m, unit, m.stack[m.sp - 1]);
      return endSend(m, oparg, unit);
    }],
    [OPCODES.INSTRUMENTED_RETURN_VALUE.opcode, (m, oparg, unit) => {
      m.instrumentation.report(EVENT.PY_RETURN, unit, m.stack[m.sp - 1]);
      return returnValue(m, oparg, unit);
    }],
    [OPCODES.INSTRUMENTED_RETURN_CONST.opcode, (m, oparg, unit) => {
      m.instrumentation.report(EVENT.PY_RETURN, unit, m.frame.code.consts[oparg]);
      return returnConst(m, oparg, unit);
    }],
    [OPCODES.INSTRUMENTED_YIELD_VALUE.opcode, (m, oparg, unit) => {
      // FAITHFUL: the callback sees a generator that is suspended already, behind its yield.
      const { frame } = m;
      frame.ip = unit + 1;
      (frame.generator as PyAnyGenerator).state = GENERATOR_STATE.SUSPENDED;
      const value = m.stack[--m.sp];
      reportAt(m, unit, EVENT.PY_YIELD, unit, value);
      const { ip } = frame;
      m.stack[m.sp++] = value;
      const status = yieldValue(m, oparg, unit);
      // The callback may have sent the frame to another line.
      frame.ip = ip;
      return status;
    }],
    [OPCODES.INSTRUMENTED_CALL.opcode, CALL],
    [OPCODES.INSTRUMENTED_CALL_KW.opcode, CALL_KW(base(OPCODES.CALL_KW.opcode))],
    [OPCODES.INSTRUMENTED_CALL_FUNCTION_EX.opcode, CALL_FUNCTION_EX(base(OPCODES.CALL_FUNCTION_EX.opcode))],
    [OPCODES.INSTRUMENTED_LOAD_SUPER_ATTR.opcode, LOAD_SUPER_ATTR],
    [OPCODES.INSTRUMENTED_JUMP_FORWARD.opcode, JUMP_FORWARD],
    [OPCODES.INSTRUMENTED_JUMP_BACKWARD.opcode, JUMP_BACKWARD],
    [OPCODES.INSTRUMENTED_FOR_ITER.opcode, FOR_ITER],
    [OPCODES.INSTRUMENTED_POP_JUMP_IF_FALSE.opcode, branch((value) => value === false)],
    [OPCODES.INSTRUMENTED_POP_JUMP_IF_TRUE.opcode, branch((value) => value === true)],
    [OPCODES.INSTRUMENTED_POP_JUMP_IF_NONE.opcode, branch((value) => value === null)],
    [OPCODES.INSTRUMENTED_POP_JUMP_IF_NOT_NONE.opcode, branch((value) => value !== null)],
    [OPCODES.INSTRUMENTED_LINE.opcode, covering((m, unit) => m.instrumentation.line(unit, m.previousIp))],
    [OPCODES.INSTRUMENTED_INSTRUCTION.opcode, covering((m, unit) => m.instrumentation.instruction(unit))],
  ];
  for (const [opcode, handler] of handlers) table[opcode] = handler;
}
