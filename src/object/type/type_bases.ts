/**
 * Assignment to `__bases__`, and which classes may stand for each other.
 *
 * @module
 */

import { slotsWork, tableWork } from "../../isa/work.ts";
import { PyGetSet, PySlotMember } from "../values/callable_values.ts";
import { TYPE_ERROR } from "../exception/exception_types.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { tupleOf } from "../values/payload.ts";
import type { Value } from "../values/value.ts";
import { bestBase, checkBase } from "./layout.ts";
import { typeModified } from "./lookup.ts";
import { computeMro } from "./mro.ts";
import { ownMro } from "./own_mro.ts";
import { PyType } from "./type.ts";
import { typeName } from "./types.ts";

/** Builtin types whose instances the collector does not look at; their `tp_free` is another one. */
const UNTRACKED: ReadonlySet<string> = new Set(
  "object int bool float complex str bytes bytearray range NoneType ellipsis NotImplementedType".split(" "),
);

/** Whether the collector tracks instances (`Py_TPFLAGS_HAVE_GC`), which decides how they are freed. */
function isTracked(type: PyType): boolean {
  return type.isHeap || !UNTRACKED.has(type.name);
}

/** Whether instances look as those of the base (`compatible_with_tp_base`). */
function looksLikeBase(type: PyType): boolean {
  const { base } = type;
  if (!type.isHeap || base === null || type.slotCount !== base.slotCount || type.dictMode !== base.dictMode) {
    return false;
  }
  // The first class made by a program below a builtin one adds a list of weak references, unless it has `__slots__`.
  return base.isHeap || type.dict.getStr("__slots__") !== undefined;
}

function ownSlots(rt: Runtime, type: PyType): string {
  rt.burn(tableWork(type.dict.used) + slotsWork(type.slotCount));
  const names: string[] = [];
  type.dict.entryValues.forEach((value) => {
    if (value instanceof PySlotMember) names.push(value.name);
  });
  return `${names.sort().join()} ${type.dict.getStr("__dict__") instanceof PyGetSet}`;
}

/** Refuses where instances of `old` cannot become ones of `fresh` (`compatible_for_assignment`). */
export function checkCompatible(rt: Runtime, old: PyType, fresh: PyType, attribute: string): void {
  if (isTracked(old) !== isTracked(fresh)) {
    throw raise(rt, TYPE_ERROR, `${attribute} assignment: '${fresh.name}' deallocator differs from '${old.name}'`);
  }
  let oldRoot = old;
  while (looksLikeBase(oldRoot)) oldRoot = oldRoot.base as PyType;
  let freshRoot = fresh;
  while (looksLikeBase(freshRoot)) freshRoot = freshRoot.base as PyType;
  const alike = oldRoot === freshRoot ||
    (oldRoot.isHeap && freshRoot.isHeap && oldRoot.base === freshRoot.base &&
      ownSlots(rt, oldRoot) === ownSlots(rt, freshRoot));
  if (alike && (old.dictMode === "managed") === (fresh.dictMode === "managed")) return;
  throw raise(rt, TYPE_ERROR, `${attribute} assignment: '${fresh.name}' object layout differs from '${old.name}'`);
}

/** `type.__bases__ = value` (`type_set_bases`). */
export function setBases(rt: Runtime, type: PyType, given: Value): void {
  const value = tupleOf(given);
  if (value === undefined) {
    throw raise(rt, TYPE_ERROR, `can only assign tuple to ${type.name}.__bases__, not ${typeName(given)}`);
  }
  if (value.items.length === 0) {
    throw raise(rt, TYPE_ERROR, `can only assign non-empty tuple to ${type.name}.__bases__, not ()`);
  }
  for (const base of value.items) {
    if (!(base instanceof PyType)) {
      throw raise(rt, TYPE_ERROR, `${type.name}.__bases__ must be tuple of classes, not '${typeName(base)}'`);
    }
    if (base.isSubtype(type)) throw raise(rt, TYPE_ERROR, "a __bases__ item causes an inheritance cycle");
  }
  const bases = value.items.map((base) => checkBase(rt, base));
  const best = bestBase(rt, bases);
  checkCompatible(rt, type.base as PyType, best, "__bases__");
  const before = { bases: type.bases, base: type.base };
  type.bases = value;
  type.base = best;
  const changed: [PyType, PyType["mro"]][] = [];
  try {
    renewMro(rt, type, changed);
  } catch (error) {
    for (const [subclass, mro] of changed) subclass.mro = mro;
    type.bases = before.bases;
    type.base = before.base;
    throw error;
  }
  for (const old of before.bases.items as readonly PyType[]) {
    old.subclasses = old.subclasses.filter((subclass) => subclass !== type);
  }
  for (const base of bases) if (base.isHeap) base.subclasses.push(type);
  typeModified(type);
  rt.destructorsChanged(null);
}

/** The resolution order of a class and of all below it (`mro_hierarchy`); `changed` gets what there was before. */
function renewMro(rt: Runtime, type: PyType, changed: [PyType, PyType["mro"]][]): void {
  const mro = ownMro(rt, type) ?? computeMro(rt, type, type.bases.items as readonly PyType[]);
  changed.push([type, type.mro]);
  type.mro = mro;
  typeModified(type);
  for (const subclass of type.subclasses) renewMro(rt, subclass, changed);
}
