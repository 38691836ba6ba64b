/**
 * A pass that drops more _SET_IPs than the pin does: the pin reads from the flags of uops whether they may raise, and the flags are
 * careful. What only makes a tuple or a list, or moves values, cannot.
 *
 * @module
 */

import { type Pass, type Trace, uop, type UopName, uopNameOf, UOPS } from "../../mod.ts";

/** Uops before which the instruction pointer does not matter: they neither leave the trace nor run other code. */
const HARMLESS: ReadonlySet<UopName> = new Set([
  "NOP",
  "COPY",
  "SWAP",
  "PUSH_NULL",
  "LOAD_CONST",
  "LOAD_FAST",
  "BUILD_TUPLE",
  "BUILD_LIST",
  "BUILD_SLICE",
  "MAKE_FUNCTION",
  "LOAD_ASSERTION_ERROR",
]);

/** The slip: what is written in C needs no pointer, it seems; but it may raise, and the traceback says where. */
const WRITTEN_IN_C: ReadonlySet<UopName> = new Set([
  ...HARMLESS,
  "CALL_BUILTIN_O",
  "CALL_BUILTIN_FAST",
  "CALL_METHOD_DESCRIPTOR_O",
  "CALL_METHOD_DESCRIPTOR_FAST",
  "CALL_METHOD_DESCRIPTOR_NOARGS",
  "_LOAD_GLOBAL_MODULE",
  "_LOAD_GLOBAL_BUILTINS",
]);

function pass(name: string, harmless: ReadonlySet<UopName>): Pass {
  return {
    name,
    run(trace): Trace {
      const result = trace.slice();
      /** The last _SET_IP, as long as nothing after it needs it; -1 without one. */
      let idle = -1;
      trace.forEach((instruction, index) => {
        if (instruction.uop === UOPS._SET_IP.id) {
          if (idle >= 0) result[idle] = uop("NOP");
          idle = index;
        } else if (!harmless.has(uopNameOf(instruction.uop) as UopName)) {
          idle = -1;
        }
      });
      return result;
    },
  };
}

/** Drops _SET_IPs before uops that cannot leave. */
export const redundantSetIp: Pass = pass("redundant-set-ip", HARMLESS);

/** The same with a slip: functions that are written in C raise, too. */
export const redundantSetIpSlip: Pass = pass("redundant-set-ip-slip", WRITTEN_IN_C);
