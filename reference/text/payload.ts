/**
 * What an instance of a built-in type or of a subclass of it holds.
 *
 * @module
 */

import { PyInstance, type Value } from "../values.ts";

/** The text of a str or of an instance of a subclass; undefined for anything else. */
export function strPayload(v: Value): string | undefined {
  if (typeof v === "string") return v;
  return v instanceof PyInstance && typeof v.primitive === "string" ? v.primitive : undefined;
}

/** The number of an int, a bool or an instance of a subclass of int; undefined for anything else. */
export function intPayload(v: Value): bigint | undefined {
  if (typeof v === "bigint") return v;
  if (typeof v === "boolean") return v ? 1n : 0n;
  return v instanceof PyInstance && typeof v.primitive === "bigint" ? v.primitive : undefined;
}
