/**
 * Drawing variables and expressions: the part of the generator that knows what values are at hand.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import type { Choices } from "../choices.ts";
import {
  BINARY_OPERATORS,
  COMPARISONS,
  type Constant,
  EXCEPTIONS,
  type Expr,
  type FunctionDraft,
  type GlobalDraft,
  intConst,
  local,
  NONE,
  PIN_WARM,
  type Stmt,
  type Target,
} from "../draft/draft.ts";
import type { ClassDraft } from "../draft/classes.ts";
import type { Profile } from "./profile.ts";

/** What a local holds, as far as the generator keeps to it. */
export type Kind = "int" | "index" | "number" | "str" | "list" | "dict" | "any" | "closure" | "risky" | "object";

export const op = (symbol: (typeof BINARY_OPERATORS)[number]): number => BINARY_OPERATORS.indexOf(symbol);
export const cmp = (symbol: (typeof COMPARISONS)[number]): number => COMPARISONS.indexOf(symbol);
export const exception = (name: (typeof EXCEPTIONS)[number]): number => EXCEPTIONS.indexOf(name);

export const ADD = op("+");
export const SUB = op("-");
export const MUL = op("*");
export const MOD = op("%");
export const AND = op("&");
export const DIV = op("//");
export const EQ = cmp("==");
export const LT = cmp("<");
export const GE = cmp(">=");

export const INTS: readonly Constant[] = Array.from({ length: 64 }, (_, i) => intConst(i - 8));
export const LOCALS: readonly Expr[] = Array.from({ length: 32 }, (_, i) => local(i));

export function int(v: number): Constant {
  return INTS[v + 8] ?? intConst(v);
}

export function float(v: number): Constant {
  return { k: "const", v: { t: "float", v } };
}

export function str(v: string): Expr {
  return { k: "const", v: { t: "str", v } };
}

export function variable(i: number): Expr {
  return LOCALS[i] as Expr;
}

export function target(i: number): Target {
  return LOCALS[i] as Target;
}

export function binary(l: Expr, at: number, r: Expr): Expr {
  return { k: "binary", op: at, l, r };
}

export function compare(l: Expr, at: number, r: Expr): Expr {
  return { k: "compare", op: at, l, r };
}

export function assign(i: number, e: Expr): Stmt {
  return { k: "assign", t: target(i), e };
}

/** A loop around the place at hand. */
export interface Loop {
  /** An int that tells the round, or nearly so. */
  readonly index: Expr;
  readonly count: number;
  /** The round in which things go wrong: late enough to be in a trace. */
  readonly trigger: number;
}

/** A function that is called before it is generated. */
export interface Signature {
  readonly params: number;
  readonly defaults: readonly Literal[];
  readonly recursive: boolean;
  /** How many of the functions after it it should call in a row. */
  readonly chain: number;
  called: boolean;
}

export const STRINGS = ["", "a", "ab", "xyz", "é", "0", "∞"];

/** Items of tables that are looked up by the round; a power of two. */
export const TABLE_LENGTH = 32;

/** Values of other types than a site has seen. */
export const ODD_VALUES: readonly Literal[] = [
  { t: "None" },
  { t: "bool", v: true },
  { t: "float", v: 0 },
  { t: "float", v: 0.5 },
  { t: "str", v: "" },
  { t: "str", v: "x" },
  { t: "int", v: "1180591620717411303424" },
  { t: "tuple", v: [] },
];

/** Items of every list local. */
export const LIST_LENGTH = 3;

/** State of one program being drawn, its variables, and its expressions. */
export class ExpressionDrawer {
  protected readonly choices: Choices;
  protected readonly profile: Profile;
  protected readonly functions: (FunctionDraft | null)[] = [null];
  protected readonly signatures: Signature[] = [];
  protected readonly globals: GlobalDraft[] = [];
  protected readonly classDrafts: ClassDraft[] = [];
  protected readonly args: Literal[] = [];

  // The function at hand.
  protected functionIndex = 0;
  protected kinds: Kind[] = [];
  protected params = 0;
  protected loops: Loop[] = [];
  protected prologue: Stmt[] = [];
  protected counters = 0;
  /** Statements that may still be drawn for this program. */
  protected budget = 0;
  /** Statements for the start and end of the innermost loop's body. */
  protected early: Stmt[] = [];
  protected late: Stmt[] = [];
  protected recursive = false;
  /** The item of a loop from which on it runs in a trace. */
  protected hot = PIN_WARM + 1;
  /** Places in the function at hand that may still call others. */
  protected calls = 0;
  /** Whether arguments are being drawn: calls in them would breed calls. */
  protected inCall = false;
  /** Statements around the place at hand. */
  protected depth = 0;
  /** Set where bounds that fixup keeps may be broken: deep nesting, loops in loops or callees. */
  protected suspect = false;

  constructor(choices: Choices, profile: Profile) {
    this.choices = choices;
    this.profile = profile;
  }

  /** A function that the one at hand may call, 0 for none. */
  protected calleeFrom(from: number): number {
    const count = this.signatures.length;
    if (from >= count || this.calls <= 0) return 0;
    this.calls--;
    if (this.recursive) {
      // Calls among recursive functions would have to count down.
      for (let j = from; j < count; j++) if (!(this.signatures[j] as Signature).recursive) return j + 1;
      return 0;
    }
    return 1 + (this.signatures[from]?.chain ? from : this.choices.int(from, count - 1));
  }

  protected callFunction(f: number): Expr {
    const choices = this.choices;
    const signature = this.signatures[f - 1] as Signature;
    signature.called = true;
    const inside = this.inCall;
    this.inCall = true;
    const args: Expr[] = [];
    const count = signature.params - (signature.defaults.length > 0 && choices.bool() ? 1 : 0);
    for (let i = 0; i < count; i++) {
      if (i === 0 && signature.recursive) {
        args.push(choices.bool() ? int(choices.int(1, 3)) : binary(this.index(), AND, int(3)));
      } else args.push(i === 0 && choices.chance(3, 4) ? this.index() : this.intExpression(1));
    }
    this.inCall = inside;
    return { k: "call", f: { k: "function", f }, args };
  }

  // Variables.

  /** A new local, bound before everything else; `init` null: the caller binds it. */
  protected newLocal(kind: Kind, init: Expr | null): number {
    const i = this.kinds.push(kind) - 1;
    if (init !== null) this.prologue.push(assign(i, init));
    return i;
  }

  /** A local of a kind: a known one, or a new one. */
  protected localOf(kind: Kind): number {
    const kinds = this.kinds;
    const from = this.recursive ? 1 : 0;
    let seen = 0;
    for (let i = from; i < kinds.length; i++) if (kinds[i] === kind) seen++;
    if (seen > 0 && (seen > 2 || kinds.length > 9 || this.choices.chance(2, 3))) {
      let pick = this.choices.below(seen);
      for (let i = from; i < kinds.length; i++) if (kinds[i] === kind && pick-- === 0) return i;
    }
    return this.newLocal(kind, this.initial(kind));
  }

  protected initial(kind: Kind): Expr {
    const choices = this.choices;
    switch (kind) {
      case "int":
      case "risky":
        return int(choices.int(0, 5));
      case "number":
        return choices.bool() ? float(choices.int(-4, 4) / 2 + 0.25) : int(1);
      case "str":
        return str(STRINGS[choices.below(STRINGS.length)] as string);
      case "list": {
        const items = Array.from({ length: LIST_LENGTH }, (_, i) => int(i));
        return { k: "build", what: "list", items };
      }
      case "dict":
        return { k: "build", what: "dict", items: [int(0), int(1), int(1), int(2)] };
      case "any":
        return choices.bool() ? NONE : int(0);
      case "closure":
      case "index":
      case "object":
        return NONE;
    }
  }

  /** A local of a kind that exists already, or -1. */
  protected known(kind: Kind): number {
    const kinds = this.kinds;
    let seen = 0;
    for (let i = 0; i < kinds.length; i++) if (kinds[i] === kind) seen++;
    if (seen === 0) return -1;
    let pick = this.choices.below(seen);
    for (let i = 0; i < kinds.length; i++) if (kinds[i] === kind && pick-- === 0) return i;
    return -1;
  }

  protected newGlobal(init: Literal | null): number | null {
    if (this.globals.length >= 6) return null;
    return this.globals.push({ init }) - 1;
  }

  /** A global that holds an int. */
  protected intGlobal(): number | null {
    const globals = this.globals;
    const at = globals.length === 0 ? -1 : this.choices.below(globals.length);
    if (at >= 0 && globals[at]?.init?.t === "int" && this.choices.chance(2, 3)) return at;
    return this.newGlobal({ t: "int", v: this.choices.int(0, 9) });
  }

  /** The round of the innermost loop, or some int. */
  protected index(): Expr {
    const loop = this.loops.at(-1);
    return loop === undefined ? int(this.choices.int(0, 9)) : loop.index;
  }

  // Expressions.

  /** An int expression; bools count as ints now and then. */
  protected intExpression(depth: number): Expr {
    const choices = this.choices;
    if (depth <= 0) return this.atom();
    switch (choices.weighted(this.profile.ints)) {
      case 0:
        return int(choices.int(-2, 12));
      case 1:
        return this.intVariable();
      case 2:
        return this.index();
      case 3:
        return this.arithmetic(depth);
      case 4:
        return { k: "choose", c: this.condition(), a: this.intExpression(depth - 1), b: this.intExpression(depth - 1) };
      case 5: {
        const next = this.recursive ? 0 : this.calleeFrom(this.functionIndex);
        return next > 0 && !this.inCall ? this.callFunction(next) : this.intVariable();
      }
      case 6: {
        const xs = this.known("list");
        if (xs < 0) return this.index();
        return choices.bool()
          ? { k: "subscript", o: variable(xs), i: this.position() }
          : { k: "call", f: { k: "builtin", name: "len" }, args: [variable(xs)] };
      }
      case 7: {
        const g = this.intGlobal();
        return g === null ? this.intVariable() : { k: "global", i: g };
      }
      default:
        return { k: "unary", op: choices.bool() ? "-" : "~", e: this.intVariable() };
    }
  }

  protected atom(): Expr {
    const choice = this.choices.below(4);
    return choice === 0 ? int(this.choices.int(0, 9)) : choice === 1 ? this.index() : this.intVariable();
  }

  protected intVariable(): Expr {
    const i = this.known("int");
    return i < 0 ? this.index() : variable(i);
  }

  /** Operations whose results stay small: growth per round is at most by a constant factor. */
  protected arithmetic(depth: number): Expr {
    const choices = this.choices;
    const l = this.intExpression(depth - 1);
    switch (choices.below(10)) {
      case 0:
      case 1:
        return binary(l, ADD, this.intExpression(depth - 1));
      case 2:
        return binary(l, SUB, this.intExpression(depth - 1));
      case 3:
        return binary(l, MUL, int(choices.int(2, 5)));
      case 4:
        return binary(binary(l, MUL, this.atom()), MOD, int(choices.int(3, 53)));
      case 5:
        return binary(l, choices.bool() ? MOD : DIV, int(choices.int(2, 9)));
      case 6:
        return binary(l, [AND, op("|"), op("^")][choices.below(3)] as number, this.intExpression(depth - 1));
      case 7:
        return choices.bool()
          ? binary(l, op(">>"), int(choices.int(0, 4)))
          : binary(binary(l, AND, int(15)), op("<<"), int(choices.int(0, 6)));
      case 8:
        return this.risky(depth);
      default:
        return choices.chance(1, 4) ? binary(binary(l, AND, int(7)), op("**"), int(2)) : binary(l, ADD, int(1));
    }
  }

  /** Whether an exception may leave a loop: only where it got hot before. Drawn out of `of`. */
  protected mayFail(loop: Loop, of: number): boolean {
    return this.choices.chance(this.profile.uncaught, of) && loop.count >= this.hot;
  }

  /** An expression that fails in the trigger round of the loop, where uncaught exceptions are wanted. */
  protected risky(depth: number): Expr {
    const loop = this.loops.at(-1);
    if (loop === undefined || !this.mayFail(loop, 16)) return this.intExpression(depth - 1);
    return this.trap(loop);
  }

  /** Fails when the loop's trigger round comes, and only then. */
  protected trap(loop: Loop): Expr {
    const choices = this.choices;
    const zero = binary(loop.index, SUB, int(loop.trigger));
    switch (choices.below(4)) {
      case 0:
        return binary(int(choices.int(1, 50)), choices.bool() ? DIV : MOD, zero);
      case 1:
        return binary(int(6), op("/"), zero);
      case 2: {
        const items = Array.from({ length: loop.trigger }, (_, i): Literal => ({ t: "int", v: i % 3 }));
        return { k: "subscript", o: { k: "const", v: { t: "tuple", v: items } }, i: loop.index };
      }
      default:
        return binary(int(1), op("<<"), binary(int(loop.trigger - 1), SUB, loop.index));
    }
  }

  protected numberExpression(depth: number): Expr {
    const choices = this.choices;
    switch (choices.below(depth <= 0 ? 3 : 6)) {
      case 0:
        return float(choices.int(-8, 8) / 4);
      case 1:
      case 2:
        return variable(this.localOf("number"));
      case 3:
        return binary(this.numberExpression(depth - 1), choices.bool() ? ADD : SUB, this.numberExpression(depth - 1));
      case 4:
        return binary(this.numberExpression(depth - 1), MUL, float(choices.int(-4, 6) / 4));
      default:
        return this.index();
    }
  }

  protected textExpression(): Expr {
    const choices = this.choices;
    const s = variable(this.localOf("str"));
    switch (choices.below(5)) {
      case 0:
        return str(STRINGS[choices.below(STRINGS.length)] as string);
      case 1:
        return binary(s, ADD, str(STRINGS[choices.below(STRINGS.length)] as string));
      case 2:
        return { k: "call", f: { k: "builtin", name: "str" }, args: [this.index()] };
      case 3:
        return { k: "subscript", o: str("abcd"), i: binary(this.index(), AND, int(3)) };
      default:
        return { k: "slice", o: s, a: int(choices.int(0, 2)), b: int(choices.int(1, 6)) };
    }
  }

  /** A position in a list local; in range unless an error is wanted. */
  protected position(): Expr {
    return binary(this.index(), MOD, int(LIST_LENGTH));
  }

  /** A condition: skewed, alternating, flipping for good in some round, or on data. */
  protected condition(): Expr {
    const choices = this.choices;
    const loop = this.loops.at(-1);
    if (loop === undefined) return compare(this.intVariable(), choices.below(6), int(choices.int(0, 9)));
    const { index } = loop;
    switch (choices.below(13)) {
      case 12:
        return this.lookUp(
          loop,
          { t: "int", v: choices.below(2) },
          ODD_VALUES[choices.below(ODD_VALUES.length)] as Literal,
        );
      case 0:
        return compare(index, EQ, int(loop.trigger));
      case 1:
        return compare(index, LT, int(loop.trigger));
      case 2:
        return compare(index, GE, int(loop.trigger));
      case 3:
        return binary(index, AND, int(1));
      case 4:
        return compare(binary(index, MOD, int(choices.int(3, 5))), EQ, int(choices.int(0, 2)));
      case 5:
        return compare(this.intVariable(), choices.below(6), int(choices.int(-2, 30)));
      case 6: {
        const v = this.known("any");
        const l = v < 0 || choices.bool() ? this.lookUp(loop, { t: "int", v: 1 }, { t: "None" }) : variable(v);
        return { k: "is", not: choices.bool(), l, r: NONE };
      }
      case 7:
        return { k: "unary", op: "not", e: compare(index, LT, int(loop.trigger)) };
      case 8:
        return {
          k: "logic",
          op: choices.bool() ? "and" : "or",
          l: compare(index, choices.below(6), int(choices.int(0, 24))),
          r: compare(this.intVariable(), choices.below(6), int(choices.int(0, 9))),
        };
      case 9: {
        const v = this.known("str");
        return v < 0 ? compare(index, GE, int(loop.trigger)) : compare(variable(v), EQ, str("ab"));
      }
      case 10: {
        const items: Literal[] = [{ t: "int", v: loop.trigger }, { t: "int", v: choices.int(0, 9) }];
        return { k: "in", not: choices.bool(), l: index, r: { k: "const", v: { t: "tuple", v: items } } };
      }
      default: {
        const v = this.known("number");
        return v < 0 ? compare(index, LT, int(loop.trigger)) : compare(variable(v), LT, float(0.5));
      }
    }
  }

  /** One constant in most rounds and another in the trigger round, perhaps also later: looked up, so that no branch tells. */
  protected lookUp(loop: Loop, usual: Literal, odd: Literal): Expr {
    const later = this.choices.bool();
    const items = Array.from({ length: TABLE_LENGTH }, (_, i) => {
      return i === loop.trigger || (later && i > loop.trigger) ? odd : usual;
    });
    const at = binary(loop.index, AND, int(TABLE_LENGTH - 1));
    return { k: "subscript", o: { k: "const", v: { t: "tuple", v: items } }, i: at };
  }

  /** Holds but in the trigger round or after it. */
  protected mostlyTrue(loop: Loop): Expr {
    return compare(loop.index, this.choices.bool() ? LT : cmp("!="), int(loop.trigger + 1));
  }
}
