/**
 * `isinstance` and `issubclass` (C: `object_isinstance`, `abstract_issubclass` of `Objects/abstract.c`).
 *
 * @module
 */

import type { Runtime } from "../runtime.ts";
import { typeOf, types } from "../types.ts";
import { PyGenericAlias, PyTuple, PyType, type Value } from "../values.ts";

/** `isinstance(v, classOrTuple)`. */
export function isInstance(rt: Runtime, v: Value, classOrTuple: Value): boolean {
  rt.spend(1);
  // The class itself is never asked.
  if (typeOf(v) === classOrTuple) return true;
  if (classOrTuple instanceof PyType && !classOrTuple.cls.heap) return isOrClaims(rt, v, classOrTuple);
  if (classOrTuple instanceof PyTuple) return classOrTuple.items.some((cls) => isInstance(rt, v, cls));
  if (classOrTuple instanceof PyGenericAlias && classOrTuple.cls === types.unionType) {
    return classOrTuple.args.items.some((cls) => isInstance(rt, v, cls));
  }
  const hook = typeOf(classOrTuple).lookup("__instancecheck__");
  if (hook !== undefined && typeOf(classOrTuple).heap) {
    return rt.truth(rt.callSpecial(classOrTuple, "__instancecheck__", [v]) as Value);
  }
  if (classOrTuple instanceof PyType) return isOrClaims(rt, v, classOrTuple);
  if (classOrTuple instanceof PyGenericAlias) {
    throw rt.typeError("isinstance() argument 2 cannot be a parameterized generic");
  }
  requireBases(rt, classOrTuple, "isinstance() arg 2 must be a type, a tuple of types, or a union");
  const claimed = rt.getattrOptional(v, "__class__");
  return claimed !== undefined && reaches(rt, claimed, classOrTuple);
}

/** Of a class by type, or by what its `__class__` says. */
export function isOrClaims(rt: Runtime, v: Value, cls: PyType): boolean {
  const type = typeOf(v);
  if (type.isSubtypeOf(cls)) return true;
  const claimed = type.heap ? rt.getattrOptional(v, "__class__") : type;
  return claimed instanceof PyType && claimed.isSubtypeOf(cls);
}

function basesTuple(rt: Runtime, v: Value): readonly Value[] | null {
  const bases = rt.getattrOptional(v, "__bases__");
  return bases instanceof PyTuple ? bases.items : null;
}

/** What has a tuple of bases passes for a class. */
function requireBases(rt: Runtime, v: Value, otherwise: string): void {
  if (!(v instanceof PyType) && basesTuple(rt, v) === null) throw rt.typeError(otherwise);
}

/** Whether `cls` is `from` or among its bases and theirs. */
function reaches(rt: Runtime, from: Value, cls: Value): boolean {
  rt.spend(1);
  return from === cls || (basesTuple(rt, from) ?? []).some((base) => reaches(rt, base, cls));
}

/** `issubclass(cls, classOrTuple)`. */
export function isSubclass(rt: Runtime, cls: Value, classOrTuple: Value): boolean {
  rt.spend(1);
  if (classOrTuple instanceof PyTuple) return classOrTuple.items.some((other) => isSubclass(rt, cls, other));
  if (classOrTuple instanceof PyGenericAlias && classOrTuple.cls === types.unionType) {
    return classOrTuple.args.items.some((other) => isSubclass(rt, cls, other));
  }
  const meta = typeOf(classOrTuple);
  if (meta.heap && meta.lookup("__subclasscheck__") !== undefined) {
    return rt.truth(rt.callSpecial(classOrTuple, "__subclasscheck__", [cls]) as Value);
  }
  if (classOrTuple instanceof PyType) return isSubclassByBases(rt, cls, classOrTuple);
  requireBases(rt, cls, "issubclass() arg 1 must be a class");
  if (classOrTuple instanceof PyGenericAlias) {
    throw rt.typeError("issubclass() argument 2 cannot be a parameterized generic");
  }
  requireBases(rt, classOrTuple, "issubclass() arg 2 must be a class, a tuple of classes, or a union");
  return reaches(rt, cls, classOrTuple);
}

/** The same without asking the metaclass. */
export function isSubclassByBases(rt: Runtime, cls: Value, of: PyType): boolean {
  requireBases(rt, cls, "issubclass() arg 1 must be a class");
  return cls instanceof PyType ? cls.isSubtypeOf(of) : reaches(rt, cls, of);
}
