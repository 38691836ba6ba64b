/**
 * What is assumed of iterators and generators: that there is a next item, and where it comes from.
 *
 * @module
 */

import type { Block, Expr, Stmt } from "../../draft/draft.ts";
import type { Drawing } from "../drawing.ts";
import { newFunction, ofKind } from "../members.ts";
import {
  ADD,
  assignTo,
  binary,
  build,
  call,
  callMethod,
  callTop,
  constant,
  forEach,
  give,
  int,
  items,
  run,
  tupleLiteral,
  variable,
} from "../nodes.ts";
import { newLocal } from "../locals.ts";
import { anyGlobal, type Assumption, type Change, forGood, safely, show, showSafely, toAndFro } from "./assumption.ts";

const THREE = tupleLiteral(1, 2, 3);

/** What can be gone over, of three items. */
const SEQUENCES: readonly (() => Expr)[] = [
  () => call("list", constant(THREE)),
  () => call("list", constant(THREE)),
  () => constant(THREE),
  () => call("range", int(3)),
];

/** What can be gone over and has no items, or others. */
const ODD: readonly (() => Expr)[] = [
  () => build("list"),
  () => build("list"),
  () => constant(tupleLiteral()),
  () => constant(tupleLiteral()),
  () => call("range", int(0)),
  () => call("range", int(0)),
  () => build("dict"),
  () => constant(tupleLiteral(4)),
  () => call("reversed", constant(THREE)),
  () => constant({ t: "str", v: "ab" }),
];

/** A function that gives the first item of what it is given, or -1. */
function firstOf(d: Drawing): number {
  const body: Block = [forEach(1, items(variable(0), 1), give(variable(1))), give(int(-1))];
  return newFunction(d, 1, body, null, 2);
}

/** Two sequences that one piece of code goes over: both have items, until one has none. */
export const firstItem: Assumption = (d) => {
  const f = firstOf(d);
  const g = anyGlobal(d);
  const h = anyGlobal(d);
  if (f < 0 || g === null || h === null) return null;
  d.program.needsFixup = true;
  const kind = d.choices.int(1, SEQUENCES.length - 1);
  const usual = (SEQUENCES[kind] as () => Expr)();
  const odds = d.choices.chance(3, 4) ? [kind < 2 ? ODD[0] : kind === 2 ? ODD[2] : ODD[4]] : ODD;
  const odd = (d.pick(odds) as () => Expr)();
  d.locals.prologue.push(assignTo(g, usual), assignTo(h, usual));
  const inMiddle = d.choices.chance(3, 4);
  return {
    use: () => {
      const one: Stmt = showSafely(callTop(f, g));
      return inMiddle ? [showSafely(callTop(f, h)), one] : [one];
    },
    change: toAndFro([assignTo(g, odd)], [assignTo(g, usual)]),
  };
};

/** An iterator that several pieces of code take items from, and that others empty. */
export const sharedIterator: Assumption = (d) => {
  const list = anyGlobal(d);
  const it = anyGlobal(d);
  if (list === null || it === null) return null;
  d.program.needsFixup = true;
  const numbers = constant(tupleLiteral(...Array.from({ length: 40 }, (_, i) => i)));
  const isList = d.choices.chance(2, 3);
  d.locals.prologue.push(assignTo(list, isList ? call("list", numbers) : numbers));
  const over = isList || d.choices.bool() ? list : call("range", int(60));
  d.locals.prologue.push(assignTo(it, call("iter", over)));
  const emptied: readonly Stmt[] = isList ? [run(callMethod(list, "clear"))] : [run(call("list", it))];
  const again: Stmt = assignTo(it, call("iter", constant(THREE)));
  const changes: readonly Change[] = [
    forGood(...emptied),
    toAndFro([run(call("list", it))], [again]),
    toAndFro([assignTo(it, call("iter", build("list")))], [again]),
    toAndFro([assignTo(it, call("iter", constant(tupleLiteral())))], [again]),
    toAndFro([run(call("next", it))], []),
  ];
  const change = d.pick(changes);
  return {
    use({ far }) {
      if (!far && d.choices.chance(2, 3)) {
        const v = newLocal(d, "index", int(-2));
        return [forEach(v, items(it, 1), show(variable(v)), { k: "break" })];
      }
      return [showSafely(call("next", it, int(-3)))];
    },
    change,
  };
};

/** A sequence grows or shrinks while a loop goes over it. */
export const sequenceLength: Assumption = (d) => {
  const list = anyGlobal(d);
  if (list === null) return null;
  d.locals.prologue.push(assignTo(list, call("list", constant(THREE))));
  const changes: readonly Change[] = [
    toAndFro([run(callMethod(list, "pop"))], [run(callMethod(list, "append", int(9)))]),
    toAndFro([run(callMethod(list, "append", int(7)))], [run(callMethod(list, "pop"))]),
    toAndFro([run(callMethod(list, "clear"))], [run(callMethod(list, "extend", constant(THREE)))]),
    toAndFro([assignTo(list, constant(tupleLiteral(5)))], [assignTo(list, call("list", constant(THREE)))]),
  ];
  const change = d.pick(changes);
  const unpacks = d.choices.bool();
  const at = d.choices.int(-1, 2);
  return {
    use({ far }) {
      if (unpacks && !far) {
        const ts = [0, 1, 2].map(() => variable(newLocal(d, "any", int(0))));
        return [safely({ k: "unpack", ts, e: list }, show(binary(ts[0] as Expr, ADD, ts[2] as Expr)))];
      }
      return [showSafely({ k: "subscript", o: list, i: int(at) }), showSafely(call("len", list))];
    },
    change,
  };
};

/** A generator that yields for ever, for a while, or not at all any more. */
function generatorFunction(d: Drawing, count: number): number {
  const sent: Stmt = { k: "assign", t: variable(1), e: { k: "yield", e: variable(1) } };
  const plain: Stmt = run({ k: "yield", e: variable(1) });
  const body: Block = [forEach(1, { k: "range", start: 0, count, step: 1 }, d.choices.bool() ? plain : sent)];
  return newFunction(d, 1, body, ofKind("generator"), 2);
}

/** A generator can be resumed: it is not finished, closed or running. */
export const generatorState: Assumption = (d) => {
  d.program.needsFixup = true;
  const f = generatorFunction(d, d.choices.chance(1, 3) ? 8 : 40);
  const g = anyGlobal(d);
  if (f < 0 || g === null) return null;
  const made = callTop(f, int(1));
  d.locals.prologue.push(assignTo(g, made));
  const changes: readonly Change[] = [
    toAndFro([run(callMethod(g, "close"))], [assignTo(g, made)]),
    toAndFro([safely(run(callMethod(g, "throw", { k: "ref", what: "exception", i: 0 })))], [assignTo(g, made)]),
    toAndFro([run(call("list", g))], [assignTo(g, made)]),
    toAndFro([assignTo(g, call("iter", constant(THREE)))], [assignTo(g, made)]),
    forGood(run(call("next", g, int(-3)))),
  ];
  const how = d.choices.below(4);
  return {
    use({ far, round }) {
      if (how === 0 && !far) {
        const v = newLocal(d, "index", int(-2));
        return [forEach(v, items(g, 1), show(variable(v)), { k: "break" })];
      }
      if (how === 1) return [showSafely(callMethod(g, "send", constant({ t: "None" })))];
      if (how === 2) return [showSafely(callMethod(g, "__next__"))];
      return [showSafely(binary(call("next", g, int(-3)), ADD, round))];
    },
    change: d.pick(changes),
  };
};

/** A generator of a generator: what it waits for goes on, or is over. */
export const delegation: Assumption = (d) => {
  d.program.needsFixup = true;
  const inner = anyGlobal(d);
  const outer = anyGlobal(d);
  if (inner === null || outer === null) return null;
  const source = generatorFunction(d, 40);
  const f = newFunction(d, 1, [run({ k: "yieldFrom", e: inner }), give(int(1))], ofKind("generator"));
  if (source < 0 || f < 0) return null;
  const made = d.choices.chance(2, 3)
    ? callTop(source, int(0))
    : call("iter", constant(tupleLiteral(...Array.from({ length: 30 }, (_, i) => i))));
  d.locals.prologue.push(assignTo(inner, made), assignTo(outer, callTop(f, int(0))));
  const changes: readonly Change[] = [
    forGood(safely(run(callMethod(inner, "close")))),
    forGood(run(call("list", inner))),
    toAndFro([assignTo(outer, callTop(f, int(0)))], []),
  ];
  return { use: () => [showSafely(call("next", outer, int(-3)))], change: d.pick(changes) };
};
