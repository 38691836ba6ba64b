/**
 * `property`, `classmethod`, `staticmethod` and `super`.
 *
 * @module
 */

import { getAttr, superAttr, superStart } from "../type/attributes.ts";
import { bindArguments, checkCount, noKeywords } from "../builtins/arguments.ts";
import { CALLS, constructor, getSet, instanceOf, method, slots } from "../builtins/define.ts";
import { call } from "../call/call.ts";
import { PyCell, PyClassMethod, PyProperty, PyStaticMethod, PySuper } from "../values/callable_values.ts";
import { descriptorGet, descriptorSet } from "../type/descriptors.ts";
import { ATTRIBUTE_ERROR, RUNTIME_ERROR, TYPE_ERROR } from "../exception/exception_types.ts";
import { LOCAL_KIND } from "../values/code.ts";
import { unwrap } from "../values/payload.ts";
import { catchOnly, raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { builtinRepr } from "../text/repr.ts";
import { PyType } from "../type/type.ts";
import { CLASSMETHOD, PROPERTY, STATICMETHOD, SUPER, typeName, typeOf } from "../type/types.ts";
import type { PyObject, Value } from "../values/value.ts";

const NONE_IF_LEFT_OUT = (value: Value): Value => value === undefined ? null : value;

constructor(PROPERTY, (rt, cls) => instanceOf(rt, cls, PROPERTY, new PyProperty(null, null, null, null)));

/** `property.__init__`. */
function initProperty(rt: Runtime, self: Value, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const [get, set, del, doc] = bindArguments(
    rt,
    { name: "property", names: ["fget", "fset", "fdel", "doc"], required: 0, positional: 4 },
    args,
    kwnames,
  ).map(NONE_IF_LEFT_OUT);
  const made = property(self);
  made.fget = get;
  made.fset = set;
  made.fdel = del;
  made.doc = doc;
  made.docOfGetter = false;
  if (doc === null && get !== null) takeDoc(rt, made);
  return null;
}

/** A property without a text of its own has that of its getter. */
function takeDoc(rt: Runtime, made: PyProperty): void {
  let doc: Value = null;
  try {
    doc = getAttr(rt, made.fget, "__doc__");
  } catch (error) {
    catchOnly(rt, error, ATTRIBUTE_ERROR);
  }
  if (doc === null) return;
  made.doc = doc;
  made.docOfGetter = true;
}

function property(self: Value): PyProperty {
  return unwrap(self) as PyProperty;
}

/** A property like another one with some accessors replaced, of the same class. */
function derived(rt: Runtime, self: Value, get: Value, set: Value, del: Value): Value {
  const old = property(self);
  const fresh = new PyProperty(get, set, del, old.docOfGetter && get !== null ? null : old.doc);
  if (fresh.doc === null && get !== null) takeDoc(rt, fresh);
  fresh.name = old.name;
  const type = typeOf(self);
  return type === PROPERTY ? fresh : instanceOf(rt, type, PROPERTY, fresh);
}

method(PROPERTY, "getter", CALLS.O, (rt, self, args) => {
  const { fset, fdel } = property(self);
  return derived(rt, self, args[0], fset, fdel);
});
method(PROPERTY, "setter", CALLS.O, (rt, self, args) => {
  const { fget, fdel } = property(self);
  return derived(rt, self, fget, args[0], fdel);
});
method(PROPERTY, "deleter", CALLS.O, (rt, self, args) => {
  const { fget, fset } = property(self);
  return derived(rt, self, fget, fset, args[0]);
});
getSet(PROPERTY, "fget", (_rt, self) => property(self).fget);
getSet(PROPERTY, "fset", (_rt, self) => property(self).fset);
getSet(PROPERTY, "fdel", (_rt, self) => property(self).fdel);
getSet(PROPERTY, "__doc__", (_rt, self) => property(self).doc, (_rt, self, value) => {
  property(self).doc = value ?? null;
});
method(PROPERTY, "__set_name__", CALLS.FAST, (rt, self, args) => {
  if (args.length !== 2) {
    throw raise(rt, TYPE_ERROR, `__set_name__() takes 2 positional arguments but ${args.length} were given`);
  }
  property(self).name = args[1];
  return null;
});
slots(PROPERTY, {
  __init__: initProperty,
  __get__: (rt, self, args) => {
    if (args[0] !== null) return descriptorGet(rt, property(self), args[0], typeOf(args[0]));
    if ((args[1] ?? null) === null) throw raise(rt, TYPE_ERROR, "__get__(None, None) is invalid");
    return self;
  },
  __set__: (rt, self, args) => {
    descriptorSet(rt, property(self), args[0], args[1]);
    return null;
  },
  __delete__: (rt, self, args) => {
    descriptorSet(rt, property(self), args[0], undefined);
    return null;
  },
});

for (const [type, make] of [[CLASSMETHOD, PyClassMethod], [STATICMETHOD, PyStaticMethod]] as const) {
  constructor(type, (rt, cls) => instanceOf(rt, cls, type, new make(null)));
  const wrapped = (self: Value): Value => (unwrap(self) as PyClassMethod | PyStaticMethod).callable;
  getSet(type, "__func__", (_rt, self) => wrapped(self));
  getSet(type, "__wrapped__", (_rt, self) => wrapped(self));
  for (const name of ["__name__", "__qualname__", "__module__", "__doc__"]) {
    getSet(type, name, (rt, self) => getAttr(rt, wrapped(self), name));
  }
  slots(type, {
    __init__: (rt, self, args, kwnames) => {
      noKeywords(rt, type.name, kwnames);
      checkCount(rt, type.name, args.length, 1, 1);
      (unwrap(self) as PyClassMethod | PyStaticMethod).callable = args[0];
      return null;
    },
    __repr__: (rt, self) => builtinRepr(rt, self as PyObject),
    __get__: (rt, self, args) => {
      if (args[0] === null && (args[1] === undefined || args[1] === null)) {
        throw raise(rt, TYPE_ERROR, "__get__(None, None) is invalid");
      }
      const owner = args[1] === undefined || args[1] === null ? typeOf(args[0]) : args[1] as PyType;
      return descriptorGet(rt, unwrap(self), args[0], owner);
    },
  });
}
slots(STATICMETHOD, {
  __call__: (rt, self, args, kwnames) => call(rt, (unwrap(self) as PyStaticMethod).callable, args, kwnames),
});

constructor(SUPER, (rt, _cls, args, kwnames) => {
  noKeywords(rt, "super", kwnames);
  if (args.length > 2) throw raise(rt, TYPE_ERROR, `super() expected at most 2 arguments, got ${args.length}`);
  if (args.length === 0) return implicitSuper(rt);
  const [type, object] = args;
  if (!(type instanceof PyType)) {
    throw raise(rt, TYPE_ERROR, `super() argument 1 must be a type, not ${typeName(type)}`);
  }
  if (object === undefined || object === null) return new PySuper(type, null, null);
  return new PySuper(type, object, superStart(rt, type, object));
});
slots(SUPER, {
  __init__: () => null,
  __repr__: (rt, self) => builtinRepr(rt, self as PyObject),
  __getattribute__: (rt, self, args) => superAttr(rt, self as PySuper, args[0] as string),
});
slots(SUPER, {
  __get__: (rt, self, args) => {
    const proxy = self as PySuper;
    const [object, owner = null] = args;
    if (object === null && owner === null) throw raise(rt, TYPE_ERROR, "__get__(None, None) is invalid");
    if (object === null || object === undefined || proxy.object !== null) return self;
    return new PySuper(proxy.type, object, superStart(rt, proxy.type as PyType, object));
  },
});
getSet(SUPER, "__thisclass__", (_rt, self) => (self as PySuper).type);
getSet(SUPER, "__self__", (_rt, self) => (self as PySuper).object);
getSet(SUPER, "__self_class__", (_rt, self) => (self as PySuper).objectType);

/** `super()` without arguments: the class cell and the first argument of the running function (`super_init_without_args`). */
function implicitSuper(rt: Runtime): Value {
  const frame = rt.currentFrame();
  if (frame === null) throw raise(rt, RUNTIME_ERROR, "super(): no current frame");
  const { code, stack } = frame;
  if (code.argcount === 0) throw raise(rt, RUNTIME_ERROR, "super(): no arguments");
  let first: Value = stack[0];
  if (first instanceof PyCell && ((code.localKinds[0] as number) & LOCAL_KIND.CELL) !== 0) first = first.contents;
  if (first === undefined) throw raise(rt, RUNTIME_ERROR, "super(): arg[0] deleted");
  const slot = code.localNames.indexOf("__class__", code.localCount - code.freeCount);
  if (slot < 0) throw raise(rt, RUNTIME_ERROR, "super(): __class__ cell not found");
  const cell = stack[slot];
  const cls = cell instanceof PyCell ? cell.contents : undefined;
  if (cls === undefined) throw raise(rt, RUNTIME_ERROR, "super(): empty __class__ cell");
  if (!(cls instanceof PyType)) {
    throw raise(rt, RUNTIME_ERROR, `super(): __class__ is not a type (${typeName(cls)})`);
  }
  return new PySuper(cls, first, superStart(rt, cls, first));
}
