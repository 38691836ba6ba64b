/**
 * `**mapping` in a call.
 *
 * @module
 */

import { strOf } from "../values/payload.ts";
import { callableName } from "../call/callable_name.ts";
import { ATTRIBUTE_ERROR, KEY_ERROR, TYPE_ERROR } from "../exception/exception_types.ts";
import { exceptionMatches, raise } from "../exception/raise.ts";
import { RAISED, type Runtime } from "../runtime.ts";
import { getItem } from "../sequence/subscripts.ts";
import { typeName } from "../type/types.ts";
import type { Value } from "../values/value.ts";
import type { PyDict } from "./dict.ts";
import { dictFind, dictGet, dictSet, keysMethod, mappingKeys, plainDict } from "./dict_ops.ts";

/** Merges keyword arguments of a call of `callable`; a key that is there already is an error (DICT_MERGE). */
export function dictMerge(rt: Runtime, target: PyDict, source: Value, callable: Value): void {
  const dict = plainDict(source);
  try {
    if (dict !== undefined) {
      rt.burn(dict.used);
      for (const key of dict.entryKeys) {
        if (key === undefined) continue;
        refuseRepeated(rt, target, key, callable);
        dictSet(rt, target, key, dictGet(rt, dict, key));
      }
      return;
    }
    const keys = keysMethod(rt, source);
    if (keys !== undefined) {
      for (const key of mappingKeys(rt, source, keys)) {
        refuseRepeated(rt, target, key, callable);
        dictSet(rt, target, key, getItem(rt, source, key));
      }
      return;
    }
  } catch (error) {
    throw keywordsError(rt, error, callable, source);
  }
  throw notMapping(rt, callable, source);
}

function notMapping(rt: Runtime, callable: Value, source: Value): unknown {
  const text = `${callableName(rt, callable)} argument after ** must be a mapping, not ${typeName(source)}`;
  return raise(rt, TYPE_ERROR, text);
}

function repeated(rt: Runtime, callable: Value, key: Value): unknown {
  const name = callableName(rt, callable);
  return strOf(key) !== undefined
    ? raise(rt, TYPE_ERROR, `${name} got multiple values for keyword argument '${strOf(key)}'`)
    : raise(rt, TYPE_ERROR, `${name} keywords must be strings`);
}

function refuseRepeated(rt: Runtime, target: PyDict, key: Value, callable: Value): void {
  if (dictFind(rt, target, key) >= 0) throw repeated(rt, callable, key);
}

/** FAITHFUL: a missing attribute says that it is no mapping, a missing key that it is there twice (`_PyEval_FormatKwargsError`). */
function keywordsError(rt: Runtime, error: unknown, callable: Value, source: Value): unknown {
  const { exception } = rt;
  if (error !== RAISED || exception === null) return error;
  if (exceptionMatches(exception, ATTRIBUTE_ERROR)) {
    rt.exception = null;
    return notMapping(rt, callable, source);
  }
  const only = exceptionMatches(exception, KEY_ERROR) && exception.args.items.length === 1;
  if (!only) return error;
  rt.exception = null;
  return repeated(rt, callable, exception.args.items[0]);
}
