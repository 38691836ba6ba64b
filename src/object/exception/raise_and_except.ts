/**
 * `raise`, `except` and `except*`.
 *
 * @module
 */

import { poison } from "../runtime.ts";
import { getAttr } from "../type/attributes.ts";
import { call } from "../call/call.ts";
import { PyException } from "./exception.ts";
import {
  BASE_EXCEPTION,
  BASE_EXCEPTION_GROUP,
  EXCEPTION,
  EXCEPTION_GROUP,
  RUNTIME_ERROR,
  TYPE_ERROR,
} from "./exception_types.ts";
import { groupMembers, isGroup, splitByLeaves } from "./exception_groups.ts";
import { newException, raise, raiseException, rethrow } from "./raise.ts";
import type { RAISED, Runtime } from "../runtime.ts";
import { tupleOf } from "../values/payload.ts";
import { makeTuple, PyList, PyTuple } from "../values/sequence_values.ts";
import { repr } from "../text/repr.ts";
import { PyType } from "../type/type.ts";
import { typeOf } from "../type/types.ts";
import type { Value } from "../values/value.ts";

function isExceptionClass(value: Value): value is PyType {
  return value instanceof PyType && value.isSubtype(BASE_EXCEPTION);
}

/** `raise`, `raise exc`, `raise exc from cause` (RAISE_VARARGS): absent parts are undefined. */
export function raiseVarargs(rt: Runtime, exc: Value, cause: Value): typeof RAISED {
  if (exc === undefined) {
    const handled = rt.handledException();
    if (handled === null) return raise(rt, RUNTIME_ERROR, "No active exception to reraise");
    return rethrow(rt, handled);
  }
  const exception = instantiate(rt, exc);
  if (exception === null) return raise(rt, TYPE_ERROR, "exceptions must derive from BaseException");
  if (cause !== undefined) {
    exception.cause = causeOf(rt, cause);
    exception.suppressContext = true;
  }
  return raiseException(rt, exception);
}

/** FAITHFUL: what calling a class gives is a cause whatever it is. */
function causeOf(rt: Runtime, cause: Value): Value {
  if (cause === null || cause instanceof PyException) return cause;
  if (isExceptionClass(cause)) return call(rt, cause, [], null);
  throw raise(rt, TYPE_ERROR, "exception causes must derive from BaseException");
}

/** An exception as it is, a class called; null for anything else. */
function instantiate(rt: Runtime, value: Value): PyException | null {
  if (value instanceof PyException) return value;
  if (!isExceptionClass(value)) return null;
  const made = call(rt, value, [], null);
  if (made instanceof PyException) return made;
  throw raise(
    rt,
    TYPE_ERROR,
    `calling ${repr(rt, value)} should have returned an instance of BaseException, not ${repr(rt, typeOf(made))}`,
  );
}

/** The classes behind `except`: one, or a tuple of them or an instance of its subclass. */
function caughtTypes(rt: Runtime, type: Value): readonly Value[] {
  const types = tupleOf(type)?.items ?? [type];
  if (types.every(isExceptionClass)) return types;
  throw raise(rt, TYPE_ERROR, "catching classes that do not inherit from BaseException is not allowed");
}

/** True when `except type:` catches the exception (CHECK_EXC_MATCH). */
export function checkExcMatch(rt: Runtime, exception: Value, type: Value): boolean {
  const types = caughtTypes(rt, type);
  return exception instanceof PyException && types.some((one) => exception.cls.isSubtype(one as PyType));
}

/** What is left and what matched (CHECK_EG_MATCH); None for nothing. */
export function checkEgMatch(rt: Runtime, exception: Value, type: Value): readonly [rest: Value, match: Value] {
  const types = caughtTypes(rt, type);
  if (types.some((one) => (one as PyType).isSubtype(BASE_EXCEPTION_GROUP))) {
    throw raise(rt, TYPE_ERROR, "catching ExceptionGroup with except* is not allowed. Use except instead.");
  }
  if (!(exception instanceof PyException)) return [null, null];
  if (types.some((one) => exception.cls.isSubtype(one as PyType))) {
    if (isGroup(exception)) return [null, exception];
    const wrapped = newGroup([exception], makeTuple([exception]));
    return [null, wrapped];
  }
  if (!isGroup(exception)) return [exception, null];
  // The method is asked, which a class may have of its own, and which takes no subclass of tuple.
  const pair = call(rt, getAttr(rt, exception, "split"), [type], null);
  if (!(pair instanceof PyTuple) || pair.items.length !== 2) {
    throw poison(rt, "unsupported", "split() that gives no pair");
  }
  return [pair.items[1], pair.items[0]];
}

/** A group without text; an ExceptionGroup unless a member is no Exception. */
function newGroup(members: readonly PyException[], given: Value): PyException {
  const type = members.every((member) => member.cls.isSubtype(EXCEPTION)) ? EXCEPTION_GROUP : BASE_EXCEPTION_GROUP;
  return newException(type, ["", given]);
}

/** What is raised at the end of `try`/`except*`: of the original, and of what the clauses raised (`_PyExc_PrepReraiseStar`). */
export function prepReraiseStar(rt: Runtime, original: Value, list: PyList): Value {
  const pending = list.items.filter((item) => item instanceof PyException);
  if (!(original instanceof PyException) || list.items.length === 0) return null;
  if (!isGroup(original)) return list.items[0];
  const raised: PyException[] = [];
  const kept: PyException[] = [];
  for (const exception of pending) {
    if (sameMetadata(exception, original)) kept.push(exception);
    else raised.push(exception);
  }
  const leaves = new Set(kept.flatMap(leavesOf));
  const again = leaves.size === 0 ? null : splitByLeaves(rt, original, leaves);
  if (raised.length === 0) return again;
  if (again instanceof PyException) raised.push(again);
  return raised.length === 1 ? raised[0] : newGroup(raised, new PyList(raised));
}

function leavesOf(exception: PyException): PyException[] {
  return isGroup(exception) ? groupMembers(exception).flatMap(leavesOf) : [exception];
}

function sameMetadata(left: PyException, right: PyException): boolean {
  return isGroup(left) && isGroup(right) && left.tracebackTop === right.tracebackTop && left.cause === right.cause &&
    left.context === right.context;
}
