import { assertEquals } from "@std/assert";
import { nearestName } from "./suggestions.ts";

/** The weighted edit distance by its definition: 2 for a character more, less or other, 1 for another case of an ASCII letter. */
function distance(a: string, b: string): number {
  if (a === "" || b === "") return 2 * (a.length + b.length);
  const swap = a.at(-1) === b.at(-1) ? 0 : a.at(-1)?.toLowerCase() === b.at(-1)?.toLowerCase() ? 1 : 2;
  const [left, right] = [a.slice(0, -1), b.slice(0, -1)];
  return Math.min(distance(left, right) + swap, distance(left, b) + 2, distance(a, right) + 2);
}

/** The first of the nearest candidates of which no more than a third changes. */
function nearest(name: string, candidates: readonly string[]): string | null {
  let found: string | null = null;
  let best = Infinity;
  for (const candidate of candidates) {
    const cost = distance(name, candidate);
    if (candidate === name || cost > Math.floor((name.length + candidate.length + 3) / 3) || cost >= best) continue;
    [found, best] = [candidate, cost];
  }
  return found;
}

/** All words of up to four letters over an alphabet. */
function wordsOf(alphabet: string, length: number): string[] {
  if (length === 0) return [""];
  const shorter = wordsOf(alphabet, length - 1);
  return [
    ...shorter,
    ...shorter.filter((word) => word.length === length - 1).flatMap((w) => [...alphabet].map((c) => w + c)),
  ];
}

Deno.test("nearestName() agrees with the distance by its definition, on all pairs of short words", () => {
  const words = wordsOf("aAb", 4).filter((word) => word !== "");
  for (const name of words.filter((_, i) => i % 3 === 0)) {
    for (const candidate of words) {
      assertEquals(nearestName(name, [candidate]), nearest(name, [candidate]), `${name} ${candidate}`);
    }
  }
});

Deno.test("nearestName() gives the first of the nearest, never the name itself", () => {
  const words = [
    "value",
    "values",
    "Value",
    "valve",
    "volume",
    "default",
    "defaults",
    "VALUE",
    "x",
    "y",
    "_value",
    "@value",
  ];
  for (const name of [...words, "valu", "vlaue", "defautl", "vaLUE", "z", "vault"]) {
    assertEquals(nearestName(name, words), nearest(name, words), name);
    assertEquals(nearestName(name, words.toReversed()), nearest(name, words.toReversed()), name);
  }
  assertEquals(nearestName("name", ["name"]), null);
  assertEquals(nearestName("name", []), null);
});

Deno.test("only letters have a case, and it counts half", () => {
  assertEquals(nearestName("ab", ["aB"]), "aB");
  // A change of the bit that tells cases apart makes another character of what is no letter.
  for (const [name, candidate] of [["a{{{", "a[[["], ["a@@@", "a```"], ["ZZZ", "zzz"], ["AAA", "aaa"]] as const) {
    assertEquals(nearestName(name, [candidate]), nearest(name, [candidate]), name);
  }
});

Deno.test("too many candidates, and parts that differ over more than 40 characters, are not looked at", () => {
  const many = (count: number): string[] => ["names", ...Array.from({ length: count - 1 }, (_, i) => `k${i}`)];
  assertEquals(nearestName("name", many(749)), "names");
  assertEquals(nearestName("name", many(750)), null);
  const long = (middle: number): [string, string] => [
    `${"p".repeat(300)}${"ab".repeat(middle / 2)}`,
    `${"p".repeat(300)}${"ac".repeat(middle / 2)}`,
  ];
  // The first character of the middle is common, the others differ at the ends.
  const [near, other] = long(40);
  assertEquals(nearestName(`${near}y`, [`${other}z`]), `${other}z`);
  const [far, another] = long(44);
  assertEquals(nearestName(`${far}y`, [`${another}z`]), null);
});
