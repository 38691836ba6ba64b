/**
 * What changes functions of the module while it runs: their code, defaults, names, versions.
 *
 * @module
 */

import { functionName } from "../draft/draft.ts";
import { clamp, wrap } from "../fix/bounds.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import type { StatementKind } from "./kind.ts";

/** Sets `__kwdefaults__` of a function to None: nothing changes but that its version goes. */
export const REVERSION: StatementKind<"reversion"> = {
  fix(x, s) {
    const f = wrap(s.f, x.functions.length);
    if (!x.isGlobal(f)) return undefined;
    return f === s.f ? s : { k: "reversion", f };
  },
  lower(l, s) {
    l.loadNone();
    l.loadGlobal(functionName(s.f), false);
    l.builder.emit(OP.STORE_ATTR, l.nameIndex("__kwdefaults__"));
  },
  print: { line: (_p, s) => `${functionName(s.f)}.__kwdefaults__ = None` },
};

/** Gives function `f` the code of `g`, other defaults, or its name to `g`. */
export const REBIND: StatementKind<"rebind"> = {
  fix(x, s) {
    const f = wrap(s.f, x.functions.length);
    if (f === 0 || !x.isGlobal(f) || x.isRecursive(f)) return undefined;
    if (s.what === "defaults") {
      const g = clamp(s.g, 0, 9);
      return f === s.f && g === s.g ? s : { k: "rebind", f, what: s.what, g };
    }
    // A function takes over what a later one is, so that calls still end.
    const g = wrap(s.g, x.functions.length);
    if (g <= f || !x.isGlobal(g) || x.isRecursive(g)) return undefined;
    x.enter(g, x.entered[f] as number);
    return f === s.f && g === s.g ? s : { k: "rebind", f, what: s.what, g };
  },
  lower(l, s) {
    const { builder } = l;
    if (s.what === "name") {
      l.loadGlobal(functionName(s.g), false);
      l.assignedFunctions |= 1 << s.f;
      return builder.emit(OP.STORE_GLOBAL, l.nameIndex(functionName(s.f)));
    }
    if (s.what === "defaults") l.loadConst({ t: "tuple", v: [{ t: "int", v: s.g }] });
    else {
      l.loadGlobal(functionName(s.g), false);
      builder.emit(OP.LOAD_ATTR, l.nameIndex("__code__") << 1);
    }
    l.loadGlobal(functionName(s.f), false);
    builder.emit(OP.STORE_ATTR, l.nameIndex(s.what === "code" ? "__code__" : "__defaults__"));
  },
  print: {
    line(_p, s) {
      if (s.what === "name") return `${functionName(s.f)} = ${functionName(s.g)}`;
      return s.what === "defaults"
        ? `${functionName(s.f)}.__defaults__ = (${s.g},)`
        : `${functionName(s.f)}.__code__ = ${functionName(s.g)}.__code__`;
    },
  },
};
