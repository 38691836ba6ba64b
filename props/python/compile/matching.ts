/**
 * `match`: patterns take the subject on top; names are collected on the stack and bound when the whole pattern matched;
 * `compiler_match` and `compiler_pattern_*`.
 *
 * @module
 */

import { assertNever } from "../../../src/isa/errors.ts";
import type { Literal } from "../../../src/isa/program.ts";
import {
  type Expr,
  type Loc,
  type MatchCase,
  NO_LOCATION,
  type Pattern,
  type PatternOf,
  type StmtOf,
} from "../syntax/nodes.ts";
import { sourceError } from "../syntax/source_error.ts";
import { type Compiler, NONE } from "./compiler.ts";
import { constKey } from "./const_table.ts";
import { addCompare, expr, jumpIf } from "./expressions.ts";
import { OP } from "./opcode_facts.ts";
import { JUMP } from "./pseudo_ops.ts";
import { statements } from "./statements.ts";

/** Oparg of BINARY_OP. */
const SUBTRACT = 10;

/** How far a pattern is; `pattern_context`. */
interface Context {
  /** Names whose values lie on the stack, in the order of binding. */
  stores: string[];
  /** Whether a name or `_` may stand here. */
  allowsAny: boolean;
  /** Labels of failures by the number of items to pop. */
  failures: number[];
  /** Items on top that belong to patterns around. */
  onTop: number;
}

function isWildcard(p: Pattern): boolean {
  return p.k === "MatchAs" && p.name === null;
}

/** `compiler_match_inner` */
export function match(c: Compiler, { subject, cases }: StmtOf<"Match">): void {
  expr(c, subject);
  const end = c.newLabel();
  const last = cases.at(-1) as MatchCase;
  const hasDefault = isWildcard(last.pattern) && (last.pattern as PatternOf<"MatchAs">).pattern === null &&
    cases.length > 1;
  const tried = hasDefault ? cases.slice(0, -1) : cases;
  tried.forEach(({ pattern: p, guard, body }, i) => {
    const { loc } = p;
    const isLast = i === tried.length - 1;
    if (!isLast) c.emit(OP.COPY, 1, loc);
    const x: Context = { stores: [], allowsAny: guard !== null || i === cases.length - 1, failures: [], onTop: 0 };
    pattern(c, p, x);
    for (const name of x.stores) c.name(name, "store", loc);
    if (guard !== null) jumpIf(c, loc, guard, failure(c, x, 0), false);
    if (!isLast) c.emit(OP.POP_TOP, 0, loc);
    statements(c, body);
    c.jump(JUMP, end, NO_LOCATION);
    emitFailures(c, x, loc);
  });
  if (hasDefault) {
    const { loc } = last.pattern;
    c.emit(OP.NOP, 0, loc);
    if (last.guard !== null) jumpIf(c, loc, last.guard, end, false);
    statements(c, last.body);
  }
  c.use(end);
}

/** `ensure_fail_pop`: the label of failures with so many items to pop. */
function failure(c: Compiler, { failures }: Context, pops: number): number {
  while (failures.length <= pops) failures.push(c.newLabel());
  return failures[pops] as number;
}

/** `jump_to_fail_pop` */
function fail(c: Compiler, x: Context, op: number, loc: Loc): void {
  c.jump(op, failure(c, x, x.onTop + x.stores.length), loc);
}

/** `emit_and_reset_fail_pop` */
function emitFailures(c: Compiler, x: Context, loc: Loc): void {
  const { failures } = x;
  for (let pops = failures.length - 1; pops > 0; pops--) {
    c.use(failures[pops] as number);
    c.emit(OP.POP_TOP, 0, loc);
  }
  if (failures.length > 0) c.use(failures[0] as number);
  x.failures = [];
}

/** `pattern_helper_rotate` */
function rotate(c: Compiler, count: number, loc: Loc): void {
  for (let n = count; n > 1; n--) c.emit(OP.SWAP, n, loc);
}

/** `pattern_helper_store_name` */
function storeName(c: Compiler, x: Context, name: string | null, loc: Loc): void {
  if (name === null) return c.emit(OP.POP_TOP, 0, loc);
  if (x.stores.includes(name)) throw sourceError(loc, `multiple assignments to name '${name}' in pattern`);
  rotate(c, x.onTop + x.stores.length + 1, loc);
  x.stores.push(name);
}

/** `compiler_pattern_subpattern` */
function subpattern(c: Compiler, p: Pattern, x: Context): void {
  const { allowsAny } = x;
  x.allowsAny = true;
  pattern(c, p, x);
  x.allowsAny = allowsAny;
}

function pattern(c: Compiler, p: Pattern, x: Context): void {
  const { loc } = p;
  switch (p.k) {
    case "MatchValue":
      if (p.value.k !== "Constant" && p.value.k !== "Attribute") {
        throw sourceError(loc, "patterns may only match literals and attribute lookups");
      }
      expr(c, p.value);
      addCompare(c, "==", loc);
      c.emit(OP.TO_BOOL, 0, loc);
      return fail(c, x, OP.POP_JUMP_IF_FALSE, loc);
    case "MatchSingleton":
      c.loadConst(p.value, loc);
      addCompare(c, "is", loc);
      return fail(c, x, OP.POP_JUMP_IF_FALSE, loc);
    case "MatchSequence":
      return sequence(c, p, x);
    case "MatchMapping":
      return mapping(c, p, x);
    case "MatchClass":
      return classPattern(c, p, x);
    case "MatchStar":
      return storeName(c, x, p.name, loc);
    case "MatchAs":
      if (p.pattern === null) {
        if (!x.allowsAny) {
          const what = p.name === null ? "wildcard" : `name capture '${p.name}'`;
          throw sourceError(loc, `${what} makes remaining patterns unreachable`);
        }
        return storeName(c, x, p.name, loc);
      }
      x.onTop++;
      c.emit(OP.COPY, 1, loc);
      pattern(c, p.pattern, x);
      x.onTop--;
      return storeName(c, x, p.name, loc);
    case "MatchOr":
      return alternatives(c, p, x);
    default:
      return assertNever(p);
  }
}

/** Compares the length of the value on top, which stays. */
function checkLength(c: Compiler, x: Context, count: number, op: "==" | ">=", loc: Loc): void {
  c.emit(OP.GET_LEN, 0, loc);
  c.loadConst({ t: "int", v: count }, loc);
  addCompare(c, op, loc);
  fail(c, x, OP.POP_JUMP_IF_FALSE, loc);
}

/** `compiler_pattern_sequence` */
function sequence(c: Compiler, { patterns, loc }: PatternOf<"MatchSequence">, x: Context): void {
  const size = patterns.length;
  const star = patterns.findIndex(({ k }) => k === "MatchStar");
  if (patterns.some(({ k }, i) => i > star && k === "MatchStar" && star >= 0)) {
    throw sourceError(loc, "multiple starred names in sequence pattern");
  }
  const starred = patterns[star];
  const starIsWildcard = starred?.k === "MatchStar" && starred.name === null;
  const onlyWildcards = patterns.every((p) => p.k === "MatchStar" ? p.name === null : isWildcard(p));
  x.onTop++;
  c.emit(OP.MATCH_SEQUENCE, 0, loc);
  fail(c, x, OP.POP_JUMP_IF_FALSE, loc);
  if (star < 0) checkLength(c, x, size, "==", loc);
  else if (size > 1) checkLength(c, x, size - 1, ">=", loc);
  x.onTop--;
  if (onlyWildcards) c.emit(OP.POP_TOP, 0, loc);
  else if (starIsWildcard) subscripts(c, patterns, star, x, loc);
  else {
    if (star < 0) c.emit(OP.UNPACK_SEQUENCE, size, loc);
    else c.emit(OP.UNPACK_EX, star + ((size - star - 1) << 8), loc);
    x.onTop += size;
    for (const each of patterns) {
      x.onTop--;
      subpattern(c, each, x);
    }
  }
}

/** `pattern_helper_sequence_subscr` */
function subscripts(c: Compiler, patterns: readonly Pattern[], star: number, x: Context, loc: Loc): void {
  x.onTop++;
  patterns.forEach((each, i) => {
    if (isWildcard(each) || i === star) return;
    c.emit(OP.COPY, 1, loc);
    if (i < star) c.loadConst({ t: "int", v: i }, loc);
    else {
      c.emit(OP.GET_LEN, 0, loc);
      c.loadConst({ t: "int", v: patterns.length - i }, loc);
      c.emit(OP.BINARY_OP, SUBTRACT, loc);
    }
    c.emit(OP.BINARY_SUBSCR, 0, loc);
    subpattern(c, each, x);
  });
  x.onTop--;
  c.emit(OP.POP_TOP, 0, loc);
}

/** The value on top must not be None, and stays. */
function checkNotNone(c: Compiler, x: Context, loc: Loc): void {
  c.emit(OP.COPY, 1, loc);
  c.loadConst(NONE, loc);
  c.emit(OP.IS_OP, 1, loc);
  fail(c, x, OP.POP_JUMP_IF_FALSE, loc);
}

/** `compiler_pattern_mapping` */
function mapping(c: Compiler, { keys, patterns, rest, loc }: PatternOf<"MatchMapping">, x: Context): void {
  const size = keys.length;
  x.onTop++;
  c.emit(OP.MATCH_MAPPING, 0, loc);
  fail(c, x, OP.POP_JUMP_IF_FALSE, loc);
  if (size === 0 && rest === null) {
    x.onTop--;
    return c.emit(OP.POP_TOP, 0, loc);
  }
  if (size > 0) checkLength(c, x, size, ">=", loc);
  checkKeys(keys, loc);
  for (const key of keys) expr(c, key);
  c.emit(OP.BUILD_TUPLE, size, loc);
  c.emit(OP.MATCH_KEYS, 0, loc);
  x.onTop += 2;
  checkNotNone(c, x, loc);
  c.emit(OP.UNPACK_SEQUENCE, size, loc);
  x.onTop += size - 1;
  for (const each of patterns) {
    x.onTop--;
    subpattern(c, each, x);
  }
  x.onTop -= 2;
  if (rest === null) {
    c.emit(OP.POP_TOP, 0, loc);
    return c.emit(OP.POP_TOP, 0, loc);
  }
  c.emit(OP.BUILD_MAP, 0, loc);
  c.emit(OP.SWAP, 3, loc);
  c.emit(OP.DICT_UPDATE, 2, loc);
  c.emit(OP.UNPACK_SEQUENCE, size, loc);
  for (let left = size; left > 0; left--) {
    c.emit(OP.COPY, 1 + left, loc);
    c.emit(OP.SWAP, 2, loc);
    c.emit(OP.DELETE_SUBSCR, 0, loc);
  }
  storeName(c, x, rest, loc);
}

function checkKeys(keys: readonly Expr[], loc: Loc): void {
  const seen = new Set<string>();
  for (const key of keys) {
    if (key.k === "Constant") {
      const text = constKey(key.value);
      if (seen.has(text)) throw sourceError(loc, "mapping pattern checks duplicate key");
      seen.add(text);
    } else if (key.k !== "Attribute") {
      throw sourceError(loc, "mapping pattern keys may only match literals and attribute lookups");
    }
  }
}

/** `compiler_pattern_class` */
function classPattern(c: Compiler, p: PatternOf<"MatchClass">, x: Context): void {
  const { cls, patterns, kwdAttrs, kwdPatterns, loc } = p;
  const count = patterns.length + kwdPatterns.length;
  expr(c, cls);
  c.loadConst({ t: "tuple", v: kwdAttrs.map((v): Literal => ({ t: "str", v })) }, loc);
  c.emit(OP.MATCH_CLASS, patterns.length, loc);
  x.onTop++;
  checkNotNone(c, x, loc);
  c.emit(OP.UNPACK_SEQUENCE, count, loc);
  x.onTop += count - 1;
  for (const each of [...patterns, ...kwdPatterns]) {
    x.onTop--;
    if (isWildcard(each)) c.emit(OP.POP_TOP, 0, loc);
    else subpattern(c, each, x);
  }
}

/** `compiler_pattern_or` */
function alternatives(c: Compiler, { patterns, loc }: PatternOf<"MatchOr">, x: Context): void {
  const end = c.newLabel();
  const outer: Context = { ...x };
  let control: string[] = [];
  patterns.forEach((alternative, i) => {
    x.stores = [];
    x.allowsAny = i === patterns.length - 1 && outer.allowsAny;
    x.failures = [];
    x.onTop = 0;
    c.emit(OP.COPY, 1, alternative.loc);
    pattern(c, alternative, x);
    if (i === 0) control = x.stores;
    else reorder(c, x, control, alternative.loc, loc);
    c.jump(JUMP, end, alternative.loc);
    emitFailures(c, x, alternative.loc);
  });
  Object.assign(x, outer);
  c.emit(OP.POP_TOP, 0, loc);
  fail(c, x, JUMP, loc);
  c.use(end);
  const rotations = control.length + 1 + x.onTop + x.stores.length;
  for (const name of control) {
    rotate(c, rotations, loc);
    if (x.stores.includes(name)) throw sourceError(loc, `multiple assignments to name '${name}' in pattern`);
    x.stores.push(name);
  }
  c.emit(OP.POP_TOP, 0, loc);
}

/** Brings the names that an alternative binds to the order in which the first one does. */
function reorder(c: Compiler, x: Context, control: readonly string[], at: Loc, loc: Loc): void {
  const differ = (): Error => sourceError(loc, "alternative patterns bind different names");
  if (x.stores.length !== control.length) throw differ();
  for (let wanted = control.length - 1; wanted >= 0; wanted--) {
    const found = x.stores.indexOf(control[wanted] as string);
    if (found < 0) throw differ();
    if (found === wanted) continue;
    const rotated = x.stores.splice(0, found + 1);
    x.stores.splice(wanted - found, 0, ...rotated);
    for (let n = rotated.length; n > 0; n--) rotate(c, wanted + 1, at);
  }
}
