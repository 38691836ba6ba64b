/**
 * Calls of anything from native code.
 *
 * @module
 */

import { copyWork } from "../../src/isa/work.ts";
import type { Interpreter } from "../interpreter.ts";
import { typeOf, types } from "../types.ts";
import {
  type Kwargs,
  PyBuiltin,
  PyFunction,
  PyGenericAlias,
  PyMethod,
  PyMethodDescriptor,
  PyMethodWrapper,
  PyObject,
  PyType,
  type Value,
} from "../values.ts";
import { spendOnCall } from "../work.ts";
import { instantiate } from "./object_type.ts";

/** `callable(*args, **kwargs)`. */
export function call(rt: Interpreter, callable: Value, args: readonly Value[], kwargs: Kwargs): Value {
  if (callable instanceof PyFunction) return rt.execute(rt.frameFor(callable, args.slice(), kwargs));
  if (callable instanceof PyMethod) {
    // One may be bound to another one, and so on.
    rt.spend(copyWork(args.length));
    return call(rt, callable.func, [callable.self, ...args], kwargs);
  }
  if (callable instanceof PyBuiltin) {
    spendOnCall(rt, callable.name, args, callable.self);
    return callable.body(rt, args, kwargs);
  }
  if (callable instanceof PyType) return callType(rt, callable, args, kwargs);
  if (callable instanceof PyMethodDescriptor) return callDescriptor(rt, callable, args, kwargs);
  if (callable instanceof PyObject && callable.cls.heap) {
    const method = callable.cls.lookup("__call__");
    if (method instanceof PyFunction) return call(rt, method, [callable, ...args], kwargs);
    if (method !== undefined) return call(rt, rt.bind(method, callable, callable.cls), args, kwargs);
  }
  if (callable instanceof PyMethodWrapper && callable.cls.layout === "staticmethod") {
    return call(rt, callable.func, args, kwargs);
  }
  if (callable instanceof PyGenericAlias && callable.cls === types.genericAlias) {
    return withOrigin(rt, callable, call(rt, callable.origin, args, kwargs));
  }
  throw rt.typeError(`'${typeOf(callable).name}' object is not callable`);
}

/** What a subscripted class made knows of it, where it can (C: `set_orig_class`). */
function withOrigin(rt: Interpreter, alias: PyGenericAlias, made: Value): Value {
  try {
    if (typeOf(made).heap) rt.setattr(made, "__orig_class__", alias);
  } catch (raised) {
    if (!rt.isError(raised, "AttributeError") && !rt.isError(raised, "TypeError")) throw raised;
  }
  return made;
}

function callType(rt: Interpreter, cls: PyType, args: readonly Value[], kwargs: Kwargs): Value {
  if (cls.cls.heap) {
    const method = cls.cls.lookup("__call__");
    if (method !== undefined && !(method instanceof PyMethodDescriptor)) {
      return call(rt, rt.bind(method, cls, cls.cls), args, kwargs);
    }
  }
  return instantiate(rt, cls, args, kwargs);
}

function callDescriptor(rt: Interpreter, method: PyMethodDescriptor, args: readonly Value[], kwargs: Kwargs): Value {
  const owner = method.owner;
  const self = args[0];
  if (self === undefined) {
    throw rt.typeError(
      method.cls === types.wrapperDescriptor
        ? `descriptor '${method.name}' of '${owner.name}' object needs an argument`
        : `unbound method ${owner.name}.${method.name}() needs an argument`,
    );
  }
  if (!typeOf(self).isSubtypeOf(owner)) {
    const what = method.cls === types.wrapperDescriptor
      ? `descriptor '${method.name}' requires a '${owner.name}' object but received a '${typeOf(self).name}'`
      : `descriptor '${method.name}' for '${owner.name}' objects doesn't apply to a '${typeOf(self).name}' object`;
    throw rt.typeError(what);
  }
  spendOnCall(rt, method.name, args);
  return method.body(rt, self, args.slice(1), kwargs);
}
