/**
 * Frames, generators and what ends a run early.
 *
 * @module
 */

import type { GivenUpReason } from "../src/isa/engine.ts";
import { OPCODES } from "../src/isa/opcodes.ts";
import { types } from "./types.ts";
import {
  type PyCode,
  PyDict,
  type PyException,
  type PyFunction,
  PyGeneratorBase,
  PyModule,
  PyObject,
  type PyType,
  type Slot,
  type Value,
} from "./values.ts";
import type { Hidden } from "./core/hidden_frames.ts";
import type { Runtime } from "./runtime.ts";

/** One running, or suspended, piece of code. */
export class Frame {
  /** Code units. */
  readonly units: readonly number[];
  readonly stack: Slot[] = [];
  /** Who gets its result. */
  back: Frame | null = null;
  /** Unit of the instruction being executed (not of its prefixes). */
  at = 0;
  /** Unit of the next instruction. */
  next = 0;
  /** Called from native code: its end ends a nested loop. */
  entry = false;
  /** The generator that it belongs to. */
  generator: Generator | null = null;
  /** Whether a hidden frame that counts against the recursion limit lies below it. */
  hidden: Hidden = "no";
  /** Its value for programs, once asked for. */
  object: PyFrame | null = null;
  /** Of a function, the dict of its locals, once asked for: there is one, brought up to date with every question. */
  localsDict: PyDict | null = null;

  constructor(
    readonly code: PyCode,
    /** The function it is a call of; null for the module and class bodies. */
    readonly func: PyFunction | null,
    readonly globals: PyDict,
    /** Locals mapping of code without fast locals; null in functions. */
    readonly locals: Value,
    readonly fast: Slot[],
    /** It is that of whoever called the program. */
    readonly outermost: boolean = false,
  ) {
    this.units = code.code.code;
  }

  /** It has reached its first RESUME, or belongs to a generator: it shows in tracebacks. */
  get complete(): boolean {
    return this.at >= this.code.firstResume || this.generator !== null || this.outermost;
  }

  push(v: Slot): void {
    this.stack.push(v);
  }

  /** Pops an entry that may be NULL. */
  popSlot(): Slot {
    return this.stack.pop();
  }

  /** Pops a value. */
  pop(): Value {
    return this.stack.pop() as Value;
  }

  /** The entry `depth` places from the top, 1 being the top. */
  peek(depth: number): Value {
    return this.stack[this.stack.length - depth] as Value;
  }

  /** Pops `count` values, deepest first. */
  popMany(count: number): Value[] {
    const stack = this.stack;
    const from = stack.length - count;
    const values: Value[] = [];
    for (let i = from; i < stack.length; i++) values.push(stack[i] as Value);
    for (let i = 0; i < count; i++) stack.pop();
    return values;
  }
}

/** A frame as a value. */
export class PyFrame extends PyObject {
  /** `f_trace`: the trace function of this frame; None for none. */
  trace: Value = null;
  /** `f_trace_lines`. */
  traceLines = true;
  /** `f_trace_opcodes`. */
  traceOpcodes = false;
  /** The program has had `f_locals`: a trace function may have changed it. */
  localsAreOut = false;

  constructor(readonly frame: Frame) {
    super(types.frame);
  }
}

/** One level of handled exceptions: of the thread, or of a running generator. */
export interface HandledException {
  value: PyException | null;
}

/** A generator, coroutine or async generator, by its class. */
export class Generator extends PyGeneratorBase {
  /** Null once it has ended. */
  frame: Frame | null;
  /** The frame of one that was closed where that runs nothing: its locals live as long as the generator. */
  left: Frame | null = null;
  readonly code: PyCode;
  running = false;
  started = false;
  /** Suspended inside yield from or await: the innermost receiver is on top of its stack. */
  delegating = false;
  /** Set by YIELD_VALUE, so that the resumer can tell a yield from a return. */
  yielded = false;
  /** What it returned. */
  result: Value = null;
  readonly handled: HandledException = { value: null };
  /** Async generators: an asend, athrow or aclose is under way. */
  asyncRunning = false;
  /** Async generators: no more items are to come. */
  asyncClosed = false;

  constructor(cls: PyType, frame: Frame) {
    super(cls, frame.func?.name ?? frame.code.code.name, frame.func?.qualname ?? frame.code.code.qualname);
    this.frame = frame;
    this.code = frame.code;
  }

  override next(rt: Runtime): Slot {
    return rt.resume(this, null);
  }
}

/** Thrown through everything when a run is given up. */
export class Poison {
  constructor(readonly reason: GivenUpReason, readonly detail: string) {}
}

/** Fast locals without values. */
export function unboundLocals(count: number): Slot[] {
  const locals = new Array<Slot>(count);
  for (let i = 0; i < count; i++) locals[i] = undefined;
  return locals;
}

/** A fresh empty dict. */
export function newDict(): PyDict {
  return new PyDict(types.dict);
}

/**
 * Whether a frame suspended at a yield has a handler of its own there. Its RESUME says when only the implicit one of
 * generators encloses it; then closing it runs nothing.
 */
export function seesClosing(frame: Frame): boolean {
  const resume = frame.units[frame.next] as number;
  return (resume & 0xff) !== OPCODES.RESUME.opcode || ((resume >>> 8) & RESUME_DEPTH1) === 0;
}

const RESUME_DEPTH1 = 4;

/** The value of a frame for programs. */
export function frameObject(frame: Frame): PyFrame {
  frame.object ??= new PyFrame(frame);
  return frame.object;
}

/** What error texts call a generator. */
export function generatorKind(generator: Generator): string {
  if (generator.cls === types.coroutine) return "coroutine";
  return generator.cls === types.asyncGenerator ? "async generator" : "generator";
}

/** The frame `depth` levels above one, of those that have reached their first RESUME: the others are not seen. */
export function visibleFrame(innermost: Frame | null, depth: number): Frame | null {
  let frame = innermost;
  for (let left = depth; frame !== null; frame = frame.back) if (frame.complete && left-- === 0) return frame;
  return null;
}

/** Where a function looks up names that its globals do not have; of no function, the builtins of the run. */
export function builtinsOf(rt: Runtime, func: PyFunction | null | undefined): Value {
  return func?.builtins === undefined ? rt.builtins : func.builtins;
}

/** The builtins of a function that is made with these globals, by the code of a function (C: `_PyEval_BuiltinsFromGlobals`). */
export function builtinsFor(globals: PyDict, maker: PyFunction | null | undefined): Slot {
  const own = globals.getStr("__builtins__");
  if (own === undefined) return maker?.builtins;
  return own instanceof PyModule ? own.attrs : own;
}
