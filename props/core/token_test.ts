import { assert, assertEquals, assertThrows } from "@std/assert";
import { TierproofError } from "../../src/isa/errors.ts";
import { REPAIR_IDS } from "../../src/isa/repairs.ts";
import { PrngChoices } from "./choices.ts";
import { decodeToken, encodeToken, MAX_TOKEN, type ReplayToken } from "./token.ts";
import { repairsFor } from "./subject.ts";

const TOKEN: ReplayToken = {
  claim: "equivalence",
  generator: 3,
  seed: 2 ** 53 - 1,
  index: 12_345,
  repairs: repairsFor("pinned"),
  path: [0, 31, 32, 1023, 1024, 70_000],
};

Deno.test("a token reads back as what it was written from", () => {
  const choices = new PrngChoices(1);
  for (let i = 0; i < 200; i++) {
    const token: ReplayToken = {
      claim: "equivalence",
      generator: choices.below(100),
      seed: choices.bits(),
      index: choices.bits(),
      repairs: repairsFor("pinned", REPAIR_IDS.filter(() => choices.bool())),
      path: Array.from({ length: choices.below(60) }, () => choices.below(1 + choices.below(2000))),
    };
    const text = encodeToken(token);
    assert(text.length <= MAX_TOKEN);
    const read = decodeToken(text);
    assertEquals({ ...read, repairs: [...read.repairs] }, { ...token, path: read.path, repairs: [...token.repairs] });
    assert(read.path === null || `${read.path}` === `${token.path}`);
  }
});

Deno.test("a path that is too long is left to be searched again", () => {
  const text = encodeToken({ ...TOKEN, path: Array.from({ length: 200 }, () => 5) });
  assert(text.length <= MAX_TOKEN);
  assertEquals(decodeToken(text).path, null);
});

Deno.test("a token that was cut, mistyped or made by another release is refused with the reason", () => {
  const text = encodeToken(TOKEN);
  const cases: [string, string][] = [
    [text.slice(0, -3), "found 7"],
    [text.slice(0, -1), "checksum"],
    [text.replace("equivalence", "equivalense"), "checksum"],
    [text.replace("tp1.", "tp2."), 'begin with "tp1."'],
    ["finding.json", 'begin with "tp1."'],
    ["", 'begin with "tp1."'],
  ];
  for (const [wrong, reason] of cases) assertThrows(() => decodeToken(wrong), TierproofError, reason);
});
