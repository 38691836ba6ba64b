/**
 * The repair `lost-check` of the pin's analysis; passes of others are not its business.
 *
 * @module
 */

import { FLAG_BITS, flagBits } from "../../isa/flags.ts";
import { UOP_NAMES, type UopName, uopRow, UOPS } from "../../isa/uops.ts";
import type { Trace } from "../trace.ts";

/**
 * Uops that call program code, of which the pin's flags say nothing. What only releases a value is not among them: a check
 * behind every STORE_FAST would be the price for destructors that ask for events.
 */
const UNMARKED: ReadonlySet<UopName> = new Set(["_BINARY_OP", "CALL_BUILTIN_CLASS", "CONVERT_VALUE"]);

/** 1 for uops that may run program code; by id. */
const RUNS_CODE: Uint8Array = (() => {
  const table = new Uint8Array(512);
  for (const name of UOP_NAMES) {
    const { id, flags } = uopRow(name);
    const runs = (flagBits(flags) & FLAG_BITS.ESCAPES) !== 0 || UNMARKED.has(name);
    table[id] = runs && id !== UOPS._SET_IP.id ? 1 : 0;
  }
  return table;
})();

/**
 * A trace after the pin's analysis, with every _CHECK_VALIDITY back that it removed although program code may have run since
 * the one before; the first one too, where such code may run between the last one and the jump to the top. The instruction
 * pointer that a check leaves with is kept as well.
 */
export function restoreChecks(before: Trace, after: Trace): Trace {
  const result = after.slice();
  // What follows the last check runs before the first one of the next round.
  let ran = true;
  let pointer = -1;
  before.forEach((instruction, index) => {
    const { uop } = instruction;
    if (uop === UOPS._SET_IP.id) pointer = index;
    else if (uop === UOPS._CHECK_VALIDITY.id) {
      if (ran) {
        result[index] = instruction;
        if (pointer >= 0) result[pointer] = before[pointer] as Trace[number];
      }
      ran = false;
    } else if (RUNS_CODE[uop] === 1) ran = true;
  });
  return result;
}
