/**
 * Lowering of classes: their bodies as code objects, and what the module does to define them. All of it is straight-line
 * code, so it is written at once.
 *
 * @module
 */

import { encodeInstruction } from "../../../src/isa/code_unit.ts";
import type { CodeObject, Literal } from "../../../src/isa/program.ts";
import { OP } from "./opcode_facts.ts";
import { formOf, type FunctionDraft, localName } from "../draft/draft.ts";
import { BUILTIN_BASES, type ClassDraft, className, WRAPPERS } from "../draft/classes.ts";
import { addConst, addName, NONE_LITERAL } from "./expressions.ts";
import { namesTuple } from "./rich.ts";
import { StatementLowering } from "./statements.ts";
import { functionUses } from "../draft/uses.ts";

/** Writes code that makes a function of the module or of a class body; true when it needs more stack than one item. */
export function encodeFunction(fn: FunctionDraft, index: number, code: number[], consts: Literal[]): boolean {
  const { kwonly, kwdefaults } = formOf(fn);
  const hasDefaults = fn.defaults.length > 0;
  if (hasDefaults) encodeInstruction(code, OP.LOAD_CONST, addConst(consts, { t: "tuple", v: fn.defaults }));
  if (kwdefaults.length > 0) {
    const names: string[] = [];
    const first = fn.params + kwonly - kwdefaults.length;
    for (let i = 0; i < kwdefaults.length; i++) {
      encodeInstruction(code, OP.LOAD_CONST, addConst(consts, kwdefaults[i] as Literal));
      names.push(localName(fn, first + i));
    }
    encodeInstruction(code, OP.LOAD_CONST, addConst(consts, namesTuple(names)));
    encodeInstruction(code, OP.BUILD_CONST_KEY_MAP, names.length);
  }
  encodeInstruction(code, OP.LOAD_CONST, addConst(consts, { t: "code", v: index }));
  encodeInstruction(code, OP.MAKE_FUNCTION, 0);
  if (kwdefaults.length > 0) encodeInstruction(code, OP.SET_FUNCTION_ATTRIBUTE, 2);
  if (hasDefaults) encodeInstruction(code, OP.SET_FUNCTION_ATTRIBUTE, 1);
  return hasDefaults || kwdefaults.length > 0;
}

/** Classes of one Draft. */
export abstract class ClassLowering extends StatementLowering {
  /** Class that holds each function, -1 for none. */
  protected ownerOf!: Int8Array;
  /** Classes to define, as a bit mask. */
  protected classes = 0;
  /** Index of the first class body's code object; the others follow in order. */
  protected firstClassCode = 0;

  protected classAt(c: number): ClassDraft {
    return (this.draft.classes as readonly ClassDraft[])[c] as ClassDraft;
  }

  /** Name that a class gives to one of its functions. */
  protected memberName(c: number, f: number): string {
    return this.classAt(c).members.find((member) => member.f === f)?.name ?? "m";
  }

  /** The body of a class. */
  protected classCode(c: number, codeOf: readonly number[]): CodeObject {
    const { slots, attributes, members } = this.classAt(c);
    const { functions } = this.draft;
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
      const deep = encodeFunction(fn, codeOf[f] as number, code, consts);
      if (deep || usesCell || wrapper !== null) stacksize = 8;
      if (usesCell) encodeInstruction(code, OP.SET_FUNCTION_ATTRIBUTE, 8);
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
  protected defineClass(c: number, index: number, code: number[], names: string[], consts: Literal[]): void {
    const { base, builtin, meta } = this.classAt(c);
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
}
