/**
 * `bytes` and `bytearray`: construction, and the methods that change a bytearray.
 *
 * @module
 */

import { copyWork } from "../../src/isa/work.ts";
import { size, str } from "../converters.ts";
import type { Runtime } from "../runtime.ts";
import { as, type Convert, method, named, or, value } from "../signature.ts";
import { strPayload } from "../text/payload.ts";
import { defineInit, defineMethods, defineNew, types } from "../types.ts";
import { PyBytes, type Slot, type Value } from "../values.ts";
import { byteFrom, bytesFrom } from "./bytes_from.ts";
import { installBytesMethods } from "./bytes_methods.ts";
import { encode } from "./codecs.ts";
import { clampIndex } from "./list_type.ts";

/** What `bytes(source, encoding, errors)` and `bytearray(...)` hold. */
function contents(
  rt: Runtime,
  type: "bytes" | "bytearray",
  source: Slot,
  encoding: string | null,
  errors: string | null,
): Uint8Array {
  const text = source === undefined ? undefined : strPayload(source);
  if (text !== undefined) {
    if (encoding === null) throw rt.typeError("string argument without an encoding");
    return encode(rt, text, encoding, errors ?? "strict");
  }
  if (encoding !== null || errors !== null) {
    throw rt.typeError(`${encoding === null ? "errors" : "encoding"} without a string argument`);
  }
  if (source === undefined) return new Uint8Array(0);
  const own = type === "bytearray" || (source instanceof PyBytes && !source.cls.heap)
    ? undefined
    : rt.special(source, "__bytes__");
  const count = own === undefined ? countOf(rt, source) : undefined;
  if (count === undefined) return bytesFrom(rt, source, type).slice();
  if (count < 0n) throw rt.valueError("negative count");
  rt.checkNew(count);
  return new Uint8Array(Number(count));
}

/** The int that `source` stands for; undefined for what is none, or says so with a TypeError. */
function countOf(rt: Runtime, source: Value): bigint | undefined {
  const count = rt.unlessRaised("TypeError", () => rt.indexOptional(source));
  if (count === undefined || BigInt.asIntN(64, count) === count) return count;
  throw rt.error("OverflowError", `cannot fit '${rt.typeName(source)}' into an index-sized integer`);
}

const CONTENTS = [named("source"), named("encoding", null, str), named("errors", null, str)] as const;

/** Gives `bytes` and `bytearray` their construction and methods. */
export function installBytes(): void {
  defineNew(
    types.bytes,
    method([...CONTENTS], (rt, cls, source, encoding, errors) => {
      const isItself = cls === types.bytes && source instanceof PyBytes && source.cls === cls;
      return isItself && encoding === null && errors === null
        ? source
        : new PyBytes(cls, contents(rt, "bytes", source, encoding, errors));
    }),
  );
  defineNew(types.bytearray, (_rt, cls) => new PyBytes(cls, new Uint8Array(0)));
  defineInit<PyBytes>(
    types.bytearray,
    method([...CONTENTS], (rt, self, source, encoding, errors) => {
      self.data = contents(rt, "bytearray", source, encoding, errors);
    }),
  );
  for (const type of [types.bytes, types.bytearray]) installBytesMethods(type);
  installBytearray();
}

const byte: Convert<number> = (rt, v) => byteFrom(rt, v, "byte");

/** Replaces `count` bytes at `at` by others. */
function splice(rt: Runtime, self: PyBytes, at: number, count: number, inserted: readonly number[]): void {
  rt.spend(copyWork(self.data.length));
  const bytes = [...self.data];
  bytes.splice(at, count, ...inserted);
  self.data = Uint8Array.from(bytes);
}

function installBytearray(): void {
  defineMethods<PyBytes>(types.bytearray, {
    append: method([as(byte)], (rt, self, item) => {
      rt.checkSize(self.data.length + 1);
      splice(rt, self, self.data.length, 0, [item]);
    }),
    extend: method([value], (rt, self, source: Value) => {
      const isIterable = rt.special(source, "__iter__") !== undefined ||
        rt.special(source, "__getitem__") !== undefined;
      if (!isIterable) throw rt.typeError(`can't extend bytearray with ${rt.typeName(source)}`);
      const items = source instanceof PyBytes
        ? [...source.data]
        : rt.toArray(source, true).map((v) => byteFrom(rt, v, "byte"));
      splice(rt, self, self.data.length, 0, items);
      rt.checkSize(self.data.length);
    }),
    clear: method([], (_rt, self) => {
      self.data = new Uint8Array(0);
    }),
    copy: method([], (_rt, self) => new PyBytes(types.bytearray, self.data.slice())),
    insert: method([as(size), as(byte)], (rt, self, index, item) => {
      splice(rt, self, clampIndex(BigInt(index), self.data.length), 0, [item]);
    }),
    pop: method([or(-1, size)], (rt, self, index) => {
      const { data } = self;
      if (data.length === 0) throw rt.error("IndexError", "pop from empty bytearray");
      const at = index < 0 ? index + data.length : index;
      if (at < 0 || at >= data.length) throw rt.error("IndexError", "pop index out of range");
      splice(rt, self, at, 1, []);
      return BigInt(data[at] as number);
    }),
    remove: method([as(byte)], (rt, self, item) => {
      const at = self.data.indexOf(item);
      if (at < 0) throw rt.valueError("value not found in bytearray");
      splice(rt, self, at, 1, []);
    }),
    reverse: method([], (_rt, self) => {
      self.data = self.data.slice().reverse();
    }),
  });
}
