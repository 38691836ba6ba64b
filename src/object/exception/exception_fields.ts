/**
 * What SyntaxError and the errors of codecs take from their arguments when a program makes them, and their texts.
 *
 * @module
 */

import { itemsOf } from "../iterator/iteration.ts";
import type { Runtime } from "../runtime.ts";
import { toSize } from "../sequence/indexing.ts";
import { charAt } from "../text/escapes.ts";
import { str } from "../text/str.ts";
import { typeName } from "../type/types.ts";
import { strOf } from "../values/payload.ts";
import { PyByteArray, PyBytes } from "../values/sequence_values.ts";
import { isInt, type Value } from "../values/value.ts";
import type { PyException } from "./exception.ts";
import {
  SYNTAX_ERROR,
  TYPE_ERROR,
  UNICODE_DECODE_ERROR,
  UNICODE_ENCODE_ERROR,
  UNICODE_TRANSLATE_ERROR,
} from "./exception_types.ts";
import { CODEC_FIELDS, raise, setField } from "./raise.ts";

/** Fields of SyntaxError in the order of its second argument. */
const PLACE = ["filename", "lineno", "offset", "text", "end_lineno", "end_offset"] as const;
/** All fields of SyntaxError. */
export const SYNTAX_FIELDS = ["msg", ...PLACE, "print_file_and_line"] as const;

/** Checks the arguments of an exception that a program makes, and fills its fields from them. */
export function fillChecked(rt: Runtime, exception: PyException, args: readonly Value[]): void {
  const { cls } = exception;
  if (cls.isSubtype(SYNTAX_ERROR)) fillSyntaxError(rt, exception, args);
  else if (cls.isSubtype(UNICODE_TRANSLATE_ERROR)) fillCodecError(rt, exception, args, CODEC_FIELDS.slice(1));
  else if (cls.isSubtype(UNICODE_ENCODE_ERROR) || cls.isSubtype(UNICODE_DECODE_ERROR)) {
    fillCodecError(rt, exception, args, CODEC_FIELDS);
  }
}

/** `SyntaxError_init`. */
function fillSyntaxError(rt: Runtime, exception: PyException, args: readonly Value[]): void {
  if (args.length > 0) setField(exception, "msg", args[0]);
  if (args.length !== 2) return;
  const place = itemsOf(rt, args[1]);
  if (place.length < 4 || place.length > 6) {
    const bound = place.length < 4 ? "at least 4" : "at most 6";
    throw raise(rt, TYPE_ERROR, `function takes ${bound} arguments (${place.length} given)`);
  }
  place.forEach((value, i) => setField(exception, PLACE[i] as string, value));
  if (place.length === 5) throw raise(rt, TYPE_ERROR, "end_offset must be provided when end_lineno is provided");
}

/** `UnicodeDecodeError_init` and its kin. */
function fillCodecError(rt: Runtime, exception: PyException, args: readonly Value[], names: readonly string[]): void {
  if (args.length !== names.length) {
    throw raise(rt, TYPE_ERROR, `function takes exactly ${names.length} arguments (${args.length} given)`);
  }
  const decodes = exception.cls.isSubtype(UNICODE_DECODE_ERROR);
  names.forEach((name, i) => {
    const given = args[i];
    if (name === "start" || name === "end") setField(exception, name, toSize(rt, given));
    else if (name === "object" && decodes) {
      if (!(given instanceof PyBytes || given instanceof PyByteArray)) {
        throw raise(rt, TYPE_ERROR, `a bytes-like object is required, not '${typeName(given)}'`);
      }
      setField(exception, name, given);
    } else {
      if (strOf(given) === undefined) {
        throw raise(
          rt,
          TYPE_ERROR,
          `argument ${i + 1} must be str, not ${given === null ? "None" : typeName(given)}`,
        );
      }
      setField(exception, name, given);
    }
  });
}

/** `SyntaxError_str`: what it says, and where, as far as it knows. */
export function syntaxErrorStr(rt: Runtime, { fields }: PyException): string {
  const message = str(rt, fields?.get("msg") ?? null);
  const file = strOf(fields?.get("filename"));
  const line = fields?.get("lineno");
  const place: string[] = [];
  if (file !== undefined) place.push(file.slice(file.lastIndexOf("/") + 1));
  if (isInt(line)) place.push(`line ${line}`);
  return place.length === 0 ? message : `${message} (${place.join(", ")})`;
}

/** Text of an error of a codec; undefined when a program gave its fields other values (`UnicodeDecodeError_str` and its kin). */
export function codecErrorStr(rt: Runtime, { cls, fields }: PyException): string | undefined {
  const object = fields?.get("object") ?? null;
  if (object === null) return "";
  const start = fields?.get("start");
  const end = fields?.get("end");
  if (typeof start !== "number" || typeof end !== "number") return undefined;
  const decodes = cls.isSubtype(UNICODE_DECODE_ERROR);
  const codec = cls.isSubtype(UNICODE_TRANSLATE_ERROR)
    ? "can't translate"
    : `'${str(rt, fields?.get("encoding") ?? null)}' codec can't ${decodes ? "decode" : "encode"}`;
  const reason = str(rt, fields?.get("reason") ?? null);
  const unit = unitAt(object, start, decodes);
  if (unit === undefined) return undefined;
  if (end !== start + 1 || Number.isNaN(unit)) {
    return `${codec} ${decodes ? "bytes" : "characters"} in position ${start}-${end - 1}: ${reason}`;
  }
  const digits = unit.toString(16);
  if (decodes) return `${codec} byte 0x${digits.padStart(2, "0")} in position ${start}: ${reason}`;
  const escaped = unit <= 0xff
    ? `x${digits.padStart(2, "0")}`
    : unit <= 0xffff
    ? `u${digits.padStart(4, "0")}`
    : `U${digits.padStart(8, "0")}`;
  return `${codec} character '\\${escaped}' in position ${start}: ${reason}`;
}

/** The byte or code point at a position: NaN past the end, undefined when the object is neither bytes nor text. */
function unitAt(object: Value, at: number, decodes: boolean): number | undefined {
  if (decodes) return object instanceof PyBytes || object instanceof PyByteArray ? object.data[at] ?? NaN : undefined;
  const text = strOf(object);
  return text === undefined ? undefined : charAt(text, at)?.codePointAt(0) ?? NaN;
}
