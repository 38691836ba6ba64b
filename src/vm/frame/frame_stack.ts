/**
 * Making, linking and leaving frames.
 *
 * @module
 */

import { copyWork, WIDE_FRAME } from "../../isa/work.ts";
import { OPCODES } from "../../isa/opcodes.ts";
import { CODE_FLAGS } from "../../isa/program.ts";
import type { PyFunction } from "../../object/values/callable_values.ts";
import { RECURSION_ERROR } from "../../object/exception/exception_types.ts";
import { FRAME_OWNER, frameObject, makeRoom, type PyFrame, type PyFrameObject } from "../../object/values/frame.ts";
import { GENERATOR_STATE, type PyAnyGenerator } from "../../object/generator/generator.ts";
import { raise } from "../../object/exception/raise.ts";
import type { RAISED } from "../../object/runtime.ts";
import type { Value } from "../../object/values/value.ts";
import { bindArguments } from "./binding.ts";
import { firstComplete } from "./introspection.ts";
import { Frame, type ReusedFrame } from "./machine_frame.ts";
import { Search } from "../lifetime/live_objects.ts";
import type { Machine } from "../machine.ts";
import { FRAME, type Status } from "../status.ts";

const EXTENDED_ARG = OPCODES.EXTENDED_ARG.opcode;

/** A frame from the pool, not on the data stack yet; locals hold what they held before. */
export function takeFrame(m: Machine, func: PyFunction, locals: Value): Frame {
  const { code } = func;
  if (code.frameSize > WIDE_FRAME) m.burn(copyWork(code.frameSize));
  if (m.freeCount === 0) return new Frame(func, code, locals);
  const frame = m.freeFrames[--m.freeCount] as Frame;
  const reused: ReusedFrame = frame;
  reused.code = code;
  reused.func = func;
  reused.globals = func.globals;
  reused.builtins = func.builtins;
  frame.locals = locals;
  frame.sp = code.localCount;
  frame.ip = 0;
  frame.returnOffset = 0;
  makeRoom(frame.stack, code);
  return frame;
}

/** An unlinked frame of `func`, whose locals the caller sets; instruction pointer at unit 0, stack empty. Takes fuel. */
export function newFrame(m: Machine, func: PyFunction, locals: Value): Frame {
  m.burnFuel();
  const frame = takeFrame(m, func, locals);
  m.dataStack.push(frame, func.code.dataStackWords);
  return frame;
}

/** A frame whose parameters are bound to `count` arguments from `args[start]` on, the last `names.length` of them keywords. */
export function newCallFrame(
  m: Machine,
  func: PyFunction,
  locals: Value,
  args: readonly Value[],
  start: number,
  count: number,
  names: readonly string[] | null,
): Frame {
  const { code } = func;
  const frame = takeFrame(m, func, locals);
  const { stack } = frame;
  if (names === null && count === code.argcount && code.isSimple) {
    for (let i = 0; i < count; i++) stack[i] = args[start + i];
    for (let i = count; i < code.localCount; i++) stack[i] = undefined;
  } else {
    for (let i = 0; i < code.localCount; i++) stack[i] = undefined;
    bindArguments(m, func, stack, args, start, count, names);
  }
  m.burnFuel();
  m.dataStack.push(frame, code.dataStackWords);
  return frame;
}

/** The mapping of names of a frame that a plain call of `func` makes: its globals when the code has no fast locals. */
export function localsForCall(func: PyFunction): Value {
  return (func.code.flags & CODE_FLAGS.OPTIMIZED) !== 0 ? null : func.globals;
}

/** Makes a frame current; what was current becomes its caller. */
export function linkFrame(m: Machine, frame: Frame): void {
  const caller = m.frame;
  caller.sp = m.sp;
  frame.previous = caller;
  m.frame = frame;
  m.stack = frame.stack;
  m.sp = frame.sp;
}

/** Makes the caller of the current frame current, without anything else; gives the frame left. */
export function unlinkFrame(m: Machine): Frame {
  const frame = m.frame;
  const caller = frame.previous as Frame;
  frame.previous = null;
  m.frame = caller;
  m.stack = caller.stack;
  m.sp = caller.sp;
  return frame;
}

/** Whether there is recursion budget for one more frame; takes one unit either way (`_Py_EnterRecursivePy`). */
export function takeBudget(m: Machine): boolean {
  return m.depth++ < m.limits.recursionLimit;
}

/** The error of a frame that got no budget. */
export function raiseRecursion(m: Machine): typeof RAISED {
  return raise(m, RECURSION_ERROR, "maximum recursion depth exceeded");
}

/** Goes on in a frame, inside the same run loop (`start_frame`). Without budget the caller fails, at its call. */
export function enterFrame(m: Machine, frame: Frame): Status {
  linkFrame(m, frame);
  if (!takeBudget(m)) {
    const error = raiseRecursion(m);
    leaveFrame(m);
    m.failsAtCall = true;
    throw error;
  }
  m.next = frame.ip;
  return FRAME;
}

/** Leaves the current frame for its caller: gives back its recursion budget, ends its generator, or frees it. */
export function leaveFrame(m: Machine): void {
  m.depth--;
  const frame = unlinkFrame(m);
  frame.isEntry = false;
  if (frame.generator === null) freeFrame(m, frame);
  else leaveGenerator(m, frame);
}

/** Gives a frame back to the pool, unless the program still sees it. */
export function freeFrame(m: Machine, frame: Frame): void {
  m.dataStack.pop(frame);
  if (frame.object !== null) {
    keepFrame(m, frame, frame.object);
    return;
  }
  frame.locals = null;
  m.freeFrames[m.freeCount++] = frame;
}

/** A frame that was just unlinked belongs to its object from now on: locals stay, the value stack goes (`take_ownership`). */
function keepFrame(m: Machine, frame: Frame, object: PyFrameObject): void {
  const caller = firstComplete(m, m.frame);
  object.back = caller === null ? null : frameObject(caller);
  frame.owner = FRAME_OWNER.FRAME_OBJECT;
  frame.sp = frame.code.localCount;
  frame.stack.fill(undefined, frame.sp);
  if (frame.incomplete) frame.ip = frame.code.firstTraceable + 1;
  if (m.showsDeaths && holdsItself(frame, object)) m.keptFrames.push(object);
}

/** Whether the locals of a frame lead back to it, not counting the namespace that lives without it. */
function holdsItself(frame: Frame, object: PyFrameObject): boolean {
  const search = new Search([object]);
  search.leaveOut(frame.globals);
  search.from(frame.stack.slice(0, frame.sp), frame.locals);
  return search.missing.size === 0;
}

/** Ends the generator whose frame was just unlinked (`clear_gen_frame`). */
export function leaveGenerator(m: Machine, frame: Frame): void {
  if (frame.object !== null) keepFrame(m, frame, frame.object);
  else frame.sp = 0;
  const generator = frame.generator as PyAnyGenerator;
  generator.state = GENERATOR_STATE.CLEARED;
  generator.handled = null;
  popHandling(m);
}

/** Puts a suspended generator's frame on top, with the value that its yield gives. */
export function prepareResume(m: Machine, generator: PyAnyGenerator, value: Value): Frame {
  const frame = generator.frame as Frame;
  frame.stack[frame.sp++] = value;
  generator.state = GENERATOR_STATE.EXECUTING;
  pushHandling(m, generator);
  return frame;
}

/** The generator's own handled exception becomes the innermost one. */
function pushHandling(m: Machine, generator: PyAnyGenerator): void {
  m.outerHandling.push(m.handling);
  m.handling = generator;
}

/** Back to the handled exception of whoever resumed the generator. */
export function popHandling(m: Machine): void {
  m.handling = m.outerHandling.pop() as Machine["handling"];
}

/** Turns the current frame, which has just begun, into the frame of a generator. */
export function detachFrame(m: Machine, generator: PyAnyGenerator): Frame {
  m.depth--;
  const frame = unlinkFrame(m);
  m.dataStack.pop(frame);
  frame.owner = FRAME_OWNER.GENERATOR;
  frame.generator = generator;
  return frame;
}

/** Moves the pointer from the prefixes of an instruction to the instruction. */
export function skipPrefixes(frame: Frame): void {
  frame.ip = behindPrefixes(frame);
}

/** The unit of the instruction whose first prefix, or which itself, the pointer names. */
export function behindPrefixes({ code: { units }, ip }: PyFrame): number {
  let unit = ip;
  while (((units[unit] as number) & 0xff) === EXTENDED_ARG) unit++;
  return unit;
}

/**
 * A trace is left inside frames that it inlined. Where the pointer of a caller names a prefix of its CALL, the return comes too
 * early, inside the inline cache. DEVIATION: what the pin makes of the cache's contents is undefined; here the return goes past
 * the end of the code, where the same error waits as at an empty cache.
 */
export function spoilEarlyReturns(m: Machine): void {
  let { frame } = m;
  // The tracer enters one call more than it can come back from.
  for (let depth = m.limits.traceStackSize + 1; depth > 0 && !frame.isEntry && frame.previous !== null; depth--) {
    frame = frame.previous as Frame;
    const { units } = frame.code;
    if (((units[frame.ip] as number) & 0xff) === EXTENDED_ARG) {
      frame.returnOffset = units.length - frame.ip;
    }
  }
}
