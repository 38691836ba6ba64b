/**
 * Type parameters, `type` statements' aliases, generic aliases and unions.
 *
 * @module
 */

import { method, value } from "../signature.ts";
import { defineAttributes, defineMethods, defineNew, defineWrappers, tuple, typeOf, types } from "../types.ts";
import { type PyGenericAlias, PyTuple, type PyTypeAlias, type PyTypeParameter, type Value } from "../values.ts";
import { alias, parametersOf } from "./generic_alias.ts";
import { typeUnion } from "./operators.ts";

const { typeVar, paramSpec, typeVarTuple, typeAliasType, genericAlias, unionType } = types;

/** `a | b` makes unions. */
export const UNION_METHODS = {
  __or__: method([value], (rt, self: Value, other) => typeUnion(rt, self, other), "slot"),
  __ror__: method([value], (rt, self: Value, other) => typeUnion(rt, other, self), "slot"),
};
for (const owner of [typeVar, paramSpec, typeVarTuple, typeAliasType, genericAlias, unionType]) {
  defineWrappers(owner, UNION_METHODS);
}

for (const owner of [typeVar, paramSpec, typeVarTuple]) {
  defineAttributes<PyTypeParameter>(owner, { __name__: (_rt, v) => v.name });
  defineAttributes<PyTypeParameter>(owner, { __module__: () => "typing" });
}
for (const owner of [typeVar, paramSpec]) {
  defineAttributes<PyTypeParameter>(owner, {
    __covariant__: () => false,
    __contravariant__: () => false,
    __infer_variance__: () => true,
    __bound__: (rt, v) => v.evaluate === null || v.constrained ? null : rt.call(v.evaluate, []),
  });
}
defineAttributes<PyTypeParameter>(typeVar, {
  __constraints__: (rt, v) => v.evaluate === null || !v.constrained ? tuple([]) : rt.call(v.evaluate, []),
});
defineAttributes<PyTypeAlias>(typeAliasType, {
  __name__: (_rt, v) => v.name,
  __module__: (rt, v) => rt.getattr(v.compute, "__module__"),
  __parameters__: (rt, v) => {
    const parameters = v.typeParams instanceof PyTuple ? v.typeParams : tuple([]);
    if (!parameters.items.some((each) => typeOf(each) === typeVarTuple)) return parameters;
    return rt.unsupported("parameters of an alias with a TypeVarTuple");
  },
  __type_params__: (_rt, v) => v.typeParams === null ? tuple([]) : v.typeParams,
  __value__: (rt, v) => {
    if (v.value === undefined) v.value = rt.call(v.compute, []);
    return v.value;
  },
});
for (const owner of [genericAlias, unionType]) {
  defineAttributes<PyGenericAlias>(owner, {
    __origin__: (_rt, self) => owner === unionType ? undefined : self.origin,
    __args__: (_rt, self) => self.args,
    __parameters__: (_rt, self) => tuple(parametersOf(self.args.items)),
  });
}
defineMethods<PyGenericAlias>(genericAlias, { __mro_entries__: method([value], (_rt, self) => tuple([self.origin])) });
defineNew(genericAlias, (rt, _cls, args, kwargs) => {
  if (kwargs !== null && kwargs.size > 0) throw rt.typeError("GenericAlias() takes no keyword arguments");
  if (args.length !== 2) throw rt.typeError(`GenericAlias expected 2 arguments, got ${args.length}`);
  return alias(args[0] as Value, args[1] as Value);
});
