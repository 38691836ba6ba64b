/**
 * What values are: the root of their classes, types, and those that hold data only. `PyDict` is mentioned here by type alone.
 *
 * @module
 */

import type { Runtime } from "../runtime.ts";
import type { PyDict } from "./dict.ts";

/** Any Python value. */
export type Value = null | boolean | bigint | string | PyObject;

/** A local or stack entry: a value or NULL. */
export type Slot = Value | undefined;

/** Keyword arguments by name; null when there are none. */
export type Kwargs = ReadonlyMap<string, Value> | null;

/** Body of a function written here. */
export type NativeFunction = (rt: Runtime, args: readonly Value[], kwargs: Kwargs) => Value;

/** Body of a method of a built-in type; `self` is already checked to be an instance of that type. */
export type NativeMethod = (
  rt: Runtime,
  self: Value,
  args: readonly Value[],
  kwargs: Kwargs,
  /** What errors call it, where that is not by the class that defines it. */
  said?: string,
) => Value;

/** Base of all values that are not JavaScript primitives. */
export class PyObject {
  /** Its type, `type(x)`. */
  declare cls: PyType;
  /** Its `__dict__`; created when first needed, null while nothing was stored or when it has none. */
  declare attrs: PyDict | null;
  /** Values of its `__slots__`, by name; null when the class has none. */
  declare slots: Map<string, Value> | null;

  /** Sets the fields, as to define them costs V8 ten times as much in a class that has many subclasses. */
  constructor(cls: PyType) {
    this.cls = cls;
    this.attrs = null;
    this.slots = null;
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
  /** `__qualname__`. */
  qualname: string;
  bases: readonly PyType[];
  /** Resolution order, itself first. */
  mro: readonly PyType[];
  /** Its own attributes in order of definition. */
  readonly dict: Map<string, Value> = new Map();
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

  constructor(
    /** `tp_name`: `__name__`, of a built-in type of a module with that before it. */
    public name: string,
    /** The base whose layout its instances have. */
    public base: PyType | null,
    public layout: Layout,
    metatype?: PyType,
  ) {
    super(metatype as PyType);
    this.qualname = name.slice(name.lastIndexOf(".") + 1);
    this.bases = base === null ? [] : [base];
    this.mro = base === null ? [this] : [this, ...base.mro];
  }

  /** `__name__`. */
  get shortName(): string {
    return this.heap ? this.name : this.qualname;
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
  constructor(cls: PyType, readonly text: string) {
    super(cls);
  }
}

/** A float. */
export class PyFloat extends PyObject {
  constructor(cls: PyType, readonly value: number) {
    super(cls);
  }
}

/** A complex number. */
export class PyComplex extends PyObject {
  constructor(cls: PyType, readonly re: number, readonly im: number) {
    super(cls);
  }
}

/** bytes, or bytearray when the layout of its class says so (then `data` is replaced, never written in place). */
export class PyBytes extends PyObject {
  constructor(cls: PyType, public data: Uint8Array) {
    super(cls);
  }
}

/** A tuple. */
export class PyTuple extends PyObject {
  constructor(cls: PyType, readonly items: readonly Value[]) {
    super(cls);
  }
}

/** A list. */
export class PyList extends PyObject {
  constructor(cls: PyType, public items: Value[]) {
    super(cls);
  }
}

/** A slice. */
export class PySlice extends PyObject {
  constructor(cls: PyType, readonly start: Value, readonly stop: Value, readonly step: Value) {
    super(cls);
  }
}

/** A range; `length` is worked out once. */
export class PyRange extends PyObject {
  readonly length: bigint;

  constructor(cls: PyType, readonly start: bigint, readonly stop: bigint, readonly step: bigint) {
    super(cls);
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

  /** What it lets go of when it ends, in order; null for its fields as they stand. */
  held(): readonly Slot[] | null {
    return null;
  }
}
