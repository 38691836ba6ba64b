/**
 * Which instruction reports which monitoring event, and the instrumented form of each (`Python/instrumentation.c`, its tables).
 *
 * @module
 */

import { EVENT } from "../../isa/monitoring_events.ts";
import { type OpcodeName, OPCODES } from "../../isa/opcodes.ts";

/** What {@linkcode EVENT_OF} has for instructions without event. */
export const NO_EVENT = 255;

const REPORTING: readonly (readonly [OpcodeName, number])[] = [
  ["RESUME", EVENT.PY_START],
  ["RETURN_VALUE", EVENT.PY_RETURN],
  ["RETURN_CONST", EVENT.PY_RETURN],
  ["YIELD_VALUE", EVENT.PY_YIELD],
  ["CALL", EVENT.CALL],
  ["CALL_KW", EVENT.CALL],
  ["CALL_FUNCTION_EX", EVENT.CALL],
  ["LOAD_SUPER_ATTR", EVENT.CALL],
  ["JUMP_FORWARD", EVENT.JUMP],
  ["JUMP_BACKWARD", EVENT.JUMP],
  ["POP_JUMP_IF_FALSE", EVENT.BRANCH],
  ["POP_JUMP_IF_TRUE", EVENT.BRANCH],
  ["POP_JUMP_IF_NONE", EVENT.BRANCH],
  ["POP_JUMP_IF_NOT_NONE", EVENT.BRANCH],
  ["FOR_ITER", EVENT.BRANCH],
  ["END_FOR", EVENT.STOP_ITERATION],
  ["END_SEND", EVENT.STOP_ITERATION],
];

function table(empty: number, entries: readonly (readonly [number, number])[]): Uint8Array {
  const made = new Uint8Array(256).fill(empty);
  for (const [at, value] of entries) made[at] = value;
  return made;
}

/** Event that a base opcode reports, or {@linkcode NO_EVENT}; RESUME's depends on its oparg. */
export const EVENT_OF: Uint8Array = table(
  NO_EVENT,
  REPORTING.map(([name, event]) => [OPCODES[name].opcode, event] as const),
);

/** Instrumented form of a base opcode, 0 where there is none (`INSTRUMENTED_OPCODES`). */
export const INSTRUMENTED_OF: Uint8Array = table(
  0,
  REPORTING.map(([name]) => [OPCODES[name].opcode, OPCODES[`INSTRUMENTED_${name}` as OpcodeName].opcode] as const),
);
