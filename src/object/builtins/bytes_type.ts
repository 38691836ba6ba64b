/**
 * Members of `bytes` and `bytearray`. Both work on text of one character a byte.
 *
 * @module
 */

import { TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import type { NativeImpl } from "../values/callable_values.ts";
import { length } from "../sequence/containers.ts";
import { indexOf, toCInt, toSize } from "../sequence/indexing.ts";
import { isIterable, itemsOf } from "../iterator/iteration.ts";
import { tupleOf, unwrap } from "../values/payload.ts";
import { raise } from "../exception/raise.ts";
import { checkNew, checkSize, type Runtime } from "../runtime.ts";
import { PyByteArray, PyBytes, PyList, PyTuple } from "../values/sequence_values.ts";
import { builtinBinary } from "../number/builtin_binary.ts";
import * as parts from "../text/str_parts.ts";
import { isTrue } from "../values/truth.ts";
import type { PyType } from "../type/type.ts";
import { BYTEARRAY, BYTES, typeName } from "../type/types.ts";
import type { Value } from "../values/value.ts";
import { badArgument, bindArguments, checkCount, strArgument } from "./arguments.ts";
import { decodeBytes } from "./codecs.ts";
import { latin1 } from "./conversion.ts";
import { CALLS, classMethod, constructor, instanceOf, methods, slots, staticMethod } from "./define.ts";
import { sequenceSlots, valueSlots } from "./protocols.ts";
import { checkTuple, sliceIndex } from "./search.ts";
import { sourceData } from "./bytes_source.ts";

const BINARY_REMAINDER = 6;

/** The bytes of `self`. */
function own(self: Value): Uint8Array {
  return (unwrap(self) as PyBytes | PyByteArray).data;
}

function ownText(self: Value): string {
  return latin1(own(self));
}

/** Bytes of a text of one character a byte, of the kind that `self` is. */
function like(self: Value, text: string): PyBytes | PyByteArray {
  const data = Uint8Array.from(text, (char) => char.charCodeAt(0));
  return unwrap(self) instanceof PyByteArray ? new PyByteArray(data) : new PyBytes(data);
}

/** A bytes-like argument as text. */
function bytesText(rt: Runtime, value: Value): string {
  const bare = unwrap(value);
  if (bare instanceof PyBytes || bare instanceof PyByteArray) return latin1(bare.data);
  throw raise(rt, TYPE_ERROR, `a bytes-like object is required, not '${typeName(value)}'`);
}

constructor(BYTES, (rt, cls, args, kwnames) => {
  if (cls === BYTES && args.length === 1 && args[0] instanceof PyBytes) return args[0];
  return instanceOf(rt, cls, BYTES, new PyBytes(sourceData(rt, "bytes", args, kwnames)));
});
/** A needle: bytes, or one int. */
function needleOf(rt: Runtime, value: Value): string {
  const byte = indexOf(rt, value);
  if (byte === undefined) {
    const bare = unwrap(value);
    if (bare instanceof PyBytes || bare instanceof PyByteArray) return latin1(bare.data);
    throw raise(
      rt,
      TYPE_ERROR,
      `argument should be integer or bytes-like object, not '${typeName(value)}'`,
    );
  }
  if (byte < 0 || byte > 255) throw raise(rt, VALUE_ERROR, "byte must be in range(0, 256)");
  return String.fromCharCode(Number(byte));
}

function searchArguments(rt: Runtime, name: string, args: readonly Value[]): readonly [string, number, number] {
  checkTuple(rt, name, args.length, 1, 3);
  const start = sliceIndex(rt, args[1], 0);
  const stop = sliceIndex(rt, args[2], Number.MAX_SAFE_INTEGER);
  return [needleOf(rt, args[0]), start, stop];
}

function finder(name: string, last: boolean, mustFind: boolean): NativeImpl {
  return (rt, self, args) => {
    const [needle, start, stop] = searchArguments(rt, name, args);
    const at = parts.findText(ownText(self), needle, start, stop, last);
    if (at < 0 && mustFind) throw raise(rt, VALUE_ERROR, "subsection not found");
    return at;
  };
}

function affixTest(name: string, atEnd: boolean): NativeImpl {
  return (rt, self, args) => {
    checkTuple(rt, name, args.length, 1, 3);
    const start = sliceIndex(rt, args[1], 0);
    const stop = sliceIndex(rt, args[2], Number.MAX_SAFE_INTEGER);
    const test = (affix: string): boolean => parts.hasAffix(ownText(self), affix, start, stop, atEnd);
    const tuple = tupleOf(args[0]);
    if (tuple !== undefined) return tuple.items.some((item) => test(bytesText(rt, item)));
    const bare = unwrap(args[0]);
    if (bare instanceof PyBytes || bare instanceof PyByteArray) return test(latin1(bare.data));
    throw raise(
      rt,
      TYPE_ERROR,
      `${name} first arg must be bytes or a tuple of bytes, not ${typeName(args[0])}`,
    );
  };
}

function stripper(name: string, left: boolean, right: boolean): NativeImpl {
  return (rt, self, args) => {
    checkCount(rt, name, args.length, 0, 1);
    const chars = args[0] ?? null;
    return like(
      self,
      parts.stripText(ownText(self), chars === null ? " \t\n\r\v\f" : bytesText(rt, chars), left, right),
    );
  };
}

function justifier(name: string, where: "left" | "right" | "center"): NativeImpl {
  return (rt, self, args) => {
    checkCount(rt, name, args.length, 1, 2);
    const width = toSize(rt, args[0]);
    let fill = " ";
    if (args.length > 1) {
      const bare = unwrap(args[1]);
      if (!(bare instanceof PyBytes || bare instanceof PyByteArray) || bare.data.length !== 1) {
        throw badArgument(rt, name, "argument 2", "a byte string of length 1", args[1]);
      }
      fill = latin1(bare.data);
    }
    checkNew(rt, width);
    return like(self, parts.justify(ownText(self), width, fill, where));
  };
}

/** `bytes.maketrans(from, to)`: the 256 bytes that stand for each. */
const makeTranslation: NativeImpl = (rt, _self, args) => {
  checkCount(rt, "maketrans", args.length, 2, 2);
  const from = bytesText(rt, args[0]);
  const to = bytesText(rt, args[1]);
  if (from.length !== to.length) throw raise(rt, VALUE_ERROR, "maketrans arguments must have same length");
  const table = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  for (let i = 0; i < from.length; i++) table[from.charCodeAt(i)] = to.charCodeAt(i);
  return new PyBytes(table);
};

const translateBytes: NativeImpl = (rt, self, args, kwnames) => {
  const [table, gone] = bindArguments(
    rt,
    { name: "translate", names: ["", "delete"], required: 1, positional: 2 },
    args,
    kwnames,
  );
  const map = table === null ? null : bytesText(rt, table);
  if (map !== null && map.length !== 256) {
    throw raise(rt, VALUE_ERROR, "translation table must be 256 characters long");
  }
  const deleted = gone === undefined ? "" : bytesText(rt, gone);
  let result = "";
  for (const char of ownText(self)) {
    if (!deleted.includes(char)) result += map === null ? char : map[char.charCodeAt(0)];
  }
  return like(self, result);
};

/** Splits at white space as bytes know it: ASCII only, or at a separator. */
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
    const text = separator === undefined || separator === null ? null : bytesText(rt, separator);
    if (text === "") throw raise(rt, VALUE_ERROR, "empty separator");
    const parts = split(ownText(self), text, most);
    rt.burn(2 * parts.length);
    return new PyList(parts.map((part) => like(self, part)));
  };
}

function partitioner(last: boolean): NativeImpl {
  return (rt, self, args) => {
    const separator = bytesText(rt, args[0]);
    if (separator === "") throw raise(rt, VALUE_ERROR, "empty separator");
    const [before, found, after] = parts.partitionText(ownText(self), separator, last) as [string, string, string];
    // bytes give the separator itself back, a bytearray makes one of its own kind.
    const between = found !== "" && unwrap(self) instanceof PyBytes ? args[0] : like(self, found);
    return new PyTuple([like(self, before), between, like(self, after)]);
  };
}

/** Changes of case touch ASCII letters only. */
const asciiCase = (run: (text: string) => string): (text: string) => string => (text) =>
  text.replace(/[A-Za-z]+/g, run);

const SIMPLE: Readonly<Record<string, (text: string) => string>> = {
  upper: asciiCase((text) => text.toUpperCase()),
  lower: asciiCase((text) => text.toLowerCase()),
  swapcase: asciiCase(parts.swapCaseText),
  capitalize: (text) =>
    asciiCase((word) => word.toUpperCase())(text.slice(0, 1)) +
    asciiCase((word) => word.toLowerCase())(text.slice(1)),
  title: asciiCase((word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase()),
};

const TESTS: Readonly<Record<string, RegExp>> = {
  isalpha: /^[A-Za-z]+$/,
  isdigit: /^[0-9]+$/,
  isalnum: /^[0-9A-Za-z]+$/,
  isspace: /^[ \t\n\r\v\f]+$/,
  islower: /^(?=.*[a-z])[^A-Z]+$/s,
  isupper: /^(?=.*[A-Z])[^a-z]+$/s,
  // deno-lint-ignore no-control-regex -- ASCII is what is asked for
  isascii: /^[\x00-\x7f]*$/,
};

function hexText(rt: Runtime, data: Uint8Array, args: readonly Value[], kwnames: readonly string[] | null): string {
  const [sep, size] = bindArguments(
    rt,
    { name: "hex", names: ["sep", "bytes_per_sep"], required: 0, positional: 2 },
    args,
    kwnames,
  );
  const digits = Array.from(data, (byte) => byte.toString(16).padStart(2, "0"));
  const group = size === undefined ? 1 : toSize(rt, size);
  if (sep === undefined) return digits.join("");
  if (length(rt, sep) !== 1) throw raise(rt, VALUE_ERROR, "sep must be length 1.");
  const bare = unwrap(sep);
  if (typeof bare !== "string" && !(bare instanceof PyBytes)) {
    throw raise(rt, TYPE_ERROR, "sep must be str or bytes.");
  }
  const separator = typeof bare === "string" ? bare : latin1(bare.data);
  if (separator > "\x7f") throw raise(rt, VALUE_ERROR, "sep must be ASCII.");
  if (group === 0) return digits.join("");
  const width = Math.abs(group);
  const offset = group > 0 ? digits.length % width : 0;
  return digits.map((pair, i) => i > 0 && (i - offset) % width === 0 ? separator + pair : pair).join("");
}

function defineShared(type: PyType): void {
  valueSlots(type, type === BYTES);
  sequenceSlots(type);
  slots(type, { __mod__: (rt, self, args) => builtinBinary(rt, BINARY_REMAINDER, self, args[0]) });
  methods(type, CALLS.VARARGS, {
    find: finder("find", false, false),
    rfind: finder("rfind", true, false),
    index: finder("index", false, true),
    rindex: finder("rindex", true, true),
    count: (rt, self, args) => {
      const [needle, start, stop] = searchArguments(rt, "count", args);
      return parts.countText(ownText(self), needle, start, stop);
    },
    startswith: affixTest("startswith", false),
    endswith: affixTest("endswith", true),
  });
  methods(type, CALLS.FAST, {
    center: justifier("center", "center"),
    ljust: justifier("ljust", "left"),
    rjust: justifier("rjust", "right"),
    strip: stripper("strip", true, true),
    lstrip: stripper("lstrip", true, false),
    rstrip: stripper("rstrip", false, true),
    replace: (rt, self, args) => {
      checkCount(rt, "replace", args.length, 2, 3);
      const old = bytesText(rt, args[0]);
      const fresh = bytesText(rt, args[1]);
      const limit = args.length === 3 ? toSize(rt, args[2]) : -1;
      return like(self, parts.replaceText(ownText(self), old, fresh, limit, (length) => checkNew(rt, length)));
    },
  });
  methods(type, CALLS.FAST_KEYWORDS, {
    translate: translateBytes,
    expandtabs: (rt, self, args, kwnames) => {
      const [size] = bindArguments(
        rt,
        { name: "expandtabs", names: ["tabsize"], required: 0, positional: 1 },
        args,
        kwnames,
      );
      const text = parts.expandTabs(ownText(self), size === undefined ? 8 : toCInt(rt, size));
      checkNew(rt, text.length);
      return like(self, text);
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
      const kept = keep !== undefined && isTrue(rt, keep);
      const lines = ownText(self).match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
      return new PyList(lines.map((line) => like(self, kept ? line : line.replace(/[\r\n]+$/, ""))));
    },
    decode: (rt, self, args, kwnames) => {
      const [encoding, errors] = bindArguments(
        rt,
        { name: "decode", names: ["encoding", "errors"], required: 0, positional: 2 },
        args,
        kwnames,
      );
      const codec = encoding === undefined ? "utf-8" : strArgument(rt, "decode", "argument 'encoding'", encoding);
      const policy = errors === undefined ? "strict" : strArgument(rt, "decode", "argument 'errors'", errors);
      return decodeBytes(rt, own(self), codec, policy);
    },
    hex: (rt, self, args, kwnames) => hexText(rt, own(self), args, kwnames),
  });
  methods(type, CALLS.O, {
    join: (rt, self, args) => {
      if (!isIterable(args[0])) throw raise(rt, TYPE_ERROR, "can only join an iterable");
      const separator = ownText(self);
      let length = 0;
      const texts = itemsOf(rt, args[0]).map((item, index) => {
        const bare = unwrap(item);
        if (bare instanceof PyBytes || bare instanceof PyByteArray) {
          length += bare.data.length + separator.length;
          checkSize(rt, length);
          return latin1(bare.data);
        }
        throw raise(
          rt,
          TYPE_ERROR,
          `sequence item ${index}: expected a bytes-like object, ${typeName(item)} found`,
        );
      });
      const text = texts.join(separator);
      checkNew(rt, text.length);
      return like(self, text);
    },
    partition: partitioner(false),
    rpartition: partitioner(true),
    removeprefix: (rt, self, args) => {
      const prefix = bytesText(rt, args[0]);
      const text = ownText(self);
      return like(self, text.startsWith(prefix) ? text.slice(prefix.length) : text);
    },
    removesuffix: (rt, self, args) => {
      const suffix = bytesText(rt, args[0]);
      const text = ownText(self);
      return like(self, suffix !== "" && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text);
    },
    zfill: (rt, self, args) => {
      const width = toSize(rt, args[0]);
      checkNew(rt, width);
      return like(self, parts.zeroFill(ownText(self), width));
    },
  });
  for (const [name, run] of Object.entries(SIMPLE)) {
    methods(type, CALLS.NOARGS, { [name]: (_rt, self) => like(self, run(ownText(self))) });
  }
  for (const [name, pattern] of Object.entries(TESTS)) {
    methods(type, CALLS.NOARGS, { [name]: (_rt, self) => pattern.test(ownText(self)) });
  }
  methods(type, CALLS.NOARGS, {
    // Only ASCII letters have a case: others are blanked.
    istitle: (_rt, self) => parts.isTitle(ownText(self).replace(/[^ -~]/g, " ")),
  });
  staticMethod(type, "maketrans", CALLS.FAST, makeTranslation);
  classMethod(type, "fromhex", CALLS.O, (rt, cls, args) => {
    const text = strArgument(rt, "fromhex", "argument", args[0]);
    // Spaces stand between pairs of digits only.
    const [good] = /^(?:\s*[0-9a-fA-F]{2})*\s*/.exec(text) as RegExpExecArray;
    if (good.length < text.length) {
      const at = good.length + (/^[0-9a-fA-F]/.test(text.slice(good.length)) ? 1 : 0);
      throw raise(rt, VALUE_ERROR, `non-hexadecimal number found in fromhex() arg at position ${at}`);
    }
    const data = Uint8Array.from(good.match(/[^\s]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16));
    return instanceOf(rt, cls, type, type === BYTES ? new PyBytes(data) : new PyByteArray(data));
  });
}

defineShared(BYTES);
defineShared(BYTEARRAY);
methods(BYTES, CALLS.NOARGS, { __bytes__: (_rt, self) => new PyBytes(own(self)) });
methods(BYTES, CALLS.NOARGS, { __getnewargs__: (_rt, self) => new PyTuple([like(self, ownText(self))]) });
