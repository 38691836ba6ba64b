import { assert, assertEquals } from "@std/assert";
import { NO_REPAIRS } from "../../src/isa/repairs.ts";
import { huntAll, type HuntAllOptions, type HuntAllResult } from "./hunt_all.ts";
import { Rounds, slicesOf } from "./rounds.ts";
import { claimRows, GENERATOR_VERSION, SUBJECTS_URL } from "../cpython/plug.ts";
import { repairsFor } from "./subject.ts";

function options(changes: Partial<HuntAllOptions> = {}): HuntAllOptions {
  return {
    module: SUBJECTS_URL,
    claims: ["equivalence", "invalidation", "executor-commands"],
    generator: GENERATOR_VERSION,
    seed: 1,
    repairs: NO_REPAIRS,
    checks: 800,
    timeMs: 60_000,
    budget: { candidates: 300, work: 1_000_000 },
    jobs: 1,
    ...changes,
  };
}

function toy(claims: readonly string[], changes: Partial<HuntAllOptions> = {}): HuntAllOptions {
  return options({ module: new URL("./toy_subject.ts", import.meta.url).href, claims, checks: 2000, ...changes });
}

function found({ findings }: HuntAllResult): string[] {
  return findings.map(({ finding, duplicates }) => `${finding.signature} x${duplicates}`);
}

Deno.test("a hunt of the pin that goes on reports each root cause once, and the forms of one apart", async () => {
  const result = await huntAll(options());
  const keys = result.findings.map(({ finding }) => finding.signature);
  assertEquals(new Set(keys).size, keys.length);
  const wanted = [
    "handler-lookup/trace-escapes",
    "handler-lookup/trace-catches",
    "invalid-executor",
    "self-replacement",
    "depends-on-revives",
  ];
  for (const key of wanted) assert(keys.includes(key), `${key} is among ${keys.join(", ")}`);
  for (const { finding } of result.findings) {
    assertEquals([finding.flaky, finding.failure.kind], [false, "disagree"]);
    assertEquals(finding.cause.repairs.length, 1);
  }
  assert(result.duplicates > result.findings.length, "most failures are duplicates");
});

Deno.test("two workers find the same as one, with the same counts", async () => {
  const quick = options({ claims: ["equivalence", "invalidation"], seed: 2, checks: 300 });
  const alone = await huntAll(quick);
  const two = await huntAll({ ...quick, jobs: 2 });
  assertEquals({ ...two, seconds: 0 }, { ...alone, seconds: 0 });
});

Deno.test("each claim and each sort of crash counts for itself, and what does not repeat is flaky", async () => {
  const toys = ["toy", "toy-crash", "toy-flaky"];
  const result = await huntAll(toy(toys));
  assertEquals(result.findings.map(({ claims }) => claims), [["toy"], ["toy-crash"], ["toy-flaky"]]);
  const [plain, crash, flaky] = result.findings.map(({ finding }) => finding);
  assertEquals(plain?.signature, "handler-lookup");
  assertEquals([crash?.failure.kind, flaky?.flaky], ["crash", true]);
  assertEquals(result.tally.checks, 2000);
  assertEquals(
    [...result.tallies].reduce((sum, [, { checks }]) => sum + checks, 0),
    2000,
  );
});

Deno.test("a failure that one repair mends is not shrunk a second time", async () => {
  const shrunk: number[] = [];
  const result = await huntAll(toy(["toy"], { onFailure: (_claim, index) => shrunk.push(index) }));
  assertEquals(shrunk.length, 1);
  const [first] = result.findings;
  assert(first !== undefined && first.duplicates > 5);
  assertEquals(first.finding.index, shrunk[0]);
});

Deno.test("a hunt that finds nothing says so, and one can be stopped", async () => {
  const none = await huntAll(toy(["toy"], { repairs: repairsFor("repaired") }));
  assertEquals([none.ended, found(none)], ["checks", []]);
  const abort = new AbortController();
  const stopped = await huntAll(
    toy(["toy"], { checks: Infinity, signal: abort.signal, onFinding: () => abort.abort() }),
  );
  assertEquals([stopped.ended, stopped.findings.length], ["interrupted", 1]);
  assertEquals((await huntAll(toy(["toy"], { checks: Infinity, timeMs: 20 }))).ended, "time");
});

Deno.test("rounds give every claim its slice, in one order, up to the number of checks", () => {
  const claims = claimRows().map(({ name }) => name);
  assertEquals(new Set(slicesOf(claims).map(({ claim }) => claim)), new Set(claims));
  const rounds = new Rounds(["validity", "equivalence", "brand-new"], 600);
  const batches = Array.from({ length: 7 }, () => rounds.next()).map((each) =>
    each && [each.claim, each.from, each.to]
  );
  assertEquals(batches, [
    ["equivalence", 0, 256],
    ["validity", 0, 1],
    ["brand-new", 0, 2],
    ["equivalence", 256, 512],
    ["brand-new", 2, 4],
    ["equivalence", 512, 595],
    null,
  ]);
  assertEquals(rounds.next(), null);
});
