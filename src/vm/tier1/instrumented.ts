/**
 * Tier 1: instrumented instructions. Each reports its event, then does what its base form does; those that have a counter never
 * specialize.
 *
 * @module
 */

import { opargOf, opcodeOf } from "../../isa/code_unit.ts";
import { CACHE_UNITS_OF, DE_INSTRUMENT, DEOPT_OF, OPCODES } from "../../isa/opcodes.ts";
import { iterNext } from "../../object/iterator/iteration.ts";
import { MONITORING_MISSING } from "../../object/modules/monitoring.ts";
import { PyTuple } from "../../object/values/sequence_values.ts";
import type { Value } from "../../object/values/value.ts";
import { ADAPTIVE_DECREMENT } from "../specialize/adaptive_counter.ts";
import type { Handler } from "../bodies/uop_body.ts";
import { EVENT } from "../monitor/instrumentation_tables.ts";
import type { Machine } from "../machine.ts";
import { AGAIN, DEOPT, JUMP, NEXT, type Status } from "../status.ts";

/** Units of a jump, FOR_ITER or SEND with its one cache. */
const WITH_ONE_CACHE = 2;
const EXTENDED_ARG = OPCODES.EXTENDED_ARG.opcode;

/** Keeps the base form, which counts down next, from asking the specializer. */
function delay(m: Machine, unit: number): void {
  const { units } = m.frame.code;
  units[unit + 1] = ((units[unit + 1] as number) + ADAPTIVE_DECREMENT) & 0xffff;
}

/** Reports where control goes, and goes there (`INSTRUMENTED_JUMP`). */
function jumpTo(m: Machine, event: number, unit: number, target: number): Status {
  m.instrumentation.report(event, unit, 2 * target);
  m.next = target;
  return JUMP;
}

function branch(isTaken: (value: Value) => boolean): Handler {
  return (m, oparg, unit) => {
    const taken = isTaken(m.stack[--m.sp]);
    return jumpTo(m, EVENT.BRANCH, unit, unit + WITH_ONE_CACHE + (taken ? oparg : 0));
  };
}

const RESUME: Handler = (m, oparg, unit) => {
  if (m.instrument(m.frame.code)) return AGAIN;
  m.instrumentation.report(oparg > 0 ? EVENT.PY_RESUME : EVENT.PY_START, unit);
  return NEXT;
};

const JUMP_FORWARD: Handler = (m, oparg, unit) => jumpTo(m, EVENT.JUMP, unit, unit + 1 + oparg);

const JUMP_BACKWARD: Handler = (m, oparg, unit) => {
  m.burnFuel();
  return jumpTo(m, EVENT.JUMP, unit, unit + WITH_ONE_CACHE - oparg);
};

const FOR_ITER: Handler = (m, oparg, unit) => {
  const { stack } = m;
  const value = iterNext(m, stack[m.sp - 1]);
  if (value !== undefined) {
    stack[m.sp++] = value;
    return jumpTo(m, EVENT.BRANCH, unit, unit + WITH_ONE_CACHE);
  }
  m.sp--;
  return jumpTo(m, EVENT.BRANCH, unit, unit + WITH_ONE_CACHE + oparg + 1);
};

/** First argument of a call whose callable lies at `base`, self included. */
function firstArgument(m: Machine, base: number, count: number): Value {
  const self = m.stack[base + 1];
  if (self !== undefined) return self;
  return count === 0 ? MONITORING_MISSING : m.stack[base + 2];
}

/** Puts the handlers of all instrumented opcodes into the table of handlers, which has those of the base forms. */
export function addInstrumented(table: Handler[]): void {
  const base = (opcode: number): Handler => table[opcode] as Handler;
  const call: Handler = base(OPCODES.CALL.opcode);
  const callKw: Handler = base(OPCODES.CALL_KW.opcode);
  const callEx: Handler = base(OPCODES.CALL_FUNCTION_EX.opcode);
  const superAttr: Handler = base(OPCODES.LOAD_SUPER_ATTR.opcode);
  const returnValue: Handler = base(OPCODES.RETURN_VALUE.opcode);
  const returnConst: Handler = base(OPCODES.RETURN_CONST.opcode);
  const yieldValue: Handler = base(OPCODES.YIELD_VALUE.opcode);

  /** Runs an instruction to its end; never answers NEXT, as the loop knows only the length of INSTRUMENTED_LINE. */
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

  /** No tool but `sys.settrace` hears of lines, and that has no local trace function. */
  const line: Handler = (m, oparg, unit) => {
    const { frame } = m;
    const { units } = frame.code;
    let opcode = frame.code.lineOpcodes?.[unit] as number;
    let at = unit;
    let whole = oparg;
    if (opcode !== EXTENDED_ARG) {
      if (DE_INSTRUMENT[opcode] === 0 && CACHE_UNITS_OF[opcode] !== 0) delay(m, unit);
      return run(m, opcode, whole, at);
    }
    while (opcode === EXTENDED_ARG) {
      const next = units[++at] as number;
      whole = (whole << 8) | opargOf(next);
      opcode = opcodeOf(next);
    }
    frame.ip = at;
    return run(m, opcode, whole, at);
  };

  const handlers: readonly (readonly [number, Handler])[] = [
    [OPCODES.INSTRUMENTED_RESUME.opcode, RESUME],
    [OPCODES.INSTRUMENTED_END_FOR.opcode, base(OPCODES.END_FOR.opcode)],
    [OPCODES.INSTRUMENTED_END_SEND.opcode, base(OPCODES.END_SEND.opcode)],
    [OPCODES.INSTRUMENTED_RETURN_VALUE.opcode, (m, oparg, unit) => {
      m.instrumentation.report(EVENT.PY_RETURN, unit, m.stack[m.sp - 1]);
      return returnValue(m, oparg, unit);
    }],
    [OPCODES.INSTRUMENTED_RETURN_CONST.opcode, (m, oparg, unit) => {
      m.instrumentation.report(EVENT.PY_RETURN, unit, m.frame.code.consts[oparg]);
      return returnConst(m, oparg, unit);
    }],
    [OPCODES.INSTRUMENTED_YIELD_VALUE.opcode, (m, oparg, unit) => {
      m.instrumentation.report(EVENT.PY_YIELD, unit, m.stack[m.sp - 1]);
      return yieldValue(m, oparg, unit);
    }],
    [OPCODES.INSTRUMENTED_CALL.opcode, (m, oparg, unit) => {
      const at = m.sp - oparg - 2;
      m.instrumentation.report(EVENT.CALL, unit, m.stack[at], firstArgument(m, at, oparg));
      delay(m, unit);
      return call(m, oparg, unit);
    }],
    [OPCODES.INSTRUMENTED_CALL_KW.opcode, (m, oparg, unit) => {
      const at = m.sp - oparg - 3;
      m.instrumentation.report(EVENT.CALL, unit, m.stack[at], firstArgument(m, at, oparg));
      return callKw(m, oparg, unit);
    }],
    [OPCODES.INSTRUMENTED_CALL_FUNCTION_EX.opcode, (m, oparg, unit) => {
      const at = m.sp - 3 - (oparg & 1);
      const given = m.stack[at + 2];
      const first = given instanceof PyTuple && given.items.length > 0 ? given.items[0] : MONITORING_MISSING;
      m.instrumentation.report(EVENT.CALL, unit, m.stack[at], first);
      return callEx(m, oparg, unit);
    }],
    [OPCODES.INSTRUMENTED_LOAD_SUPER_ATTR.opcode, (m, oparg, unit) => {
      const { stack, sp } = m;
      m.instrumentation.report(EVENT.CALL, unit, stack[sp - 3], (oparg & 2) !== 0 ? stack[sp - 2] : MONITORING_MISSING);
      delay(m, unit);
      return superAttr(m, oparg, unit);
    }],
    [OPCODES.INSTRUMENTED_JUMP_FORWARD.opcode, JUMP_FORWARD],
    [OPCODES.INSTRUMENTED_JUMP_BACKWARD.opcode, JUMP_BACKWARD],
    [OPCODES.INSTRUMENTED_FOR_ITER.opcode, FOR_ITER],
    [OPCODES.INSTRUMENTED_POP_JUMP_IF_FALSE.opcode, branch((value) => value === false)],
    [OPCODES.INSTRUMENTED_POP_JUMP_IF_TRUE.opcode, branch((value) => value === true)],
    [OPCODES.INSTRUMENTED_POP_JUMP_IF_NONE.opcode, branch((value) => value === null)],
    [OPCODES.INSTRUMENTED_POP_JUMP_IF_NOT_NONE.opcode, branch((value) => value !== null)],
    [OPCODES.INSTRUMENTED_LINE.opcode, line],
  ];
  for (const [opcode, handler] of handlers) table[opcode] = handler;
}
