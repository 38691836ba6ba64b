/**
 * Bodies of the uops that only move values: locals, constants, cells, the order of the stack.
 *
 * @module
 */

import type { Value } from "../../object/values/value.ts";
import { TRACE_CONSTANTS } from "../../optimizer/pass_context.ts";
import type { UopExecutor } from "../../optimizer/uop_executor.ts";
import type { Machine } from "../machine.ts";
import type { Body } from "./uop_body.ts";
import { PyCell } from "../../object/values/callable_values.ts";
import { undefinedAt } from "../../object/runtime.ts";
import { raiseDerefUnbound, raiseLocalUnbound } from "../messages.ts";
import { NEXT } from "../status.ts";

export const NOP: Body = () => NEXT;

export const LOAD_FAST: Body = (m, oparg) => {
  const { stack } = m;
  stack[m.sp++] = stack[oparg];
  return NEXT;
};

export const LOAD_FAST_CHECK: Body = (m, oparg) => {
  const { stack } = m;
  const value = stack[oparg];
  if (value === undefined) throw raiseLocalUnbound(m, oparg);
  stack[m.sp++] = value;
  return NEXT;
};

/** Leaves the local unset; what it pushes may be NULL. */
export const LOAD_FAST_AND_CLEAR: Body = (m, oparg) => {
  const { stack } = m;
  stack[m.sp++] = stack[oparg];
  stack[oparg] = undefined;
  return NEXT;
};

export const STORE_FAST: Body = (m, oparg) => {
  const { stack } = m;
  stack[oparg] = stack[--m.sp];
  return NEXT;
};

export const DELETE_FAST: Body = (m, oparg) => {
  if (m.stack[oparg] === undefined) throw raiseLocalUnbound(m, oparg);
  m.stack[oparg] = undefined;
  return NEXT;
};

export const LOAD_CONST: Body = (m, oparg) => {
  m.stack[m.sp++] = oparg < TRACE_CONSTANTS ? m.frame.code.consts[oparg] : traceConstant(m, oparg - TRACE_CONSTANTS);
  return NEXT;
};

/** A constant that a pass added to the trace that runs. */
function traceConstant(m: Machine, index: number): Value {
  return (m.executor as UopExecutor).constants[index] as Value;
}

export const POP_TOP: Body = (m) => {
  m.sp--;
  return NEXT;
};

export const PUSH_NULL: Body = (m) => {
  m.stack[m.sp++] = undefined;
  return NEXT;
};

export const COPY: Body = (m, oparg) => {
  const { stack } = m;
  const top = m.sp++;
  stack[top] = stack[top - oparg];
  return NEXT;
};

export const SWAP: Body = (m, oparg) => {
  const { stack } = m;
  const top = m.sp - 1;
  const other = m.sp - oparg;
  const value = stack[top];
  stack[top] = stack[other];
  stack[other] = value;
  return NEXT;
};

/** Puts the top below the `oparg` values under it. */
export const _INSERT: Body = (m, oparg) => {
  const { stack } = m;
  const top = m.sp - 1;
  const value = stack[top];
  for (let i = top; i > top - oparg; i--) stack[i] = stack[i - 1];
  stack[top - oparg] = value;
  return NEXT;
};

export const END_SEND: Body = (m) => {
  const { stack } = m;
  const top = --m.sp;
  stack[top - 1] = stack[top];
  return NEXT;
};

/** Wraps what is in the slot, maybe nothing, into a cell in place. */
export const MAKE_CELL: Body = (m, oparg) => {
  m.stack[oparg] = new PyCell(m.stack[oparg]);
  return NEXT;
};

const NO_CELLS: readonly Value[] = [];

export const COPY_FREE_VARS: Body = (m, oparg) => {
  const frame = m.frame;
  const closure = frame.func.closure?.items ?? NO_CELLS;
  if (closure.length !== oparg) throw undefinedAt(m, `COPY_FREE_VARS: expected a closure of ${oparg}`);
  const first = frame.code.localCount - oparg;
  for (let i = 0; i < oparg; i++) m.stack[first + i] = closure[i];
  return NEXT;
};

export const LOAD_DEREF: Body = (m, oparg) => {
  const { stack } = m;
  const value = (stack[oparg] as PyCell).contents;
  if (value === undefined) throw raiseDerefUnbound(m, oparg);
  stack[m.sp++] = value;
  return NEXT;
};

export const STORE_DEREF: Body = (m, oparg) => {
  const { stack } = m;
  (stack[oparg] as PyCell).contents = stack[--m.sp];
  return NEXT;
};

export const DELETE_DEREF: Body = (m, oparg) => {
  const cell = m.stack[oparg] as PyCell;
  if (cell.contents === undefined) throw raiseDerefUnbound(m, oparg);
  cell.contents = undefined;
  return NEXT;
};
