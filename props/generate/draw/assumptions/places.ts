/**
 * Places where an assumption is broken: in the loop or in what the loop calls, from native code, in another round or call.
 *
 * @module
 */

import { type Block, type Expr, type Iterable, NONE, type Target } from "../../draft/draft.ts";
import type { Drawing, Loop } from "../drawing.ts";
import { newLocal } from "../locals.ts";
import { FIRST, ofKind, SELF } from "../members.ts";
import {
  AND,
  assignTo,
  binary,
  build,
  call,
  callMethod,
  callTop,
  compare,
  constant,
  EQ,
  forEach,
  give,
  int,
  LT,
  NE,
  run,
  tupleLiteral,
  variable,
  when,
} from "../nodes.ts";
import { isTrigger } from "../rounds.ts";
import {
  anyGlobal,
  type Assumed,
  type Change,
  functionValue,
  instanceOf,
  reservedClass,
  reservedFunction,
  safely,
  type Spot,
} from "./assumption.ts";
import { tool } from "./monitoring.ts";

/** A place. */
export interface Place {
  /** How often it is drawn. */
  readonly weight: number;
  /** Functions that it makes besides: they come before those that they call. */
  readonly functions: number;
  /** What it brings into the loop; null where there is no room for it. */
  readonly draw: (d: Drawing, loop: Loop, change: Change) => Broken | null;
}

/** Statements that break the assumption in the trigger round. */
interface Broken {
  readonly early?: Block;
  readonly before?: Block;
  /** Between two uses. */
  readonly between?: Block;
  readonly after?: Block;
  readonly late?: Block;
}

/** Breaks in the trigger round and mends in the next, given the round. */
function turning(d: Drawing, loop: Loop, { breaks, mends }: Change, round: Expr): Block {
  const at = when(compare(round, EQ, int(loop.trigger)), ...breaks);
  if (mends === null || mends.length === 0 || d.choices.bool()) return [at];
  return [at, when(compare(round, EQ, int(loop.trigger + 1)), ...mends)];
}

/** A function of the round that breaks it. */
function breaker(d: Drawing, loop: Loop, change: Change): number {
  return reservedFunction(d, 1, [...turning(d, loop, change, variable(0)), give(variable(0))]);
}

/** A function of the round that runs statements in the trigger round. */
function inRound(d: Drawing, loop: Loop, block: Block): number {
  return reservedFunction(d, 1, [when(compare(variable(0), EQ, int(loop.trigger)), ...block), give(int(1))]);
}

/** Native code that calls a function of one argument. */
const summed = (f: number, e: Expr): Expr => call("sum", call("map", functionValue(f), build("tuple", e)));
const NATIVE: readonly ((f: number, e: Expr) => Expr)[] = [
  summed,
  (f, e) => call("list", call("map", functionValue(f), build("tuple", e))),
  (f, e) => call("next", call("map", functionValue(f), build("tuple", e))),
];

/** Operations that a class answers and that no trace sees into: name, parameters, what is done. */
const ANSWERS = [
  ["__eq__", 2, (o: Expr, e: Expr) => compare(o, EQ, e)],
  ["__eq__", 2, (o: Expr, e: Expr) => compare(o, NE, e)],
  ["__lt__", 2, (o: Expr, e: Expr) => compare(o, LT, e)],
  ["__add__", 2, (o: Expr, e: Expr) => binary(o, 0, e)],
  ["__contains__", 2, (o: Expr, e: Expr): Expr => ({ k: "in", not: false, l: e, r: o })],
] as const;

/** Where it is broken, by name. */
export const PLACES = {
  before: inLoop(9, (d, loop, change) => ({ before: turning(d, loop, change, loop.index) })),
  after: inLoop(9, (d, loop, change) => ({ after: turning(d, loop, change, loop.index) })),
  between: inLoop(9, (d, loop, change) => ({ between: turning(d, loop, change, loop.index) })),
  "between and back": inLoop(6, (_, loop, { breaks, mends }) => ({
    between: [when(isTrigger(loop), ...breaks)],
    after: mends === null || mends.length === 0 ? [] : [when(isTrigger(loop), ...mends)],
  })),
  round: inLoop(12, (d, loop, change) => ({ late: turning(d, loop, change, loop.index) })),
  inlined: calling(9, 1, (d, loop, change) => ({ between: [run(callTop(breaker(d, loop, change), loop.index))] })),
  native: calling(
    6,
    1,
    (d, loop, change) => ({ between: [run(d.pick(NATIVE)(breaker(d, loop, change), loop.index))] }),
  ),
  "native and back": calling(12, 2, (d, loop, { breaks, mends }) => ({
    between: [run(summed(inRound(d, loop, breaks), loop.index))],
    after: [run(summed(inRound(d, loop, mends ?? []), loop.index))],
  })),
  operator: calling(12, 1, (d, loop, change) => {
    const [name, params, use] = d.pick(ANSWERS);
    const c = reservedClass(d, name, params, [...turning(d, loop, change, FIRST), give(int(1))]);
    if (c < 0) return null;
    const o = variable(newLocal(d, "closure", instanceOf(c)));
    return { between: [run(use(o, loop.index))] };
  }),
  destructor: calling(2, 2, destructor),
  callback: calling(4, 2, callback),
  generator: calling(6, 1, generator),
  call: inLoop(6, anotherCall),
} as const satisfies Record<string, Place>;

/** Name of a place. */
export type PlaceName = keyof typeof PLACES;

function inLoop(weight: number, draw: Place["draw"]): Place {
  return { weight, functions: 0, draw };
}

function calling(weight: number, functions: number, draw: Place["draw"]): Place {
  return { weight, functions, draw };
}

/** An object dies in the trigger round, and perhaps another in the next one. */
function destructor(d: Drawing, loop: Loop, { breaks, mends }: Change): Broken | null {
  const list = anyGlobal(d);
  const c = reservedClass(d, "__del__", 1, breaks);
  const back = reservedClass(d, "__del__", 1, mends ?? []);
  if (list === null || c < 0 || back < 0) return null;
  const item = (i: Expr): Target => ({ k: "item", o: list, i });
  const { prologue } = d.locals;
  prologue.push(assignTo(list, call("list", constant(tupleLiteral(...Array.from({ length: 32 }, () => 0))))));
  prologue.push(assignTo(item(int(loop.trigger & 31)), instanceOf(c)));
  if (mends !== null && d.choices.bool()) {
    prologue.push(assignTo(item(int((loop.trigger + 1) & 31)), instanceOf(back)));
  }
  return { between: [assignTo(item(binary(loop.index, AND, int(31))), int(0))] };
}

/** A function that native code calls is watched; it hears of the round by a global. */
function callback(d: Drawing, loop: Loop, change: Change): Broken | null {
  const round = anyGlobal(d);
  const f = reservedFunction(d, 1, [give(variable(0))]);
  const cb = round === null ? -1 : reservedFunction(d, 2, turning(d, loop, change, round));
  const monitoring = round === null ? null : tool(d, null, 4, 1, cb);
  if (round === null || monitoring === null) return null;
  const code: Expr = { k: "attr", o: functionValue(f), name: "__code__" };
  d.locals.prologue.push(run(callMethod(monitoring, "set_local_events", int(4), code, int(1))));
  return { early: [assignTo(round, loop.index)], between: [run(summed(f, loop.index))] };
}

/** A generator that is resumed once a round. */
function generator(d: Drawing, loop: Loop, change: Change): Broken | null {
  const g = anyGlobal(d);
  if (g === null) return null;
  d.program.needsFixup = true;
  // A counter is one ahead of a range.
  const start = loop.index.k === "counter" ? 1 : 0;
  const body: Block = [...turning(d, loop, change, variable(0)), run({ k: "yield", e: variable(0) })];
  const over: Iterable = { k: "range", start, count: 40, step: 1 };
  const f = reservedFunction(d, 0, [forEach(0, over, ...body)], ofKind("generator"), 1);
  d.locals.prologue.push(assignTo(g, callTop(f)));
  return { between: [run(call("next", g, int(0)))] };
}

/** Everything is as it was in the first call of the entry, until the second one starts its loop. */
function anotherCall(d: Drawing, _: Loop, { breaks }: Change): Broken | null {
  const count = anyGlobal(d);
  if (count === null) return null;
  d.locals.prologue.push({
    k: "if",
    c: { k: "is", not: false, l: count, r: NONE },
    then: [assignTo(count, int(0))],
    orelse: [safely(...breaks)],
  });
  d.program.calls = 2;
  return {};
}

/** Statements of the loop: uses, and what breaks them. Null where there is no room. */
export function arranged(d: Drawing, loop: Loop, assumed: Assumed, place: Place, far: boolean): Block | null {
  const use = useOf(d, loop, assumed, far);
  const broken = place.draw(d, loop, assumed.change);
  if (broken === null) return null;
  const { early = [], before = [], between = [], after = [], late = [] } = broken;
  d.rounds.early.push(...early);
  d.rounds.late.push(...late);
  const twice = between.length > 0 || d.choices.chance(1, 3);
  const first = between.length > 0 && d.choices.chance(1, 4) ? [] : use();
  return [...before, ...first, ...between, ...(twice ? use() : []), ...after];
}

/** Uses in the loop, or in a function that it calls. */
function useOf(d: Drawing, loop: Loop, { use }: Assumed, far: boolean): () => Block {
  const near: Spot = { round: loop.index, far: false };
  if (far) {
    const f = reservedFunction(d, 1, [...use({ round: SELF, far: true }), give(SELF)], null, 2);
    return () => [run(callTop(f, loop.index))];
  }
  const same = d.choices.bool() ? use(near) : null;
  return () => same ?? use(near);
}
