/**
 * Functions with parameters of all kinds, and calls by position, by name, and with stars.
 *
 * @module
 */

import { PLAIN_FORM } from "../draft/classes.ts";
import { type Expr, MAX_FUNCTIONS, type Stmt } from "../draft/draft.ts";
import { atom, index } from "./atoms.ts";
import type { Drawing, KeywordFacts } from "./drawing.ts";
import { localOf } from "./locals.ts";
import { newFunction } from "./members.ts";
import { ADD, assign, binary, build, call, give, int, str, SUB, variable, wholeLiteral } from "./nodes.ts";
import { augment } from "./variables.ts";

function keywordFunction(d: Drawing): KeywordFacts | null {
  const { choices } = d;
  const old = d.program.keywordFunctions;
  if (old.length > 0 && (old.length > 1 || choices.chance(3, 4))) return d.pick(old);
  if (d.program.functions.length > MAX_FUNCTIONS - 2) return null;
  const params = choices.int(0, 2);
  const kwonly = choices.below(3);
  const star = choices.chance(1, 3);
  const starstar = choices.chance(1, 4);
  const all = params + kwonly;
  let sum: Expr = int(choices.int(0, 5));
  for (let i = 0; i < all; i++) sum = binary(variable(i), i % 2 === 0 ? ADD : SUB, sum);
  if (star) sum = binary(sum, ADD, call("len", variable(all)));
  if (starstar) sum = binary(sum, ADD, call("len", variable(all + (star ? 1 : 0))));
  const kwdefaults = kwonly > 0 && choices.bool() ? [wholeLiteral(choices.int(0, 9))] : [];
  const form = { ...PLAIN_FORM, kwonly, kwdefaults, star, starstar };
  const locals = all + (star ? 1 : 0) + (starstar ? 1 : 0);
  const facts = { f: newFunction(d, params, [give(sum)], form, locals), params, kwonly, star, starstar };
  old.push(facts);
  return facts;
}

export function keywordCall(d: Drawing, out: Stmt[]): void {
  const { choices } = d;
  const facts = d.here.recursive ? null : keywordFunction(d);
  if (facts === null) return augment(d, out);
  const { f, params, kwonly, star, starstar } = facts;
  const spread = choices.below(4);
  const names: string[] = [];
  const args: Expr[] = [];
  // Some of the positional ones by name, unless a star argument gives them.
  const given = spread === 0 ? 0 : params;
  const byPosition = spread === 0 ? 0 : choices.int(0, given);
  for (let i = 0; i < given; i++) args.push(i === 0 ? index(d) : atom(d));
  for (let i = byPosition; i < given; i++) names.push(`p${i}`);
  for (let i = 0; i < kwonly; i++) {
    names.push(`p${params + i}`);
    args.push(atom(d));
  }
  if (starstar && choices.bool()) {
    names.push("key");
    args.push(int(1));
  }
  let starred: Expr | null = null;
  if (spread === 0) {
    const list = Array.from({ length: params + (star ? choices.below(3) : 0) }, () => atom(d));
    starred = build(choices.bool() ? "list" : "tuple", ...list);
  }
  let mapping: Expr | null = null;
  if (spread === 1) mapping = starstar && choices.bool() ? build("dict", str("x"), index(d)) : build("dict");
  const e: Expr = { k: "invoke", f: { k: "function", f }, args, names, star: starred, starstar: mapping };
  out.push(assign(localOf(d, "int"), e));
}
