/**
 * Calls of anything callable. Python functions go to the machine, all else is done here.
 *
 * @module
 */

import { copyWork, parseWork } from "../../isa/work.ts";
import {
  METH,
  METH_FASTCALL_KEYWORDS,
  type NativeImpl,
  PyBuiltin,
  PyClassMethodDescriptor,
  PyFunction,
  PyMethod,
  PyMethodDescriptor,
  PyMethodWrapper,
  PySlotWrapper,
  PyStaticMethod,
} from "../values/callable_values.ts";
import { ATTRIBUTE_ERROR, TYPE_ERROR } from "../exception/exception_types.ts";
import { setAttr } from "../type/attributes.ts";
import { CLASS_NUMBER } from "../type/class_numbers.ts";
import { descriptorGet } from "../type/descriptors.ts";
import { burnCall } from "./native_work.ts";
import { PyInstance } from "../type/instance.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { PyModule } from "../values/module.ts";
import { catchOnly, raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { PyType } from "../type/type.ts";
import {
  BYTEARRAY,
  BYTES,
  COMPLEX,
  FLOAT,
  INT,
  isInstance,
  LIST,
  OBJECT,
  STR,
  TUPLE,
  TYPE,
  typeName,
  typeOf,
} from "../type/types.ts";
import { GENERIC, PyGenericAlias } from "../values/typing_values.ts";
import type { Value } from "../values/value.ts";

const { FUNCTION, BUILTIN, TYPE: CLASS, METHOD, METHOD_DESCRIPTOR, SLOT_WRAPPER, METHOD_WRAPPER } = CLASS_NUMBER;

/** Calls anything. With `kwnames`, the last arguments are keyword arguments. */
export function call(
  rt: Runtime,
  callable: Value,
  args: readonly Value[],
  kwnames: readonly string[] | null = null,
): Value {
  // In the order in which they come most often.
  const number = typeof callable === "object" && callable !== null ? callable.classNumber : 0;
  if (number === FUNCTION) return rt.callFunction(callable as PyFunction, args, kwnames);
  if (number === BUILTIN) return callBuiltin(rt, callable as PyBuiltin, args, kwnames);
  if (number === CLASS) return callType(rt, callable as PyType, args, kwnames);
  if (number === METHOD) {
    // One may be bound to another one, and so on.
    rt.burn(copyWork(args.length));
    const { func, self } = callable as PyMethod;
    return call(rt, func, withSelf(self, args), kwnames);
  }
  if (number === METHOD_DESCRIPTOR) return callMethodDescriptor(rt, callable as PyMethodDescriptor, args, kwnames);
  if (number === SLOT_WRAPPER) return callSlotWrapper(rt, callable as PySlotWrapper, args, kwnames);
  if (number === METHOD_WRAPPER) {
    const { descriptor, self } = callable as PyMethodWrapper;
    return callSlot(rt, descriptor, self, args, kwnames);
  }
  if (callable instanceof PyStaticMethod) return call(rt, callable.callable, args, kwnames);
  if (callable instanceof PyGenericAlias) return withOrigin(rt, callable, call(rt, callable.origin, args, kwnames));
  if (callable instanceof PyClassMethodDescriptor) {
    return callNative(rt, callable.impl, qualifiedName(callable), callable.flags, args[0], args.slice(1), kwnames);
  }
  const method = callable instanceof PyInstance ? lookupSpecial(callable.cls, "__call__") : undefined;
  if (method === undefined) throw raise(rt, TYPE_ERROR, `'${typeName(callable)}' object is not callable`);
  if (method instanceof PyFunction) return rt.callFunction(method, withSelf(callable, args), kwnames);
  return call(rt, descriptorGet(rt, method, callable, typeOf(callable)), args, kwnames);
}

/** Arguments behind the object that a method is bound to. A loop: a spread makes an object for each argument. */
function withSelf(self: Value, args: readonly Value[]): Value[] {
  const all: Value[] = [self];
  for (let i = 0; i < args.length; i++) all.push(args[i]);
  return all;
}

/** What a subscripted class made knows of it, where it can (`set_orig_class`). */
function withOrigin(rt: Runtime, alias: PyGenericAlias, made: Value): Value {
  if (!(made instanceof PyInstance)) return made;
  try {
    setAttr(rt, made, "__orig_class__", alias);
  } catch (error) {
    catchOnly(rt, error, ATTRIBUTE_ERROR, TYPE_ERROR);
  }
  return made;
}

/** True when calling it is possible at all (`callable()`). */
export function isCallable(value: Value): boolean {
  if (value instanceof PyInstance) {
    return lookupSpecial(value.cls, "__call__") !== undefined ||
      (value.payload instanceof PyStaticMethod);
  }
  return value instanceof PyFunction || value instanceof PyBuiltin || value instanceof PyType ||
    value instanceof PyMethod || value instanceof PyMethodDescriptor || value instanceof PySlotWrapper ||
    value instanceof PyMethodWrapper || value instanceof PyStaticMethod || value instanceof PyClassMethodDescriptor ||
    value instanceof PyGenericAlias;
}

/** Calls a special method of a value's type with the value as first argument. The method exists. */
export function callSpecial(rt: Runtime, method: Value, self: Value, args: readonly Value[]): Value {
  if (method instanceof PyFunction) return rt.callFunction(method, withSelf(self, args), null);
  if (method instanceof PySlotWrapper) {
    burnCall(rt, method.name, self, args);
    return method.impl(rt, self, args, null);
  }
  return call(rt, descriptorGet(rt, method, self, typeOf(self)), args, null);
}

/** Calls a builtin function or a bound builtin method. */
function callBuiltin(
  rt: Runtime,
  builtin: PyBuiltin,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): Value {
  const named = kwnames !== null && args.length === 1 && kwnames[0] === builtin.parameter;
  return callNative(
    rt,
    builtin.impl,
    builtin.name,
    builtin.flags,
    builtin.self,
    args,
    named ? null : kwnames,
    nameOwner(builtin),
  );
}

/** What error texts put before a builtin's name: the type of the object that a method is bound to, or a function's module. */
function nameOwner(builtin: PyBuiltin): PyType | PyModule | null {
  const { owner, self } = builtin;
  if (self === null) return owner;
  if (self instanceof PyType || self instanceof PyModule) return self;
  return owner === null ? null : typeOf(self);
}

/** `T.name` as error texts have it. */
function qualifiedName(descriptor: { readonly owner: PyType; readonly name: string }): string {
  return `${descriptor.owner.name}.${descriptor.name}`;
}

/** Calls an unbound method of a builtin type; the first argument is self. */
function callMethodDescriptor(
  rt: Runtime,
  descriptor: PyMethodDescriptor,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): Value {
  if (args.length === 0 || (kwnames !== null && args.length === kwnames.length)) {
    throw raise(rt, TYPE_ERROR, `unbound method ${qualifiedName(descriptor)}() needs an argument`);
  }
  const self = args[0];
  checkSelf(rt, descriptor, self);
  const rest = args.slice(1);
  return callNative(rt, descriptor.impl, descriptor.name, descriptor.flags, self, rest, kwnames, descriptor.owner);
}

function checkSelf(rt: Runtime, descriptor: PyMethodDescriptor | PySlotWrapper, self: Value): void {
  if (isInstance(self, descriptor.owner)) return;
  throw raise(
    rt,
    TYPE_ERROR,
    descriptor instanceof PySlotWrapper
      ? `descriptor '${descriptor.name}' requires a '${descriptor.owner.name}' object but received a '${
        typeName(self)
      }'`
      : `descriptor '${descriptor.name}' for '${descriptor.owner.name}' objects doesn't apply to a '${
        typeName(self)
      }' object`,
  );
}

/** Checks the arguments against the calling convention and runs the body. */
function callNative(
  rt: Runtime,
  impl: NativeImpl,
  name: string,
  flags: number,
  self: Value,
  args: readonly Value[],
  kwnames: readonly string[] | null,
  owner: PyType | PyModule | null = null,
): Value {
  const kind = flags & ~(METH.CLASS | METH.STATIC | METH.COEXIST);
  const hasKeywords = kwnames !== null && kwnames.length > 0;
  if (hasKeywords && (kind & METH.KEYWORDS) === 0) {
    throw raise(rt, TYPE_ERROR, `${textName(owner, name)}() takes no keyword arguments`);
  }
  if (kind === METH.O && args.length !== 1) {
    throw raise(rt, TYPE_ERROR, `${textName(owner, name)}() takes exactly one argument (${args.length} given)`);
  }
  if (kind === METH.NOARGS && args.length !== 0) {
    throw raise(rt, TYPE_ERROR, `${textName(owner, name)}() takes no arguments (${args.length} given)`);
  }
  burnCall(rt, name, self, args);
  return impl(rt, self, args, kind === METH_FASTCALL_KEYWORDS || (kind & METH.KEYWORDS) !== 0 ? kwnames : null);
}

function textName(owner: PyType | PyModule | null, name: string): string {
  return owner === null ? name : `${owner.name}.${name}`;
}

function callSlotWrapper(
  rt: Runtime,
  wrapper: PySlotWrapper,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): Value {
  if (args.length === 0) {
    throw raise(
      rt,
      TYPE_ERROR,
      `descriptor '${wrapper.name}' of '${wrapper.owner.name}' object needs an argument`,
    );
  }
  checkSelf(rt, wrapper, args[0]);
  return callSlot(rt, wrapper, args[0], args.slice(1), kwnames);
}

/** Arguments that a slot wrapper takes besides self; others take any number. */
const SLOT_ARGUMENTS: Readonly<Record<string, number>> = {
  __repr__: 0,
  __str__: 0,
  __hash__: 0,
  __len__: 0,
  __iter__: 0,
  __next__: 0,
  __bool__: 0,
  __int__: 0,
  __float__: 0,
  __index__: 0,
  __neg__: 0,
  __pos__: 0,
  __abs__: 0,
  __invert__: 0,
  __await__: 0,
  __aiter__: 0,
  __anext__: 0,
  __getattribute__: 1,
  __delattr__: 1,
  __getitem__: 1,
  __delitem__: 1,
  __contains__: 1,
  __setattr__: 2,
  __setitem__: 2,
};

function callSlot(
  rt: Runtime,
  wrapper: PySlotWrapper,
  self: Value,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): Value {
  if (kwnames !== null && kwnames.length > 0 && wrapper.name !== "__init__" && wrapper.name !== "__call__") {
    throw raise(rt, TYPE_ERROR, `wrapper ${wrapper.name}() takes no keyword arguments`);
  }
  const wanted = isBinarySlot(wrapper.name) ? 1 : SLOT_ARGUMENTS[wrapper.name];
  if (wanted !== undefined && args.length !== wanted) {
    // FAITHFUL: some wrappers unpack their arguments under an empty name, and leave its blank.
    const blank = wanted > 1 || (isSequenceSlot(wrapper.name) && SEQUENCES.has(wrapper.owner)) ? " " : "";
    const plural = wanted === 1 ? "" : "s";
    throw raise(rt, TYPE_ERROR, `${blank}expected ${wanted} argument${plural}, got ${args.length}`);
  }
  if (takesOneOrTwo(wrapper.name) && (args.length < 1 || args.length > 2)) {
    const bound = args.length < 1 ? "at least 1 argument" : "at most 2 arguments";
    throw raise(rt, TYPE_ERROR, ` expected ${bound}, got ${args.length}`);
  }
  burnCall(rt, wrapper.name, self, args);
  return wrapper.impl(rt, self, args, kwnames);
}

/** Wrappers with an argument that may be left out (`wrap_ternaryfunc`, `wrap_descr_get`). */
function takesOneOrTwo(name: string): boolean {
  return name === "__pow__" || name === "__rpow__" || name === "__get__";
}

const BINARY_SLOTS: ReadonlySet<string> = new Set(
  "add sub mul matmul truediv floordiv mod divmod lshift rshift and or xor".split(" ").flatMap((name) => [
    `__${name}__`,
    `__r${name}__`,
    `__i${name}__`,
  ]).concat("__eq__ __ne__ __lt__ __le__ __gt__ __ge__".split(" ")),
);

/** Types whose `*` is repetition. */
const SEQUENCES: ReadonlySet<PyType> = new Set([STR, BYTES, BYTEARRAY, LIST, TUPLE]);

function isSequenceSlot(name: string): boolean {
  return name === "__mul__" || name === "__rmul__" || name === "__imul__";
}

function isBinarySlot(name: string): boolean {
  return BINARY_SLOTS.has(name);
}

/** Calls a class: its metaclass's `__call__`, which is `type.__call__` unless a program says otherwise. */
export function callType(
  rt: Runtime,
  type: PyType,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): Value {
  if (type.cls !== TYPE) {
    const method = lookupSpecial(type.cls, "__call__");
    if (!(method instanceof PySlotWrapper)) {
      return call(rt, descriptorGet(rt, method, type, type.cls), args, kwnames);
    }
  }
  return typeCall(rt, type, args, kwnames);
}

/** `type.__call__`: `__new__`, then `__init__` when that gave an instance (`type_call`). */
export function typeCall(
  rt: Runtime,
  type: PyType,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): Value {
  if (type === TYPE) {
    const positional = args.length - (kwnames?.length ?? 0);
    if (positional === 1) {
      if (args.length > 1) throw raise(rt, TYPE_ERROR, "type() takes no keyword arguments");
      return typeOf(args[0]);
    }
    if (positional !== 3) throw raise(rt, TYPE_ERROR, "type() takes 1 or 3 arguments");
  }
  const creator = lookupSpecial(type, "__new__");
  let object: Value;
  if (creator instanceof PyBuiltin) {
    // Builtin classes do not inherit the one of object.
    if (
      creator.owner?.construct == null ||
      (creator.owner === OBJECT && !type.isHeap && type !== OBJECT && type !== GENERIC)
    ) {
      throw raise(rt, TYPE_ERROR, `cannot create '${type.name}' instances`);
    }
    burnCall(rt, type.name, null, args);
    // Numbers are read from text.
    if (typeof args[0] === "string" && (type === INT || type === FLOAT || type === COMPLEX)) {
      rt.burn(parseWork(args[0].length));
    }
    object = creator.owner.construct(rt, type, args, kwnames);
  } else if (creator === undefined) {
    throw raise(rt, TYPE_ERROR, `cannot create '${type.name}' instances`);
  } else {
    const func = creator instanceof PyStaticMethod ? creator.callable : descriptorGet(rt, creator, undefined, type);
    object = call(rt, func, [type, ...args], kwnames);
  }
  const own = typeOf(object);
  if (own !== type && !own.isSubtype(type)) return object;
  const init = lookupSpecial(own, "__init__");
  if (init instanceof PySlotWrapper) {
    // object.__init__ only complains, and object.__new__ has complained already.
    if (init.owner !== OBJECT || args.length > 0) init.impl(rt, object, args, kwnames);
    return object;
  }
  const result = init instanceof PyFunction
    ? rt.callFunction(init, [object, ...args], kwnames)
    : call(rt, descriptorGet(rt, init, object, own), args, kwnames);
  if (result !== null) {
    throw raise(rt, TYPE_ERROR, `__init__() should return None, not '${typeName(result)}'`);
  }
  return object;
}
