/**
 * Shrinking of recorded choices: strings of 32-bit words, lowest byte first. A word that is missing reads as zero, and zero
 * is the simplest answer to any question.
 *
 * @module
 */

import { ByteChoices, RecordingChoices, type Weights } from "./choices.ts";

const WORD = 4;

/** What a word answered: which of `count` numbers, or a length among so many. */
interface Question {
  readonly kind: "below" | "length";
  readonly count: number;
}

/** Keeps the words, and what each was asked for. */
export class AskedChoices extends RecordingChoices {
  readonly #questions: (Question | undefined)[] = [];
  #asked = 0;

  /** Questions, by the number of the word that answered; holes for bits. */
  get questions(): readonly (Question | undefined)[] {
    return this.#questions;
  }

  protected override keep(word: number): number {
    this.#asked++;
    return super.keep(word);
  }

  override below(count: number): number {
    this.#questions[this.#asked] = { kind: "below", count };
    return super.below(count);
  }

  override turn(list: Weights): number {
    this.#questions[this.#asked] = { kind: "below", count: list.total };
    return super.turn(list);
  }

  override length(min: number, max: number): number {
    this.#questions[this.#asked] = { kind: "length", count: max - min + 1 };
    return super.length(min, max);
  }
}

/** The answer that a word is: 0 is the simplest. */
function answerOf(word: number, { kind, count }: Question): number {
  const choices = new ByteChoices(Uint8Array.of(word, word >>> 8, word >>> 16, word >>> 24));
  return kind === "below" ? choices.below(count) : choices.length(0, count - 1);
}

/** The smallest word that is this answer. */
function wordOf(answer: number, { kind, count }: Question): number {
  if (kind === "below") return Math.ceil((answer * 0x1_0000_0000) / count);
  // The smaller of two draws, one in each half.
  const half = Math.ceil((answer * 0x1_0000) / count);
  return half * 0x1_0000 + half;
}

/** Words that may be left out at once behind a smaller answer, and anywhere. */
const MOST_BEHIND = 24;
const MOST_ANYWHERE = 8;

/** Simpler strings, the boldest first: none of them longer, and each is shorter or has smaller words. */
export function* wordCandidates(asked: Pick<AskedChoices, "bytes" | "questions">): Generator<Uint8Array> {
  const { questions } = asked;
  const words = usedWords(asked.bytes);
  // Zeros at the end are read where nothing is.
  const bytes = asked.bytes.slice(0, words * WORD);
  for (const kept of [0, words >> 2, words >> 1, words - (words >> 2), words - (words >> 4)]) {
    if (kept < words) yield bytes.slice(0, kept * WORD);
  }
  for (let size = words >> 1; size >= 1; size >>= 1) {
    for (let from = 0; from + size <= words; from += size) {
      yield withoutWords(bytes, from, size);
      const zeroed = withZeros(bytes, from, size);
      if (zeroed !== null) yield zeroed;
    }
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + WORD <= bytes.length; at += WORD) {
    const word = view.getUint32(at, true);
    for (const shift of [16, 8, 4, 1]) {
      const smaller = word >>> shift;
      // Zero was tried above.
      if (smaller !== 0 && smaller !== word) yield withWord(bytes, at, smaller);
    }
  }
  yield* smallerAnswers(bytes, questions);
  for (let size = Math.min(MOST_ANYWHERE, words); size >= 1; size--) {
    for (let from = 0; from + size <= words; from++) yield withoutWords(bytes, from, size);
  }
}

/** One answer smaller by one: alone, and without what it may have asked for: behind a length anywhere, else right behind it. */
function* smallerAnswers(bytes: Uint8Array, questions: AskedChoices["questions"]): Generator<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const words = bytes.length / WORD;
  for (let index = 0; index < words; index++) {
    const question = questions[index];
    const word = view.getUint32(index * WORD, true);
    const answer = question === undefined ? 0 : answerOf(word, question);
    if (question === undefined || answer === 0) continue;
    const lower = wordOf(answer - 1, question);
    const smaller = withWord(bytes, index * WORD, Math.min(lower, word));
    yield smaller;
    const last = question.kind === "length" ? words - 1 : index + 1;
    for (let from = index + 1; from <= last; from++) {
      for (let size = Math.min(MOST_BEHIND, words - from); size >= 1; size--) yield withoutWords(smaller, from, size);
    }
  }
}

/** Words up to the last one that is not zero. */
function usedWords(bytes: Uint8Array): number {
  let last = bytes.length - 1;
  while (last >= 0 && bytes[last] === 0) last--;
  return Math.ceil((last + 1) / WORD);
}

function withWord(bytes: Uint8Array, at: number, word: number): Uint8Array {
  const copy = bytes.slice();
  new DataView(copy.buffer).setUint32(at, word, true);
  return copy;
}

function withoutWords(bytes: Uint8Array, from: number, count: number): Uint8Array {
  const rest = new Uint8Array(Math.max(0, bytes.length - count * WORD));
  rest.set(bytes.subarray(0, from * WORD));
  rest.set(bytes.subarray((from + count) * WORD), from * WORD);
  return rest;
}

/** The string with some words zero, or null where they are already. */
function withZeros(bytes: Uint8Array, from: number, count: number): Uint8Array | null {
  const end = (from + count) * WORD;
  if (bytes.subarray(from * WORD, end).every((byte) => byte === 0)) return null;
  const copy = bytes.slice();
  copy.fill(0, from * WORD, end);
  return copy;
}
