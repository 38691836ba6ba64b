/**
 * `list[int]` and what becomes of its type parameters (C: `Objects/genericaliasobject.c`).
 *
 * @module
 */

import type { Runtime } from "../runtime.ts";
import { tuple, typeOf, types } from "../types.ts";
import {
  PyGenericAlias,
  PyTuple,
  type PyType,
  type PyTypeAlias,
  PyTypeParameter,
  type Slot,
  type Value,
} from "../values.ts";

/** `origin[key]` on a generic type. */
export function alias(origin: Value, key: Value): Value {
  return new PyGenericAlias(types.genericAlias, origin, tuple(key instanceof PyTuple ? key.items : [key]));
}

/** `X[key]` of a `type` statement's alias. */
export function subscriptedAlias(rt: Runtime, named: PyTypeAlias, key: Value): Value {
  if (named.typeParams === null) throw rt.typeError("Only generic type aliases are subscriptable");
  return alias(named, key);
}

/** `C[key]` of a class that is generic: as many types as the class has parameters (`typing.Generic.__class_getitem__`). */
export function subscriptedClass(rt: Runtime, cls: PyType, key: Value): Value {
  const wanted = cls.dict.get("__parameters__");
  const parameters = wanted instanceof PyTuple ? wanted.items : [];
  const given = key instanceof PyTuple ? key.items : [key];
  if (parameters.some((parameter) => typeOf(parameter) !== types.typeVar)) {
    return rt.unsupported("a class with more than plain type parameters subscripted");
  }
  if (given.some((each) => typeof each === "string" || typeof each === "bigint")) {
    return rt.unsupported("a class subscripted with what is no type");
  }
  if (parameters.length === 0) throw rt.typeError(`${rt.repr(cls)} is not a generic class`);
  if (parameters.length !== given.length) {
    const amount = given.length < parameters.length ? "few" : "many";
    throw rt.typeError(
      `Too ${amount} arguments for ${rt.repr(cls)}; actual ${given.length}, expected ${parameters.length}`,
    );
  }
  return alias(cls, key);
}

/** What `cls.__parameters__` is to be: those of `Generic[...]` among the bases, else all in them (`Generic.__init_subclass__`). */
export function classParameters(bases: Slot): PyTuple {
  const written = bases instanceof PyTuple ? bases.items : [];
  const generic = written.find((base) => base instanceof PyGenericAlias && base.origin === types.generic);
  return tuple(parametersOf(generic === undefined ? written : [generic]));
}

/** Type parameters in the order in which they are first met, also within aliases. */
export function parametersOf(args: readonly Value[]): readonly PyTypeParameter[] {
  const found = new Set<PyTypeParameter>();
  for (const arg of args) {
    if (arg instanceof PyTypeParameter) found.add(arg);
    if (arg instanceof PyGenericAlias) parametersOf(arg.args.items).forEach((inner) => found.add(inner));
  }
  return [...found];
}

/** `generic[key]` on an alias: each type parameter becomes what is given for it. */
export function substituted(rt: Runtime, generic: PyGenericAlias, key: Value): Value {
  if (generic.cls === types.unionType) rt.unsupported("a subscript of a union");
  const wanted = parametersOf(generic.args.items);
  if (wanted.length === 0) throw rt.typeError(`${rt.repr(generic)} is not a generic class`);
  for (const { cls } of wanted) if (cls !== types.typeVar) rt.unsupported(`a ${cls.name} replaced`);
  const given = key instanceof PyTuple ? key.items : [key];
  if (given.length !== wanted.length) {
    const amount = given.length < wanted.length ? "few" : "many";
    throw rt.typeError(
      `Too ${amount} arguments for ${rt.repr(generic)}; actual ${given.length}, expected ${wanted.length}`,
    );
  }
  const values = new Map<Value, Value>(wanted.map((parameter, i) => [parameter, given[i] as Value]));
  const fill = (part: Value): Value => {
    if (!(part instanceof PyGenericAlias)) return values.get(part) ?? part;
    return new PyGenericAlias(part.cls, part.origin, tuple(part.args.items.map(fill)));
  };
  return fill(generic);
}
