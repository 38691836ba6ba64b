/**
 * Monitoring: which tool wants which events, and the reports to their callbacks (`Python/instrumentation.c`). It is the only thing
 * of the pin that invalidates executors.
 *
 * @module
 */

import { OPCODES } from "../../isa/opcodes.ts";
import { opcodeOf } from "../../isa/code_unit.ts";
import { call } from "../../object/call/call.ts";
import { VALUE_ERROR } from "../../object/exception/exception_types.ts";
import type { PyException } from "../../object/exception/exception.ts";
import { raise } from "../../object/exception/raise.ts";
import { type Monitor, RAISED } from "../../object/runtime.ts";
import { MONITORING_DISABLE, TOOL_NAMES } from "../../object/modules/monitoring.ts";
import type { PyCode } from "../../object/values/code.ts";
import type { PyFrameObject } from "../../object/values/frame.ts";
import type { Value } from "../../object/values/value.ts";
import { removeExecutors } from "../../optimizer/code_view.ts";
import type { Frame } from "../frame/machine_frame.ts";
import type { Machine } from "../machine.ts";
import { CodeMonitoring, eventsOf, type Monitors, setEventsOf } from "./code_monitoring.ts";
import { EVENT, EVENT_NAMES, LOCAL_EVENT_COUNT, UNGROUPED_EVENT_COUNT } from "../../isa/monitoring_events.ts";
import { jumpToLine, NO_EVENT_RUNS } from "./line_jump.ts";
import { LegacyTracing, PROFILE_TOOL, TRACE_TOOL } from "./legacy_tracing.ts";

const TOOL_COUNT = 8;
const LAST_VERSION = Number.MAX_SAFE_INTEGER;
const { RESUME, INSTRUMENTED_RESUME } = OPCODES;

/** The monitoring state of a machine. */
export class Instrumentation implements Monitor {
  readonly toolNames: Value[] = [];
  /** Events about exceptions that some tool wants, as bits; 0 as a rule. */
  watched = 0;
  /** Callbacks that are running: nothing reports meanwhile (`tstate->tracing`). */
  tracing = 0;
  /** The event that a callback is told of; {@linkcode NO_EVENT_RUNS} while none runs (`tstate->what_event`). */
  #whatEvent = NO_EVENT_RUNS;
  readonly legacy: LegacyTracing;
  readonly #machine: Machine;
  readonly #codes: Map<PyCode, CodeMonitoring> = new Map();
  readonly #callbacks: Map<number, Value>[] = [];
  readonly #global: Monitors = new Uint8Array(UNGROUPED_EVENT_COUNT);
  #lastRestart = 0;
  #touched = false;

  constructor(machine: Machine) {
    this.#machine = machine;
    this.legacy = new LegacyTracing(machine, this);
    for (let tool = 0; tool < TOOL_NAMES; tool++) this.toolNames.push(null);
    for (let tool = 0; tool < TOOL_COUNT; tool++) this.#callbacks.push(new Map());
  }

  /** Forgets all tools; costs nothing where none was used, as it precedes every run. */
  reset(): void {
    if (!this.#touched) return;
    this.#touched = false;
    this.toolNames.fill(null);
    for (const callbacks of this.#callbacks) if (callbacks.size > 0) callbacks.clear();
    if (this.#codes.size > 0) this.#codes.clear();
    this.#global.fill(0);
    this.watched = 0;
    this.tracing = 0;
    this.#whatEvent = NO_EVENT_RUNS;
    this.#lastRestart = 0;
    this.legacy.reset();
  }

  useTool(tool: number, name: Value): void {
    this.#touched = true;
    this.toolNames[tool] = name;
  }

  register(tool: number, event: number, callback: Value): Value {
    this.#touched = true;
    const callbacks = this.#callbacks[tool] as Map<number, Value>;
    const before = callbacks.get(event) ?? null;
    if (callback === null) callbacks.delete(event);
    else callbacks.set(event, callback);
    return before;
  }

  events(tool: number): number {
    return eventsOf(this.#global, tool);
  }

  toolsOfEvents(): readonly number[] {
    return [...this.#global];
  }

  /**
   * Global events (`_PyMonitoring_SetEvents`). A change makes a new version, invalidates all executors, and instruments the code
   * that is running; other code follows at its next RESUME, and its ENTER_EXECUTORs stay until then.
   */
  setEvents(tool: number, events: number): void {
    if (this.events(tool) === events) return;
    this.#touched = true;
    setEventsOf(this.#global, tool, events);
    this.watched = 0;
    for (let event = LOCAL_EVENT_COUNT; event < UNGROUPED_EVENT_COUNT; event++) {
      if (this.#global[event] !== 0) this.watched |= 1 << event;
    }
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
    const version = this.#machine.evalBreaker;
    // Versions have no sign: before the first one comes the last one.
    if (code.instrumentationVersion === version) code.instrumentationVersion = version > 0 ? version - 1 : LAST_VERSION;
    this.#machine.optimizer.index.invalidateDependency(code.address);
    this.instrument(code);
  }

  /** What callbacks disabled reports again (`monitoring_restart_events`). */
  restart(): void {
    this.#touched = true;
    this.#lastRestart = this.#machine.evalBreaker + 1;
    this.#machine.evalBreaker += 2;
    this.#instrumentRunning();
  }

  #instrumentRunning(): void {
    const { root } = this.#machine;
    for (let { frame } = this.#machine; frame !== root; frame = frame.previous as Frame) {
      // The hidden frames below __init__ are never instrumented.
      if (frame.code.index >= 0) this.instrument(frame.code);
    }
  }

  #dataOf(code: PyCode): CodeMonitoring {
    this.#touched = true;
    let data = this.#codes.get(code);
    if (data === undefined) this.#codes.set(code, data = new CodeMonitoring(code));
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
    const restarted = this.#lastRestart > code.instrumentationVersion;
    code.instrumentationVersion = version;
    this.#dataOf(code).update(this.#global, restarted);
    return true;
  }

  /**
   * Reports an event at `unit` of the current frame, to the tool with the highest number first
   * (`call_instrumentation_vector`). A callback that answers DISABLE is not asked again there.
   */
  report(event: number, unit: number, first?: Value, second?: Value): void {
    if (this.tracing > 0) return;
    const { code } = this.#machine.frame;
    const data = this.#codes.get(code);
    const args: Value[] = [code, 2 * unit];
    if (first !== undefined) args.push(first);
    if (second !== undefined) args.push(second);
    const tools = this.#toolsFor(event, unit, data);
    for (let tool = TOOL_COUNT - 1; tool >= 0; tool--) {
      if ((tools >> tool & 1) === 0 || this.#ask(tool, event, args) !== MONITORING_DISABLE) continue;
      if (event < LOCAL_EVENT_COUNT) {
        data?.removeTools(unit, event, 1 << tool);
        continue;
      }
      this.#callbacks[tool]?.delete(event);
      throw raise(this.#machine, VALUE_ERROR, `Cannot disable ${EVENT_NAMES[event]} events. Callback removed.`);
    }
  }

  #toolsFor(event: number, unit: number, data: CodeMonitoring | undefined): number {
    const asked = event < UNGROUPED_EVENT_COUNT ? event : EVENT.CALL;
    if (asked >= LOCAL_EVENT_COUNT) return this.#global[asked] as number;
    if (data === undefined) return 0;
    return (data.tools === null ? data.active[asked] : data.tools[unit]) as number;
  }

  /** Asks one tool (`call_one_instrument`). */
  #ask(tool: number, event: number, args: readonly Value[]): Value {
    const callback = this.#callbacks[tool]?.get(event);
    if (callback === undefined && tool < PROFILE_TOOL) return null;
    return this.#during(event, () => {
      if (tool === TRACE_TOOL) return this.legacy.trace(event, args);
      if (tool === PROFILE_TOOL) return this.legacy.profile(event, args);
      return call(this.#machine, callback as Value, args, null);
    });
  }

  /** Nothing reports while a callback is told of an event. */
  #during<T>(event: number, work: () => T): T {
    const before = this.#whatEvent;
    this.#whatEvent = event;
    this.tracing++;
    try {
      return work();
    } finally {
      this.tracing--;
      this.#whatEvent = before;
    }
  }

  /**
   * Reports an event about the exception in flight (`do_monitor_exc`). What a callback raises takes its place; then the answer is
   * false.
   */
  reportRaised(event: number, unit: number): boolean {
    const m = this.#machine;
    const raised = m.takeRaised();
    try {
      this.#reportWhile(raised, () => this.report(event, unit, raised));
    } catch (error) {
      if (error !== RAISED) throw error;
      return false;
    }
    m.exception = raised;
    return true;
  }

  /** The same with what was called and its first argument (`_Py_call_instrumentation_exc2`). */
  reportCallRaised(unit: number, callable: Value, argument: Value): void {
    const m = this.#machine;
    const raised = m.takeRaised();
    this.#reportWhile(raised, () => this.report(EVENT.C_RAISE, unit, callable, argument));
    m.exception = raised;
  }

  /** Reports something while an exception is on its way, which lives on with all that it leads to. */
  #reportWhile(raised: PyException, report: () => void): void {
    const { showsDeaths, deaths } = this.#machine;
    if (showsDeaths) deaths.whileRaised(raised, report);
    else report();
  }

  /**
   * Reports the line that starts at `unit`, unless the instruction before, at `previous`, is of the same line
   * (`_Py_call_instrumentation_line`). Gives the opcode to go on with.
   */
  line(unit: number, previous: number): number {
    const m = this.#machine;
    const { code } = m.frame;
    const covered = code.lineOpcodes as Uint8Array;
    if (this.tracing > 0) return covered[unit] as number;
    const { lines } = code;
    const line = lines[unit] as number;
    if (lines[previous] === line) {
      const opcode = opcodeOf(code.units[previous] as number);
      if (opcode !== RESUME.opcode && opcode !== INSTRUMENTED_RESUME.opcode) return covered[unit] as number;
    }
    const data = this.#dataOf(code);
    let tools = this.#wanting(EVENT.LINE, data, data.lineTools, unit);
    if ((tools >> TRACE_TOOL & 1) !== 0) {
      this.#during(EVENT.LINE, () => this.legacy.line());
      tools &= ~(1 << TRACE_TOOL);
    }
    for (let tool = TRACE_TOOL - 1; tool >= 0; tool--) {
      if ((tools >> tool & 1) === 0) continue;
      if (this.#ask(tool, EVENT.LINE, [code, line]) === MONITORING_DISABLE) data.removeLineTools(unit, 1 << tool);
    }
    return covered[unit] as number;
  }

  /** Reports an instruction (`_Py_call_instrumentation_instruction`). Gives the opcode to go on with. */
  instruction(unit: number): number {
    const { code } = this.#machine.frame;
    const opcode = code.instructionOpcodes?.[unit] as number;
    if (this.tracing > 0) return opcode;
    const data = this.#dataOf(code);
    const tools = this.#wanting(EVENT.INSTRUCTION, data, data.instructionTools, unit);
    for (let tool = TRACE_TOOL; tool >= 0; tool--) {
      if ((tools >> tool & 1) === 0) continue;
      if (this.#ask(tool, EVENT.INSTRUCTION, [code, 2 * unit]) === MONITORING_DISABLE) {
        data.removeInstructionTools(unit, 1 << tool);
      }
    }
    return opcode;
  }

  /** Tools of a line or an instruction; without a table what is wanted now counts, not what the code was last brought to. */
  #wanting(event: number, data: CodeMonitoring, table: Uint8Array | null, unit: number): number {
    return table === null ? (this.#global[event] as number) | (data.local[event] as number) : table[unit] as number;
  }

  get tracer(): Value {
    return this.legacy.tracer;
  }

  setTracer(tracer: Value): void {
    this.#touched = true;
    this.legacy.setTracer(tracer);
  }

  get profiler(): Value {
    return this.legacy.profiler;
  }

  setProfiler(profiler: Value): void {
    this.#touched = true;
    this.legacy.setProfiler(profiler);
  }

  setOpcodeTrace(frame: PyFrameObject, on: boolean): void {
    this.legacy.setOpcodeTrace(frame, on);
  }

  setLine({ frame }: PyFrameObject, line: Value): void {
    jumpToLine(this.#machine, frame, line, this.#whatEvent);
  }

  callUntraced(callable: Value, args: readonly Value[]): Value {
    const { tracing } = this;
    this.tracing = 0;
    try {
      return call(this.#machine, callable, args, null);
    } finally {
      this.tracing = tracing;
    }
  }
}
