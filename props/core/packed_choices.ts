/**
 * Choices packed into bytes so that every bit says something: what is likely takes little of a byte, what is rare takes more. A
 * fuzzer that mutates a byte changes a decision then, as a rule, and not a part of a word that nobody looks at.
 *
 * The bytes are read in blocks of six, each an arithmetic code of its own, so that a mutation changes the decisions of its
 * block, and leaves those of later ones as they are. What a block has left over is less than a byte, its last one, which therefore
 * has a say in the block after it.
 *
 * @module
 */

import type { Choices, Weights } from "./choices.ts";

/** Bytes of a block; as many as a JavaScript number holds exactly, with room to divide. */
const BLOCK = 6;
const WHOLE = 2 ** (8 * BLOCK);
/** A block is left when an interval has fewer parts than this for each of the cases to be told apart: they would not be even. */
const FINEST = 16;

/** An interval of a block: the cases `low` to `low + size - 1` of `total`. */
interface Interval {
  readonly low: number;
  readonly size: number;
  readonly total: number;
}

/** All questions answered by drawing one of `total` cases and saying which interval of them makes the same answer. */
abstract class IntervalChoices implements Choices {
  /**
   * One of `total` cases. `interval` says which ones give the same answer as a case; `ask` gets a case from another driver, by the
   * question that was put.
   */
  protected abstract draw(total: number, interval: (at: number) => Interval, ask: (source: Choices) => number): number;

  below(count: number): number {
    return this.draw(count, (at) => ({ low: at, size: 1, total: count }), (source) => source.below(count));
  }

  int(min: number, max: number): number {
    return min + this.below(max - min + 1);
  }

  weighted(list: Weights): number {
    return this.#inProportion(list, (source) => source.weighted(list));
  }

  turn(list: Weights): number {
    return this.#inProportion(list, (source) => source.turn(list));
  }

  #inProportion({ sums, total }: Weights, ask: (source: Choices) => number): number {
    const before = (index: number): number => index === 0 ? 0 : sums[index - 1] as number;
    const indexAt = (at: number): number => {
      let index = 0;
      while (at >= (sums[index] as number)) index++;
      return index;
    };
    const interval = (at: number): Interval => {
      const index = indexAt(at);
      return { low: before(index), size: (sums[index] as number) - before(index), total };
    };
    return indexAt(this.draw(total, interval, (source) => before(ask(source))));
  }

  chance(numerator: number, of: number): boolean {
    const yes = Math.min(Math.max(numerator, 0), of);
    const interval = (at: number): Interval =>
      at < yes ? { low: 0, size: yes, total: of } : { low: yes, size: of - yes, total: of };
    return this.draw(of, interval, (source) => source.chance(numerator, of) ? 0 : yes) < yes;
  }

  bool(): boolean {
    return this.below(2) === 1;
  }

  length(min: number, max: number): number {
    // The smaller of two draws, as all choices have it: of `total` pairs, those with a smaller one below k come first.
    const span = max - min + 1;
    const total = span * span;
    const before = (k: number): number => total - (span - k) * (span - k);
    const lengthAt = (at: number): number => {
      let k = 0;
      while (at >= before(k + 1)) k++;
      return k;
    };
    const interval = (at: number): Interval => {
      const k = lengthAt(at);
      return { low: before(k), size: before(k + 1) - before(k), total };
    };
    return min + lengthAt(this.draw(total, interval, (source) => before(source.length(min, max) - min)));
  }

  bits(): number {
    return this.below(0x1_0000_0000);
  }
}

/** Reads choices from bytes; zeros after their end, so that any byte string is a source. */
export class PackedChoices extends IntervalChoices {
  readonly #bytes: Uint8Array;
  #at = 0;
  #code = 0;
  #range = 0;

  constructor(bytes: Uint8Array) {
    super();
    this.#bytes = bytes;
  }

  /** Bytes that nobody has read. */
  get rest(): Uint8Array {
    return this.#bytes.subarray(this.#at);
  }

  protected override draw(total: number, interval: (at: number) => Interval): number {
    if (this.#range < total * FINEST) this.#nextBlock();
    const part = Math.floor(this.#range / total);
    const at = Math.min(Math.floor(this.#code / part), total - 1);
    const { low, size } = interval(at);
    this.#code -= low * part;
    this.#range = rangeOf({ low, size, total }, this.#range, part);
    return at;
  }

  #nextBlock(): void {
    const bytes = this.#bytes;
    const before = this.#at === 0 ? 0 : bytes[this.#at - 1] ?? 0;
    let code = (bytes[this.#at] ?? 0) ^ before;
    for (let i = 1; i < BLOCK; i++) code = code * 256 + (bytes[this.#at + i] ?? 0);
    this.#at += BLOCK;
    this.#code = code;
    this.#range = WHOLE;
  }
}

/** What is left of a range for an interval; the last one gets what does not divide. */
function rangeOf({ low, size, total }: Interval, range: number, part: number): number {
  return low + size === total ? range - low * part : size * part;
}

/** Passes another driver's choices on and packs them, as {@linkcode PackedChoices} reads them. */
export class PackingChoices extends IntervalChoices {
  readonly #source: Choices;
  readonly #bytes: number[] = [];
  #low = 0;
  #range = 0;

  constructor(source: Choices) {
    super();
    this.#source = source;
  }

  protected override draw(
    total: number,
    interval: (at: number) => Interval,
    ask: (source: Choices) => number,
  ): number {
    const at = ask(this.#source);
    if (this.#range < total * FINEST) {
      if (this.#range > 0) this.#put(this.#low);
      this.#low = 0;
      this.#range = WHOLE;
    }
    const part = Math.floor(this.#range / total);
    const drawn = interval(at);
    this.#low += drawn.low * part;
    this.#range = rangeOf(drawn, this.#range, part);
    return at;
  }

  #put(code: number): void {
    const before = this.#bytes.at(-1) ?? 0;
    for (let i = BLOCK - 1; i >= 0; i--) {
      const byte = Math.floor(code / 256 ** i) % 256;
      this.#bytes.push(i === BLOCK - 1 ? byte ^ before : byte);
    }
  }

  /** The choices so far, in as few bytes as they take. */
  get bytes(): Uint8Array {
    const last = new PackingChoices(this.#source);
    last.#bytes.push(...this.#bytes);
    if (this.#range > 0) last.#put(roundest(this.#low, this.#range));
    let { length } = last.#bytes;
    while (length > 0 && last.#bytes[length - 1] === 0) length--;
    return Uint8Array.from(last.#bytes.slice(0, length));
  }
}

/** The number from `low` to `low + range - 1` that ends with the most zero bytes. */
function roundest(low: number, range: number): number {
  for (let step = WHOLE / 256; step > 1; step /= 256) {
    const rounded = Math.ceil(low / step) * step;
    if (rounded < low + range && rounded < WHOLE) return rounded;
  }
  return low;
}
