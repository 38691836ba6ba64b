/**
 * Class statements.
 *
 * @module
 */

import type { Interpreter } from "../interpreter.ts";
import type { Runtime } from "../runtime.ts";
import { tuple, typeOf, types } from "../types.ts";
import { type Kwargs, PyCell, PyDict, PyFunction, PyType, type Value } from "../values.ts";
import { stringPayload } from "./compare.ts";
import { calculateMetatype } from "./type_creation.ts";

/** Replaces bases that are no types by what their `__mro_entries__` gives. */
function resolveBases(rt: Runtime, bases: readonly Value[]): Value[] {
  const resolved: Value[] = [];
  for (const base of bases) {
    const hook = base instanceof PyType ? undefined : rt.getattrOptional(base, "__mro_entries__");
    if (hook === undefined) {
      resolved.push(base);
      continue;
    }
    const entries = rt.call(hook, [tuple(bases)]);
    if (typeOf(entries) !== types.tuple) throw rt.typeError("__mro_entries__ must return a tuple");
    resolved.push(...rt.toArray(entries));
  }
  return resolved;
}

/** `__build_class__(function, name, *bases, metaclass=None, **kwargs)`. */
export function buildClass(rt: Interpreter, args: readonly Value[], kwargs: Kwargs): Value {
  const [body, name, ...given] = args;
  if (args.length < 2) throw rt.typeError("__build_class__: not enough arguments");
  if (!(body instanceof PyFunction)) throw rt.typeError("__build_class__: func must be a function");
  if (stringPayload(name as Value) === undefined) throw rt.typeError("__build_class__: name is not a string");
  const bases = resolveBases(rt, given);
  const rest = new Map(kwargs ?? []);
  let metaclass = rest.get("metaclass");
  rest.delete("metaclass");
  if (metaclass === undefined) metaclass = bases.length === 0 ? types.type : typeOf(bases[0] as Value);
  if (metaclass instanceof PyType) metaclass = calculateMetatype(rt, metaclass, bases);
  const keywords = rest.size === 0 ? null : rest;
  const namespace = prepareNamespace(rt, metaclass, name as Value, bases, keywords);
  const cell = rt.runClassBody(body as Value, namespace);
  const replaced = bases.length !== given.length || bases.some((base, i) => base !== given[i]);
  if (replaced) rt.setitem(namespace, "__orig_bases__", tuple(given));
  const cls = rt.call(metaclass, [name as Value, tuple(bases), namespace], keywords);
  if (cls instanceof PyType && cell instanceof PyCell && cell.content !== cls) {
    if (cell.content === undefined) {
      throw rt.error(
        "RuntimeError",
        `__class__ not set defining ${rt.repr(name as Value)} as ${
          rt.repr(cls)
        }. Was __classcell__ propagated to type.__new__?`,
      );
    }
    throw rt.typeError(
      `__class__ set to ${rt.repr(cell.content)} defining ${rt.repr(name as Value)} as ${rt.repr(cls)}`,
    );
  }
  return cls;
}

function prepareNamespace(rt: Runtime, metaclass: Value, name: Value, bases: readonly Value[], kwargs: Kwargs): Value {
  if (metaclass === types.type) return rt.dict();
  const prepare = rt.getattrOptional(metaclass, "__prepare__");
  if (prepare === undefined) return rt.dict();
  const namespace = rt.call(prepare, [name, tuple(bases)], kwargs);
  const isMapping = namespace instanceof PyDict || typeOf(namespace).lookup("__getitem__") !== undefined;
  if (!isMapping) {
    const owner = metaclass instanceof PyType ? metaclass.name : "<metaclass>";
    throw rt.typeError(`${owner}.__prepare__() must return a mapping, not ${typeOf(namespace).name}`);
  }
  return namespace;
}
