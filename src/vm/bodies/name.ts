/**
 * Bodies of the uops for names: globals, builtins, mappings of locals.
 *
 * @module
 */

import type { PyCell } from "../../object/values/callable_values.ts";
import { delItem, setItem } from "../../object/sequence/subscripts.ts";
import { PyDict } from "../../object/dict/dict.ts";
import { SYSTEM_ERROR } from "../../object/exception/exception_types.ts";
import { catchRaised, raise } from "../../object/exception/raise.ts";
import type { Value } from "../../object/values/value.ts";
import { builtinOf, lookUp } from "./namespaces.ts";
import type { Body } from "./uop_body.ts";
import type { Machine } from "../machine.ts";
import { raiseDerefUnbound, raiseNameUndefined } from "../messages.ts";
import { DEOPT, NEXT } from "../status.ts";

function globalOrBuiltin(m: Machine, name: string): Value {
  let value = m.frame.globals.getStr(name);
  if (value === undefined) {
    value = builtinOf(m, name);
    if (value === undefined) throw raiseNameUndefined(m, name);
  }
  return value;
}

/** The mapping of locals; class and module code has one. */
function localsOf(m: Machine, what: string): Value {
  const { locals } = m.frame;
  if (locals === undefined || locals === null) throw raise(m, SYSTEM_ERROR, what);
  return locals;
}

export const _LOAD_GLOBAL: Body = (m, oparg) => {
  const { stack } = m;
  stack[m.sp++] = globalOrBuiltin(m, m.frame.code.names[oparg >> 1] as string);
  if ((oparg & 1) !== 0) stack[m.sp++] = undefined;
  return NEXT;
};

export const _GUARD_GLOBALS_VERSION: Body = (m, _oparg, version) => m.frame.globals.version === version ? NEXT : DEOPT;

export const _GUARD_BUILTINS_VERSION: Body = (m, _oparg, version) =>
  m.frame.builtins.version === version ? NEXT : DEOPT;

export const _LOAD_GLOBAL_MODULE: Body = (m, oparg, index) => {
  const value = m.frame.globals.entryValues[index];
  if (value === undefined) return DEOPT;
  const { stack } = m;
  stack[m.sp++] = value;
  if ((oparg & 1) !== 0) stack[m.sp++] = undefined;
  return NEXT;
};

export const _LOAD_GLOBAL_BUILTINS: Body = (m, oparg, index) => {
  const value = m.frame.builtins.entryValues[index];
  if (value === undefined) return DEOPT;
  const { stack } = m;
  stack[m.sp++] = value;
  if ((oparg & 1) !== 0) stack[m.sp++] = undefined;
  return NEXT;
};

export const STORE_GLOBAL: Body = (m, oparg) => {
  m.frame.globals.setStr(m.frame.code.names[oparg] as string, m.stack[--m.sp]);
  return NEXT;
};

export const DELETE_GLOBAL: Body = (m, oparg) => {
  const name = m.frame.code.names[oparg] as string;
  if (!m.frame.globals.deleteStr(name)) throw raiseNameUndefined(m, name);
  return NEXT;
};

export const LOAD_LOCALS: Body = (m) => {
  const locals = localsOf(m, "no locals");
  m.stack[m.sp++] = locals;
  return NEXT;
};

export const LOAD_NAME: Body = (m, oparg) => {
  const name = m.frame.code.names[oparg] as string;
  const value = lookUp(m, localsOf(m, `no locals when loading '${name}'`), name);
  m.stack[m.sp++] = value === undefined ? globalOrBuiltin(m, name) : value;
  return NEXT;
};

export const LOAD_FROM_DICT_OR_GLOBALS: Body = (m, oparg) => {
  const name = m.frame.code.names[oparg] as string;
  const value = lookUp(m, m.stack[m.sp - 1], name);
  m.stack[m.sp - 1] = value === undefined ? globalOrBuiltin(m, name) : value;
  return NEXT;
};

export const LOAD_FROM_DICT_OR_DEREF: Body = (m, oparg) => {
  const name = m.frame.code.localNames[oparg] as string;
  let value = lookUp(m, m.stack[m.sp - 1], name);
  if (value === undefined) {
    value = (m.stack[oparg] as PyCell).contents;
    if (value === undefined) throw raiseDerefUnbound(m, oparg);
  }
  m.stack[m.sp - 1] = value;
  return NEXT;
};

export const STORE_NAME: Body = (m, oparg) => {
  const name = m.frame.code.names[oparg] as string;
  const locals = localsOf(m, `no locals found when storing '${name}'`);
  const value = m.stack[m.sp - 1];
  if (locals instanceof PyDict) locals.setStr(name, value);
  else setItem(m, locals, name, value);
  m.sp--;
  return NEXT;
};

export const DELETE_NAME: Body = (m, oparg) => {
  const name = m.frame.code.names[oparg] as string;
  const locals = localsOf(m, `no locals when deleting '${name}'`);
  if (locals instanceof PyDict) {
    if (!locals.deleteStr(name)) throw raiseNameUndefined(m, name);
    return NEXT;
  }
  try {
    delItem(m, locals, name);
  } catch (error) {
    // Any exception turns into a NameError.
    catchRaised(m, error);
    throw raiseNameUndefined(m, name);
  }
  return NEXT;
};

export const SETUP_ANNOTATIONS: Body = (m) => {
  const locals = localsOf(m, "no locals found when setting up annotations");
  if (lookUp(m, locals, "__annotations__") !== undefined) return NEXT;
  if (locals instanceof PyDict) locals.setStr("__annotations__", new PyDict());
  else setItem(m, locals, "__annotations__", new PyDict());
  return NEXT;
};
