/**
 * What is assumed of operands: that they are of the kind that a site has seen. Every operation meets every kind of value.
 *
 * @module
 */

import type { Literal } from "../../../../src/isa/program.ts";
import { type Block, type Expr, NONE, type Stmt } from "../../draft/draft.ts";
import type { Drawing } from "../drawing.ts";
import { newLocal } from "../locals.ts";
import { SELF } from "../members.ts";
import {
  ADD,
  AND,
  assignTo,
  attribute,
  binary,
  build,
  builtin,
  call,
  callMethod,
  classValue,
  compare,
  constant,
  EQ,
  float,
  forEach,
  GE,
  give,
  GT,
  int,
  items,
  LT,
  MUL,
  NE,
  str,
  SUB,
  tupleLiteral,
  variable,
} from "../nodes.ts";
import {
  anyGlobal,
  type Assumption,
  functionOf,
  type GlobalVariable,
  instanceOf,
  newClassOf,
  safely,
  show,
  showSafely,
  type Spot,
  toAndFro,
} from "./assumption.ts";

/** Values of a kind; more than one where they differ for a guard. */
const KINDS = {
  int: (d) => int(d.choices.int(0, 9)),
  negative: (d) => int(d.choices.int(-3, -1)),
  zero: () => int(0),
  // Around one digit, what a JavaScript number holds exactly, and 64 bits.
  big: (d) => whole(d.pick(["1073741823", "1073741824", "-1073741824", "9007199254740993", "18446744073709551616"])),
  bool: (d) => constant({ t: "bool", v: d.choices.bool() }),
  float: (d) => float(d.pick([0.5, -0.25, 1e300, 2])),
  oddFloat: (d) =>
    constant(d.pick<Literal>([{ t: "float", v: "-0.0" }, { t: "float", v: "nan" }, { t: "float", v: "inf" }])),
  str: (d) => str(d.pick(["ab", "abc", "x", "b"])),
  wide: (d) => str(d.pick(["∞é", "éab", "ab∞"])),
  empty: () => str(""),
  list: () => call("list", constant(tupleLiteral(1, 2, 3))),
  emptyList: () => build("list"),
  tuple: () => constant(tupleLiteral(1, 2, 3)),
  pair: () => constant(tupleLiteral(1, 2)),
  emptyTuple: () => constant(tupleLiteral()),
  dict: () => build("dict", int(0), int(10), int(1), int(20)),
  emptyDict: () => build("dict"),
  none: () => NONE,
  range: () => call("range", int(3)),
  function: (d) => functionOf(d, 1, [give(SELF)]),
  builtin: (d) => builtin(d.pick(["abs", "len", "repr"])),
  instance: (d) => plainInstance(d),
  special: (d) => specialInstance(d),
  subclass: (d) => subclassInstance(d),
  class: (d) => {
    const c = newClassOf(d, {});
    return c < 0 ? NONE : classValue(c);
  },
} satisfies Record<string, (d: Drawing) => Expr>;

type ValueKind = keyof typeof KINDS;
const ALL: readonly ValueKind[] = Object.keys(KINDS) as ValueKind[];

function whole(v: string): Expr {
  return constant({ t: "int", v: Number.isSafeInteger(Number(v)) ? Number(v) : v });
}

function plainInstance(d: Drawing): Expr {
  const c = newClassOf(d, { attributes: [{ name: "x", v: { t: "int", v: 5 } }] });
  return c < 0 ? NONE : instanceOf(c);
}

/** An instance that answers some operations itself. */
function specialInstance(d: Drawing): Expr {
  const answer = int(d.choices.int(0, 3));
  const members = d.pick<readonly (readonly ["__len__" | "__bool__" | "__add__" | "__getitem__" | "__eq__", number])[]>(
    [
      [["__len__", 1]],
      [["__bool__", 1]],
      [["__add__", 2], ["__eq__", 2]],
      [["__getitem__", 2], ["__len__", 1]],
    ],
  );
  const c = newClassOf(d, {
    members: members.map(([name, params]) =>
      [name, params, [give(name === "__bool__" ? compare(answer, GT, int(1)) : answer)]] as const
    ),
  });
  return c < 0 ? NONE : instanceOf(c);
}

/** An instance of a subclass of a builtin class, which is none of that class itself. */
function subclassInstance(d: Drawing): Expr {
  const kind = d.pick(["int", "list", "dict"] as const);
  const c = newClassOf(d, { builtin: kind });
  if (c < 0) return NONE;
  return kind === "int"
    ? instanceOf(c, int(2))
    : kind === "list"
    ? instanceOf(c, constant(tupleLiteral(1, 2)))
    : instanceOf(c);
}

/** An operation: kinds that it is specialized for, and what is done. */
interface Operation {
  readonly kinds: readonly ValueKind[];
  readonly use: (d: Drawing, e: Expr, spot: Spot) => Block;
}

const bit = ({ round }: Spot): Expr => binary(round, AND, int(1));

/** An operand of the same kind as the usual one. */
function fitting(kind: ValueKind): Expr {
  switch (kind) {
    case "float":
      return float(1.5);
    case "str":
      return str("c");
    default:
      return int(3);
  }
}

function arithmetic(op: number, kinds: readonly ValueKind[]): (usual: ValueKind) => Operation {
  return (usual) => ({
    kinds,
    use: (d, e) => [showSafely(d.choices.bool() ? binary(e, op, fitting(usual)) : binary(fitting(usual), op, e))],
  });
}

function comparison(op: number, kinds: readonly ValueKind[]): (usual: ValueKind) => Operation {
  return (usual) => ({ kinds, use: (_, e) => [showSafely(compare(e, op, fitting(usual)))] });
}

/** An operation that is the same whatever its operand is. */
function of(kinds: readonly ValueKind[], use: Operation["use"]): readonly [readonly ValueKind[], () => Operation] {
  return [kinds, () => ({ kinds, use })];
}

const NUMBERS: readonly ValueKind[] = ["int", "int", "float"];
const SUMMANDS: readonly ValueKind[] = ["int", "float", "float", "str", "str"];

/** An assignment to a local where there are locals, then shown. */
const OPERATIONS: readonly (readonly [readonly ValueKind[], (usual: ValueKind) => Operation])[] = [
  [SUMMANDS, arithmetic(ADD, SUMMANDS)],
  [SUMMANDS, arithmetic(ADD, SUMMANDS)],
  [NUMBERS, arithmetic(SUB, NUMBERS)],
  [NUMBERS, arithmetic(MUL, NUMBERS)],
  [["int", "float"], comparison(LT, ["int", "float"])],
  [["int", "float"], comparison(GE, ["int", "float"])],
  [["int", "float", "str"], comparison(EQ, ["int", "float", "str"])],
  [["int", "str"], comparison(NE, ["int", "str"])],
  of(["bool", "int", "str", "list", "none", "instance"], (_, e) => [
    { k: "if", c: e, then: [show(int(1))], orelse: [show(int(0))] },
  ]),
  of(["bool", "int", "str", "list", "none", "instance"], (_, e) => [showSafely({ k: "unary", op: "not", e })]),
  of(["none", "int"], (d, e) => [
    { k: "if", c: { k: "is", not: d.choices.bool(), l: e, r: NONE }, then: [show(int(1))], orelse: [show(int(0))] },
  ]),
  of(["list", "tuple", "str", "dict"], (_, e, spot) => [showSafely({ k: "subscript", o: e, i: bit(spot) })]),
  of(["list", "tuple", "str", "dict"], (_, e) => [showSafely({ k: "subscript", o: e, i: int(1) })]),
  of(
    ["int", "int", "bool"],
    (_, e) => [showSafely({ k: "subscript", o: constant(tupleLiteral(5, 6, 7, 8, 9, 5, 6, 7, 8, 9)), i: e })],
  ),
  of(["list", "dict"], (_, e, spot) => [
    safely(assignTo({ k: "item", o: e, i: bit(spot) }, spot.round), show(e)),
  ]),
  of(["list", "tuple", "range"], (d, e, { far }) => {
    if (far) return [showSafely(call("list", e))];
    const v = newLocal(d, "index", int(-1));
    d.program.needsFixup = true;
    return [safely(forEach(v, items(e, 3), show(variable(v)), { k: "break" }))];
  }),
  of(["tuple", "list"], (d, e, { far }) => far ? [showSafely(call("tuple", e))] : [unpackAndShow(d, e, 3)]),
  of(["pair"], (d, e, { far }) => far ? [showSafely(call("tuple", e))] : [unpackAndShow(d, e, 2)]),
  of(["list", "tuple", "str", "dict"], (_, e) => [showSafely(call("len", e))]),
  of(["int", "str", "instance"], (_, e) => [showSafely(call("isinstance", e, builtin("int")))]),
  of(["int", "str"], (d, e) => [showSafely(call(d.pick(["str", "type", "repr", "bool"]), e))]),
  of(["int"], (_, e) => [showSafely(callMethod(e, "bit_length"))]),
  of(["str"], (d, e) => [showSafely(callMethod(e, d.pick(["upper", "strip"])))]),
  of(
    ["str", "list", "tuple"],
    (d, e) => [showSafely(callMethod(e, d.pick(["count", "index"]), d.pick<Expr>([int(1), str("b")])))],
  ),
  of(["list"], (_, e) => [safely({ k: "expr", e: callMethod(e, "append", int(4)) }, show(call("len", e)))]),
  of(["dict"], (_, e, spot) => [showSafely(callMethod(e, "get", bit(spot), int(-5)))]),
  of(["function", "builtin"], (d, e, { far, round }) => {
    const v = far ? 1 : newLocal(d, "closure", NONE);
    return [safely({ k: "assign", t: variable(v), e }, show({ k: "call", f: { k: "local", i: v }, args: [round] }))];
  }),
  of(["instance"], (_, e) => [showSafely(attribute(e, "x"))]),
  of(["list", "tuple", "dict", "str"], (_, e) => [
    showSafely({ k: "in", not: false, l: str("a"), r: e }),
  ]),
  of(["int", "float"], (d, e) => [showSafely({ k: "unary", op: d.choices.bool() ? "-" : "~", e })]),
  of(
    ["str", "list", "tuple"],
    (d, e) => [showSafely({ k: "slice", o: e, a: int(d.choices.int(-4, 3)), b: int(d.choices.int(-4, 4)) })],
  ),
  of(["int", "float", "str"], (d, e) => [
    showSafely({ k: "fstring", texts: ["", ""], args: [e], specs: [{ conversion: d.choices.below(4), format: null }] }),
  ]),
];

function unpackAndShow(d: Drawing, e: Expr, count: number): Stmt {
  const ts = Array.from({ length: count }, () => variable(newLocal(d, "any", int(0))));
  return safely({ k: "unpack", ts, e }, show(ts[count - 1] as Expr));
}

/** What an operation meets is of the kind that its site has seen. */
export const operandKind: Assumption = (d) => {
  const g = anyGlobal(d);
  if (g === null) return null;
  const [kinds, make] = d.pick(OPERATIONS);
  const usual = d.pick(kinds);
  const operation = make(usual);
  const { odd, before } = oddValue(d);
  const first = KINDS[usual](d);
  const back = anyGlobal(d);
  d.locals.prologue.push(assignTo(g, first), ...before);
  if (back !== null) d.locals.prologue.push(assignTo(back, g));
  return {
    use: (spot) => operation.use(d, g, spot),
    change: toAndFro([assignTo(g, odd)], [assignTo(g, back ?? first)]),
  };
};

/** A value of any kind, perhaps made before the loop. */
function oddValue(d: Drawing): { readonly odd: Expr; readonly before: Block } {
  const made = KINDS[d.pick(ALL)](d);
  if (made.k === "const" || d.choices.bool()) return { odd: made, before: [] };
  const kept = anyGlobal(d);
  return kept === null ? { odd: made, before: [] } : { odd: kept as GlobalVariable, before: [assignTo(kept, made)] };
}

/** Two operations of one sort in a row, of which the second meets another kind late. */
export const secondOperand: Assumption = (d) => {
  const g = anyGlobal(d);
  const h = anyGlobal(d);
  if (g === null || h === null) return null;
  const [kinds, make] = d.pick(OPERATIONS);
  const usual = d.pick(kinds);
  const operation = make(usual);
  const { odd, before } = oddValue(d);
  const first = KINDS[usual](d);
  d.locals.prologue.push(assignTo(g, first), assignTo(h, first), ...before);
  return {
    use: (spot) => [...operation.use(d, h, spot), ...operation.use(d, g, spot)],
    change: toAndFro([assignTo(g, odd)], [assignTo(g, first)]),
  };
};

/** Operators that one guard serves, by the kind of both operands. */
const GUARDED: readonly (readonly [kind: "int" | "float" | "str", ops: readonly number[]])[] = [
  ["float", [ADD, SUB, MUL]],
  ["float", [ADD, SUB, MUL]],
  ["str", [ADD]],
  ["str", [ADD]],
  ["int", [ADD, SUB, MUL]],
];

/** Two operations in a row that have the same guard, of which the second meets another kind late: a repeat matters. */
export const repeatedGuard: Assumption = (d) => {
  const first = anyGlobal(d);
  const second = anyGlobal(d);
  if (first === null || second === null) return null;
  const [kind, ops] = d.pick(GUARDED);
  const usual = KINDS[kind](d);
  const { odd, before } = oddValue(d);
  d.locals.prologue.push(assignTo(first, usual), assignTo(second, usual), ...before);
  const [left, right] = [d.pick(ops), d.pick(ops)];
  const also = fitting(kind);
  const both = d.choices.bool();
  return {
    // In one expression or in two statements.
    use: () =>
      both
        ? [showSafely(binary(binary(first, left, also), right, second))]
        : [showSafely(binary(first, left, also)), showSafely(binary(second, right, also))],
    change: toAndFro([assignTo(second, odd)], [assignTo(second, usual)]),
  };
};
