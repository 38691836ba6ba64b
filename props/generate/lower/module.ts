/**
 * Lowering of the module, which defines what functions use.
 *
 * @module
 */

import { encodeInstruction } from "../../../src/isa/code_unit.ts";
import type { CodeObject, Literal } from "../../../src/isa/program.ts";
import { type FunctionDraft, functionName, globalName } from "../draft/draft.ts";
import { defineClass } from "./classes.ts";
import { addConst, addName, NONE_LITERAL } from "./constants.ts";
import { encodeFunction } from "./functions.ts";
import type { Lowering } from "./lowering.ts";
import { OP } from "../../python/compile/opcode_facts.ts";

/** The module: binds the globals that functions use, then the functions, the entry last. Straight-line, so written at once. */
export function moduleCode(l: Lowering, classes: number, firstClassCode: number): CodeObject {
  const { functions, globals } = l.draft;
  const consts: Literal[] = [];
  const names: string[] = [];
  const code: number[] = [];
  let stacksize = 1;
  encodeInstruction(code, OP.RESUME, 0);
  for (let g = 0; g < globals.length; g++) {
    const init = globals[g]?.init ?? null;
    if (init === null || ((l.globals >> g) & 1) === 0) continue;
    encodeInstruction(code, OP.LOAD_CONST, addConst(consts, init));
    encodeInstruction(code, OP.STORE_NAME, addName(names, globalName(g)));
  }
  for (let c = 0, at = firstClassCode, left = classes; left !== 0; c++, left >>= 1) {
    if ((left & 1) === 0) continue;
    defineClass(l, c, at++, code, names, consts);
    stacksize = 8;
  }
  for (let f = functions.length - 1; f >= 0; f--) {
    const fn = functions[f] as FunctionDraft;
    const index = l.codeOf[f] as number;
    if (index < 0 || fn.parent !== null || (l.ownerOf[f] as number) >= 0) continue;
    if (encodeFunction(fn, index, code, consts)) stacksize = Math.max(stacksize, 6);
    encodeInstruction(code, OP.STORE_NAME, addName(names, functionName(f)));
  }
  encodeInstruction(code, OP.RETURN_CONST, addConst(consts, NONE_LITERAL));
  return {
    name: "<module>",
    qualname: "<module>",
    argcount: 0,
    posonlyargcount: 0,
    kwonlyargcount: 0,
    flags: 0,
    stacksize,
    firstlineno: 1,
    varnames: [],
    cellvars: [],
    freevars: [],
    names,
    consts,
    code,
    exceptionTable: [],
    lineTable: "",
  };
}
