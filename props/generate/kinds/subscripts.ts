/**
 * Items and slices, read and assigned.
 *
 * @module
 */

import { constantOf } from "../lower/conditions.ts";
import { IN_PLACE } from "../lower/constants.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import type { AssignedKind, ExpressionKind } from "./kind.ts";

export const SUBSCRIPT: ExpressionKind<"subscript"> = {
  fix(x, e, left, rounds) {
    const o = x.expr(e.o, left, rounds);
    const i = x.expr(e.i, left, rounds);
    return o === e.o && i === e.i ? e : { k: "subscript", o, i };
  },
  lower(l, e) {
    const value = constantOf(e);
    if (value !== null) return l.loadConst(value);
    l.expr(e.o);
    l.expr(e.i);
    l.builder.emit(OP.BINARY_SUBSCR);
  },
  print(p, e) {
    return `${p.expr(e.o)}[${p.expr(e.i)}]`;
  },
};

export const SLICE: ExpressionKind<"slice"> = {
  fix(x, e, left, rounds) {
    const o = x.expr(e.o, left, rounds);
    const a = x.expr(e.a, left, rounds);
    const b = x.expr(e.b, left, rounds);
    return o === e.o && a === e.a && b === e.b ? e : { k: "slice", o, a, b };
  },
  lower(l, e) {
    l.expr(e.o);
    l.expr(e.a);
    l.expr(e.b);
    l.builder.emit(OP.BINARY_SLICE);
  },
  print(p, e) {
    return `${p.expr(e.o)}[${p.expr(e.a)}:${p.expr(e.b)}]`;
  },
};

export const ITEM_TARGET: AssignedKind<"item"> = {
  fix(x, t, place) {
    const o = x.at(t.o, place);
    const i = x.at(t.i, place);
    return o === t.o && i === t.i ? t : { k: "item", o, i };
  },
  store(l, t) {
    l.expr(t.o);
    l.expr(t.i);
    l.builder.emit(OP.STORE_SUBSCR);
  },
  del(l, t) {
    l.expr(t.o);
    l.expr(t.i);
    l.builder.emit(OP.DELETE_SUBSCR);
  },
  augment(l, t, op, e) {
    const { builder } = l;
    l.expr(t.o);
    l.expr(t.i);
    builder.emit(OP.COPY, 2);
    builder.emit(OP.COPY, 2);
    builder.emit(OP.BINARY_SUBSCR);
    l.expr(e);
    builder.emit(OP.BINARY_OP, op + IN_PLACE);
    builder.emit(OP.SWAP, 3);
    builder.emit(OP.SWAP, 2);
    builder.emit(OP.STORE_SUBSCR);
  },
  print(p, t) {
    return `${p.expr(t.o)}[${p.expr(t.i)}]`;
  },
};

export const SLICE_TARGET: AssignedKind<"slice"> = {
  fix(x, t, place) {
    const o = x.at(t.o, place);
    const a = x.at(t.a, place);
    const b = x.at(t.b, place);
    return o === t.o && a === t.a && b === t.b ? t : { k: "slice", o, a, b };
  },
  store(l, t) {
    l.expr(t.o);
    l.expr(t.a);
    l.expr(t.b);
    l.builder.emit(OP.STORE_SLICE);
  },
  del(l, t) {
    l.expr(t.o);
    l.expr(t.a);
    l.expr(t.b);
    l.builder.emit(OP.BUILD_SLICE, 2);
    l.builder.emit(OP.DELETE_SUBSCR);
  },
  augment(l, t, op, e) {
    const { builder } = l;
    l.expr(t.o);
    l.expr(t.a);
    l.expr(t.b);
    for (let i = 0; i < 3; i++) builder.emit(OP.COPY, 3);
    builder.emit(OP.BINARY_SLICE);
    l.expr(e);
    builder.emit(OP.BINARY_OP, op + IN_PLACE);
    builder.emit(OP.SWAP, 4);
    builder.emit(OP.SWAP, 3);
    builder.emit(OP.SWAP, 2);
    builder.emit(OP.STORE_SLICE);
  },
  print: SLICE.print as AssignedKind<"slice">["print"],
};
