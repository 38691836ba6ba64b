/**
 * The books of a hunt that goes on: which root causes are known, and what is to be done with a failing check.
 *
 * Failures come in the order of the plan, each with the root cause of its input as it is. One with a known root cause is
 * counted and dropped, unshrunk. One that only several repairs heal together is first looked at with those mended that are
 * known already: what is left is a finding of its own, or a duplicate.
 *
 * @module
 */

import type { RootCause } from "./root_cause.ts";

/** A root cause that is known. */
export interface KnownCause {
  /** Of its finding. */
  readonly cause: RootCause;
  /** Failing checks with the same root cause, the one that was investigated not counted. */
  duplicates: number;
  /** Claims that failed for it, in the order in which they did. */
  readonly claims: string[];
}

/** What is to be done with a failing check. */
export type Judgement =
  /** Nothing: it is counted with this root cause, or with none, as it fails for several known reasons at once. */
  | { readonly kind: "again"; readonly known: KnownCause }
  | { readonly kind: "mixed" }
  /** It is to be investigated, if it fails so with these defects mended besides, else as it is. */
  | { readonly kind: "investigate"; readonly known: readonly string[] };

/** Root causes by their keys, in the order in which they were found. */
export class Causes {
  readonly #found = new Map<string, KnownCause>();
  /** Keys of unshrunk inputs whose shrunk form has another root cause, with the key of that one. */
  readonly #aliases: Map<string, string>;

  /** Books that were kept before, or new ones. */
  constructor(found: Iterable<KnownCause> = [], aliases: Iterable<readonly [string, string]> = []) {
    for (const known of found) this.#found.set(known.cause.key, known);
    this.#aliases = new Map(aliases);
  }

  /** In the order in which they were found. */
  get list(): readonly KnownCause[] {
    return [...this.#found.values()];
  }

  /** What is to be done with a failing check of this root cause; counts it where that is all. */
  judge(claim: string, cause: RootCause): Judgement {
    const known = this.#again(cause.key, claim) ?? this.#formless(cause, claim);
    if (known !== null) return { kind: "again", known };
    const { defects } = cause;
    const mended = defects.filter((id) => this.#isKnown(id));
    if (defects.length > 1 && mended.length === defects.length) return { kind: "mixed" };
    return { kind: "investigate", known: defects.length > 1 ? mended : [] };
  }

  /**
   * Takes the root cause that an investigation gave of a failing check. `known` says that it is one that there was already, which
   * is counted; `alias` that the key of the check stands for it from now on.
   */
  settle(
    claim: string,
    cause: RootCause,
    found: RootCause,
  ): { readonly known: KnownCause | null; readonly alias: boolean } {
    const alias = found.key !== cause.key && isLasting(cause);
    if (alias) this.#aliases.set(cause.key, found.key);
    const known = this.#again(found.key, claim) ?? this.#formless(found, claim);
    if (known === null) this.#found.set(found.key, { cause: found, duplicates: 0, claims: [claim] });
    return { known, alias };
  }

  /** Counts a failing check whose root cause is known. */
  #again(key: string, claim: string): KnownCause | null {
    const known = this.#found.get(this.#aliases.get(key) ?? key);
    if (known === undefined) return null;
    known.duplicates++;
    if (!known.claims.includes(claim)) known.claims.push(claim);
    return known;
  }

  /** Of a known defect with forms, a failure whose form does not show is none of its own. */
  #formless({ defects, form }: RootCause, claim: string): KnownCause | null {
    if (defects.length !== 1 || form !== "") return null;
    const known = this.list.find(({ cause }) => cause.defects.length === 1 && cause.defects[0] === defects[0]);
    return known === undefined ? null : this.#again(known.cause.key, claim);
  }

  /** Whether some root cause is healed by this repair alone. */
  #isKnown(id: string): boolean {
    return this.list.some(({ cause }) => cause.defects.length === 1 && cause.defects[0] === id);
  }
}

/** What several repairs heal depends on what is known when it is met: the same repairs later may be another story. */
function isLasting(cause: RootCause): boolean {
  return cause.defects.length <= 1;
}
