/**
 * Making classes: metatype, layout, `__slots__`, resolution order, hooks (C: `type_new`, `mro_implementation`).
 *
 * @module
 */

import { classWork, slotsWork } from "../../src/isa/work.ts";
import { typeOf, types } from "../types.ts";
import type { Runtime } from "../runtime.ts";
import {
  type Kwargs,
  PyBuiltin,
  PyCell,
  PyDict,
  PyFunction,
  PyGetSet,
  PyMappingProxy,
  PyMethodDescriptor,
  PyMethodWrapper,
  PyObject,
  PySuper,
  type PyTuple,
  PyType,
  type Value,
} from "../values.ts";
import { dictOf } from "./attributes.ts";
import { stringPayload } from "./compare.ts";
import { classParameters } from "./generic_alias.ts";
import { noting } from "./notes.ts";
import { isReferredTo } from "./referrers.ts";

const IDENTIFIER = /^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}_]*$/u;

/** The most derived of a metatype and those of the bases (C: `_PyType_CalculateMetaclass`). */
export function calculateMetatype(rt: Runtime, metatype: PyType, bases: readonly Value[]): PyType {
  let winner = metatype;
  for (const base of bases) {
    const candidate = typeOf(base);
    if (winner.isSubtypeOf(candidate)) continue;
    if (!candidate.isSubtypeOf(winner)) {
      throw rt.typeError(
        "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases",
      );
    }
    winner = candidate;
  }
  return winner;
}

/** `type.__new__(metatype, name, bases, namespace, **kwargs)`; `moduleName` is for a namespace without `__module__`. */
export function makeType(
  rt: Runtime,
  metatype: PyType,
  name: string,
  baseValues: readonly Value[],
  namespace: PyDict,
  kwargs: Kwargs,
  moduleName: Value,
): PyType {
  if (name.includes("\0")) throw rt.valueError("type name must not contain null characters");
  const bases = checkBases(rt, baseValues);
  const best = bestBase(rt, bases);
  const cls = new PyType(name, best, best.layout, metatype);
  cls.heap = true;
  cls.bases = bases;
  cls.mro = resolutionOrder(rt, cls, bases);
  for (const entry of namespace.entries()) {
    if (typeof entry.key !== "string") rt.unsupported("a class attribute whose name is no str");
    cls.dict.set(entry.key, entry.value);
  }
  if (!cls.dict.has("__module__") && moduleName !== null) cls.dict.set("__module__", moduleName);
  takeQualname(rt, cls);
  addSlots(rt, cls, bases);
  wrapSpecialFunctions(cls);
  if (cls.dict.has("__eq__") && !cls.dict.has("__hash__")) cls.dict.set("__hash__", null);
  if (!cls.dict.has("__doc__")) cls.dict.set("__doc__", null);
  fillCells(rt, cls);
  cls.mro = orderOfMetaclass(rt, cls) ?? cls.mro;
  for (const base of bases) {
    if (base.heap) base.subclasses.push(cls);
  }
  setNames(rt, cls, namespace);
  if (cls.mro.includes(types.generic)) cls.dict.set("__parameters__", classParameters(cls.dict.get("__orig_bases__")));
  initSubclass(rt, cls, kwargs);
  return cls;
}

function checkBases(rt: Runtime, values: readonly Value[]): PyType[] {
  if (values.length === 0) return [types.object];
  const bases: PyType[] = [];
  for (const base of values) {
    if (!(base instanceof PyType)) throw rt.typeError("bases must be types");
    if (!base.subclassable) throw rt.typeError(`type '${base.name}' is not an acceptable base type`);
    bases.push(base);
  }
  return bases;
}

/** The nearest ancestor that adds to the layout of instances: a built-in one, or one with non-empty slots. */
function solidBase(cls: PyType): PyType {
  let solid = cls;
  while (solid.base !== null && solid.layout === solid.base.layout && (solid.slotNames ?? []).length === 0) {
    solid = solid.base;
  }
  return solid;
}

function bestBase(rt: Runtime, bases: readonly PyType[]): PyType {
  let best = bases[0] as PyType;
  for (const base of bases.slice(1)) {
    const solid = solidBase(best);
    const candidate = solidBase(base);
    if (solid.isSubtypeOf(candidate)) continue;
    if (!candidate.isSubtypeOf(solid)) throw rt.typeError("multiple bases have instance lay-out conflict");
    best = base;
  }
  return best;
}

/** C3 linearisation. */
export function resolutionOrder(rt: Runtime, cls: PyType, bases: readonly PyType[]): PyType[] {
  rt.spend(classWork(bases.reduce((sum, base) => sum + base.mro.length, 1), bases.length));
  bases.forEach((base, i) => {
    if (bases.indexOf(base) !== i) throw rt.typeError(`duplicate base class ${base.name}`);
  });
  const order: PyType[] = [cls];
  const lists = [...bases.map((base) => [...base.mro]), [...bases]].filter((list) => list.length > 0);
  while (lists.some((list) => list.length > 0)) {
    const next = lists.map((list) => list[0]).find((candidate) =>
      candidate !== undefined && !lists.some((list) => list.indexOf(candidate, 1) > 0)
    );
    if (next === undefined) {
      const names = lists.map((list) => list[0]).filter((head) => head !== undefined);
      const heads = [...new Set(names)].map((head) => head.name).join(", ");
      throw rt.typeError(`Cannot create a consistent method resolution order (MRO) for bases ${heads}`);
    }
    order.push(next);
    for (const list of lists) {
      if (list[0] === next) list.shift();
    }
  }
  return order;
}

/** The order that a metaclass's own `mro()` gives; undefined where it has none (C: `mro_invoke`, `mro_check`). */
function orderOfMetaclass(rt: Runtime, cls: PyType): PyType[] | undefined {
  if (cls.cls.lookup("mro") instanceof PyMethodDescriptor) return undefined;
  const solid = solidBase(cls);
  return rt.toArray(rt.callSpecial(cls, "mro", []) as Value).map((entry) => {
    if (!(entry instanceof PyType)) throw rt.typeError(`mro() returned a non-class ('${typeOf(entry).name}')`);
    if (solid.isSubtypeOf(solidBase(entry))) return entry;
    throw rt.typeError(`mro() returned base with unsuitable layout ('${entry.name}')`);
  });
}

/** The classes whose instances are freed as those of int are, not as those of list (C: without `Py_TPFLAGS_HAVE_GC`). */
const FREED_PLAINLY: readonly string[] = [
  "object",
  "int",
  "bool",
  "float",
  "complex",
  "str",
  "bytes",
  "bytearray",
  "range",
];

function freedPlainly(cls: PyType): boolean {
  return !cls.heap && FREED_PLAINLY.includes(cls.name);
}

/** The class that gave instances the shape they have: the last one upwards that added something. */
function shapeOf(cls: PyType): PyType {
  const { base } = cls;
  if (!cls.heap || base === null || (cls.slotNames ?? []).length > 0 || cls.instanceDict !== base.instanceDict) {
    return cls;
  }
  return base.heap || cls.slotNames !== null ? shapeOf(base) : cls;
}

/** Refuses when instances of one class cannot pass for instances of the other (C: `compatible_for_assignment`). */
export function requireSameShape(rt: Runtime, old: PyType, made: PyType, attribute: string): void {
  if (freedPlainly(old) !== freedPlainly(made)) {
    throw rt.typeError(`${attribute} assignment: '${made.name}' deallocator differs from '${old.name}'`);
  }
  const [one, other] = [shapeOf(old), shapeOf(made)];
  rt.spend(slotsWork((one.slotNames ?? []).length + (other.slotNames ?? []).length));
  const addsTheSame = one.heap && other.heap && one.base === other.base &&
    (one.slotNames ?? []).join() === (other.slotNames ?? []).join() && one.instanceDict === other.instanceDict;
  if (one !== other && !addsTheSame) {
    throw rt.typeError(`${attribute} assignment: '${made.name}' object layout differs from '${old.name}'`);
  }
}

/** `cls.__bases__ = value` (C: `type_set_bases`). */
export function setBases(rt: Runtime, cls: PyType, value: Value): void {
  if (typeOf(value).layout !== "tuple") {
    throw rt.typeError(`can only assign tuple to ${cls.name}.__bases__, not ${typeOf(value).name}`);
  }
  const values = (value as PyTuple).items;
  if (values.length === 0) throw rt.typeError(`can only assign non-empty tuple to ${cls.name}.__bases__, not ()`);
  for (const base of values) {
    if (!(base instanceof PyType)) {
      throw rt.typeError(`${cls.name}.__bases__ must be tuple of classes, not '${typeOf(base).name}'`);
    }
    if (base.isSubtypeOf(cls)) throw rt.typeError("a __bases__ item causes an inheritance cycle");
  }
  const bases = checkBases(rt, values);
  const best = bestBase(rt, bases);
  requireSameShape(rt, cls.base as PyType, best, "__bases__");
  const before = { bases: cls.bases, base: cls.base };
  // A metaclass's own mro() is asked last, and sees what is new already.
  cls.bases = bases;
  cls.base = best;
  const changed = new Map<PyType, readonly PyType[]>();
  try {
    renewOrders(rt, cls, changed);
  } catch (error) {
    for (const [each, order] of changed) each.mro = order;
    cls.bases = before.bases;
    cls.base = before.base;
    throw error;
  }
  for (const base of before.bases) {
    const at = base.subclasses.indexOf(cls);
    if (at >= 0) base.subclasses.splice(at, 1);
  }
  for (const base of bases) if (base.heap) base.subclasses.push(cls);
  rt.classChanged();
  rt.destructorsChanged();
}

/** Gives a class and all classes below it their new resolution orders; `changed` gets those that they had. */
function renewOrders(rt: Runtime, cls: PyType, changed: Map<PyType, readonly PyType[]>): void {
  const order = orderOfMetaclass(rt, cls) ?? resolutionOrder(rt, cls, cls.bases);
  changed.set(cls, cls.mro);
  cls.mro = order;
  rt.classChanged();
  for (const subclass of cls.subclasses) renewOrders(rt, subclass, changed);
}

function takeQualname(rt: Runtime, cls: PyType): void {
  const given = cls.dict.get("__qualname__");
  if (given === undefined) return;
  const qualname = stringPayload(given);
  if (qualname === undefined) throw rt.typeError(`type __qualname__ must be a str, not ${typeOf(given).name}`);
  cls.qualname = qualname;
  cls.dict.delete("__qualname__");
}

/** `__slots__`: one member descriptor a name; without it, instances get a `__dict__`. */
function addSlots(rt: Runtime, cls: PyType, bases: readonly PyType[]): void {
  const base = cls.base as PyType;
  const holdsNames = (other: PyType): boolean => other.instanceDict || other.isSubtypeOf(types.type);
  const inherited = holdsNames(base);
  const mayRefer = !isReferredTo(base);
  const declared = cls.dict.get("__slots__");
  if (declared === undefined) {
    cls.instanceDict = true;
    if (!inherited) addDictGetter(cls);
    if (mayRefer) addReferrers(cls);
    return;
  }
  const names = stringPayload(declared) !== undefined ? [declared] : rt.toArray(declared);
  rt.spend(slotsWork(names.length));
  if (["int", "tuple", "bytes"].includes(cls.layout) && names.length > 0) {
    throw rt.typeError(`nonempty __slots__ not supported for subtype of '${base.name}'`);
  }
  const slotNames: string[] = [];
  let refers = false;
  let named = false;
  cls.instanceDict = bases.some(holdsNames);
  for (const each of names) {
    const name = stringPayload(each);
    if (name === undefined) throw rt.typeError(`__slots__ items must be strings, not '${typeOf(each).name}'`);
    if (!IDENTIFIER.test(name)) throw rt.typeError("__slots__ must be identifiers");
    if (name === "__dict__") {
      if (named || inherited) throw rt.typeError("__dict__ slot disallowed: we already got one");
      named = cls.instanceDict = true;
      continue;
    }
    if (name === "__weakref__") {
      if (refers || !mayRefer) throw rt.typeError("__weakref__ slot disallowed: we already got one");
      refers = true;
      continue;
    }
    slotNames.push(mangle(cls.name, name));
  }
  const clash = slotNames.find((name) => cls.dict.has(name) && name !== "__qualname__" && name !== "__classcell__");
  if (clash !== undefined) throw rt.valueError(`${rt.repr(clash)} in __slots__ conflicts with class variable`);
  cls.slotNames = [...slotNames].sort();
  for (const name of cls.slotNames) cls.dict.set(name, slotDescriptor(cls, name));
  if (cls.instanceDict && !inherited) addDictGetter(cls);
  if (refers || mayRefer && bases.some((other) => other !== base && isReferredTo(other))) addReferrers(cls);
}

/** `__weakref__`: nothing refers weakly here. */
function addReferrers(cls: PyType): void {
  cls.dict.set("__weakref__", new PyGetSet(types.getsetDescriptor, cls, "__weakref__", () => null, null));
}

/** A name with two leading underscores as it is inside a class. */
function mangle(className: string, name: string): string {
  const stem = className.replace(/^_+/, "");
  return name.startsWith("__") && !name.endsWith("__") && stem !== "" ? `_${stem}${name}` : name;
}

function slotDescriptor(owner: PyType, name: string): PyGetSet {
  const check = (rt: Runtime, self: Value): PyObject => {
    if (self instanceof PyObject && self.cls.isSubtypeOf(owner)) return self;
    throw rt.typeError(
      `descriptor '${name}' for '${owner.name}' objects doesn't apply to a '${typeOf(self).name}' object`,
    );
  };
  return new PyGetSet(
    types.memberDescriptor,
    owner,
    name,
    (rt, self) => check(rt, self).slots?.get(name),
    (rt, self, value) => {
      const object = check(rt, self);
      if (value !== undefined) {
        object.slots ??= new Map();
        object.slots.set(name, value);
      } else if (object.slots?.delete(name) !== true) {
        // C: an empty slot's error names nothing but the attribute.
        throw rt.error("AttributeError", name);
      }
    },
  );
}

function addDictGetter(cls: PyType): void {
  cls.dict.set(
    "__dict__",
    new PyGetSet(types.getsetDescriptor, cls, "__dict__", (_rt, self) => dictOf(self) ?? undefined, setDict),
  );
}

function setDict(rt: Runtime, self: Value, value: Value | undefined): void {
  if (value === undefined) {
    (self as PyObject).attrs = null;
    return;
  }
  if (!(value instanceof PyDict)) {
    throw rt.typeError(`__dict__ must be set to a dictionary, not a '${typeOf(value).name}'`);
  }
  value.asked = true;
  (self as PyObject).attrs = value;
}

/** `__new__` is a static method, `__init_subclass__` and `__class_getitem__` are class methods, without being marked. */
function wrapSpecialFunctions(cls: PyType): void {
  const wrap = (name: string, wrapper: PyType) => {
    const value = cls.dict.get(name);
    if (value instanceof PyFunction) cls.dict.set(name, new PyMethodWrapper(wrapper, value));
  };
  wrap("__new__", types.staticmethod);
  wrap("__init_subclass__", types.classmethod);
  wrap("__class_getitem__", types.classmethod);
}

/** Fills the cells that functions of the body see the class, and annotation scopes its namespace, through. */
function fillCells(rt: Runtime, cls: PyType): void {
  const classCell = cls.dict.get("__classcell__");
  if (classCell !== undefined) {
    if (!(classCell instanceof PyCell)) {
      throw rt.typeError(`__classcell__ must be a nonlocal cell, not <class '${typeOf(classCell).name}'>`);
    }
    classCell.content = cls;
    cls.dict.delete("__classcell__");
  }
  const dictCell = cls.dict.get("__classdictcell__");
  if (dictCell instanceof PyCell) {
    dictCell.content = new PyMappingProxy(types.mappingproxy, cls);
    cls.dict.delete("__classdictcell__");
  }
}

function setNames(rt: Runtime, cls: PyType, namespace: PyDict): void {
  for (const entry of [...namespace.entries()]) {
    const value = entry.value;
    if (typeOf(value).lookup("__set_name__") === undefined) continue;
    noting(
      rt,
      () => rt.letGo(rt.callSpecial(value, "__set_name__", [cls, entry.key])),
      () => `Error calling __set_name__ on '${typeOf(value).name}' instance ${rt.repr(entry.key)} in '${cls.name}'`,
    );
  }
}

function initSubclass(rt: Runtime, cls: PyType, kwargs: Kwargs): void {
  const parent = new PySuper(types.super, cls, cls, cls);
  const hook = rt.getattr(parent, "__init_subclass__");
  if (kwargs === null && hook instanceof PyBuiltin && hook.self === cls) return;
  rt.call(hook, [], kwargs);
}
