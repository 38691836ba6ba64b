/**
 * Building, extending and unpacking containers.
 *
 * @module
 */

import { stringPayload } from "../core/compare.ts";
import { unpackWork } from "../../src/isa/work.ts";
import { extendList } from "../core/sequence_operators.ts";
import { updateSet } from "../core/set_operators.ts";
import { functionText } from "../core/function_text.ts";
import { mappingKeys } from "../core/mappings.ts";
import { newDict } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";
import { tuple, typeOf, types } from "../types.ts";
import { PyDict, type PyException, PyIterator, PyList, PySet, PyTuple, type Slot, type Value } from "../values.ts";
import { expectDict, expectList, expectSet } from "./expect.ts";
import type { RuleSet } from "./rule.ts";

/** True for what `iter()` takes at all, by type. */
export function looksIterable(v: Value): boolean {
  const type = typeOf(v);
  // Coroutines and asynchronous generators run as generators do here, but are none.
  const iterates = v instanceof PyIterator && type !== types.coroutine && type !== types.asyncGenerator;
  return iterates || type.lookup("__iter__") !== undefined || type.lookup("__getitem__") !== undefined;
}

/**
 * The items of the right side of an unpacking; at most `limit` + 1 are taken. `complain` has the complaint about so many, if any: then
 * they go from the last to the first.
 */
function takeItems(
  rt: Interpreter,
  v: Value,
  limit: number,
  complain: (count: number) => PyException | null,
  before?: number,
): Value[] {
  const [items, iterator] = itemsAndIterator(rt, v, before === undefined ? limit : before - 1);
  // What is behind a starred target comes as a list of the iterator, which is asked for its iterator once more.
  if (before !== undefined && iterator !== undefined && items.length === before) {
    for (const item of rt.toArray(iterator, true)) items.push(item);
  }
  const complaint = complain(items.length);
  if (complaint === null) return items;
  rt.failsWith([...items.toReversed(), iterator]);
  throw complaint;
}

function itemsAndIterator(rt: Interpreter, v: Value, limit: number): [items: Value[], iterator: Slot] {
  if ((v instanceof PyList || v instanceof PyTuple) && !v.cls.heap) return [[...v.items], undefined];
  if (!looksIterable(v)) throw rt.typeError(`cannot unpack non-iterable ${typeOf(v).name} object`);
  const items: Value[] = [];
  const iterator = rt.iter(v);
  while (items.length <= limit) {
    const item = rt.next(iterator);
    if (item === undefined) break;
    items.push(item);
  }
  return [items, iterator];
}

/** Adds the items of a mapping to a dict, later ones winning. */
function updateDict(rt: Interpreter, dict: PyDict, update: Value): void {
  if (isPlainDict(update)) {
    dict.merge(rt, update);
    return;
  }
  for (const key of mappingKeys(rt, update)) dict.set(rt, key, rt.getitem(update, key));
}

/** A dict that is iterated as dicts are: of another one the method `keys` is asked (C: `dict_merge`). */
function isPlainDict(v: Value): v is PyDict {
  return v instanceof PyDict && v.cls.lookup("__iter__") === types.dict.lookup("__iter__");
}

/** `**update` of a call: names must not repeat. */
function mergeKeywords(rt: Interpreter, callable: Value, dict: PyDict, update: Value): void {
  const complain = (text: string): Value => rt.typeError(`${functionText(rt, callable)} ${text}`);
  const noMapping = (): Value => complain(`argument after ** must be a mapping, not ${typeOf(update).name}`);
  const repeated = (key: Value): Value =>
    stringPayload(key) !== undefined
      ? complain(`got multiple values for keyword argument '${stringPayload(key)}'`)
      : complain("keywords must be strings");
  if (!(update instanceof PyDict) && rt.getattrOptional(update, "keys") === undefined) throw noMapping();
  try {
    const keys = isPlainDict(update) ? [...update.entries()].map((entry) => entry.key) : mappingKeys(rt, update);
    rt.spend(keys.length);
    for (const key of keys) {
      if (dict.find(rt, key) !== undefined) throw repeated(key);
      dict.set(rt, key, isPlainDict(update) ? update.find(rt, key)?.value as Value : rt.getitem(update, key));
    }
  } catch (thrown) {
    // FAITHFUL: any attribute that is missed makes it no mapping, any key one that is there twice.
    if (rt.isError(thrown, "AttributeError")) throw noMapping();
    const [key, ...others] = rt.isError(thrown, "KeyError") ? (thrown as PyException).args.items : [];
    throw key === undefined || others.length > 0 ? thrown : repeated(key);
  }
}

export const CONTAINER_RULES = {
  BUILD_TUPLE(_rt, f, oparg) {
    f.push(tuple(f.popMany(oparg)));
  },
  BUILD_LIST(_rt, f, oparg) {
    f.push(new PyList(types.list, f.popMany(oparg)));
  },
  BUILD_SET(rt, f, oparg) {
    const set = new PySet(types.set);
    for (const item of f.popMany(oparg)) set.add(rt, item);
    f.push(set);
  },
  BUILD_MAP(rt, f, oparg) {
    const items = f.popMany(oparg * 2);
    const dict = newDict();
    for (let i = 0; i < items.length; i += 2) dict.set(rt, items[i] as Value, items[i + 1] as Value);
    f.push(dict);
  },
  BUILD_CONST_KEY_MAP(rt, f, oparg) {
    const found = f.pop();
    const keys = found instanceof PyTuple && !found.cls.heap ? found.items : [];
    if (keys.length !== oparg) throw rt.error("SystemError", "bad BUILD_CONST_KEY_MAP keys argument");
    const values = f.popMany(oparg);
    const dict = newDict();
    keys.forEach((key, i) => dict.set(rt, key, values[i] as Value));
    f.push(dict);
  },
  LIST_APPEND(rt, f, oparg) {
    const item = f.pop();
    const list = expectList(rt, f.peek(oparg), "LIST_APPEND");
    list.items.push(item);
    rt.checkSize(list.items.length);
  },
  SET_ADD(rt, f, oparg) {
    const item = f.pop();
    expectSet(rt, f.peek(oparg), "SET_ADD").add(rt, item);
  },
  MAP_ADD(rt, f, oparg) {
    const value = f.pop();
    const key = f.pop();
    expectDict(rt, f.peek(oparg), "MAP_ADD").set(rt, key, value);
  },
  LIST_EXTEND(rt, f, oparg) {
    const iterable = f.pop();
    const list = expectList(rt, f.peek(oparg), "LIST_EXTEND");
    if (!looksIterable(iterable)) throw rt.typeError(`Value after * must be an iterable, not ${typeOf(iterable).name}`);
    extendList(rt, list, iterable);
  },
  SET_UPDATE(rt, f, oparg) {
    const iterable = f.pop();
    updateSet(rt, expectSet(rt, f.peek(oparg), "SET_UPDATE"), iterable);
  },
  DICT_UPDATE(rt, f, oparg) {
    const update = f.pop();
    const dict = expectDict(rt, f.peek(oparg), "DICT_UPDATE");
    const refusal = (): Value => rt.typeError(`'${typeOf(update).name}' object is not a mapping`);
    if (!(update instanceof PyDict) && rt.getattrOptional(update, "keys") === undefined) throw refusal();
    try {
      updateDict(rt, dict, update);
    } catch (thrown) {
      // Whatever attribute is missed on the way says that it is none.
      throw rt.isError(thrown, "AttributeError") ? refusal() : thrown;
    }
  },
  DICT_MERGE(rt, f, oparg) {
    const update = f.pop();
    mergeKeywords(rt, f.peek(oparg + 3), expectDict(rt, f.peek(oparg), "DICT_MERGE"), update);
  },
  UNPACK_SEQUENCE(rt, f, oparg) {
    const sequence = f.pop();
    const items = takeItems(
      rt,
      sequence,
      oparg,
      (count) =>
        count === oparg
          ? null
          : count > oparg
          ? rt.valueError(`too many values to unpack (expected ${oparg})`)
          : rt.valueError(`not enough values to unpack (expected ${oparg}, got ${count})`),
    );
    rt.spend(unpackWork(oparg));
    for (let i = oparg - 1; i >= 0; i--) f.push(items[i]);
  },
  UNPACK_EX(rt, f, oparg) {
    const before = oparg & 0xff;
    const after = oparg >> 8;
    const items = takeItems(rt, f.pop(), rt.limits.maxSize, (count) => {
      rt.checkSize(count);
      return count >= before + after
        ? null
        : rt.valueError(`not enough values to unpack (expected at least ${before + after}, got ${count})`);
    }, before);
    rt.spend(unpackWork(items.length));
    const middle = new PyList(types.list, items.slice(before, items.length - after));
    for (let i = items.length - 1; i >= items.length - after; i--) f.push(items[i]);
    f.push(middle);
    for (let i = before - 1; i >= 0; i--) f.push(items[i]);
  },
} satisfies RuleSet;
