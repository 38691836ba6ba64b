/**
 * `%` formatting of bytes.
 *
 * @module
 */

import { TYPE_ERROR } from "../exception/exception_types.ts";
import { unwrap } from "../values/payload.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { makeTuple, PyByteArray, PyBytes, PyTuple } from "../values/sequence_values.ts";
import { formatPercent } from "./percent_format.ts";
import { typeName } from "../type/types.ts";
import type { Value } from "../values/value.ts";

/** Bytes as text of as many characters. */
function textOf(data: Uint8Array): string {
  let text = "";
  for (const byte of data) text += String.fromCharCode(byte);
  return text;
}

/** `format % values`: as for str, on characters that stand for bytes; `%s` takes bytes. */
export function formatBytesPercent(rt: Runtime, format: PyBytes, values: Value): PyBytes {
  const text = textOf(format.data).replaceAll("%b", "%s");
  const isTuple = values instanceof PyTuple;
  const wantsBytes = [...text.matchAll(/%(?:%|[^a-z]*([a-z]))/gi)].filter((match) => match[1] !== undefined)
    .map((match) => match[1] === "s");
  const items = (isTuple ? values.items : [values]).map((value, index) =>
    wantsBytes[index] === true ? bytesText(rt, value) : value
  );
  const result = formatPercent(rt, text, makeTuple(items));
  return new PyBytes(Uint8Array.from(result, (char) => char.charCodeAt(0) & 0xff));
}

function bytesText(rt: Runtime, value: Value): Value {
  const bytes = unwrap(value);
  if (bytes instanceof PyBytes || bytes instanceof PyByteArray) return textOf(bytes.data);
  throw raise(
    rt,
    TYPE_ERROR,
    `%b requires a bytes-like object, or an object that implements __bytes__, not '${typeName(value)}'`,
  );
}
