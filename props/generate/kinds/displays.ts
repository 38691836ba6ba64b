/**
 * Displays of tuples, lists, sets and dicts, and f-strings.
 *
 * @module
 */

import type { Expr } from "../draft/expression.ts";
import { clamp, cut, mapped } from "../fix/bounds.ts";
import type { Lowering } from "../lower/lowering.ts";
import { frozenset } from "../../python/literals.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import { constantsOf } from "../lower/conditions.ts";
import { without } from "../shrink/edit.ts";
import type { ExpressionKind } from "./kind.ts";

/** Oparg of CALL_INTRINSIC_1. */
const LIST_TO_TUPLE = 6;

/** Formats of f-strings that some value at least understands. */
const FORMATS: readonly string[] = ["", ">3", "d", "x", ".2f", "<5"];

/** Items between the brackets of a display; a set without items has to unpack nothing. */
function bracketed(what: "tuple" | "list" | "set" | "dict", items: readonly string[]): string {
  if (what === "list") return `[${items.join(", ")}]`;
  if (what === "tuple") return items.length === 1 ? `(${items[0]},)` : `(${items.join(", ")})`;
  return what === "set" && items.length === 0 ? "{*()}" : `{${items.join(", ")}}`;
}

/** A display; a dict's items alternate between key and value. */
export const BUILD: ExpressionKind<"build"> = {
  fix(x, e, left, rounds) {
    let items = x.exprs(e.items, left, rounds);
    if (e.what === "dict" && items.length % 2 === 1) items = items.slice(0, -1);
    return items === e.items ? e : { k: "build", what: e.what, items };
  },
  lower(l, e) {
    if (e.what !== "dict") return lowerSequence(l, e.items, e.what);
    const { builder } = l;
    const count = e.items.length >> 1;
    const keys = count > 1 ? constantsOf(e.items.filter((_, i) => i % 2 === 0)) : null;
    if (keys === null) {
      l.exprs(e.items);
      return builder.emit(OP.BUILD_MAP, count);
    }
    for (let i = 1; i < e.items.length; i += 2) l.expr(e.items[i] as Expr);
    l.loadConst({ t: "tuple", v: keys });
    builder.emit(OP.BUILD_CONST_KEY_MAP, count);
  },
  print(p, e) {
    const items = e.items.map((each) => p.expr(each));
    if (e.what !== "dict") return bracketed(e.what, items);
    const pairs: string[] = [];
    for (let i = 0; i + 1 < items.length; i += 2) pairs.push(`${items[i]}: ${items[i + 1]}`);
    return bracketed(e.what, pairs);
  },
  *simpler(e) {
    // A dict loses keys with their values.
    if (e.what !== "dict") return;
    for (let i = 0; i < e.items.length; i += 2) yield { ...e, items: without(e.items, i, 2) };
  },
};

/** A display with stars; of a dict all items are mappings that are unpacked. */
export const DISPLAY: ExpressionKind<"display"> = {
  fix(x, e, left, rounds) {
    const args = x.exprs(e.args, left, rounds);
    const stars = args.length >= 31 ? e.stars & 0x7fff_ffff : e.stars & ((1 << args.length) - 1);
    return args === e.args && stars === e.stars ? e : { ...e, args, stars };
  },
  lower(l, { what, args, stars }) {
    const { builder } = l;
    if (what === "dict") {
      builder.emit(OP.BUILD_MAP, 0);
      for (const each of args) {
        l.expr(each);
        builder.emit(OP.DICT_UPDATE, 1);
      }
      return;
    }
    if (stars === 0) lowerSequence(l, args, what);
    else lowerDisplay(l, what, args, stars);
  },
  print(p, e) {
    const star = e.what === "dict" ? "**" : "*";
    const items = e.args.map((each, i) => (e.what === "dict" || ((e.stars >> i) & 1) ? star : "") + p.expr(each));
    return bracketed(e.what, items);
  },
};

/** Makes a tuple of the list on top. */
export function lowerDisplay(
  l: Lowering,
  what: "tuple" | "list" | "set",
  args: readonly Expr[],
  stars: number,
): void {
  const { builder } = l;
  const build = what === "set" ? OP.BUILD_SET : OP.BUILD_LIST;
  const add = what === "set" ? OP.SET_ADD : OP.LIST_APPEND;
  const extend = what === "set" ? OP.SET_UPDATE : OP.LIST_EXTEND;
  let built = false;
  for (let i = 0; i < args.length; i++) {
    const starred = ((stars >> i) & 1) === 1;
    if (starred && !built) {
      builder.emit(build, i);
      built = true;
    }
    l.expr(args[i] as Expr);
    if (starred) builder.emit(extend, 1);
    else if (built) builder.emit(add, 1);
  }
  if (what === "tuple") builder.emit(OP.CALL_INTRINSIC_1, LIST_TO_TUPLE);
}

/** A display without stars; `starunpack_helper`. */
function lowerSequence(l: Lowering, items: readonly Expr[], what: "tuple" | "list" | "set"): void {
  const { builder } = l;
  const n = items.length;
  const v = what === "tuple" || n > 2 ? constantsOf(items) : null;
  if (what === "set" && n === 0) {
    // `{*()}`
    builder.emit(OP.BUILD_SET, 0);
    l.loadConst({ t: "tuple", v: [] });
    return builder.emit(OP.SET_UPDATE, 1);
  }
  if (v === null) {
    l.exprs(items);
    return builder.emit(what === "tuple" ? OP.BUILD_TUPLE : what === "list" ? OP.BUILD_LIST : OP.BUILD_SET, n);
  }
  if (what === "tuple") return l.loadConst({ t: "tuple", v });
  builder.emit(what === "list" ? OP.BUILD_LIST : OP.BUILD_SET, 0);
  l.loadConst(what === "list" ? { t: "tuple", v } : frozenset(v));
  builder.emit(what === "list" ? OP.LIST_EXTEND : OP.SET_UPDATE, 1);
}

/** What is only gone over or looked into: a list is a tuple, a set of constants a frozenset; `fold_iter`. */
export function lowerIterated(l: Lowering, e: Expr): void {
  const items = e.k === "build" ? e.items : e.k === "display" && e.stars === 0 ? e.args : null;
  if (items === null || (e.k !== "build" && e.k !== "display")) return l.expr(e);
  if (e.what === "list") return lowerSequence(l, items, "tuple");
  const v = e.what === "set" && items.length > 0 ? constantsOf(items) : null;
  if (v === null) l.expr(e);
  else l.loadConst(frozenset(v));
}

/** An f-string. */
export const FSTRING: ExpressionKind<"fstring"> = {
  fix(x, e, left, rounds) {
    const args = x.exprs(e.args, left, rounds);
    if (args.length === 0) return { k: "const", v: { t: "str", v: e.texts.join("") } };
    const texts = cut(e.texts, args.length + 1);
    const specs = mapped(cut(e.specs, args.length), (spec) => {
      const conversion = clamp(spec.conversion, 0, 3);
      const format = spec.format === null || FORMATS.includes(spec.format) ? spec.format : null;
      return conversion === spec.conversion && format === spec.format ? spec : { conversion, format };
    });
    return args === e.args && texts === e.texts && specs === e.specs ? e : { k: "fstring", texts, args, specs };
  },
  lower(l, e) {
    let parts = 0;
    for (let i = 0; i <= e.args.length; i++) {
      const text = e.texts[i] ?? "";
      if (text !== "") {
        l.loadConst({ t: "str", v: text });
        parts++;
      }
      const value = e.args[i];
      if (value === undefined) break;
      lowerFormatted(l, value, e.specs[i]?.conversion ?? 0, e.specs[i]?.format ?? null);
      parts++;
    }
    if (parts !== 1) l.builder.emit(OP.BUILD_STRING, parts);
  },
  print(p, e) {
    let text = "";
    for (let i = 0; i <= e.args.length; i++) {
      text += JSON.stringify(e.texts[i] ?? "").slice(1, -1).replaceAll("{", "{{").replaceAll("}", "}}");
      const value = e.args[i];
      if (value === undefined) break;
      const { conversion, format } = e.specs[i] ?? { conversion: 0, format: null };
      text += `{${p.expr(value)}${["", "!s", "!r", "!a"][conversion]}${format === null ? "" : `:${format}`}}`;
    }
    return `f"${text}"`;
  },
  weight: ({ texts }) => texts.reduce((sum, text) => sum + text.length, 0),
};

function lowerFormatted(l: Lowering, e: Expr, conversion: number, format: string | null): void {
  const { builder } = l;
  l.expr(e);
  if (conversion > 0) builder.emit(OP.CONVERT_VALUE, conversion);
  if (format === null) return builder.emit(OP.FORMAT_SIMPLE);
  l.loadConst({ t: "str", v: format });
  builder.emit(OP.FORMAT_WITH_SPEC);
}
