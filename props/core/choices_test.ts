import { assert, assertEquals, assertNotEquals } from "@std/assert";
import {
  ByteChoices,
  CHECKS_OF_CLAIM,
  inOrder,
  PrngChoices,
  RandomChoices,
  RecordingChoices,
  weights,
} from "./choices.ts";

Deno.test("one seed and index give one stream; other seeds and indexes give others", () => {
  const stream = (seed: number, index: number): number[] => {
    const choices = new PrngChoices(seed, index);
    return Array.from({ length: 8 }, () => choices.bits());
  };
  assertEquals(stream(5, 9), stream(5, 9));
  const streams = [
    stream(0, 0),
    stream(1, 0),
    stream(0, 1),
    stream(2 ** 40, 0),
    stream(0, 2 ** 40),
    stream(2 ** 32, 0),
  ];
  assertEquals(new Set(streams.map(String)).size, streams.length);
});

Deno.test("below() and int() stay in range and reach both ends", () => {
  const choices = new PrngChoices(1);
  for (const count of [1, 2, 7, 256, 2 ** 32]) {
    for (let n = 0; n < 300; n++) {
      const drawn = choices.below(count);
      assert(Number.isInteger(drawn) && drawn >= 0 && drawn < count, `${drawn} of ${count}`);
    }
  }
  const seen = new Set(Array.from({ length: 300 }, () => choices.int(-2, 2)));
  assertEquals([...seen].sort((a, b) => a - b), [-2, -1, 0, 1, 2]);
});

Deno.test("the largest word stays below every count", () => {
  const highest = new ByteChoices(new Uint8Array(4000).fill(255));
  for (const count of [1, 3, 10, 1000, 2 ** 31, 2 ** 32 - 1, 2 ** 32]) assertEquals(highest.below(count), count - 1);
});

Deno.test("weighted() draws in proportion and never what weighs nothing", () => {
  const choices = new PrngChoices(2);
  const counts = [0, 0, 0];
  for (let n = 0; n < 4000; n++) {
    const drawn = choices.weighted(weights(1, 0, 3));
    counts[drawn] = (counts[drawn] ?? 0) + 1;
  }
  assertEquals(counts[1], 0);
  assert((counts[2] ?? 0) > 2 * (counts[0] ?? 0), String(counts));
});

Deno.test("turn() comes to everything within few more checks than the weights add up to, from another place for every seed", () => {
  const list = weights(...Array(100).fill(3), 0, ...Array(50).fill(8));
  for (const seed of [1, 2, 20231114]) {
    const counts = Array<number>(151).fill(0);
    for (let index = 5000; index < 5000 + 2 * list.total; index++) {
      const at = new PrngChoices(seed, index).turn(list);
      counts[at] = (counts[at] ?? 0) + 1;
    }
    assertEquals(counts[100], 0);
    assert(counts.every((count, at) => at === 100 || Math.abs(count - (at < 100 ? 6 : 16)) <= 2), counts.join(" "));
  }
  const firsts = Array.from({ length: 30 }, (_, seed) => new PrngChoices(seed, 7).turn(list));
  assert(new Set(firsts).size > 20);
});

Deno.test("turns go through a list in the order that it has for the seed, from the first check of each claim on", () => {
  const order = (seed: number): Int32Array => Int32Array.of(seed % 3, 2, 1, 0, 2);
  const list = inOrder(weights(5, 1, 1), order);
  for (const seed of [4, 8, 4]) {
    for (const first of [0, 3 * CHECKS_OF_CLAIM]) {
      const turns = Array.from({ length: 7 }, (_, n) => new PrngChoices(seed, first + n).turn(list));
      assertEquals(turns, [seed % 3, 2, 1, 0, 2, seed % 3, 2]);
    }
  }
  const recording = new RecordingChoices(new PrngChoices(4, 3));
  assertEquals(recording.turn(list), 0);
  assertEquals(new ByteChoices(recording.bytes).turn(list), 0);
});

Deno.test("a turn takes nothing from the stream, and is recorded with it", () => {
  const list = weights(2, 1, 5, 1);
  for (let index = 0; index < 30; index++) {
    const recording = new RecordingChoices(new PrngChoices(3, index));
    const drawn = [recording.below(1000), recording.turn(list), recording.below(1000)];
    const plain = new PrngChoices(3, index);
    assertEquals([drawn[0], drawn[2]], [plain.below(1000), plain.below(1000)]);
    const replay = new ByteChoices(recording.bytes);
    assertEquals([replay.below(1000), replay.turn(list), replay.below(1000)], drawn);
  }
});

Deno.test("recorded words replay, and after their end zeros come", () => {
  const recording = new RecordingChoices(new PrngChoices(3));
  const drawn = Array.from({ length: 5 }, () => recording.below(1000));
  const replay = new ByteChoices(recording.bytes);
  assertEquals(Array.from({ length: 5 }, () => replay.below(1000)), drawn);
  assertEquals(replay.below(1000), 0);
});

Deno.test("words of a signed random are taken as unsigned", () => {
  assertEquals(new RandomChoices({ nextInt: () => -1 }).bits(), 2 ** 32 - 1);
  assertNotEquals(new RandomChoices({ nextInt: () => 5 }).bits(), 0);
});
