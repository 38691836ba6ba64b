import { assert, assertEquals } from "@std/assert";
import { NO_REPAIRS } from "../../src/isa/repairs.ts";
import { AGREE, type ModelClaim } from "../claims/claim.ts";
import { runBatch } from "./batch.ts";
import { investigate } from "./finding.ts";
import { modelSubject } from "./choices_subject.ts";

/** No list of small numbers holds two equal neighbours; false, of course. */
const NEIGHBOURS: ModelClaim = {
  kind: "model",
  name: "neighbours",
  what: "no number follows itself",
  check(choices) {
    const length = choices.length(0, 10);
    let last = -1;
    for (let i = 0; i < length; i++) {
      const number = choices.below(50);
      if (number === last) return { kind: "disagree", where: `number ${i}`, left: "another", right: String(number) };
      last = number;
    }
    return AGREE;
  },
};

Deno.test("a model claim is refuted, and its choices shrink to few and small ones", () => {
  const subject = modelSubject(NEIGHBOURS);
  const { failedAt } = runBatch(subject, 5, 0, 10_000, NO_REPAIRS);
  const finding = investigate({ subject, generator: 1, seed: 5, index: failedAt, repairs: NO_REPAIRS });
  assert(finding !== null);
  assertEquals(finding.failure.right.text, "0");
  assertEquals(finding.failure.where, "number 1");
  assertEquals([finding.healedBy, finding.stored, finding.signature], [[], null, "neighbours:number"]);
  assert(/^[12] choices: /.test(finding.description), finding.description);
});

Deno.test("the same seed and index make the same model input on every subject", () => {
  const first = runBatch(modelSubject(NEIGHBOURS), 5, 0, 10_000, NO_REPAIRS);
  assertEquals(runBatch(modelSubject(NEIGHBOURS), 5, 0, 10_000, NO_REPAIRS), first);
});

Deno.test("a check that crashes is a finding, shrunk like any other", () => {
  const subject = modelSubject({
    ...NEIGHBOURS,
    name: "crash",
    check(choices) {
      const length = choices.length(0, 10);
      for (let i = 0; i < length; i++) if (choices.below(50) === 49) throw new RangeError("beyond the end");
      return AGREE;
    },
  });
  const { failedAt } = runBatch(subject, 5, 0, 10_000, NO_REPAIRS);
  const finding = investigate({ subject, generator: 1, seed: 5, index: failedAt, repairs: NO_REPAIRS });
  assert(finding !== null);
  assertEquals(finding.failure.kind, "crash");
  assert(/^2 choices: /.test(finding.description), finding.description);
});
