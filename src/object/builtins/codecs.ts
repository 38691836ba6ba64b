/**
 * The encodings that programs can count on: UTF-8, ASCII and Latin-1.
 *
 * @module
 */

import { LOOKUP_ERROR, UNICODE_DECODE_ERROR, UNICODE_ENCODE_ERROR } from "../exception/exception_types.ts";
import { raise, raiseValue } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { PyBytes } from "../values/sequence_values.ts";

type Codec = "utf-8" | "ascii" | "latin-1";

const NAMES: Readonly<Record<string, Codec>> = {
  "utf-8": "utf-8",
  utf8: "utf-8",
  "u8": "utf-8",
  ascii: "ascii",
  "us-ascii": "ascii",
  "latin-1": "latin-1",
  latin1: "latin-1",
  "iso-8859-1": "latin-1",
  l1: "latin-1",
};

function codecOf(rt: Runtime, name: string): Codec {
  const codec = NAMES[name.toLowerCase().replaceAll("_", "-")];
  if (codec === undefined) throw raise(rt, LOOKUP_ERROR, `unknown encoding: ${name}`);
  return codec;
}

/** `text.encode(encoding, errors)`. */
export function encodeText(rt: Runtime, text: string, encoding: string, errors: string): Uint8Array {
  const codec = codecOf(rt, encoding);
  const bytes: number[] = [];
  Array.from(text).forEach((char, index) => {
    const code = char.codePointAt(0) as number;
    const limit = codec === "ascii" ? 0x80 : codec === "latin-1" ? 0x100 : Infinity;
    if (code < limit && !(code >= 0xd800 && code < 0xe000)) {
      if (codec === "utf-8") bytes.push(...utf8(code));
      else bytes.push(code);
      return;
    }
    if (errors === "ignore") return;
    if (errors === "replace") {
      bytes.push(63);
      return;
    }
    const reason = codec === "utf-8" ? "surrogates not allowed" : `ordinal not in range(${limit})`;
    throw raiseValue(rt, UNICODE_ENCODE_ERROR, codec, text, index, index + 1, reason);
  });
  return Uint8Array.from(bytes);
}

function utf8(code: number): number[] {
  if (code < 0x80) return [code];
  if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 63)];
  if (code < 0x10000) return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
  return [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
}

/** `bytes.decode(encoding, errors)`. */
export function decodeBytes(rt: Runtime, data: Uint8Array, encoding: string, errors: string): string {
  const codec = codecOf(rt, encoding);
  const fail = (start: number, end: number, reason: string): string => {
    if (errors === "ignore") return "";
    if (errors === "replace") return "\ufffd";
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
      const [code, length, reason] = sequenceAt(data, at);
      text += code < 0 ? fail(at, at + length, reason) : String.fromCodePoint(code);
      at += length;
    }
  }
  return text;
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
