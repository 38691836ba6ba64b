/**
 * Iterators: data only; how each class advances stands in `container_iterators.ts` and `composed_iterators.ts`.
 *
 * @module
 */

import type { PyDict } from "../dict/dict.ts";
import { PyByteArray, type PyBytes, type PyList, PyTuple } from "../values/sequence_values.ts";
import type { PyAnySet } from "../set/set.ts";
import type { PyType } from "../type/type.ts";
import { normalizeInt, type PyInt, PyObject, type Value } from "../values/value.ts";

/** What goes over the builtin value of an instance: it holds the instance until it is exhausted. */
export type Owner = PyObject | null;

/** `list_iterator`; lets go of its list when exhausted. */
export class ListIterator extends PyObject {
  declare list: PyList | null;
  declare index: number;
  declare owner: Owner;

  constructor(list: PyList, owner: Owner = null) {
    super();
    this.list = list;
    this.index = 0;
    this.owner = owner;
  }

  /** It is exhausted. */
  end(): void {
    this.list = null;
    this.owner = null;
  }
}

/** `tuple_iterator`; lets go of its tuple when exhausted. */
export class TupleIterator extends PyObject {
  declare tuple: PyTuple | null;
  declare index: number;
  declare owner: Owner;

  constructor(tuple: PyTuple, owner: Owner = null) {
    super();
    this.tuple = tuple;
    this.index = 0;
    this.owner = owner;
  }

  /** It is exhausted. */
  end(): void {
    this.tuple = null;
    this.owner = null;
  }
}

/** `range_iterator`: all numbers fit a C long, and mostly a safe integer. */
export class RangeIterator extends PyObject {
  /** Next item. */
  declare start: number;
  declare readonly step: number;
  /** Items left. */
  declare length: number;

  constructor(start: number, step: number, length: number) {
    super();
    this.start = start;
    this.step = step;
    this.length = length;
  }

  /** The next item, when there are some left. */
  next(): PyInt {
    const value = this.start;
    this.start = value + this.step;
    this.length--;
    return value;
  }

  /** Items left, exactly. */
  left(): PyInt {
    return this.length;
  }
}

/** A `range_iterator` over numbers that are no safe integers. */
export class WideRangeIterator extends RangeIterator {
  constructor(private at: bigint, private readonly stride: bigint, private remaining: bigint) {
    super(0, 0, Number(remaining));
  }

  override next(): PyInt {
    const value = this.at;
    this.at += this.stride;
    this.length = Number(--this.remaining);
    return normalizeInt(value);
  }

  override left(): PyInt {
    return normalizeInt(this.remaining);
  }
}

/** `longrange_iterator`. */
export class LongRangeIterator extends PyObject {
  constructor(public start: bigint, readonly step: bigint, public length: bigint) {
    super();
  }
}

/** `str_ascii_iterator`, or `str_iterator` over text that is not all ASCII; index in UTF-16 units. */
export class StrIterator extends PyObject {
  /** Past the end for good once exhausted. */
  index = 0;

  constructor(readonly text: string, public owner: Owner = null) {
    super();
  }
}

/** `bytes_iterator`, `bytearray_iterator`. */
export class BytesIterator extends PyObject {
  /** A bytearray may change meanwhile. */
  bytes: PyBytes | PyByteArray | null;
  readonly overArray: boolean;
  index = 0;

  constructor(bytes: PyBytes | PyByteArray, public owner: Owner = null) {
    super();
    this.bytes = bytes;
    this.overArray = bytes instanceof PyByteArray;
  }

  /** It is exhausted. */
  end(): void {
    this.bytes = null;
    this.owner = null;
  }
}

/** `dict_keyiterator` and its kin, forwards and backwards. */
export class DictIterator extends PyObject {
  dict: PyDict | null;
  readonly reverse: boolean;
  /** Next entry. */
  entry: number;
  /** `used` of the dict when the iterator was made; -1 once a change was noticed. */
  used: number;
  /** Items left. */
  left: number;
  /** Of items: what it gave last, or first, which is used again while nobody else has it. */
  readonly result: PyTuple | null;

  constructor(
    dict: PyDict,
    readonly view: "keys" | "values" | "items",
    reverse = false,
    public owner: Owner = null,
  ) {
    super();
    this.dict = dict;
    this.reverse = reverse;
    this.entry = reverse ? dict.entryKeys.length - 1 : 0;
    this.used = dict.used;
    this.left = dict.used;
    this.result = view === "items" ? new PyTuple([null, null]) : null;
  }

  /** It is exhausted. */
  end(): void {
    this.dict = null;
    this.owner = null;
  }
}

/** `set_iterator`. */
export class SetIterator extends PyObject {
  set: PyAnySet | null;
  slot = 0;
  used: number;
  left: number;

  constructor(set: PyAnySet, public owner: Owner = null) {
    super();
    this.set = set;
    this.used = set.used;
    this.left = set.used;
  }

  /** It is exhausted. */
  end(): void {
    this.set = null;
    this.owner = null;
  }
}

/** `enumerate`. */
export class Enumerate extends PyObject {
  next: PyInt;
  /** What it gave last, or first: it is used again while nobody else has it. */
  readonly result: PyTuple = new PyTuple([null, null]);

  constructor(readonly iterator: Value, start: PyInt) {
    super();
    this.next = start;
  }
}

/** `zip`. */
export class Zip extends PyObject {
  /** What it gave last, or first: it is used again while nobody else has it. */
  readonly result: PyTuple;

  constructor(readonly iterators: readonly Value[], readonly strict: boolean) {
    super();
    this.result = new PyTuple(iterators.map(() => null));
  }
}

/** `map`. */
export class MapIterator extends PyObject {
  constructor(readonly callable: Value, readonly iterators: readonly Value[]) {
    super();
  }
}

/** `filter`; `callable` None keeps what is true. */
export class FilterIterator extends PyObject {
  constructor(readonly callable: Value, readonly iterator: Value) {
    super();
  }
}

/** `reversed` over a sequence, and `list_reverseiterator` when that is a list. */
export class ReversedIterator extends PyObject {
  /** Next index; -1 when exhausted. */
  index: number;

  constructor(public sequence: Value, length: number) {
    super();
    this.index = length - 1;
  }
}

/** `list_reverseiterator`. */
export class ListReverseIterator extends PyObject {
  list: PyList | null;
  index: number;

  constructor(list: PyList, public owner: Owner = null) {
    super();
    this.list = list;
    this.index = list.items.length - 1;
  }

  /** It is exhausted. */
  end(): void {
    this.list = null;
    this.owner = null;
  }
}

/** `line_iterator` and `positions_iterator` of code objects: over what has been made before. */
export class MadeIterator extends PyObject {
  override cls: PyType;
  index = 0;

  constructor(cls: PyType, readonly items: readonly Value[]) {
    super();
    this.cls = cls;
  }
}

/** `callable_iterator`: `iter(callable, sentinel)`. */
export class CallableIterator extends PyObject {
  constructor(public callable: Value, public sentinel: Value) {
    super();
  }

  /** It is exhausted. */
  end(): void {
    this.callable = undefined;
    this.sentinel = undefined;
  }
}

/** `iterator`: calls `__getitem__` with 0, 1, 2 ... */
export class SequenceIterator extends PyObject {
  index = 0;

  constructor(public sequence: Value) {
    super();
  }
}
