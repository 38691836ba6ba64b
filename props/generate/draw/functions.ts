/**
 * The functions of a program: the entry with its hot loop, and those that it calls.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import { type Block, type Expr, type FunctionDraft, NONE, type Stmt } from "../draft/draft.ts";
import { intExpression } from "./atoms.ts";
import { calleeFrom, callFunction, recursiveCall } from "./calls.ts";
import type { Drawing, Kind, Signature } from "./drawing.ts";
import { parameter, STRINGS } from "./locals.ts";
import { hotLoop } from "./loops.ts";
import { ADD, binary, build, give, int, SUB, textLiteral, variable, wholeLiteral } from "./nodes.ts";

/** Signatures of the functions that others may call before they are drawn themselves. */
export function signUp(d: Drawing): void {
  const { choices, program } = d;
  const count = choices.length(1, 4);
  const chain = choices.chance(1, 6) ? choices.int(4, 8) : count;
  for (let j = 0; j < chain; j++) {
    const recursive = chain === count && choices.chance(d.profile.recursion, 24);
    const params = choices.length(recursive ? 1 : 0, 3);
    const defaults: Literal[] = [];
    if (params > 1 && choices.chance(1, 6)) defaults.push(wholeLiteral(choices.int(0, 9)));
    program.signatures.push({ params, defaults, recursive, chain: chain > count ? 1 : 0, called: false });
    program.functions.push(null);
  }
}

/** The entry, with which a drawing begins: parameters, a loop that gets hot, a result. */
export function entry(d: Drawing): void {
  const { choices } = d;
  const params = choices.length(0, 3);
  for (let i = 0; i < params; i++) {
    const kind = choices.below(8);
    if (kind < 4) parameter(d, "int", wholeLiteral(choices.int(-3, 9)));
    else if (kind < 6) parameter(d, "number", { t: "float", v: choices.int(-8, 8) / 4 + 0.125 });
    else if (kind === 6) parameter(d, "str", textLiteral(d.pick(STRINGS)));
    else parameter(d, "any", choices.bool() ? NONE.v : wholeLiteral(1));
  }
  const loop = hotLoop(d);
  const body: Stmt[] = [];
  d.program.signatures.forEach(({ called }, j) => {
    // New versions are given when a call is specialized, and may be those of other functions' code.
    if (called && choices.chance(d.profile.reversions, 16)) body.push({ k: "reversion", f: j + 1 });
  });
  body.push(loop, ...d.locals.epilogue);
  if (choices.chance(1, 5)) d.statement(body);
  body.push(give(result(d)));
  d.program.functions[0] = finish(d, body, null, []);
}

/** What the function returns: enough of what it computed to tell runs apart. */
function result(d: Drawing): Expr {
  const { kinds } = d.locals;
  const list: Expr[] = [];
  for (let i = 0; i < kinds.length && list.length < 4; i++) {
    const kind = kinds[i] as Kind;
    if (kind !== "closure" && kind !== "risky") list.push(variable(i));
  }
  if (list.length === 0) return NONE;
  return list.length === 1 ? list[0] as Expr : build("tuple", ...list);
}

/** The function of a signature, if it is called. */
export function callee(d: Drawing, j: number): void {
  const { choices } = d;
  const signature = d.program.signatures[j] as Signature;
  const { params, chain, recursive, defaults } = signature;
  d.begin(j + 1, recursive);
  const { locals, rounds } = d;
  locals.params = params;
  for (let i = 0; i < params; i++) locals.kinds.push("int");
  const body: Stmt[] = [];
  if (!signature.called) {
    d.program.functions[j + 1] = finish(d, body, null, defaults);
    return;
  }
  if (params > 0) {
    // Callers hand over the round, so that things go wrong here in the right one, too.
    rounds.loops.push({ index: variable(0), count: d.hot + 3, trigger: choices.int(d.hot, d.hot + 3) });
  }
  d.budget = choices.length(0, 2);
  const statements = chain > 0 && choices.chance(3, 4) ? 0 : choices.length(0, 2);
  const middle: Stmt[] = [];
  for (let s = 0; s < statements && d.budget > 0; s++) d.statement(middle);
  body.push(...rounds.early, ...middle, ...rounds.late);
  let e = intExpression(d, 2);
  const next = calleeFrom(d, j + 1);
  // Deep chains carry little else: each link runs once a round.
  if (next > 0 && (chain > 0 || choices.chance(1, 3))) e = binary(callFunction(d, next), ADD, e);
  if (recursive) {
    e = binary(recursiveCall(d, j + 1), ADD, e);
    if (next === 0 && choices.chance(1, 4)) e = binary(e, SUB, recursiveCall(d, j + 1));
  }
  body.push(give(e));
  const base = recursive ? int(choices.int(0, 3)) : null;
  d.program.functions[j + 1] = finish(d, body, base, defaults);
}

/** The function at hand, whose body is drawn. */
function finish(d: Drawing, body: Block, recursive: Expr | null, defaults: readonly Literal[]): FunctionDraft {
  const { params, kinds, prologue } = d.locals;
  return {
    parent: null,
    params,
    defaults,
    locals: kinds.length,
    recursive,
    body: prologue.length === 0 ? body : [...prologue, ...body],
  };
}
