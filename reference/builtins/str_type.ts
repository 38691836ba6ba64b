/**
 * `str`: construction and methods.
 *
 * @module
 */

import type { Runtime } from "../runtime.ts";
import { codePointLength } from "../text/code_points.ts";
import { isPrintable } from "../text/escapes.ts";
import { strPayload } from "../text/payload.ts";
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
import { type NativeMethod, PyBytes, PyDict, PyInstance, PyTuple, type Slot, type Value } from "../values.ts";
import {
  badArgument,
  bindArguments,
  cIntArgument,
  noArguments,
  noKeywords,
  oneArgument,
  positional,
  sizeArgument,
  sliceBound,
  strArgument,
  WHOLE,
} from "./arguments.ts";
import { decode, encode } from "./codecs.ts";
import { formatFields } from "./str_format.ts";

function textOf(self: Value): string {
  return strPayload(self) as string;
}

/** A method without arguments. */
function plain(name: string, body: (text: string) => Value): NativeMethod {
  return (rt, self, args, kwargs) => {
    noArguments(rt, `str.${name}`, args, kwargs);
    return body(textOf(self));
  };
}

/** A method that searches for a str between two bounds. */
function search(
  name: string,
  body: (rt: Runtime, text: string, wanted: string, start: bigint, end: bigint) => Value,
): NativeMethod {
  return (rt, self, args, kwargs) => {
    noKeywords(rt, `str.${name}`, kwargs);
    if (args.length < 1 || args.length > 3) {
      const bound = args.length < 1 ? "at least 1 argument" : "at most 3 arguments";
      throw rt.error("TypeError", `${name}() takes ${bound} (${args.length} given)`);
    }
    const wanted = strPayload(args[0] as Value);
    if (wanted === undefined) throw rt.error("TypeError", `must be str, not ${rt.typeName(args[0] as Value)}`);
    const start = sliceBound(rt, args[1], WHOLE.start);
    const end = sliceBound(rt, args[2], WHOLE.end);
    return body(rt, textOf(self), wanted, start, end);
  };
}

function found(rt: Runtime, index: number): bigint {
  if (index < 0) throw rt.error("ValueError", "substring not found");
  return BigInt(index);
}

/** `startswith` and `endswith`. */
function affix(name: "startswith" | "endswith"): NativeMethod {
  return (rt, self, args, kwargs) => {
    noKeywords(rt, `str.${name}`, kwargs);
    if (args.length < 1 || args.length > 3) {
      const bound = args.length < 1 ? "at least 1 argument" : "at most 3 arguments";
      throw rt.error("TypeError", `${name}() takes ${bound} (${args.length} given)`);
    }
    const start = sliceBound(rt, args[1], WHOLE.start);
    const end = sliceBound(rt, args[2], WHOLE.end);
    const clamped = clampedPart(textOf(self), start, end);
    const matches = (wanted: string) => {
      if (clamped === null) return false;
      return name === "startswith" ? clamped.part.startsWith(wanted) : clamped.part.endsWith(wanted);
    };
    const wanted = args[0] as Value;
    if (wanted instanceof PyTuple) {
      for (const item of wanted.items) {
        const text = strPayload(item);
        if (text === undefined) {
          throw rt.error("TypeError", `tuple for ${name} must only contain str, not ${rt.typeName(item)}`);
        }
        if (matches(text)) return true;
      }
      return false;
    }
    const text = strPayload(wanted);
    if (text === undefined) {
      throw rt.error("TypeError", `${name} first arg must be str or a tuple of str, not ${rt.typeName(wanted)}`);
    }
    return matches(text);
  };
}

/** `strip`, `lstrip`, `rstrip`. */
function stripping(name: string, strip: (text: string, chars: string | null) => string): NativeMethod {
  return (rt, self, args, kwargs) => {
    const [chars] = positional(rt, `str.${name}`, args, kwargs, 0, 1);
    if (chars === undefined || chars === null) return strip(textOf(self), null);
    const set = strPayload(chars);
    if (set === undefined) throw rt.error("TypeError", `${name} arg must be None or str`);
    return strip(textOf(self), set);
  };
}

/** `split` and `rsplit`. */
function splitting(
  name: string,
  bySpace: (text: string, limit: number) => string[],
  bySeparator: (text: string, separator: string, limit: number) => string[],
): NativeMethod {
  return (rt, self, args, kwargs) => {
    const [separator, maxsplit] = bindArguments(
      rt,
      { name, parameters: ["sep", "maxsplit"], positional: 2, required: 0 },
      args,
      kwargs,
    );
    const limit = maxsplit === undefined ? -1 : sizeArgument(rt, maxsplit);
    if (separator === undefined || separator === null) return rt.list(bySpace(textOf(self), limit));
    const text = strPayload(separator);
    if (text === undefined) throw rt.error("TypeError", `must be str or None, not ${rt.typeName(separator)}`);
    if (text === "") throw rt.error("ValueError", "empty separator");
    return rt.list(bySeparator(textOf(self), text, limit));
  };
}

/** `partition` and `rpartition`. */
function partitioning(name: "partition" | "rpartition"): NativeMethod {
  return (rt, self, args, kwargs) => {
    const separator = strPayload(oneArgument(rt, `str.${name}`, args, kwargs));
    if (separator === undefined) throw rt.error("TypeError", `must be str, not ${rt.typeName(args[0] as Value)}`);
    if (separator === "") throw rt.error("ValueError", "empty separator");
    const text = textOf(self);
    const at = name === "partition" ? text.indexOf(separator) : text.lastIndexOf(separator);
    if (at < 0) return tuple(name === "partition" ? [text, "", ""] : ["", "", text]);
    return tuple([text.slice(0, at), separator, text.slice(at + separator.length)]);
  };
}

/** `center`, `ljust`, `rjust`. */
function justifying(name: string, body: (text: string, width: number, fill: string) => string): NativeMethod {
  return (rt, self, args, kwargs) => {
    const [width, fill] = positional(rt, `str.${name}`, args, kwargs, 1, 2);
    const size = sizeArgument(rt, width as Value);
    const char = fill === undefined ? " " : fillCharacter(rt, fill);
    rt.checkNew(size);
    return body(textOf(self), size, char);
  };
}

function fillCharacter(rt: Runtime, fill: Value): string {
  const text = strPayload(fill);
  if (text === undefined) {
    throw rt.error("TypeError", `The fill character must be a unicode character, not ${rt.typeName(fill)}`);
  }
  if (codePointLength(text) !== 1) throw rt.error("TypeError", "The fill character must be exactly one character long");
  return text;
}

/** `separator.join(iterable)`. */
function join(rt: Runtime, separator: string, iterable: Value): string {
  const items = joinable(rt, iterable);
  let length = 0;
  const parts = items.map((item, i) => {
    const text = strPayload(item);
    if (text === undefined) {
      throw rt.error("TypeError", `sequence item ${i}: expected str instance, ${rt.typeName(item)} found`);
    }
    length += text.length + separator.length;
    rt.checkNew(length);
    return text;
  });
  return parts.join(separator);
}

function joinable(rt: Runtime, iterable: Value): Value[] {
  if (rt.special(iterable, "__iter__") === undefined && rt.special(iterable, "__getitem__") === undefined) {
    throw rt.error("TypeError", "can only join an iterable");
  }
  return rt.toArray(iterable);
}

/** `str.maketrans`. */
function makeTranslation(rt: Runtime, args: readonly Value[]): Value {
  const table = rt.dict();
  const [from, to, gone] = args;
  if (to === undefined) {
    if (!(from instanceof PyDict)) {
      throw rt.error("TypeError", "if you give only one argument to maketrans it must be a dict");
    }
    for (const { key, value } of from.entries()) {
      const text = strPayload(key);
      if (text !== undefined) {
        if (codePointLength(text) !== 1) {
          throw rt.error("ValueError", "string keys in translate table must be of length 1");
        }
        table.set(rt, BigInt(text.codePointAt(0) as number), value);
      } else if (typeof key === "bigint" || typeof key === "boolean") {
        table.set(rt, key, value);
      } else {
        throw rt.error("TypeError", "keys in translate table must be strings or integers");
      }
    }
    return table;
  }
  const source = strPayload(from as Value);
  if (source === undefined) {
    throw rt.error("TypeError", "first maketrans argument must be a string if there is a second argument");
  }
  const target = Array.from(strArgument(rt, "maketrans", "argument 2", to));
  const points = Array.from(source);
  if (points.length !== target.length) {
    throw rt.error("ValueError", "the first two maketrans arguments must have equal length");
  }
  const codeOf = (char: string) => BigInt(char.codePointAt(0) as number);
  points.forEach((char, i) => table.set(rt, codeOf(char), codeOf(target[i] as string)));
  if (gone !== undefined) {
    for (const char of strArgument(rt, "maketrans", "argument 3", gone)) table.set(rt, codeOf(char), null);
  }
  return table;
}

/** `text.translate(table)`. */
function translate(rt: Runtime, text: string, table: Value): string {
  let result = "";
  for (const char of text) {
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
    else if (typeof mapped === "bigint") {
      if (mapped < 0n || mapped > 0x10ffffn) {
        throw rt.error("ValueError", "character mapping must be in range(0x110000)");
      }
      result += String.fromCodePoint(Number(mapped));
    } else throw rt.error("TypeError", "character mapping must return integer, None or str");
    rt.checkSize(result.length);
  }
  return result;
}

function removeAffix(name: "removeprefix" | "removesuffix"): NativeMethod {
  return (rt, self, args, kwargs) => {
    const affix = strArgument(rt, `str.${name}`, "argument", oneArgument(rt, `str.${name}`, args, kwargs));
    const text = textOf(self);
    if (affix === "") return text;
    if (name === "removeprefix") return text.startsWith(affix) ? text.slice(affix.length) : text;
    return text.endsWith(affix) ? text.slice(0, text.length - affix.length) : text;
  };
}

/** `str(object, encoding, errors)`. */
function construct(rt: Runtime, args: readonly Value[], kwargs: ReadonlyMap<string, Value> | null): string {
  const [object, encoding, errors] = bindArguments(
    rt,
    { name: "str", parameters: ["object", "encoding", "errors"], positional: 3, required: 0 },
    args,
    kwargs,
  );
  if (object === undefined) return "";
  if (encoding === undefined && errors === undefined) return rt.str(object);
  const name = encoding === undefined ? "utf-8" : strArgument(rt, "str", "argument 'encoding'", encoding);
  const handler = errors === undefined ? "strict" : strArgument(rt, "str", "argument 'errors'", errors);
  if (strPayload(object) !== undefined) throw rt.error("TypeError", "decoding str is not supported");
  if (!(object instanceof PyBytes)) {
    throw rt.error("TypeError", `decoding to str: need a bytes-like object, ${rt.typeName(object)} found`);
  }
  return decode(rt, object.data, name, handler);
}

/** Gives `str` its construction and methods. */
export function installStr(): void {
  defineNew(types.str, (rt, cls, args, kwargs) => {
    const text = construct(rt, args, kwargs);
    return cls === types.str ? text : new PyInstance(cls, text);
  });
  defineStaticMethods(types.str, {
    maketrans: (rt, args, kwargs) =>
      makeTranslation(rt, positional(rt, "str.maketrans", args, kwargs, 1, 3) as Value[]),
  });
  defineMethods(types.str, {
    capitalize: plain("capitalize", capitalize),
    casefold: plain("casefold", caseFold),
    isalnum: plain("isalnum", (text) => isAll("isalnum", text)),
    isalpha: plain("isalpha", (text) => isAll("isalpha", text)),
    isascii: plain("isascii", isAscii),
    isdecimal: plain("isdecimal", (text) => isAll("isdecimal", text)),
    isdigit: plain("isdigit", (text) => isAll("isdigit", text)),
    isidentifier: plain("isidentifier", (text) => isAll("isidentifier", text)),
    islower: plain("islower", isLower),
    isnumeric: plain("isnumeric", (text) => isAll("isnumeric", text)),
    isprintable: plain("isprintable", isPrintable),
    isspace: plain("isspace", (text) => isAll("isspace", text)),
    istitle: plain("istitle", isTitle),
    isupper: plain("isupper", isUpper),
    lower: plain("lower", (text) => text.toLowerCase()),
    swapcase: plain("swapcase", swapCase),
    title: plain("title", toTitle),
    upper: plain("upper", (text) => text.toUpperCase()),

    count: search("count", (_rt, text, wanted, start, end) => BigInt(count(text, wanted, start, end))),
    find: search("find", (_rt, text, wanted, start, end) => BigInt(find(text, wanted, start, end))),
    index: search("index", (rt, text, wanted, start, end) => found(rt, find(text, wanted, start, end))),
    rfind: search("rfind", (_rt, text, wanted, start, end) => BigInt(findLast(text, wanted, start, end))),
    rindex: search("rindex", (rt, text, wanted, start, end) => found(rt, findLast(text, wanted, start, end))),
    startswith: affix("startswith"),
    endswith: affix("endswith"),

    strip: stripping("strip", (text, chars) => stripStart(stripEnd(text, chars), chars)),
    lstrip: stripping("lstrip", stripStart),
    rstrip: stripping("rstrip", stripEnd),
    removeprefix: removeAffix("removeprefix"),
    removesuffix: removeAffix("removesuffix"),

    split: splitting("split", splitAtSpace, split),
    rsplit: splitting("rsplit", splitAtSpaceFromEnd, splitFromEnd),
    partition: partitioning("partition"),
    rpartition: partitioning("rpartition"),
    splitlines: (rt, self, args, kwargs) => {
      const signature = { name: "splitlines", parameters: ["keepends"], positional: 1, required: 0 };
      const [keepEnds] = bindArguments(rt, signature, args, kwargs);
      return rt.list(splitLines(textOf(self), keepEnds !== undefined && rt.truth(keepEnds)));
    },
    join: (rt, self, args, kwargs) => join(rt, textOf(self), oneArgument(rt, "str.join", args, kwargs)),

    center: justifying("center", center),
    ljust: justifying("ljust", (text, width, fill) => text + fill.repeat(Math.max(0, width - codePointLength(text)))),
    rjust: justifying("rjust", (text, width, fill) => fill.repeat(Math.max(0, width - codePointLength(text))) + text),
    zfill: (rt, self, args, kwargs) => {
      const width = sizeArgument(rt, oneArgument(rt, "str.zfill", args, kwargs));
      rt.checkNew(width);
      return zeroFill(textOf(self), width);
    },
    expandtabs: (rt, self, args, kwargs) => {
      const signature = { name: "expandtabs", parameters: ["tabsize"], positional: 1, required: 0 };
      const [tabSize] = bindArguments(rt, signature, args, kwargs);
      const size = tabSize === undefined ? 8 : cIntArgument(rt, tabSize);
      const text = textOf(self);
      rt.checkNew(text.length + (text.split("\t").length - 1) * Math.max(0, size));
      return expandTabs(text, size);
    },

    replace: (rt, self, args, kwargs) => {
      const signature = { name: "replace", parameters: ["", "", "count"], positional: 3, required: 2 };
      const [old, replacement, limit] = bindArguments(rt, signature, args, kwargs);
      const from = strArgument(rt, "str.replace", "argument 1", old as Value);
      const to = strArgument(rt, "str.replace", "argument 2", replacement as Value);
      const most = limit === undefined ? -1 : sizeArgument(rt, limit);
      const text = textOf(self);
      rt.checkNew(text.length + count(text, from, WHOLE.start, WHOLE.end) * to.length);
      return replace(text, from, to, most);
    },
    translate: (rt, self, args, kwargs) => translate(rt, textOf(self), oneArgument(rt, "str.translate", args, kwargs)),

    encode: (rt, self, args, kwargs) => {
      const signature = { name: "encode", parameters: ["encoding", "errors"], positional: 2, required: 0 };
      const [encoding, errors] = bindArguments(rt, signature, args, kwargs);
      const option = (v: Slot, which: string, fallback: string): string => {
        if (v === undefined) return fallback;
        const text = strPayload(v);
        if (text === undefined) throw badArgument(rt, "encode", `argument '${which}'`, "str", v);
        return text;
      };
      const codec = option(encoding, "encoding", "utf-8");
      return new PyBytes(types.bytes, encode(rt, textOf(self), codec, option(errors, "errors", "strict")));
    },
    format: (rt, self, args, kwargs) =>
      formatFields(rt, textOf(self), {
        args,
        named: (name) => {
          const value = kwargs?.get(name);
          if (value === undefined) throw rt.errorWith("KeyError", [name]);
          return value;
        },
      }),
    format_map: (rt, self, args, kwargs) => {
      const mapping = oneArgument(rt, "str.format_map", args, kwargs);
      return formatFields(rt, textOf(self), { args: null, named: (name) => rt.getitem(mapping, name) });
    },
  });
}
