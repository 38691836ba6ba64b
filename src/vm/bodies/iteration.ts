/**
 * Bodies of the uops for iterators. In tier 1, FOR_ITER's forms are made from the same pieces.
 *
 * @module
 */

import { getAiter, getAnext, getAwaitable, getYieldFromIter } from "../../object/generator/awaiting.ts";
import { getIter } from "../../object/iterator/iteration.ts";
import { ListIterator, RangeIterator, TupleIterator } from "../../object/iterator/iterators.ts";
import type { PyList, PyTuple } from "../../object/values/sequence_values.ts";
import { CODE_FLAGS } from "../../isa/program.ts";
import type { Body } from "./uop_body.ts";
import { DEOPT, NEXT } from "../status.ts";

export const GET_ITER: Body = (m) => {
  const { stack, sp } = m;
  stack[sp - 1] = getIter(m, stack[sp - 1]);
  return NEXT;
};

export const GET_YIELD_FROM_ITER: Body = (m) => {
  const { stack, sp } = m;
  const inCoroutine = (m.frame.code.flags & (CODE_FLAGS.COROUTINE | CODE_FLAGS.ITERABLE_COROUTINE)) !== 0;
  stack[sp - 1] = getYieldFromIter(m, stack[sp - 1], inCoroutine);
  return NEXT;
};

export const GET_AITER: Body = (m) => {
  const { stack, sp } = m;
  stack[sp - 1] = getAiter(m, stack[sp - 1]);
  return NEXT;
};

export const GET_ANEXT: Body = (m) => {
  m.stack[m.sp] = getAnext(m, m.stack[m.sp - 1]);
  m.sp++;
  return NEXT;
};

export const GET_AWAITABLE: Body = (m, oparg) => {
  const { stack, sp } = m;
  stack[sp - 1] = getAwaitable(m, stack[sp - 1], oparg);
  return NEXT;
};

export const _ITER_CHECK_LIST: Body = (m) => m.stack[m.sp - 1] instanceof ListIterator ? NEXT : DEOPT;
export const _ITER_CHECK_TUPLE: Body = (m) => m.stack[m.sp - 1] instanceof TupleIterator ? NEXT : DEOPT;
export const _ITER_CHECK_RANGE: Body = (m) => m.stack[m.sp - 1] instanceof RangeIterator ? NEXT : DEOPT;

/** The size is that of the list now: a loop may grow it. */
export const _GUARD_NOT_EXHAUSTED_LIST: Body = (m) => {
  const iterator = m.stack[m.sp - 1] as ListIterator;
  return iterator.list !== null && iterator.index < iterator.list.items.length ? NEXT : DEOPT;
};

export const _GUARD_NOT_EXHAUSTED_TUPLE: Body = (m) => {
  const iterator = m.stack[m.sp - 1] as TupleIterator;
  return iterator.tuple !== null && iterator.index < iterator.tuple.items.length ? NEXT : DEOPT;
};

export const _GUARD_NOT_EXHAUSTED_RANGE: Body = (m) => (m.stack[m.sp - 1] as RangeIterator).length > 0 ? NEXT : DEOPT;

export const _ITER_NEXT_LIST: Body = (m) => {
  const { stack } = m;
  const iterator = stack[m.sp - 1] as ListIterator;
  stack[m.sp++] = (iterator.list as PyList).items[iterator.index++];
  return NEXT;
};

export const _ITER_NEXT_TUPLE: Body = (m) => {
  const { stack } = m;
  const iterator = stack[m.sp - 1] as TupleIterator;
  stack[m.sp++] = (iterator.tuple as PyTuple).items[iterator.index++];
  return NEXT;
};

export const _ITER_NEXT_RANGE: Body = (m) => {
  const { stack } = m;
  const iterator = stack[m.sp - 1] as RangeIterator;
  stack[m.sp++] = iterator.next();
  return NEXT;
};
