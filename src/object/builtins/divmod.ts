/**
 * `divmod`.
 *
 * @module
 */

import { callSpecial } from "../call/call.ts";
import { TYPE_ERROR, ZERO_DIVISION_ERROR } from "../exception/exception_types.ts";
import { divModOf } from "../number/float.ts";
import { intFloorDivide, intModulo, intToDouble } from "../number/int.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { PyFloat } from "../values/number_values.ts";
import { floatOf, intOf } from "../values/payload.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { PyTuple } from "../values/sequence_values.ts";
import { NOT_IMPLEMENTED } from "../values/singletons.ts";
import { typeName, typeOf } from "../type/types.ts";
import type { Value } from "../values/value.ts";

/** `divmod(left, right)`: both operands are asked, as for an operator. */
export function divmod(rt: Runtime, left: Value, right: Value): Value {
  const leftType = typeOf(left);
  const rightType = typeOf(right);
  if (!leftType.isHeap && !rightType.isHeap) return orRefuse(rt, builtinDivmod(rt, left, right), left, right);
  const reflected = leftType === rightType ? undefined : lookupSpecial(rightType, "__rdivmod__");
  const own = lookupSpecial(leftType, "__divmod__");
  const first = reflected !== undefined && rightType.isSubtype(leftType) &&
    reflected !== lookupSpecial(leftType, "__rdivmod__");
  if (first) {
    const result = callSpecial(rt, reflected, right, [left]);
    if (result !== NOT_IMPLEMENTED) return result;
  }
  if (own !== undefined) {
    const result = callSpecial(rt, own, left, [right]);
    if (result !== NOT_IMPLEMENTED) return result;
  }
  if (!first && reflected !== undefined) {
    return orRefuse(rt, callSpecial(rt, reflected, right, [left]), left, right);
  }
  return orRefuse(rt, NOT_IMPLEMENTED, left, right);
}

function orRefuse(rt: Runtime, result: Value, left: Value, right: Value): Value {
  if (result !== NOT_IMPLEMENTED) return result;
  throw raise(
    rt,
    TYPE_ERROR,
    `unsupported operand type(s) for divmod(): '${typeName(left)}' and '${typeName(right)}'`,
  );
}

/** `divmod` of ints and floats; NotImplemented for others. */
export function builtinDivmod(rt: Runtime, left: Value, right: Value): Value {
  const a = intOf(left);
  const b = intOf(right);
  if (a !== undefined && b !== undefined) {
    return new PyTuple([intFloorDivide(rt, a, b), intModulo(rt, a, b)]);
  }
  const x = floatOf(left) ?? (a === undefined ? undefined : intToDouble(rt, a));
  const y = floatOf(right) ?? (b === undefined ? undefined : intToDouble(rt, b));
  if (x === undefined || y === undefined) return NOT_IMPLEMENTED;
  if (y === 0) throw raise(rt, ZERO_DIVISION_ERROR, "float divmod()");
  const [quotient, remainder] = divModOf(x, y);
  return new PyTuple([new PyFloat(quotient), new PyFloat(remainder)]);
}
