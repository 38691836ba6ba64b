/**
 * Coverage guidance as campaigns have it: programs that made an engine do something for the first time are parents of later ones,
 * which are made of two of them. In an attack there is one process, so that parents count from the next batch on.
 *
 * @module
 */

import { PrngChoices, weights } from "../../core/choices.ts";
import type { Plug } from "../../core/plug.ts";
import type { Subject } from "../../core/subject.ts";
import type { Mended, Probe } from "../../core/target.ts";
import { weightOf } from "../../campaign/energy.ts";
import { pinPlug } from "../../cpython/plug.ts";

/** Of so many checks one is looked at, and of so many whose programs have parents. */
const PROBE_EVERY = 16;
const PROBE_CHILDREN = 4;
/** Apart from the choices that programs are drawn and varied by. */
const APART = 2 ** 51;

/** A program that others are made of. */
interface KeptParent {
  /** Of whichever claim about programs: they are made of the same Drafts. */
  readonly input: unknown;
  /** Things that it was the first to reach: all of them rare when it did. */
  readonly reached: number;
  drawn: number;
}

/** Parents and what has been covered; shared by all claims of an attack. */
export class Guide {
  readonly #parents: KeptParent[] = [];
  #probe: Probe<unknown> | null = null;
  #table = weights(1);
  /** Of the batch under way: looked at when the next one begins. */
  #waiting: unknown[] = [];
  readonly #choices = new PrngChoices(0);

  /** Number of parents kept. */
  get size(): number {
    return this.#parents.length;
  }

  /** The inputs of some checks. */
  batch(subject: Subject<unknown>, mended: Mended, seed: number, from: number, to: number): unknown[] {
    this.#look(subject, mended);
    return Array.from({ length: to - from }, (_, i) => this.#input(subject, seed, from + i));
  }

  #input(subject: Subject<unknown>, seed: number, index: number): unknown {
    const { variation } = subject;
    if (variation === undefined) return subject.generate(seed, index);
    const isChild = this.size > 0 && index % 2 === 1;
    let input: unknown;
    if (isChild) {
      this.#choices.reseed(seed, APART + index);
      const [parent, other] = [this.#parent(), this.#parent()];
      input = variation.vary(parent, other, seed, index);
    } else input = subject.generate(seed, index);
    const turn = isChild ? Math.floor(index / 2) % PROBE_CHILDREN : index % PROBE_EVERY;
    if (turn === 0) this.#waiting.push(input);
    return input;
  }

  #parent(): unknown {
    const parent = this.#parents[this.#choices.weighted(this.#table)] as KeptParent;
    parent.drawn++;
    return parent.input;
  }

  /** Looks at what the last batch covered. */
  #look(subject: Subject<unknown>, mended: Mended): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#probe ??= subject.probe?.(mended) ?? null;
    for (const input of waiting) {
      const reached = this.#probe?.run(input).length ?? 0;
      if (reached > 0) this.#parents.push({ input, reached, drawn: 0 });
    }
    if (this.size === 0) return;
    this.#table = weights(
      ...this.#parents.map(({ reached, drawn }) => weightOf(Array<number>(reached).fill(1), drawn)),
    );
  }
}

/** A plug whose programs are guided. Which programs come depends on all batches before. */
export function guidedPlug(guide: Guide): Plug {
  const plug = pinPlug();
  const mended: Mended = new Set(plug.target.defects.map(({ id }) => id));
  return {
    ...plug,
    subject(claim) {
      const subject = plug.subject(claim);
      if (subject.variation === undefined) return subject;
      let made: readonly [seed: number, from: number, inputs: unknown[]] = [0, 0, []];
      const generateAll = (seed: number, from: number, to: number): unknown[] => {
        const inputs = guide.batch(subject, mended, seed, from, to);
        made = [seed, from, inputs];
        return inputs;
      };
      return {
        ...subject,
        generateAll,
        // Once made, a program is what it was: its parents may be others by now.
        generate: (seed, index) =>
          made[0] === seed && made[2][index - made[1]] !== undefined
            ? made[2][index - made[1]]
            : generateAll(seed, index, index + 1)[0],
      };
    },
  };
}
