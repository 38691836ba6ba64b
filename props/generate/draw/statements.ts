/**
 * Drawing statements: loops that get hot, and everything that goes wrong in them in the right round.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import {
  type Block,
  type Constant,
  type Expr,
  type Handler,
  type IslandOp,
  type Iterable,
  type MethodName,
  NONE,
  type Stmt,
  type Target,
  ZERO,
} from "../draft/draft.ts";
import {
  ADD,
  AND,
  assign,
  binary,
  cmp,
  compare,
  DIV,
  EQ,
  exception,
  float,
  GE,
  int,
  type Kind,
  type Loop,
  MOD,
  MUL,
  op,
  str,
  SUB,
  target,
  variable,
} from "./expressions.ts";
import { LateDrawer } from "./late.ts";
import { LOOPS, STATEMENTS, type Theme } from "./profile.ts";

/** Statements of one function at a time. */
export class StatementDrawer extends LateDrawer {
  /** What the program is about besides numbers and calls. */
  protected theme: Theme = "none";

  /** A statement of the program's theme. */
  protected themed(out: Stmt[]): void {
    switch (this.theme) {
      case "none":
        return this.augment(out);
      case "object":
        return this.object(out);
      case "generator":
        return this.generator(out);
      case "async":
        return this.drive(out);
      case "with":
        return this.context(out);
      case "comprehension":
        return this.comprehension(out);
      case "display":
        return this.display(out);
      case "invocation":
        return this.invocation(out);
      case "match":
        return this.match(out);
      case "group":
        return this.group(out);
      case "import":
        return this.importing(out);
      case "rebind":
        return this.rebinding(out);
      case "monitor":
        return this.monitoring(out);
      case "odd":
        return this.odd(out);
      case "caller":
        return this.callerHandler(out);
      case "version":
        return this.collision(out);
      case "maker":
        return this.madeAnew(out);
      case "late":
        return this.lately(out);
    }
  }

  // Loops.

  protected hotLoop(): Stmt {
    const choices = this.choices;
    const profile = this.profile;
    const kind = LOOPS[choices.weighted(profile.loops)];
    const [fewest, most] = profile.rounds;
    const count = this.hot + choices.int(fewest, this.theme === "none" ? most : (fewest + most) >> 1);
    // The executor is made at the jump back number `hot`: items from that one on are met in a trace.
    const trigger = choices.int(this.hot, count - 2);
    const length = choices.int(profile.bodyLength[0], profile.bodyLength[1]);
    if (kind === "while") return this.whileLoop(count, trigger + 1, length);
    const generated = this.theme === "generator" && choices.chance(1, 3) ? this.generatedItems(count) : null;
    let over: Iterable;
    let step = 1;
    let start = 0;
    if (generated !== null) over = generated;
    else if (kind === "range") {
      step = choices.chance(1, 8) ? choices.int(2, 3) : 1;
      start = step === 1 && choices.chance(1, 6) ? choices.int(-2, 3) : 0;
      over = { k: "range", start, count, step };
    } else if (kind === "tuple") over = { k: "tuple", count };
    else over = this.listArgument(count, trigger);
    const v = this.newLocal("index", null);
    const index = step === 1 ? variable(v) : binary(variable(v), DIV, int(step));
    const loop: Loop = { index, count, trigger: trigger + start };
    return this.forLoop(v, over, loop, length, choices.chance(profile.tight, 16));
  }

  /** A list handed to the entry, the round in each item but perhaps one. */
  protected listArgument(count: number, trigger: number): Iterable {
    const choices = this.choices;
    const strange = choices.below(8);
    const items: Literal[] = [];
    for (let i = 0; i < count; i++) items.push({ t: "int", v: i });
    if (strange < 4) {
      items[trigger] = strange === 0
        ? { t: "float", v: trigger + 0.5 }
        : strange === 1
        ? { t: "bool", v: true }
        : strange === 2 && choices.chance(this.profile.uncaught, 16)
        ? { t: "None" }
        : { t: "int", v: -1 };
    }
    const form = choices.below(4);
    if (form === 0) {
      const global = this.newGlobal({ t: "tuple", v: items }) ?? 0;
      return { k: "expr", e: { k: "global", i: global }, count };
    }
    const i = this.parameter("any", { t: form === 1 ? "tuple" : "list", v: items });
    return { k: "expr", e: variable(i), count };
  }

  protected forLoop(v: number, over: Iterable, loop: Loop, length: number, tight: boolean): Stmt {
    let body = this.loopBody(loop, length);
    if (loop.count >= this.hot && splitsBackEdge(body)) {
      // Each of two back edges counts for itself: join them, or go round often enough.
      if (over.k === "expr" || this.choices.chance(3, 4)) {
        const joined = [...body];
        this.augment(joined);
        body = joined;
      } else over = { ...over, count: over.count + this.hot };
    }
    const isTight = tight && body.every(isSimple);
    const orelse: Stmt[] = [];
    if (this.choices.chance(1, 12)) this.statement(orelse);
    return { k: "for", v, over, body, orelse, tight: isTight };
  }

  protected whileLoop(count: number, trigger: number, length: number): Stmt {
    const choices = this.choices;
    const counter = this.counters++;
    const c = choices.chance(1, 5) ? this.mostlyTrue({ index: { k: "counter", i: counter }, count, trigger }) : null;
    const body = this.loopBody({ index: { k: "counter", i: counter }, count, trigger }, length);
    const entry = choices.chance(this.profile.twists, 96) && body.length > 0
      ? { c: this.condition(), at: choices.int(0, body.length) }
      : null;
    return { k: "while", counter, count, c, body, orelse: [], entry };
  }

  protected loopBody(loop: Loop, length: number): Block {
    const early = this.early;
    const late = this.late;
    this.early = [];
    this.late = [];
    this.loops.push(loop);
    const body: Stmt[] = [];
    let left = length;
    if (this.theme !== "none" && this.functionIndex === 0 && this.loops.length === 1) {
      this.themed(body);
      if (left > 1) left--;
    }
    for (let s = 0; s < left && this.budget > 0; s++) this.statement(body);
    this.loops.pop();
    const all = this.early.length + this.late.length === 0 ? body : [...this.early, ...body, ...this.late];
    this.early = early;
    this.late = late;
    return all;
  }

  // Statements.

  /** Adds one statement, or a few that belong together. */
  protected statement(out: Stmt[]): void {
    const choices = this.choices;
    this.budget--;
    switch (STATEMENTS[choices.weighted(this.profile.statements)]) {
      case "assign":
        out.push(assign(this.localOf("int"), this.intExpression(2)));
        return;
      case "augment":
        return this.augment(out);
      case "number":
        out.push(
          choices.bool() ? assign(this.localOf("number"), this.numberExpression(2)) : {
            k: "augment",
            t: target(this.localOf("number")),
            op: choices.bool() ? ADD : SUB,
            e: this.numberExpression(1),
          },
        );
        return;
      case "text":
        out.push(
          choices.chance(1, 3)
            ? { k: "augment", t: target(this.localOf("str")), op: ADD, e: str("x") }
            : assign(this.localOf("str"), this.textExpression()),
        );
        return;
      case "if":
        return this.ifStatement(out);
      case "try":
        return this.tryStatement(out);
      case "call": {
        const next = this.calleeFrom(this.functionIndex);
        if (next === 0) return this.augment(out);
        const call = this.callFunction(next);
        if (choices.chance(1, 6)) out.push({ k: "expr", e: call });
        else if (choices.bool()) out.push(assign(this.localOf("int"), call));
        else out.push({ k: "augment", t: target(this.localOf("int")), op: ADD, e: call });
        return;
      }
      case "items":
        return this.items(out);
      case "unpack":
        return this.unpack(out);
      case "global":
        return this.globalStatement(out);
      case "flip":
        return this.flip(out);
      case "emit":
        out.push({ k: "emit", e: this.intExpression(1) });
        return;
      case "event":
        return this.event(out);
      case "hazard":
        return this.hazard(out);
      case "island":
        out.push({ k: "island", ops: this.island() });
        return;
      case "loop":
        return this.innerLoop(out);
      case "leave":
        return this.leave(out);
      case "fail":
        return this.fail(out);
      case "closure":
        return this.closure(out);
      case "table":
        return this.table(out);
      case "unbind":
        return this.unbind(out);
      case "method":
        return this.method(out);
      case "theme":
        return this.themed(out);
    }
  }

  protected override augment(out: Stmt[]): void {
    const choices = this.choices;
    const t = target(this.localOf("int"));
    const what = choices.below(8);
    if (what < 5) out.push({ k: "augment", t, op: choices.bool() ? ADD : SUB, e: this.intExpression(1) });
    else if (what < 6) out.push({ k: "augment", t, op: MUL, e: int(choices.int(2, 3)) });
    else if (what < 7) out.push({ k: "augment", t, op: op("^"), e: this.intExpression(1) });
    else out.push({ k: "augment", t, op: MOD, e: int(choices.int(5, 97)) });
  }

  protected branch(): Block {
    const block: Stmt[] = [];
    if (++this.depth > 4) this.suspect = true;
    const length = this.choices.length(1, 2);
    for (let s = 0; s < length; s++) {
      if (this.budget > 0) this.statement(block);
    }
    this.depth--;
    if (block.length === 0) this.augment(block);
    return block;
  }

  protected ifStatement(out: Stmt[]): void {
    const c = this.condition();
    const then = this.branch();
    const orelse = this.choices.chance(2, 5) ? this.branch() : [];
    out.push({ k: "if", c, then, orelse });
  }

  /** Clauses that catch what the body of a `try` raises on purpose, usually. */
  protected override handlers(): readonly Handler[] {
    const choices = this.choices;
    const clauses: Handler[] = [];
    const body: Stmt[] = [];
    this.augment(body);
    if (choices.chance(1, 8)) {
      clauses.push({ type: exception(choices.bool() ? "KeyError" : "IndexError"), name: null, body: [] });
    }
    const name = choices.chance(1, 10) ? this.newLocal("risky", null) : null;
    clauses.push({ type: name !== null || choices.chance(2, 3) ? exception("Exception") : null, name, body });
    return clauses;
  }

  protected tryStatement(out: Stmt[]): void {
    const choices = this.choices;
    const loop = this.loops.at(-1);
    const body: Stmt[] = [];
    const where = choices.below(4);
    const trap: Stmt | null = loop === undefined || choices.chance(1, 4) ? null : { k: "expr", e: this.trap(loop) };
    if (trap !== null && where <= 1) body.push(trap);
    for (const s of this.branch()) body.push(s);
    if (trap !== null && where === 2) body.push(trap);
    const shape = choices.below(8);
    const final: Stmt[] = [];
    if (shape < 2) this.augment(final);
    const bare = shape === 0 && loop !== undefined && this.mayFail(loop, 8);
    const handlers = bare ? [] : this.handlers();
    const orelse: Stmt[] = [];
    if (handlers.length > 0 && shape === 2) this.augment(orelse);
    out.push({ k: "try", body, handlers, orelse, final, raw: choices.chance(this.profile.twists, 64) });
    if (trap !== null && where === 3 && loop !== undefined && this.mayFail(loop, 8)) out.push(trap);
  }

  protected items(out: Stmt[]): void {
    const choices = this.choices;
    const xs = variable(this.localOf("list"));
    const i = this.position();
    const what = choices.below(4);
    if (what === 0) out.push({ k: "assign", t: { k: "item", o: xs, i }, e: this.intExpression(1) });
    else if (what === 1) out.push({ k: "augment", t: { k: "item", o: xs, i }, op: ADD, e: this.intExpression(1) });
    else if (what === 2) out.push(assign(this.localOf("int"), { k: "subscript", o: xs, i }));
    else {
      const part: Expr = { k: "slice", o: xs, a: int(choices.int(0, 1)), b: int(choices.int(2, 3)) };
      out.push(assign(this.localOf("int"), { k: "call", f: { k: "builtin", name: "len" }, args: [part] }));
    }
  }

  protected unpack(out: Stmt[]): void {
    const choices = this.choices;
    const a = this.localOf("int");
    const b = this.localOf("int");
    if (a === b) return this.augment(out);
    const items = choices.bool() ? [variable(b), this.intExpression(1)] : [this.intExpression(1), variable(a)];
    const swap: Expr = { k: "build", what: "tuple", items };
    if (choices.bool()) {
      out.push({ k: "unpack", ts: [target(a), target(b)], e: swap });
      return;
    }
    const pair = this.newLocal("any", NONE);
    out.push(assign(pair, swap));
    out.push({ k: "unpack", ts: [target(a), target(b)], e: variable(pair) });
  }

  protected globalStatement(out: Stmt[]): void {
    const choices = this.choices;
    const g = this.intGlobal();
    if (g === null) return this.augment(out);
    const t: Target = { k: "global", i: g };
    const loop = this.loops.at(-1);
    if (loop !== undefined && choices.bool()) {
      // Rebound once, in a round that runs in a trace.
      const rebind: Stmt = { k: "assign", t, e: choices.chance(1, 3) ? float(1.5) : int(choices.int(0, 99)) };
      out.push({ k: "if", c: compare(loop.index, EQ, int(loop.trigger)), then: [rebind], orelse: [] });
      out.push(assign(this.localOf("number"), { k: "global", i: g }));
      return;
    }
    out.push(choices.bool() ? { k: "augment", t, op: ADD, e: int(1) } : { k: "assign", t, e: this.intExpression(1) });
  }

  /** A variable whose type changes in the trigger round, and an operation that was specialized for the old one. */
  protected flip(out: Stmt[]): void {
    const choices = this.choices;
    const loop = this.loops.at(-1);
    if (loop === undefined) return this.augment(out);
    const v = this.localOf("number");
    const odd = choices.bool() ? float(0.5) : TRUE;
    const usual = int(choices.int(1, 3));
    const e: Expr = choices.bool()
      ? this.lookUp(loop, usual.v, odd.v)
      : { k: "choose", c: compare(loop.index, GE, int(loop.trigger)), a: odd, b: usual };
    out.push(choices.bool() ? { k: "augment", t: target(v), op: ADD, e } : assign(v, binary(e, MUL, int(2))));
    if (choices.chance(1, 3)) {
      const any = this.localOf("any");
      const value: Expr = choices.bool()
        ? this.lookUp(loop, NONE.v, { t: "str", v: "t" })
        : { k: "choose", c: compare(loop.index, EQ, int(loop.trigger)), a: str("t"), b: NONE };
      out.push(assign(any, value));
    }
  }

  protected event(out: Stmt[]): void {
    const choices = this.choices;
    const what = choices.below(6);
    const called = this.signatures.findIndex((each) => each.called);
    const f = called >= 0 && choices.bool() ? called + 1 : 0;
    const event: Stmt = {
      k: "event",
      host: what < 3 ? "host_invalidate" : what < 5 ? "host_invalidate_all" : "host_set_optimizer",
      f,
      n: choices.below(3),
    };
    const loop = this.loops.at(-1);
    // In every round it also happens while the trace runs; behind a condition it happens in tier 1.
    if (loop === undefined || choices.chance(what < 3 ? 2 : 1, 4)) out.push(event);
    else out.push({ k: "if", c: compare(loop.index, EQ, int(loop.trigger)), then: [event], orelse: [] });
  }

  /**
   * A name that is unbound late in one round and read in the next one, first in a `try`, last in it, or right behind it.
   * Unbinding comes after the read, so that the reading round starts in the trace.
   */
  protected hazard(out: Stmt[]): void {
    const choices = this.choices;
    const loop = this.loops.at(-1);
    if (loop === undefined || this.recursive) return this.augment(out);
    const kind = choices.below(4);
    let read: Expr;
    let rebind: Stmt | null = null;
    const late: Stmt[] = [];
    if (kind === 0) {
      const g = this.newGlobal(null);
      if (g === null) return this.augment(out);
      read = { k: "global", i: g };
    } else {
      const v = this.newLocal("risky", int(choices.int(0, 3)));
      read = variable(v);
      rebind = assign(v, int(choices.int(0, 3)));
      let unbind: Stmt = { k: "del", t: target(v) };
      if (kind === 3) {
        const closure = this.innerFunction("delete", v);
        if (closure >= 0) unbind = { k: "expr", e: { k: "call", f: { k: "local", i: closure }, args: [] } };
      }
      late.push({ k: "if", c: compare(loop.index, EQ, int(loop.trigger)), then: [unbind], orelse: [] });
    }
    const use: Stmt = choices.bool()
      ? { k: "expr", e: read }
      : assign(this.localOf("int"), binary(read, ADD, this.index()));
    const caught: Stmt[] = [];
    if (rebind !== null) caught.push(rebind);
    if (caught.length === 0 || choices.bool()) this.augment(caught);
    const handlers: Handler[] = [{
      type: choices.bool() ? null : exception(choices.bool() ? "NameError" : "Exception"),
      name: null,
      body: caught,
    }];
    const body: Stmt[] = [];
    // A global that is never bound can only be read where that is caught, or the loop would not get hot.
    const position = kind === 0 ? choices.below(2) : choices.below(4);
    if (position !== 0) this.augment(body);
    if (position <= 1) body.push(use);
    if (position === 0 && choices.chance(1, 3)) this.augment(body);
    const early = this.early;
    const final: Stmt[] = [];
    if (choices.chance(1, 12)) this.augment(final);
    early.push({ k: "try", body, handlers, orelse: [], final, raw: choices.chance(this.profile.twists, 64) });
    if (position >= 2) {
      if (choices.chance(this.profile.uncaught + 6, 16)) early.push(use);
      else early.push({ k: "try", body: [use], handlers, orelse: [], final: [], raw: false });
    }
    for (const s of late) this.late.push(s);
  }

  /** Makes an inner function of the entry that uses local `v`; gives the local that it is bound to, or -1. */
  protected innerFunction(what: "delete" | "count" | "read", v: number): number {
    if (this.functionIndex !== 0 || this.functions.length >= 8) return -1;
    const choices = this.choices;
    const free: Expr = { k: "free", i: v };
    let body: Stmt[];
    let params = 0;
    if (what === "delete") body = [{ k: "del", t: free as Target }];
    else if (what === "count") {
      params = 1;
      const sum = binary(binary(free, ADD, variable(0)), MOD, int(choices.int(5, 77)));
      body = [{ k: "assign", t: free as Target, e: sum }, { k: "return", e: free }];
    } else {
      params = 1;
      body = [{ k: "return", e: binary(free, ADD, variable(0)) }];
    }
    const f = this.functions.push({
      parent: 0,
      params,
      defaults: [],
      locals: params,
      recursive: null,
      body,
    }) - 1;
    const closure = this.newLocal("closure", null);
    this.prologue.push({ k: "def", f, v: closure });
    return closure;
  }

  protected closure(out: Stmt[]): void {
    const choices = this.choices;
    const count = choices.bool();
    const v = this.localOf("int");
    const closure = this.innerFunction(count ? "count" : "read", v);
    if (closure < 0) return this.augment(out);
    const call: Expr = { k: "call", f: { k: "local", i: closure }, args: [this.index()] };
    out.push(assign(this.localOf("int"), call));
  }

  protected island(): IslandOp[] {
    const choices = this.choices;
    const ops: IslandOp[] = [];
    let depth = 0;
    const length = choices.length(3, 9);
    for (let s = 0; s < length; s++) {
      const what = choices.below(8);
      if (depth < 2 || what < 2) {
        ops.push({ k: "push", e: this.atom() });
        depth++;
      } else if (what === 2) {
        ops.push({ k: "copy", n: choices.int(1, 2) });
        depth++;
      } else if (what === 3) ops.push({ k: "swap", n: 2 });
      else if (what === 4) {
        ops.push({
          k: "skip",
          n: choices.int(0, 20),
          unless: choices.bool(),
          body: choices.bool() ? [{ k: "swap", n: 2 }] : [{ k: "push", e: this.index() }, { k: "binary", op: ADD }],
        });
        const last = ops.at(-1) as IslandOp & { readonly k: "skip" };
        // A binary operation of the body needs two values of its own.
        if (last.body.length === 2) {
          ops[ops.length - 1] = { ...last, body: [{ k: "push", e: this.index() }, { k: "pop" }] };
        }
      } else if (what === 5) ops.push({ k: "nop" });
      else {
        ops.push({ k: "binary", op: choices.bool() ? ADD : SUB });
        depth--;
      }
    }
    for (; depth > 0; depth--) {
      if (depth === 1 && choices.chance(3, 4)) ops.push({ k: "store", i: this.localOf("int") });
      else ops.push({ k: "pop" });
    }
    return ops;
  }

  protected innerLoop(out: Stmt[]): void {
    const choices = this.choices;
    if (this.loops.length >= 2) return this.augment(out);
    this.suspect = true;
    const hot = choices.chance(1, 10);
    const count = hot ? choices.int(this.hot + 1, this.hot + 4) : choices.int(1, 3);
    const length = choices.length(1, 2);
    const loop: Loop = { index: ZERO, count, trigger: hot ? this.hot : choices.below(count) };
    if (choices.chance(1, 4) && this.counters < 4) {
      out.push(this.whileLoop(count, loop.trigger, length));
      return;
    }
    const v = this.newLocal("index", null);
    const over: Iterable = choices.chance(1, 4) ? { k: "tuple", count } : { k: "range", start: 0, count, step: 1 };
    out.push(this.forLoop(v, over, { ...loop, index: variable(v) }, length, choices.chance(this.profile.tight, 16)));
  }

  protected leave(out: Stmt[]): void {
    const choices = this.choices;
    const loop = this.loops.at(-1);
    // In a callee the loop is the caller's: only a return can leave.
    if (loop === undefined || (this.functionIndex !== 0 && this.loops.length < 2)) {
      out.push({ k: "if", c: this.condition(), then: [{ k: "return", e: this.intExpression(1) }], orelse: [] });
      return;
    }
    const isBreak = choices.chance(1, 3);
    const c = isBreak ? compare(loop.index, EQ, int(loop.trigger + 1)) : this.condition();
    out.push({ k: "if", c, then: [{ k: isBreak ? "break" : "continue" }], orelse: [] });
  }

  /** Raises in the trigger round; uncaught now and then, otherwise in a `try`. */
  protected fail(out: Stmt[]): void {
    const choices = this.choices;
    const loop = this.loops.at(-1);
    if (loop === undefined) return this.augment(out);
    const type = exception(choices.bool() ? "ValueError" : "RuntimeError");
    const uncaught = this.mayFail(loop, 16);
    const failure: Stmt = choices.chance(1, 3)
      ? { k: "assert", c: compare(loop.index, cmp("!="), int(loop.trigger)), message: choices.bool() ? int(7) : null }
      : {
        k: "if",
        c: compare(loop.index, EQ, int(loop.trigger)),
        then: [{ k: "raise", type, arg: choices.bool() ? loop.index : null }],
        orelse: [],
      };
    if (uncaught) out.push(failure);
    else {
      out.push({ k: "try", body: [failure], handlers: this.handlers(), orelse: [], final: [], raw: false });
    }
  }

  protected table(out: Stmt[]): void {
    const choices = this.choices;
    const d = variable(this.localOf("dict"));
    const key = binary(this.index(), AND, int(choices.bool() ? 1 : 3));
    if (choices.bool()) out.push({ k: "assign", t: { k: "item", o: d, i: key }, e: this.intExpression(1) });
    else out.push(assign(this.localOf("int"), { k: "subscript", o: d, i: binary(this.index(), AND, int(1)) }));
  }

  /** Methods of builtin types, on what their sites have seen, and now and then on something else in the trigger round. */
  protected method(out: Stmt[]): void {
    const choices = this.choices;
    const loop = this.loops.at(-1);
    const what = choices.below(8);
    const call = (o: Expr, name: MethodName, ...args: Expr[]): Expr => ({ k: "method", o, name, args });
    if (what < 3) {
      const xs = variable(this.localOf("list"));
      out.push({ k: "expr", e: call(xs, "append", this.intExpression(1)) });
      if (what === 1) out.push(assign(this.localOf("int"), call(xs, "pop")));
      else if (what === 2) out.push(assign(this.localOf("int"), call(xs, "count", this.index())));
    } else if (what < 5) {
      const odd: Literal = choices.chance(this.profile.uncaught, 16) ? NONE.v : { t: "str", v: "Ab " };
      const text: Expr = loop === undefined ? str("abc") : this.lookUp(loop, { t: "str", v: " xy" }, odd);
      if (what === 3) out.push(assign(this.localOf("str"), call(text, choices.bool() ? "upper" : "strip")));
      else out.push(assign(this.localOf("int"), call(text, choices.bool() ? "find" : "startswith", str("A"))));
    } else if (what === 5) {
      const key = choices.bool() ? this.index() : int(1);
      out.push(assign(this.localOf("any"), call(variable(this.localOf("dict")), "get", key)));
    } else {
      const o = loop === undefined || what === 6
        ? this.intVariable()
        : this.lookUp(loop, { t: "int", v: 5 }, { t: "bool", v: true });
      out.push(assign(this.localOf("int"), call(o, "bit_length")));
    }
  }

  /** Unbinds a local and binds it again, with something between that may look at it. */
  protected unbind(out: Stmt[]): void {
    const v = this.newLocal("risky", ZERO);
    out.push({ k: "del", t: target(v) });
    if (this.choices.bool()) {
      const handlers: Handler[] = [{ type: exception("UnboundLocalError"), name: null, body: [] }];
      out.push({ k: "try", body: [{ k: "expr", e: variable(v) }], handlers, orelse: [], final: [], raw: false });
    }
    out.push(assign(v, this.index()));
  }
  protected parameter(kind: Kind, value: Literal): number {
    this.args.push(value);
    this.params++;
    return this.kinds.push(kind) - 1;
  }
}
const TRUE: Constant = { k: "const", v: { t: "bool", v: true } };

/** Whether control comes back to the top of a `for` from two places. */
function splitsBackEdge(body: Block): boolean {
  return body.at(-1)?.k === "if" || body.some((s) => s.k === "if" && s.then[0]?.k === "continue");
}

function isSimple(s: Stmt): boolean {
  return s.k !== "if" && s.k !== "for" && s.k !== "while" && s.k !== "try" && s.k !== "def" && s.k !== "island";
}
