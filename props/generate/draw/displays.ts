/**
 * Displays, with and without stars, f-strings, and targets that take the rest or a slice.
 *
 * @module
 */

import { type Expr, type FormatSpec, NONE, type Stmt, ZERO } from "../draft/draft.ts";
import { atom, dictVariable, index, indexBits, listVariable } from "./atoms.ts";
import type { Drawing } from "./drawing.ts";
import { localOf, newLocal } from "./locals.ts";
import { assign, assignTo, build, call, int, subscript, variable } from "./nodes.ts";

/** Something with a new container or text; an int that it gives goes to local `result`. */
export function display(d: Drawing, out: Stmt[]): void {
  const result = localOf(d, "int");
  d.pick(DISPLAYS)(d, out, result);
}

const DISPLAYS: readonly ((d: Drawing, out: Stmt[], result: number) => void)[] = [
  (d, out, result) => out.push(assign(result, call("len", build("set", int(1), index(d), atom(d))))),
  starred,
  merged,
  formatted,
  formatted,
  restOfList,
  sliceAssigned,
  builtAndRead,
];

/** A list between other items. */
function starred(d: Drawing, out: Stmt[], result: number): void {
  const { choices } = d;
  const what = (["list", "tuple", "set"] as const)[choices.below(3)] as "list" | "tuple" | "set";
  const xs = listVariable(d);
  const first = choices.bool();
  const args = first ? [xs, index(d)] : [index(d), xs];
  // Nothing hangs on this one; it is drawn so that equal words still give equal programs.
  choices.bool();
  // Of an int nothing can be unpacked: stars only on the list.
  out.push(assign(result, call("len", { k: "display", what, args, stars: first ? 1 : 2 })));
}

/** A dict of two. */
function merged(d: Drawing, out: Stmt[], result: number): void {
  const args = [dictVariable(d), build("dict", index(d), ZERO)];
  out.push(assign(result, call("len", { k: "display", what: "dict", args, stars: 0 })));
}

const PLAIN: FormatSpec = { conversion: 0, format: null };
const SPECS: readonly FormatSpec[] = [
  PLAIN,
  { conversion: 2, format: null },
  { conversion: 0, format: ">3" },
  { conversion: 1, format: "<5" },
  { conversion: 0, format: "x" },
];

/** An f-string of one value or two. */
function formatted(d: Drawing, out: Stmt[], result: number): void {
  const { choices } = d;
  const spec = d.pick(SPECS);
  const two = choices.bool();
  const first = choices.bool() ? "a" : "";
  const e: Expr = {
    k: "fstring",
    texts: two ? [first, "-"] : [first],
    args: two ? [index(d), variable(localOf(d, "str"))] : [index(d)],
    specs: two ? [spec, { conversion: choices.below(2), format: null }] : [spec],
  };
  out.push(choices.bool() ? assign(localOf(d, "str"), e) : assign(result, call("len", e)));
}

/** The rest goes to a list, first or last. */
function restOfList(d: Drawing, out: Stmt[]): void {
  const rest = variable(newLocal(d, "closure", NONE));
  const a = variable(localOf(d, "int"));
  const star = d.choices.below(2);
  const e = d.choices.bool() ? listVariable(d) : call("tuple", listVariable(d));
  out.push({ k: "unpack", ts: star === 0 ? [rest, a] : [a, rest], e, star });
}

function sliceAssigned(d: Drawing, out: Stmt[]): void {
  const o = listVariable(d);
  out.push(assignTo({ k: "slice", o, a: int(0), b: int(2) }, build("tuple", index(d), atom(d))));
}

function builtAndRead(d: Drawing, out: Stmt[], result: number): void {
  const xs = newLocal(d, "closure", NONE);
  const list = [int(3), index(d), atom(d)];
  out.push(assign(xs, build(d.choices.bool() ? "list" : "tuple", ...list)));
  out.push(assign(result, subscript(variable(xs), indexBits(d, 1))));
}
