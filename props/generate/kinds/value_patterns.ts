/**
 * Patterns that take a value as it is: names, literals, alternatives.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import type { Pattern } from "../draft/statement.ts";
import { cut, mapped, MAX_PATTERN_ITEMS } from "../fix/bounds.ts";
import type { Fixing } from "../fix/fixing.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import { JUMP } from "../../python/compile/pseudo_ops.ts";
import { literalSource } from "../print/literals.ts";
import type { MatchedKind } from "./kind.ts";

/** `_`. */
export const WILDCARD: Pattern = { k: "any", v: null };

/** Whether a pattern may compare with a literal. */
export function isPatternLiteral(value: Literal): boolean {
  return value.t === "int" || value.t === "str" || value.t === "None" || value.t === "bool";
}

/** `_`, or a name that is bound. */
export const ANY: MatchedKind<"any"> = {
  fix(x, p) {
    const v = p.v === null ? null : capturable(x, p.v);
    return v === p.v ? p : { k: "any", v };
  },
  lower(m, p) {
    m.capture(p.v);
  },
  print: (p, { v }) => v === null ? "_" : p.local(v),
};

/** A local that a pattern may bind: no pattern binds one twice. */
function capturable(x: Fixing, i: number): number | null {
  const v = x.assignable(i);
  if (v === null || (x.bound & (1 << v)) !== 0) return null;
  x.bound |= 1 << v;
  return v;
}

export const LITERAL: MatchedKind<"literal"> = {
  fix: (_x, p) => isPatternLiteral(p.v) ? p : WILDCARD,
  lower(m, p) {
    m.literal(p.v);
  },
  print: (_p, { v }) => literalSource(v),
};

export const OR: MatchedKind<"or"> = {
  fix(_x, p) {
    const items = mapped(cut(p.items, MAX_PATTERN_ITEMS), (item) => isPatternLiteral(item) ? item : undefined);
    const [only] = items;
    if (only === undefined) return WILDCARD;
    if (items.length === 1) return { k: "literal", v: only };
    return items === p.items ? p : { k: "or", items };
  },
  lower(m, p) {
    const { builder } = m;
    const matched = builder.newLabel();
    m.firstOf(p.items, matched, JUMP);
    builder.emit(OP.POP_TOP);
    m.fail(JUMP);
    builder.use(matched);
    builder.emit(OP.POP_TOP);
  },
  print: (_p, { items }) => items.map(literalSource).join(" | "),
  *simpler(p) {
    for (const v of p.items) yield { k: "literal", v };
  },
};
