/**
 * Lowers a Draft to a Program, with the instruction shapes of the pin's compiler.
 *
 * @module
 */

import { InvariantError } from "../../src/isa/errors.ts";
import {
  CODE_FLAGS,
  type CodeObject,
  type HostName,
  HOSTS,
  type Literal,
  type Program,
  PROGRAM_VERSION,
} from "../../src/isa/program.ts";
import { CodeBuilder, JUMP_TO, OP } from "./code_builder.ts";
import {
  type Block,
  type Callee,
  type Draft,
  EXCEPTIONS,
  type Expr,
  type FunctionDraft,
  functionName,
  globalName,
  type IslandOp,
  localName,
  type Stmt,
  type Target,
} from "./draft.ts";
import { capturedLocals, functionUses, reachableFunctions } from "./walk.ts";

/** Opargs of COMPARE_OP by comparison; 16 more converts the result to a bool for the jump that follows. */
const COMPARE_ARGS = [2, 42, 72, 103, 132, 172] as const;
const TO_BOOL_BIT = 16;
const IN_PLACE = 13;

const ALL_HOSTS = Object.keys(HOSTS) as HostName[];
const NONE_LITERAL: Literal = { t: "None" };

/** What a statement has to leave when control jumps out of it. */
type Frame =
  | { readonly k: "for"; readonly start: number; readonly end: number; readonly outer: number }
  | { readonly k: "while"; readonly start: number; readonly end: number; readonly outer: number }
  | { readonly k: "try"; readonly outer: number }
  | { readonly k: "final"; readonly outer: number; readonly body: Block }
  | { readonly k: "handler"; readonly outer: number; readonly name: number }
  | { readonly k: "finalEnd"; readonly outer: number };

/** Lowers all functions of one Draft. */
class Lowering {
  #draft!: Draft;
  readonly #builder = new CodeBuilder();
  #codes: CodeObject[] = [];
  /** Host functions used, as a bit mask over {@linkcode ALL_HOSTS}. */
  #hosts = 0;
  /** Globals used, as a bit mask. */
  #globals = 0;

  // State of the function at hand.
  #function!: FunctionDraft;
  #names: string[] = [];
  #consts: Literal[] = [];
  #frames: Frame[] = [];
  /** Locals that inner functions capture, as a bit mask. */
  #captured = 0;
  /** Fast-local slot of each local and counter. */
  #slotOf: number[] = [];
  /** Fast-local slot of each local of the parent that is a free variable here. */
  #freeSlot: number[] = [];
  /** Names of inner functions: those of the locals that they are bound to. A parent is lowered before what it makes. */
  readonly #innerNames: string[] = [];
  /** Index of each function's code object. */
  #codeOf: readonly number[] = [];

  /** Code objects: module, then top-level functions each followed by its inner functions; only those that are reachable. */
  run(draft: Draft): Program {
    const { functions, globals } = draft;
    this.#draft = draft;
    this.#codes = [];
    this.#hosts = 0;
    this.#globals = 0;
    this.#innerNames.length = 0;
    const reachable = reachableFunctions(this.#draft);
    // Index 0 is the module, which is built last.
    this.#codes.push(null as unknown as CodeObject);
    const codeOf: number[] = functions.map(() => -1);
    let next = 1;
    for (let f = 0; f < functions.length; f++) if ((reachable >> f) & 1) codeOf[f] = next++;
    for (let f = 0; f < functions.length; f++) {
      if ((reachable >> f) & 1) this.#codes.push(this.#lowerFunction(f, codeOf));
    }
    const consts: Literal[] = [];
    const names: string[] = [];
    const builder = this.#builder;
    builder.reset();
    builder.emit(OP.RESUME, 0);
    for (let g = 0; g < globals.length; g++) {
      const init = globals[g]?.init ?? null;
      if (init === null || ((this.#globals >> g) & 1) === 0) continue;
      builder.emit(OP.LOAD_CONST, addConst(consts, init));
      builder.emit(OP.STORE_NAME, addName(names, globalName(g)));
    }
    // The entry last, as programs are usually written.
    for (let f = functions.length - 1; f >= 0; f--) {
      if (((reachable >> f) & 1) === 0 || (functions[f] as FunctionDraft).parent !== null) continue;
      const { defaults } = functions[f] as FunctionDraft;
      if (defaults.length > 0) builder.emit(OP.LOAD_CONST, addConst(consts, { t: "tuple", v: defaults }));
      builder.emit(OP.LOAD_CONST, addConst(consts, { t: "code", v: codeOf[f] as number }));
      builder.emit(OP.MAKE_FUNCTION);
      if (defaults.length > 0) builder.emit(OP.SET_FUNCTION_ATTRIBUTE, 1);
      builder.emit(OP.STORE_NAME, addName(names, functionName(f)));
    }
    builder.emit(OP.RETURN_CONST, addConst(consts, NONE_LITERAL));
    const built = builder.finish(0, []);
    this.#codes[0] = {
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
      names,
      consts,
      code: built.code,
      exceptionTable: built.exceptionTable,
      lineTable: "",
    };
    return {
      format: "tierproof-program",
      version: PROGRAM_VERSION,
      moduleName: "m",
      hosts: ALL_HOSTS.filter((_, i) => (this.#hosts >> i) & 1),
      codes: this.#codes,
      entry: functionName(0),
      args: this.#draft.args,
      calls: this.#draft.calls,
    };
  }

  #lowerFunction(f: number, codeOf: readonly number[]): CodeObject {
    const functions = this.#draft.functions;
    const fn = functions[f] as FunctionDraft;
    const { counters, free } = functionUses(fn);
    this.#function = fn;
    this.#codeOf = codeOf;
    this.#names = [];
    this.#consts = [NONE_LITERAL];
    this.#frames = [];
    this.#captured = capturedLocals(this.#draft, f);
    // Slots: locals that are no cells or are parameters, counters, then cells, then free variables.
    const varnames: string[] = [];
    const cellvars: string[] = [];
    const slots: number[] = [];
    for (let i = 0; i < fn.locals + counters; i++) {
      const cell = this.#isCell(i);
      slots.push(-1);
      if (i < fn.params || !cell) slots[i] = varnames.push(localName(fn, i)) - 1;
      if (cell) cellvars.push(localName(fn, i));
    }
    let slot = varnames.length;
    for (let i = fn.params; i < fn.locals; i++) if (this.#isCell(i)) slots[i] = slot++;
    this.#slotOf = slots;
    const freevars: string[] = [];
    if (fn.parent !== null) {
      const parent = functions[fn.parent] as FunctionDraft;
      this.#freeSlot = [];
      for (let i = 0; i < parent.locals; i++) {
        const used = ((free >> i) & 1) === 1;
        this.#freeSlot.push(used ? slot++ : -1);
        if (used) freevars.push(localName(parent, i));
      }
    }
    const builder = this.#builder;
    builder.reset();
    if (freevars.length > 0) builder.emit(OP.COPY_FREE_VARS, freevars.length);
    for (let i = 0; i < fn.locals; i++) {
      if (this.#isCell(i)) builder.emit(OP.MAKE_CELL, slots[i] as number);
    }
    builder.emit(OP.RESUME, 0);
    if (fn.recursive !== null) {
      builder.line++;
      const goOn = builder.newLabel();
      this.#local(0);
      this.#const({ t: "int", v: 1 });
      builder.emit(OP.COMPARE_OP, (COMPARE_ARGS[0] as number) + TO_BOOL_BIT);
      builder.jump(OP.POP_JUMP_IF_FALSE, goOn);
      builder.line++;
      this.#return(fn.recursive);
      builder.place(goOn, 0);
    }
    this.#block(fn.body);
    builder.emit(OP.RETURN_CONST, 0);
    let bound = 0;
    for (let i = 0; i < fn.params; i++) bound |= 1 << i;
    // Slots of cells and free variables hold cells: never unbound.
    for (let i = varnames.length; i < 31; i++) bound |= 1 << i;
    const built = builder.finish(bound, fn.twists);
    const name = this.#innerNames[f] ?? functionName(f);
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
      names: this.#names,
      consts: this.#consts,
      code: built.code,
      exceptionTable: built.exceptionTable,
      lineTable: "",
    };
  }

  // Names and constants.

  #const(value: Literal): void {
    this.#builder.emit(OP.LOAD_CONST, addConst(this.#consts, value));
  }

  #name(name: string): number {
    return addName(this.#names, name);
  }

  #loadGlobal(name: string, asCallee: boolean): void {
    this.#builder.emit(OP.LOAD_GLOBAL, (this.#name(name) << 1) | (asCallee ? 1 : 0));
  }

  #global(i: number): string {
    this.#globals |= 1 << i;
    return globalName(i);
  }

  // Variables.

  #isCell(i: number): boolean {
    return i < this.#function.locals && ((this.#captured >> i) & 1) === 1;
  }

  #local(i: number): void {
    this.#builder.emit(this.#isCell(i) ? OP.LOAD_DEREF : OP.LOAD_FAST, this.#slotOf[i] as number);
  }

  #storeLocal(i: number): void {
    this.#builder.emit(this.#isCell(i) ? OP.STORE_DEREF : OP.STORE_FAST, this.#slotOf[i] as number);
  }

  #deleteLocal(i: number): void {
    this.#builder.emit(this.#isCell(i) ? OP.DELETE_DEREF : OP.DELETE_FAST, this.#slotOf[i] as number);
  }

  // Expressions.

  #expr(e: Expr): void {
    const builder = this.#builder;
    switch (e.k) {
      case "const":
        return this.#const(e.v);
      case "local":
        return this.#local(e.i);
      case "counter":
        return this.#local(this.#function.locals + e.i);
      case "free":
        return builder.emit(OP.LOAD_DEREF, this.#freeSlot[e.i] as number);
      case "global":
        return this.#loadGlobal(this.#global(e.i), false);
      case "binary":
        this.#expr(e.l);
        this.#expr(e.r);
        return builder.emit(OP.BINARY_OP, e.op);
      case "compare":
        this.#expr(e.l);
        this.#expr(e.r);
        return builder.emit(OP.COMPARE_OP, COMPARE_ARGS[e.op] as number);
      case "is":
      case "in":
        this.#expr(e.l);
        this.#expr(e.r);
        return builder.emit(e.k === "is" ? OP.IS_OP : OP.CONTAINS_OP, e.not ? 1 : 0);
      case "unary":
        this.#expr(e.e);
        if (e.op === "not") {
          if (!isBool(e.e)) builder.emit(OP.TO_BOOL);
          return builder.emit(OP.UNARY_NOT);
        }
        return builder.emit(e.op === "-" ? OP.UNARY_NEGATIVE : OP.UNARY_INVERT);
      case "logic": {
        const end = builder.newLabel();
        this.#expr(e.l);
        builder.emit(OP.COPY, 1);
        if (!isBool(e.l)) builder.emit(OP.TO_BOOL);
        builder.jump(e.op === "and" ? OP.POP_JUMP_IF_FALSE : OP.POP_JUMP_IF_TRUE, end);
        builder.emit(OP.POP_TOP);
        this.#expr(e.r);
        return builder.place(end);
      }
      case "choose": {
        const other = builder.newLabel();
        const end = builder.newLabel();
        const { depth } = builder;
        this.#jumpIf(e.c, other, false);
        this.#expr(e.a);
        builder.jump(JUMP_TO, end);
        builder.place(other, depth);
        this.#expr(e.b);
        return builder.place(end);
      }
      case "subscript":
        this.#expr(e.o);
        this.#expr(e.i);
        return builder.emit(OP.BINARY_SUBSCR);
      case "slice":
        this.#expr(e.o);
        this.#expr(e.a);
        this.#expr(e.b);
        return builder.emit(OP.BINARY_SLICE);
      case "build":
        for (const item of e.items) this.#expr(item);
        if (e.what === "tuple") return builder.emit(OP.BUILD_TUPLE, e.items.length);
        if (e.what === "list") return builder.emit(OP.BUILD_LIST, e.items.length);
        return builder.emit(OP.BUILD_MAP, e.items.length >> 1);
      case "call":
        this.#callee(e.f);
        for (const each of e.args) this.#expr(each);
        return builder.emit(OP.CALL, e.args.length);
    }
  }

  #callee(f: Callee): void {
    switch (f.k) {
      case "function":
        return this.#loadGlobal(functionName(f.f), true);
      case "builtin":
        return this.#loadGlobal(f.name, true);
      case "local":
        this.#local(f.i);
        return this.#builder.emit(OP.PUSH_NULL);
    }
  }

  /** Jumps to `label` when the condition is `when`, else goes on. */
  #jumpIf(c: Expr, label: number, when: boolean): void {
    const builder = this.#builder;
    if (c.k === "unary" && c.op === "not") return this.#jumpIf(c.e, label, !when);
    if (c.k === "logic") {
      // `and` fails at the first false one, `or` holds at the first true one.
      const short = c.op === "or";
      if (short === when) {
        this.#jumpIf(c.l, label, when);
        return this.#jumpIf(c.r, label, when);
      }
      const through = builder.newLabel();
      this.#jumpIf(c.l, through, !when);
      this.#jumpIf(c.r, label, when);
      return builder.place(through);
    }
    if (c.k === "is" && c.r.k === "const" && c.r.v.t === "None") {
      this.#expr(c.l);
      return builder.jump(c.not !== when ? OP.POP_JUMP_IF_NONE : OP.POP_JUMP_IF_NOT_NONE, label);
    }
    if (c.k === "compare") {
      this.#expr(c.l);
      this.#expr(c.r);
      builder.emit(OP.COMPARE_OP, (COMPARE_ARGS[c.op] as number) + TO_BOOL_BIT);
    } else {
      this.#expr(c);
      if (!isBool(c)) builder.emit(OP.TO_BOOL);
    }
    builder.jump(when ? OP.POP_JUMP_IF_TRUE : OP.POP_JUMP_IF_FALSE, label);
  }

  // Statements.

  #block(block: Block): void {
    for (const statement of block) {
      this.#builder.line++;
      this.#statement(statement);
    }
  }

  /** A block whose statements stand on the line of its head. */
  #tightBlock(block: Block): void {
    for (const statement of block) this.#statement(statement);
  }

  #store(target: Target): void {
    const builder = this.#builder;
    switch (target.k) {
      case "local":
        return this.#storeLocal(target.i);
      case "free":
        return builder.emit(OP.STORE_DEREF, this.#freeSlot[target.i] as number);
      case "global":
        return builder.emit(OP.STORE_GLOBAL, this.#name(this.#global(target.i)));
      case "item":
        this.#expr(target.o);
        this.#expr(target.i);
        return builder.emit(OP.STORE_SUBSCR);
    }
  }

  #delete(target: Target): void {
    const builder = this.#builder;
    switch (target.k) {
      case "local":
        return this.#deleteLocal(target.i);
      case "free":
        return builder.emit(OP.DELETE_DEREF, this.#freeSlot[target.i] as number);
      case "global":
        return builder.emit(OP.DELETE_GLOBAL, this.#name(this.#global(target.i)));
      case "item":
        this.#expr(target.o);
        this.#expr(target.i);
        return builder.emit(OP.DELETE_SUBSCR);
    }
  }

  #statement(s: Stmt): void {
    const builder = this.#builder;
    switch (s.k) {
      case "assign":
        this.#expr(s.e);
        return this.#store(s.t);
      case "augment":
        return this.#augment(s.t, s.op, s.e);
      case "unpack": {
        const [first, second] = s.ts;
        if (
          s.e.k === "build" && s.e.what === "tuple" && s.e.items.length === 2 && s.ts.length === 2 &&
          first?.k === "local" && second?.k === "local" && first.i !== second.i
        ) {
          this.#expr(s.e.items[0] as Expr);
          this.#expr(s.e.items[1] as Expr);
          this.#store(second);
          return this.#store(first);
        }
        this.#expr(s.e);
        builder.emit(OP.UNPACK_SEQUENCE, s.ts.length);
        for (const target of s.ts) this.#store(target);
        return;
      }
      case "expr":
        this.#expr(s.e);
        return builder.emit(OP.POP_TOP);
      case "del":
        return this.#delete(s.t);
      case "if":
        return this.#if(s);
      case "for":
        return this.#for(s);
      case "while":
        return this.#while(s);
      case "try":
        return this.#try(s);
      case "raise":
        if (s.type === null) return builder.emit(OP.RAISE_VARARGS, 0);
        this.#loadGlobal(EXCEPTIONS[s.type] as string, s.arg !== null);
        if (s.arg !== null) {
          this.#expr(s.arg);
          builder.emit(OP.CALL, 1);
        }
        return builder.emit(OP.RAISE_VARARGS, 1);
      case "assert": {
        const end = builder.newLabel();
        const { depth } = builder;
        this.#jumpIf(s.c, end, true);
        builder.emit(OP.LOAD_ASSERTION_ERROR);
        if (s.message !== null) {
          this.#expr(s.message);
          builder.emit(OP.CALL, 0);
        }
        builder.emit(OP.RAISE_VARARGS, 1);
        return builder.place(end, depth);
      }
      case "return":
        return this.#return(s.e);
      case "break":
      case "continue":
        return this.#leaveLoop(s.k === "break");
      case "pass":
        return builder.emit(OP.NOP);
      case "emit":
        this.#hosts |= 1;
        this.#loadGlobal("emit", true);
        this.#expr(s.e);
        builder.emit(OP.CALL, 1);
        return builder.emit(OP.POP_TOP);
      case "event": {
        this.#hosts |= 1 << ALL_HOSTS.indexOf(s.host);
        this.#loadGlobal(s.host, true);
        if (s.host === "host_invalidate") this.#loadGlobal(functionName(s.f), false);
        else if (s.host === "host_set_optimizer") this.#const({ t: "int", v: s.n });
        builder.emit(OP.CALL, s.host === "host_invalidate_all" ? 0 : 1);
        return builder.emit(OP.POP_TOP);
      }
      case "def":
        return this.#def(s.f, s.v);
      case "island": {
        const { depth } = builder;
        this.#island(s.ops);
        if (builder.depth !== depth) {
          throw new InvariantError(`island: expected depth ${depth}, found ${builder.depth}`);
        }
      }
    }
  }

  #augment(target: Target, op: number, e: Expr): void {
    const builder = this.#builder;
    if (target.k === "item") {
      this.#expr(target.o);
      this.#expr(target.i);
      builder.emit(OP.COPY, 2);
      builder.emit(OP.COPY, 2);
      builder.emit(OP.BINARY_SUBSCR);
      this.#expr(e);
      builder.emit(OP.BINARY_OP, op + IN_PLACE);
      builder.emit(OP.SWAP, 3);
      builder.emit(OP.SWAP, 2);
      return builder.emit(OP.STORE_SUBSCR);
    }
    this.#expr(target);
    this.#expr(e);
    builder.emit(OP.BINARY_OP, op + IN_PLACE);
    this.#store(target);
  }

  #if(s: Stmt & { readonly k: "if" }): void {
    const builder = this.#builder;
    const { depth } = builder;
    const end = builder.newLabel();
    const other = s.orelse.length > 0 ? builder.newLabel() : end;
    this.#jumpIf(s.c, other, false);
    this.#block(s.then);
    if (s.orelse.length > 0) {
      builder.jump(JUMP_TO, end);
      builder.place(other, depth);
      this.#block(s.orelse);
    }
    builder.place(end, depth);
  }

  #for(s: Stmt & { readonly k: "for" }): void {
    const builder = this.#builder;
    const { depth } = builder;
    const { over } = s;
    if (over.k === "range") {
      this.#loadGlobal("range", true);
      const stop = over.start + over.count * over.step;
      const plain = over.start === 0 && over.step === 1;
      if (!plain) this.#const({ t: "int", v: over.start });
      this.#const({ t: "int", v: stop });
      if (over.step !== 1) this.#const({ t: "int", v: over.step });
      builder.emit(OP.CALL, plain ? 1 : over.step === 1 ? 2 : 3);
    } else if (over.k === "tuple") {
      this.#const({ t: "tuple", v: Array.from({ length: over.count }, (_, v): Literal => ({ t: "int", v })) });
    } else this.#expr(over.e);
    builder.emit(OP.GET_ITER);
    const start = builder.newLabel();
    const cleanup = builder.newLabel();
    const end = builder.newLabel();
    builder.place(start);
    builder.jump(OP.FOR_ITER, cleanup);
    this.#storeLocal(s.v);
    this.#frames.push({ k: "for", start, end, outer: builder.scope });
    if (s.tight) this.#tightBlock(s.body);
    else this.#block(s.body);
    this.#frames.pop();
    builder.jump(JUMP_TO, start);
    builder.place(cleanup, depth + 2);
    builder.emit(OP.END_FOR);
    this.#block(s.orelse);
    builder.place(end, depth);
  }

  #while(s: Stmt & { readonly k: "while" }): void {
    const builder = this.#builder;
    const { depth } = builder;
    const counter = this.#function.locals + s.counter;
    this.#const({ t: "int", v: 0 });
    this.#storeLocal(counter);
    builder.line++;
    const start = builder.newLabel();
    const body = builder.newLabel();
    const anchor = builder.newLabel();
    const end = builder.newLabel();
    const middle = builder.newLabel();
    const condition: Expr = {
      k: "compare",
      op: 0,
      l: { k: "counter", i: s.counter },
      r: { k: "const", v: { t: "int", v: s.count } },
    };
    const test: Expr = s.c === null ? condition : { k: "logic", op: "and", l: condition, r: s.c };
    if (s.entry !== null) this.#jumpIf(s.entry.c, middle, true);
    builder.place(start);
    this.#jumpIf(test, anchor, false);
    builder.place(body, depth);
    this.#frames.push({ k: "while", start, end, outer: builder.scope });
    builder.line++;
    this.#local(counter);
    this.#const({ t: "int", v: 1 });
    builder.emit(OP.BINARY_OP, IN_PLACE);
    this.#storeLocal(counter);
    if (s.entry === null) this.#block(s.body);
    else {
      this.#block(s.body.slice(0, s.entry.at));
      builder.place(middle, depth);
      this.#block(s.body.slice(s.entry.at));
    }
    this.#frames.pop();
    builder.line++;
    this.#jumpIf(test, body, true);
    builder.place(anchor, depth);
    this.#block(s.orelse);
    builder.place(end, depth);
  }

  #try(s: Stmt & { readonly k: "try" }): void {
    const builder = this.#builder;
    // The line of the `try` itself stays visible as a NOP.
    if (!s.raw) builder.emit(OP.NOP);
    if (s.final.length === 0) return this.#tryExcept(s);
    const outer = builder.scope;
    const { depth } = builder;
    const handler = builder.newLabel();
    const cleanup = builder.newLabel();
    const exit = builder.newLabel();
    builder.scope = builder.newScope(handler, depth, false, s.handlers.length === 0);
    this.#frames.push({ k: "final", outer, body: s.final });
    if (s.handlers.length > 0) this.#tryExcept(s);
    else this.#block(s.body);
    this.#frames.pop();
    builder.scope = outer;
    this.#block(s.final);
    builder.jump(JUMP_TO, exit);
    const was = builder.enterHandler();
    builder.place(handler, depth + 1);
    if (!s.raw) builder.scope = builder.newScope(cleanup, depth + 1, true, false);
    builder.emit(OP.PUSH_EXC_INFO);
    this.#frames.push({ k: "finalEnd", outer });
    this.#block(s.final);
    this.#frames.pop();
    builder.emit(OP.RERAISE, 0);
    builder.scope = outer;
    this.#cleanup(cleanup, depth);
    builder.leaveHandler(was);
    builder.place(exit, depth);
  }

  /** Pops the exception handled, then raises again what was raised in the handler. */
  #cleanup(label: number, depth: number): void {
    const builder = this.#builder;
    builder.place(label, depth + 3);
    builder.emit(OP.COPY, 3);
    builder.emit(OP.POP_EXCEPT);
    builder.emit(OP.RERAISE, 1);
  }

  #tryExcept(s: Stmt & { readonly k: "try" }): void {
    const builder = this.#builder;
    const outer = builder.scope;
    const { depth } = builder;
    const handler = builder.newLabel();
    const cleanup = builder.newLabel();
    const end = builder.newLabel();
    builder.scope = builder.newScope(handler, depth, false, true);
    this.#frames.push({ k: "try", outer });
    this.#block(s.body);
    this.#frames.pop();
    builder.scope = outer;
    this.#block(s.orelse);
    builder.jump(JUMP_TO, end);
    const was = builder.enterHandler();
    builder.place(handler, depth + 1);
    const inner = s.raw ? outer : builder.newScope(cleanup, depth + 1, true, false);
    builder.scope = inner;
    builder.emit(OP.PUSH_EXC_INFO);
    for (const clause of s.handlers) {
      const next = builder.newLabel();
      builder.line++;
      if (clause.type !== null) {
        this.#loadGlobal(EXCEPTIONS[clause.type] as string, false);
        builder.emit(OP.CHECK_EXC_MATCH);
        builder.jump(OP.POP_JUMP_IF_FALSE, next);
      }
      if (clause.name === null || s.raw) {
        builder.emit(OP.POP_TOP);
        this.#frames.push({ k: "handler", outer, name: -1 });
        this.#block(clause.body);
        this.#frames.pop();
        builder.scope = outer;
        builder.emit(OP.POP_EXCEPT);
        builder.jump(JUMP_TO, end);
      } else {
        const unbind = builder.newLabel();
        this.#storeLocal(clause.name);
        builder.scope = builder.newScope(unbind, depth + 1, true, false);
        this.#frames.push({ k: "handler", outer, name: clause.name });
        this.#block(clause.body);
        this.#frames.pop();
        builder.scope = outer;
        builder.emit(OP.POP_EXCEPT);
        this.#unbind(clause.name);
        builder.jump(JUMP_TO, end);
        builder.scope = inner;
        builder.place(unbind, depth + 3);
        this.#unbind(clause.name);
        builder.emit(OP.RERAISE, 1);
      }
      builder.scope = inner;
      builder.place(next, depth + 2);
      if (clause.type === null) break;
    }
    // Dead, and dropped, where the last clause catches everything.
    if (s.handlers.at(-1)?.type !== null) builder.emit(OP.RERAISE, 0);
    builder.scope = outer;
    if (!s.raw) this.#cleanup(cleanup, depth);
    builder.leaveHandler(was);
    builder.place(end, depth);
  }

  #unbind(name: number): void {
    this.#const(NONE_LITERAL);
    this.#storeLocal(name);
    this.#deleteLocal(name);
  }

  // Leaving blocks.

  /** Leaves the innermost frame; with `keep` the value on top stays. */
  #unwind(frame: Frame, keep: boolean, leavingLoop: boolean): void {
    const builder = this.#builder;
    switch (frame.k) {
      case "for":
        if (leavingLoop) {
          if (keep) builder.emit(OP.SWAP, 2);
          builder.emit(OP.POP_TOP);
        }
        return;
      case "while":
        return;
      case "try":
        builder.scope = frame.outer;
        return;
      case "final":
        builder.scope = frame.outer;
        this.#block(frame.body);
        return;
      case "finalEnd":
        if (keep) builder.emit(OP.SWAP, 2);
        builder.emit(OP.POP_TOP);
        if (keep) builder.emit(OP.SWAP, 2);
        builder.scope = frame.outer;
        builder.emit(OP.POP_EXCEPT);
        return;
      case "handler":
        if (keep) builder.emit(OP.SWAP, 2);
        builder.scope = frame.outer;
        builder.emit(OP.POP_EXCEPT);
        if (frame.name >= 0) this.#unbind(frame.name);
    }
  }

  #return(e: Expr): void {
    const builder = this.#builder;
    const { scope, depth } = builder;
    const frames = this.#frames;
    const keep = e.k !== "const";
    if (keep) this.#expr(e);
    for (let i = frames.length - 1; i >= 0; i--) {
      // What a `finally` body jumps out of is what encloses its statement.
      this.#frames = frames.slice(0, i);
      this.#unwind(frames[i] as Frame, keep, true);
    }
    this.#frames = frames;
    if (keep) builder.emit(OP.RETURN_VALUE);
    else builder.emit(OP.RETURN_CONST, addConst(this.#consts, e.v));
    builder.scope = scope;
    builder.depth = depth;
  }

  #leaveLoop(isBreak: boolean): void {
    const builder = this.#builder;
    const { scope, depth } = builder;
    const frames = this.#frames;
    for (let i = frames.length - 1; i >= 0; i--) {
      const frame = frames[i] as Frame;
      this.#frames = frames.slice(0, i);
      if (frame.k === "for" || frame.k === "while") {
        if (isBreak) this.#unwind(frame, false, true);
        builder.jump(JUMP_TO, isBreak ? frame.end : frame.start);
        break;
      }
      this.#unwind(frame, false, false);
    }
    this.#frames = frames;
    builder.scope = scope;
    builder.depth = depth;
  }

  #def(f: number, v: number): void {
    const builder = this.#builder;
    const inner = this.#draft.functions[f] as FunctionDraft;
    const { free } = functionUses(inner);
    this.#innerNames[f] ??= localName(this.#function, v);
    if (inner.defaults.length > 0) this.#const({ t: "tuple", v: inner.defaults });
    let cells = 0;
    for (let i = 0; i < this.#function.locals; i++) {
      if (((free >> i) & 1) === 0) continue;
      // The cell itself, not what is in it.
      builder.emit(OP.LOAD_FAST, this.#slotOf[i] as number);
      cells++;
    }
    if (cells > 0) builder.emit(OP.BUILD_TUPLE, cells);
    this.#const({ t: "code", v: this.#codeOf[f] as number });
    builder.emit(OP.MAKE_FUNCTION);
    if (cells > 0) builder.emit(OP.SET_FUNCTION_ATTRIBUTE, 8);
    if (inner.defaults.length > 0) builder.emit(OP.SET_FUNCTION_ATTRIBUTE, 1);
    this.#storeLocal(v);
  }

  #island(ops: readonly IslandOp[]): void {
    const builder = this.#builder;
    for (const op of ops) {
      switch (op.k) {
        case "push":
          this.#expr(op.e);
          break;
        case "store":
          this.#storeLocal(op.i);
          break;
        case "copy":
          builder.emit(OP.COPY, op.n);
          break;
        case "swap":
          builder.emit(OP.SWAP, op.n);
          break;
        case "binary":
          builder.emit(OP.BINARY_OP, op.op);
          break;
        case "compare":
          builder.emit(OP.COMPARE_OP, COMPARE_ARGS[op.op] as number);
          break;
        case "pop":
          builder.emit(OP.POP_TOP);
          break;
        case "nop":
          builder.emit(OP.NOP);
          break;
        case "skip": {
          const after = builder.newLabel();
          builder.emit(OP.COPY, 1);
          this.#const({ t: "int", v: op.n });
          builder.emit(OP.COMPARE_OP, (COMPARE_ARGS[2] as number) + TO_BOOL_BIT);
          builder.jump(op.unless ? OP.POP_JUMP_IF_FALSE : OP.POP_JUMP_IF_TRUE, after);
          this.#island(op.body);
          builder.place(after);
        }
      }
    }
  }
}

/** One for all: it holds nothing between programs. */
const lowering = new Lowering();

/** Whether an expression always gives a bool by the instruction that makes it. */
function isBool(e: Expr): boolean {
  return e.k === "is" || e.k === "in" || (e.k === "unary" && e.op === "not");
}

function addName(names: string[], name: string): number {
  const at = names.indexOf(name);
  return at >= 0 ? at : names.push(name) - 1;
}

function addConst(consts: Literal[], value: Literal): number {
  for (let i = 0; i < consts.length; i++) if (sameLiteral(consts[i] as Literal, value)) return i;
  return consts.push(value) - 1;
}

/** Whether the compiler would merge two constants: equal in type and value. */
function sameLiteral(a: Literal, b: Literal): boolean {
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

/** Compiles a valid Draft. */
export function lower(draft: Draft): Program {
  return lowering.run(draft);
}
