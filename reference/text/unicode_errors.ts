/**
 * Texts of UnicodeEncodeError and UnicodeDecodeError, made of their five arguments: codec, object, start, end, reason.
 *
 * @module
 */

import { PyBytes, type Value } from "../values.ts";
import { hexEscape } from "./escapes.ts";

/** The arguments that both errors share, checked; null when a program made the error with others. */
function place(args: readonly Value[]): { codec: string; start: number; end: number; reason: string } | null {
  const [codec, , start, end, reason] = args;
  if (typeof codec !== "string" || typeof start !== "bigint" || typeof end !== "bigint") return null;
  return typeof reason === "string" ? { codec, start: Number(start), end: Number(end), reason } : null;
}

/** `str(UnicodeEncodeError)`; null when its arguments are not what the codecs give. */
export function encodeErrorText(args: readonly Value[]): string | null {
  const at = place(args);
  const object = args[1];
  if (at === null || typeof object !== "string") return null;
  const { codec, start, end, reason } = at;
  const char = Array.from(object)[start];
  const what = end === start + 1 && char !== undefined
    ? `character '${hexEscape(char.codePointAt(0) as number)}' in position ${start}`
    : `characters in position ${start}-${end - 1}`;
  return `'${codec}' codec can't encode ${what}: ${reason}`;
}

/** `str(UnicodeDecodeError)`; null when its arguments are not what the codecs give. */
export function decodeErrorText(args: readonly Value[]): string | null {
  const at = place(args);
  const object = args[1];
  if (at === null || !(object instanceof PyBytes)) return null;
  const { codec, start, end, reason } = at;
  const byte = object.data[start];
  const what = end === start + 1 && byte !== undefined
    ? `byte 0x${byte.toString(16).padStart(2, "0")} in position ${start}`
    : `bytes in position ${start}-${end - 1}`;
  return `'${codec}' codec can't decode ${what}: ${reason}`;
}
