/**
 * What instructions take for granted of their operands: an entry of another kind has no meaning, and ends the run.
 *
 * @module
 */

import type { Interpreter } from "../interpreter.ts";
import { typeOf, types } from "../types.ts";
import { PyCell, PyCode, PyDict, PyException, PyFunction, PyList, PySet, PyTuple, type Slot } from "../values.ts";

function notA(rt: Interpreter, value: Slot, expected: string, instruction: string): never {
  const found = value === undefined ? "NULL" : typeOf(value).name;
  return rt.undefinedAt(`${instruction}: found ${found}, expected ${expected}`);
}

export function expectList(rt: Interpreter, value: Slot, instruction: string): PyList {
  return value instanceof PyList && !value.cls.heap ? value : notA(rt, value, "list", instruction);
}

export function expectSet(rt: Interpreter, value: Slot, instruction: string): PySet {
  return value instanceof PySet && value.cls === types.set ? value : notA(rt, value, "set", instruction);
}

export function expectDict(rt: Interpreter, value: Slot, instruction: string): PyDict {
  return value instanceof PyDict && !value.cls.heap ? value : notA(rt, value, "dict", instruction);
}

export function expectTuple(rt: Interpreter, value: Slot, instruction: string): PyTuple {
  return value instanceof PyTuple && !value.cls.heap ? value : notA(rt, value, "tuple", instruction);
}

export function expectString(rt: Interpreter, value: Slot, instruction: string): string {
  return typeof value === "string" ? value : notA(rt, value, "str", instruction);
}

export function expectCode(rt: Interpreter, value: Slot, instruction: string): PyCode {
  return value instanceof PyCode ? value : notA(rt, value, "code", instruction);
}

export function expectFunction(rt: Interpreter, value: Slot, instruction: string): PyFunction {
  return value instanceof PyFunction ? value : notA(rt, value, "function", instruction);
}

export function expectException(rt: Interpreter, value: Slot, instruction: string): PyException {
  return value instanceof PyException ? value : notA(rt, value, "exception", instruction);
}

/** What was handled before: an exception, or None. */
export function expectHandled(rt: Interpreter, value: Slot, instruction: string): PyException | null {
  return value === null ? value : expectException(rt, value, instruction);
}

/** Names of keyword arguments: strings, all different, `most` at most. */
export function expectNames(rt: Interpreter, value: Slot, most: number, instruction: string): string[] {
  const names = expectTuple(rt, value, instruction).items.map((name) => expectString(rt, name, instruction));
  if (names.length > most || new Set(names).size < names.length) {
    return rt.undefinedAt(`${instruction}: found ${names.length} names, expected ${most} distinct ones at most`);
  }
  return names;
}

/** A closure of `count` cells. */
export function expectCells(rt: Interpreter, value: Slot, count: number, instruction: string): PyTuple {
  const cells = expectTuple(rt, value, instruction);
  for (const cell of cells.items) if (!(cell instanceof PyCell)) notA(rt, cell, "cell", instruction);
  if (cells.items.length === count) return cells;
  return rt.undefinedAt(`${instruction}: found ${cells.items.length} cells, expected ${count}`);
}

/** Names and annotations in turn. */
export function expectAnnotations(rt: Interpreter, value: Slot, instruction: string): PyTuple {
  const pairs = expectTuple(rt, value, instruction);
  for (let i = 0; i < pairs.items.length; i += 2) expectString(rt, pairs.items[i], instruction);
  return pairs.items.length % 2 === 0 ? pairs : rt.undefinedAt(`${instruction}: found a name without annotation`);
}
