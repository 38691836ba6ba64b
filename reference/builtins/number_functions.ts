/**
 * Built-in functions about numbers and characters: `abs`, `bin`, `chr`, `divmod`, `hash`, `pow`, `round`, `sum`, ....
 *
 * @module
 */

import { divmod } from "../core/operators.ts";
import type { Runtime } from "../runtime.ts";
import { int } from "../converters.ts";
import { as, fn, named, type Native, needed, same, value } from "../signature.ts";
import { codePointLength } from "../text/code_points.ts";
import { intPayload, strPayload } from "../text/payload.ts";
import { float, types } from "../types.ts";
import { PyBytes, PyFloat, type Value } from "../values.ts";

function based(radix: number, prefix: string): Native<null> {
  return fn([as(int)], (_rt, value) => {
    return `${value < 0n ? "-" : ""}${prefix}${(value < 0n ? -value : value).toString(radix)}`;
  });
}

function chr(rt: Runtime, code: bigint): string {
  if (BigInt.asIntN(32, code) !== code) throw rt.error("OverflowError", "Python int too large to convert to C int");
  if (code < 0n || code > 0x10ffffn) throw rt.valueError("chr() arg not in range(0x110000)");
  return String.fromCodePoint(Number(code));
}

function ord(rt: Runtime, v: Value): bigint {
  const text = strPayload(v);
  const length = text !== undefined ? codePointLength(text) : v instanceof PyBytes ? v.data.length : -1;
  if (length === 1) {
    return BigInt(text !== undefined ? text.codePointAt(0) as number : (v as PyBytes).data[0] as number);
  }
  if (length >= 0) throw rt.typeError(`ord() expected a character, but string of length ${length} found`);
  throw rt.typeError(`ord() expected string of length 1, but ${rt.typeName(v)} found`);
}

function round(rt: Runtime, number: Value, digits: Value): Value {
  const result = rt.callSpecial(number, "__round__", digits === null ? [] : [digits]);
  if (result === undefined) throw rt.typeError(`type ${rt.typeName(number)} doesn't define __round__ method`);
  return result;
}

/** Sums of floats carry their rounding errors along (Neumaier), as `sum` does since 3.12. */
class FloatSum {
  private compensation = 0;

  constructor(private total: number) {}

  add(x: number): void {
    const next = this.total + x;
    this.compensation += Math.abs(this.total) >= Math.abs(x) ? (this.total - next) + x : (x - next) + this.total;
    this.total = next;
  }

  /** An int is added without compensation. */
  addPlainly(x: number): void {
    this.total += x;
  }

  /** A compensation that is not finite must not turn an infinite sum into NaN. */
  result(): number {
    const keep = this.compensation !== 0 && Number.isFinite(this.compensation);
    return keep ? this.total + this.compensation : this.total;
  }
}

function isInt64(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}

/**
 * `sum(iterable, start)` in CPython's three phases: ints while they fit 64 bits, then (only if that gave a float) floats,
 * then anything by `+`. The phases show in the rounding of floats.
 */
function sum(rt: Runtime, iterable: Value, start: Value): Value {
  const iterator = rt.iter(iterable);
  let total: Value = start;
  refuseText(rt, total);
  let count = 0;
  const next = () => {
    rt.checkSize(++count);
    return rt.next(iterator);
  };
  let item = next();
  while (typeof total === "bigint" && isInt64(total) && item !== undefined) {
    const small = typeof item === "bigint" || typeof item === "boolean" ? BigInt(item) : undefined;
    const fits: boolean = small !== undefined && isInt64(small) && isInt64(total + small);
    total = fits ? total + (small as bigint) : rt.binary("+", total, item);
    item = next();
    if (!fits) break;
  }
  if (total instanceof PyFloat && total.cls === types.float) {
    const floats = new FloatSum(total.value);
    for (; item !== undefined; item = next()) {
      const int = intPayload(item);
      if (item instanceof PyFloat && item.cls === types.float) floats.add(item.value);
      else if (int !== undefined && isInt64(int)) floats.addPlainly(Number(int));
      else break;
    }
    total = float(floats.result());
  }
  for (; item !== undefined; item = next()) total = rt.binary("+", total, item);
  return total;
}

function refuseText(rt: Runtime, start: Value): void {
  const complain = (kind: string, empty: string) =>
    rt.typeError(`sum() can't sum ${kind} [use ${empty}.join(seq) instead]`);
  if (strPayload(start) !== undefined) throw complain("strings", "''");
  if (start instanceof PyBytes) {
    throw start.cls.layout === "bytearray" ? complain("bytearray", "b''") : complain("bytes", "b''");
  }
}

/** Functions of this file by name. */
export const NUMBER_FUNCTIONS: Readonly<Record<string, Native<null>>> = {
  abs: fn([value], (rt, v) => rt.absolute(v)),
  bin: based(2, "0b"),
  chr: fn([as(int)], chr),
  divmod: fn([value, value], divmod),
  hash: fn([value], (rt, v) => BigInt.asIntN(64, rt.hash(v))),
  hex: based(16, "0x"),
  oct: based(8, "0o"),
  ord: fn([value], ord),
  pow: fn([needed("base"), needed("exp"), named("mod", null, same)], (rt, base, exponent, modulus) => {
    return modulus === null ? rt.binary("**", base, exponent) : rt.powMod(base, exponent, modulus);
  }),
  round: fn([needed("number"), named("ndigits", null, same)], round),
  sum: fn([value, named("start", 0n, same)], sum),
};
