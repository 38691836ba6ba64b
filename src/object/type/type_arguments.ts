/**
 * Type parameters of generic aliases and what takes their places: `alias[int]`.
 *
 * @module
 */

import { TYPE_ERROR } from "../exception/exception_types.ts";
import { raise } from "../exception/raise.ts";
import { poison, type Runtime } from "../runtime.ts";
import { repr } from "../text/repr.ts";
import { makeTuple, PyTuple } from "../values/sequence_values.ts";
import { parametersOf, PyGenericAlias, PyTypeParameter, TYPE_VAR } from "../values/typing_values.ts";
import type { Value } from "../values/value.ts";

/** `alias[key]`: its type parameters replaced (`_Py_subs_parameters`). */
export function substitute(rt: Runtime, alias: PyGenericAlias, key: Value): Value {
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
