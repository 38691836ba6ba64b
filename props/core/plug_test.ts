import { assertEquals, assertThrows } from "@std/assert";
import { runBatch } from "./batch.ts";
import { AGREE, type Verdict } from "./claim.ts";
import { CoreError } from "./errors.ts";
import { type Plug, plugOf } from "./plug.ts";
import { TOY_LANGUAGE, TOY_TARGET } from "./testing/toy.ts";

const CLAIM = { kind: "program", name: "mine", what: "it holds", check: () => AGREE } as const;
const PARTS = { language: TOY_LANGUAGE, target: TOY_TARGET, claims: [CLAIM] };

// What a stranger hands in has any shape; only JavaScript lets these through.
const plugWith = (parts: object): Plug => plugOf({ ...PARTS, ...parts } as typeof PARTS);

Deno.test("a plug whose parts are none is refused with what was expected of which part", () => {
  const cases: [object, string][] = [
    [
      { language: { ...TOY_LANGUAGE, name: "My Language" } },
      'the name of a language in lower case, words joined by hyphens, found "My Language"',
    ],
    [{ target: { ...TOY_TARGET, name: "a.b" } }, "the name of a target in lower case"],
    [{ language: { ...TOY_LANGUAGE, version: NaN } }, "the language's version to be a whole number, found NaN"],
    [
      { language: { ...TOY_LANGUAGE, generate: undefined } },
      "the language to have a function generate, found undefined",
    ],
    [{ language: { ...TOY_LANGUAGE, codec: undefined } }, "the language's codec to have a function encode"],
    [{ target: { ...TOY_TARGET, attacked: 5 } }, "the target to have a function attacked, found number"],
    [{ target: { ...TOY_TARGET, variants: undefined } }, "the name of a variant"],
    [{ target: { ...TOY_TARGET, defects: [{ id: "Bad", what: "" }] } }, "the name of a defect"],
    [{ claims: [] }, "at least one claim"],
    [{ claims: [CLAIM, CLAIM] }, "a claim to have a name of its own, found mine twice"],
    [{ claims: [{ ...CLAIM, check: undefined }] }, "the claim mine to have a function check"],
  ];
  for (const [parts, message] of cases) assertThrows(() => plugWith(parts), CoreError, message);
  assertEquals(plugWith({}).claims.map(({ name }) => name), ["mine"]);
});

Deno.test("a claim that gives no verdict is told so, and is no finding", () => {
  const cases: [unknown, string][] = [
    [undefined, "found undefined"],
    [true, "found true"],
    [{ kind: "maybe" }, 'found {"kind":"maybe"}'],
    [{ kind: "disagree" }, 'found {"kind":"disagree"}'],
    [Promise.resolve(AGREE), "found a promise: claims are not asynchronous"],
  ];
  for (const [verdict, message] of cases) {
    const plug = plugWith({ claims: [{ ...CLAIM, check: () => verdict as Verdict }] });
    assertThrows(() => runBatch(plug, { claim: "mine", seed: 1, from: 0, to: 5 }, new Set()), CoreError, message);
  }
});
