/**
 * Sizes of objects in bytes, and what they are made again from (`__sizeof__`, `__reduce__`, `__getnewargs__`).
 *
 * @module
 */

import { CALLS, method } from "../builtins/define.ts";
import { dictItems } from "../dict/dict_ops.ts";
import type { PyException } from "../exception/exception.ts";
import { BASE_EXCEPTION, TYPE_ERROR } from "../exception/exception_types.ts";
import { raise } from "../exception/raise.ts";
import { poison, type Runtime } from "../runtime.ts";
import { setAttr } from "../type/attributes.ts";
import { BYTES, COMPLEX, FLOAT, INT, OBJECT, RANGE, SLICE, STR, TUPLE, typeName, typeOf } from "../type/types.ts";
import { PyComplex, PyFloat } from "../values/number_values.ts";
import { dictOf, unwrap } from "../values/payload.ts";
import { makeTuple, PyBytes, PyRange, type PySlice, PyTuple } from "../values/sequence_values.ts";
import type { Value } from "../values/value.ts";

/** Bytes of a value of a builtin type; undefined where how it grew decides. */
function sizeOf(value: Value): number | undefined {
  switch (typeof value) {
    case "number":
    case "bigint": {
      const size = BigInt(value) < 0n ? -BigInt(value) : BigInt(value);
      const digits = Math.max(1, Math.ceil(size.toString(2).length / 30));
      return 24 + 4 * digits;
    }
    case "boolean":
      return 28;
    case "string":
      // Other texts may hold their UTF-8 form as well.
      // deno-lint-ignore no-control-regex -- the ASCII range
      return /^[\x00-\x7f]*$/.test(value) ? 41 + value.length : undefined;
  }
  if (value === null || typeOf(value) === OBJECT) return 16;
  if (value instanceof PyFloat) return 24;
  if (value instanceof PyComplex) return 32;
  if (value instanceof PyTuple) return 24 + 8 * value.items.length;
  if (value instanceof PyBytes) return 33 + value.data.length;
  return value instanceof PyRange ? 48 : undefined;
}

method(OBJECT, "__sizeof__", CALLS.NOARGS, (rt, self) => {
  const size = typeOf(self).isHeap ? undefined : sizeOf(self);
  if (size === undefined) throw poison(rt, "unsupported", `${typeName(self)}.__sizeof__`);
  return size;
});

for (const type of [RANGE, SLICE]) {
  method(type, "__reduce__", CALLS.NOARGS, (_rt, self) => {
    const { start, stop, step } = self as PyRange | PySlice;
    return makeTuple([type, makeTuple([start, stop, step])]);
  });
}

for (const type of [INT, FLOAT, STR, BYTES, TUPLE]) {
  method(type, "__getnewargs__", CALLS.NOARGS, (_rt, self) => {
    const bare = unwrap(self);
    return makeTuple([typeof bare === "boolean" ? Number(bare) : bare]);
  });
}
method(COMPLEX, "__getnewargs__", CALLS.NOARGS, (_rt, self) => {
  const { re, im } = unwrap(self) as PyComplex;
  return makeTuple([new PyFloat(re), new PyFloat(im)]);
});

/** Classes whose reductions have more than arguments and attributes. */
const OTHER = ["OSError", "ImportError", "AttributeError"];

method(BASE_EXCEPTION, "__reduce__", CALLS.NOARGS, (rt, self) => {
  const { cls, args, dict } = self as PyException;
  const other = OTHER.find((name) => cls.mro.some((type) => type.name === name));
  if (other !== undefined) throw poison(rt, "unsupported", `${other}.__reduce__`);
  return makeTuple(dict === null ? [cls, args] : [cls, args, dict]);
});
method(BASE_EXCEPTION, "__setstate__", CALLS.O, (rt, self, [state]) => {
  if (state === null) return null;
  const dict = dictOf(state);
  if (dict === undefined) throw raise(rt, TYPE_ERROR, "state is not a dictionary");
  for (const [name, value] of dictItems(dict)) setState(rt, self, name, value);
  return null;
});

function setState(rt: Runtime, self: Value, name: Value, value: Value): void {
  if (typeof name !== "string") {
    throw poison(rt, "unsupported", "BaseException.__setstate__ with names that are no str");
  }
  setAttr(rt, self, name, value);
}
