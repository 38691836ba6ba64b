/**
 * Calls: of functions, classes, builtins and methods, with arguments of every form.
 *
 * @module
 */

import { assertNever } from "../../../src/isa/errors.ts";
import { className } from "../draft/classes.ts";
import { formOf, type FunctionDraft, functionName } from "../draft/draft.ts";
import { type Callee, type Expr, type ExprOf, intConst, local, ZERO } from "../draft/expression.ts";
import { BINARY_OPERATORS, BUILTINS, EXCEPTIONS, METHODS } from "../draft/vocabulary.ts";
import { cut, mapped, MAX_RECURSION, wrap } from "../fix/bounds.ts";
import type { Fixing } from "../fix/fixing.ts";
import { namesTuple } from "../lower/constants.ts";
import type { Lowering } from "../lower/lowering.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import type { Printing } from "../print/printing.ts";
import { constantsOf } from "../lower/conditions.ts";
import { lowerDisplay } from "./displays.ts";
import type { ExpressionKind } from "./kind.ts";

/** A call with positional arguments. */
export const CALL: ExpressionKind<"call"> = {
  fix(x, e, left, rounds) {
    const args = x.exprs(e.args, left, rounds);
    if (e.f.k === "function") return fixFunctionCall(x, e, e.f, args, rounds);
    const f = fixCallee(x, e.f);
    if (f === null) return ZERO;
    return f === e.f && args === e.args ? e : { k: "call", f, args };
  },
  lower(l, e) {
    lowerCallee(l, e.f);
    l.exprs(e.args);
    l.builder.emit(OP.CALL, e.args.length);
  },
  print(p, e) {
    return `${calleeSource(p, e.f)}(${p.list(e.args)})`;
  },
  simpler: simplerCall,
};

/** `o.name(...args)`. */
export const METHOD: ExpressionKind<"method"> = {
  fix(x, e, left, rounds) {
    if (!METHODS.includes(e.name)) return ZERO;
    const o = x.expr(e.o, left, rounds);
    const args = x.exprs(e.args, left, rounds);
    return o === e.o && args === e.args ? e : { k: "method", o, name: e.name, args };
  },
  lower(l, e) {
    l.expr(e.o);
    if (e.name === "set_events" || e.name === "set_local_events") l.asksForLines = true;
    l.builder.emit(OP.LOAD_ATTR, (l.nameIndex(e.name) << 1) | 1);
    l.exprs(e.args);
    l.builder.emit(OP.CALL, e.args.length);
  },
  print(p, e) {
    return `(${p.expr(e.o)}).${e.name}(${p.list(e.args)})`;
  },
  weight: () => 1,
};

/** A call with arguments by name, `*star` and `**starstar`. */
export const INVOKE: ExpressionKind<"invoke"> = {
  fix(x, e, left, rounds) {
    const args = x.exprs(e.args, left, rounds);
    const star = e.star === null ? null : x.expr(e.star, left, rounds);
    const starstar = e.starstar === null ? null : x.expr(e.starstar, left, rounds);
    let f = e.f;
    if (f.k === "function") {
      const target = x.callable(f.f);
      if (target < 0 || x.isRecursive(target)) return ZERO;
      x.enter(target, rounds);
      if (target !== f.f) f = { k: "function", f: target };
    } else {
      const callee = fixCallee(x, f);
      if (callee === null) return ZERO;
      f = callee;
    }
    const names = cut(mapped(e.names, (name, i) => isKeyword(e.names, name, i) ? name : undefined), args.length);
    if (f === e.f && args === e.args && names === e.names && star === e.star && starstar === e.starstar) return e;
    return { k: "invoke", f, args, names, star, starstar };
  },
  lower(l, { f, args, names, star, starstar }) {
    const { builder } = l;
    lowerCallee(l, f);
    if (star === null && starstar === null) {
      l.exprs(args);
      if (names.length === 0) return builder.emit(OP.CALL, args.length);
      l.loadConst(namesTuple(names));
      return builder.emit(OP.CALL_KW, args.length);
    }
    const positional = args.slice(0, args.length - names.length);
    if (star === null) lowerTuple(l, positional);
    else if (positional.length === 0) l.expr(star);
    else lowerDisplay(l, "tuple", [...positional, star], 1 << positional.length);
    const named = args.slice(positional.length);
    if (named.length > 0) lowerKeywords(l, names, named);
    if (starstar !== null) {
      if (named.length === 0) builder.emit(OP.BUILD_MAP, 0);
      l.expr(starstar);
      builder.emit(OP.DICT_MERGE, 1);
    }
    builder.emit(OP.CALL_FUNCTION_EX, named.length > 0 || starstar !== null ? 1 : 0);
  },
  print(p, e) {
    const positional = e.args.length - e.names.length;
    const parts = e.args.map((each, i) => (i < positional ? "" : `${e.names[i - positional]}=`) + p.expr(each));
    if (e.star !== null) parts.splice(positional, 0, `*${p.expr(e.star)}`);
    if (e.starstar !== null) parts.push(`**${p.expr(e.starstar)}`);
    return `${calleeSource(p, e.f)}(${parts.join(", ")})`;
  },
  simpler: simplerCall,
  weight: () => 1,
};

/** What is called alone, and something called that needs no code of its own. */
function* simplerCall(e: ExprOf<"call" | "invoke">): Generator<Expr> {
  if (e.f.k === "local") return;
  yield { k: "ref", what: "builtin", i: 0 };
  if (e.f.k !== "builtin") yield { ...e, f: { k: "builtin", name: BUILTINS[0] } };
}

// Callees.

/** A callee that is no function of the Draft; null where there is none. */
function fixCallee(x: Fixing, f: Exclude<Callee, { readonly k: "function" }>): Callee | null {
  switch (f.k) {
    case "builtin":
      return BUILTINS.includes(f.name) ? f : null;
    case "class": {
      if (x.classes.length === 0) return null;
      const c = wrap(f.c, x.classes.length);
      return c === f.c ? f : { k: "class", c };
    }
    case "exception": {
      const i = wrap(f.i, EXCEPTIONS.length);
      return i === f.i ? f : { k: "exception", i };
    }
    case "local": {
      if (x.fn.locals === 0) return null;
      const i = wrap(f.i, x.fn.locals);
      return i === f.i ? f : { k: "local", i };
    }
  }
}

function lowerCallee(l: Lowering, f: Callee): void {
  switch (f.k) {
    case "function":
      return l.loadGlobal(functionName(f.f), true);
    case "builtin":
      return l.loadGlobal(f.name, true);
    case "class":
      return l.loadGlobal(className(f.c), true);
    case "exception":
      return l.loadGlobal(EXCEPTIONS[f.i] as string, true);
    case "local":
      l.loadLocal(f.i);
      return l.builder.emit(OP.PUSH_NULL);
    default:
      return assertNever(f);
  }
}

function calleeSource(p: Printing, f: Callee): string {
  switch (f.k) {
    case "function":
      return functionName(f.f);
    case "builtin":
      return f.name;
    case "class":
      return className(f.c);
    case "exception":
      return EXCEPTIONS[f.i] as string;
    case "local":
      return p.local(f.i);
  }
}

// Arguments.

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

/** Whether an argument may have that name: a parameter's, and not twice in a call. */
function isKeyword(names: readonly string[], name: string, i: number): boolean {
  return KEYWORDS.has(name) && names.indexOf(name) === i;
}

function lowerTuple(l: Lowering, items: readonly Expr[]): void {
  const v = items.length > 2 ? constantsOf(items) : null;
  if (v !== null) return l.loadConst({ t: "tuple", v });
  l.exprs(items);
  l.builder.emit(OP.BUILD_TUPLE, items.length);
}

function lowerKeywords(l: Lowering, names: readonly string[], values: readonly Expr[]): void {
  const { builder } = l;
  if (values.length === 1) {
    l.loadConst({ t: "str", v: names[0] as string });
    l.expr(values[0] as Expr);
    return builder.emit(OP.BUILD_MAP, 1);
  }
  l.exprs(values);
  l.loadConst(namesTuple(names));
  builder.emit(OP.BUILD_CONST_KEY_MAP, values.length);
}

// Calls that end.

function fixFunctionCall(
  x: Fixing,
  e: ExprOf<"call">,
  f: Callee & { readonly k: "function" },
  given: readonly Expr[],
  rounds: number,
): Expr {
  const target = x.callable(f.f);
  if (target < 0) return ZERO;
  const callee = x.functions[target] as FunctionDraft;
  const inside = x.fn.recursive !== null && callee.recursive !== null;
  let args = given;
  if (callee.params < args.length && !formOf(callee).star) args = args.slice(0, callee.params);
  while (args.length < callee.params - callee.defaults.length) args = [...args, ZERO];
  if (callee.recursive !== null) {
    const first = recursionArgument(args[0] ?? ZERO, inside);
    if (inside) {
      // Two calls that recurse, none in a loop, keep the tree of calls small.
      if (rounds > x.startRounds || ++x.recursiveCalls > 2) return ZERO;
    }
    if (first !== args[0]) args = [first, ...args.slice(1)];
  }
  x.enter(target, rounds);
  if (target === f.f && args === e.args) return e;
  return { k: "call", f: target === f.f ? f : { k: "function", f: target }, args };
}

/** The first argument of a call that recurses: from inside one less than the function's own, from outside a small number. */
function recursionArgument(given: Expr, inside: boolean): Expr {
  if (inside) {
    const down = given.k === "binary" && given.op === MINUS && given.l.k === "local" && given.l.i === 0 &&
      given.r.k === "const" && given.r.v.t === "int" && (given.r.v.v === 1 || given.r.v.v === 2);
    return down ? given : { k: "binary", op: MINUS, l: local(0), r: intConst(1) };
  }
  if (given.k === "const" && given.v.t === "int" && typeof given.v.v === "number" && given.v.v <= MAX_RECURSION) {
    return given;
  }
  const masked = given.k === "binary" && given.op === AND && given.r.k === "const" && given.r.v.t === "int" &&
    typeof given.r.v.v === "number" && given.r.v.v >= 0 && given.r.v.v < 4;
  return masked ? given : intConst(3);
}

const MINUS = BINARY_OPERATORS.indexOf("-");
const AND = BINARY_OPERATORS.indexOf("&");
