/**
 * Making and raising exceptions. Nothing here runs program code.
 *
 * @module
 */

import { PyException } from "./exception.ts";
import {
  ATTRIBUTE_ERROR,
  BASE_EXCEPTION_GROUP,
  IMPORT_ERROR,
  NAME_ERROR,
  OS_ERROR,
  STOP_ITERATION,
  SYSTEM_EXIT,
  UNICODE_ERROR,
} from "./exception_types.ts";
import { RAISED, type Runtime } from "../runtime.ts";
import { makeTuple, PyList, PyTuple } from "../values/sequence_values.ts";
import type { PyType } from "../type/type.ts";
import { isInt, type Value } from "../values/value.ts";

/** An exception with these arguments; its type's `__new__` and `__init__` as far as the builtin ones go. */
export function newException(type: PyType, args: readonly Value[]): PyException {
  const exception = new PyException(type, makeTuple(args));
  fillFields(exception, args);
  return exception;
}

/** Fields of the errors of codecs in the order of their arguments; that of translations has no codec. */
export const CODEC_FIELDS = ["encoding", "object", "start", "end", "reason"] as const;

/** Sets the C-level fields that an exception takes from its arguments. */
export function fillFields(exception: PyException, args: readonly Value[]): void {
  const { mro } = exception.cls;
  if (mro.includes(STOP_ITERATION)) setField(exception, "value", args.length > 0 ? args[0] : null);
  else if (mro.includes(SYSTEM_EXIT)) {
    setField(exception, "code", args.length === 0 ? undefined : args.length === 1 ? args[0] : exception.args);
  } else if (mro.includes(BASE_EXCEPTION_GROUP)) {
    const given = args[1];
    setField(exception, "message", args[0] ?? null);
    setField(exception, "exceptions", given instanceof PyList ? makeTuple([...given.items]) : given);
  } else if (mro.includes(OS_ERROR)) {
    fillOsError(exception, args);
  } else if (mro.includes(IMPORT_ERROR)) {
    setField(exception, "msg", args.length === 1 ? args[0] : undefined);
  } else if (mro.includes(UNICODE_ERROR) && args.length === 5) {
    CODEC_FIELDS.forEach((name, i) => setField(exception, name, args[i]));
  }
}

/** Two to five arguments are an error's number, text and files; files are no arguments then (`oserror_init`). */
function fillOsError(exception: PyException, args: readonly Value[]): void {
  if (args.length < 2 || args.length > 5) return;
  const [errno, strerror, filename = null, , second = null] = args;
  setField(exception, "errno", errno);
  setField(exception, "strerror", strerror);
  if (filename === null) return;
  // What BlockingIOError has there is a number of characters.
  if (exception.cls.name === "BlockingIOError" && isInt(filename)) return;
  setField(exception, "filename", filename);
  if (second !== null) setField(exception, "filename2", second);
  exception.args = makeTuple(args.slice(0, 2));
}

/** Sets a C-level field. */
export function setField(exception: PyException, name: string, value: Value): void {
  exception.fields ??= new Map();
  exception.fields.set(name, value);
}

/** Makes an exception with one text argument and puts it in flight: `throw raise(rt, TYPE_ERROR, "...")`. */
export function raise(rt: Runtime, type: PyType, message: string): typeof RAISED {
  return raiseException(rt, new PyException(type, new PyTuple([message])));
}

/** The same with any arguments (KeyError(key), StopIteration(value)). */
export function raiseValue(rt: Runtime, type: PyType, ...args: Value[]): typeof RAISED {
  return raiseException(rt, newException(type, args));
}

/** AttributeError with its `name` and `obj`. */
export function raiseAttribute(rt: Runtime, message: string, object: Value, name: Value): typeof RAISED {
  const exception = newException(ATTRIBUTE_ERROR, [message]);
  setField(exception, "name", name);
  setField(exception, "obj", object);
  return raiseException(rt, exception);
}

/** Tells an AttributeError that knows neither what was looked for, and where. */
export function addAttributeContext(exception: PyException, object: Value, name: string): void {
  if (!exceptionMatches(exception, ATTRIBUTE_ERROR)) return;
  const { fields } = exception;
  if ((fields?.get("name") ?? null) !== null || (fields?.get("obj") ?? null) !== null) return;
  setField(exception, "name", name);
  setField(exception, "obj", object);
}

/** NameError, or a subclass, with its `name`. */
export function raiseName(rt: Runtime, message: string, name: string, type: PyType = NAME_ERROR): typeof RAISED {
  const exception = newException(type, [message]);
  setField(exception, "name", name);
  return raiseException(rt, exception);
}

/**
 * Puts an exception in flight; what is being handled becomes its context (`_PyErr_SetObject`). An exception thrown into a generator
 * looks at what that one handles itself, no further (`_PyErr_ChainStackItem`).
 */
export function raiseException(
  rt: Runtime,
  exception: PyException,
  handled: PyException | null = rt.handledException(),
): typeof RAISED {
  if (handled !== null && handled !== exception) {
    breakContextCycle(handled, exception);
    exception.context = handled;
  }
  rt.exception = exception;
  return RAISED;
}

/** Cuts the chain of contexts that starts at `handled` before it comes back to `exception`. */
function breakContextCycle(handled: PyException, exception: PyException): void {
  const seen = new Set<PyException>();
  for (let current = handled; current.context !== null && !seen.has(current);) {
    if (current.context === exception) {
      current.context = null;
      return;
    }
    seen.add(current);
    current = current.context;
  }
}

/** Puts an exception in flight as it is (`RERAISE`). */
export function rethrow(rt: Runtime, exception: PyException): typeof RAISED {
  rt.exception = exception;
  return RAISED;
}

/** The exception in flight, which lands; for the `catch` of a JavaScript `try`. Anything else that was thrown goes on. */
export function catchRaised(rt: Runtime, error: unknown): PyException {
  if (error !== RAISED || rt.exception === null) throw error;
  const { exception } = rt;
  rt.exception = null;
  return exception;
}

/** Catches an exception of one of some types, which ends (`PyErr_Clear`); another goes on. */
export function catchOnly(rt: Runtime, error: unknown, ...types: readonly PyType[]): void {
  const { exception } = rt;
  if (error !== RAISED || exception === null || !types.some((type) => exceptionMatches(exception, type))) throw error;
  rt.exception = null;
  rt.letGo(exception);
}

/** What `attempt` gives; undefined where it raises an exception of this type, which ends ({@linkcode catchOnly}). */
export function unlessRaised<T>(rt: Runtime, type: PyType, attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch (error) {
    catchOnly(rt, error, type);
    return undefined;
  }
}

/** True when the exception's type is `type` or a subclass (`PyErr_GivenExceptionMatches` for one class). */
export function exceptionMatches(exception: PyException, type: PyType): boolean {
  return exception.cls.isSubtype(type);
}
