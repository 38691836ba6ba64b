/**
 * Faults whose findings are shrunk to measure the shrinker: the pin's own, one at a time, and wrong passes of ours.
 *
 * @module
 */

import { ALL_REPAIRS, REPAIR_IDS, type RepairId } from "../../../src/isa/repairs.ts";
import { type UopName, UOPS } from "../../../src/isa/uops.ts";
import type { Pass } from "../../../src/optimizer/passes.ts";
import { uop, type UopInstruction } from "../../../src/optimizer/trace.ts";
import type { Plug } from "../../core/plug.ts";
import type { Mended } from "../../core/target.ts";
import { DEFAULT_CLAIM, pinPlug, vmPlug, vmTarget } from "../../cpython/plug.ts";

/** A fault with what finds it. */
export interface Fault {
  readonly id: string;
  /** Defects that are mended. */
  readonly mended: Mended;
  /** The claim that finds it. */
  readonly claim: string;
  /** Made when asked for. */
  readonly plug: () => Plug;
}

type Change = (u: UopInstruction) => UopInstruction;

const drop: Change = () => uop("NOP");
const as = (name: UopName): Change => (u) => ({ ...u, uop: UOPS[name].id });
const flip: Change = (u) => ({ ...u, oparg: u.oparg ^ 1 });

/** What wrong passes do, by the uop that they do it to. */
const CHANGES: readonly (readonly [id: string, uop: UopName, change: Change])[] = [
  ["int-guard-dropped", "_GUARD_BOTH_INT", drop],
  ["float-guard-dropped", "_GUARD_BOTH_FLOAT", drop],
  ["function-check-dropped", "_CHECK_FUNCTION_EXACT_ARGS", drop],
  ["globals-guard-dropped", "_GUARD_GLOBALS_VERSION", drop],
  ["range-end-unguarded", "_GUARD_NOT_EXHAUSTED_RANGE", drop],
  ["tuple-end-unguarded", "_GUARD_NOT_EXHAUSTED_TUPLE", drop],
  ["true-guard-inverted", "_GUARD_IS_TRUE_POP", as("_GUARD_IS_FALSE_POP")],
  ["true-guard-ignored", "_GUARD_IS_TRUE_POP", as("POP_TOP")],
  ["false-guard-ignored", "_GUARD_IS_FALSE_POP", as("POP_TOP")],
  ["none-guard-ignored", "_GUARD_IS_NONE_POP", as("POP_TOP")],
  ["validity-check-dropped", "_CHECK_VALIDITY", drop],
  ["ip-not-set", "_SET_IP", drop],
  ["return-offset-dropped", "_SAVE_RETURN_OFFSET", drop],
  ["sum-is-difference", "_BINARY_OP_ADD_INT", as("_BINARY_OP_SUBTRACT_INT")],
  ["product-is-sum", "_BINARY_OP_MULTIPLY_INT", as("_BINARY_OP_ADD_INT")],
  ["contains-inverted", "CONTAINS_OP", flip],
  ["is-inverted", "IS_OP", flip],
  ["comparison-inverted", "COMPARE_OP_INT", (u) => ({ ...u, oparg: u.oparg ^ 0xe })],
  ["subscript-of-list-as-of-tuple", "BINARY_SUBSCR_LIST_INT", as("BINARY_SUBSCR_TUPLE_INT")],
  ["not-dropped", "UNARY_NOT", drop],
  ["store-in-first-local", "STORE_FAST", (u) => ({ ...u, oparg: 0 })],
  ["swap-dropped", "SWAP", drop],
  ["store-global-dropped", "STORE_GLOBAL", as("POP_TOP")],
  ["item-store-dropped", "STORE_SUBSCR_LIST_INT", as("UNPACK_SEQUENCE_TUPLE")],
  ["deref-store-dropped", "STORE_DEREF", as("POP_TOP")],
  ["negation-dropped", "UNARY_NEGATIVE", drop],
];

function planted([id, name, change]: (typeof CHANGES)[number]): Fault {
  const wrong: Pass = {
    name: id,
    run: (trace) => trace.map((u) => (u.uop === UOPS[name].id ? change(u) : u)),
  };
  const plug = (): Plug => vmPlug({ target: vmTarget(id, { passes: [wrong] }) });
  return { id, mended: ALL_REPAIRS, claim: DEFAULT_CLAIM, plug };
}

/** Claims that show a defect of the pin where results do not. */
const CLAIM_OF: Partial<Record<RepairId, string>> = { "invalid-executor": "invalidation" };

/** The defects of the pin: all are mended but one. */
export const DEFECTS: readonly Fault[] = REPAIR_IDS.map((id) => ({
  id,
  mended: new Set(REPAIR_IDS.filter((other) => other !== id)),
  claim: CLAIM_OF[id] ?? DEFAULT_CLAIM,
  plug: pinPlug,
}));

/** Faults of ours, in wrong passes. */
export const PLANTED: readonly Fault[] = CHANGES.map(planted);
