/**
 * The variables of the function at hand, by what they hold.
 *
 * @module
 */

import { assertNever } from "../../../src/isa/errors.ts";
import type { Literal } from "../../../src/isa/program.ts";
import { type Expr, NONE } from "../draft/draft.ts";
import type { Drawing, Kind } from "./drawing.ts";
import { assign, build, float, int, str } from "./nodes.ts";

/** Items of every list local. */
export const LIST_LENGTH = 3;

export const STRINGS = ["", "a", "ab", "xyz", "é", "0", "∞"];

const INITIAL_LIST = build("list", ...Array.from({ length: LIST_LENGTH }, (_, i) => int(i)));
const INITIAL_DICT = build("dict", int(0), int(1), int(1), int(2));

/** A new local, bound before everything else; `init` null: the caller binds it. */
export function newLocal(d: Drawing, kind: Kind, init: Expr | null): number {
  const i = d.locals.kinds.push(kind) - 1;
  if (init !== null) d.locals.prologue.push(assign(i, init));
  return i;
}

/** A local of a kind: a known one, or a new one. */
export function localOf(d: Drawing, kind: Kind): number {
  const { kinds } = d.locals;
  const from = d.here.recursive ? 1 : 0;
  let seen = 0;
  for (let i = from; i < kinds.length; i++) if (kinds[i] === kind) seen++;
  if (seen > 0 && (seen > 2 || kinds.length > 9 || d.choices.chance(2, 3))) {
    let pick = d.choices.below(seen);
    for (let i = from; i < kinds.length; i++) if (kinds[i] === kind && pick-- === 0) return i;
  }
  return newLocal(d, kind, initial(d, kind));
}

/** A local of a kind that exists already, or -1. */
export function known(d: Drawing, kind: Kind): number {
  const { kinds } = d.locals;
  let seen = 0;
  for (let i = 0; i < kinds.length; i++) if (kinds[i] === kind) seen++;
  if (seen === 0) return -1;
  let pick = d.choices.below(seen);
  for (let i = 0; i < kinds.length; i++) if (kinds[i] === kind && pick-- === 0) return i;
  return -1;
}

/** A parameter of the entry and its argument. */
export function parameter(d: Drawing, kind: Kind, value: Literal): number {
  d.program.args.push(value);
  d.locals.params++;
  return d.locals.kinds.push(kind) - 1;
}

/** What a new local of a kind holds at first. */
function initial(d: Drawing, kind: Kind): Expr {
  const { choices } = d;
  switch (kind) {
    case "int":
    case "risky":
      return int(choices.int(0, 5));
    case "number":
      return choices.bool() ? float(choices.int(-4, 4) / 2 + 0.25) : int(1);
    case "str":
      return str(d.pick(STRINGS));
    case "list":
      return INITIAL_LIST;
    case "dict":
      return INITIAL_DICT;
    case "any":
      return choices.bool() ? NONE : int(0);
    case "closure":
    case "index":
    case "object":
      return NONE;
    default:
      return assertNever(kind);
  }
}
