/**
 * `sys.monitoring` as programs see it. What it does is the machine's: a {@linkcode Monitor}.
 *
 * @module
 */

import { EVENT, EVENT_NAMES, LOCAL_EVENT_COUNT } from "../../isa/monitoring_events.ts";
import { checkCount } from "../builtins/arguments.ts";
import { METH, type NativeImpl, PyBuiltin } from "../values/callable_values.ts";
import { PyCode } from "../values/code.ts";
import { PyDict } from "../dict/dict.ts";
import { OVERFLOW_ERROR, TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { toSize } from "../sequence/indexing.ts";
import { strOf } from "../values/payload.ts";
import { raise } from "../exception/raise.ts";
import { type Monitor, poison, type Runtime } from "../runtime.ts";
import { newNamespace, SIMPLE_NAMESPACE } from "../type/namespace.ts";
import { OBJECT } from "../type/types.ts";
import { PyObject, type Value } from "../values/value.ts";

/** Tools that programs may name. */
export const TOOL_NAMES = 6;

class PyMarker extends PyObject {}

PyMarker.prototype.cls = OBJECT;

/** What a callback answers that is not to be asked again there. */
export const MONITORING_DISABLE: Value = new PyMarker();
/** Stands for the first argument of a call without arguments. */
export const MONITORING_MISSING: Value = new PyMarker();

const ALL_EVENTS = (1 << EVENT_NAMES.length) - 1;
const LOCAL_EVENTS = (1 << LOCAL_EVENT_COUNT) - 1;
const C_RESULTS = (1 << EVENT.C_RETURN) | (1 << EVENT.C_RAISE);
const CALLS = 1 << EVENT.CALL;

function monitorOf(rt: Runtime): Monitor {
  const { monitor } = rt;
  if (monitor === null) throw poison(rt, "unsupported", "sys.monitoring");
  return monitor;
}

/** An argument of the C type `int`. */
function intArgument(rt: Runtime, value: Value): number {
  const number = toSize(rt, value);
  if (number !== (number | 0)) throw raise(rt, OVERFLOW_ERROR, "Python int too large to convert to C int");
  return number;
}

function validTool(rt: Runtime, value: Value): number {
  const tool = intArgument(rt, value);
  if (tool < 0 || tool >= TOOL_NAMES) throw raise(rt, VALUE_ERROR, `invalid tool ${tool} (must be between 0 and 5)`);
  return tool;
}

function checkInUse(rt: Runtime, tool: number): void {
  if (monitorOf(rt).toolNames[tool] === null) throw raise(rt, VALUE_ERROR, `tool ${tool} is not in use`);
}

function checkRange(rt: Runtime, events: number, all: number, what: string): void {
  if (events < 0 || events > all) throw raise(rt, VALUE_ERROR, `invalid ${what} 0x${(events >>> 0).toString(16)}`);
}

/** Events without those that come with CALL, and never without it. */
function withoutResults(rt: Runtime, events: number): number {
  if ((events & C_RESULTS) !== 0 && (events & (C_RESULTS | CALLS)) !== (C_RESULTS | CALLS)) {
    throw raise(rt, VALUE_ERROR, "cannot set C_RETURN or C_RAISE events independently");
  }
  return events & ~C_RESULTS;
}

function codeArgument(rt: Runtime, value: Value): PyCode {
  if (!(value instanceof PyCode)) throw raise(rt, TYPE_ERROR, "code must be a code object");
  return value;
}

function singleEvent(rt: Runtime, value: Value): number {
  const bits = intArgument(rt, value);
  if (bits === 0 || (bits & (bits - 1)) !== 0) {
    throw raise(rt, VALUE_ERROR, "The callback can only be set for one event at a time");
  }
  const event = 31 - Math.clz32(bits);
  if (event >= EVENT_NAMES.length) throw raise(rt, VALUE_ERROR, `invalid event ${bits}`);
  return event;
}

function func(name: string, count: number, body: NativeImpl): readonly [string, Value] {
  const impl: NativeImpl = (rt, self, args, kwnames) => {
    checkCount(rt, name, args.length, count, count);
    return body(rt, self, args, kwnames) ?? null;
  };
  const flags = count === 0 ? METH.NOARGS : count === 1 ? METH.O : METH.FASTCALL;
  return [name, new PyBuiltin(name, flags, impl, null, null)];
}

/** Its functions and markers in order. */
const ENTRIES: readonly (readonly [string, Value])[] = [
  func("use_tool_id", 2, (rt, _self, [id, name]) => {
    const tool = validTool(rt, id);
    if (strOf(name) === undefined) throw raise(rt, VALUE_ERROR, "tool name must be a str");
    const monitor = monitorOf(rt);
    if (monitor.toolNames[tool] !== null) throw raise(rt, VALUE_ERROR, `tool ${tool} is already in use`);
    monitor.useTool(tool, name);
    return null;
  }),
  // FAITHFUL: neither events nor callbacks of the tool go.
  func("free_tool_id", 1, (rt, _self, [id]) => {
    monitorOf(rt).useTool(validTool(rt, id), null);
    return null;
  }),
  func("get_tool", 1, (rt, _self, [id]) => monitorOf(rt).toolNames[validTool(rt, id)]),
  func("register_callback", 3, (rt, _self, [id, event, callback]) => {
    const tool = validTool(rt, id);
    return monitorOf(rt).register(tool, singleEvent(rt, event), callback);
  }),
  func("get_events", 1, (rt, _self, [id]) => monitorOf(rt).events(validTool(rt, id))),
  func("set_events", 2, (rt, _self, [id, given]) => {
    const tool = validTool(rt, id);
    const events = intArgument(rt, given);
    checkRange(rt, events, ALL_EVENTS, "event set");
    const wanted = withoutResults(rt, events);
    checkInUse(rt, tool);
    monitorOf(rt).setEvents(tool, wanted);
    return null;
  }),
  func("get_local_events", 2, (rt, _self, [id, code]) => {
    const checked = codeArgument(rt, code);
    return monitorOf(rt).localEvents(checked, validTool(rt, id));
  }),
  func("set_local_events", 3, (rt, _self, [id, code, given]) => {
    const checked = codeArgument(rt, code);
    const tool = validTool(rt, id);
    const wanted = withoutResults(rt, intArgument(rt, given));
    checkRange(rt, wanted, LOCAL_EVENTS, "local event set");
    checkInUse(rt, tool);
    monitorOf(rt).setLocalEvents(checked, tool, wanted);
    return null;
  }),
  func("restart_events", 0, (rt) => {
    monitorOf(rt).restart();
    return null;
  }),
  func("_all_events", 0, (rt) => {
    const all = new PyDict();
    monitorOf(rt).toolsOfEvents().forEach((tools, event) => {
      if (tools !== 0) all.setStr(EVENT_NAMES[event] as string, tools);
    });
    return all;
  }),
  ["DISABLE", MONITORING_DISABLE],
  ["MISSING", MONITORING_MISSING],
];

const TOOL_IDS: readonly (readonly [string, Value])[] = [
  ["DEBUGGER_ID", 0],
  ["COVERAGE_ID", 1],
  ["PROFILER_ID", 2],
  ["OPTIMIZER_ID", 5],
];

const EVENT_SETS: Readonly<Record<string, number>> = Object.fromEntries([
  ...EVENT_NAMES.map((name, event) => [name, 1 << event] as const),
  ["NO_EVENTS", 0],
]);

/** What the namespace `sys.monitoring` of a machine holds, in order, which inline caches tell; programs may change its events. */
export function monitoringEntries(rt: Runtime): readonly (readonly [string, Value])[] {
  return [...ENTRIES, ["events", newNamespace(rt, SIMPLE_NAMESPACE, EVENT_SETS)], ...TOOL_IDS];
}
