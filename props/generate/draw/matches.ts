/**
 * `match` and its patterns.
 *
 * @module
 */

import { type Case, type Expr, NONE, type Pattern, type Stmt, ZERO } from "../draft/draft.ts";
import { atom, dictVariable, intVariable } from "./atoms.ts";
import { condition } from "./conditions.ts";
import type { Drawing, Loop } from "./drawing.ts";
import { newLocal } from "./locals.ts";
import { AND, binary, build, int, textLiteral, tupleLiteral, wholeLiteral } from "./nodes.ts";
import { lookUp, OTHER_TYPES } from "./rounds.ts";
import { augment, filler } from "./variables.ts";

/** What is matched: ints most of the time, something else in the trigger round. */
const SUBJECTS: readonly ((d: Drawing, loop: Loop) => Expr)[] = [
  (d, loop) => lookUp(d, loop, tupleLiteral(1, 2), d.pick(OTHER_TYPES)),
  (d, loop) => lookUp(d, loop, wholeLiteral(3), textLiteral("a")),
  (_, loop) => binary(loop.index, AND, int(3)),
  (d, loop) => build(d.choices.bool() ? "tuple" : "list", loop.index, atom(d)),
];

/** A name that is bound, or none. */
function bind(d: Drawing): Pattern {
  return { k: "any", v: d.choices.chance(3, 4) ? newLocal(d, "any", ZERO) : null };
}

const PATTERNS: readonly ((d: Drawing) => Pattern)[] = [
  literal,
  literal,
  (d) => ({
    k: "sequence",
    items: [bind(d), d.choices.bool() ? bind(d) : { k: "literal", v: wholeLiteral(2) }],
    star: null,
  }),
  (d) => ({ k: "sequence", items: [bind(d), { k: "any", v: newLocal(d, "any", ZERO) }], star: 1 }),
  (d) => ({ k: "builtin", name: d.choices.bool() ? "int" : "str", p: d.choices.bool() ? bind(d) : null }),
  () => ({ k: "or", items: [wholeLiteral(1), wholeLiteral(3)] }),
  (d) => ({ k: "mapping", key: wholeLiteral(1), value: bind(d) }),
  (d) => d.program.classFacts.length > 0 ? { k: "class", c: 0, name: "x", p: bind(d) } : bind(d),
];

function literal({ choices }: Drawing): Pattern {
  return { k: "literal", v: choices.chance(1, 4) ? NONE.v : wholeLiteral(choices.int(0, 3)) };
}

export function match(d: Drawing, out: Stmt[]): void {
  const { choices } = d;
  if (d.here.recursive) return augment(d, out);
  const loop = d.rounds.loops.at(-1);
  const e = choices.chance(1, 6) ? dictVariable(d) : loop === undefined ? intVariable(d) : d.pick(SUBJECTS)(d, loop);
  const cases: Case[] = [];
  const count = choices.int(1, 3);
  for (let i = 0; i < count; i++) {
    const p = d.pick(PATTERNS)(d);
    const body = filler(d);
    const guard = p.k === "any" || choices.chance(1, 4) ? condition(d) : null;
    cases.push({ p, guard, body });
  }
  if (choices.bool()) cases.push({ p: { k: "any", v: null }, guard: null, body: filler(d) });
  out.push({ k: "match", e, cases });
  d.program.needsFixup = true;
}
