/**
 * What a trace takes for granted of what it finds on classes: methods, values, slots, getters, `super`, construction.
 *
 * @module
 */

import type { AttributeName } from "../../draft/classes.ts";
import { type Block, type Expr, NONE } from "../../draft/draft.ts";
import type { Drawing } from "../drawing.ts";
import { FIRST, SELF } from "../members.ts";
import {
  ADD,
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
  instanceOf,
  newClassOf,
  read,
  safely,
  show,
  showSafely,
  type Subject,
  subject,
  toAndFro,
} from "./assumption.ts";
import {
  getter,
  instance,
  method,
  otherMethod,
  otherOwner,
  owner,
  plain,
  replaced,
  setOn,
  unset,
  withFields,
} from "./attributes.ts";

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
