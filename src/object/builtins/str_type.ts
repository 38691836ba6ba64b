/**
 * Members of `str`.
 *
 * @module
 */

import type { NativeImpl } from "../values/callable_values.ts";
import { builtinBinary } from "../number/builtin_binary.ts";
import { getItem } from "../sequence/subscripts.ts";
import { TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { toCInt, toSize } from "../sequence/indexing.ts";
import { getIter, itemsOf } from "../iterator/iteration.ts";
import { strOf, tupleOf, unwrap } from "../values/payload.ts";
import { catchOnly, raise } from "../exception/raise.ts";
import { checkNew, type Runtime } from "../runtime.ts";
import { PyByteArray, PyBytes, PyList, PyTuple } from "../values/sequence_values.ts";
import { NOT_IMPLEMENTED } from "../values/singletons.ts";
import { strLength } from "../text/escapes.ts";
import { strValue } from "../text/str.ts";
import { formatTemplate } from "../text/str_format.ts";
import * as parts from "../text/str_parts.ts";
import { isTrue } from "../values/truth.ts";
import { STR, typeName } from "../type/types.ts";
import type { Value } from "../values/value.ts";
import { badArgument, bindArguments, checkCount, strArgument } from "./arguments.ts";
import { decodeBytes, encodeText } from "./codecs.ts";
import { CALLS, constructor, instanceOf, methods, slots } from "./define.ts";
import { compareSlots, formatMethod, hashSlot, reprSlot, sequenceSlots } from "./protocols.ts";
import { checkTuple, sliceIndex } from "./search.ts";
import { bounded, translate } from "./str_translation.ts";

const BINARY_REMAINDER = 6;

/** The text of `self`, which is a str. */
function textOf(self: Value): string {
  return typeof self === "string" ? self : strOf(self) as string;
}

constructor(STR, (rt, cls, args, kwnames) => {
  const [object, encoding, errors] = bindArguments(
    rt,
    {
      name: "str",
      names: ["object", "encoding", "errors"],
      required: 0,
      positional: 3,
    },
    args,
    kwnames,
  );
  const name = encoding === undefined ? "utf-8" : strArgument(rt, "str", "argument 'encoding'", encoding);
  if (errors !== undefined) strArgument(rt, "str", "argument 'errors'", errors);
  if (object === undefined) return instanceOf(rt, cls, STR, "");
  if (encoding === undefined && errors === undefined) {
    const made = strValue(rt, object);
    return cls === STR ? made : instanceOf(rt, cls, STR, strOf(made) as string);
  }
  const bytes = unwrap(object);
  if (bytes instanceof PyBytes || bytes instanceof PyByteArray) {
    return instanceOf(rt, cls, STR, decodeBytes(rt, bytes.data, name, strOf(errors) ?? "strict"));
  }
  throw raise(
    rt,
    TYPE_ERROR,
    typeof bytes === "string"
      ? "decoding str is not supported"
      : `decoding to str: need a bytes-like object, ${typeName(object)} found`,
  );
});

reprSlot(STR);
hashSlot(STR, true);
compareSlots(STR);
sequenceSlots(STR);
formatMethod(STR);
slots(STR, {
  __str__: (_rt, self) => textOf(self),
  __mod__: (rt, self, args) => builtinBinary(rt, BINARY_REMAINDER, self, args[0]),
  __rmod__: (rt, self, args) =>
    strOf(args[0]) === undefined ? NOT_IMPLEMENTED : builtinBinary(rt, BINARY_REMAINDER, args[0], self),
});

/** A str argument of methods that say no more than what they need (`ensure_unicode`). */
function plainStr(rt: Runtime, value: Value): string {
  const text = strOf(value);
  if (text === undefined) throw raise(rt, TYPE_ERROR, `must be str, not ${typeName(value)}`);
  return text;
}

/** Parses `(sub[, start[, end]])`. */
function searchArguments(rt: Runtime, name: string, args: readonly Value[]): readonly [string, number, number] {
  checkTuple(rt, name, args.length, 1, 3);
  const start = sliceIndex(rt, args[1], 0);
  const stop = sliceIndex(rt, args[2], Number.MAX_SAFE_INTEGER);
  return [plainStr(rt, args[0]), start, stop];
}

function finder(name: string, last: boolean, mustFind: boolean): NativeImpl {
  return (rt, self, args) => {
    const [needle, start, stop] = searchArguments(rt, name, args);
    const at = parts.findText(textOf(self), needle, start, stop, last);
    if (at < 0 && mustFind) throw raise(rt, VALUE_ERROR, "substring not found");
    return at;
  };
}

function affixTest(name: string, atEnd: boolean): NativeImpl {
  return (rt, self, args) => {
    checkTuple(rt, name, args.length, 1, 3);
    const start = sliceIndex(rt, args[1], 0);
    const stop = sliceIndex(rt, args[2], Number.MAX_SAFE_INTEGER);
    const tuple = tupleOf(args[0]);
    if (tuple !== undefined) {
      return tuple.items.some((item) => {
        const affix = strOf(item);
        if (affix === undefined) {
          throw raise(rt, TYPE_ERROR, `tuple for ${name} must only contain str, not ${typeName(item)}`);
        }
        return parts.hasAffix(textOf(self), affix, start, stop, atEnd);
      });
    }
    const affix = strOf(args[0]);
    if (affix === undefined) {
      throw raise(rt, TYPE_ERROR, `${name} first arg must be str or a tuple of str, not ${typeName(args[0])}`);
    }
    return parts.hasAffix(textOf(self), affix, start, stop, atEnd);
  };
}

methods(STR, CALLS.VARARGS, {
  find: finder("find", false, false),
  rfind: finder("rfind", true, false),
  index: finder("index", false, true),
  rindex: finder("rindex", true, true),
  count: (rt, self, args) => {
    const [needle, start, stop] = searchArguments(rt, "count", args);
    return parts.countText(textOf(self), needle, start, stop);
  },
  startswith: affixTest("startswith", false),
  endswith: affixTest("endswith", true),
});

function stripper(name: string, left: boolean, right: boolean): NativeImpl {
  return (rt, self, args) => {
    checkCount(rt, name, args.length, 0, 1);
    const chars = args[0] ?? null;
    if (chars === null) return parts.stripText(textOf(self), null, left, right);
    const set = strOf(chars);
    if (set === undefined) throw raise(rt, TYPE_ERROR, `${name} arg must be None or str`);
    return parts.stripText(textOf(self), set, left, right);
  };
}

function justifier(name: string, where: "left" | "right" | "center"): NativeImpl {
  return (rt, self, args) => {
    checkCount(rt, name, args.length, 1, 2);
    const width = toSize(rt, args[0]);
    let fill = " ";
    if (args.length > 1) {
      const given = strOf(args[1]);
      if (given === undefined) {
        throw raise(rt, TYPE_ERROR, `The fill character must be a unicode character, not ${typeName(args[1])}`);
      }
      if (strLength(given) !== 1) {
        throw raise(rt, TYPE_ERROR, "The fill character must be exactly one character long");
      }
      fill = given;
    }
    checkNew(rt, width);
    return parts.justify(textOf(self), width, fill, where);
  };
}

methods(STR, CALLS.FAST, {
  center: justifier("center", "center"),
  ljust: justifier("ljust", "left"),
  rjust: justifier("rjust", "right"),
  strip: stripper("strip", true, true),
  lstrip: stripper("lstrip", true, false),
  rstrip: stripper("rstrip", false, true),
});

function splitter(
  name: string,
  split: (text: string, separator: string | null, limit: number) => string[],
): NativeImpl {
  return (rt, self, args, kwnames) => {
    const [separator, limit] = bindArguments(
      rt,
      { name, names: ["sep", "maxsplit"], required: 0, positional: 2 },
      args,
      kwnames,
    );
    const most = limit === undefined ? -1 : toSize(rt, limit);
    if (separator === undefined || separator === null) return new PyList(split(textOf(self), null, most));
    const text = strOf(separator);
    if (text === undefined) throw raise(rt, TYPE_ERROR, `must be str or None, not ${typeName(separator)}`);
    if (text === "") throw raise(rt, VALUE_ERROR, "empty separator");
    return new PyList(split(textOf(self), text, most));
  };
}

methods(STR, CALLS.FAST_KEYWORDS, {
  encode: (rt, self, args, kwnames) => {
    const [encoding, errors] = bindArguments(
      rt,
      { name: "encode", names: ["encoding", "errors"], required: 0, positional: 2 },
      args,
      kwnames,
    );
    const name = encoding === undefined ? "utf-8" : strArgument(rt, "encode", "argument 'encoding'", encoding);
    const policy = errors === undefined ? "strict" : strArgument(rt, "encode", "argument 'errors'", errors);
    return new PyBytes(encodeText(rt, textOf(self), name, policy));
  },
  expandtabs: (rt, self, args, kwnames) => {
    const [size] = bindArguments(
      rt,
      { name: "expandtabs", names: ["tabsize"], required: 0, positional: 1 },
      args,
      kwnames,
    );
    return bounded(rt, parts.expandTabs(textOf(self), size === undefined ? 8 : toCInt(rt, size)));
  },
  replace: (rt, self, args, kwnames) => {
    const [old, fresh, count] = bindArguments(
      rt,
      { name: "replace", names: ["", "", "count"], required: 2, positional: 3 },
      args,
      kwnames,
    );
    const from = strArgument(rt, "replace", "argument 1", old);
    const to = strArgument(rt, "replace", "argument 2", fresh);
    const limit = count === undefined ? -1 : toSize(rt, count);
    const text = textOf(self);
    return parts.replaceText(text, from, to, limit, (length) => checkNew(rt, length));
  },
  split: splitter("split", parts.splitText),
  rsplit: splitter("rsplit", parts.rsplitText),
  splitlines: (rt, self, args, kwnames) => {
    const [keep] = bindArguments(
      rt,
      { name: "splitlines", names: ["keepends"], required: 0, positional: 1 },
      args,
      kwnames,
    );
    return new PyList(parts.splitLines(textOf(self), keep !== undefined && isTrue(rt, keep)));
  },
});

function partitioner(last: boolean): NativeImpl {
  return (rt, self, args) => {
    const separator = plainStr(rt, args[0]);
    if (separator === "") throw raise(rt, VALUE_ERROR, "empty separator");
    const text = textOf(self);
    const found = parts.partitionText(text, separator, last);
    if (found[1] !== "") return new PyTuple(found);
    return new PyTuple(last ? ["", "", self] : [self, "", ""]);
  };
}

/** The iterator of what is joined; any TypeError that it is asked for with is put in other words (`PySequence_Fast`). */
function joinable(rt: Runtime, iterable: Value): Value {
  if (iterable instanceof PyList || iterable instanceof PyTuple) return iterable;
  try {
    return getIter(rt, iterable);
  } catch (error) {
    catchOnly(rt, error, TYPE_ERROR);
    throw raise(rt, TYPE_ERROR, "can only join an iterable");
  }
}

/** `separator.join(iterable)` (`PyUnicode_Join`). */
function joinText(rt: Runtime, separator: string, iterable: Value): string {
  const items = itemsOf(rt, joinable(rt, iterable));
  let length = 0;
  const texts = items.map((item, index) => {
    const text = strOf(item);
    if (text === undefined) {
      throw raise(rt, TYPE_ERROR, `sequence item ${index}: expected str instance, ${typeName(item)} found`);
    }
    length += text.length + separator.length;
    return text;
  });
  checkNew(rt, length);
  return texts.join(separator);
}

methods(STR, CALLS.O, {
  join: (rt, self, args) => joinText(rt, textOf(self), args[0]),
  partition: partitioner(false),
  rpartition: partitioner(true),
  translate: (rt, self, args) => translate(rt, textOf(self), args[0]),
  zfill: (rt, self, args) => {
    const width = toSize(rt, args[0]);
    checkNew(rt, width);
    return parts.zeroFill(textOf(self), width);
  },
  removeprefix: (rt, self, args) => {
    const prefix = strOf(args[0]);
    if (prefix === undefined) throw badArgument(rt, "removeprefix", "argument", "str", args[0]);
    const text = textOf(self);
    return text.startsWith(prefix) ? text.slice(prefix.length) : text;
  },
  removesuffix: (rt, self, args) => {
    const suffix = strOf(args[0]);
    if (suffix === undefined) throw badArgument(rt, "removesuffix", "argument", "str", args[0]);
    const text = textOf(self);
    return suffix !== "" && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
  },
  format_map: (rt, self, args) =>
    formatTemplate(rt, self, { positional: null, named: (name) => getItem(rt, args[0], name) }),
});

const SIMPLE: Readonly<Record<string, (text: string) => string | boolean>> = {
  capitalize: parts.capitalizeText,
  casefold: parts.casefoldText,
  title: parts.titleText,
  lower: parts.lowerText,
  upper: (text) => text.toUpperCase(),
  swapcase: parts.swapCaseText,
  isascii: parts.isAscii,
  islower: parts.isLower,
  isupper: parts.isUpper,
  istitle: parts.isTitle,
  isspace: parts.isSpace,
  isdecimal: parts.isDecimal,
  isdigit: parts.isDigit,
  isnumeric: parts.isNumeric,
  isalpha: parts.isAlpha,
  isalnum: parts.isAlnum,
  isidentifier: parts.isIdentifier,
  isprintable: parts.isPrintableText,
};
for (const [name, run] of Object.entries(SIMPLE)) {
  methods(STR, CALLS.NOARGS, { [name]: (_rt, self) => run(textOf(self)) });
}
methods(STR, CALLS.NOARGS, {
  __getnewargs__: (_rt, self) => new PyTuple([textOf(self)]),
  __sizeof__: (_rt, self) => 41 + textOf(self).length,
});

methods(STR, CALLS.VARARGS_KEYWORDS, {
  format: (rt, self, args, kwnames) => {
    const names = kwnames ?? [];
    const given = args.length - names.length;
    return formatTemplate(rt, self, {
      positional: args.slice(0, given),
      named: (name) => {
        const index = names.indexOf(name);
        return index < 0 ? undefined : args[given + index];
      },
    });
  },
});
