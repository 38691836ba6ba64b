import { assert, assertEquals, assertThrows } from "@std/assert";
import { runBatch } from "./batch.ts";
import type { Choices } from "./choices.ts";
import { AGREE, disagree, type Verdict } from "./claim.ts";
import { CoreError } from "./errors.ts";
import { investigate } from "./finding.ts";
import { type Plug, plugOf } from "./plug.ts";
import { followPath } from "./shrink.ts";
import { type Numbers, TOY_DIVISOR, TOY_LANGUAGE, TOY_TARGET } from "./testing/toy.ts";
import { decodeToken } from "./token.ts";

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
    [
      { claims: [{ ...CLAIM, making: { generate: () => [] } }] },
      "what the claim mine is made with to have a function lower",
    ],
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

Deno.test("a claim that makes its programs itself draws, shrinks and keeps them beside those of the language", () => {
  const making = {
    generate: (choices: Choices): string => "x".repeat(choices.int(2, 5)),
    lower: (draft: string): Numbers => [TOY_DIVISOR, draft.length],
    *shrink(draft: string): Generator<string> {
      if (draft.length > 1) yield draft.slice(1);
    },
    source: (draft: string) => draft,
  };
  const check = ([first]: Numbers): Verdict => first === TOY_DIVISOR ? disagree("first", "less", `${first}`) : AGREE;
  const plug = plugWith({ claims: [CLAIM, { ...CLAIM, name: "own", making, check }] });
  const subject = plug.subject("own");
  const finding = investigate({ plug, subject, seed: 1, index: 3, mended: new Set() });
  assert(finding !== null);
  assertEquals([finding.input, finding.source], [{ kind: "program", program: [TOY_DIVISOR, 1] }, "x"]);
  const { claim, seed, index, path } = decodeToken(finding.token, plug);
  const again = followPath(plug.subject(claim).generate(seed, index), (each) => subject.shrink(each), path ?? []);
  assertEquals(subject.codec.encode(again), finding.input);
  assert(finding.shrinking.steps > 0);
  assertEquals(plug.subject("mine").codec.encode(plug.subject("mine").generate(1, 3)).kind, "program");
});
