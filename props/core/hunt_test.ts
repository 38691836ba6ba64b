import { assert, assertEquals } from "@std/assert";
import { ALL_REPAIRS, NO_REPAIRS } from "../../src/isa/repairs.ts";
import { campaign, type CampaignOptions } from "./hunt.ts";
import { describeFinding } from "./finding.ts";
import { followPath } from "./shrink.ts";
import { DEFAULT_CLAIM, GENERATOR_VERSION, makeSubject, SUBJECTS_URL } from "../cpython/plug.ts";
import { decodeToken } from "./token.ts";
import { repairsFor } from "./subject.ts";

function hunt(changes: Partial<CampaignOptions> = {}): CampaignOptions {
  return {
    module: SUBJECTS_URL,
    spec: { claim: DEFAULT_CLAIM },
    generator: GENERATOR_VERSION,
    seed: 1,
    repairs: NO_REPAIRS,
    checks: 20_000,
    timeMs: 60_000,
    jobs: 1,
    ...changes,
  };
}

Deno.test("a hunt for the pinned optimizer finds the early handler look-up, small and attributed", async () => {
  const { finding } = await campaign(hunt());
  assert(finding !== null);
  assertEquals(finding.healedBy[0], "handler-lookup");
  assert(finding.units <= 25, `shrunk to ${finding.units} instructions`);
  assert(!finding.flaky && finding.traces.length > 0);
});

Deno.test("the finding is the same with two workers, and its token replays it bit for bit", async () => {
  const alone = (await campaign(hunt({ seed: 2 }))).finding;
  const two = (await campaign(hunt({ seed: 2, jobs: 2 }))).finding;
  assertEquals(two, alone);
  const token = decodeToken(alone?.token ?? "");
  const subject = makeSubject({ claim: token.claim });
  const input = followPath(subject.generate(token.seed, token.index), (each) => subject.shrink(each), token.path ?? []);
  const { generator, seed, index, repairs } = token;
  const again = describeFinding(
    { subject, generator, seed, index, repairs },
    input,
    alone?.shrinking ?? { steps: 0, tried: 0, complete: true },
    token.path,
  );
  assertEquals(again, alone);
});

Deno.test("the repaired optimizer survives, with every program run and nearly all of them in tier 2", async () => {
  const { finding, tally } = await campaign(hunt({ repairs: ALL_REPAIRS, checks: 1000, seed: 3 }));
  assertEquals([finding, tally.checks, tally.discarded], [null, 1000, 0]);
  assert(tally.reachedTier2 >= 900, `${tally.reachedTier2} of 1000 entered tier 2`);
});

Deno.test("mending the defect that was found makes the hunt look behind it", async () => {
  const { finding } = await campaign(hunt({ repairs: repairsFor("pinned", ["handler-lookup"]), checks: 300 }));
  assert(finding === null || finding.healedBy[0] !== "handler-lookup");
});
