/**
 * `str`: construction and methods.
 *
 * @module
 */

import { BOUNDS, cInt, size, str, truth, WHOLE } from "../converters.ts";
import type { Runtime } from "../runtime.ts";
import { as, type Convert, fn, KEYWORDS, method, named, type Native, or, REST, same, value } from "../signature.ts";
import { codePointLength } from "../text/code_points.ts";
import { isPrintable } from "../text/escapes.ts";
import { strValue } from "../text/mod.ts";
import { intPayload, strPayload } from "../text/payload.ts";
import {
  capitalize,
  caseFold,
  isAll,
  isAscii,
  isLower,
  isTitle,
  isUpper,
  swapCase,
  toTitle,
} from "../text/str_cases.ts";
import {
  center,
  clampedPart,
  count,
  expandTabs,
  find,
  findLast,
  partition,
  replace,
  split,
  splitAtSpace,
  splitAtSpaceFromEnd,
  splitFromEnd,
  splitLines,
  stripEnd,
  stripStart,
  zeroFill,
} from "../text/str_parts.ts";
import { defineMethods, defineNew, defineStaticMethods, tuple, types } from "../types.ts";
import { PyBytes, PyDict, PyInstance, PyTuple, type Slot, type Value } from "../values.ts";
import { decode, encode } from "./codecs.ts";
import { formatFields } from "./str_format.ts";

function textOf(self: Value): string {
  return strPayload(self) as string;
}

/** A method without arguments. */
function plain(body: (text: string) => Value): Native<Value> {
  return method([], (_rt, self) => body(textOf(self)));
}

/** The str that a search wants, or that separates parts. */
function wantedText(rt: Runtime, v: Value): string {
  const text = strPayload(v);
  if (text === undefined) throw rt.typeError(`must be str, not ${rt.typeName(v)}`);
  return text;
}

/** A method that searches for a str between two bounds, which are looked at first. */
function searching(
  search: (text: string, wanted: string, start: bigint, end: bigint) => number,
  mustFind = false,
): Native<Value> {
  return method([value, ...BOUNDS], (rt, self, wanted, start, end) => {
    const found = search(textOf(self), wantedText(rt, wanted), start, end);
    if (mustFind && found < 0) throw rt.valueError("substring not found");
    return BigInt(found);
  }, "tuple");
}

/** `startswith` and `endswith`. */
function affix(name: "startsWith" | "endsWith"): Native<Value> {
  return method([value, ...BOUNDS], (rt, self, wanted, start, end) => {
    const clamped = clampedPart(textOf(self), start, end);
    const matches = (v: Value, complaint: string): boolean => {
      const text = strPayload(v);
      if (text !== undefined) return clamped !== null && clamped.part[name](text);
      throw rt.typeError(`${complaint}, not ${rt.typeName(v)}`);
    };
    const method = name.toLowerCase();
    return wanted instanceof PyTuple
      ? wanted.items.some((item) => matches(item, `tuple for ${method} must only contain str`))
      : matches(wanted, `${method} first arg must be str or a tuple of str`);
  }, "tuple");
}

/** `strip`, `lstrip`, `rstrip`. */
function stripping(strip: (text: string, chars: string | null) => string): Native<Value> {
  const characters: Convert<string | null> = (rt, v, argument) => {
    const text = v === null ? null : strPayload(v);
    if (text === undefined) throw rt.typeError(`${argument.function} arg must be None or str`);
    return text;
  };
  return method([or(null, characters)], (_rt, self, chars) => strip(textOf(self), chars));
}

/** `split` and `rsplit`, which look at the limit first. */
function splitting(atSpace: typeof splitAtSpace, at: typeof split): Native<Value> {
  return method([named("sep", null, same), named("maxsplit", -1, size)], (rt, self, separator, limit) => {
    const wanted = separator === null ? null : strPayload(separator);
    if (wanted === undefined) throw rt.typeError(`must be str or None, not ${rt.typeName(separator)}`);
    if (wanted === "") throw rt.valueError("empty separator");
    return rt.list(wanted === null ? atSpace(textOf(self), limit) : at(textOf(self), wanted, limit));
  });
}

/** `partition` and `rpartition`. */
function partitioning(last: boolean): Native<Value> {
  return method([as(wantedText)], (rt, self, separator) => {
    if (separator === "") throw rt.valueError("empty separator");
    const parts = partition(textOf(self), separator, last);
    // Where nothing is found it is `self` itself that stands beside two empty texts.
    if (parts[1] !== "") return tuple(parts);
    return tuple(last ? ["", "", self] : [self, "", ""]);
  });
}

/** `center`, `ljust`, `rjust`. */
function justifying(body: (text: string, width: number, fill: string) => string): Native<Value> {
  return method([as(size), or(" ", fillCharacter)], (rt, self, width, fill) => {
    rt.checkNew(width);
    return body(textOf(self), width, fill);
  });
}

const fillCharacter: Convert<string> = (rt, fill) => {
  const text = strPayload(fill);
  if (text === undefined) {
    throw rt.typeError(`The fill character must be a unicode character, not ${rt.typeName(fill)}`);
  }
  if (codePointLength(text) !== 1) throw rt.typeError("The fill character must be exactly one character long");
  return text;
};

/** `separator.join(iterable)`. */
function join(rt: Runtime, self: Value, iterable: Value): string {
  const separator = textOf(self);
  const items = joinable(rt, iterable);
  let length = 0;
  const parts = items.map((item, i) => {
    const text = strPayload(item);
    if (text === undefined) throw rt.typeError(`sequence item ${i}: expected str instance, ${rt.typeName(item)} found`);
    length += text.length + separator.length;
    rt.checkNew(length);
    return text;
  });
  return parts.join(separator);
}

/** What is joined; whatever TypeError its iterator is asked for with is put in other words (C: `PySequence_Fast`). */
export function joinable(rt: Runtime, iterable: Value): Value[] {
  let iterator: Value;
  try {
    iterator = rt.iter(iterable);
  } catch (thrown) {
    throw rt.isError(thrown, "TypeError") ? rt.typeError("can only join an iterable") : thrown;
  }
  return rt.toArray(iterator);
}

/** `str.maketrans`. */
function makeTranslation(rt: Runtime, from: Value, to: string | undefined, gone: string): Value {
  const table = rt.dict();
  if (to === undefined) {
    if (!(from instanceof PyDict)) throw rt.typeError("if you give only one argument to maketrans it must be a dict");
    for (const { key, value } of from.entries()) {
      const text = strPayload(key);
      if (text !== undefined) {
        if (codePointLength(text) !== 1) throw rt.valueError("string keys in translate table must be of length 1");
        table.set(rt, BigInt(text.codePointAt(0) as number), value);
      } else if (typeof key === "bigint" || typeof key === "boolean") {
        table.set(rt, key, value);
      } else {
        throw rt.typeError("keys in translate table must be strings or integers");
      }
    }
    return table;
  }
  const source = strPayload(from);
  if (source === undefined) {
    throw rt.typeError("first maketrans argument must be a string if there is a second argument");
  }
  const target = Array.from(to);
  const points = Array.from(source);
  if (points.length !== target.length) throw rt.valueError("the first two maketrans arguments must have equal length");
  const codeOf = (char: string) => BigInt(char.codePointAt(0) as number);
  points.forEach((char, i) => table.set(rt, codeOf(char), codeOf(target[i] as string)));
  for (const char of gone) table.set(rt, codeOf(char), null);
  return table;
}

/** `text.translate(table)`. */
function translate(rt: Runtime, self: Value, table: Value): string {
  let result = "";
  for (const char of textOf(self)) {
    // A look-up that fails raises.
    rt.spend(16);
    let mapped: Value;
    try {
      mapped = rt.getitem(table, BigInt(char.codePointAt(0) as number));
    } catch (error) {
      if (!rt.isError(error, "LookupError")) throw error;
      result += char;
      continue;
    }
    if (mapped === null) continue;
    const replacement = strPayload(mapped);
    if (replacement !== undefined) result += replacement;
    else {
      const code = intPayload(mapped);
      if (code === undefined) throw rt.typeError("character mapping must return integer, None or str");
      if (code < 0n || code > 0x10ffffn) throw rt.valueError("character mapping must be in range(0x110000)");
      result += String.fromCodePoint(Number(code));
    }
    rt.checkSize(result.length);
  }
  return result;
}

function removePrefix(_rt: Runtime, self: Value, affix: string): string {
  const text = textOf(self);
  return text.startsWith(affix) ? text.slice(affix.length) : text;
}

function removeSuffix(_rt: Runtime, self: Value, affix: string): string {
  const text = textOf(self);
  return text.endsWith(affix) ? text.slice(0, text.length - affix.length) : text;
}

/** `str(object, encoding, errors)`. */
function construct(rt: Runtime, object: Slot, encoding: string | null, errors: string | null): Value {
  if (object === undefined) return "";
  if (encoding === null && errors === null) return strValue(rt, object);
  if (strPayload(object) !== undefined) throw rt.typeError("decoding str is not supported");
  if (!(object instanceof PyBytes)) {
    throw rt.typeError(`decoding to str: need a bytes-like object, ${rt.typeName(object)} found`);
  }
  return decode(rt, object.data, encoding ?? "utf-8", errors ?? "strict");
}

/** `text.replace(old, new, count)`. */
function replaceIn(rt: Runtime, self: Value, from: string, to: string, most: number): string {
  const text = textOf(self);
  rt.checkNew(text.length + count(text, from, WHOLE.start, WHOLE.end) * to.length);
  return replace(text, from, to, most);
}

function expand(rt: Runtime, self: Value, tabSize: number): string {
  const text = textOf(self);
  rt.checkNew(text.length + (text.split("\t").length - 1) * Math.max(0, tabSize));
  return expandTabs(text, tabSize);
}

/** Gives `str` its construction and methods. */
export function installStr(): void {
  const encoding = [named("encoding", null, str), named("errors", null, str)] as const;
  defineNew(
    types.str,
    method([named("object"), ...encoding], (rt, cls, object, encoding, errors) => {
      const text = construct(rt, object, encoding, errors);
      return cls === types.str ? text : new PyInstance(cls, strPayload(text) as string);
    }),
  );
  defineStaticMethods(types.str, { maketrans: fn([value, or(undefined, str), or("", str)], makeTranslation) });
  defineMethods(types.str, {
    capitalize: plain(capitalize),
    casefold: plain(caseFold),
    isalnum: plain((text) => isAll("isalnum", text)),
    isalpha: plain((text) => isAll("isalpha", text)),
    isascii: plain(isAscii),
    isdecimal: plain((text) => isAll("isdecimal", text)),
    isdigit: plain((text) => isAll("isdigit", text)),
    isidentifier: plain((text) => isAll("isidentifier", text)),
    islower: plain(isLower),
    isnumeric: plain((text) => isAll("isnumeric", text)),
    isprintable: plain(isPrintable),
    isspace: plain((text) => isAll("isspace", text)),
    istitle: plain(isTitle),
    isupper: plain(isUpper),
    lower: plain((text) => text.toLowerCase()),
    swapcase: plain(swapCase),
    title: plain(toTitle),
    upper: plain((text) => text.toUpperCase()),

    count: searching(count),
    find: searching(find),
    index: searching(find, true),
    rfind: searching(findLast),
    rindex: searching(findLast, true),
    startswith: affix("startsWith"),
    endswith: affix("endsWith"),

    strip: stripping((text, chars) => stripStart(stripEnd(text, chars), chars)),
    lstrip: stripping(stripStart),
    rstrip: stripping(stripEnd),
    removeprefix: method([as(str)], removePrefix),
    removesuffix: method([as(str)], removeSuffix),

    split: splitting(splitAtSpace, split),
    rsplit: splitting(splitAtSpaceFromEnd, splitFromEnd),
    partition: partitioning(false),
    rpartition: partitioning(true),
    splitlines: method(
      [named("keepends", false, truth)],
      (rt, self, keepEnds) => rt.list(splitLines(textOf(self), keepEnds)),
    ),
    join: method([value], join),

    center: justifying(center),
    ljust: justifying((text, width, fill) => text + fill.repeat(Math.max(0, width - codePointLength(text)))),
    rjust: justifying((text, width, fill) => fill.repeat(Math.max(0, width - codePointLength(text))) + text),
    zfill: method([as(size)], (rt, self, width) => {
      rt.checkNew(width);
      return zeroFill(textOf(self), width);
    }),
    expandtabs: method([named("tabsize", 8, cInt)], expand),

    replace: method([as(str), as(str), named("count", -1, size)], replaceIn),
    translate: method([value], translate),
    encode: method(
      [named("encoding", "utf-8", str), named("errors", "strict", str)],
      (rt, self, codec, errors) => new PyBytes(types.bytes, encode(rt, textOf(self), codec, errors)),
    ),
    format: method([REST, KEYWORDS], (rt, self, args, kwargs) =>
      formatFields(rt, self, {
        args,
        named: (name) => {
          const value = kwargs?.get(name);
          if (value === undefined) throw rt.errorWith("KeyError", [name]);
          return value;
        },
      })),
    format_map: method(
      [value],
      (rt, self, mapping) => formatFields(rt, self, { args: null, named: (name) => rt.getitem(mapping, name) }),
    ),
  });
}
