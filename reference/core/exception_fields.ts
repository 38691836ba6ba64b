/**
 * What SyntaxError and the errors of codecs take from their arguments when they are made, and their texts.
 *
 * @module
 */

import { exceptions } from "../exceptions.ts";
import type { Runtime } from "../runtime.ts";
import { hexEscape } from "../text/escapes.ts";
import { typeOf, types } from "../types.ts";
import { codePointSlice } from "../text/code_points.ts";
import { PyBytes, type PyException, type Value } from "../values.ts";
import { intPayload } from "./numbers.ts";

/** Names of what SyntaxError knows of a place, in the order of its second argument. */
const PLACE = ["filename", "lineno", "offset", "text", "end_lineno", "end_offset"] as const;

/** Names of what the errors of codecs are given; that of translations has no codec. */
const CODEC = ["encoding", "object", "start", "end", "reason"] as const;

/** Fields of exceptions of a class by name; null for classes that have none here. Arguments that do not fit are a TypeError. */
export function fieldsFrom(rt: Runtime, raised: PyException, args: readonly Value[]): Map<string, Value> | null {
  const { cls } = raised;
  if (cls.isSubtypeOf(exceptions.SyntaxError)) return syntaxFields(rt, args);
  if (cls.isSubtypeOf(exceptions.UnicodeTranslateError)) return codecFields(rt, args, CODEC.slice(1), [types.str]);
  if (cls.isSubtypeOf(exceptions.UnicodeEncodeError)) return codecFields(rt, args, CODEC, [types.str, types.str]);
  if (cls.isSubtypeOf(exceptions.UnicodeDecodeError)) return codecFields(rt, args, CODEC, [types.str, types.bytes]);
  return null;
}

function syntaxFields(rt: Runtime, args: readonly Value[]): Map<string, Value> {
  const fields = new Map<string, Value>();
  if (args.length > 0) fields.set("msg", args[0] as Value);
  if (args.length !== 2) return fields;
  const place = rt.toArray(args[1] as Value);
  if (place.length < 4 || place.length > 6) {
    const bound = place.length < 4 ? "at least 4" : "at most 6";
    throw rt.typeError(`function takes ${bound} arguments (${place.length} given)`);
  }
  place.forEach((value, i) => fields.set(PLACE[i] as string, value));
  if (place.length === 5) throw rt.typeError("end_offset must be provided when end_lineno is provided");
  return fields;
}

/** Texts and the object first, then two positions, then the reason (C: `PyArg_ParseTuple` with `UUnnU` and its kin). */
function codecFields(
  rt: Runtime,
  args: readonly Value[],
  names: readonly string[],
  texts: readonly Value[],
): Map<string, Value> {
  if (args.length !== names.length) {
    throw rt.typeError(`function takes exactly ${names.length} arguments (${args.length} given)`);
  }
  return new Map(names.map((name, i): [string, Value] => {
    const given = args[i] as Value;
    if (name === "start" || name === "end") return [name, rt.index(given)];
    if (texts[i] === types.bytes) {
      if (given instanceof PyBytes) return [name, given];
      throw rt.typeError(`a bytes-like object is required, not '${typeOf(given).name}'`);
    }
    if (!typeOf(given).isSubtypeOf(types.str)) {
      throw rt.typeError(`argument ${i + 1} must be str, not ${given === null ? "None" : typeOf(given).name}`);
    }
    return [name, given];
  }));
}

/** `str(SyntaxError)`: what it says, and where, as far as it knows. */
export function syntaxErrorText(rt: Runtime, { slots }: PyException): string {
  const message = rt.str(slots?.get("msg") ?? null);
  const file = slots?.get("filename");
  const line = slots?.get("lineno");
  const place = [
    ...(typeof file === "string" ? [file.slice(file.lastIndexOf("/") + 1)] : []),
    ...(typeof line === "bigint" ? [`line ${line}`] : []),
  ];
  return place.length === 0 ? message : `${message} (${place.join(", ")})`;
}

/** `str` of the errors of codecs; null when a program has put other values into their fields. */
export function codecErrorText(rt: Runtime, raised: PyException): string | null {
  const { cls } = raised;
  const object = codecField(raised, "object");
  if (object === null) return "";
  const [start, end] = ["start", "end"].map((name) => intPayload(codecField(raised, name)));
  if (start === undefined || end === undefined) return null;
  const decodes = cls.isSubtypeOf(exceptions.UnicodeDecodeError);
  if (decodes ? !(object instanceof PyBytes) : typeof object !== "string") return null;
  const codec = cls.isSubtypeOf(exceptions.UnicodeTranslateError)
    ? "can't translate"
    : `'${rt.str(codecField(raised, "encoding"))}' codec can't ${decodes ? "decode" : "encode"}`;
  const reason = rt.str(codecField(raised, "reason"));
  const at = Number(start);
  let unit: number | undefined;
  if (end === start + 1n && at >= 0) {
    unit = object instanceof PyBytes ? object.data[at] : codePointSlice(object as string, at, at + 1).codePointAt(0);
  }
  if (unit === undefined) {
    return `${codec} ${decodes ? "bytes" : "characters"} in position ${start}-${end - 1n}: ${reason}`;
  }
  const what = decodes ? `byte 0x${unit.toString(16).padStart(2, "0")}` : `character '${hexEscape(unit)}'`;
  return `${codec} ${what} in position ${start}: ${reason}`;
}

/** A field of an error that a codec or a program made. */
function codecField({ slots, args: { items } }: PyException, name: string): Value {
  const own = slots?.get(name);
  if (own !== undefined) return own;
  return items.length === CODEC.length ? items[CODEC.findIndex((each) => each === name)] ?? null : null;
}
