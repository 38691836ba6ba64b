/**
 * `str.translate` and `str.maketrans`.
 *
 * @module
 */

import { dictGet } from "../dict/dict_ops.ts";
import { getItem } from "../sequence/subscripts.ts";
import { LOOKUP_ERROR, TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { toIndex } from "../sequence/indexing.ts";
import { dictOf, intOf, strOf } from "../values/payload.ts";
import { catchOnly, raise } from "../exception/raise.ts";
import { checkNew, type Runtime } from "../runtime.ts";
import { PyDict } from "../dict/dict.ts";
import { strLength } from "../text/escapes.ts";
import { STR } from "../type/types.ts";
import type { Value } from "../values/value.ts";
import { checkCount, strArgument } from "./arguments.ts";
import { CALLS, staticMethod } from "./define.ts";

/** A made text, within the limit. */
export function bounded(rt: Runtime, text: string): string {
  if (text.length > rt.limits.maxSize) checkNew(rt, text.length);
  return text;
}

export function translate(rt: Runtime, text: string, table: Value): string {
  let result = "";
  for (const char of text) {
    // A look-up that fails raises.
    rt.burn(4);
    let mapped: Value;
    try {
      mapped = getItem(rt, table, char.codePointAt(0) as number);
    } catch (error) {
      catchOnly(rt, error, LOOKUP_ERROR);
      result += char;
      continue;
    }
    const code = intOf(mapped);
    const replacement = strOf(mapped);
    if (mapped === null) continue;
    if (replacement !== undefined) result += replacement;
    else if (code === undefined) {
      throw raise(rt, TYPE_ERROR, "character mapping must return integer, None or str");
    } else if (code < 0 || code > 0x10ffff) {
      throw raise(rt, VALUE_ERROR, "character mapping must be in range(0x110000)");
    } else result += String.fromCodePoint(Number(code));
  }
  return bounded(rt, result);
}

staticMethod(STR, "maketrans", CALLS.FAST, (rt, _self, args) => {
  checkCount(rt, "maketrans", args.length, 1, 3);
  const table = new PyDict();
  const put = (code: Value, value: Value): void => {
    const entry = table.findPlain(code as number);
    if (entry < 0) table.append(code, code as number, value);
    else table.entryValues[entry] = value;
  };
  if (args.length === 1) {
    const source = dictOf(args[0]);
    if (source === undefined) {
      throw raise(rt, TYPE_ERROR, "if you give only one argument to maketrans it must be a dict");
    }
    for (const key of source.entryKeys) {
      if (key === undefined) continue;
      const value = dictGet(rt, source, key);
      const text = strOf(key);
      if (text !== undefined) {
        if (strLength(text) !== 1) throw raise(rt, VALUE_ERROR, "string keys in translate table must be of length 1");
        put(text.codePointAt(0), value);
      } else if (intOf(key) !== undefined) put(Number(toIndex(rt, key)), value);
      else throw raise(rt, TYPE_ERROR, "keys in translate table must be strings or integers");
    }
    return table;
  }
  const to = Array.from(strArgument(rt, "maketrans", "argument 2", args[1]));
  const deleted = args.length === 3 ? strArgument(rt, "maketrans", "argument 3", args[2]) : "";
  const first = strOf(args[0]);
  if (first === undefined) {
    throw raise(rt, TYPE_ERROR, "first maketrans argument must be a string if there is a second argument");
  }
  const from = Array.from(first);
  if (from.length !== to.length) {
    throw raise(rt, VALUE_ERROR, "the first two maketrans arguments must have equal length");
  }
  from.forEach((char, i) => put(char.codePointAt(0), to[i]?.codePointAt(0)));
  for (const char of deleted) put(char.codePointAt(0), null);
  return table;
});
