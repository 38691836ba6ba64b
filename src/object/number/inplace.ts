/**
 * In-place operators of builtin types that change their left operand: sets and dicts.
 *
 * @module
 */

import { PyDict } from "../dict/dict.ts";
import { dictUpdateFrom } from "../dict/dict_ops.ts";
import { PyMappingProxy } from "../dict/mapping_proxy.ts";
import { TYPE_ERROR } from "../exception/exception_types.ts";
import { raise } from "../exception/raise.ts";
import { unwrap } from "../values/payload.ts";
import type { Runtime } from "../runtime.ts";
import { PyAnySet, PySet } from "../set/set.ts";
import { setDifferenceUpdate, setIntersection, setSymmetricDifferenceUpdate, setUpdate } from "../set/set_ops.ts";
import { NOT_IMPLEMENTED } from "../values/singletons.ts";
import type { Value } from "../values/value.ts";

/** `left op= right`, changing left; NotImplemented when it has no such form. */
export function inplaceBuiltin(rt: Runtime, op: number, leftGiven: Value, right: Value): Value {
  const left = unwrap(leftGiven);
  if (left instanceof PySet) return inplaceSet(rt, op, left, right) ? leftGiven : NOT_IMPLEMENTED;
  if (left instanceof PyDict && op === 7) {
    dictUpdateFrom(rt, left, right);
    return leftGiven;
  }
  if (left instanceof PyMappingProxy && op === 7) {
    throw raise(rt, TYPE_ERROR, "'|=' is not supported by mappingproxy; use '|' instead");
  }
  return NOT_IMPLEMENTED;
}

function inplaceSet(rt: Runtime, op: number, left: PySet, rightGiven: Value): boolean {
  const right = unwrap(rightGiven);
  if (!(right instanceof PyAnySet)) return false;
  switch (op) {
    case 1: {
      const kept = setIntersection(rt, left, right);
      left.table = kept.table;
      left.hashes = kept.hashes;
      left.mask = kept.mask;
      left.fill = kept.fill;
      left.used = kept.used;
      return true;
    }
    case 7:
      setUpdate(rt, left, right);
      return true;
    case 10:
      setDifferenceUpdate(rt, left, right);
      return true;
    case 12:
      setSymmetricDifferenceUpdate(rt, left, right);
      return true;
    default:
      return false;
  }
}
