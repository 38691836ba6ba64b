/**
 * Operations that are refused in every round.
 *
 * @module
 */

import { type Expr, type Iterable, NONE, type Stmt, ZERO } from "../draft/draft.ts";
import { dictVariable, listVariable } from "./atoms.ts";
import { construct, type MemberPart, newPlainClass } from "./classes.ts";
import type { Drawing, Loop } from "./drawing.ts";
import { newGlobal } from "./globals.ts";
import { localOf, newLocal } from "./locals.ts";
import {
  assignTo,
  attribute,
  binary,
  build,
  call,
  callMethod,
  DIV,
  give,
  int,
  run,
  str,
  type Variable,
  variable,
  when,
  withBlock,
} from "./nodes.ts";

/** A list and an int that operations refuse. */
interface Refused {
  readonly loop: Loop;
  readonly xs: Variable;
  readonly five: Expr;
}

/** An operation that fails in every round. */
export function refused(d: Drawing, loop: Loop): Stmt {
  const xs = listVariable(d);
  const five = d.choices.bool() ? int(5) : loop.index;
  return d.pick(OPERATIONS)(d, { loop, xs, five });
}

const PASS: Stmt = { k: "pass" };

const OPERATIONS: readonly ((d: Drawing, operands: Refused) => Stmt)[] = [
  (_, { five }) => withBlock(five, null, PASS),
  (_, { loop, xs }) => run(build("dict", xs, loop.index)),
  (_, { five }) => ({ k: "del", t: attribute(five, "x") }),
  (d, { five }) => {
    const g = newGlobal(d, null);
    return g === null ? run(call("len", five)) : { k: "del", t: { k: "global", i: g } };
  },
  (_, { five }) =>
    run({ k: "invoke", f: { k: "builtin", name: "dict" }, args: [], names: [], star: null, starstar: five }),
  (_, { five }) => run({ k: "display", what: "dict", args: [five], stars: 0 }),
  unhashable,
  unhashable,
  (d, { five }) => {
    const ts = [variable(localOf(d, "any")), variable(localOf(d, "any"))];
    return { k: "unpack", ts, e: d.choices.bool() ? five : build("list"), star: 1 };
  },
  (d, { five }) => run(call(d.choices.bool() ? "sorted" : "max", five)),
  (_, { loop, five }) => run(call("isinstance", loop.index, five)),
  (d, { five }) => run(call(d.choices.bool() ? "len" : "tuple", five)),
  (d, { xs }) => run(callMethod(xs, d.choices.bool() ? "pop" : "index", str("a"))),
  (_, { xs, five }) => run(callMethod(xs, "sort", five)),
  () => run(callMethod(call("set"), "pop")),
  (d, { loop, xs }) => assignTo({ k: "item", o: dictVariable(d), i: xs }, loop.index),
  (d, { loop, five }) =>
    assignTo(d.choices.bool() ? { k: "item", o: five, i: int(0) } : attribute(five, "x"), loop.index),
  (d) => {
    const missing: Expr = { k: "super", name: "y", called: d.choices.bool(), args: [] };
    return onBroken(d, [["m", 1, [give(missing)]]], (o) => run(callMethod(o, "m")));
  },
  (d) => {
    const name = d.choices.bool() ? "__bool__" : "__len__";
    return onBroken(d, [[name, 1, [give(FAILS)]]], (o) => when(o, PASS));
  },
  (d) =>
    onBroken(
      d,
      [["__enter__", 1, [give(FAILS)]], ["__exit__", 4, [give(int(0))]]],
      (o) => withBlock(o, null, PASS),
    ),
];

const FAILS = binary(int(1), DIV, int(0));

/** A list as an item of a set or a key of a dict. */
function unhashable(d: Drawing, { xs }: Refused): Stmt {
  const v = newLocal(d, "index", NONE);
  const what = d.choices.bool() ? "set" : "dict";
  const over: Iterable = { k: "tuple", count: 2 };
  return run({ k: "comp", what, v, over, c: null, key: what === "dict" ? xs : ZERO, e: xs });
}

/** Something with an instance of a class whose functions fail. */
function onBroken(d: Drawing, parts: readonly MemberPart[], use: (o: Expr) => Stmt): Stmt {
  const c = newPlainClass(d, parts);
  if (c < 0) return run(call("len", int(5)));
  return use(variable(newLocal(d, "closure", construct(d, c, ZERO))));
}
