import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { hunt, type HuntOptions } from "./hunt.ts";
import { ResultOrder } from "./run_batches.ts";
import { followPath } from "./shrink.ts";
import { loadPlug, type Numbers, TOY_DEFECTS, TOY_DIVISOR, TOY_SOURCE, toyPlug } from "./testing/toy.ts";
import { decodeToken } from "./token.ts";

function toy(changes: Partial<HuntOptions> = {}): HuntOptions {
  return {
    plug: TOY_SOURCE,
    claim: "toy",
    seed: 3,
    mended: new Set(),
    checks: 100_000,
    timeMs: 60_000,
    jobs: 1,
    ...changes,
  };
}

Deno.test("a hunt finds the first failing check, shrinks it and names the repair", async () => {
  const { ended, finding, tally } = await hunt(toy());
  assertEquals(ended, "found");
  assert(finding !== null);
  assertEquals(finding.text, "0", "one number, and the smallest multiple");
  assertEquals(finding.healedBy, ["multiples"]);
  assertEquals(finding.signature, "multiples");
  assertEquals(finding.flaky, false);
  assertEquals(finding.shrinking.complete, true);
  assertEquals(tally.checks, finding.index + 1);
  const subject = toyPlug().subject("toy");
  for (let index = 0; index < finding.index; index++) {
    const { program: numbers } = subject.generate(3, index) as { readonly program: Numbers };
    assert(numbers.every((number) => number % TOY_DIVISOR !== 0), `check ${index} fails before the one found`);
  }
});

Deno.test("the token of a finding makes the shrunk input again", async () => {
  const { finding } = await hunt(toy());
  const token = decodeToken(finding?.token ?? "", toyPlug());
  const subject = toyPlug().subject(token.claim);
  const original = subject.generate(token.seed, token.index);
  const input = followPath(original, (each) => subject.shrink(each), token.path ?? []);
  assertEquals(subject.codec.encode(input), { kind: "program", program: [0] });
});

Deno.test("workers need to know where the plug is; one thread takes it as it is", async () => {
  const { finding } = await hunt(toy());
  assertEquals((await hunt(toy({ plug: loadPlug() }))).finding, finding);
  await assertRejects(() => hunt(toy({ plug: toyPlug(), jobs: 2 })), Error, "workers need a module");
});

Deno.test("any number of workers gives the same finding and the same counts", async () => {
  for (const seed of [3, 4, 5]) {
    const alone = await hunt(toy({ seed }));
    const two = await hunt(toy({ seed, jobs: 2 }));
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

Deno.test("a hunt ends at its number of checks, with workers too", async () => {
  const mended = new Set(TOY_DEFECTS);
  for (const jobs of [1, 2]) {
    const result = await hunt(toy({ mended, checks: 1000, jobs }));
    assertEquals([result.ended, result.tally.checks, result.finding], ["checks", 1000, null]);
  }
});

Deno.test("a hunt ends at its time and when it is interrupted", async () => {
  const mended = new Set(TOY_DEFECTS);
  const timed = await hunt(toy({ mended, checks: Infinity, timeMs: 30 }));
  assertEquals(timed.ended, "time");
  const abort = new AbortController();
  const stopped = await hunt(
    toy({ mended, checks: Infinity, signal: abort.signal, onProgress: () => abort.abort() }),
  );
  assertEquals(stopped.ended, "interrupted");
});

Deno.test("timers and signals get in while this thread runs batches beside its workers", async () => {
  const mended = new Set(TOY_DEFECTS);
  const start = performance.now();
  const signal = AbortSignal.timeout(50);
  const { ended } = await hunt(toy({ mended, checks: Infinity, timeMs: 20_000, jobs: 2, signal }));
  assertEquals(ended, "interrupted");
  assert(performance.now() - start < 10_000);
});

Deno.test("what Tierproof itself throws is a finding of its own sort", async () => {
  const { finding } = await hunt(toy({ claim: "toy-crash" }));
  assertEquals(finding?.failure.kind, "crash");
  assertEquals(finding?.text, "0");
  assertMatch(finding?.failure.right.text ?? "", /^TypeError: toy crash on 0/);
  assertMatch(finding?.signature ?? "", /TypeError-testing\/toy\.ts/);
});

Deno.test("a failure that does not repeat is a flaky finding, unshrunk, with what was seen once", async () => {
  const { ended, finding } = await hunt(toy({ claim: "toy-flaky" }));
  assertEquals([ended, finding?.flaky, finding?.signature], ["found", true, "toy-flaky:flaky:number"]);
  assertEquals(finding?.shrinking.steps, 0);
  assertEquals(Number(finding?.failure.right.text) % TOY_DIVISOR, 0);
});

Deno.test("shrinking stops at its budget and keeps the best so far", async () => {
  const { finding } = await hunt(toy({ budget: { candidates: 5, work: 100_000 } }));
  assertEquals(finding?.shrinking.complete, false);
  assertEquals(finding?.shrinking.tried, 5);
  assert((finding?.text ?? "").split(" ").some((number) => Number(number) % TOY_DIVISOR === 0));
});
