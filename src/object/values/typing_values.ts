/**
 * What generic classes, functions and type aliases are made of.
 *
 * @module
 */

import type { PyTuple } from "./sequence_values.ts";
import { staticType } from "../type/types.ts";
import type { PyType } from "../type/type.ts";
import { PyObject, type Value } from "./value.ts";

/** `typing.TypeVar`, `ParamSpec` or `TypeVarTuple`. */
export class PyTypeParameter extends PyObject {
  override cls: PyType;

  constructor(
    cls: PyType,
    readonly name: string,
    /** What evaluates the bound, or the bound itself; undefined without one. */
    public bound: Value,
    /** What evaluates the constraints; undefined without any. */
    public constraints: Value,
  ) {
    super();
    this.cls = cls;
  }
}

/** `typing.TypeAliasType`: the value is computed when it is first read. */
export class PyTypeAlias extends PyObject {
  /** Undefined until computed. */
  value: Value = undefined;

  constructor(readonly name: string, readonly typeParams: Value, readonly compute: Value) {
    super();
  }
}

/** `types.GenericAlias` and its kin: `list[int]`, `Generic[T]`. */
export class PyGenericAlias extends PyObject {
  constructor(readonly origin: Value, readonly args: PyTuple) {
    super();
  }
}

/** `types.UnionType`: `int | str`. */
export class PyUnion extends PyObject {
  constructor(readonly args: PyTuple) {
    super();
  }
}

/** Type parameters among arguments and those of aliases in them, each once (`_Py_make_parameters`). */
export function parametersOf(args: readonly Value[]): PyTypeParameter[] {
  const found = args.flatMap((arg) =>
    arg instanceof PyTypeParameter ? [arg] : arg instanceof PyGenericAlias ? parametersOf(arg.args.items) : []
  );
  return [...new Set(found)];
}

const TYPING = { final: true, module: "typing" } as const;

export const TYPE_VAR: PyType = staticType("TypeVar", null, TYPING);
export const PARAM_SPEC: PyType = staticType("ParamSpec", null, TYPING);
export const TYPE_VAR_TUPLE: PyType = staticType("TypeVarTuple", null, TYPING);
export const TYPE_ALIAS_TYPE: PyType = staticType("TypeAliasType", PyTypeAlias, TYPING);
export const GENERIC_ALIAS: PyType = staticType("GenericAlias", PyGenericAlias, { module: "types" });
export const UNION_TYPE: PyType = staticType("UnionType", PyUnion, { final: true, module: "types" });
/** `typing.Generic`, the base of generic classes. */
export const GENERIC: PyType = staticType("Generic", null, { module: "typing" });
