/**
 * The events of `sys.monitoring`, by number; a set of events has one bit for each.
 *
 * @module
 */

/** Names in order of their numbers. */
export const EVENT_NAMES = [
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

/** Name of an event. */
export type EventName = (typeof EVENT_NAMES)[number];

/** Number of each event. */
export const EVENT: Readonly<Record<EventName, number>> = Object.fromEntries(
  EVENT_NAMES.map((name, number) => [name, number]),
) as Record<EventName, number>;

/** The first so many are events of instructions, and can be set for one code object. */
export const LOCAL_EVENTS = 10;
/** The first so many can be set by themselves; the two behind come with CALL. */
export const SEPARATE_EVENTS = 15;

/** Tools that programs can name, then those of `sys.setprofile` and `sys.settrace`. */
export const NAMED_TOOLS = 6;
/** Tool of `sys.setprofile`. */
export const PROFILE_TOOL = 6;
/** Tool of `sys.settrace`. */
export const TRACE_TOOL = 7;

/** A set of events. */
export function eventSet(...names: readonly EventName[]): number {
  return names.reduce((bits, name) => bits | (1 << EVENT[name]), 0);
}
