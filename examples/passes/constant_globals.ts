/**
 * A pass that takes a global for the constant that it is now. The executor depends on the namespace: it is invalidated when any of its
 * keys or values changes, and asks whether it is before it uses the constant.
 *
 * @module
 */

import { type Namespace, type Pass, type Trace, uop, type UopInstruction, UOPS } from "../../mod.ts";

const NOP = UOPS.NOP.id;

function pass(name: string, depends: boolean): Pass {
  return {
    name,
    run(trace, context): Trace {
      const kept = trace.filter((instruction) => instruction.uop !== NOP);
      const { globals, builtins } = context;
      const out: UopInstruction[] = [];
      /** Namespaces that the guards before the load at hand have made sure of. */
      let sure: Namespace[] = [];
      let room = context.limits.maxTraceLength - kept.length;
      for (const instruction of kept) {
        const { uop: id, oparg, operand } = instruction;
        const version = Number(operand);
        const isGlobal = id === UOPS._LOAD_GLOBAL_MODULE.id;
        const from = isGlobal ? globals : builtins;
        if (id === UOPS._SET_IP.id) sure = [];
        // An executor belongs to code, which other functions may run with other globals: the guards stay.
        if (id === UOPS._GUARD_GLOBALS_VERSION.id && version === globals.version) sure.push(globals);
        if (id === UOPS._GUARD_BUILTINS_VERSION.id && version === builtins.version) sure.push(builtins);
        const value = isGlobal || id === UOPS._LOAD_GLOBAL_BUILTINS.id ? from.valueAt(version) : null;
        if (value === null || !sure.includes(from) || room < 2) {
          out.push(instruction);
          continue;
        }
        // Something since the last check may have changed the namespace.
        if (depends) {
          out.push(uop("_CHECK_VALIDITY"));
          context.dependOn(from);
        }
        out.push(context.addConstant(value));
        if ((oparg & 1) !== 0) out.push(uop("PUSH_NULL"));
        room -= 2;
      }
      return out;
    },
  };
}

/** Takes globals and builtins for constants. */
export const constantGlobals: Pass = pass("constant-globals", true);

/** The same with a slip: nobody tells the executor that the global has changed. */
export const constantGlobalsSlip: Pass = pass("constant-globals-slip", false);
