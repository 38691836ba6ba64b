/**
 * Which guards stand in a trace for what jumps: typed once more than in the tables of `isa`, for those who judge what is made from them.
 *
 * @module
 */

import type { OpcodeName } from "../isa/opcodes.ts";
import type { UopName } from "../isa/uops.ts";

/** Guards of a branch: where the trace falls through, and where it follows the jump. */
export const BRANCH_GUARDS: Readonly<Partial<Record<OpcodeName, readonly [through: UopName, jump: UopName]>>> = {
  POP_JUMP_IF_FALSE: ["_GUARD_IS_TRUE_POP", "_GUARD_IS_FALSE_POP"],
  POP_JUMP_IF_TRUE: ["_GUARD_IS_FALSE_POP", "_GUARD_IS_TRUE_POP"],
  POP_JUMP_IF_NONE: ["_GUARD_IS_NOT_NONE_POP", "_GUARD_IS_NONE_POP"],
  POP_JUMP_IF_NOT_NONE: ["_GUARD_IS_NONE_POP", "_GUARD_IS_NOT_NONE_POP"],
};

/** Guards of iterations, by the jump that each stands for. */
export const ITERATION_GUARDS: Readonly<Partial<Record<UopName, UopName>>> = {
  _ITER_JUMP_RANGE: "_GUARD_NOT_EXHAUSTED_RANGE",
  _ITER_JUMP_LIST: "_GUARD_NOT_EXHAUSTED_LIST",
  _ITER_JUMP_TUPLE: "_GUARD_NOT_EXHAUSTED_TUPLE",
};
