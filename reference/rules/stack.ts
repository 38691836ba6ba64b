/**
 * Stack, constants, fast locals and cells.
 *
 * @module
 */

import { OPCODES } from "../../src/isa/opcodes.ts";
import { instructionAt } from "../decoders.ts";
import type { Frame } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";
import { types } from "../types.ts";
import { PyCell, type PyException, PyMappingProxy } from "../values.ts";
import { lookUpMapping } from "./names.ts";
import type { RuleSet } from "./rule.ts";

/** The error of a fast local without value. */
function unboundLocal(rt: Interpreter, f: Frame, index: number): PyException {
  return unbound(rt, f.code.localNames[index] as string);
}

function unbound(rt: Interpreter, name: string): PyException {
  return rt.error(
    "UnboundLocalError",
    `cannot access local variable '${name}' where it is not associated with a value`,
  );
}

/** The error of an empty cell: an own variable's or one of an enclosing function's. */
function unboundCell(rt: Interpreter, f: Frame, index: number): PyException {
  const name = f.code.localNames[index] as string;
  if (index < f.code.localCount - f.code.code.freevars.length) return unbound(rt, name);
  const text = `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`;
  const error = rt.error("NameError", text);
  error.slots = new Map([["name", name]]);
  return error;
}

const LOADS_FROM_DICT: ReadonlySet<number> = new Set([
  OPCODES.LOAD_FROM_DICT_OR_GLOBALS.opcode,
  OPCODES.LOAD_FROM_DICT_OR_DEREF.opcode,
]);

/** Classes keep no dict here that could be given away: the variable `__classdict__` is good for looking names up only. */
function checkClassDict(rt: Interpreter, f: Frame, oparg: number): void {
  if (f.code.localNames[oparg] !== "__classdict__") return;
  const { opcode } = instructionAt(f.units, f.next);
  if (!LOADS_FROM_DICT.has(opcode)) rt.unsupported("a class's own dict as a value");
}

function cell(f: Frame, index: number): PyCell {
  return f.fast[index] as PyCell;
}

function nothing(): void {}

/** An instruction that tier 1 writes or that never stands in code objects. */
function neverInCode(rt: Interpreter): void {
  rt.undefinedAt("an instruction that no compiler emits");
}

export const STACK_RULES = {
  NOP: nothing,
  CACHE: neverInCode,
  RESERVED: neverInCode,
  ENTER_EXECUTOR: neverInCode,
  INTERPRETER_EXIT: neverInCode,
  EXIT_INIT_CHECK: neverInCode,
  EXTENDED_ARG: nothing,
  RESUME(_rt, f) {
    f.code.quietResumes.add(f.at);
  },
  POP_TOP(_rt, f) {
    f.stack.pop();
  },
  PUSH_NULL(_rt, f) {
    f.push(undefined);
  },
  COPY(_rt, f, oparg) {
    f.push(f.stack[f.stack.length - oparg]);
  },
  SWAP(_rt, f, oparg) {
    const stack = f.stack;
    const top = stack.length - 1;
    const other = stack.length - oparg;
    const held = stack[top];
    stack[top] = stack[other];
    stack[other] = held;
  },
  LOAD_CONST(_rt, f, oparg) {
    f.push(f.code.consts[oparg]);
  },
  LOAD_FAST(_rt, f, oparg) {
    f.push(f.fast[oparg]);
  },
  LOAD_FAST_CHECK(rt, f, oparg) {
    const value = f.fast[oparg];
    if (value === undefined) throw unboundLocal(rt, f, oparg);
    f.push(value);
  },
  LOAD_FAST_AND_CLEAR(_rt, f, oparg) {
    f.push(f.fast[oparg]);
    f.fast[oparg] = undefined;
  },
  LOAD_FAST_LOAD_FAST(_rt, f, oparg) {
    f.push(f.fast[oparg >> 4]);
    f.push(f.fast[oparg & 15]);
  },
  STORE_FAST(_rt, f, oparg) {
    f.fast[oparg] = f.stack.pop();
  },
  STORE_FAST_LOAD_FAST(_rt, f, oparg) {
    f.fast[oparg >> 4] = f.stack.pop();
    f.push(f.fast[oparg & 15]);
  },
  STORE_FAST_STORE_FAST(_rt, f, oparg) {
    f.fast[oparg >> 4] = f.stack.pop();
    f.fast[oparg & 15] = f.stack.pop();
  },
  DELETE_FAST(rt, f, oparg) {
    if (f.fast[oparg] === undefined) throw unboundLocal(rt, f, oparg);
    f.fast[oparg] = undefined;
  },
  MAKE_CELL(_rt, f, oparg) {
    f.fast[oparg] = new PyCell(types.cell, f.fast[oparg]);
  },
  COPY_FREE_VARS(rt, f, oparg) {
    const closure = f.func?.closure?.items ?? [];
    if (closure.length !== oparg) rt.undefinedAt(`COPY_FREE_VARS: expected a closure of ${oparg}`);
    const first = f.code.localCount - oparg;
    for (let i = 0; i < oparg; i++) f.fast[first + i] = closure[i];
  },
  LOAD_DEREF(rt, f, oparg) {
    const value = cell(f, oparg).content;
    if (value === undefined) throw unboundCell(rt, f, oparg);
    if (value instanceof PyMappingProxy) checkClassDict(rt, f, oparg);
    f.push(value);
  },
  STORE_DEREF(_rt, f, oparg) {
    cell(f, oparg).content = f.pop();
  },
  DELETE_DEREF(rt, f, oparg) {
    if (cell(f, oparg).content === undefined) throw unboundCell(rt, f, oparg);
    cell(f, oparg).content = undefined;
  },
  LOAD_FROM_DICT_OR_DEREF(rt, f, oparg) {
    const inMapping = lookUpMapping(rt, f.pop(), f.code.localNames[oparg] as string);
    const value = inMapping === undefined ? cell(f, oparg).content : inMapping;
    if (value === undefined) throw unboundCell(rt, f, oparg);
    f.push(value);
  },
} satisfies RuleSet;
