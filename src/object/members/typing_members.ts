/**
 * Members of type parameters, type aliases, generic aliases and unions.
 *
 * @module
 */

import { constructor, getSet, slots } from "../builtins/define.ts";
import { call } from "../call/call.ts";
import { getAttr } from "../type/attributes.ts";
import { compareBuiltin } from "../values/compare.ts";
import { hashOf } from "../values/hash.ts";
import { makeAlias } from "../type/generic_alias.ts";
import { substitute } from "../type/type_arguments.ts";
import { TYPE_ERROR } from "../exception/exception_types.ts";
import { isInstanceOf, isSubclassOf } from "../type/isinstance.ts";
import { raise } from "../exception/raise.ts";
import { poison, type Runtime } from "../runtime.ts";
import { EMPTY_TUPLE, makeTuple, PyTuple } from "../values/sequence_values.ts";
import { builtinRepr } from "../text/repr.ts";
import type { PyType } from "../type/type.ts";
import { FUNCTION, isInstance, typeOf } from "../type/types.ts";
import {
  GENERIC_ALIAS,
  PARAM_SPEC,
  parametersOf,
  type PyGenericAlias,
  type PyTypeAlias,
  PyTypeParameter,
  type PyUnion,
  TYPE_ALIAS_TYPE,
  TYPE_VAR,
  TYPE_VAR_TUPLE,
  UNION_TYPE,
} from "../values/typing_values.ts";
import type { PyObject, Value } from "../values/value.ts";

/** A bound or constraints that come as a function are computed when first read. */
function evaluated(rt: Runtime, value: Value): Value {
  return isInstance(value, FUNCTION) ? call(rt, value, [], null) : value;
}

for (const type of [TYPE_VAR, PARAM_SPEC, TYPE_VAR_TUPLE]) {
  constructor(type, (rt, cls, args) => {
    const [name] = args;
    if (typeof name !== "string") throw raise(rt, TYPE_ERROR, `${type.name}() argument 'name' must be str`);
    const constraints = args.length > 1 ? makeTuple(args.slice(1)) : undefined;
    return new PyTypeParameter(cls as PyType, name, undefined, constraints);
  });
  slots(type, { __init__: () => null, __repr__: (rt, self) => builtinRepr(rt, self as PyObject) });
  getSet(type, "__name__", (_rt, self) => (self as PyTypeParameter).name);
  getSet(type, "__module__", () => "typing");
}
for (const type of [TYPE_VAR, PARAM_SPEC]) {
  getSet(type, "__covariant__", () => false);
  getSet(type, "__contravariant__", () => false);
  // Those that programs make have their variance inferred.
  getSet(type, "__infer_variance__", () => true);
  getSet(type, "__bound__", (rt, self) => {
    const parameter = self as PyTypeParameter;
    if (parameter.bound === undefined) return null;
    parameter.bound = evaluated(rt, parameter.bound);
    return parameter.bound;
  });
}
getSet(TYPE_VAR, "__constraints__", (rt, self) => {
  const parameter = self as PyTypeParameter;
  if (parameter.constraints === undefined) return EMPTY_TUPLE;
  parameter.constraints = evaluated(rt, parameter.constraints);
  return parameter.constraints;
});

function alias(self: Value): PyTypeAlias {
  return self as PyTypeAlias;
}

getSet(TYPE_ALIAS_TYPE, "__name__", (_rt, self) => alias(self).name);
getSet(TYPE_ALIAS_TYPE, "__value__", (rt, self) => {
  const type = alias(self);
  if (type.value === undefined) type.value = call(rt, type.compute, [], null);
  return type.value;
});
getSet(TYPE_ALIAS_TYPE, "__type_params__", (_rt, self) => alias(self).typeParams ?? EMPTY_TUPLE);
getSet(TYPE_ALIAS_TYPE, "__parameters__", (rt, self) => {
  const parameters = alias(self).typeParams ?? EMPTY_TUPLE;
  if (parameters instanceof PyTuple && parameters.items.some((each) => typeOf(each) === TYPE_VAR_TUPLE)) {
    throw poison(rt, "unsupported", "parameters of an alias with a TypeVarTuple");
  }
  return parameters;
});
getSet(TYPE_ALIAS_TYPE, "__module__", (rt, self) => getAttr(rt, alias(self).compute, "__module__"));
slots(TYPE_ALIAS_TYPE, {
  __repr__: (_rt, self) => alias(self).name,
  __getitem__: (rt, self, args) => {
    if (alias(self).typeParams === null) {
      throw raise(rt, TYPE_ERROR, "Only generic type aliases are subscriptable");
    }
    return makeAlias(self, args[0]);
  },
});

function generic(self: Value): PyGenericAlias {
  return self as PyGenericAlias;
}

getSet(GENERIC_ALIAS, "__origin__", (_rt, self) => generic(self).origin);
getSet(GENERIC_ALIAS, "__args__", (_rt, self) => generic(self).args);
getSet(
  GENERIC_ALIAS,
  "__parameters__",
  (_rt, self) => makeTuple(parametersOf(generic(self).args.items)),
);
slots(GENERIC_ALIAS, {
  __getitem__: (rt, self, args) => substitute(rt, generic(self), args[0]),
  __repr__: (rt, self) => builtinRepr(rt, self as PyObject),
  __eq__: (rt, self, args) => compareBuiltin(rt, self, args[0], 2),
  __hash__: (rt, self) => hashOf(rt, new PyTuple([generic(self).origin, ...generic(self).args.items])),
  __call__: (rt, self, args, kwnames) => call(rt, self, args, kwnames),
});

constructor(GENERIC_ALIAS, (rt, _cls, args, kwnames) => {
  if ((kwnames ?? []).length > 0) throw raise(rt, TYPE_ERROR, "GenericAlias() takes no keyword arguments");
  if (args.length !== 2) throw raise(rt, TYPE_ERROR, `GenericAlias expected 2 arguments, got ${args.length}`);
  return makeAlias(args[0], args[1]);
});

getSet(UNION_TYPE, "__args__", (_rt, self) => (self as PyUnion).args);
slots(UNION_TYPE, {
  __repr__: (rt, self) => builtinRepr(rt, self as PyObject),
  __eq__: (rt, self, args) => compareBuiltin(rt, self, args[0], 2),
  __hash__: (rt, self) => hashOf(rt, (self as PyUnion).args),
  __instancecheck__: (rt, self, args) => isInstanceOf(rt, args[0], self),
  __subclasscheck__: (rt, self, args) => isSubclassOf(rt, args[0], self),
});
