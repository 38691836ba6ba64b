/**
 * Operations whose guards fail once the trace exists, and operations that are refused in every round.
 *
 * @module
 */

import { MODULES } from "../draft/classes.ts";
import { type BuiltinName, type Expr, NONE, type Stmt } from "../draft/draft.ts";
import { dictVariable, listVariable } from "./atoms.ts";
import { construct, newPlainClass } from "./classes.ts";
import type { Drawing, Loop } from "./drawing.ts";
import { localOf, newLocal } from "./locals.ts";
import { FIRST, SELF } from "./members.ts";
import {
  ADD,
  add,
  AND,
  assign,
  assignTo,
  attribute,
  binary,
  build,
  builtin,
  call,
  callLocal,
  callMethod,
  caught,
  constant,
  except,
  exception,
  forEach,
  int,
  items,
  newException,
  run,
  str,
  subscript,
  tupleLiteral,
  variable,
} from "./nodes.ts";
import { refused } from "./refused_operations.ts";
import { inTrigger, mayFail, turned } from "./rounds.ts";
import { augment, filler } from "./variables.ts";

/** An operation whose guard fails late, or one that is refused each time. */
export function lateFailure(d: Drawing, out: Stmt[]): void {
  const { choices } = d;
  const loop = d.rounds.loops.at(-1);
  if (loop === undefined || d.here.recursive) return augment(d, out);
  const isRefused = choices.chance(1, 3);
  const s = isRefused ? refused(d, loop) : d.pick(TURNING)(d, loop);
  if (!isRefused && mayFail(d, loop, 12)) {
    out.push(s);
    return;
  }
  const body = choices.bool() ? filler(d) : [];
  out.push(caught([s], [except(choices.bool() ? null : exception("Exception"), ...body)]));
}

const CONSTANT_PAIR = constant(tupleLiteral(1, 2));

/** Operations on an operand that changes behind the trigger round. */
const TURNING: readonly ((d: Drawing, loop: Loop) => Stmt)[] = [
  (d, loop) => toAny(d, subscript(dictThenList(d, loop), binary(loop.index, AND, int(1)))),
  (d, loop) => assignTo({ k: "item", o: dictThenList(d, loop), i: binary(loop.index, AND, int(1)) }, loop.index),
  otherCallee,
  otherCallee,
  (d, loop) => toAny(d, callValue(d, turned(d, loop, builtin("divmod"), builtin("max")), loop.index, int(3))),
  otherSequence,
  (d, loop) => {
    const e = turned(d, loop, str("ab"), d.choices.bool() ? CONSTANT_PAIR : int(4));
    return toAny(d, binary(e, ADD, e));
  },
  otherModule,
  (d, loop) => {
    const error = variable(newLocal(d, "closure", newException("ValueError")));
    d.rounds.late.push(inTrigger(loop, assignTo(attribute(error, "x"), loop.index)));
    return run(callMethod(error, "with_traceback", NONE));
  },
  (d, loop) => {
    const v = newLocal(d, "index", NONE);
    d.program.needsFixup = true;
    const over = turned(d, loop, call("range", int(2)), CONSTANT_PAIR);
    return forEach(v, items(over, 2), toAny(d, variable(v)));
  },
  otherKeys,
  otherKeys,
];

/** Keeps a value of any type. */
function toAny(d: Drawing, e: Expr): Stmt {
  return assign(localOf(d, "any"), e);
}

function dictThenList(d: Drawing, loop: Loop): Expr {
  const dict = dictVariable(d);
  return turned(d, loop, dict, listVariable(d));
}

/** Builtins of one argument, each with one that a site specialized for it refuses. */
const CALLEES: readonly (readonly [usual: BuiltinName, odd: BuiltinName])[] = [
  ["repr", "sorted"],
  ["callable", "tuple"],
  ["iter", "repr"],
  ["sorted", "repr"],
  ["tuple", "list"],
  ["str", "type"],
];

function otherCallee(d: Drawing, loop: Loop): Stmt {
  const [usual, odd] = d.pick(CALLEES);
  return toAny(d, callValue(d, turned(d, loop, builtin(usual), builtin(odd)), str("ab")));
}

/** A call of a value, which a local holds from the start of the round on. */
function callValue(d: Drawing, f: Expr, ...args: readonly Expr[]): Expr {
  if (f.k === "local") return callLocal(f.i, ...args);
  const v = newLocal(d, "closure", null);
  d.rounds.early.push(assign(v, f));
  return callLocal(v, ...args);
}

/** Three items are unpacked: two of them would be UNPACK_SEQUENCE_TWO_TUPLE. */
function otherSequence(d: Drawing, loop: Loop): Stmt {
  const tuple = build("tuple", int(1), int(2), int(3));
  const list = build("list", int(4), int(5), int(6));
  const odd = d.choices.chance(1, 4) ? build("tuple", loop.index, int(2)) : list;
  const e = d.choices.bool() ? turned(d, loop, tuple, odd) : turned(d, loop, list, tuple);
  return { k: "unpack", ts: [0, 1, 2].map(() => variable(localOf(d, "any"))), e };
}

/** A module that has the attribute, and something that has not. */
function otherModule(d: Drawing, loop: Loop): Stmt {
  const v = newLocal(d, "closure", null);
  d.locals.prologue.push({ k: "import", module: MODULES.indexOf("math"), name: null, v });
  d.rounds.late.push(inTrigger(loop, assign(v, d.choices.bool() ? int(1) : NONE)));
  return toAny(d, attribute(variable(v), "pi"));
}

/** An attribute in a dict with keys of its own; later it has others, or the variable another type. */
function otherKeys(d: Drawing, loop: Loop): Stmt {
  const { choices } = d;
  const c = newPlainClass(d, [["__init__", 2, [assignTo(attribute(SELF, "x"), FIRST)]]]);
  if (c < 0) return toAny(d, binary(loop.index, ADD, int(1)));
  const made = construct(d, c, int(choices.int(0, 5)));
  const v = newLocal(d, "closure", made);
  const dict = build("dict", str("x"), int(choices.int(0, 5)));
  d.locals.prologue.push(assignTo(attribute(variable(v), "__dict__"), dict));
  const x = attribute(variable(v), "x");
  const changes: readonly Stmt[] = [
    { k: "del", t: x },
    assign(v, int(1)),
    assign(v, made),
    assignTo(attribute(variable(v), "y"), loop.index),
  ];
  d.rounds.late.push(inTrigger(loop, d.pick(changes)));
  if (choices.bool()) return add(x, int(1));
  return choices.bool() ? toAny(d, x) : assignTo(x, loop.index);
}
