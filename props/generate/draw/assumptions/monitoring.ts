/**
 * What is assumed of monitoring: that no tool wants to hear of what a trace does, and of lines.
 *
 * @module
 */

import { PLAIN_FORM } from "../../draft/classes.ts";
import { type Block, type Expr, NONE, type Stmt } from "../../draft/draft.ts";
import type { Drawing } from "../drawing.ts";
import { newFunction } from "../members.ts";
import {
  add,
  AND,
  assignTo,
  attribute,
  binary,
  call,
  callMethod,
  callTop,
  constant,
  forEach,
  give,
  int,
  run,
  str,
  subscript,
  tupleLiteral,
  variable,
} from "../nodes.ts";
import { newLocal } from "../locals.ts";
import {
  anyGlobal,
  type Assumption,
  type Change,
  functionValue,
  type GlobalVariable,
  safely,
  show,
  showSafely,
  toAndFro,
} from "./assumption.ts";
import { smallBody } from "./functions.ts";
import { moduleSubject } from "./names.ts";

/** Events by the bit that stands for them. */
const EVENTS = {
  PY_START: 1,
  PY_RESUME: 2,
  PY_RETURN: 4,
  PY_YIELD: 8,
  CALL: 16,
  LINE: 32,
  INSTRUCTION: 64,
  JUMP: 128,
  BRANCH: 256,
  STOP_ITERATION: 512,
  RAISE: 1024,
} as const;
type Event = keyof typeof EVENTS;

/** A function for any number of arguments that shows the second: an offset, or a line. */
function callback(d: Drawing, ...after: Block): number {
  return newFunction(d, 0, [show(subscript(variable(0), int(1))), ...after], { ...PLAIN_FORM, star: true }, 1);
}

/** Registers a tool's callback before the loop; gives what holds `sys.monitoring`, or null. */
export function tool(
  d: Drawing,
  sys: GlobalVariable | null,
  id: number,
  event: number,
  f: number,
): GlobalVariable | null {
  const held = sys ?? monitoringOf(d);
  if (held === null) return null;
  d.locals.prologue.push(
    // Taken already when the entry is called again.
    safely(run(callMethod(held, "use_tool_id", int(id), str("t")))),
    run(callMethod(held, "register_callback", int(id), int(event), functionValue(f))),
  );
  return held;
}

function monitoringOf(d: Drawing): GlobalVariable | null {
  const sys = moduleSubject(d, "sys");
  const held = anyGlobal(d);
  if (sys === null || held === null) return null;
  d.locals.prologue.push(assignTo(held, attribute(sys.local, "monitoring")));
  return held;
}

/** Statements that an event is about. */
function eventful(d: Drawing, event: Event, f: number): (round: Expr, far: boolean) => Block {
  switch (event) {
    case "BRANCH":
    case "JUMP":
      return (round) => [{
        k: "if",
        c: binary(round, AND, int(d.choices.int(1, 3))),
        then: [show(int(1))],
        orelse: [show(int(0))],
      }];
    case "STOP_ITERATION":
      return (round, far) => {
        if (far) return [showSafely(callTop(f, round))];
        const v = newLocal(d, "index", int(-1));
        d.program.needsFixup = true;
        return [forEach(v, { k: "range", start: 0, count: 2, step: 1 }, show(variable(v)))];
      };
    case "RAISE":
      return (round) => [showSafely(subscript(constant(tupleLiteral(1, 2)), round))];
    case "CALL":
      return (round) => [showSafely(d.choices.bool() ? callTop(f, round) : call("abs", round))];
    default:
      return (round) => [showSafely(callTop(f, round))];
  }
}

const OFTEN: readonly Event[] = [
  "PY_START",
  "PY_START",
  "PY_RETURN",
  "PY_RETURN",
  "CALL",
  "LINE",
  "LINE",
  "BRANCH",
  "JUMP",
  "INSTRUCTION",
  "STOP_ITERATION",
  "RAISE",
];

/** Nobody watches what a trace does. */
export const watched: Assumption = (d) => {
  const event = d.pick(OFTEN);
  const bit = EVENTS[event];
  const f = newFunction(d, 1, smallBody(d));
  const cb = callback(d);
  if (f < 0 || cb < 0) return null;
  const monitoring = tool(d, null, 2, bit, cb);
  if (monitoring === null) return null;
  const everywhere = (events: number): Stmt => run(callMethod(monitoring, "set_events", int(2), int(events)));
  const inCode = (code: number, events: number): Stmt =>
    run(callMethod(monitoring, "set_local_events", int(2), attribute(functionValue(code), "__code__"), int(events)));
  const local = d.choices.chance(1, 3);
  const code = event === "PY_START" || event === "PY_RETURN" ? f : 0;
  const change = local
    ? toAndFro([inCode(code, bit)], [inCode(code, 0)])
    : toAndFro([everywhere(bit)], [everywhere(0)]);
  // What follows the loop is not watched.
  d.locals.epilogue.push(everywhere(0), inCode(code, 0));
  return { use: ({ round, far }) => eventful(d, event, f)(round, far), change };
};

/** Events of a function are heard of by all tools that want them, those included that do not any more. */
export const severalTools: Assumption = (d) => {
  const event = d.pick<Event>(["PY_START", "PY_RETURN", "LINE", "BRANCH", "CALL"]);
  const bit = EVENTS[event];
  const f = newFunction(
    d,
    1,
    d.choices.bool() ? smallBody(d) : [
      { k: "if", c: binary(variable(0), AND, int(1)), then: [give(int(3))], orelse: [] },
      give(callTop(0, int(0))),
    ],
  );
  if (f < 0) return null;
  d.program.functions[f] = { ...d.program.functions[f]!, body: smallBody(d) };
  const sys = monitoringOf(d);
  if (sys === null) return null;
  const silent = callback(d, give(attribute(sys, "DISABLE")));
  const other = callback(d);
  if (silent < 0 || other < 0) return null;
  const [first, second] = d.choices.bool() ? [silent, other] : [other, silent];
  tool(d, sys, 2, bit, first);
  tool(d, sys, 3, bit, second);
  const events = (id: number, on: number): Stmt =>
    run(callMethod(sys, "set_local_events", int(id), attribute(functionValue(f), "__code__"), int(on)));
  d.locals.prologue.push(events(2, bit), events(3, bit));
  const changes: readonly Change[] = [
    toAndFro([events(2, 0)], [events(2, bit)]),
    toAndFro([events(3, 0)], [events(3, bit)]),
    toAndFro([events(2, bit | EVENTS.PY_RETURN)], [events(2, bit)]),
  ];
  d.locals.epilogue.push(events(2, 0), events(3, 0));
  return { use: ({ round }) => [showSafely(callTop(f, round))], change: d.pick(changes) };
};

/** The executor that runs is valid. */
export const validity: Assumption = (d) => {
  const f = newFunction(d, 1, smallBody(d));
  if (f < 0) return null;
  const host = d.pick(["host_invalidate", "host_invalidate", "host_invalidate_all", "host_set_optimizer"] as const);
  const event: Stmt = { k: "event", host, f: d.choices.bool() ? f : 0, n: d.choices.below(3) };
  return { use: ({ round }) => [showSafely(callTop(f, round))], change: toAndFro([event], [event]) };
};

/** The line that a frame is on. */
export const line: Assumption = (d) => {
  const sys = moduleSubject(d, "sys");
  if (sys === null) return null;
  const what = attribute(callMethod(sys.global, "_getframe"), d.choices.chance(2, 3) ? "f_lineno" : "f_lasti");
  const f = newFunction(d, 1, [show(what), give(variable(0))]);
  if (f < 0) return null;
  const change = toAndFro([show(what)], [add(variable(0), NONE)]);
  return {
    use: ({ round }) => [showSafely(d.choices.bool() ? what : callTop(f, round)), show(what)],
    change: { ...change, mends: null },
  };
};
