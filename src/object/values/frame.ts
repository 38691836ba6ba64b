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
  declare ip: number;
  /** Units after `ip` where the caller goes on when its callee returns (`return_offset`). */
  declare returnOffset: number;
  /** Caller. */
  declare previous: PyFrame | null;
  /** One of {@linkcode FRAME_OWNER}. */
  declare owner: number;
  /** The generator that this frame belongs to, when it is one's. */
  declare generator: PyGenerator | null;
  /** The run loop ends when this frame is left (`INTERPRETER_EXIT` follows). */
  declare isEntry: boolean;
  /** What the program sees of it, when it asked ({@linkcode frameObject}); the machine does not pool such a frame again. */
  declare object: PyFrameObject | null;
  declare readonly func: PyFunction;
  declare readonly code: PyCode;
  /** Mapping of locals of code without fast locals (module and class bodies); of functions the dict of `locals()`, once made. */
  declare locals: Value;
  /** First word on the simulated data stack of a machine. */
  declare dataStackBase: number;

  constructor(func: PyFunction, code: PyCode, locals: Value) {
    this.func = func;
    this.code = code;
    this.locals = locals;
    this.ip = 0;
    this.returnOffset = 0;
    this.previous = null;
    this.owner = 0;
    this.generator = null;
    this.isEntry = false;
    this.object = null;
    this.dataStackBase = 0;
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
