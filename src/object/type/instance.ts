/**
 * Instances of classes that programs make, and of `object`.
 *
 * @module
 */

import type { PyDict } from "../dict/dict.ts";
import type { SharedKeys } from "../dict/shared_keys.ts";
import type { PyType } from "./type.ts";
import { PyObject, unsetValues, type Value } from "../values/value.ts";

/**
 * An instance. Of `values` and `dict` at most one is set: inline values indexed by the class's shared keys, a dictionary, or (both null)
 * nothing yet.
 */
export class PyInstance extends PyObject {
  declare cls: PyType;
  /** Set values so far when they were filled in the order of their indexes; {@linkcode UNASKED} of a dict that nobody has seen. */
  declare filled: number;
  /** Indexes in order of insertion, once it differs from 0, 1, 2 ... */
  declare order: number[] | null;
  declare dict: PyDict | null;
  /** Inline values by index of the shared name; undefined where unset. */
  declare values: Value[] | null;
  /** Object slots (`__slots__`) by number; null when the class has none. */
  declare slots: Value[] | null;
  /** The builtin value of an instance of a subclass of int, str, list, dict ...; undefined for others. */
  declare payload: Value;

  constructor(cls: PyType, values: Value[] | null, slots: Value[] | null, payload: Value) {
    super();
    this.cls = cls;
    this.values = values;
    this.slots = slots;
    this.payload = payload;
    this.filled = 0;
    this.order = null;
    this.dict = null;
  }
}

/** Of an instance whose dict stands for inline values: nobody was given it. */
export const UNASKED = -1;

/** Makes the inline values of a new instance (`_PyObject_InitializeDict`): each takes a free name's room while there is more than one. */
export function newInlineValues(keys: SharedKeys): Value[] {
  if (keys.usable > 1) keys.usable--;
  return unsetValues(keys.usable + keys.names.length);
}

/** Stores an inline value; an empty one is filled and goes to the end of the order. */
export function storeInlineValue(instance: PyInstance, index: number, value: Value): void {
  const values = instance.values as Value[];
  if (values[index] === undefined) {
    if (instance.order !== null) instance.order.push(index);
    else if (index === instance.filled) instance.filled++;
    else {
      instance.order = upTo(instance.filled);
      instance.order.push(index);
    }
  }
  values[index] = value;
}

/** Empties an inline value. */
export function deleteInlineValue(instance: PyInstance, index: number): void {
  const values = instance.values as Value[];
  values[index] = undefined;
  const order = instance.order ?? upTo(instance.filled);
  order.splice(order.indexOf(index), 1);
  instance.order = order;
}

/** Indexes of the set inline values in order of insertion. */
export function inlineOrder(instance: PyInstance): readonly number[] {
  return instance.order ?? upTo(instance.filled);
}

/** 0, 1, 2 ... */
function upTo(count: number): number[] {
  const indexes: number[] = [];
  for (let i = 0; i < count; i++) indexes.push(i);
  return indexes;
}
