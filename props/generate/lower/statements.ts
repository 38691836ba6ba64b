/**
 * Lowering of statements: control flow, handlers, and what leaving a block has to undo.
 *
 * @module
 */

import { InvariantError } from "../../../src/isa/errors.ts";
import { JUMP, OP } from "./opcode_facts.ts";
import {
  type Block,
  EXCEPTIONS,
  type Expr,
  functionName,
  type IslandOp,
  localName,
  type RichStmt,
  type Stmt,
  type Target,
} from "../draft/draft.ts";
import { addConst, ALL_HOSTS, COMPARE_ARGS, type Frame, IN_PLACE, NONE_LITERAL, TO_BOOL_BIT } from "./expressions.ts";
import { RichLowering } from "./rich.ts";

/** Statements of one function at a time. */
export abstract class StatementLowering extends RichLowering {
  /** Statements of `blocks.ts`. */
  protected abstract richStatement(s: RichStmt): void;
  protected abstract tryStar(s: Stmt & { readonly k: "try" }): void;
  protected abstract asyncFor(s: Stmt & { readonly k: "for" }): void;
  /** Calls the exit function on top for a block that ends without an exception. */
  protected abstract leaveWith(isAsync: boolean): void;

  // Statements.

  protected block(block: Block): void {
    const { builder } = this;
    // Twists of a statement do not reach into its blocks.
    const { twisted } = builder;
    builder.twisted = 0;
    for (const statement of block) {
      builder.line++;
      this.statement(statement);
    }
    builder.twisted = twisted;
  }

  /** A block whose statements stand on the line of its head. */
  protected tightBlock(block: Block): void {
    const { builder } = this;
    const { twisted } = builder;
    builder.twisted = 0;
    for (const statement of block) this.statement(statement);
    builder.twisted = twisted;
  }

  protected store(target: Target): void {
    const builder = this.builder;
    switch (target.k) {
      case "local":
        return this.storeLocal(target.i);
      case "free":
        return builder.emit(OP.STORE_DEREF, this.freeSlot[target.i] as number);
      case "global":
        return builder.emit(OP.STORE_GLOBAL, this.nameIndex(this.globalOf(target.i)));
      case "item":
        this.expr(target.o);
        this.expr(target.i);
        return builder.emit(OP.STORE_SUBSCR);
      case "attr":
        this.expr(target.o);
        return builder.emit(OP.STORE_ATTR, this.nameIndex(target.name));
      case "slice":
        this.expr(target.o);
        this.expr(target.a);
        this.expr(target.b);
        return builder.emit(OP.STORE_SLICE);
    }
  }

  protected deleteTarget(target: Target): void {
    const builder = this.builder;
    switch (target.k) {
      case "local":
        return this.deleteLocal(target.i);
      case "free":
        return builder.emit(OP.DELETE_DEREF, this.freeSlot[target.i] as number);
      case "global":
        return builder.emit(OP.DELETE_GLOBAL, this.nameIndex(this.globalOf(target.i)));
      case "item":
        this.expr(target.o);
        this.expr(target.i);
        return builder.emit(OP.DELETE_SUBSCR);
      case "attr":
        this.expr(target.o);
        return builder.emit(OP.DELETE_ATTR, this.nameIndex(target.name));
      case "slice":
        this.expr(target.o);
        this.expr(target.a);
        this.expr(target.b);
        builder.emit(OP.BUILD_SLICE, 2);
        return builder.emit(OP.DELETE_SUBSCR);
    }
  }

  protected statement(s: Stmt): void {
    const builder = this.builder;
    switch (s.k) {
      case "assign":
        if (s.e.k === "comp" && s.t.k === "local" && s.t.i !== s.e.v && !this.isCell(s.t.i) && !this.isCell(s.e.v)) {
          // Two stores in a row change places, so that nothing need be swapped.
          this.comprehension(s.e);
          this.store(s.t);
          return this.restore(s.e.v);
        }
        this.expr(s.e);
        return this.store(s.t);
      case "augment":
        return this.augment(s.t, s.op, s.e);
      case "unpack": {
        const [first, second] = s.ts;
        if (
          s.e.k === "build" && s.e.what === "tuple" && s.e.items.length === 2 && s.ts.length === 2 &&
          first?.k === "local" && second?.k === "local" && first.i !== second.i && s.star === undefined
        ) {
          this.expr(s.e.items[0] as Expr);
          this.expr(s.e.items[1] as Expr);
          this.store(second);
          return this.store(first);
        }
        this.expr(s.e);
        if (s.star === undefined) builder.emit(OP.UNPACK_SEQUENCE, s.ts.length);
        else builder.emit(OP.UNPACK_EX, s.star + ((s.ts.length - s.star - 1) << 8));
        for (const target of s.ts) this.store(target);
        return;
      }
      case "expr":
        this.expr(s.e);
        return builder.emit(OP.POP_TOP);
      case "del":
        return this.deleteTarget(s.t);
      case "if":
        return this.lowerIf(s);
      case "for":
        return this.lowerFor(s);
      case "while":
        return this.lowerWhile(s);
      case "try":
        return this.lowerTry(s);
      case "raise":
        if (s.type === null) return builder.emit(OP.RAISE_VARARGS, 0);
        this.loadGlobal(EXCEPTIONS[s.type] as string, s.arg !== null);
        if (s.arg !== null) {
          this.expr(s.arg);
          builder.emit(OP.CALL, 1);
        }
        return builder.emit(OP.RAISE_VARARGS, 1);
      case "assert": {
        const end = builder.newLabel();
        const { depth } = builder;
        this.jumpIf(s.c, end, true);
        builder.emit(OP.LOAD_ASSERTION_ERROR);
        if (s.message !== null) {
          this.expr(s.message);
          builder.emit(OP.CALL, 0);
        }
        builder.emit(OP.RAISE_VARARGS, 1);
        return builder.place(end, depth);
      }
      case "return":
        return this.lowerReturn(s.e);
      case "break":
      case "continue":
        return this.leaveLoop(s.k === "break");
      case "pass":
        return builder.emit(OP.NOP);
      case "emit":
        this.hosts |= 1;
        this.loadGlobal("emit", true);
        this.expr(s.e);
        builder.emit(OP.CALL, 1);
        return builder.emit(OP.POP_TOP);
      case "event": {
        this.hosts |= 1 << ALL_HOSTS.indexOf(s.host);
        this.loadGlobal(s.host, true);
        if (s.host === "host_invalidate" || s.host === "host_monitor") this.loadGlobal(functionName(s.f), false);
        else if (s.host !== "host_invalidate_all") {
          this.loadConst({ t: "int", v: s.host === "host_monitor_all" ? s.n & 1 : s.n });
        }
        builder.emit(OP.CALL, s.host === "host_invalidate_all" ? 0 : 1);
        return builder.emit(OP.POP_TOP);
      }
      case "reversion":
        this.loadConst(NONE_LITERAL);
        this.loadGlobal(functionName(s.f), false);
        return builder.emit(OP.STORE_ATTR, this.nameIndex("__kwdefaults__"));
      case "def":
        return this.lowerDef(s.f, s.v);
      case "island": {
        const { depth } = builder;
        this.island(s.ops);
        if (builder.depth !== depth) {
          throw new InvariantError(`island: expected depth ${depth}, found ${builder.depth}`);
        }
        return;
      }
      case "twisted":
        builder.twisted = builder.newTwisted(s.twists);
        this.statement(s.s);
        builder.twisted = 0;
        return;
      default:
        return this.richStatement(s);
    }
  }

  protected augment(target: Target, op: number, e: Expr): void {
    const builder = this.builder;
    if (target.k === "item") {
      this.expr(target.o);
      this.expr(target.i);
      builder.emit(OP.COPY, 2);
      builder.emit(OP.COPY, 2);
      builder.emit(OP.BINARY_SUBSCR);
      this.expr(e);
      builder.emit(OP.BINARY_OP, op + IN_PLACE);
      builder.emit(OP.SWAP, 3);
      builder.emit(OP.SWAP, 2);
      return builder.emit(OP.STORE_SUBSCR);
    }
    if (target.k === "attr") {
      this.expr(target.o);
      builder.emit(OP.COPY, 1);
      builder.emit(OP.LOAD_ATTR, this.nameIndex(target.name) << 1);
      this.expr(e);
      builder.emit(OP.BINARY_OP, op + IN_PLACE);
      builder.emit(OP.SWAP, 2);
      return builder.emit(OP.STORE_ATTR, this.nameIndex(target.name));
    }
    if (target.k === "slice") {
      this.expr(target.o);
      this.expr(target.a);
      this.expr(target.b);
      for (let i = 0; i < 3; i++) builder.emit(OP.COPY, 3);
      builder.emit(OP.BINARY_SLICE);
      this.expr(e);
      builder.emit(OP.BINARY_OP, op + IN_PLACE);
      builder.emit(OP.SWAP, 4);
      builder.emit(OP.SWAP, 3);
      builder.emit(OP.SWAP, 2);
      return builder.emit(OP.STORE_SLICE);
    }
    this.expr(target);
    this.expr(e);
    builder.emit(OP.BINARY_OP, op + IN_PLACE);
    this.store(target);
  }

  protected lowerIf(s: Stmt & { readonly k: "if" }): void {
    const builder = this.builder;
    const { depth } = builder;
    const end = builder.newLabel();
    const other = s.orelse.length > 0 ? builder.newLabel() : end;
    this.jumpIf(s.c, other, false);
    this.block(s.then);
    if (s.orelse.length > 0) {
      builder.jump(JUMP, end);
      builder.place(other, depth);
      this.block(s.orelse);
    }
    builder.place(end, depth);
  }

  protected lowerFor(s: Stmt & { readonly k: "for" }): void {
    const builder = this.builder;
    const { depth } = builder;
    const { over } = s;
    if (over.k === "async") return this.asyncFor(s);
    this.iterable(over);
    builder.emit(OP.GET_ITER);
    const start = builder.newLabel();
    const cleanup = builder.newLabel();
    const end = builder.newLabel();
    builder.place(start);
    builder.jump(OP.FOR_ITER, cleanup);
    this.storeLocal(s.v);
    this.frames.push({ k: "for", start, end, outer: builder.scope });
    if (s.tight) this.tightBlock(s.body);
    else this.block(s.body);
    this.frames.pop();
    builder.jump(JUMP, start);
    builder.place(cleanup, depth + 2);
    builder.emit(OP.END_FOR);
    this.block(s.orelse);
    builder.place(end, depth);
  }

  protected lowerWhile(s: Stmt & { readonly k: "while" }): void {
    const builder = this.builder;
    const { depth } = builder;
    const counter = this.fn.locals + s.counter;
    this.loadConst({ t: "int", v: 0 });
    this.storeLocal(counter);
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
    if (s.entry !== null) this.jumpIf(s.entry.c, middle, true);
    builder.place(start);
    this.jumpIf(test, anchor, false);
    builder.place(body, depth);
    this.frames.push({ k: "while", start, end, outer: builder.scope });
    builder.line++;
    this.loadLocal(counter);
    this.loadConst({ t: "int", v: 1 });
    builder.emit(OP.BINARY_OP, IN_PLACE);
    this.storeLocal(counter);
    if (s.entry === null) this.block(s.body);
    else {
      this.block(s.body.slice(0, s.entry.at));
      builder.place(middle, depth);
      this.block(s.body.slice(s.entry.at));
    }
    this.frames.pop();
    builder.line++;
    this.jumpIf(test, body, true);
    builder.place(anchor, depth);
    this.block(s.orelse);
    builder.place(end, depth);
  }

  protected lowerTry(s: Stmt & { readonly k: "try" }): void {
    const builder = this.builder;
    // The line of the `try` itself stays visible as a NOP.
    if (!s.raw) builder.emit(OP.NOP);
    if (s.final.length === 0) return this.tryClauses(s);
    const outer = builder.scope;
    const { depth } = builder;
    const handler = builder.newLabel();
    const cleanup = builder.newLabel();
    const exit = builder.newLabel();
    builder.scope = builder.newScope(handler, depth, false, s.handlers.length === 0);
    this.frames.push({ k: "final", outer, body: s.final });
    if (s.handlers.length > 0) this.tryClauses(s);
    else this.block(s.body);
    this.frames.pop();
    builder.scope = outer;
    this.block(s.final);
    builder.jump(JUMP, exit);
    const was = builder.enterHandler();
    builder.place(handler, depth + 1);
    if (!s.raw) builder.scope = builder.newScope(cleanup, depth + 1, true, false);
    builder.emit(OP.PUSH_EXC_INFO);
    this.frames.push({ k: "finalEnd", outer });
    this.block(s.final);
    this.frames.pop();
    builder.emit(OP.RERAISE, 0);
    builder.scope = outer;
    this.cleanup(cleanup, depth);
    builder.leaveHandler(was);
    builder.place(exit, depth);
  }

  /** Pops the exception handled, then raises again what was raised in the handler. */
  protected cleanup(label: number, depth: number): void {
    const builder = this.builder;
    builder.place(label, depth + 3);
    builder.emit(OP.COPY, 3);
    builder.emit(OP.POP_EXCEPT);
    builder.emit(OP.RERAISE, 1);
  }

  protected tryClauses(s: Stmt & { readonly k: "try" }): void {
    if (s.star === true) this.tryStar(s);
    else this.tryExcept(s);
  }

  protected tryExcept(s: Stmt & { readonly k: "try" }): void {
    const builder = this.builder;
    const outer = builder.scope;
    const { depth } = builder;
    const handler = builder.newLabel();
    const cleanup = builder.newLabel();
    const end = builder.newLabel();
    builder.scope = builder.newScope(handler, depth, false, true);
    this.frames.push({ k: "try", outer });
    this.block(s.body);
    this.frames.pop();
    builder.scope = outer;
    this.block(s.orelse);
    builder.jump(JUMP, end);
    const was = builder.enterHandler();
    builder.place(handler, depth + 1);
    if (s.raw && s.handlers[0]?.type === null) {
      this.rawHandler(s.handlers[0].body, end);
      builder.leaveHandler(was);
      return builder.place(end, depth);
    }
    const inner = s.raw ? outer : builder.newScope(cleanup, depth + 1, true, false);
    builder.scope = inner;
    builder.emit(OP.PUSH_EXC_INFO);
    for (const clause of s.handlers) {
      const next = builder.newLabel();
      builder.line++;
      if (clause.type !== null) {
        this.loadGlobal(EXCEPTIONS[clause.type] as string, false);
        builder.emit(OP.CHECK_EXC_MATCH);
        builder.jump(OP.POP_JUMP_IF_FALSE, next);
      }
      if (clause.name === null || s.raw) {
        builder.emit(OP.POP_TOP);
        this.frames.push({ k: "handler", outer, name: -1 });
        this.block(clause.body);
        this.frames.pop();
        builder.scope = outer;
        builder.emit(OP.POP_EXCEPT);
        builder.jump(JUMP, end);
      } else {
        const unbind = builder.newLabel();
        this.storeLocal(clause.name);
        builder.scope = builder.newScope(unbind, depth + 1, true, false);
        this.frames.push({ k: "handler", outer, name: clause.name });
        this.block(clause.body);
        this.frames.pop();
        builder.scope = outer;
        builder.emit(OP.POP_EXCEPT);
        this.unbind(clause.name);
        builder.jump(JUMP, end);
        builder.scope = inner;
        builder.place(unbind, depth + 3);
        this.unbind(clause.name);
        builder.emit(OP.RERAISE, 1);
      }
      builder.scope = inner;
      builder.place(next, depth + 2);
      if (clause.type === null) break;
    }
    // Dead, and dropped, where the last clause catches everything.
    if (s.handlers.at(-1)?.type !== null) builder.emit(OP.RERAISE, 0);
    builder.scope = outer;
    if (!s.raw) this.cleanup(cleanup, depth);
    builder.leaveHandler(was);
    builder.place(end, depth);
  }

  /** A handler that drops the exception without ever handling it: it stays nobody's context. */
  protected rawHandler(body: Block, end: number): void {
    this.builder.emit(OP.POP_TOP);
    this.block(body);
    this.builder.jump(JUMP, end);
  }

  protected unbind(name: number): void {
    this.loadConst(NONE_LITERAL);
    this.storeLocal(name);
    this.deleteLocal(name);
  }

  // Leaving blocks.

  /** Leaves the innermost frame; with `keep` the value on top stays. */
  protected unwind(frame: Frame, keep: boolean, leavingLoop: boolean): void {
    const builder = this.builder;
    switch (frame.k) {
      case "for":
        if (leavingLoop) {
          if (keep) builder.emit(OP.SWAP, 2);
          builder.emit(OP.POP_TOP);
        }
        return;
      case "while":
        return;
      case "asyncFor":
        if (leavingLoop) {
          if (keep) builder.emit(OP.SWAP, 2);
          builder.emit(OP.POP_TOP);
        }
        return;
      case "with":
        builder.scope = frame.outer;
        if (keep) builder.emit(OP.SWAP, 2);
        return this.leaveWith(frame.isAsync);
      case "try":
        builder.scope = frame.outer;
        return;
      case "final":
        builder.scope = frame.outer;
        this.block(frame.body);
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
        if (frame.name >= 0) this.unbind(frame.name);
    }
  }

  protected lowerReturn(e: Expr): void {
    const builder = this.builder;
    const { scope, depth } = builder;
    const frames = this.frames;
    const keep = e.k !== "const";
    if (keep) this.expr(e);
    for (let i = frames.length - 1; i >= 0; i--) {
      // What a `finally` body jumps out of is what encloses its statement.
      this.frames = frames.slice(0, i);
      this.unwind(frames[i] as Frame, keep, true);
    }
    this.frames = frames;
    if (keep) builder.emit(OP.RETURN_VALUE);
    else builder.emit(OP.RETURN_CONST, addConst(this.consts, e.v));
    builder.scope = scope;
    builder.depth = depth;
  }

  protected leaveLoop(isBreak: boolean): void {
    const builder = this.builder;
    const { scope, depth } = builder;
    const frames = this.frames;
    for (let i = frames.length - 1; i >= 0; i--) {
      const frame = frames[i] as Frame;
      this.frames = frames.slice(0, i);
      if (frame.k === "for" || frame.k === "while" || frame.k === "asyncFor") {
        if (isBreak) this.unwind(frame, false, true);
        builder.jump(JUMP, isBreak ? frame.end : frame.start);
        break;
      }
      this.unwind(frame, false, false);
    }
    this.frames = frames;
    builder.scope = scope;
    builder.depth = depth;
  }

  protected lowerDef(f: number, v: number): void {
    this.innerNames[f] ??= localName(this.fn, v);
    this.makeFunction(f);
    this.storeLocal(v);
  }

  protected island(ops: readonly IslandOp[]): void {
    const builder = this.builder;
    for (const op of ops) {
      switch (op.k) {
        case "push":
          this.expr(op.e);
          break;
        case "store":
          this.storeLocal(op.i);
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
          this.loadConst({ t: "int", v: op.n });
          builder.emit(OP.COMPARE_OP, (COMPARE_ARGS[2] as number) + TO_BOOL_BIT);
          builder.jump(op.unless ? OP.POP_JUMP_IF_FALSE : OP.POP_JUMP_IF_TRUE, after);
          this.island(op.body);
          builder.place(after);
          break;
        }
        case "event":
          this.statement(op.s);
      }
    }
  }
}
