/**
 * Profiles: how often the generator does what. A hunt draws a new one for every batch (swarm testing), so that some batches
 * are full of one thing and free of another.
 *
 * @module
 */

import { type Choices, type Weights, weights } from "../choices.ts";

/** Kinds of main loop. */
export const LOOPS = ["range", "list", "tuple", "while"] as const;

/** Kinds of statement that the generator draws from. */
export const STATEMENTS = [
  "assign",
  "augment",
  "number",
  "text",
  "if",
  "try",
  "call",
  "items",
  "unpack",
  "global",
  "flip",
  "emit",
  "event",
  "hazard",
  "island",
  "loop",
  "leave",
  "fail",
  "closure",
  "table",
  "unbind",
  "method",
  "theme",
] as const;

/** Name of a kind of statement. */
export type StatementKind = (typeof STATEMENTS)[number];

/** What a program may be about besides numbers and calls. */
export const THEMES = [
  "none",
  "object",
  "generator",
  "async",
  "with",
  "comprehension",
  "display",
  "invocation",
  "match",
  "group",
  "import",
  "rebind",
  "monitor",
  "odd",
  "caller",
  "version",
  "maker",
  "late",
] as const;

/** What a program is about. */
export type Theme = (typeof THEMES)[number];

/** What a class may define besides attributes. */
export const PROTOCOLS = [
  "method",
  "property",
  "static",
  "arithmetic",
  "comparison",
  "items",
  "truth",
  "call",
  "iteration",
  "context",
  "fallback",
] as const;

/** What a class defines. */
export type Protocol = (typeof PROTOCOLS)[number];

/** Weights and chances of one batch. */
export interface Profile {
  readonly loops: Weights;
  readonly statements: Weights;
  /** Kinds of int expression, in the order of the generator's switch. */
  readonly ints: Weights;
  /** What programs are about. */
  readonly themes: Weights;
  /** What classes define. */
  readonly protocols: Weights;
  /** Statements of the main loop's body. */
  readonly bodyLength: readonly [min: number, max: number];
  /** Statements of the whole entry, those inside others included. */
  readonly size: readonly [min: number, max: number];
  /** Rounds of the main loop after it got hot. */
  readonly rounds: readonly [min: number, max: number];
  /** Chances out of 16. */
  readonly callees: number;
  readonly recursion: number;
  readonly twists: number;
  readonly uncaught: number;
  readonly tight: number;
  /** How often loops get hot as late as at the pin; otherwise after a few rounds. */
  readonly pinWarm: number;
  /** How often functions lose their versions before the main loop. */
  readonly reversions: number;
  /** How often limits are not the pin's. */
  readonly limits: number;
}

const LOOP_WEIGHTS = [8, 5, 2, 4];
const STATEMENT_WEIGHTS: Readonly<Record<StatementKind, number>> = {
  assign: 9,
  augment: 10,
  number: 4,
  text: 3,
  if: 9,
  try: 6,
  call: 12,
  items: 5,
  unpack: 3,
  global: 3,
  flip: 3,
  emit: 1,
  event: 2,
  hazard: 8,
  island: 2,
  loop: 2,
  leave: 3,
  fail: 2,
  closure: 3,
  table: 2,
  unbind: 1,
  method: 4,
  theme: 9,
};
const THEME_WEIGHTS: Readonly<Record<Theme, number>> = {
  none: 66,
  object: 12,
  generator: 5,
  async: 2,
  with: 5,
  comprehension: 4,
  display: 4,
  invocation: 4,
  match: 4,
  group: 3,
  import: 2,
  rebind: 3,
  monitor: 2,
  odd: 8,
  caller: 2,
  version: 1,
  maker: 2,
  late: 6,
};
const PROTOCOL_WEIGHTS: Readonly<Record<Protocol, number>> = {
  method: 8,
  property: 3,
  static: 1,
  arithmetic: 2,
  comparison: 2,
  items: 2,
  truth: 2,
  call: 1,
  iteration: 2,
  context: 2,
  fallback: 1,
};
const INT_WEIGHTS = [8, 10, 8, 6, 3, 3, 2, 2, 2];

/** The middle of all profiles: everything on. */
export const DEFAULT_PROFILE: Profile = {
  loops: weights(...LOOP_WEIGHTS),
  statements: weights(...STATEMENTS.map((kind) => STATEMENT_WEIGHTS[kind])),
  ints: weights(...INT_WEIGHTS),
  themes: weights(...THEMES.map((theme) => THEME_WEIGHTS[theme])),
  protocols: weights(...PROTOCOLS.map((protocol) => PROTOCOL_WEIGHTS[protocol])),
  bodyLength: [1, 3],
  size: [2, 5],
  rounds: [3, 7],
  callees: 9,
  recursion: 4,
  twists: 4,
  uncaught: 3,
  tight: 3,
  pinWarm: 1,
  reversions: 0,
  limits: 1,
};

/** Statement kinds that stay on in every profile, so that loops have bodies. */
const ALWAYS_ON: ReadonlySet<StatementKind> = new Set(["assign", "augment"]);

function swarm(choices: Choices, list: readonly number[], keep: (index: number) => boolean): Weights {
  const drawn = list.map((weight, i) => {
    if (keep(i)) return weight;
    const word = choices.below(8);
    return word < 2 ? 0 : word < 6 ? weight : word === 6 ? weight * 3 : weight * 6;
  });
  return weights(...drawn);
}

/** Draws a profile: each feature off in a quarter of the profiles, and now and then much more frequent. */
export function drawProfile(choices: Choices): Profile {
  const long = choices.chance(1, 12);
  return {
    loops: swarm(choices, LOOP_WEIGHTS, (i) => i === 0),
    statements: swarm(
      choices,
      STATEMENTS.map((kind) => STATEMENT_WEIGHTS[kind]),
      (i) => ALWAYS_ON.has(STATEMENTS[i] as StatementKind),
    ),
    ints: swarm(choices, INT_WEIGHTS, (i) => i < 3),
    themes: swarm(choices, THEMES.map((theme) => THEME_WEIGHTS[theme]), (i) => i === 0),
    protocols: swarm(choices, PROTOCOLS.map((protocol) => PROTOCOL_WEIGHTS[protocol]), (i) => i === 0),
    bodyLength: long ? [4, 10] : [1, choices.int(2, 3)],
    size: long ? [8, 16] : [1, choices.int(3, 6)],
    rounds: long ? [3, 14] : [3, choices.int(4, 8)],
    callees: choices.int(2, 14),
    recursion: choices.int(0, 8),
    twists: choices.int(0, 8),
    uncaught: choices.int(0, 6),
    tight: choices.int(0, 8),
    pinWarm: choices.chance(1, 24) ? 16 : choices.int(0, 2),
    reversions: choices.chance(1, 6) ? 12 : 0,
    limits: choices.chance(1, 6) ? 8 : 1,
  };
}
