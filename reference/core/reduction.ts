/**
 * Sizes of objects in bytes, and what they are made again from (`__sizeof__`, `__reduce__`, `__getnewargs__`).
 *
 * @module
 */

import { exceptions } from "../exceptions.ts";
import type { Runtime } from "../runtime.ts";
import { method, value } from "../signature.ts";
import { strPayload } from "../text/payload.ts";
import { defineMethods, float, tuple, typeOf, types } from "../types.ts";
import {
  PyBytes,
  PyComplex,
  PyDict,
  type PyException,
  PyFloat,
  PyInstance,
  PyRange,
  type PySlice,
  PyTuple,
  type Value,
} from "../values.ts";
import { bitLength, intPayload } from "./numbers.ts";

/** Bytes of a value of a built-in type; undefined where how it grew decides. */
function sizeOf(v: Value): number | undefined {
  if (v === null || typeOf(v) === types.object) return 16;
  const int = intPayload(v);
  if (int !== undefined) {
    return 24 + 4 * Math.max(1, Math.ceil(bitLength(int) / 30));
  }
  // Texts that are not all ASCII may hold their UTF-8 form as well.
  if (typeof v === "string") return [...v].some((char) => char > "\x7f") ? undefined : 41 + v.length;
  if (v instanceof PyFloat) return 24;
  if (v instanceof PyComplex) return 32;
  if (v instanceof PyTuple) return 24 + 8 * v.items.length;
  if (v instanceof PyBytes && v.cls === types.bytes) return 33 + v.data.length;
  return v instanceof PyRange ? 48 : undefined;
}

defineMethods(types.object, {
  __sizeof__: method([], (rt, self: Value) => {
    const size = typeOf(self).heap ? undefined : sizeOf(self);
    return size === undefined ? rt.unsupported(`${rt.typeName(self)}.__sizeof__`) : BigInt(size);
  }),
});
defineMethods<PyRange>(types.range, {
  __reduce__: method([], (_rt, { start, stop, step }) => tuple([types.range, tuple([start, stop, step])])),
});
defineMethods<PySlice>(types.slice, {
  __reduce__: method([], (_rt, { start, stop, step }) => tuple([types.slice, tuple([start, stop, step])])),
});

/** The value of a built-in type that an instance of a subclass is. */
function plain(v: Value): Value {
  if (typeof v === "boolean") return v ? 1n : 0n;
  if (v instanceof PyInstance) return v.primitive as Value;
  if (v instanceof PyFloat) return float(v.value);
  if (v instanceof PyBytes) return new PyBytes(types.bytes, v.data);
  return v instanceof PyTuple ? tuple(v.items) : strPayload(v) ?? v;
}
for (const owner of [types.int, types.float, types.str, types.bytes, types.tuple]) {
  defineMethods(owner, { __getnewargs__: method([], (_rt, self: Value) => tuple([plain(self)])) });
}
defineMethods<PyComplex>(types.complex, {
  __getnewargs__: method([], (_rt, { re, im }) => tuple([float(re), float(im)])),
});

/** Classes whose reductions have more than arguments and attributes. */
const OTHER = ["OSError", "ImportError", "AttributeError"] as const;

defineMethods<PyException>(exceptions.BaseException, {
  __reduce__: method([], (rt, { cls, args, attrs }) => {
    const other = OTHER.find((name) => cls.isSubtypeOf(exceptions[name]));
    if (other !== undefined) return rt.unsupported(`${other}.__reduce__`);
    return tuple(attrs === null ? [cls, args] : [cls, args, attrs]);
  }),
  __setstate__: method([value], (rt, self, state) => {
    if (state === null) return;
    if (!(state instanceof PyDict)) throw rt.typeError("state is not a dictionary");
    for (const { key, value } of [...state.entries()]) setState(rt, self, key, value);
  }),
});

function setState(rt: Runtime, self: PyException, name: Value, to: Value): void {
  if (typeof name !== "string") rt.unsupported("BaseException.__setstate__ with names that are no str");
  else rt.setattr(self, name, to);
}
