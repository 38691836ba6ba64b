/**
 * Shrinking of recorded choices: strings of 32-bit words, lowest byte first. A word that is missing reads as zero, and zero
 * is the simplest answer to any question.
 *
 * @module
 */

const WORD = 4;

/** Simpler strings, the boldest first: none of them longer, and each is shorter or has smaller words. */
export function* wordCandidates(bytes: Uint8Array): Generator<Uint8Array> {
  const words = Math.ceil(bytes.length / WORD);
  const used = usedWords(bytes);
  // The same choices, only shorter.
  if (used < words) {
    yield bytes.slice(0, used * WORD);
    return;
  }
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
      if (smaller === 0 || smaller === word) continue;
      const copy = bytes.slice();
      new DataView(copy.buffer).setUint32(at, smaller, true);
      yield copy;
    }
  }
}

/** Words up to the last one that is not zero. */
function usedWords(bytes: Uint8Array): number {
  let last = bytes.length - 1;
  while (last >= 0 && bytes[last] === 0) last--;
  return Math.ceil((last + 1) / WORD);
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
