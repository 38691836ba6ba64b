/**
 * What object code needs of the machine that runs it: the exception in flight, counters of versions and addresses, limits, and hooks
 * into running Python code.
 *
 * @module
 */

import { DEFAULT_LIMITS, type GivenUpReason, type Limits, type PoisonReason } from "../isa/engine.ts";
import { copyWork, workBudget } from "../isa/work.ts";
import type { PyFunction } from "./values/callable_values.ts";
import type { PyCode } from "./values/code.ts";
import type { PyDict } from "./dict/dict.ts";
import type { PyException } from "./exception/exception.ts";
import type { PyFrame, PyFrameObject } from "./values/frame.ts";
import type { PyAnyGenerator, Thrown } from "./generator/generator.ts";
import type { PyType } from "./type/type.ts";
import type { PyObject, Value } from "./values/value.ts";

/** What is thrown while a Python exception is in flight; {@linkcode Runtime.exception} has it. */
export const RAISED: unique symbol = Symbol("raised");

/** What is thrown when a run is given up; {@linkcode Runtime.poisoned} says why. */
export const POISONED: unique symbol = Symbol("poisoned");

/** First version tag of heap types; those of static types start at 1 and stay below. */
const FIRST_HEAP_TYPE_TAG = 131_072;

/**
 * Static types that hold a tag. They belong to all machines, so a run first takes back what others gave: else two types could
 * share a tag.
 */
const TAGGED_STATIC_TYPES: PyType[] = [];

/** First version of a key table; 1 is the empty one's. */
const FIRST_KEYS_VERSION = 2;

/** The logical address of the first object whose identity was asked for. */
const IDENTITIES = 0x7e00_0000_0000n;

/** What a machine does for `sys.monitoring`, `sys.settrace` and `sys.setprofile`. Events are sets of bits, tools numbers. */
export interface Monitor {
  /** Names of the tools in use; null for the others. */
  readonly toolNames: readonly Value[];
  /** What `sys.settrace` was given. */
  readonly tracer: Value;
  /** What `sys.setprofile` was given. */
  readonly profiler: Value;
  /** Gives a tool a name, or null to free it. */
  useTool(tool: number, name: Value): void;
  /** Sets the callback of an event (by number), null for none; gives the one before. */
  register(tool: number, event: number, callback: Value): Value;
  events(tool: number): number;
  /** Tools of each event that can be wanted by itself, one bit each. */
  toolsOfEvents(): readonly number[];
  setEvents(tool: number, events: number): void;
  localEvents(code: PyCode, tool: number): number;
  setLocalEvents(code: PyCode, tool: number, events: number): void;
  restart(): void;
  setTracer(tracer: Value): void;
  setProfiler(profiler: Value): void;
  /** Lets the code of a frame report its instructions to the tracer, or no more. */
  setOpcodeTrace(frame: PyFrameObject, on: boolean): void;
  /** Sends a frame to another line (`f_lineno`), if it can go there now. */
  setLine(frame: PyFrameObject, line: Value): void;
  /** Calls something as if no callback were running. */
  callUntraced(callable: Value, args: readonly Value[]): Value;
}

/** Decimal digits that an int may have to be converted to or from text, until the program says otherwise. */
export const DEFAULT_MAX_STR_DIGITS = 4300;
/** Ints of so many digits can always be converted. */
export const MAX_STR_DIGITS_THRESHOLD = 640;

/** A machine as the object layer sees it. The virtual machine extends it. */
export abstract class Runtime {
  limits: Limits = DEFAULT_LIMITS;
  /** The exception in flight; null when none is. */
  exception: PyException | null = null;
  /** Why the run was given up; null while it goes on. */
  poisoned: GivenUpReason | null = null;
  poisonDetail = "";
  /** Second result of {@linkcode getMethod} and {@linkcode superGetMethod}: self for a plain method, undefined for any other attribute. */
  methodSelf: Value = undefined;
  /** Value of the last generator that returned; see {@linkcode sendGenerator}. */
  returned: Value = null;
  /** The StopIteration that ended an iterator last, as far as one was made; only monitoring looks. */
  stopped: PyException | null = null;

  nextStaticTypeTag = 1;
  nextHeapTypeTag: number = FIRST_HEAP_TYPE_TAG;
  nextKeysVersion: number = FIRST_KEYS_VERSION;
  nextFunctionVersion = 1;
  nextCodeVersion = 1;
  /** Static types that hold a tag, to take it back before the next run. */
  readonly taggedStaticTypes: PyType[] = TAGGED_STATIC_TYPES;
  /** Python frames that are running; the limit is `limits.recursionLimit`. */
  depth = 0;
  /** What `sys.set_int_max_str_digits` was told last; 0 for no limit. */
  maxStrDigits: number = DEFAULT_MAX_STR_DIGITS;
  /** Told of every new instance; null in runs where nobody asks. */
  newborn: ((instance: PyObject) => void) | null = null;
  /** What is left for work inside of instructions; see `isa/work.ts`. */
  work: number = workBudget(DEFAULT_LIMITS);
  /** The builtins namespace. */
  abstract readonly builtins: PyDict;
  /** Imported modules by name. */
  readonly modules: Map<string, PyObject> = new Map();
  /** What stands behind `sys.monitoring` and `sys.settrace`; null where nothing does. */
  readonly monitor: Monitor | null = null;
  /** What `emit` received and `print` wrote. */
  log: string[] = [];
  /** Logical addresses of objects whose identity was asked for. */
  private identities: WeakMap<object, bigint> | null = null;
  /** How many there are. What programs see of them does not depend on what the machine, or a pass, took the address of. */
  private identityCount = 0;
  /** Objects that are being written, so that cycles end (`Py_ReprEnter`). */
  readonly reprStack: Value[] = [];

  /** Takes units of work; gives the run up when none are left. */
  burn(units: number): void {
    this.work -= units;
    if (this.work < 0) throw poison(this, "size", "work inside of instructions");
  }

  /** The logical address of an object that is just made, and that nobody looks up by it: 16-byte aligned, never 0, exact as a number. */
  abstract nextAddress(): number;
  /** Runs a Python function in a nested interpreter. With `kwnames`, the last arguments are keywords. */
  abstract callFunction(
    func: PyFunction,
    args: readonly Value[],
    kwnames: readonly string[] | null,
  ): Value;
  /** Runs a class body: `func` called without arguments with `namespace` as locals; returns what it returns (the class cell or None). */
  abstract runClassBody(func: PyFunction, namespace: Value): Value;
  /**
   * Resumes a generator or coroutine with a value (None for `next`); the caller has checked that it can be resumed. Returns what it yields; undefined when it
   * returned, with the value in {@linkcode returned}. Throws what it raises.
   */
  abstract sendGenerator(generator: PyAnyGenerator, value: Value): Value;
  /** Native code lets go of what it held before it is done; objects whose death shows may end. */
  letGo(_value: Value): void {}
  /** Native code holds what no object of the program does, until it is done. */
  hold(_values: readonly Value[]): void {}
  /** The instruction fails and lets go of some of what it takes, in this order, before the rest. */
  failsWith(_first: readonly Value[]): void {}
  /** An object may have come to have a destructor; null: any that lives. */
  destructorsChanged(_object: PyObject | null): void {}
  /** Whether anything but one owner holds an object, where a program could see the difference. */
  isShared(_object: PyObject, _owner: PyObject): boolean {
    return true;
  }

  /** Raises an exception where the generator stands; answers as {@linkcode sendGenerator}. */
  abstract throwIntoGenerator(generator: PyAnyGenerator, exception: Thrown): Value;
  /** The frame that is running; null in none. Incomplete frames are left out. */
  abstract currentFrame(): PyFrame | null;
  /** The locals of the running frame as a dict (`locals()`). */
  abstract currentLocals(): Value;
  /** The unit of the instruction that a frame is at, as `f_lasti` and `f_lineno` take it. */
  abstract unitOf(frame: PyFrame): number;
  /** `f_locals` of a frame. */
  abstract localsOf(frame: PyFrame): Value;
  /** The innermost frame that has begun, from this one on outwards; null outside Python code. */
  abstract firstComplete(frame: PyFrame | null): PyFrame | null;
  /** The exception that is being handled, innermost first (`_PyErr_GetTopmostException`); null when none is. */
  abstract handledException(): PyException | null;
  /** A store into `__code__`, `__defaults__`, `__kwdefaults__` or `__annotations__` of a function: its version goes. */
  abstract resetFunctionVersion(func: PyFunction): void;
  /** Invalidates the executors that depend on a code object; nothing happens where there are no executors. */
  invalidateExecutors(_code: PyCode): void {}
  /** Logical address of an object (`id()`); stable while the object lives. */
  identityOf(object: object): bigint {
    this.identities ??= new WeakMap();
    let address = this.identities.get(object);
    if (address === undefined) {
      address = IDENTITIES + 16n * BigInt(this.identityCount++);
      this.identities.set(object, address);
    }
    return address;
  }

  /** Between runs: objects that outlive a run, such as the builtin types, get their address anew. */
  forgetIdentities(): void {
    this.identities = null;
    this.identityCount = 0;
  }
}

/** Gives a run up: `throw poison(rt, ...)`. */
export function poison(rt: Runtime, reason: PoisonReason, detail: string): typeof POISONED {
  rt.poisoned = reason;
  rt.poisonDetail = detail;
  return POISONED;
}

/** Ends a run that did what means nothing at the pin: `throw undefinedAt(rt, ...)`. No program can catch it. */
export function undefinedAt(rt: Runtime, what: string): typeof POISONED {
  rt.poisoned = "undefined";
  rt.poisonDetail = what;
  return POISONED;
}

/** The same for something new of that many items, which takes work to make. */
export function checkNew(rt: Runtime, items: number): void {
  if (items > rt.limits.maxSize) throw poison(rt, "size", `${items} items`);
  rt.burn(copyWork(items));
}

/** Gives a run up when something would get more than `limits.maxSize` items. */
export function checkSize(rt: Runtime, items: number): void {
  if (items > rt.limits.maxSize) throw poison(rt, "size", `${items} items`);
}
