/**
 * SipHash-1-3 with the key 0, as CPython hashes str and bytes when it is started with `PYTHONHASHSEED=0`
 * (`Python/pyhash.c siphash13`). Its key is random otherwise; a fixed one keeps runs comparable.
 *
 * 64-bit words are pairs of 32-bit halves, as a bigint a round is ten times as slow.
 *
 * @module
 */

import type { Hash } from "../set/set.ts";

/** v0 to v3, low half first. */
const V = new Uint32Array(8);

function add(to: number, from: number): void {
  const low = (V[to] as number) + (V[from] as number);
  V[to + 1] = (V[to + 1] as number) + (V[from + 1] as number) + (low > 0xffff_ffff ? 1 : 0);
  V[to] = low;
}

/** `v[to] = rotl(v[to], bits) ^ v[from]`, fewer than 32 bits. */
function rotateXor(to: number, bits: number, from: number): void {
  const low = V[to] as number;
  const high = V[to + 1] as number;
  V[to] = ((low << bits) | (high >>> (32 - bits))) ^ (V[from] as number);
  V[to + 1] = ((high << bits) | (low >>> (32 - bits))) ^ (V[from + 1] as number);
}

function swapHalves(at: number): void {
  const low = V[at] as number;
  V[at] = V[at + 1] as number;
  V[at + 1] = low;
}

function round(): void {
  add(0, 2);
  rotateXor(2, 13, 0);
  swapHalves(0);
  add(4, 6);
  rotateXor(6, 16, 4);
  add(0, 6);
  rotateXor(6, 21, 0);
  add(4, 2);
  rotateXor(2, 17, 4);
  swapHalves(4);
}

/** Hash of bytes as a signed 64-bit number, 0 for none, never -1. */
export function siphash(data: Uint8Array): Hash {
  const { length } = data;
  if (length === 0) return 0;
  V.set([0x70736575, 0x736f6d65, 0x6e646f6d, 0x646f7261, 0x6e657261, 0x6c796765, 0x79746573, 0x74656462]);
  const blocks = length >> 3;
  for (let block = 0; block <= blocks; block++) {
    let low = 0;
    let high = 0;
    const start = 8 * block;
    for (let i = 0; i < 4; i++) low |= (data[start + i] ?? 0) << (8 * i);
    for (let i = 0; i < 4; i++) high |= (data[start + 4 + i] ?? 0) << (8 * i);
    if (block === blocks) high |= length << 24;
    V[6] = (V[6] as number) ^ low;
    V[7] = (V[7] as number) ^ high;
    round();
    V[0] = (V[0] as number) ^ low;
    V[1] = (V[1] as number) ^ high;
  }
  V[4] = (V[4] as number) ^ 0xff;
  round();
  round();
  round();
  const low = ((V[0] as number) ^ (V[2] as number) ^ (V[4] as number) ^ (V[6] as number)) >>> 0;
  const high = (V[1] as number) ^ (V[3] as number) ^ (V[5] as number) ^ (V[7] as number);
  const hash = high * 0x1_0000_0000 + low;
  if (Number.isSafeInteger(hash)) return hash === -1 ? -2 : hash;
  return (BigInt(high) << 32n) | BigInt(low);
}

/** Hash of a str: of its code points in as few bytes each as the widest needs, little end first. */
export function siphashText(text: string): Hash {
  let widest = 0;
  for (let i = 0; i < text.length; i++) widest |= text.charCodeAt(i);
  if (widest < 0x100) return siphash(Uint8Array.from(text, (char) => char.charCodeAt(0)));
  const points = Array.from(text, (char) => char.codePointAt(0) as number);
  // A surrogate on its own is a code point as any.
  const units = points.some((point) => point > 0xffff) ? Uint32Array.from(points) : Uint16Array.from(points);
  return siphash(new Uint8Array(units.buffer));
}
