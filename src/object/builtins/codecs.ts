/**
 * The encodings that programs can count on: UTF-8, ASCII and Latin-1.
 *
 * @module
 */

import { copyWork } from "../../isa/work.ts";
import { LOOKUP_ERROR, TYPE_ERROR, UNICODE_DECODE_ERROR, UNICODE_ENCODE_ERROR } from "../exception/exception_types.ts";
import { KNOWN_CODECS } from "../../isa/known_names.ts";
import { raise, raiseValue } from "../exception/raise.ts";
import { poison, type Runtime } from "../runtime.ts";
import { PyBytes } from "../values/sequence_values.ts";

type Codec = "utf-8" | "ascii" | "latin-1";

/** By any name that a program may give: a Map, as every string is a name. */
const NAMES: ReadonlyMap<string, Codec> = new Map([
  ["utf-8", "utf-8"],
  ["utf8", "utf-8"],
  ["u8", "utf-8"],
  ["ascii", "ascii"],
  ["us-ascii", "ascii"],
  ["646", "ascii"],
  ["latin-1", "latin-1"],
  ["latin1", "latin-1"],
  ["iso-8859-1", "latin-1"],
  ["iso8859-1", "latin-1"],
  ["l1", "latin-1"],
]);

/** Error handlers; any other name is refused once there is an error to handle. */
const HANDLERS: ReadonlySet<string> = new Set([
  "strict",
  "ignore",
  "replace",
  "backslashreplace",
  "surrogatepass",
  "surrogateescape",
  "xmlcharrefreplace",
]);

function checkHandler(rt: Runtime, errors: string): void {
  // The names of characters are a table that no engine has.
  if (errors === "namereplace") throw poison(rt, "unsupported", "the error handler namereplace");
  if (!HANDLERS.has(errors)) throw raise(rt, LOOKUP_ERROR, `unknown error handler name '${errors}'`);
}

function codecOf(rt: Runtime, name: string): Codec {
  const codec = NAMES.get(name.toLowerCase().replaceAll(/[_ ]/g, "-"));
  if (codec === undefined) {
    if (isKnownCodec(name)) throw poison(rt, "unsupported", `codec ${name}`);
    throw raise(rt, LOOKUP_ERROR, `unknown encoding: ${name}`);
  }
  return codec;
}

/** `text.encode(encoding, errors)`. */
export function encodeText(rt: Runtime, text: string, encoding: string, errors: string): Uint8Array {
  const codec = codecOf(rt, encoding);
  rt.burn(copyWork(2 * text.length));
  const limit = codec === "ascii" ? 0x80 : codec === "latin-1" ? 0x100 : Infinity;
  const bad = (code: number): boolean => code >= limit || (codec === "utf-8" && isSurrogate(code));
  const bytes: number[] = [];
  const codes = Array.from(text, (char) => char.codePointAt(0) as number);
  codes.forEach((code, index) => {
    if (!bad(code)) {
      if (codec === "utf-8") bytes.push(...utf8(code));
      else bytes.push(code);
      return;
    }
    checkHandler(rt, errors);
    const instead = encodedInstead(codec, code, errors);
    if (instead !== null) {
      bytes.push(...instead);
      return;
    }
    let end = index + 1;
    while (end < codes.length && bad(codes[end] as number)) end++;
    const reason = codec === "utf-8" ? "surrogates not allowed" : `ordinal not in range(${limit})`;
    throw raiseValue(rt, UNICODE_ENCODE_ERROR, codec, text, index, end, reason);
  });
  return Uint8Array.from(bytes);
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xe000;
}

/** Bytes that a handler puts in the place of a character that has none; null where it is an error. */
function encodedInstead(codec: Codec, code: number, errors: string): readonly number[] | null {
  switch (errors) {
    case "ignore":
      return [];
    case "replace":
      return [63];
    case "backslashreplace":
      return asciiBytes(escapeOf(code));
    case "xmlcharrefreplace":
      return asciiBytes(`&#${code};`);
    case "surrogatepass":
      return codec === "utf-8" ? utf8(code) : null;
    case "surrogateescape":
      return code >= 0xdc80 && code < 0xdd00 ? [code - 0xdc00] : null;
    default:
      return null;
  }
}

function asciiBytes(text: string): number[] {
  return Array.from(text, (char) => char.charCodeAt(0));
}

function escapeOf(code: number): string {
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
}

function utf8(code: number): number[] {
  if (code < 0x80) return [code];
  if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 63)];
  if (code < 0x10000) return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
  return [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
}

/** `bytes.decode(encoding, errors)`. */
export function decodeBytes(rt: Runtime, data: Uint8Array, encoding: string, errors: string): string {
  // FAITHFUL: no bytes are no text, whatever the codec is called.
  if (data.length === 0) return "";
  const codec = codecOf(rt, encoding);
  rt.burn(copyWork(data.length));
  const fail = (start: number, end: number, reason: string): string => {
    checkHandler(rt, errors);
    const wrong = Array.from(data.subarray(start, end));
    if (errors === "ignore") return "";
    if (errors === "replace") return "\ufffd";
    if (errors === "backslashreplace") return wrong.map(escapeOf).join("");
    if (errors === "surrogateescape") return String.fromCharCode(...wrong.map((byte) => 0xdc00 + byte));
    if (errors === "xmlcharrefreplace") {
      throw raise(rt, TYPE_ERROR, "don't know how to handle UnicodeDecodeError in error callback");
    }
    throw raiseValue(rt, UNICODE_DECODE_ERROR, codec, new PyBytes(data), start, end, reason);
  };
  let text = "";
  for (let at = 0; at < data.length;) {
    const byte = data[at] as number;
    if (byte < 0x80 || codec === "latin-1") {
      text += String.fromCharCode(byte);
      at++;
    } else if (codec === "ascii") {
      text += fail(at, at + 1, "ordinal not in range(128)");
      at++;
    } else {
      const passed = errors === "surrogatepass" ? surrogateAt(data, at) : 0;
      if (passed > 0) {
        text += String.fromCharCode(passed);
        at += 3;
        continue;
      }
      const [code, length, reason] = sequenceAt(data, at);
      text += code < 0 ? fail(at, at + length, reason) : String.fromCodePoint(code);
      at += length;
    }
  }
  return text;
}

/** The surrogate that three bytes stand for as UTF-8 never writes it; 0 where they are something else. */
function surrogateAt(data: Uint8Array, at: number): number {
  const second = data[at + 1] ?? 0;
  const third = data[at + 2] ?? 0;
  if (data[at] !== 0xed || second < 0xa0 || second > 0xbf || third < 0x80 || third > 0xbf) return 0;
  return 0xd000 | ((second & 63) << 6) | (third & 63);
}

/** One multi-byte sequence: its code point, or -1 with the number of bytes that are wrong and why. */
function sequenceAt(data: Uint8Array, at: number): readonly [code: number, length: number, reason: string] {
  const lead = data[at] as number;
  const length = lead >= 0xc2 && lead < 0xe0
    ? 2
    : lead >= 0xe0 && lead < 0xf0
    ? 3
    : lead >= 0xf0 && lead < 0xf5
    ? 4
    : 0;
  if (length === 0) return [-1, 1, "invalid start byte"];
  let code = lead & (0x7f >> length);
  for (let i = 1; i < length; i++) {
    const next = data[at + i];
    if (next === undefined) return [-1, i, "unexpected end of data"];
    const low = i === 1 ? (lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80) : 0x80;
    const high = i === 1 ? (lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf) : 0xbf;
    if (next < low || next > high) return [-1, i, "invalid continuation byte"];
    code = (code << 6) | (next & 63);
  }
  return [code, length, ""];
}

/** Whether there is a codec of that name (`encodings.normalize_encoding`). */
function isKnownCodec(name: string): boolean {
  return KNOWN_CODECS.has(name.toLowerCase().replace(/[^a-z0-9.]+/g, "_").replace(/^_|_$/g, ""));
}
