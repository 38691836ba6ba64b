/**
 * Lowers a Draft to a Program, with the instruction shapes of the pin's compiler.
 *
 * @module
 */

import { CODE_FLAGS, type CodeObject, type Literal, type Program, PROGRAM_VERSION } from "../../src/isa/program.ts";
import { encodeInstruction } from "../../src/isa/code_unit.ts";
import { OP } from "./code_builder.ts";
import { type Draft, type FunctionDraft, functionName, globalName, localName } from "./draft.ts";
import { addConst, addName, ALL_HOSTS, COMPARE_ARGS, NONE_LITERAL, TO_BOOL_BIT } from "./lower_expressions.ts";
import { StatementLowering } from "./lower_statements.ts";
import { capturedLocals, functionUses, reachableFunctions } from "./walk.ts";

/** Lowers all functions of one Draft. */
class Lowering extends StatementLowering {
  /** Code objects: module, then top-level functions each followed by its inner functions; only those that are reachable. */
  run(draft: Draft): Program {
    const { functions } = draft;
    this.draft = draft;
    this.codes = [];
    this.hosts = 0;
    this.globals = 0;
    this.innerNames.length = 0;
    const reachable = reachableFunctions(this.draft);
    // Index 0 is the module, which is built last.
    this.codes.push(null as unknown as CodeObject);
    const codeOf: number[] = functions.map(() => -1);
    let next = 1;
    for (let f = 0; f < functions.length; f++) if ((reachable >> f) & 1) codeOf[f] = next++;
    for (let f = 0; f < functions.length; f++) {
      if ((reachable >> f) & 1) this.codes.push(this.lowerFunction(f, codeOf));
    }
    this.codes[0] = this.moduleCode(codeOf);
    return {
      format: "tierproof-program",
      version: PROGRAM_VERSION,
      moduleName: "m",
      hosts: ALL_HOSTS.filter((_, i) => (this.hosts >> i) & 1),
      codes: this.codes,
      entry: functionName(0),
      args: this.draft.args,
      calls: this.draft.calls,
    };
  }

  /** The module: binds the globals that functions use, then the functions, the entry last. Straight-line, so written at once. */
  protected moduleCode(codeOf: readonly number[]): CodeObject {
    const { functions, globals } = this.draft;
    const consts: Literal[] = [];
    const names: string[] = [];
    const code: number[] = [];
    let stacksize = 1;
    encodeInstruction(code, OP.RESUME, 0);
    for (let g = 0; g < globals.length; g++) {
      const init = globals[g]?.init ?? null;
      if (init === null || ((this.globals >> g) & 1) === 0) continue;
      encodeInstruction(code, OP.LOAD_CONST, addConst(consts, init));
      encodeInstruction(code, OP.STORE_NAME, addName(names, globalName(g)));
    }
    for (let f = functions.length - 1; f >= 0; f--) {
      const fn = functions[f] as FunctionDraft;
      const index = codeOf[f] as number;
      if (index < 0 || fn.parent !== null) continue;
      const hasDefaults = fn.defaults.length > 0;
      if (hasDefaults) {
        encodeInstruction(code, OP.LOAD_CONST, addConst(consts, { t: "tuple", v: fn.defaults }));
        stacksize = 2;
      }
      encodeInstruction(code, OP.LOAD_CONST, addConst(consts, { t: "code", v: index }));
      encodeInstruction(code, OP.MAKE_FUNCTION, 0);
      if (hasDefaults) encodeInstruction(code, OP.SET_FUNCTION_ATTRIBUTE, 1);
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

  protected lowerFunction(f: number, codeOf: readonly number[]): CodeObject {
    const functions = this.draft.functions;
    const fn = functions[f] as FunctionDraft;
    const { counters, free } = functionUses(fn);
    this.fn = fn;
    this.codeOf = codeOf;
    this.names = [];
    this.consts = [NONE_LITERAL];
    this.frames = [];
    this.captured = capturedLocals(this.draft, f);
    // Slots: locals that are no cells or are parameters, counters, then cells, then free variables.
    const varnames: string[] = [];
    const cellvars: string[] = [];
    const slots: number[] = [];
    for (let i = 0; i < fn.locals + counters; i++) {
      const cell = this.isCell(i);
      slots.push(-1);
      if (i < fn.params || !cell) slots[i] = varnames.push(localName(fn, i)) - 1;
      if (cell) cellvars.push(localName(fn, i));
    }
    let slot = varnames.length;
    for (let i = fn.params; i < fn.locals; i++) if (this.isCell(i)) slots[i] = slot++;
    this.slotOf = slots;
    const freevars: string[] = [];
    if (fn.parent !== null) {
      const parent = functions[fn.parent] as FunctionDraft;
      this.freeSlot = [];
      for (let i = 0; i < parent.locals; i++) {
        const used = ((free >> i) & 1) === 1;
        this.freeSlot.push(used ? slot++ : -1);
        if (used) freevars.push(localName(parent, i));
      }
    }
    const builder = this.builder;
    builder.reset();
    if (freevars.length > 0) builder.emit(OP.COPY_FREE_VARS, freevars.length);
    for (let i = 0; i < fn.locals; i++) {
      if (this.isCell(i)) builder.emit(OP.MAKE_CELL, slots[i] as number);
    }
    builder.emit(OP.RESUME, 0);
    if (fn.recursive !== null) {
      builder.line++;
      const goOn = builder.newLabel();
      this.loadLocal(0);
      this.loadConst({ t: "int", v: 1 });
      builder.emit(OP.COMPARE_OP, (COMPARE_ARGS[0] as number) + TO_BOOL_BIT);
      builder.jump(OP.POP_JUMP_IF_FALSE, goOn);
      builder.line++;
      this.lowerReturn(fn.recursive);
      builder.place(goOn, 0);
    }
    this.block(fn.body);
    builder.emit(OP.RETURN_CONST, 0);
    let bound = 0;
    for (let i = 0; i < fn.params; i++) bound |= 1 << i;
    // Slots of cells and free variables hold cells: never unbound.
    for (let i = varnames.length; i < 31; i++) bound |= 1 << i;
    const built = builder.finish(bound);
    const name = this.innerNames[f] ?? functionName(f);
    return {
      name,
      qualname: fn.parent === null ? name : `${functionName(fn.parent)}.<locals>.${name}`,
      argcount: fn.params,
      posonlyargcount: 0,
      kwonlyargcount: 0,
      flags: CODE_FLAGS.OPTIMIZED | CODE_FLAGS.NEWLOCALS | (fn.parent === null ? 0 : CODE_FLAGS.NESTED),
      stacksize: built.stacksize,
      firstlineno: 1,
      varnames,
      cellvars,
      freevars,
      names: this.names,
      consts: this.consts,
      code: built.code,
      exceptionTable: built.exceptionTable,
      lineTable: "",
    };
  }
}

/** One for all: it holds nothing between programs. */
const lowering = new Lowering();
/** Compiles a valid Draft. */
export function lower(draft: Draft): Program {
  return lowering.run(draft);
}
