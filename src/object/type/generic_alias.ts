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
import { poison, type Runtime } from "../runtime.ts";
import { tupleOf } from "../values/payload.ts";
import { makeTuple, PyTuple } from "../values/sequence_values.ts";
import type { PyType } from "./type.ts";
import { DICT, FROZENSET, LIST, SET, TUPLE, TYPE } from "./types.ts";
import { GENERIC, parametersOf, PyGenericAlias, type PyTypeParameter, TYPE_VAR } from "../values/typing_values.ts";
import type { Value } from "../values/value.ts";

/** Builtin classes that can be subscripted. */
const GENERIC_BUILTINS: ReadonlySet<PyType> = new Set([LIST, DICT, TUPLE, SET, FROZENSET, TYPE]);

/** An alias of a class for these parameters. */
export function makeAlias(origin: Value, key: Value): PyGenericAlias {
  return new PyGenericAlias(origin, tupleOf(key) ?? makeTuple([key]));
}

/** `type[key]`: `__class_getitem__` of the class, or an alias of a generic one. */
export function subscriptType(rt: Runtime, origin: PyType, key: Value): Value {
  if (GENERIC_BUILTINS.has(origin)) return makeAlias(origin, key);
  if (lookupSpecial(origin, "__class_getitem__") === undefined) {
    if (origin.mro.includes(GENERIC)) return subscriptGeneric(rt, origin, key);
    throw raise(rt, TYPE_ERROR, `type '${origin.name}' is not subscriptable`);
  }
  return call(rt, getAttr(rt, origin, "__class_getitem__"), [key], null);
}

/** `C[key]` of a generic class: as many types as the class has parameters (`typing.Generic.__class_getitem__`). */
function subscriptGeneric(rt: Runtime, origin: PyType, key: Value): Value {
  const own = origin.dict.getStr("__parameters__");
  const parameters = own instanceof PyTuple ? own.items : [];
  const given = key instanceof PyTuple ? key.items : [key];
  if (parameters.some((parameter) => (parameter as PyTypeParameter).cls !== TYPE_VAR)) {
    throw poison(rt, "unsupported", "a class with more than plain type parameters subscripted");
  }
  if (given.some((each) => typeof each === "string" || typeof each === "number" || typeof each === "bigint")) {
    throw poison(rt, "unsupported", "a class subscripted with what is no type");
  }
  const text = `<class '${String(origin.module)}.${origin.qualname}'>`;
  if (parameters.length === 0) throw raise(rt, TYPE_ERROR, `${text} is not a generic class`);
  if (parameters.length !== given.length) {
    const amount = given.length < parameters.length ? "few" : "many";
    throw raise(
      rt,
      TYPE_ERROR,
      `Too ${amount} arguments for ${text}; actual ${given.length}, expected ${parameters.length}`,
    );
  }
  return makeAlias(origin, key);
}

/** What `cls.__parameters__` is to be: those of `Generic[...]` among the bases, else all in them (`Generic.__init_subclass__`). */
export function classParameters(bases: Value): PyTuple {
  const written = bases instanceof PyTuple ? bases.items : [];
  const generic = written.find((base) => base instanceof PyGenericAlias && base.origin === GENERIC);
  return makeTuple(parametersOf(generic === undefined ? written : [generic]));
}
