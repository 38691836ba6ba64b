/**
 * The builtins namespace, in CPython's order.
 *
 * @module
 */

import { BUILTIN_FUNCTIONS } from "../builtins/mod.ts";
import { exceptions } from "../exceptions.ts";
import { ELLIPSIS, NOT_IMPLEMENTED, types } from "../types.ts";
import { PyDict, type PyType, type Value } from "../values.ts";
import { CORE_FUNCTIONS } from "./core_builtins.ts";
import "./code_type.ts";
import "./frame_type.ts";
import "./reduction.ts";
import "./simple_namespace.ts";
import "./function_types.ts";
import "./type_parameters.ts";
import "./wrapper_types.ts";
import "./generator_types.ts";
import "./wrappers.ts";
import "./exception_type.ts";

const FUNCTIONS =
  "__build_class__ __import__ abs all any ascii bin breakpoint callable chr compile delattr dir divmod eval exec format getattr globals hasattr hash hex id input isinstance issubclass iter aiter len locals max min next anext oct ord pow print repr round setattr sorted sum vars"
    .split(" ");
const TYPES =
  "bool memoryview bytearray bytes classmethod complex dict enumerate filter float frozenset property int list map object range reversed set slice staticmethod str super tuple type zip"
    .split(" ");

/** A fresh builtins namespace, which counts what changes in it from now on. */
export function makeBuiltins(): PyDict {
  const dict = new PyDict(types.dict);
  dict.setStr("__name__", "builtins");
  for (const name of ["__doc__", "__package__", "__loader__", "__spec__"]) dict.setStr(name, null);
  for (const name of FUNCTIONS) {
    const fn = CORE_FUNCTIONS.get(name) ?? BUILTIN_FUNCTIONS.get(name);
    if (fn !== undefined) dict.setStr(name, fn);
  }
  const constants: readonly (readonly [string, Value])[] = [
    ["None", null],
    ["Ellipsis", ELLIPSIS],
    ["NotImplemented", NOT_IMPLEMENTED],
    ["False", false],
    ["True", true],
  ];
  for (const [name, value] of constants) dict.setStr(name, value);
  for (const name of TYPES) dict.setStr(name, (types as Readonly<Record<string, PyType>>)[name] as PyType);
  dict.setStr("__debug__", true);
  for (const [name, cls] of Object.entries(exceptions)) dict.setStr(name, cls);
  dict.setStr("EnvironmentError", exceptions.OSError);
  dict.setStr("IOError", exceptions.OSError);
  dict.changes = 0;
  return dict;
}
