/**
 * The interpreter: frames, the loop over instructions, unwinding, calls, generators. What values can do is in `services.ts`,
 * what an instruction does is in `rules/`.
 *
 * @module
 */

import { copyWork, digitsOf, workBudget } from "../src/isa/work.ts";
import { spendOnCall } from "./work.ts";
import { type Limits, OUTER_FRAMES } from "../src/isa/engine.ts";
import { OPCODES } from "../src/isa/opcodes.ts";
import { CODE_FLAGS } from "../src/isa/program.ts";
import { CACHES } from "./decoders.ts";
import { createModule } from "./builtins/mod.ts";
import { bindArguments } from "./core/binding.ts";
import { bitLength } from "./core/numbers.ts";
import { makeType } from "./core/type_creation.ts";
import { instantiate } from "./core/object_type.ts";
import type { CallSites, Hidden } from "./core/hidden_frames.ts";
import { Finalizer, mayDrop } from "./core/finalization.ts";
import { type ExceptionName, exceptions } from "./exceptions.ts";
import { Frame, type Generator, type HandledException, newDict, Poison, PyFrame } from "./frame.ts";
import { EXIT, RULES } from "./rules/mod.ts";
import type { Rule } from "./rules/rule.ts";
import { loopKind, type Loops } from "./monitoring/loops.ts";
import { Monitoring } from "./monitoring/monitoring.ts";
import { lastUnit, monitoredRule, reportBefore } from "./monitoring/step.ts";
import { ValueServices } from "./services.ts";
import { tuple, typeOf, types } from "./types.ts";
import {
  type Kwargs,
  PyBuiltin,
  PyDict,
  PyException,
  PyFunction,
  PyGenericAlias,
  PyMethod,
  PyMethodDescriptor,
  PyMethodWrapper,
  type PyModule,
  PyObject,
  PyTraceback,
  PyType,
  type Slot,
  type Value,
} from "./values.ts";

const EXTENDED_ARG = OPCODES.EXTENDED_ARG.opcode;
const FOR_ITER = OPCODES.FOR_ITER.opcode;

/** One run of one program. */
export class Interpreter extends ValueServices {
  /** The running frame. */
  frame: Frame | null = null;
  /** What the frame that just ended gives. */
  returned: Value = null;
  /** Set by RERAISE and bare raise: the next unwinding adds no traceback entry for its frame. */
  reraising = false;
  /** Where that unwinding searches the exception table, when not at the frame's current instruction; else -1. */
  lookupAt = -1;
  /** Unit that the events of that error name, when not the last one of the frame's current instruction; else -1. */
  raisedAt = -1;
  /** What is monitored; null until a program asks for events. */
  monitoring: Monitoring | null = null;
  /** How loops run their generators; null where nothing can be monitored. */
  loops: Loops | null = null;
  /** The FOR_ITER that is executed runs its generator inside. */
  loopRunsInside = false;
  /** The StopIteration that ended an iterator last, as far as one was made. */
  stopped: PyException | null = null;
  /** The generator that an exception left last. */
  private leftGenerator: Generator | null = null;
  /** Instructions executed. */
  instructions = 0;
  /** Objects whose death shows. */
  readonly finalizer: Finalizer = new Finalizer();
  /** Loops over instructions inside each other, natives between them. */
  private nesting = 0;
  private fuel: number;
  private unfueled: number;
  /** What is left for work inside of instructions. */
  private work: number;
  /** Frames that count against the recursion limit. */
  depth = OUTER_FRAMES;
  /** How many more there may be, as some calls of `__init__` may have a hidden frame or not. */
  private unsure = 0;
  /** Where hidden frames come from; null when the program has no `__init__`. */
  callSites: CallSites | null = null;
  /** What the frame that is about to be entered has below it. */
  hidden: Hidden = "no";
  private handledStack: HandledException[] = [{ value: null }];

  constructor(
    override limits: Limits,
    override readonly builtins: PyDict,
    /** What each instruction does: {@linkcode RULES}, or the same counting. */
    private readonly rules: readonly Rule[] = RULES,
  ) {
    super();
    this.fuel = limits.fuel;
    this.unfueled = limits.fuel * UNFUELED_PER_FUEL;
    this.work = workBudget(limits);
  }

  // ---- the loop ---------------------------------------------------------------------------------------------------

  /** Runs a frame to its end, or to its next yield, from native code; with `thrown`, raises that in it first. */
  execute(frame: Frame, thrown: PyException | null = null): Value {
    frame.entry = true;
    this.pushFrame(frame);
    this.nesting++;
    try {
      return this.runEntry(frame, thrown);
    } finally {
      this.nesting--;
    }
  }

  private runEntry(frame: Frame, thrown: PyException | null): Value {
    if (thrown !== null) {
      // The generator stands at the RESUME behind its yield; the search is for the yield itself.
      frame.at = frame.next;
      this.lookupAt = frame.next - 1;
      this.raisedAt = frame.next - 1;
      this.unwind(this.reportThrown(frame, thrown));
    }
    for (;;) {
      try {
        return this.steps();
      } catch (raised) {
        if (!(raised instanceof PyException)) throw raised;
        this.unwind(raised);
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

  /** What is monitored. */
  monitor(): Monitoring {
    return this.monitoring ??= new Monitoring(this);
  }

  /** Decides whether a FOR_ITER runs its generator inside. One that reports something never does, and begins anew after that. */
  private turnOfLoop(frame: Frame): void {
    const loops = this.loops as Loops;
    const events = this.monitoring?.eventsOf(frame.code);
    const reports = events !== undefined &&
      (events.isOn("own", frame.at) || events.isOn("line", frame.at) || events.isOn("instruction", frame.at));
    if (reports) loops.restart(frame.code, frame.at);
    this.loopRunsInside = !reports && loops.turn(frame.code, frame.at, loopKind(frame.peek(1)));
  }

  private steps(): Value {
    const { rules } = this;
    for (;;) {
      const frame = this.frame as Frame;
      const { monitoring } = this;
      const reports = monitoring !== null && reportBefore(this, monitoring, frame);
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
      if (opcode === FOR_ITER && this.loops !== null) this.turnOfLoop(frame);
      const plain = rules[opcode] as Rule;
      const rule = monitoring === null ? plain : monitoredRule(monitoring, opcode, reports, plain);
      if (this.finalizer.active && this.nesting === 1) {
        if (this.stepWithDeaths(frame, opcode, oparg, rule)) return this.returned;
      } else if (rule(this, frame, oparg) === EXIT) return this.returned;
    }
  }

  /** Executes an instruction, then ends what it dropped. True when it ended the loop. */
  private stepWithDeaths(frame: Frame, opcode: number, oparg: number, rule: Rule): boolean {
    const drops = opcode !== FOR_ITER && mayDrop(frame, opcode, oparg);
    const depth = frame.stack.length;
    const exit = rule(this, frame, oparg) === EXIT;
    // A loop drops its iterator when that is exhausted.
    if (!exit && (drops || (opcode === FOR_ITER && frame.stack.length < depth))) this.finalizer.collect(this, []);
    return exit;
  }

  /** What lives although no frame holds it. */
  extraRoots(): unknown[] {
    return [this.handledStack, this.modules, this.builtins];
  }

  /** Makes a frame the running one. RecursionError, before it is entered, when there are too many. */
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

  override classChanged(): void {
    this.callSites?.classChanged();
  }

  override setRecursionLimit(limit: number): void {
    const { depth } = this;
    if (depth >= limit) {
      throw this.error(
        "RecursionError",
        `cannot set the recursion limit to ${limit} at the recursion depth ${depth}: the limit is too low`,
      );
    }
    this.limits = { ...this.limits, recursionLimit: limit };
  }

  /** Leaves the running frame for the one that called it. */
  popFrame(): void {
    const frame = this.frame as Frame;
    this.depth--;
    if (frame.hidden === "yes") this.depth--;
    else if (frame.hidden === "maybe") this.unsure--;
    this.frame = frame.back;
  }

  /** One unit of fuel for a backward jump or a new frame; a generator's frame is not new when it is resumed. */
  burn(): void {
    if (--this.fuel < 0) throw new Poison("fuel", "out of fuel");
  }

  /**
   * Counts what goes backwards without taking fuel: entries of handlers and jumps without interrupt. Only code that no
   * compiler writes can loop with these alone; it ends like one that ran out of fuel.
   */
  countUnfueled(): void {
    if (--this.unfueled < 0) throw new Poison("fuel", "handlers or jumps without interrupt go round for ever");
  }

  /** Finds who handles an exception raised in the running frame; throws it on when nobody up to an entry frame does. */
  private unwind(first: PyException): void {
    const { monitoring } = this;
    let raised = first;
    let reraised = this.reraising;
    let search = this.lookupAt;
    let unit = this.raisedAt >= 0 ? this.raisedAt : this.raisedUnit(this.frame as Frame);
    this.reraising = false;
    this.lookupAt = -1;
    this.raisedAt = -1;
    if (reraised && monitoring !== null) {
      unit = search < 0 ? (this.frame as Frame).at : search;
      raised = monitoring.reportRaised("RERAISE", unit, raised);
    }
    for (;;) {
      const frame = this.frame as Frame;
      if (!reraised && frame.complete) {
        raised.traceback = new PyTraceback(
          types.traceback,
          { code: frame.code, offsetUnits: frame.at, frame },
          raised.traceback,
        );
      }
      if (!reraised && monitoring !== null) raised = monitoring.reportRaised("RAISE", unit, raised);
      if (search < 0) search = frame.at;
      if (this.enterHandler(frame, search, raised)) {
        const instead = monitoring === null ? null : this.handlingRaises(monitoring, frame, raised);
        if (instead === null) return;
        // The search goes on as if the unit before the handler had failed.
        raised = instead;
        unit = search = frame.next - 1;
        reraised = true;
        continue;
      }
      if (monitoring !== null) raised = monitoring.reportRaised("PY_UNWIND", unit, raised);
      this.popFrame();
      if (frame.entry) {
        this.leftGenerator = frame.generator;
        throw raised;
      }
      reraised = false;
      search = -1;
      // The caller's place is its call, taken for the end of what failed.
      unit = (this.frame as Frame).at - 1;
    }
  }

  /** Reports that a handler was found; gives what a callback raised. */
  private handlingRaises(monitoring: Monitoring, frame: Frame, raised: PyException): PyException | null {
    if (!monitoring.wants("EXCEPTION_HANDLED")) return null;
    try {
      monitoring.report("EXCEPTION_HANDLED", frame.next, raised);
      return null;
    } catch (thrown) {
      if (!(thrown instanceof PyException)) throw thrown;
      return thrown;
    }
  }

  /** The unit that is reported for what an instruction raised: the last one, or that before it when it came out of a frame inside. */
  private raisedUnit(frame: Frame): number {
    const generator = this.leftGenerator;
    this.leftGenerator = null;
    const opcode = (frame.units[frame.at] as number) & 0xff;
    const inside = generator !== null && frame.stack.at(-1) === generator &&
      (opcode === OPCODES.SEND.opcode ||
        (opcode === FOR_ITER && this.loops?.runsInside(frame.code, frame.at) === true));
    return inside ? frame.at - 1 : lastUnit(frame);
  }

  private enterHandler(frame: Frame, search: number, raised: PyException): boolean {
    for (const entry of frame.code.code.exceptionTable) {
      if (search < entry.start || search >= entry.start + entry.length) continue;
      this.countUnfueled();
      frame.stack.length = entry.depth;
      if (entry.lasti) frame.push(BigInt(frame.at));
      frame.push(raised);
      frame.next = entry.target;
      return true;
    }
    return false;
  }

  // ---- handled exceptions -----------------------------------------------------------------------------------------

  /** The level of handled exceptions of the running code. */
  get handled(): HandledException {
    return this.handledStack[this.handledStack.length - 1] as HandledException;
  }

  /** The exception being handled innermost; null when there is none. */
  handledException(): PyException | null {
    for (let i = this.handledStack.length - 1; i >= 0; i--) {
      const value = (this.handledStack[i] as HandledException).value;
      if (value !== null) return value;
    }
    return null;
  }

  /** Sets the context of an exception that is about to be raised (C: `_PyErr_SetObject`). */
  setContext(raised: PyException, context: PyException | null = this.handledException()): PyException {
    if (context === null || context === raised) return raised;
    // The chain must not lead back to the new exception.
    const seen = new Set<PyException>();
    for (let link: PyException = context; link.context !== null && !seen.has(link); link = link.context) {
      seen.add(link);
      if (link.context === raised) {
        link.context = null;
        break;
      }
    }
    raised.context = context;
    return raised;
  }

  override error(name: ExceptionName, message: string): PyException {
    return this.errorWith(name, [message]);
  }

  override errorWith(name: ExceptionName, args: readonly Value[]): PyException {
    return this.setContext(new PyException(exceptions[name], tuple(args)));
  }

  override isError(thrown: unknown, name: ExceptionName): thrown is PyException {
    return thrown instanceof PyException && thrown.cls.isSubtypeOf(exceptions[name]);
  }

  // ---- bounds -----------------------------------------------------------------------------------------------------

  override checkSize(count: number | bigint): void {
    if (count > this.limits.maxSize) throw new Poison("size", "a value would be too large");
  }

  override checkNew(count: number | bigint): void {
    this.checkSize(count);
    this.spend(copyWork(Number(count)));
  }

  override spend(units: number): void {
    this.work -= units;
    if (this.work < 0) throw new Poison("size", "work inside of instructions");
  }

  override checkInt(value: bigint): bigint {
    // Cheap test first: an int below 2**960 is never too large for a sensible limit.
    if (value < SMALL_INT && value > -SMALL_INT) return value;
    this.spend(copyWork(digitsOf(value)));
    this.checkSize(Math.ceil(bitLength(value) / 30));
    return value;
  }

  override unsupported(what: string): never {
    throw new Poison("unsupported", what);
  }

  /** Ends a run that does what has no meaning. */
  undefinedAt(what: string): never {
    throw new Poison("undefined", what);
  }

  // ---- calls ------------------------------------------------------------------------------------------------------

  override call(callable: Value, args: readonly Value[], kwargs: Kwargs = null): Value {
    if (callable instanceof PyFunction) return this.execute(this.frameFor(callable, args, kwargs));
    if (callable instanceof PyMethod) return this.call(callable.func, [callable.self, ...args], kwargs);
    if (callable instanceof PyBuiltin) {
      spendOnCall(this, callable.name, args);
      return callable.body(this, args, kwargs);
    }
    if (callable instanceof PyType) return this.callType(callable, args, kwargs);
    if (callable instanceof PyMethodDescriptor) return this.callDescriptor(callable, args, kwargs);
    if (callable instanceof PyObject && callable.cls.heap) {
      const method = callable.cls.lookup("__call__");
      if (method instanceof PyFunction) return this.call(method, [callable, ...args], kwargs);
      if (method !== undefined) return this.call(this.bind(method, callable, callable.cls), args, kwargs);
    }
    if (callable instanceof PyMethodWrapper && callable.cls.layout === "staticmethod") {
      return this.call(callable.func, args, kwargs);
    }
    if (callable instanceof PyGenericAlias && callable.cls === types.genericAlias) {
      return this.call(callable.origin, args, kwargs);
    }
    throw this.error("TypeError", `'${typeOf(callable).name}' object is not callable`);
  }

  private callType(cls: PyType, args: readonly Value[], kwargs: Kwargs): Value {
    if (cls.cls.heap) {
      const method = cls.cls.lookup("__call__");
      if (method !== undefined && !(method instanceof PyMethodDescriptor)) {
        return this.call(this.bind(method, cls, cls.cls), args, kwargs);
      }
    }
    return instantiate(this, cls, args, kwargs);
  }

  private callDescriptor(method: PyMethodDescriptor, args: readonly Value[], kwargs: Kwargs): Value {
    const owner = method.owner;
    const self = args[0];
    if (self === undefined) {
      throw this.error(
        "TypeError",
        method.cls === types.wrapperDescriptor
          ? `descriptor '${method.name}' of '${owner.name}' object needs an argument`
          : `unbound method ${owner.name}.${method.name}() needs an argument`,
      );
    }
    if (!typeOf(self).isSubtypeOf(owner)) {
      const what = method.cls === types.wrapperDescriptor
        ? `descriptor '${method.name}' requires a '${owner.name}' object but received a '${typeOf(self).name}'`
        : `descriptor '${method.name}' for '${owner.name}' objects doesn't apply to a '${typeOf(self).name}' object`;
      throw this.error("TypeError", what);
    }
    spendOnCall(this, method.name, args);
    return method.body(this, self, args.slice(1), kwargs);
  }

  /** A frame for a call of a Python function, arguments bound, not yet entered. */
  frameFor(fn: PyFunction, args: readonly Value[], kwargs: Kwargs): Frame {
    return this.frameForOwn(fn, args.slice(), kwargs);
  }

  /** The same with an array that becomes the frame's own. */
  frameForOwn(fn: PyFunction, args: Value[], kwargs: Kwargs): Frame {
    const fast = bindArguments(this, fn, args, kwargs);
    this.burn();
    const locals = (fn.code.code.flags & CODE_FLAGS.OPTIMIZED) === 0
      ? ((fn.code.code.flags & CODE_FLAGS.NEWLOCALS) === 0 ? fn.globals : newDict())
      : null;
    return new Frame(fn.code, fn, fn.globals, locals, fast);
  }

  // ---- generators -------------------------------------------------------------------------------------------------

  /**
   * Resumes a generator with a sent value or an exception. Gives what it yields; undefined when it returned, with
   * `result` set. A generator that did not start takes nothing but None, unless `startsWithAny`.
   */
  resume(generator: Generator, sent: Value, thrown: PyException | null = null, startsWithAny = false): Slot {
    const kind = generatorKind(generator);
    if (generator.running) throw this.error("ValueError", `${kind} already executing`);
    const frame = generator.frame;
    if (frame === null) {
      if (generator.cls === types.coroutine) throw this.error("RuntimeError", "cannot reuse already awaited coroutine");
      if (thrown !== null) throw thrown;
      generator.result = null;
      return undefined;
    }
    if (!generator.started && sent !== null && thrown === null && !startsWithAny) {
      throw this.error("TypeError", `can't send non-None value to a just-started ${kind}`);
    }
    if (thrown === null) frame.push(sent);
    if (thrown !== null && generator.handled.value !== null) this.setContext(thrown, generator.handled.value);
    this.finalizer.untrack(generator);
    generator.started = true;
    generator.running = true;
    generator.yielded = false;
    this.handledStack.push(generator.handled);
    let value: Value;
    try {
      value = this.execute(frame, thrown);
    } catch (raised) {
      generator.frame = null;
      throw raised;
    } finally {
      generator.running = false;
      this.handledStack.pop();
    }
    if (generator.yielded) {
      if (seesClosing(frame)) this.finalizer.trackGenerator(generator);
      return value;
    }
    generator.frame = null;
    generator.result = value;
    return undefined;
  }

  // ---- frames, modules, classes -----------------------------------------------------------------------------------

  override frameAt(depth: number): Value | null {
    let frame = this.frame;
    // Frames that have not reached their first RESUME are not seen.
    const settle = () => {
      while (frame !== null && !frame.complete) frame = frame.back;
    };
    settle();
    for (let i = 0; i < depth && frame !== null; i++) {
      frame = frame.back;
      settle();
    }
    return frame === null ? null : frameObject(frame);
  }

  override importModule(name: string): PyModule {
    const known = this.modules.get(name);
    if (known !== undefined) return known;
    const made = createModule(this, name);
    if (made === null) {
      const error = this.error("ModuleNotFoundError", `No module named ${this.repr(name)}`);
      error.slots = new Map<string, Value>([["name", name], ["msg", error.args.items[0] as Value]]);
      throw error;
    }
    this.modules.set(name, made);
    return made;
  }

  override makeType(
    metatype: PyType,
    name: string,
    bases: readonly Value[],
    namespace: PyDict,
    kwargs: Kwargs,
  ): PyType {
    const moduleName = this.frame?.globals.getStr("__name__") ?? null;
    return makeType(this, metatype, name, bases, namespace, kwargs, moduleName);
  }

  /** Runs the body of a class statement in a namespace; gives its `__class__` cell, or None. */
  runClassBody(body: Value, namespace: Value): Value {
    if (!(body instanceof PyFunction)) throw this.error("TypeError", "__build_class__: func must be a function");
    const fast = bindArguments(this, body, [], null);
    this.burn();
    return this.execute(new Frame(body.code, body, body.globals, namespace, fast));
  }

  override annotationsOf(fn: PyFunction): PyDict {
    if (fn.annotations instanceof PyDict) return fn.annotations;
    const made = newDict();
    const flat = fn.annotations === null ? [] : fn.annotations.items;
    for (let i = 0; i + 1 < flat.length; i += 2) made.setStr(flat[i] as string, flat[i + 1] as Value);
    fn.annotations = made;
    return made;
  }
}

const SMALL_INT = 1n << 960n;

/** Handlers and jumps without interrupt per unit of fuel that no compiled program comes near. */
const UNFUELED_PER_FUEL = 8;

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
