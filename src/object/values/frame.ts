/**
 * Frames of Python code: locals and value stack in one array.
 *
 * @module
 */

import type { PyFunction } from "./callable_values.ts";
import type { PyCode } from "./code.ts";
import type { PyDict } from "../dict/dict.ts";
import type { PyGenerator } from "../generator/generator.ts";
import { PyObject, type Value } from "./value.ts";

/** Who owns a frame (`_frameowner`). */
export const FRAME_OWNER = { THREAD: 0, GENERATOR: 1, FRAME_OBJECT: 2, CSTACK: 3 } as const;

/** A frame (`_PyInterpreterFrame`). */
export class PyFrame {
  declare readonly globals: PyDict;
  declare readonly builtins: PyDict;
  /** Fast locals, then the value stack, which starts at `code.localCount`. */
  declare readonly stack: Value[];
  /** First free entry of `stack`. */
  declare sp: number;
  /** Instruction pointer in code units (`instr_ptr`). */
  ip = 0;
  /** Units after `ip` where the caller goes on when its callee returns (`return_offset`). */
  returnOffset = 0;
  /** Caller. */
  previous: PyFrame | null = null;
  /** One of {@linkcode FRAME_OWNER}. */
  owner = 0;
  /** The generator that this frame belongs to, when it is one's. */
  generator: PyGenerator | null = null;
  /** The run loop ends when this frame is left (`INTERPRETER_EXIT` follows). */
  isEntry = false;
  /** What the program sees of it, when it asked ({@linkcode frameObject}); the machine does not pool such a frame again. */
  object: PyFrameObject | null = null;

  constructor(
    readonly func: PyFunction,
    readonly code: PyCode,
    /** Mapping of locals of code without fast locals (module and class bodies); of functions the dict of `locals()`, once made. */
    public locals: Value,
  ) {
    this.globals = func.globals;
    this.builtins = func.builtins;
    this.stack = [];
    makeRoom(this.stack, code);
    this.sp = code.localCount;
  }
}

/**
 * Gives the array of a frame room for all that a code object puts there. No instruction lets it grow: V8 gives up what it compiled, run
 * loops included, where that happens for the first time.
 */
export function makeRoom(stack: Value[], { frameSize }: PyCode): void {
  for (let length = stack.length; length < frameSize; length++) stack.push(undefined);
}

/** What programs see of a frame (`PyFrameObject`). */
export class PyFrameObject extends PyObject {
  /** The caller of a frame that has ended. */
  back: PyFrameObject | null = null;
  /** `f_trace`: the local trace function; null for none. */
  trace: Value = null;
  /** `f_trace_lines`. */
  traceLines = true;
  /** `f_trace_opcodes`. */
  traceOpcodes = false;
  /** The program has the locals as a dict, which a trace function may have changed (`f_fast_as_locals`). */
  fastAsLocals = false;

  constructor(readonly frame: PyFrame) {
    super();
  }
}

/** What a program sees of a frame: one object, however often it asks. */
export function frameObject(frame: PyFrame): PyFrameObject {
  return frame.object ??= new PyFrameObject(frame);
}
