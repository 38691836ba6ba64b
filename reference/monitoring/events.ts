/**
 * Tools of `sys.monitoring`, and sets of its events.
 *
 * @module
 */

import { EVENT, type EventName } from "../../src/isa/monitoring_events.ts";

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
