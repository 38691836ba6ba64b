/**
 * The generator: draws valid Drafts from choices. It knows what its variables hold and in which round of a loop it is, so
 * that loops get hot, guards hold, and fail on purpose in a round that runs in a trace.
 *
 * @module
 */

import type { Literal } from "../../src/isa/program.ts";
import { type Choices, PrngChoices } from "./choices.ts";
import {
  BINARY_OPERATORS,
  type Block,
  COMPARISONS,
  type Draft,
  EXCEPTIONS,
  type Expr,
  type FunctionDraft,
  type GlobalDraft,
  type Handler,
  intConst,
  type IslandOp,
  type Iterable,
  local,
  NONE,
  type Stmt,
  type Target,
  type Twist,
  ZERO,
} from "./draft.ts";
import { fixup } from "./fixup.ts";
import { DEFAULT_PROFILE, drawProfile, LOOPS, type Profile, STATEMENTS } from "./profile.ts";

/** What a local holds, as far as the generator keeps to it. */
type Kind = "int" | "index" | "number" | "str" | "list" | "dict" | "any" | "closure" | "risky";

const op = (symbol: (typeof BINARY_OPERATORS)[number]): number => BINARY_OPERATORS.indexOf(symbol);
const cmp = (symbol: (typeof COMPARISONS)[number]): number => COMPARISONS.indexOf(symbol);
const exception = (name: (typeof EXCEPTIONS)[number]): number => EXCEPTIONS.indexOf(name);

const ADD = op("+");
const SUB = op("-");
const MUL = op("*");
const MOD = op("%");
const AND = op("&");
const DIV = op("//");
const EQ = cmp("==");
const LT = cmp("<");
const GE = cmp(">=");

const INTS: readonly Expr[] = Array.from({ length: 64 }, (_, i) => intConst(i - 8));
const LOCALS: readonly Expr[] = Array.from({ length: 32 }, (_, i) => local(i));

function int(v: number): Expr {
  return INTS[v + 8] ?? intConst(v);
}

function float(v: number): Expr {
  return { k: "const", v: { t: "float", v } };
}

function str(v: string): Expr {
  return { k: "const", v: { t: "str", v } };
}

function variable(i: number): Expr {
  return LOCALS[i] as Expr;
}

function target(i: number): Target {
  return LOCALS[i] as Target;
}

function binary(l: Expr, at: number, r: Expr): Expr {
  return { k: "binary", op: at, l, r };
}

function compare(l: Expr, at: number, r: Expr): Expr {
  return { k: "compare", op: at, l, r };
}

function assign(i: number, e: Expr): Stmt {
  return { k: "assign", t: target(i), e };
}

/** A loop around the place at hand. */
interface Loop {
  /** An int that tells the round, or nearly so. */
  readonly index: Expr;
  readonly count: number;
  /** The round in which things go wrong: late enough to be in a trace. */
  readonly trigger: number;
}

/** A function that is called before it is generated. */
interface Signature {
  readonly params: number;
  readonly defaults: readonly Literal[];
  readonly recursive: boolean;
  /** How many of the functions after it it should call in a row. */
  readonly chain: number;
  called: boolean;
}

const STRINGS = ["", "a", "ab", "xyz", "é", "0", "∞"];

class Generator {
  readonly #choices: Choices;
  readonly #profile: Profile;
  readonly #functions: (FunctionDraft | null)[] = [null];
  readonly #signatures: Signature[] = [];
  readonly #globals: GlobalDraft[] = [];
  readonly #args: Literal[] = [];

  // The function at hand.
  #f = 0;
  #kinds: Kind[] = [];
  #params = 0;
  #loops: Loop[] = [];
  #prologue: Stmt[] = [];
  #counters = 0;
  /** Statements that may still be drawn for this program. */
  #budget = 0;
  /** Statements for the start and end of the innermost loop's body. */
  #early: Stmt[] = [];
  #late: Stmt[] = [];
  #recursive = false;
  /** Places in the function at hand that may still call others. */
  #calls = 0;
  /** Whether arguments are being drawn: calls in them would breed calls. */
  #inCall = false;
  /** Statements around the place at hand. */
  #depth = 0;
  /** Set where bounds that fixup keeps may be broken: deep nesting, loops in loops or callees. */
  #suspect = false;

  constructor(choices: Choices, profile: Profile) {
    this.#choices = choices;
    this.#profile = profile;
  }

  run(): Draft {
    const choices = this.#choices;
    const profile = this.#profile;
    if (choices.chance(profile.callees, 16)) this.#signUp();
    this.#budget = choices.int(profile.size[0], profile.size[1]);
    this.#main();
    for (let j = 0; j < this.#signatures.length; j++) this.#callee(j);
    const functions = this.#functions.map((each) => each as FunctionDraft);
    if (choices.chance(profile.twists, 16)) {
      const f = choices.chance(3, 4) ? 0 : choices.below(functions.length);
      const fn = functions[f] as FunctionDraft;
      const count = choices.length(1, 3);
      functions[f] = { ...fn, twists: Array.from({ length: count }, () => this.#twist()) };
    }
    const often = choices.below(16);
    const calls = often < 12 ? 1 : often < 15 ? 2 : 3;
    const draft: Draft = { functions, globals: this.#globals, args: this.#args, calls };
    return this.#suspect ? fixup(draft) : draft;
  }

  #twist(): Twist {
    const choices = this.#choices;
    const what = choices.below(8);
    if (what < 2) return { k: "prefix", at: choices.below(64), n: choices.length(1, 3) };
    if (what < 3) return { k: "nop", at: choices.below(64), n: choices.length(1, 3) };
    const by = choices.length(1, 6) * (choices.chance(2, 3) ? 1 : -1);
    return { k: "range", which: choices.below(4), edge: choices.chance(2, 3) ? "start" : "end", by };
  }

  // Functions.

  #signUp(): void {
    const choices = this.#choices;
    const count = choices.length(1, 4);
    const chain = choices.chance(1, 6) ? choices.int(4, 7) : count;
    for (let j = 0; j < chain; j++) {
      const recursive = chain === count && choices.chance(this.#profile.recursion, 24);
      const params = choices.length(recursive ? 1 : 0, 3);
      const defaults: Literal[] = [];
      if (params > 1 && choices.chance(1, 6)) defaults.push({ t: "int", v: choices.int(0, 9) });
      this.#signatures.push({ params, defaults, recursive, chain: chain > count ? 1 : 0, called: false });
      this.#functions.push(null);
    }
  }

  #begin(f: number, params: number): void {
    this.#f = f;
    this.#kinds = [];
    this.#params = params;
    this.#loops = [];
    this.#prologue = [];
    this.#counters = 0;
    this.#recursive = false;
    this.#calls = f === 0 ? 3 : 1;
  }

  #end(body: Block, recursive: Expr | null, defaults: readonly Literal[], parent: number | null): FunctionDraft {
    return {
      parent,
      params: this.#params,
      defaults,
      locals: this.#kinds.length,
      recursive,
      body: this.#prologue.length === 0 ? body : [...this.#prologue, ...body],
      twists: [],
    };
  }

  /** The entry: parameters, a loop that gets hot, a result. */
  #main(): void {
    const choices = this.#choices;
    this.#begin(0, 0);
    const params = choices.length(0, 3);
    for (let i = 0; i < params; i++) {
      const kind = choices.below(8);
      if (kind < 4) this.#parameter("int", { t: "int", v: choices.int(-3, 9) });
      else if (kind < 6) this.#parameter("number", { t: "float", v: choices.int(-8, 8) / 4 + 0.125 });
      else if (kind === 6) this.#parameter("str", { t: "str", v: STRINGS[choices.below(STRINGS.length)] as string });
      else this.#parameter("any", choices.bool() ? { t: "None" } : { t: "int", v: 1 });
    }
    this.#early = [];
    this.#late = [];
    const loop = this.#hotLoop();
    const body: Stmt[] = [loop];
    if (choices.chance(1, 5)) this.#statement(body);
    body.push({ k: "return", e: this.#result() });
    this.#functions[0] = this.#end(body, null, [], null);
  }

  #parameter(kind: Kind, value: Literal): number {
    this.#args.push(value);
    this.#params++;
    return this.#kinds.push(kind) - 1;
  }

  /** What the function returns: enough of what it computed to tell runs apart. */
  #result(): Expr {
    const { length } = this.#kinds;
    const items: Expr[] = [];
    for (let i = 0; i < length && items.length < 4; i++) {
      const kind = this.#kinds[i] as Kind;
      if (kind !== "closure" && kind !== "risky") items.push(variable(i));
    }
    if (items.length === 0) return NONE;
    return items.length === 1 ? items[0] as Expr : { k: "build", what: "tuple", items };
  }

  #callee(j: number): void {
    const choices = this.#choices;
    const signature = this.#signatures[j] as Signature;
    this.#begin(j + 1, signature.params);
    for (let i = 0; i < signature.params; i++) this.#kinds.push("int");
    this.#recursive = signature.recursive;
    const body: Stmt[] = [];
    if (!signature.called) {
      this.#functions[j + 1] = this.#end(body, null, signature.defaults, null);
      return;
    }
    if (signature.params > 0) {
      // Callers hand over the round, so that things go wrong here in the right one, too.
      this.#loops.push({ index: variable(0), count: 20, trigger: choices.int(16, 20) });
    }
    this.#budget = choices.length(0, 2);
    const statements = signature.chain > 0 && choices.chance(3, 4) ? 0 : choices.length(0, 2);
    this.#early = body;
    this.#late = [];
    const middle: Stmt[] = [];
    for (let s = 0; s < statements && this.#budget > 0; s++) this.#statement(middle);
    for (const s of middle) body.push(s);
    for (const s of this.#late) body.push(s);
    let result = this.#int(2);
    const next = this.#calleeFrom(j + 1);
    // Deep chains carry little else: each link runs once a round.
    if (next > 0 && (signature.chain > 0 || choices.chance(1, 3))) {
      result = binary(this.#callFunction(next), ADD, result);
    }
    if (signature.recursive) {
      result = binary(this.#recursiveCall(j + 1), ADD, result);
      if (next === 0 && choices.chance(1, 4)) result = binary(result, SUB, this.#recursiveCall(j + 1));
    }
    body.push({ k: "return", e: result });
    const base: Expr | null = signature.recursive ? int(choices.int(0, 3)) : null;
    this.#functions[j + 1] = this.#end(body, base, signature.defaults, null);
  }

  #recursiveCall(f: number): Expr {
    const { params } = this.#signatures[f - 1] as Signature;
    const args: Expr[] = [binary(variable(0), SUB, int(1))];
    while (args.length < params) args.push(this.#int(1));
    return { k: "call", f: { k: "function", f }, args };
  }

  /** A function that the one at hand may call, 0 for none. */
  #calleeFrom(from: number): number {
    const count = this.#signatures.length;
    if (from >= count || this.#calls <= 0) return 0;
    this.#calls--;
    if (this.#recursive) {
      // Calls among recursive functions would have to count down.
      for (let j = from; j < count; j++) if (!(this.#signatures[j] as Signature).recursive) return j + 1;
      return 0;
    }
    return 1 + (this.#signatures[from]?.chain ? from : this.#choices.int(from, count - 1));
  }

  #callFunction(f: number): Expr {
    const choices = this.#choices;
    const signature = this.#signatures[f - 1] as Signature;
    signature.called = true;
    const inside = this.#inCall;
    this.#inCall = true;
    const args: Expr[] = [];
    const count = signature.params - (signature.defaults.length > 0 && choices.bool() ? 1 : 0);
    for (let i = 0; i < count; i++) {
      if (i === 0 && signature.recursive) {
        args.push(choices.bool() ? int(choices.int(1, 3)) : binary(this.#index(), AND, int(3)));
      } else args.push(i === 0 && choices.chance(3, 4) ? this.#index() : this.#int(1));
    }
    this.#inCall = inside;
    return { k: "call", f: { k: "function", f }, args };
  }

  // Loops.

  #hotLoop(): Stmt {
    const choices = this.#choices;
    const profile = this.#profile;
    const kind = LOOPS[choices.weighted(profile.loops)];
    const count = choices.int(profile.rounds[0], profile.rounds[1]);
    const trigger = choices.int(16, count - 2);
    const length = choices.int(profile.bodyLength[0], profile.bodyLength[1]);
    if (kind === "while") return this.#whileLoop(count, trigger, length);
    let over: Iterable;
    let step = 1;
    if (kind === "range") {
      step = choices.chance(1, 8) ? choices.int(2, 3) : 1;
      over = { k: "range", start: choices.chance(1, 6) ? choices.int(-2, 3) : 0, count, step };
    } else if (kind === "tuple") over = { k: "tuple", count };
    else over = this.#listArgument(count, trigger);
    const v = this.#newLocal("index", null);
    const index = step === 1 ? variable(v) : binary(variable(v), DIV, int(step));
    return this.#forLoop(v, over, { index, count, trigger }, length, choices.chance(profile.tight, 16));
  }

  /** A list handed to the entry, the round in each item but perhaps one. */
  #listArgument(count: number, trigger: number): Iterable {
    const choices = this.#choices;
    const strange = choices.below(8);
    const items: Literal[] = [];
    for (let i = 0; i < count; i++) items.push({ t: "int", v: i });
    if (strange < 4) {
      items[trigger] = strange === 0
        ? { t: "float", v: trigger + 0.5 }
        : strange === 1
        ? { t: "bool", v: true }
        : strange === 2 && choices.chance(this.#profile.uncaught, 16)
        ? { t: "None" }
        : { t: "int", v: -1 };
    }
    const form = choices.below(4);
    if (form === 0) {
      const global = this.#newGlobal({ t: "tuple", v: items }) ?? 0;
      return { k: "expr", e: { k: "global", i: global }, count };
    }
    const i = this.#parameter("any", { t: form === 1 ? "tuple" : "list", v: items });
    return { k: "expr", e: variable(i), count };
  }

  #forLoop(v: number, over: Iterable, loop: Loop, length: number, tight: boolean): Stmt {
    const body = this.#loopBody(loop, length);
    const isTight = tight && body.every(isSimple);
    const orelse: Stmt[] = [];
    if (this.#choices.chance(1, 12)) this.#statement(orelse);
    return { k: "for", v, over, body, orelse, tight: isTight };
  }

  #whileLoop(count: number, trigger: number, length: number): Stmt {
    const choices = this.#choices;
    const counter = this.#counters++;
    const c = choices.chance(1, 5) ? this.#mostlyTrue({ index: { k: "counter", i: counter }, count, trigger }) : null;
    const body = this.#loopBody({ index: { k: "counter", i: counter }, count, trigger }, length);
    const entry = choices.chance(this.#profile.twists, 96) && body.length > 0
      ? { c: this.#condition(), at: choices.int(0, body.length) }
      : null;
    return { k: "while", counter, count, c, body, orelse: [], entry };
  }

  #loopBody(loop: Loop, length: number): Block {
    const early = this.#early;
    const late = this.#late;
    this.#early = [];
    this.#late = [];
    this.#loops.push(loop);
    const body: Stmt[] = [];
    for (let s = 0; s < length && this.#budget > 0; s++) this.#statement(body);
    this.#loops.pop();
    const all = this.#early.length + this.#late.length === 0 ? body : [...this.#early, ...body, ...this.#late];
    this.#early = early;
    this.#late = late;
    return all;
  }

  // Variables.

  /** A new local, bound before everything else; `init` null: the caller binds it. */
  #newLocal(kind: Kind, init: Expr | null): number {
    const i = this.#kinds.push(kind) - 1;
    if (init !== null) this.#prologue.push(assign(i, init));
    return i;
  }

  /** A local of a kind: a known one, or a new one. */
  #local(kind: Kind): number {
    const kinds = this.#kinds;
    const from = this.#recursive ? 1 : 0;
    let seen = 0;
    for (let i = from; i < kinds.length; i++) if (kinds[i] === kind) seen++;
    if (seen > 0 && (seen > 2 || kinds.length > 9 || this.#choices.chance(2, 3))) {
      let pick = this.#choices.below(seen);
      for (let i = from; i < kinds.length; i++) if (kinds[i] === kind && pick-- === 0) return i;
    }
    return this.#newLocal(kind, this.#initial(kind));
  }

  #initial(kind: Kind): Expr {
    const choices = this.#choices;
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
        return NONE;
    }
  }

  /** A local of a kind that exists already, or -1. */
  #known(kind: Kind): number {
    const kinds = this.#kinds;
    let seen = 0;
    for (let i = 0; i < kinds.length; i++) if (kinds[i] === kind) seen++;
    if (seen === 0) return -1;
    let pick = this.#choices.below(seen);
    for (let i = 0; i < kinds.length; i++) if (kinds[i] === kind && pick-- === 0) return i;
    return -1;
  }

  #newGlobal(init: Literal | null): number | null {
    if (this.#globals.length >= 6) return null;
    return this.#globals.push({ init }) - 1;
  }

  /** A global that holds an int. */
  #intGlobal(): number | null {
    const globals = this.#globals;
    const at = globals.length === 0 ? -1 : this.#choices.below(globals.length);
    if (at >= 0 && globals[at]?.init?.t === "int" && this.#choices.chance(2, 3)) return at;
    return this.#newGlobal({ t: "int", v: this.#choices.int(0, 9) });
  }

  /** The round of the innermost loop, or some int. */
  #index(): Expr {
    const loop = this.#loops.at(-1);
    return loop === undefined ? int(this.#choices.int(0, 9)) : loop.index;
  }

  // Expressions.

  /** An int expression; bools count as ints now and then. */
  #int(depth: number): Expr {
    const choices = this.#choices;
    if (depth <= 0) return this.#atom();
    switch (choices.weighted(this.#profile.ints)) {
      case 0:
        return int(choices.int(-2, 12));
      case 1:
        return this.#intVariable();
      case 2:
        return this.#index();
      case 3:
        return this.#arithmetic(depth);
      case 4:
        return { k: "choose", c: this.#condition(), a: this.#int(depth - 1), b: this.#int(depth - 1) };
      case 5: {
        const next = this.#recursive ? 0 : this.#calleeFrom(this.#f);
        return next > 0 && !this.#inCall ? this.#callFunction(next) : this.#intVariable();
      }
      case 6: {
        const xs = this.#known("list");
        if (xs < 0) return this.#index();
        return choices.bool()
          ? { k: "subscript", o: variable(xs), i: this.#position() }
          : { k: "call", f: { k: "builtin", name: "len" }, args: [variable(xs)] };
      }
      case 7: {
        const g = this.#intGlobal();
        return g === null ? this.#intVariable() : { k: "global", i: g };
      }
      default:
        return { k: "unary", op: choices.bool() ? "-" : "~", e: this.#intVariable() };
    }
  }

  #atom(): Expr {
    const choice = this.#choices.below(4);
    return choice === 0 ? int(this.#choices.int(0, 9)) : choice === 1 ? this.#index() : this.#intVariable();
  }

  #intVariable(): Expr {
    const i = this.#known("int");
    return i < 0 ? this.#index() : variable(i);
  }

  /** Operations whose results stay small: growth per round is at most by a constant factor. */
  #arithmetic(depth: number): Expr {
    const choices = this.#choices;
    const l = this.#int(depth - 1);
    switch (choices.below(10)) {
      case 0:
      case 1:
        return binary(l, ADD, this.#int(depth - 1));
      case 2:
        return binary(l, SUB, this.#int(depth - 1));
      case 3:
        return binary(l, MUL, int(choices.int(2, 5)));
      case 4:
        return binary(binary(l, MUL, this.#atom()), MOD, int(choices.int(3, 53)));
      case 5:
        return binary(l, choices.bool() ? MOD : DIV, int(choices.int(2, 9)));
      case 6:
        return binary(l, [AND, op("|"), op("^")][choices.below(3)] as number, this.#int(depth - 1));
      case 7:
        return choices.bool()
          ? binary(l, op(">>"), int(choices.int(0, 4)))
          : binary(binary(l, AND, int(15)), op("<<"), int(choices.int(0, 6)));
      case 8:
        return this.#risky(depth);
      default:
        return choices.chance(1, 4) ? binary(binary(l, AND, int(7)), op("**"), int(2)) : binary(l, ADD, int(1));
    }
  }

  /** An expression that fails in the trigger round of the loop, where uncaught exceptions are wanted. */
  #risky(depth: number): Expr {
    const loop = this.#loops.at(-1);
    if (loop === undefined || !this.#choices.chance(this.#profile.uncaught, 16)) return this.#int(depth - 1);
    return this.#trap(loop);
  }

  /** Fails when the loop's trigger round comes, and only then. */
  #trap(loop: Loop): Expr {
    const choices = this.#choices;
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

  #number(depth: number): Expr {
    const choices = this.#choices;
    switch (choices.below(depth <= 0 ? 3 : 6)) {
      case 0:
        return float(choices.int(-8, 8) / 4);
      case 1:
      case 2:
        return variable(this.#local("number"));
      case 3:
        return binary(this.#number(depth - 1), choices.bool() ? ADD : SUB, this.#number(depth - 1));
      case 4:
        return binary(this.#number(depth - 1), MUL, float(choices.int(-4, 6) / 4));
      default:
        return this.#index();
    }
  }

  #text(): Expr {
    const choices = this.#choices;
    const s = variable(this.#local("str"));
    switch (choices.below(5)) {
      case 0:
        return str(STRINGS[choices.below(STRINGS.length)] as string);
      case 1:
        return binary(s, ADD, str(STRINGS[choices.below(STRINGS.length)] as string));
      case 2:
        return { k: "call", f: { k: "builtin", name: "str" }, args: [this.#index()] };
      case 3:
        return { k: "subscript", o: str("abcd"), i: binary(this.#index(), AND, int(3)) };
      default:
        return { k: "slice", o: s, a: int(choices.int(0, 2)), b: int(choices.int(1, 6)) };
    }
  }

  /** A position in a list local; in range unless an error is wanted. */
  #position(): Expr {
    return binary(this.#index(), MOD, int(LIST_LENGTH));
  }

  /** A condition: skewed, alternating, flipping for good in some round, or on data. */
  #condition(): Expr {
    const choices = this.#choices;
    const loop = this.#loops.at(-1);
    if (loop === undefined) return compare(this.#intVariable(), choices.below(6), int(choices.int(0, 9)));
    const { index } = loop;
    switch (choices.below(12)) {
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
        return compare(this.#intVariable(), choices.below(6), int(choices.int(-2, 30)));
      case 6: {
        const v = this.#known("any");
        if (v < 0) return compare(index, EQ, int(loop.trigger));
        return { k: "is", not: choices.bool(), l: variable(v), r: NONE };
      }
      case 7:
        return { k: "unary", op: "not", e: compare(index, LT, int(loop.trigger)) };
      case 8:
        return {
          k: "logic",
          op: choices.bool() ? "and" : "or",
          l: compare(index, choices.below(6), int(choices.int(0, 24))),
          r: compare(this.#intVariable(), choices.below(6), int(choices.int(0, 9))),
        };
      case 9: {
        const v = this.#known("str");
        return v < 0 ? compare(index, GE, int(loop.trigger)) : compare(variable(v), EQ, str("ab"));
      }
      case 10: {
        const items: Literal[] = [{ t: "int", v: loop.trigger }, { t: "int", v: choices.int(0, 9) }];
        return { k: "in", not: choices.bool(), l: index, r: { k: "const", v: { t: "tuple", v: items } } };
      }
      default: {
        const v = this.#known("number");
        return v < 0 ? compare(index, LT, int(loop.trigger)) : compare(variable(v), LT, float(0.5));
      }
    }
  }

  /** Holds but in the trigger round or after it. */
  #mostlyTrue(loop: Loop): Expr {
    return compare(loop.index, this.#choices.bool() ? LT : cmp("!="), int(loop.trigger + 1));
  }

  // Statements.

  /** Adds one statement, or a few that belong together. */
  #statement(out: Stmt[]): void {
    const choices = this.#choices;
    this.#budget--;
    switch (STATEMENTS[choices.weighted(this.#profile.statements)]) {
      case "assign":
        out.push(assign(this.#local("int"), this.#int(2)));
        return;
      case "augment":
        return this.#augment(out);
      case "number":
        out.push(
          choices.bool()
            ? assign(this.#local("number"), this.#number(2))
            : { k: "augment", t: target(this.#local("number")), op: choices.bool() ? ADD : SUB, e: this.#number(1) },
        );
        return;
      case "text":
        out.push(
          choices.chance(1, 3)
            ? { k: "augment", t: target(this.#local("str")), op: ADD, e: str("x") }
            : assign(this.#local("str"), this.#text()),
        );
        return;
      case "if":
        return this.#if(out);
      case "try":
        return this.#try(out);
      case "call": {
        const next = this.#calleeFrom(this.#f);
        if (next === 0) return this.#augment(out);
        const call = this.#callFunction(next);
        if (choices.chance(1, 6)) out.push({ k: "expr", e: call });
        else if (choices.bool()) out.push(assign(this.#local("int"), call));
        else out.push({ k: "augment", t: target(this.#local("int")), op: ADD, e: call });
        return;
      }
      case "items":
        return this.#items(out);
      case "unpack":
        return this.#unpack(out);
      case "global":
        return this.#global(out);
      case "flip":
        return this.#flip(out);
      case "emit":
        out.push({ k: "emit", e: this.#int(1) });
        return;
      case "event":
        return this.#event(out);
      case "hazard":
        return this.#hazard(out);
      case "island":
        out.push({ k: "island", ops: this.#island() });
        return;
      case "loop":
        return this.#innerLoop(out);
      case "leave":
        return this.#leave(out);
      case "fail":
        return this.#fail(out);
      case "closure":
        return this.#closure(out);
      case "table":
        return this.#table(out);
      case "unbind":
        return this.#unbind(out);
    }
  }

  #augment(out: Stmt[]): void {
    const choices = this.#choices;
    const t = target(this.#local("int"));
    const what = choices.below(8);
    if (what < 5) out.push({ k: "augment", t, op: choices.bool() ? ADD : SUB, e: this.#int(1) });
    else if (what < 6) out.push({ k: "augment", t, op: MUL, e: int(choices.int(2, 3)) });
    else if (what < 7) out.push({ k: "augment", t, op: op("^"), e: this.#int(1) });
    else out.push({ k: "augment", t, op: MOD, e: int(choices.int(5, 97)) });
  }

  #branch(): Block {
    const block: Stmt[] = [];
    if (++this.#depth > 4) this.#suspect = true;
    const length = this.#choices.length(1, 2);
    for (let s = 0; s < length; s++) {
      if (this.#budget > 0) this.#statement(block);
    }
    this.#depth--;
    if (block.length === 0) this.#augment(block);
    return block;
  }

  #if(out: Stmt[]): void {
    const c = this.#condition();
    const then = this.#branch();
    const orelse = this.#choices.chance(2, 5) ? this.#branch() : [];
    out.push({ k: "if", c, then, orelse });
  }

  /** Clauses that catch what the body of a `try` raises on purpose, usually. */
  #handlers(): readonly Handler[] {
    const choices = this.#choices;
    const clauses: Handler[] = [];
    const body: Stmt[] = [];
    this.#augment(body);
    if (choices.chance(1, 8)) {
      clauses.push({ type: exception(choices.bool() ? "KeyError" : "IndexError"), name: null, body: [] });
    }
    const name = choices.chance(1, 10) ? this.#newLocal("risky", null) : null;
    clauses.push({ type: name !== null || choices.chance(2, 3) ? exception("Exception") : null, name, body });
    return clauses;
  }

  #try(out: Stmt[]): void {
    const choices = this.#choices;
    const loop = this.#loops.at(-1);
    const body: Stmt[] = [];
    const where = choices.below(4);
    const trap: Stmt | null = loop === undefined || choices.chance(1, 4) ? null : { k: "expr", e: this.#trap(loop) };
    if (trap !== null && where <= 1) body.push(trap);
    for (const s of this.#branch()) body.push(s);
    if (trap !== null && where === 2) body.push(trap);
    const shape = choices.below(8);
    const final: Stmt[] = [];
    if (shape < 2) this.#augment(final);
    const handlers = shape === 0 && choices.chance(this.#profile.uncaught, 8) ? [] : this.#handlers();
    const orelse: Stmt[] = [];
    if (handlers.length > 0 && shape === 2) this.#augment(orelse);
    out.push({ k: "try", body, handlers, orelse, final, raw: choices.chance(this.#profile.twists, 64) });
    if (trap !== null && where === 3 && choices.chance(this.#profile.uncaught, 8)) out.push(trap);
  }

  #items(out: Stmt[]): void {
    const choices = this.#choices;
    const xs = variable(this.#local("list"));
    const i = this.#position();
    const what = choices.below(4);
    if (what === 0) out.push({ k: "assign", t: { k: "item", o: xs, i }, e: this.#int(1) });
    else if (what === 1) out.push({ k: "augment", t: { k: "item", o: xs, i }, op: ADD, e: this.#int(1) });
    else if (what === 2) out.push(assign(this.#local("int"), { k: "subscript", o: xs, i }));
    else {
      const part: Expr = { k: "slice", o: xs, a: int(choices.int(0, 1)), b: int(choices.int(2, 3)) };
      out.push(assign(this.#local("int"), { k: "call", f: { k: "builtin", name: "len" }, args: [part] }));
    }
  }

  #unpack(out: Stmt[]): void {
    const choices = this.#choices;
    const a = this.#local("int");
    const b = this.#local("int");
    if (a === b) return this.#augment(out);
    const items = choices.bool() ? [variable(b), this.#int(1)] : [this.#int(1), variable(a)];
    const swap: Expr = { k: "build", what: "tuple", items };
    if (choices.bool()) {
      out.push({ k: "unpack", ts: [target(a), target(b)], e: swap });
      return;
    }
    const pair = this.#newLocal("any", NONE);
    out.push(assign(pair, swap));
    out.push({ k: "unpack", ts: [target(a), target(b)], e: variable(pair) });
  }

  #global(out: Stmt[]): void {
    const choices = this.#choices;
    const g = this.#intGlobal();
    if (g === null) return this.#augment(out);
    const t: Target = { k: "global", i: g };
    const loop = this.#loops.at(-1);
    if (loop !== undefined && choices.bool()) {
      // Rebound once, in a round that runs in a trace.
      const rebind: Stmt = { k: "assign", t, e: choices.chance(1, 3) ? float(1.5) : int(choices.int(0, 99)) };
      out.push({ k: "if", c: compare(loop.index, EQ, int(loop.trigger)), then: [rebind], orelse: [] });
      out.push(assign(this.#local("number"), { k: "global", i: g }));
      return;
    }
    out.push(choices.bool() ? { k: "augment", t, op: ADD, e: int(1) } : { k: "assign", t, e: this.#int(1) });
  }

  /** A variable whose type changes in the trigger round, and an operation that was specialized for the old one. */
  #flip(out: Stmt[]): void {
    const choices = this.#choices;
    const loop = this.#loops.at(-1);
    if (loop === undefined) return this.#augment(out);
    const v = this.#local("number");
    const odd: Expr = choices.bool() ? float(0.5) : { k: "const", v: { t: "bool", v: true } };
    const e: Expr = { k: "choose", c: compare(loop.index, GE, int(loop.trigger)), a: odd, b: int(choices.int(1, 3)) };
    out.push(choices.bool() ? { k: "augment", t: target(v), op: ADD, e } : assign(v, binary(e, MUL, int(2))));
    if (choices.chance(1, 3)) {
      const any = this.#local("any");
      const value: Expr = { k: "choose", c: compare(loop.index, EQ, int(loop.trigger)), a: str("t"), b: NONE };
      out.push(assign(any, value));
    }
  }

  #event(out: Stmt[]): void {
    const choices = this.#choices;
    const what = choices.below(6);
    const called = this.#signatures.findIndex((each) => each.called);
    const f = called >= 0 && choices.bool() ? called + 1 : 0;
    const event: Stmt = {
      k: "event",
      host: what < 3 ? "host_invalidate" : what < 5 ? "host_invalidate_all" : "host_set_optimizer",
      f,
      n: choices.below(3),
    };
    const loop = this.#loops.at(-1);
    if (loop === undefined) out.push(event);
    else out.push({ k: "if", c: compare(loop.index, EQ, int(loop.trigger)), then: [event], orelse: [] });
  }

  /**
   * A name that is unbound late in one round and read in the next one, first in a `try`, last in it, or right behind it.
   * Unbinding comes after the read, so that the reading round starts in the trace.
   */
  #hazard(out: Stmt[]): void {
    const choices = this.#choices;
    const loop = this.#loops.at(-1);
    if (loop === undefined || this.#recursive) return this.#augment(out);
    const kind = choices.below(4);
    let read: Expr;
    let rebind: Stmt | null = null;
    const late: Stmt[] = [];
    if (kind === 0) {
      const g = this.#newGlobal(null);
      if (g === null) return this.#augment(out);
      read = { k: "global", i: g };
    } else {
      const v = this.#newLocal("risky", int(choices.int(0, 3)));
      read = variable(v);
      rebind = assign(v, int(choices.int(0, 3)));
      let unbind: Stmt = { k: "del", t: target(v) };
      if (kind === 3) {
        const closure = this.#innerFunction("delete", v);
        if (closure >= 0) unbind = { k: "expr", e: { k: "call", f: { k: "local", i: closure }, args: [] } };
      }
      late.push({ k: "if", c: compare(loop.index, EQ, int(loop.trigger)), then: [unbind], orelse: [] });
    }
    const use: Stmt = choices.bool()
      ? { k: "expr", e: read }
      : assign(this.#local("int"), binary(read, ADD, this.#index()));
    const caught: Stmt[] = [];
    if (rebind !== null) caught.push(rebind);
    if (caught.length === 0 || choices.bool()) this.#augment(caught);
    const handlers: Handler[] = [{
      type: choices.bool() ? null : exception(choices.bool() ? "NameError" : "Exception"),
      name: null,
      body: caught,
    }];
    const body: Stmt[] = [];
    // A global that is never bound can only be read where that is caught, or the loop would not get hot.
    const position = kind === 0 ? choices.below(2) : choices.below(4);
    if (position !== 0) this.#augment(body);
    if (position <= 1) body.push(use);
    if (position === 0 && choices.chance(1, 3)) this.#augment(body);
    const early = this.#early;
    const final: Stmt[] = [];
    if (choices.chance(1, 12)) this.#augment(final);
    early.push({ k: "try", body, handlers, orelse: [], final, raw: choices.chance(this.#profile.twists, 64) });
    if (position >= 2) {
      if (choices.chance(this.#profile.uncaught + 6, 16)) early.push(use);
      else early.push({ k: "try", body: [use], handlers, orelse: [], final: [], raw: false });
    }
    for (const s of late) this.#late.push(s);
  }

  /** Makes an inner function of the entry that uses local `v`; gives the local that it is bound to, or -1. */
  #innerFunction(what: "delete" | "count" | "read", v: number): number {
    if (this.#f !== 0 || this.#functions.length >= 8) return -1;
    const choices = this.#choices;
    const free: Expr = { k: "free", i: v };
    let body: Stmt[];
    let params = 0;
    if (what === "delete") body = [{ k: "del", t: free as Target }];
    else if (what === "count") {
      params = 1;
      const sum = binary(binary(free, ADD, variable(0)), MOD, int(choices.int(5, 77)));
      body = [{ k: "assign", t: free as Target, e: sum }, { k: "return", e: free }];
    } else {
      params = 1;
      body = [{ k: "return", e: binary(free, ADD, variable(0)) }];
    }
    const f = this.#functions.push({
      parent: 0,
      params,
      defaults: [],
      locals: params,
      recursive: null,
      body,
      twists: [],
    }) - 1;
    const closure = this.#newLocal("closure", null);
    this.#prologue.push({ k: "def", f, v: closure });
    return closure;
  }

  #closure(out: Stmt[]): void {
    const choices = this.#choices;
    const count = choices.bool();
    const v = this.#local("int");
    const closure = this.#innerFunction(count ? "count" : "read", v);
    if (closure < 0) return this.#augment(out);
    const call: Expr = { k: "call", f: { k: "local", i: closure }, args: [this.#index()] };
    out.push(assign(this.#local("int"), call));
  }

  #island(): IslandOp[] {
    const choices = this.#choices;
    const ops: IslandOp[] = [];
    let depth = 0;
    const length = choices.length(3, 9);
    for (let s = 0; s < length; s++) {
      const what = choices.below(8);
      if (depth < 2 || what < 2) {
        ops.push({ k: "push", e: this.#atom() });
        depth++;
      } else if (what === 2) {
        ops.push({ k: "copy", n: choices.int(1, 2) });
        depth++;
      } else if (what === 3) ops.push({ k: "swap", n: 2 });
      else if (what === 4) {
        ops.push({
          k: "skip",
          n: choices.int(0, 20),
          unless: choices.bool(),
          body: choices.bool() ? [{ k: "swap", n: 2 }] : [{ k: "push", e: this.#index() }, { k: "binary", op: ADD }],
        });
        const last = ops.at(-1) as IslandOp & { readonly k: "skip" };
        // A binary operation of the body needs two values of its own.
        if (last.body.length === 2) {
          ops[ops.length - 1] = { ...last, body: [{ k: "push", e: this.#index() }, { k: "pop" }] };
        }
      } else if (what === 5) ops.push({ k: "nop" });
      else {
        ops.push({ k: "binary", op: choices.bool() ? ADD : SUB });
        depth--;
      }
    }
    for (; depth > 0; depth--) {
      if (depth === 1 && choices.chance(3, 4)) ops.push({ k: "store", i: this.#local("int") });
      else ops.push({ k: "pop" });
    }
    return ops;
  }

  #innerLoop(out: Stmt[]): void {
    const choices = this.#choices;
    if (this.#loops.length >= 2) return this.#augment(out);
    this.#suspect = true;
    const hot = choices.chance(1, 10);
    const count = hot ? choices.int(17, 20) : choices.int(1, 3);
    const length = choices.length(1, 2);
    const loop: Loop = { index: ZERO, count, trigger: hot ? 16 : choices.below(count) };
    if (choices.chance(1, 4) && this.#counters < 4) {
      out.push(this.#whileLoop(count, loop.trigger, length));
      return;
    }
    const v = this.#newLocal("index", null);
    const over: Iterable = choices.chance(1, 4) ? { k: "tuple", count } : { k: "range", start: 0, count, step: 1 };
    out.push(this.#forLoop(v, over, { ...loop, index: variable(v) }, length, choices.chance(this.#profile.tight, 16)));
  }

  #leave(out: Stmt[]): void {
    const choices = this.#choices;
    const loop = this.#loops.at(-1);
    // In a callee the loop is the caller's: only a return can leave.
    if (loop === undefined || (this.#f !== 0 && this.#loops.length < 2)) {
      out.push({ k: "if", c: this.#condition(), then: [{ k: "return", e: this.#int(1) }], orelse: [] });
      return;
    }
    const isBreak = choices.chance(1, 3);
    const c = isBreak ? compare(loop.index, EQ, int(loop.trigger + 1)) : this.#condition();
    out.push({ k: "if", c, then: [{ k: isBreak ? "break" : "continue" }], orelse: [] });
  }

  /** Raises in the trigger round; uncaught now and then, otherwise in a `try`. */
  #fail(out: Stmt[]): void {
    const choices = this.#choices;
    const loop = this.#loops.at(-1);
    if (loop === undefined) return this.#augment(out);
    const type = exception(choices.bool() ? "ValueError" : "RuntimeError");
    const failure: Stmt = choices.chance(1, 3)
      ? { k: "assert", c: compare(loop.index, cmp("!="), int(loop.trigger)), message: choices.bool() ? int(7) : null }
      : {
        k: "if",
        c: compare(loop.index, EQ, int(loop.trigger)),
        then: [{ k: "raise", type, arg: choices.bool() ? loop.index : null }],
        orelse: [],
      };
    if (choices.chance(this.#profile.uncaught, 16)) out.push(failure);
    else {
      out.push({ k: "try", body: [failure], handlers: this.#handlers(), orelse: [], final: [], raw: false });
    }
  }

  #table(out: Stmt[]): void {
    const choices = this.#choices;
    const d = variable(this.#local("dict"));
    const key = binary(this.#index(), AND, int(choices.bool() ? 1 : 3));
    if (choices.bool()) out.push({ k: "assign", t: { k: "item", o: d, i: key }, e: this.#int(1) });
    else out.push(assign(this.#local("int"), { k: "subscript", o: d, i: binary(this.#index(), AND, int(1)) }));
  }

  /** Unbinds a local and binds it again, with something between that may look at it. */
  #unbind(out: Stmt[]): void {
    const v = this.#newLocal("risky", ZERO);
    out.push({ k: "del", t: target(v) });
    if (this.#choices.bool()) {
      const handlers: Handler[] = [{ type: exception("UnboundLocalError"), name: null, body: [] }];
      out.push({ k: "try", body: [{ k: "expr", e: variable(v) }], handlers, orelse: [], final: [], raw: false });
    }
    out.push(assign(v, this.#index()));
  }
}

/** Items of every list local. */
const LIST_LENGTH = 3;

function isSimple(s: Stmt): boolean {
  return s.k !== "if" && s.k !== "for" && s.k !== "while" && s.k !== "try" && s.k !== "def" && s.k !== "island";
}

/** Changes whenever equal choices would give another program than before: part of replay tokens. */
export const GENERATOR_VERSION = 1;

/** Number of profiles that {@linkcode generateDraft} knows. */
const PROFILES = 256;
const profiles: (Profile | undefined)[] = [];

/** One of a fixed set of profiles, drawn when first needed; the first ones are the default. */
function profileAt(index: number): Profile {
  if (index < PROFILES / 4) return DEFAULT_PROFILE;
  return profiles[index] ??= drawProfile(new PrngChoices(GENERATOR_VERSION, index));
}

/** Draws a valid Draft. */
export function generate(choices: Choices, profile: Profile = DEFAULT_PROFILE): Draft {
  return new Generator(choices, profile).run();
}

/** Draws a valid Draft of a profile that is drawn, too. */
export function generateDraft(choices: Choices): Draft {
  return generate(choices, profileAt(choices.below(PROFILES)));
}
