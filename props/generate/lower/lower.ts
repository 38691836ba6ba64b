/**
 * Lowers a Draft to a Program, with the instruction shapes of the pin's compiler.
 *
 * @module
 */

import { CODE_FLAGS, type CodeObject, type Literal, type Program, PROGRAM_VERSION } from "../../../src/isa/program.ts";
import { encodeInstruction } from "../../../src/isa/code_unit.ts";
import { OP } from "./opcode_facts.ts";
import {
  type Draft,
  formOf,
  type FunctionDraft,
  functionName,
  globalName,
  localName,
  parameterCount,
} from "../draft/draft.ts";
import { className, type FunctionForm } from "../draft/classes.ts";
import { encodeFunction } from "./classes.ts";
import { addConst, addName, ALL_HOSTS, COMPARE_ARGS, NONE_LITERAL, TO_BOOL_BIT } from "./expressions.ts";
import { BlockLowering } from "./blocks.ts";
import { capturedLocals, functionUses, owners, reach } from "../draft/uses.ts";

/** Lowers all functions of one Draft. */
class Lowering extends BlockLowering {
  /** Code objects: module, then top-level functions each followed by its inner functions; only those that are reachable. */
  run(draft: Draft): Program {
    const { functions } = draft;
    this.draft = draft;
    this.codes = [];
    this.hosts = 0;
    this.globals = 0;
    this.innerNames.length = 0;
    const { functions: reachable, classes } = reach(draft);
    this.ownerOf = owners(draft);
    this.classes = classes;
    // Index 0 is the module, which is built last.
    this.codes.push(null as unknown as CodeObject);
    const codeOf: number[] = functions.map(() => -1);
    let next = 1;
    for (let f = 0; f < functions.length; f++) if ((reachable >> f) & 1) codeOf[f] = next++;
    for (let f = 0; f < functions.length; f++) {
      if ((reachable >> f) & 1) this.codes.push(this.lowerFunction(f, codeOf));
    }
    this.firstClassCode = next;
    for (let c = 0, left = classes; left !== 0; c++, left >>= 1) {
      if ((left & 1) === 1) this.codes.push(this.classCode(c, codeOf));
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
    for (let c = 0, at = this.firstClassCode, left = this.classes; left !== 0; c++, left >>= 1) {
      if ((left & 1) === 0) continue;
      this.defineClass(c, at++, code, names, consts);
      stacksize = 8;
    }
    for (let f = functions.length - 1; f >= 0; f--) {
      const fn = functions[f] as FunctionDraft;
      const index = codeOf[f] as number;
      if (index < 0 || fn.parent !== null || (this.ownerOf[f] as number) >= 0) continue;
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

  protected lowerFunction(f: number, codeOf: readonly number[]): CodeObject {
    const functions = this.draft.functions;
    const fn = functions[f] as FunctionDraft;
    const { counters, free, usesSuper } = functionUses(fn);
    const form = formOf(fn);
    const params = parameterCount(fn);
    const owner = this.ownerOf[f] as number;
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
      if (i < params || !cell) slots[i] = varnames.push(localName(fn, i)) - 1;
      if (cell) cellvars.push(localName(fn, i));
    }
    let slot = varnames.length;
    for (let i = params; i < fn.locals; i++) if (this.isCell(i)) slots[i] = slot++;
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
    if (usesSuper && owner >= 0) {
      this.classSlot = slot;
      freevars.push("__class__");
    }
    const builder = this.builder;
    builder.reset();
    if (freevars.length > 0) builder.emit(OP.COPY_FREE_VARS, freevars.length);
    for (let i = 0; i < fn.locals; i++) {
      if (this.isCell(i)) builder.emit(OP.MAKE_CELL, slots[i] as number);
    }
    const stopped = form.kind === "plain" ? -1 : builder.newLabel();
    if (stopped >= 0) {
      builder.emit(OP.RETURN_GENERATOR);
      builder.emit(OP.POP_TOP);
      // The table of effects knows nothing of the generator that comes and goes.
      builder.depth = 0;
      builder.scope = builder.newScope(stopped, 0, true, false);
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
    if (stopped >= 0) this.stopIterationHandler(stopped);
    let bound = 0;
    for (let i = 0; i < params; i++) bound |= 1 << i;
    // Slots of cells and free variables hold cells: never unbound.
    for (let i = varnames.length; i < 31; i++) bound |= 1 << i;
    const built = builder.finish(bound);
    const name = owner >= 0 ? this.memberName(owner, f) : this.innerNames[f] ?? functionName(f);
    const qualname = owner >= 0
      ? `${className(owner)}.${name}`
      : fn.parent === null
      ? name
      : `${functionName(fn.parent)}.<locals>.${name}`;
    return {
      name,
      qualname,
      argcount: fn.params,
      posonlyargcount: 0,
      kwonlyargcount: form.kwonly,
      flags: CODE_FLAGS.OPTIMIZED | CODE_FLAGS.NEWLOCALS | formFlags(form) |
        (fn.parent === null && !(usesSuper && owner >= 0) ? 0 : CODE_FLAGS.NESTED),
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

/** `co_flags` that tell what a function takes and gives. */
function formFlags(form: FunctionForm): number {
  return (form.star ? CODE_FLAGS.VARARGS : 0) | (form.starstar ? CODE_FLAGS.VARKEYWORDS : 0) | KIND_FLAGS[form.kind];
}

const KIND_FLAGS: Readonly<Record<FunctionForm["kind"], number>> = {
  "plain": 0,
  "generator": CODE_FLAGS.GENERATOR,
  "coroutine": CODE_FLAGS.COROUTINE,
  "async generator": CODE_FLAGS.ASYNC_GENERATOR,
};

/** One for all: it holds nothing between programs. */
const lowering = new Lowering();
/** Compiles a valid Draft. */
export function lower(draft: Draft): Program {
  return lowering.run(draft);
}
