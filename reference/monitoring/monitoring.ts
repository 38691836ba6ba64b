/**
 * Monitoring: tools, their callbacks, and the reports to them.
 *
 * @module
 */

import type { Frame } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";
import { lineOf } from "../core/frame_type.ts";
import { type PyCode, PyException, PyObject, type Value } from "../values.ts";
import { types } from "../types.ts";
import { CodeEvents, noTools, type ToolSets } from "./code_events.ts";
import {
  EVENT,
  EVENT_NAMES,
  type EventName,
  LOCAL_EVENT_COUNT,
  UNGROUPED_EVENT_COUNT,
} from "../../src/isa/monitoring_events.ts";
import { NAMED_TOOLS, PROFILE_TOOL, TRACE_TOOL } from "./events.ts";
import { Tracing } from "./tracing.ts";

/** What a callback answers that is not to be asked again at that place. */
export const DISABLE: Value = new PyObject(types.object);
/** Stands for the first argument of a call that has none. */
export const MISSING: Value = new PyObject(types.object);

/** Events of a tool in sets of tools. */
export function eventsOfTool(sets: ToolSets, tool: number): number {
  return sets.reduce((bits, tools, event) => bits | ((tools >> tool) & 1) << event, 0);
}

function setEventsOfTool(sets: ToolSets, tool: number, events: number): void {
  sets.forEach((tools, event) => {
    sets[event] = (tools & ~(1 << tool)) | ((events >> event) & 1) << tool;
  });
}

/** The monitoring of a run. */
export class Monitoring {
  /** Names of the tools in use; null for the others. */
  readonly names: Value[] = Array.from({ length: NAMED_TOOLS }, () => null);
  /** Callbacks of each tool by event. */
  readonly callbacks: Map<number, Value>[] = Array.from({ length: NAMED_TOOLS }, () => new Map());
  /** Tools that want an event of all code. */
  readonly global: ToolSets = noTools(UNGROUPED_EVENT_COUNT);
  readonly tracing: Tracing;
  /** Callbacks that are running: meanwhile nothing is reported. */
  running = 0;
  /** What a callback is told of; null while none runs. */
  whatEvent: EventName | null = null;
  private readonly codes = new Map<PyCode, CodeEvents>();
  /** Counts the changes of what is wanted of all code; a code object is brought up to date when it runs. */
  private version = 0;
  private lastRestart = 0;
  private readonly versions = new Map<PyCode, number>();

  constructor(private readonly rt: Interpreter) {
    this.tracing = new Tracing(rt, this);
  }

  eventsOf(code: PyCode): CodeEvents {
    let events = this.codes.get(code);
    if (events === undefined) this.codes.set(code, events = new CodeEvents(code));
    return events;
  }

  setEvents(tool: number, events: number): void {
    if (eventsOfTool(this.global, tool) === events) return;
    setEventsOfTool(this.global, tool, events);
    this.version++;
    this.refreshRunning();
  }

  setLocalEvents(code: PyCode, tool: number, events: number): void {
    const own = this.eventsOf(code);
    if (eventsOfTool(own.local, tool) === events) return;
    setEventsOfTool(own.local, tool, events);
    own.update(this.global, this.lastRestart > this.versionOf(code));
    this.versions.set(code, this.version);
  }

  /** What callbacks disabled is reported again. */
  restart(): void {
    this.lastRestart = this.version + 1;
    this.version += 2;
    this.refreshRunning();
  }

  private versionOf(code: PyCode): number {
    return this.versions.get(code) ?? 0;
  }

  private refreshRunning(): void {
    for (let frame = this.rt.frame; frame !== null; frame = frame.back) this.refresh(frame.code);
  }

  /** Brings a code object up to date. */
  refresh(code: PyCode): void {
    const before = this.versionOf(code);
    if (before === this.version) return;
    this.versions.set(code, this.version);
    this.eventsOf(code).update(this.global, this.lastRestart > before);
  }

  /** Reports an event at a unit of the running frame; a callback may raise. */
  report(name: EventName, unit: number, ...args: readonly Value[]): void {
    if (this.running > 0) return;
    const event = EVENT[name];
    const { code } = this.rt.frame as Frame;
    const events = this.eventsOf(code);
    // The end of a native call is told to whoever is told of calls there.
    const asked = event < UNGROUPED_EVENT_COUNT ? event : EVENT.CALL;
    const isLocal = asked < LOCAL_EVENT_COUNT;
    const tools = isLocal ? events.toolsOf("own", unit, events.active[asked] as number) : this.global[asked] as number;
    for (const tool of toolsIn(tools)) {
      if (this.ask(tool, event, [code, BigInt(2 * unit), ...args]) !== DISABLE) continue;
      if (event < LOCAL_EVENT_COUNT) {
        events.disable("own", unit, tool);
        continue;
      }
      this.callbacks[tool]?.delete(event);
      throw this.rt.valueError(`Cannot disable ${EVENT_NAMES[event]} events. Callback removed.`);
    }
  }

  /** Reports an event about an exception; gives it back, or what a callback raised instead. */
  reportRaised(name: EventName, unit: number, raised: PyException): PyException {
    return this.wants(name) ? this.instead(raised, () => this.report(name, unit, raised)) : raised;
  }

  /** Runs a report while an exception is on its way; gives that, or what the report raised. */
  instead(raised: PyException, report: () => void): PyException {
    const { finalizer } = this.rt;
    try {
      if (finalizer?.active) finalizer.whileRaised(raised, report);
      else report();
    } catch (thrown) {
      if (!(thrown instanceof PyException)) throw thrown;
      return thrown;
    }
    return raised;
  }

  /** Whether some tool wants an event of all code. */
  wants(name: EventName): boolean {
    return this.global[EVENT[name]] !== 0;
  }

  /** Reports the line that starts at a unit, unless the instruction before was of the same line. */
  reportLine(unit: number, previous: number): void {
    if (this.running > 0) return;
    const { code } = this.rt.frame as Frame;
    const events = this.eventsOf(code);
    const line = lineOf(code.code, unit) as number;
    if (lineOf(code.code, previous) === line && !isShownResume(events, previous)) return;
    const wanted = (this.global[EVENT.LINE] as number) | (events.local[EVENT.LINE] as number);
    for (const tool of toolsIn(events.toolsOf("line", unit, wanted))) {
      const answer = this.ask(tool, EVENT.LINE, [code, BigInt(line)]);
      if (answer === DISABLE) events.disable("line", unit, tool);
    }
  }

  /** Reports an instruction. */
  reportInstruction(unit: number): void {
    if (this.running > 0) return;
    const { code } = this.rt.frame as Frame;
    const events = this.eventsOf(code);
    const wanted = (this.global[EVENT.INSTRUCTION] as number) | (events.local[EVENT.INSTRUCTION] as number);
    for (const tool of toolsIn(events.toolsOf("instruction", unit, wanted))) {
      const answer = this.ask(tool, EVENT.INSTRUCTION, [code, BigInt(2 * unit)]);
      if (answer === DISABLE) events.disable("instruction", unit, tool);
    }
  }

  /** Does something as if no callback were running. */
  untraced<T>(work: () => T): T {
    const { running } = this;
    this.running = 0;
    try {
      return work();
    } finally {
      this.running = running;
    }
  }

  private ask(tool: number, event: number, args: readonly Value[]): Value {
    const { whatEvent } = this;
    this.whatEvent = EVENT_NAMES[event] as EventName;
    this.running++;
    try {
      if (tool === TRACE_TOOL) return this.tracing.trace(event, args);
      if (tool === PROFILE_TOOL) return this.tracing.profile(event, args);
      const callback = this.callbacks[tool]?.get(event);
      return callback === undefined ? null : this.rt.call(callback, args);
    } finally {
      this.running--;
      this.whatEvent = whatEvent;
    }
  }
}

/** The tools of a set, that with the highest number first: so they are asked. */
function toolsIn(tools: number): number[] {
  const list: number[] = [];
  for (let tool = TRACE_TOOL; tool >= 0; tool--) if (((tools >> tool) & 1) !== 0) list.push(tool);
  return list;
}

/** A RESUME counts as the line before only when it ran and did not report itself. */
function isShownResume(events: CodeEvents, unit: number): boolean {
  const event = events.eventAt(unit);
  return (event === EVENT.PY_START || event === EVENT.PY_RESUME) &&
    !events.code.quietResumes.has(unit);
}
