import { assert, assertEquals } from "@std/assert";
import { PrngChoices, weights } from "../core/choices.ts";
import { chanceOfNew, expectedNew, frequenciesOf, richness } from "./estimate.ts";

Deno.test("sorts are counted by how often they were met", () => {
  assertEquals(frequenciesOf([1, 5, 2, 1, 9, 2, 1]), { seen: 7, once: 3, twice: 2 });
});

Deno.test("of sorts whose weights are known, the chance of a new one and their number are told about right", () => {
  const list = weights(...Array.from({ length: 40 }, (_, i) => 1 + Math.floor(1000 / (i + 1) ** 2)));
  const weightOf = (i: number): number => (list.sums[i] as number) - (i === 0 ? 0 : list.sums[i - 1] as number);
  let chances = 0;
  let unseen = 0;
  let sorts = 0;
  const rounds = 200;
  const draws = 400;
  for (let round = 0; round < rounds; round++) {
    const choices = new PrngChoices(3, round);
    const met = new Map<number, number>();
    for (let i = 0; i < draws; i++) {
      const sort = choices.weighted(list);
      met.set(sort, (met.get(sort) ?? 0) + 1);
    }
    const frequencies = frequenciesOf(met.values());
    chances += chanceOfNew(frequencies, draws).chance / rounds;
    for (let i = 0; i < 40; i++) if (!met.has(i)) unseen += weightOf(i) / list.total / rounds;
    sorts += richness(frequencies) / rounds;
  }
  assert(Math.abs(chances - unseen) < 0.1 * unseen, `estimated ${chances}, true ${unseen}`);
  // It is a lower bound, and far above what was seen.
  assert(sorts > 28 && sorts < 42, `${sorts} sorts of 40`);
});

Deno.test("without any sort that was met once, three in all draws is the most", () => {
  assertEquals(chanceOfNew({ seen: 2, once: 0, twice: 1 }, 1000), { chance: 0.003, atMost: true });
  assertEquals(expectedNew({ seen: 9, once: 4, twice: 1 }, 8), 0.5);
  assertEquals(chanceOfNew({ seen: 0, once: 0, twice: 0 }, 0), { chance: 1, atMost: true });
});
