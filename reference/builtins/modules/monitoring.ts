/**
 * `sys.monitoring` as programs see it.
 *
 * @module
 */

import type { Interpreter } from "../../interpreter.ts";
import { EVENT_NAMES, LOCAL_EVENTS, NAMED_TOOLS, SEPARATE_EVENTS } from "../../monitoring/events.ts";
import { Loops } from "../../monitoring/loops.ts";
import { DISABLE, eventsOfTool, MISSING, type Monitoring } from "../../monitoring/monitoring.ts";
import type { Runtime } from "../../runtime.ts";
import { stringPayload } from "../../core/compare.ts";
import { builtin, types } from "../../types.ts";
import { type NativeFunction, PyCode, PyModule, type Value } from "../../values.ts";
import { noArguments, oneArgument, positional } from "../arguments.ts";

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
  if (tool < 0 || tool >= NAMED_TOOLS) throw rt.error("ValueError", `invalid tool ${tool} (must be between 0 and 5)`);
  return tool;
}

function checkInUse(rt: Runtime, tool: number): void {
  if (monitoringOf(rt).names[tool] === null) throw rt.error("ValueError", `tool ${tool} is not in use`);
}

function checkRange(rt: Runtime, events: number, count: number, what: string): void {
  if (events >= 0 && events < 2 ** count) return;
  throw rt.error("ValueError", `invalid ${what} 0x${(events >>> 0).toString(16)}`);
}

function withoutCallEnds(rt: Runtime, events: number): number {
  if ((events & CALL_ENDS) !== 0 && (events & (CALL_ENDS | CALL)) !== (CALL_ENDS | CALL)) {
    throw rt.error("ValueError", "cannot set C_RETURN or C_RAISE events independently");
  }
  return events & ~CALL_ENDS;
}

function codeOf(rt: Runtime, v: Value): PyCode {
  if (!(v instanceof PyCode)) throw rt.error("TypeError", "code must be a code object");
  return v;
}

/** The event that a set of one event holds. */
function singleEvent(rt: Runtime, v: Value): number {
  const bits = intOf(rt, v);
  if (bits === 0 || (bits & (bits - 1)) !== 0) {
    throw rt.error("ValueError", "The callback can only be set for one event at a time");
  }
  const event = 31 - Math.clz32(bits);
  if (event >= EVENT_NAMES.length) throw rt.error("ValueError", `invalid event ${bits}`);
  return event;
}

const FUNCTIONS: Readonly<Record<string, NativeFunction>> = {
  use_tool_id: (rt, args, kwargs) => {
    const [id, name] = positional(rt, "use_tool_id", args, kwargs, 2, 2) as [Value, Value];
    const tool = toolOf(rt, id);
    if (stringPayload(name) === undefined) throw rt.error("ValueError", "tool name must be a str");
    const { names } = monitoringOf(rt);
    if (names[tool] !== null) throw rt.error("ValueError", `tool ${tool} is already in use`);
    names[tool] = name;
    return null;
  },
  // Neither its events nor its callbacks go with the name.
  free_tool_id: (rt, args, kwargs) => {
    monitoringOf(rt).names[toolOf(rt, oneArgument(rt, "free_tool_id", args, kwargs))] = null;
    return null;
  },
  get_tool: (rt, args, kwargs) =>
    monitoringOf(rt).names[toolOf(rt, oneArgument(rt, "get_tool", args, kwargs))] as Value,
  register_callback: (rt, args, kwargs) => {
    const [id, event, callback] = positional(rt, "register_callback", args, kwargs, 3, 3) as [Value, Value, Value];
    const callbacks = monitoringOf(rt).callbacks[toolOf(rt, id)] as Map<number, Value>;
    const number = singleEvent(rt, event);
    const before = callbacks.get(number);
    if (callback === null) callbacks.delete(number);
    else callbacks.set(number, callback);
    return before ?? null;
  },
  get_events: (rt, args, kwargs) => {
    const tool = toolOf(rt, oneArgument(rt, "get_events", args, kwargs));
    return BigInt(eventsOfTool(monitoringOf(rt).global, tool));
  },
  set_events: (rt, args, kwargs) => {
    const [id, given] = positional(rt, "set_events", args, kwargs, 2, 2) as [Value, Value];
    const tool = toolOf(rt, id);
    const events = intOf(rt, given);
    checkRange(rt, events, EVENT_NAMES.length, "event set");
    const wanted = withoutCallEnds(rt, events);
    checkInUse(rt, tool);
    monitoringOf(rt).setEvents(tool, wanted);
    return null;
  },
  get_local_events: (rt, args, kwargs) => {
    const [id, given] = positional(rt, "get_local_events", args, kwargs, 2, 2) as [Value, Value];
    const code = codeOf(rt, given);
    const tool = toolOf(rt, id);
    return BigInt(eventsOfTool(monitoringOf(rt).eventsOf(code).local, tool));
  },
  set_local_events: (rt, args, kwargs) => {
    const [id, givenCode, given] = positional(rt, "set_local_events", args, kwargs, 3, 3) as [Value, Value, Value];
    const code = codeOf(rt, givenCode);
    const tool = toolOf(rt, id);
    const wanted = withoutCallEnds(rt, intOf(rt, given));
    checkRange(rt, wanted, LOCAL_EVENTS, "local event set");
    checkInUse(rt, tool);
    monitoringOf(rt).setLocalEvents(code, tool, wanted);
    return null;
  },
  restart_events: (rt, args, kwargs) => {
    noArguments(rt, "restart_events", args, kwargs);
    monitoringOf(rt).restart();
    return null;
  },
  _all_events: (rt, args, kwargs) => {
    noArguments(rt, "_all_events", args, kwargs);
    const all = rt.dict();
    for (let event = 0; event < SEPARATE_EVENTS; event++) {
      const tools = monitoringOf(rt).global[event] as number;
      if (tools !== 0) all.setStr(EVENT_NAMES[event] as string, BigInt(tools));
    }
    return all;
  },
};

/** Tools that have names of their own. */
const TOOLS = { DEBUGGER_ID: 0n, COVERAGE_ID: 1n, PROFILER_ID: 2n, OPTIMIZER_ID: 5n };

/** The namespace `sys.monitoring`. From now on it matters how loops run their generators. */
export function createMonitoring(rt: Runtime): PyModule {
  (rt as Interpreter).loops ??= new Loops();
  const events = new PyModule(types.module, "events", rt.dict());
  EVENT_NAMES.forEach((name, i) => events.attrs?.setStr(name, BigInt(1 << i)));
  events.attrs?.setStr("NO_EVENTS", 0n);
  const namespace = rt.dict();
  for (const [name, body] of Object.entries(FUNCTIONS)) namespace.setStr(name, builtin(name, body));
  namespace.setStr("DISABLE", DISABLE);
  namespace.setStr("MISSING", MISSING);
  namespace.setStr("events", events);
  for (const [name, id] of Object.entries(TOOLS)) namespace.setStr(name, id);
  return new PyModule(types.module, "sys.monitoring", namespace);
}
