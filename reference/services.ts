/**
 * What values can do, as the parts of the interpreter ask for it: everything here is one line to the file that owns it.
 * Frames, calls and exceptions are {@linkcode Interpreter}'s.
 *
 * @module
 */

import { copyWork } from "../src/isa/work.ts";
import { intPayload } from "./text/payload.ts";
import type { Limits } from "../src/isa/engine.ts";
import * as attributes from "./core/attributes.ts";
import * as comparing from "./core/compare.ts";
import { iterate, nextItem } from "./core/iteration.ts";
import * as operators from "./core/operators.ts";
import { contains } from "./core/membership.ts";
import * as sequences from "./core/sequences.ts";
import type { ExceptionName } from "./exceptions.ts";
import { newDict } from "./frame.ts";
import type { BinaryOperator, CompareOperator, Runtime } from "./runtime.ts";
import { canonical, format, repr, str } from "./text/mod.ts";
import { NOT_IMPLEMENTED, typeOf, types } from "./types.ts";
import {
  type Kwargs,
  PyBuiltin,
  type PyDict,
  type PyException,
  PyFunction,
  PyGenericAlias,
  PyIterator,
  PyList,
  PyMethod,
  PyMethodDescriptor,
  PyMethodWrapper,
  type PyModule,
  PyObject,
  PySet,
  PyTuple,
  PyType,
  type Slot,
  type Value,
} from "./values.ts";

/** The part of {@linkcode Runtime} that is about values. */
export abstract class ValueServices implements Runtime {
  abstract limits: Limits;
  abstract readonly builtins: PyDict;
  readonly log: string[] = [];
  readonly modules: Map<string, PyModule> = new Map();
  private nextIdentity = 1n;
  private readonly identities: WeakMap<PyObject, bigint> = new WeakMap();
  private readonly reprActive: Set<Value> = new Set();

  abstract error(name: ExceptionName, message: string): PyException;
  abstract errorWith(name: ExceptionName, args: readonly Value[]): PyException;
  abstract isError(thrown: unknown, name: ExceptionName): thrown is PyException;
  abstract checkSize(count: number | bigint): void;
  abstract checkNew(count: number | bigint): void;
  abstract spend(units: number): void;
  abstract checkInt(value: bigint): bigint;
  abstract unsupported(what: string): never;
  abstract call(callable: Value, args: readonly Value[], kwargs?: Kwargs): Value;
  abstract setRecursionLimit(limit: number): void;
  abstract classChanged(): void;
  abstract frameAt(depth: number): Value | null;
  abstract importModule(name: string): PyModule;
  abstract makeType(
    metatype: PyType,
    name: string,
    bases: readonly Value[],
    namespace: PyDict,
    kwargs: Kwargs,
  ): PyType;
  abstract annotationsOf(fn: PyFunction): PyDict;

  // ---- calls by name ----------------------------------------------------------------------------------------------

  callMethod(self: Value, name: string, args: readonly Value[], kwargs: Kwargs = null): Value {
    return this.call(this.getattr(self, name), args, kwargs);
  }

  isCallable(v: Value): boolean {
    if (!(v instanceof PyObject)) return false;
    return v instanceof PyFunction || v instanceof PyBuiltin || v instanceof PyType || v instanceof PyMethod ||
      v instanceof PyMethodDescriptor || v instanceof PyGenericAlias ||
      (v instanceof PyMethodWrapper && v.cls.layout === "staticmethod") || v.cls.lookup("__call__") !== undefined;
  }

  special(v: Value, name: string): Slot {
    return attributes.special(this, v, name);
  }

  callSpecial(v: Value, name: string, args: readonly Value[]): Slot {
    return attributes.callSpecial(this, v, name, args);
  }

  // ---- iteration --------------------------------------------------------------------------------------------------

  iter(v: Value): Value {
    return iterate(this, v);
  }

  next(iterator: Value): Slot {
    this.spend(1);
    return iterator instanceof PyIterator ? iterator.next(this) : nextItem(this, iterator);
  }

  toArray(iterable: Value, hinted = false): Value[] {
    const plain = iterable instanceof PyObject && !iterable.cls.heap;
    if (plain && (iterable instanceof PyList || iterable instanceof PyTuple)) {
      this.spend(copyWork(iterable.items.length));
      return [...iterable.items];
    }
    const items: Value[] = [];
    const iterator = this.iter(iterable);
    if (hinted) this.lengthHint(iterable, 0);
    for (let item = this.next(iterator); item !== undefined; item = this.next(iterator)) {
      items.push(item);
      this.checkSize(items.length);
    }
    return items;
  }

  forEach(iterable: Value, visit: (item: Value) => void | false): void {
    const iterator = this.iter(iterable);
    let count = 0;
    for (let item = this.next(iterator); item !== undefined; item = this.next(iterator)) {
      this.checkSize(++count);
      if (visit(item) === false) return;
    }
  }

  // ---- attributes -------------------------------------------------------------------------------------------------

  getattr(v: Value, name: string): Value {
    return attributes.getattr(this, v, name);
  }

  getattrOptional(v: Value, name: string): Slot {
    return attributes.getattrOptional(this, v, name);
  }

  setattr(v: Value, name: string, value: Value): void {
    attributes.setattr(this, v, name, value);
  }

  delattr(v: Value, name: string): void {
    attributes.setattr(this, v, name, undefined);
  }

  dictOf(v: Value): PyDict | null {
    return attributes.dictOf(v);
  }

  bind(attribute: Value, self: Slot, owner: PyType): Value {
    return attributes.bind(this, attribute, self, owner);
  }

  isInstance(v: Value, classOrTuple: Value): boolean {
    return attributes.isInstance(this, v, classOrTuple);
  }

  isSubclass(cls: Value, classOrTuple: Value): boolean {
    return attributes.isSubclass(this, cls, classOrTuple);
  }

  // ---- operators --------------------------------------------------------------------------------------------------

  truth(v: Value): boolean {
    return comparing.truth(this, v);
  }

  hash(v: Value): bigint {
    return comparing.hash(this, v);
  }

  equal(a: Value, b: Value): boolean {
    return a === b || this.truth(comparing.compare(this, "==", a, b));
  }

  is(a: Value, b: Value): boolean {
    return a === b;
  }

  compare(op: CompareOperator, a: Value, b: Value): Value {
    return comparing.compare(this, op, a, b);
  }

  hasIdentityEquality(type: PyType): boolean {
    return comparing.hasIdentityEquality(type);
  }

  identity(v: Value): bigint {
    if (!(v instanceof PyObject)) return this.hash(v);
    let identity = this.identities.get(v);
    if (identity === undefined) {
      identity = this.nextIdentity++;
      this.identities.set(v, identity);
    }
    return identity;
  }

  binary(op: BinaryOperator, a: Value, b: Value): Value {
    return operators.binary(this, op, a, b);
  }

  inplace(op: BinaryOperator, a: Value, b: Value): Value {
    return operators.inplace(this, op, a, b);
  }

  divmod(a: Value, b: Value): Value {
    return operators.divmod(this, a, b);
  }

  powMod(a: Value, b: Value, m: Value): Value {
    return operators.powMod(this, a, b, m);
  }

  negative(v: Value): Value {
    return operators.unary(this, "__neg__", v);
  }

  positive(v: Value): Value {
    return operators.unary(this, "__pos__", v);
  }

  invert(v: Value): Value {
    return operators.unary(this, "__invert__", v);
  }

  absolute(v: Value): Value {
    return operators.unary(this, "__abs__", v);
  }

  contains(container: Value, item: Value): boolean {
    return contains(this, container, item);
  }

  getitem(container: Value, key: Value): Value {
    return sequences.getitem(this, container, key);
  }

  setitem(container: Value, key: Value, value: Value): void {
    sequences.setitem(this, container, key, value);
  }

  delitem(container: Value, key: Value): void {
    sequences.delitem(this, container, key);
  }

  length(v: Value): bigint {
    return sequences.length(this, v);
  }

  lengthHint(v: Value, fallback: number): number {
    const type = typeOf(v);
    try {
      if (type.lookup("__len__") !== undefined) return Number(this.length(v));
    } catch (thrown) {
      if (!this.isError(thrown, "TypeError")) throw thrown;
    }
    if (v instanceof PyIterator && !type.heap) return Number(v.lengthHint(this) ?? fallback);
    let hint: Slot;
    try {
      hint = this.callSpecial(v, "__length_hint__", []);
    } catch (thrown) {
      if (!this.isError(thrown, "TypeError")) throw thrown;
      return fallback;
    }
    if (hint === undefined || hint === NOT_IMPLEMENTED) return fallback;
    const count = intPayload(hint);
    if (count === undefined) {
      throw this.error("TypeError", `__length_hint__ must be an integer, not ${typeOf(hint).name}`);
    }
    if (BigInt.asIntN(64, count) !== count) {
      throw this.error("OverflowError", "Python int too large to convert to C ssize_t");
    }
    if (count < 0n) throw this.error("ValueError", "__length_hint__() should return >= 0");
    return Number(count);
  }

  index(v: Value): bigint {
    const index = sequences.indexOptional(this, v);
    if (index === undefined) {
      throw this.error("TypeError", `'${typeOf(v).name}' object cannot be interpreted as an integer`);
    }
    return index;
  }

  indexOptional(v: Value): bigint | undefined {
    return sequences.indexOptional(this, v);
  }

  sliceIndices(slice: Value, length: number): { start: number; stop: number; step: number; count: number } {
    return sequences.sliceIndices(this, slice, length);
  }

  // ---- texts and names --------------------------------------------------------------------------------------------

  repr(v: Value): string {
    return repr(this, v);
  }

  str(v: Value): string {
    return str(this, v);
  }

  format(v: Value, spec: string): string {
    return format(this, v, spec);
  }

  /** The address-free text of a value. */
  canonical(v: Value): string {
    return canonical(this, v);
  }

  typeName(v: Value): string {
    return typeOf(v).name;
  }

  guardRepr<T>(v: Value, work: () => T): T | undefined {
    if (this.reprActive.has(v)) return undefined;
    this.reprActive.add(v);
    try {
      return work();
    } finally {
      this.reprActive.delete(v);
    }
  }

  // ---- containers -------------------------------------------------------------------------------------------------

  list(items: Value[]): Value {
    this.checkNew(items.length);
    return new PyList(types.list, items);
  }

  dict(): PyDict {
    return newDict();
  }

  dictFrom(items: Iterable<readonly [string, Value]>): PyDict {
    const made = newDict();
    for (const [name, value] of items) made.setStr(name, value);
    return made;
  }

  set(items: Iterable<Value>): Value {
    return this.fillSet(types.set, items);
  }

  frozenset(items: Iterable<Value>): Value {
    return this.fillSet(types.frozenset, items);
  }

  private fillSet(cls: PyType, items: Iterable<Value>): PySet {
    const made = new PySet(cls);
    for (const item of items) made.add(this, item);
    return made;
  }
}
