/**
 * Which base of a class decides the shape of its instances.
 *
 * @module
 */

import { TYPE_ERROR } from "../exception/exception_types.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import type { Value } from "../values/value.ts";
import { PyType } from "./type.ts";
import { OBJECT } from "./types.ts";

/** A base that a class may have. */
export function checkBase(rt: Runtime, base: Value): PyType {
  if (!(base instanceof PyType)) throw raise(rt, TYPE_ERROR, "bases must be types");
  if (!base.isBaseType) throw raise(rt, TYPE_ERROR, `type '${base.name}' is not an acceptable base type`);
  return base;
}

/** The ancestor that gave a type the shape of its instances (`solid_base`). */
export function solidBase(type: PyType): PyType {
  let current = type;
  while (current.base !== null && !addsToLayout(current)) current = current.base;
  return current;
}

function addsToLayout(type: PyType): boolean {
  const base = type.base as PyType;
  if (type.isHeap) return type.slotCount > base.slotCount;
  return type.layout !== base.layout || (type.layout === "payload" && base.layout !== "payload");
}

/** The base whose instances' shape includes all others' (`best_base`). */
export function bestBase(rt: Runtime, bases: readonly PyType[]): PyType {
  let winner: PyType | null = null;
  let best: PyType | null = null;
  for (const base of bases) {
    const candidate = solidBase(base);
    if (winner === null || (candidate !== winner && candidate.isSubtype(winner))) {
      winner = candidate;
      best = base;
    } else if (!winner.isSubtype(candidate)) {
      throw raise(rt, TYPE_ERROR, "multiple bases have instance lay-out conflict");
    }
  }
  return best ?? OBJECT;
}

/** Whether a class has `__weakref__` from those that it is laid out by, or can have none. */
export function hasReferrers(type: PyType): boolean {
  for (let layout: PyType | null = type; layout !== null; layout = layout.base) {
    if (layout.dict.getStr("__weakref__") !== undefined || keepsNoReferrers(layout)) return true;
  }
  return false;
}

/** Builtin classes whose subclasses get no `__weakref__`: their instances differ in size, or have one without a name. */
function keepsNoReferrers({ isHeap, name }: PyType): boolean {
  return !isHeap && ["int", "tuple", "bytes", "set", "frozenset", "type", "module"].includes(name);
}
