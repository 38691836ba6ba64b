/**
 * Takes the state of a machine at boundaries: of tier 2 where it leaves traces, or everywhere; of tier 1 at the same places.
 *
 * Runs use the counting loops, whose counters are the hook, and the observer. Nothing here changes what a program does.
 *
 * @module
 */

import type { Boundary, BoundaryOrigin, FrameState } from "../../isa/boundary.ts";
import type { Engine, Limits, Outcome } from "../../isa/engine.ts";
import { isStackOverflow, type TraceCrash, TraceCrashError } from "../../isa/errors.ts";
import { OPCODES } from "../../isa/opcodes.ts";
import type { Program } from "../../isa/program.ts";
import { UOPS } from "../../isa/uops.ts";
import { PyMethod } from "../../object/values/callable_values.ts";
import type { PyCode } from "../../object/values/code.ts";
import { canonicalText } from "../../object/text/canonical.ts";
import type { Value } from "../../object/values/value.ts";
import type { Executor } from "../../optimizer/executor.ts";
import type { Trace } from "../../optimizer/trace.ts";
import type { UopExecutor } from "../../optimizer/uop_executor.ts";
import { Coverage } from "../coverage.ts";
import { tier1, type Tier1Options, tier2, type Tier2Options } from "../engine.ts";
import type { Machine } from "../machine.ts";
import type { AttemptEvent, ExecutionObserver, ExitEvent, UnwindEvent } from "./observe.ts";

const EXTENDED_ARG: number = OPCODES.EXTENDED_ARG.opcode;
const IN_TIER1: BoundaryOrigin = { kind: "tier1", executor: -1, uop: -1 };
/** Longest text of a value; states are looked at, not rebuilt. */
const MAX_TEXT = 200;

/** Work that one text may take. */
const TEXT_WORK = 2_000;

function textOf(m: Machine, value: Value): string {
  const text = boundedText(m, value, TEXT_WORK);
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}...`;
}

/** Text of a value for so much work; one that is too big has none, and does not end the run, nor does looking take anything from it. */
export function boundedText(m: Machine, value: Value, mostWork: number): string {
  if (value === undefined) return "-";
  const { work } = m;
  m.work = mostWork;
  try {
    return canonicalText(m, value);
  } catch (error) {
    // How much is left of JavaScript's own stack is nothing that a program knows: the run is given up, as everywhere.
    if (isStackOverflow(error)) throw error;
    m.poisoned = null;
    m.poisonDetail = "";
    return "(too big)";
  } finally {
    m.work = work;
  }
}

/**
 * Texts of a value stack. A bound method with nothing over it stands for its function with its self: a trace unpacks one
 * before the guards that may still leave at the same CALL.
 */
function stackTexts(m: Machine, stack: readonly Value[], from: number, to: number): string[] {
  const texts: string[] = [];
  for (let i = from; i < to; i++) {
    const value = stack[i];
    if (value instanceof PyMethod && i + 1 < to && stack[i + 1] === undefined) {
      texts.push(textOf(m, value.func), textOf(m, value.self));
      i++;
    } else texts.push(textOf(m, value));
  }
  return texts;
}

function skipped(code: PyCode, unit: number): number {
  let at = unit;
  while (((code.units[at] as number) & 0xff) === EXTENDED_ARG) at++;
  return at;
}

/** The state of a machine that stands at `unit` of its current frame. */
function takeState(m: Machine, kind: Boundary["kind"], unit: number, handler: number | null): Boundary {
  const frames: FrameState[] = [];
  let isTop = true;
  for (let frame: typeof m.frame | null = m.frame; frame !== null; frame = frame.previous as typeof m.frame | null) {
    const { code, stack } = frame;
    const { localCount } = code;
    const sp = isTop ? m.sp : frame.sp;
    frames.push({
      code: m.codes.indexOf(code),
      name: code.name,
      unit: isTop ? unit : frame.ip + frame.returnOffset,
      locals: stack.slice(0, localCount).map((value) => textOf(m, value)),
      stack: isTop && kind === "raise" ? null : stackTexts(m, stack, localCount, sp),
    });
    isTop = false;
    if (frame.isEntry) break;
  }
  const { exception } = m;
  return {
    kind,
    fuel: m.limits.fuel - m.fuel,
    unfueled: m.unfueled,
    depth: m.depth,
    frames,
    exception: exception === null ? null : exceptionText(m),
    handler,
    effects: m.log.length,
  };
}

function exceptionText(m: Machine): string {
  const entries = m.exception?.traceback.map(([name, offset]) => `${name}+${offset}`).join(" > ");
  return `${textOf(m, m.exception)}  [${entries}]`;
}

/** Counts nothing; tells of every instruction that is dispatched. */
class Probe extends Coverage {
  instruction: (() => void) | null = null;

  override opcode(opcode: number): void {
    if (opcode !== EXTENDED_ARG) this.instruction?.();
  }
}

/** One for all, since its counters take most of a mebibyte; it tells whoever runs. */
const PROBE = new Probe();

/** Common to both sides: an engine with the probe and an observer. */
abstract class Watch {
  #machine: Machine | null = null;

  protected get machine(): Machine {
    return this.#machine as Machine;
  }

  protected makeEngine(make: (options: Tier1Options) => Engine): Engine {
    const observe: ExecutionObserver = {
      ...this.callbacks(),
      attach: (machine) => {
        this.#machine = machine;
      },
    };
    return make({ observe, coverage: PROBE });
  }

  protected abstract callbacks(): ExecutionObserver;

  /** Runs a program while the probe tells of instructions, if anybody wants to know. */
  protected runProbed(engine: Engine, program: Program, limits: Limits, instruction: (() => void) | null): Outcome {
    const outer = PROBE.instruction;
    PROBE.instruction = instruction;
    try {
      return engine.run(program, limits);
    } finally {
      PROBE.instruction = outer;
    }
  }
}

/** A run whose boundaries were taken. */
export interface RecordedRun {
  /** Null when the engine itself broke down. */
  readonly outcome: Outcome | null;
  /** What it threw then; the boundaries are those up to there. */
  readonly error: unknown;
  /** Where a trace broke down, and the state it left; null where none did. */
  readonly crash: CrashedState | null;
  readonly boundaries: readonly Boundary[];
  /** Where each was met. */
  readonly origins: readonly BoundaryOrigin[];
  /** Traces of the executors in the order in which they were made. */
  readonly traces: readonly Trace[];
}

/** A trace that broke down. */
export interface CrashedState {
  readonly crash: TraceCrash;
  /** Which executor, as in {@linkcode RecordedRun.traces}; -1 for one made before anybody looked. */
  readonly executor: number;
  /** The machine as the uop left it: values may be half moved. */
  readonly state: Boundary;
}

/** Which boundaries of a run are taken. */
export interface RecordOptions extends Tier2Options {
  /** `exits`: where tier 2 leaves a trace. `all`: every instruction, inside traces too. */
  readonly which: "exits" | "all";
  /** Boundaries taken at most; default 20,000, fewer where frames are huge. What comes later is not looked at. */
  readonly most?: number;
  /** Frames of all of them together, at most; default any number. A deep recursion has a thousand at each. */
  readonly mostFrames?: number;
  /** The engine; default tier 2. */
  readonly tier?: 1 | 2;
  /** Told of each boundary that was taken, for whoever looks at something else of the machine there. */
  readonly onTaken?: (machine: Machine) => void;
}

/** Units of the instructions of a trace, by the index of the first uop of each that was kept; -1 at all others. */
export function instructionUnits(trace: Trace, before: Trace | null, after: Trace | null): Int32Array {
  const units = new Int32Array(trace.length).fill(-1);
  const nop = UOPS.NOP.id;
  const kept = after?.flatMap(({ uop }, index) => (uop === nop ? [] : [index])) ?? [];
  if (before === null || after === null || before.length !== after.length || kept.length !== trace.length) {
    // A pass moved uops: what is sure is where the pointer is set.
    trace.forEach(({ uop, oparg }, index) => {
      if (uop === UOPS._SET_IP.id) units[index] = oparg;
    });
    return units;
  }
  let from = 0;
  kept.forEach((at, index) => {
    for (let i = from; i <= at; i++) {
      const { uop, oparg } = before[i] as Trace[number];
      if (uop === UOPS._SET_IP.id) units[index] = oparg;
    }
    from = at + 1;
  });
  return units;
}

/** Locals and stack entries that a recording holds at most: a trace that lost a guard may pile up ever more at every instruction. */
const MOST_ENTRIES = 400_000;

/** Records boundaries of runs of one engine. */
export class BoundaryRecorder extends Watch {
  readonly #engine: Engine;
  readonly #all: boolean;
  readonly #most: number;
  readonly #mostFrames: number;
  readonly #tell: (() => void) | null;
  readonly #onTaken: RecordOptions["onTaken"];
  #boundaries: Boundary[] = [];
  #origins: BoundaryOrigin[] = [];
  #entries = 0;
  #traces: Trace[] = [];
  #executors = new Map<Executor, number>();
  #units: Int32Array[] = [];
  #origin: BoundaryOrigin = IN_TIER1;
  #failing = false;
  #frames = 0;

  constructor({ which, most = 20_000, mostFrames = Infinity, tier = 2, onTaken, ...options }: RecordOptions) {
    super();
    this.#onTaken = onTaken;
    this.#mostFrames = mostFrames;
    this.#all = which === "all";
    this.#most = most;
    this.#tell = this.#all ? () => this.#instruction() : null;
    const make = tier === 2 ? tier2 : tier1;
    this.#engine = this.makeEngine((hooks) => make({ ...options, ...hooks }));
  }

  /** Boundaries taken so far, for whoever watches something else of the same run. */
  get taken(): number {
    return this.#boundaries.length;
  }

  /** Runs a program, and gives its boundaries in order. Never throws: whoever broke down is not to be used again. */
  run(program: Program, limits: Limits): RecordedRun {
    this.#boundaries = [];
    this.#frames = 0;
    this.#origins = [];
    this.#entries = 0;
    this.#traces = [];
    this.#executors = new Map();
    this.#units = [];
    this.#origin = IN_TIER1;
    this.#failing = false;
    let outcome: Outcome | null = null;
    let error: unknown = null;
    let crash: CrashedState | null = null;
    try {
      outcome = this.runProbed(this.#engine, program, limits, this.#tell);
    } catch (thrown) {
      error = thrown;
      if (thrown instanceof TraceCrashError) crash = this.#crashed(thrown.crash);
    }
    return { outcome, error, crash, boundaries: this.#boundaries, origins: this.#origins, traces: this.#traces };
  }

  protected override callbacks(): ExecutionObserver {
    return {
      attempt: (event) => this.#made(event),
      exit: (event) => this.#left(event),
      unwind: (event) => this.#raised(event),
      ...(this.#all ? { uop: (executor: UopExecutor, index: number) => this.#uop(executor, index) } : {}),
    };
  }

  #crashed(crash: TraceCrash): CrashedState {
    let executor = -1;
    this.#traces.forEach((trace, number) => {
      if (trace === crash.trace) executor = number;
    });
    return { crash, executor, state: takeState(this.machine, "before", crash.unit, null) };
  }

  #take(kind: Boundary["kind"], unit: number, handler: number | null, origin: BoundaryOrigin): void {
    const isFull = this.#boundaries.length >= this.#most || this.#entries >= MOST_ENTRIES ||
      this.#frames >= this.#mostFrames;
    if (isFull) return;
    const state = takeState(this.machine, kind, unit, handler);
    this.#frames += state.frames.length;
    for (const { locals, stack } of state.frames) this.#entries += locals.length + (stack?.length ?? 0);
    this.#boundaries.push(state);
    this.#origins.push(origin);
    this.#onTaken?.(this.machine);
  }

  #made({ executor, before, after }: AttemptEvent): void {
    if (executor === null || executor.type !== "uop_executor") return;
    const { trace } = executor as UopExecutor;
    this.#executors.set(executor, this.#traces.length);
    this.#traces.push(trace);
    this.#units.push(this.#all ? instructionUnits(trace, before, after) : new Int32Array(0));
  }

  #instruction(): void {
    const { frame } = this.machine;
    this.#origin = IN_TIER1;
    this.#take("before", frame.ip, null, IN_TIER1);
  }

  #uop(executor: UopExecutor, index: number): void {
    const number = this.#executors.get(executor) ?? -1;
    const unit = number < 0 ? -1 : this.#units[number]?.[index] as number;
    if (unit < 0) return;
    const { code } = this.machine.frame;
    this.#take("before", skipped(code, unit), null, { kind: "trace", executor: number, uop: index - 1 });
  }

  #left({ kind, executor, uopIndex, code, ip }: ExitEvent): void {
    const origin: BoundaryOrigin = { kind, executor: this.#executors.get(executor) ?? -1, uop: uopIndex };
    this.#origin = origin;
    this.#failing = kind === "error";
    if (!this.#failing) this.#take("before", skipped(code, ip), null, origin);
  }

  /** After an error in a trace the state is taken where its handler is looked up. */
  #raised({ code, ip, handler }: UnwindEvent): void {
    if (!this.#all && !this.#failing) return;
    const origin = this.#failing ? this.#origin : IN_TIER1;
    this.#failing = false;
    this.#take("raise", skipped(code, ip), handler?.target ?? -1, origin);
  }
}

/** Brings an engine to boundaries that another one was at. */
export class BoundaryReacher extends Watch {
  readonly #engine: Engine;
  readonly #tell = (): void => this.#at("before", this.machine.frame.ip, null);
  #wanted: readonly Boundary[] = [];
  #reached: Boundary[] = [];

  constructor(options: Tier1Options = {}) {
    super();
    this.#engine = this.makeEngine((hooks) => tier1({ ...options, ...hooks }));
  }

  /** Runs a program; gives its states at the boundaries wanted, in their order, up to the first that it does not come to. */
  run(
    program: Program,
    limits: Limits,
    wanted: readonly Boundary[],
  ): { outcome: Outcome; reached: readonly Boundary[] } {
    this.#wanted = wanted;
    this.#reached = [];
    const outcome = this.runProbed(this.#engine, program, limits, this.#tell);
    return { outcome, reached: this.#reached };
  }

  protected override callbacks(): ExecutionObserver {
    return {
      unwind: ({ code, ip, handler }) => this.#at("raise", skipped(code, ip), handler?.target ?? -1),
    };
  }

  #at(kind: Boundary["kind"], unit: number, handler: number | null): void {
    const m = this.machine;
    for (;;) {
      const next = this.#wanted[this.#reached.length];
      if (next === undefined || next.kind !== kind || next.fuel !== m.limits.fuel - m.fuel) return;
      const top = next.frames[0] as FrameState;
      if (next.unfueled !== m.unfueled || next.depth !== m.depth || top.unit !== unit) return;
      const { code } = m.frame;
      if (m.codes.indexOf(code) !== top.code || code.name !== top.name) return;
      this.#reached.push(takeState(m, kind, unit, handler));
    }
  }
}
