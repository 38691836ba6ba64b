/**
 * Iterators over built-in containers.
 *
 * @module
 */

import { tuple, types } from "./types.ts";
import type { Runtime } from "./runtime.ts";
import {
  type DictEntry,
  type PyBytes,
  type PyDict,
  PyIterator,
  type PyList,
  type PyRange,
  type PySet,
  type PyTuple,
  type PyType,
  type Slot,
  type Value,
} from "./values.ts";
import { codePointLength } from "./text/code_points.ts";
import { copyWork, digitsOf } from "../src/isa/work.ts";

/** Over a list, reading it live; lets go of it at the end. */
export class ListIterator extends PyIterator {
  private list: PyList | null;
  private at = 0;

  constructor(list: PyList) {
    super(types.listIterator);
    this.list = list;
  }

  override next(): Slot {
    const { list } = this;
    if (list === null) return undefined;
    if (this.at < list.items.length) return list.items[this.at++];
    this.list = null;
    return undefined;
  }

  override lengthHint(): bigint {
    return this.list === null ? 0n : BigInt(Math.max(0, this.list.items.length - this.at));
  }
}

/** Over a list from its end. */
export class ListReverseIterator extends PyIterator {
  private list: PyList | null;
  private at: number;

  constructor(list: PyList) {
    super(types.listReverseIterator);
    this.list = list;
    this.at = list.items.length - 1;
  }

  override next(): Slot {
    const { list } = this;
    if (list === null) return undefined;
    if (this.at >= 0 && this.at < list.items.length) return list.items[this.at--];
    this.list = null;
    return undefined;
  }

  override lengthHint(): bigint {
    return this.list === null || this.at + 1 > this.list.items.length ? 0n : BigInt(this.at + 1);
  }
}

/** Over a tuple. */
export class TupleIterator extends PyIterator {
  private tuple: PyTuple | null;
  private at = 0;

  constructor(of: PyTuple) {
    super(types.tupleIterator);
    this.tuple = of;
  }

  override next(): Slot {
    const { tuple } = this;
    if (tuple === null) return undefined;
    if (this.at < tuple.items.length) return tuple.items[this.at++];
    this.tuple = null;
    return undefined;
  }

  override lengthHint(): bigint {
    return this.tuple === null ? 0n : BigInt(this.tuple.items.length - this.at);
  }
}

/** Over a range. */
export class RangeIterator extends PyIterator {
  private readonly isLong: boolean;
  private value: bigint;
  private left: bigint;

  /** `beyond` is computed by the C code as well: what does not fit makes the iterator one over long numbers. */
  private constructor(range: PyRange, start: bigint, private readonly step: bigint, beyond: bigint) {
    const numbers = [range.start, range.stop, range.step, range.length, beyond];
    const isLong = numbers.some((n) => BigInt.asIntN(64, n) !== n);
    super(isLong ? types.longrangeIterator : types.rangeIterator);
    this.isLong = isLong;
    this.value = start;
    this.left = range.length;
  }

  /** The iterator of a whole range. */
  static over(range: PyRange): RangeIterator {
    const { start, stop, step, length } = range;
    return new RangeIterator(range, start, step, length === 0n ? 0n : stop + step + (step > 0n ? -1n : 1n));
  }

  /** The same from the end. */
  static backOver(range: PyRange): RangeIterator {
    const { start, step, length } = range;
    return new RangeIterator(range, start + (length - 1n) * step, -step, start - step);
  }

  override next(rt: Runtime): Slot {
    if (this.left <= 0n) return undefined;
    if (this.isLong) rt.spend(copyWork(digitsOf(this.value) + digitsOf(this.left)));
    this.left--;
    const value = this.value;
    this.value += this.step;
    return value;
  }

  override lengthHint(): bigint {
    return this.left;
  }
}

/** Over the code points of a str. */
export class StringIterator extends PyIterator {
  /** In UTF-16 units. */
  private at = 0;

  /** `over`: the str, or the instance of a subclass of it. */
  constructor(private readonly text: string, private over: Slot) {
    // deno-lint-ignore no-control-regex -- the ASCII range is exactly what decides the type of the iterator
    super(/^[\x00-\x7f]*$/.test(text) ? types.strAsciiIterator : types.strIterator);
  }

  override next(): Slot {
    const point = this.text.codePointAt(this.at);
    if (point === undefined) {
      this.over = undefined;
      return undefined;
    }
    const character = String.fromCodePoint(point);
    this.at += character.length;
    return character;
  }

  override held(): readonly Slot[] {
    return [this.over];
  }

  override lengthHint(): bigint {
    return BigInt(codePointLength(this.text.slice(this.at)));
  }
}

/** Over bytes. */
export class BytesIterator extends PyIterator {
  private bytes: PyBytes | null;
  private at = 0;

  constructor(bytes: PyBytes) {
    super(bytes.cls.layout === "bytearray" ? types.bytearrayIterator : types.bytesIterator);
    this.bytes = bytes;
  }

  override next(): Slot {
    const { bytes } = this;
    if (bytes === null) return undefined;
    if (this.at < bytes.data.length) return BigInt(bytes.data[this.at++] as number);
    this.bytes = null;
    return undefined;
  }

  override lengthHint(): bigint {
    return this.bytes === null ? 0n : BigInt(Math.max(0, this.bytes.data.length - this.at));
  }
}

/** Over the keys, values or items of a dict; a change of size ends it with an error. */
export class DictIterator extends PyIterator {
  private dict: PyDict | null;
  private readonly entries: Iterator<DictEntry>;
  private expectedSize: number;
  private left: number;
  /** Of items: given again while nobody else has it. */
  private readonly result: PyTuple = tuple([null, null]);

  constructor(dict: PyDict, private readonly what: "keys" | "values" | "items", reverse = false) {
    super(dictIteratorType(what, reverse));
    this.dict = dict;
    this.entries = reverse ? dict.entriesBackwards() : dict.entries();
    this.expectedSize = dict.size;
    this.left = dict.size;
  }

  override next(rt: Runtime): Slot {
    const { dict } = this;
    if (dict === null) return undefined;
    if (dict.size !== this.expectedSize) {
      this.expectedSize = -1;
      throw rt.error("RuntimeError", "dictionary changed size during iteration");
    }
    const step = this.entries.next();
    if (step.done === true) {
      this.dict = null;
      return undefined;
    }
    if (this.left === 0) {
      this.dict = null;
      throw rt.error("RuntimeError", "dictionary keys changed during iteration");
    }
    this.left--;
    const entry = step.value;
    if (this.what !== "items") return this.what === "keys" ? entry.key : entry.value;
    if (rt.isShared(this.result, this)) return tuple([entry.key, entry.value]);
    replaceItem(rt, this.result, 0, entry.key);
    replaceItem(rt, this.result, 1, entry.value);
    return this.result;
  }

  override held(): readonly Slot[] {
    return [this.dict, this.result];
  }

  override lengthHint(): bigint {
    return this.dict === null || this.dict.size !== this.expectedSize ? 0n : BigInt(this.left);
  }
}

/** Puts an item into a tuple that nobody else has; what was there may die. */
export function replaceItem(rt: Runtime, result: PyTuple, at: number, item: Value): void {
  const items = result.items as Value[];
  const before = items[at];
  items[at] = item;
  rt.letGo(before);
}

function dictIteratorType(what: "keys" | "values" | "items", reverse: boolean): PyType {
  switch (what) {
    case "keys":
      return reverse ? types.dictReverseKeyIterator : types.dictKeyIterator;
    case "values":
      return reverse ? types.dictReverseValueIterator : types.dictValueIterator;
    case "items":
      return reverse ? types.dictReverseItemIterator : types.dictItemIterator;
  }
}

/** Over a set in the order of its table. */
export class SetIterator extends PyIterator {
  private set: PySet | null;
  private at = 0;
  private expectedSize: number;
  private left: number;

  constructor(set: PySet) {
    super(types.setIterator);
    this.set = set;
    this.expectedSize = set.size;
    this.left = set.size;
  }

  override next(rt: Runtime): Slot {
    const { set } = this;
    if (set === null) return undefined;
    if (set.size !== this.expectedSize) {
      this.expectedSize = -1;
      throw rt.error("RuntimeError", "Set changed size during iteration");
    }
    const at = set.nextUsed(this.at);
    if (at < 0) {
      this.set = null;
      return undefined;
    }
    this.at = at + 1;
    this.left--;
    return set.table[at]?.key;
  }

  override lengthHint(): bigint {
    return this.set === null || this.set.size !== this.expectedSize ? 0n : BigInt(this.left);
  }
}

/** Over anything with `__getitem__`, by index from 0 to the first IndexError or StopIteration. */
export class SequenceIterator extends PyIterator {
  private sequence: Slot;
  private at = 0n;

  constructor(sequence: Value) {
    super(types.sequenceIterator);
    this.sequence = sequence;
  }

  override next(rt: Runtime): Slot {
    if (this.sequence === undefined) return undefined;
    try {
      return rt.getitem(this.sequence, this.at++);
    } catch (thrown) {
      if (!rt.isError(thrown, "IndexError") && !rt.isError(thrown, "StopIteration")) throw thrown;
      this.sequence = undefined;
      rt.letGo(thrown);
      return undefined;
    }
  }

  override lengthHint(rt: Runtime): bigint | null {
    if (this.sequence === undefined) return 0n;
    if (rt.special(this.sequence, "__len__") === undefined) return null;
    const left = rt.length(this.sequence) - this.at;
    return left < 0n ? 0n : left;
  }
}

/** `iter(callable, sentinel)`. */
export class CallableIterator extends PyIterator {
  private callable: Slot;
  private sentinel: Slot;

  constructor(callable: Value, sentinel: Value) {
    super(types.callableIterator);
    this.callable = callable;
    this.sentinel = sentinel;
  }

  override next(rt: Runtime): Slot {
    if (this.callable === undefined) return undefined;
    let value: Value;
    try {
      value = rt.call(this.callable, []);
    } catch (thrown) {
      if (!rt.isError(thrown, "StopIteration")) throw thrown;
      this.end();
      rt.letGo(thrown);
      return undefined;
    }
    // The callable itself may have gone on to the end.
    if (this.sentinel === undefined) return undefined;
    if (!rt.equal(this.sentinel, value)) return value;
    this.end();
    return undefined;
  }

  private end(): void {
    this.callable = undefined;
    this.sentinel = undefined;
  }
}
