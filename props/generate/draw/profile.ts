/**
 * Profiles: how often the generator does what. A hunt draws a new one for every batch (swarm testing), so that some batches
 * are full of one thing and free of another.
 *
 * @module
 */

import { type Choices, type Weights, weights } from "../../core/choices.ts";

/**
 * Weights of idioms, in the order in which words choose among them: a statement of some kind, or a few that belong
 * together.
 */
export const IDIOM_WEIGHTS = {
  assign: 9,
  augment: 10,
  number: 4,
  text: 3,
  if: 9,
  try: 6,
  call: 12,
  listItem: 5,
  unpack: 3,
  global: 3,
  typeChange: 3,
  emit: 1,
  event: 3,
  unboundName: 8,
  island: 2,
  loop: 2,
  leave: 3,
  failure: 2,
  closure: 3,
  dictItem: 2,
  unbind: 1,
  method: 4,
  theme: 9,
} as const;

/** Weights of what a program may be about besides numbers and calls. */
export const THEME_WEIGHTS = {
  none: 48,
  assume: 21,
  object: 12,
  generator: 5,
  coroutine: 2,
  context: 5,
  comprehension: 4,
  display: 4,
  keywordCall: 4,
  match: 4,
  exceptionGroup: 3,
  import: 2,
  rebind: 3,
  monitor: 2,
  strangeOperand: 8,
  callerHandler: 2,
  versionCollision: 1,
  freshFunction: 2,
  lateFailure: 6,
} as const;

/** Weights of what a class may define besides attributes. */
const PROTOCOL_WEIGHTS = {
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
} as const;

/** Weights of the kinds of int expression. */
export const INT_WEIGHTS = {
  constant: 8,
  variable: 10,
  round: 8,
  arithmetic: 6,
  choose: 3,
  call: 3,
  list: 2,
  global: 2,
  unary: 2,
} as const;

/** Weights of the kinds of main loop. */
export const LOOP_WEIGHTS = { range: 8, list: 5, tuple: 2, while: 4 } as const;

function namesOf<Name extends string>(table: Readonly<Record<Name, number>>): readonly Name[] {
  return Object.keys(table) as Name[];
}

/** Idioms: what stands where a statement may stand. */
export const IDIOMS: readonly Idiom[] = namesOf(IDIOM_WEIGHTS);
/** Name of an idiom. */
export type Idiom = keyof typeof IDIOM_WEIGHTS;

/** What a program may be about. */
export const THEMES: readonly Theme[] = namesOf(THEME_WEIGHTS);
/** Name of a theme. */
export type Theme = keyof typeof THEME_WEIGHTS;

/** What a class may define. */
export const PROTOCOLS: readonly Protocol[] = namesOf(PROTOCOL_WEIGHTS);
/** Name of what a class may define. */
export type Protocol = keyof typeof PROTOCOL_WEIGHTS;

/** Kinds of int expression. */
export const INT_KINDS: readonly IntKind[] = namesOf(INT_WEIGHTS);
/** Name of a kind of int expression. */
export type IntKind = keyof typeof INT_WEIGHTS;

/** Kinds of main loop. */
export const LOOPS: readonly LoopKind[] = namesOf(LOOP_WEIGHTS);
/** Name of a kind of main loop. */
export type LoopKind = keyof typeof LOOP_WEIGHTS;

/** Weights and chances of one batch. */
export interface Profile {
  /** Of the kinds of loop. */
  readonly loops: Weights;
  /** How often each idiom is drawn. */
  readonly statements: Weights;
  /** Of the kinds of int. */
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
  /** Chance of a function that calls itself. */
  readonly recursion: number;
  /** Chance of twists of the bytecode. */
  readonly twists: number;
  /** Chance of an error that nothing catches. */
  readonly uncaught: number;
  /** Chance of a loop without room around it. */
  readonly tight: number;
  /** How often loops get hot as late as at the pin; otherwise after a few rounds. */
  readonly pinWarm: number;
  /** How often functions lose their versions before the main loop. */
  readonly reversions: number;
  /** How often limits are not the pin's. */
  readonly limits: number;
  /** Chance out of 64 that the main loop is 256 units long. */
  readonly long: number;
}

/** The middle of all profiles: everything on. */
export const DEFAULT_PROFILE: Profile = {
  loops: weights(...Object.values(LOOP_WEIGHTS)),
  statements: weights(...Object.values(IDIOM_WEIGHTS)),
  ints: weights(...Object.values(INT_WEIGHTS)),
  themes: weights(...Object.values(THEME_WEIGHTS)),
  protocols: weights(...Object.values(PROTOCOL_WEIGHTS)),
  bodyLength: [1, 3],
  size: [2, 5],
  rounds: [3, 7],
  callees: 9,
  recursion: 5,
  twists: 4,
  uncaught: 3,
  tight: 3,
  pinWarm: 1,
  reversions: 0,
  limits: 1,
  long: 1,
};

/** Weights with each kind off in a quarter of the profiles, and now and then much more frequent; some always stay on. */
function swarm<Name extends string>(
  choices: Choices,
  table: Readonly<Record<Name, number>>,
  always: readonly Name[],
): Weights {
  const drawn = namesOf(table).map((name) => {
    const weight = table[name];
    if (always.includes(name)) return weight;
    const word = choices.below(8);
    return word < 2 ? 0 : word < 6 ? weight : word === 6 ? weight * 3 : weight * 6;
  });
  return weights(...drawn);
}

/** Draws a profile: each feature off in a quarter of the profiles, and now and then much more frequent. */
export function drawProfile(choices: Choices): Profile {
  const long = choices.chance(1, 12);
  return {
    loops: swarm(choices, LOOP_WEIGHTS, ["range"]),
    statements: swarm(choices, IDIOM_WEIGHTS, ["assign", "augment"]),
    ints: swarm(choices, INT_WEIGHTS, ["constant", "variable", "round"]),
    themes: swarm(choices, THEME_WEIGHTS, ["none"]),
    protocols: swarm(choices, PROTOCOL_WEIGHTS, ["method"]),
    bodyLength: long ? [4, 10] : [1, choices.int(2, 3)],
    size: long ? [8, 16] : [1, choices.int(3, 6)],
    rounds: long ? [3, 14] : [3, choices.int(4, 8)],
    callees: choices.int(2, 14),
    recursion: choices.int(1, 9),
    twists: choices.int(0, 8),
    uncaught: choices.int(0, 6),
    tight: choices.int(0, 8),
    pinWarm: choices.chance(1, 24) ? 16 : choices.int(0, 2),
    reversions: choices.chance(1, 6) ? 12 : 0,
    limits: choices.chance(1, 6) ? 8 : 1,
    long: choices.chance(1, 16) ? 16 : 1,
  };
}
