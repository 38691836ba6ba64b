/**
 * Members of the frame objects that `sys._getframe` gives.
 *
 * @module
 */

import { bytesOfHex } from "../../isa/hex.ts";
import { decodeLocationTable } from "../../isa/location_table.ts";
import { getSet } from "../builtins/define.ts";
import { frameObject, type PyFrameObject } from "../values/frame.ts";
import type { Value } from "../values/value.ts";
import { FRAME } from "../type/types.ts";

function frameOf(self: Value): PyFrameObject["frame"] {
  return (self as PyFrameObject).frame;
}

getSet(FRAME, "f_code", (_rt, self) => frameOf(self).code);
getSet(FRAME, "f_globals", (_rt, self) => frameOf(self).globals);
getSet(FRAME, "f_builtins", (_rt, self) => frameOf(self).builtins);
getSet(FRAME, "f_lasti", (_rt, self) => 2 * frameOf(self).ip);
getSet(FRAME, "f_back", (_rt, self) => {
  const { previous } = frameOf(self);
  return previous === null ? null : frameObject(previous);
});
getSet(FRAME, "f_lineno", (_rt, self) => {
  const { code, ip } = frameOf(self);
  if (code.source.lineTable === "") return code.source.firstlineno;
  const locations = decodeLocationTable(bytesOfHex(code.source.lineTable), code.source.firstlineno);
  return locations[ip]?.line ?? null;
});
