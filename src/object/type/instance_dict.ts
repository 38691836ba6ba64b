/**
 * Attributes of instances: inline values, their turning into a dict and back.
 *
 * @module
 */

import { KEYS, PyDict } from "../dict/dict.ts";
import { deleteInlineValue, inlineOrder, type PyInstance, storeInlineValue, UNASKED } from "./instance.ts";
import type { SharedKeys } from "../dict/shared_keys.ts";
import { unsetValues, type Value } from "../values/value.ts";

/** Inline value of a name, undefined when it is not set. */
export function inlineGet(instance: PyInstance, name: string): Value {
  const index = (instance.cls.sharedKeys as SharedKeys).find(name);
  return index < 0 ? undefined : (instance.values as Value[])[index];
}

/** Stores a name in line, or, when there is no room for it, in a dict that takes the values over. */
export function inlineSet(instance: PyInstance, name: string, value: Value): void {
  const index = (instance.cls.sharedKeys as SharedKeys).insert(name);
  if (index >= 0 && index < (instance.values as Value[]).length) storeInlineValue(instance, index, value);
  else {
    const dict = materialize(instance);
    dict.unshare();
    dict.setStr(name, value);
  }
}

/** Deletes an inline value; false when it is not set. */
export function inlineDelete(instance: PyInstance, name: string): boolean {
  const index = (instance.cls.sharedKeys as SharedKeys).find(name);
  if (index < 0 || (instance.values as Value[])[index] === undefined) return false;
  deleteInlineValue(instance, index);
  return true;
}

/** Stores a name where an instance has a dict or nothing yet; nothing becomes a dict that shares the class's names. */
export function setInstanceName(instance: PyInstance, name: string, value: Value): void {
  if (instance.dict === null) {
    instance.dict = new PyDict();
    instance.filled = UNASKED;
  }
  instance.dict.setStr(name, value);
}

/** The `__dict__` of an instance; inline values move into a dict that shares the class's names (`make_dict_from_instance_attributes`). */
export function instanceDict(instance: PyInstance): PyDict {
  if (instance.values !== null) return materialize(instance);
  instance.dict ??= new PyDict();
  instance.filled = 0;
  return instance.dict;
}

function materialize(instance: PyInstance): PyDict {
  const dict = new PyDict();
  const values = instance.values as Value[];
  const shared = instance.cls.sharedKeys as SharedKeys;
  for (const index of inlineOrder(instance)) dict.setStr(shared.names[index] as string, values[index]);
  dict.kind = KEYS.SPLIT;
  dict.shared = shared;
  instance.values = null;
  instance.filled = 0;
  instance.order = null;
  instance.dict = dict;
  return dict;
}

/**
 * Moves the items of a dict that still shares the class's names back in line (`_PyObject_MakeInstanceAttributesFromDict`); true when the
 * instance has inline values afterwards. Only for a dict that nobody else holds.
 */
export function reinline(instance: PyInstance): boolean {
  if (instance.values !== null) return true;
  const { dict } = instance;
  const keys = instance.cls.sharedKeys;
  // A dict that was made for another class has the names of that one.
  if (dict === null || keys === null || dict.kind !== KEYS.SPLIT || dict.shared !== keys) return false;
  if (!dict.entryKeys.every((key) => key === undefined || (typeof key === "string" && keys.find(key) >= 0))) {
    return false;
  }
  instance.values = unsetValues(Math.max(keys.usable, 0) + keys.names.length);
  instance.dict = null;
  dict.entryKeys.forEach((key, entry) => {
    if (key !== undefined) storeInlineValue(instance, keys.find(key as string), dict.entryValues[entry]);
  });
  return true;
}
