/**
 * Comprehensions.
 *
 * @module
 */

import { type Expr, type Iterable, NONE, type Stmt, ZERO } from "../draft/draft.ts";
import { atom, listVariable } from "./atoms.ts";
import type { Drawing } from "./drawing.ts";
import { guarded } from "./failures.ts";
import { LIST_LENGTH, localOf, newLocal } from "./locals.ts";
import { ADD, assign, binary, call, compare, DIV, EQ, GE, int, items, MUL, str, SUB, variable } from "./nodes.ts";
import { mayFail } from "./rounds.ts";
import { augment } from "./variables.ts";

const ITERABLES: readonly ((d: Drawing) => Iterable)[] = [
  (d) => ({ k: "range", start: 0, count: d.choices.int(1, 3), step: 1 }),
  (d) => ({ k: "tuple", count: d.choices.int(0, 3) }),
  (d) => items(listVariable(d), LIST_LENGTH),
  () => items(call("list", str("ab")), 2),
];

export function comprehension(d: Drawing, out: Stmt[]): void {
  const { choices } = d;
  if (d.here.recursive) return augment(d, out);
  const v = newLocal(d, "closure", null);
  const over = d.pick(ITERABLES)(d);
  const x = variable(v);
  const overInts = over.k !== "expr" || over.e.k === "local";
  const loop = d.rounds.loops.at(-1);
  let e: Expr = overInts ? (choices.bool() ? binary(x, ADD, atom(d)) : binary(x, MUL, int(2))) : x;
  // Fails in the trigger round, with the variable's value from before to be put back.
  const fails = loop !== undefined && choices.chance(1, 5);
  if (fails) e = binary(int(6), DIV, binary(loop.index, SUB, int(loop.trigger)));
  const c = choices.chance(1, 3)
    ? overInts ? compare(x, choices.bool() ? GE : EQ, int(1)) : compare(x, EQ, str("a"))
    : null;
  const what = (["list", "list", "set", "dict"] as const)[choices.below(4)] as "list" | "set" | "dict";
  const made: Expr = { k: "comp", what, v, over, c, key: what === "dict" ? x : ZERO, e };
  const result = localOf(d, "int");
  const s = choices.chance(1, 3) ? assign(newLocal(d, "closure", NONE), made) : assign(result, call("len", made));
  guarded(d, out, s, !fails || mayFail(d, loop, 12));
}
