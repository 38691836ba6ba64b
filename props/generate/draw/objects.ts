/**
 * Drawing classes and what is done with their instances: attributes, methods, the operations that a class defines, and in
 * the right round a change of the class, of its version or of an instance's layout.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import {
  type Block,
  type Callee,
  type Expr,
  type FunctionDraft,
  MAX_FUNCTIONS,
  NONE,
  type Stmt,
  type Target,
  ZERO,
} from "../draft/draft.ts";
import {
  type AttributeName,
  type ClassAttribute,
  type FunctionForm,
  MAX_CLASSES,
  type MemberDraft,
  type MemberName,
  PLAIN_FORM,
  WRAPPERS,
} from "../draft/classes.ts";
import {
  ADD,
  AND,
  assign,
  binary,
  cmp,
  compare,
  EQ,
  exception,
  ExpressionDrawer,
  GE,
  int,
  type Loop,
  LT,
  MOD,
  MUL,
  SUB,
  target,
  variable,
} from "./expressions.ts";
import { type Protocol, PROTOCOLS } from "./profile.ts";

/** What the generator knows of a class. */
export interface ClassInfo {
  readonly protocol: Protocol | "async context";
  /** Attributes that hold ints in every instance. */
  readonly fields: readonly AttributeName[];
  /** A class attribute that holds an int, or null. */
  readonly shared: AttributeName | null;
  /** Parameters of `__init__` without `self`, -1 where there is none. */
  readonly init: number;
  readonly slots: boolean;
  readonly hasMethod: boolean;
}

const SELF = variable(0);
const FIRST = variable(1);
const PROPERTY = WRAPPERS.indexOf("property");
const CLASSMETHOD = WRAPPERS.indexOf("classmethod");
const STATICMETHOD = WRAPPERS.indexOf("staticmethod");

export function attribute(o: Expr, name: AttributeName): Expr & Target {
  return { k: "attr", o, name };
}

function give(e: Expr): Stmt {
  return { k: "return", e };
}

/** Classes and instances of one program. */
export abstract class ObjectDrawer extends ExpressionDrawer {
  protected readonly classInfos: ClassInfo[] = [];
  /** Class of each local of kind `object`. */
  protected classOf: number[] = [];

  protected abstract augment(out: Stmt[]): void;

  /** A function of a class or a plain one, without loops and calls of its own; -1 where there are too many. */
  protected newFunction(params: number, body: Block, form: FunctionForm | null = null, locals = params): number {
    if (this.functions.length >= MAX_FUNCTIONS) return -1;
    const fn: FunctionDraft = { parent: null, params, defaults: [], locals, recursive: null, body };
    return this.functions.push(form === null ? fn : { ...fn, form }) - 1;
  }

  // Classes.

  /** A class of the kind that the program is about, or -1. */
  protected classFor(): number {
    const count = this.classInfos.length;
    if (count > 0 && (count > 1 || this.choices.chance(7, 8))) return this.choices.below(count);
    return this.newClass();
  }

  protected newClass(): number {
    const choices = this.choices;
    const c = this.classInfos.length;
    if (c >= Math.min(MAX_CLASSES, 2) || this.functions.length > MAX_FUNCTIONS - 5) return c - 1;
    const protocol = PROTOCOLS[choices.weighted(this.profile.protocols)] as Protocol;
    if (c > 0 && choices.bool()) return this.subclass(c, 0);
    const slots = choices.chance(1, 4);
    const fields: AttributeName[] = choices.chance(1, 6) ? ["x", "y"] : ["x"];
    const members: MemberDraft[] = [];
    const hasInit = slots ? choices.bool() : choices.chance(1, 3);
    const attributes: ClassAttribute[] = [];
    let shared: AttributeName | null = null;
    if (choices.chance(1, 4)) {
      shared = "z";
      attributes.push({ name: "z", v: { t: "int", v: choices.int(1, 9) } });
    }
    if (hasInit) {
      const body: Stmt[] = [{ k: "assign", t: attribute(SELF, "x"), e: FIRST }];
      if (fields.length > 1) body.push({ k: "assign", t: attribute(SELF, "y"), e: int(choices.int(0, 5)) });
      this.member(members, "__init__", 2, body);
    } else if (!slots) { for (const name of fields) attributes.push({ name, v: { t: "int", v: choices.int(0, 5) } }); }
    const hasMethod = protocol === "method";
    if (hasMethod) this.member(members, "m", 2, this.methodBody());
    this.protocolMembers(protocol, members);
    this.classDrafts.push({
      base: null,
      builtin: null,
      meta: null,
      slots: slots ? fields : null,
      attributes,
      members,
    });
    this.classInfos.push({ protocol, fields, shared, init: hasInit ? 1 : -1, slots, hasMethod });
    return c === 0 && choices.chance(1, 6) ? this.subclass(1, 0) : c;
  }

  /** A class that overrides a method of another and calls it, or only reads what that one has. */
  protected subclass(c: number, base: number): number {
    const info = this.classInfos[base] as ClassInfo;
    const members: MemberDraft[] = [];
    if (info.hasMethod) {
      const call: Expr = { k: "super", name: "m", called: true, args: [FIRST] };
      this.member(members, "m", 2, [give(binary(call, ADD, int(this.choices.int(1, 4))))]);
    } else if (info.shared !== null) {
      const read: Expr = { k: "super", name: info.shared, called: false, args: [] };
      this.member(members, "m", 2, [give(binary(read, ADD, FIRST))]);
    } else this.member(members, "m", 2, this.methodBody());
    this.classDrafts.push({ base, builtin: null, meta: null, slots: null, attributes: [], members });
    this.classInfos.push({ ...info, hasMethod: true, slots: false });
    return c;
  }

  protected member(members: MemberDraft[], name: MemberName, params: number, body: Block, wrap = 0): void {
    const f = this.newFunction(params, body);
    if (f >= 0) members.push({ name, f, wrap });
  }

  /** The body of `m(self, p)`. */
  protected methodBody(): Block {
    const choices = this.choices;
    const x = attribute(SELF, "x");
    switch (choices.below(5)) {
      case 0:
        return [give(binary(x, ADD, FIRST))];
      case 1:
        return [{ k: "augment", t: x, op: ADD, e: int(choices.int(1, 3)) }, give(x)];
      case 2:
        return [{ k: "assign", t: x, e: binary(binary(x, ADD, FIRST), AND, int(63)) }, give(FIRST)];
      case 3:
        return [{
          k: "if",
          c: compare(FIRST, LT, int(choices.int(3, 9))),
          then: [give(x)],
          orelse: [],
        }, give(binary(FIRST, SUB, int(1)))];
      default:
        return [give(binary(binary(FIRST, MUL, int(3)), MOD, int(choices.int(5, 31))))];
    }
  }

  protected protocolMembers(protocol: Protocol, members: MemberDraft[]): void {
    const choices = this.choices;
    const x = attribute(SELF, "x");
    switch (protocol) {
      case "method":
        if (choices.chance(1, 4)) this.member(members, "n", 1, [give(int(choices.int(0, 9)))], CLASSMETHOD);
        return;
      case "property":
        return this.member(members, "p", 1, [give(binary(x, ADD, int(choices.int(0, 4))))], PROPERTY);
      case "static":
        return this.member(members, "n", 1, [give(binary(SELF, ADD, int(2)))], STATICMETHOD);
      case "arithmetic":
        this.member(members, "__add__", 2, [give(binary(x, ADD, FIRST))]);
        if (choices.bool()) this.member(members, "__radd__", 2, [give(binary(FIRST, SUB, x))]);
        if (choices.chance(1, 3)) {
          this.member(members, "__iadd__", 2, [{ k: "augment", t: x, op: ADD, e: FIRST }, give(SELF)]);
        }
        return;
      case "comparison":
        this.member(members, "__eq__", 2, [give(compare(x, EQ, FIRST))]);
        return this.member(members, "__lt__", 2, [give(compare(x, LT, FIRST))]);
      case "items":
        this.member(members, "__getitem__", 2, [give(binary(x, ADD, FIRST))]);
        this.member(members, "__setitem__", 3, [{ k: "assign", t: x, e: variable(2) }]);
        if (choices.bool()) this.member(members, "__contains__", 2, [give(compare(FIRST, GE, x))]);
        return;
      case "truth":
        if (choices.bool()) return this.member(members, "__bool__", 1, [give(compare(x, cmp("!="), ZERO))]);
        return this.member(members, "__len__", 1, [give(binary(x, AND, int(3)))]);
      case "call":
        return this.member(members, "__call__", 2, [give(binary(x, ADD, FIRST))]);
      case "iteration": {
        if (choices.bool()) {
          const f = this.newFunction(1, [{ k: "expr", e: { k: "yield", e: x } }], { ...PLAIN_FORM, kind: "generator" });
          if (f >= 0) members.push({ name: "__iter__", f, wrap: 0 });
          return;
        }
        // It ends every third time.
        this.member(members, "__iter__", 1, [give(SELF)]);
        const done: Stmt = { k: "raise", type: exception("StopIteration"), arg: null };
        const stop = compare(binary(x, MOD, int(3)), EQ, ZERO);
        const body: Block = [{ k: "augment", t: x, op: ADD, e: int(1) }, {
          k: "if",
          c: stop,
          then: [done],
          orelse: [],
        }];
        return this.member(members, "__next__", 1, [...body, give(x)]);
      }
      case "context":
        this.member(members, "__enter__", 1, [give(x)]);
        return this.member(members, "__exit__", 4, [give(
          choices.bool() ? ZERO : compare(FIRST, EQ, { k: "ref", what: "exception", i: exception("ValueError") }),
        )]);
      case "fallback": {
        const name: MemberName = choices.chance(1, 3) ? "__getattribute__" : "__getattr__";
        return this.member(members, name, 2, [give(int(choices.int(0, 9)))]);
      }
    }
  }

  // Instances.

  protected construct(c: number, argument: Expr): Expr {
    const f: Callee = { k: "class", c };
    return { k: "call", f, args: (this.classInfos[c] as ClassInfo).init === 1 ? [argument] : [] };
  }

  /** A local that holds an instance, or -1. */
  protected instance(): number {
    const known = this.known("object");
    if (known >= 0 && this.choices.chance(3, 4)) return known;
    const c = this.classFor();
    if (c < 0) return -1;
    const v = this.newLocal("object", this.construct(c, int(this.choices.int(0, 5))));
    this.classOf[v] = c;
    const { init, fields, slots } = this.classInfos[c] as ClassInfo;
    if (init < 0 && (slots || this.choices.chance(2, 3))) {
      for (const name of fields) this.prologue.push({ k: "assign", t: attribute(variable(v), name), e: int(1) });
    }
    // An instance whose attributes lie in a dict of its own.
    if (!slots && this.choices.chance(1, 8)) {
      // It has to be held, or the attributes move back.
      this.newLocal("closure", attribute(variable(v), "__dict__"));
    }
    return v;
  }

  protected field(v: number): AttributeName {
    const { fields } = this.classInfos[this.classOf[v] as number] as ClassInfo;
    return fields[this.choices.below(fields.length)] as AttributeName;
  }

  /** Something with an instance. */
  protected object(out: Stmt[]): void {
    const choices = this.choices;
    const v = this.recursive ? -1 : this.instance();
    if (v < 0) return this.augment(out);
    const o = variable(v);
    const c = this.classOf[v] as number;
    const info = this.classInfos[c] as ClassInfo;
    const name = this.field(v);
    switch (choices.below(12)) {
      case 0:
      case 1:
        out.push(assign(this.localOf("int"), binary(attribute(o, name), ADD, this.atom())));
        return;
      case 2:
        out.push({ k: "assign", t: attribute(o, name), e: this.intExpression(1) });
        return;
      case 3:
        out.push({ k: "augment", t: attribute(o, name), op: choices.bool() ? ADD : SUB, e: this.atom() });
        return;
      case 4: {
        // A new one every round.
        const made = this.newLocal("object", null);
        this.classOf[made] = c;
        out.push(assign(made, this.construct(c, this.index())));
        out.push(assign(this.localOf("int"), attribute(variable(made), name)));
        this.kinds[made] = "closure";
        return;
      }
      case 5: {
        const loop = this.loops.at(-1);
        if (loop !== undefined) return this.objectHazard(out, loop, v);
        break;
      }
      case 6:
        if (choices.chance(1, 4)) {
          // An instance is true unless its class says otherwise.
          const then: Stmt[] = [];
          this.augment(then);
          out.push({ k: "if", c: o, then, orelse: [] });
          return;
        }
        if (info.shared === null) break;
        out.push(
          assign(
            this.localOf("int"),
            attribute(choices.bool() ? o : { k: "ref", what: "class", i: c }, info.shared),
          ),
        );
        return;
    }
    if (info.hasMethod && choices.chance(info.protocol === "method" ? 3 : 1, 4)) {
      const call: Expr = { k: "method", o, name: "m", args: [choices.chance(2, 3) ? this.index() : this.atom()] };
      if (choices.bool()) out.push(assign(this.localOf("int"), call));
      else out.push({ k: "augment", t: target(this.localOf("int")), op: ADD, e: call });
      return;
    }
    this.operation(out, o, info, c);
  }

  /** An operation that the class defines. */
  protected operation(out: Stmt[], o: Expr, info: ClassInfo, c: number): void {
    const choices = this.choices;
    const result = target(this.localOf("int"));
    const set = (e: Expr): number => out.push({ k: "assign", t: result, e });
    const branch = (test: Expr): number =>
      out.push({ k: "if", c: test, then: [{ k: "augment", t: result, op: ADD, e: int(1) }], orelse: [] });
    switch (info.protocol) {
      case "method": {
        // The bound method as a value, called as one.
        const bound = this.newLocal("closure", null);
        if (!info.hasMethod) return this.augment(out);
        out.push(assign(bound, attribute(o, "m")));
        set({ k: "call", f: { k: "local", i: bound }, args: [this.index()] });
        return;
      }
      case "property":
        set(attribute(o, "p"));
        return;
      case "static":
        set({ k: "method", o: choices.bool() ? o : { k: "ref", what: "class", i: c }, name: "n", args: [this.atom()] });
        return;
      case "arithmetic":
        set(choices.bool() ? binary(o, ADD, this.index()) : binary(o, ADD, this.atom()));
        return;
      case "comparison":
        branch(compare(o, choices.bool() ? EQ : LT, choices.bool() ? this.index() : int(choices.int(0, 5))));
        return;
      case "items": {
        const i = choices.bool() ? this.index() : int(choices.int(0, 3));
        if (choices.chance(1, 3)) out.push({ k: "assign", t: { k: "item", o, i }, e: this.atom() });
        else if (choices.bool()) out.push({ k: "augment", t: { k: "item", o, i }, op: ADD, e: int(1) });
        else set({ k: "subscript", o, i });
        return;
      }
      case "truth":
        if (choices.chance(1, 3)) branch({ k: "unary", op: "not", e: o });
        else branch(o);
        return;
      case "call": {
        if (o.k !== "local") return;
        set({ k: "call", f: { k: "local", i: o.i }, args: [this.index()] });
        return;
      }
      case "iteration": {
        const v = this.newLocal("index", null);
        out.push({
          k: "for",
          v,
          over: { k: "expr", e: o, count: 3 },
          body: [{ k: "augment", t: result, op: ADD, e: variable(v) }],
          orelse: [],
          tight: false,
        });
        this.suspect = true;
        return;
      }
      case "context": {
        const v = choices.bool() ? this.newLocal("any", NONE) : null;
        const body: Stmt[] = [];
        const loop = this.loops.at(-1);
        const raises: Stmt = { k: "raise", type: exception("ValueError"), arg: null };
        if (loop !== undefined && this.mayFail(loop, 12)) {
          body.push({ k: "if", c: compare(loop.index, EQ, int(loop.trigger)), then: [raises], orelse: [] });
        }
        this.augment(body);
        out.push({ k: "with", e: o, v, body, isAsync: false });
        return;
      }
      case "fallback":
        set(attribute(o, choices.bool() ? "n" : "p"));
        return;
      case "async context":
        this.augment(out);
    }
  }

  /** In the trigger round the class or the instance becomes another than the site has seen. */
  protected objectHazard(out: Stmt[], loop: Loop, v: number): void {
    const choices = this.choices;
    const o = variable(v);
    const c = this.classOf[v] as number;
    const info = this.classInfos[c] as ClassInfo;
    const name = this.field(v);
    const read: Stmt = assign(this.localOf("int"), attribute(o, name));
    const self: Expr = { k: "ref", what: "class", i: c };
    let change: Stmt;
    switch (choices.below(7)) {
      case 0: {
        // Unbound late in a round, read early in the next one.
        const rebind: Stmt = { k: "assign", t: attribute(o, name), e: int(choices.int(0, 3)) };
        const handlers = [{ type: choices.bool() ? null : exception("AttributeError"), name: null, body: [rebind] }];
        if (info.init < 0) this.prologue.push({ k: "assign", t: attribute(o, name), e: int(1) });
        this.early.push({ k: "try", body: [read], handlers, orelse: [], final: [], raw: false });
        this.late.push(this.inTrigger(loop, { k: "del", t: attribute(o, name) }));
        return;
      }
      case 1:
        change = { k: "assign", t: attribute(self, info.shared ?? "z"), e: int(choices.int(0, 9)) };
        break;
      case 2: {
        const value: Literal = choices.bool() ? { t: "float", v: 0.5 } : { t: "bool", v: true };
        change = { k: "assign", t: attribute(o, name), e: { k: "const", v: value } };
        break;
      }
      case 3:
        // One attribute more, perhaps one that hides a method.
        change = info.slots
          ? { k: "assign", t: attribute(self, "z"), e: int(1) }
          : { k: "assign", t: attribute(o, choices.bool() ? "z" : "y"), e: int(2) };
        break;
      case 4:
        change = info.slots
          ? assign(v, this.construct(c, int(1)))
          : assign(this.newLocal("closure", NONE), attribute(o, "__dict__"));
        break;
      case 5: {
        const other = this.newClass();
        change = other === c ? assign(v, this.construct(c, this.index())) : assign(v, this.construct(other, int(2)));
        break;
      }
      default: {
        const f = this.functions.length < MAX_FUNCTIONS && this.functionIndex === 0
          ? this.functions.push({
            parent: 0,
            params: 2,
            defaults: [],
            locals: 2,
            recursive: null,
            body: [give(binary(FIRST, ADD, int(choices.int(1, 9))))],
            form: { ...PLAIN_FORM, lambda: true },
          }) - 1
          : -1;
        change = f < 0
          ? { k: "assign", t: attribute(self, "z"), e: int(3) }
          : { k: "assign", t: attribute(self, "m"), e: { k: "make", f } };
      }
    }
    if (choices.bool()) {
      out.push(this.inTrigger(loop, change));
      out.push(read);
    } else {
      out.push(read);
      this.late.push(this.inTrigger(loop, change));
    }
  }

  protected inTrigger(loop: Loop, s: Stmt): Stmt {
    return { k: "if", c: compare(loop.index, EQ, int(loop.trigger)), then: [s], orelse: [] };
  }
}
