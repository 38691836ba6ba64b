/**
 * The host functions that a program may call.
 *
 * @module
 */

import { type HostName, HOSTS } from "../isa/program.ts";
import { METH, type NativeImpl, PyBuiltin, PyFunction } from "../object/values/callable_values.ts";
import { PyCode } from "../object/values/code.ts";
import { TYPE_ERROR, VALUE_ERROR } from "../object/exception/exception_types.ts";
import { raise } from "../object/exception/raise.ts";
import { canonicalText } from "../object/text/canonical.ts";
import type { Runtime } from "../object/runtime.ts";
import type { Value } from "../object/values/value.ts";
import { EVENT } from "../isa/monitoring_events.ts";
import type { Hosts, Machine } from "./machine.ts";

/** The tool that programs monitor with, and the events: starts of functions, which nobody is told of. */
const MONITOR_TOOL = 4;
const MONITOR_EVENTS = 1 << EVENT.PY_START;

/** The tool that logs lines. */
const LINE_TOOL = 3;
const LOG_LINE = new PyBuiltin(
  "log_line",
  METH.FASTCALL,
  (rt, _self, [code, line]) => {
    rt.log.push(`${(code as PyCode).name}: line ${line}`);
    return null;
  },
  null,
  null,
);

function codeOf(rt: Runtime, name: HostName, value: Value): PyCode {
  if (value instanceof PyFunction) return value.code;
  if (value instanceof PyCode) return value;
  throw raise(rt, TYPE_ERROR, `${name}() needs a function`);
}

/** Makes the host functions of a machine. */
export function makeHosts(m: Machine): Hosts {
  const bodies: Readonly<Record<HostName, NativeImpl>> = {
    emit: (rt, _self, args) => {
      rt.log.push(canonicalText(rt, args[0]));
      return null;
    },
    host_invalidate: (rt, _self, args) => {
      m.optimizer.index.invalidateDependency(codeOf(rt, "host_invalidate", args[0]).address);
      return null;
    },
    host_invalidate_all: () => {
      m.optimizer.index.invalidateAll();
      return null;
    },
    host_set_optimizer: (rt, _self, args) => {
      const [number] = args;
      if (number !== 0 && number !== 1 && number !== 2) {
        throw raise(rt, VALUE_ERROR, "host_set_optimizer() needs 0, 1 or 2");
      }
      m.installOptimizer(number);
      return null;
    },
    host_monitor: (rt, _self, args) => {
      const code = codeOf(rt, "host_monitor", args[0]);
      const { instrumentation } = m;
      const on = instrumentation.localEvents(code, MONITOR_TOOL) !== 0;
      instrumentation.setLocalEvents(code, MONITOR_TOOL, on ? 0 : MONITOR_EVENTS);
      return null;
    },
    host_monitor_all: (rt, _self, args) => {
      const [number] = args;
      if (number !== 0 && number !== 1) throw raise(rt, VALUE_ERROR, "host_monitor_all() needs 0 or 1");
      m.instrumentation.setEvents(MONITOR_TOOL, number * MONITOR_EVENTS);
      return null;
    },
    host_lines: (rt, _self, args) => {
      const code = codeOf(rt, "host_lines", args[0]);
      m.instrumentation.register(LINE_TOOL, EVENT.LINE, LOG_LINE);
      m.instrumentation.setLocalEvents(code, LINE_TOOL, 1 << EVENT.LINE);
      return null;
    },
  };
  const make = (name: HostName): PyBuiltin =>
    new PyBuiltin(
      name,
      name === "host_invalidate_all" ? METH.NOARGS : METH.O,
      bodies[name],
      null,
      null,
      name === "emit" ? "x" : null,
    );
  return Object.fromEntries((Object.keys(HOSTS) as HostName[]).map((name) => [name, make(name)])) as Record<
    HostName,
    PyBuiltin
  >;
}
