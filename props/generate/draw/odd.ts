/**
 * Drawing operations on a value that is of another type in the trigger round: one that the site has not seen, or one that
 * the operation refuses. So guards and operations fail in traces, whatever they are about.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import { type BuiltinName, BUILTINS, type Expr, MAX_FUNCTIONS, NONE, type Stmt, type Target } from "../draft/draft.ts";
import { PLAIN_FORM } from "../draft/classes.ts";
import {
  ADD,
  AND,
  assign,
  binary,
  cmp,
  compare,
  EQ,
  exception,
  float,
  GE,
  int,
  type Loop,
  LT,
  MUL,
  str,
  target,
  variable,
} from "./expressions.ts";
import { ModuleDrawer } from "./modules.ts";

const ints = (...items: readonly number[]): Literal => ({
  t: "tuple",
  v: items.map((v): Literal => ({ t: "int", v })),
});
const text = (v: string): Literal => ({ t: "str", v });
const whole = (v: number): Literal => ({ t: "int", v });
const constant = (v: Literal): Expr => ({ k: "const", v });
const NOTHING: Literal = { t: "None" };
const HALF: Literal = { t: "float", v: 0.5 };

function call(name: BuiltinName, ...args: readonly Expr[]): Expr {
  return { k: "call", f: { k: "builtin", name }, args };
}

function reference(name: BuiltinName): Expr {
  return { k: "ref", what: "builtin", i: BUILTINS.indexOf(name) };
}

/** Builtins of one argument that an int and a str have in common, in pairs that one site may call. */
const UNARY: readonly (readonly [usual: BuiltinName, odd: BuiltinName])[] = [
  ["len", "repr"],
  ["repr", "len"],
  ["str", "repr"],
  ["tuple", "len"],
  ["type", "str"],
  ["list", "tuple"],
  ["bool", "len"],
  ["sorted", "list"],
];

/** Odd values in the right round, of one program. */
export abstract class OddDrawer extends ModuleDrawer {
  /** One value in most rounds and another in the trigger round. */
  protected either(loop: Loop, usual: Literal, odd: Literal): Expr {
    if (this.choices.bool()) return this.lookUp(loop, usual, odd);
    return this.eitherOf(loop, constant(usual), constant(odd));
  }

  protected eitherOf(loop: Loop, usual: Expr, odd: Expr): Expr {
    const at = this.choices.chance(2, 3) ? EQ : GE;
    return { k: "choose", c: compare(loop.index, at, int(loop.trigger)), a: odd, b: usual };
  }

  /** An operation on a value that is odd once; caught where it may fail and nothing may leave the loop. */
  protected odd(out: Stmt[]): void {
    const loop = this.loops.at(-1);
    if (loop === undefined || this.recursive) return this.augment(out);
    const s = this.oddOperation(loop);
    const choices = this.choices;
    if (this.mayFail(loop, 12)) {
      out.push(s);
      return;
    }
    const handlers = choices.bool()
      ? this.handlers()
      : [{ type: exception(choices.bool() ? "TypeError" : "Exception"), name: null, body: [] }];
    const body: Stmt[] = [s];
    if (choices.chance(1, 3)) this.augment(body);
    out.push({ k: "try", body, handlers, orelse: [], final: [], raw: false });
  }

  protected oddOperation(loop: Loop): Stmt {
    const choices = this.choices;
    const result = target(this.localOf("int"));
    const set = (e: Expr): Stmt => ({ k: "assign", t: result, e });
    const when = (c: Expr): Stmt => ({
      k: "if",
      c,
      then: [{ k: "augment", t: result, op: ADD, e: int(1) }],
      orelse: [],
    });
    const bit = binary(loop.index, AND, int(1));
    const xs = (): Expr => variable(this.localOf("list"));
    const d = (): Expr => variable(this.localOf("dict"));
    const either = (usual: Literal, odd: Literal): Expr => this.either(loop, usual, odd);
    switch (choices.below(36)) {
      case 0:
        return set({ k: "subscript", o: this.eitherOf(loop, d(), xs()), i: bit });
      case 1:
        return set(call("len", { k: "subscript", o: either(text("abc"), text("∞é")), i: bit }));
      case 2:
        return set({ k: "subscript", o: xs(), i: either(whole(1), choices.bool() ? whole(-1) : HALF) });
      case 3:
        return set({ k: "subscript", o: either(ints(4, 5), choices.bool() ? text("ab") : ints()), i: bit });
      case 4:
        return when(compare(either(HALF, whole(2)), LT, float(1.5)));
      case 5:
        return when(compare(either(text("a"), whole(5)), choices.bool() ? EQ : cmp("!="), str("a")));
      case 6: {
        const odd = [ints(3, 4, 5), text("xy"), whole(1)][choices.below(3)] as Literal;
        const a = this.newLocal("closure", NONE);
        return { k: "unpack", ts: [target(a), target(this.newLocal("closure", NONE))], e: either(ints(1, 2), odd) };
      }
      case 7: {
        const usual: Expr = { k: "build", what: "list", items: [int(1), loop.index, int(3)] };
        const odd: Expr = { k: "build", what: choices.bool() ? "tuple" : "list", items: [int(1), loop.index] };
        const ts = [0, 1, 2].map(() => target(this.newLocal("closure", NONE)));
        return {
          k: "unpack",
          ts,
          e: choices.bool() ? this.eitherOf(loop, usual, odd) : this.eitherOf(loop, odd, usual),
        };
      }
      case 8:
        return when(either(NOTHING, choices.bool() ? text("x") : whole(1)));
      case 9:
        return when(either(text(choices.bool() ? "a" : ""), choices.bool() ? NOTHING : whole(0)));
      case 10:
        return when(either({ t: "bool", v: true }, choices.bool() ? text("") : HALF));
      case 11:
        return when(this.eitherOf(loop, xs(), choices.bool() ? d() : NONE));
      case 12:
        return { k: "assign", t: { k: "item", o: this.eitherOf(loop, xs(), d()), i: bit } as Target, e: loop.index };
      case 13:
        return { k: "assign", t: { k: "item", o: this.eitherOf(loop, d(), xs()), i: bit } as Target, e: loop.index };
      case 14: {
        const made: Expr = { k: "build", what: "dict", items: [int(1), loop.index] };
        const v = this.newLocal("closure", NONE);
        this.early.push(assign(v, made));
        return { k: "del", t: { k: "item", o: variable(v), i: either(whole(1), whole(7)) } };
      }
      case 15:
        return {
          k: "del",
          t: { k: "slice", o: variable(this.freshList()), a: int(0), b: either(whole(1), text("a")) },
        };
      case 16:
        return set({ k: "unary", op: choices.bool() ? "-" : "~", e: either(whole(3), NOTHING) });
      case 17:
        return set({ k: "unary", op: "not", e: either(whole(3), text("")) });
      case 18:
        return set({ k: "in", not: choices.bool(), l: bit, r: either(ints(1), NOTHING) });
      case 19:
      case 20: {
        const odd = choices.below(3);
        const over = odd === 0
          ? either(ints(1, 2), NOTHING)
          : odd === 1
          ? this.eitherOf(loop, xs(), constant(ints(1, 2)))
          : this.eitherOf(loop, constant(ints(1, 2)), xs());
        const v = this.newLocal("index", null);
        this.prologue.push(assign(v, NONE));
        this.suspect = true;
        return {
          k: "for",
          v,
          over: { k: "expr", e: over, count: 3 },
          body: [{ k: "augment", t: result, op: ADD, e: variable(v) }],
          orelse: [],
          tight: false,
        };
      }
      case 21:
      case 22:
      case 23: {
        const [usual, odd] = UNARY[choices.below(UNARY.length)] as readonly [BuiltinName, BuiltinName];
        const f = this.newLocal("closure", null);
        this.early.push(assign(f, this.eitherOf(loop, reference(usual), reference(odd))));
        return assign(this.localOf("any"), { k: "call", f: { k: "local", i: f }, args: [str("ab")] });
      }
      case 24: {
        const f = this.newLocal("closure", null);
        this.early.push(assign(f, this.eitherOf(loop, reference("isinstance"), reference("divmod"))));
        const args = [loop.index, reference("int")];
        return assign(this.localOf("any"), { k: "call", f: { k: "local", i: f }, args });
      }
      case 25: {
        const specs = [{ conversion: 0, format: choices.bool() ? "d" : ".2f" }];
        return set(call("len", { k: "fstring", texts: ["", "a"], args: [either(whole(3), text("x"))], specs }));
      }
      case 26: {
        const item = this.eitherOf(loop, int(1), xs());
        return set(call("len", { k: "build", what: choices.bool() ? "set" : "dict", items: [item, loop.index] }));
      }
      case 27: {
        const what = choices.below(3);
        const args = [either(ints(1), whole(5))];
        return set(
          call("len", { k: "display", what: what === 0 ? "list" : what === 1 ? "set" : "tuple", args, stars: 1 }),
        );
      }
      case 28:
        return set(call("len", { k: "display", what: "dict", args: [this.eitherOf(loop, d(), int(1))], stars: 0 }));
      case 29:
        return set(call("len", { k: "slice", o: either(text("abc"), whole(5)), a: int(0), b: int(2) }));
      case 30:
        return { k: "assign", t: { k: "slice", o: xs(), a: int(0), b: int(1) }, e: either(ints(1), whole(5)) };
      case 31: {
        const error = this.newLocal("closure", {
          k: "call",
          f: { k: "exception", i: exception("ValueError") },
          args: [],
        });
        const call_: Expr = { k: "method", o: variable(error), name: "with_traceback", args: [NONE] };
        return { k: "expr", e: call_ };
      }
      case 32:
        return this.oddGlobal(loop);
      case 33: {
        const name: BuiltinName = choices.bool() ? "abs" : "sum";
        const arg = name === "abs" ? either(whole(-3), HALF) : either(ints(1, 2), ints());
        return set(call(name, arg));
      }
      default:
        return this.builtinCall(loop, result);
    }
  }

  /** A global that goes, or comes, in the trigger round: the keys of the module change. */
  protected oddGlobal(loop: Loop): Stmt {
    const choices = this.choices;
    const goes = choices.bool();
    const g = this.newGlobal(goes ? { t: "int", v: choices.int(0, 9) } : null);
    if (g === null) return this.builtinCall(loop, target(this.localOf("int")));
    const t: Target = { k: "global", i: g };
    if (!goes) return this.inTrigger(loop, { k: "assign", t, e: loop.index });
    this.late.push(this.inTrigger(loop, { k: "del", t }));
    return assign(this.localOf("int"), binary({ k: "global", i: g }, ADD, loop.index));
  }

  /** A list of its own for every round. */
  protected freshList(): number {
    const v = this.newLocal("closure", NONE);
    this.early.push(assign(v, { k: "build", what: "list", items: [int(1), int(2)] }));
    return v;
  }

  /** Calls of builtins that sites are specialized for. */
  protected builtinCall(loop: Loop, result: Target): Stmt {
    const choices = this.choices;
    const set = (e: Expr): Stmt => ({ k: "assign", t: result, e });
    switch (choices.below(7)) {
      case 0:
        return set(call("isinstance", this.either(loop, { t: "int", v: 1 }, HALF), reference("int")));
      case 1:
        return assign(this.localOf("any"), call("type", loop.index));
      case 2:
        return set(call("int", this.either(loop, text("12"), text("x"))));
      case 3:
        return set(call("len", call("sorted", variable(this.localOf("list")))));
      case 4: {
        const v = this.freshList();
        return { k: "expr", e: { k: "method", o: variable(v), name: choices.bool() ? "sort" : "reverse", args: [] } };
      }
      case 5:
        return set(call("len", call("divmod", int(7), this.either(loop, { t: "int", v: 2 }, { t: "int", v: 0 }))));
      default:
        return set(call("max", loop.index, int(3)));
    }
  }

  // What optimizers get wrong.

  /** A call that fails in the trigger round, inlined, with a handler whose range may start or end at the CALL itself. */
  protected callerHandler(out: Stmt[]): void {
    const choices = this.choices;
    const loop = this.loops.at(-1);
    if (loop === undefined || this.recursive || this.functions.length > MAX_FUNCTIONS - 3) return this.augment(out);
    const zero = binary(variable(0), choices.bool() ? cmp("==") : ADD, int(0));
    const failing: Expr = choices.bool()
      ? binary(int(6), 2, binary(variable(0), 10, int(loop.trigger)))
      : { k: "subscript", o: constant(ints(...Array.from({ length: loop.trigger }, (_, i) => i))), i: variable(0) };
    const inner = this.newFunction(1, [{ k: "return", e: failing }]);
    let f = inner;
    if (choices.chance(1, 3)) {
      // Two frames deep; callees come later than callers, so the outer one is made over.
      const deeper = this.newFunction(1, [{ k: "return", e: failing }]);
      this.functions[inner] = {
        parent: null,
        params: 1,
        defaults: [],
        locals: 1,
        recursive: null,
        body: [{
          k: "return",
          e: binary({ k: "call", f: { k: "function", f: deeper }, args: [variable(0)] }, ADD, int(1)),
        }],
      };
      f = inner;
    }
    const use: Stmt = { k: "expr", e: { k: "call", f: { k: "function", f }, args: [loop.index] } };
    const body: Stmt[] = [];
    if (choices.chance(1, 4)) body.push({ k: "expr", e: zero.k === "binary" ? binary(loop.index, MUL, int(2)) : zero });
    body.push(use);
    if (choices.bool()) this.augment(body);
    const caught: Stmt = {
      k: "try",
      body,
      handlers: this.handlers(),
      orelse: [],
      final: [],
      raw: choices.chance(1, 4),
    };
    if (choices.chance(1, 4)) {
      out.push(caught);
      return;
    }
    // LOAD_GLOBAL and LOAD_FAST come before the CALL.
    const by = choices.chance(3, 4) ? 2 : choices.int(1, 3);
    const safe: Stmt = { k: "twisted", twists: [{ k: "range", edge: "start", by }], s: caught };
    out.push(safe);
  }

  /** A function that lost its version, called before an inner function takes one over in each round. */
  protected collision(out: Stmt[]): void {
    const choices = this.choices;
    if (this.recursive || this.functionIndex !== 0 || this.functions.length > MAX_FUNCTIONS - 3) {
      return this.augment(out);
    }
    const f = this.newFunction(1, [{ k: "return", e: binary(variable(0), MUL, int(choices.int(3, 9))) }]);
    const other = this.functions.push({
      parent: 0,
      params: 1,
      defaults: [],
      locals: 1,
      recursive: null,
      body: [{ k: "return", e: binary(variable(0), ADD, int(choices.int(1, 9))) }],
    }) - 1;
    this.prologue.push({ k: "reversion", f });
    const v = this.newLocal("closure", null);
    out.push(assign(this.localOf("int"), { k: "call", f: { k: "function", f }, args: [this.index()] }));
    out.push({ k: "def", f: other, v });
    if (choices.chance(1, 3)) {
      out.push(assign(this.localOf("int"), { k: "call", f: { k: "local", i: v }, args: [this.index()] }));
    }
    this.wantsVersion = true;
  }

  /** Whether fresh function versions should come near those of the program's code. */
  protected wantsVersion = false;

  /** A function made anew in every round, with a cell, and called. */
  protected madeAnew(out: Stmt[]): void {
    const choices = this.choices;
    if (this.functionIndex !== 0 || this.functions.length > MAX_FUNCTIONS - 2) return this.augment(out);
    const cell = choices.bool() ? this.localOf("int") : -1;
    const body: Expr = cell < 0 ? binary(variable(0), ADD, int(2)) : binary(variable(0), ADD, { k: "free", i: cell });
    const lambda = choices.bool();
    const f = this.functions.push({
      parent: 0,
      params: 1,
      defaults: choices.chance(1, 4) ? [{ t: "int", v: 1 }] : [],
      locals: 1,
      recursive: null,
      body: [{ k: "return", e: body }],
      form: { ...PLAIN_FORM, lambda },
    }) - 1;
    const v = this.newLocal("closure", null);
    out.push(lambda ? assign(v, { k: "make", f }) : { k: "def", f, v });
    out.push(assign(this.localOf("int"), { k: "call", f: { k: "local", i: v }, args: [this.index()] }));
  }
}
