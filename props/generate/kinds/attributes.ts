/**
 * Attributes, read and assigned, and those that `super()` finds.
 *
 * @module
 */

import { type AttributeName, ATTRIBUTES, type MemberName, MEMBERS } from "../draft/classes.ts";
import { ZERO } from "../draft/expression.ts";
import { IN_PLACE } from "../lower/constants.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import type { AssignedKind, ExpressionKind } from "./kind.ts";

export const ATTR: ExpressionKind<"attr"> = {
  fix(x, e, left, rounds) {
    if (!ATTRIBUTES.includes(e.name)) return ZERO;
    // The code of the entry, though not the entry itself.
    if (e.name === "__code__" && e.o.k === "ref" && e.o.what === "function" && e.o.i === 0) return e;
    const o = x.expr(e.o, left, rounds);
    return o === e.o ? e : { k: "attr", o, name: e.name };
  },
  lower(l, e) {
    l.expr(e.o);
    if (e.name === "f_lineno") l.asksForLines = true;
    l.builder.emit(OP.LOAD_ATTR, l.nameIndex(e.name) << 1);
  },
  print(p, e) {
    return `(${p.expr(e.o)}).${e.name}`;
  },
  weight: () => 1,
};

export const SUPER: ExpressionKind<"super"> = {
  fix(x, e, left, rounds) {
    if ((x.ownerOf[x.f] as number) < 0 || x.fn.params === 0) return ZERO;
    if (!ATTRIBUTES.includes(e.name as AttributeName) && !MEMBERS.includes(e.name as MemberName)) return ZERO;
    const args = x.exprs(e.args, left, rounds);
    return args === e.args ? e : { ...e, args };
  },
  lower(l, e) {
    const { builder } = l;
    l.loadGlobal("super", false);
    builder.emit(OP.LOAD_DEREF, l.classCell);
    l.loadLocal(0);
    builder.emit(OP.LOAD_SUPER_ATTR, (l.nameIndex(e.name) << 2) | (e.called ? 1 : 0));
    if (!e.called) return;
    l.exprs(e.args);
    builder.emit(OP.CALL, e.args.length);
  },
  print(p, e) {
    return `super().${e.name}${e.called ? `(${p.list(e.args)})` : ""}`;
  },
};

export const ATTR_TARGET: AssignedKind<"attr"> = {
  fix(x, t, place) {
    if (!ATTRIBUTES.includes(t.name)) return null;
    const o = x.at(t.o, place);
    return o === t.o ? t : { k: "attr", o, name: t.name };
  },
  store(l, t) {
    l.expr(t.o);
    l.builder.emit(OP.STORE_ATTR, l.nameIndex(t.name));
  },
  del(l, t) {
    l.expr(t.o);
    l.builder.emit(OP.DELETE_ATTR, l.nameIndex(t.name));
  },
  augment(l, t, op, e) {
    const { builder } = l;
    l.expr(t.o);
    builder.emit(OP.COPY, 1);
    builder.emit(OP.LOAD_ATTR, l.nameIndex(t.name) << 1);
    l.expr(e);
    builder.emit(OP.BINARY_OP, op + IN_PLACE);
    builder.emit(OP.SWAP, 2);
    builder.emit(OP.STORE_ATTR, l.nameIndex(t.name));
  },
  print(p, t) {
    return `(${p.expr(t.o)}).${t.name}`;
  },
};
