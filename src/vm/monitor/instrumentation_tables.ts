/**
 * Which instruction reports which monitoring event, and the instrumented form of each (`Python/instrumentation.c`, its tables).
 *
 * @module
 */

import { type OpcodeName, OPCODES } from "../../isa/opcodes.ts";

/** Monitoring events by number; a set of events has one bit for each. */
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

/** The first so many belong to instructions, and can be wanted of one code object alone. */
export const LOCAL_EVENT_COUNT = 10;
/** The first so many can be wanted by themselves; the two behind come with CALL. */
export const UNGROUPED_EVENT_COUNT = 15;

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
