/**
 * How specialization ends: the site gets a special form and a long counter, or stays with the base form and waits longer.
 *
 * @module
 */

import { DEOPT_OF, OPCODE_NAMES, type OpcodeName, OPCODES } from "../../isa/opcodes.ts";
import { ADAPTIVE_COOLDOWN, counterAfterFailure } from "./adaptive_counter.ts";
import type { Machine } from "../machine.ts";

/** Opcodes by name. A map: the table of opcodes has so many names, and rows of so many shapes, that V8 searches both. */
const NUMBER_OF: ReadonlyMap<OpcodeName, number> = new Map(
  OPCODE_NAMES.map((name): [OpcodeName, number] => [name, OPCODES[name].opcode]),
);

/** Looks at the operands on the stack and rewrites the instruction at `unit`. Nothing is popped. */
export type Specializer = (m: Machine, oparg: number, unit: number) => void;

/** Writes the special form. What it needs in the other cache units has been written before. */
function succeed(m: Machine, unit: number, form: OpcodeName): void {
  const { units } = m.frame.code;
  units[unit] = ((units[unit] as number) & 0xff00) | (NUMBER_OF.get(form) as number);
  units[unit + 1] = ADAPTIVE_COOLDOWN;
}

/** Goes back to the base form and doubles the wait; other cache units keep what they hold. */
function fail(m: Machine, unit: number): void {
  const { units } = m.frame.code;
  const instruction = units[unit] as number;
  units[unit] = (instruction & 0xff00) | (DEOPT_OF[instruction & 0xff] as number);
  units[unit + 1] = counterAfterFailure(units[unit + 1] as number);
}

/** The special form, or failure when there is none. */
export function conclude(m: Machine, unit: number, form: OpcodeName | null): void {
  if (form === null) fail(m, unit);
  else succeed(m, unit, form);
}
