/**
 * Scopes: all loop bodies of up to so many instructions, counted before any of them is made, numbered without gaps, and
 * made from their numbers.
 *
 * A body is a sequence of steps that finds and leaves an empty stack: rows of the table, skips, handlers, at most one event.
 * Equal sequences are equal bodies and different ones are different, so each is counted once.
 *
 * @module
 */

import { InvariantError } from "../../src/isa/errors.ts";
import { EVENTS, HANDLER_UNITS, type Row, ROWS, SKIP_UNITS, SKIPS } from "./table.ts";

/** One step of a body. */
export type Step =
  | { readonly k: "row"; readonly row: Row }
  | { readonly k: "event"; readonly event: number }
  | { readonly k: "skip"; readonly unless: boolean; readonly body: readonly Step[] }
  | { readonly k: "try"; readonly body: readonly Step[] };

/** All bodies of `1` to `units` instructions, in one fixed order: short ones first, then those without an event first. */
export class Scope {
  readonly units: number;
  readonly events: boolean;
  /** How many bodies there are. */
  readonly size: number;
  /** `#sequences[((units * depths + depth) * 2 + inside) * 2 + event]`; -1 where not counted yet. */
  readonly #counts: Float64Array;
  /** Parts of the scope: those of one number of instructions with or without an event. */
  readonly #parts: readonly { readonly units: number; readonly event: number; readonly size: number }[];

  constructor(units: number, events: boolean) {
    this.units = units;
    this.events = events;
    this.#counts = new Float64Array((units + 1) * (units + 2) * 4).fill(-1);
    this.#parts = Array.from({ length: units * (events ? 2 : 1) }, (_, i) => {
      const part = { units: 1 + (events ? i >> 1 : i), event: events ? i & 1 : 0 };
      return { ...part, size: this.#count(part.units, 0, 0, part.event) };
    });
    this.size = this.#parts.reduce((sum, { size }) => sum + size, 0);
    if (!Number.isSafeInteger(this.size)) {
      throw new InvariantError(`scope of ${units} units: too many bodies to number`);
    }
  }

  /** The body of a number from 0 to `size - 1`. */
  body(index: number): readonly Step[] {
    let left = index;
    for (const { units, event, size } of this.#parts) {
      if (left < size) return this.#sequence(units, 0, 0, event, left);
      left -= size;
    }
    throw new InvariantError(`expected a number below ${this.size}, found ${index}`);
  }

  /** Sequences of exactly `units` instructions and `event` events from `depth` to 0; `inside` a skip or handler no handler begins. */
  #count(units: number, depth: number, inside: number, event: number): number {
    if (depth > units || units < 0) return 0;
    const at = ((units * (this.units + 2) + depth) * 2 + inside) * 2 + event;
    const known = this.#counts[at] as number;
    if (known >= 0) return known;
    let sum = 0;
    this.#choices(units, depth, inside, event, (size) => {
      sum += size;
      return false;
    });
    return this.#counts[at] = sum;
  }

  /**
   * Tells each way to begin a sequence: how many sequences begin so, and, on demand, the one of a number below that. `take`
   * ends the search by giving true.
   */
  #choices(
    units: number,
    depth: number,
    inside: number,
    event: number,
    take: (size: number, make: (index: number) => readonly Step[]) => boolean,
  ): void {
    if (units === 0 && depth === 0 && event === 0 && take(1, () => [])) return;
    for (const row of ROWS) {
      if (depth < row.takes) continue;
      const rest = units - row.opcodes.length;
      const size = this.#count(rest, depth + row.adds, inside, event);
      const make = (index: number): readonly Step[] => [
        { k: "row", row },
        ...this.#sequence(rest, depth + row.adds, inside, event, index),
      ];
      if (size > 0 && take(size, make)) return;
    }
    for (let e = 0; event > 0 && e < EVENTS.length; e++) {
      const size = this.#count(units, depth, inside, 0);
      const make = (index: number): readonly Step[] => [
        { k: "event", event: e },
        ...this.#sequence(units, depth, inside, 0, index),
      ];
      if (size > 0 && take(size, make)) return;
    }
    if (depth > 0) {
      for (const { unless } of SKIPS) {
        const wrap = (body: readonly Step[]): Step => ({ k: "skip", unless, body });
        if (this.#nested(units - SKIP_UNITS, depth, inside, event, wrap, take)) return;
      }
    } else if (inside === 0) {
      this.#nested(units - HANDLER_UNITS, depth, inside, event, (body) => ({ k: "try", body }), take);
    }
  }

  /** Steps that hold a body of at least one instruction, and what follows them. */
  #nested(
    units: number,
    depth: number,
    inside: number,
    event: number,
    wrap: (body: readonly Step[]) => Step,
    take: (size: number, make: (index: number) => readonly Step[]) => boolean,
  ): boolean {
    for (let within = 1; within <= units; within++) {
      for (let eventWithin = 0; eventWithin <= event; eventWithin++) {
        const bodies = this.#count(within, 0, 1, eventWithin);
        const rests = this.#count(units - within, depth, inside, event - eventWithin);
        const make = (index: number): readonly Step[] => [
          wrap(this.#sequence(within, 0, 1, eventWithin, Math.floor(index / rests))),
          ...this.#sequence(units - within, depth, inside, event - eventWithin, index % rests),
        ];
        if (bodies * rests > 0 && take(bodies * rests, make)) return true;
      }
    }
    return false;
  }

  #sequence(units: number, depth: number, inside: number, event: number, index: number): readonly Step[] {
    let left = index;
    let made: readonly Step[] | null = null;
    this.#choices(units, depth, inside, event, (size, make) => {
      if (left >= size) {
        left -= size;
        return false;
      }
      made = make(left);
      return true;
    });
    if (made === null) throw new InvariantError(`no sequence ${index} of ${units} units from depth ${depth}`);
    return made;
  }
}
