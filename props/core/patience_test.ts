import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { hunt } from "./hunt.ts";
import { noneMended } from "./target.ts";
import { loadPlug } from "./testing/stubborn.ts";

async function told(claim: string, patience: number | "none", timeMs: number, jobs = 1): Promise<string> {
  const script = new URL("./testing/patience_script.ts", import.meta.url).href;
  const args = ["run", "-A", "--quiet", "--no-check", script, ...[claim, patience, timeMs, jobs].map(String)];
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
  return new TextDecoder().decode(stdout).trim() || new TextDecoder().decode(stderr);
}

Deno.test("a check that never ends is told with its number, when the time is over, too", async () => {
  const [running, over, refused] = await Promise.all([
    told("loops", 1000, 60_000),
    // Longer than any worker needs to start.
    told("loops", 60_000, 5000),
    told("refused", 60_000, 60_000),
  ]);
  assertEquals(
    running,
    "TierproofError: claim loops, seed 1: checks 0 to 3 have not ended after 1 s: what is attacked may run for ever",
  );
  assertMatch(
    over,
    /^TierproofError: claim loops, seed 1: checks 0 to 3 have not ended after \d s: what is attacked may run for ever$/,
  );
  // What is bad input in a worker is bad input for the hunt, as it is in one thread.
  assertEquals(refused, "TierproofError: expected better");
  const alone = {
    plug: loadPlug(),
    claim: "refused",
    seed: 1,
    mended: noneMended(),
    checks: 1,
    timeMs: 60_000,
    jobs: 1,
  };
  await assertRejects(() => hunt(alone), Error, "expected better");
});

Deno.test("a check that holds ever more memory, or leaves a rejected promise, is told with its number", async () => {
  const [hoards, rejects] = await Promise.all([told("hoards", 600_000, 600_000), told("rejects", 600_000, 600_000)]);
  assertEquals(
    hoards,
    "TierproofError: claim hoards, seed 1: checks 0 to 3 hold more than 400 MiB of memory: what is attacked may take it without end",
  );
  assertEquals(
    rejects,
    "TierproofError: claim rejects, seed 1: checks 0 to 3: what is attacked left a promise rejected: Error: left behind",
  );
});

Deno.test("a finding waits for no check that comes after it", async () => {
  // Of this seed the first program is empty, and the first one of the next batch is not.
  assertEquals(await told("empty", "none", Infinity, 2), "found after 1");
});
