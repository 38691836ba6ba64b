/**
 * The modules that a program can import.
 *
 * @module
 */

import { FUTURE_FEATURES, KNOWN_MODULES, PRESENT_MODULES } from "../../../src/isa/known_names.ts";
import type { Runtime } from "../../runtime.ts";
import { builtin, functionsLater, types } from "../../types.ts";
import { type PyException, PyModule, PyObject, type Value } from "../../values.ts";
import { MATH_CONSTANTS, MATH_FUNCTIONS } from "./math.ts";
import { createMonitoring } from "./monitoring.ts";
import { sysContents } from "./sys.ts";
import { TYPES_CONTENTS } from "./types_module.ts";

/** The error about a module that does not exist, with `why` behind its name. */
export function moduleNotFound(rt: Runtime, name: string, why = ""): PyException {
  const message = `No module named ${rt.repr(name)}${why}`;
  const error = rt.error("ModuleNotFoundError", message);
  error.slots = new Map<string, Value>([["name", name], ["msg", message]]);
  return error;
}

/** Makes a module afresh, as each run has its own; null for one that does not exist. */
export function createModule(rt: Runtime, name: string): PyModule | null {
  switch (name) {
    case "__future__":
      return moduleOf(rt, name, [...FUTURE_FEATURES].map((feature) => [feature, new PyObject(types.feature)]));
    case "math":
      return moduleOf(rt, name, mathContents());
    case "sys":
      return moduleOf(rt, name, sysContents(rt, createMonitoring(rt)));
    case "types":
      return moduleOf(rt, name, TYPES_CONTENTS);
    case "builtins":
      return new PyModule(types.module, name, rt.builtins);
    case "_testinternalcapi":
      return moduleOf(rt, name, testContents());
    default:
      if (isKnownModule(name)) rt.unsupported(`module ${name}`);
      return null;
  }
}

function moduleOf(rt: Runtime, name: string, contents: Iterable<readonly [string, Value]>): PyModule {
  const namespace = rt.dict();
  for (const key of ["__doc__", "__package__", "__loader__", "__spec__"]) namespace.setStr(key, null);
  namespace.setStr("__name__", name);
  for (const [key, value] of contents) namespace.setStr(key, value);
  return new PyModule(types.module, name, namespace);
}

function mathContents(): [string, Value][] {
  return [...mathFunctions(), ...Object.entries(MATH_CONSTANTS)];
}

const mathFunctions = functionsLater("math", MATH_FUNCTIONS);

/** Hooks into tiers: events without meaning here. */
function testContents(): [string, Value][] {
  return ["invalidate_executors", "set_optimizer", "get_optimizer"].map((name) => [name, builtin(name, () => null)]);
}

/** Whether a module of that name comes with the interpreter; the modules that are here are no packages. */
function isKnownModule(name: string): boolean {
  const dot = name.indexOf(".");
  return dot < 0
    ? KNOWN_MODULES.has(name)
    : KNOWN_MODULES.has(name.slice(0, dot)) && !PRESENT_MODULES.has(name.slice(0, dot));
}
