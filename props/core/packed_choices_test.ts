import { assert, assertEquals } from "@std/assert";
import { type Choices, PrngChoices, weights } from "./choices.ts";
import { PackedChoices, PackingChoices } from "./packed_choices.ts";

const LIKELY = weights(90, 5, 0, 5);

/** Answers to questions of all kinds, some of which other answers lead to. */
function answers(choices: Choices, count: number): (number | boolean)[] {
  const list: (number | boolean)[] = [];
  for (let i = 0; i < count; i++) {
    list.push(choices.below(1 + (i % 7)), choices.chance(1, 12), choices.weighted(LIKELY), choices.length(0, 9));
    if (choices.bool()) list.push(choices.int(-5, 300), choices.bits());
  }
  return list;
}

Deno.test("packed choices are read back as they were made, and in few bytes", () => {
  for (let seed = 0; seed < 200; seed++) {
    const packing = new PackingChoices(new PrngChoices(seed));
    const made = answers(packing, seed % 20);
    assertEquals(answers(new PackedChoices(packing.bytes), seed % 20), made);
  }
  const packing = new PackingChoices(new PrngChoices(1));
  for (let i = 0; i < 1000; i++) packing.chance(1, 12);
  // 414 bits of information; four bytes each would be 4,000.
  assert(packing.bytes.length < 70, `${packing.bytes.length} bytes`);
});

Deno.test("random bytes give each answer as often as the other drivers do", () => {
  const random = new PrngChoices(9);
  const counts = { chance: 0, bool: 0, likely: 0, never: 0, below: new Uint32Array(5), short: 0, all: 0 };
  for (let round = 0; round < 300; round++) {
    const choices = new PackedChoices(Uint8Array.from({ length: 120 }, () => random.below(256)));
    for (let i = 0; i < 40; i++) {
      counts.all++;
      if (choices.chance(1, 12)) counts.chance++;
      if (choices.bool()) counts.bool++;
      const index = choices.weighted(LIKELY);
      if (index === 0) counts.likely++;
      if (index === 2) counts.never++;
      const digit = choices.below(5);
      counts.below[digit] = (counts.below[digit] ?? 0) + 1;
      if (choices.length(1, 10) <= 5) counts.short++;
    }
  }
  const near = (count: number, share: number): void => {
    const sigma = Math.sqrt(counts.all * share * (1 - share));
    assert(Math.abs(count - counts.all * share) < 5 * sigma, `${count} of ${counts.all}, expected ${share}`);
  };
  near(counts.chance, 1 / 12);
  near(counts.bool, 1 / 2);
  near(counts.likely, 0.9);
  assertEquals(counts.never, 0);
  for (const count of counts.below) near(count, 1 / 5);
  near(counts.short, 3 / 4);
});

Deno.test("a mutation leaves later blocks as they are, but for the one after it", () => {
  const bytes = Uint8Array.from({ length: 60 }, (_, i) => (i * 89) & 255);
  // Eleven choices of sixteen fill a block.
  const read = (from: Uint8Array): number[] => {
    const choices = new PackedChoices(from);
    return Array.from({ length: 110 }, () => choices.below(16));
  };
  const before = read(bytes);
  for (let at = 0; at < 60; at++) {
    const after = read(bytes.with(at, (bytes[at] as number) ^ 0x40));
    const changed = before.flatMap((value, i) => value === after[i] ? [] : [Math.floor(i / 11)]);
    const block = Math.floor(at / 6);
    assert(changed.length > 0 || at === 59, `byte ${at} says nothing`);
    assert(changed.every((each) => each === block || (at % 6 === 5 && each === block + 1)), `byte ${at}: ${changed}`);
  }
});

Deno.test("after the end of the bytes there are zeros, and nothing is left over", () => {
  const choices = new PackedChoices(new Uint8Array(0));
  assertEquals(
    answers(choices, 3).every((answer) => answer === 0 || answer === -5 || answer === true || answer === false),
    true,
  );
  assertEquals(choices.rest.length, 0);
  const long = new PackedChoices(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
  long.below(10);
  assertEquals([...long.rest], [7, 8]);
});
