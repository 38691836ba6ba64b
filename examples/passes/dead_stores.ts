/**
 * A pass that drops stores into locals that another store follows before anybody can look: neither a load, nor an exit of the
 * trace, where tier 1 goes on with the locals, nor code that runs meanwhile.
 *
 * @module
 */

import { FLAG_BITS, flagBits, type Pass, type Trace, uop, type UopName, uopNameOf, uopRow } from "../../mod.ts";

/** Loads of locals, and what takes a local's place otherwise. */
const READS: ReadonlySet<UopName> = new Set([
  "LOAD_FAST",
  "LOAD_FAST_CHECK",
  "LOAD_FAST_AND_CLEAR",
  "DELETE_FAST",
  "LOAD_DEREF",
  "MAKE_CELL",
]);

/** Uops that push a value without a destructor, so that it makes no difference when it goes. */
const PUSHES_PLAIN: ReadonlySet<UopName> = new Set([
  "_BINARY_OP_ADD_INT",
  "_BINARY_OP_SUBTRACT_INT",
  "_BINARY_OP_MULTIPLY_INT",
  "COMPARE_OP_INT",
  "COMPARE_OP_STR",
  "COMPARE_OP_FLOAT",
  "LOAD_CONST",
  "_ITER_NEXT_RANGE",
]);

/** Uops that end or leave the frame. */
const LEAVES: ReadonlySet<UopName> = new Set(["_PUSH_FRAME", "_POP_FRAME", "_EXIT_TRACE"]);

/** Flagged as raising, for want of memory alone. */
const HARMLESS: ReadonlySet<UopName> = new Set([
  "_SET_IP",
  "COPY",
  "_ITER_NEXT_RANGE",
  "_BINARY_OP_ADD_INT",
  "_BINARY_OP_SUBTRACT_INT",
  "_BINARY_OP_MULTIPLY_INT",
]);

/** Flags of uops after which a store still counts. `DEOPT` leaves the trace; so may what raises or runs other code. */
function seesLocals(name: UopName, guardsCount: boolean): boolean {
  const flags = flagBits(uopRow(name).flags);
  const leaves = guardsCount ? FLAG_BITS.DEOPT | FLAG_BITS.ERROR | FLAG_BITS.ESCAPES : FLAG_BITS.ERROR;
  return LEAVES.has(name) || (!HARMLESS.has(name) && (flags & leaves) !== 0);
}

/** Whether the store at an index is overwritten before anybody looks; the loop may come round to its top, and to the store itself. */
function isDead(trace: Trace, at: number, guardsCount: boolean): boolean {
  const slot = trace[at]?.oparg;
  const end = trace.findIndex((each) => uopNameOf(each.uop) === "_JUMP_TO_TOP");
  const ahead = end < 0 ? trace.slice(at + 1) : [...trace.slice(at + 1, end), ...trace.slice(0, at + 1)];
  for (const { uop: id, oparg } of ahead) {
    const name = uopNameOf(id) as UopName;
    if (name === "STORE_FAST" && oparg === slot) return true;
    // Another store, or a POP_TOP, may drop the last reference to something with a destructor.
    if (guardsCount && (name === "STORE_FAST" || name === "POP_TOP")) return false;
    if (READS.has(name) && oparg === slot) return false;
    if (seesLocals(name, guardsCount)) return false;
  }
  return false;
}

function pass(name: string, guardsCount: boolean): Pass {
  return {
    name,
    run: (trace): Trace =>
      trace.map((instruction, at) => {
        if (uopNameOf(instruction.uop) !== "STORE_FAST") return instruction;
        const pushedBy = trace.slice(0, at).findLast((each) =>
          !["NOP", "_SET_IP", "_CHECK_VALIDITY"].includes(uopNameOf(each.uop) ?? "")
        );
        const plain = pushedBy !== undefined && PUSHES_PLAIN.has(uopNameOf(pushedBy.uop) as UopName);
        return plain && isDead(trace, at, guardsCount) ? uop("POP_TOP") : instruction;
      }),
  };
}

/** Drops stores that nobody can see. */
export const deadStores: Pass = pass("dead-stores", true);

/** The same with a slip: a guard does not read locals, but tier 1 does where the guard leaves the trace. */
export const deadStoresSlip: Pass = pass("dead-stores-slip", false);
