import { assert, assertEquals, assertThrows } from "@std/assert";
import { PrngChoices } from "./choices.ts";
import { CoreError } from "./errors.ts";
import { decodeToken, encodeToken, MAX_TOKEN, type ReplayToken } from "./token.ts";
import { TOY_DEFECTS, toyPlug } from "./testing/toy.ts";

const PLUG = toyPlug();

const TOKEN: ReplayToken = {
  claim: "equivalence",
  seed: 2 ** 53 - 1,
  index: 12_345,
  mended: new Set(),
  path: [0, 31, 32, 1023, 1024, 70_000],
};

Deno.test("a token reads back as what it was written from", () => {
  const choices = new PrngChoices(1);
  for (let i = 0; i < 200; i++) {
    const token: ReplayToken = {
      claim: "equivalence",
      seed: choices.bits(),
      index: choices.bits(),
      mended: new Set(TOY_DEFECTS.filter(() => choices.bool())),
      path: Array.from({ length: choices.below(60) }, () => choices.below(1 + choices.below(2000))),
    };
    const text = encodeToken(token, PLUG);
    assert(text.length <= MAX_TOKEN);
    const read = decodeToken(text, PLUG);
    assertEquals(read, { ...token, path: read.path });
    assert(read.path === null || `${read.path}` === `${token.path}`);
  }
});

Deno.test("a path that is too long is left to be searched again", () => {
  const text = encodeToken({ ...TOKEN, path: Array.from({ length: 200 }, () => 5) }, PLUG);
  assert(text.length <= MAX_TOKEN);
  assertEquals(decodeToken(text, PLUG).path, null);
});

Deno.test("a token that was cut, mistyped or made by another release is refused with the reason", () => {
  const text = encodeToken(TOKEN, PLUG);
  const cases: [string, string][] = [
    [text.slice(0, -3), "found 8"],
    [text.slice(0, -1), "checksum"],
    [text.replace("equivalence", "equivalense"), "checksum"],
    [text.replace("tp2.", "tp1."), "made by an older release"],
    ["finding.json", 'begin with "tp2."'],
    ["", 'begin with "tp2."'],
    [
      encodeToken(TOKEN, { ...PLUG, target: { ...PLUG.target, name: "other" } }),
      'made on "other", this is "toy"; name its module',
    ],
    [encodeToken(TOKEN, { ...PLUG, language: { version: 7 } }), "made by version 7 of the generator"],
  ];
  for (const [wrong, reason] of cases) assertThrows(() => decodeToken(wrong, PLUG), CoreError, reason);
});
