/**
 * Which classes have `__weakref__`.
 *
 * @module
 */

import type { PyType } from "../values.ts";

/** Whether what a class is laid out by has `__weakref__`, or can have none. */
export function isReferredTo(cls: PyType): boolean {
  if (cls.dict.has("__weakref__") || isWithoutReferrers(cls)) return true;
  return cls.base !== null && cls.base !== undefined && isReferredTo(cls.base);
}

/** Built-in classes whose subclasses get no `__weakref__`: their instances vary in size, or have one without a name. */
function isWithoutReferrers({ heap, name }: PyType): boolean {
  return !heap && ["int", "tuple", "bytes", "set", "frozenset", "type", "module"].includes(name);
}
