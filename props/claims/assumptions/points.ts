/**
 * Points: moments between two instructions of a trace at which other code has just run. They are found on one run of tier 2, and met
 * again on further runs of either tier, where something is changed.
 *
 * @module
 */

import type { Engine, Limits, Outcome } from "../../../src/isa/engine.ts";
import { OPCODES } from "../../../src/isa/opcodes.ts";
import type { Program } from "../../../src/isa/program.ts";
import { type UopName, uopNameOf, UOPS } from "../../../src/isa/uops.ts";
import type { PyCode } from "../../../src/object/values/code.ts";
import type { Pass } from "../../../src/optimizer/passes.ts";
import { analyze } from "../../../src/optimizer/passes/analyze.ts";
import type { TraceEvent } from "../../../src/optimizer/observer.ts";
import type { Trace } from "../../../src/optimizer/trace.ts";
import type { Executor } from "../../../src/optimizer/executor.ts";
import type { UopExecutor } from "../../../src/optimizer/uop_executor.ts";
import { Coverage } from "../../../src/vm/coverage.ts";
import { tier1 } from "../../../src/vm/engine.ts";
import type { Machine } from "../../../src/vm/machine.ts";
import { instructionUnits } from "../../../src/vm/tier2/boundaries.ts";
import type { AttemptEvent, ExecutionObserver } from "../../../src/vm/tier2/observe.ts";
import type { Vm } from "../../cpython/vm.ts";
import { type Assumption, assumptionsOf, isUnchanged } from "./removed.ts";

/** What two engines are at the same time at: fuel left, steps that take none, depth, code, unit. */
interface Moment {
  readonly fuel: number;
  readonly unfueled: number;
  readonly depth: number;
  readonly code: number;
  readonly unit: number;
}

/** A moment at which something can be changed. */
export interface Point extends Moment {
  /** The executor, by the order in which they were made, and the uop that is to run next. */
  readonly executor: number;
  readonly uop: number;
  /** The uop in which other code ran; null where the trace is entered. */
  readonly behind: UopName | null;
  readonly name: string;
}

/** An executor whose trace passes have changed. */
export interface MadeTrace {
  readonly code: string;
  readonly assumptions: readonly Assumption[];
  readonly points: Point[];
  /** By uop that is to run next: whether the check of validity that passes of one's own found next is gone; null where that is not known. */
  readonly isUnchecked: readonly boolean[] | null;
}

const EXTENDED_ARG: number = OPCODES.EXTENDED_ARG.opcode;

/** Uops that hand control to native functions, which may do anything. */
const OPAQUE: ReadonlySet<number> = new Set(
  Object.entries(UOPS).flatMap(([name, { id }]) =>
    /^CALL_(BUILTIN_(FAST|O)|METHOD_DESCRIPTOR_)/.test(name) ? [id] : []
  ),
);

/** Visits of one place that become points: the first ones, as more can still happen behind them. */
const VISITS = 2;
/** Points of one executor. */
const MOST_POINTS = 24;

function unitOf(code: PyCode, unit: number): number {
  let at = unit;
  while (((code.units[at] as number) & 0xff) === EXTENDED_ARG) at++;
  return at;
}

function isAt(m: Machine, { fuel, unfueled, depth, code, unit }: Moment, at: number): boolean {
  return m.fuel === fuel && m.unfueled === unfueled && m.depth === depth && at === unit && m.frame.code.index === code;
}

/** An executor while points are looked for. */
interface Watched extends MadeTrace {
  readonly number: number;
  readonly units: Int32Array;
  readonly visits: Uint8Array;
}

/** Where what is to run next, by the uops of a trace that are kept, had its next check of validity, which `given` has no more. */
function unchecked(handed: Trace, given: Trace): readonly boolean[] | null {
  if (handed.length !== given.length) return null;
  const check: number = UOPS._CHECK_VALIDITY.id;
  const isCheck = ({ uop }: Trace[number]): boolean => uop === check;
  // The first one comes behind the last one.
  let next = handed.findIndex(isCheck);
  const isGone = handed.map(() => false);
  for (let i = handed.length - 1; i >= 0; i--) {
    if (isCheck(handed[i] as Trace[number])) next = i;
    isGone[i] = next >= 0 && !isCheck(given[next] as Trace[number]);
  }
  const kept = given.flatMap(({ uop }, index) => (uop === UOPS.NOP.id ? [] : [index]));
  return kept.map((_, at) => isGone[at === 0 ? 0 : kept[at - 1] as number + 1] as boolean);
}

/** An executor or uop of a point: whichever is there at its moment. */
const ANY = -1;

/** Tier 2 of a target, watched; or, with the pin's passes alone, brought to points that were found on another one. */
export class Tier2Points implements ExecutionObserver {
  readonly #engine: Engine;
  #machine!: Machine;
  #watched = new Map<Executor, Watched>();
  #made = 0;
  #wanted: Point | null = null;
  #change: (m: Machine) => void = () => {};
  /** The uop that ran last of the trace that runs, and how many instructions tier 1 had run before it. */
  #last = -1;
  #lastOf: UopExecutor | null = null;
  #instructions = 0;
  #behind: UopName | null = null;
  #isEntered = false;
  /** Whether there are passes that are not the pin's: then it is they who are asked what they rely on, at entries, too. */
  readonly #isOwn: boolean;
  #hasChanged = false;
  /** The trace as the pin's passes left it. */
  #handed: Trace | null = null;

  constructor(vm: Vm, passes: readonly Pass[] = vm.passes) {
    this.#engine = vm.tier2({ observe: this as ExecutionObserver, passes });
    this.#isOwn = passes === vm.passes && vm.hasOwnPasses;
  }

  attach(machine: Machine): void {
    this.#machine = machine;
  }

  /** Whether passes of one's own changed a trace of the last run. */
  get hasChanged(): boolean {
    return this.#hasChanged;
  }

  /** The machine that runs. */
  get machine(): Machine {
    return this.#machine;
  }

  #begin(): void {
    this.#watched = new Map();
    this.#made = 0;
    this.#hasChanged = false;
    this.#lastOf = null;
    this.#behind = null;
  }

  /** Runs a program; gives the traces that passes have changed, with their points. `at` is told of each point while the run is there. */
  find(
    program: Program,
    limits: Limits,
    at: (point: Point, made: MadeTrace) => void,
  ): { outcome: Outcome; traces: readonly MadeTrace[] } {
    this.#begin();
    this.#wanted = null;
    this.#atPoint = at;
    const outcome = this.#engine.run(program, limits);
    return { outcome, traces: [...this.#watched.values()].filter(({ assumptions }) => assumptions.length > 0) };
  }

  #atPoint: (point: Point, made: MadeTrace) => void = () => {};

  /** Runs a program again; changes something at a point. */
  runWith(program: Program, limits: Limits, point: Point, change: (m: Machine) => void): Outcome {
    this.#begin();
    this.#wanted = point;
    this.#change = change;
    return this.#engine.run(program, limits);
  }

  trace(event: TraceEvent): void {
    if (this.#isOwn && event.kind === "pass" && event.name === analyze.name) this.#handed = event.after;
  }

  /** Runs a program as it is. */
  run(program: Program, limits: Limits): Outcome {
    return this.find(program, limits, () => {}).outcome;
  }

  /** The same at the moment of a point alone, as traces without the passes that it was found on have other uops. */
  runAt(program: Program, limits: Limits, point: Point, change: (m: Machine) => void): Outcome {
    let isOver = false;
    return this.runWith(program, limits, { ...point, executor: ANY, uop: ANY }, (m) => {
      if (!isOver) change(m);
      isOver = true;
    });
  }

  attempt({ executor, code, destUnit, before, after }: AttemptEvent): void {
    if (executor === null || executor.type !== "uop_executor") return;
    const number = this.#made++;
    const { trace } = executor as UopExecutor;
    const assumptions = before === null || after === null || this.#wanted !== null ? [] : assumptionsOf(
      { translated: before, handed: this.#handed ?? before, given: after },
      code,
      destUnit,
      (version) => this.#machine.functionVersions.lookup(version) as PyCode | null,
    );
    if (this.#handed !== null && after !== null) this.#hasChanged ||= !isUnchanged(this.#handed, after);
    const units = instructionUnits(trace, before, after);
    // The last one is the entry.
    const visits = new Uint8Array(trace.length + 1);
    const isUnchecked = this.#handed === null || after === null ? null : unchecked(this.#handed, after);
    this.#watched.set(executor, { number, code: code.name, assumptions, points: [], isUnchecked, units, visits });
  }

  entered(): void {
    this.#lastOf = null;
    this.#behind = null;
    this.#isEntered = this.#isOwn;
  }

  uop(executor: UopExecutor, index: number): void {
    const watched = this.#watched.get(executor);
    if (watched === undefined) return;
    const m = this.#machine;
    const { instructions } = m.statistics;
    if (this.#lastOf === executor) {
      const last = executor.uops[this.#last] as number;
      if (instructions !== this.#instructions || OPAQUE.has(last)) {
        this.#behind = uopNameOf(last) as UopName;
      }
    }
    this.#lastOf = executor;
    this.#last = index;
    this.#instructions = instructions;
    if (this.#isEntered) {
      this.#isEntered = false;
      this.#reach(watched, index, unitOf(m.frame.code, m.frame.ip), null);
      return;
    }
    const unit = watched.units[index] as number;
    if (unit < 0) return;
    const behind = this.#behind;
    this.#behind = null;
    if (behind !== null || this.#wanted?.uop === ANY) this.#reach(watched, index, unitOf(m.frame.code, unit), behind);
    // What a change ran is not what the trace ran.
    this.#instructions = m.statistics.instructions;
  }

  #reach(watched: Watched, uop: number, unit: number, behind: UopName | null): void {
    const m = this.#machine;
    const wanted = this.#wanted;
    if (wanted !== null) {
      const isThere = wanted.uop === ANY || watched.number === wanted.executor && uop === wanted.uop;
      if (isThere && isAt(m, wanted, unit)) this.#change(m);
      return;
    }
    const { number: executor, assumptions, points, visits } = watched;
    const place = behind === null ? visits.length - 1 : uop;
    const visit = visits[place] as number;
    if (assumptions.length === 0 || visit >= VISITS || points.length >= MOST_POINTS || m.frame.code.index < 0) return;
    visits[place] = visit + 1;
    const { fuel, unfueled, depth, frame: { code } } = m;
    const point: Point = { fuel, unfueled, depth, code: code.index, unit, executor, uop, behind, name: code.name };
    points.push(point);
    this.#atPoint(point, watched);
  }
}

/** Counts nothing; tells of every instruction that is dispatched. */
class Probe extends Coverage {
  tell: () => void = () => {};

  override opcode(opcode: number): void {
    if (opcode !== EXTENDED_ARG) this.tell();
  }
}

/** One for all, since its counters take most of a mebibyte. */
const PROBE = new Probe();

/** Tier 1, brought to points. */
export class Tier1Points {
  readonly #engine: Engine;
  #machine!: Machine;

  constructor(vm: Vm) {
    const observe = {
      attach: (machine: object): void => {
        this.#machine = machine as Machine;
      },
    };
    this.#engine = tier1({ repairs: vm.mended, observe, coverage: PROBE });
  }

  /** Runs a program; changes something at a point. */
  runWith(program: Program, limits: Limits, point: Point, change: (m: Machine) => void): Outcome {
    const m = this.#machine;
    let isOver = false;
    PROBE.tell = () => {
      if (isOver || !isAt(m, point, m.frame.ip)) return;
      isOver = true;
      change(m);
    };
    try {
      return this.#engine.run(program, limits);
    } finally {
      PROBE.tell = () => {};
    }
  }

  /** Runs a program as it is. */
  run(program: Program, limits: Limits): Outcome {
    return this.#engine.run(program, limits);
  }
}
