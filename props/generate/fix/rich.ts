/**
 * Fixing expressions on objects, displays with stars, comprehensions, and what generators and coroutines wait for.
 *
 * @module
 */

import {
  BUILTINS,
  EXCEPTIONS,
  type Expr,
  formOf,
  type FunctionDraft,
  NONE,
  type RichExpr,
  ZERO,
} from "../draft/draft.ts";
import { type AttributeName, ATTRIBUTES, type MemberName, MEMBERS } from "../draft/classes.ts";
import { ExpressionFixer } from "./expressions.ts";
import { clamp, cut, mapped, MAX_ITEMS, MAX_ROUNDS, wrap } from "./parts.ts";

/** Names that an argument may be given by: those of parameters and of builtins' parameters. */
const KEYWORDS: ReadonlySet<string> = new Set([
  ...Array.from({ length: 8 }, (_, i) => `p${i}`),
  "x",
  "y",
  "key",
  "start",
  "reverse",
  "default",
]);

/** Formats of f-strings that some value at least understands. */
export const FORMATS: readonly string[] = ["", ">3", "d", "x", ".2f", "<5"];

/** Expressions of one function at a time. */
export abstract class RichFixer extends ExpressionFixer {
  /** Whether a comprehension is around the expression at hand: nothing may wait there. */
  protected inComprehension = false;

  protected override rich(e: RichExpr, left: number, rounds: number): Expr {
    switch (e.k) {
      case "attr": {
        if (!ATTRIBUTES.includes(e.name)) return ZERO;
        const o = this.expr(e.o, left, rounds);
        return o === e.o ? e : { k: "attr", o, name: e.name };
      }
      case "ref":
        return this.reference(e);
      case "super": {
        if ((this.ownerOf[this.f] as number) < 0 || this.fn.params === 0) return ZERO;
        if (!ATTRIBUTES.includes(e.name as AttributeName) && !MEMBERS.includes(e.name as MemberName)) return ZERO;
        const args = mapped(cut(e.args, MAX_ITEMS), (each) => this.expr(each, left, rounds));
        return args === e.args ? e : { ...e, args };
      }
      case "invoke":
        return this.invocation(e, left, rounds);
      case "display": {
        const args = mapped(cut(e.args, MAX_ITEMS), (each) => this.expr(each, left, rounds));
        const stars = args.length >= 31 ? e.stars & 0x7fff_ffff : e.stars & ((1 << args.length) - 1);
        return args === e.args && stars === e.stars ? e : { ...e, args, stars };
      }
      case "fstring":
        return this.formatString(e, left, rounds);
      case "comp":
        return this.comprehension(e, left, rounds);
      case "make": {
        const f = wrap(e.f, this.functions.length);
        if ((this.functions[f] as FunctionDraft).parent !== this.f) return NONE;
        this.enter(f, rounds);
        return f === e.f ? e : { k: "make", f };
      }
      case "yield":
      case "yieldFrom":
      case "await": {
        const inner = this.expr(e.e, left, rounds);
        const { kind } = formOf(this.fn);
        const allowed = e.k === "await"
          ? this.isAsync()
          : kind === "generator" || (e.k === "yield" && kind === "async generator");
        if (!allowed || this.inComprehension) return inner;
        return inner === e.e ? e : { k: e.k, e: inner };
      }
    }
  }

  protected reference(e: RichExpr & { readonly k: "ref" }): Expr {
    switch (e.what) {
      case "function": {
        const i = wrap(e.i, this.functions.length);
        // The entry is called from outside only, and what may call itself only as it has to.
        if (i === 0 || (this.functions[i] as FunctionDraft).recursive !== null || this.callable(i) < 0) return NONE;
        return i === e.i ? e : { k: "ref", what: "function", i };
      }
      case "class": {
        if (this.classes.length === 0) return NONE;
        const i = wrap(e.i, this.classes.length);
        return i === e.i ? e : { k: "ref", what: "class", i };
      }
      case "exception":
      case "builtin": {
        const i = wrap(e.i, e.what === "exception" ? EXCEPTIONS.length : BUILTINS.length);
        return i === e.i ? e : { k: "ref", what: e.what, i };
      }
    }
  }

  protected invocation(e: RichExpr & { readonly k: "invoke" }, left: number, rounds: number): Expr {
    const args = mapped(cut(e.args, MAX_ITEMS), (each) => this.expr(each, left, rounds));
    const star = e.star === null ? null : this.expr(e.star, left, rounds);
    const starstar = e.starstar === null ? null : this.expr(e.starstar, left, rounds);
    let f = e.f;
    if (f.k === "function") {
      const target = this.callable(f.f);
      if (target < 0 || (this.functions[target] as FunctionDraft).recursive !== null) return ZERO;
      this.enter(target, rounds);
      if (target !== f.f) f = { k: "function", f: target };
    } else {
      const callee = this.callee(f);
      if (callee === null) return ZERO;
      f = callee;
    }
    const names = cut(mapped(e.names, (name, i) => goodName(e.names, name, i) ? name : undefined), args.length);
    if (f === e.f && args === e.args && names === e.names && star === e.star && starstar === e.starstar) return e;
    return { k: "invoke", f, args, names, star, starstar };
  }

  protected formatString(e: RichExpr & { readonly k: "fstring" }, left: number, rounds: number): Expr {
    const args = mapped(cut(e.args, MAX_ITEMS), (each) => this.expr(each, left, rounds));
    if (args.length === 0) return { k: "const", v: { t: "str", v: e.texts.join("") } };
    const texts = cut(e.texts, args.length + 1);
    const specs = mapped(cut(e.specs, args.length), (spec) => {
      const conversion = clamp(spec.conversion, 0, 3);
      const format = spec.format === null || FORMATS.includes(spec.format) ? spec.format : null;
      return conversion === spec.conversion && format === spec.format ? spec : { conversion, format };
    });
    return args === e.args && texts === e.texts && specs === e.specs ? e : { k: "fstring", texts, args, specs };
  }

  protected comprehension(e: RichExpr & { readonly k: "comp" }, left: number, rounds: number): Expr {
    const v = this.assignable(e.v);
    if (v === null) return ZERO;
    const over = this.iterable(e.over.k === "async" ? { k: "tuple", count: e.over.count } : e.over, left, rounds);
    const outer = this.inComprehension;
    this.inComprehension = true;
    const inside = Math.min(MAX_ROUNDS, rounds * Math.max(1, over.count));
    const c = e.c === null ? null : this.expr(e.c, left, inside);
    const key = e.what === "dict" ? this.expr(e.key, left, inside) : ZERO;
    const value = this.expr(e.e, left, inside);
    this.inComprehension = outer;
    const sameKey = key === e.key || (e.what !== "dict" && e.key.k === "const");
    if (v === e.v && over === e.over && c === e.c && sameKey && value === e.e) return e;
    return { k: "comp", what: e.what, v, over, c, key, e: value };
  }
}

/** Whether an argument may have that name: a parameter's, and not twice in a call. */
function goodName(names: readonly string[], name: string, i: number): boolean {
  return KEYWORDS.has(name) && names.indexOf(name) === i;
}
