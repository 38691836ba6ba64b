/**
 * `repr` of objects that have no literal: functions, classes, modules, iterators, ....
 *
 * @module
 */

import type { Runtime } from "../runtime.ts";
import { ELLIPSIS, types } from "../types.ts";
import {
  PyBuiltin,
  PyCell,
  PyCode,
  PyFunction,
  PyGeneratorBase,
  PyGenericAlias,
  PyGetSet,
  PyMethod,
  PyMethodDescriptor,
  PyMethodWrapper,
  PyModule,
  type PyObject,
  PySuper,
  PyType,
  PyTypeAlias,
  PyTypeParameter,
  type Value,
} from "../values.ts";

/**
 * Stands for the address in texts like `<cell at 0x...>`: objects have none here. A program whose outcome depends on an
 * address has no meaning to compare.
 */
const NO_ADDRESS = "0x0";

/** `module.qualname` of a type as its instances' texts show it; the module is left out for builtins. */
function fullTypeName(type: PyType): string {
  const module = type.heap ? type.lookup("__module__") : "builtins";
  return typeof module === "string" && module !== "builtins" ? `${module}.${type.qualname}` : type.name;
}

/** `object.__repr__`. */
export function plainObjectRepr(rt: Runtime, v: Value): string {
  return `<${typeof v === "object" && v !== null ? fullTypeName(v.cls) : rt.typeName(v)} object at ${NO_ADDRESS}>`;
}

/** `repr` of a type. */
function typeRepr(type: PyType): string {
  return `<class '${fullTypeName(type)}'>`;
}

/** `repr` of an object of one of the types of this file; others have the text of plain objects. */
export function objectRepr(rt: Runtime, v: PyObject): string {
  if (v instanceof PyType) return typeRepr(v);
  if (v instanceof PyFunction) return `<function ${v.qualname} at ${NO_ADDRESS}>`;
  if (v instanceof PyMethod) return `<bound method ${methodName(rt, v.func)} of ${rt.repr(v.self)}>`;
  if (v instanceof PyBuiltin) return builtinRepr(rt, v);
  if (v instanceof PyMethodDescriptor) {
    const kind = v.cls === types.wrapperDescriptor ? "slot wrapper" : "method";
    return `<${kind} '${v.name}' of '${v.owner.name}' objects>`;
  }
  if (v instanceof PyGetSet) {
    const kind = v.cls === types.memberDescriptor ? "member" : "attribute";
    return `<${kind} '${v.name}' of '${v.owner.name}' objects>`;
  }
  if (v instanceof PyMethodWrapper) {
    const kind = v.cls.layout === "classmethod" ? "classmethod" : "staticmethod";
    return `<${kind}(${rt.repr(v.func)})>`;
  }
  if (v instanceof PyModule) {
    const isMade = v.attrs?.getStr("__loader__") === null;
    return `<module ${isMade ? rt.repr(v.attrs?.getStr("__name__") ?? "?") : `'${v.name}' (built-in)`}>`;
  }
  if (v instanceof PyCode) {
    return `<code object ${v.code.name} at ${NO_ADDRESS}, file "<oracle>", line ${v.code.firstlineno}>`;
  }
  if (v instanceof PyCell) {
    const content = v.content === undefined ? "empty" : `${rt.typeName(v.content)} object at ${NO_ADDRESS}`;
    return `<cell at ${NO_ADDRESS}: ${content}>`;
  }
  if (v instanceof PyGeneratorBase) return `<${v.cls.name} object ${v.qualname} at ${NO_ADDRESS}>`;
  if (v instanceof PySuper) return superRepr(v);
  if (v instanceof PyTypeParameter || v instanceof PyTypeAlias) return v.name;
  if (v instanceof PyGenericAlias) return genericAliasRepr(rt, v);
  return plainObjectRepr(rt, v);
}

function methodName(rt: Runtime, func: Value): string {
  for (const attribute of ["__qualname__", "__name__"]) {
    const name = rt.getattrOptional(func, attribute);
    if (typeof name === "string") return name;
  }
  return "?";
}

function builtinRepr(rt: Runtime, v: PyBuiltin): string {
  if (v.self === undefined || v.self instanceof PyModule) return `<built-in function ${v.name}>`;
  const owner = v.self instanceof PyType ? "type" : rt.typeName(v.self);
  const kind = v.cls === types.methodWrapper ? "method-wrapper" : "built-in method";
  const name = v.cls === types.methodWrapper ? `'${v.name}'` : v.name;
  return `<${kind} ${name} of ${owner} object at ${NO_ADDRESS}>`;
}

function superRepr(v: PySuper): string {
  const bound = v.selfClass === null ? "NULL" : `<${v.selfClass.name} object>`;
  return `<super: <class '${v.thisClass.name}'>, ${bound}>`;
}

function genericAliasRepr(rt: Runtime, v: PyGenericAlias): string {
  const name = (part: Value): string => {
    if (part === types.NoneType) return "None";
    if (part instanceof PyType) return fullTypeName(part);
    if (part === ELLIPSIS) return "...";
    return part === null ? "None" : rt.repr(part);
  };
  if (v.cls === types.unionType) return v.args.items.map(name).join(" | ");
  return `${name(v.origin)}[${v.args.items.length === 0 ? "()" : v.args.items.map(name).join(", ")}]`;
}
