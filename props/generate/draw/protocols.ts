/**
 * What classes define besides attributes, and what is then done with their instances.
 *
 * @module
 */

import type { MemberDraft } from "../draft/classes.ts";
import { NONE, type Stmt, type Target, ZERO } from "../draft/draft.ts";
import { atom, index } from "./atoms.ts";
import type { ClassFacts, Drawing } from "./drawing.ts";
import { localOf, newLocal } from "./locals.ts";
import { FIRST, member, newFunction, ofKind, SELF } from "./members.ts";
import {
  ADD,
  add,
  AND,
  assign,
  assignTo,
  attribute,
  binary,
  callLocal,
  callMethod,
  classValue,
  compare,
  count,
  EQ,
  exception,
  forEach,
  GE,
  give,
  int,
  items,
  LT,
  MOD,
  NE,
  run,
  SUB,
  subscript,
  VALUE_ERROR,
  type Variable,
  variable,
  when,
  withBlock,
} from "./nodes.ts";
import type { Protocol } from "./profile.ts";
import { inTrigger, mayFail } from "./rounds.ts";
import { augment } from "./variables.ts";

/** An instance at hand. */
export interface Instance {
  readonly o: Variable;
  readonly c: number;
  readonly facts: ClassFacts;
}

/** One protocol. */
interface ProtocolDraws {
  /** Adds the functions of the class. */
  readonly members: (d: Drawing, members: MemberDraft[]) => void;
  /** An operation on an instance; an int that it gives goes to `result`. */
  readonly use: (d: Drawing, out: Stmt[], instance: Instance, result: Target) => void;
}

const X = attribute(SELF, "x");

const PROTOCOL_DRAWS = {
  method: {
    members(d, members) {
      if (d.choices.chance(1, 4)) member(d, members, "n", 1, [give(int(d.choices.int(0, 9)))], "classmethod");
    },
    use: useBoundMethod,
  },
  property: {
    members: (d, members) => member(d, members, "p", 1, [give(binary(X, ADD, int(d.choices.int(0, 4))))], "property"),
    use: (_, out, { o }, result) => out.push(assignTo(result, attribute(o, "p"))),
  },
  static: {
    members: (d, members) => member(d, members, "n", 1, [give(binary(SELF, ADD, int(2)))], "staticmethod"),
    use(d, out, { o, c }, result) {
      const holder = d.choices.bool() ? o : classValue(c);
      out.push(assignTo(result, callMethod(holder, "n", atom(d))));
    },
  },
  arithmetic: {
    members(d, members) {
      member(d, members, "__add__", 2, [give(binary(X, ADD, FIRST))]);
      if (d.choices.bool()) member(d, members, "__radd__", 2, [give(binary(FIRST, SUB, X))]);
      if (d.choices.chance(1, 3)) member(d, members, "__iadd__", 2, [add(X, FIRST), give(SELF)]);
    },
    use: (d, out, { o }, result) => out.push(assignTo(result, binary(o, ADD, d.choices.bool() ? index(d) : atom(d)))),
  },
  comparison: {
    members(d, members) {
      member(d, members, "__eq__", 2, [give(compare(X, EQ, FIRST))]);
      member(d, members, "__lt__", 2, [give(compare(X, LT, FIRST))]);
    },
    use(d, out, { o }, result) {
      const at = d.choices.bool() ? EQ : LT;
      out.push(count(compare(o, at, d.choices.bool() ? index(d) : int(d.choices.int(0, 5))), result));
    },
  },
  items: {
    members(d, members) {
      member(d, members, "__getitem__", 2, [give(binary(X, ADD, FIRST))]);
      member(d, members, "__setitem__", 3, [assignTo(X, variable(2))]);
      if (d.choices.bool()) member(d, members, "__contains__", 2, [give(compare(FIRST, GE, X))]);
    },
    use: useItem,
  },
  truth: {
    members(d, members) {
      if (d.choices.bool()) member(d, members, "__bool__", 1, [give(compare(X, NE, ZERO))]);
      else member(d, members, "__len__", 1, [give(binary(X, AND, int(3)))]);
    },
    use: (d, out, { o }, result) =>
      out.push(count(d.choices.chance(1, 3) ? { k: "unary", op: "not", e: o } : o, result)),
  },
  call: {
    members: (d, members) => member(d, members, "__call__", 2, [give(binary(X, ADD, FIRST))]),
    use: (d, out, { o }, result) => out.push(assignTo(result, callLocal(o.i, index(d)))),
  },
  iteration: { members: iterationMembers, use: useIteration },
  context: {
    members(d, members) {
      member(d, members, "__enter__", 1, [give(X)]);
      member(d, members, "__exit__", 4, [give(d.choices.bool() ? ZERO : compare(FIRST, EQ, VALUE_ERROR))]);
    },
    use: useContext,
  },
  fallback: {
    members(d, members) {
      const name = d.choices.chance(1, 3) ? "__getattribute__" : "__getattr__";
      member(d, members, name, 2, [give(int(d.choices.int(0, 9)))]);
    },
    use: (d, out, { o }, result) => out.push(assignTo(result, attribute(o, d.choices.bool() ? "n" : "p"))),
  },
} satisfies Record<Protocol, ProtocolDraws>;

/** Adds the functions that a protocol asks for. */
export function protocolMembers(d: Drawing, protocol: Protocol, members: MemberDraft[]): void {
  PROTOCOL_DRAWS[protocol].members(d, members);
}

/** An operation that the class of an instance defines. */
export function operation(d: Drawing, out: Stmt[], instance: Instance): void {
  const result = variable(localOf(d, "int"));
  const { protocol } = instance.facts;
  if (protocol === "async context") return augment(d, out);
  PROTOCOL_DRAWS[protocol].use(d, out, instance, result);
}

/** The bound method as a value, called as one. */
function useBoundMethod(d: Drawing, out: Stmt[], { o, facts }: Instance, result: Target): void {
  const bound = newLocal(d, "closure", null);
  if (!facts.hasMethod) return augment(d, out);
  out.push(assign(bound, attribute(o, "m")));
  out.push(assignTo(result, callLocal(bound, index(d))));
}

function useItem(d: Drawing, out: Stmt[], { o }: Instance, result: Target): void {
  const { choices } = d;
  const i = choices.bool() ? index(d) : int(choices.int(0, 3));
  if (choices.chance(1, 3)) out.push(assignTo({ k: "item", o, i }, atom(d)));
  else if (choices.bool()) out.push(add({ k: "item", o, i }, int(1)));
  else out.push(assignTo(result, subscript(o, i)));
}

/** An iterator of its own, or a generator for one. */
function iterationMembers(d: Drawing, members: MemberDraft[]): void {
  if (d.choices.bool()) {
    const f = newFunction(d, 1, [run({ k: "yield", e: X })], ofKind("generator"));
    if (f >= 0) members.push({ name: "__iter__", f, wrap: 0 });
    return;
  }
  // It ends every third time.
  member(d, members, "__iter__", 1, [give(SELF)]);
  const stop = when(compare(binary(X, MOD, int(3)), EQ, ZERO), {
    k: "raise",
    type: exception("StopIteration"),
    arg: null,
  });
  member(d, members, "__next__", 1, [add(X, int(1)), stop, give(X)]);
}

function useIteration(d: Drawing, out: Stmt[], { o }: Instance, result: Target): void {
  const v = newLocal(d, "index", null);
  out.push(forEach(v, items(o, 3), add(result, variable(v))));
  d.program.needsFixup = true;
}

function useContext(d: Drawing, out: Stmt[], { o }: Instance): void {
  const v = d.choices.bool() ? newLocal(d, "any", NONE) : null;
  const body: Stmt[] = [];
  const loop = d.rounds.loops.at(-1);
  if (loop !== undefined && mayFail(d, loop, 12)) {
    body.push(inTrigger(loop, { k: "raise", type: exception("ValueError"), arg: null }));
  }
  augment(d, body);
  out.push(withBlock(o, v, ...body));
}
