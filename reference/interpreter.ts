/**
 * The interpreter as instructions and the values that run code see it: frames, and what goes on in them. `evaluator.ts` is it.
 *
 * @module
 */

import type { CallSites, Hidden } from "./core/hidden_frames.ts";
import type { Frame, Generator, HandledException } from "./frame.ts";
import type { Loops } from "./monitoring/loops.ts";
import type { Monitoring } from "./monitoring/monitoring.ts";
import type { Runtime } from "./runtime.ts";
import type { Kwargs, PyException, PyFunction, PyObject, Slot, Value } from "./values.ts";

/** One run of one program. */
export interface Interpreter extends Runtime {
  /** The running frame. */
  frame: Frame | null;
  /** What the frame that just ended gives. */
  returned: Value;
  /** Where hidden frames come from; null when the program has no `__init__`. */
  callSites: CallSites | null;
  /** What the frame that is about to be entered has below it. */
  hidden: Hidden;

  // ---- frames -----------------------------------------------------------------------------------------------------
  /** Runs a frame to its end, or to its next yield, from native code; with `thrown`, raises that in it first. */
  execute(frame: Frame, thrown?: PyException | null): Value;
  /** Makes a frame the running one. RecursionError, before it is entered, when there are too many. */
  pushFrame(frame: Frame): void;
  /** Leaves the running frame for the one that called it. */
  popFrame(): void;
  /** A frame for a call of a Python function, arguments bound, not yet entered; the array becomes the frame's own. */
  frameFor(fn: PyFunction, args: Value[], kwargs: Kwargs): Frame;
  /** Runs the body of a class statement in a namespace; gives its `__class__` cell, or None. */
  runClassBody(body: Value, namespace: Value): Value;
  /**
   * Resumes a generator with a sent value or an exception. Gives what it yields; undefined when it returned, with
   * `result` set. A generator that did not start takes nothing but None, unless `startsWithAny`.
   */
  resume(generator: Generator, sent: Value, thrown?: PyException | null, startsWithAny?: boolean): Slot;
  /** The generator that an exception left last. */
  leftGenerator: Generator | null;

  // ---- exceptions -------------------------------------------------------------------------------------------------
  /** Set by RERAISE and bare raise: the next unwinding adds no traceback entry for its frame. */
  reraising: boolean;
  /** Where that unwinding searches the exception table, when not at the frame's current instruction; else -1. */
  lookupAt: number;
  /** Unit that the events of that error name, when not the last one of the frame's current instruction; else -1. */
  raisedAt: number;
  /** The StopIteration that ended an iterator last, as far as one was made. */
  stopped: PyException | null;
  /** Levels of handled exceptions: that of the outermost code, then one a running generator. */
  readonly handledStack: HandledException[];
  /** The innermost of them. */
  readonly handled: HandledException;
  /** The exception being handled innermost; null when there is none. */
  handledException(): PyException | null;
  /** Sets the context of an exception that is about to be raised (C: `_PyErr_SetObject`). */
  setContext(raised: PyException, context?: PyException | null): PyException;

  // ---- bounds -----------------------------------------------------------------------------------------------------
  /** One unit of fuel for a backward jump or a new frame; a generator's frame is not new when it is resumed. */
  burn(): void;
  /**
   * Counts what goes backwards without taking fuel: entries of handlers and jumps without interrupt. Only code that no
   * compiler writes can loop with these alone; it ends like one that ran out of fuel.
   */
  countUnfueled(): void;
  /** Ends a run that does what has no meaning. */
  undefinedAt(what: string): never;

  // ---- monitoring -------------------------------------------------------------------------------------------------
  /** What is monitored; null until a program asks for events. */
  readonly monitoring: Monitoring | null;
  /** The same, from now on. */
  monitor(): Monitoring;
  /** How loops run their generators; null where nothing can be monitored. */
  readonly loops: Loops | null;
  /** From now on they are told apart. */
  followLoops(): void;
  /** The FOR_ITER that is executed runs its generator inside. */
  readonly loopRunsInside: boolean;

  // ---- deaths -----------------------------------------------------------------------------------------------------
  /** What lives although no frame holds it. */
  extraRoots(): unknown[];
  /** Objects whose death shows; null when the program can see none die. */
  readonly finalizer: Tracker | null;
}

/** Who is told of objects whose death may show. */
export interface Tracker {
  /** A new instance: its death shows when its class has `__del__`. */
  track(v: Value): void;
  /** Instances that live may have come to have a destructor. */
  discover(rt: Interpreter): void;
  /** A generator was suspended where a handler of its own would see it closed. */
  trackGenerator(generator: Generator): void;
  /** A generator runs again or has ended. */
  /** True while some object's death would show. */
  readonly active: boolean;
  /** An exception takes things off the stack of the running frame. */
  unwind(rt: Interpreter, dropped: readonly unknown[], raised: PyException): void;
  whileRaised(raised: PyException, work: () => void): void;
  /** Native code lets go of something before it is done. */
  dropped(rt: Interpreter, value: unknown): void;
  untrack(generator: Generator): void;
  /** For these see {@linkcode Runtime}. */
  hold(values: readonly unknown[]): void;
  failsWith(first: readonly unknown[]): void;
  isShared(rt: Interpreter, given: PyObject, iterator: PyObject): boolean;
}
