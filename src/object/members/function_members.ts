/**
 * Members of functions, methods, builtin functions, code objects, cells and modules.
 *
 * @module
 */

import { getAttr } from "../type/attributes.ts";
import { bindArguments, strArgument } from "../builtins/arguments.ts";
import { constructor, getSet, slots } from "../builtins/define.ts";
import { call } from "../call/call.ts";
import { importModule } from "../modules/import.ts";
import {
  type PyBuiltin,
  type PyCell,
  type PyFunction,
  type PyMethod,
  PyMethodDescriptor,
  type PyMethodWrapper,
  PySlotWrapper,
} from "../values/callable_values.ts";
import { PyCode } from "../values/code.ts";
import { COMPARE_METHODS, compareBuiltin } from "../values/compare.ts";
import { checkOwner, descriptorGet, descriptorSet } from "../type/descriptors.ts";
import { PyDict } from "../dict/dict.ts";
import { dictSet } from "../dict/dict_ops.ts";
import { TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { hashBuiltin } from "../values/hash.ts";
import { shownBuiltins } from "../values/frame_builtins.ts";
import { PyModule } from "../values/module.ts";
import { dictOf, strOf, tupleOf } from "../values/payload.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { EMPTY_TUPLE } from "../values/sequence_values.ts";
import { builtinRepr } from "../text/repr.ts";
import { PyType } from "../type/type.ts";
import {
  BUILTIN,
  CELL,
  CLASSMETHOD_DESCRIPTOR,
  FUNCTION,
  GETSET_DESCRIPTOR,
  MEMBER_DESCRIPTOR,
  METHOD,
  METHOD_DESCRIPTOR,
  METHOD_WRAPPER,
  MODULE,
  typeName,
  typeOf,
  WRAPPER_DESCRIPTOR,
} from "../type/types.ts";
import type { PyObject, Value } from "../values/value.ts";

/** `__get__` of a builtin descriptor type. */
function addGet(type: PyType): void {
  slots(type, {
    __get__: (rt, self, args) => {
      if (args[0] === null && (args[1] === undefined || args[1] === null)) {
        throw raise(rt, TYPE_ERROR, "__get__(None, None) is invalid");
      }
      const object = args[0] === null && args[1] !== undefined && args[1] !== null ? undefined : args[0];
      const owner = args[1] === undefined || args[1] === null ? typeOf(object) : args[1] as PyType;
      const checked = self instanceof PyMethodDescriptor || self instanceof PySlotWrapper;
      if (checked && object !== undefined) checkOwner(rt, self, object);
      return descriptorGet(rt, self, object, owner);
    },
  });
}
for (
  const type of [
    FUNCTION,
    METHOD_DESCRIPTOR,
    WRAPPER_DESCRIPTOR,
    CLASSMETHOD_DESCRIPTOR,
    GETSET_DESCRIPTOR,
    MEMBER_DESCRIPTOR,
  ]
) addGet(type);

for (
  const type of [
    FUNCTION,
    METHOD,
    BUILTIN,
    METHOD_DESCRIPTOR,
    WRAPPER_DESCRIPTOR,
    CLASSMETHOD_DESCRIPTOR,
    METHOD_WRAPPER,
  ]
) {
  slots(type, {
    __call__: (rt, self, args, kwnames) => call(rt, self, args, kwnames),
    __repr__: (rt, self) => builtinRepr(rt, self as PyObject),
  });
}

// -- functions

function func(self: Value): PyFunction {
  return self as PyFunction;
}

function textSetter(name: "name" | "qualname"): (rt: Runtime, self: Value, value: Value) => void {
  return (rt, self, value) => {
    const text = strOf(value);
    if (text === undefined) throw raise(rt, TYPE_ERROR, `__${name}__ must be set to a string object`);
    func(self)[name] = text;
  };
}

getSet(FUNCTION, "__name__", (_rt, self) => func(self).name, textSetter("name"));
getSet(FUNCTION, "__qualname__", (_rt, self) => func(self).qualname, textSetter("qualname"));
getSet(FUNCTION, "__module__", (_rt, self) => func(self).module, (_rt, self, value) => {
  func(self).module = value ?? null;
});
getSet(FUNCTION, "__doc__", (_rt, self) => func(self).doc, (_rt, self, value) => {
  func(self).doc = value ?? null;
});
getSet(FUNCTION, "__globals__", (_rt, self) => func(self).globals);
getSet(FUNCTION, "__builtins__", (_rt, self) => shownBuiltins(func(self).builtins));
getSet(FUNCTION, "__closure__", (_rt, self) => func(self).closure);
getSet(FUNCTION, "__code__", (_rt, self) => func(self).code, (rt, self, value) => {
  if (!(value instanceof PyCode)) throw raise(rt, TYPE_ERROR, "__code__ must be set to a code object");
  const needed = value.freeCount;
  const given = func(self).closure?.items.length ?? 0;
  if (needed !== given) {
    throw raise(
      rt,
      VALUE_ERROR,
      `${func(self).name}() requires a code object with ${given} free vars, not ${needed}`,
    );
  }
  rt.resetFunctionVersion(func(self));
  func(self).code = value;
});
getSet(FUNCTION, "__defaults__", (_rt, self) => func(self).defaults, (rt, self, value) => {
  const defaults = tupleOf(value);
  if (value !== undefined && value !== null && defaults === undefined) {
    throw raise(rt, TYPE_ERROR, "__defaults__ must be set to a tuple object");
  }
  rt.resetFunctionVersion(func(self));
  func(self).defaults = defaults ?? null;
});
getSet(FUNCTION, "__kwdefaults__", (_rt, self) => func(self).kwdefaults, (rt, self, value) => {
  const dict = dictOf(value);
  if (value !== undefined && value !== null && dict === undefined) {
    throw raise(rt, TYPE_ERROR, "__kwdefaults__ must be set to a dict object");
  }
  rt.resetFunctionVersion(func(self));
  func(self).kwdefaults = dict ?? null;
});
getSet(FUNCTION, "__annotations__", (rt, self) => annotationsOf(rt, func(self)), (rt, self, value) => {
  const dict = dictOf(value);
  if (value !== undefined && value !== null && dict === undefined) {
    throw raise(rt, TYPE_ERROR, "__annotations__ must be set to a dict object");
  }
  rt.resetFunctionVersion(func(self));
  func(self).annotations = dict ?? null;
});
getSet(FUNCTION, "__dict__", (_rt, self) => (func(self).dict ??= new PyDict()), (rt, self, value) => {
  if (value === undefined) throw raise(rt, TYPE_ERROR, "cannot delete __dict__");
  const dict = dictOf(value);
  if (dict === undefined) {
    throw raise(rt, TYPE_ERROR, `__dict__ must be set to a dictionary, not a '${typeName(value)}'`);
  }
  func(self).dict = dict;
});
getSet(FUNCTION, "__type_params__", (_rt, self) => func(self).typeParams ?? EMPTY_TUPLE, (rt, self, value) => {
  const parameters = tupleOf(value);
  if (parameters === undefined) throw raise(rt, TYPE_ERROR, "__type_params__ must be set to a tuple");
  func(self).typeParams = parameters;
});

/** The annotations of a function as a dict: the flat tuple that its `def` left becomes one when first read. */
function annotationsOf(rt: Runtime, function_: PyFunction): PyDict {
  const { annotations } = function_;
  if (annotations instanceof PyDict) return annotations;
  const dict = new PyDict();
  const items = annotations?.items ?? [];
  for (let i = 0; i + 1 < items.length; i += 2) dictSet(rt, dict, items[i], items[i + 1]);
  function_.annotations = dict;
  return dict;
}

// -- bound methods

function bound(self: Value): PyMethod {
  return self as PyMethod;
}

getSet(METHOD, "__func__", (_rt, self) => bound(self).func);
getSet(METHOD, "__self__", (_rt, self) => bound(self).self);
getSet(METHOD, "__doc__", (rt, self) => getAttr(rt, bound(self).func, "__doc__"));
slots(METHOD, { __hash__: (rt, self) => hashBuiltin(rt, self) });
COMPARE_METHODS.forEach((name, op) =>
  slots(METHOD, { [name]: (rt, self, args) => compareBuiltin(rt, self, args[0], op) })
);

// -- builtin functions and their unbound forms

getSet(BUILTIN, "__name__", (_rt, self) => (self as PyBuiltin).name);
getSet(BUILTIN, "__qualname__", (_rt, self) => {
  const { name, owner, self: bound } = self as PyBuiltin;
  if (owner === null) return name;
  const type = bound === null || bound === undefined ? owner : bound instanceof PyType ? bound : typeOf(bound);
  return `${type.qualname}.${name}`;
});
getSet(BUILTIN, "__self__", (rt, self) => {
  const { owner, self: home } = self as PyBuiltin;
  return home ?? (owner === null ? importModule(rt, "builtins", null, 0) : null);
});
getSet(BUILTIN, "__module__", (_rt, self) => {
  const { owner, self: home } = self as PyBuiltin;
  return owner !== null ? null : home instanceof PyModule ? home.name : "builtins";
});
getSet(BUILTIN, "__doc__", () => null);
for (
  const type of [METHOD_DESCRIPTOR, WRAPPER_DESCRIPTOR, CLASSMETHOD_DESCRIPTOR, GETSET_DESCRIPTOR, MEMBER_DESCRIPTOR]
) {
  getSet(type, "__name__", (_rt, self) => (self as PyMethodDescriptor).name);
  getSet(type, "__objclass__", (_rt, self) => (self as PyMethodDescriptor).owner);
  getSet(type, "__qualname__", (_rt, self) => {
    const { name, owner } = self as PyMethodDescriptor;
    return `${owner.qualname}.${name}`;
  });
  getSet(type, "__doc__", () => null);
}
for (const type of [GETSET_DESCRIPTOR, MEMBER_DESCRIPTOR]) {
  slots(type, {
    __repr__: (rt, self) => builtinRepr(rt, self as PyObject),
    __set__: (rt, self, args) => {
      if (args.length !== 2) throw raise(rt, TYPE_ERROR, ` expected 2 arguments, got ${args.length}`);
      descriptorSet(rt, self, args[0], args[1]);
      return null;
    },
    __delete__: (rt, self, args) => {
      descriptorSet(rt, self, args[0], undefined);
      return null;
    },
  });
}
getSet(METHOD_WRAPPER, "__name__", (_rt, self) => (self as PyMethodWrapper).descriptor.name);
getSet(METHOD_WRAPPER, "__qualname__", (_rt, self) => {
  const { owner, name } = (self as PyMethodWrapper).descriptor;
  return `${owner.qualname}.${name}`;
});
getSet(METHOD_WRAPPER, "__self__", (_rt, self) => (self as PyMethodWrapper).self);
getSet(METHOD_WRAPPER, "__objclass__", (_rt, self) => (self as PyMethodWrapper).descriptor.owner);

// -- cells and modules

getSet(CELL, "cell_contents", (rt, self) => {
  const { contents } = self as PyCell;
  if (contents === undefined) throw raise(rt, VALUE_ERROR, "Cell is empty");
  return contents;
}, (_rt, self, value) => {
  (self as PyCell).contents = value;
});

constructor(MODULE, (rt, cls, args, kwnames) => {
  const [given, doc = null] = bindArguments(
    rt,
    { name: "module", names: ["name", "doc"], required: 1, positional: 2 },
    args,
    kwnames,
  );
  const name = strArgument(rt, "module", "argument 'name'", given);
  const module = new PyModule(name);
  module.dict.setStr("__name__", name);
  module.dict.setStr("__doc__", doc);
  for (const unknown of ["__package__", "__loader__", "__spec__"]) module.dict.setStr(unknown, null);
  if (cls !== MODULE) throw raise(rt, TYPE_ERROR, "subclasses of module cannot be made here");
  return module;
});
slots(MODULE, {
  __init__: () => null,
  __repr__: (rt, self) => builtinRepr(rt, self as PyObject),
});
getSet(MODULE, "__dict__", (_rt, self) => (self as PyModule).dict);
