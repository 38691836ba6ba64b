/**
 * Functions, methods, properties, modules, code, frames, tracebacks, type parameters: their attributes and constructors.
 *
 * @module
 */

import type { CodeObject } from "../../src/isa/program.ts";
import { unitLines } from "../decoders.ts";
import { type Frame, frameObject, newDict, type PyFrame } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";
import type { Runtime } from "../runtime.ts";
import { defineGetters, defineMethods, defineNew, defineWrappers, tuple, typeOf, types } from "../types.ts";
import {
  type PyBuiltin,
  PyCell,
  PyCode,
  PyDict,
  type PyFunction,
  type PyGenericAlias,
  PyGetSet,
  type PyMethod,
  type PyMethodDescriptor,
  PyMethodWrapper,
  PyModule,
  PyProperty,
  PyTraceback,
  PyTuple,
  PyType,
  type PyTypeAlias,
  PyTypeParameter,
  type Slot,
  type Value,
} from "../values.ts";
import { bind, dictOf, getProperty, setProperty, setThroughDescriptor } from "./attributes.ts";
import { typeUnion } from "./operators.ts";

type Setter<T> = (rt: Runtime, self: T, value: Slot) => void;

function attribute<T extends Value>(
  owner: PyType,
  name: string,
  getter: (rt: Runtime, self: T) => Slot,
  setter: Setter<T> | null = null,
): void {
  const set = setter === null ? null : (rt: Runtime, self: Value, value: Slot) => setter(rt, self as T, value);
  owner.dict.set(name, new PyGetSet(types.getsetDescriptor, owner, name, (rt, self) => getter(rt, self as T), set));
}

function requireString(rt: Runtime, name: string, value: Slot): string {
  if (typeof value === "string") return value;
  throw rt.typeError(`${name} must be set to a string object`);
}

// ---- functions ------------------------------------------------------------------------------------------------------

attribute<PyFunction>(types.function, "__name__", (_rt, fn) => fn.name, (rt, fn, value) => {
  fn.name = requireString(rt, "__name__", value);
});
attribute<PyFunction>(types.function, "__qualname__", (_rt, fn) => fn.qualname, (rt, fn, value) => {
  fn.qualname = requireString(rt, "__qualname__", value);
});
attribute<PyFunction>(types.function, "__module__", (_rt, fn) => fn.module, (_rt, fn, value) => {
  fn.module = value === undefined ? null : value;
});
attribute<PyFunction>(types.function, "__doc__", (_rt, fn) => fn.doc, (_rt, fn, value) => {
  fn.doc = value === undefined ? null : value;
});
attribute<PyFunction>(types.function, "__globals__", (_rt, fn) => fn.globals);
attribute<PyFunction>(types.function, "__closure__", (_rt, fn) => fn.closure);
attribute<PyFunction>(types.function, "__builtins__", (rt) => rt.builtins);
attribute<PyFunction>(types.function, "__dict__", (_rt, fn) => dictOf(fn) as Value, (rt, fn, value) => {
  if (!(value instanceof PyDict)) throw rt.typeError("__dict__ must be set to a dictionary");
  fn.attrs = value;
});
attribute<PyFunction>(types.function, "__code__", (_rt, fn) => fn.code, (rt, fn, value) => {
  if (!(value instanceof PyCode)) throw rt.typeError("__code__ must be set to a code object");
  const free = value.code.freevars.length;
  const closed = fn.closure?.items.length ?? 0;
  if (free !== closed) throw rt.valueError(`${fn.name}() requires a code object with ${closed} free vars, not ${free}`);
  fn.code = value;
});
attribute<PyFunction>(types.function, "__defaults__", (_rt, fn) => fn.defaults, (rt, fn, value) => {
  if (value !== undefined && value !== null && !(value instanceof PyTuple)) {
    throw rt.typeError("__defaults__ must be set to a tuple object");
  }
  fn.defaults = value ?? null;
});
attribute<PyFunction>(types.function, "__kwdefaults__", (_rt, fn) => fn.kwdefaults, (rt, fn, value) => {
  if (value !== undefined && value !== null && !(value instanceof PyDict)) {
    throw rt.typeError("__kwdefaults__ must be set to a dict object");
  }
  fn.kwdefaults = value ?? null;
});
attribute<PyFunction>(types.function, "__annotations__", (_rt, fn) => annotationsOf(fn), (rt, fn, value) => {
  if (value !== undefined && value !== null && !(value instanceof PyDict)) {
    throw rt.typeError("__annotations__ must be set to a dict object");
  }
  fn.annotations = value ?? null;
});

/** The dict that the compiler's flat tuple becomes when first asked for. */
function annotationsOf(fn: PyFunction): PyDict {
  if (fn.annotations instanceof PyDict) return fn.annotations;
  const made = newDict();
  const flat = fn.annotations === null ? [] : fn.annotations.items;
  for (let i = 0; i + 1 < flat.length; i += 2) made.setStr(flat[i] as string, flat[i + 1] as Value);
  fn.annotations = made;
  return made;
}

attribute<PyFunction>(types.function, "__type_params__", (_rt, fn) => fn.typeParams ?? tuple([]), (rt, fn, value) => {
  if (!(value instanceof PyTuple)) throw rt.typeError("__type_params__ must be set to a tuple");
  fn.typeParams = value;
});
defineWrappers(types.function, {
  __call__: (rt, self, args, kwargs) => rt.call(self, args, kwargs),
  __get__: (rt, self, args) => bindTo(rt, self, args),
});

/** `__get__(instance, owner=None)` with None for "no instance". */
function bindTo(rt: Runtime, self: Value, args: readonly Value[]): Value {
  const instance = args[0] as Value;
  const owner = args[1] ?? null;
  if (instance === null && owner === null) throw rt.typeError("__get__(None, None) is invalid");
  const cls = owner instanceof PyType ? owner : typeOf(instance);
  return bind(rt, self, instance === null ? undefined : instance, cls);
}

attribute<PyMethod>(types.method, "__func__", (_rt, method) => method.func);
attribute<PyMethod>(types.method, "__self__", (_rt, method) => method.self);
for (const name of ["__name__", "__qualname__", "__doc__", "__module__", "__code__", "__defaults__", "__dict__"]) {
  attribute<PyMethod>(types.method, name, (rt, method) => rt.getattr(method.func, name));
}
defineWrappers(types.method, { __call__: (rt, self, args, kwargs) => rt.call(self, args, kwargs) });

for (const owner of [types.builtin, types.methodWrapper]) {
  attribute<PyBuiltin>(owner, "__name__", (_rt, fn) => fn.name);
  attribute<PyBuiltin>(owner, "__qualname__", (_rt, fn) => builtinQualname(fn));
  attribute<PyBuiltin>(owner, "__self__", (_rt, fn) => fn.self === undefined ? null : fn.self);
  attribute<PyBuiltin>(owner, "__module__", (_rt, fn) => fn.self === undefined ? "builtins" : null);
  attribute<PyBuiltin>(owner, "__doc__", () => null);
  defineWrappers(owner, { __call__: (rt, self, args, kwargs) => rt.call(self, args, kwargs) });
}

function builtinQualname(fn: PyBuiltin): string {
  if (fn.self === undefined || fn.self instanceof PyModule) return fn.name;
  return `${fn.self instanceof PyType ? fn.self.name : typeOf(fn.self).name}.${fn.name}`;
}

for (const owner of [types.methodDescriptor, types.wrapperDescriptor, types.classmethodDescriptor]) {
  attribute<PyMethodDescriptor>(owner, "__name__", (_rt, method) => method.name);
  attribute<PyMethodDescriptor>(owner, "__qualname__", (_rt, method) => `${method.owner.name}.${method.name}`);
  attribute<PyMethodDescriptor>(owner, "__objclass__", (_rt, method) => method.owner);
  attribute<PyMethodDescriptor>(owner, "__doc__", () => null);
  defineWrappers(owner, {
    __call__: (rt, self, args, kwargs) => rt.call(self, args, kwargs),
    __get__: (rt, self, args) => bindTo(rt, self, args),
  });
}
for (const owner of [types.getsetDescriptor, types.memberDescriptor]) {
  attribute<PyGetSet>(owner, "__name__", (_rt, descriptor) => descriptor.name);
  attribute<PyGetSet>(owner, "__qualname__", (_rt, descriptor) => `${descriptor.owner.name}.${descriptor.name}`);
  attribute<PyGetSet>(owner, "__objclass__", (_rt, descriptor) => descriptor.owner);
  defineWrappers(owner, {
    __get__: (rt, self, args) => bindTo(rt, self, args),
    __set__(rt, self, args) {
      if (args.length !== 2) throw rt.typeError(` expected 2 arguments, got ${args.length}`);
      setThroughDescriptor(rt, self, args[0] as Value, (self as PyGetSet).name, args[1] as Value);
      return null;
    },
    __delete__(rt, self, args) {
      setThroughDescriptor(rt, self, args[0] as Value, (self as PyGetSet).name, undefined);
      return null;
    },
  });
}

// ---- property, staticmethod, classmethod ----------------------------------------------------------------------------

defineNew(types.property, (_rt, cls) => new PyProperty(cls, null, null, null, null));
defineWrappers(types.property, {
  __init__(rt, self, args, kwargs) {
    const property = self as PyProperty;
    const given = (at: number, name: string): Value => args[at] ?? kwargs?.get(name) ?? null;
    if (args.length > 4) throw rt.typeError(`property() takes at most 4 arguments (${args.length} given)`);
    property.getter = given(0, "fget");
    property.setter = given(1, "fset");
    property.deleter = given(2, "fdel");
    property.doc = given(3, "doc");
    if (property.doc === null && property.getter !== null) {
      property.doc = rt.getattrOptional(property.getter, "__doc__") ?? null;
    }
    return null;
  },
  __get__(rt, self, args) {
    const instance = args[0] as Value;
    return instance === null ? self : getProperty(rt, self as PyProperty, instance);
  },
  __set__(rt, self, args) {
    setProperty(rt, self as PyProperty, args[0] as Value, args[1] as Value);
    return null;
  },
  __delete__(rt, self, args) {
    setProperty(rt, self as PyProperty, args[0] as Value, undefined);
    return null;
  },
});
defineMethods(types.property, {
  getter: (rt, self, args) => replaced(rt, self as PyProperty, { getter: args[0] as Value }),
  setter: (rt, self, args) => replaced(rt, self as PyProperty, { setter: args[0] as Value }),
  deleter: (rt, self, args) => replaced(rt, self as PyProperty, { deleter: args[0] as Value }),
  __set_name__(_rt, self, args) {
    (self as PyProperty).name = args[1] as string;
    return null;
  },
});

function replaced(rt: Runtime, old: PyProperty, change: { getter?: Value; setter?: Value; deleter?: Value }): Value {
  const made = rt.call(old.cls, [
    change.getter ?? old.getter,
    change.setter ?? old.setter,
    change.deleter ?? old.deleter,
    old.doc,
  ]);
  if (made instanceof PyProperty) made.name = old.name;
  return made;
}

attribute<PyProperty>(types.property, "fget", (_rt, property) => property.getter);
attribute<PyProperty>(types.property, "fset", (_rt, property) => property.setter);
attribute<PyProperty>(types.property, "fdel", (_rt, property) => property.deleter);
attribute<PyProperty>(types.property, "__doc__", (_rt, property) => property.doc, (_rt, property, value) => {
  property.doc = value ?? null;
});

for (const owner of [types.staticmethod, types.classmethod]) {
  defineNew(owner, (_rt, cls) => new PyMethodWrapper(cls, null));
  defineWrappers(owner, {
    __init__(rt, self, args) {
      if (args.length !== 1) throw rt.typeError(`${owner.name} expected 1 argument, got ${args.length}`);
      (self as PyMethodWrapper).func = args[0] as Value;
      return null;
    },
    __get__: (rt, self, args) => bindTo(rt, self, args),
  });
  attribute<PyMethodWrapper>(owner, "__func__", (_rt, wrapper) => wrapper.func);
  attribute<PyMethodWrapper>(owner, "__wrapped__", (_rt, wrapper) => wrapper.func);
  for (const name of ["__name__", "__qualname__", "__doc__", "__module__"]) {
    attribute<PyMethodWrapper>(owner, name, (rt, wrapper) => rt.getattrOptional(wrapper.func, name));
  }
}
defineWrappers(types.staticmethod, {
  __call__: (rt, self, args, kwargs) => rt.call((self as PyMethodWrapper).func, args, kwargs),
});

// ---- modules, code, cells -------------------------------------------------------------------------------------------

defineNew(types.module, (rt, cls, args) => {
  const name = args[0] ?? null;
  const attrs = rt.dictFrom([["__name__", name], ["__doc__", args[1] ?? null]]);
  return new PyModule(cls, typeof name === "string" ? name : "?", attrs);
});
defineWrappers(types.module, { __init__: () => null });
attribute<PyModule>(types.module, "__dict__", (_rt, module) => dictOf(module) as Value);

function codeAttribute(name: string, get: (code: CodeObject) => Value): void {
  attribute<PyCode>(types.code, name, (_rt, code) => get(code.code));
}
codeAttribute("co_name", (code) => code.name);
codeAttribute("co_qualname", (code) => code.qualname);
codeAttribute("co_argcount", (code) => BigInt(code.argcount));
codeAttribute("co_posonlyargcount", (code) => BigInt(code.posonlyargcount));
codeAttribute("co_kwonlyargcount", (code) => BigInt(code.kwonlyargcount));
codeAttribute("co_nlocals", (code) => BigInt(code.varnames.length));
codeAttribute("co_stacksize", (code) => BigInt(code.stacksize));
codeAttribute("co_flags", (code) => BigInt(code.flags));
codeAttribute("co_firstlineno", (code) => BigInt(code.firstlineno));
codeAttribute("co_varnames", (code) => tuple(code.varnames));
codeAttribute("co_cellvars", (code) => tuple(code.cellvars));
codeAttribute("co_freevars", (code) => tuple(code.freevars));
codeAttribute("co_names", (code) => tuple(code.names));
attribute<PyCode>(types.code, "co_consts", (_rt, code) => tuple(code.consts));

attribute<PyCell>(
  types.cell,
  "cell_contents",
  (rt, cell) => {
    if (cell.content === undefined) throw rt.valueError("Cell is empty");
    return cell.content;
  },
  (_rt, cell, value) => {
    cell.content = value;
  },
);
defineNew(types.cell, (_rt, cls, args) => new PyCell(cls, args[0]));

// ---- frames and tracebacks ------------------------------------------------------------------------------------------

const linesOf: WeakMap<CodeObject, readonly (number | null)[]> = new WeakMap();

/** Line of a code unit; null when the location table does not say. */
export function lineOf(code: CodeObject, unit: number): number | null {
  let lines = linesOf.get(code);
  if (lines === undefined) linesOf.set(code, lines = unitLines(code));
  return lines[unit] ?? null;
}

function lineValue(code: CodeObject, unit: number): Value {
  const line = lineOf(code, unit);
  return line === null ? null : BigInt(line);
}

/** The local variables of a frame by name: of a function always the same dict. */
export function localsOf(rt: Interpreter, frame: Frame): Value {
  return frame.locals !== null ? frame.locals : fastToLocals(rt, frame);
}

/** Brings the dict of a function's locals up to date. */
export function fastToLocals(rt: Interpreter, frame: Frame): PyDict {
  const dict = frame.localsDict ??= newDict();
  frame.code.localNames.forEach((name, i) => {
    const slot = frame.fast[i];
    const value = slot instanceof PyCell ? slot.content : slot;
    if (value !== undefined) dict.set(rt, name, value);
    else if (dict.getStr(name) !== undefined) dict.delete(rt, name);
  });
  return dict;
}

/** Takes over what the program changed in that dict; a name that went becomes None where it was bound. */
export function localsToFast(frame: Frame): void {
  const dict = frame.localsDict;
  if (dict === null) return;
  frame.code.localNames.forEach((name, i) => {
    const value = dict.getStr(name);
    const slot = frame.fast[i];
    if (slot instanceof PyCell) slot.content = value;
    else if (slot !== value) frame.fast[i] = value ?? null;
  });
}

attribute<PyFrame>(types.frame, "f_code", (_rt, v) => v.frame.code);
attribute<PyFrame>(types.frame, "f_globals", (_rt, v) => v.frame.globals);
attribute<PyFrame>(types.frame, "f_builtins", (rt) => rt.builtins);
attribute<PyFrame>(types.frame, "f_locals", (rt, v) => {
  v.localsAreOut = true;
  return localsOf(rt as Interpreter, v.frame);
});
attribute<PyFrame>(types.frame, "f_trace", (_rt, v) => v.trace, (rt, v, value) => {
  const trace = value ?? null;
  if (trace === v.trace) return;
  v.trace = trace;
  if (trace !== null && v.traceOpcodes) (rt as Interpreter).monitor().tracing.traceInstructions(v, true);
});
attribute<PyFrame>(types.frame, "f_trace_lines", (_rt, v) => v.traceLines, (rt, v, value) => {
  if (value === undefined) throw rt.typeError("can't delete numeric/char attribute");
  v.traceLines = boolOf(rt, value);
});
attribute<PyFrame>(types.frame, "f_trace_opcodes", (_rt, v) => v.traceOpcodes, (rt, v, value) => {
  v.traceOpcodes = boolOf(rt, value);
  if (v.traceOpcodes && v.trace === null) return;
  (rt as Interpreter).monitor().tracing.traceInstructions(v, v.traceOpcodes);
});

function boolOf(rt: Runtime, v: Slot): boolean {
  if (typeof v !== "boolean") throw rt.typeError("attribute value type must be bool");
  return v;
}
attribute<PyFrame>(types.frame, "f_lineno", (_rt, v) => lineValue(v.frame.code.code, v.frame.at));
attribute<PyFrame>(types.frame, "f_lasti", (_rt, v) => BigInt(v.frame.at * 2));
attribute<PyFrame>(types.frame, "f_back", (_rt, v) => {
  let back = v.frame.back;
  while (back !== null && !back.complete) back = back.back;
  return back === null ? null : frameObject(back);
});
attribute<PyTraceback>(types.traceback, "tb_next", (_rt, v) => v.next, (rt, v, value) => {
  if (value === undefined) throw rt.typeError("can't delete tb_next attribute");
  if (value !== null && !(value instanceof PyTraceback)) {
    throw rt.typeError(`expected traceback object, got '${typeOf(value).name}'`);
  }
  for (let link: PyTraceback | null = value; link !== null; link = link.next) {
    if (link === v) throw rt.valueError("traceback loop detected");
  }
  v.next = value;
});
attribute<PyTraceback>(types.traceback, "tb_frame", (_rt, v) => frameObject(v.item.frame as Frame));
attribute<PyTraceback>(types.traceback, "tb_lasti", (_rt, v) => BigInt(v.item.offsetUnits * 2));
attribute<PyTraceback>(types.traceback, "tb_lineno", (_rt, v) => lineValue(v.item.code.code, v.item.offsetUnits));

// ---- type parameters, aliases, generics -----------------------------------------------------------------------------

for (const owner of [types.typeVar, types.paramSpec, types.typeVarTuple]) {
  attribute<PyTypeParameter>(owner, "__name__", (_rt, v) => v.name);
  defineWrappers(owner, {
    __or__: (rt, self, args) => typeUnion(rt, self, args[0] as Value),
    __ror__: (rt, self, args) => typeUnion(rt, args[0] as Value, self),
  });
}
attribute<PyTypeParameter>(types.typeVar, "__bound__", (rt, v) => {
  return v.evaluate === null || v.constrained ? null : rt.call(v.evaluate, []);
});
attribute<PyTypeParameter>(types.typeVar, "__constraints__", (rt, v) => {
  return v.evaluate === null || !v.constrained ? tuple([]) : rt.call(v.evaluate, []);
});
attribute<PyTypeAlias>(types.typeAliasType, "__name__", (_rt, v) => v.name);
attribute<PyTypeAlias>(
  types.typeAliasType,
  "__type_params__",
  (_rt, v) => v.typeParams === null ? tuple([]) : v.typeParams,
);
attribute<PyTypeAlias>(types.typeAliasType, "__value__", (rt, v) => {
  if (v.value === undefined) v.value = rt.call(v.compute, []);
  return v.value;
});
defineWrappers(types.typeAliasType, {
  __or__: (rt, self, args) => typeUnion(rt, self, args[0] as Value),
  __ror__: (rt, self, args) => typeUnion(rt, args[0] as Value, self),
});
for (const owner of [types.genericAlias, types.unionType]) {
  defineGetters(owner, {
    __origin__: (_rt, self) => owner === types.unionType ? undefined : (self as PyGenericAlias).origin,
    __args__: (_rt, self) => (self as PyGenericAlias).args,
    __parameters__: (_rt, self) =>
      tuple((self as PyGenericAlias).args.items.filter((arg) => arg instanceof PyTypeParameter)),
  });
  defineWrappers(owner, {
    __or__: (rt, self, args) => typeUnion(rt, self, args[0] as Value),
    __ror__: (rt, self, args) => typeUnion(rt, args[0] as Value, self),
  });
}
defineMethods(types.genericAlias, { __mro_entries__: (_rt, self) => tuple([(self as PyGenericAlias).origin]) });
