/**
 * Lowering of functions: their code objects, and what makes function objects of them.
 *
 * @module
 */

import { encodeInstruction } from "../../../src/isa/code_unit.ts";
import { CODE_FLAGS, type CodeObject, type Literal } from "../../../src/isa/program.ts";
import { type ClassDraft, className, type FunctionForm } from "../draft/classes.ts";
import { formOf, type FunctionDraft, functionName, localName, parameterCount } from "../draft/draft.ts";
import type { Expr } from "../draft/expression.ts";
import { capturedLocals, functionUses } from "../draft/uses.ts";
import { addConst, COMPARE_ARGS, namesTuple, NONE_LITERAL, TO_BOOL_BIT } from "./constants.ts";
import { leaveFunction } from "./frames.ts";
import type { Lowering } from "./lowering.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import { stopIterationHandler } from "./waiting.ts";

/** Opargs of SET_FUNCTION_ATTRIBUTE. */
const DEFAULTS = 1;
const KWDEFAULTS = 2;
export const CLOSURE = 8;

/** The code object of a function. */
export function lowerFunction(l: Lowering, f: number): CodeObject {
  const functions = l.draft.functions;
  const fn = functions[f] as FunctionDraft;
  const { counters, free, usesSuper } = functionUses(fn);
  const form = formOf(fn);
  const params = parameterCount(fn);
  const owner = l.ownerOf[f] as number;
  l.fn = fn;
  l.names = [];
  l.consts = [NONE_LITERAL];
  l.frames = [];
  l.captured = capturedLocals(l.draft, f);
  // Slots: locals that are no cells or are parameters, counters, then cells, then free variables.
  const varnames: string[] = [];
  const cellvars: string[] = [];
  const slots: number[] = [];
  for (let i = 0; i < fn.locals + counters; i++) {
    const cell = l.isCell(i);
    slots.push(-1);
    if (i < params || !cell) slots[i] = varnames.push(localName(fn, i)) - 1;
    if (cell) cellvars.push(localName(fn, i));
  }
  let slot = varnames.length;
  for (let i = params; i < fn.locals; i++) if (l.isCell(i)) slots[i] = slot++;
  l.slotOf = slots;
  const freevars: string[] = [];
  if (fn.parent !== null) {
    const parent = functions[fn.parent] as FunctionDraft;
    l.freeSlot = [];
    for (let i = 0; i < parent.locals; i++) {
      const used = ((free >> i) & 1) === 1;
      l.freeSlot.push(used ? slot++ : -1);
      if (used) freevars.push(localName(parent, i));
    }
  }
  if (usesSuper && owner >= 0) {
    l.classSlot = slot;
    freevars.push("__class__");
  }
  const builder = l.builder;
  builder.reset();
  if (freevars.length > 0) builder.emit(OP.COPY_FREE_VARS, freevars.length);
  for (let i = 0; i < fn.locals; i++) {
    if (l.isCell(i)) builder.emit(OP.MAKE_CELL, slots[i] as number);
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
    l.loadLocal(0);
    l.loadInt(1);
    builder.emit(OP.COMPARE_OP, (COMPARE_ARGS[0] as number) + TO_BOOL_BIT);
    builder.jump(OP.POP_JUMP_IF_FALSE, goOn);
    builder.line++;
    lowerReturn(l, fn.recursive);
    builder.place(goOn, 0);
  }
  l.block(fn.body);
  builder.emit(OP.RETURN_CONST, 0);
  if (stopped >= 0) stopIterationHandler(l, stopped);
  let bound = 0;
  for (let i = 0; i < params; i++) bound |= 1 << i;
  // Slots of cells and free variables hold cells: never unbound.
  for (let i = varnames.length; i < 31; i++) bound |= 1 << i;
  const built = builder.finish(bound);
  const name = owner >= 0 ? memberName(l, owner, f) : l.innerNames[f] ?? functionName(f);
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
    names: l.names,
    consts: l.consts,
    code: built.code,
    exceptionTable: built.exceptionTable,
    lineTable: "",
  };
}

/** Leaves the function with a value. */
export function lowerReturn(l: Lowering, e: Expr): void {
  const { builder } = l;
  const { scope, depth } = builder;
  const keep = e.k !== "const";
  if (keep) l.expr(e);
  leaveFunction(l, keep);
  if (keep) builder.emit(OP.RETURN_VALUE);
  else builder.emit(OP.RETURN_CONST, addConst(l.consts, e.v));
  builder.scope = scope;
  builder.depth = depth;
}

/** Leaves a new inner function on top. */
export function makeFunction(l: Lowering, f: number): void {
  const { builder } = l;
  const inner = l.draft.functions[f] as FunctionDraft;
  const form = formOf(inner);
  if (form.lambda) l.innerNames[f] = "<lambda>";
  const { free } = inner.parent === null ? NOTHING_FREE : functionUses(inner);
  if (inner.defaults.length > 0) l.loadConst({ t: "tuple", v: inner.defaults });
  const { kwdefaults } = form;
  if (kwdefaults.length > 0) {
    const names: string[] = [];
    const first = inner.params + form.kwonly - kwdefaults.length;
    for (let i = 0; i < kwdefaults.length; i++) {
      l.loadConst(kwdefaults[i] as Literal);
      names.push(localName(inner, first + i));
    }
    l.loadConst(namesTuple(names));
    builder.emit(OP.BUILD_CONST_KEY_MAP, names.length);
  }
  let cells = 0;
  for (let i = 0; i < l.fn.locals; i++) {
    if (((free >> i) & 1) === 0) continue;
    // The cell itself, not what is in it.
    builder.emit(OP.LOAD_FAST, l.slotOf[i] as number);
    cells++;
  }
  if (cells > 0) builder.emit(OP.BUILD_TUPLE, cells);
  l.loadConst({ t: "code", v: l.codeOf[f] as number });
  builder.emit(OP.MAKE_FUNCTION);
  if (cells > 0) builder.emit(OP.SET_FUNCTION_ATTRIBUTE, CLOSURE);
  if (kwdefaults.length > 0) builder.emit(OP.SET_FUNCTION_ATTRIBUTE, KWDEFAULTS);
  if (inner.defaults.length > 0) builder.emit(OP.SET_FUNCTION_ATTRIBUTE, DEFAULTS);
}

const NOTHING_FREE = { free: 0 };

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
  if (kwdefaults.length > 0) encodeInstruction(code, OP.SET_FUNCTION_ATTRIBUTE, KWDEFAULTS);
  if (hasDefaults) encodeInstruction(code, OP.SET_FUNCTION_ATTRIBUTE, DEFAULTS);
  return hasDefaults || kwdefaults.length > 0;
}

/** A class of the Draft at hand. */
export function classAt(l: Lowering, c: number): ClassDraft {
  return (l.draft.classes as readonly ClassDraft[])[c] as ClassDraft;
}

/** Name that a class gives to one of its functions. */
function memberName(l: Lowering, c: number, f: number): string {
  return classAt(l, c).members.find((member) => member.f === f)?.name ?? "m";
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
