/**
 * `frame.f_lineno = line`: a trace function sends a frame to another line (`Objects/frameobject.c frame_setlineno`).
 *
 * @module
 */

import type { PyException } from "../../object/exception/exception.ts";
import { SYSTEM_ERROR, VALUE_ERROR } from "../../object/exception/exception_types.ts";
import { raise } from "../../object/exception/raise.ts";
import { GENERATOR_STATE } from "../../object/generator/generator.ts";
import type { PyCode } from "../../object/values/code.ts";
import type { PyFrame } from "../../object/values/frame.ts";
import type { Value } from "../../object/values/value.ts";
import type { Machine } from "../machine.ts";
import { EVENT } from "../../isa/monitoring_events.ts";
import {
  explainIncompatible,
  isCompatible,
  markStacks,
  OVERFLOWED,
  popped,
  type Stack,
  STACK_KIND,
  topOf,
  UNINITIALIZED,
} from "./mark_stacks.ts";

/** No event: no callback is running. */
export const NO_EVENT_RUNS = -1;

const INT_MAX = 0x7fff_ffff;
const INT_MIN = -0x8000_0000;

/** Why a frame cannot be sent elsewhere while an event is reported; null where it can. */
function refusal(event: number): string | null {
  switch (event) {
    case NO_EVENT_RUNS:
      return "f_lineno can only be set in a trace function";
    case EVENT.PY_RESUME:
    case EVENT.JUMP:
    case EVENT.BRANCH:
    case EVENT.LINE:
    case EVENT.PY_YIELD:
      return null;
    case EVENT.PY_START:
      return "can't jump from the 'call' trace event of a new frame";
    case EVENT.CALL:
    case EVENT.C_RETURN:
      return "can't jump during a call";
    default:
      return "can only jump from a 'line' trace event";
  }
}

/** The line that begins at each unit, or null (`marklines`). */
function lineStarts({ lines }: PyCode): readonly (number | null)[] {
  let last: number | null = null;
  return lines.map((line) => {
    if (line === null || line === last) return null;
    return last = line;
  });
}

/** Sends a frame to a line, which is an int of the program, while `event` is reported. */
export function jumpToLine(m: Machine, frame: PyFrame, value: Value, event: number): void {
  if (typeof value !== "number" && typeof value !== "bigint") throw raise(m, VALUE_ERROR, "lineno must be an integer");
  const suspended = frame.generator?.state === GENERATOR_STATE.SUSPENDED;
  if (event === EVENT.STOP_ITERATION || event === EVENT.RERAISE) throw raise(m, SYSTEM_ERROR, "unexpected event type");
  const refused = refusal(event);
  if (refused !== null) throw raise(m, VALUE_ERROR, refused);
  if (value > INT_MAX || value < INT_MIN) throw raise(m, VALUE_ERROR, "lineno out of range");
  const line = Number(value);
  const { code } = frame;
  if (line < code.source.firstlineno) {
    throw raise(m, VALUE_ERROR, `line ${line} comes before the current code block`);
  }
  const starts = lineStarts(code);
  const first = starts.reduce(
    (best: number, each) => each !== null && each >= line && each < best ? each : best,
    INT_MAX,
  );
  if (first === INT_MAX) throw raise(m, VALUE_ERROR, `line ${line} comes after the current code block`);
  const stacks = markStacks(code.source);
  const from = stacks[frame.ip] as Stack;
  const { unit, stack } = target(m, starts, stacks, first, from);
  bindLocals(frame);
  popTo(m, frame, suspended ? popped(from) : from, stack);
  frame.ip = unit;
}

/** Where the line is entered with the most of the stack left. */
function target(
  m: Machine,
  starts: readonly (number | null)[],
  stacks: readonly Stack[],
  line: number,
  from: Stack,
): { readonly unit: number; readonly stack: Stack } {
  let best: { unit: number; stack: Stack } | null = null;
  let message = "cannot find bytecode for specified line";
  let explained = false;
  starts.forEach((start, unit) => {
    if (start !== line) return;
    const stack = stacks[unit] as Stack;
    if (isCompatible(from, stack)) {
      if (best === null || stack > best.stack) best = { unit, stack };
      return;
    }
    if (best !== null || explained) return;
    if (from === OVERFLOWED) message = "stack to deep to analyze";
    else if (from === UNINITIALIZED) message = "can't jump from unreachable code";
    else {
      message = explainIncompatible(stack);
      explained = true;
    }
  });
  if (best === null) throw raise(m, VALUE_ERROR, message);
  return best;
}

/** Unbound locals become None, as the code there may take them for bound. */
function bindLocals(frame: PyFrame): void {
  const { stack, code } = frame;
  for (let slot = 0; slot < code.localCount; slot++) {
    if (stack[slot] === undefined) stack[slot] = null;
  }
}

function popTo(m: Machine, frame: PyFrame, from: Stack, to: Stack): void {
  const isCurrent = m.frame === frame;
  let sp = isCurrent ? m.sp : frame.sp;
  for (let stack = from; stack > to; stack = popped(stack)) {
    const value = frame.stack[--sp];
    if (topOf(stack) === STACK_KIND.EXCEPT) m.handling.handled = value as PyException | null;
  }
  if (isCurrent) m.sp = sp;
  else frame.sp = sp;
}
