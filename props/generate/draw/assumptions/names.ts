/**
 * What is assumed of names: keys and values of the dicts of globals, builtins and modules.
 *
 * @module
 */

import { MODULES } from "../../draft/classes.ts";
import { type BuiltinName, type Expr, globalName, type Stmt, type Target } from "../../draft/draft.ts";
import type { Drawing } from "../drawing.ts";
import { assignTo, attribute, builtin, call, callMethod, float, int, run, str } from "../nodes.ts";
import { newLocal } from "../locals.ts";
import {
  anyGlobal,
  type Assumption,
  forGood,
  type GlobalVariable,
  read,
  showSafely,
  type Subject,
  toAndFro,
  unboundGlobal,
} from "./assumption.ts";

/** Builtins of one argument, each with others that a global of its name may be. */
const HIDDEN:
  readonly (readonly [usual: BuiltinName, hides: readonly BuiltinName[], argument: (round: Expr) => Expr])[] = [
    ["abs", ["bool", "float", "repr"], (round) => round],
    ["len", ["sorted", "list", "repr"], () => str("ba")],
    ["repr", ["str", "type", "bool"], () => str("a")],
    ["int", ["float", "bool", "str"], (round) => round],
    ["str", ["int", "type", "float"], (round) => round],
    ["type", ["str", "bool", "abs"], (round) => round],
    ["tuple", ["list", "len", "set"], () => str("ab")],
    ["callable", ["str", "bool", "type"], (round) => round],
  ];

const GLOBALS: Expr = call("globals");

/** The item of a dict under a text. */
function item(o: Expr, key: string): Target {
  return { k: "item", o, i: str(key) };
}

/** A builtin is found behind the globals; a global of its name hides it. */
export const builtinName: Assumption = (d) => {
  const [usual, hides, argument] = d.pick(HIDDEN);
  const hidden = item(GLOBALS, usual);
  return {
    use: ({ round }) => [showSafely(call(usual, argument(round)))],
    change: toAndFro([assignTo(hidden, builtin(d.pick(hides)))], [run(callMethod(GLOBALS, "pop", str(usual)))]),
  };
};

/** A global keeps its place in the dict: its entry is taken over by another name, or it is another value or none. */
export const globalKey: Assumption = (d) => {
  const g = unboundGlobal(d);
  const other = unboundGlobal(d);
  if (g === null || other === null) return null;
  d.locals.prologue.push(assignTo(g, int(d.choices.int(1, 9))));
  const back = assignTo(g, int(3));
  const popped = run(callMethod(GLOBALS, "popitem"));
  const changes = [
    toAndFro([popped, assignTo(other, int(20))], [popped, back]),
    toAndFro([popped, assignTo(other, int(20))], [popped, back]),
    toAndFro([{ k: "del", t: g }], [back]),
    toAndFro([{ k: "del", t: g }, assignTo(other, int(21)), assignTo(g, int(22))], [back]),
    toAndFro([assignTo(other, int(23))], [{ k: "del", t: other }]),
    toAndFro([assignTo(g, float(0.5))], [back]),
  ];
  return { use: () => [showSafely(g)], change: d.pick(changes) };
};

/** A module that a local and a global hold. */
export function moduleSubject(d: Drawing, name: (typeof MODULES)[number]): Subject | null {
  const global = anyGlobal(d);
  if (global === null) return null;
  const v = newLocal(d, "closure", null);
  d.locals.prologue.push({ k: "import", module: MODULES.indexOf(name), name: null, v });
  const local = { k: "local", i: v } as const;
  d.locals.prologue.push(assignTo(global, local));
  return { global, local };
}

/** Binds a name in a module. */
function bindIn(module: Expr, name: string, e: Expr): Stmt {
  return run(call("setattr", module, str(name), e));
}

/** A name of the program's own among the builtins: its entry is taken over, hidden, or it is another value or none. */
export const builtinKey: Assumption = (d) => {
  const g = unboundGlobal(d);
  const builtins = moduleSubject(d, "builtins");
  if (g === null || builtins === null) return null;
  const name = globalName(g.i);
  d.locals.prologue.push(bindIn(builtins.local, name, int(d.choices.int(1, 9))));
  const module: Expr = builtins.global;
  const back = bindIn(module, name, int(3));
  const popped = run(callMethod(attribute(module, "__dict__"), "popitem"));
  const unbound = run(call("delattr", module, str(name)));
  const changes = [
    toAndFro([popped, bindIn(module, "y", int(20))], [popped, back]),
    toAndFro([popped, bindIn(module, "y", int(20))], [popped, back]),
    toAndFro([unbound], [back]),
    toAndFro([bindIn(module, "z", int(20))], [run(call("delattr", module, str("z")))]),
    toAndFro([bindIn(module, name, float(0.5))], [back]),
    toAndFro([assignTo(g, int(30))], [{ k: "del", t: g }]),
  ];
  return { use: () => [showSafely(g)], change: d.pick(changes) };
};

/** A module at a site has the keys of the module that was there before. */
export const moduleKey: Assumption = (d) => {
  const held = moduleSubject(d, "math");
  const other = moduleSubject(d, d.pick(["sys", "builtins"]));
  if (held === null || other === null) return null;
  const module: GlobalVariable = held.global;
  d.locals.prologue.push(bindIn(held.local, "z", int(d.choices.int(1, 9))), bindIn(other.local, "y", int(40)));
  if (d.choices.bool()) d.locals.prologue.push(bindIn(other.local, "z", int(41)));
  const back = bindIn(module, "z", int(3));
  const popped = run(callMethod(attribute(module, "__dict__"), "popitem"));
  const changes = [
    toAndFro([popped, bindIn(module, "y", int(20))], [popped, back]),
    toAndFro([popped, bindIn(module, "y", int(20))], [popped, back]),
    toAndFro([run(call("delattr", module, str("z")))], [back]),
    toAndFro([bindIn(module, "z", float(0.5))], [back]),
    forGood(assignTo(module, other.global)),
    forGood(assignTo(module, int(5))),
  ];
  const change = d.pick(changes);
  const fromGlobal = change.breaks[0]?.k === "assign";
  return {
    use: (spot) => [showSafely(attribute(fromGlobal ? module : read(d, held, spot), "z"))],
    change,
  };
};
