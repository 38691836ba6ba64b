/**
 * Lowering of the module: it binds globals, defines classes and then functions, the last first.
 *
 * @module
 */

import type { CodeObject } from "../../../src/isa/program.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import { type FunctionDraft, functionName, globalName } from "../draft/draft.ts";
import { defineClass } from "./classes.ts";
import { NONE_LITERAL } from "./constants.ts";
import { makeFunction } from "./functions.ts";
import type { Lowering } from "./lowering.ts";

/** What some function declares to be global is so for the module, too. */
function storeOf(declared: number, i: number): number {
  return ((declared >> i) & 1) === 1 ? OP.STORE_GLOBAL : OP.STORE_NAME;
}

/** The module's code; bodies of classes have the numbers from `firstClassCode` on. */
export function moduleCode(l: Lowering, classes: number, firstClassCode: number): CodeObject {
  const { functions, globals } = l.draft;
  const { builder } = l;
  l.enter();
  builder.setLine(0);
  builder.emit(OP.RESUME, 0);
  for (let g = 0; g < globals.length; g++) {
    const init = globals[g]?.init ?? null;
    if (init === null || ((l.globals >> g) & 1) === 0) continue;
    builder.nextLine();
    l.loadConst(init);
    builder.emit(storeOf(l.assignedGlobals, g), l.nameIndex(globalName(g)));
  }
  for (let c = 0, at = firstClassCode, left = classes; left !== 0; c++, left >>= 1) {
    if ((left & 1) === 1) defineClass(l, c, at++);
  }
  for (let f = functions.length - 1; f >= 0; f--) {
    const fn = functions[f] as FunctionDraft;
    if ((l.codeOf[f] as number) < 0 || fn.parent !== null || (l.ownerOf[f] as number) >= 0) continue;
    builder.nextLine();
    makeFunction(l, f);
    builder.emit(storeOf(l.assignedFunctions, f), l.nameIndex(functionName(f)));
  }
  builder.artificial(OP.LOAD_CONST, builder.consts.add(NONE_LITERAL));
  builder.artificial(OP.RETURN_VALUE);
  const built = builder.finish({ locals: 0, cells: [], free: 0, isGenerator: false }, 0);
  return {
    name: "<module>",
    qualname: "<module>",
    argcount: 0,
    posonlyargcount: 0,
    kwonlyargcount: 0,
    flags: 0,
    stacksize: built.stacksize,
    firstlineno: 1,
    varnames: [],
    cellvars: [],
    freevars: [],
    names: l.names,
    consts: built.consts,
    code: built.code,
    exceptionTable: built.exceptionTable,
    lineTable: "",
  };
}
