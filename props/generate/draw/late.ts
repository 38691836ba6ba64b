/**
 * Drawing operations whose guards fail once the trace exists, and operations that are refused in every round. An operand
 * changes behind the last statement of the trigger round, so that no branch of its own leaves the next round's trace first.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import {
  type BuiltinName,
  BUILTINS,
  type Expr,
  MAX_FUNCTIONS,
  NONE,
  type Stmt,
  type Target,
  ZERO,
} from "../draft/draft.ts";
import { MAX_CLASSES, type MemberDraft, type MemberName, MODULES } from "../draft/classes.ts";
import {
  ADD,
  AND,
  assign,
  binary,
  compare,
  DIV,
  EQ,
  exception,
  GE,
  int,
  type Loop,
  str,
  target,
  variable,
} from "./expressions.ts";
import { attribute } from "./objects.ts";
import { OddDrawer } from "./odd.ts";

const PAIR: Literal = { t: "tuple", v: [{ t: "int", v: 1 }, { t: "int", v: 2 }] };
const CONSTANT_PAIR: Expr = { k: "const", v: PAIR };
const SELF = variable(0);

/** Builtins of one argument, each with one that a site specialized for it refuses. */
const CALLEES: readonly (readonly [usual: BuiltinName, odd: BuiltinName])[] = [
  ["repr", "sorted"],
  ["callable", "tuple"],
  ["iter", "repr"],
  ["sorted", "repr"],
  ["tuple", "list"],
  ["str", "type"],
];

function call(name: BuiltinName, ...args: readonly Expr[]): Expr {
  return { k: "call", f: { k: "builtin", name }, args };
}

function reference(name: BuiltinName): Expr {
  return { k: "ref", what: "builtin", i: BUILTINS.indexOf(name) };
}

/** Operands that change late, of one program. */
export abstract class LateDrawer extends OddDrawer {
  /** One value up to the trigger round and another after it. */
  protected turned(loop: Loop, usual: Expr, odd: Expr): Expr {
    if (this.functionIndex === 0 && this.loops.length === 1) {
      const v = this.newLocal("closure", usual);
      this.late.push(this.inTrigger(loop, assign(v, odd)));
      return variable(v);
    }
    // Chosen by an index, not by a branch.
    const i = binary(compare(loop.index, this.choices.bool() ? EQ : GE, int(loop.trigger)), AND, int(1));
    return { k: "subscript", o: { k: "build", what: "tuple", items: [usual, odd] }, i };
  }

  /** An operation whose guard fails late, or one that is refused each time. */
  protected lately(out: Stmt[]): void {
    const choices = this.choices;
    const loop = this.loops.at(-1);
    if (loop === undefined || this.recursive) return this.augment(out);
    const refused = choices.chance(1, 3);
    const s = refused ? this.refused(loop) : this.turning(loop);
    if (!refused && this.mayFail(loop, 12)) {
      out.push(s);
      return;
    }
    const caught: Stmt[] = [];
    if (choices.bool()) this.augment(caught);
    const type = choices.bool() ? null : exception("Exception");
    out.push({
      k: "try",
      body: [s],
      handlers: [{ type, name: null, body: caught }],
      orelse: [],
      final: [],
      raw: false,
    });
  }

  protected turning(loop: Loop): Stmt {
    const choices = this.choices;
    const any = (e: Expr): Stmt => assign(this.localOf("any"), e);
    const bit = binary(loop.index, AND, int(1));
    const xs = (): Expr => variable(this.localOf("list"));
    const d = (): Expr => variable(this.localOf("dict"));
    switch (choices.below(12)) {
      case 0:
        return any({ k: "subscript", o: this.turned(loop, d(), xs()), i: bit });
      case 1:
        return { k: "assign", t: { k: "item", o: this.turned(loop, d(), xs()), i: bit }, e: loop.index };
      case 2:
      case 3: {
        const [usual, odd] = CALLEES[choices.below(CALLEES.length)] as readonly [BuiltinName, BuiltinName];
        return any(this.calling(this.turned(loop, reference(usual), reference(odd)), [str("ab")]));
      }
      case 4:
        return any(this.calling(this.turned(loop, reference("divmod"), reference("max")), [loop.index, int(3)]));
      case 5: {
        // Three items: two of them are UNPACK_SEQUENCE_TWO_TUPLE.
        const items = [int(1), loop.index, int(2)];
        const tuple: Expr = { k: "build", what: "tuple", items: [int(1), int(2), int(3)] };
        const list: Expr = { k: "build", what: "list", items: [int(4), int(5), int(6)] };
        const odd: Expr = choices.chance(1, 4) ? { k: "build", what: "tuple", items: items.slice(1) } : list;
        const e = choices.bool() ? this.turned(loop, tuple, odd) : this.turned(loop, list, tuple);
        return { k: "unpack", ts: [0, 1, 2].map(() => target(this.localOf("any"))), e };
      }
      case 6: {
        const e = this.turned(loop, str("ab"), choices.bool() ? CONSTANT_PAIR : int(4));
        return any(binary(e, ADD, e));
      }
      case 7: {
        // A module that has the attribute, and something that has not.
        const v = this.newLocal("closure", null);
        this.prologue.push({ k: "import", module: MODULES.indexOf("math"), name: null, v });
        this.late.push(this.inTrigger(loop, assign(v, choices.bool() ? int(1) : NONE)));
        return any(attribute(variable(v), "pi"));
      }
      case 8: {
        const error = this.newLocal("closure", this.calling({ k: "ref", what: "exception", i: 0 }, []));
        const gets: Stmt = { k: "assign", t: attribute(variable(error), "x"), e: loop.index };
        this.late.push(this.inTrigger(loop, gets));
        return { k: "expr", e: { k: "method", o: variable(error), name: "with_traceback", args: [NONE] } };
      }
      case 9: {
        const v = this.newLocal("index", NONE);
        this.suspect = true;
        return {
          k: "for",
          v,
          over: { k: "expr", e: this.turned(loop, call("range", int(2)), CONSTANT_PAIR), count: 2 },
          body: [any(variable(v))],
          orelse: [],
          tight: false,
        };
      }
      default:
        return this.hinted(loop);
    }
  }

  protected calling(f: Expr, args: readonly Expr[]): Expr {
    if (f.k === "local") return { k: "call", f, args };
    if (f.k === "ref" && f.what === "exception") return { k: "call", f: { k: "exception", i: f.i }, args };
    const v = this.newLocal("closure", null);
    this.early.push(assign(v, f));
    return { k: "call", f: { k: "local", i: v }, args };
  }

  /** An attribute in a dict with keys of its own; later it has others, or the variable another type. */
  protected hinted(loop: Loop): Stmt {
    const choices = this.choices;
    const c = this.newPlainClass([["__init__", 2, [{ k: "assign", t: attribute(SELF, "x"), e: variable(1) }]]]);
    if (c < 0) return assign(this.localOf("any"), binary(loop.index, ADD, int(1)));
    const made: Expr = { k: "call", f: { k: "class", c }, args: [int(choices.int(0, 5))] };
    const v = this.newLocal("closure", made);
    const dict: Expr = { k: "build", what: "dict", items: [str("x"), int(choices.int(0, 5))] };
    this.prologue.push({ k: "assign", t: attribute(variable(v), "__dict__"), e: dict });
    const x = attribute(variable(v), "x");
    const changes: readonly Stmt[] = [
      { k: "del", t: x },
      assign(v, int(1)),
      assign(v, made),
      { k: "assign", t: attribute(variable(v), "y"), e: loop.index },
    ];
    this.late.push(this.inTrigger(loop, changes[choices.below(changes.length)] as Stmt));
    return choices.bool()
      ? { k: "augment", t: x, op: ADD, e: int(1) }
      : choices.bool()
      ? assign(this.localOf("any"), x)
      : { k: "assign", t: x, e: loop.index };
  }

  /** A class without attributes; -1 where there are too many. */
  protected newPlainClass(parts: readonly (readonly [MemberName, number, readonly Stmt[]])[]): number {
    const c = this.classInfos.length;
    if (c >= MAX_CLASSES || this.functions.length > MAX_FUNCTIONS - 3) return -1;
    const members: MemberDraft[] = [];
    for (const [name, params, body] of parts) this.member(members, name, params, body);
    this.classDrafts.push({ base: null, builtin: null, meta: null, slots: null, attributes: [], members });
    const init = parts.some(([name]) => name === "__init__") ? 1 : -1;
    this.classInfos.push({ protocol: "method", fields: ["x"], shared: null, init, slots: false, hasMethod: false });
    return c;
  }

  /** What is refused in every round. */
  protected refused(loop: Loop): Stmt {
    const choices = this.choices;
    const xs = variable(this.localOf("list"));
    const five = choices.bool() ? int(5) : loop.index;
    const run = (e: Expr): Stmt => ({ k: "expr", e });
    const give = (t: Target): Stmt => ({ k: "assign", t, e: loop.index });
    switch (choices.below(20)) {
      case 0:
        return { k: "with", e: five, v: null, body: [{ k: "pass" }], isAsync: false };
      case 1:
        return run({ k: "build", what: "dict", items: [xs, loop.index] });
      case 2:
        return { k: "del", t: attribute(five, "x") };
      case 3: {
        const g = this.newGlobal(null);
        return g === null ? run(call("len", five)) : { k: "del", t: { k: "global", i: g } };
      }
      case 4:
        return run({
          k: "invoke",
          f: { k: "builtin", name: "dict" },
          args: [],
          names: [],
          star: null,
          starstar: five,
        });
      case 5:
        return run({ k: "display", what: "dict", args: [five], stars: 0 });
      case 6:
      case 7: {
        const v = this.newLocal("index", NONE);
        const what = choices.bool() ? "set" : "dict";
        return run({
          k: "comp",
          what,
          v,
          over: { k: "tuple", count: 2 },
          c: null,
          key: what === "dict" ? xs : ZERO,
          e: xs,
        });
      }
      case 8: {
        const ts = [target(this.localOf("any")), target(this.localOf("any"))];
        return { k: "unpack", ts, e: choices.bool() ? five : { k: "build", what: "list", items: [] }, star: 1 };
      }
      case 9:
        return run(call(choices.bool() ? "sorted" : "max", five));
      case 10:
        return run(call("isinstance", loop.index, five));
      case 11:
        return run(call(choices.bool() ? "len" : "tuple", five));
      case 12:
        return run({ k: "method", o: xs, name: choices.bool() ? "pop" : "index", args: [str("a")] });
      case 13:
        return run({ k: "method", o: xs, name: "sort", args: [five] });
      case 14:
        return run({ k: "method", o: call("set"), name: "pop", args: [] });
      case 15:
        return give({ k: "item", o: variable(this.localOf("dict")), i: xs });
      case 16:
        return give(choices.bool() ? { k: "item", o: five, i: int(0) } : attribute(five, "x"));
      case 17: {
        const called = choices.bool();
        const missing: Expr = { k: "super", name: "y", called, args: [] };
        return this.onBroken(
          [["m", 1, [{ k: "return", e: missing }]]],
          (o) => run({ k: "method", o, name: "m", args: [] }),
        );
      }
      case 18: {
        const fails: Stmt = { k: "return", e: binary(int(1), DIV, int(0)) };
        const name = choices.bool() ? "__bool__" : "__len__";
        return this.onBroken([[name, 1, [fails]]], (o) => ({ k: "if", c: o, then: [{ k: "pass" }], orelse: [] }));
      }
      default: {
        const fails: Stmt = { k: "return", e: binary(int(1), DIV, int(0)) };
        const parts = [["__enter__", 1, [fails]], ["__exit__", 4, [{ k: "return", e: int(0) }]]] as const;
        return this.onBroken(parts, (e) => ({ k: "with", e, v: null, body: [{ k: "pass" }], isAsync: false }));
      }
    }
  }

  protected onBroken(
    parts: readonly (readonly [MemberName, number, readonly Stmt[]])[],
    use: (o: Expr) => Stmt,
  ): Stmt {
    const c = this.newPlainClass(parts);
    if (c < 0) return { k: "expr", e: call("len", int(5)) };
    return use(variable(this.newLocal("closure", { k: "call", f: { k: "class", c }, args: [] })));
  }
}
