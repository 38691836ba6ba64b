/**
 * Pattern matching.
 *
 * @module
 */

import type { Interpreter } from "../interpreter.ts";
import { tuple, typeOf, types } from "../types.ts";
import { PyDict, PyList, PyMappingProxy, PyRange, PySet, PyTuple, PyType, type Value } from "../values.ts";
import { expectString, expectTuple } from "./expect.ts";
import type { RuleSet } from "./rule.ts";

/** Built-in types whose instances are matched as a whole by one positional pattern; their subclasses, too. */
const MATCH_SELF: readonly PyType[] = [
  types.bool,
  types.bytearray,
  types.bytes,
  types.dict,
  types.float,
  types.frozenset,
  types.int,
  types.list,
  types.set,
  types.str,
  types.tuple,
];

function matchKeys(rt: Interpreter, subject: Value, keys: readonly Value[]): Value {
  const sentinel = new PyList(types.list, []);
  const seen = new PySet(types.set);
  const values: Value[] = [];
  const get = keys.length === 0 ? null : rt.getattr(subject, "get");
  for (const key of keys) {
    if (seen.has(rt, key)) throw rt.valueError(`mapping pattern checks duplicate key (${rt.repr(key)})`);
    seen.add(rt, key);
    const value = rt.call(get, [key, sentinel]);
    if (value === sentinel) return null;
    values.push(value);
  }
  return tuple(values);
}

function matchClass(rt: Interpreter, subject: Value, cls: Value, count: number, names: readonly Value[]): Value {
  if (!(cls instanceof PyType)) throw rt.typeError("called match pattern must be a class");
  if (!rt.isInstance(subject, cls)) return null;
  const attributes: Value[] = [];
  const seen = new Set<string>();
  const take = (name: string): boolean => {
    if (seen.has(name)) throw rt.typeError(`${cls.name}() got multiple sub-patterns for attribute ${rt.repr(name)}`);
    seen.add(name);
    const value = rt.getattrOptional(subject, name);
    if (value === undefined) return false;
    attributes.push(value);
    return true;
  };
  if (count > 0) {
    const declared = rt.getattrOptional(cls, "__match_args__");
    if (declared === undefined && MATCH_SELF.some((type) => cls.isSubtypeOf(type))) {
      if (count > 1) throw tooMany(rt, cls, 1, count);
      attributes.push(subject);
    } else {
      const args = positionalNames(rt, cls, declared);
      if (count > args.length) throw tooMany(rt, cls, args.length, count);
      for (let i = 0; i < count; i++) {
        const name = args[i] as Value;
        if (typeof name !== "string") {
          throw rt.typeError(`__match_args__ elements must be strings (got ${typeOf(name).name})`);
        }
        if (!take(name)) return null;
      }
    }
  }
  for (const name of names) {
    if (!take(name as string)) return null;
  }
  return tuple(attributes);
}

function positionalNames(rt: Interpreter, cls: PyType, declared: Value | undefined): readonly Value[] {
  if (declared === undefined) return [];
  if (declared instanceof PyTuple && !declared.cls.heap) return declared.items;
  throw rt.typeError(`${cls.name}.__match_args__ must be a tuple (got ${typeOf(declared).name})`);
}

function tooMany(rt: Interpreter, cls: PyType, allowed: number, given: number) {
  const plural = allowed === 1 ? "" : "s";
  return rt.typeError(`${cls.name}() accepts ${allowed} positional sub-pattern${plural} (${given} given)`);
}

export const MATCH_RULES = {
  GET_LEN(rt, f) {
    f.push(rt.length(f.peek(1)));
  },
  MATCH_MAPPING(_rt, f) {
    const subject = f.peek(1);
    f.push(subject instanceof PyDict || subject instanceof PyMappingProxy);
  },
  MATCH_SEQUENCE(_rt, f) {
    const subject = f.peek(1);
    f.push(subject instanceof PyList || subject instanceof PyTuple || subject instanceof PyRange);
  },
  MATCH_KEYS(rt, f) {
    f.push(matchKeys(rt, f.peek(2), expectTuple(rt, f.peek(1), "MATCH_KEYS").items));
  },
  MATCH_CLASS(rt, f, oparg) {
    const names = expectTuple(rt, f.pop(), "MATCH_CLASS").items;
    for (const name of names) expectString(rt, name, "MATCH_CLASS");
    const cls = f.pop();
    const subject = f.pop();
    f.push(matchClass(rt, subject, cls, oparg, names));
  },
} satisfies RuleSet;
