/**
 * Drawing `match`, exception groups, imports, functions that are rebound midway, and events of monitoring.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import {
  type Case,
  type Expr,
  type Handler,
  MAX_FUNCTIONS,
  NONE,
  type Pattern,
  type Stmt,
  ZERO,
} from "../draft/draft.ts";
import { MODULES } from "../draft/classes.ts";
import {
  ADD,
  AND,
  assign,
  binary,
  compare,
  EQ,
  exception,
  int,
  type Loop,
  MOD,
  MUL,
  ODD_VALUES,
  SUB,
  target,
  variable,
} from "./expressions.ts";
import { DisplayDrawer } from "./displays.ts";

const MATH = MODULES.indexOf("math");
const NO_MODULE = MODULES.indexOf("nosuch");

/** `match`, exception groups, imports and rebinding in one program. */
export abstract class ModuleDrawer extends DisplayDrawer {
  // Match.

  /** What is matched: ints most of the time, something else in the trigger round. */
  protected subject(loop: Loop | undefined): Expr {
    const choices = this.choices;
    if (loop === undefined) return this.intVariable();
    switch (choices.below(4)) {
      case 0:
        return this.lookUp(
          loop,
          { t: "tuple", v: [{ t: "int", v: 1 }, { t: "int", v: 2 }] },
          ODD_VALUES[choices.below(ODD_VALUES.length)] as Literal,
        );
      case 1:
        return this.lookUp(loop, { t: "int", v: 3 }, { t: "str", v: "a" });
      case 2:
        return binary(loop.index, AND, int(3));
      default:
        return { k: "build", what: choices.bool() ? "tuple" : "list", items: [loop.index, this.atom()] };
    }
  }

  protected pattern(): Pattern {
    const choices = this.choices;
    const bind = (): Pattern => ({ k: "any", v: choices.chance(3, 4) ? this.newLocal("any", ZERO) : null });
    switch (choices.below(8)) {
      case 0:
      case 1:
        return { k: "literal", v: choices.chance(1, 4) ? NONE.v : { t: "int", v: choices.int(0, 3) } };
      case 2:
        return {
          k: "sequence",
          items: [bind(), choices.bool() ? bind() : { k: "literal", v: { t: "int", v: 2 } }],
          star: null,
        };
      case 3:
        return { k: "sequence", items: [bind(), { k: "any", v: this.newLocal("any", ZERO) }], star: 1 };
      case 4:
        return { k: "builtin", name: choices.bool() ? "int" : "str", p: choices.bool() ? bind() : null };
      case 5:
        return { k: "or", items: [{ t: "int", v: 1 }, { t: "int", v: 3 }] };
      case 6:
        return { k: "mapping", key: { t: "int", v: 1 }, value: bind() };
      default:
        return this.classInfos.length > 0 ? { k: "class", c: 0, name: "x", p: bind() } : bind();
    }
  }

  protected match(out: Stmt[]): void {
    const choices = this.choices;
    if (this.recursive) return this.augment(out);
    const loop = this.loops.at(-1);
    const e = choices.chance(1, 6) ? variable(this.localOf("dict")) : this.subject(loop);
    const cases: Case[] = [];
    const count = choices.int(1, 3);
    for (let i = 0; i < count; i++) {
      const p = this.pattern();
      const body: Stmt[] = [];
      this.augment(body);
      const guard = p.k === "any" || choices.chance(1, 4) ? this.condition() : null;
      cases.push({ p, guard, body });
    }
    if (choices.bool()) {
      const body: Stmt[] = [];
      this.augment(body);
      cases.push({ p: { k: "any", v: null }, guard: null, body });
    }
    out.push({ k: "match", e, cases });
    this.suspect = true;
  }

  // Exception groups.

  protected group(out: Stmt[]): void {
    const choices = this.choices;
    const loop = this.loops.at(-1);
    if (loop === undefined || this.recursive) return this.augment(out);
    const error = (name: "ValueError" | "TypeError"): Expr => ({
      k: "call",
      f: { k: "exception", i: exception(name) },
      args: [loop.index],
    });
    const both = choices.bool();
    const items = both ? [error("ValueError"), error("TypeError")] : [error("ValueError")];
    const raised: Expr = {
      k: "call",
      f: { k: "builtin", name: "ExceptionGroup" },
      args: [{ k: "const", v: { t: "str", v: "g" } }, { k: "build", what: "list", items }],
    };
    const often = choices.chance(1, 4);
    const c = often
      ? compare(binary(loop.index, MOD, int(choices.int(3, 5))), EQ, int(1))
      : compare(loop.index, EQ, int(loop.trigger));
    const failure: Stmt = {
      k: "if",
      c,
      then: [
        choices.chance(2, 3)
          ? { k: "throw", e: raised, cause: null }
          : { k: "throw", e: error("TypeError"), cause: NONE },
      ],
      orelse: [],
    };
    const name = choices.bool() ? this.newLocal("risky", null) : null;
    const clause = (type: number, bound: number | null): Handler => {
      const body: Stmt[] = [];
      this.augment(body);
      return { type, name: bound, body };
    };
    const handlers = [clause(exception("ValueError"), name)];
    if (both || choices.chance(3, 4)) handlers.push(clause(exception("TypeError"), null));
    const body: Stmt[] = [failure];
    this.augment(body);
    const caught: Stmt = { k: "try", body, handlers, orelse: [], final: [], raw: false, star: true };
    if (this.mayFail(loop, 12)) out.push(caught);
    else out.push({ k: "try", body: [caught], handlers: this.handlers(), orelse: [], final: [], raw: false });
    this.suspect = true;
  }

  // Imports.

  protected importing(out: Stmt[]): void {
    const choices = this.choices;
    if (this.recursive) return this.augment(out);
    const v = this.newLocal("closure", null);
    const result = this.localOf("int");
    const whole = choices.bool();
    const load: Stmt = { k: "import", module: MATH, name: whole ? null : choices.below(4), v };
    const inLoop = choices.chance(1, 3);
    (inLoop ? out : this.prologue).push(load);
    const what = choices.below(4);
    if (what === 0 && this.loops.length > 0) {
      // Not there: caught each time.
      const handlers: Handler[] = [{
        type: exception("ImportError"),
        name: null,
        body: [assign(result, this.index())],
      }];
      const missing: Stmt = {
        k: "import",
        module: choices.bool() ? NO_MODULE : MATH,
        name: choices.bool() ? null : 4,
        v,
      };
      const bad: Stmt = missing.k === "import" && missing.module === MATH ? { ...missing, name: 4 } : missing;
      out.push({ k: "try", body: [bad], handlers, orelse: [], final: [], raw: false });
      out.push(load);
    }
    const o = variable(v);
    if (whole) {
      if (choices.chance(1, 3)) {
        const read: Expr = { k: "compare", op: 0, l: { k: "attr", o, name: "pi" }, r: int(4) };
        out.push(assign(result, read));
        return;
      }
      out.push(assign(result, { k: "method", o, name: "gcd", args: [this.index(), int(choices.int(2, 6))] }));
      return;
    }
    switch (load.k === "import" ? load.name : null) {
      case 0:
        out.push(assign(result, { k: "call", f: { k: "local", i: v }, args: [this.index(), int(4)] }));
        return;
      case 2:
        out.push(assign(result, { k: "call", f: { k: "local", i: v }, args: [this.index()] }));
        return;
      case 1:
        out.push(
          assign(this.localOf("number"), {
            k: "call",
            f: { k: "local", i: v },
            args: [binary(this.index(), AND, int(7))],
          }),
        );
        return;
      default:
        out.push(assign(this.localOf("number"), o));
    }
  }

  // Functions rebound midway.

  protected rebinding(out: Stmt[]): void {
    const choices = this.choices;
    const loop = this.loops.at(-1);
    if (loop === undefined || this.recursive || this.functions.length > MAX_FUNCTIONS - 3) return this.augment(out);
    const body = (by: number): Stmt[] => [{ k: "return", e: binary(variable(0), choices.bool() ? MUL : ADD, int(by)) }];
    const f = this.newFunction(1, body(choices.int(2, 4)));
    const g = this.newFunction(
      1,
      choices.bool() ? body(choices.int(5, 9)) : [{ k: "return", e: binary(variable(0), SUB, int(1)) }],
    );
    const what = choices.below(5);
    const call: Expr = { k: "call", f: { k: "function", f }, args: [this.index()] };
    const use: Stmt = choices.bool()
      ? assign(this.localOf("int"), call)
      : { k: "augment", t: target(this.localOf("int")), op: ADD, e: call };
    const change: Stmt = what < 2
      ? { k: "rebind", f, what: "code", g }
      : what === 2
      ? { k: "rebind", f, what: "name", g }
      : what === 3
      ? { k: "rebind", f, what: "defaults", g: 3 }
      : { k: "reversion", f };
    // Functions that are only named are made, too.
    if (what >= 3) this.functions.pop();
    const late = choices.bool();
    if (!late) out.push(this.inTrigger(loop, change));
    out.push(use);
    if (late) this.late.push(this.inTrigger(loop, change));
  }

  // Monitoring.

  protected monitoring(out: Stmt[]): void {
    const choices = this.choices;
    const loop = this.loops.at(-1);
    const called = this.signatures.findIndex((each) => each.called);
    const f = called >= 0 && choices.chance(2, 3) ? called + 1 : 0;
    const all = choices.chance(1, 3);
    const on: Stmt = { k: "event", host: all ? "host_monitor_all" : "host_monitor", f, n: 1 };
    if (loop === undefined || choices.chance(1, 6)) {
      out.push(on);
      return;
    }
    out.push(this.inTrigger(loop, on));
    if (choices.bool()) {
      const off: Stmt = { k: "event", host: all ? "host_monitor_all" : "host_monitor", f, n: 0 };
      const c = compare(loop.index, EQ, int(loop.trigger + 2));
      out.push({ k: "if", c, then: [off], orelse: [] });
    }
    this.augment(out);
  }
}
