/**
 * Specialization of FOR_ITER and SEND.
 *
 * @module
 */

import type { OpcodeName } from "../../isa/opcodes.ts";
import { PyCoroutine, PyGenerator } from "../../object/generator/generator.ts";
import { ListIterator, RangeIterator, TupleIterator } from "../../object/iterator/iterators.ts";
import type { Machine } from "../machine.ts";
import { conclude, type Specializer } from "./outcome.ts";

/** Largest jump for which the return offset of FOR_ITER_GEN is kept. */
const MAX_GENERATOR_JUMP = 32767;

function forIterForm(m: Machine, oparg: number): OpcodeName | null {
  const iterator = m.stack[m.sp - 1];
  if (iterator instanceof ListIterator) return "FOR_ITER_LIST";
  if (iterator instanceof TupleIterator) return "FOR_ITER_TUPLE";
  if (iterator instanceof RangeIterator) return "FOR_ITER_RANGE";
  return iterator instanceof PyGenerator && oparg <= MAX_GENERATOR_JUMP ? "FOR_ITER_GEN" : null;
}

export const specializeForIter: Specializer = (m, oparg, unit) => conclude(m, unit, forIterForm(m, oparg));

export const specializeSend: Specializer = (m, _oparg, unit) => {
  const receiver = m.stack[m.sp - 2];
  conclude(m, unit, receiver instanceof PyGenerator || receiver instanceof PyCoroutine ? "SEND_GEN" : null);
};
