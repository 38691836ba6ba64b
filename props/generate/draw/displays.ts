/**
 * Drawing comprehensions, displays with stars, f-strings, calls with names and stars, and targets that take the rest.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import { type Expr, type FormatSpec, type Iterable, MAX_FUNCTIONS, NONE, type Stmt, ZERO } from "../draft/draft.ts";
import { PLAIN_FORM } from "../draft/classes.ts";
import {
  ADD,
  AND,
  assign,
  binary,
  compare,
  DIV,
  EQ,
  GE,
  int,
  LIST_LENGTH,
  MUL,
  str,
  SUB,
  target,
  variable,
} from "./expressions.ts";
import { FlowDrawer } from "./flow.ts";

function builtin(name: "len" | "sum" | "max" | "sorted" | "list" | "tuple" | "set", ...args: readonly Expr[]): Expr {
  return { k: "call", f: { k: "builtin", name }, args };
}

const FORMATTED: readonly (FormatSpec | null)[] = [
  null,
  { conversion: 2, format: null },
  { conversion: 0, format: ">3" },
  { conversion: 1, format: "<5" },
  { conversion: 0, format: "x" },
];

/** A function with parameters of all kinds. */
interface KeywordInfo {
  readonly f: number;
  readonly params: number;
  readonly kwonly: number;
  readonly star: boolean;
  readonly starstar: boolean;
}

/** Comprehensions, displays and calls of one program. */
export abstract class DisplayDrawer extends FlowDrawer {
  protected readonly keywordFunctions: KeywordInfo[] = [];

  protected smallIterable(): Iterable {
    const choices = this.choices;
    switch (choices.below(4)) {
      case 0:
        return { k: "range", start: 0, count: choices.int(1, 3), step: 1 };
      case 1:
        return { k: "tuple", count: choices.int(0, 3) };
      case 2:
        return { k: "expr", e: variable(this.localOf("list")), count: LIST_LENGTH };
      default:
        return { k: "expr", e: builtin("list", str("ab")), count: 2 };
    }
  }

  protected comprehension(out: Stmt[]): void {
    const choices = this.choices;
    if (this.recursive) return this.augment(out);
    const v = this.newLocal("closure", null);
    const over = this.smallIterable();
    const x = variable(v);
    const ints = over.k !== "expr" || over.e.k === "local";
    const loop = this.loops.at(-1);
    let e: Expr = ints ? (choices.bool() ? binary(x, ADD, this.atom()) : binary(x, MUL, int(2))) : x;
    // Fails in the trigger round, with the variable's value from before to be put back.
    if (loop !== undefined && choices.chance(1, 5)) e = binary(int(6), DIV, binary(loop.index, SUB, int(loop.trigger)));
    const c = choices.chance(1, 3)
      ? ints ? compare(x, choices.bool() ? GE : EQ, int(1)) : compare(x, EQ, str("a"))
      : null;
    const what = choices.below(4);
    const made: Expr = {
      k: "comp",
      what: what < 2 ? "list" : what === 2 ? "set" : "dict",
      v,
      over,
      c,
      key: what === 3 ? x : ZERO,
      e,
    };
    const result = target(this.localOf("int"));
    const set: Stmt = choices.chance(1, 3)
      ? assign(this.newLocal("closure", NONE), made)
      : { k: "assign", t: result, e: builtin("len", made) };
    if (e.k === "binary" && e.op === DIV && loop !== undefined && !this.mayFail(loop, 12)) {
      out.push({ k: "try", body: [set], handlers: this.handlers(), orelse: [], final: [], raw: false });
    } else out.push(set);
  }

  protected abstract handlers(): readonly {
    readonly type: number | null;
    readonly name: number | null;
    readonly body: readonly Stmt[];
  }[];

  protected display(out: Stmt[]): void {
    const choices = this.choices;
    const result = this.localOf("int");
    switch (choices.below(8)) {
      case 0: {
        const set: Expr = { k: "build", what: "set", items: [int(1), this.index(), this.atom()] };
        out.push(assign(result, builtin("len", set)));
        return;
      }
      case 1: {
        const what = choices.below(3);
        const xs = variable(this.localOf("list"));
        const made: Expr = {
          k: "display",
          what: what === 0 ? "list" : what === 1 ? "tuple" : "set",
          args: choices.bool() ? [xs, this.index()] : [this.index(), xs],
          stars: choices.bool() ? 3 : 1,
        };
        // Of an int nothing can be unpacked: stars only on the list.
        const stars = made.args[0] === xs ? 1 : 2;
        out.push(assign(result, builtin("len", { ...made, stars })));
        return;
      }
      case 2: {
        const d = variable(this.localOf("dict"));
        const other: Expr = { k: "build", what: "dict", items: [this.index(), ZERO] };
        out.push(assign(result, builtin("len", { k: "display", what: "dict", args: [d, other], stars: 0 })));
        return;
      }
      case 3:
      case 4: {
        const spec = FORMATTED[choices.below(FORMATTED.length)] ?? { conversion: 0, format: null };
        const two = choices.bool();
        const e: Expr = {
          k: "fstring",
          texts: two ? [choices.bool() ? "a" : "", "-"] : [choices.bool() ? "a" : ""],
          args: two ? [this.index(), variable(this.localOf("str"))] : [this.index()],
          specs: two ? [spec, { conversion: choices.below(2), format: null }] : [spec],
        };
        out.push(choices.bool() ? assign(this.localOf("str"), e) : assign(result, builtin("len", e)));
        return;
      }
      case 5: {
        // The rest goes to a list, first, last or in the middle.
        const rest = this.newLocal("closure", NONE);
        const a = this.localOf("int");
        const star = choices.below(2);
        const ts = star === 0 ? [target(rest), target(a)] : [target(a), target(rest)];
        const e = choices.bool() ? variable(this.localOf("list")) : builtin("tuple", variable(this.localOf("list")));
        out.push({ k: "unpack", ts, e, star });
        return;
      }
      case 6: {
        const xs = variable(this.localOf("list"));
        const part: Expr = { k: "build", what: "tuple", items: [this.index(), this.atom()] };
        out.push({ k: "assign", t: { k: "slice", o: xs, a: int(0), b: int(2) }, e: part });
        return;
      }
      default: {
        const xs = this.newLocal("closure", NONE);
        const items = [int(3), this.index(), this.atom()];
        out.push(assign(xs, { k: "build", what: choices.bool() ? "list" : "tuple", items }));
        out.push(assign(result, { k: "subscript", o: variable(xs), i: binary(this.index(), AND, int(1)) }));
      }
    }
  }

  // Calls.

  protected keywordFunction(): KeywordInfo | null {
    const choices = this.choices;
    const known = this.keywordFunctions;
    if (known.length > 0 && (known.length > 1 || choices.chance(3, 4))) {
      return known[choices.below(known.length)] as KeywordInfo;
    }
    if (this.functions.length > MAX_FUNCTIONS - 2) return null;
    const params = choices.int(0, 2);
    const kwonly = choices.below(3);
    const star = choices.chance(1, 3);
    const starstar = choices.chance(1, 4);
    const all = params + kwonly;
    let sum: Expr = int(choices.int(0, 5));
    for (let i = 0; i < all; i++) sum = binary(variable(i), i % 2 === 0 ? ADD : SUB, sum);
    if (star) sum = binary(sum, ADD, builtin("len", variable(all)));
    if (starstar) sum = binary(sum, ADD, builtin("len", variable(all + (star ? 1 : 0))));
    const kwdefaults: Literal[] = kwonly > 0 && choices.bool() ? [{ t: "int", v: choices.int(0, 9) }] : [];
    const form = { ...PLAIN_FORM, kwonly, kwdefaults, star, starstar };
    const locals = all + (star ? 1 : 0) + (starstar ? 1 : 0);
    const f = this.newFunction(params, [{ k: "return", e: sum }], form, locals);
    const info = { f, params, kwonly, star, starstar };
    known.push(info);
    return info;
  }

  /** A call by position, by name, and with stars. */
  protected invocation(out: Stmt[]): void {
    const choices = this.choices;
    const info = this.recursive ? null : this.keywordFunction();
    if (info === null) return this.augment(out);
    const { f, params, kwonly, star, starstar } = info;
    const spread = choices.below(4);
    const names: string[] = [];
    const args: Expr[] = [];
    // Some of the positional ones by name, unless a star argument gives them.
    const given = spread === 0 ? 0 : params;
    const byPosition = spread === 0 ? 0 : choices.int(0, given);
    for (let i = 0; i < given; i++) args.push(i === 0 ? this.index() : this.atom());
    for (let i = byPosition; i < given; i++) names.push(`p${i}`);
    for (let i = 0; i < kwonly; i++) {
      names.push(`p${params + i}`);
      args.push(this.atom());
    }
    if (starstar && choices.bool()) {
      names.push("key");
      args.push(int(1));
    }
    let starred: Expr | null = null;
    if (spread === 0) {
      const items = Array.from({ length: params + (star ? choices.below(3) : 0) }, () => this.atom());
      starred = { k: "build", what: choices.bool() ? "list" : "tuple", items };
    }
    const mapping: Expr | null = spread === 1
      ? { k: "build", what: "dict", items: starstar && choices.bool() ? [str("x"), this.index()] : [] }
      : null;
    const e: Expr = { k: "invoke", f: { k: "function", f }, args, names, star: starred, starstar: mapping };
    out.push(assign(this.localOf("int"), e));
  }
}
