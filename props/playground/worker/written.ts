/**
 * What a run writes over its code, step by step: specialized forms, executors, counters.
 *
 * @module
 */

import { listCode } from "../../../src/isa/listing.ts";
import type { PyCode } from "../../../src/object/values/code.ts";
import type { Machine } from "../../../src/vm/machine.ts";
import type { WrittenView } from "../view.ts";
import { adaptive, NOTHING_WRITTEN, type Written } from "./code_view.ts";

/** Changes that are kept. */
const MOST = 40_000;

/** One instruction, and what is written over it now. */
interface Place {
  readonly start: number;
  readonly at: number;
  readonly next: number;
  written: Written;
}

/** One code object as it was when it was last looked at. */
interface Watched {
  readonly units: Uint16Array;
  /** The instruction that each unit belongs to; undefined for units that are none. */
  readonly places: readonly (Place | undefined)[];
}

/** Watches the code of a machine. */
export class WrittenWatch {
  readonly changes: WrittenView[] = [];
  readonly #watched = new Map<PyCode, Watched>();

  /** Looks at the machine once more; `step` is the number of the state that was just taken. */
  look({ codes }: Pick<Machine, "codes">, step: number): void {
    codes.forEach((code, index) => {
      const watched = this.#watched.get(code);
      if (watched !== undefined) this.#compare(code, index, watched, step);
      else {
        const begun = begin(code);
        this.#watched.set(code, begun);
        for (const place of new Set(begun.places)) if (place !== undefined) this.#rewrite(code, index, place, step);
      }
    });
  }

  #compare(code: PyCode, index: number, { units, places }: Watched, step: number): void {
    for (let unit = 0; unit < units.length; unit++) {
      const now = code.units[unit] as number;
      if (now === units[unit]) continue;
      units[unit] = now;
      const place = places[unit];
      if (place !== undefined) this.#rewrite(code, index, place, step);
    }
  }

  #rewrite(code: PyCode, index: number, place: Place, step: number): void {
    const { became, counter } = adaptive(code, place.at, place.next);
    if (became === place.written.became && counter === place.written.counter) return;
    place.written = { became, counter };
    if (this.changes.length < MOST) this.changes.push({ step, code: index, start: place.start, became, counter });
  }
}

function begin(code: PyCode): Watched {
  const places: (Place | undefined)[] = Array.from({ length: code.units.length });
  for (const item of listCode(code.source).items) {
    if (item.kind === "unit") continue;
    const { start, at, next } = item.instruction;
    places.fill({ start, at, next, written: NOTHING_WRITTEN }, start, next);
  }
  return { units: Uint16Array.from(code.units), places };
}
