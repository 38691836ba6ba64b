/**
 * Statements whose bytecode is twisted.
 *
 * @module
 */

import { assertNever } from "../../../src/isa/errors.ts";
import { OPCODES } from "../../../src/isa/opcodes.ts";
import type { Twist } from "../draft/statement.ts";
import { clamp, cut, mapped, MAX_PREFIXES, MAX_TWISTS } from "../fix/bounds.ts";
import { TWIST } from "../shrink/scale.ts";
import type { StatementKind } from "./kind.ts";

/** One wrapper around a statement that is none; without twists that suit it, the statement itself. */
export const TWISTED: StatementKind<"twisted"> = {
  fix(x, s, place) {
    const fixed = x.statement(s.s, place);
    if (fixed === undefined) return undefined;
    const inner = fixed.k === "twisted" ? fixed.s : fixed;
    const given = fixed.k === "twisted" ? [...s.twists, ...fixed.twists] : s.twists;
    const suiting = inner.k === "try" || !given.some(({ k }) => k === "range")
      ? given
      : given.filter(({ k }) => k !== "range");
    const twists = mapped(cut(suiting, MAX_TWISTS), fixTwist);
    if (twists.length === 0) return inner;
    return twists === s.twists && inner === s.s ? s : { k: "twisted", twists, s: inner };
  },
  lower(l, s) {
    const { builder } = l;
    builder.twisted = builder.newTwisted(s.twists);
    l.statement(s.s);
    builder.twisted = 0;
  },
  print: null,
  weight: ({ twists }) => twists.reduce((sum, twist) => sum + twistWeight(twist), 0),
};

function fixTwist(twist: Twist): Twist {
  switch (twist.k) {
    case "prefix":
    case "nop": {
      const op = twist.op !== null && twist.op in OPCODES ? twist.op : null;
      const at = clamp(twist.at, 0, 1_000_000);
      const n = clamp(twist.n, 1, MAX_PREFIXES);
      return op === twist.op && at === twist.at && n === twist.n ? twist : { k: twist.k, n, op, at };
    }
    case "range": {
      const by = clamp(twist.by, -8, 8);
      return by === twist.by ? twist : { k: "range", edge: twist.edge, by };
    }
    default:
      return assertNever(twist);
  }
}

/** A twist that names its opcode counts less: it stays where it is when the statement gets shorter. */
function twistWeight(twist: Twist): number {
  if (twist.k === "range") return TWIST + Math.abs(twist.by) * 100;
  return TWIST + twist.n * 100 + twist.at + (twist.op === null ? 50 : 0);
}
