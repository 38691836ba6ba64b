/**
 * Changes of what is monitored, behind the back of a trace: they are what an executor that is no longer valid misses.
 *
 * @module
 */

import { opcodeOf } from "../../../src/isa/code_unit.ts";
import { EVENT } from "../../../src/isa/monitoring_events.ts";
import { baseOf, OPCODE_NAMES, OPCODES } from "../../../src/isa/opcodes.ts";
import { MONITORING_DISABLE } from "../../../src/object/modules/monitoring.ts";
import type { Runtime } from "../../../src/object/runtime.ts";
import { METH, PyBuiltin } from "../../../src/object/values/callable_values.ts";
import type { PyCode } from "../../../src/object/values/code.ts";
import type { Value } from "../../../src/object/values/value.ts";
import { type Change, forOwnPasses, onName } from "./change.ts";

const LOGGING_TOOL = 5;

/** Instructions that jump, or may. */
const JUMPS: ReadonlySet<number> = new Set(
  OPCODE_NAMES.filter((name) => /JUMP|^FOR_ITER$|^SEND$/.test(name)).map((name) => OPCODES[name].opcode),
);

/** A callback that logs where it was told of something. */
const LOG_EVENT = logger((rt, text) => {
  rt.log.push(text);
  return null;
});

function logger(tell: (rt: Runtime, text: string, offset: Value) => Value): PyBuiltin {
  const told = (rt: Runtime, { name }: PyCode, at: Value): Value => tell(rt, `${name}: event at ${at}`, at);
  return new PyBuiltin("log_event", METH.FASTCALL, (rt, _self, [code, at]) => told(rt, code as PyCode, at), null, null);
}

/** Changes of what is monitored, by their names. */
export const MONITORING_CHANGES = {
  // Only starts of functions: an instruction that is about to run must not change under who stands before it.
  "monitor": onName("starts of functions are monitored", (m) => {
    m.instrumentation.register(LOGGING_TOOL, EVENT.PY_START, LOG_EVENT);
    m.instrumentation.setEvents(LOGGING_TOOL, 1 << EVENT.PY_START);
    return true;
  }),
  // The same for jumps: tier 1 has already taken up the instruction that it stands before.
  "monitor jumps": onName("jumps and branches are monitored", (m) => {
    const { code, ip } = m.frame;
    if (m.executor === null && JUMPS.has(baseOf(opcodeOf(code.units[ip] as number)))) return false;
    for (const event of [EVENT.JUMP, EVENT.BRANCH]) m.instrumentation.register(LOGGING_TOOL, event, LOG_EVENT);
    m.instrumentation.setEvents(LOGGING_TOOL, 1 << EVENT.JUMP | 1 << EVENT.BRANCH);
    return true;
  }),
  // The instruction that it stands before is not told of: tier 1 has taken it up, as a rule, and a trace that is left now runs it anew.
  // Behind what only lets go of a value the pin has no check: instructions that a destructor monitors are told of late.
  "monitor instructions": forOwnPasses(onName("all instructions are monitored", (m) => {
    const { code, ip } = m.frame;
    const here = m.executor === null ? ip : null;
    if (here !== null && opcodeOf(code.units[here - 1] ?? 0) === OPCODES.EXTENDED_ARG.opcode) return false;
    let isFirst = true;
    const log = logger((rt, text, at) => {
      const isHere = isFirst && (here === null || at === 2 * here);
      isFirst = false;
      if (isHere) return null;
      rt.log.push(text);
      return MONITORING_DISABLE;
    });
    m.instrumentation.register(LOGGING_TOOL, EVENT.INSTRUCTION, log);
    m.instrumentation.setEvents(LOGGING_TOOL, 1 << EVENT.INSTRUCTION);
    return true;
  })),
} as const satisfies Record<string, Change>;
