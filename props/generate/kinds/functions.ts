/**
 * Inner functions, as values and bound to locals, and `return`.
 *
 * @module
 */

import { formOf, type FunctionDraft, localName } from "../draft/draft.ts";
import { NONE } from "../draft/expression.ts";
import { wrap } from "../fix/bounds.ts";
import { lowerReturn, makeFunction } from "../lower/functions.ts";
import { lambdaSource, printFunction } from "../print/functions.ts";
import type { ExpressionKind, StatementKind } from "./kind.ts";

/** A new inner function as a value. */
export const MAKE: ExpressionKind<"make"> = {
  fix(x, e, _left, rounds) {
    const f = wrap(e.f, x.functions.length);
    if ((x.functions[f] as FunctionDraft).parent !== x.f) return NONE;
    x.enter(f, rounds);
    return f === e.f ? e : { k: "make", f };
  },
  lower(l, e) {
    makeFunction(l, e.f);
  },
  print(p, e) {
    return lambdaSource(p, e.f);
  },
};

/** Makes an inner function and binds it to a local. */
export const DEF: StatementKind<"def"> = {
  fix(x, s, place) {
    const f = wrap(s.f, x.functions.length);
    if ((x.functions[f] as FunctionDraft).parent !== x.f) return undefined;
    const v = x.assignable(s.v);
    if (v === null) return undefined;
    x.enter(f, place.rounds);
    return f === s.f && v === s.v ? s : { k: "def", f, v };
  },
  lower(l, s) {
    l.innerNames[s.f] ??= localName(l.fn, s.v);
    makeFunction(l, s.f);
    l.storeLocal(s.v);
  },
  print: {
    lines(p, s, indent) {
      printFunction(p, s.f, p.local(s.v), indent);
    },
  },
};

export const RETURN: StatementKind<"return"> = {
  fix(x, s, place) {
    const e = x.at(s.e, place);
    if (place.kept) return { k: "expr", e };
    if (formOf(x.fn).kind === "async generator" && e !== NONE) {
      return e.k === "const" && e.v.t === "None" ? s : { k: "return", e: NONE };
    }
    return e === s.e ? s : { ...s, e };
  },
  lower(l, s) {
    lowerReturn(l, s.e);
  },
  print: {
    line(p, s) {
      // An asynchronous generator may not even say that it returns None.
      return formOf(p.fn).kind === "async generator" ? "return" : `return ${p.expr(s.e)}`;
    },
  },
  *simpler(s) {
    if (s.e.k !== "const") yield { k: "return", e: NONE };
  },
};
