/**
 * Structural pattern matching: MATCH_KEYS, MATCH_CLASS, and what sequence and mapping patterns accept.
 *
 * @module
 */

import { attributeOrUndefined, getMethod } from "../type/attributes.ts";
import { call } from "../call/call.ts";
import { PyDict } from "../dict/dict.ts";
import { dictGet } from "../dict/dict_ops.ts";
import { TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { isInstanceOf } from "../type/isinstance.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { EMPTY_TUPLE, makeTuple, PyTuple } from "../values/sequence_values.ts";
import { PySet } from "../set/set.ts";
import { setAdd } from "../set/set_ops.ts";
import { repr } from "../text/repr.ts";
import { PyType } from "../type/type.ts";
import { typeName, typeOf } from "../type/types.ts";
import { PyObject, type Value } from "../values/value.ts";

/** True for what a sequence pattern accepts. */
export function isSequencePattern(value: Value): boolean {
  return typeOf(value).patternKind === "sequence";
}

/** True for what a mapping pattern accepts. */
export function isMappingPattern(value: Value): boolean {
  return typeOf(value).patternKind === "mapping";
}

class Missing extends PyObject {}
const MISSING = new Missing();

/** Values of the keys in a mapping as a tuple, or None when one is missing (`match_keys`). */
export function matchKeys(rt: Runtime, subject: Value, keys: PyTuple): Value {
  if (keys.items.length === 0) return EMPTY_TUPLE;
  const seen = new PySet();
  const values: Value[] = [];
  const getter = subject instanceof PyDict ? undefined : getMethod(rt, subject, "get");
  const self = rt.methodSelf;
  for (const key of keys.items) {
    if (!setAdd(rt, seen, key)) {
      throw raise(rt, VALUE_ERROR, `mapping pattern checks duplicate key (${repr(rt, key)})`);
    }
    const value = subject instanceof PyDict
      ? valueOrMissing(rt, subject, key)
      : call(rt, getter, self === undefined ? [key, MISSING] : [self, key, MISSING], null);
    if (value === MISSING) return null;
    values.push(value);
  }
  return makeTuple(values);
}

/** Value of a key, or a mark of its absence: None can be a value. */
function valueOrMissing(rt: Runtime, dict: PyDict, key: Value): Value {
  const value = dictGet(rt, dict, key);
  return value === undefined ? MISSING : value;
}

/** Attributes that a class pattern reads, as a tuple, or None when it does not match (`match_class`). */
export function matchClass(rt: Runtime, subject: Value, type: Value, positional: number, names: PyTuple): Value {
  if (!(type instanceof PyType)) throw raise(rt, TYPE_ERROR, "called match pattern must be a class");
  if (!isInstanceOf(rt, subject, type)) return null;
  const seen = new Set<string>();
  const values: Value[] = [];
  if (positional > 0 && !readPositional(rt, subject, type, positional, seen, values)) return null;
  for (const name of names.items) {
    const value = readOnce(rt, subject, type, name as string, seen);
    if (value === undefined) return null;
    values.push(value);
  }
  return makeTuple(values);
}

/** Reads positional sub-patterns through `__match_args__`, or the subject itself for some builtin classes. False: no match. */
function readPositional(
  rt: Runtime,
  subject: Value,
  type: PyType,
  positional: number,
  seen: Set<string>,
  values: Value[],
): boolean {
  const args = attributeOrUndefined(rt, type, "__match_args__");
  if (args !== undefined && !(args instanceof PyTuple)) {
    throw raise(rt, TYPE_ERROR, `${type.name}.__match_args__ must be a tuple (got ${typeName(args)})`);
  }
  const matchSelf = args === undefined && type.matchesSelf;
  const allowed = matchSelf ? 1 : args === undefined ? 0 : args.items.length;
  if (allowed < positional) {
    throw raise(
      rt,
      TYPE_ERROR,
      `${type.name}() accepts ${allowed} positional sub-pattern${allowed === 1 ? "" : "s"} (${positional} given)`,
    );
  }
  if (matchSelf) {
    values.push(subject);
    return true;
  }
  for (let i = 0; i < positional; i++) {
    const name = (args as PyTuple).items[i];
    if (typeof name !== "string") {
      throw raise(rt, TYPE_ERROR, `__match_args__ elements must be strings (got ${typeName(name)})`);
    }
    const value = readOnce(rt, subject, type, name, seen);
    if (value === undefined) return false;
    values.push(value);
  }
  return true;
}

function readOnce(rt: Runtime, subject: Value, type: PyType, name: string, seen: Set<string>): Value {
  if (seen.has(name)) {
    throw raise(rt, TYPE_ERROR, `${type.name}() got multiple sub-patterns for attribute ${repr(rt, name)}`);
  }
  seen.add(name);
  return attributeOrUndefined(rt, subject, name);
}
