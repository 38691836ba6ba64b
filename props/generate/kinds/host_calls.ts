/**
 * Calls of host functions: what a program shows, and events.
 *
 * @module
 */

import { functionName } from "../draft/draft.ts";
import { clamp, wrap } from "../fix/bounds.ts";
import { ALL_HOSTS } from "../lower/constants.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import { takesFunction } from "../draft/vocabulary.ts";
import type { StatementKind } from "./kind.ts";

export const EMIT: StatementKind<"emit"> = {
  fix(x, s, place) {
    const e = x.at(s.e, place);
    return e === s.e ? s : { ...s, e };
  },
  lower(l, s) {
    l.hosts |= 1;
    l.loadGlobal("emit", true);
    l.expr(s.e);
    l.builder.emit(OP.CALL, 1);
    l.builder.artificial(OP.POP_TOP);
  },
  print: { line: (p, s) => `emit(${p.expr(s.e)})` },
};

/** A call of a host function that is an event; `f` is the function meant, `n` the number handed over. */
export const EVENT: StatementKind<"event"> = {
  fix(x, s) {
    const f = wrap(s.f, x.functions.length);
    const n = clamp(s.n, 0, 2);
    if (!x.isGlobal(f)) return undefined;
    return f === s.f && n === s.n ? s : { k: "event", host: s.host, f, n };
  },
  lower(l, s) {
    const { builder } = l;
    l.hosts |= 1 << ALL_HOSTS.indexOf(s.host);
    l.loadGlobal(s.host, true);
    if (takesFunction(s.host)) l.loadGlobal(functionName(s.f), false);
    else if (s.host !== "host_invalidate_all") l.loadInt(s.host === "host_monitor_all" ? s.n & 1 : s.n);
    builder.emit(OP.CALL, s.host === "host_invalidate_all" ? 0 : 1);
    builder.artificial(OP.POP_TOP);
  },
  print: {
    line(_p, s) {
      if (takesFunction(s.host)) return `${s.host}(${functionName(s.f)})`;
      return `${s.host}(${s.host === "host_invalidate_all" ? "" : s.host === "host_monitor_all" ? s.n & 1 : s.n})`;
    },
  },
  *simpler(s) {
    if (s.host === "host_invalidate") yield { ...s, host: "host_invalidate_all" };
    if (s.n > 0) yield { ...s, n: 0 };
  },
  weight: ({ host, n }) => 500 + n + (host === "host_invalidate" ? 10 : 0),
};
