/**
 * Hashes of str and bytes: SipHash with one round a word and three at the end, and 0 for a key, which is what CPython does under
 * `PYTHONHASHSEED=0` (C: `siphash13`).
 *
 * @module
 */

const WORD = (value: bigint): bigint => BigInt.asUintN(64, value);

function rotateLeft(value: bigint, bits: bigint): bigint {
  return WORD(value << bits) | (value >> (64n - bits));
}

type State = readonly [bigint, bigint, bigint, bigint];

function sipRound([a, b, c, d]: State): State {
  const a1 = WORD(a + b);
  const b1 = rotateLeft(b, 13n) ^ a1;
  const c1 = WORD(c + d);
  const d1 = rotateLeft(d, 16n) ^ c1;
  const a2 = WORD(rotateLeft(a1, 32n) + d1);
  const d2 = rotateLeft(d1, 21n) ^ a2;
  const c2 = WORD(c1 + b1);
  const b2 = rotateLeft(b1, 17n) ^ c2;
  return [a2, b2, rotateLeft(c2, 32n), d2];
}

/** The words that the bytes make: eight bytes each, little end first; the last one ends with the length. */
function wordsOf(bytes: readonly number[]): bigint[] {
  const padded = [...bytes];
  while (padded.length % 8 !== 7) padded.push(0);
  padded.push(bytes.length % 256);
  const words: bigint[] = [];
  for (let at = 0; at < padded.length; at += 8) {
    words.push(padded.slice(at, at + 8).reduceRight((word, byte) => (word << 8n) | BigInt(byte), 0n));
  }
  return words;
}

/** `hash(b)` of bytes. */
export function bytesHash(bytes: readonly number[]): bigint {
  if (bytes.length === 0) return 0n;
  let state: State = [0x736f6d6570736575n, 0x646f72616e646f6dn, 0x6c7967656e657261n, 0x7465646279746573n];
  for (const word of wordsOf(bytes)) {
    const [a, b, c, d] = sipRound([state[0], state[1], state[2], state[3] ^ word]);
    state = [a ^ word, b, c, d];
  }
  state = sipRound(sipRound(sipRound([state[0], state[1], state[2] ^ 0xffn, state[3]])));
  const hash = BigInt.asIntN(64, state[0] ^ state[1] ^ state[2] ^ state[3]);
  return hash === -1n ? -2n : hash;
}

/** `hash(s)` of a str: its characters take one, two or four bytes each, as the widest needs. */
export function textHash(text: string): bigint {
  const points = Array.from(text, (character) => character.codePointAt(0) as number);
  const widest = Math.max(0, ...points);
  const size = widest < 0x100 ? 1 : widest < 0x10000 ? 2 : 4;
  return bytesHash(points.flatMap((point) => Array.from({ length: size }, (_, i) => (point >>> (8 * i)) & 0xff)));
}
