/**
 * Names in namespaces, and imports.
 *
 * @module
 */

import { ABSENT_BUILTINS } from "../../src/isa/known_names.ts";
import { exceptions } from "../exceptions.ts";
import { builtinsOf, type Frame } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";
import { types } from "../types.ts";
import { PyDict, PyException, PyMappingProxy, PyModule, PyType, type Slot, type Value } from "../values.ts";
import type { RuleSet } from "./rule.ts";

/** A name in a namespace that may be any mapping; undefined when it lacks it. */
export function lookUpMapping(rt: Interpreter, mapping: Value, name: string): Slot {
  if (mapping instanceof PyDict && mapping.cls === types.dict) return mapping.getStr(name);
  if (mapping instanceof PyMappingProxy && mapping.owner instanceof PyType) return mapping.owner.dict.get(name);
  try {
    return rt.getitem(mapping, name);
  } catch (thrown) {
    if (!rt.isError(thrown, "KeyError")) throw thrown;
    return undefined;
  }
}

function nameError(rt: Interpreter, name: string): PyException {
  if (ABSENT_BUILTINS.has(name)) rt.unsupported(`builtin ${name}`);
  const error = rt.error("NameError", `name '${name}' is not defined`);
  error.slots = new Map<string, Value>([["name", name]]);
  return error;
}

function globalOrBuiltin(rt: Interpreter, f: Frame, name: string): Value {
  const value = f.globals.getStr(name);
  if (value !== undefined) return value;
  const builtin = lookUpMapping(rt, builtinsOf(rt, f.func), name);
  if (builtin === undefined) throw nameError(rt, name);
  return builtin;
}

function nameOf(f: Frame, index: number): string {
  return f.code.code.names[index] as string;
}

function locals(rt: Interpreter, f: Frame, what: string): Value {
  if (f.locals === null) throw rt.error("SystemError", `no locals ${what}`);
  return f.locals;
}

/** `from module import name` of a module without that attribute: maybe a submodule, never here. */
function cannotImport(rt: Interpreter, from: Value, name: string): PyException {
  const own = rt.getattrOptional(from, "__name__");
  const where = typeof own === "string" ? rt.repr(own) : "'<unknown module name>'";
  const message = `cannot import name ${rt.repr(name)} from ${where} (unknown location)`;
  const error = rt.error("ImportError", message);
  error.slots = new Map<string, Value>([["name", own ?? null], ["msg", message], ["name_from", name]]);
  return error;
}

export const NAME_RULES = {
  LOAD_GLOBAL(rt, f, oparg) {
    f.push(globalOrBuiltin(rt, f, nameOf(f, oparg >> 1)));
    if ((oparg & 1) !== 0) f.push(undefined);
  },
  STORE_GLOBAL(_rt, f, oparg) {
    f.globals.setStr(nameOf(f, oparg), f.pop());
  },
  DELETE_GLOBAL(rt, f, oparg) {
    const name = nameOf(f, oparg);
    if (!f.globals.deleteStr(name)) throw nameError(rt, name);
  },
  LOAD_NAME(rt, f, oparg) {
    const name = nameOf(f, oparg);
    const value = lookUpMapping(rt, locals(rt, f, `when loading '${name}'`), name);
    f.push(value === undefined ? globalOrBuiltin(rt, f, name) : value);
  },
  STORE_NAME(rt, f, oparg) {
    const name = nameOf(f, oparg);
    const namespace = locals(rt, f, `found when storing '${name}'`);
    const value = f.pop();
    if (namespace instanceof PyDict && namespace.cls === types.dict) namespace.setStr(name, value);
    else rt.setitem(namespace, name, value);
  },
  DELETE_NAME(rt, f, oparg) {
    const name = nameOf(f, oparg);
    const namespace = locals(rt, f, `when deleting '${name}'`);
    try {
      rt.delitem(namespace, name);
    } catch (thrown) {
      // Whatever it raises turns into a NameError.
      if (!(thrown instanceof PyException)) throw thrown;
      throw nameError(rt, name);
    }
  },
  LOAD_LOCALS(rt, f) {
    f.push(locals(rt, f, "found"));
  },
  LOAD_FROM_DICT_OR_GLOBALS(rt, f, oparg) {
    const name = nameOf(f, oparg);
    const value = lookUpMapping(rt, f.pop(), name);
    f.push(value === undefined ? globalOrBuiltin(rt, f, name) : value);
  },
  SETUP_ANNOTATIONS(rt, f) {
    const namespace = locals(rt, f, "found when setting up annotations");
    if (lookUpMapping(rt, namespace, "__annotations__") === undefined) {
      rt.setitem(namespace, "__annotations__", rt.dict());
    }
  },
  LOAD_BUILD_CLASS(rt, f) {
    const build = lookUpMapping(rt, builtinsOf(rt, f.func), "__build_class__");
    if (build === undefined) throw rt.error("NameError", "__build_class__ not found");
    f.push(build);
  },
  LOAD_ASSERTION_ERROR(_rt, f) {
    f.push(exceptions.AssertionError);
  },
  IMPORT_NAME(rt, f, oparg) {
    const builtins = builtinsOf(rt, f.func);
    if (!(builtins instanceof PyDict)) {
      throw rt.error("SystemError", "Objects/dictobject.c:1761: bad argument to internal function");
    }
    const importer = builtins.getStr("__import__");
    if (importer === undefined) throw rt.error("ImportError", "__import__ not found");
    const fromlist = f.pop();
    const level = f.pop();
    f.push(rt.call(importer, [nameOf(f, oparg), f.globals, f.locals ?? f.localsDict, fromlist, level]));
  },
  IMPORT_FROM(rt, f, oparg) {
    const from = f.peek(1);
    const name = nameOf(f, oparg);
    const value = rt.getattrOptional(from, name);
    if (value === undefined) throw cannotImport(rt, from, name);
    f.push(value);
  },
} satisfies RuleSet;

/** `from module import *`: all names of `__all__`, or those without a leading underscore. */
export function importStar(rt: Interpreter, f: Frame, module: Value): void {
  const namespace = locals(rt, f, "found during 'import *'");
  const all = rt.getattrOptional(module, "__all__");
  const names = all !== undefined ? rt.toArray(all) : publicNames(rt, module);
  for (const name of names) {
    if (typeof name === "string") rt.setitem(namespace, name, rt.getattr(module, name));
  }
}

function publicNames(rt: Interpreter, module: Value): Value[] {
  const names = module instanceof PyModule ? rt.toArray(rt.dictOf(module) as PyDict) : [];
  return names.filter((name) => typeof name === "string" && !name.startsWith("_"));
}
