/**
 * Operations on a value that is of another type in the trigger round: one that the site has not seen, or one that the
 * operation refuses. So guards and operations fail in traces, whatever they are about.
 *
 * @module
 */

import { type BuiltinName, type Expr, NONE, type Stmt, type Target } from "../draft/draft.ts";
import { dictVariable, listVariable } from "./atoms.ts";
import type { Drawing, Loop } from "./drawing.ts";
import { handlers } from "./failures.ts";
import { newGlobal } from "./globals.ts";
import { localOf, newLocal } from "./locals.ts";
import {
  ADD,
  add,
  AND,
  assign,
  assignTo,
  binary,
  build,
  builtin,
  call,
  callLocal,
  callMethod,
  caught,
  compare,
  constant,
  count,
  EQ,
  except,
  exception,
  float,
  forEach,
  HALF,
  int,
  items,
  LT,
  NE,
  newException,
  run,
  str,
  subscript,
  textLiteral,
  TRUE,
  tupleLiteral,
  variable,
  wholeLiteral,
} from "./nodes.ts";
import { either, eitherOf, inTrigger, mayFail } from "./rounds.ts";
import { augment } from "./variables.ts";

/** Draws an operation; an int that it gives goes to `result`. */
type Operation = (d: Drawing, loop: Loop, result: Target) => Stmt;

const PAIR = tupleLiteral(1, 2);

/** An operation on a value that is strange once; caught where it may fail and nothing may leave the loop. */
export function strangeOperand(d: Drawing, out: Stmt[]): void {
  const loop = d.rounds.loops.at(-1);
  if (loop === undefined || d.here.recursive) return augment(d, out);
  const { choices } = d;
  const result = variable(localOf(d, "int"));
  const s = d.pick(OPERATIONS)(d, loop, result);
  if (mayFail(d, loop, 12)) {
    out.push(s);
    return;
  }
  const clauses = choices.bool() ? handlers(d) : [except(exception(choices.bool() ? "TypeError" : "Exception"))];
  const body: Stmt[] = [s];
  if (choices.chance(1, 3)) augment(d, body);
  out.push(caught(body, clauses));
}

const OPERATIONS: readonly Operation[] = [
  // Items.
  (d, loop, result) => assignTo(result, subscript(eitherOf(d, loop, dictVariable(d), listVariable(d)), bit(loop))),
  (d, loop, result) =>
    assignTo(result, call("len", subscript(either(d, loop, textLiteral("abc"), textLiteral("∞é")), bit(loop)))),
  (d, loop, result) =>
    assignTo(
      result,
      subscript(listVariable(d), either(d, loop, wholeLiteral(1), d.choices.bool() ? wholeLiteral(-1) : HALF)),
    ),
  (d, loop, result) => {
    const odd = d.choices.bool() ? textLiteral("ab") : tupleLiteral();
    return assignTo(result, subscript(either(d, loop, tupleLiteral(4, 5), odd), bit(loop)));
  },
  // Comparisons.
  (d, loop, result) => count(compare(either(d, loop, HALF, wholeLiteral(2)), LT, float(1.5)), result),
  (d, loop, result) => {
    const l = either(d, loop, textLiteral("a"), wholeLiteral(5));
    return count(compare(l, d.choices.bool() ? EQ : NE, str("a")), result);
  },
  unpackedPair,
  unpackedThree,
  // Truth.
  (d, loop, result) => count(either(d, loop, NONE.v, d.choices.bool() ? textLiteral("x") : wholeLiteral(1)), result),
  (d, loop, result) => {
    const usual = textLiteral(d.choices.bool() ? "a" : "");
    return count(either(d, loop, usual, d.choices.bool() ? NONE.v : wholeLiteral(0)), result);
  },
  (d, loop, result) => count(either(d, loop, TRUE, d.choices.bool() ? textLiteral("") : HALF), result),
  (d, loop, result) => {
    const xs = listVariable(d);
    return count(eitherOf(d, loop, xs, d.choices.bool() ? dictVariable(d) : NONE), result);
  },
  // Items that are set and deleted.
  (d, loop) => {
    const xs = listVariable(d);
    return assignTo({ k: "item", o: eitherOf(d, loop, xs, dictVariable(d)), i: bit(loop) }, loop.index);
  },
  (d, loop) => {
    const dict = dictVariable(d);
    return assignTo({ k: "item", o: eitherOf(d, loop, dict, listVariable(d)), i: bit(loop) }, loop.index);
  },
  (d, loop) => {
    const v = newLocal(d, "closure", NONE);
    d.rounds.early.push(assign(v, build("dict", int(1), loop.index)));
    return { k: "del", t: { k: "item", o: variable(v), i: either(d, loop, wholeLiteral(1), wholeLiteral(7)) } };
  },
  (d, loop) => {
    const o = variable(freshList(d));
    return { k: "del", t: { k: "slice", o, a: int(0), b: either(d, loop, wholeLiteral(1), textLiteral("a")) } };
  },
  // One operand.
  (d, loop, result) => {
    const op = d.choices.bool() ? "-" : "~";
    return assignTo(result, { k: "unary", op, e: either(d, loop, wholeLiteral(3), NONE.v) });
  },
  (d, loop, result) =>
    assignTo(result, { k: "unary", op: "not", e: either(d, loop, wholeLiteral(3), textLiteral("")) }),
  (d, loop, result) => {
    const not = d.choices.bool();
    return assignTo(result, { k: "in", not, l: bit(loop), r: either(d, loop, tupleLiteral(1), NONE.v) });
  },
  goneOver,
  goneOver,
  // Calls.
  calledWithText,
  calledWithText,
  calledWithText,
  (d, loop) => {
    const f = callee(d, loop, "isinstance", "divmod");
    return assign(localOf(d, "any"), callLocal(f, loop.index, builtin("int")));
  },
  // New texts and containers.
  (d, loop, result) => {
    const specs = [{ conversion: 0, format: d.choices.bool() ? "d" : ".2f" }];
    const args = [either(d, loop, wholeLiteral(3), textLiteral("x"))];
    return assignTo(result, call("len", { k: "fstring", texts: ["", "a"], args, specs }));
  },
  (d, loop, result) => {
    const item = eitherOf(d, loop, int(1), listVariable(d));
    return assignTo(result, call("len", build(d.choices.bool() ? "set" : "dict", item, loop.index)));
  },
  (d, loop, result) => {
    const what = (["list", "set", "tuple"] as const)[d.choices.below(3)] as "list" | "set" | "tuple";
    const args = [either(d, loop, tupleLiteral(1), wholeLiteral(5))];
    return assignTo(result, call("len", { k: "display", what, args, stars: 1 }));
  },
  (d, loop, result) => {
    const args = [eitherOf(d, loop, dictVariable(d), int(1))];
    return assignTo(result, call("len", { k: "display", what: "dict", args, stars: 0 }));
  },
  // Slices.
  (d, loop, result) => {
    const o = either(d, loop, textLiteral("abc"), wholeLiteral(5));
    return assignTo(result, call("len", { k: "slice", o, a: int(0), b: int(2) }));
  },
  (d, loop) => {
    const t: Target = { k: "slice", o: listVariable(d), a: int(0), b: int(1) };
    return assignTo(t, either(d, loop, tupleLiteral(1), wholeLiteral(5)));
  },
  (d) => run(callMethod(variable(newLocal(d, "closure", newException("ValueError"))), "with_traceback", NONE)),
  changedGlobal,
  (d, loop, result) =>
    d.choices.bool()
      ? assignTo(result, call("abs", either(d, loop, wholeLiteral(-3), HALF)))
      : assignTo(result, call("sum", either(d, loop, PAIR, tupleLiteral()))),
  builtinCall,
  builtinCall,
];

function bit(loop: Loop): Expr {
  return binary(loop.index, AND, int(1));
}

function unpackedPair(d: Drawing, loop: Loop): Stmt {
  const odd = d.pick([tupleLiteral(3, 4, 5), textLiteral("xy"), wholeLiteral(1)]);
  const ts = [0, 1].map(() => variable(newLocal(d, "closure", NONE)));
  return { k: "unpack", ts, e: either(d, loop, PAIR, odd) };
}

function unpackedThree(d: Drawing, loop: Loop): Stmt {
  const usual = build("list", int(1), loop.index, int(3));
  const odd = build(d.choices.bool() ? "tuple" : "list", int(1), loop.index);
  const ts = [0, 1, 2].map(() => variable(newLocal(d, "closure", NONE)));
  const e = d.choices.bool() ? eitherOf(d, loop, usual, odd) : eitherOf(d, loop, odd, usual);
  return { k: "unpack", ts, e };
}

function goneOver(d: Drawing, loop: Loop, result: Target): Stmt {
  const odd = d.choices.below(3);
  let over: Expr;
  if (odd === 0) over = either(d, loop, PAIR, NONE.v);
  else if (odd === 1) over = eitherOf(d, loop, listVariable(d), constant(PAIR));
  else over = eitherOf(d, loop, constant(PAIR), listVariable(d));
  const v = newLocal(d, "index", NONE);
  d.program.needsFixup = true;
  return forEach(v, items(over, 3), add(result, variable(v)));
}

/** Builtins of one argument that an int and a str have in common, in pairs that one site may call. */
const CALLEES: readonly (readonly [usual: BuiltinName, odd: BuiltinName])[] = [
  ["len", "repr"],
  ["repr", "len"],
  ["str", "repr"],
  ["tuple", "len"],
  ["type", "str"],
  ["list", "tuple"],
  ["bool", "len"],
  ["sorted", "list"],
];

function calledWithText(d: Drawing, loop: Loop): Stmt {
  const [usual, odd] = d.pick(CALLEES);
  const f = callee(d, loop, usual, odd);
  return assign(localOf(d, "any"), callLocal(f, str("ab")));
}

/** A local that holds one builtin in most rounds and another in the trigger round. */
function callee(d: Drawing, loop: Loop, usual: BuiltinName, odd: BuiltinName): number {
  const f = newLocal(d, "closure", null);
  d.rounds.early.push(assign(f, eitherOf(d, loop, builtin(usual), builtin(odd))));
  return f;
}

/** A list of its own for every round. */
function freshList(d: Drawing): number {
  const v = newLocal(d, "closure", NONE);
  d.rounds.early.push(assign(v, build("list", int(1), int(2))));
  return v;
}

/** A global that goes, or comes, in the trigger round: the keys of the module change. */
function changedGlobal(d: Drawing, loop: Loop): Stmt {
  const goes = d.choices.bool();
  const g = newGlobal(d, goes ? wholeLiteral(d.choices.int(0, 9)) : null);
  if (g === null) return builtinCall(d, loop, variable(localOf(d, "int")));
  const x: Expr & Target = { k: "global", i: g };
  if (!goes) return inTrigger(loop, assignTo(x, loop.index));
  d.rounds.late.push(inTrigger(loop, { k: "del", t: x }));
  return assign(localOf(d, "int"), binary(x, ADD, loop.index));
}

/** Calls of builtins that sites are specialized for. */
function builtinCall(d: Drawing, loop: Loop, result: Target): Stmt {
  return d.pick(BUILTIN_CALLS)(d, loop, result);
}

const BUILTIN_CALLS: readonly Operation[] = [
  (d, loop, result) => assignTo(result, call("isinstance", either(d, loop, wholeLiteral(1), HALF), builtin("int"))),
  (d, loop) => assign(localOf(d, "any"), call("type", loop.index)),
  (d, loop, result) => assignTo(result, call("int", either(d, loop, textLiteral("12"), textLiteral("x")))),
  (d, _, result) => assignTo(result, call("len", call("sorted", listVariable(d)))),
  (d) => run(callMethod(variable(freshList(d)), d.choices.bool() ? "sort" : "reverse")),
  (d, loop, result) =>
    assignTo(result, call("len", call("divmod", int(7), either(d, loop, wholeLiteral(2), wholeLiteral(0))))),
  (_, loop, result) => assignTo(result, call("max", loop.index, int(3))),
];
