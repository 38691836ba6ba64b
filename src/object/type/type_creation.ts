/**
 * Making classes: `__build_class__` and `type(name, bases, namespace)`.
 *
 * @module
 */

import { badArgument } from "../builtins/arguments.ts";
import { slotsWork } from "../../isa/work.ts";
import { attributeOrUndefined, superGetAttr } from "./attributes.ts";
import { call, callSpecial } from "../call/call.ts";
import {
  PyBuiltin,
  PyCell,
  PyClassMethod,
  PyFunction,
  PyGetSet,
  PyProperty,
  PySlotMember,
  PyStaticMethod,
} from "../values/callable_values.ts";
import { descriptorGet } from "./descriptors.ts";
import { PyDict } from "../dict/dict.ts";
import { dictCopy } from "../dict/dict_ops.ts";
import { PyException } from "../exception/exception.ts";
import { RUNTIME_ERROR, TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { instanceDict } from "./instance_dict.ts";
import { PyInstance } from "./instance.ts";
import { itemsOf } from "../iterator/iteration.ts";
import { bestBase, checkBase, hasReferrers } from "./layout.ts";
import { lookupSpecial } from "./lookup.ts";
import { computeMro } from "./mro.ts";
import { ownMro } from "./own_mro.ts";
import { dictOf, strOf, tupleOf, unwrap } from "../values/payload.ts";
import { repr } from "../text/repr.ts";
import { addNote } from "../exception/notes.ts";
import { catchRaised, raise, rethrow } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { makeTuple, PyTuple } from "../values/sequence_values.ts";
import { SharedKeys } from "../dict/shared_keys.ts";
import { isIdentifier } from "../text/str_parts.ts";
import { PyType } from "./type.ts";
import { BYTES, INT, OBJECT, TUPLE, TYPE, typeName, typeOf } from "./types.ts";
import { classParameters } from "./generic_alias.ts";
import { GENERIC, PyGenericAlias } from "../values/typing_values.ts";
import type { Value } from "../values/value.ts";

export { newInstance } from "./instances.ts";

/** `__build_class__(func, name, *bases, metaclass=..., **kwargs)`. */
export function buildClass(
  rt: Runtime,
  func: Value,
  name: Value,
  baseValues: readonly Value[],
  keywords: readonly (readonly [string, Value])[],
): Value {
  if (!(func instanceof PyFunction)) throw raise(rt, TYPE_ERROR, "__build_class__: func must be a function");
  if (typeof name !== "string") throw raise(rt, TYPE_ERROR, "__build_class__: name is not a string");
  const bases = resolveBases(rt, baseValues);
  const given = keywords.find(([keyword]) => keyword === "metaclass")?.[1];
  const rest = keywords.filter(([keyword]) => keyword !== "metaclass");
  const first = bases[0];
  let meta: Value = given ?? (first === undefined ? TYPE : typeOf(first));
  if (meta instanceof PyType) meta = calculateMetaclass(rt, meta, bases);
  const tuple = makeTuple(bases);
  const namespace = prepareNamespace(rt, meta, name, tuple, rest);
  const cell = rt.runClassBody(func, namespace);
  if (bases.length !== baseValues.length || bases.some((base, i) => base !== baseValues[i])) {
    dictOf(namespace)?.setStr("__orig_bases__", makeTuple(baseValues));
  }
  const cls = call(
    rt,
    meta,
    [name, tuple, namespace, ...rest.map(([, value]) => value)],
    rest.length === 0 ? null : rest.map(([keyword]) => keyword),
  );
  if (cls instanceof PyType && cell instanceof PyCell && cell.contents !== cls) checkClassCell(rt, cell, cls);
  return cls;
}

function checkClassCell(rt: Runtime, cell: PyCell, cls: PyType): void {
  if (cell.contents === undefined) {
    throw raise(
      rt,
      RUNTIME_ERROR,
      `__class__ not set defining '${cls.name}' as ${repr(rt, cls)}. ` +
        "Was __classcell__ propagated to type.__new__?",
    );
  }
  const set = cell.contents instanceof PyType ? cell.contents.qualname : typeName(cell.contents);
  throw raise(
    rt,
    TYPE_ERROR,
    `__class__ set to <class '${set}'> defining '${cls.name}' as ${repr(rt, cls)}`,
  );
}

/** Replaces bases that are no classes by what their `__mro_entries__` says (`update_bases`). */
function resolveBases(rt: Runtime, given: readonly Value[]): Value[] {
  const bases: Value[] = [];
  for (const base of given) {
    if (base instanceof PyType) bases.push(base);
    else if (base instanceof PyGenericAlias) {
      if (!bases.includes(base.origin) && !given.includes(base.origin)) bases.push(base.origin);
    } else {
      const entries = attributeOrUndefined(rt, base, "__mro_entries__");
      if (entries === undefined) bases.push(base);
      else {
        const replaced = call(rt, entries, [makeTuple(given)], null);
        if (!(replaced instanceof PyTuple)) throw raise(rt, TYPE_ERROR, "__mro_entries__ must return a tuple");
        bases.push(...replaced.items);
      }
    }
  }
  return bases;
}

/** The most derived metaclass (`_PyType_CalculateMetaclass`). */
function calculateMetaclass(rt: Runtime, meta: PyType, bases: readonly Value[]): PyType {
  let winner = meta;
  for (const base of bases) {
    const other = typeOf(base);
    if (winner.isSubtype(other)) continue;
    if (!other.isSubtype(winner)) {
      throw raise(
        rt,
        TYPE_ERROR,
        "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases",
      );
    }
    winner = other;
  }
  return winner;
}

function prepareNamespace(
  rt: Runtime,
  meta: Value,
  name: string,
  bases: PyTuple,
  keywords: readonly (readonly [string, Value])[],
): Value {
  if (meta === TYPE) return new PyDict();
  const prepare = attributeOrUndefined(rt, meta, "__prepare__");
  if (prepare === undefined) return new PyDict();
  const namespace = call(
    rt,
    prepare,
    [name, bases, ...keywords.map(([, value]) => value)],
    keywords.length === 0 ? null : keywords.map(([keyword]) => keyword),
  );
  if (dictOf(namespace) === undefined && lookupSpecial(typeOf(namespace), "__getitem__") === undefined) {
    const label = meta instanceof PyType ? meta.name : "<metaclass>";
    throw raise(rt, TYPE_ERROR, `${label}.__prepare__() must return a mapping, not ${typeName(namespace)}`);
  }
  return namespace;
}

/** `type.__new__(meta, name, bases, namespace, **kwargs)`. */
export function typeNew(
  rt: Runtime,
  metaGiven: Value,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): Value {
  const meta = metaGiven as PyType;
  const positional = args.length - (kwnames?.length ?? 0);
  if (positional !== 3) {
    throw raise(rt, TYPE_ERROR, `type.__new__() takes exactly 3 arguments (${positional} given)`);
  }
  const [nameGiven, basesGiven, given] = args;
  const name = strOf(nameGiven);
  if (name === undefined) throw badArgument(rt, "type.__new__", "argument 1", "str", nameGiven);
  const bases = tupleOf(basesGiven);
  if (bases === undefined) throw badArgument(rt, "type.__new__", "argument 2", "tuple", basesGiven);
  const namespace = dictOf(given);
  if (namespace === undefined) throw badArgument(rt, "type.__new__", "argument 3", "dict", given);
  for (const base of bases.items) {
    if (base instanceof PyType || attributeOrUndefined(rt, base, "__mro_entries__") === undefined) continue;
    throw raise(rt, TYPE_ERROR, "type() doesn't support MRO entry resolution; use types.new_class()");
  }
  const winner = calculateMetaclass(rt, meta, bases.items);
  if (winner !== meta) {
    const creator = lookupSpecial(winner, "__new__");
    if (creator !== undefined && !(creator instanceof PyBuiltin)) {
      const func = creator instanceof PyStaticMethod ? creator.callable : descriptorGet(rt, creator, undefined, winner);
      return call(rt, func, [winner, ...args], kwnames);
    }
  }
  const type = makeType(rt, winner, name, bases.items, namespace);
  callSetNames(rt, type);
  if (type.mro.includes(GENERIC)) {
    type.dict.setStr("__parameters__", classParameters(type.dict.getStr("__orig_bases__")));
  }
  callInitSubclass(rt, type, args.slice(3), kwnames);
  return type;
}

function makeType(rt: Runtime, meta: PyType, name: string, given: readonly Value[], namespace: PyDict): PyType {
  if (name.includes("\0")) throw raise(rt, VALUE_ERROR, "type name must not contain null characters");
  const bases = given.length === 0 ? [OBJECT] : given.map((base) => checkBase(rt, base));
  const base = bestBase(rt, bases);
  const type = new PyType(meta, name, makeTuple(bases), base, true);
  type.mro = computeMro(rt, type, bases);
  type.layout = base.layout;
  type.slotCount = base.slotCount;
  type.size = base.size;
  type.objectMembers = base.objectMembers;
  type.patternKind = type.mro.find((entry) => entry.patternKind !== null)?.patternKind ?? null;
  type.matchesSelf = type.mro.some((entry) => entry.matchesSelf);
  fillNamespace(rt, type, namespace);
  applySlots(rt, type, bases);
  finishNamespace(rt, type);
  type.mro = ownMro(rt, type) ?? type.mro;
  for (const parent of bases) if (parent.isHeap) parent.subclasses.push(type);
  return type;
}

/** Copies the class body's names and sets what `type` adds, in its order. */
function fillNamespace(rt: Runtime, type: PyType, namespace: PyDict): void {
  const { dict } = type;
  const { entryKeys, entryValues } = dictCopy(rt, namespace);
  for (let entry = 0; entry < entryKeys.length; entry++) {
    const key = entryKeys[entry];
    if (typeof key === "string") dict.setStr(key, entryValues[entry]);
  }
  const qualnameGiven = dict.getStr("__qualname__");
  if (qualnameGiven !== undefined) {
    const qualname = strOf(qualnameGiven);
    if (qualname === undefined) {
      throw raise(rt, TYPE_ERROR, `type __qualname__ must be a str, not ${typeName(qualnameGiven)}`);
    }
    type.qualname = qualname;
    dict.deleteStr("__qualname__");
  }
  if (dict.getStr("__module__") === undefined) {
    const module = rt.currentFrame()?.globals.getStr("__name__");
    if (module !== undefined) dict.setStr("__module__", module);
  }
  type.module = dict.getStr("__module__") ?? "builtins";
  const doc = dict.getStr("__doc__");
  if (doc !== undefined) type.doc = doc;
  const creator = dict.getStr("__new__");
  if (creator instanceof PyFunction) dict.setStr("__new__", new PyStaticMethod(creator));
  for (const name of ["__init_subclass__", "__class_getitem__"]) {
    const hook = dict.getStr(name);
    if (hook instanceof PyFunction) dict.setStr(name, new PyClassMethod(hook));
  }
}

/** Names of `__slots__`, mangled and sorted; null when the class body has none. */
function slotNames(rt: Runtime, type: PyType): readonly string[] | null {
  const given = type.dict.getStr("__slots__");
  if (given === undefined) return null;
  const names = strOf(given) !== undefined ? [given] : itemsOf(rt, given);
  rt.burn(slotsWork(names.length));
  const result: string[] = [];
  for (const name of names) {
    const text = strOf(name);
    if (text === undefined) {
      throw raise(rt, TYPE_ERROR, `__slots__ items must be strings, not '${typeName(name)}'`);
    }
    if (!isIdentifier(text)) throw raise(rt, TYPE_ERROR, "__slots__ must be identifiers");
    result.push(mangle(type.name, text));
  }
  return result;
}

/** Private names carry their class (`_Py_Mangle`). */
function mangle(className: string, name: string): string {
  const stripped = className.replace(/^_+/, "");
  return name.startsWith("__") && !name.endsWith("__") && stripped !== "" ? `_${stripped}${name}` : name;
}

/** Decides where instances keep attributes, and makes the members of `__slots__` (`type_new_slots`). */
function applySlots(rt: Runtime, type: PyType, bases: readonly PyType[]): void {
  const base = type.base as PyType;
  const names = slotNames(rt, type);
  let addDict = base.dictMode === "none";
  let addWeak = !hasReferrers(base);
  if (names !== null) {
    const wanted = takeSpecialSlot(rt, names, "__dict__", addDict);
    const others = bases.filter((other) => other !== base);
    const wantedWeak = takeSpecialSlot(rt, names, "__weakref__", addWeak);
    addWeak = addWeak && (wantedWeak || others.some(hasReferrers));
    addDict = addDict && (wanted || others.some((other) => other.dictMode !== "none"));
    addMembers(rt, type, names.filter((name) => name !== "__dict__" && name !== "__weakref__"));
  }
  type.dictMode = base.layout === "type" ? "none" : addDict ? "managed" : base.dictMode;
  if (type.dictMode === "managed") type.sharedKeys = new SharedKeys();
  if (addDict && type.dictMode === "managed") {
    type.dict.setStr("__dict__", new PyGetSet(type, "__dict__", readDict, writeDict));
  }
  if (addWeak) type.dict.setStr("__weakref__", new PyGetSet(type, "__weakref__", () => null, null));
}

/** Whether a special name is among the slots, where it may be once at most. */
function takeSpecialSlot(rt: Runtime, names: readonly string[], special: string, allowed: boolean): boolean {
  const count = names.filter((name) => name === special).length;
  if (count > (allowed ? 1 : 0)) throw raise(rt, TYPE_ERROR, `${special} slot disallowed: we already got one`);
  return count > 0;
}

function addMembers(rt: Runtime, type: PyType, names: readonly string[]): void {
  const variable = [INT, TUPLE, BYTES].some((builtin) => type.mro.includes(builtin));
  if (names.length > 0 && variable) {
    const { name } = type.base as PyType;
    throw raise(rt, TYPE_ERROR, `nonempty __slots__ not supported for subtype of '${name}'`);
  }
  for (const name of names) {
    if (type.dict.getStr(name) !== undefined) {
      throw raise(rt, VALUE_ERROR, `'${name}' in __slots__ conflicts with class variable`);
    }
  }
  if (names.length > 0 && type.slotCount === 0) type.slotCount = (type.size - OBJECT.size) / 8;
  for (const name of [...names].sort()) {
    type.dict.setStr(name, new PySlotMember(type, name, type.slotCount++));
  }
}

function readDict(_rt: Runtime, self: Value): Value {
  if (self instanceof PyInstance) return instanceDict(self);
  return self instanceof PyException ? (self.dict ??= new PyDict()) : null;
}

function writeDict(rt: Runtime, self: Value, value: Value): void {
  const dict = dictOf(value);
  if (!(self instanceof PyInstance)) return;
  if (value === undefined) {
    self.values = null;
    self.dict = null;
    return;
  }
  if (dict === undefined) {
    throw raise(rt, TYPE_ERROR, `__dict__ must be set to a dictionary, not a '${typeName(value)}'`);
  }
  self.values = null;
  self.filled = 0;
  self.order = null;
  self.dict = dict;
}

/** What `PyType_Ready` adds at the end, and the class cell. */
function finishNamespace(rt: Runtime, type: PyType): void {
  const { dict } = type;
  const cell = dict.getStr("__classcell__");
  if (cell instanceof PyCell) {
    cell.contents = type;
    dict.deleteStr("__classcell__");
  } else if (cell !== undefined) {
    throw raise(rt, TYPE_ERROR, `__classcell__ must be a nonlocal cell, not ${repr(rt, typeOf(cell))}`);
  }
  if (dict.getStr("__doc__") === undefined) dict.setStr("__doc__", null);
  if (dict.getStr("__hash__") === undefined && dict.getStr("__eq__") !== undefined) dict.setStr("__hash__", null);
}

/** Tells the values of a class body their name (`type_new_set_names`). */
function callSetNames(rt: Runtime, type: PyType): void {
  // As they are now: a method may change the class.
  const [names, values] = [type.dict.entryKeys.slice(), type.dict.entryValues.slice()];
  for (let entry = 0; entry < names.length; entry++) {
    const value = values[entry];
    if (typeof value !== "object" || value === null) continue;
    const bare = unwrap(value);
    if (bare instanceof PyProperty) bare.name = names[entry];
    if (!(value instanceof PyInstance) && !(value instanceof PyType && value.cls.isHeap)) continue;
    const method = lookupSpecial(value.cls, "__set_name__");
    if (method === undefined) continue;
    try {
      rt.letGo(callSpecial(rt, method, value, [type, names[entry]]));
    } catch (error) {
      noteWhere(
        rt,
        error,
        `Error calling __set_name__ on '${value.cls.name}' instance ${repr(rt, names[entry])} in '${type.name}'`,
      );
    }
  }
}

/** Adds a note to what was raised, and raises it again. */
function noteWhere(rt: Runtime, error: unknown, note: string): never {
  const exception = catchRaised(rt, error);
  addNote(rt, exception, note);
  throw rethrow(rt, exception);
}

/** `super(type, type).__init_subclass__(**kwargs)`. */
function callInitSubclass(
  rt: Runtime,
  type: PyType,
  values: readonly Value[],
  kwnames: readonly string[] | null,
): void {
  const hook = superGetAttr(rt, type, type, "__init_subclass__");
  if (hook instanceof PyBuiltin && values.length === 0) return;
  call(rt, hook, values, kwnames);
}
