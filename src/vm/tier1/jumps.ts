/**
 * Tier 1: jumps, branches and loops.
 *
 * @module
 */

import { iterNext } from "../../object/iterator/advance.ts";
import type { ListIterator, RangeIterator, TupleIterator } from "../../object/iterator/iterators.ts";
import { countBackedge, counterAfterDecline, counterAfterSuccess, isHot } from "../../optimizer/backedge_counter.ts";
import { BACK_EDGE } from "../../optimizer/optimizer.ts";
import { OPCODES } from "../../isa/opcodes.ts";
import type { PyException } from "../../object/exception/exception.ts";
import { STOP_ITERATION } from "../../object/exception/exception_types.ts";
import { raiseValue } from "../../object/exception/raise.ts";
import type { Value } from "../../object/values/value.ts";
import type { Handler } from "../bodies/uop_body.ts";
import * as iteration from "../bodies/iteration.ts";
import type { Machine } from "../machine.ts";
import { EVENT } from "../../isa/monitoring_events.ts";
import { DEOPT, JUMP, NEXT, type Status } from "../status.ts";
import { ENTER_EXECUTOR } from "./misc.ts";

const JUMP_BACKWARD_OPCODE: number = OPCODES.JUMP_BACKWARD.opcode;
const RAISES = 1 << EVENT.RAISE;
/** Units of a conditional jump, FOR_ITER or SEND with its one cache. */
const WITH_ONE_CACHE = 2;

export const JUMP_FORWARD: Handler = (m, oparg, unit) => {
  m.next = unit + 1 + oparg;
  return JUMP;
};

export const JUMP_BACKWARD_NO_INTERRUPT: Handler = (m, oparg, unit) => {
  m.countUnfueled();
  m.next = unit + 1 - oparg;
  return JUMP;
};

/** Counts, and asks the optimizer when the loop is hot. An executor that was installed is entered at once. */
export const JUMP_BACKWARD: Handler = (m, oparg, unit) => {
  const { code } = m.frame;
  const { units } = code;
  const target = unit + WITH_ONE_CACHE - oparg;
  m.next = target;
  const counter = countBackedge(units[unit + 1] as number);
  units[unit + 1] = counter;
  if (isHot(counter, m.optimizer.backedgeThreshold) && ((units[unit] as number) & 0xff) === JUMP_BACKWARD_OPCODE) {
    const result = m.backEdge(code, unit, target);
    if (result === BACK_EDGE.INSTALLED) {
      units[unit + 1] = counterAfterSuccess(counter);
      // FAITHFUL: the jump is dispatched again without its prefixes, so the pointer is not at the loop top this once.
      if (m.repairFirstEntry) return ENTER_EXECUTOR(m, oparg, unit);
      m.next = unit;
      return JUMP;
    }
    units[unit + 1] = counterAfterDecline(counter);
  }
  m.burnFuel();
  return JUMP;
};

/** Updates the branch history and takes the jump or not. */
function branch(m: Machine, oparg: number, unit: number, taken: boolean): Status {
  const { units } = m.frame.code;
  units[unit + 1] = (((units[unit + 1] as number) << 1) & 0xffff) | (taken ? 1 : 0);
  if (!taken) return NEXT;
  m.next = unit + WITH_ONE_CACHE + oparg;
  return JUMP;
}

export const POP_JUMP_IF_FALSE: Handler = (m, oparg, unit) => branch(m, oparg, unit, m.stack[--m.sp] === false);
export const POP_JUMP_IF_TRUE: Handler = (m, oparg, unit) => branch(m, oparg, unit, m.stack[--m.sp] === true);
export const POP_JUMP_IF_NONE: Handler = (m, oparg, unit) => branch(m, oparg, unit, m.stack[--m.sp] === null);
export const POP_JUMP_IF_NOT_NONE: Handler = (m, oparg, unit) => branch(m, oparg, unit, m.stack[--m.sp] !== null);

/** Pops the iterator and goes on behind the loop's END_FOR. */
function exhausted(m: Machine, oparg: number, unit: number): Status {
  m.sp--;
  m.next = unit + WITH_ONE_CACHE + oparg + 1;
  return JUMP;
}

/**
 * The next item of a loop's iterator, undefined at its end. A StopIteration that ended it is swallowed; before, it is told to
 * whoever monitors what is raised, and so is what that raises.
 */
export function nextForLoop(m: Machine, iterator: Value, unit: number): Value {
  const { instrumentation } = m;
  if ((instrumentation.watched & RAISES) === 0) return iterNext(m, iterator);
  m.stopped = null;
  m.returned = null;
  const value = iterNext(m, iterator);
  if (value === undefined) {
    const exception = stopOf(m);
    if (exception !== null) {
      m.exception = exception;
      instrumentation.reportRaised(EVENT.RAISE, unit);
      m.exception = null;
    }
  }
  return value;
}

/** The StopIteration that ended an iterator, if there was one: others just end. */
export function stopOf(m: Machine): PyException | null {
  if (m.stopped !== null || m.returned === null) return m.stopped;
  raiseValue(m, STOP_ITERATION, m.returned);
  return m.takeRaised();
}

/** The generic FOR_ITER, after its counter. */
export function forIter(m: Machine, oparg: number, unit: number): Status {
  const { stack } = m;
  const value: Value = nextForLoop(m, stack[m.sp - 1], unit);
  if (value === undefined) return exhausted(m, oparg, unit);
  stack[m.sp++] = value;
  return NEXT;
}

export const FOR_ITER_LIST: Handler = (m, oparg, unit) => {
  if (iteration._ITER_CHECK_LIST(m, oparg, 0) === DEOPT) return DEOPT;
  if (iteration._GUARD_NOT_EXHAUSTED_LIST(m, oparg, 0) === DEOPT) {
    (m.stack[m.sp - 1] as ListIterator).end();
    return exhausted(m, oparg, unit);
  }
  return iteration._ITER_NEXT_LIST(m, oparg, 0);
};

export const FOR_ITER_TUPLE: Handler = (m, oparg, unit) => {
  if (iteration._ITER_CHECK_TUPLE(m, oparg, 0) === DEOPT) return DEOPT;
  if (iteration._GUARD_NOT_EXHAUSTED_TUPLE(m, oparg, 0) === DEOPT) {
    (m.stack[m.sp - 1] as TupleIterator).end();
    return exhausted(m, oparg, unit);
  }
  return iteration._ITER_NEXT_TUPLE(m, oparg, 0);
};

export const FOR_ITER_RANGE: Handler = (m, oparg, unit) => {
  if (iteration._ITER_CHECK_RANGE(m, oparg, 0) === DEOPT) return DEOPT;
  if ((m.stack[m.sp - 1] as RangeIterator).length <= 0) return exhausted(m, oparg, unit);
  return iteration._ITER_NEXT_RANGE(m, oparg, 0);
};
