/**
 * What is assumed of callables: code, defaults and version of a function, what kind of callable it is, room for its frame.
 *
 * @module
 */

import { type Block, type Expr, NONE, type Stmt } from "../../draft/draft.ts";
import type { Drawing } from "../drawing.ts";
import { newFunction } from "../members.ts";
import {
  ADD,
  assignTo,
  attribute,
  binary,
  builtin,
  call,
  callMethod,
  callTop,
  constant,
  give,
  int,
  MUL,
  run,
  SUB,
  tupleLiteral,
  variable,
  wholeLiteral,
} from "../nodes.ts";
import { newLocal } from "../locals.ts";
import { lookUp } from "../rounds.ts";
import {
  anyGlobal,
  type Assumption,
  type Change,
  forGood,
  functionOf,
  functionValue,
  instanceOf,
  newClassOf,
  safely,
  show,
  showSafely,
  type Spot,
  toAndFro,
} from "./assumption.ts";
import { moduleSubject } from "./names.ts";

/** The body of a small function of one parameter. */
export function smallBody(d: Drawing, parameter = 0): Block {
  const p = variable(parameter);
  const by = int(d.choices.int(2, 9));
  return [give(binary(p, d.pick([ADD, MUL, SUB]), by))];
}

/** A new function of one parameter that calls nothing; -1 where there is no room. */
function smallFunction(d: Drawing): number {
  return newFunction(d, 1, smallBody(d));
}

/** The function behind a global name keeps its code and its version. */
export const functionVersion: Assumption = (d) => {
  const f = smallFunction(d);
  const g = smallFunction(d);
  if (f < 0 || g < 0) return null;
  const old = anyGlobal(d);
  if (old === null) return null;
  // The old code is kept, to be given back.
  const code = attribute(functionValue(f), "__code__");
  d.locals.prologue.push(assignTo(old, code));
  const codeBack = assignTo(code, old);
  const changes: readonly Change[] = [
    toAndFro([{ k: "rebind", f, what: "code", g }], [codeBack]),
    toAndFro([{ k: "rebind", f, what: "code", g }], [codeBack]),
    forGood({ k: "rebind", f, what: "name", g }),
    forGood({ k: "rebind", f, what: "defaults", g: 3 }),
    forGood({ k: "reversion", f }),
    forGood(assignTo(attribute(functionValue(f), "__code__"), int(5)), { k: "reversion", f }),
  ];
  return { use: ({ round }) => [showSafely(callTop(f, round))], change: d.pick(changes) };
};

/** A function has the defaults that it had: fewer arguments are enough, and others are filled in. */
export const functionDefaults: Assumption = (d) => {
  const f = newFunction(d, 2, [give(binary(variable(0), ADD, variable(1)))]);
  if (f < 0) return null;
  d.program.functions[f] = { ...d.program.functions[f]!, defaults: [wholeLiteral(d.choices.int(0, 9))] };
  const defaults = attribute(functionValue(f), "__defaults__");
  const back = assignTo(defaults, constant(tupleLiteral(1)));
  const changes: readonly Change[] = [
    toAndFro([{ k: "rebind", f, what: "defaults", g: 8 }], [back]),
    toAndFro([assignTo(defaults, NONE)], [back]),
    toAndFro([assignTo(defaults, constant(tupleLiteral(4, 5)))], [back]),
  ];
  const few = d.choices.chance(2, 3);
  return {
    use: ({ round }) => [showSafely(few ? callTop(f, round) : callTop(f, round, int(2)))],
    change: d.pick(changes),
  };
};

/** Calls what a global holds, with so many arguments. */
function callGlobal(d: Drawing, g: Expr, { far }: Spot, ...args: readonly Expr[]): Stmt {
  // A function of its own reads it into its second local.
  const v = far ? 1 : newLocal(d, "closure", NONE);
  return safely({ k: "assign", t: variable(v), e: g }, show({ k: "call", f: { k: "local", i: v }, args }));
}

/** What can be called with one argument. */
const CALLABLES: readonly ((d: Drawing) => Expr)[] = [
  (d) => functionOf(d, 1, smallBody(d)),
  (d) => functionOf(d, 1, smallBody(d)),
  (d) => functionOf(d, 2, smallBody(d)),
  (d) => builtin(d.pick(["abs", "repr", "bool", "float", "str", "type", "callable"])),
  boundMethod,
  boundMethod,
  (d) => {
    const c = newClassOf(d, { members: [["__call__", 2, smallBody(d, 1)]] });
    return c < 0 ? builtin("abs") : instanceOf(c);
  },
  (d) => {
    const c = newClassOf(d, { members: [["__init__", 2, [assignTo(attribute(variable(0), "x"), variable(1))]]] });
    return c < 0 ? builtin("abs") : { k: "ref", what: "class", i: c };
  },
  () => attribute(constant(wholeLiteral(12)), "__name__"),
  (d) => attribute(constant({ t: "tuple", v: [wholeLiteral(d.choices.int(1, 3))] }), "count" as never),
];

/** A method of a new instance. */
function boundMethod(d: Drawing): Expr {
  const c = newClassOf(d, { members: [["m", 2, smallBody(d, 1)]] });
  return c < 0 ? builtin("abs") : attribute(instanceOf(c), "m");
}

/** What is called is of the kind that the site has seen: a function, a method, a class, a builtin, an instance. */
export const callableKind: Assumption = (d) => {
  const g = anyGlobal(d);
  const old = anyGlobal(d);
  const usual = d.pick(CALLABLES.slice(0, 8))(d);
  const odd = d.pick(CALLABLES.slice(0, 8))(d);
  if (g === null || old === null) return null;
  d.locals.prologue.push(assignTo(g, usual), assignTo(old, g));
  return {
    use: (spot) => [callGlobal(d, g, spot, spot.round)],
    change: toAndFro([assignTo(g, odd)], [assignTo(g, old)]),
  };
};

/** Two methods at two sites, of which one becomes something else. */
export const boundMethods: Assumption = (d) => {
  const g = anyGlobal(d);
  const old = anyGlobal(d);
  const usual = boundMethod(d);
  const odd = d.choices.bool() ? functionOf(d, 1, smallBody(d)) : d.pick(CALLABLES.slice(2, 8))(d);
  if (g === null || old === null) return null;
  d.locals.prologue.push(assignTo(old, usual), assignTo(g, old));
  return {
    use: (spot) => [callGlobal(d, old, spot, spot.round), callGlobal(d, g, spot, spot.round)],
    change: toAndFro([assignTo(g, odd)], [assignTo(g, old)]),
  };
};

/** Functions of one parameter of which each calls the next one; the first of them, -1 where there is no room. */
function chain(d: Drawing, length: number): number {
  const functions = Array.from({ length }, () => smallFunction(d));
  const [first = -1] = functions;
  if (functions.includes(-1)) return -1;
  for (const f of functions.slice(0, -1)) {
    d.program.functions[f] = { ...d.program.functions[f]!, body: [give(callTop(f + 1, variable(0)))] };
  }
  return first;
}

/** Frames that a run has begun when its entry runs, its own included. */
const FRAMES_OF_ENTRY = 3;

/** There is room for the last frame of a chain of calls. */
export const stackRoom: Assumption = (d) => {
  const sys = moduleSubject(d, "sys");
  // A guard wants room for two frames more, so the third one of a chain is the first to miss a guard that was dropped.
  const length = d.pick([2, 3, 3, 4]);
  const first = chain(d, length);
  const loop = d.rounds.loops.at(-1);
  if (sys === null || first < 0 || loop === undefined) return null;
  const limit = (e: Expr): Stmt => run(callMethod(sys.global, "setrecursionlimit", e));
  const least = FRAMES_OF_ENTRY - 1 + length + d.choices.int(-1, 1);
  return {
    use(spot) {
      const called = showSafely(callTop(first, spot.round));
      if (spot.far || d.choices.chance(1, 4)) return [called];
      // Without a branch of its own, and first: a trace has room for few calls.
      const turned = limit(lookUp(d, loop, wholeLiteral(1000), wholeLiteral(least)));
      return [safely(turned), called, limit(int(1000))];
    },
    change: toAndFro([limit(int(least))], [limit(int(1000))]),
  };
};

/** The same value by two ways: what is done to one is seen through the other. */
export const twoNames: Assumption = (d) => {
  const g = anyGlobal(d);
  if (g === null) return null;
  const list = newLocal(d, "closure", call("list", constant(tupleLiteral(1, 2, 3))));
  d.locals.prologue.push(assignTo(g, variable(list)));
  const item: Expr = { k: "subscript", o: g, i: int(1) };
  const changes: readonly Change[] = [
    toAndFro([assignTo({ k: "item", o: g, i: int(1) }, constant({ t: "float", v: 1.5 }))], [
      assignTo({ k: "item", o: g, i: int(1) }, int(7)),
    ]),
    toAndFro([run(callMethod(g, "clear"))], [run(callMethod(g, "extend", constant(tupleLiteral(4, 5))))]),
    forGood(run(callMethod(g, "pop")), run(callMethod(g, "pop"))),
  ];
  return {
    use: ({ far }) => [
      showSafely(binary(item, ADD, int(1))),
      ...(far ? [] : [showSafely(binary({ k: "subscript", o: variable(list), i: int(1) }, ADD, item))]),
    ],
    change: d.pick(changes),
  };
};
