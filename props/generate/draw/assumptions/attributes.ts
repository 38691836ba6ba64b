/**
 * What is assumed of attributes: version and layout of a class, values or dict of an instance, keys of both, descriptors.
 *
 * @module
 */

import type { AttributeName } from "../../draft/classes.ts";
import { type Block, type Expr, NONE, type Stmt } from "../../draft/draft.ts";
import type { Drawing } from "../drawing.ts";
import { FIRST, SELF } from "../members.ts";
import {
  ADD,
  add,
  assignTo,
  attribute,
  binary,
  build,
  builtin,
  call,
  callMethod,
  classValue,
  float,
  give,
  int,
  MUL,
  run,
  str,
} from "../nodes.ts";
import {
  anyGlobal,
  type Assumption,
  type Change,
  type ClassParts,
  functionOf,
  type GlobalVariable,
  instanceOf,
  newClassOf,
  read,
  safely,
  show,
  showSafely,
  type Spot,
  type Subject,
  subject,
  toAndFro,
} from "./assumption.ts";

/** `m(self, p)`. */
export function method(d: Drawing): Block {
  const by = int(d.choices.int(1, 9));
  return [give(binary(FIRST, d.choices.bool() ? ADD : MUL, by))];
}

/** A function to stand in for a method. */
export function otherMethod(d: Drawing): Expr {
  return functionOf(d, 2, [give(binary(FIRST, ADD, int(d.choices.int(20, 40))))]);
}

/** A function of one parameter to stand in an instance's dict where a method was. */
export function plain(d: Drawing): Expr {
  return functionOf(d, 1, [give(binary(SELF, ADD, int(d.choices.int(50, 70))))]);
}

/** A getter's property; it is given the instance. */
export function getter(d: Drawing): Expr {
  return call("property", functionOf(d, 1, [give(int(d.choices.int(80, 90)))]));
}

export function setOn(o: Expr, name: string, e: Expr): Stmt {
  return run(call("setattr", o, str(name), e));
}

export function unset(o: Expr, name: string): Stmt {
  return run(call("delattr", o, str(name)));
}

/** A class that instances at the site are not of, with the same attributes elsewhere. */
function strangerOf(d: Drawing, fields: readonly AttributeName[]): Block | null {
  const g = anyGlobal(d);
  if (g === null) return null;
  const c = newClassOf(d, { members: [["m", 2, [give(binary(FIRST, ADD, int(100)))]]] });
  if (c < 0) return null;
  d.locals.prologue.push(assignTo(g, instanceOf(c)));
  fields.forEach((name, i) => d.locals.prologue.push(assignTo(attribute(g, name), int(110 + i))));
  return [assignTo(g, g)];
}

/** An instance with attributes, in the order given. */
export function withFields(d: Drawing, made: Subject, names: readonly AttributeName[]): void {
  names.forEach((name, i) => d.locals.prologue.push(assignTo(attribute(made.local, name), int(i + 1))));
}

/** The instance at a site is replaced by another one: `usual` at first and in the end. */
export function replaced(d: Drawing, held: Subject, odd: Expr): Change | null {
  const old = anyGlobal(d);
  if (old === null) return null;
  d.locals.prologue.push(assignTo(old, held.local));
  return toAndFro([assignTo(held.global, odd)], [assignTo(held.global, old)]);
}

/** What may be in the variable of an instance instead. */
export function otherOwner(d: Drawing, c: number, names: readonly AttributeName[]): Expr {
  switch (d.choices.below(5)) {
    case 0: {
      const stranger = strangerOf(d, [...names].reverse());
      if (stranger !== null) return (stranger[0] as Stmt & { readonly k: "assign" }).e;
      return int(3);
    }
    case 1: {
      // A subclass has a table of keys of its own.
      const sub = newClassOf(d, { base: c, members: d.choices.bool() ? [["m", 2, method(d)]] : [] });
      return sub < 0 ? NONE : instanceOf(sub);
    }
    case 2:
      return instanceOf(c);
    case 3:
      return classValue(c);
    default:
      return d.pick<Expr>([int(7), NONE, str("x"), builtin("len")]);
  }
}

/** Changes of an instance with attributes `x` and `y` and of its class, as far as they touch `x`. */
function valueChanges(d: Drawing, c: number, held: Subject): Change | null {
  const o = held.global;
  const cls = classValue(c);
  const x = attribute(o, "x");
  const back = assignTo(x, int(2));
  const keeps = anyGlobal(d);
  switch (d.choices.below(keeps === null ? 9 : 12)) {
    case 0:
      return toAndFro([assignTo(attribute(o, "__dict__"), build("dict", str("y"), int(7), str("x"), int(8)))], [back]);
    case 1:
      return toAndFro([assignTo(attribute(o, "__dict__"), build("dict"))], [back]);
    case 2:
      return toAndFro([{ k: "del", t: x }], [back]);
    case 3:
      return toAndFro([setOn(cls, "x", getter(d))], [unset(cls, "x")]);
    case 4: {
      const lookup = functionOf(d, 2, [give(int(44))]);
      return toAndFro([setOn(cls, "__getattribute__", lookup)], [unset(cls, "__getattribute__")]);
    }
    case 5:
      return toAndFro([{ k: "del", t: attribute(o, "y") }, setOn(cls, "z", int(5))], [
        assignTo(attribute(o, "y"), int(6)),
      ]);
    case 6: {
      const other = newClassOf(d, {});
      if (other < 0) return null;
      d.locals.prologue.push(assignTo(attribute(instanceOf(other), "y"), int(1)));
      return toAndFro([assignTo(attribute(o, "__class__"), classValue(other))], [
        assignTo(attribute(o, "__class__"), cls),
      ]);
    }
    case 7:
      return toAndFro([assignTo(x, d.pick<Expr>([float(0.5), str("t"), NONE]))], [back]);
    case 8:
      return replaced(d, held, otherOwner(d, c, ["x", "y"]));
    default: {
      const dict = keeps as GlobalVariable;
      return toAndFro([
        assignTo(dict, attribute(o, "__dict__")),
        assignTo({ k: "item", o: dict, i: str("x") }, int(30)),
      ], [assignTo(dict, NONE)]);
    }
  }
}

/** Whether a change replaces what a global holds, so that uses have to read it there. */
function readsGlobal(change: Change, held: Subject): boolean {
  return change.breaks.some((s) => s.k === "assign" && s.t.k === "global" && s.t.i === held.global.i);
}

export function owner(d: Drawing, held: Subject, change: Change, spot: Spot): Expr {
  return readsGlobal(change, held) ? held.global : read(d, held, spot);
}

/** An instance, its attributes set before the loop; perhaps in a dict of its own. */
export function instance(d: Drawing, parts: ClassParts, names: readonly AttributeName[]): [number, Subject] | null {
  const c = newClassOf(d, parts);
  if (c < 0) return null;
  const held = subject(d, instanceOf(c));
  if (held === null) return null;
  withFields(d, held, names);
  return [c, held];
}

/** An attribute lies among the inline values of its instance. */
export const instanceValue: Assumption = (d) => {
  const made = instance(d, {}, d.choices.bool() ? ["x", "y"] : ["y", "x"]);
  if (made === null) return null;
  const change = valueChanges(d, ...made);
  if (change === null) return null;
  return { use: (spot) => [showSafely(attribute(owner(d, made[1], change, spot), "x"))], change };
};

/** The same for a store, after which all attributes are shown. */
export const storedValue: Assumption = (d) => {
  const made = instance(d, {}, d.choices.bool() ? ["x", "y"] : ["y", "x"]);
  if (made === null) return null;
  const change = valueChanges(d, ...made);
  if (change === null) return null;
  return {
    use(spot) {
      const x = attribute(owner(d, made[1], change, spot), "x");
      const stored = d.choices.bool() ? assignTo(x, spot.round) : add(x, int(1));
      return [safely(stored, show(x))];
    },
    change,
  };
};

/** An attribute lies in a dict of the instance's own, at the place that a hint names. */
export const hint: Assumption = (d) => {
  const made = instance(d, {}, []);
  if (made === null) return null;
  const [c, held] = made;
  const o = held.global;
  const first = build("dict", str("x"), int(1), str("y"), int(2));
  const other = build("dict", str("y"), int(3), str("x"), int(4));
  const dict = attribute(o, "__dict__");
  d.locals.prologue.push(assignTo(dict, first));
  const item = { k: "item", o: dict, i: str("x") } as const;
  const changes: readonly (() => Change | null)[] = [
    () => toAndFro([assignTo(dict, other)], [assignTo(dict, first)]),
    () => toAndFro([assignTo(dict, other)], [assignTo(dict, first)]),
    () => toAndFro([assignTo(dict, build("dict", str("y"), int(5)))], [assignTo(attribute(o, "x"), int(6))]),
    () => toAndFro([{ k: "del", t: attribute(o, "x") }, assignTo(attribute(o, "z"), int(7))], [assignTo(item, int(8))]),
    () => toAndFro([run(callMethod(dict, "popitem")), assignTo(attribute(o, "z"), int(9))], [assignTo(item, int(8))]),
    () => replaced(d, held, otherOwner(d, c, ["x", "y"])),
    () => replaced(d, held, instanceOf(c)),
    () => {
      const empty = anyGlobal(d);
      if (empty === null) return null;
      // Of the same class, but with values.
      d.locals.prologue.push(assignTo(empty, instanceOf(c)), assignTo(attribute(empty, "x"), int(11)));
      return replaced(d, held, empty);
    },
    () => toAndFro([setOn(classValue(c), "x", getter(d))], [unset(classValue(c), "x")]),
    () => toAndFro([run(callMethod(dict, "clear"))], [assignTo(dict, first)]),
  ];
  const change = d.pick(changes)();
  if (change === null) return null;
  const stores = d.choices.chance(1, 2);
  return {
    use(spot) {
      const read = owner(d, held, change, spot);
      const x = attribute(read, "x");
      if (!stores) return [showSafely(x)];
      return [safely(d.choices.bool() ? assignTo(x, spot.round) : add(x, int(1)), show(x), show(attribute(read, "y")))];
    },
    change,
  };
};
