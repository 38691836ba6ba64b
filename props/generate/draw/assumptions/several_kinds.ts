/**
 * Sites that see several kinds by turns: layouts, classes and callables; and what is found by more ways than one.
 *
 * @module
 */

import { type Block, type Expr, NONE } from "../../draft/draft.ts";
import type { Drawing } from "../drawing.ts";
import { newLocal } from "../locals.ts";
import { FIRST } from "../members.ts";
import {
  ADD,
  add,
  AND,
  assignTo,
  attribute,
  binary,
  build,
  builtin,
  call,
  callMethod,
  classValue,
  constant,
  give,
  int,
  MUL,
  str,
  subscript,
  tupleLiteral,
  variable,
  wholeLiteral,
} from "../nodes.ts";
import {
  anyGlobal,
  type Assumption,
  forGood,
  functionOf,
  instanceOf,
  newClassOf,
  safely,
  show,
  showSafely,
  type Spot,
  subject,
  toAndFro,
} from "./assumption.ts";
import { getter, method, otherMethod, setOn } from "./attributes.ts";
import { smallBody } from "./functions.ts";

/** Makes an object with an attribute `x` and perhaps a method `m`; null where there is no room. */
type Layout = (d: Drawing) => Expr | null;

/** An instance of a class of its own, which statements then prepare. */
function prepared(d: Drawing, parts: Parameters<typeof newClassOf>[1], prepare: (o: Expr) => Block): Expr | null {
  const c = newClassOf(d, parts);
  const held = c < 0 ? null : subject(d, instanceOf(c));
  if (held === null) return null;
  d.locals.prologue.push(...prepare(held.local));
  return held.local;
}

const LAYOUTS: readonly Layout[] = [
  (d) =>
    prepared(d, { members: [["m", 2, method(d)]] }, (o) => [
      assignTo(attribute(o, "x"), int(1)),
      assignTo(attribute(o, "y"), int(2)),
    ]),
  (d) =>
    prepared(d, { members: [["m", 2, method(d)]] }, (o) => [
      assignTo(attribute(o, "y"), int(3)),
      assignTo(attribute(o, "x"), int(4)),
    ]),
  (d) => prepared(d, { slots: ["y", "x"] }, (o) => [assignTo(attribute(o, "x"), int(5))]),
  (d) =>
    prepared(d, {}, (o) => [assignTo(attribute(o, "__dict__"), build("dict", str("x"), int(6), str("y"), int(7)))]),
  (d) =>
    prepared(d, {}, (o) => [assignTo(attribute(o, "__dict__"), build("dict", str("y"), int(8), str("x"), int(9)))]),
  (d) => prepared(d, { attributes: [{ name: "x", v: wholeLiteral(10) }] }, () => []),
  (d) => prepared(d, { members: [["__getattr__", 2, [give(int(11))]]] }, () => []),
  (d) => {
    const c = newClassOf(d, { attributes: [{ name: "x", v: wholeLiteral(12) }] });
    return c < 0 ? null : classValue(c);
  },
];

/** What can be called with one argument. */
const CALLABLES: readonly Layout[] = [
  (d) => functionOf(d, 1, smallBody(d)),
  (d) => functionOf(d, 1, [give(binary(variable(0), MUL, int(5)))]),
  () => builtin("abs"),
  () => builtin("repr"),
  () => builtin("float"),
  (d) => {
    const c = newClassOf(d, { members: [["m", 2, smallBody(d, 1)]] });
    return c < 0 ? null : attribute(instanceOf(c), "m");
  },
  (d) => {
    const c = newClassOf(d, { members: [["__call__", 2, smallBody(d, 1)]] });
    return c < 0 ? null : instanceOf(c);
  },
];

/** What has items. */
const SEQUENCES: readonly Layout[] = [
  () => constant(tupleLiteral(1, 2)),
  () => call("list", constant(tupleLiteral(3, 4))),
  () => constant({ t: "str", v: "ab" }),
  () => constant({ t: "str", v: "é∞" }),
  () => build("dict", int(0), int(5), int(1), int(6)),
  () => constant(tupleLiteral()),
  () => build("list"),
  () => call("range", int(2)),
];

/** Uses of one object at one site. */
type Use = (d: Drawing, o: Expr, spot: Spot) => Block;

const SORTS: readonly (readonly [readonly Layout[], readonly Use[]])[] = [
  [LAYOUTS, [
    (_, o) => [showSafely(attribute(o, "x"))],
    (_, o) => [showSafely(attribute(o, "x"))],
    (_, o, { round }) => [safely(assignTo(attribute(o, "x"), round), show(attribute(o, "x")))],
    (_, o) => [safely(add(attribute(o, "x"), int(1)), show(attribute(o, "x")))],
    (_, o, { round }) => [showSafely(callMethod(o, "m", round))],
  ]],
  [CALLABLES, [
    (d, o, { far, round }) => {
      const v = far ? 1 : newLocal(d, "closure", NONE);
      return [safely(assignTo(variable(v), o), show({ k: "call", f: { k: "local", i: v }, args: [round] }))];
    },
  ]],
  [SEQUENCES, [
    (_, o, { round }) => [showSafely(subscript(o, binary(round, AND, int(1))))],
    (_, o) => [showSafely(subscript(o, int(1)))],
    (_, o) => [showSafely(call("len", o))],
    (_, o) => [{ k: "if", c: o, then: [show(int(1))], orelse: [show(int(0))] }],
    (_, o) => [showSafely({ k: "in", not: false, l: int(1), r: o })],
  ]],
];

/** A site sees two or three kinds by turns, in an order that then changes. */
export const severalKinds: Assumption = (d) => {
  const all = anyGlobal(d);
  const [layouts, uses] = d.pick(SORTS);
  const first = d.pick(layouts)(d);
  const second = d.pick(layouts)(d);
  if (all === null || first === null || second === null) return null;
  const usual = build("tuple", first, d.choices.bool() ? second : first, first, second);
  const odd = build("tuple", second, second, first, d.choices.bool() ? second : NONE);
  const other = anyGlobal(d);
  const old = anyGlobal(d);
  if (other === null || old === null) return null;
  d.locals.prologue.push(assignTo(old, usual), assignTo(other, odd), assignTo(all, old));
  const use = d.pick(uses);
  return {
    use: (spot) => use(d, subscript(all, binary(spot.round, AND, int(3))), spot),
    change: toAndFro([assignTo(all, other)], [assignTo(all, old)]),
  };
};

/** A method of a diamond of classes, found behind one side or the other, and by `super()` along both. */
export const diamond: Assumption = (d) => {
  const next: Expr = { k: "super", name: "m", called: true, args: [FIRST] };
  const inherited = (by: number): Block => [give(binary(next, ADD, int(by)))];
  const top = newClassOf(d, { attributes: [{ name: "z", v: wholeLiteral(1) }], members: [["m", 2, method(d)]] });
  const left = newClassOf(d, { base: top, members: d.choices.chance(3, 4) ? [["m", 2, inherited(100)]] : [] });
  const right = newClassOf(d, { base: top, members: d.choices.chance(3, 4) ? [["m", 2, inherited(1000)]] : [] });
  const c = newClassOf(d, {
    base: left,
    second: right,
    members: d.choices.bool() ? [["m", 2, inherited(10_000)]] : [],
  });
  if (top < 0 || left < 0 || right < 0 || c < 0) return null;
  const held = subject(d, instanceOf(c));
  if (held === null) return null;
  const side = classValue(d.pick([left, right, right, top]));
  const bases = attribute(classValue(c), "__bases__");
  const value = d.choices.chance(1, 3);
  const changes = [
    forGood(assignTo(attribute(side, "m"), otherMethod(d))),
    forGood({ k: "del", t: attribute(side, "m") }),
    toAndFro([assignTo(attribute(side, "z"), int(50))], [{ k: "del", t: attribute(side, "z") }]),
    toAndFro([setOn(side, "z", getter(d))], [assignTo(attribute(side, "z"), int(2))]),
    toAndFro(
      [assignTo(bases, build("tuple", classValue(right), classValue(left)))],
      [assignTo(bases, build("tuple", classValue(left), classValue(right)))],
    ),
    toAndFro([assignTo(bases, build("tuple", classValue(right)))], []),
  ];
  const o = held.global;
  return {
    use: ({ round }) => [showSafely(value ? attribute(o, "z") : callMethod(o, "m", round))],
    change: d.pick(value ? changes.slice(2) : [...changes.slice(0, 2), ...changes.slice(4)]),
  };
};
