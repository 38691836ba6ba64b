/**
 * Encodings between str and bytes: UTF-8, ASCII, Latin-1.
 *
 * @module
 */

import { KNOWN_CODECS } from "../../src/isa/known_names.ts";
import { copyWork } from "../../src/isa/work.ts";
import type { Runtime } from "../runtime.ts";
import { types } from "../types.ts";
import { hexEscape } from "../text/escapes.ts";
import { PyBytes, type Value } from "../values.ts";

type Codec = "utf-8" | "ascii" | "latin-1";

const NAMES = new Map<string, Codec>([
  ["utf_8", "utf-8"],
  ["utf8", "utf-8"],
  ["u8", "utf-8"],
  ["ascii", "ascii"],
  ["us_ascii", "ascii"],
  ["646", "ascii"],
  ["latin_1", "latin-1"],
  ["latin1", "latin-1"],
  ["iso_8859_1", "latin-1"],
  ["iso8859_1", "latin-1"],
  ["l1", "latin-1"],
]);

function codecOf(rt: Runtime, name: string): Codec {
  const codec = NAMES.get(name.toLowerCase().replace(/[- ]/g, "_"));
  if (codec === undefined) {
    if (isKnownCodec(name)) rt.unsupported(`codec ${name}`);
    throw rt.error("LookupError", `unknown encoding: ${name}`);
  }
  return codec;
}

const ERROR_HANDLERS = new Set([
  "strict",
  "ignore",
  "replace",
  "backslashreplace",
  "surrogatepass",
  "surrogateescape",
  "xmlcharrefreplace",
]);

function checkErrors(rt: Runtime, errors: string): void {
  if (errors === "namereplace") rt.unsupported("the error handler namereplace");
  if (!ERROR_HANDLERS.has(errors)) throw rt.error("LookupError", `unknown error handler name '${errors}'`);
}

/** `text.encode(encoding, errors)`. */
export function encode(rt: Runtime, text: string, encoding: string, errors: string): Uint8Array {
  const codec = codecOf(rt, encoding);
  rt.spend(copyWork(2 * text.length));
  const bytes: number[] = [];
  let position = 0;
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    const limit = codec === "ascii" ? 128 : codec === "latin-1" ? 256 : Infinity;
    const isSurrogate = code >= 0xd800 && code <= 0xdfff;
    if (code >= limit || (codec === "utf-8" && isSurrogate && errors !== "surrogatepass")) {
      checkErrors(rt, errors);
      if (errors === "replace") bytes.push(63);
      else if (errors === "backslashreplace") bytes.push(...new TextEncoder().encode(hexEscape(code)));
      else if (errors === "xmlcharrefreplace") bytes.push(...new TextEncoder().encode(`&#${code};`));
      else if (errors === "surrogateescape" && code >= 0xdc80 && code <= 0xdcff) bytes.push(code - 0xdc00);
      else if (errors !== "ignore") throw encodeError(rt, codec, text, position, limit);
    } else if (codec === "utf-8") {
      pushUtf8(bytes, code);
    } else {
      bytes.push(code);
    }
    position++;
  }
  return Uint8Array.from(bytes);
}

function pushUtf8(bytes: number[], code: number): void {
  if (code < 0x80) bytes.push(code);
  else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
  else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  else {
    bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
}

function encodeError(rt: Runtime, codec: Codec, text: string, position: number, limit: number) {
  const chars = Array.from(text);
  const bad = (char: string | undefined) => {
    if (char === undefined) return false;
    const code = char.codePointAt(0) as number;
    return code >= limit || (codec === "utf-8" && code >= 0xd800 && code <= 0xdfff);
  };
  let end = position + 1;
  while (bad(chars[end])) end++;
  const reason = codec === "utf-8" ? "surrogates not allowed" : `ordinal not in range(${limit})`;
  return rt.errorWith("UnicodeEncodeError", [codec, text, BigInt(position), BigInt(end), reason]);
}

/** Length, smallest value and first payload bits by lead byte. */
function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

/** `bytes.decode(encoding, errors)`. */
export function decode(rt: Runtime, bytes: Uint8Array, encoding: string, errors: string): string {
  // FAITHFUL: no bytes are no text, whatever the codec is called.
  if (bytes.length === 0) return "";
  const codec = codecOf(rt, encoding);
  rt.spend(copyWork(bytes.length));
  let text = "";
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at] as number;
    if (codec === "latin-1" || lead < 128) {
      text += String.fromCharCode(lead);
      at++;
      continue;
    }
    const { code, end, reason } = codec === "ascii"
      ? { code: -1, end: at + 1, reason: "ordinal not in range(128)" }
      : decodeSequence(bytes, at);
    if (code < 0 && codec === "utf-8" && errors === "surrogatepass" && isEncodedSurrogate(bytes, at)) {
      text += String.fromCharCode(0xd000 | (((bytes[at + 1] as number) & 63) << 6) | ((bytes[at + 2] as number) & 63));
      at += 3;
      continue;
    }
    if (code >= 0) {
      text += String.fromCodePoint(code);
    } else {
      checkErrors(rt, errors);
      const data = new PyBytes(types.bytes, bytes);
      if (errors === "replace") text += "\ufffd";
      else if (errors === "backslashreplace") {
        for (let i = at; i < end; i++) text += hexEscape(bytes[i] as number);
      } else if (errors === "surrogateescape") {
        for (let i = at; i < end; i++) text += String.fromCharCode(0xdc00 + (bytes[i] as number));
      } else if (errors === "xmlcharrefreplace") {
        throw rt.typeError("don't know how to handle UnicodeDecodeError in error callback");
      } else if (errors !== "ignore") {
        const args: Value[] = [codec, data, BigInt(at), BigInt(end), reason];
        throw rt.errorWith("UnicodeDecodeError", args);
      }
    }
    at = end;
  }
  return text;
}

/** Three bytes that would be a surrogate, if UTF-8 had those. */
function isEncodedSurrogate(bytes: Uint8Array, at: number): boolean {
  const [lead, second, third] = bytes.slice(at, at + 3);
  if (lead !== 0xed || second === undefined || third === undefined) return false;
  return second >= 0xa0 && second <= 0xbf && third >= 0x80 && third <= 0xbf;
}

/** One UTF-8 sequence: its character, or -1 with the end of the bad part and what is wrong with it. */
function decodeSequence(bytes: Uint8Array, at: number): { code: number; end: number; reason: string } {
  const lead = bytes[at] as number;
  const length = sequenceLength(lead);
  if (length === 0) return { code: -1, end: at + 1, reason: "invalid start byte" };
  let code = lead & (0xff >> (length + 1));
  for (let i = 1; i < length; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) return { code: -1, end: bytes.length, reason: "unexpected end of data" };
    // The second byte's range keeps out overlong forms, surrogates and what lies beyond the last plane.
    const low = i > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const high = i > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (byte < low || byte > high) return { code: -1, end: at + i, reason: "invalid continuation byte" };
    code = (code << 6) | (byte & 63);
  }
  return { code, end: at + length, reason: "" };
}

/** Whether there is a codec of that name: words of letters, digits and points, joined by single underscores. */
function isKnownCodec(name: string): boolean {
  return KNOWN_CODECS.has((name.toLowerCase().match(/[a-z0-9.]+/g) ?? []).join("_"));
}
