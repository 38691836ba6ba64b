/**
 * Subscripts of classes: `list[int]`, `C[T]`.
 *
 * @module
 */

import { getAttr } from "./attributes.ts";
import { call } from "../call/call.ts";
import { TYPE_ERROR } from "../exception/exception_types.ts";
import { lookupSpecial } from "./lookup.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { makeTuple, PyTuple } from "../values/sequence_values.ts";
import type { PyType } from "./type.ts";
import { DICT, FROZENSET, LIST, SET, TUPLE, TYPE } from "./types.ts";
import { GENERIC, PyGenericAlias } from "../values/typing_values.ts";
import type { Value } from "../values/value.ts";

/** Builtin classes that can be subscripted. */
const GENERIC_BUILTINS: ReadonlySet<PyType> = new Set([LIST, DICT, TUPLE, SET, FROZENSET, TYPE]);

/** An alias of a class for these parameters. */
export function makeAlias(origin: Value, key: Value): PyGenericAlias {
  return new PyGenericAlias(origin, key instanceof PyTuple ? key : makeTuple([key]));
}

/** `type[key]`: `__class_getitem__` of the class, or an alias of a generic one. */
export function subscriptType(rt: Runtime, origin: PyType, key: Value): Value {
  if (GENERIC_BUILTINS.has(origin)) return makeAlias(origin, key);
  if (lookupSpecial(origin, "__class_getitem__") === undefined) {
    if (origin.mro.includes(GENERIC)) return makeAlias(origin, key);
    throw raise(rt, TYPE_ERROR, `type '${origin.name}' is not subscriptable`);
  }
  return call(rt, getAttr(rt, origin, "__class_getitem__"), [key], null);
}
