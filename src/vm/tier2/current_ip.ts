/**
 * The repair `current-ip`.
 *
 * @module
 */

import type { Repairs } from "../../isa/engine.ts";
import { FLAG_BITS, flagBits } from "../../isa/flags.ts";
import { UOP_NAMES, type UopName, uopRow, UOPS } from "../../isa/uops.ts";
import type { Pass } from "../../optimizer/passes.ts";
import type { Trace } from "../../optimizer/trace.ts";

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
 * Passes under the repairs. FAITHFUL: without `current-ip` they are as given: uops that only escape do not keep the pointer
 * current. With it, every _SET_IP that was removed comes back when something between it and the next one escapes.
 */
export function keepCurrentIp(passes: readonly Pass[], repairs: Repairs): readonly Pass[] {
  if (!repairs.has("current-ip")) return passes;
  return passes.map((pass) => ({
    name: pass.name,
    run: (trace, context) => restore(trace, pass.run(trace, context)),
  }));
}

function restore(before: Trace, after: Trace): Trace {
  if (before.length !== after.length) return after;
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
