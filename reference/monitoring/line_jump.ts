/**
 * `frame.f_lineno = line`: a trace function sends a frame to another line (C: `Objects/frameobject.c`, `frame_setlineno`).
 *
 * @module
 */

import { lineOf } from "../core/frame_type.ts";
import type { Frame } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";
import type { PyCode, PyException, Value } from "../values.ts";
import type { EventName } from "../../src/isa/monitoring_events.ts";
import { EXCEPTION, keepsMore, leadsTo, type Shapes, shapesOf, TOO_DEEP, whyNot, without } from "./stack_shapes.ts";

const LARGEST_LINE = 2n ** 31n - 1n;

/** What an event answers to the wish; those that are not here refuse in general. */
const BY_EVENT: ReadonlyMap<EventName, "allowed" | string> = new Map<EventName, string>([
  ["PY_RESUME", "allowed"],
  ["JUMP", "allowed"],
  ["BRANCH", "allowed"],
  ["LINE", "allowed"],
  ["PY_YIELD", "allowed"],
  ["PY_START", "can't jump from the 'call' trace event of a new frame"],
  ["CALL", "can't jump during a call"],
  ["C_RETURN", "can't jump during a call"],
]);

/** Events that the interpreter did not think of. */
const FORGOTTEN: ReadonlySet<EventName> = new Set<EventName>(["STOP_ITERATION", "RERAISE"]);

/** Units where a line begins that is not that of the units before, with the line. */
function beginnings(code: PyCode): (readonly [unit: number, line: number])[] {
  const found: (readonly [number, number])[] = [];
  for (let unit = 0; unit < code.code.code.length; unit++) {
    const line = lineOf(code.code, unit);
    if (line !== null && line !== found.at(-1)?.[1]) found.push([unit, line]);
  }
  return found;
}

/** Sends a frame to a line while an event is told of; null stands for no event. */
export function goToLine(rt: Interpreter, frame: Frame, wanted: Value, event: EventName | null): void {
  if (typeof wanted !== "bigint") throw rt.valueError("lineno must be an integer");
  if (event === null) throw rt.valueError("f_lineno can only be set in a trace function");
  if (FORGOTTEN.has(event)) throw rt.error("SystemError", "unexpected event type");
  const answer = BY_EVENT.get(event) ?? "can only jump from a 'line' trace event";
  if (answer !== "allowed") throw rt.valueError(answer);
  if (wanted > LARGEST_LINE || wanted < -LARGEST_LINE - 1n) throw rt.valueError("lineno out of range");
  const { code } = frame;
  if (wanted < code.code.firstlineno) throw rt.valueError(`line ${wanted} comes before the current code block`);
  const begins = beginnings(code);
  const later = begins.map(([, line]) => line).filter((line) => line >= wanted);
  if (later.length === 0) throw rt.valueError(`line ${wanted} comes after the current code block`);
  const line = Math.min(...later);
  const shapes = shapesOf(code.code);
  const units = begins.filter(([, begun]) => begun === line).map(([unit]) => unit);
  const unit = choose(rt, shapes, shapes.get(frame.at), units);
  for (let i = 0; i < frame.fast.length; i++) frame.fast[i] ??= null;
  cut(rt, frame, shapes.get(frame.at) as string, (shapes.get(unit) as string).length);
  frame.at = unit;
  frame.next = unit;
}

/** The unit where most of the stack is kept. */
function choose(rt: Interpreter, shapes: Shapes, from: string | undefined, units: readonly number[]): number {
  const open = from === undefined ? [] : units.filter((unit) => leadsTo(from, shapes.get(unit)));
  if (open.length > 0) {
    return open.reduce((best, unit) => keepsMore(shapes.get(unit) as string, shapes.get(best) as string) ? unit : best);
  }
  if (from === undefined) throw rt.valueError("can't jump from unreachable code");
  throw rt.valueError(from === TOO_DEEP ? "stack to deep to analyze" : whyNot(shapes.get(units[0] as number)));
}

/** Drops what the new place does not have; an exception that goes is no longer handled. */
function cut(rt: Interpreter, frame: Frame, from: string, entries: number): void {
  const suspended = frame.generator !== null && !frame.generator.running;
  for (let shape = suspended ? without(from, 1) : from; shape.length > entries; shape = without(shape, 1)) {
    const dropped = frame.stack.pop();
    if (shape.endsWith(EXCEPTION)) rt.handled.value = dropped as PyException | null;
  }
}
