/**
 * What programs are written in: one of the two plugs of the core.
 *
 * @module
 */

import type { Choices } from "./choices.ts";

/** How big a program is for the one who has to read it. */
export interface Size {
  /** Instructions, or what the language counts instead. */
  readonly units: number;
  /** Things that happen to the program while it runs. */
  readonly events: number;
}

/** Programs as JSON that other releases can read. */
export interface Codec<Program> {
  /** A JSON value. */
  encode(program: Program): unknown;
  /** Reads what `encode` gave. Throws an error of name `TierproofError` that says what is wrong; `path` names the source. */
  decode(value: unknown, path: string): Program;
}

/** How Drafts are made of others, for campaigns that are guided by what programs reach. */
export interface Variation<Draft> {
  /** A valid Draft like the first one, with parts of the other: a mutation, or a splice. Equal arguments give equal Drafts. */
  vary(draft: Draft, other: Draft, choices: Choices): Draft;
  /** Drafts as JSON. */
  readonly codec: Codec<Draft>;
}

/** How programs are made, shrunk and told: the part of a language that a claim can bring with it. */
export type Making<Draft, Program> = Pick<Language<Draft, Program>, "generate" | "lower" | "shrink" | "source">;

/**
 * A language. A Draft is what a program is made from and shrunk as; where a language has no such thing, a Draft is a program.
 * Every Draft that is generated or shrunk lowers to a valid program.
 */
export interface Language<Draft, Program> {
  /** Lower case, words joined by hyphens. */
  readonly name: string;
  /** Raised when equal choices give other Drafts than before: tokens carry it. */
  readonly version: number;
  /** A valid Draft; equal choices give equal Drafts. */
  generate(choices: Choices): Draft;
  /** The program of a Draft. */
  lower(draft: Draft): Program;
  /** Simpler valid Drafts, boldest first, the same sequence every time. Without it the choices of a Draft are shrunk. */
  shrink?(draft: Draft): Iterable<Draft>;
  /** How Drafts are made of others. Without it no campaign can be guided. */
  readonly variation?: Variation<Draft>;
  /** Programs as JSON. */
  readonly codec: Codec<Program>;
  /** How big a program is. */
  size(program: Program): Size;
  /** The program for people. */
  print(program: Program): string;
  /** The Draft as source text of the language, where there is any. */
  source?(draft: Draft): string | null;
}
