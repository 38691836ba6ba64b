/**
 * Lowering of expressions, with names, constants and variables of the function at hand.
 *
 * @module
 */

import { type CodeObject, type HostName, HOSTS, type Literal } from "../../../src/isa/program.ts";
import { InvariantError } from "../../../src/isa/errors.ts";
import { CodeBuilder } from "./code_builder.ts";
import { JUMP, OP } from "./opcode_facts.ts";
import {
  type Block,
  type Callee,
  type Draft,
  type Expr,
  type FunctionDraft,
  functionName,
  globalName,
  type RichExpr,
} from "../draft/draft.ts";

/** Opargs of COMPARE_OP by comparison; 16 more converts the result to a bool for the jump that follows. */
export const COMPARE_ARGS = [2, 42, 72, 103, 132, 172] as const;
export const TO_BOOL_BIT = 16;
export const IN_PLACE = 13;

export const ALL_HOSTS = Object.keys(HOSTS) as HostName[];
export const NONE_LITERAL: Literal = { t: "None" };

/** What a statement has to leave when control jumps out of it. */
export type Frame =
  | { readonly k: "for"; readonly start: number; readonly end: number; readonly outer: number }
  | { readonly k: "while"; readonly start: number; readonly end: number; readonly outer: number }
  | { readonly k: "try"; readonly outer: number }
  | { readonly k: "final"; readonly outer: number; readonly body: Block }
  | { readonly k: "handler"; readonly outer: number; readonly name: number }
  | { readonly k: "finalEnd"; readonly outer: number }
  | { readonly k: "with"; readonly outer: number; readonly isAsync: boolean }
  /** The body of an `async for`: its iterator lies on the stack. */
  | { readonly k: "asyncFor"; readonly start: number; readonly end: number; readonly outer: number };

/** State of lowering, and expressions. */
export abstract class ExpressionLowering {
  protected draft!: Draft;
  protected readonly builder = new CodeBuilder();
  protected codes: CodeObject[] = [];
  /** Host functions used, as a bit mask over {@linkcode ALL_HOSTS}. */
  protected hosts = 0;
  /** Globals used, as a bit mask. */
  protected globals = 0;

  // State of the function at hand.
  protected fn!: FunctionDraft;
  protected names: string[] = [];
  protected consts: Literal[] = [];
  protected frames: Frame[] = [];
  /** Locals that inner functions capture, as a bit mask. */
  protected captured = 0;
  /** Fast-local slot of each local and counter. */
  protected slotOf: number[] = [];
  /** Fast-local slot of each local of the parent that is a free variable here. */
  protected freeSlot: number[] = [];
  /** Names of inner functions: those of the locals that they are bound to. A parent is lowered before what it makes. */
  protected readonly innerNames: string[] = [];
  /** Index of each function's code object. */
  protected codeOf: readonly number[] = [];
  /** Slot of the cell `__class__`, in functions of classes that use `super()`. */
  protected classSlot = 0;

  // Names and constants.

  protected loadConst(value: Literal): void {
    this.builder.emit(OP.LOAD_CONST, addConst(this.consts, value));
  }

  protected nameIndex(name: string): number {
    return addName(this.names, name);
  }

  protected loadGlobal(name: string, asCallee: boolean): void {
    this.builder.emit(OP.LOAD_GLOBAL, (this.nameIndex(name) << 1) | (asCallee ? 1 : 0));
  }

  protected globalOf(i: number): string {
    this.globals |= 1 << i;
    return globalName(i);
  }

  // Variables.

  protected isCell(i: number): boolean {
    return i < this.fn.locals && ((this.captured >> i) & 1) === 1;
  }

  protected loadLocal(i: number): void {
    this.builder.emit(this.isCell(i) ? OP.LOAD_DEREF : OP.LOAD_FAST, this.slotOf[i] as number);
  }

  protected storeLocal(i: number): void {
    this.builder.emit(this.isCell(i) ? OP.STORE_DEREF : OP.STORE_FAST, this.slotOf[i] as number);
  }

  protected deleteLocal(i: number): void {
    this.builder.emit(this.isCell(i) ? OP.DELETE_DEREF : OP.DELETE_FAST, this.slotOf[i] as number);
  }

  // Expressions.

  protected expr(e: Expr): void {
    const builder = this.builder;
    switch (e.k) {
      case "const":
        return this.loadConst(e.v);
      case "local":
        return this.loadLocal(e.i);
      case "counter":
        return this.loadLocal(this.fn.locals + e.i);
      case "free":
        return builder.emit(OP.LOAD_DEREF, this.freeSlot[e.i] as number);
      case "global":
        return this.loadGlobal(this.globalOf(e.i), false);
      case "binary":
        this.expr(e.l);
        this.expr(e.r);
        return builder.emit(OP.BINARY_OP, e.op);
      case "compare":
        this.expr(e.l);
        this.expr(e.r);
        return builder.emit(OP.COMPARE_OP, COMPARE_ARGS[e.op] as number);
      case "is":
      case "in":
        this.expr(e.l);
        this.expr(e.r);
        return builder.emit(e.k === "is" ? OP.IS_OP : OP.CONTAINS_OP, e.not ? 1 : 0);
      case "unary":
        this.expr(e.e);
        if (e.op === "not") {
          if (!isBool(e.e)) builder.emit(OP.TO_BOOL);
          return builder.emit(OP.UNARY_NOT);
        }
        return builder.emit(e.op === "-" ? OP.UNARY_NEGATIVE : OP.UNARY_INVERT);
      case "logic": {
        const end = builder.newLabel();
        this.expr(e.l);
        builder.emit(OP.COPY, 1);
        if (!isBool(e.l)) builder.emit(OP.TO_BOOL);
        builder.jump(e.op === "and" ? OP.POP_JUMP_IF_FALSE : OP.POP_JUMP_IF_TRUE, end);
        builder.emit(OP.POP_TOP);
        this.expr(e.r);
        return builder.place(end);
      }
      case "choose": {
        const other = builder.newLabel();
        const end = builder.newLabel();
        const { depth } = builder;
        this.jumpIf(e.c, other, false);
        this.expr(e.a);
        builder.jump(JUMP, end);
        builder.place(other, depth);
        this.expr(e.b);
        return builder.place(end);
      }
      case "subscript":
        this.expr(e.o);
        this.expr(e.i);
        return builder.emit(OP.BINARY_SUBSCR);
      case "slice":
        this.expr(e.o);
        this.expr(e.a);
        this.expr(e.b);
        return builder.emit(OP.BINARY_SLICE);
      case "build":
        for (const item of e.items) this.expr(item);
        if (e.what === "tuple") return builder.emit(OP.BUILD_TUPLE, e.items.length);
        if (e.what === "list") return builder.emit(OP.BUILD_LIST, e.items.length);
        if (e.what === "set") return builder.emit(OP.BUILD_SET, e.items.length);
        return builder.emit(OP.BUILD_MAP, e.items.length >> 1);
      case "method":
        this.expr(e.o);
        builder.emit(OP.LOAD_ATTR, (this.nameIndex(e.name) << 1) | 1);
        for (const each of e.args) this.expr(each);
        return builder.emit(OP.CALL, e.args.length);
      case "call":
        this.callee(e.f);
        for (const each of e.args) this.expr(each);
        return builder.emit(OP.CALL, e.args.length);
      default:
        return this.rich(e);
    }
  }

  /** Expressions of `rich.ts`. */
  protected abstract rich(e: RichExpr): void;

  protected callee(f: Callee): void {
    switch (f.k) {
      case "function":
        return this.loadGlobal(functionName(f.f), true);
      case "builtin":
        return this.loadGlobal(f.name, true);
      case "local":
        this.loadLocal(f.i);
        return this.builder.emit(OP.PUSH_NULL);
      case "class":
      case "exception":
        throw new InvariantError(`callee ${f.k}: expected rich.ts to load it`);
    }
  }

  /** Jumps to `label` when the condition is `when`, else goes on. */
  protected jumpIf(c: Expr, label: number, when: boolean): void {
    const builder = this.builder;
    if (c.k === "unary" && c.op === "not") return this.jumpIf(c.e, label, !when);
    if (c.k === "logic") {
      // `and` fails at the first false one, `or` holds at the first true one.
      const short = c.op === "or";
      if (short === when) {
        this.jumpIf(c.l, label, when);
        return this.jumpIf(c.r, label, when);
      }
      const through = builder.newLabel();
      this.jumpIf(c.l, through, !when);
      this.jumpIf(c.r, label, when);
      return builder.place(through);
    }
    if (c.k === "is" && c.r.k === "const" && c.r.v.t === "None") {
      this.expr(c.l);
      return builder.jump(c.not !== when ? OP.POP_JUMP_IF_NONE : OP.POP_JUMP_IF_NOT_NONE, label);
    }
    if (c.k === "compare") {
      this.expr(c.l);
      this.expr(c.r);
      builder.emit(OP.COMPARE_OP, (COMPARE_ARGS[c.op] as number) + TO_BOOL_BIT);
    } else {
      this.expr(c);
      if (!isBool(c)) builder.emit(OP.TO_BOOL);
    }
    builder.jump(when ? OP.POP_JUMP_IF_TRUE : OP.POP_JUMP_IF_FALSE, label);
  }
}

/** Whether an expression always gives a bool by the instruction that makes it. */
export function isBool(e: Expr): boolean {
  return e.k === "is" || e.k === "in" || (e.k === "unary" && e.op === "not");
}

export function addName(names: string[], name: string): number {
  const at = names.indexOf(name);
  return at >= 0 ? at : names.push(name) - 1;
}

export function addConst(consts: Literal[], value: Literal): number {
  for (let i = 0; i < consts.length; i++) if (sameLiteral(consts[i] as Literal, value)) return i;
  return consts.push(value) - 1;
}

/** Whether the compiler would merge two constants: equal in type and value. */
export function sameLiteral(a: Literal, b: Literal): boolean {
  if (a === b) return true;
  if (a.t !== b.t) return false;
  switch (a.t) {
    case "None":
    case "Ellipsis":
      return true;
    case "bool":
    case "int":
    case "float":
    case "str":
    case "bytes":
    case "code":
      return a.v === (b as typeof a).v;
    case "tuple": {
      const items = (b as typeof a).v;
      return a.v.length === items.length && a.v.every((item, i) => sameLiteral(item, items[i] as Literal));
    }
    default:
      return false;
  }
}
