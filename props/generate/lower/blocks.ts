/**
 * Lowering of blocks that call something when they end, `except*`, `match`, `async for`, imports.
 *
 * @module
 */

import { JUMP, OP } from "./opcode_facts.ts";
import {
  type Block,
  type Case,
  EXCEPTIONS,
  functionName,
  type Handler,
  type RichStmt,
  type Stmt,
} from "../draft/draft.ts";
import { IMPORTED, MODULES } from "../draft/classes.ts";
import { ClassLowering } from "./classes.ts";
import { NONE_LITERAL } from "./expressions.ts";
import { namesTuple } from "./rich.ts";
import { PatternLowering } from "./patterns.ts";

/** Opargs of GET_AWAITABLE, by what waits. */
const AWAIT_ENTER = 1;
const AWAIT_EXIT = 2;
/** Oparg of CALL_INTRINSIC_2. */
const PREP_RERAISE_STAR = 1;

/** Statements that the generator draws only where a program asks for them. */
export abstract class BlockLowering extends ClassLowering {
  readonly #patterns = new PatternLowering({
    builder: this.builder,
    loadConst: (value) => this.loadConst(value),
    loadGlobal: (name) => this.loadGlobal(name, false),
    storeLocal: (i) => this.storeLocal(i),
  });

  protected override richStatement(s: RichStmt): void {
    const builder = this.builder;
    switch (s.k) {
      case "with":
        return this.lowerWith(s);
      case "match":
        return this.lowerMatch(s);
      case "import": {
        const module = MODULES[s.module] as string;
        this.loadConst({ t: "int", v: 0 });
        if (s.name === null) {
          this.loadConst(NONE_LITERAL);
          builder.emit(OP.IMPORT_NAME, this.nameIndex(module));
          return this.storeLocal(s.v);
        }
        const name = IMPORTED[s.name] as string;
        this.loadConst(namesTuple([name]));
        builder.emit(OP.IMPORT_NAME, this.nameIndex(module));
        builder.emit(OP.IMPORT_FROM, this.nameIndex(name));
        this.storeLocal(s.v);
        return builder.emit(OP.POP_TOP);
      }
      case "throw":
        this.expr(s.e);
        if (s.cause !== null) this.expr(s.cause);
        return builder.emit(OP.RAISE_VARARGS, s.cause === null ? 1 : 2);
      case "rebind":
        if (s.what === "name") {
          this.loadGlobal(functionName(s.g), false);
          return builder.emit(OP.STORE_GLOBAL, this.nameIndex(functionName(s.f)));
        }
        if (s.what === "defaults") this.loadConst({ t: "tuple", v: [{ t: "int", v: s.g }] });
        else {
          this.loadGlobal(functionName(s.g), false);
          builder.emit(OP.LOAD_ATTR, this.nameIndex("__code__") << 1);
        }
        this.loadGlobal(functionName(s.f), false);
        return builder.emit(OP.STORE_ATTR, this.nameIndex(s.what === "code" ? "__code__" : "__defaults__"));
    }
  }

  // With.

  protected lowerWith(s: Extract<RichStmt, { readonly k: "with" }>): void {
    const builder = this.builder;
    const outer = builder.scope;
    const { depth } = builder;
    const handler = builder.newLabel();
    const cleanup = builder.newLabel();
    const suppressed = builder.newLabel();
    const end = builder.newLabel();
    this.expr(s.e);
    if (s.isAsync) {
      builder.emit(OP.BEFORE_ASYNC_WITH);
      this.awaitTop(AWAIT_ENTER);
    } else builder.emit(OP.BEFORE_WITH);
    builder.scope = builder.newScope(handler, depth + 1, true, true);
    this.frames.push({ k: "with", outer, isAsync: s.isAsync });
    if (s.v === null) builder.emit(OP.POP_TOP);
    else this.storeLocal(s.v);
    this.block(s.body);
    this.frames.pop();
    builder.scope = outer;
    builder.line++;
    this.leaveWith(s.isAsync);
    builder.jump(JUMP, end);
    const was = builder.enterHandler();
    builder.place(handler, depth + 3);
    builder.scope = builder.newScope(cleanup, depth + 3, true, false);
    builder.emit(OP.PUSH_EXC_INFO);
    builder.emit(OP.WITH_EXCEPT_START);
    if (s.isAsync) this.awaitTop(AWAIT_EXIT);
    builder.emit(OP.TO_BOOL);
    builder.jump(OP.POP_JUMP_IF_TRUE, suppressed);
    builder.emit(OP.RERAISE, 2);
    builder.place(suppressed, depth + 4);
    builder.emit(OP.POP_TOP);
    builder.scope = outer;
    builder.emit(OP.POP_EXCEPT);
    builder.emit(OP.POP_TOP);
    builder.emit(OP.POP_TOP);
    builder.jump(JUMP, end);
    this.cleanup(cleanup, depth + 2);
    builder.leaveHandler(was);
    builder.place(end, depth);
  }

  protected override leaveWith(isAsync: boolean): void {
    const builder = this.builder;
    for (let i = 0; i < 3; i++) this.loadConst(NONE_LITERAL);
    builder.emit(OP.CALL, 2);
    if (isAsync) this.awaitTop(AWAIT_EXIT);
    builder.emit(OP.POP_TOP);
  }

  // Exception groups.

  protected override tryStar(s: Stmt & { readonly k: "try" }): void {
    const builder = this.builder;
    const outer = builder.scope;
    const { depth } = builder;
    const handler = builder.newLabel();
    const cleanup = builder.newLabel();
    const reraise = builder.newLabel();
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
    builder.scope = builder.newScope(cleanup, depth + 1, true, false);
    builder.emit(OP.PUSH_EXC_INFO);
    // What the clauses raise, then what is left of the exception.
    builder.emit(OP.BUILD_LIST, 0);
    builder.emit(OP.COPY, 2);
    for (const clause of s.handlers) this.starClause(clause, depth);
    builder.emit(OP.LIST_APPEND, 1);
    builder.emit(OP.CALL_INTRINSIC_2, PREP_RERAISE_STAR);
    builder.emit(OP.COPY, 1);
    builder.jump(OP.POP_JUMP_IF_NOT_NONE, reraise);
    builder.emit(OP.POP_TOP);
    builder.scope = outer;
    builder.emit(OP.POP_EXCEPT);
    builder.jump(JUMP, end);
    builder.place(reraise, depth + 2);
    builder.emit(OP.SWAP, 2);
    builder.emit(OP.POP_EXCEPT);
    builder.emit(OP.RERAISE, 0);
    this.cleanup(cleanup, depth);
    builder.leaveHandler(was);
    builder.place(end, depth);
  }

  protected starClause(clause: Handler, depth: number): void {
    const builder = this.builder;
    const inner = builder.scope;
    const noMatch = builder.newLabel();
    const failed = builder.newLabel();
    const next = builder.newLabel();
    builder.line++;
    this.loadGlobal(EXCEPTIONS[clause.type ?? 0] as string, false);
    builder.emit(OP.CHECK_EG_MATCH);
    builder.emit(OP.COPY, 1);
    builder.jump(OP.POP_JUMP_IF_NONE, noMatch);
    if (clause.name === null) builder.emit(OP.POP_TOP);
    else this.storeLocal(clause.name);
    builder.scope = builder.newScope(failed, depth + 4, true, false);
    this.block(clause.body);
    builder.scope = inner;
    if (clause.name !== null) this.unbind(clause.name);
    builder.jump(JUMP, next);
    builder.place(failed, depth + 6);
    if (clause.name !== null) this.unbind(clause.name);
    builder.emit(OP.LIST_APPEND, 3);
    builder.emit(OP.POP_TOP);
    builder.jump(JUMP, next);
    builder.place(noMatch, depth + 5);
    builder.emit(OP.POP_TOP);
    builder.place(next, depth + 4);
  }

  // Asynchronous loops.

  protected override asyncFor(s: Stmt & { readonly k: "for" }): void {
    const builder = this.builder;
    const outer = builder.scope;
    const { depth } = builder;
    const start = builder.newLabel();
    const exhausted = builder.newLabel();
    const end = builder.newLabel();
    if (s.over.k === "async") this.expr(s.over.e);
    builder.emit(OP.GET_AITER);
    builder.place(start);
    builder.scope = builder.newScope(exhausted, depth + 1, false, false);
    builder.emit(OP.GET_ANEXT);
    this.delegate(3);
    builder.scope = outer;
    this.storeLocal(s.v);
    this.frames.push({ k: "asyncFor", start, end, outer });
    if (s.tight) this.tightBlock(s.body);
    else this.block(s.body);
    this.frames.pop();
    builder.jump(JUMP, start);
    // Only an exception leads on from here: what follows is as cold as a handler.
    const was = builder.enterHandler();
    builder.place(exhausted, depth + 2);
    builder.emit(OP.END_ASYNC_FOR);
    this.block(s.orelse);
    if (hasBreak(s.body)) {
      builder.jump(JUMP, end);
      builder.leaveHandler(was);
    }
    builder.place(end, depth);
  }

  // Match.

  protected lowerMatch(s: Extract<RichStmt, { readonly k: "match" }>): void {
    const builder = this.builder;
    const { depth } = builder;
    const { cases } = s;
    const last = cases.at(-1) as Case;
    const hasDefault = last.p.k === "any" && last.p.v === null && cases.length > 1;
    const tested = hasDefault ? cases.length - 1 : cases.length;
    const end = builder.newLabel();
    const patterns = this.#patterns;
    this.expr(s.e);
    for (let i = 0; i < tested; i++) {
      const { p, guard, body } = cases[i] as Case;
      const isLast = i === tested - 1;
      builder.line++;
      if (!isLast) builder.emit(OP.COPY, 1);
      patterns.begin();
      patterns.pattern(p);
      patterns.bind();
      if (guard !== null) this.jumpIf(guard, patterns.failure(0), false);
      if (!isLast) builder.emit(OP.POP_TOP);
      this.block(body);
      builder.jump(JUMP, end);
      patterns.end(isLast ? depth : depth + 1);
    }
    if (hasDefault) {
      builder.line++;
      builder.emit(OP.NOP);
      if (last.guard !== null) this.jumpIf(last.guard, end, false);
      this.block(last.body);
    }
    builder.place(end, depth);
  }
}

/** Whether a `break` in a loop's body leaves that loop. */
function hasBreak(block: Block): boolean {
  return block.some((s) => {
    switch (s.k) {
      case "break":
        return true;
      case "if":
        return hasBreak(s.then) || hasBreak(s.orelse);
      case "try":
        return hasBreak(s.body) || s.handlers.some(({ body }) => hasBreak(body)) || hasBreak(s.orelse) ||
          hasBreak(s.final);
      case "with":
        return hasBreak(s.body);
      case "match":
        return s.cases.some(({ body }) => hasBreak(body));
      case "twisted":
        return hasBreak([s.s]);
      case "for":
      case "while":
        return hasBreak(s.orelse);
      default:
        return false;
    }
  });
}
