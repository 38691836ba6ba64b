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
  constant,
  float,
  give,
  int,
  MUL,
  run,
  str,
  textLiteral,
  variable,
  wholeLiteral,
} from "../nodes.ts";
import {
  anyGlobal,
  type Assumption,
  type Change,
  type ClassParts,
  forGood,
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
function method(d: Drawing): Block {
  const by = int(d.choices.int(1, 9));
  return [give(binary(FIRST, d.choices.bool() ? ADD : MUL, by))];
}

/** A function to stand in for a method. */
function otherMethod(d: Drawing): Expr {
  return functionOf(d, 2, [give(binary(FIRST, ADD, int(d.choices.int(20, 40))))]);
}

/** A function of one parameter to stand in an instance's dict where a method was. */
function plain(d: Drawing): Expr {
  return functionOf(d, 1, [give(binary(SELF, ADD, int(d.choices.int(50, 70))))]);
}

/** A getter's property; it is given the instance. */
function getter(d: Drawing): Expr {
  return call("property", functionOf(d, 1, [give(int(d.choices.int(80, 90)))]));
}

function setOn(o: Expr, name: string, e: Expr): Stmt {
  return run(call("setattr", o, str(name), e));
}

function unset(o: Expr, name: string): Stmt {
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
function withFields(d: Drawing, made: Subject, names: readonly AttributeName[]): void {
  names.forEach((name, i) => d.locals.prologue.push(assignTo(attribute(made.local, name), int(i + 1))));
}

/** The instance at a site is replaced by another one: `usual` at first and in the end. */
function replaced(d: Drawing, held: Subject, odd: Expr): Change | null {
  const old = anyGlobal(d);
  if (old === null) return null;
  d.locals.prologue.push(assignTo(old, held.local));
  return toAndFro([assignTo(held.global, odd)], [assignTo(held.global, old)]);
}

/** What may be in the variable of an instance instead. */
function otherOwner(d: Drawing, c: number, names: readonly AttributeName[]): Expr {
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

function owner(d: Drawing, held: Subject, change: Change, spot: Spot): Expr {
  return readsGlobal(change, held) ? held.global : read(d, held, spot);
}

/** An instance, its attributes set before the loop; perhaps in a dict of its own. */
function instance(d: Drawing, parts: ClassParts, names: readonly AttributeName[]): [number, Subject] | null {
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

/** Changes of a method `m` that is found on the class. */
function methodChanges(d: Drawing, c: number, base: number, held: Subject, hasDict: boolean): Change | null {
  const o = held.global;
  const cls = classValue(d.choices.bool() ? c : base);
  const own = attribute(o, "m");
  const keeps = anyGlobal(d);
  const old = attribute(classValue(base), "m");
  switch (d.choices.below(hasDict ? 16 : 6)) {
    case 0:
    case 1:
      if (keeps === null) return null;
      d.locals.prologue.push(assignTo(keeps, old));
      return toAndFro([assignTo(attribute(cls, "m"), otherMethod(d))], [assignTo(attribute(cls, "m"), keeps)]);
    case 2:
      return forGood(assignTo(attribute(cls, "m"), d.pick<Expr>([builtin("abs"), builtin("repr"), classValue(c)])));
    case 3:
      return replaced(d, held, otherOwner(d, c, ["x"]));
    case 4: {
      const other = newClassOf(d, { members: [["m", 2, method(d)]] });
      if (other < 0 || c === base) return null;
      return toAndFro([assignTo(attribute(classValue(c), "__bases__"), build("tuple", classValue(other)))], [
        assignTo(attribute(classValue(c), "__bases__"), build("tuple", classValue(base))),
      ]);
    }
    case 5:
      return forGood({ k: "del", t: attribute(classValue(base), "m") });
    case 6:
    case 7:
      return toAndFro([assignTo(own, plain(d))], [{ k: "del", t: own }]);
    case 8:
    case 11:
    case 12:
    case 13:
      return toAndFro([assignTo(attribute(o, "__dict__"), build("dict", str("m"), plain(d)))], [{ k: "del", t: own }]);
    case 9:
      return toAndFro([assignTo(attribute(o, "z"), int(1))], [{ k: "del", t: attribute(o, "z") }]);
    default:
      if (keeps === null) return null;
      return toAndFro([
        assignTo(keeps, attribute(o, "__dict__")),
        assignTo({ k: "item", o: keeps, i: str("m") }, plain(d)),
      ], [{ k: "del", t: own }, assignTo(keeps, NONE)]);
  }
}

/** How the instances of a class with a method hold their attributes. */
const HOLDERS: readonly ClassParts[] = [
  {},
  {},
  {},
  { slots: ["x"] },
  { builtin: "Exception" },
  { builtin: "Exception" },
  { builtin: "list" },
];

/** A method is found on the class: nothing in the instance or nearer to it hides it. */
export const methodFound: Assumption = (d) => {
  const parts = d.pick(HOLDERS);
  const base = newClassOf(d, { ...parts, members: [["m", 2, method(d)]] });
  const inherits = d.choices.bool();
  const c = inherits ? newClassOf(d, parts.slots === undefined ? { base } : { base, slots: [] }) : base;
  if (base < 0 || c < 0) return null;
  const held = subject(d, instanceOf(c));
  if (held === null) return null;
  if (parts.builtin === undefined) withFields(d, held, ["x"]);
  const change = methodChanges(d, c, base, held, parts.slots === undefined);
  if (change === null) return null;
  return { use: (spot) => [showSafely(callMethod(owner(d, held, change, spot), "m", spot.round))], change };
};

/** A value is found on the class, through an instance or the class itself. */
export const classValueFound: Assumption = (d) => {
  const slots: readonly AttributeName[] = ["y"];
  const parts: ClassParts = d.choices.chance(1, 3) ? { slots } : {};
  const base = newClassOf(d, { ...parts, attributes: [{ name: "z", v: wholeLiteral(d.choices.int(1, 9)) }] });
  const c = d.choices.bool() ? base : newClassOf(d, parts.slots === undefined ? { base } : { base, slots: [] });
  if (base < 0 || c < 0) return null;
  const held = subject(d, instanceOf(c));
  if (held === null) return null;
  withFields(d, held, ["y"]);
  const o = held.global;
  const through = d.choices.bool();
  const cls = classValue(d.choices.bool() ? c : base);
  const z = attribute(cls, "z");
  const back = assignTo(z, int(3));
  const changes: readonly (() => Change | null)[] = [
    () => toAndFro([assignTo(z, d.pick<Expr>([int(20), float(0.5), NONE, str("z")]))], [back]),
    () => toAndFro([assignTo(z, d.pick<Expr>([int(20), float(0.5), NONE, str("z")]))], [back]),
    () => forGood({ k: "del", t: attribute(classValue(base), "z") }),
    () => toAndFro([assignTo(z, getter(d))], [back]),
    () => parts.slots === undefined ? toAndFro([assignTo(attribute(o, "z"), int(21))], []) : null,
    () =>
      parts.slots === undefined
        ? toAndFro([assignTo(attribute(o, "__dict__"), build("dict", str("z"), int(22)))], [])
        : null,
    () => replaced(d, held, otherOwner(d, c, ["z"])),
  ];
  const change = d.pick(changes)();
  if (change === null) return null;
  return {
    use: (spot) => [showSafely(attribute(through ? classValue(c) : owner(d, held, change, spot), "z"))],
    change,
  };
};

/** A class in a variable is the one whose attribute the site has seen. */
export const classAtSite: Assumption = (d) => {
  const a = newClassOf(d, { attributes: [{ name: "z", v: wholeLiteral(1) }], members: [["m", 1, [give(int(2))]]] });
  const b = newClassOf(d, { attributes: [{ name: "z", v: textLiteral("b") }], members: [["m", 1, [give(int(3))]]] });
  if (a < 0 || b < 0) return null;
  const held = subject(d, classValue(a));
  if (held === null) return null;
  const z = attribute(held.global, "z");
  const changes: readonly Change[] = [
    toAndFro([assignTo(held.global, classValue(b))], [assignTo(held.global, classValue(a))]),
    toAndFro([assignTo(held.global, instanceOf(b))], [assignTo(held.global, classValue(a))]),
    toAndFro([assignTo(z, int(40))], [assignTo(z, int(41))]),
  ];
  const change = d.pick(changes);
  const called = d.choices.chance(1, 3);
  return {
    use(spot) {
      const cls = owner(d, held, change, spot);
      return [showSafely(called ? callMethod(cls, "m", spot.round) : attribute(cls, "z"))];
    },
    change,
  };
};

/** A slot of an instance is bound, and its descriptor is the class's own. */
export const slot: Assumption = (d) => {
  const names: readonly AttributeName[] = d.choices.bool() ? ["x", "y"] : ["y", "x"];
  const made = instance(d, { slots: names }, names);
  if (made === null) return null;
  const [c, held] = made;
  const o = held.global;
  const x = attribute(o, "x");
  const back = assignTo(x, int(2));
  const changes: readonly (() => Change | null)[] = [
    () => toAndFro([{ k: "del", t: x }], [back]),
    () => replaced(d, held, otherOwner(d, c, ["x", "y"])),
    () => {
      const other = newClassOf(d, { slots: [...names].reverse() });
      return other < 0 ? null : replaced(d, held, instanceOf(other));
    },
    () => forGood(assignTo(attribute(classValue(c), "x"), int(5))),
    () => forGood(setOn(classValue(c), "x", getter(d))),
    () => toAndFro([assignTo(x, d.pick<Expr>([float(0.5), NONE, str("s")]))], [back]),
  ];
  const change = d.pick(changes)();
  if (change === null) return null;
  const stores = d.choices.chance(1, 3);
  return {
    use(spot) {
      const at = attribute(owner(d, held, change, spot), "x");
      return [stores ? safely(assignTo(at, spot.round), show(at)) : showSafely(at)];
    },
    change,
  };
};

/** A property or a look-up of the class's own runs the function that it did. */
export const getterFunction: Assumption = (d) => {
  const hooks = d.choices.chance(1, 3);
  const body: Block = [give(hooks ? int(5) : binary(attribute(SELF, "x"), ADD, int(1)))];
  const made = hooks
    ? instance(d, { members: [["__getattribute__", 2, body]] }, [])
    : instance(d, { members: [["p", 1, body, "property"]] }, ["x"]);
  if (made === null) return null;
  const [c, held] = made;
  const cls = classValue(c);
  const name = hooks ? "__getattribute__" : "p";
  const changes: readonly (() => Change | null)[] = [
    () => forGood(setOn(cls, name, hooks ? functionOf(d, 2, [give(int(9))]) : getter(d))),
    () => forGood(unset(cls, name)),
    () => forGood(setOn(cls, "__getattr__", functionOf(d, 2, [give(int(10))]))),
    () => hooks ? null : forGood(setOn(cls, "p", int(6))),
    () => replaced(d, held, otherOwner(d, c, ["p"])),
  ];
  const change = d.pick(changes)();
  if (change === null) return null;
  return { use: (spot) => [showSafely(attribute(owner(d, held, change, spot), "p"))], change };
};

/** What `super()` finds behind a class, and whether it is bound. */
export const superFound: Assumption = (d) => {
  const base = newClassOf(d, {
    attributes: [{ name: "z", v: wholeLiteral(4) }],
    members: [["m", 2, method(d)]],
  });
  const between = d.choices.chance(1, 3) ? newClassOf(d, { base }) : base;
  const called = d.choices.chance(3, 4);
  const found: Expr = { k: "super", name: called ? "m" : "z", called, args: called ? [FIRST] : [] };
  const c = newClassOf(d, { base: between, members: [["n", 2, [give(found)]]] });
  if (base < 0 || between < 0 || c < 0) return null;
  const held = subject(d, instanceOf(c));
  if (held === null) return null;
  const at = attribute(classValue(d.choices.bool() ? base : between), called ? "m" : "z");
  const odd = d.pick<Expr>([
    builtin("abs"),
    builtin("repr"),
    otherMethod(d),
    call("staticmethod", plain(d)),
    call("classmethod", otherMethod(d)),
    int(5),
    getter(d),
  ]);
  const back = assignTo(at, called ? otherMethod(d) : int(6));
  const change = d.choices.chance(1, 4)
    ? toAndFro([assignTo(attribute(classValue(c), "__bases__"), build("tuple", classValue(base)))], [])
    : toAndFro([assignTo(at, odd)], [back]);
  return { use: (spot) => [showSafely(callMethod(read(d, held, spot), "n", spot.round))], change };
};

/** Making an instance runs the `__init__` that it did, and its locals are fresh. */
export const construction: Assumption = (d) => {
  const v = variable(2);
  const bound: Block = [
    { k: "if", c: FIRST, then: [assignTo(v, FIRST)], orelse: [] },
    assignTo(attribute(SELF, "x"), v),
  ];
  const straight: Block = [assignTo(attribute(SELF, "x"), FIRST)];
  const body = d.choices.bool() ? bound : straight;
  const meta = d.choices.chance(1, 4)
    ? newClassOf(d, { builtin: "type", members: [["__call__", 2, [give(FIRST)]]] })
    : undefined;
  const c = newClassOf(d, {
    members: [["__init__", 2, body]],
    ...(meta === undefined || meta < 0 ? {} : { meta }),
  });
  if (c < 0) return null;
  const init = d.program.classes[c]?.members[0]?.f ?? -1;
  if (init < 0) return null;
  d.program.functions[init] = { ...d.program.functions[init]!, locals: 3 };
  const cls = classValue(c);
  const other = functionOf(d, 2, [assignTo(attribute(SELF, "x"), int(60))]);
  const changes: readonly Change[] = [
    forGood(assignTo(attribute(cls, "__init__"), other)),
    forGood(setOn(attribute(cls, "__init__"), "__code__", attribute(other, "__code__"))),
    forGood(setOn(cls, "x", getter(d))),
    forGood(setOn(cls, "z", int(1))),
  ];
  // Each third argument is false.
  const argument = (round: Expr): Expr =>
    d.choices.bool() ? round : { k: "choose", c: binary(round, 6, int(3)), a: round, b: constant(wholeLiteral(0)) };
  return {
    use: ({ round }) => [showSafely(attribute(instanceOf(c, argument(round)), "x"))],
    change: d.pick(changes),
  };
};
