/**
 * What is assumed of lifetimes: that what a store lets go of dies at once, and by the destructor that it had.
 *
 * @module
 */

import { type Expr, NONE, type Target } from "../../draft/draft.ts";
import type { Drawing } from "../drawing.ts";
import {
  AND,
  assignTo,
  attribute,
  binary,
  build,
  call,
  classValue,
  constant,
  give,
  int,
  str,
  subscript,
  tupleLiteral,
} from "../nodes.ts";
import {
  anyGlobal,
  type Assumption,
  type Change,
  forGood,
  functionOf,
  instanceOf,
  newClassOf,
  safely,
  show,
  subject,
  toAndFro,
} from "./assumption.ts";
import { setOn } from "./attributes.ts";

/** Objects that are made before the loop, one for a round; a power of two. */
const OBJECTS = 16;

/** What is assigned to, and read again. */
interface Held {
  readonly target: Target;
  readonly value: Expr;
}

function item(o: Expr, i: Expr): Held {
  return { target: { k: "item", o, i }, value: subscript(o, i) };
}

function both(value: Expr & Target): Held {
  return { target: value, value };
}

/** What holds one object after the other. */
function holder(d: Drawing): Held | null {
  const what = d.choices.below(6);
  if (what === 0) {
    const g = anyGlobal(d);
    return g === null ? null : both(g);
  }
  if (what < 3) {
    const held = subject(d, what === 1 ? build("list", NONE, NONE) : build("dict", int(0), NONE, int(1), NONE));
    return held === null ? null : item(held.global, int(1));
  }
  const c = newClassOf(d, what === 3 ? { slots: ["x"] } : {});
  const held = c < 0 ? null : subject(d, instanceOf(c));
  if (held === null) return null;
  const x = attribute(held.global, "x");
  if (what === 4) d.locals.prologue.push(assignTo(attribute(held.local, "__dict__"), build("dict", str("x"), NONE)));
  d.locals.prologue.push(assignTo(x, NONE));
  return both(x);
}

/** What may change of an object that is held, and of its class. */
const CHANGES: readonly ((d: Drawing, c: number, place: Held) => Change)[] = [
  (d, c) => forGood(setOn(classValue(c), "__del__", functionOf(d, 1, [show(int(77))]))),
  (_, _c, { target }) => toAndFro([assignTo(target, NONE)], []),
  (d, _, { value }) => {
    const keeps = anyGlobal(d);
    return keeps === null ? forGood() : toAndFro([assignTo(keeps, value)], [assignTo(keeps, NONE)]);
  },
];

/** A store lets go of an object, whose destructor shows what was stored last: it runs before the next store. */
export const held: Assumption = (d) => {
  const clock = anyGlobal(d);
  const objects = anyGlobal(d);
  const place = holder(d);
  if (clock === null || objects === null || place === null) return null;
  const c = newClassOf(d, { members: [["__init__", 2, [give(NONE)]], ["__del__", 1, [show(clock)]]] });
  if (c < 0) return null;
  const numbers = constant(tupleLiteral(...Array.from({ length: OBJECTS }, (_, i) => i)));
  d.locals.prologue.push(assignTo(objects, call("list", call("map", classValue(c), numbers))));
  const change = d.pick(CHANGES)(d, c, place);
  return {
    use({ round }) {
      const next = item(objects, binary(round, AND, int(OBJECTS - 1)));
      return [safely(assignTo(place.target, next.value), assignTo(clock, round), assignTo(next.target, NONE))];
    },
    change,
  };
};
