/**
 * What a hunt works with: a claim on a target with its inputs. A subject makes inputs from a seed, checks them and shrinks them.
 *
 * @module
 */

import type { Failure } from "./failure.ts";
import type { Size } from "./language.ts";
import type { Mended, Parting, Probe } from "./target.ts";
import type { Tally } from "./tally.ts";
import type { Place } from "./claim.ts";

/** An input as it is kept: a program as its language knows it, or the choices that make it again, as hexadecimal bytes. */
export type StoredInput =
  | { readonly kind: "program"; readonly program: unknown }
  | { readonly kind: "choices"; readonly hex: string };

/** What people are told of an input. */
export interface Explained {
  /** How big it is. */
  readonly size: Size;
  /** The input for people. */
  readonly text: string;
  /** Source text of the language, where there is any. */
  readonly source: string | null;
}

/** The rest of a check that was begun: adds its counts to the tally, and says how it failed, if it did. See {@linkcode Rest}. */
export type BegunCheck = (whole: boolean, tally: Tally) => Failure | null;

/** How inputs are made of others; see {@linkcode Variation}. */
export interface InputVariation<Input> {
  /** The input that the choices of a check make of two others. */
  vary(input: Input, other: Input, seed: number, index: number): Input;
  /** The Draft of an input as JSON. */
  encode(input: Input): unknown;
  /** Reads what `encode` gave; see {@linkcode Codec}. */
  decode(draft: unknown, path: string): Input;
}

/** A claim with its inputs. Everything is a pure function of its arguments, but for the tally. */
export interface Subject<Input> {
  /** Name of the claim. */
  readonly claim: string;
  /** The claim that it is a part of, if it is. */
  readonly partOf?: string;
  /** Whether the claim is meant to fail. */
  readonly canary: boolean;
  /** Makes the input of one check; any worker makes the same one. */
  generate(seed: number, index: number): Input;
  /** Makes the inputs of the checks `from` to `to - 1`, each step of it for all of them before the next step. */
  generateAll?(seed: number, from: number, to: number): Input[];
  /** Begins a check. Without it, checks of this subject are in one piece. */
  begin?(input: Input, mended: Mended): BegunCheck;
  /** Told the inputs of a batch before they are checked; only where a claim wants to know them. */
  prepare?(inputs: readonly Input[], mended: Mended): void;
  /** Runs one check, adds its counts to the tally, and says how it failed, if it did. */
  check(input: Input, mended: Mended, tally: Tally): Failure | null;
  /** The place of an error that came out of `check`; see {@linkcode Attacked.crash}. */
  crash(error: unknown, mended: Mended): Place | "input" | null;
  /** Simpler inputs, boldest first; the same sequence every time. */
  shrink(input: Input): Iterable<Input>;
  /** Makes inputs of others; only where the language can. */
  readonly variation?: InputVariation<Input>;
  /** Inputs as they are kept. An input that was kept need not shrink. */
  readonly codec: {
    encode(input: Input): StoredInput;
    /** Null where the claim is not about inputs of that kind. */
    decode(stored: StoredInput): Input | null;
  };
  /** The input for people. */
  explain(input: Input): Explained;
  /** In which of its forms a defect shows on an input; empty where it has but one. */
  form(input: Input, mended: Mended, defect: string): string;
  /** What an input must share with the one that it was shrunk from; empty where nothing tells reasons apart. */
  family(input: Input, mended: Mended, failure: Failure): string;
  /** Where the engine to blame first parts from one with `expected` mended; null where it does not, or nobody can look. */
  diverge(input: Input, mended: Mended, expected: Mended, failure: Failure): Parting | null;
  /** The part of the user's own without which the input does not fail; null where no single one is it. */
  madeBy?(input: Input, mended: Mended): string | null;
  /** Watches what inputs make an engine do; see {@linkcode Target.probe}. */
  probe?(mended: Mended): Probe<Input>;
  /** What a run of the input leaves behind, for reports; null where there is nothing to say. */
  inspect(input: Input, mended: Mended): unknown;
}
