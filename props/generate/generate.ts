/**
 * The generator: draws valid Drafts from choices. It knows what its variables hold and in which round of a loop it is, so
 * that loops get hot, guards hold, and fail on purpose in a round that runs in a trace.
 *
 * @module
 */

import type { Literal } from "../../src/isa/program.ts";
import { type Choices, PrngChoices } from "./choices.ts";
import {
  type Block,
  type Draft,
  type DraftLimits,
  type Expr,
  type FunctionDraft,
  NONE,
  PIN_WARM,
  type Stmt,
  type Twist,
} from "./draft/draft.ts";
import { ADD, binary, int, type Kind, type Signature, STRINGS, SUB, variable } from "./draw/expressions.ts";
import { StatementDrawer } from "./draw/statements.ts";
import { fixup } from "./fix/fixup.ts";
import { DEFAULT_PROFILE, drawProfile, type Profile, type Theme, THEMES } from "./draw/profile.ts";
import { countStatements, isAny, isCall, isLoop, isTry, twistStatement } from "./draft/twist.ts";

/** Version of the first code object of a program. */
const FIRST_CODE_VERSION = 1737;

/** Fewest jumps back before an executor is made: enough for all instructions of the loop to be specialized first. */
const MIN_WARM = 3;

/** Draws one Draft. */
class Generator extends StatementDrawer {
  run(fixedWarm: number | null): Draft {
    const choices = this.choices;
    const profile = this.profile;
    this.theme = THEMES[choices.weighted(profile.themes)] as Theme;
    // What a theme brings along takes the place of other statements and of rounds, so that checks stay fast.
    const themed = this.theme !== "none";
    const warm = fixedWarm ??
      (choices.chance(profile.pinWarm, themed ? 48 : 16) ? PIN_WARM : choices.int(MIN_WARM, MIN_WARM + 1));
    this.hot = warm + 1;
    if (choices.chance(themed ? profile.callees >> 1 : profile.callees, 16)) this.signUp();
    this.budget = choices.int(profile.size[0], profile.size[1]) - (themed ? 1 : 0);
    this.entry();
    for (let j = 0; j < this.signatures.length; j++) this.callee(j);
    const functions = this.functions.map((each) => each as FunctionDraft);
    if (choices.chance(profile.twists, 16)) {
      const f = choices.chance(3, 4) ? 0 : choices.below(functions.length);
      const fn = functions[f] as FunctionDraft;
      const count = choices.length(1, 3);
      let { body } = fn;
      for (let t = 0; t < count; t++) body = this.twisted(body);
      functions[f] = { ...fn, body };
    }
    const often = choices.below(16);
    const calls = often < 12 ? 1 : often < 15 ? 2 : 3;
    const plain: Draft = { functions, globals: this.globals, args: this.args, calls, warm };
    const whole: Draft = this.classDrafts.length === 0 ? plain : { ...plain, classes: this.classDrafts };
    const limits = this.limits(functions.length);
    const draft: Draft = limits === null ? whole : { ...whole, limits };
    return this.suspect ? fixup(draft) : draft;
  }

  /** Limits that are not the pin's, now and then; function versions near those of `count` functions, where that is wanted. */
  protected limits(count: number): DraftLimits | null {
    const choices = this.choices;
    const functionVersion = this.wantsVersion ? FIRST_CODE_VERSION + choices.below(count + 1) : null;
    const other = choices.chance(this.profile.limits, 16) ? choices.below(4) : -1;
    if (other < 0 && functionVersion === null) return null;
    return {
      traceLength: other === 0 || other === 3 ? choices.int(16, 90) : null,
      traceStack: other === 1 || other === 3 ? choices.int(1, 4) : null,
      executors: other === 2 ? choices.int(1, 2) : null,
      functionVersion,
    };
  }

  /** A body with one of its statements twisted. */
  protected twisted(body: Block): Block {
    const choices = this.choices;
    const what = choices.below(8);
    const tries = what < 3 ? 0 : countStatements(body, isTry);
    if (tries > 0) return twistStatement(body, isTry, choices.below(tries), this.rangeTwist());
    const statements = countStatements(body, isAny);
    if (statements === 0) return body;
    const k = what === 2 ? "nop" : "prefix";
    const loops = countStatements(body, isLoop);
    // What a loop does at its end is worth more than one of many instructions.
    if (loops > 0 && choices.chance(1, 4)) {
      const twist: Twist = { k, n: choices.length(1, 3), op: "JUMP_BACKWARD", at: 0 };
      return twistStatement(body, isLoop, choices.below(loops), twist);
    }
    const calls = choices.chance(1, 3) ? countStatements(body, isCall) : 0;
    if (calls > 0) {
      const twist: Twist = { k, n: choices.length(1, 3), op: "CALL", at: 0 };
      return twistStatement(body, isCall, choices.below(calls), twist);
    }
    const twist: Twist = { k, n: choices.length(1, 3), op: null, at: choices.below(16) };
    return twistStatement(body, isAny, choices.below(statements), twist);
  }

  protected rangeTwist(): Twist {
    const choices = this.choices;
    if (choices.chance(2, 3)) {
      return { k: "range", edge: "start", by: choices.length(1, 6) * (choices.chance(2, 3) ? 1 : -1) };
    }
    // An end that grows may cover where the handler goes on, and so loop until the fuel is spent: rarely, and by little.
    return { k: "range", edge: "end", by: choices.chance(1, 6) ? 1 : -choices.length(1, 6) };
  }

  // Functions.

  protected signUp(): void {
    const choices = this.choices;
    const count = choices.length(1, 4);
    const chain = choices.chance(1, 6) ? choices.int(4, 8) : count;
    for (let j = 0; j < chain; j++) {
      const recursive = chain === count && choices.chance(this.profile.recursion, 24);
      const params = choices.length(recursive ? 1 : 0, 3);
      const defaults: Literal[] = [];
      if (params > 1 && choices.chance(1, 6)) defaults.push({ t: "int", v: choices.int(0, 9) });
      this.signatures.push({ params, defaults, recursive, chain: chain > count ? 1 : 0, called: false });
      this.functions.push(null);
    }
  }

  protected begin(f: number, params: number): void {
    this.functionIndex = f;
    this.kinds = [];
    this.classOf = [];
    this.params = params;
    this.loops = [];
    this.prologue = [];
    this.counters = 0;
    this.recursive = false;
    this.calls = f === 0 ? 3 : 1;
  }

  protected finish(
    body: Block,
    recursive: Expr | null,
    defaults: readonly Literal[],
    parent: number | null,
  ): FunctionDraft {
    return {
      parent,
      params: this.params,
      defaults,
      locals: this.kinds.length,
      recursive,
      body: this.prologue.length === 0 ? body : [...this.prologue, ...body],
    };
  }

  /** The entry: parameters, a loop that gets hot, a result. */
  protected entry(): void {
    const choices = this.choices;
    this.begin(0, 0);
    const params = choices.length(0, 3);
    for (let i = 0; i < params; i++) {
      const kind = choices.below(8);
      if (kind < 4) this.parameter("int", { t: "int", v: choices.int(-3, 9) });
      else if (kind < 6) this.parameter("number", { t: "float", v: choices.int(-8, 8) / 4 + 0.125 });
      else if (kind === 6) this.parameter("str", { t: "str", v: STRINGS[choices.below(STRINGS.length)] as string });
      else this.parameter("any", choices.bool() ? { t: "None" } : { t: "int", v: 1 });
    }
    this.early = [];
    this.late = [];
    const loop = this.hotLoop();
    const body: Stmt[] = [];
    for (let j = 0; j < this.signatures.length; j++) {
      // New versions are given when a call is specialized, and may be those of other functions' code.
      const { called } = this.signatures[j] as Signature;
      if (called && choices.chance(this.profile.reversions, 16)) body.push({ k: "reversion", f: j + 1 });
    }
    body.push(loop);
    if (choices.chance(1, 5)) this.statement(body);
    body.push({ k: "return", e: this.result() });
    this.functions[0] = this.finish(body, null, [], null);
  }

  /** What the function returns: enough of what it computed to tell runs apart. */
  protected result(): Expr {
    const { length } = this.kinds;
    const items: Expr[] = [];
    for (let i = 0; i < length && items.length < 4; i++) {
      const kind = this.kinds[i] as Kind;
      if (kind !== "closure" && kind !== "risky") items.push(variable(i));
    }
    if (items.length === 0) return NONE;
    return items.length === 1 ? items[0] as Expr : { k: "build", what: "tuple", items };
  }

  protected callee(j: number): void {
    const choices = this.choices;
    const signature = this.signatures[j] as Signature;
    this.begin(j + 1, signature.params);
    for (let i = 0; i < signature.params; i++) this.kinds.push("int");
    this.recursive = signature.recursive;
    const body: Stmt[] = [];
    if (!signature.called) {
      this.functions[j + 1] = this.finish(body, null, signature.defaults, null);
      return;
    }
    if (signature.params > 0) {
      // Callers hand over the round, so that things go wrong here in the right one, too.
      this.loops.push({ index: variable(0), count: this.hot + 3, trigger: choices.int(this.hot, this.hot + 3) });
    }
    this.budget = choices.length(0, 2);
    const statements = signature.chain > 0 && choices.chance(3, 4) ? 0 : choices.length(0, 2);
    this.early = body;
    this.late = [];
    const middle: Stmt[] = [];
    for (let s = 0; s < statements && this.budget > 0; s++) this.statement(middle);
    for (const s of middle) body.push(s);
    for (const s of this.late) body.push(s);
    let result = this.intExpression(2);
    const next = this.calleeFrom(j + 1);
    // Deep chains carry little else: each link runs once a round.
    if (next > 0 && (signature.chain > 0 || choices.chance(1, 3))) {
      result = binary(this.callFunction(next), ADD, result);
    }
    if (signature.recursive) {
      result = binary(this.recursiveCall(j + 1), ADD, result);
      if (next === 0 && choices.chance(1, 4)) result = binary(result, SUB, this.recursiveCall(j + 1));
    }
    body.push({ k: "return", e: result });
    const base: Expr | null = signature.recursive ? int(choices.int(0, 3)) : null;
    this.functions[j + 1] = this.finish(body, base, signature.defaults, null);
  }

  /** A call of the function at hand, or of another that may call it: recursion of two. */
  protected recursiveCall(own: number): Expr {
    let f = own;
    // With others between them, whose arguments do not count down, they would never end.
    if (this.choices.chance(1, 3) && this.signatures.every(({ recursive }) => recursive)) {
      const other = this.signatures.findIndex(({ recursive, called }, j) =>
        recursive && j + 1 !== own && (called || j + 1 > own)
      );
      if (other >= 0) f = other + 1;
    }
    const signature = this.signatures[f - 1] as Signature;
    const { params } = signature;
    signature.called = true;
    const args: Expr[] = [binary(variable(0), SUB, int(1))];
    while (args.length < params) args.push(this.intExpression(1));
    return { k: "call", f: { k: "function", f }, args };
  }
}

/** Changes whenever equal choices would give another program than before, or shrink to another: part of replay tokens. */
export const GENERATOR_VERSION = 5;

/** Number of profiles that {@linkcode generateDraft} knows. */
const PROFILES = 256;
const profiles: (Profile | undefined)[] = [];

/** One of a fixed set of profiles, drawn when first needed; the first ones are the default. */
function profileAt(index: number): Profile {
  if (index < PROFILES / 4) return DEFAULT_PROFILE;
  return profiles[index] ??= drawProfile(new PrngChoices(GENERATOR_VERSION, index));
}

/** Draws a valid Draft. With `warm` its loops get hot after that many jumps back, as some limits have it. */
export function generate(choices: Choices, profile: Profile = DEFAULT_PROFILE, warm: number | null = null): Draft {
  return new Generator(choices, profile).run(warm);
}

/** Draws a valid Draft of a profile that is drawn, too; `warm` as in {@linkcode generate}. */
export function generateDraft(choices: Choices, warm: number | null = null): Draft {
  return generate(choices, profileAt(choices.below(PROFILES)), warm);
}
