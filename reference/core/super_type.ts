/**
 * `super`.
 *
 * @module
 */

import type { Interpreter } from "../interpreter.ts";
import type { Runtime } from "../runtime.ts";
import { KEYWORDS, method, optional, REST, value } from "../signature.ts";
import { defineAttributes, defineNew, defineWrappers, typeOf, types } from "../types.ts";
import { PyCell, PySuper, PyType, type Slot, type Value } from "../values.ts";

/** `super(cls, self)`; `self` undefined leaves it unbound. */
export function makeSuper(rt: Runtime, superType: PyType, cls: Value, self: Slot): PySuper {
  if (!(cls instanceof PyType)) throw rt.typeError(`super() argument 1 must be a type, not ${typeOf(cls).name}`);
  if (self === undefined || self === null) return new PySuper(superType, cls, undefined, null);
  return new PySuper(superType, cls, self, startClass(rt, cls, self));
}

/** Where the search of a bound super starts (C: `supercheck`). */
function startClass(rt: Runtime, cls: PyType, self: Value): PyType {
  if (self instanceof PyType && self.isSubtypeOf(cls)) return self;
  if (typeOf(self).isSubtypeOf(cls)) return typeOf(self);
  throw rt.typeError("super(type, obj): obj must be an instance or subtype of type");
}

/** The class and object that `super()` without arguments finds in the running frame. */
function implicitSuper(rt: Interpreter): [cls: Value, self: Value] {
  const frame = rt.frame;
  if (frame === null) throw rt.error("RuntimeError", "super(): no current frame");
  const code = frame.code.code;
  if (code.argcount === 0) throw rt.error("RuntimeError", "super(): no arguments");
  const first = frame.fast[0];
  const self = first instanceof PyCell ? first.content : first;
  if (self === undefined) throw rt.error("RuntimeError", "super(): arg[0] deleted");
  const at = code.freevars.indexOf("__class__");
  if (at < 0) throw rt.error("RuntimeError", "super(): __class__ cell not found");
  const cell = frame.fast[frame.code.localCount - code.freevars.length + at];
  const cls = cell instanceof PyCell ? cell.content : undefined;
  if (cls === undefined) throw rt.error("RuntimeError", "super(): empty __class__ cell");
  return [cls, self];
}

defineNew(types.super, (_rt, cls) => new PySuper(cls, types.object, undefined, null));
defineWrappers<PySuper>(types.super, {
  __init__: method([REST, KEYWORDS], (rt, self, args, kwargs) => {
    if (kwargs !== null && kwargs.size > 0) throw rt.typeError("super() takes no keyword arguments");
    if (args.length > 2) throw rt.typeError(`super() expected at most 2 arguments, got ${args.length}`);
    const [cls, object] = args.length === 0 ? implicitSuper(rt as Interpreter) : [args[0] as Value, args[1]];
    const made = makeSuper(rt, types.super, cls, object);
    self.thisClass = made.thisClass;
    self.self = made.self;
    self.selfClass = made.selfClass;
  }),
  __get__: method([value, optional], (rt, self, instance, owner = null) => {
    if (instance === null && owner === null) throw rt.typeError("__get__(None, None) is invalid");
    const isBound = self.self !== undefined || instance === null;
    return isBound ? self : makeSuper(rt, types.super, self.thisClass, instance);
  }, "slot"),
});
defineAttributes<PySuper>(types.super, {
  __thisclass__: (_rt, { thisClass }) => thisClass,
  __self__: (_rt, { self }) => self === undefined ? null : self,
  __self_class__: (_rt, { selfClass }) => selfClass,
});
