/**
 * The module `types`, and the constructors of the types that only it has names for.
 *
 * @module
 */

import { CODE_FLAGS } from "../../../src/isa/program.ts";
import { badArgument } from "../../converters.ts";
import { builtinsFor, PyFrame } from "../../frame.ts";
import type { Runtime } from "../../runtime.ts";
import { type Convert, fn, method, named, needed, optional, value } from "../../signature.ts";
import { strPayload } from "../../text/payload.ts";
import { asFunction, builtin, defineNew, types } from "../../types.ts";
import { PyCell, PyCode, PyDict, PyFunction, PyMethod, PyTuple, type PyType, type Value } from "../../values.ts";

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
  ["SimpleNamespace", types.simpleNamespace],
  ["EllipsisType", types.ellipsis],
  ["NoneType", types.NoneType],
  ["NotImplementedType", types.NotImplementedType],
  ["coroutine", builtin("coroutine", asFunction(fn([value], coroutine), "coroutine"))],
];

/** `types.coroutine`: calls of a generator function give what can be awaited; wrappers of other callables are absent. */
function coroutine(rt: Runtime, func: Value): Value {
  if (!rt.isCallable(func)) throw rt.typeError("types.coroutine() expects a callable");
  if (!(func instanceof PyFunction)) return rt.unsupported("types.coroutine() of a callable");
  const { code, consts } = func.code;
  if ((code.flags & (CODE_FLAGS.COROUTINE | CODE_FLAGS.ITERABLE_COROUTINE)) !== 0) return func;
  if ((code.flags & CODE_FLAGS.GENERATOR) === 0) return rt.unsupported("types.coroutine() of a function");
  func.code = new PyCode(types.code, { ...code, flags: code.flags | CODE_FLAGS.ITERABLE_COROUTINE }, consts);
  return func;
}

/** A value of a class. */
function instance<T>(cls: new (...args: never[]) => T, expected: string): Convert<T> {
  return (rt, v, argument) => {
    if (v instanceof cls) return v;
    throw badArgument(rt, argument, expected, v);
  };
}

/** A tuple or None; `what` as in `arg 4 (defaults)`. */
function tupleOrNone(what: string): Convert<PyTuple | null> {
  return (rt, v) => {
    if (v === null || v instanceof PyTuple) return v;
    throw rt.typeError(`${what} must be None or tuple`);
  };
}

const nameOrNone: Convert<string | null> = (rt, v) => {
  const text = v === null ? null : strPayload(v);
  if (text === undefined) throw rt.typeError("arg 3 (name) must be None or string");
  return text;
};

function makeFunction(
  rt: Runtime,
  _cls: PyType,
  code: PyCode,
  globals: PyDict,
  name: string | null,
  defaults: PyTuple | null,
  closure: PyTuple | null,
): PyFunction {
  const free = code.code.freevars.length;
  if (closure === null && free > 0) throw rt.typeError("arg 5 (closure) must be tuple");
  const cells = closure?.items ?? [];
  if (cells.length !== free) {
    throw rt.valueError(`${code.code.name} requires closure of length ${free}, not ${cells.length}`);
  }
  for (const cell of cells) {
    if (cell instanceof PyCell) continue;
    throw rt.typeError(`arg 5 (closure) expected cell, found ${rt.typeName(cell)}`);
  }
  const made = new PyFunction(types.function, code, globals);
  const caller = rt.frameAt(0);
  made.builtins = builtinsFor(globals, caller instanceof PyFrame ? caller.frame.func : null);
  made.module = globals.getStr("__name__") ?? null;
  const doc = code.consts[0];
  made.doc = typeof doc === "string" ? doc : null;
  if (name !== null) made.name = name;
  made.defaults = defaults;
  made.closure = closure;
  return made;
}

/** Gives functions, methods and cells their constructors (C: `func_new_impl`, `method_new_impl`, `cell_new_impl`). */
export function installTypesModule(): void {
  defineNew(
    types.function,
    method([
      needed("code", instance(PyCode, "code")),
      needed("globals", instance(PyDict, "dict")),
      named("name", null, nameOrNone),
      named("argdefs", null, tupleOrNone("arg 4 (defaults)")),
      named("closure", null, tupleOrNone("arg 5 (closure)")),
    ], makeFunction),
  );
  defineNew(types.memoryview, (rt) => rt.unsupported("memoryview"));
  defineNew(
    types.method,
    method([value, value], (rt, cls, func, self) => {
      if (!rt.isCallable(func)) throw rt.typeError("first argument must be callable");
      if (self === null) throw rt.typeError("instance must not be None");
      return new PyMethod(cls, func, self);
    }, "unpack"),
  );
  defineNew(types.cell, method([optional], (_rt, cls, content) => new PyCell(cls, content), "unpack"));
}
