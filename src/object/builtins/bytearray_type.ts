/**
 * Construction of `bytearray`, and the methods that change one.
 *
 * @module
 */

import { copyWork } from "../../isa/work.ts";
import { INDEX_ERROR, TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import type { NativeImpl } from "../values/callable_values.ts";
import { delItem, setItem } from "../sequence/subscripts.ts";
import { toIndex, toSize } from "../sequence/indexing.ts";
import { inplaceSequence } from "../sequence/sequence_ops.ts";
import { unwrap } from "../values/payload.ts";
import { raise } from "../exception/raise.ts";
import { checkSize, type Runtime } from "../runtime.ts";
import { PyByteArray, PyBytes } from "../values/sequence_values.ts";
import { isIterable, itemsWithHint } from "../iterator/iteration.ts";
import { BYTEARRAY, typeName } from "../type/types.ts";
import type { Value } from "../values/value.ts";
import { checkCount } from "./arguments.ts";
import { CALLS, constructor, instanceOf, methods, slots } from "./define.ts";
import { byteOf } from "./int_type.ts";
import { sourceData } from "./bytes_source.ts";

constructor(BYTEARRAY, (rt, cls) => instanceOf(rt, cls, BYTEARRAY, new PyByteArray(new Uint8Array(0))));
slots(BYTEARRAY, {
  __init__: (rt, self, args, kwnames) => {
    (unwrap(self) as PyByteArray).data = sourceData(rt, "bytearray", args, kwnames);
    return null;
  },
  __setitem__: (rt, self, args) => {
    setItem(rt, unwrap(self), args[0], args[1]);
    return null;
  },
  __delitem__: (rt, self, args) => {
    delItem(rt, unwrap(self), args[0]);
    return null;
  },
  __iadd__: (rt, self, args) => inplaceSequence(rt, true, self, args[0]),
  __imul__: (rt, self, args) => inplaceSequence(rt, false, self, toIndex(rt, args[0])),
});

/** A method that changes the array and gives None. */
function changing(run: (rt: Runtime, bytes: PyByteArray, args: readonly Value[]) => void): NativeImpl {
  return (rt, self, args) => {
    const bytes = unwrap(self) as PyByteArray;
    rt.burn(copyWork(bytes.data.length >> 2));
    run(rt, bytes, args);
    checkSize(rt, bytes.data.length);
    return null;
  };
}

methods(BYTEARRAY, CALLS.O, {
  append: changing((rt, bytes, args) => {
    const data = new Uint8Array(bytes.data.length + 1);
    data.set(bytes.data);
    data[bytes.data.length] = itemOf(rt, args[0]);
    bytes.data = data;
  }),
  extend: changing((rt, bytes, args) => {
    const [source] = args;
    if (!isIterable(source)) throw raise(rt, TYPE_ERROR, `can't extend bytearray with ${typeName(source)}`);
    const bare = unwrap(source);
    const items = bare instanceof PyBytes || bare instanceof PyByteArray
      ? bare.data
      : Array.from(itemsWithHint(rt, source), (item) => itemOf(rt, item));
    bytes.data = Uint8Array.from([...bytes.data, ...items]);
  }),
  remove: changing((rt, bytes, args) => {
    const at = bytes.data.indexOf(itemOf(rt, args[0]));
    if (at < 0) throw raise(rt, VALUE_ERROR, "value not found in bytearray");
    bytes.data = bytes.data.filter((_, index) => index !== at);
  }),
});
methods(BYTEARRAY, CALLS.NOARGS, {
  clear: changing((_rt, bytes) => {
    bytes.data = new Uint8Array(0);
  }),
  reverse: changing((_rt, bytes) => {
    bytes.data = bytes.data.slice().reverse();
  }),
  copy: (_rt, self) => new PyByteArray((unwrap(self) as PyByteArray).data.slice()),
});
methods(BYTEARRAY, CALLS.FAST, {
  insert: changing((rt, bytes, args) => {
    checkCount(rt, "insert", args.length, 2, 2);
    const items = Array.from(bytes.data);
    const at = toSize(rt, args[0]);
    items.splice(at < 0 ? Math.max(0, at + items.length) : at, 0, itemOf(rt, args[1]));
    bytes.data = Uint8Array.from(items);
  }),
  pop: (rt, self, args) => {
    checkCount(rt, "pop", args.length, 0, 1);
    const bytes = unwrap(self) as PyByteArray;
    const { length } = bytes.data;
    rt.burn(copyWork(length >> 2));
    if (length === 0) throw raise(rt, INDEX_ERROR, "pop from empty bytearray");
    const at = args.length === 0 ? -1 : toSize(rt, args[0]);
    const index = at < 0 ? at + length : at;
    if (index < 0 || index >= length) throw raise(rt, INDEX_ERROR, "pop index out of range");
    const byte = bytes.data[index];
    bytes.data = bytes.data.filter((_, i) => i !== index);
    return byte;
  },
});

function itemOf(rt: Runtime, value: Value): number {
  return byteOf(rt, value, "byte");
}
