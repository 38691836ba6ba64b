/**
 * `%` formatting of bytes.
 *
 * @module
 */

import { bytesWork } from "../../isa/work.ts";
import { latin1 } from "../builtins/conversion.ts";
import type { Runtime } from "../runtime.ts";
import { PyByteArray, PyBytes } from "../values/sequence_values.ts";
import type { Value } from "../values/value.ts";
import { formatPercent } from "./percent_format.ts";

/** `format % values` (`_PyBytes_FormatEx`); gives what the format is. */
export function formatBytesPercent(rt: Runtime, format: PyBytes | PyByteArray, values: Value): Value {
  const text = formatPercent(rt, latin1(format.data), values, "bytes") as string;
  rt.burn(bytesWork(text.length));
  const data = Uint8Array.from(text, (char) => char.charCodeAt(0));
  return format instanceof PyByteArray ? new PyByteArray(data) : new PyBytes(data);
}
