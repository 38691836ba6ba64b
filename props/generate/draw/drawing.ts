/**
 * Drawing: the state of one program while it is drawn. It knows what its variables hold and in which round of a loop it is.
 * Functions that draw take it first; those that draw statements add them to a list, those that draw expressions give them.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import type { Choices } from "../../core/choices.ts";
import type { AttributeName, ClassDraft } from "../draft/classes.ts";
import type { Expr, FunctionDraft, GlobalDraft, Stmt } from "../draft/draft.ts";
import type { Profile, Protocol, Theme } from "./profile.ts";

/** What a local holds, as far as the generator keeps to it. */
export type Kind = "int" | "index" | "number" | "str" | "list" | "dict" | "any" | "closure" | "risky" | "object";

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

/** What is known of a class. */
export interface ClassFacts {
  readonly protocol: Protocol | "async context";
  /** Attributes that hold ints in every instance. */
  readonly fields: readonly AttributeName[];
  /** A class attribute that holds an int, or null. */
  readonly shared: AttributeName | null;
  /** Parameters of `__init__` without `self`, -1 where there is none. */
  readonly init: number;
  readonly slots: boolean;
  readonly hasMethod: boolean;
}

/** A generator that the program may run. */
export interface GeneratorFacts {
  readonly f: number;
  /** Whether its argument says how often it yields. */
  readonly counts: boolean;
}

/** A function with parameters of all kinds. */
export interface KeywordFacts {
  readonly f: number;
  readonly params: number;
  readonly kwonly: number;
  readonly star: boolean;
  readonly starstar: boolean;
}

/** The program so far. */
class ProgramSoFar {
  /** Function 0 is the entry; null for those that are drawn later. */
  readonly functions: (FunctionDraft | null)[] = [null];
  /** Function `j + 1` has signature `j`. */
  readonly signatures: Signature[] = [];
  readonly globals: GlobalDraft[] = [];
  readonly args: Literal[] = [];
  readonly classes: ClassDraft[] = [];
  /** One for each class. */
  readonly classFacts: ClassFacts[] = [];
  readonly generators: GeneratorFacts[] = [];
  readonly coroutines: number[] = [];
  readonly keywordFunctions: KeywordFacts[] = [];
  /** Set where bounds that fixup keeps may be broken: deep nesting, loops in loops or callees. */
  needsFixup = false;
  /** Whether fresh function versions should come near those of the program's code. */
  versionsCollide = false;
  /** Functions that are numbered before what they call is drawn. */
  readonly reserved: number[] = [];
  /** Calls of the entry; null: as many as are drawn. */
  calls: number | null = null;
  /** What the program relies on and where it breaks it. */
  assumed: { readonly what: string; readonly where: string } | null = null;
}

/** The locals of the function at hand and what they hold. */
class Locals {
  readonly kinds: Kind[] = [];
  /** Class of each local of kind `object`. */
  readonly classOf: number[] = [];
  /** Statements before all others. */
  readonly prologue: Stmt[] = [];
  /** Statements of the entry behind its loop. */
  readonly epilogue: Stmt[] = [];
  params = 0;
  /** Counters of `while` loops. */
  counters = 0;
}

/** The loops around the place at hand. */
class Rounds {
  readonly loops: Loop[] = [];
  /** Statements for the start and end of the innermost loop's body. */
  early: Stmt[] = [];
  late: Stmt[] = [];
}

/** The function at hand. */
class FunctionAtHand {
  readonly index: number;
  readonly recursive: boolean;
  /** Places that may still call other functions. */
  callsLeft: number;
  /** Whether arguments are being drawn: calls in them would breed calls. */
  inCall = false;
  /** Statements around the place at hand. */
  nesting = 0;

  constructor(index: number, recursive: boolean) {
    this.index = index;
    this.recursive = recursive;
    this.callsLeft = index === 0 ? 3 : 1;
  }
}

/** Adds one statement to a list, or a few that belong together. */
export type DrawStatement = (d: Drawing, out: Stmt[]) => void;

/** Draws an expression of at most so many levels. */
export type DrawExpression = (d: Drawing, depth: number) => Expr;

/** The tables that kinds recurse into. They are handed in, so that no file of a kind imports the table that it stands in. */
export interface Grammar {
  /** In the order of the profile's weights. */
  readonly statements: readonly DrawStatement[];
  /** Int expressions, in the order of the profile's weights. */
  readonly ints: readonly DrawExpression[];
  readonly themes: Readonly<Record<Theme, DrawStatement>>;
}

/** State of one program being drawn. */
export class Drawing {
  readonly choices: Choices;
  readonly profile: Profile;
  readonly theme: Theme;
  readonly program = new ProgramSoFar();
  /** Jumps back after which a loop runs in a trace: the item of that index is met there. */
  readonly hot: number;
  /** Statements that may still be drawn for this program. */
  budget = 0;
  here = new FunctionAtHand(0, false);
  locals = new Locals();
  rounds = new Rounds();
  readonly #grammar: Grammar;
  readonly #drawThemed: DrawStatement;

  constructor(grammar: Grammar, choices: Choices, profile: Profile, theme: Theme, hot: number) {
    this.#grammar = grammar;
    this.#drawThemed = grammar.themes[theme];
    this.choices = choices;
    this.profile = profile;
    this.theme = theme;
    this.hot = hot;
  }

  /** Goes on with another function. */
  begin(index: number, recursive: boolean): void {
    this.here = new FunctionAtHand(index, recursive);
    this.locals = new Locals();
    this.rounds = new Rounds();
  }

  /** One of a list of alternatives, each as often as it stands there. */
  pick<T>(list: readonly T[]): T {
    return list[this.choices.below(list.length)] as T;
  }

  /** A statement of any kind. */
  statement(out: Stmt[]): void {
    this.budget--;
    const draw = this.#grammar.statements[this.choices.weighted(this.profile.statements)] as DrawStatement;
    draw(this, out);
  }

  /** A statement of the program's theme. */
  themed(out: Stmt[]): void {
    this.#drawThemed(this, out);
  }

  /** An int expression of any kind, of at least one level. */
  int(depth: number): Expr {
    const draw = this.#grammar.ints[this.choices.weighted(this.profile.ints)] as DrawExpression;
    return draw(this, depth);
  }
}
