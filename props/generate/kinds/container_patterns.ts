/**
 * Patterns that look into a value: sequences, mappings, instances of classes.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import { ATTRIBUTES, className } from "../draft/classes.ts";
import type { Pattern } from "../draft/statement.ts";
import { cut, mapped, MAX_PATTERN_ITEMS, wrap } from "../fix/bounds.ts";
import { namesTuple } from "../lower/constants.ts";
import { AT_LEAST, EQUAL, type Matching } from "../lower/matching.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import { literalSource } from "../print/literals.ts";
import type { MatchedKind } from "./kind.ts";
import { isPatternLiteral, WILDCARD } from "./value_patterns.ts";

/** `[...]`; one item may take the rest. */
export const SEQUENCE: MatchedKind<"sequence"> = {
  fix(x, p, depth) {
    if (depth <= 0) return WILDCARD;
    const items = mapped(cut(p.items, MAX_PATTERN_ITEMS), (item) => x.pattern(item, depth - 1));
    let star = p.star === null || items.length === 0 ? null : wrap(p.star, items.length);
    const starred = star === null ? undefined : items[star];
    // A rest without a name is never made.
    if (starred !== undefined && (starred.k !== "any" || starred.v === null)) star = null;
    return items === p.items && star === p.star ? p : { k: "sequence", items, star };
  },
  lower(m, { items, star }) {
    const { builder } = m;
    const { length } = items;
    m.onTop++;
    builder.emit(OP.MATCH_SEQUENCE);
    m.fail(OP.POP_JUMP_IF_FALSE);
    if (star === null) m.length(length, EQUAL);
    else if (length > 1) m.length(length - 1, AT_LEAST);
    m.onTop--;
    if (items.every((item) => item.k === "any" && item.v === null)) return builder.emit(OP.POP_TOP);
    if (star === null) builder.emit(OP.UNPACK_SEQUENCE, length);
    else builder.emit(OP.UNPACK_EX, star + ((length - star - 1) << 8));
    m.onTop += length;
    for (const item of items) {
      m.onTop--;
      m.pattern(item);
    }
  },
  print: (p, { items, star }) => `[${items.map((item, i) => (i === star ? "*" : "") + p.pattern(item)).join(", ")}]`,
  *simpler(p) {
    if (p.star !== null) yield { ...p, star: null };
  },
};

export const MAPPING: MatchedKind<"mapping"> = {
  fix(x, p, depth) {
    if (depth <= 0 || !isPatternLiteral(p.key)) return WILDCARD;
    const value = x.pattern(p.value, depth - 1);
    return value === p.value ? p : { k: "mapping", key: p.key, value };
  },
  lower(m, p) {
    const { builder, lowering } = m;
    m.onTop++;
    builder.emit(OP.MATCH_MAPPING);
    m.fail(OP.POP_JUMP_IF_FALSE);
    m.length(1, AT_LEAST);
    lowering.loadConst(p.key);
    builder.emit(OP.BUILD_TUPLE, 1);
    builder.emit(OP.MATCH_KEYS);
    m.onTop += 2;
    m.notNone();
    builder.emit(OP.UNPACK_SEQUENCE, 1);
    m.onTop--;
    m.pattern(p.value);
    m.onTop -= 2;
    builder.emit(OP.POP_TOP);
    builder.emit(OP.POP_TOP);
  },
  print: (p, { key, value }) => `{${literalSource(key)}: ${p.pattern(value)}}`,
};

/** A builtin class, perhaps with one positional pattern. */
export const BUILTIN_CLASS: MatchedKind<"builtin"> = {
  fix(x, p, depth) {
    if (p.name !== "int" && p.name !== "str" && p.name !== "float") return WILDCARD;
    const inner = p.p === null ? null : x.pattern(p.p, depth - 1);
    return inner === p.p ? p : { k: "builtin", name: p.name, p: inner };
  },
  lower(m, p) {
    m.lowering.loadGlobal(p.name, false);
    lowerClassPattern(m, p.p, EMPTY_TUPLE, p.p === null ? 0 : 1);
  },
  print: (p, { name, p: inner }) => `${name}(${inner === null ? "" : p.pattern(inner)})`,
};

/** A class of the Draft, with one pattern by keyword. */
export const DRAFT_CLASS: MatchedKind<"class"> = {
  fix(x, p, depth) {
    if (depth <= 0 || x.classes.length === 0 || !ATTRIBUTES.includes(p.name)) return WILDCARD;
    const c = wrap(p.c, x.classes.length);
    const inner = x.pattern(p.p, depth - 1);
    return c === p.c && inner === p.p ? p : { k: "class", c, name: p.name, p: inner };
  },
  lower(m, p) {
    m.lowering.loadGlobal(className(p.c), false);
    lowerClassPattern(m, p.p, namesTuple([p.name]), 0);
  },
  print: (p, { c, name, p: inner }) => `${className(c)}(${name}=${p.pattern(inner)})`,
};

const EMPTY_TUPLE: Literal = { t: "tuple", v: [] };

function lowerClassPattern(m: Matching, p: Pattern | null, names: Literal, positional: number): void {
  const { builder } = m;
  m.lowering.loadConst(names);
  builder.emit(OP.MATCH_CLASS, positional);
  m.onTop++;
  m.notNone();
  builder.emit(OP.UNPACK_SEQUENCE, p === null ? 0 : 1);
  m.onTop--;
  if (p !== null) m.pattern(p);
}
