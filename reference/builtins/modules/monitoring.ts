/**
 * `sys.monitoring` as programs see it.
 *
 * @module
 */

import type { Interpreter } from "../../interpreter.ts";
import { EVENT_NAMES, LOCAL_EVENT_COUNT, UNGROUPED_EVENT_COUNT } from "../../../src/isa/monitoring_events.ts";
import { NAMED_TOOLS } from "../../monitoring/events.ts";
import { DISABLE, eventsOfTool, MISSING, type Monitoring } from "../../monitoring/monitoring.ts";
import type { Runtime } from "../../runtime.ts";
import { stringPayload } from "../../core/compare.ts";
import { as, fn, type Native, value } from "../../signature.ts";
import { functionsLater, types } from "../../types.ts";
import { PyCode, PyInstance, PyModule, type Value } from "../../values.ts";

const CALL = 1 << EVENT_NAMES.indexOf("CALL");
/** How native calls end: told with CALL only. */
const CALL_ENDS = (1 << EVENT_NAMES.indexOf("C_RETURN")) | (1 << EVENT_NAMES.indexOf("C_RAISE"));

function monitoringOf(rt: Runtime): Monitoring {
  return (rt as Interpreter).monitor();
}

/** An int argument of the C type `int`. */
function intOf(rt: Runtime, v: Value): number {
  const value = rt.index(v);
  if (BigInt.asIntN(32, value) !== value) throw rt.error("OverflowError", "Python int too large to convert to C int");
  return Number(value);
}

function toolOf(rt: Runtime, v: Value): number {
  const tool = intOf(rt, v);
  if (tool < 0 || tool >= NAMED_TOOLS) throw rt.valueError(`invalid tool ${tool} (must be between 0 and 5)`);
  return tool;
}

function checkInUse(rt: Runtime, tool: number): void {
  if (monitoringOf(rt).names[tool] === null) throw rt.valueError(`tool ${tool} is not in use`);
}

function checkRange(rt: Runtime, events: number, count: number, what: string): void {
  if (events >= 0 && events < 2 ** count) return;
  throw rt.valueError(`invalid ${what} 0x${(events >>> 0).toString(16)}`);
}

function withoutCallEnds(rt: Runtime, events: number): number {
  if ((events & CALL_ENDS) !== 0 && (events & (CALL_ENDS | CALL)) !== (CALL_ENDS | CALL)) {
    throw rt.valueError("cannot set C_RETURN or C_RAISE events independently");
  }
  return events & ~CALL_ENDS;
}

function codeOf(rt: Runtime, v: Value): PyCode {
  if (!(v instanceof PyCode)) throw rt.typeError("code must be a code object");
  return v;
}

/** The event that a set of one event holds. */
function singleEvent(rt: Runtime, v: Value): number {
  const bits = intOf(rt, v);
  if (bits === 0 || (bits & (bits - 1)) !== 0) {
    throw rt.valueError("The callback can only be set for one event at a time");
  }
  const event = 31 - Math.clz32(bits);
  if (event >= EVENT_NAMES.length) throw rt.valueError(`invalid event ${bits}`);
  return event;
}

const FUNCTIONS: Readonly<Record<string, Native<null>>> = {
  use_tool_id: fn([as(toolOf), value], (rt, tool, name) => {
    if (stringPayload(name) === undefined) throw rt.valueError("tool name must be a str");
    const { names } = monitoringOf(rt);
    if (names[tool] !== null) throw rt.valueError(`tool ${tool} is already in use`);
    names[tool] = name;
  }),
  // Neither its events nor its callbacks go with the name.
  free_tool_id: fn([as(toolOf)], (rt, tool) => {
    monitoringOf(rt).names[tool] = null;
  }),
  get_tool: fn([as(toolOf)], (rt, tool) => monitoringOf(rt).names[tool] as Value),
  register_callback: fn([as(toolOf), as(singleEvent), value], (rt, tool, event, callback) => {
    const callbacks = monitoringOf(rt).callbacks[tool] as Map<number, Value>;
    const before = callbacks.get(event);
    if (callback === null) callbacks.delete(event);
    else callbacks.set(event, callback);
    return before ?? null;
  }),
  get_events: fn([as(toolOf)], (rt, tool) => BigInt(eventsOfTool(monitoringOf(rt).global, tool))),
  set_events: fn([as(toolOf), as(intOf)], (rt, tool, events) => {
    checkRange(rt, events, EVENT_NAMES.length, "event set");
    const wanted = withoutCallEnds(rt, events);
    checkInUse(rt, tool);
    monitoringOf(rt).setEvents(tool, wanted);
  }),
  // The code is looked at before the tool.
  get_local_events: fn([value, as(codeOf)], (rt, id, code) => {
    return BigInt(eventsOfTool(monitoringOf(rt).eventsOf(code).local, toolOf(rt, id)));
  }),
  set_local_events: fn([value, as(codeOf), value], (rt, id, code, given) => {
    const tool = toolOf(rt, id);
    const wanted = withoutCallEnds(rt, intOf(rt, given));
    checkRange(rt, wanted, LOCAL_EVENT_COUNT, "local event set");
    checkInUse(rt, tool);
    monitoringOf(rt).setLocalEvents(code, tool, wanted);
  }),
  restart_events: fn([], (rt) => monitoringOf(rt).restart()),
  _all_events: fn([], (rt) => {
    const all = rt.dict();
    for (let event = 0; event < UNGROUPED_EVENT_COUNT; event++) {
      const tools = monitoringOf(rt).global[event] as number;
      if (tools !== 0) all.setStr(EVENT_NAMES[event] as string, BigInt(tools));
    }
    return all;
  }),
};

const monitoringFunctions = functionsLater("sys.monitoring", FUNCTIONS);

/** Tools that have names of their own. */
const TOOLS = { DEBUGGER_ID: 0n, COVERAGE_ID: 1n, PROFILER_ID: 2n, OPTIMIZER_ID: 5n };

/** The namespace `sys.monitoring`. From now on it matters how loops run their generators. */
export function createMonitoring(rt: Runtime): PyModule {
  (rt as Interpreter).followLoops();
  const events = new PyInstance(types.simpleNamespace);
  events.attrs = rt.dict();
  EVENT_NAMES.forEach((name, i) => events.attrs?.setStr(name, BigInt(1 << i)));
  events.attrs?.setStr("NO_EVENTS", 0n);
  const namespace = rt.dict();
  for (const [name, made] of monitoringFunctions()) namespace.setStr(name, made);
  namespace.setStr("DISABLE", DISABLE);
  namespace.setStr("MISSING", MISSING);
  namespace.setStr("events", events);
  for (const [name, id] of Object.entries(TOOLS)) namespace.setStr(name, id);
  return new PyModule(types.module, "sys.monitoring", namespace);
}
