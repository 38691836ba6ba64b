/**
 * Bodies of the uops for exceptions and `with`.
 *
 * @module
 */

import { call } from "../../object/call/call.ts";
import { loadSpecialMethod } from "../../object/type/attributes.ts";
import type { PyException } from "../../object/exception/exception.ts";
import { ASSERTION_ERROR, TYPE_ERROR } from "../../object/exception/exception_types.ts";
import { raise } from "../../object/exception/raise.ts";
import { checkEgMatch, checkExcMatch } from "../../object/exception/raise_and_except.ts";
import { typeName, typeOf } from "../../object/type/types.ts";
import type { Value } from "../../object/values/value.ts";
import { expectException, expectHandled } from "./expect.ts";
import type { Body } from "./uop_body.ts";
import type { Machine } from "../machine.ts";
import { NEXT, type Status } from "../status.ts";

/** The exception becomes the one being handled; what was handled before lies below it. */
export const PUSH_EXC_INFO: Body = (m) => {
  const { stack, sp } = m;
  const exception = expectException(m, stack[sp - 1], "PUSH_EXC_INFO");
  stack[sp - 1] = m.handling.handled;
  stack[sp] = exception;
  m.sp = sp + 1;
  m.handling.handled = exception;
  return NEXT;
};

export const POP_EXCEPT: Body = (m) => {
  m.handling.handled = expectHandled(m, m.stack[--m.sp], "POP_EXCEPT");
  return NEXT;
};

export const CHECK_EXC_MATCH: Body = (m) => {
  const { stack, sp } = m;
  stack[sp - 1] = checkExcMatch(m, expectException(m, stack[sp - 2], "CHECK_EXC_MATCH"), stack[sp - 1]);
  return NEXT;
};

export const CHECK_EG_MATCH: Body = (m) => {
  const { stack, sp } = m;
  const [rest, match] = checkEgMatch(m, expectHandled(m, stack[sp - 2], "CHECK_EG_MATCH"), stack[sp - 1]);
  stack[sp - 2] = rest;
  stack[sp - 1] = match;
  if (match !== null) m.handling.handled = match as PyException;
  return NEXT;
};

export const LOAD_ASSERTION_ERROR: Body = (m) => {
  m.stack[m.sp++] = ASSERTION_ERROR;
  return NEXT;
};

export const WITH_EXCEPT_START: Body = (m) => {
  const { stack, sp } = m;
  const exception = expectException(m, stack[sp - 1], "WITH_EXCEPT_START");
  stack[sp] = call(m, stack[sp - 4], [exception.cls, exception, exception.tracebackTop], null);
  m.sp = sp + 1;
  return NEXT;
};

/** Looks both methods up before either runs; leaves the bound exit and what entering gave. */
function enter(m: Machine, enterName: string, exitName: string, protocol: string): Status {
  const { stack, sp } = m;
  const manager = stack[sp - 1];
  const enterMethod = specialMethod(m, manager, enterName, protocol, "");
  const exitMethod = specialMethod(m, manager, exitName, protocol, ` (missed ${exitName} method)`);
  const result = call(m, enterMethod, [], null);
  stack[sp - 1] = exitMethod;
  stack[sp] = result;
  m.sp = sp + 1;
  return NEXT;
}

function specialMethod(m: Machine, manager: Value, name: string, protocol: string, hint: string): Value {
  const method = loadSpecialMethod(m, manager, name);
  if (method === undefined) {
    throw raise(m, TYPE_ERROR, `'${typeName(manager)}' object does not support the ${protocol} protocol${hint}`);
  }
  return method;
}

export const BEFORE_WITH: Body = (m) => enter(m, "__enter__", "__exit__", "context manager");
export const BEFORE_ASYNC_WITH: Body = (m) => enter(m, "__aenter__", "__aexit__", "asynchronous context manager");

export const EXIT_INIT_CHECK: Body = (m) => {
  const value = m.stack[m.sp - 1];
  if (value !== null) {
    throw raise(m, TYPE_ERROR, `__init__() should return None, not '${typeOf(value).name}'`);
  }
  m.sp--;
  return NEXT;
};
