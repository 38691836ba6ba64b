/**
 * The interpreter itself: the loop over instructions, frames, exceptions, bounds. What values can do is in `operations.ts`, what an
 * instruction does is in `rules/`.
 *
 * @module
 */

import { copyWork, digitsOf, workBudget } from "../src/isa/work.ts";
import { type Limits, OUTER_FRAMES } from "../src/isa/engine.ts";
import { OPCODES } from "../src/isa/opcodes.ts";
import { CODE_FLAGS } from "../src/isa/program.ts";
import { CACHES } from "./decoders.ts";
import { createModule, moduleNotFound } from "./builtins/mod.ts";
import { bindArguments } from "./core/binding.ts";
import { bitLength } from "./core/numbers.ts";
import { makeType } from "./core/type_creation.ts";
import { call } from "./core/calling.ts";
import { resume } from "./core/resuming.ts";
import { unwind } from "./core/unwinding.ts";
import type { CallSites, Hidden } from "./core/hidden_frames.ts";
import { Finalizer } from "./core/finalization.ts";
import { type ExceptionName, exceptions } from "./exceptions.ts";
import { Frame, frameObject, type Generator, type HandledException, newDict, Poison, visibleFrame } from "./frame.ts";
import { EXIT, RULES } from "./rules/mod.ts";
import type { Rule } from "./rules/rule.ts";
import { Loops } from "./monitoring/loops.ts";
import { Monitoring } from "./monitoring/monitoring.ts";
import { reportBefore } from "./monitoring/step.ts";
import type { Interpreter } from "./interpreter.ts";
import { VALUE_OPERATIONS } from "./operations.ts";
import type { ValueOperations } from "./runtime.ts";
import { DEFAULT_MAX_DIGITS } from "./text/parse_number.ts";
import { tuple } from "./types.ts";
import { watchedStep } from "./watched_step.ts";
import {
  type Kwargs,
  type PyDict,
  PyException,
  PyFunction,
  type PyModule,
  PyObject,
  type PyType,
  type Slot,
  type Value,
} from "./values.ts";

const EXTENDED_ARG = OPCODES.EXTENDED_ARG.opcode;

/** One run of one program. Documentation of what the interface declares is there. */
export class Evaluator implements Interpreter {
  readonly log: string[] = [];
  readonly modules: Map<string, PyModule> = new Map();

  frame: Frame | null = null;
  returned: Value = null;
  callSites: CallSites | null = null;
  hidden: Hidden = "no";
  leftGenerator: Generator | null = null;
  /** Frames that count against the recursion limit. */
  private depth = OUTER_FRAMES;
  /** How many more there may be, as some calls of `__init__` may have a hidden frame or not. */
  private unsure = 0;
  reraising = false;
  lookupAt = -1;
  raisedAt = -1;
  stopped: PyException | null = null;
  readonly handledStack: HandledException[] = [{ value: null }];

  /** Instructions executed. */
  instructions = 0;
  private fuel: number;
  private unfueled: number;
  /** What is left for work inside of instructions. */
  private work: number;

  monitoring: Monitoring | null = null;
  loops: Loops | null = null;
  loopRunsInside = false;
  finalizer: Finalizer | null = null;
  /** One of these three is there: instructions are executed by {@linkcode watchedStep}. */
  private watched = false;
  maxDigits = DEFAULT_MAX_DIGITS;
  /** What whoever called the program holds. */
  outsideRoots: readonly unknown[] = [];

  private nextIdentity = 1n;
  private readonly identities: WeakMap<PyObject, bigint> = new WeakMap();
  private readonly reprActive: Set<Value> = new Set();

  constructor(
    public limits: Limits,
    readonly builtins: PyDict,
    /** What each instruction does: {@linkcode RULES}, or the same counting. */
    private readonly rules: readonly Rule[] = RULES,
  ) {
    this.fuel = limits.fuel;
    this.unfueled = limits.fuel * UNFUELED_PER_FUEL;
    this.work = workBudget(limits);
  }

  // ---- the loop ---------------------------------------------------------------------------------------------------

  execute(frame: Frame, thrown: PyException | null = null): Value {
    frame.entry = true;
    this.pushFrame(frame);
    const { finalizer } = this;
    finalizer?.enter();
    try {
      const value = this.runEntry(frame, thrown);
      const { generator } = frame;
      const suspended = generator !== null && (generator === value || generator.yielded);
      if (generator !== null && !suspended) generator.frame = null;
      finalizer?.hand([value, frame.locals]);
      // What is suspended lets go of nothing.
      if (!suspended && finalizer?.active) finalizer.collect(this);
      return value;
    } finally {
      finalizer?.left();
    }
  }

  private runEntry(frame: Frame, thrown: PyException | null): Value {
    if (thrown !== null) {
      // The generator stands at the RESUME behind its yield; the search is for the yield itself.
      frame.at = frame.next;
      this.lookupAt = frame.next - 1;
      this.raisedAt = frame.next - 1;
      unwind(this, this.reportThrown(frame, thrown));
    }
    for (;;) {
      try {
        return this.steps();
      } catch (raised) {
        if (!(raised instanceof PyException)) throw raised;
        unwind(this, raised);
      }
    }
  }

  /** No RESUME is executed that would bring the reports of the code up to date. */
  private reportThrown(frame: Frame, thrown: PyException): PyException {
    const { monitoring } = this;
    if (monitoring === null) return thrown;
    monitoring.refresh(frame.code);
    return monitoring.reportRaised("PY_THROW", frame.at, thrown);
  }

  monitor(): Monitoring {
    this.watched = true;
    return this.monitoring ??= new Monitoring(this);
  }

  followLoops(): void {
    this.watched = true;
    this.loops ??= new Loops();
  }

  /** From now on the deaths of objects may show. */
  lookForDeaths(): void {
    this.watched = true;
    this.finalizer = new Finalizer();
  }

  private steps(): Value {
    const { rules } = this;
    for (;;) {
      const frame = this.frame as Frame;
      const reports = this.watched && this.monitoring !== null && reportBefore(this, this.monitoring, frame);
      const units = frame.units;
      let at = frame.next;
      let unit = units[at] as number;
      let oparg = unit >>> 8;
      while ((unit & 0xff) === EXTENDED_ARG) {
        unit = units[++at] as number;
        oparg = ((oparg << 8) | (unit >>> 8)) >>> 0;
      }
      const opcode = unit & 0xff;
      frame.at = at;
      frame.next = at + 1 + (CACHES[opcode] as number);
      this.instructions++;
      const rule = rules[opcode] as Rule;
      const ended = this.watched ? watchedStep(this, frame, opcode, oparg, rule, reports) : rule(this, frame, oparg);
      if (ended === EXIT) return this.returned;
    }
  }

  /** What lives although no frame holds it. */
  extraRoots(): unknown[] {
    return [this.handledStack, this.modules, this.builtins, this.outsideRoots];
  }

  pushFrame(frame: Frame): void {
    const { hidden } = this;
    const limit = this.limits.recursionLimit;
    this.hidden = "no";
    const depth = this.depth + (hidden === "yes" ? 1 : 0);
    if (depth >= limit) throw this.error("RecursionError", "maximum recursion depth exceeded");
    if (hidden !== "no" || this.unsure > 0) {
      frame.hidden = hidden;
      if (hidden === "maybe") this.unsure++;
      if (depth + this.unsure >= limit) {
        throw new Poison("depth", "hidden frames decide whether the recursion limit is met");
      }
    }
    this.depth = depth + 1;
    frame.back = this.frame;
    this.frame = frame;
  }

  classChanged(): void {
    this.callSites?.classChanged();
  }

  setRecursionLimit(limit: number): void {
    const { depth } = this;
    if (depth >= limit) {
      throw this.error(
        "RecursionError",
        `cannot set the recursion limit to ${limit} at the recursion depth ${depth}: the limit is too low`,
      );
    }
    this.limits = { ...this.limits, recursionLimit: limit };
  }

  popFrame(): void {
    const frame = this.frame as Frame;
    this.depth--;
    if (frame.hidden === "yes") this.depth--;
    else if (frame.hidden === "maybe") this.unsure--;
    this.frame = frame.back;
  }

  burn(): void {
    if (--this.fuel < 0) throw new Poison("fuel", "out of fuel");
  }

  countUnfueled(): void {
    if (--this.unfueled < 0) throw new Poison("fuel", "handlers or jumps without interrupt go round for ever");
  }

  // ---- handled exceptions -----------------------------------------------------------------------------------------

  get handled(): HandledException {
    return this.handledStack[this.handledStack.length - 1] as HandledException;
  }

  handledException(): PyException | null {
    for (let i = this.handledStack.length - 1; i >= 0; i--) {
      const value = (this.handledStack[i] as HandledException).value;
      if (value !== null) return value;
    }
    return null;
  }

  setContext(raised: PyException, context: PyException | null = this.handledException()): PyException {
    if (context !== null && context !== raised) raised.setContext(context);
    return raised;
  }

  error(name: ExceptionName, message: string): PyException {
    return this.errorWith(name, [message]);
  }

  typeError(message: string): PyException {
    return this.errorWith("TypeError", [message]);
  }

  valueError(message: string): PyException {
    return this.errorWith("ValueError", [message]);
  }

  errorWith(name: ExceptionName, args: readonly Value[]): PyException {
    return this.setContext(new PyException(exceptions[name], tuple(args)));
  }

  isError(thrown: unknown, name: ExceptionName): thrown is PyException {
    return thrown instanceof PyException && thrown.cls.isSubtypeOf(exceptions[name]);
  }

  // ---- bounds -----------------------------------------------------------------------------------------------------

  checkSize(count: number | bigint): void {
    if (count > this.limits.maxSize) throw new Poison("size", "a value would be too large");
  }

  checkNew(count: number | bigint): void {
    this.checkSize(count);
    this.spend(copyWork(Number(count)));
  }

  spend(units: number): void {
    this.work -= units;
    if (this.work < 0) throw new Poison("size", "work inside of instructions");
  }

  checkInt(value: bigint): bigint {
    // Cheap test first: an int below 2**960 is never too large for a sensible limit.
    if (value < LARGE_INT && value > LARGE_NEGATIVE_INT) return value;
    this.spend(copyWork(digitsOf(value)));
    this.checkSize(Math.ceil(bitLength(value) / 30));
    return value;
  }

  unsupported(what: string): never {
    throw new Poison("unsupported", what);
  }

  undefinedAt(what: string): never {
    throw new Poison("undefined", what);
  }

  // ---- calls ------------------------------------------------------------------------------------------------------

  call(callable: Value, args: readonly Value[], kwargs: Kwargs = null): Value {
    return call(this, callable, args, kwargs);
  }

  resume(generator: Generator, sent: Value, thrown: PyException | null = null, startsWithAny = false): Slot {
    return resume(this, generator, sent, thrown, startsWithAny);
  }

  frameFor(fn: PyFunction, args: Value[], kwargs: Kwargs): Frame {
    const fast = bindArguments(this, fn, args, kwargs);
    this.burn();
    const locals = (fn.code.code.flags & CODE_FLAGS.OPTIMIZED) === 0
      ? ((fn.code.code.flags & CODE_FLAGS.NEWLOCALS) === 0 ? fn.globals : newDict())
      : null;
    return new Frame(fn.code, fn, fn.globals, locals, fast);
  }

  // ---- identity ---------------------------------------------------------------------------------------------------

  identity(v: Value): bigint {
    if (!(v instanceof PyObject)) return this.hash(v);
    let identity = this.identities.get(v);
    if (identity === undefined) this.identities.set(v, identity = this.nextIdentity++);
    return identity;
  }

  guardRepr<T>(v: Value, work: () => T): T | undefined {
    if (this.reprActive.has(v)) return undefined;
    this.reprActive.add(v);
    try {
      return work();
    } finally {
      this.reprActive.delete(v);
    }
  }

  // ---- frames, modules, classes -----------------------------------------------------------------------------------

  frameAt(depth: number): Value | null {
    const frame = visibleFrame(this.frame, depth);
    return frame === null ? null : frameObject(frame);
  }

  importModule(name: string): PyModule {
    const known = this.modules.get(name);
    if (known !== undefined) return known;
    const made = createModule(this, name);
    if (made === null) throw moduleNotFound(this, name);
    this.modules.set(name, made);
    return made;
  }

  makeType(metatype: PyType, name: string, bases: readonly Value[], namespace: PyDict, kwargs: Kwargs): PyType {
    const moduleName = this.frame?.globals.getStr("__name__") ?? null;
    return makeType(this, metatype, name, bases, namespace, kwargs, moduleName);
  }

  runClassBody(body: Value, namespace: Value): Value {
    if (!(body instanceof PyFunction)) throw this.typeError("__build_class__: func must be a function");
    const fast = bindArguments(this, body, [], null);
    this.burn();
    return this.execute(new Frame(body.code, body, body.globals, namespace, fast));
  }
}

// The bodies of these methods are in the table.
export interface Evaluator extends ValueOperations {}
Object.assign(Evaluator.prototype, VALUE_OPERATIONS);

const LARGE_INT = 1n << 960n;
const LARGE_NEGATIVE_INT = -LARGE_INT;

/** Handlers and jumps without interrupt per unit of fuel that no compiled program comes near. */
const UNFUELED_PER_FUEL = 8;
