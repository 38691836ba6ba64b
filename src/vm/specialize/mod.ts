/**
 * Specialization: what the base form of an adaptive instruction turns into, given the operands on the stack
 * (`Python/specialize.c`).
 *
 * @module
 */

import { codeUnit } from "../../isa/code_unit.ts";
import { InvariantError } from "../../isa/errors.ts";
import { OPCODES } from "../../isa/opcodes.ts";
import { ADAPTIVE_COOLDOWN, counterAfterFailure } from "../adaptive_counter.ts";
import type { Machine } from "../machine.ts";
import { specializeLoadAttr, specializeLoadSuperAttr, specializeStoreAttr } from "./attributes.ts";
import { specializeCall } from "./calls.ts";
import type { Specializer } from "./family.ts";
import { specializeLoadGlobal } from "./globals.ts";
import { specializeForIter, specializeSend } from "./iteration.ts";
import {
  specializeBinaryOp,
  specializeBinarySubscr,
  specializeCompareOp,
  specializeStoreSubscr,
  specializeToBool,
  specializeUnpackSequence,
} from "./operators.ts";

/** The specializer of each family, by its base form. */
const FAMILIES = {
  BINARY_OP: specializeBinaryOp,
  BINARY_SUBSCR: specializeBinarySubscr,
  CALL: specializeCall,
  COMPARE_OP: specializeCompareOp,
  FOR_ITER: specializeForIter,
  LOAD_ATTR: specializeLoadAttr,
  LOAD_GLOBAL: specializeLoadGlobal,
  LOAD_SUPER_ATTR: specializeLoadSuperAttr,
  SEND: specializeSend,
  STORE_ATTR: specializeStoreAttr,
  STORE_SUBSCR: specializeStoreSubscr,
  TO_BOOL: specializeToBool,
  UNPACK_SEQUENCE: specializeUnpackSequence,
} as const satisfies Record<string, Specializer>;

const SPECIALIZER_OF: readonly (Specializer | undefined)[] = (() => {
  const table: (Specializer | undefined)[] = new Array<Specializer | undefined>(256).fill(undefined);
  for (const [name, specializer] of Object.entries(FAMILIES)) {
    table[OPCODES[name as keyof typeof FAMILIES].opcode] = specializer;
  }
  return table;
})();

/**
 * Asks the specializer of the family `base` for the instruction at `unit`, with its operands on the stack; rewrites opcode,
 * counter and caches. A failure puts the base form back and the counter off; caches written before it stay.
 */
export function specialize(m: Machine, base: number, oparg: number, unit: number): void {
  const specializer = SPECIALIZER_OF[base];
  if (specializer === undefined) throw new InvariantError(`specialize: opcode ${base} has no specialized forms`);
  const { units } = m.frame.code;
  const form = specializer(m, oparg, unit);
  const low = (units[unit] as number) >>> 8;
  if (form === 0) {
    units[unit] = codeUnit(base, low);
    units[unit + 1] = counterAfterFailure(units[unit + 1] as number);
    return;
  }
  units[unit] = codeUnit(form, low);
  units[unit + 1] = ADAPTIVE_COOLDOWN;
}
