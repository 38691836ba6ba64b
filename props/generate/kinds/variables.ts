/**
 * Constants, variables of all scopes, and names of what the module defines.
 *
 * @module
 */

import { className } from "../draft/classes.ts";
import { type FunctionDraft, functionName, globalName, localName } from "../draft/draft.ts";
import { type Expr, local, NONE, type Referent, type TargetOf, ZERO } from "../draft/expression.ts";
import { BUILTINS, EXCEPTIONS } from "../draft/vocabulary.ts";
import { isConstant, wrap } from "../fix/bounds.ts";
import { IN_PLACE } from "../lower/constants.ts";
import type { Lowering } from "../lower/lowering.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import { literalSource } from "../print/literals.ts";
import { literalWeight } from "../shrink/scale.ts";
import type { AssignedKind, ExpressionKind } from "./kind.ts";

export const CONST: ExpressionKind<"const"> = {
  atom: true,
  fix(_x, e) {
    return isConstant(e.v) ? e : ZERO;
  },
  lower(l, e) {
    l.loadConst(e.v);
  },
  print(_p, e) {
    const text = literalSource(e.v);
    return text.startsWith("-") ? `(${text})` : text;
  },
  weight: ({ v }) => literalWeight(v),
};

export const LOCAL: ExpressionKind<"local"> = {
  atom: true,
  fix(x, e) {
    if (x.fn.locals === 0) return ZERO;
    const i = wrap(e.i, x.fn.locals);
    return i === e.i ? e : local(i);
  },
  lower(l, e) {
    l.loadLocal(e.i);
  },
  print(p, e) {
    return p.local(e.i);
  },
  weight: ({ i }) => 2 + i / 32,
};

export const COUNTER: ExpressionKind<"counter"> = {
  atom: true,
  fix(x, e) {
    // Counters of loops that come later do not exist yet.
    if (e.i >= 0 && e.i < x.counters) return e;
    return x.counters === 0 ? ZERO : { k: "counter", i: wrap(e.i, x.counters) };
  },
  lower(l, e) {
    l.loadLocal(l.fn.locals + e.i);
  },
  print(p, e) {
    return p.local(p.fn.locals + e.i);
  },
};

export const FREE: ExpressionKind<"free"> = {
  atom: true,
  fix(x, e) {
    const count = x.freeCount();
    if (count === 0) return ZERO;
    const i = wrap(e.i, count);
    return i === e.i ? e : { k: "free", i };
  },
  lower(l, e) {
    l.builder.emit(OP.LOAD_DEREF, l.freeOf[e.i] as number);
  },
  print(p, e) {
    return localName(p.draft.functions[p.fn.parent ?? 0] as FunctionDraft, e.i);
  },
};

export const GLOBAL: ExpressionKind<"global"> = {
  atom: true,
  fix(x, e) {
    if (x.globals === 0) return ZERO;
    const i = wrap(e.i, x.globals);
    return i === e.i ? e : { k: "global", i };
  },
  lower(l, e) {
    l.loadGlobal(l.globalOf(e.i), false);
  },
  print(p, e) {
    p.globals |= 1 << e.i;
    return globalName(e.i);
  },
};

/** A function, class, exception type or builtin, by its name. */
export const REF: ExpressionKind<"ref"> = {
  fix(x, e) {
    switch (e.what) {
      case "function": {
        const i = wrap(e.i, x.functions.length);
        // The entry is called from outside only, and what may call itself only as it has to. Others may come to call
        // themselves through a value; a run's fuel ends that.
        if (i === 0 || x.isRecursive(i) || !x.isGlobal(i)) return NONE;
        return i === e.i ? e : { k: "ref", what: "function", i };
      }
      case "class": {
        if (x.classes.length === 0) return NONE;
        const i = wrap(e.i, x.classes.length);
        return i === e.i ? e : { k: "ref", what: "class", i };
      }
      case "exception":
      case "builtin": {
        const i = wrap(e.i, e.what === "exception" ? EXCEPTIONS.length : BUILTINS.length);
        return i === e.i ? e : { k: "ref", what: e.what, i };
      }
    }
  },
  lower(l, e) {
    l.loadGlobal(referentName(e.what, e.i), false);
  },
  print(_p, e) {
    return referentName(e.what, e.i);
  },
};

function referentName(what: Referent, i: number): string {
  switch (what) {
    case "function":
      return functionName(i);
    case "class":
      return className(i);
    case "exception":
      return EXCEPTIONS[i] as string;
    case "builtin":
      return BUILTINS[i] as string;
  }
}

/** `t op= e` of a variable. */
function augmentVariable(l: Lowering, t: TargetOf<"local" | "free" | "global">, op: number, e: Expr): void {
  l.expr(t);
  l.expr(e);
  l.builder.emit(OP.BINARY_OP, op + IN_PLACE);
  l.store(t);
}

export const LOCAL_TARGET: AssignedKind<"local"> = {
  fix(x, t) {
    const i = x.assignable(t.i);
    return i === null ? null : i === t.i ? t : { k: "local", i };
  },
  store(l, t) {
    l.storeLocal(t.i);
  },
  del(l, t) {
    l.deleteLocal(t.i);
  },
  augment: augmentVariable,
  print: LOCAL.print,
};

export const FREE_TARGET: AssignedKind<"free"> = {
  fix(x, t) {
    const count = x.freeCount();
    // The parent's own rules hold for its locals here, too.
    const first = count > 0 && x.isRecursive(x.fn.parent as number) ? 1 : 0;
    if (count <= first) return null;
    const i = Math.max(first, wrap(t.i, count));
    return i === t.i ? t : { k: "free", i };
  },
  store(l, t) {
    l.builder.emit(OP.STORE_DEREF, l.freeOf[t.i] as number);
  },
  del(l, t) {
    l.builder.emit(OP.DELETE_DEREF, l.freeOf[t.i] as number);
  },
  augment: augmentVariable,
  print: FREE.print,
};

export const GLOBAL_TARGET: AssignedKind<"global"> = {
  fix(x, t) {
    if (x.globals === 0) return null;
    const i = wrap(t.i, x.globals);
    return i === t.i ? t : { k: "global", i };
  },
  store(l, t) {
    l.assignedGlobals |= 1 << t.i;
    l.builder.emit(OP.STORE_GLOBAL, l.nameIndex(l.globalOf(t.i)));
  },
  del(l, t) {
    l.assignedGlobals |= 1 << t.i;
    l.builder.emit(OP.DELETE_GLOBAL, l.nameIndex(l.globalOf(t.i)));
  },
  augment: augmentVariable,
  print: GLOBAL.print,
};
