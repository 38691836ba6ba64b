import { assert, assertEquals } from "@std/assert";
import { ALL_REPAIRS } from "../../src/isa/repairs.ts";
import { describeFinding } from "../core/finding.ts";
import { hunt, type HuntOptions } from "../core/hunt.ts";
import { followPath } from "../core/shrink.ts";
import { decodeToken } from "../core/token.ts";
import { plugSource } from "./load.ts";
import { DEFAULT_CLAIM, pinPlug } from "./plug.ts";

function options(changes: Partial<HuntOptions> = {}): HuntOptions {
  return {
    plug: plugSource(),
    claim: DEFAULT_CLAIM,
    seed: 1,
    mended: new Set(),
    checks: 20_000,
    timeMs: 60_000,
    jobs: 1,
    ...changes,
  };
}

Deno.test("a hunt for the pinned optimizer finds the early handler look-up, small and attributed", async () => {
  const { finding } = await hunt(options());
  assert(finding !== null);
  assertEquals(finding.healedBy[0], "handler-lookup");
  assert(finding.units <= 25, `shrunk to ${finding.units} instructions`);
  assert(!finding.flaky && (finding.left as unknown[]).length > 0);
});

Deno.test("the finding is the same with two workers, and its token replays it bit for bit", async () => {
  const alone = (await hunt(options({ seed: 2 }))).finding;
  const two = (await hunt(options({ seed: 2, jobs: 2 }))).finding;
  assertEquals(two, alone);
  const token = decodeToken(alone?.token ?? "", pinPlug());
  const subject = pinPlug().subject(token.claim);
  const input = followPath(subject.generate(token.seed, token.index), (each) => subject.shrink(each), token.path ?? []);
  const { seed, index, mended } = token;
  const again = describeFinding(
    { plug: pinPlug(), subject, seed, index, mended },
    input,
    alone?.shrinking ?? { steps: 0, tried: 0, complete: true },
    token.path,
  );
  assertEquals(again, alone);
});

Deno.test("the repaired optimizer survives, with every program run and nearly all of them in tier 2", async () => {
  const { finding, tally } = await hunt(options({ mended: ALL_REPAIRS, checks: 1000, seed: 3 }));
  assertEquals([finding, tally.checks, tally.discarded], [null, 1000, 0]);
  const reached = tally.counts["reachedTier2"] ?? 0;
  assert(reached >= 900, `${reached} of 1000 entered tier 2`);
});

Deno.test("mending the defect that was found makes the hunt look behind it", async () => {
  const { finding } = await hunt(options({ mended: new Set(["handler-lookup"]), checks: 300 }));
  assert(finding === null || finding.healedBy[0] !== "handler-lookup");
});
