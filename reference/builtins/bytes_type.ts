/**
 * `bytes` and `bytearray`: construction and methods. Methods that bytes share with str work on the text whose characters
 * are the bytes.
 *
 * @module
 */

import { copyWork } from "../../src/isa/work.ts";
import type { Runtime } from "../runtime.ts";
import { strPayload } from "../text/payload.ts";
import * as parts from "../text/str_parts.ts";
import { defineClassMethods, defineMethods, defineNew, defineWrappers, tuple, types } from "../types.ts";
import { type Kwargs, type NativeMethod, PyBytes, PyTuple, type PyType, type Slot, type Value } from "../values.ts";
import { bindArguments, noArguments, oneArgument, positional, sizeArgument, sliceBound, WHOLE } from "./arguments.ts";
import { byteFrom, bytesFrom } from "./bytes_from.ts";
import { decode, encode } from "./codecs.ts";
import { installBytesMethods } from "./bytes_methods.ts";
import { clampIndex } from "./list_type.ts";

function dataOf(self: Value): Uint8Array {
  return (self as PyBytes).data;
}

/** The bytes as characters U+0000 to U+00FF. */
function charsOf(data: Uint8Array): string {
  let text = "";
  for (const byte of data) text += String.fromCharCode(byte);
  return text;
}

function bytesOfChars(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

/** Result of a method: of the built-in type that `self` extends. */
function like(self: Value, text: string): PyBytes {
  const type = (self as PyBytes).cls.layout === "bytearray" ? types.bytearray : types.bytes;
  return new PyBytes(type, bytesOfChars(text));
}

function bytesLike(rt: Runtime, v: Value): string {
  if (v instanceof PyBytes) return charsOf(v.data);
  throw rt.error("TypeError", `a bytes-like object is required, not '${rt.typeName(v)}'`);
}

/** A bytes-like argument, or an int as the byte that it names. */
function bytesOrByte(rt: Runtime, v: Value): string {
  if (v instanceof PyBytes) return charsOf(v.data);
  const index = rt.indexOptional(v);
  if (index === undefined) {
    throw rt.error("TypeError", `argument should be integer or bytes-like object, not '${rt.typeName(v)}'`);
  }
  return String.fromCharCode(byteFrom(rt, v, "byte"));
}

function construct(rt: Runtime, type: string, args: readonly Value[], kwargs: Kwargs): Uint8Array {
  const signature = { name: type, parameters: ["source", "encoding", "errors"], positional: 3, required: 0 };
  const [source, encoding, errors] = bindArguments(rt, signature, args, kwargs);
  const option = (v: Slot, fallback: string) => v === undefined ? fallback : strPayload(v) ?? fallback;
  if (source === undefined) {
    if (encoding !== undefined || errors !== undefined) {
      throw rt.error("TypeError", `${encoding === undefined ? "errors" : "encoding"} without a string argument`);
    }
    return new Uint8Array(0);
  }
  const text = strPayload(source);
  if (text !== undefined) {
    if (encoding === undefined) throw rt.error("TypeError", "string argument without an encoding");
    return encode(rt, text, option(encoding, "utf-8"), option(errors, "strict"));
  }
  if (encoding !== undefined || errors !== undefined) {
    throw rt.error("TypeError", `${encoding === undefined ? "errors" : "encoding"} without a string argument`);
  }
  const own = source instanceof PyBytes ? undefined : rt.special(source, "__bytes__");
  const count = own === undefined ? rt.indexOptional(source) : undefined;
  if (count !== undefined) {
    if (count < 0n) throw rt.error("ValueError", "negative count");
    rt.checkNew(count);
    return new Uint8Array(Number(count));
  }
  return bytesFrom(rt, source).slice();
}

function hexText(rt: Runtime, data: Uint8Array, args: readonly Value[], kwargs: Kwargs): string {
  const signature = { name: "hex", parameters: ["sep", "bytes_per_sep"], positional: 2, required: 0 };
  const [separator, perSeparator] = bindArguments(rt, signature, args, kwargs);
  const pairs = Array.from(data, (byte) => byte.toString(16).padStart(2, "0"));
  if (separator === undefined) return pairs.join("");
  const text = strPayload(separator) ?? bytesLike(rt, separator);
  if (text.length !== 1) throw rt.error("ValueError", "sep must be length 1.");
  const group = perSeparator === undefined ? 1 : sizeArgument(rt, perSeparator);
  if (group === 0) return pairs.join("");
  let result = "";
  const size = Math.abs(group);
  pairs.forEach((pair, i) => {
    // Groups are counted from the end, from the start when the size is negative.
    const boundary = group > 0 ? (pairs.length - i) % size === 0 : i % size === 0;
    result += (i > 0 && boundary ? text : "") + pair;
  });
  return result;
}

function fromHex(rt: Runtime, text: string): Uint8Array {
  const bytes: number[] = [];
  let at = 0;
  while (at < text.length) {
    if (/[\t-\r ]/.test(text[at] as string)) {
      at++;
      continue;
    }
    const pair = text.slice(at, at + 2);
    const bad = /^[0-9a-fA-F]/.test(pair) ? at + 1 : at;
    if (!/^[0-9a-fA-F]{2}$/.test(pair)) {
      throw rt.error("ValueError", `non-hexadecimal number found in fromhex() arg at position ${bad}`);
    }
    bytes.push(Number.parseInt(pair, 16));
    at += 2;
  }
  return Uint8Array.from(bytes);
}

type Search = (text: string, wanted: string, start: bigint, end: bigint) => number;

function search(name: string, body: Search, mustFind: boolean): NativeMethod {
  return (rt, self, args, kwargs) => {
    const [wanted, start, end] = positional(rt, `bytes.${name}`, args, kwargs, 1, 3);
    const text = bytesOrByte(rt, wanted as Value);
    const from = sliceBound(rt, start, WHOLE.start);
    const found = body(charsOf(dataOf(self)), text, from, sliceBound(rt, end, WHOLE.end));
    if (mustFind && found < 0) throw rt.error("ValueError", "subsection not found");
    return BigInt(found);
  };
}

function affix(name: "startswith" | "endswith"): NativeMethod {
  return (rt, self, args, kwargs) => {
    const [wanted, start, end] = positional(rt, `bytes.${name}`, args, kwargs, 1, 3);
    const from = sliceBound(rt, start, WHOLE.start);
    const clamped = parts.clampedPart(charsOf(dataOf(self)), from, sliceBound(rt, end, WHOLE.end));
    const matches = (v: Value): boolean => {
      if (!(v instanceof PyBytes)) {
        throw rt.error(
          "TypeError",
          `${name} first arg must be bytes or a tuple of bytes, not ${rt.typeName(v)}`,
        );
      }
      if (clamped === null) return false;
      const text = charsOf(v.data);
      return name === "startswith" ? clamped.part.startsWith(text) : clamped.part.endsWith(text);
    };
    return wanted instanceof PyTuple ? wanted.items.some(matches) : matches(wanted as Value);
  };
}

function stripping(name: string, strip: (text: string, chars: string | null) => string): NativeMethod {
  return (rt, self, args, kwargs) => {
    const [chars] = positional(rt, `bytes.${name}`, args, kwargs, 0, 1);
    const set = chars === undefined || chars === null ? " \t\n\r\v\f" : bytesLike(rt, chars);
    return like(self, strip(charsOf(dataOf(self)), set));
  };
}

function mapped(name: string, body: (text: string) => string): NativeMethod {
  return (rt, self, args, kwargs) => {
    noArguments(rt, `bytes.${name}`, args, kwargs);
    return like(self, body(charsOf(dataOf(self))));
  };
}

function asks(name: string, pattern: RegExp): NativeMethod {
  return (rt, self, args, kwargs) => {
    noArguments(rt, `bytes.${name}`, args, kwargs);
    return pattern.test(charsOf(dataOf(self)));
  };
}

function upperAscii(text: string): string {
  return text.replace(/[a-z]+/g, (run) => run.toUpperCase());
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (run) => run.toLowerCase());
}

function splitting(name: "split" | "rsplit"): NativeMethod {
  return (rt, self, args, kwargs) => {
    const signature = { name, parameters: ["sep", "maxsplit"], positional: 2, required: 0 };
    const [separator, maxsplit] = bindArguments(rt, signature, args, kwargs);
    const limit = maxsplit === undefined ? -1 : sizeArgument(rt, maxsplit);
    const text = charsOf(dataOf(self));
    let pieces: string[];
    if (separator === undefined || separator === null) {
      // Only ASCII white space separates bytes; other characters that str takes for space are shielded.
      const shielded = text.replace(/[^\t-\r -~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0x400));
      const by = name === "split" ? parts.splitAtSpace : parts.splitAtSpaceFromEnd;
      pieces = by(shielded, limit).map((piece) =>
        piece.replace(/[^\t-\r -~]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0x400))
      );
    } else {
      const by = name === "split" ? parts.split : parts.splitFromEnd;
      const wanted = bytesLike(rt, separator);
      if (wanted === "") throw rt.error("ValueError", "empty separator");
      pieces = by(text, wanted, limit);
    }
    rt.spend(pieces.length);
    return rt.list(pieces.map((piece) => like(self, piece)));
  };
}

function partitioning(name: "partition" | "rpartition"): NativeMethod {
  return (rt, self, args, kwargs) => {
    const separator = bytesLike(rt, oneArgument(rt, `bytes.${name}`, args, kwargs));
    if (separator === "") throw rt.error("ValueError", "empty separator");
    const text = charsOf(dataOf(self));
    const at = name === "partition" ? text.indexOf(separator) : text.lastIndexOf(separator);
    const found = [text.slice(0, at), separator, text.slice(at + separator.length)];
    const absent = name === "partition" ? [text, "", ""] : ["", "", text];
    return tuple((at < 0 ? absent : found).map((piece) => like(self, piece)));
  };
}

function join(rt: Runtime, self: Value, iterable: Value): PyBytes {
  const pieces = rt.toArray(iterable).map((item, i) => {
    if (item instanceof PyBytes) return charsOf(item.data);
    throw rt.error("TypeError", `sequence item ${i}: expected a bytes-like object, ${rt.typeName(item)} found`);
  });
  const text = pieces.join(charsOf(dataOf(self)));
  rt.checkNew(text.length);
  return like(self, text);
}

const COMMON: Readonly<Record<string, NativeMethod>> = {
  count: search("count", parts.count, false),
  find: search("find", parts.find, false),
  index: search("index", parts.find, true),
  rfind: search("rfind", parts.findLast, false),
  rindex: search("rindex", parts.findLast, true),
  startswith: affix("startswith"),
  endswith: affix("endswith"),
  strip: stripping("strip", (text, chars) => parts.stripStart(parts.stripEnd(text, chars), chars)),
  lstrip: stripping("lstrip", parts.stripStart),
  rstrip: stripping("rstrip", parts.stripEnd),
  upper: mapped("upper", upperAscii),
  lower: mapped("lower", lowerAscii),
  isdigit: asks("isdigit", /^[0-9]+$/),
  isalpha: asks("isalpha", /^[a-zA-Z]+$/),
  isalnum: asks("isalnum", /^[0-9a-zA-Z]+$/),
  isspace: asks("isspace", /^[\t-\r ]+$/),
  isupper: asks("isupper", /^[^a-z]*[A-Z][^a-z]*$/),
  islower: asks("islower", /^[^A-Z]*[a-z][^A-Z]*$/),
  split: splitting("split"),
  rsplit: splitting("rsplit"),
  partition: partitioning("partition"),
  rpartition: partitioning("rpartition"),
  join: (rt, self, args, kwargs) => join(rt, self, oneArgument(rt, "bytes.join", args, kwargs)),
  replace: (rt, self, args, kwargs) => {
    const [old, replacement, limit] = positional(rt, "bytes.replace", args, kwargs, 2, 3);
    const from = bytesLike(rt, old as Value);
    const to = bytesLike(rt, replacement as Value);
    const most = limit === undefined ? -1 : sizeArgument(rt, limit);
    const text = charsOf(dataOf(self));
    rt.checkNew(text.length + parts.count(text, from, WHOLE.start, WHOLE.end) * to.length);
    return like(self, parts.replace(text, from, to, most));
  },
  decode: (rt, self, args, kwargs) => {
    const signature = { name: "decode", parameters: ["encoding", "errors"], positional: 2, required: 0 };
    const [encoding, errors] = bindArguments(rt, signature, args, kwargs);
    const option = (v: Slot, fallback: string) => v === undefined ? fallback : strPayload(v) ?? fallback;
    return decode(rt, dataOf(self), option(encoding, "utf-8"), option(errors, "strict"));
  },
  hex: (rt, self, args, kwargs) => hexText(rt, dataOf(self), args, kwargs),
};

function fromHexOf(rt: Runtime, cls: Value, args: readonly Value[], kwargs: Kwargs): Value {
  const type = cls as PyType;
  const text = strPayload(oneArgument(rt, `${type.name}.fromhex`, args, kwargs));
  if (text === undefined) {
    throw rt.error("TypeError", `fromhex() argument must be str, not ${rt.typeName(args[0] as Value)}`);
  }
  const made = new PyBytes(type.layout === "bytearray" ? types.bytearray : types.bytes, fromHex(rt, text));
  return type.heap ? rt.call(type, [made]) : made;
}

/** Gives `bytes` and `bytearray` their construction and methods. */
export function installBytes(): void {
  defineNew(types.bytes, (rt, cls, args, kwargs) => {
    const only = args[0];
    if (cls === types.bytes && args.length === 1 && only instanceof PyBytes && only.cls === cls) return only;
    return new PyBytes(cls, construct(rt, "bytes", args, kwargs));
  });
  defineNew(types.bytearray, (_rt, cls) => new PyBytes(cls, new Uint8Array(0)));
  defineWrappers(types.bytearray, {
    __init__: (rt, self, args, kwargs) => {
      (self as PyBytes).data = construct(rt, "bytearray", args, kwargs);
      return null;
    },
  });
  for (const type of [types.bytes, types.bytearray]) {
    defineMethods(type, COMMON);
    installBytesMethods(type);
    defineClassMethods(type, { fromhex: fromHexOf });
  }
  installBytearray();
}

/** Replaces `count` bytes at `at` by others. */
function splice(rt: Runtime, self: Value, at: number, count: number, inserted: readonly number[]): void {
  rt.spend(copyWork(dataOf(self).length));
  const bytes = [...dataOf(self)];
  bytes.splice(at, count, ...inserted);
  (self as PyBytes).data = Uint8Array.from(bytes);
}

function installBytearray(): void {
  defineMethods(types.bytearray, {
    append: (rt, self, args, kwargs) => {
      const byte = byteFrom(rt, oneArgument(rt, "bytearray.append", args, kwargs), "byte");
      rt.checkSize(dataOf(self).length + 1);
      splice(rt, self, dataOf(self).length, 0, [byte]);
      return null;
    },
    extend: (rt, self, args, kwargs) => {
      const source = oneArgument(rt, "bytearray.extend", args, kwargs);
      if (source !== null && typeof source !== "object") {
        throw rt.error("TypeError", `can't extend bytearray with ${rt.typeName(source)}`);
      }
      splice(rt, self, dataOf(self).length, 0, [...bytesFrom(rt, source)]);
      rt.checkSize(dataOf(self).length);
      return null;
    },
    clear: (rt, self, args, kwargs) => {
      noArguments(rt, "bytearray.clear", args, kwargs);
      (self as PyBytes).data = new Uint8Array(0);
      return null;
    },
    copy: (rt, self, args, kwargs) => {
      noArguments(rt, "bytearray.copy", args, kwargs);
      return new PyBytes(types.bytearray, dataOf(self).slice());
    },
    insert: (rt, self, args, kwargs) => {
      const [index, item] = positional(rt, "bytearray.insert", args, kwargs, 2, 2);
      const at = clampIndex(BigInt(sizeArgument(rt, index as Value)), dataOf(self).length);
      splice(rt, self, at, 0, [byteFrom(rt, item as Value, "byte")]);
      return null;
    },
    pop: (rt, self, args, kwargs) => {
      const [index] = positional(rt, "bytearray.pop", args, kwargs, 0, 1);
      let at = index === undefined ? -1 : sizeArgument(rt, index);
      const data = dataOf(self);
      if (data.length === 0) throw rt.error("IndexError", "pop from empty bytearray");
      if (at < 0) at += data.length;
      if (at < 0 || at >= data.length) throw rt.error("IndexError", "pop index out of range");
      const byte = data[at] as number;
      splice(rt, self, at, 1, []);
      return BigInt(byte);
    },
    remove: (rt, self, args, kwargs) => {
      const byte = byteFrom(rt, oneArgument(rt, "bytearray.remove", args, kwargs), "byte");
      const at = dataOf(self).indexOf(byte);
      if (at < 0) throw rt.error("ValueError", "value not found in bytearray");
      splice(rt, self, at, 1, []);
      return null;
    },
    reverse: (rt, self, args, kwargs) => {
      noArguments(rt, "bytearray.reverse", args, kwargs);
      (self as PyBytes).data = dataOf(self).slice().reverse();
      return null;
    },
  });
}
