// Of: local_workers.ts, worker.ts, worker_process.ts, guardian.ts, vitals.ts

import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { TierproofError } from "../../src/isa/errors.ts";
import { runCampaign } from "./campaign.ts";
import { CampaignStore } from "./campaign_store.ts";
import { LocalWorkers } from "./local_workers.ts";
import { divisorsOptions } from "./testing/divisors_options.ts";
import { inFolder } from "./testing/in_folder.ts";
import type { WatchLimits } from "./worker_process.ts";

/** Check 2 of this seed has a multiple of 9973, which is what `divisors.ts` calls costly. */
const [SEED, COSTLY, DIVISOR] = [297, 2, 9973] as const;
const MEBIBYTE = 1024 * 1024;

/** Four checks of each claim, one of them costly, by processes. */
async function campaign(dir: string, claims: readonly string[], limits: WatchLimits): Promise<void> {
  const options = divisorsOptions(dir);
  await runCampaign({
    ...options,
    facts: { ...options.facts, claims, seed: SEED },
    checks: 4 * claims.length,
    workers: (setup) => {
      const host = new URL("./testing/divisors.ts", import.meta.url).href;
      return new LocalWorkers({ jobs: 1, setup: { ...setup, source: { host, module: null } }, limits });
    },
  });
}

/** What is said of costly checks. */
async function casualties(claims: readonly string[], limits: WatchLimits): Promise<string[]> {
  const dir = Deno.makeTempDirSync({ prefix: "tierproof-campaign-" });
  try {
    await campaign(dir, claims, limits);
    const store = CampaignStore.open(dir);
    const findings = store.findings();
    assertEquals(findings.map(({ index, state }) => `${index} ${state}`), claims.map(() => `${COSTLY} open`));
    // The campaign went on behind them.
    assertEquals(store.totals().map(({ tally: { checks } }) => checks), claims.map(() => 3));
    store.close();
    return findings.map(({ signature, folder }) => {
      const program = JSON.parse(Deno.readTextFileSync(`${dir}/findings/${folder}/program.json`)) as number[];
      assert(program.some((number) => number % DIVISOR === 0), folder);
      return `${signature}: ${Deno.readTextFileSync(`${dir}/findings/${folder}/explanation.txt`)}`;
    });
  } finally {
    Deno.removeSync(dir, { recursive: true });
  }
}

Deno.test("checks that hang, eat memory or end their process are findings of a campaign, which goes on", async () => {
  const [hang] = await casualties(["hangs"], { hangMs: 400, memoryBytes: 2 ** 31 });
  assertMatch(hang ?? "", /^hangs:hang: [^]*no end after 0.4 s/);
  const [memory, death] = await casualties(["eats", "dies"], { hangMs: 20_000, memoryBytes: 300 * MEBIBYTE });
  assertMatch(memory ?? "", /^eats:memory: [^]*more than 300 MiB/);
  assertMatch(death ?? "", /^dies:death: [^]*SIGKILL/);
});

Deno.test("a promise that is left rejected ends a campaign, in a sentence that names the checks", async () => {
  await inFolder(async (dir) => {
    await assertRejects(
      () => campaign(dir, ["rejects"], { hangMs: 20_000, memoryBytes: 2 ** 31 }),
      TierproofError,
      "claim rejects, seed 297: checks 2 to 3: what is attacked left a promise rejected: Error: left behind",
    );
  });
});

Deno.test("a timer that throws once its checks are answered ends a campaign, too, and is named by its place", async () => {
  await inFolder(async (dir) => {
    const options = { hangMs: 20_000, memoryBytes: 2 ** 31 };
    // Behind its own checks, a timer has time enough to end an idle worker.
    const { message } = await assertRejects(
      () => campaign(dir, ["throws-late", ...Array.from({ length: 40 }, () => "prints")], options),
      TierproofError,
    );
    assertMatch(message, /, or earlier ones: .* left something behind that threw Error: later \(at .*divisors\.ts:\d/);
  });
});

Deno.test("what is attacked may print, and not end its worker", async () => {
  await inFolder(async (dir) => {
    await campaign(dir, ["prints", "exits"], { hangMs: 20_000, memoryBytes: 2 ** 31 });
    const store = CampaignStore.open(dir);
    try {
      assertEquals(store.totals().map(({ tally: { checks } }) => checks), [4, 4]);
      const [exit, ...more] = store.findings();
      assertEquals([exit?.claim, exit?.kind, exit?.index, more.length], ["exits", "claim", COSTLY, 0]);
    } finally {
      store.close();
    }
  });
});

Deno.test("a mistake of the user's ends a campaign, in a sentence that names the check", async () => {
  await inFolder(async (dir) => {
    await assertRejects(
      () => campaign(dir, ["mistakes"], { hangMs: 20_000, memoryBytes: 2 ** 31 }),
      TierproofError,
      `claim mistakes, seed ${SEED}, check ${COSTLY}: a mistake`,
    );
  });
});
