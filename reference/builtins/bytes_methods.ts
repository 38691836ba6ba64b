/**
 * Methods of `bytes` and `bytearray` that lay out or change text in ASCII.
 *
 * @module
 */

import type { Runtime } from "../runtime.ts";
import * as parts from "../text/str_parts.ts";
import { builtin, defineMethods, types } from "../types.ts";
import { type NativeMethod, PyBytes, PyMethodWrapper, type PyType, type Value } from "../values.ts";
import { bindArguments, noArguments, oneArgument, positional, sizeArgument } from "./arguments.ts";

function textOf(v: Value): string {
  return Array.from((v as PyBytes).data, (byte) => String.fromCharCode(byte)).join("");
}

/** Bytes of a text of characters U+0000 to U+00FF, of the built-in type that `self` extends. */
function like(self: Value, text: string): PyBytes {
  const type = (self as PyBytes).cls.layout === "bytearray" ? types.bytearray : types.bytes;
  return new PyBytes(type, Uint8Array.from(text, (character) => character.charCodeAt(0)));
}

function argumentText(rt: Runtime, v: Value): string {
  if (v instanceof PyBytes) return textOf(v);
  throw rt.error("TypeError", `a bytes-like object is required, not '${rt.typeName(v)}'`);
}

const isUpper = (character: string): boolean => character >= "A" && character <= "Z";
const isLower = (character: string): boolean => character >= "a" && character <= "z";
const upper = (character: string): string => isLower(character) ? character.toUpperCase() : character;
const lower = (character: string): string => isUpper(character) ? character.toLowerCase() : character;

/** Upper case where a run of letters begins, lower case in it. */
function title(text: string): string {
  let inside = false;
  return Array.from(text, (character) => {
    const changed = inside ? lower(character) : upper(character);
    inside = isUpper(character) || isLower(character);
    return changed;
  }).join("");
}

function isTitle(text: string): boolean {
  return /[A-Za-z]/.test(text) && title(text) === text;
}

/** A method without arguments that makes other bytes. */
function changing(name: string, change: (text: string) => string): NativeMethod {
  return (rt, self, args, kwargs) => {
    noArguments(rt, `bytes.${name}`, args, kwargs);
    return like(self, change(textOf(self)));
  };
}

function asking(name: string, holds: (text: string) => boolean): NativeMethod {
  return (rt, self, args, kwargs) => {
    noArguments(rt, `bytes.${name}`, args, kwargs);
    return holds(textOf(self));
  };
}

/** A method that widens: `left` says how many of the missing bytes come before. */
function justifying(name: string, left: (missing: number, width: number) => number): NativeMethod {
  return (rt, self, args, kwargs) => {
    const [widthValue, fillValue] = positional(rt, `bytes.${name}`, args, kwargs, 1, 2);
    const width = sizeArgument(rt, widthValue as Value);
    let fill = " ";
    if (fillValue !== undefined) {
      if (!(fillValue instanceof PyBytes) || fillValue.data.length !== 1) {
        throw rt.error(
          "TypeError",
          `${name}() argument 2 must be a byte string of length 1, not ${rt.typeName(fillValue)}`,
        );
      }
      fill = textOf(fillValue);
    }
    const text = textOf(self);
    rt.checkSize(width);
    const missing = Math.max(0, width - text.length);
    const before = left(missing, width);
    return like(self, fill.repeat(before) + text + fill.repeat(missing - before));
  };
}

function trimming(name: string, trim: (text: string, affix: string) => string): NativeMethod {
  return (rt, self, args, kwargs) => {
    const affix = argumentText(rt, oneArgument(rt, `bytes.${name}`, args, kwargs));
    return like(self, trim(textOf(self), affix));
  };
}

const splitLines: NativeMethod = (rt, self, args, kwargs) => {
  const signature = { name: "splitlines", parameters: ["keepends"], positional: 1, required: 0 };
  const [keep] = bindArguments(rt, signature, args, kwargs);
  const keepEnds = keep !== undefined && rt.truth(keep);
  const lines: string[] = [];
  const text = textOf(self);
  for (let at = 0; at < text.length;) {
    let end = at;
    while (end < text.length && text[end] !== "\n" && text[end] !== "\r") end++;
    let next = Math.min(end + 1, text.length);
    if (text[end] === "\r" && text[end + 1] === "\n") next++;
    lines.push(text.slice(at, keepEnds ? next : end));
    at = next;
  }
  return rt.list(lines.map((line) => like(self, line)));
};

const translate: NativeMethod = (rt, self, args, kwargs) => {
  const signature = { name: "translate", parameters: ["", "delete"], positional: 2, required: 1 };
  const [table, gone] = bindArguments(rt, signature, args, kwargs);
  const map = table === null ? null : argumentText(rt, table as Value);
  if (map !== null && map.length !== 256) {
    throw rt.error("ValueError", "translation table must be 256 characters long");
  }
  const deleted = gone === undefined ? "" : argumentText(rt, gone);
  const kept = Array.from(textOf(self)).filter((character) => !deleted.includes(character));
  return like(self, kept.map((character) => map === null ? character : map[character.charCodeAt(0)]).join(""));
};

const METHODS: Readonly<Record<string, NativeMethod>> = {
  capitalize: changing("capitalize", (text) => title(text.slice(0, 1)) + Array.from(text.slice(1), lower).join("")),
  title: changing("title", title),
  swapcase: changing(
    "swapcase",
    (text) => Array.from(text, (character) => isUpper(character) ? lower(character) : upper(character)).join(""),
  ),
  istitle: asking("istitle", isTitle),
  isascii: asking("isascii", (text) => Array.from(text).every((character) => character < "\u0080")),
  center: justifying("center", (missing, width) => (missing >> 1) + (missing & width & 1)),
  ljust: justifying("ljust", () => 0),
  rjust: justifying("rjust", (missing) => missing),
  zfill: (rt, self, args, kwargs) => {
    const width = sizeArgument(rt, oneArgument(rt, "bytes.zfill", args, kwargs));
    const text = textOf(self);
    rt.checkSize(width);
    const sign = /^[+-]/.test(text) ? text.slice(0, 1) : "";
    return like(self, sign + "0".repeat(Math.max(0, width - text.length)) + text.slice(sign.length));
  },
  expandtabs: (rt, self, args, kwargs) => {
    const signature = { name: "expandtabs", parameters: ["tabsize"], positional: 1, required: 0 };
    const [size] = bindArguments(rt, signature, args, kwargs);
    const text = parts.expandTabs(textOf(self), size === undefined ? 8 : sizeArgument(rt, size));
    rt.checkSize(text.length);
    return like(self, text);
  },
  removeprefix: trimming("removeprefix", (text, affix) => text.startsWith(affix) ? text.slice(affix.length) : text),
  removesuffix: trimming(
    "removesuffix",
    (text, affix) => affix !== "" && text.endsWith(affix) ? text.slice(0, -affix.length) : text,
  ),
  splitlines: splitLines,
  translate,
};

/** `bytes.maketrans(from, to)`: which byte stands for each of the 256. */
const MAKETRANS = builtin("maketrans", (rt, args, kwargs) => {
  const [from, to] = positional(rt, "bytes.maketrans", args, kwargs, 2, 2) as [Value, Value];
  const [old, fresh] = [argumentText(rt, from), argumentText(rt, to)];
  if (old.length !== fresh.length) throw rt.error("ValueError", "maketrans arguments must have same length");
  const table = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  for (let i = 0; i < old.length; i++) table[old.charCodeAt(i)] = fresh.charCodeAt(i);
  return new PyBytes(types.bytes, table);
});

/** Gives the methods to a type. */
export function installBytesMethods(type: PyType): void {
  defineMethods(type, METHODS);
  type.dict.set("maketrans", new PyMethodWrapper(types.staticmethod, MAKETRANS));
}
