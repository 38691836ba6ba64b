import { assert, assertEquals } from "@std/assert";
import { huntAll, type HuntAllOptions } from "../core/hunt_all.ts";
import { slicesOf } from "../core/rounds.ts";
import { plugSource } from "./load.ts";
import { pinPlug } from "./plug.ts";

function options(changes: Partial<HuntAllOptions> = {}): HuntAllOptions {
  return {
    plug: plugSource(),
    claims: ["equivalence", "invalidation", "executor-commands"],
    seed: 1,
    mended: new Set(),
    checks: 800,
    timeMs: 60_000,
    budget: { candidates: 300, work: 1_000_000 },
    jobs: 1,
    ...changes,
  };
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
    assertEquals(finding.cause.defects.length, 1);
  }
  assert(result.duplicates > result.findings.length, "most failures are duplicates");
});

Deno.test("two workers find the same as one, with the same counts", async () => {
  const quick = options({ claims: ["equivalence", "invalidation"], seed: 2, checks: 300 });
  const alone = await huntAll(quick);
  const two = await huntAll({ ...quick, jobs: 2 });
  assertEquals({ ...two, seconds: 0 }, { ...alone, seconds: 0 });
});

Deno.test("every claim of the pin has its slice in a round", () => {
  const { claims, slices } = pinPlug();
  const names = claims.map(({ name }) => name);
  assertEquals(new Set(slicesOf(names, slices).map(({ claim }) => claim)), new Set(names));
  for (const { claim } of slices) assert(names.includes(claim), claim);
});
