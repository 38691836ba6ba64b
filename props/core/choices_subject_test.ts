import { assert, assertEquals } from "@std/assert";
import { type BatchResult, runBatch } from "./batch.ts";
import { AGREE, type ChoicesClaim, disagree } from "./claim.ts";
import { type Finding, investigate } from "./finding.ts";
import { type Plug, plugOf } from "./plug.ts";
import { TOY_LANGUAGE, TOY_TARGET, type ToyMachine } from "./testing/toy.ts";

/** No list of small numbers holds two equal neighbours; false, of course. */
const NEIGHBOURS: ChoicesClaim<ToyMachine> = {
  kind: "choices",
  name: "neighbours",
  what: "no number follows itself",
  check(choices) {
    const length = choices.length(0, 10);
    let last = -1;
    for (let i = 0; i < length; i++) {
      const number = choices.below(50);
      if (number === last) return disagree({ what: "number", index: i }, "another", String(number));
      last = number;
    }
    return AGREE;
  },
};

function plugWith(claim: ChoicesClaim<ToyMachine>): Plug {
  return plugOf({ language: TOY_LANGUAGE, target: TOY_TARGET, claims: [claim] });
}

function batch(plug: Plug): BatchResult {
  const claim = plug.claims[0]?.name ?? "";
  return runBatch(plug, { claim, seed: 5, from: 0, to: 10_000 }, new Set());
}

function firstFinding(plug: Plug): Finding {
  const subject = plug.subject(plug.claims[0]?.name ?? "");
  const finding = investigate({ plug, subject, seed: 5, index: batch(plug).failedAt, mended: new Set() });
  assert(finding !== null);
  return finding;
}

Deno.test("a claim about choices is refuted, and its choices shrink to few and small ones", () => {
  const finding = firstFinding(plugWith(NEIGHBOURS));
  assertEquals(finding.failure.right.text, "0");
  assertEquals(finding.failure.place, { what: "number", index: 1 });
  assertEquals([finding.healedBy, finding.input.kind, finding.signature], [[], "choices", "neighbours:number"]);
  assert(/^[12] choices: /.test(finding.text), finding.text);
});

Deno.test("the same seed and index make the same choices on every subject", () => {
  assertEquals(batch(plugWith(NEIGHBOURS)), batch(plugWith(NEIGHBOURS)));
});

Deno.test("a check that crashes is a finding, shrunk like any other", () => {
  const finding = firstFinding(plugWith({
    ...NEIGHBOURS,
    name: "crash",
    check(choices) {
      const length = choices.length(0, 10);
      for (let i = 0; i < length; i++) if (choices.below(50) === 49) throw new RangeError("beyond the end");
      return AGREE;
    },
  }));
  assertEquals(finding.failure.kind, "crash");
  assert(/^2 choices: /.test(finding.text), finding.text);
});
