/**
 * Lowering of classes: their bodies as code objects, and what the module does to define them. All of it is straight-line
 * code, so it is written at once.
 *
 * @module
 */

import { encodeInstruction } from "../../../src/isa/code_unit.ts";
import type { CodeObject, Literal } from "../../../src/isa/program.ts";
import { BUILTIN_BASES, className, WRAPPERS } from "../draft/classes.ts";
import type { FunctionDraft } from "../draft/draft.ts";
import { functionUses } from "../draft/uses.ts";
import { addConst, addName, namesTuple, NONE_LITERAL } from "./constants.ts";
import { classAt, CLOSURE, encodeFunction } from "./functions.ts";
import type { Lowering } from "./lowering.ts";
import { OP } from "../../python/compile/opcode_facts.ts";

/** The body of a class. */
export function classCode(l: Lowering, c: number): CodeObject {
  const { slots, attributes, members } = classAt(l, c);
  const { functions } = l.draft;
  const consts: Literal[] = [];
  const names: string[] = [];
  const code: number[] = [];
  let stacksize = 2;
  const withCell = members.some(({ f }) => functionUses(functions[f] as FunctionDraft).usesSuper);
  const store = (name: string): void => encodeInstruction(code, OP.STORE_NAME, addName(names, name));
  if (withCell) encodeInstruction(code, OP.MAKE_CELL, 0);
  encodeInstruction(code, OP.RESUME, 0);
  encodeInstruction(code, OP.LOAD_NAME, addName(names, "__name__"));
  store("__module__");
  encodeInstruction(code, OP.LOAD_CONST, addConst(consts, { t: "str", v: className(c) }));
  store("__qualname__");
  if (slots !== null) {
    encodeInstruction(code, OP.LOAD_CONST, addConst(consts, namesTuple(slots)));
    store("__slots__");
  }
  for (const { name, v } of attributes) {
    encodeInstruction(code, OP.LOAD_CONST, addConst(consts, v));
    store(name);
  }
  for (const { name, f, wrap } of members) {
    const fn = functions[f] as FunctionDraft;
    const wrapper = WRAPPERS[wrap] ?? null;
    if (wrapper !== null) encodeInstruction(code, OP.LOAD_NAME, addName(names, wrapper));
    const usesCell = functionUses(fn).usesSuper;
    if (usesCell) {
      encodeInstruction(code, OP.LOAD_FAST, 0);
      encodeInstruction(code, OP.BUILD_TUPLE, 1);
    }
    const deep = encodeFunction(fn, l.codeOf[f] as number, code, consts);
    if (deep || usesCell || wrapper !== null) stacksize = 8;
    if (usesCell) encodeInstruction(code, OP.SET_FUNCTION_ATTRIBUTE, CLOSURE);
    if (wrapper !== null) encodeInstruction(code, OP.CALL, 0);
    store(name);
  }
  if (withCell) {
    encodeInstruction(code, OP.LOAD_FAST, 0);
    encodeInstruction(code, OP.COPY, 1);
    store("__classcell__");
    encodeInstruction(code, OP.RETURN_VALUE, 0);
  } else encodeInstruction(code, OP.RETURN_CONST, addConst(consts, NONE_LITERAL));
  return {
    name: className(c),
    qualname: className(c),
    argcount: 0,
    posonlyargcount: 0,
    kwonlyargcount: 0,
    flags: 0,
    stacksize,
    firstlineno: 1,
    varnames: [],
    cellvars: withCell ? ["__class__"] : [],
    freevars: [],
    names,
    consts,
    code,
    exceptionTable: [],
    lineTable: "",
  };
}

/** What the module does to define a class; needs eight items of stack at most. */
export function defineClass(
  l: Lowering,
  c: number,
  index: number,
  code: number[],
  names: string[],
  consts: Literal[],
): void {
  const { base, builtin, meta } = classAt(l, c);
  encodeInstruction(code, OP.LOAD_BUILD_CLASS, 0);
  encodeInstruction(code, OP.PUSH_NULL, 0);
  encodeInstruction(code, OP.LOAD_CONST, addConst(consts, { t: "code", v: index }));
  encodeInstruction(code, OP.MAKE_FUNCTION, 0);
  encodeInstruction(code, OP.LOAD_CONST, addConst(consts, { t: "str", v: className(c) }));
  let count = 2;
  const parent = base !== null ? className(base) : builtin !== null ? BUILTIN_BASES[builtin] as string : null;
  if (parent !== null) {
    encodeInstruction(code, OP.LOAD_NAME, addName(names, parent));
    count++;
  }
  if (meta === null) encodeInstruction(code, OP.CALL, count);
  else {
    encodeInstruction(code, OP.LOAD_NAME, addName(names, className(meta)));
    encodeInstruction(code, OP.LOAD_CONST, addConst(consts, namesTuple(["metaclass"])));
    encodeInstruction(code, OP.CALL_KW, count + 1);
  }
  encodeInstruction(code, OP.STORE_NAME, addName(names, className(c)));
}
