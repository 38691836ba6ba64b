/**
 * What `bytes(...)` and `bytearray(...)` are made from.
 *
 * @module
 */

import { OVERFLOW_ERROR, TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { indexOf } from "../sequence/indexing.ts";
import { strOf, unwrap } from "../values/payload.ts";
import { PyInstance } from "../type/instance.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { callSpecial } from "../call/call.ts";
import { raise, unlessRaised } from "../exception/raise.ts";
import { checkNew, type Runtime } from "../runtime.ts";
import { PyBytes } from "../values/sequence_values.ts";
import { typeName } from "../type/types.ts";
import type { Value } from "../values/value.ts";
import { bindArguments, strArgument } from "./arguments.ts";
import { encodeText } from "./codecs.ts";
import { bytesOf } from "./int_type.ts";

/** What `bytes(...)` and `bytearray(...)` make their data from. */
export function sourceData(
  rt: Runtime,
  name: string,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): Uint8Array {
  const [source, encoding, errors] = bindArguments(
    rt,
    { name, names: ["source", "encoding", "errors"], required: 0, positional: 3 },
    args,
    kwnames,
  );
  const text = strOf(source);
  if (encoding !== undefined || errors !== undefined) {
    const codec = encoding === undefined ? "utf-8" : strArgument(rt, name, "argument 'encoding'", encoding);
    const policy = errors === undefined ? "strict" : strArgument(rt, name, "argument 'errors'", errors);
    if (text === undefined) {
      throw raise(
        rt,
        TYPE_ERROR,
        encoding !== undefined ? "encoding without a string argument" : "errors without a string argument",
      );
    }
    return encodeText(rt, text, codec, policy);
  }
  if (source === undefined) return new Uint8Array(0);
  const made = name === "bytes" ? bytesByMethod(rt, source) : undefined;
  if (made !== undefined) return made;
  if (text !== undefined) throw raise(rt, TYPE_ERROR, "string argument without an encoding");
  const size = sizeOf(rt, source);
  if (size === undefined) return bytesOf(rt, source, name === "bytes" ? "bytes" : "byte");
  if (size < 0) throw raise(rt, VALUE_ERROR, "negative count");
  checkNew(rt, size);
  return new Uint8Array(size);
}

/** How many zeros an int asks for; undefined for what is none, or says so with a TypeError. */
function sizeOf(rt: Runtime, source: Value): number | undefined {
  const count = unlessRaised(rt, TYPE_ERROR, () => indexOf(rt, source));
  if (count === undefined) return undefined;
  if (BigInt.asIntN(64, BigInt(count)) === BigInt(count)) return Number(count);
  throw raise(rt, OVERFLOW_ERROR, `cannot fit '${typeName(source)}' into an index-sized integer`);
}

/** What `__bytes__` of a program's class gives; undefined when it has none. */
function bytesByMethod(rt: Runtime, source: Value): Uint8Array | undefined {
  if (!(source instanceof PyInstance)) return undefined;
  const method = lookupSpecial(source.cls, "__bytes__");
  if (method === undefined) return undefined;
  const result = callSpecial(rt, method, source, []);
  const bytes = unwrap(result);
  if (bytes instanceof PyBytes) return bytes.data;
  throw raise(rt, TYPE_ERROR, `__bytes__ returned non-bytes (type ${typeName(result)})`);
}
