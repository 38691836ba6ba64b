import { assert, assertEquals } from "@std/assert";
import { ByteChoices, type Choices, PrngChoices } from "./choices.ts";
import { AskedChoices, wordCandidates } from "./word_candidates.ts";

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

/** So many words that answer questions of every kind. */
function recorded(words: number): AskedChoices {
  const asked = new AskedChoices(new PrngChoices(6, words));
  for (let i = 0; i < words; i++) [() => asked.bits(), () => asked.below(7), () => asked.length(1, 9)][i % 3]?.();
  return asked;
}

/** Shrinks as long as `fails` says so. */
function shrunk(bytes: Uint8Array, fails: (choices: Choices) => boolean): Uint8Array {
  for (;;) {
    const asked = new AskedChoices(new ByteChoices(bytes));
    fails(asked);
    const next = wordCandidates(asked).find((candidate) => fails(new ByteChoices(candidate)));
    if (next === undefined) return bytes;
    assert(isSimpler(next, bytes));
    bytes = next;
  }
}

Deno.test("every simpler string of words is shorter, or as long with smaller words", () => {
  for (const words of [0, 1, 2, 3, 17, 64]) {
    const asked = recorded(words);
    for (const candidate of wordCandidates(asked)) assert(isSimpler(candidate, asked.bytes));
  }
  assertEquals([...wordCandidates({ bytes: new Uint8Array(0), questions: [] })], []);
});

Deno.test("words that do not matter go or become zero, wherever they are", () => {
  // The 40th word must be at least a million; all before it are read but mean nothing.
  const late = shrunk(recorded(100).bytes, (choices) => {
    for (let i = 0; i < 39; i++) choices.bits();
    return choices.bits() >= 1e6;
  });
  assertEquals(late.length, 160);
  assertEquals(late.subarray(0, 156).every((byte) => byte === 0), true);
  // How many words are read is a choice, too.
  const counted = shrunk(recorded(300).bytes, (choices) => {
    const count = choices.int(0, 200);
    let sum = 0;
    for (let i = 0; i < count; i++) sum += choices.below(10);
    return sum >= 9;
  });
  assert(counted.length <= 12, `expected three words at most, found ${counted.length / 4}`);
});

Deno.test("a length goes down together with what stood for one item, and answers go down one by one", () => {
  // Items are of two words or of three; one of them is what fails.
  const items = (choices: Choices): number[] =>
    Array.from(
      { length: choices.length(0, 5) },
      () => choices.below(3) === 2 ? 100 + choices.below(50) + choices.bits() % 2 : choices.below(50),
    );
  let index = 0;
  while (items(new PrngChoices(7, index)).filter((item) => item > 30 && item < 100).length !== 1) index++;
  const asked = new AskedChoices(new PrngChoices(7, index));
  const before = items(asked);
  assert(before.length > 1);
  const bytes = shrunk(asked.bytes, (choices) => items(choices).some((item) => item > 30 && item < 100));
  assertEquals(items(new ByteChoices(bytes)), [31]);
});
