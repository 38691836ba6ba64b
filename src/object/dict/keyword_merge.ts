/**
 * `**mapping` in a call.
 *
 * @module
 */

import { call } from "../call/call.ts";
import { callableName } from "../call/callable_name.ts";
import { TYPE_ERROR } from "../exception/exception_types.ts";
import { raise } from "../exception/raise.ts";
import { itemsOf } from "../iterator/iteration.ts";
import type { Runtime } from "../runtime.ts";
import { getItem } from "../sequence/subscripts.ts";
import { typeName } from "../type/types.ts";
import type { Value } from "../values/value.ts";
import type { PyDict } from "./dict.ts";
import { dictFind, dictGet, dictSet, keysMethod, plainDict } from "./dict_ops.ts";

/** Merges keyword arguments of a call of `callable`; a key that is there already is an error (DICT_MERGE). */
export function dictMerge(rt: Runtime, target: PyDict, source: Value, callable: Value): void {
  const dict = plainDict(source);
  const keys = dict === undefined ? keysMethod(rt, source) : undefined;
  if (dict === undefined && keys === undefined) {
    throw raise(
      rt,
      TYPE_ERROR,
      `${callableName(rt, callable)} argument after ** must be a mapping, not ${typeName(source)}`,
    );
  }
  const names = dict !== undefined
    ? dict.entryKeys.filter((key) => key !== undefined)
    : itemsOf(rt, call(rt, keys, [], null));
  for (const name of names) {
    if (dictFind(rt, target, name) >= 0) {
      throw typeof name === "string"
        ? raise(rt, TYPE_ERROR, `${callableName(rt, callable)} got multiple values for keyword argument '${name}'`)
        : raise(rt, TYPE_ERROR, `${callableName(rt, callable)} keywords must be strings`);
    }
    dictSet(rt, target, name, dict !== undefined ? dictGet(rt, dict, name) : getItem(rt, source, name));
  }
}
