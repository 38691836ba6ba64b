/**
 * Lowering of classes: their bodies as code objects, and what the module does to define them.
 *
 * @module
 */

import type { CodeObject } from "../../../src/isa/program.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import { LOAD_CLOSURE } from "../../python/compile/pseudo_ops.ts";
import { BUILTIN_BASES, className, WRAPPERS } from "../draft/classes.ts";
import type { FunctionDraft } from "../draft/draft.ts";
import { functionUses } from "../draft/uses.ts";
import { namesTuple } from "./constants.ts";
import { classAt, makeFunction } from "./functions.ts";
import type { Lowering } from "./lowering.ts";

/** The body of a class. */
export function classCode(l: Lowering, c: number): CodeObject {
  const { slots, attributes, members } = classAt(l, c);
  const { functions } = l.draft;
  const { builder } = l;
  const withCell = members.some(({ f }) => functionUses(functions[f] as FunctionDraft).usesSuper);
  l.enter();
  const store = (name: string): void => builder.emit(OP.STORE_NAME, l.nameIndex(name));
  builder.emit(OP.RESUME, 0);
  builder.emit(OP.LOAD_NAME, l.nameIndex("__name__"));
  store("__module__");
  l.loadConst({ t: "str", v: className(c) });
  store("__qualname__");
  if (slots !== null) {
    builder.nextLine();
    l.loadConst(namesTuple(slots));
    store("__slots__");
  }
  for (const { name, v } of attributes) {
    builder.nextLine();
    l.loadConst(v);
    store(name);
  }
  for (const { name, f, wrap } of members) {
    const wrapper = WRAPPERS[wrap] ?? null;
    builder.nextLine();
    const { loc } = builder;
    if (wrapper !== null) {
      builder.emit(OP.LOAD_NAME, l.nameIndex(wrapper));
      builder.nextLine();
    }
    const definition = builder.loc;
    makeFunction(l, f);
    if (wrapper !== null) {
      builder.loc = loc;
      builder.emit(OP.CALL, 0);
      builder.loc = definition;
    }
    store(name);
  }
  if (slots === null && attributes.length + members.length === 0) {
    builder.nextLine();
    builder.emit(OP.NOP);
  }
  if (withCell) {
    builder.artificial(LOAD_CLOSURE, 0);
    builder.artificial(OP.COPY, 1);
    builder.artificial(OP.STORE_NAME, l.nameIndex("__classcell__"));
  } else builder.artificial(OP.LOAD_CONST, builder.consts.add({ t: "None" }));
  builder.artificial(OP.RETURN_VALUE);
  const built = builder.finish({ locals: 0, cells: withCell ? [-1] : [], free: 0, isGenerator: false }, 0);
  return {
    name: className(c),
    qualname: className(c),
    argcount: 0,
    posonlyargcount: 0,
    kwonlyargcount: 0,
    flags: 0,
    stacksize: built.stacksize,
    firstlineno: 1,
    varnames: [],
    cellvars: withCell ? ["__class__"] : [],
    freevars: [],
    names: l.names,
    consts: built.consts,
    code: built.code,
    exceptionTable: built.exceptionTable,
    lineTable: "",
  };
}

/** What the module does to define a class whose body is code object `index`. */
export function defineClass(l: Lowering, c: number, index: number): void {
  const { base, second, builtin, meta } = classAt(l, c);
  const { builder } = l;
  builder.nextLine();
  builder.emit(OP.LOAD_BUILD_CLASS);
  builder.emit(OP.PUSH_NULL);
  l.loadConst({ t: "code", v: index });
  builder.emit(OP.MAKE_FUNCTION);
  l.loadConst({ t: "str", v: className(c) });
  let count = 2;
  const parent = base !== null ? className(base) : builtin !== null ? BUILTIN_BASES[builtin] as string : null;
  if (parent !== null) {
    builder.emit(OP.LOAD_NAME, l.nameIndex(parent));
    count++;
  }
  if (second !== undefined) {
    builder.emit(OP.LOAD_NAME, l.nameIndex(className(second)));
    count++;
  }
  if (meta === null) builder.emit(OP.CALL, count);
  else {
    builder.emit(OP.LOAD_NAME, l.nameIndex(className(meta)));
    l.loadConst(namesTuple(["metaclass"]));
    builder.emit(OP.CALL_KW, count + 1);
  }
  builder.emit(OP.STORE_NAME, l.nameIndex(className(c)));
}
