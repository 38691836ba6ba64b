/**
 * The events of `sys.monitoring`.
 *
 * @module
 */

/** Events by number; a set of events has one bit for each. */
export const EVENT = {
  PY_START: 0,
  PY_RESUME: 1,
  PY_RETURN: 2,
  PY_YIELD: 3,
  CALL: 4,
  LINE: 5,
  INSTRUCTION: 6,
  JUMP: 7,
  BRANCH: 8,
  STOP_ITERATION: 9,
  RAISE: 10,
  EXCEPTION_HANDLED: 11,
  PY_UNWIND: 12,
  PY_THROW: 13,
  RERAISE: 14,
  C_RETURN: 15,
  C_RAISE: 16,
} as const;

/** Name of an event. */
export type EventName = keyof typeof EVENT;

/** Names in order of their numbers. */
export const EVENT_NAMES = Object.keys(EVENT) as readonly EventName[];

/** The first so many belong to instructions, and can be wanted of one code object alone. */
export const LOCAL_EVENT_COUNT = 10;
/** The first so many can be wanted by themselves; the two behind come with CALL. */
export const UNGROUPED_EVENT_COUNT = 15;
