/**
 * `list[int]` and what becomes of its type parameters (C: `Objects/genericaliasobject.c`).
 *
 * @module
 */

import type { Runtime } from "../runtime.ts";
import { tuple, types } from "../types.ts";
import { PyGenericAlias, PyTuple, PyTypeParameter, type Value } from "../values.ts";

/** `origin[key]` on a generic type. */
export function alias(origin: Value, key: Value): Value {
  return new PyGenericAlias(types.genericAlias, origin, tuple(key instanceof PyTuple ? key.items : [key]));
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
