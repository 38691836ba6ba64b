/**
 * The module `types`: names of builtin types that have none in the builtins.
 *
 * @module
 */

import { MAPPING_PROXY } from "../dict/mapping_proxy.ts";
import { ELLIPSIS_TYPE, NONE_TYPE, NOT_IMPLEMENTED_TYPE } from "../type/types.ts";
import { SIMPLE_NAMESPACE } from "../type/namespace.ts";
import * as types from "../type/types.ts";
import { GENERIC_ALIAS, UNION_TYPE } from "../values/typing_values.ts";
import type { Value } from "../values/value.ts";

/** Its contents in order. */
export const TYPES_ENTRIES: readonly (readonly [string, Value])[] = [
  ["FunctionType", types.FUNCTION],
  ["LambdaType", types.FUNCTION],
  ["CodeType", types.CODE],
  ["CellType", types.CELL],
  ["GeneratorType", types.GENERATOR],
  ["CoroutineType", types.COROUTINE],
  ["AsyncGeneratorType", types.ASYNC_GENERATOR],
  ["MethodType", types.METHOD],
  ["BuiltinFunctionType", types.BUILTIN],
  ["BuiltinMethodType", types.BUILTIN],
  ["WrapperDescriptorType", types.WRAPPER_DESCRIPTOR],
  ["MethodWrapperType", types.METHOD_WRAPPER],
  ["MethodDescriptorType", types.METHOD_DESCRIPTOR],
  ["ClassMethodDescriptorType", types.CLASSMETHOD_DESCRIPTOR],
  ["MappingProxyType", MAPPING_PROXY],
  ["ModuleType", types.MODULE],
  ["TracebackType", types.TRACEBACK],
  ["FrameType", types.FRAME],
  ["GetSetDescriptorType", types.GETSET_DESCRIPTOR],
  ["MemberDescriptorType", types.MEMBER_DESCRIPTOR],
  ["GenericAlias", GENERIC_ALIAS],
  ["UnionType", UNION_TYPE],
  ["SimpleNamespace", SIMPLE_NAMESPACE],
  ["EllipsisType", ELLIPSIS_TYPE],
  ["NoneType", NONE_TYPE],
  ["NotImplementedType", NOT_IMPLEMENTED_TYPE],
];
