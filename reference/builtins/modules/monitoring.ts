/**
 * `sys.monitoring`, as far as function starts go: callbacks for PY_START, set for one code object or for all.
 *
 * The interpreter says when a function starts ({@linkcode reportStart}); nothing happens unless a program set it up.
 *
 * @module
 */

import type { Runtime } from "../../runtime.ts";
import { builtin, types } from "../../types.ts";
import { type NativeFunction, PyCode, PyModule, type Value } from "../../values.ts";
import { cIntArgument, oneArgument, positional } from "../arguments.ts";

/** Events by name; each is one bit. */
const EVENTS = [
  "PY_START",
  "PY_RESUME",
  "PY_RETURN",
  "PY_YIELD",
  "CALL",
  "LINE",
  "INSTRUCTION",
  "JUMP",
  "BRANCH",
  "STOP_ITERATION",
  "RAISE",
  "EXCEPTION_HANDLED",
  "PY_UNWIND",
  "PY_THROW",
  "RERAISE",
  "C_RETURN",
  "C_RAISE",
] as const;

const PY_START = 1;
const TOOL_COUNT = 6;

/** One tool's registration. */
interface Tool {
  name: Value;
  readonly callbacks: Map<number, Value>;
  globalEvents: number;
  readonly localEvents: Map<PyCode, number>;
}

/** The tools of a run. */
class Monitoring {
  /** A callback is running. */
  reporting = false;
  readonly tools: Tool[] = Array.from({ length: TOOL_COUNT }, () => ({
    name: null,
    callbacks: new Map(),
    globalEvents: 0,
    localEvents: new Map(),
  }));
}

const states = new WeakMap<Runtime, Monitoring>();

function stateOf(rt: Runtime): Monitoring {
  let state = states.get(rt);
  if (state === undefined) states.set(rt, state = new Monitoring());
  return state;
}

/** Calls the callbacks for the start of a function; none of them is called for functions that run meanwhile. */
export function reportStart(rt: Runtime, code: PyCode, offsetBytes: number): void {
  const state = states.get(rt);
  if (state === undefined || state.reporting) return;
  state.reporting = true;
  try {
    for (const tool of state.tools) {
      const events = tool.globalEvents | (tool.localEvents.get(code) ?? 0);
      const callback = tool.callbacks.get(PY_START);
      if ((events & PY_START) !== 0 && callback !== undefined) rt.call(callback, [code, BigInt(offsetBytes)]);
    }
  } finally {
    state.reporting = false;
  }
}

function toolOf(rt: Runtime, v: Value): Tool {
  const id = cIntArgument(rt, v);
  const tool = stateOf(rt).tools[id];
  if (tool === undefined) throw rt.error("ValueError", `invalid tool ${id} (must be between 0 and 5)`);
  return tool;
}

/** Only function starts are reported. */
function checkEvents(rt: Runtime, events: number): void {
  if ((events & ~PY_START) !== 0) rt.unsupported("sys.monitoring events other than PY_START");
}

const FUNCTIONS: Readonly<Record<string, NativeFunction>> = {
  use_tool_id: (rt, args, kwargs) => {
    const [id, name] = positional(rt, "use_tool_id", args, kwargs, 2, 2) as [Value, Value];
    const tool = toolOf(rt, id);
    if (tool.name !== null) throw rt.error("ValueError", `tool ${rt.str(id)} is already in use`);
    tool.name = name;
    return null;
  },
  free_tool_id: (rt, args, kwargs) => {
    toolOf(rt, oneArgument(rt, "free_tool_id", args, kwargs)).name = null;
    return null;
  },
  get_tool: (rt, args, kwargs) => toolOf(rt, oneArgument(rt, "get_tool", args, kwargs)).name,
  register_callback: (rt, args, kwargs) => {
    const [id, event, callback] = positional(rt, "register_callback", args, kwargs, 3, 3) as [Value, Value, Value];
    const { callbacks } = toolOf(rt, id);
    const bit = cIntArgument(rt, event);
    const before = callbacks.get(bit);
    if (callback === null) callbacks.delete(bit);
    else callbacks.set(bit, callback);
    return before ?? null;
  },
  set_events: (rt, args, kwargs) => {
    const [id, events] = positional(rt, "set_events", args, kwargs, 2, 2) as [Value, Value];
    const bits = cIntArgument(rt, events);
    checkEvents(rt, bits);
    toolOf(rt, id).globalEvents = bits;
    return null;
  },
  get_events: (rt, args, kwargs) => BigInt(toolOf(rt, oneArgument(rt, "get_events", args, kwargs)).globalEvents),
  set_local_events: (rt, args, kwargs) => {
    const [id, code, events] = positional(rt, "set_local_events", args, kwargs, 3, 3) as [Value, Value, Value];
    if (!(code instanceof PyCode)) throw rt.error("TypeError", "code must be a code object");
    const bits = cIntArgument(rt, events);
    checkEvents(rt, bits);
    toolOf(rt, id).localEvents.set(code, bits);
    return null;
  },
  get_local_events: (rt, args, kwargs) => {
    const [id, code] = positional(rt, "get_local_events", args, kwargs, 2, 2) as [Value, Value];
    if (!(code instanceof PyCode)) throw rt.error("TypeError", "code must be a code object");
    return BigInt(toolOf(rt, id).localEvents.get(code) ?? 0);
  },
  restart_events: () => null,
};

/** The namespace `sys.monitoring`. */
export function createMonitoring(rt: Runtime): PyModule {
  const events = new PyModule(types.module, "events", rt.dict());
  EVENTS.forEach((name, i) => events.attrs?.setStr(name, BigInt(1 << i)));
  events.attrs?.setStr("NO_EVENTS", 0n);
  const namespace = rt.dict();
  for (const [name, body] of Object.entries(FUNCTIONS)) namespace.setStr(name, builtin(name, body));
  namespace.setStr("events", events);
  return new PyModule(types.module, "sys.monitoring", namespace);
}
