/**
 * Choices: where everything that is random comes from. Generators are written once against the interface; drivers decide
 * what a choice is: a fast PRNG, fast-check's random, recorded bytes.
 *
 * @module
 */

/** A source of decisions. Equal sources give equal sequences of answers to equal questions. */
export interface Choices {
  /** An integer from 0 to `count - 1`; `1 <= count <= 2**32`. */
  below(count: number): number;
  /** An integer from `min` to `max`, both included. */
  int(min: number, max: number): number;
  /** An index into `weights`, drawn in proportion to them; weights are non-negative integers, their sum positive. */
  weighted(weights: Weights): number;
  /**
   * As {@linkcode Choices.weighted}, but checks that follow one another take turns: all indexes come up as often as their weights say
   * within as many checks as the weights add up to, or a few more. Of use once in a program: further turns would go with the first.
   */
  turn(weights: Weights): number;
  /** True `numerator` times out of `of`. */
  chance(numerator: number, of: number): boolean;
  /** True half of the time. */
  bool(): boolean;
  /** A length from `min` to `max`, short ones more often. */
  length(min: number, max: number): number;
  /** 32 random bits as an unsigned number. */
  bits(): number;
}

/** Weights with their running sums, so that a draw costs one choice and a short scan. */
export interface Weights {
  /** Running sums of the weights. */
  readonly sums: Int32Array;
  /** Sum of all. */
  readonly total: number;
  /** The indexes that the turns of a seed go through, over and over, where it matters what comes first; see {@linkcode inOrder}. */
  readonly order?: (seed: number) => Int32Array;
}

/** Who counts the checks of several claims by one number begins each claim with a multiple of this: a claim's turns begin there. */
export const CHECKS_OF_CLAIM = 0x100_0000;

/** Prepares weights for {@linkcode Choices.weighted}. */
export function weights(...list: readonly number[]): Weights {
  const sums = new Int32Array(list.length);
  let total = 0;
  for (let i = 0; i < list.length; i++) {
    total += list[i] as number;
    sums[i] = total;
  }
  return { sums, total };
}

/** The same weights, but turns go through the indexes in an order of the seed's: the check numbered 0 has the first. */
export function inOrder(list: Weights, order: (seed: number) => Int32Array): Weights {
  let last: { readonly seed: number; readonly indexes: Int32Array } | null = null;
  return {
    ...list,
    order: (seed) => {
      if (last?.seed !== seed) last = { seed, indexes: order(seed) };
      return last.indexes;
    },
  };
}

/** The index into weights that covers a place below their total. */
function weightedAt({ sums }: Weights, at: number): number {
  let index = 0;
  while (at >= (sums[index] as number)) index++;
  return index;
}

/** All questions answered from one stream of 32-bit words; drivers supply the words. */
export abstract class WordChoices implements Choices {
  /** The next word, `0 .. 2**32 - 1`. */
  abstract bits(): number;

  below(count: number): number {
    // Exact enough for every count up to 2**32: the product's rounding error stays below count / 2**32.
    return Math.floor((this.bits() * count) / 0x1_0000_0000);
  }

  int(min: number, max: number): number {
    return min + this.below(max - min + 1);
  }

  weighted(list: Weights): number {
    return weightedAt(list, this.below(list.total));
  }

  turn(list: Weights): number {
    return this.weighted(list);
  }

  chance(numerator: number, of: number): boolean {
    return this.below(of) < numerator;
  }

  bool(): boolean {
    return this.bits() >= 0x8000_0000;
  }

  length(min: number, max: number): number {
    // The smaller of two draws: about twice as often short as long.
    const span = max - min + 1;
    const word = this.bits();
    const first = ((word & 0xffff) * span) >>> 16;
    const second = ((word >>> 16) * span) >>> 16;
    return min + (first < second ? first : second);
  }
}

/** A round of splitmix32's finalizer: spreads the bits of a word. */
function mix(word: number): number {
  let x = word | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85eb_ca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2_ae35);
  return x ^ (x >>> 16);
}

/** 2**32 by the golden ratio. */
const GOLDEN = 0x9e37_79b9;

/** The fast driver: xoshiro128**, seeded by a seed of up to 53 bits and the index of a check under it. */
export class PrngChoices extends WordChoices {
  readonly #state = new Int32Array(4);
  #seed = 0;
  #index = 0;
  /** Where the turn of this index is among all, as a word. */
  #turn = 0;

  /** The stream of a seed and an index. */
  constructor(seed: number, index = 0) {
    super();
    this.reseed(seed, index);
  }

  /** Starts the stream of another seed or index over; `0 <= seed, index <= 2**53 - 1`. */
  reseed(seed: number, index = 0): void {
    const state = this.#state;
    this.#seed = seed;
    this.#index = index;
    let x = mix(seed >>> 0);
    x = mix((x + Math.floor(seed / 0x1_0000_0000) + GOLDEN) | 0);
    // Multiples of the golden ratio: however many there are, they lie about evenly between 0 and 1.
    this.#turn = (x + Math.imul(index, GOLDEN)) >>> 0;
    x = mix((x + (index >>> 0) + 0x3c6e_f372) | 0);
    x = mix((x + Math.floor(index / 0x1_0000_0000) + 0xdaa6_6d2b) | 0);
    for (let i = 0; i < 4; i++) {
      x = (x + GOLDEN) | 0;
      state[i] = mix(x);
    }
    // The all-zero state is the one that xoshiro cannot leave.
    if (((state[0] as number) | (state[1] as number) | (state[2] as number) | (state[3] as number)) === 0) state[0] = 1;
  }

  /** The next word. */
  bits(): number {
    const state = this.#state;
    const s0 = state[0] as number;
    const s1 = state[1] as number;
    const s2 = (state[2] as number) ^ s0;
    const s3 = (state[3] as number) ^ s1;
    const scrambled = Math.imul(s1, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
    state[1] = s1 ^ s2;
    state[0] = s0 ^ s3;
    state[2] = s2 ^ (s1 << 9);
    state[3] = (s3 << 11) | (s3 >>> 21);
    return result >>> 0;
  }

  /** Its seed and index. */
  get name(): string {
    return `${this.#seed}.${this.#index}`;
  }

  /** The same stream from its beginning on. */
  again(): PrngChoices {
    return new PrngChoices(this.#seed, this.#index);
  }

  /** The turn of the index, whatever was drawn so far. */
  override turn(list: Weights): number {
    if (list.order !== undefined) {
      const order = list.order(this.#seed);
      return order[this.#index % CHECKS_OF_CLAIM % order.length] as number;
    }
    return weightedAt(list, Math.floor((this.#turn * list.total) / 0x1_0000_0000));
  }
}

/** Words of recorded bytes, four each, lowest first; zeros after their end, so that any byte string is a source. */
export class ByteChoices extends WordChoices {
  readonly #bytes: Uint8Array;
  #at = 0;

  /** The words of these bytes. */
  constructor(bytes: Uint8Array) {
    super();
    this.#bytes = bytes;
  }

  /** The next word. */
  bits(): number {
    const bytes = this.#bytes;
    const at = this.#at;
    this.#at = at + 4;
    const word = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) |
      ((bytes[at + 3] ?? 0) << 24);
    return word >>> 0;
  }
}

/** The part of fast-check's `Random` that a driver needs. */
export interface RandomLike {
  /** 32 random bits as a signed number. */
  nextInt(): number;
}

/** Words of fast-check's random generator. */
export class RandomChoices extends WordChoices {
  readonly #random: RandomLike;

  /** The words of fast-check's random. */
  constructor(random: RandomLike) {
    super();
    this.#random = random;
  }

  /** The next word. */
  bits(): number {
    return this.#random.nextInt() >>> 0;
  }
}

/** Passes another driver's words on and keeps them, as {@linkcode ByteChoices} reads them. */
export class RecordingChoices extends WordChoices {
  readonly #source: Choices;
  readonly #bytes: number[] = [];

  /** Records what `source` answers. */
  constructor(source: Choices) {
    super();
    this.#source = source;
  }

  /** The next word. */
  bits(): number {
    return this.keep(this.#source.bits());
  }

  /** What the other driver says, as the least word that answers so. */
  override turn(list: Weights): number {
    const index = this.#source.turn(list);
    const before = index === 0 ? 0 : list.sums[index - 1] as number;
    this.keep(Math.ceil((before * 0x1_0000_0000) / list.total));
    return index;
  }

  /** Keeps a word that answered. */
  protected keep(word: number): number {
    this.#bytes.push(word & 255, (word >>> 8) & 255, (word >>> 16) & 255, word >>> 24);
    return word;
  }

  /** All words so far. */
  get bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}
