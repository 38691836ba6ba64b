/**
 * What programs are run on: the other plug of the core.
 *
 * @module
 */

import type { Failure } from "./failure.ts";
import type { Place } from "./claim.ts";
import type { Tally } from "./tally.ts";

/** A known defect of a target that can be mended by a switch. */
export interface Defect {
  /** Lower case, words joined by hyphens. */
  readonly id: string;
  /** What is wrong, and what its repair does: one sentence. */
  readonly what: string;
}

/** Defects that are mended. */
export type Mended = ReadonlySet<string>;

/** Where an engine first parts from one that is right. */
export interface Parting {
  /** What tells failures apart that have no known cause: what the engine did last, or the pass that made it; may be empty. */
  readonly signature: string;
}

/** A target with a part of the user's own left out. */
export interface LeftOut<A> {
  /** What is left out, for reports: `pass mine`. */
  readonly part: string;
  /** What is left. */
  readonly attacked: A;
}

/** A target with some of its defects mended: what claims are handed, and all that they may run. */
export interface Attacked<Program> {
  /** Ids of the defects that are mended. */
  readonly mended: Mended;
  /** Name of the engine in the right. */
  readonly expected: string;
  /** Told before each check on which tally the runs are to be counted, and after it. */
  begin?(tally: Tally): void;
  /** The check is over. */
  end?(tally: Tally): void;
  /** Counts in `shares` what is true of a program; asked for one in many. `draft` is what it was lowered from. */
  sample?(draft: unknown, program: Program, tally: Tally): void;
  /** In which of its forms a defect shows on a program; empty where it has but one. */
  form?(program: Program, defect: string): string;
  /** What a program must share with the one that it was shrunk from, so that it fails for the same reason; of a failure that no defect explains. */
  family?(program: Program, failure: Failure): string;
  /** Where the engine to blame first parts from one with `expected` mended, for a failure; null where it does not. */
  diverge?(program: Program, expected: Mended, failure: Failure): Parting | null;
  /** What a run of the program leaves behind, for the report. */
  inspect?(program: Program): unknown;
  /**
   * The place of an error that came out of a check; null for one of no special place, `"input"` for the user's own mistake,
   * which ends the hunt.
   */
  crash?(error: unknown): Place | "input" | null;
}

/** Something that a program made an engine do. */
export interface Feature {
  /** What sort of thing, as the target calls it. */
  readonly sort: string;
  /** What or where; parts have spaces between them, the place first. */
  readonly name: string;
}

/** Watches what programs make an engine do, beside all claims. */
export interface Probe<Program> {
  /** Runs a program, and says what it made the engine do that none before it did. */
  run(program: Program): readonly Feature[];
}

/** A target. */
export interface Target<Program, A extends Attacked<Program> = Attacked<Program>> {
  /** Names it in reports and, where it is not the language's own, in tokens: lower case, words joined by hyphens. */
  readonly name: string;
  /** In the order in which they are tried. */
  readonly defects: readonly Defect[];
  /** What the target is called with no defect mended, and with all. */
  readonly variants: { readonly none: string; readonly all: string };
  /** The target with defects mended; one object for equal sets, as machines are kept by it. */
  attacked(mended: Mended): A;
  /** The target with one part of the user's own left out, each in its turn; only where there are any. */
  without?(mended: Mended): Iterable<LeftOut<A>>;
  /** A probe that has seen nothing yet; only where there is something to see. */
  probe?(mended: Mended): Probe<Program>;
}

const NONE: Mended = new Set();

/** Ids in the order of the target's table. */
export function mendedIds(target: Pick<Target<never, never>, "defects">, mended: Mended): string[] {
  return target.defects.filter(({ id }) => mended.has(id)).map(({ id }) => id);
}

/** What a target is called with these defects mended. */
export function variantOf(target: Pick<Target<never, never>, "defects" | "variants">, mended: Mended): string {
  const { defects, variants } = target;
  return defects.length > 0 && defects.every(({ id }) => mended.has(id)) ? variants.all : variants.none;
}

/** No defect mended. */
export function noneMended(): Mended {
  return NONE;
}

/**
 * Sets of mended defects that are kept: more than there are single ones, as causes are looked for one by one. A hunt that goes on
 * meets ever more combinations, and machines are large.
 */
const KEPT_SETS = 16;

/** A cache for {@linkcode Target.attacked}: equal sets give one object, as long as it is among those that were made last. */
export function attackedBySet<A>(ids: readonly string[], make: (mended: Mended) => A): (mended: Mended) => A {
  const byObject = new WeakMap<Mended, A>();
  const byKey = new Map<string, A>();
  return (mended) => {
    let attacked = byObject.get(mended);
    if (attacked !== undefined) return attacked;
    const same = ids.filter((id) => mended.has(id));
    const key = same.join();
    attacked = byKey.get(key);
    if (attacked === undefined) attacked = make(new Set(same));
    // The one that was asked for last stands last.
    byKey.delete(key);
    byKey.set(key, attacked);
    if (byKey.size > KEPT_SETS) byKey.delete(byKey.keys().next().value as string);
    byObject.set(mended, attacked);
    return attacked;
  };
}
