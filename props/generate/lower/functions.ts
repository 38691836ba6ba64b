/**
 * Lowering of functions: their code objects, and what makes function objects of them.
 *
 * @module
 */

import { CODE_FLAGS, type CodeObject } from "../../../src/isa/program.ts";
import { type ClassDraft, className, type FunctionForm } from "../draft/classes.ts";
import { formOf, type FunctionDraft, functionName, localName, parameterCount } from "../draft/draft.ts";
import type { Expr } from "../draft/expression.ts";
import { capturedLocals, functionUses, yieldsNowhere } from "../draft/uses.ts";
import { constantOf } from "./conditions.ts";
import { COMPARE_ARGS, namesTuple, NONE_LITERAL } from "./constants.ts";
import { leaveFunction } from "./frames.ts";
import type { Lowering } from "./lowering.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import { LOAD_CLOSURE } from "../../python/compile/pseudo_ops.ts";
import { stopIterationHandler } from "./waiting.ts";

/** Opargs of SET_FUNCTION_ATTRIBUTE. */
const DEFAULTS = 1;
const KWDEFAULTS = 2;
const CLOSURE = 8;

/** Compiles a function that can be reached. */
export function lowerFunction(l: Lowering, f: number): CodeObject {
  const { functions } = l.draft;
  const { builder } = l;
  const fn = functions[f] as FunctionDraft;
  const { counters, usesSuper } = functionUses(fn);
  const form = formOf(fn);
  const params = parameterCount(fn);
  const owner = l.ownerOf[f] as number;
  l.enter();
  l.fn = fn;
  l.captured = capturedLocals(l.draft, f);
  builder.consts.add(NONE_LITERAL);
  const slots: number[] = [];
  for (let i = 0; i < fn.locals + counters; i++) slots.push(-1);
  l.slotOf = slots;
  for (let i = 0; i < params; i++) l.slot(i);
  const cells = cellsOf(l, fn);
  const freevars = freeVariables(l, fn, cells.length);
  if (usesSuper && owner >= 0) {
    l.classCell = cells.length + freevars.length;
    freevars.push("__class__");
  }
  builder.emit(OP.RESUME, 0);
  if (fn.recursive !== null) lowerRecursionEnd(l, fn.recursive);
  l.suite(fn.body);
  const isGenerator = form.kind !== "plain";
  if (yieldsNowhere(fn)) {
    // Source has to say `yield` somewhere: behind a `return`.
    builder.nextLine();
    lowerReturn(l, null);
  }
  if (isGenerator) stopIterationHandler(l);
  builder.artificial(OP.LOAD_CONST, builder.consts.add(NONE_LITERAL));
  builder.artificial(OP.RETURN_VALUE);
  const { varnames } = l;
  const cellSlots = cells.map((i) => slots[i] as number);
  const built = builder.finish(
    { locals: varnames.length, cells: cellSlots, free: freevars.length, isGenerator },
    params,
  );
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
    flags: CODE_FLAGS.OPTIMIZED | CODE_FLAGS.NEWLOCALS | formFlags(form) | (fn.parent === null ? 0 : CODE_FLAGS.NESTED),
    stacksize: built.stacksize,
    firstlineno: 1,
    varnames,
    cellvars: cellNames(fn, cells, cellSlots),
    freevars,
    names: l.names,
    consts: built.consts,
    code: built.code,
    exceptionTable: built.exceptionTable,
    lineTable: "",
  };
}

/** What a call with a small first argument returns at once. */
function lowerRecursionEnd(l: Lowering, e: Expr): void {
  const { builder } = l;
  const goOn = builder.newLabel();
  builder.nextLine();
  l.loadLocal(0);
  l.loadInt(1);
  builder.emit(OP.COMPARE_OP, COMPARE_ARGS[0] as number);
  builder.emit(OP.TO_BOOL);
  builder.emit(OP.POP_JUMP_IF_FALSE, goOn);
  builder.nextLine();
  lowerReturn(l, e);
  builder.use(goOn);
}

/** Captured locals in the order of their names, numbered. */
function cellsOf(l: Lowering, fn: FunctionDraft): number[] {
  l.cellOf = [];
  if (l.captured === 0) return NO_CELLS;
  const cells: number[] = [];
  for (let i = 0; i < fn.locals; i++) if (((l.captured >> i) & 1) === 1) cells.push(i);
  sortByName(cells, fn);
  cells.forEach((i, n) => l.cellOf[i] = n);
  return cells;
}

const NO_CELLS: number[] = [];

/** Names of the parent's locals that a function uses, numbered behind its `first` cells. */
function freeVariables(l: Lowering, fn: FunctionDraft, first: number): string[] {
  l.freeOf = [];
  if (fn.parent === null) return [];
  const parent = l.draft.functions[fn.parent] as FunctionDraft;
  const used = freeOf(fn, parent);
  used.forEach((i, n) => l.freeOf[i] = first + n);
  return used.map((i) => localName(parent, i));
}

/** The parent's locals that a function uses, in the order of their names. */
function freeOf(fn: FunctionDraft, parent: FunctionDraft): number[] {
  const { free } = functionUses(fn);
  const used: number[] = [];
  for (let i = 0; i < parent.locals; i++) if (((free >> i) & 1) === 1) used.push(i);
  return sortByName(used, parent);
}

function sortByName(locals: number[], fn: FunctionDraft): number[] {
  return locals.sort((a, b) => localName(fn, a) < localName(fn, b) ? -1 : 1);
}

/** Cells that are fast locals, too, come first, in the order of those. */
function cellNames(fn: FunctionDraft, cells: readonly number[], slots: readonly number[]): string[] {
  if (cells.length === 0) return [];
  const both = cells.filter((_, n) => (slots[n] as number) >= 0);
  both.sort((a, b) => (slots[cells.indexOf(a)] as number) - (slots[cells.indexOf(b)] as number));
  return [...both, ...cells.filter((_, n) => (slots[n] as number) < 0)].map((i) => localName(fn, i));
}

/** Returns a value, or None where nothing is said. */
export function lowerReturn(l: Lowering, e: Expr | null): void {
  const { builder } = l;
  const { loc } = builder;
  const value = e === null ? NONE_LITERAL : constantOf(e);
  if (value === null) l.expr(e as Expr);
  else builder.emit(OP.NOP);
  leaveFunction(l, value === null);
  if (value !== null) l.loadConst(value);
  builder.emit(OP.RETURN_VALUE);
  builder.loc = loc;
}

/** Makes function `f`, as its closure needs it, and leaves it on top. */
export function makeFunction(l: Lowering, f: number): void {
  const { builder } = l;
  const fn = l.draft.functions[f] as FunctionDraft;
  const { kwonly, kwdefaults, lambda } = formOf(fn);
  if (lambda) l.innerNames[f] = "<lambda>";
  if (fn.defaults.length > 0) {
    for (const value of fn.defaults) l.loadConst(value);
    builder.emit(OP.BUILD_TUPLE, fn.defaults.length);
  }
  if (kwdefaults.length > 0) {
    const first = fn.params + kwonly - kwdefaults.length;
    for (const value of kwdefaults) l.loadConst(value);
    l.loadConst(namesTuple(kwdefaults.map((_, i) => localName(fn, first + i))));
    builder.emit(OP.BUILD_CONST_KEY_MAP, kwdefaults.length);
  }
  const usesClass = (l.ownerOf[f] as number) >= 0 && functionUses(fn).usesSuper;
  const cells = usesClass ? [0] : fn.parent === null ? NO_CELLS : freeOf(fn, l.fn).map((i) => l.cellOf[i] as number);
  // The cells themselves, not what is in them.
  for (const cell of cells) builder.emit(LOAD_CLOSURE, cell);
  if (cells.length > 0) builder.emit(OP.BUILD_TUPLE, cells.length);
  l.loadConst({ t: "code", v: l.codeOf[f] as number });
  builder.emit(OP.MAKE_FUNCTION);
  if (cells.length > 0) builder.emit(OP.SET_FUNCTION_ATTRIBUTE, CLOSURE);
  if (kwdefaults.length > 0) builder.emit(OP.SET_FUNCTION_ATTRIBUTE, KWDEFAULTS);
  if (fn.defaults.length > 0) builder.emit(OP.SET_FUNCTION_ATTRIBUTE, DEFAULTS);
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
