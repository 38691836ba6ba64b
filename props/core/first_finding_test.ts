import { assert, assertEquals, assertMatch } from "@std/assert";
import { NO_REPAIRS } from "../../src/isa/repairs.ts";
import { campaign, type CampaignOptions } from "./hunt.ts";
import { ResultOrder } from "./run_batches.ts";
import { followPath } from "./shrink.ts";
import { decodeToken } from "./token.ts";
import { makeSubject, TOY_DIVISOR } from "./toy_subject.ts";
import { repairsFor } from "./subject.ts";

function toy(changes: Partial<CampaignOptions> = {}): CampaignOptions {
  return {
    module: new URL("./toy_subject.ts", import.meta.url).href,
    spec: { claim: "toy" },
    generator: 1,
    seed: 3,
    repairs: NO_REPAIRS,
    checks: 100_000,
    timeMs: 60_000,
    jobs: 1,
    ...changes,
  };
}

Deno.test("a campaign finds the first failing check, shrinks it and names the repair", async () => {
  const { ended, finding, tally } = await campaign(toy());
  assertEquals(ended, "found");
  assert(finding !== null);
  assertEquals(finding.description, "0", "one number, and the smallest multiple");
  assertEquals(finding.healedBy, ["handler-lookup"]);
  assertEquals(finding.signature, "handler-lookup");
  assertEquals(finding.flaky, false);
  assertEquals(finding.shrinking.complete, true);
  assertEquals(tally.checks, finding.index + 1);
  const subject = makeSubject({ claim: "toy" });
  for (let index = 0; index < finding.index; index++) {
    const numbers = subject.generate(3, index) as readonly number[];
    assert(numbers.every((number) => number % TOY_DIVISOR !== 0), `check ${index} fails before the one found`);
  }
});

Deno.test("the token of a finding makes the shrunk input again", async () => {
  const { finding } = await campaign(toy());
  const token = decodeToken(finding?.token ?? "");
  const subject = makeSubject({ claim: token.claim });
  const original = subject.generate(token.seed, token.index);
  assertEquals(followPath(original, (input) => subject.shrink(input), token.path ?? []), [0]);
});

Deno.test("any number of workers gives the same finding and the same counts", async () => {
  for (const seed of [3, 4, 5]) {
    const alone = await campaign(toy({ seed }));
    const two = await campaign(toy({ seed, jobs: 2 }));
    assertEquals(two.finding, alone.finding);
    assertEquals(two.tally, alone.tally);
  }
});

Deno.test("results that come in any order are taken in the order of their batches, up to the end", () => {
  for (const order of [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2]]) {
    const taken: string[] = [];
    const merged = new ResultOrder<string>((number, result) => {
      taken.push(`${number} ${result}`);
      return result === "c";
    });
    for (const number of order) merged.add(number, "abcd"[number] as string);
    assertEquals([taken, merged.over], [["0 a", "1 b", "2 c"], true]);
  }
});

Deno.test("a campaign ends at its number of checks, with workers too", async () => {
  const repairs = repairsFor("repaired");
  for (const jobs of [1, 2]) {
    const result = await campaign(toy({ repairs, checks: 1000, jobs }));
    assertEquals([result.ended, result.tally.checks, result.finding], ["checks", 1000, null]);
  }
});

Deno.test("a campaign ends at its time and when it is interrupted", async () => {
  const repairs = repairsFor("repaired");
  const timed = await campaign(toy({ repairs, checks: Infinity, timeMs: 30 }));
  assertEquals(timed.ended, "time");
  const abort = new AbortController();
  const stopped = await campaign(
    toy({ repairs, checks: Infinity, signal: abort.signal, onProgress: () => abort.abort() }),
  );
  assertEquals(stopped.ended, "interrupted");
});

Deno.test("what Tierproof itself throws is a finding of its own sort", async () => {
  const { finding } = await campaign(toy({ spec: { claim: "toy-crash" } }));
  assertEquals(finding?.failure.kind, "crash");
  assertEquals(finding?.description, "0");
  assertMatch(finding?.failure.right.text ?? "", /^TypeError: toy crash on 0/);
  assertMatch(finding?.signature ?? "", /TypeError-props\/core\/toy_subject\.ts/);
});

Deno.test("a failure that does not repeat is a flaky finding, unshrunk, with what was seen once", async () => {
  const { ended, finding } = await campaign(toy({ spec: { claim: "toy-flaky" } }));
  assertEquals([ended, finding?.flaky, finding?.signature], ["found", true, "toy-flaky:flaky:number"]);
  assertEquals(finding?.shrinking.steps, 0);
  assertEquals(Number(finding?.failure.right.text) % TOY_DIVISOR, 0);
});

Deno.test("shrinking stops at its budget and keeps the best so far", async () => {
  const { finding } = await campaign(toy({ budget: { candidates: 5, work: 1000 } }));
  assertEquals(finding?.shrinking.complete, false);
  assertEquals(finding?.shrinking.tried, 5);
  assert((finding?.description ?? "").split(" ").some((number) => Number(number) % TOY_DIVISOR === 0));
});
