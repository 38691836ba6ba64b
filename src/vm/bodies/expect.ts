/**
 * What bodies take for granted of their operands and the validator cannot always know: an entry of another kind ends the run
 * as undefined. At the pin these are assertions, or nothing.
 *
 * @module
 */

import { PyCell, PyFunction } from "../../object/values/callable_values.ts";
import { PyCode } from "../../object/values/code.ts";
import { PyDict } from "../../object/dict/dict.ts";
import { PyException } from "../../object/exception/exception.ts";
import { type POISONED, undefinedAt } from "../../object/runtime.ts";
import { PySet } from "../../object/set/set.ts";
import { PyList, PyTuple } from "../../object/values/sequence_values.ts";
import { typeName } from "../../object/type/types.ts";
import type { Value } from "../../object/values/value.ts";
import type { Machine } from "../machine.ts";

function notA(m: Machine, value: Value, expected: string, instruction: string): typeof POISONED {
  const found = value === undefined ? "NULL" : typeName(value);
  return undefinedAt(m, `${instruction}: found ${found}, expected ${expected}`);
}

export function expectList(m: Machine, value: Value, instruction: string): PyList {
  if (value instanceof PyList) return value;
  throw notA(m, value, "list", instruction);
}

export function expectSet(m: Machine, value: Value, instruction: string): PySet {
  if (value instanceof PySet) return value;
  throw notA(m, value, "set", instruction);
}

export function expectDict(m: Machine, value: Value, instruction: string): PyDict {
  if (value instanceof PyDict) return value;
  throw notA(m, value, "dict", instruction);
}

export function expectTuple(m: Machine, value: Value, instruction: string): PyTuple {
  if (value instanceof PyTuple) return value;
  throw notA(m, value, "tuple", instruction);
}

export function expectString(m: Machine, value: Value, instruction: string): string {
  if (typeof value === "string") return value;
  throw notA(m, value, "str", instruction);
}

export function expectCode(m: Machine, value: Value, instruction: string): PyCode {
  if (value instanceof PyCode) return value;
  throw notA(m, value, "code", instruction);
}

export function expectFunction(m: Machine, value: Value, instruction: string): PyFunction {
  if (value instanceof PyFunction) return value;
  throw notA(m, value, "function", instruction);
}

export function expectException(m: Machine, value: Value, instruction: string): PyException {
  if (value instanceof PyException) return value;
  throw notA(m, value, "exception", instruction);
}

/** What was handled before: an exception, or None. */
export function expectHandled(m: Machine, value: Value, instruction: string): PyException | null {
  if (value === null || value instanceof PyException) return value;
  throw notA(m, value, "exception or None", instruction);
}

/** Names of keyword arguments or attributes: strings, all different, `most` at most. */
export function expectNames(m: Machine, value: Value, most: number, instruction: string): readonly string[] {
  const { items } = expectTuple(m, value, instruction);
  for (let i = 0; i < items.length; i++) {
    const name = expectString(m, items[i], instruction);
    if (i >= most || items.indexOf(name) !== i) throw undefinedAt(m, `${instruction}: name ${i} is ${name}`);
  }
  return items as readonly string[];
}

/** A closure of `count` cells. */
export function expectCells(m: Machine, value: Value, count: number, instruction: string): PyTuple {
  const cells = expectTuple(m, value, instruction);
  for (const cell of cells.items) if (!(cell instanceof PyCell)) throw notA(m, cell, "cell", instruction);
  if (cells.items.length === count) return cells;
  throw undefinedAt(m, `${instruction}: found ${cells.items.length} cells, expected ${count}`);
}

/** Names and annotations in turn. */
export function expectAnnotations(m: Machine, value: Value, instruction: string): PyTuple {
  const pairs = expectTuple(m, value, instruction);
  for (let i = 0; i < pairs.items.length; i += 2) expectString(m, pairs.items[i], instruction);
  if (pairs.items.length % 2 === 0) return pairs;
  throw undefinedAt(m, `${instruction}: found a name without annotation`);
}
