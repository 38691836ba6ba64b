/**
 * The module `types`: names of builtin types that have none in the builtins.
 *
 * @module
 */

import { CODE_FLAGS } from "../../isa/program.ts";
import { isCallable } from "../call/call.ts";
import { MAPPING_PROXY } from "../dict/mapping_proxy.ts";
import { ELLIPSIS_TYPE, NONE_TYPE, NOT_IMPLEMENTED_TYPE } from "../type/types.ts";
import { TYPE_ERROR } from "../exception/exception_types.ts";
import { raise } from "../exception/raise.ts";
import { replaceCode } from "../members/code_members.ts";
import { poison, type Runtime } from "../runtime.ts";
import { SIMPLE_NAMESPACE } from "../type/namespace.ts";
import * as types from "../type/types.ts";
import { GENERIC_ALIAS, UNION_TYPE } from "../values/typing_values.ts";
import { METH, PyBuiltin, PyFunction } from "../values/callable_values.ts";
import type { Value } from "../values/value.ts";

/** `types.coroutine`: calls of a generator function give what can be awaited; wrappers of other callables are absent. */
function coroutine(rt: Runtime, func: Value): Value {
  if (!isCallable(func)) throw raise(rt, TYPE_ERROR, "types.coroutine() expects a callable");
  if (!(func instanceof PyFunction)) throw poison(rt, "unsupported", "types.coroutine() of a callable");
  const { code } = func;
  if ((code.flags & (CODE_FLAGS.COROUTINE | CODE_FLAGS.ITERABLE_COROUTINE)) !== 0) return func;
  if ((code.flags & CODE_FLAGS.GENERATOR) === 0) throw poison(rt, "unsupported", "types.coroutine() of a function");
  rt.resetFunctionVersion(func);
  func.code = replaceCode(rt, code, { flags: code.flags | CODE_FLAGS.ITERABLE_COROUTINE }, code.consts);
  return func;
}

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
  ["coroutine", new PyBuiltin("coroutine", METH.O, (rt, _self, [func]) => coroutine(rt, func), null, null)],
];
