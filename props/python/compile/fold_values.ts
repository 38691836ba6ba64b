/**
 * Arithmetic on constants, within the sizes that the compiler computes ahead of time; the pin's `fold_binop`, `fold_unaryop` and
 * `fold_subscr`. What it does not compute, or what would raise, is null.
 *
 * @module
 */

import { floatOf, floatText, type Literal } from "../../../src/isa/program.ts";
import { divModOf } from "../../../src/object/number/float.ts";
import { intLiteral } from "../literals.ts";
import type { UnaryOperator } from "../syntax/nodes.ts";

/** Opargs of BINARY_OP. */
const ADD = 0;
const AND = 1;
const FLOOR_DIVIDE = 2;
const LSHIFT = 3;
const MULTIPLY = 5;
const REMAINDER = 6;
const OR = 7;
const POWER = 8;
const RSHIFT = 9;
const SUBTRACT = 10;
const TRUE_DIVIDE = 11;
const XOR = 12;

const MAX_INT_BITS = 128;
const MAX_COLLECTION_SIZE = 256;
const MAX_STR_SIZE = 4096;
const MAX_TOTAL_ITEMS = 1024;

type Complex = readonly [re: number, im: number];

function intOf(value: Literal): bigint | null {
  return value.t === "int" ? BigInt(value.v) : value.t === "bool" ? BigInt(value.v) : null;
}

function realOf(value: Literal): number | null {
  if (value.t === "float") return floatOf(value.v);
  const int = intOf(value);
  return int === null ? null : Number(int);
}

function complexOf(value: Literal): Complex | null {
  if (value.t === "complex") return [floatOf(value.re), floatOf(value.im)];
  const real = realOf(value);
  return real === null ? null : [real, 0];
}

function float(v: number): Literal {
  return { t: "float", v: floatText(v) };
}

function bits(value: bigint): number {
  return value === 0n ? 0 : (value < 0n ? -value : value).toString(2).length;
}

/** `left op right`; `op` is the oparg of BINARY_OP. */
export function foldBinary(op: number, left: Literal, right: Literal): Literal | null {
  const a = intOf(left);
  const b = intOf(right);
  if (a !== null && b !== null) {
    if (left.t === "bool" && right.t === "bool" && (op === AND || op === OR || op === XOR)) {
      return { t: "bool", v: (op === AND ? a & b : op === OR ? a | b : a ^ b) !== 0n };
    }
    return ofInts(op, a, b);
  }
  const x = realOf(left);
  const y = realOf(right);
  if (x !== null && y !== null) return ofFloats(op, x, y);
  const z = complexOf(left);
  const w = complexOf(right);
  if (z !== null && w !== null) return ofComplex(op, z, w);
  if (op === ADD) return concatenation(left, right);
  if (op === MULTIPLY) return a !== null ? repetition(right, a) : b !== null ? repetition(left, b) : null;
  return null;
}

function ofInts(op: number, a: bigint, b: bigint): Literal | null {
  switch (op) {
    case ADD:
      return intLiteral(a + b);
    case SUBTRACT:
      return intLiteral(a - b);
    case MULTIPLY:
      return a !== 0n && b !== 0n && bits(a) + bits(b) > MAX_INT_BITS ? null : intLiteral(a * b);
    case AND:
      return intLiteral(a & b);
    case OR:
      return intLiteral(a | b);
    case XOR:
      return intLiteral(a ^ b);
    case FLOOR_DIVIDE:
      return b === 0n ? null : intLiteral(floorDivide(a, b));
    case REMAINDER:
      return b === 0n ? null : intLiteral(a - floorDivide(a, b) * b);
    case TRUE_DIVIDE: {
      const isExact = bits(a) <= 53 && bits(b) <= 53;
      return b === 0n || !isExact ? null : float(Number(a) / Number(b));
    }
    case LSHIFT:
      if (b < 0n || (a !== 0n && b !== 0n && (b > BigInt(MAX_INT_BITS) || bits(a) > MAX_INT_BITS - Number(b)))) {
        return null;
      }
      return intLiteral(a === 0n ? 0n : a << b);
    case RSHIFT:
      return b < 0n ? null : b > 4096n ? intLiteral(a < 0n ? -1n : 0n) : intLiteral(a >> b);
    case POWER:
      if (b < 0n) return a === 0n ? null : float(Number(a) ** Number(b));
      if (a !== 0n && b > 0n && (b > BigInt(MAX_INT_BITS) || bits(a) > Math.floor(MAX_INT_BITS / Number(b)))) {
        return null;
      }
      return intLiteral(a === 0n ? (b === 0n ? 1n : 0n) : a ** b);
    default:
      return null;
  }
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && (a < 0n) !== (b < 0n) ? quotient - 1n : quotient;
}

function ofFloats(op: number, x: number, y: number): Literal | null {
  switch (op) {
    case ADD:
      return float(x + y);
    case SUBTRACT:
      return float(x - y);
    case MULTIPLY:
      return float(x * y);
    case TRUE_DIVIDE:
      return y === 0 ? null : float(x / y);
    case FLOOR_DIVIDE:
      return y === 0 ? null : float(divModOf(x, y)[0]);
    case REMAINDER:
      return y === 0 ? null : float(divModOf(x, y)[1]);
    case POWER: {
      if ((x === 0 && y < 0) || (x < 0 && !Number.isInteger(y))) return null;
      const power = x === 1 ? 1 : x ** y;
      // What overflows raises when it is run.
      return Number.isFinite(x) && Number.isFinite(y) && !Number.isFinite(power) ? null : float(power);
    }
    default:
      return null;
  }
}

function ofComplex(op: number, [a, b]: Complex, [c, d]: Complex): Literal | null {
  const made = (re: number, im: number): Literal => ({ t: "complex", re: floatText(re), im: floatText(im) });
  switch (op) {
    case ADD:
      return made(a + c, b + d);
    case SUBTRACT:
      return made(a - c, b - d);
    case MULTIPLY:
      return made(a * c - b * d, a * d + b * c);
    default:
      return null;
  }
}

function concatenation(left: Literal, right: Literal): Literal | null {
  if (left.t === "str" && right.t === "str") return { t: "str", v: left.v + right.v };
  if (left.t === "bytes" && right.t === "bytes") return { t: "bytes", v: left.v + right.v };
  if (left.t === "tuple" && right.t === "tuple") return { t: "tuple", v: [...left.v, ...right.v] };
  return null;
}

function repetition(value: Literal, given: bigint): Literal | null {
  const n = Number(given);
  switch (value.t) {
    case "str":
    case "bytes": {
      const size = value.t === "str" ? Array.from(value.v).length : value.v.length / 2;
      if (size > 0 && (n < 0 || n > Math.floor(MAX_STR_SIZE / size))) return null;
      return { t: value.t, v: size === 0 ? "" : value.v.repeat(n) };
    }
    case "tuple": {
      const size = value.v.length;
      if (size > 0) {
        if (n < 0 || n > Math.floor(MAX_COLLECTION_SIZE / size)) return null;
        if (n > 0 && complexity(value, Math.floor(MAX_TOTAL_ITEMS / n)) < 0) return null;
      }
      return { t: "tuple", v: Array.from({ length: size === 0 ? 0 : n }, () => value.v).flat() };
    }
    default:
      return null;
  }
}

/** `check_complexity`: what is left of so many items. */
function complexity(value: Literal, limit: number): number {
  if (value.t !== "tuple") return limit;
  let left = limit - value.v.length;
  for (const item of value.v) {
    if (left < 0) break;
    left = complexity(item, left);
  }
  return left;
}

/** `-`, `+` or `~`. */
export function foldUnary(op: UnaryOperator, value: Literal): Literal | null {
  const int = intOf(value);
  if (int !== null) return intLiteral(op === "-" ? -int : op === "~" ? ~int : int);
  if (op === "~") return null;
  if (value.t === "float") return op === "-" ? float(-floatOf(value.v)) : value;
  if (value.t !== "complex") return null;
  if (op === "+") return value;
  return { t: "complex", re: floatText(-floatOf(value.re)), im: floatText(-floatOf(value.im)) };
}

/** `value[index]` */
export function itemOf(value: Literal, index: Literal): Literal | null {
  const i = intOf(index);
  if (i === null) return null;
  const at = (length: number): number => {
    const wanted = Number(i < 0n ? i + BigInt(length) : i);
    return wanted >= 0 && wanted < length ? wanted : -1;
  };
  switch (value.t) {
    case "str": {
      const characters = Array.from(value.v);
      const v = characters[at(characters.length)];
      return v === undefined ? null : { t: "str", v };
    }
    case "bytes": {
      const found = at(value.v.length / 2);
      return found < 0 ? null : { t: "int", v: parseInt(value.v.slice(found * 2, found * 2 + 2), 16) };
    }
    case "tuple":
      return value.v[at(value.v.length)] ?? null;
    default:
      return null;
  }
}
