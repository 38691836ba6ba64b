/**
 * Guidance: checks whose programs are made of others, which made an engine do something for the first time. Which checks, and of
 * which parents, follows from seed, index and the parents that are offered.
 *
 * @module
 */

import { PrngChoices } from "./choices.ts";
import type { Plug } from "./plug.ts";
import type { Subject } from "./subject.ts";

/** A program that others are made of. */
export interface Parent {
  /** Of the corpus. */
  readonly id: number;
  /** A Draft as JSON. */
  readonly draft: unknown;
}

/** The parents that some checks are offered; plain data. */
export interface Guide {
  /** In any order that is always the same. */
  readonly parents: readonly Parent[];
}

/** Of so many checks, all but the first have parents: half are drawn as ever, so that nothing new is missed. */
const EVERY = 2;
/** Apart from the choices that programs are drawn and varied by: these only choose parents. */
const APART = 2 ** 52;

const choices = new PrngChoices(0);

/** The parent of a check's program, and the one that parts are taken from; null for one that is drawn as without a guide. */
export function parentsOf({ parents }: Guide, seed: number, index: number): readonly [Parent, Parent] | null {
  if (parents.length === 0 || index % EVERY === 0) return null;
  choices.reseed(seed, index + APART);
  const parent = parents[choices.below(parents.length)] as Parent;
  return [parent, parents[choices.below(parents.length)] as Parent];
}

/** Where a check's program comes from that is not drawn: two Drafts that it is made of, or itself. */
export type Origins = readonly [unknown, unknown] | readonly [unknown];

/** What a program is called whose parents are read. */
const CORPUS = "corpus";

/** The input of these origins. Null where the language cannot make Drafts of others. */
export function inputOf<Input>(
  { variation }: Subject<Input>,
  [draft, other]: Origins,
  seed: number,
  index: number,
): Input | null {
  if (variation === undefined) return null;
  const parent = variation.decode(draft, CORPUS);
  return other === undefined ? parent : variation.vary(parent, variation.decode(other, CORPUS), seed, index);
}

/** A subject with other inputs at some indexes. */
function withInputs<Input>(
  subject: Subject<Input>,
  inputAt: (seed: number, index: number) => Input | null,
): Subject<Input> {
  const generate = (seed: number, index: number): Input => inputAt(seed, index) ?? subject.generate(seed, index);
  if (subject.generateAll === undefined) return { ...subject, generate };
  return {
    ...subject,
    generate,
    generateAll: (seed, from, to) => Array.from({ length: to - from }, (_, i) => generate(seed, from + i)),
  };
}

/** Why nothing can be guided on a plug; null where something can. */
export function whyUnguided({ name, language, subject }: Plug, claims: readonly string[]): string | null {
  const subjects = claims.map(subject);
  if (subjects.every(({ variation }) => variation === undefined)) {
    return language.variation === undefined
      ? `programs in ${language.name} cannot be made of others: the language of ${name} has no variation`
      : "no claim that is attacked is about programs";
  }
  return subjects.every(({ probe }) => probe === undefined)
    ? `nobody sees what programs make ${name} do: the target has no probe`
    : null;
}

/** A plug whose checks of one claim have parents of a guide. */
export function guidedPlug(plug: Plug, claim: string, guide: Guide): Plug {
  const subject = plug.subject(claim);
  const { variation } = subject;
  if (variation === undefined || guide.parents.length === 0) return plug;
  const inputs = new Map<Parent, unknown>();
  const read = (parent: Parent): unknown => {
    let input = inputs.get(parent);
    if (input === undefined) inputs.set(parent, input = variation.decode(parent.draft, CORPUS));
    return input;
  };
  return withSubject(
    plug,
    withInputs(subject, (seed, index) => {
      const pair = parentsOf(guide, seed, index);
      return pair === null ? null : variation.vary(read(pair[0]), read(pair[1]), seed, index);
    }),
  );
}

/** A plug whose checks of one claim are all of these origins. */
export function plugOfOrigins(plug: Plug, claim: string, origins: Origins): Plug {
  const subject = plug.subject(claim);
  return withSubject(plug, withInputs(subject, (seed, index) => inputOf(subject, origins, seed, index)));
}

function withSubject(plug: Plug, subject: Subject<unknown>): Plug {
  return { ...plug, subject: (claim) => claim === subject.claim ? subject : plug.subject(claim) };
}
