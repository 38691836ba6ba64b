/**
 * The machine: the one mutable root of a run. It is what the object layer calls a runtime, and what the optimizer calls its
 * interpreter. Machines are used again; {@linkcode Machine.reset} takes back what a run touched. What starts loops over
 * instructions is left to `whole_machine.ts`, so that what runs in them can import this.
 *
 * @module
 */

import { workBudget } from "../isa/work.ts";
import {
  DEFAULT_LIMITS,
  type Limits,
  NO_STATISTICS,
  OUTER_FRAMES,
  type Repairs,
  type RunStatistics,
} from "../isa/engine.ts";
import { InvariantError } from "../isa/errors.ts";
import type { HostName } from "../isa/program.ts";
import { NO_REPAIRS } from "../isa/repairs.ts";
import { makeBuiltins, restoreBuiltins } from "../object/builtins/builtins.ts";
import type { PyBuiltin, PyFunction, PyMethodDescriptor } from "../object/values/callable_values.ts";
import type { PyCode } from "../object/values/code.ts";
import { KEYS, type PyDict } from "../object/dict/dict.ts";
import type { PyException } from "../object/exception/exception.ts";
import type { PyFrame, PyFrameObject } from "../object/values/frame.ts";
import type { PyInstance } from "../object/type/instance.ts";
import { reinline } from "../object/type/instance_dict.ts";
import { DEFAULT_MAX_STR_DIGITS, type Monitor, poison, Runtime } from "../object/runtime.ts";
import type { PyType } from "../object/type/type.ts";
import { forgetTypeTags, LIST } from "../object/type/types.ts";
import type { Value } from "../object/values/value.ts";
import { releaseExecutors } from "../optimizer/code_view.ts";
import type { Executor } from "../optimizer/executor.ts";
import { type ExecutorIndex, ExecutorList } from "../optimizer/executor_list.ts";
import type { PassInterpreter } from "../optimizer/pass_context.ts";
import { type BackEdgeResult, type Optimizer, OptimizerState } from "../optimizer/optimizer.ts";
import type { Coverage } from "./coverage.ts";
import { DataStack } from "./frame/data_stack.ts";
import { Deaths } from "./lifetime/deaths.ts";
import type { Frame } from "./frame/machine_frame.ts";
import { firstComplete, framesLocals, localsOf, newRootFrame, visibleFrame } from "./frame/introspection.ts";
import { FunctionVersionCache, setFunctionVersion, versionForCurrentState } from "./frame/function_versions.ts";
import { Instrumentation } from "./monitor/instrument.ts";
import type { ExecutionObserver } from "./tier2/observe.ts";
import { unreachable } from "./lifetime/live_objects.ts";

/** Logical addresses begin here and are 16 bytes apart; all are exact as JavaScript numbers. */
const FIRST_ADDRESS = 0x7f00_0000_0000;
const ADDRESS_STEP = 16;

/**
 * Version of the first code object of a program. FAITHFUL: the counter of code objects and that of functions both start at 1,
 * but the interpreter's own start-up makes this many code objects less one, and hardly any function gets a fresh version.
 */
export const FIRST_CODE_VERSION = 1737;

/** Words of the data stack that the frames take which are running when a program starts. */
const OUTER_WORDS = 64;

/** One level of handled exceptions: the machine's own, or a generator's (`_PyErr_StackItem`). */
export interface Handling {
  handled: PyException | null;
}

/** Handlers and jumps without interrupt per unit of fuel; no compiled program comes near. */
const UNFUELED_PER_FUEL = 8;

const NO_CODES: readonly PyCode[] = [];
const NO_ROOTS: readonly Value[] = [];

/** Host functions by name. */
export type Hosts = Readonly<Record<HostName, PyBuiltin>>;

/** A machine but for its loops. */
export abstract class Machine extends Runtime {
  // What every instruction touches comes first.
  /** Locals and value stack of the current frame. */
  stack: Value[];
  /** Index of the first free slot of {@linkcode stack}. */
  sp = 0;
  /** The current frame; the root frame when no Python code runs. */
  frame: Frame;
  /** Where tier 1 goes on, in code units, after a jump or change of frame. */
  next = 0;
  /** What the run loop's own frame returned or yielded. */
  result: Value = undefined;
  /** The executor that runs; null in tier 1. */
  executor: Executor | null = null;
  /** Index of the uop that runs. */
  uopIndex = 0;
  /** Uops that the running executor ran before it last began at its top. */
  traceUops = 0;
  /** What is left of `limits.fuel`. */
  fuel = 0;
  /** What is left for going backwards without fuel; see {@linkcode countUnfueled}. */
  unfueled = 0;
  /** Version of the monitoring; 0 until events are first set for all code. */
  evalBreaker = 0;
  /** The unit of a re-raising instruction whose error adds no traceback entry; -1 otherwise. */
  reraiseUnit = -1;
  /** The error is one of the caller at its call, raised while its callee was being entered. */
  failsAtCall = false;
  /** Where the handler of an error is looked up that a monitoring callback raised; -1 where that is the instruction's end. */
  failedAt = -1;
  /** Where the frame's pointer stood before the instruction that runs; only instrumented instructions look. */
  previousIp = 0;

  /** Run loops that are active, one inside the other. */
  nesting = 0;
  /** Whether the program that runs can see objects die. */
  showsDeaths = false;
  /** Whether it can see the frames of tracebacks. */
  keepsFrames = false;
  /** Frames that ended and hold themselves, through a traceback in a local for instance: no count of references gets them. */
  readonly keptFrames: PyFrameObject[] = [];
  readonly deaths: Deaths = new Deaths();
  /** What the caller of the program holds: its globals, and the arguments of the call that runs. */
  programRoots: readonly Value[] = [];

  override readonly builtins: PyDict;
  readonly builtinLen: PyBuiltin;
  readonly builtinIsinstance: PyBuiltin;
  readonly listAppend: PyMethodDescriptor;

  /** Host functions by name. */
  readonly hosts: Hosts;
  /** All of them. */
  readonly hostSet: ReadonlySet<Value>;
  readonly root: Frame;
  /** Frames to use again, the first `freeCount` of them: an array that is emptied and filled gets new room from V8 each time. */
  readonly freeFrames: Frame[] = [];
  freeCount = 0;
  readonly dataStack: DataStack = new DataStack();
  /** Innermost level of handled exceptions, and those outside it. */
  handling: Handling;
  readonly outerHandling: Handling[] = [];
  readonly #outermost: Handling = { handled: null };

  readonly functionVersions: FunctionVersionCache = new FunctionVersionCache(this);
  readonly optimizer: OptimizerState;
  readonly instrumentation: Instrumentation = new Instrumentation(this);
  override readonly monitor: Monitor = this.instrumentation;
  observer: ExecutionObserver | null = null;
  /** Where what runs is counted; null, as a rule: then the loops that count nothing run. */
  coverage: Coverage | null = null;
  /** Those of the run; the outcome takes them over, the next run gets its own. */
  statistics: RunStatistics = { ...NO_STATISTICS };

  /** The uop and the counter optimizer of an engine that has tiers; null in tier 1 alone. */
  optimizers: { readonly 1: () => Optimizer; readonly 2: () => Optimizer } | null = null;

  readonly repairs: Repairs;
  readonly repairHandlerLookup: boolean;
  readonly repairInvalidExecutor: boolean;
  readonly repairVersionCollision: boolean;
  readonly repairMetaclassCall: boolean;
  readonly repairInitCodeSwap: boolean;
  readonly repairExtendedArgIp: boolean;
  readonly repairLostLine: boolean;
  readonly repairFirstEntry: boolean;
  /** Version of the first code object; tests lower it. */
  firstCodeVersion = FIRST_CODE_VERSION;

  /** Code objects of the program that is loaded. */
  codes: readonly PyCode[] = [];

  /** Objects that have an address, by index. */
  private objects: Value[] = [];
  private addresses: Map<Value, number> = new Map();
  /** Types with something kept by the specializer, and the versions of the kept `__init__` when that repair is on. */
  #initVersions: Map<PyType, number> = new Map();

  /** `index` is where executors are kept; default the pin's list. */
  constructor(repairs: Repairs = NO_REPAIRS, index: ExecutorIndex = new ExecutorList()) {
    super();
    this.repairs = repairs;
    this.repairHandlerLookup = repairs.has("handler-lookup");
    this.repairInvalidExecutor = repairs.has("invalid-executor");
    this.repairVersionCollision = repairs.has("version-collision");
    this.repairMetaclassCall = repairs.has("metaclass-call");
    this.repairInitCodeSwap = repairs.has("init-code-swap");
    this.repairExtendedArgIp = repairs.has("extended-arg-ip");
    this.repairLostLine = repairs.has("lost-line");
    this.repairFirstEntry = repairs.has("first-entry");
    this.optimizer = new OptimizerState({
      functionVersions: this.functionVersions,
      repairs,
      index,
      interpreter: this.passInterpreter(),
    });
    this.builtins = makeBuiltins(this);
    this.builtinLen = this.builtins.getStr("len") as PyBuiltin;
    this.builtinIsinstance = this.builtins.getStr("isinstance") as PyBuiltin;
    this.listAppend = LIST.dict.getStr("append") as PyMethodDescriptor;
    this.hosts = this.hostFunctions();
    this.hostSet = new Set(Object.values(this.hosts));
    this.handling = this.#outermost;
    this.root = newRootFrame();
    this.frame = this.root;
    this.stack = this.root.stack;
  }

  /** Takes everything back that a run touched, for the next one. */
  reset(limits: Limits = DEFAULT_LIMITS): void {
    this.limits = limits;
    this.fuel = limits.fuel;
    this.unfueled = limits.fuel * UNFUELED_PER_FUEL;
    this.work = workBudget(limits);
    this.exception = null;
    this.poisoned = null;
    this.poisonDetail = "";
    this.frame = this.root;
    this.root.object = null;
    this.stack = this.root.stack;
    this.sp = 0;
    this.executor = null;
    this.evalBreaker = 0;
    this.instrumentation.reset();
    this.reraiseUnit = -1;
    this.failsAtCall = false;
    this.failedAt = -1;
    this.stopped = null;
    this.nesting = 0;
    this.showsDeaths = false;
    this.newborn = null;
    this.keepsFrames = false;
    if (this.keptFrames.length > 0) this.keptFrames.length = 0;
    this.deaths.reset();
    this.programRoots = NO_ROOTS;
    this.depth = OUTER_FRAMES;
    this.maxStrDigits = DEFAULT_MAX_STR_DIGITS;
    this.dataStack.reset(OUTER_WORDS);
    this.handling = this.#outermost;
    this.#outermost.handled = null;
    if (this.outerHandling.length > 0) this.outerHandling.length = 0;
    this.functionVersions.clear();
    this.optimizer.limits = limits;
    // The optimizer's own counts go on from run to run.
    this.freeCodes();
    this.optimizer.index.invalidateAll();
    this.optimizer.setOptimizer(null);
    this.optimizer.error = null;
    this.nextFunctionVersion = limits.firstFunctionVersion;
    this.nextCodeVersion = this.firstCodeVersion;
    this.nextHeapTypeTag = 131_072;
    this.nextStaticTypeTag = 1;
    this.nextKeysVersion = 2;
    forgetTypeTags(this);
    restoreBuiltins(this.builtins);
    this.forgetIdentities();
    // Emptying what is empty is not free.
    if (this.modules.size > 0) this.modules.clear();
    if (this.reprStack.length > 0) this.reprStack.length = 0;
    this.log = [];
    this.objects = [];
    // A new map costs less than emptying one.
    if (this.addresses.size > 0) this.addresses = new Map();
    if (this.#initVersions.size > 0) this.#initVersions = new Map();
    this.statistics = { ...NO_STATISTICS };
  }

  /** Code objects die with their program and give up their executors. */
  freeCodes(): void {
    const { codes } = this;
    for (let i = 0; i < codes.length; i++) releaseExecutors(codes[i] as PyCode);
    this.codes = NO_CODES;
  }

  /** One backward jump or one frame more; poisons the run when the budget is spent. */
  burnFuel(): void {
    if (--this.fuel < 0) throw poison(this, "fuel", `${this.limits.fuel} units`);
  }

  /**
   * One entry of a handler or one jump backwards without interrupt: they take no fuel, and code that no compiler writes can
   * loop with them alone. It ends as if out of fuel.
   */
  countUnfueled(): void {
    if (--this.unfueled < 0) throw poison(this, "fuel", "handlers or jumps without interrupt go round for ever");
  }

  override nextAddress(): number {
    return FIRST_ADDRESS + ADDRESS_STEP * this.objects.push(undefined);
  }

  /** The logical address of a value, given when it is first asked for. */
  addressOf(value: Value): number {
    let address = this.addresses.get(value);
    if (address === undefined) {
      address = FIRST_ADDRESS + ADDRESS_STEP * this.objects.push(value);
      this.addresses.set(value, address);
    }
    return address;
  }

  /** The value at a logical address. */
  objectAt(address: number): Value {
    return this.objects[(address - FIRST_ADDRESS) / ADDRESS_STEP - 1];
  }

  /** The machine as passes see it. */
  protected abstract passInterpreter(): PassInterpreter;
  protected abstract hostFunctions(): Hosts;
  /** Leaves the trace that runs, as its uop raised; gives where tier 1 goes on. */
  abstract leaveTraceByError(): number;
  /** Asks the optimizer for an executor for a hot loop (`_PyOptimizer_BackEdge`). */
  abstract backEdge(code: PyCode, unit: number, target: number): BackEdgeResult;

  override currentFrame(): PyFrame | null {
    return visibleFrame(this);
  }

  override currentLocals(): Value {
    return framesLocals(this);
  }

  override localsOf(frame: PyFrame): Value {
    return localsOf(frame);
  }

  override firstComplete(frame: PyFrame | null): PyFrame | null {
    return firstComplete(this, frame as Frame | null);
  }

  override handledException(): PyException | null {
    if (this.handling.handled !== null) return this.handling.handled;
    for (let i = this.outerHandling.length - 1; i >= 0; i--) {
      const { handled } = this.outerHandling[i] as Handling;
      if (handled !== null) return handled;
    }
    return null;
  }

  override invalidateExecutors(code: PyCode): void {
    this.optimizer.index.invalidateDependency(code.address);
  }

  override resetFunctionVersion(func: PyFunction): void {
    setFunctionVersion(this, func, 0);
  }

  /** The exception in flight, which lands in a handler. */
  takeRaised(): PyException {
    const { exception } = this;
    if (exception === null) throw new InvariantError("takeRaised: expected an exception in flight, found none");
    this.exception = null;
    return exception;
  }

  /** Installs the optimizer with this number: 0 the default one, 1 and 2 as the engine has them; without tiers nothing happens. */
  installOptimizer(number: 0 | 1 | 2): void {
    if (this.optimizers === null) return;
    const optimizer = number === 0 ? null : this.optimizers[number]();
    this.optimizer.setOptimizer(optimizer);
    // A counter optimizer is made for this call, and its maker keeps no reference.
    if (number === 2) optimizer?.release?.();
  }

  /** Brings a code object's instructions up to date with what is monitored; true when they changed. */
  instrument(code: PyCode): boolean {
    return code.instrumentationVersion !== this.evalBreaker && this.instrumentation.instrument(code);
  }

  /**
   * Moves the attributes of an instance from a dict that still shares the class's names back in line, if nobody else holds that
   * dict (`_PyObject_MakeInstanceAttributesFromDict`). While native code runs Python code it may be held out of sight.
   */
  reinline(instance: PyInstance): boolean {
    const { dict } = instance;
    if (dict === null || dict.kind !== KEYS.SPLIT || this.nesting > 1) return false;
    instance.dict = null;
    const held = unreachable(this, [dict]).size === 0;
    instance.dict = dict;
    return !held && reinline(instance);
  }

  /** Keeps a class's `__getitem__` for BINARY_SUBSCR_GETITEM. */
  keepGetitem(cls: PyType, getitem: PyFunction, version: number): void {
    cls.cachedGetitem = getitem;
    cls.cachedGetitemVersion = version;
  }

  /** Keeps a class's `__init__` for CALL_ALLOC_AND_ENTER_INIT. */
  keepInit(cls: PyType, init: PyFunction): void {
    cls.cachedInit = init;
    if (this.repairInitCodeSwap) this.#initVersions.set(cls, versionForCurrentState(this, init));
  }

  /** Whether the kept `__init__` is no longer what it was, as far as the repair looks. */
  initWasReplaced(cls: PyType, init: PyFunction): boolean {
    return this.repairInitCodeSwap && (init.version === 0 || this.#initVersions.get(cls) !== init.version);
  }
}
