/**
 * Values of the reference interpreter, in the simplest representation that is true to Python:
 *
 * | Python | here |
 * | --- | --- |
 * | None, True/False, int, str | `null`, booleans, `bigint`, JavaScript strings (an astral character is a surrogate pair) |
 * | everything else | an instance of a subclass of {@linkcode PyObject} |
 * | instance of a subclass of int or str | {@linkcode PyInstance} with `primitive` set |
 * | instance of a subclass of list, dict, ... | the class of its base ({@linkcode PyList}, ...) with another `cls` |
 * | unset local, NULL on the stack | `undefined` ({@linkcode Slot}) |
 *
 * A Python exception travels as the JavaScript `throw` of the {@linkcode PyException} itself.
 *
 * @module
 */

import type { Runtime } from "./runtime.ts";
import type { CodeObject } from "../src/isa/program.ts";

/** Any Python value. */
export type Value = null | boolean | bigint | string | PyObject;

/** A local or stack entry: a value or NULL. */
export type Slot = Value | undefined;

/** Keyword arguments by name; null when there are none. */
export type Kwargs = ReadonlyMap<string, Value> | null;

/** Body of a function written here. */
export type NativeFunction = (rt: Runtime, args: readonly Value[], kwargs: Kwargs) => Value;

/** Body of a method of a built-in type; `self` is already checked to be an instance of that type. */
export type NativeMethod = (rt: Runtime, self: Value, args: readonly Value[], kwargs: Kwargs) => Value;

/** Base of all values that are not JavaScript primitives. */
export class PyObject {
  /** Its type, `type(x)`. */
  cls: PyType;
  /** Its `__dict__`; created when first needed, null while nothing was stored or when it has none. */
  attrs: PyDict | null = null;
  /** Values of its `__slots__`, by name; null when the class has none. */
  slots: Map<string, Value> | null = null;

  constructor(cls: PyType) {
    this.cls = cls;
  }
}

/** What the instances of a type are made of; inherited from the base. */
export type Layout =
  | "object"
  | "int"
  | "bool"
  | "str"
  | "float"
  | "complex"
  | "bytes"
  | "bytearray"
  | "tuple"
  | "list"
  | "dict"
  | "set"
  | "frozenset"
  | "type"
  | "exception"
  | "module"
  | "property"
  | "staticmethod"
  | "classmethod"
  | "super"
  | "sealed";

/** A type: built-in or made by a class statement. */
export class PyType extends PyObject {
  /** `__name__`. */
  name: string;
  /** `__qualname__`. */
  qualname: string;
  bases: readonly PyType[];
  /** Resolution order, itself first. */
  mro: readonly PyType[];
  /** Its own attributes in order of definition. */
  readonly dict: Map<string, Value> = new Map();
  /** The base whose layout its instances have. */
  base: PyType | null;
  layout: Layout;
  /** Made by a program: its attributes can be set. */
  heap = false;
  /** Its instances have a `__dict__`. */
  instanceDict = false;
  /** Its own `__slots__`, or null when it declares none. */
  slotNames: readonly string[] | null = null;
  /** May be named as a base. */
  subclassable = true;
  /** Native subclasses made so far, for `__subclasses__` and cycles. */
  readonly subclasses: PyType[] = [];

  constructor(name: string, base: PyType | null, layout: Layout, metatype?: PyType) {
    super(metatype as PyType);
    this.name = name;
    this.qualname = name;
    this.base = base;
    this.bases = base === null ? [] : [base];
    this.layout = layout;
    this.mro = base === null ? [this] : [this, ...base.mro];
  }

  /** The attribute `name` of the first type in the resolution order that has it (C: `_PyType_Lookup`). */
  lookup(name: string): Slot {
    const mro = this.mro;
    for (let i = 0; i < mro.length; i++) {
      const value = (mro[i] as PyType).dict.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /** True when `other` is this type or one of its bases. */
  isSubtypeOf(other: PyType): boolean {
    return this === other || this.mro.includes(other);
  }
}

/** Instance of a program's class without a built-in payload, or of a subclass of int or str with one. */
export class PyInstance extends PyObject {
  /** The int or str that it extends. */
  readonly primitive: bigint | string | undefined;

  constructor(cls: PyType, primitive?: bigint | string) {
    super(cls);
    this.primitive = primitive;
  }
}

/** Ellipsis and NotImplemented. */
export class PySingleton extends PyObject {
  readonly text: string;

  constructor(cls: PyType, text: string) {
    super(cls);
    this.text = text;
  }
}

/** A float. */
export class PyFloat extends PyObject {
  readonly value: number;

  constructor(cls: PyType, value: number) {
    super(cls);
    this.value = value;
  }
}

/** A complex number. */
export class PyComplex extends PyObject {
  readonly re: number;
  readonly im: number;

  constructor(cls: PyType, re: number, im: number) {
    super(cls);
    this.re = re;
    this.im = im;
  }
}

/** bytes, or bytearray when the layout of its class says so (then `data` is replaced, never written in place). */
export class PyBytes extends PyObject {
  data: Uint8Array;

  constructor(cls: PyType, data: Uint8Array) {
    super(cls);
    this.data = data;
  }
}

/** A tuple. */
export class PyTuple extends PyObject {
  readonly items: readonly Value[];

  constructor(cls: PyType, items: readonly Value[]) {
    super(cls);
    this.items = items;
  }
}

/** A list. */
export class PyList extends PyObject {
  items: Value[];

  constructor(cls: PyType, items: Value[]) {
    super(cls);
    this.items = items;
  }
}

/** A slice. */
export class PySlice extends PyObject {
  readonly start: Value;
  readonly stop: Value;
  readonly step: Value;

  constructor(cls: PyType, start: Value, stop: Value, step: Value) {
    super(cls);
    this.start = start;
    this.stop = stop;
    this.step = step;
  }
}

/** A range; `length` is worked out once. */
export class PyRange extends PyObject {
  readonly start: bigint;
  readonly stop: bigint;
  readonly step: bigint;
  readonly length: bigint;

  constructor(cls: PyType, start: bigint, stop: bigint, step: bigint) {
    super(cls);
    this.start = start;
    this.stop = stop;
    this.step = step;
    const span = step > 0n ? stop - start : start - stop;
    const size = step > 0n ? step : -step;
    this.length = span > 0n ? (span + size - 1n) / size : 0n;
  }
}

/** Anything that gives items one by one and is written here. Subclasses say what `next` does. */
export abstract class PyIterator extends PyObject {
  /** The next item, or undefined at the end (and ever after). */
  abstract next(rt: Runtime): Slot;

  /** Items left, when it knows: `__length_hint__`. */
  lengthHint(_rt: Runtime): bigint | null {
    return null;
  }
}

/** One item of a dict. */
export interface DictEntry {
  /** Its key in {@linkcode PyDict.map}. */
  readonly mapKey: unknown;
  /** Hash of the key, asked for once; null while only JavaScript's Map needed to find it. */
  hash: bigint | null;
  readonly key: Value;
  value: Value;
}

/** The layouts whose instances may stand in a dict by value under a JavaScript Map. */
function simpleKey(rt: Runtime | null, key: Value): unknown {
  switch (typeof key) {
    case "string":
    case "bigint":
      return key;
    case "boolean":
      return key ? 1n : 0n;
    default:
  }
  if (key === null) return null;
  if (key instanceof PyFloat && !key.cls.heap) {
    const value = key.value;
    if (Number.isInteger(value)) return BigInt(value);
    return value !== value ? key : value;
  }
  return rt !== null && rt.hasIdentityEquality(key.cls) ? key : undefined;
}

/**
 * A dict in order of insertion. Keys whose equality JavaScript's Map understands are found by it; the others (tuples,
 * instances with `__eq__`, ...) through `byHash`, which holds all entries once one such key was met.
 */
export class PyDict extends PyObject {
  readonly map: Map<unknown, DictEntry> = new Map();
  private byHash: Map<bigint, DictEntry[]> | null = null;
  /** Goes up by one at every insertion, replacement and deletion. */
  changes = 0;

  get size(): number {
    return this.map.size;
  }

  /** The value of a str key in a namespace, without any Python code running. */
  getStr(name: string): Slot {
    return this.map.get(name)?.value;
  }

  /** Sets a str key in a namespace. */
  setStr(name: string, value: Value): void {
    this.changes++;
    const entry = this.map.get(name);
    if (entry !== undefined) entry.value = value;
    else this.insert(name, name, value, null);
  }

  /** Removes a str key from a namespace; false when it was not there. */
  deleteStr(name: string): boolean {
    const entry = this.map.get(name);
    if (entry === undefined) return false;
    this.remove(entry);
    return true;
  }

  /** Finds the entry of `key`; raises TypeError for an unhashable one and whatever `__eq__` raises. */
  find(rt: Runtime, key: Value): DictEntry | undefined {
    const simple = simpleKey(rt, key);
    if (simple !== undefined) {
      const entry = this.map.get(simple);
      if (entry !== undefined || this.byHash === null) return entry;
    }
    return this.findHashed(rt, key, rt.hash(key));
  }

  get(rt: Runtime, key: Value): Slot {
    return this.find(rt, key)?.value;
  }

  /** Sets `key`; `known` is its hash where that was asked for before (a program can see `__hash__` run). */
  set(rt: Runtime, key: Value, value: Value, known: bigint | null = null): void {
    const simple = simpleKey(rt, key);
    let entry = simple === undefined ? undefined : this.map.get(simple);
    let hash = known;
    if (entry === undefined && (simple === undefined || this.byHash !== null)) {
      hash ??= rt.hash(key);
      entry = this.findHashed(rt, key, hash);
    }
    this.changes++;
    if (entry !== undefined) entry.value = value;
    else this.insert(simple, key, value, hash);
  }

  /** Removes `key` and gives the value it had, or undefined when it was not there. */
  delete(rt: Runtime, key: Value): Slot {
    const entry = this.find(rt, key);
    if (entry === undefined) return undefined;
    this.remove(entry);
    return entry.value;
  }

  /** Removes and gives the entry inserted last. */
  popLast(): DictEntry | undefined {
    let last: DictEntry | undefined;
    for (const entry of this.map.values()) last = entry;
    if (last !== undefined) this.remove(last);
    return last;
  }

  clear(): void {
    this.changes++;
    this.map.clear();
    this.byHash = null;
  }

  /** Entries in order of insertion; follows insertions and deletions made meanwhile. */
  entries(): IterableIterator<DictEntry> {
    return this.map.values();
  }

  /** Adds or replaces all items of another dict, whose keys are not hashed again. */
  merge(rt: Runtime, other: PyDict): void {
    for (const { key, value, hash } of [...other.entries()]) this.set(rt, key, value, hash);
  }

  private insert(simple: unknown, key: Value, value: Value, hash: bigint | null): void {
    const entry: DictEntry = { mapKey: simple === undefined ? new MapKey() : simple, hash, key, value };
    this.map.set(entry.mapKey, entry);
    if (this.byHash !== null) this.index(this.byHash, entry, hash ?? stringHash(key as string));
  }

  private index(byHash: Map<bigint, DictEntry[]>, entry: DictEntry, hash: bigint): void {
    entry.hash = hash;
    const bucket = byHash.get(hash);
    if (bucket === undefined) byHash.set(hash, [entry]);
    else bucket.push(entry);
  }

  private remove(entry: DictEntry): void {
    this.changes++;
    this.map.delete(entry.mapKey);
    const bucket = entry.hash === null ? undefined : this.byHash?.get(entry.hash);
    if (bucket !== undefined) bucket.splice(bucket.indexOf(entry), 1);
  }

  private findHashed(rt: Runtime, key: Value, hash: bigint): DictEntry | undefined {
    if (this.byHash === null) {
      this.byHash = new Map();
      for (const entry of this.map.values()) this.index(this.byHash, entry, entry.hash ?? rt.hash(entry.key));
    }
    const bucket = this.byHash.get(hash);
    if (bucket === undefined) return undefined;
    for (const entry of [...bucket]) {
      if (entry.key === key || rt.equal(entry.key, key)) return entry;
    }
    return undefined;
  }
}

/** Stands in a Map for a key that is found by hash. */
class MapKey {
  readonly mark = true;
}

/** Hash of a str: FNV-1a over UTF-16 code units, low 61 bits, -1 excluded by construction. */
export function stringHash(text: string): bigint {
  // 64-bit state as four 16-bit limbs would be no clearer: bigint, as everything here.
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  }
  return BigInt.asUintN(61, hash);
}

/** One slot of a set's table; undefined is free, DUMMY was deleted. */
interface SetEntry {
  readonly key: Value;
  readonly hash: bigint;
}

const DUMMY: SetEntry = { key: null, hash: -1n };
const LINEAR_PROBES = 9;

/**
 * A set or frozenset as CPython's open-addressing table, because the order of iteration shows. C: `Objects/setobject.c`.
 */
export class PySet extends PyObject {
  /** Power of two slots. */
  table: (SetEntry | undefined)[] = [];
  private mask = 7;
  /** Used and deleted slots. */
  private fill = 0;
  size = 0;
  /** Where `pop` goes on looking. */
  private finger = 0;
  /** Hash of a frozenset once worked out. */
  hashCache: bigint | null = null;

  has(rt: Runtime, key: Value): boolean {
    return this.locate(rt, key, rt.hash(key)) >= 0;
  }

  add(rt: Runtime, key: Value): void {
    this.addHashed(rt, key, rt.hash(key));
  }

  /** Removes `key`; false when it was not there. */
  discard(rt: Runtime, key: Value): boolean {
    const at = this.locate(rt, key, rt.hash(key));
    if (at < 0) return false;
    this.table[at] = DUMMY;
    this.size--;
    return true;
  }

  /** Removes and gives an arbitrary item, the first at or after the finger; undefined when empty. */
  pop(): Slot {
    if (this.size === 0) return undefined;
    let at = this.finger & this.mask;
    for (;;) {
      const entry = this.table[at];
      if (entry !== undefined && entry !== DUMMY) {
        this.table[at] = DUMMY;
        this.size--;
        this.finger = at + 1;
        return entry.key;
      }
      at = at + 1 > this.mask ? 0 : at + 1;
    }
  }

  clear(): void {
    this.table = [];
    this.mask = 7;
    this.fill = 0;
    this.size = 0;
    this.finger = 0;
  }

  /** Items in the order of the table. */
  items(): Value[] {
    const items: Value[] = [];
    for (let at = 0; at <= this.mask; at++) {
      const entry = this.table[at];
      if (entry !== undefined && entry !== DUMMY) items.push(entry.key);
    }
    return items;
  }

  /** Index of the first used slot at or after `at`, or -1. */
  nextUsed(at: number): number {
    for (; at <= this.mask; at++) {
      const entry = this.table[at];
      if (entry !== undefined && entry !== DUMMY) return at;
    }
    return -1;
  }

  /** Adds all items of another set, in its order (C: `set_merge_internal`). */
  merge(rt: Runtime, other: PySet): void {
    if (other === this || other.size === 0) return;
    if ((this.fill + other.size) * 5 >= this.mask * 3) this.resize((this.size + other.size) * 2);
    if (this.fill === 0 && this.mask === other.mask && other.fill === other.size) {
      this.table = [...other.table];
      this.fill = other.fill;
      this.size = other.size;
      return;
    }
    const clean = this.fill === 0;
    for (const entry of [...other.table]) {
      if (entry === undefined || entry === DUMMY) continue;
      if (clean) {
        this.insertClean(entry);
        this.fill++;
        this.size++;
      } else this.addHashed(rt, entry.key, entry.hash);
    }
  }

  /** Grows before the keys of a dict of `count` items are added one by one (C: `set_update_internal`). */
  reserveForDict(count: number): void {
    if ((this.fill + count) * 5 >= this.mask * 3) this.resize((this.size + count) * 2);
  }

  /** Takes over the contents of another set. */
  replaceWith(other: PySet): void {
    this.table = other.table;
    this.mask = other.mask;
    this.fill = other.fill;
    this.size = other.size;
  }

  private addHashed(rt: Runtime, key: Value, hash: bigint): void {
    let at = Number(BigInt.asUintN(32, hash)) & this.mask;
    let perturb = BigInt.asUintN(64, hash);
    for (;;) {
      const last = at + LINEAR_PROBES <= this.mask ? at + LINEAR_PROBES : at;
      for (let i = at; i <= last; i++) {
        const entry = this.table[i];
        if (entry === undefined) {
          this.table[i] = { key, hash };
          this.fill++;
          this.size++;
          if (this.fill * 5 >= this.mask * 3) this.resize(this.size > 50_000 ? this.size * 2 : this.size * 4);
          return;
        }
        if (entry !== DUMMY && entry.hash === hash && (entry.key === key || rt.equal(entry.key, key))) return;
      }
      perturb >>= 5n;
      at = Number(BigInt.asUintN(32, BigInt(at) * 5n + 1n + perturb)) & this.mask;
    }
  }

  private locate(rt: Runtime, key: Value, hash: bigint): number {
    let at = Number(BigInt.asUintN(32, hash)) & this.mask;
    let perturb = BigInt.asUintN(64, hash);
    for (;;) {
      const last = at + LINEAR_PROBES <= this.mask ? at + LINEAR_PROBES : at;
      for (let i = at; i <= last; i++) {
        const entry = this.table[i];
        if (entry === undefined) return -1;
        if (entry !== DUMMY && entry.hash === hash && (entry.key === key || rt.equal(entry.key, key))) return i;
      }
      perturb >>= 5n;
      at = Number(BigInt.asUintN(32, BigInt(at) * 5n + 1n + perturb)) & this.mask;
    }
  }

  private resize(minUsed: number): void {
    let slots = 8;
    while (slots <= minUsed) slots *= 2;
    const old = this.table;
    this.table = [];
    this.mask = slots - 1;
    this.fill = this.size;
    for (let at = 0; at < old.length; at++) {
      const entry = old[at];
      if (entry !== undefined && entry !== DUMMY) this.insertClean(entry);
    }
  }

  private insertClean(entry: SetEntry): void {
    let at = Number(BigInt.asUintN(32, entry.hash)) & this.mask;
    let perturb = BigInt.asUintN(64, entry.hash);
    for (;;) {
      const last = at + LINEAR_PROBES <= this.mask ? at + LINEAR_PROBES : at;
      for (let i = at; i <= last; i++) {
        if (this.table[i] === undefined) {
          this.table[i] = entry;
          return;
        }
      }
      perturb >>= 5n;
      at = Number(BigInt.asUintN(32, BigInt(at) * 5n + 1n + perturb)) & this.mask;
    }
  }
}

/** Live view of a dict: what `keys()`, `values()`, `items()` give, by its class. */
export class PyDictView extends PyObject {
  readonly dict: PyDict;
  readonly what: "keys" | "values" | "items";

  constructor(cls: PyType, dict: PyDict, what: "keys" | "values" | "items") {
    super(cls);
    this.dict = dict;
    this.what = what;
  }
}

/** `type.__dict__`. */
export class PyMappingProxy extends PyObject {
  readonly owner: PyType;

  constructor(cls: PyType, owner: PyType) {
    super(cls);
    this.owner = owner;
  }
}

/** A code object with its constants made once. */
export class PyCode extends PyObject {
  readonly code: CodeObject;
  readonly consts: readonly Value[];
  /** Number of entries of the array of fast locals. */
  readonly localCount: number;
  /** Names of the fast locals: varnames, other cells, free variables. */
  readonly localNames: readonly string[];

  constructor(cls: PyType, code: CodeObject, consts: readonly Value[]) {
    super(cls);
    this.code = code;
    this.consts = consts;
    const ownCells = code.cellvars.filter((name) => !code.varnames.includes(name));
    this.localNames = [...code.varnames, ...ownCells, ...code.freevars];
    this.localCount = this.localNames.length;
  }
}

/** A cell of a closure. */
export class PyCell extends PyObject {
  content: Slot;

  constructor(cls: PyType, content: Slot) {
    super(cls);
    this.content = content;
  }
}

/** A function made by a program. */
export class PyFunction extends PyObject {
  code: PyCode;
  readonly globals: PyDict;
  name: string;
  qualname: string;
  module: Value = null;
  doc: Value = null;
  /** Defaults of the last positional parameters. */
  defaults: PyTuple | null = null;
  kwdefaults: PyDict | null = null;
  closure: PyTuple | null = null;
  /** A dict, or the flat tuple that the compiler made. */
  annotations: PyDict | PyTuple | null = null;
  typeParams: PyTuple | null = null;

  constructor(cls: PyType, code: PyCode, globals: PyDict) {
    super(cls);
    this.code = code;
    this.globals = globals;
    this.name = code.code.name;
    this.qualname = code.code.qualname;
  }
}

/** A bound method. */
export class PyMethod extends PyObject {
  readonly func: Value;
  readonly self: Value;

  constructor(cls: PyType, func: Value, self: Value) {
    super(cls);
    this.func = func;
    this.self = self;
  }
}

/** A function written here: `len`, or a method of a built-in type bound to its object (`self` set). */
export class PyBuiltin extends PyObject {
  readonly name: string;
  readonly body: NativeFunction;
  /** What it is bound to, undefined for a plain function. */
  readonly self: Slot;

  constructor(cls: PyType, name: string, body: NativeFunction, self?: Value) {
    super(cls);
    this.name = name;
    this.body = body;
    this.self = self;
  }
}

/**
 * A method of a built-in type before binding, by its class: method_descriptor (`list.append`), wrapper_descriptor
 * (`list.__len__`) or classmethod_descriptor (`dict.fromkeys`: `self` is then the class).
 */
export class PyMethodDescriptor extends PyObject {
  readonly owner: PyType;
  readonly name: string;
  readonly body: NativeMethod;
  /** Concatenation or repetition of a sequence: asked only after the number protocol of both operands. */
  sequence = false;

  constructor(cls: PyType, owner: PyType, name: string, body: NativeMethod) {
    super(cls);
    this.owner = owner;
    this.name = name;
    this.body = body;
  }
}

/** A computed attribute of a built-in type (getset_descriptor), or the descriptor of a slot (member_descriptor). */
export class PyGetSet extends PyObject {
  readonly owner: PyType;
  readonly name: string;
  /** Undefined from a getter: the attribute is missing (an empty slot). */
  readonly getter: (rt: Runtime, self: Value) => Slot;
  /** Null: read-only. Undefined as value deletes. */
  readonly setter: ((rt: Runtime, self: Value, value: Slot) => void) | null;

  constructor(
    cls: PyType,
    owner: PyType,
    name: string,
    getter: (rt: Runtime, self: Value) => Slot,
    setter: ((rt: Runtime, self: Value, value: Slot) => void) | null,
  ) {
    super(cls);
    this.owner = owner;
    this.name = name;
    this.getter = getter;
    this.setter = setter;
  }
}

/** A property. */
export class PyProperty extends PyObject {
  getter: Value;
  setter: Value;
  deleter: Value;
  doc: Value;
  /** Set by `__set_name__`; for error texts. */
  name: string | null = null;

  constructor(cls: PyType, getter: Value, setter: Value, deleter: Value, doc: Value) {
    super(cls);
    this.getter = getter;
    this.setter = setter;
    this.deleter = deleter;
    this.doc = doc;
  }
}

/** A staticmethod or classmethod, by the layout of its class. */
export class PyMethodWrapper extends PyObject {
  func: Value;

  constructor(cls: PyType, func: Value) {
    super(cls);
    this.func = func;
  }
}

/** A super object. */
export class PySuper extends PyObject {
  thisClass: PyType;
  /** The object or class it stands for, undefined when unbound. */
  self: Slot;
  /** Where the search starts: `type(self)`, or `self` when that is a class. */
  selfClass: PyType | null;

  constructor(cls: PyType, thisClass: PyType, self: Slot, selfClass: PyType | null) {
    super(cls);
    this.thisClass = thisClass;
    this.self = self;
    this.selfClass = selfClass;
  }
}

/** A module; its `attrs` is its namespace. */
export class PyModule extends PyObject {
  readonly name: string;

  constructor(cls: PyType, name: string, attrs: PyDict) {
    super(cls);
    this.name = name;
    this.attrs = attrs;
  }
}

/** One entry of a traceback. */
export interface TracebackItem {
  readonly code: PyCode;
  /** The failing instruction, in code units. */
  readonly offsetUnits: number;
  /** The frame that failed, which its traceback keeps alive. */
  readonly frame: unknown;
}

/** A traceback: an entry and the ones further in. Unwinding puts new ones in front. */
export class PyTraceback extends PyObject {
  readonly item: TracebackItem;
  /** Towards the place that failed. */
  readonly next: PyTraceback | null;

  constructor(cls: PyType, item: TracebackItem, next: PyTraceback | null) {
    super(cls);
    this.item = item;
    this.next = next;
  }
}

/** An exception. Thrown as it is. */
export class PyException extends PyObject {
  args: PyTuple;
  cause: PyException | null = null;
  context: PyException | null = null;
  suppressContext = false;
  /** Outermost entry first. */
  traceback: PyTraceback | null = null;
  /** Members of an exception group: the message and the exceptions. */
  group: { readonly message: string; readonly exceptions: readonly PyException[] } | null = null;

  constructor(cls: PyType, args: PyTuple) {
    super(cls);
    this.args = args;
  }
}

/** A generator, coroutine or async generator, by its class; how it runs is the interpreter's business. */
export abstract class PyGeneratorBase extends PyIterator {
  name: string;
  qualname: string;

  constructor(cls: PyType, name: string, qualname: string) {
    super(cls);
    this.name = name;
    this.qualname = qualname;
  }
}

/** Type parameter: TypeVar, ParamSpec or TypeVarTuple, by its class. */
export class PyTypeParameter extends PyObject {
  readonly name: string;
  /** None, a bound's lazy function or a constraints' lazy function. */
  readonly evaluate: Value;
  readonly constrained: boolean;

  constructor(cls: PyType, name: string, evaluate: Value, constrained: boolean) {
    super(cls);
    this.name = name;
    this.evaluate = evaluate;
    this.constrained = constrained;
  }
}

/** `type X = ...`: evaluated when first asked. */
export class PyTypeAlias extends PyObject {
  readonly name: string;
  readonly typeParams: Value;
  readonly compute: Value;
  value: Slot;

  constructor(cls: PyType, name: string, typeParams: Value, compute: Value) {
    super(cls);
    this.name = name;
    this.typeParams = typeParams;
    this.compute = compute;
  }
}

/** `list[int]`, `Generic[T]`: an origin with arguments. */
export class PyGenericAlias extends PyObject {
  readonly origin: Value;
  readonly args: PyTuple;

  constructor(cls: PyType, origin: Value, args: PyTuple) {
    super(cls);
    this.origin = origin;
    this.args = args;
  }
}
