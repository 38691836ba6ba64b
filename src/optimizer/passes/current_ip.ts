/**
 * The repair `current-ip` of the pin's analysis; passes of others are not its business.
 *
 * @module
 */

import { FLAG_BITS, flagBits } from "../../isa/flags.ts";
import { UOP_NAMES, type UopName, uopRow, UOPS } from "../../isa/uops.ts";
import type { Trace } from "../trace.ts";

/** Uops without the flag that release a value, whose destructor is program code. */
const RELEASES: ReadonlySet<UopName> = new Set(["STORE_FAST", "POP_TOP", "END_SEND", "DELETE_FAST"]);

/** 1 for uops that may run program code; by id. */
const ESCAPES: Uint8Array = (() => {
  const table = new Uint8Array(512);
  for (const name of UOP_NAMES) {
    const { id, flags } = uopRow(name);
    const escapes = (flagBits(flags) & FLAG_BITS.ESCAPES) !== 0 || RELEASES.has(name);
    table[id] = escapes && id !== UOPS._SET_IP.id ? 1 : 0;
  }
  return table;
})();

/**
 * A trace after the pin's analysis, with every _SET_IP back that it removed although something between it and the next one may
 * run program code.
 */
export function restoreCurrentIp(before: Trace, after: Trace): Trace {
  const result = after.slice();
  let pending = -1;
  before.forEach((instruction, index) => {
    if (instruction.uop === UOPS._SET_IP.id) pending = index;
    else if (pending >= 0 && ESCAPES[instruction.uop] === 1) {
      result[pending] = before[pending] as Trace[number];
      pending = -1;
    }
  });
  return result;
}
