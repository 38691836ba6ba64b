import { assert, assertEquals } from "@std/assert";
import { ByteChoices, PrngChoices, RecordingChoices } from "./choices.ts";
import { wordCandidates } from "./word_candidates.ts";

/** Shortest first, then by the words themselves. */
function isSimpler(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return a.length < b.length;
  const sum = (bytes: Uint8Array): number => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let total = 0;
    for (let at = 0; at + 4 <= bytes.length; at += 4) total += view.getUint32(at, true);
    return total;
  };
  return sum(a) < sum(b);
}

function recorded(words: number): Uint8Array {
  const recording = new RecordingChoices(new PrngChoices(6, words));
  for (let i = 0; i < words; i++) recording.bits();
  return recording.bytes;
}

/** Shrinks as long as `fails` says so. */
function shrunk(bytes: Uint8Array, fails: (bytes: Uint8Array) => boolean): Uint8Array {
  for (;;) {
    const next = wordCandidates(bytes).find(fails);
    if (next === undefined) return bytes;
    assert(isSimpler(next, bytes));
    bytes = next;
  }
}

Deno.test("every simpler string of words is shorter, or as long with smaller words", () => {
  for (const words of [0, 1, 2, 3, 17, 64]) {
    const bytes = recorded(words);
    for (const candidate of wordCandidates(bytes)) assert(isSimpler(candidate, bytes));
  }
  assertEquals([...wordCandidates(new Uint8Array(0))], []);
});

Deno.test("words that do not matter go or become zero, wherever they are", () => {
  // The 40th word must be at least a million; all before it are read but mean nothing.
  const late = shrunk(recorded(100), (bytes) => {
    const choices = new ByteChoices(bytes);
    for (let i = 0; i < 39; i++) choices.bits();
    return choices.bits() >= 1e6;
  });
  assertEquals(late.length, 160);
  assertEquals(late.subarray(0, 156).every((byte) => byte === 0), true);
  // How many words are read is a choice, too.
  const counted = shrunk(recorded(300), (bytes) => {
    const choices = new ByteChoices(bytes);
    const count = choices.int(0, 200);
    let sum = 0;
    for (let i = 0; i < count; i++) sum += choices.below(10);
    return sum >= 9;
  });
  assert(counted.length <= 12, `expected three words at most, found ${counted.length / 4}`);
});
