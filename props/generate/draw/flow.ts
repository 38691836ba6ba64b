/**
 * Drawing generators, coroutines and blocks with clean-up, and loops that go over, wait for and break out of them.
 *
 * @module
 */

import {
  type Block,
  type Expr,
  type Handler,
  type Iterable,
  MAX_FUNCTIONS,
  NONE,
  type Stmt,
  type Target,
  ZERO,
} from "../draft/draft.ts";
import { type FunctionKind, type MemberDraft, PLAIN_FORM } from "../draft/classes.ts";
import {
  ADD,
  AND,
  assign,
  binary,
  cmp,
  compare,
  EQ,
  exception,
  int,
  type Loop,
  LT,
  MUL,
  SUB,
  target,
  variable,
} from "./expressions.ts";
import { attribute, ObjectDrawer } from "./objects.ts";

const PARAM = variable(0);
const OTHER = variable(1);

/** A generator that the program may run. */
interface GeneratorInfo {
  readonly f: number;
  /** Whether its argument says how often it yields. */
  readonly counts: boolean;
}

/** Generators, coroutines and contexts of one program. */
export abstract class FlowDrawer extends ObjectDrawer {
  protected readonly generators: GeneratorInfo[] = [];
  protected readonly coroutines: number[] = [];

  // Generators.

  protected generatorFor(): GeneratorInfo | null {
    const known = this.generators;
    if (known.length > 0 && (known.length > 1 || this.choices.chance(3, 4))) {
      return known[this.choices.below(known.length)] as GeneratorInfo;
    }
    return this.newGenerator();
  }

  protected newGenerator(): GeneratorInfo | null {
    const choices = this.choices;
    if (this.functions.length > MAX_FUNCTIONS - 2) return null;
    const give = (e: Expr): Stmt => ({ k: "expr", e: { k: "yield", e } });
    const what = choices.below(7);
    let body: Block;
    let counts = false;
    let locals = 1;
    switch (what) {
      case 0:
      case 1: {
        counts = true;
        locals = 2;
        const over: Iterable = {
          k: "expr",
          e: { k: "call", f: { k: "builtin", name: "range" }, args: [PARAM] },
          count: 4,
        };
        const value = choices.bool() ? OTHER : binary(OTHER, MUL, int(choices.int(2, 3)));
        body = [{ k: "for", v: 1, over, body: [give(value)], orelse: [], tight: choices.bool() }];
        break;
      }
      case 2:
        body = [give(PARAM), give(binary(PARAM, ADD, int(1)))];
        break;
      case 3: {
        // What is sent comes back.
        locals = 2;
        body = [
          assign(1, { k: "yield", e: PARAM }),
          give(binary(PARAM, ADD, { k: "choose", c: OTHER, a: OTHER, b: ZERO })),
        ];
        break;
      }
      case 4: {
        counts = true;
        const last = this.generators.find((each) => each.counts);
        const from: Expr = last === undefined || choices.bool()
          ? { k: "call", f: { k: "builtin", name: "range" }, args: [PARAM] }
          : { k: "call", f: { k: "function", f: last.f }, args: [PARAM] };
        // Callees come later than callers.
        const usable = last === undefined || from.k !== "call" || from.f.k !== "function";
        const e: Expr = usable ? from : { k: "call", f: { k: "builtin", name: "range" }, args: [PARAM] };
        body = [{ k: "expr", e: { k: "yieldFrom", e } }, { k: "return", e: PARAM }];
        break;
      }
      case 5: {
        const caught: Handler[] = [{ type: exception("ValueError"), name: null, body: [give(int(7))] }];
        body = [{ k: "try", body: [give(PARAM)], handlers: caught, orelse: [], final: [], raw: false }, give(ZERO)];
        break;
      }
      default: {
        // Endless, or nearly so.
        // It may be entered so often that its own rounds are too many.
        this.suspect = true;
        const step: Block = [{ k: "augment", t: PARAM as Target, op: ADD, e: int(1) }, give(PARAM)];
        body = [{ k: "while", counter: 0, count: 30, c: null, body: step, orelse: [], entry: null }];
      }
    }
    const f = this.newFunction(1, body, { ...PLAIN_FORM, kind: "generator" }, locals);
    const info = { f, counts };
    this.generators.push(info);
    return info;
  }

  protected startGenerator({ f, counts }: GeneratorInfo, argument: Expr | null): Expr {
    const e = argument ?? (counts ? binary(this.index(), AND, int(3)) : this.index());
    return { k: "call", f: { k: "function", f }, args: [e] };
  }

  /** What a hot loop may go over: a generator that yields so many ints. */
  protected generatedItems(count: number): Iterable | null {
    const info = this.newGenerator();
    if (info === null || !info.counts) return null;
    return { k: "expr", e: this.startGenerator(info, int(count)), count };
  }

  protected generator(out: Stmt[]): void {
    const choices = this.choices;
    const info = this.recursive ? null : this.generatorFor();
    if (info === null) return this.augment(out);
    const result = target(this.localOf("int"));
    const what = choices.below(8);
    if (what < 3) {
      const v = this.newLocal("index", null);
      const body: Stmt[] = [{ k: "augment", t: result, op: ADD, e: variable(v) }];
      const loop = this.loops.at(-1);
      if (loop !== undefined && choices.chance(1, 4)) {
        body.push({ k: "if", c: compare(loop.index, EQ, int(loop.trigger)), then: [{ k: "break" }], orelse: [] });
      }
      const over: Iterable = { k: "expr", e: this.startGenerator(info, null), count: 3 };
      out.push({ k: "for", v, over, body, orelse: [], tight: false });
      this.suspect = true;
      return;
    }
    if (what === 3) {
      const all: Expr = { k: "call", f: { k: "builtin", name: "list" }, args: [this.startGenerator(info, null)] };
      out.push({ k: "assign", t: result, e: { k: "call", f: { k: "builtin", name: "len" }, args: [all] } });
      return;
    }
    // One that goes on from round to round, and is made anew when it ends.
    const v = this.newLocal("closure", this.startGenerator(info, int(choices.int(1, 6))));
    const step: Expr = what < 6
      ? { k: "call", f: { k: "builtin", name: "next" }, args: [variable(v)] }
      : what === 6
      ? { k: "method", o: variable(v), name: "send", args: [NONE] }
      : { k: "call", f: { k: "builtin", name: "next" }, args: [variable(v), int(9)] };
    const set: Stmt = { k: "assign", t: result, e: step };
    if (what === 7) {
      out.push(set);
      return;
    }
    this.suspect = true;
    const again: Stmt = assign(v, this.startGenerator(info, int(choices.int(1, 5))));
    const handlers: Handler[] = [{ type: exception("StopIteration"), name: null, body: [again] }];
    const body: Stmt[] = [set];
    const loop = this.loops.at(-1);
    if (loop !== undefined && choices.chance(1, 5)) {
      const error: Expr = { k: "call", f: { k: "exception", i: exception("ValueError") }, args: [] };
      body.push(this.inTrigger(loop, { k: "expr", e: { k: "method", o: variable(v), name: "throw", args: [error] } }));
      handlers.push({ type: exception("ValueError"), name: null, body: [] });
    }
    out.push({ k: "try", body, handlers, orelse: [], final: [], raw: false });
  }

  // Coroutines.

  /** A coroutine function of one int that gives an int; the ones that it waits for come later. */
  protected newCoroutine(): number {
    const choices = this.choices;
    if (this.functions.length > MAX_FUNCTIONS - 5) return -1;
    // Its own place first: callees come later than callers.
    const f = this.newFunction(1, []);
    const kind = (kind: FunctionKind) => ({ ...PLAIN_FORM, kind });
    const set = (body: Block, locals: number): void => {
      const form = kind("coroutine");
      this.functions[f] = { parent: null, params: 1, defaults: [], locals, recursive: null, body, form };
    };
    const call = (g: number, e: Expr): Expr => ({ k: "call", f: { k: "function", f: g }, args: [e] });
    switch (choices.below(5)) {
      case 0:
        set([{ k: "return", e: binary(PARAM, ADD, int(1)) }], 1);
        break;
      case 1: {
        const g = this.newFunction(1, [{ k: "return", e: binary(PARAM, MUL, int(2)) }], kind("coroutine"));
        set([assign(1, { k: "await", e: call(g, PARAM) }), { k: "return", e: binary(OTHER, SUB, int(1)) }], 2);
        break;
      }
      case 2: {
        const body: Block = [{ k: "expr", e: { k: "yield", e: PARAM } }, { k: "expr", e: { k: "yield", e: int(2) } }];
        const g = this.newFunction(1, body, kind("async generator"));
        const sum: Stmt = { k: "augment", t: OTHER as Target, op: ADD, e: variable(2) };
        const over: Iterable = { k: "async", e: call(g, PARAM), count: 2 };
        set([assign(1, ZERO), { k: "for", v: 2, over, body: [sum], orelse: [], tight: false }, {
          k: "return",
          e: OTHER,
        }], 3);
        break;
      }
      case 3: {
        const c = this.contextClass(true);
        if (c < 0) {
          set([{ k: "return", e: PARAM }], 1);
          break;
        }
        const body: Block = [{ k: "augment", t: PARAM as Target, op: ADD, e: OTHER }];
        set([{ k: "with", e: this.construct(c, int(1)), v: 1, body, isAsync: true }, { k: "return", e: PARAM }], 2);
        break;
      }
      default: {
        // Something that is waited for by hand: what it yields comes out at the one who drives.
        const members: MemberDraft[] = [];
        const g = this.newFunction(
          1,
          [{ k: "expr", e: { k: "yield", e: int(3) } }, { k: "return", e: int(4) }],
          kind("generator"),
        );
        members.push({ name: "__await__", f: g, wrap: 0 });
        const c =
          this.classDrafts.push({ base: null, builtin: null, meta: null, slots: null, attributes: [], members }) - 1;
        this.classInfos.push({
          protocol: "truth",
          fields: ["x"],
          shared: null,
          init: -1,
          slots: false,
          hasMethod: false,
        });
        set([{ k: "return", e: { k: "await", e: { k: "call", f: { k: "class", c }, args: [] } } }], 1);
      }
    }
    this.coroutines.push(f);
    return f;
  }

  /** Drives a coroutine to its end, or to where it first stops. */
  protected drive(out: Stmt[]): void {
    const choices = this.choices;
    const known = this.coroutines;
    if (this.recursive) return this.augment(out);
    const f = known.length > 0 && choices.chance(3, 4)
      ? known[choices.below(known.length)] as number
      : this.newCoroutine();
    if (f < 0) return this.augment(out);
    const result = target(this.localOf("int"));
    const started: Expr = { k: "call", f: { k: "function", f }, args: [binary(this.index(), AND, int(7))] };
    const send: Stmt = { k: "assign", t: result, e: { k: "method", o: started, name: "send", args: [NONE] } };
    const name = this.newLocal("risky", null);
    const done: Stmt = { k: "assign", t: result, e: attribute(variable(name), "value") };
    const handlers: Handler[] = [{ type: exception("StopIteration"), name, body: [done] }];
    out.push({ k: "try", body: [send], handlers, orelse: [], final: [], raw: false });
  }

  // Contexts.

  /** A class whose instances can stand in a `with`, or -1. */
  protected contextClass(isAsync: boolean): number {
    const choices = this.choices;
    const found = this.classInfos.findIndex((each) => each.protocol === (isAsync ? "async context" : "context"));
    if (found >= 0) return found;
    if (this.classDrafts.length >= 3 || this.functions.length > MAX_FUNCTIONS - 3) return -1;
    const members: MemberDraft[] = [];
    const form = isAsync ? { ...PLAIN_FORM, kind: "coroutine" as const } : null;
    const enter = this.newFunction(1, [{ k: "return", e: int(choices.int(0, 5)) }], form);
    // Swallows what it is given, only ValueError, or nothing.
    const swallow = choices.below(3);
    const value: Expr = { k: "ref", what: "exception", i: exception("ValueError") };
    const test: Expr = swallow === 0 ? ZERO : swallow === 1 ? { k: "is", not: false, l: OTHER, r: value } : int(1);
    const exit = this.newFunction(4, [{ k: "return", e: test }], form);
    members.push({ name: isAsync ? "__aenter__" : "__enter__", f: enter, wrap: 0 });
    members.push({ name: isAsync ? "__aexit__" : "__exit__", f: exit, wrap: 0 });
    const c = this.classDrafts.push({ base: null, builtin: null, meta: null, slots: null, attributes: [], members }) -
      1;
    const protocol = isAsync ? "async context" : "context";
    this.classInfos.push({ protocol, fields: ["x"], shared: null, init: -1, slots: false, hasMethod: false });
    return c;
  }

  /** A block with clean-up, left in all the ways that there are. */
  protected context(out: Stmt[]): void {
    const choices = this.choices;
    const c = this.recursive ? -1 : this.contextClass(false);
    if (c < 0) return this.augment(out);
    const v = choices.bool() ? this.newLocal("any", NONE) : null;
    const body: Stmt[] = [];
    const loop = this.loops.at(-1);
    const manager: Expr = choices.chance(3, 4)
      ? variable(this.newLocal("closure", this.construct(c, ZERO)))
      : this.construct(c, ZERO);
    const first = choices.bool();
    const leave = loop === undefined ? null : this.leavingWith(loop);
    if (leave !== null && first) body.push(leave);
    if (choices.chance(1, 4) && this.depth < 3) {
      // Each block may bring a `try` along.
      this.suspect = true;
      this.depth++;
      this.context(body);
      this.depth--;
    } else this.augment(body);
    if (leave !== null && !first) body.push(leave);
    const block: Stmt = { k: "with", e: manager, v, body, isAsync: false };
    if (loop !== undefined && leave?.k === "if" && leave.then[0]?.k === "raise" && !this.mayFail(loop, 12)) {
      const handlers: Handler[] = [{ type: exception("Exception"), name: null, body: [] }];
      out.push({ k: "try", body: [block], handlers, orelse: [], final: [], raw: false });
    } else out.push(block);
  }

  protected leavingWith(loop: Loop): Stmt | null {
    const choices = this.choices;
    switch (choices.below(6)) {
      case 0:
      case 1: {
        const raises: Stmt = {
          k: "raise",
          type: exception(choices.chance(2, 3) ? "ValueError" : "KeyError"),
          arg: choices.bool() ? loop.index : null,
        };
        return this.inTrigger(loop, raises);
      }
      case 2:
        return this.functionIndex === 0
          ? { k: "if", c: compare(binary(loop.index, AND, int(3)), EQ, int(1)), then: [{ k: "continue" }], orelse: [] }
          : null;
      case 3:
        return {
          k: "if",
          c: compare(loop.index, cmp(">"), int(loop.trigger)),
          then: [{ k: "return", e: choices.bool() ? loop.index : NONE }],
          orelse: [],
        };
      case 4:
        return { k: "if", c: compare(loop.index, LT, int(2)), then: [{ k: "pass" }], orelse: [] };
      default:
        return null;
    }
  }
}
