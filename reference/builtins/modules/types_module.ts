/**
 * The module `types`, and the constructors of the types that only it has names for.
 *
 * @module
 */

import { strPayload } from "../../text/payload.ts";
import { defineNew, types } from "../../types.ts";
import { PyCell, PyCode, PyDict, PyFunction, PyMethod, PyTuple, type Value } from "../../values.ts";
import { bindArguments, positional } from "../arguments.ts";

/** Names and values of the module. */
export const TYPES_CONTENTS: readonly (readonly [string, Value])[] = [
  ["FunctionType", types.function],
  ["LambdaType", types.function],
  ["CodeType", types.code],
  ["CellType", types.cell],
  ["GeneratorType", types.generator],
  ["CoroutineType", types.coroutine],
  ["AsyncGeneratorType", types.asyncGenerator],
  ["MethodType", types.method],
  ["BuiltinFunctionType", types.builtin],
  ["BuiltinMethodType", types.builtin],
  ["WrapperDescriptorType", types.wrapperDescriptor],
  ["MethodWrapperType", types.methodWrapper],
  ["MethodDescriptorType", types.methodDescriptor],
  ["ClassMethodDescriptorType", types.classmethodDescriptor],
  ["MappingProxyType", types.mappingproxy],
  ["ModuleType", types.module],
  ["TracebackType", types.traceback],
  ["FrameType", types.frame],
  ["GetSetDescriptorType", types.getsetDescriptor],
  ["MemberDescriptorType", types.memberDescriptor],
  ["GenericAlias", types.genericAlias],
  ["UnionType", types.unionType],
  ["EllipsisType", types.ellipsis],
  ["NoneType", types.NoneType],
  ["NotImplementedType", types.NotImplementedType],
];

/** Gives functions, methods and cells their constructors (C: `func_new_impl`, `method_new_impl`, `cell_new_impl`). */
export function installTypesModule(): void {
  defineNew(types.function, (rt, _cls, args, kwargs) => {
    const parameters = ["code", "globals", "name", "argdefs", "closure"];
    const bound = bindArguments(rt, { name: "function", parameters, positional: 5, required: 2 }, args, kwargs);
    const [code, globals, name = null, defaults = null, closure = null] = bound;
    const wrong = (parameter: string, wanted: string, found: Value) =>
      rt.error("TypeError", `function() argument '${parameter}' must be ${wanted}, not ${rt.typeName(found)}`);
    if (!(code instanceof PyCode)) throw wrong("code", "code", code as Value);
    if (!(globals instanceof PyDict)) throw wrong("globals", "dict", globals as Value);
    const text = strPayload(name);
    if (name !== null && text === undefined) throw rt.error("TypeError", "arg 3 (name) must be None or string");
    if (defaults !== null && !(defaults instanceof PyTuple)) {
      throw rt.error("TypeError", "arg 4 (defaults) must be None or tuple");
    }
    const free = code.code.freevars.length;
    if (closure !== null && !(closure instanceof PyTuple)) {
      throw rt.error("TypeError", "arg 5 (closure) must be None or tuple");
    }
    if (closure === null && free > 0) throw rt.error("TypeError", "arg 5 (closure) must be tuple");
    const cells = closure?.items ?? [];
    if (cells.length !== free) {
      throw rt.error("ValueError", `${code.code.name} requires closure of length ${free}, not ${cells.length}`);
    }
    for (const cell of cells) {
      if (cell instanceof PyCell) continue;
      throw rt.error("TypeError", `arg 5 (closure) expected cell, found ${rt.typeName(cell)}`);
    }
    const made = new PyFunction(types.function, code, globals);
    made.module = globals.getStr("__name__") ?? null;
    const doc = code.consts[0];
    made.doc = typeof doc === "string" ? doc : null;
    if (text !== undefined) made.name = text;
    made.defaults = defaults;
    made.closure = closure;
    return made;
  });
  defineNew(types.memoryview, (rt) => rt.unsupported("memoryview"));
  defineNew(types.method, (rt, cls, args, kwargs) => {
    const [func, self] = positional(rt, "method", args, kwargs, 2, 2) as [Value, Value];
    if (!rt.isCallable(func)) throw rt.error("TypeError", "first argument must be callable");
    if (self === null) throw rt.error("TypeError", "instance must not be None");
    return new PyMethod(cls, func, self);
  });
  defineNew(types.cell, (rt, cls, args, kwargs) => {
    const [content] = positional(rt, "cell", args, kwargs, 0, 1);
    return new PyCell(cls, content);
  });
}
