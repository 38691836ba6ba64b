/**
 * Monitoring: which tool wants which events of which code, and the instrumented instructions that report them
 * (`Python/instrumentation.c`, `Python/legacy_tracing.c`). It is the only thing of the pin that invalidates executors.
 *
 * @module
 */

import { codeUnit, opargOf, opcodeOf } from "../../isa/code_unit.ts";
import { baseOf, CACHE_UNITS_OF, DE_INSTRUMENT, DEOPT_OF, OPCODES } from "../../isa/opcodes.ts";
import { call } from "../../object/call/call.ts";
import { ADAPTIVE_WARMUP, type PyCode } from "../../object/values/code.ts";
import { frameObject } from "../../object/values/frame.ts";
import { type Monitor, MONITORING_DISABLE, TOOL_NAMES } from "../../object/modules/monitoring.ts";
import { poison } from "../../object/runtime.ts";
import type { Value } from "../../object/values/value.ts";
import { removeExecutors } from "../../optimizer/code_view.ts";
import type { Frame } from "../frame/machine_frame.ts";
import { EVENT, EVENT_COUNT, EVENT_OF, INSTRUMENTED_OF, NO_EVENT } from "./instrumentation_tables.ts";
import { linesOf, lineStarts } from "./line_starts.ts";
import type { Machine } from "../machine.ts";

/** The tool of `sys.settrace`, and the number of all tools. */
const TRACE_TOOL = 7;
const TOOL_COUNT = 8;

const INSTRUMENTED_LINE = OPCODES.INSTRUMENTED_LINE.opcode;
const RESUME = OPCODES.RESUME.opcode;

/** What `sys.settrace` listens to. */
const TRACE_EVENTS = [
  EVENT.PY_START,
  EVENT.PY_RESUME,
  EVENT.PY_RETURN,
  EVENT.PY_YIELD,
  EVENT.RAISE,
  EVENT.LINE,
  EVENT.JUMP,
  EVENT.BRANCH,
  EVENT.PY_UNWIND,
  EVENT.PY_THROW,
  EVENT.STOP_ITERATION,
].reduce((bits: number, event) => bits | 1 << event, 0);

/** Tools of each event, one bit each (`_Py_Monitors`). */
type Monitors = Uint8Array;

/** What is known of the instrumentation of one code object (`_PyCoMonitoringData`). */
interface CodeMonitoring {
  /** What tools asked of this code alone. */
  readonly local: Monitors;
  /** What its instructions report now. */
  active: Monitors;
  /** Tools that an instruction reports its event to, by unit. */
  readonly tools: Uint8Array;
  /** Tools that want the line that starts at a unit. */
  readonly lineTools: Uint8Array;
  /** 1 where a line starts. */
  readonly starts: Uint8Array;
  readonly lines: readonly (number | null)[];
}

function eventsOf(monitors: Monitors, tool: number): number {
  let bits = 0;
  for (let event = 0; event < EVENT_COUNT; event++) {
    if (((monitors[event] as number) >> tool & 1) !== 0) bits |= 1 << event;
  }
  return bits;
}

function setEventsOf(monitors: Monitors, tool: number, bits: number): void {
  for (let event = 0; event < EVENT_COUNT; event++) {
    const others = (monitors[event] as number) & ~(1 << tool);
    monitors[event] = others | (bits >> event & 1) << tool;
  }
}

/** The monitoring state of a machine. */
export class Instrumentation implements Monitor {
  readonly toolNames: Value[] = [];
  /** What `sys.settrace` was given last; null for nothing. */
  tracer: Value = null;
  readonly #machine: Machine;
  readonly #codes: Map<PyCode, CodeMonitoring> = new Map();
  readonly #callbacks: Map<number, Value>[] = [];
  #global: Monitors = new Uint8Array(EVENT_COUNT);
  #lastRestart = 0;
  /** A callback is running: nothing reports meanwhile. */
  #reporting = false;

  constructor(machine: Machine) {
    this.#machine = machine;
    for (let tool = 0; tool < TOOL_NAMES; tool++) this.toolNames.push(null);
    for (let tool = 0; tool < TOOL_COUNT; tool++) this.#callbacks.push(new Map());
  }

  /** Forgets all tools; allocates nothing, as it precedes every run. */
  reset(): void {
    this.toolNames.fill(null);
    for (const callbacks of this.#callbacks) if (callbacks.size > 0) callbacks.clear();
    this.#codes.clear();
    this.#global.fill(0);
    this.tracer = null;
    this.#lastRestart = 0;
    this.#reporting = false;
  }

  register(tool: number, event: number, callback: Value): Value {
    const callbacks = this.#callbacks[tool] as Map<number, Value>;
    const before = callbacks.get(event) ?? null;
    if (callback === null) callbacks.delete(event);
    else callbacks.set(event, callback);
    return before;
  }

  events(tool: number): number {
    return eventsOf(this.#global, tool);
  }

  /**
   * Global events (`_PyMonitoring_SetEvents`). A change makes a new version, invalidates all executors, and instruments the code
   * that is running; other code follows at its next RESUME, and its ENTER_EXECUTORs stay until then.
   */
  setEvents(tool: number, events: number): void {
    if (this.events(tool) === events) return;
    setEventsOf(this.#global, tool, events);
    this.#machine.evalBreaker++;
    this.#machine.optimizer.index.invalidateAll();
    this.#instrumentRunning();
  }

  localEvents(code: PyCode, tool: number): number {
    const data = this.#codes.get(code);
    return data === undefined ? 0 : eventsOf(data.local, tool);
  }

  /** Events of one code object (`_PyMonitoring_SetLocalEvents`): invalidates what depends on it, then instruments it. */
  setLocalEvents(code: PyCode, tool: number, events: number): void {
    const { local } = this.#dataOf(code);
    if (eventsOf(local, tool) === events) return;
    setEventsOf(local, tool, events);
    this.#machine.optimizer.index.invalidateDependency(code.address);
    if (code.instrumentationVersion === this.#machine.evalBreaker) code.instrumentationVersion--;
    this.instrument(code);
  }

  /** What callbacks disabled reports again (`monitoring_restart_events`). */
  restart(): void {
    this.#lastRestart = this.#machine.evalBreaker + 1;
    this.#machine.evalBreaker += 2;
    this.#instrumentRunning();
  }

  setTracer(tracer: Value): void {
    this.tracer = tracer;
    this.setEvents(TRACE_TOOL, tracer === null ? 0 : TRACE_EVENTS);
  }

  #instrumentRunning(): void {
    const { root } = this.#machine;
    for (let { frame } = this.#machine; frame !== root; frame = frame.previous as Frame) {
      // The hidden frames below __init__ are never instrumented.
      if (frame.code.index >= 0) this.instrument(frame.code);
    }
  }

  #dataOf(code: PyCode): CodeMonitoring {
    let data = this.#codes.get(code);
    if (data === undefined) {
      const { length } = code.units;
      const lines = linesOf(code);
      data = {
        local: new Uint8Array(EVENT_COUNT),
        active: new Uint8Array(EVENT_COUNT),
        tools: new Uint8Array(length),
        lineTools: new Uint8Array(length),
        starts: lineStarts(code, lines),
        lines,
      };
      this.#codes.set(code, data);
    }
    return data;
  }

  /**
   * Brings a code object up to date (`_Py_Instrument`): its executors go first, with what depends on it; then the
   * instructions change whose tools did. False when it was up to date.
   */
  instrument(code: PyCode): boolean {
    const version = this.#machine.evalBreaker;
    if (code.instrumentationVersion === version) return false;
    removeExecutors(code);
    this.#machine.optimizer.index.invalidateDependency(code.address);
    const data = this.#dataOf(code);
    const { active: before, local } = data;
    const wanted = this.#global.map((tools, event) => tools | (local[event] as number));
    const restarted = this.#lastRestart > code.instrumentationVersion;
    const removed = restarted ? before : before.map((tools, event) => tools & ~(wanted[event] as number));
    const added = restarted ? wanted : wanted.map((tools, event) => tools & ~(before[event] as number));
    data.active = wanted;
    code.instrumentationVersion = version;
    const { units } = code;
    for (let unit = code.firstTraceable; unit < units.length;) {
      const opcode = baseOf(under(code, unit));
      const event = eventAt(code, opcode, unit);
      if (event !== NO_EVENT) {
        if (removed[event] !== 0) removeTools(code, data, unit, removed[event] as number);
        if (added[event] !== 0) {
          data.tools[unit] = (data.tools[unit] as number) | (added[event] as number);
          instrumentUnit(code, unit);
        }
      }
      unit += 1 + (CACHE_UNITS_OF[opcode] as number);
    }
    this.#instrumentLines(code, data, removed[EVENT.LINE] as number, added[EVENT.LINE] as number);
    return true;
  }

  #instrumentLines(code: PyCode, data: CodeMonitoring, removed: number, added: number): void {
    if (removed === 0 && added === 0) return;
    const { lineTools, starts } = data;
    for (let unit = code.firstTraceable; unit < starts.length; unit++) {
      if (starts[unit] === 0) continue;
      lineTools[unit] = (lineTools[unit] as number) & ~removed;
      if (removed !== 0 && lineTools[unit] === 0) deInstrumentLine(code, unit);
      if (added === 0) continue;
      lineTools[unit] = (lineTools[unit] as number) | added;
      instrumentLine(code, unit);
    }
  }

  /**
   * Reports an event of the instruction at `unit` of the current frame, to the tool with the highest number first
   * (`call_instrumentation_vector`). A callback that answers DISABLE is not asked again there.
   */
  report(event: number, unit: number, first?: Value, second?: Value): void {
    const { code } = this.#machine.frame;
    const data = this.#codes.get(code);
    if (this.#reporting || data === undefined) return;
    const tools = data.tools[unit] as number;
    for (let tool = TOOL_COUNT - 1; tool >= 0; tool--) {
      if ((tools >> tool & 1) === 0) continue;
      const answer = tool === TRACE_TOOL
        ? this.#trace(event, unit, first, data)
        : this.#callBack(tool, event, [code, 2 * unit, first, second]);
      if (answer === MONITORING_DISABLE) removeTools(code, data, unit, 1 << tool);
    }
  }

  #callBack(tool: number, event: number, args: readonly Value[]): Value {
    const callback = this.#callbacks[tool]?.get(event);
    return callback === undefined ? null : this.#guarded(callback, args.filter((arg) => arg !== undefined));
  }

  #guarded(callback: Value, args: readonly Value[]): Value {
    this.#reporting = true;
    try {
      return call(this.#machine, callback, args, null);
    } finally {
      this.#reporting = false;
    }
  }

  /** `sys.settrace`: calls are told to the tracer; what it would hear of lines needs a local trace function. */
  #trace(event: number, unit: number, target: Value, data: CodeMonitoring): Value {
    const { tracer } = this;
    if (tracer === null) return null;
    if (event === EVENT.JUMP) {
      const to = (target as number) / 2;
      return to > unit || data.lines[to] !== data.lines[unit] ? MONITORING_DISABLE : null;
    }
    if (event !== EVENT.PY_START && event !== EVENT.PY_RESUME) return null;
    const shown = frameObject(this.#machine.frame);
    let done = false;
    try {
      const local = this.#guarded(tracer, [shown, "call", null]);
      done = true;
      if (local !== null) throw poison(this.#machine, "unsupported", "local trace functions");
    } finally {
      // A tracer that raises is taken away.
      if (!done && this.#machine.poisoned === null) this.setTracer(null);
    }
    return null;
  }
}

/** The opcode at a unit, seen through INSTRUMENTED_LINE. */
function under(code: PyCode, unit: number): number {
  const opcode = opcodeOf(code.units[unit] as number);
  return opcode === INSTRUMENTED_LINE ? code.lineOpcodes?.[unit] as number : opcode;
}

function setUnder(code: PyCode, unit: number, opcode: number): void {
  const { units, lineOpcodes } = code;
  const instruction = units[unit] as number;
  if (lineOpcodes !== null && opcodeOf(instruction) === INSTRUMENTED_LINE) lineOpcodes[unit] = opcode;
  else units[unit] = codeUnit(opcode, opargOf(instruction));
}

function eventAt(code: PyCode, opcode: number, unit: number): number {
  if (opcode !== RESUME) return EVENT_OF[opcode] as number;
  return opargOf(code.units[unit] as number) > 0 ? EVENT.PY_RESUME : EVENT.PY_START;
}

/** The instruction starts over as one that was never specialized. */
function warmUp(code: PyCode, unit: number, opcode: number): void {
  // Only base opcodes have an entry in the pin's table.
  if (DE_INSTRUMENT[opcode] === 0 && CACHE_UNITS_OF[opcode] !== 0) code.units[unit + 1] = ADAPTIVE_WARMUP;
}

function instrumentUnit(code: PyCode, unit: number): void {
  const opcode = under(code, unit);
  if (DE_INSTRUMENT[opcode] !== 0) return;
  const base = DEOPT_OF[opcode] as number;
  setUnder(code, unit, INSTRUMENTED_OF[base] as number);
  warmUp(code, unit, base);
}

function removeTools(code: PyCode, data: CodeMonitoring, unit: number, tools: number): void {
  const left = (data.tools[unit] as number) & ~tools;
  data.tools[unit] = left;
  if (left !== 0) return;
  const base = DE_INSTRUMENT[under(code, unit)] as number;
  if (base === 0) return;
  setUnder(code, unit, base);
  warmUp(code, unit, base);
}

function instrumentLine(code: PyCode, unit: number): void {
  const instruction = code.units[unit] as number;
  const opcode = opcodeOf(instruction);
  if (opcode === INSTRUMENTED_LINE) return;
  code.lineOpcodes ??= new Uint8Array(code.units.length);
  code.lineOpcodes[unit] = DEOPT_OF[opcode] as number;
  code.units[unit] = codeUnit(INSTRUMENTED_LINE, opargOf(instruction));
}

function deInstrumentLine(code: PyCode, unit: number): void {
  const instruction = code.units[unit] as number;
  if (opcodeOf(instruction) !== INSTRUMENTED_LINE) return;
  const opcode = under(code, unit);
  code.units[unit] = codeUnit(opcode, opargOf(instruction));
  warmUp(code, unit, opcode);
}
