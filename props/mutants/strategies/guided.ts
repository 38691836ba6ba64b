/**
 * Coverage guidance: programs that made an engine do something for the first time are parents of later ones, which repeat most of
 * their choices.
 *
 * @module
 */

import { Coverage } from "../../../src/vm/coverage.ts";
import { type Choices, RecordingChoices, WordChoices } from "../../core/choices.ts";
import type { Plug } from "../../core/plug.ts";
import { languageOf } from "../../cpython/language.ts";
import { CPYTHON, vmPlug, vmTarget } from "../../cpython/plug.ts";
import { generateDraft } from "../../generate/generate.ts";

/** Parents that are kept: the latest found. */
const MOST_PARENTS = 2000;
/** Bytes of a word of choices. */
const WORD = 4;

/** A parent's words with some drawn afresh, and fresh ones behind its end. */
class ChildChoices extends WordChoices {
  readonly #parent: Uint8Array;
  readonly #fresh: Choices;
  /** Index of the first word that is replaced, and of the one behind the last. */
  readonly #from: number;
  readonly #to: number;
  #at = 0;

  constructor(parent: Uint8Array, fresh: Choices) {
    super();
    this.#parent = parent;
    this.#fresh = fresh;
    const words = parent.length / WORD;
    this.#from = fresh.below(Math.max(1, words));
    // A word or two, a stretch, or everything from there on.
    const kind = fresh.below(4);
    const length = kind < 2 ? 1 + kind : kind === 2 ? fresh.int(3, 16) : words;
    this.#to = this.#from + length;
  }

  bits(): number {
    const at = this.#at++;
    const offset = at * WORD;
    if (offset + WORD > this.#parent.length || (at >= this.#from && at < this.#to)) return this.#fresh.bits();
    return new DataView(this.#parent.buffer, this.#parent.byteOffset + offset, WORD).getUint32(0, true);
  }
}

/** Parents and what has been covered; shared by all claims of an attack. */
export class Guide {
  readonly coverage: Coverage = new Coverage();
  readonly #parents: Uint8Array[] = [];
  #added = 0;

  /** Number of parents kept. */
  get size(): number {
    return this.#parents.length;
  }

  /** Choices for the next program: those of a parent, changed, half of the time. */
  choices(fresh: Choices): Choices {
    if (this.size === 0 || fresh.bool()) return fresh;
    // Late parents are the rarer ones: twice as often from the last quarter.
    const { size } = this;
    const from = fresh.bool() ? size - (size >> 2) - 1 : 0;
    return new ChildChoices(this.#parents[fresh.int(Math.max(0, from), size - 1)] as Uint8Array, fresh);
  }

  /** Keeps the choices of a program that covered something new. */
  add(bytes: Uint8Array): void {
    this.#parents[this.#added++ % MOST_PARENTS] = bytes;
  }
}

/** A plug whose programs are guided. Which programs come depends on all checks before. */
export function guidedPlug(guide: Guide): Plug {
  const { coverage } = guide;
  let bytes: Uint8Array = new Uint8Array();
  const language = languageOf((fresh) => {
    const recording = new RecordingChoices(guide.choices(fresh));
    const draft = generateDraft(recording);
    bytes = recording.bytes;
    return draft;
  });
  const plug = vmPlug({ language, target: vmTarget(CPYTHON, { coverage }) });
  return {
    ...plug,
    subject(claim) {
      const subject = plug.subject(claim);
      return {
        ...subject,
        check(input, mended, tally) {
          const before = coverage.fresh;
          const failure = subject.check(input, mended, tally);
          if (coverage.fresh > before) guide.add(bytes);
          return failure;
        },
      };
    },
  };
}
