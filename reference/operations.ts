/**
 * What values can do, each operation as a line to the file that owns it.
 *
 * @module
 */

import * as attributes from "./core/attributes.ts";
import * as instanceChecks from "./core/instance_checks.ts";
import * as comparing from "./core/compare.ts";
import { collect, iterate, lengthHint, nextItem, nextOfNative, visitItems } from "./core/iteration.ts";
import { hash } from "./core/hashing.ts";
import { contains } from "./core/membership.ts";
import * as operators from "./core/operators.ts";
import * as sequences from "./core/sequences.ts";
import * as slices from "./core/slices.ts";
import { newDict } from "./frame.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Runtime, ValueOperations } from "./runtime.ts";
import * as text from "./text/mod.ts";
import { typeOf, types } from "./types.ts";
import {
  PyBuiltin,
  type PyException,
  PyFunction,
  PyGenericAlias,
  PyIterator,
  PyList,
  PyMethod,
  PyMethodDescriptor,
  PyMethodWrapper,
  PyObject,
  PySet,
  PyType,
  type Value,
} from "./values.ts";
import { workOf } from "./work.ts";

function setOf(rt: Runtime, cls: PyType, items: Iterable<Value>): PySet {
  const made = new PySet(cls);
  for (const item of items) made.add(rt, item);
  return made;
}

/** Types and documentation are those of {@linkcode ValueOperations}; `this` is the interpreter. */
export const VALUE_OPERATIONS: ValueOperations & ThisType<Runtime> = {
  callMethod(self, name, args, kwargs = null) {
    return this.call(this.getattr(self, name), args, kwargs);
  },
  isCallable(v) {
    if (!(v instanceof PyObject)) return false;
    return v instanceof PyFunction || v instanceof PyBuiltin || v instanceof PyType || v instanceof PyMethod ||
      v instanceof PyMethodDescriptor || v instanceof PyGenericAlias ||
      (v instanceof PyMethodWrapper && v.cls.layout === "staticmethod") || v.cls.lookup("__call__") !== undefined;
  },
  special(v, name) {
    return attributes.special(this, v, name);
  },

  letGo(value) {
    if (value instanceof PyObject) (this as Interpreter).finalizer?.dropped(this as Interpreter, value);
  },
  catchOnly(thrown, ...names) {
    if (!names.some((name) => this.isError(thrown, name))) throw thrown;
    this.letGo(thrown as PyException);
  },
  unlessRaised(name, attempt) {
    try {
      return attempt();
    } catch (thrown) {
      this.catchOnly(thrown, name);
      return undefined;
    }
  },
  hold(values) {
    (this as Interpreter).finalizer?.hold(values);
  },
  failsWith(first) {
    (this as Interpreter).finalizer?.failsWith(first);
  },
  destructorsChanged() {
    (this as Interpreter).finalizer?.discover(this as Interpreter);
  },
  isShared(given, iterator) {
    return (this as Interpreter).finalizer?.isShared(this as Interpreter, given, iterator) ?? true;
  },
  callSpecial(v, name, args) {
    return attributes.callSpecial(this, v, name, args);
  },

  iter(v) {
    return iterate(this, v);
  },
  next(iterator) {
    this.spend(1);
    return iterator instanceof PyIterator ? nextOfNative(this, iterator) : nextItem(this, iterator);
  },
  toArray(iterable, hinted = false) {
    return collect(this, iterable, hinted);
  },
  forEach(iterable, visit) {
    visitItems(this, iterable, visit);
  },

  getattr(v, name) {
    return attributes.getattr(this, v, name);
  },
  getattrOptional(v, name) {
    return attributes.getattrOptional(this, v, name);
  },
  setattr(v, name, value) {
    attributes.setattr(this, v, name, value);
  },
  delattr(v, name) {
    attributes.setattr(this, v, name, undefined);
  },
  dictOf: attributes.dictOf,
  bind(attribute, self, owner) {
    return attributes.bind(this, attribute, self, owner);
  },
  isInstance(v, classOrTuple) {
    return instanceChecks.isInstance(this, v, classOrTuple);
  },
  isSubclass(cls, classOrTuple) {
    return instanceChecks.isSubclass(this, cls, classOrTuple);
  },

  truth(v) {
    return comparing.truth(this, v);
  },
  hash(v) {
    return hash(this, v);
  },
  equal(a, b) {
    return this.is(a, b) || this.truth(comparing.compare(this, "==", a, b));
  },
  is(a, b) {
    // Ints are the same when they are equal, and long ones take as long to look at.
    if (typeof a === "bigint") this.spend(workOf(a));
    return a === b;
  },
  compare(op, a, b) {
    return comparing.compare(this, op, a, b);
  },
  hasIdentityEquality: comparing.hasIdentityEquality,
  binary(op, a, b) {
    return operators.binary(this, op, a, b);
  },
  inplace(op, a, b) {
    return operators.inplace(this, op, a, b);
  },
  divmod(a, b) {
    return operators.divmod(this, a, b);
  },
  powMod(a, b, m) {
    return operators.powMod(this, a, b, m);
  },
  negative(v) {
    return operators.unary(this, "__neg__", v);
  },
  positive(v) {
    return operators.unary(this, "__pos__", v);
  },
  invert(v) {
    return operators.unary(this, "__invert__", v);
  },
  absolute(v) {
    return operators.unary(this, "__abs__", v);
  },
  contains(container, item) {
    return contains(this, container, item);
  },
  getitem(container, key) {
    return sequences.getitem(this, container, key);
  },
  setitem(container, key, value) {
    sequences.setitem(this, container, key, value);
  },
  delitem(container, key) {
    sequences.delitem(this, container, key);
  },
  length(v) {
    return sequences.length(this, v);
  },
  lengthHint(v, fallback) {
    return lengthHint(this, v, fallback);
  },
  index(v) {
    const index = slices.indexOptional(this, v);
    if (index !== undefined) return index;
    throw this.typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
  },
  indexOptional(v) {
    return slices.indexOptional(this, v);
  },
  sliceIndices(slice, length) {
    return slices.sliceIndices(this, slice, length);
  },

  repr(v) {
    return text.repr(this, v);
  },
  str(v) {
    return text.str(this, v);
  },
  format(v, spec) {
    return text.format(this, v, spec);
  },
  canonical(v) {
    return text.canonical(this, v);
  },
  typeName: (v) => typeOf(v).name,

  list(items) {
    this.checkNew(items.length);
    return new PyList(types.list, items);
  },
  dict: newDict,
  dictFrom(items) {
    const made = newDict();
    for (const [name, value] of items) made.setStr(name, value);
    return made;
  },
  set(items) {
    return setOf(this, types.set, items);
  },
  frozenset(items) {
    return setOf(this, types.frozenset, items);
  },
};
