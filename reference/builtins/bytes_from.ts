/**
 * Bytes out of whatever can give them.
 *
 * @module
 */

import type { Runtime } from "../runtime.ts";
import { strPayload } from "../text/payload.ts";
import { PyBytes, PyList, PyTuple, type Value } from "../values.ts";

/** One byte from an int. */
export function byteFrom(rt: Runtime, v: Value, what: "bytes" | "byte"): number {
  const value = rt.index(v);
  if (value < 0n || value > 255n) {
    throw rt.valueError(what === "bytes" ? "bytes must be in range(0, 256)" : "byte must be in range(0, 256)");
  }
  return Number(value);
}

/** The bytes of a bytes-like object, of what `__bytes__` gives, or of an iterable of ints (C: `PyObject_Bytes`). */
export function bytesFrom(rt: Runtime, v: Value, type: "bytes" | "bytearray" = "bytes"): Uint8Array {
  if (v instanceof PyBytes && !v.cls.heap) return v.data;
  const own = type === "bytes" ? rt.callSpecial(v, "__bytes__", []) : undefined;
  if (own !== undefined) {
    if (own instanceof PyBytes) return own.data;
    throw rt.typeError(`__bytes__ returned non-bytes (type ${rt.typeName(own)})`);
  }
  if (v instanceof PyBytes) return v.data;
  const iterable = v instanceof PyList || v instanceof PyTuple || rt.special(v, "__iter__") !== undefined ||
    rt.special(v, "__getitem__") !== undefined;
  if (strPayload(v) !== undefined || !iterable) {
    throw rt.typeError(`cannot convert '${rt.typeName(v)}' object to ${type}`);
  }
  return Uint8Array.from(
    rt.toArray(v, type === "bytes").map((item) => byteFrom(rt, item, type === "bytes" ? "bytes" : "byte")),
  );
}
