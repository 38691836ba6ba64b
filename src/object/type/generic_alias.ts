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
import { repr } from "../text/repr.ts";
import { makeTuple, PyTuple } from "../values/sequence_values.ts";
import type { PyType } from "./type.ts";
import { DICT, FROZENSET, LIST, SET, TUPLE, TYPE } from "./types.ts";
import { GENERIC, PyGenericAlias, PyTypeParameter, TYPE_VAR } from "../values/typing_values.ts";
import type { Value } from "../values/value.ts";

/** Builtin classes that can be subscripted. */
const GENERIC_BUILTINS: ReadonlySet<PyType> = new Set([LIST, DICT, TUPLE, SET, FROZENSET, TYPE]);

/** An alias of a class for these parameters. */
export function makeAlias(origin: Value, key: Value): PyGenericAlias {
  return new PyGenericAlias(origin, key instanceof PyTuple ? key : makeTuple([key]));
}

/** Type parameters among arguments and those of aliases in them, each once (`_Py_make_parameters`). */
export function parametersOf(args: readonly Value[]): PyTypeParameter[] {
  const found = args.flatMap((arg) =>
    arg instanceof PyTypeParameter ? [arg] : arg instanceof PyGenericAlias ? parametersOf(arg.args.items) : []
  );
  return [...new Set(found)];
}

/** `alias[key]`: its type parameters replaced (`_Py_subs_parameters`). */
function substitute(rt: Runtime, alias: PyGenericAlias, key: Value): Value {
  const parameters = parametersOf(alias.args.items);
  if (parameters.length === 0) throw raise(rt, TYPE_ERROR, `${repr(rt, alias)} is not a generic class`);
  const other = parameters.find((parameter) => parameter.cls !== TYPE_VAR);
  if (other !== undefined) throw poison(rt, "unsupported", `a ${other.cls.name} replaced`);
  const items = key instanceof PyTuple ? key.items : [key];
  if (items.length !== parameters.length) {
    const what = items.length > parameters.length ? "many" : "few";
    const counts = `actual ${items.length}, expected ${parameters.length}`;
    throw raise(rt, TYPE_ERROR, `Too ${what} arguments for ${repr(rt, alias)}; ${counts}`);
  }
  const replaced = (arg: Value): Value => {
    if (arg instanceof PyGenericAlias) return new PyGenericAlias(arg.origin, makeTuple(arg.args.items.map(replaced)));
    const at = arg instanceof PyTypeParameter ? parameters.indexOf(arg) : -1;
    return at < 0 ? arg : items[at];
  };
  return replaced(alias);
}

/** `type[key]`: `__class_getitem__` of the class, or an alias of a generic one. */
export function subscriptType(rt: Runtime, origin: PyType | PyGenericAlias, key: Value): Value {
  if (origin instanceof PyGenericAlias) return substitute(rt, origin, key);
  if (GENERIC_BUILTINS.has(origin)) return makeAlias(origin, key);
  if (lookupSpecial(origin, "__class_getitem__") === undefined) {
    if (origin.mro.includes(GENERIC)) return makeAlias(origin, key);
    throw raise(rt, TYPE_ERROR, `type '${origin.name}' is not subscriptable`);
  }
  return call(rt, getAttr(rt, origin, "__class_getitem__"), [key], null);
}
