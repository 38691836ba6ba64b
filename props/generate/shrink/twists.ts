/**
 * Fewer, smaller and firmer twists.
 *
 * @module
 */

import type { OpcodeName } from "../../../src/isa/opcodes.ts";
import type { Twist } from "../draft/draft.ts";

/** Opcodes that a twist may be tied to, those that matter most first. */
const ANCHORS: readonly OpcodeName[] = [
  "CALL",
  "JUMP_BACKWARD",
  "JUMP_FORWARD",
  "FOR_ITER",
  "LOAD_GLOBAL",
  "LOAD_ATTR",
  "BINARY_SUBSCR",
  "BINARY_OP",
  "COMPARE_OP",
  "STORE_SUBSCR",
  "POP_JUMP_IF_FALSE",
  "POP_JUMP_IF_TRUE",
  "RETURN_VALUE",
  "STORE_FAST",
  "LOAD_FAST",
  "LOAD_CONST",
  "POP_TOP",
  "UNPACK_SEQUENCE",
  "GET_ITER",
];

/** A twist with fewer pieces, or tied to an opcode, so that it stays where it is while its statement gets shorter. */
export function* twistCandidates(twist: Twist): Generator<Twist> {
  if (twist.k === "range") {
    for (const by of [1, -1, Math.trunc(twist.by / 2), twist.by - Math.sign(twist.by)]) {
      if (Math.abs(by) < Math.abs(twist.by)) yield { ...twist, by };
    }
    return;
  }
  if (twist.n > 1) yield { ...twist, n: 1 };
  if (twist.op === null) { for (const op of ANCHORS) for (const at of [0, 1, 2]) yield { ...twist, op, at }; }
  for (const at of [0, 1, twist.at >> 1]) if (at < twist.at) yield { ...twist, at };
}
