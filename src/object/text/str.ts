/**
 * `str` of any value.
 *
 * @module
 */

import { callSpecial } from "../call/call.ts";
import { PySlotWrapper } from "../values/callable_values.ts";
import { PyMappingProxy } from "../dict/mapping_proxy.ts";
import { PyException } from "../exception/exception.ts";
import { codecErrorStr, syntaxErrorStr } from "../exception/exception_fields.ts";
import {
  BASE_EXCEPTION_GROUP,
  CODEC_ERRORS,
  IMPORT_ERROR,
  KEY_ERROR,
  OS_ERROR,
  SYNTAX_ERROR,
  TYPE_ERROR,
} from "../exception/exception_types.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { strOf } from "../values/payload.ts";
import { raise, rethrow } from "../exception/raise.ts";
import { poison, RAISED, type Runtime } from "../runtime.ts";
import { PyTuple } from "../values/sequence_values.ts";
import { PyType } from "../type/type.ts";
import { typeName } from "../type/types.ts";
import type { PyObject, Value } from "../values/value.ts";
import { repr, reprValue } from "./repr.ts";

/** The text of `str(value)`. */
export function str(rt: Runtime, value: Value): string {
  return typeof value === "string" ? value : strOf(strValue(rt, value)) as string;
}

/** `str(value)` (`PyObject_Str`): a str, or what `__str__` gives as the instance of a subclass. */
export function strValue(rt: Runtime, value: Value): Value {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return repr(rt, value);
  if (!value.cls.isHeap || value instanceof PyType) return builtinStr(rt, value);
  const method = lookupSpecial(value.cls, "__str__");
  if (method instanceof PySlotWrapper) return method.impl(rt, value, [], null);
  if (method === undefined) return reprValue(rt, value);
  const result = callSpecial(rt, method, value, []);
  if (strOf(result) === undefined) {
    throw raise(rt, TYPE_ERROR, `__str__ returned non-string (type ${typeName(result)})`);
  }
  return result;
}

/** `str` of a value of a builtin type: its repr, except of exceptions. */
export function builtinStr(rt: Runtime, value: PyObject): Value {
  if (value instanceof PyMappingProxy) return strValue(rt, value.mapping);
  return value instanceof PyException ? exceptionStr(rt, value) : reprValue(rt, value);
}

/** `str(exception)` as the builtin exception types define it (`BaseException_str` and its overrides). */
function exceptionStr(rt: Runtime, exception: PyException): Value {
  const { items } = exception.args;
  const { cls } = exception;
  if (cls.isSubtype(KEY_ERROR) && items.length === 1) return reprValue(rt, items[0]);
  if (cls.isSubtype(BASE_EXCEPTION_GROUP)) {
    const inner = exception.fields?.get("exceptions");
    const count = inner instanceof PyTuple ? inner.items.length : 0;
    return `${str(rt, exception.fields?.get("message") ?? "")} (${count} sub-exception${count === 1 ? "" : "s"})`;
  }
  if (cls.isSubtype(SYNTAX_ERROR)) return syntaxErrorStr(rt, exception);
  if (CODEC_ERRORS.some((type) => cls.isSubtype(type))) {
    const text = codecErrorStr(rt, exception);
    if (text === undefined) throw poison(rt, "unsupported", `str() of a changed ${cls.name}`);
    return text;
  }
  if (cls.isSubtype(OS_ERROR)) {
    const text = osErrorStr(rt, exception);
    if (text !== undefined) return text;
  }
  if (cls.isSubtype(IMPORT_ERROR)) {
    const message = exception.fields?.get("msg");
    if (typeof message === "string") return message;
  }
  if (items.length === 0) return "";
  return items.length === 1 ? strValue(rt, items[0]) : reprValue(rt, exception.args);
}

function osErrorStr(rt: Runtime, exception: PyException): string | undefined {
  const { fields } = exception;
  const filename = fields?.get("filename") ?? null;
  if (filename === null && !(fields?.has("errno") && fields.has("strerror"))) return undefined;
  const text = `[Errno ${str(rt, fields?.get("errno") ?? null)}] ${str(rt, fields?.get("strerror") ?? null)}`;
  if (filename === null) return text;
  const second = fields?.get("filename2") ?? null;
  return `${text}: ${repr(rt, filename)}${second === null ? "" : ` -> ${repr(rt, second)}`}`;
}

/**
 * `str(exception)` for the outcome of a run. A program's `__str__` may fail: then the text says so, and the failure is dropped.
 */
export function exceptionMessage(rt: Runtime, exception: PyException): string {
  const inFlight = rt.exception;
  try {
    return str(rt, exception);
  } catch (error) {
    if (error !== RAISED) throw error;
    rt.exception = null;
    return "<exception str() failed>";
  } finally {
    if (inFlight !== null) rethrow(rt, inFlight);
  }
}
