/**
 * Names in mappings of locals, and in the builtins of frames.
 *
 * @module
 */

import { PyDict } from "../../object/dict/dict.ts";
import { KEY_ERROR } from "../../object/exception/exception_types.ts";
import { catchOnly } from "../../object/exception/raise.ts";
import { getItem } from "../../object/sequence/subscripts.ts";
import { ForeignBuiltins } from "../../object/values/frame_builtins.ts";
import type { Value } from "../../object/values/value.ts";
import type { Machine } from "../machine.ts";

/** Value of a name in a mapping, or undefined when the mapping does not have it. */
export function lookUp(m: Machine, mapping: Value, name: string): Value {
  if (mapping instanceof PyDict) return mapping.getStr(name);
  try {
    return getItem(m, mapping, name);
  } catch (error) {
    catchOnly(m, error, KEY_ERROR);
    return undefined;
  }
}

/** Value of a name in the builtins of the frame, or undefined when they do not have it. */
export function builtinOf(m: Machine, name: string): Value {
  const { builtins } = m.frame;
  const value = builtins.getStr(name);
  return value === undefined && builtins instanceof ForeignBuiltins ? lookUp(m, builtins.object, name) : value;
}
