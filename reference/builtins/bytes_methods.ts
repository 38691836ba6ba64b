/**
 * Methods that `bytes` and `bytearray` share. They work on the text whose characters, U+0000 to U+00FF, are the bytes.
 *
 * @module
 */

import { BOUNDS, cInt, size, str, truth, WHOLE } from "../converters.ts";
import { as, type Convert, fn, method, named, type Native, or, same, value } from "../signature.ts";
import { latin1 } from "../text/code_points.ts";
import * as parts from "../text/str_parts.ts";
import { strPayload } from "../text/payload.ts";
import { defineClassMethods, defineMethods, defineStaticMethods, tuple, types } from "../types.ts";
import { PyBytes, PyTuple, type PyType, type Slot, type Value } from "../values.ts";
import type { Runtime } from "../runtime.ts";
import { byteFrom } from "./bytes_from.ts";
import { decode } from "./codecs.ts";
import { joinable } from "./str_type.ts";

/** Bytes of a text, of the built-in type that `self` extends. */
function like(self: PyBytes, text: string): PyBytes {
  const type = self.cls.layout === "bytearray" ? types.bytearray : types.bytes;
  return new PyBytes(type, Uint8Array.from(text, (char) => char.charCodeAt(0)));
}

function bytesLike(rt: Runtime, v: Value): string {
  if (v instanceof PyBytes) return latin1(v.data);
  throw rt.typeError(`a bytes-like object is required, not '${rt.typeName(v)}'`);
}

const separating: Convert<PyBytes> = (rt, v) => {
  if (v instanceof PyBytes) return v;
  throw rt.typeError(`a bytes-like object is required, not '${rt.typeName(v)}'`);
};

/** A bytes-like argument, or an int as the byte that it names. */
function bytesOrByte(rt: Runtime, v: Value): string {
  if (v instanceof PyBytes) return latin1(v.data);
  if (rt.indexOptional(v) !== undefined) return String.fromCharCode(byteFrom(rt, v, "byte"));
  throw rt.typeError(`argument should be integer or bytes-like object, not '${rt.typeName(v)}'`);
}

const fillByte: Convert<string> = (rt, v, argument) => {
  if (v instanceof PyBytes && v.data.length === 1) return latin1(v.data);
  const found = v === null ? "None" : rt.typeName(v);
  const what = `${argument.function}() ${argument.which}`;
  throw rt.typeError(`${what} must be a byte string of length 1, not ${found}`);
};

// ---- letters ---------------------------------------------------------------------------------------------------------

const upper = (text: string): string => text.replace(/[a-z]+/g, (run) => run.toUpperCase());
const lower = (text: string): string => text.replace(/[A-Z]+/g, (run) => run.toLowerCase());
const swapCase = (text: string): string =>
  text.replace(/[a-z]|[A-Z]/g, (char) => char < "a" ? lower(char) : upper(char));
/** Upper case where a run of letters begins, lower case in it. */
const title = (text: string): string =>
  text.replace(/[A-Za-z]+/g, (run) => upper(run.slice(0, 1)) + lower(run.slice(1)));

/** A method without arguments that makes other bytes. */
function changing(change: (text: string) => string): Native<PyBytes> {
  return method([], (_rt, self) => like(self, change(latin1(self.data))));
}

function asking(holds: (text: string) => boolean): Native<PyBytes> {
  return method([], (_rt, self) => holds(latin1(self.data)));
}

// ---- finding and splitting ------------------------------------------------------------------------------------------

type Search = (text: string, wanted: string, start: bigint, end: bigint) => number;

/** Bounds are looked at first. */
function searching(search: Search, mustFind: boolean): Native<PyBytes> {
  return method([value, ...BOUNDS], (rt, self, wanted, start, end) => {
    const found = search(latin1(self.data), bytesOrByte(rt, wanted), start, end);
    if (mustFind && found < 0) throw rt.valueError("subsection not found");
    return BigInt(found);
  }, "tuple");
}

function affix(name: "startsWith" | "endsWith"): Native<PyBytes> {
  return method([value, ...BOUNDS], (rt, self, wanted, start, end) => {
    const clamped = parts.clampedPart(latin1(self.data), start, end);
    const matches = (v: Value): boolean => {
      if (v instanceof PyBytes) return clamped !== null && clamped.part[name](latin1(v.data));
      if (wanted instanceof PyTuple) throw rt.typeError(`a bytes-like object is required, not '${rt.typeName(v)}'`);
      const what = `${name.toLowerCase()} first arg must be bytes or a tuple of bytes`;
      throw rt.typeError(`${what}, not ${rt.typeName(v)}`);
    };
    return wanted instanceof PyTuple ? wanted.items.some(matches) : matches(wanted);
  }, "tuple");
}

function stripping(strip: (text: string, chars: string | null) => string): Native<PyBytes> {
  const whiteSpace = " \t\n\r\v\f";
  const characters: Convert<string> = (rt, v) => v === null ? whiteSpace : bytesLike(rt, v);
  return method([or(whiteSpace, characters)], (_rt, self, chars) => like(self, strip(latin1(self.data), chars)));
}

/** Only ASCII white space separates bytes; other characters that str takes for space are shielded. */
function splitAtSpace(by: typeof parts.splitAtSpace, text: string, limit: number): string[] {
  const moved = (piece: string, by: number) =>
    piece.replace(/[^\t-\r -~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + by));
  return by(moved(text, 0x400), limit).map((piece) => moved(piece, -0x400));
}

/** The limit is looked at first. */
function splitting(atSpace: typeof parts.splitAtSpace, at: typeof parts.split): Native<PyBytes> {
  return method([named("sep", null, same), named("maxsplit", -1, size)], (rt, self, separator, limit) => {
    const wanted = separator === null ? null : bytesLike(rt, separator);
    if (wanted === "") throw rt.valueError("empty separator");
    const text = latin1(self.data);
    const pieces = wanted === null ? splitAtSpace(atSpace, text, limit) : at(text, wanted, limit);
    rt.spend(pieces.length);
    return rt.list(pieces.map((piece) => like(self, piece)));
  });
}

function partitioning(last: boolean): Native<PyBytes> {
  return method([as(separating)], (rt, self, given) => {
    const separator = latin1(given.data);
    if (separator === "") throw rt.valueError("empty separator");
    const [before, found, after] = parts.partition(latin1(self.data), separator, last) as [string, string, string];
    // bytes give the separator itself back, a bytearray makes one of its own kind.
    const between = found !== "" && self.cls.layout === "bytes" ? given : like(self, found);
    return tuple([like(self, before), between, like(self, after)]);
  });
}

function splitLines(text: string, keepEnds: boolean): string[] {
  const lines = text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
  return keepEnds ? lines : lines.map((line) => line.replace(/(?:\r\n|\r|\n)$/, ""));
}

function join(rt: Runtime, self: PyBytes, iterable: Value): PyBytes {
  const separator = latin1(self.data);
  let length = 0;
  const pieces = joinable(rt, iterable).map((item, i) => {
    if (item instanceof PyBytes) {
      length += item.data.length + separator.length;
      rt.checkSize(length);
      return latin1(item.data);
    }
    throw rt.typeError(`sequence item ${i}: expected a bytes-like object, ${rt.typeName(item)} found`);
  });
  const text = pieces.join(separator);
  rt.checkNew(text.length);
  return like(self, text);
}

// ---- laying out ------------------------------------------------------------------------------------------------------

/** A method that widens: `left` says how many of the missing bytes come before. */
function justifying(left: (missing: number, width: number) => number): Native<PyBytes> {
  return method([as(size), or(" ", fillByte)], (rt, self, width, fill) => {
    rt.checkSize(width);
    const missing = Math.max(0, width - self.data.length);
    const before = left(missing, width);
    return like(self, fill.repeat(before) + latin1(self.data) + fill.repeat(missing - before));
  });
}

function trimming(trim: (text: string, affix: string) => string): Native<PyBytes> {
  return method([as(bytesLike)], (_rt, self, affix) => like(self, trim(latin1(self.data), affix)));
}

function translate(rt: Runtime, self: PyBytes, table: Value, deletions: Slot): PyBytes {
  const map = table === null ? null : bytesLike(rt, table);
  if (map !== null && map.length !== 256) throw rt.valueError("translation table must be 256 characters long");
  const deleted = deletions === undefined ? "" : bytesLike(rt, deletions);
  const kept = Array.from(latin1(self.data)).filter((char) => !deleted.includes(char));
  return like(self, kept.map((char) => map === null ? char : map[char.charCodeAt(0)]).join(""));
}

function separatorOfHex(rt: Runtime, v: Slot): string {
  if (v === undefined) return "";
  if (rt.length(v) !== 1n) throw rt.valueError("sep must be length 1.");
  const text = v instanceof PyBytes && v.cls.layout === "bytes" ? latin1(v.data) : strPayload(v);
  if (text === undefined) throw rt.typeError("sep must be str or bytes.");
  if (text > "\x7f") throw rt.valueError("sep must be ASCII.");
  return text;
}

function hex(rt: Runtime, self: PyBytes, given: Slot, group: number): string {
  const separator = separatorOfHex(rt, given);
  const pairs = Array.from(self.data, (byte) => byte.toString(16).padStart(2, "0"));
  const length = Math.abs(group);
  // Groups are counted from the end, from the start when the size is negative.
  const starts = (i: number) => length > 0 && i > 0 && (group > 0 ? pairs.length - i : i) % length === 0;
  return pairs.map((pair, i) => (starts(i) ? separator : "") + pair).join("");
}

const METHODS: Readonly<Record<string, Native<PyBytes>>> = {
  upper: changing(upper),
  lower: changing(lower),
  capitalize: changing((text) => upper(text.slice(0, 1)) + lower(text.slice(1))),
  title: changing(title),
  swapcase: changing(swapCase),
  isdigit: asking((text) => /^[0-9]+$/.test(text)),
  isalpha: asking((text) => /^[a-zA-Z]+$/.test(text)),
  isalnum: asking((text) => /^[0-9a-zA-Z]+$/.test(text)),
  isspace: asking((text) => /^[\t-\r ]+$/.test(text)),
  isupper: asking((text) => /^[^a-z]*[A-Z][^a-z]*$/.test(text)),
  islower: asking((text) => /^[^A-Z]*[a-z][^A-Z]*$/.test(text)),
  istitle: asking((text) => /[A-Za-z]/.test(text) && title(text) === text),
  isascii: asking((text) => Array.from(text).every((char) => char < "\u0080")),

  count: searching(parts.count, false),
  find: searching(parts.find, false),
  index: searching(parts.find, true),
  rfind: searching(parts.findLast, false),
  rindex: searching(parts.findLast, true),
  startswith: affix("startsWith"),
  endswith: affix("endsWith"),
  split: splitting(parts.splitAtSpace, parts.split),
  rsplit: splitting(parts.splitAtSpaceFromEnd, parts.splitFromEnd),
  partition: partitioning(false),
  rpartition: partitioning(true),
  splitlines: method([named("keepends", false, truth)], (rt, self, keepEnds) => {
    return rt.list(splitLines(latin1(self.data), keepEnds).map((line) => like(self, line)));
  }),
  join: method([value], join),

  strip: stripping((text, chars) => parts.stripStart(parts.stripEnd(text, chars), chars)),
  lstrip: stripping(parts.stripStart),
  rstrip: stripping(parts.stripEnd),
  removeprefix: trimming((text, affix) => text.startsWith(affix) ? text.slice(affix.length) : text),
  removesuffix: trimming((text, affix) => affix !== "" && text.endsWith(affix) ? text.slice(0, -affix.length) : text),
  center: justifying((missing, width) => (missing >> 1) + (missing & width & 1)),
  ljust: justifying(() => 0),
  rjust: justifying((missing) => missing),
  zfill: method([as(size)], (rt, self, width) => {
    rt.checkSize(width);
    return like(self, parts.zeroFill(latin1(self.data), width));
  }),
  expandtabs: method([named("tabsize", 8, cInt)], (rt, self, tabSize) => {
    const text = parts.expandTabs(latin1(self.data), tabSize);
    rt.checkSize(text.length);
    return like(self, text);
  }),
  replace: method([as(bytesLike), as(bytesLike), or(-1, size)], (rt, self, from, to, most) => {
    const text = latin1(self.data);
    rt.checkNew(text.length + parts.count(text, from, WHOLE.start, WHOLE.end) * to.length);
    return like(self, parts.replace(text, from, to, most));
  }),
  translate: method([value, named("delete")], translate),
  decode: method(
    [named("encoding", "utf-8", str), named("errors", "strict", str)],
    (rt, self, encoding, errors) => decode(rt, self.data, encoding, errors),
  ),
  hex: method([named("sep"), named("bytes_per_sep", 1, size)], hex),
};

/** `bytes.maketrans(from, to)`: which byte stands for each of the 256. */
const maketrans = fn([as(bytesLike), as(bytesLike)], (rt, old, fresh) => {
  if (old.length !== fresh.length) throw rt.valueError("maketrans arguments must have same length");
  const table = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  for (let i = 0; i < old.length; i++) table[old.charCodeAt(i)] = fresh.charCodeAt(i);
  return new PyBytes(types.bytes, table);
});

function fromHex(rt: Runtime, text: string): Uint8Array {
  const bytes: number[] = [];
  for (let at = 0; at < text.length;) {
    if (/[\t-\r ]/.test(text[at] as string)) {
      at++;
      continue;
    }
    const pair = text.slice(at, at + 2);
    const bad = /^[0-9a-fA-F]/.test(pair) ? at + 1 : at;
    if (!/^[0-9a-fA-F]{2}$/.test(pair)) {
      throw rt.valueError(`non-hexadecimal number found in fromhex() arg at position ${bad}`);
    }
    bytes.push(Number.parseInt(pair, 16));
    at += 2;
  }
  return Uint8Array.from(bytes);
}

const fromhex = method([as(str)], (rt, cls: PyType, text) => {
  const made = new PyBytes(cls.layout === "bytearray" ? types.bytearray : types.bytes, fromHex(rt, text));
  return cls.heap ? rt.call(cls, [made]) : made;
});

/** Gives the methods to a type. */
export function installBytesMethods(type: PyType): void {
  defineMethods(type, METHODS);
  defineClassMethods(type, { fromhex });
  defineStaticMethods(type, { maketrans });
}
