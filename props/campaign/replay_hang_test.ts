// Of: run_job.ts; props/cli/replay_command.ts, props/cli/apart.ts

import { assertEquals } from "@std/assert";
import type { DescribedFinding } from "./jobs.ts";
import { runJob } from "./run_job.ts";
import { DIVISORS_MODULE } from "./testing/campaign_process.ts";
import { plug } from "./testing/divisors.ts";
import { inFolder } from "./testing/in_folder.ts";

/** Check 2 of this seed has a number on which the claim never ends. */
const [SEED, INDEX] = [297, 2] as const;

/** Replays; gives the exit code and what was printed. */
async function replay(what: string, ...options: readonly string[]): Promise<readonly [number, string]> {
  const script = new URL("../cli/replay.ts", import.meta.url).href;
  const args = ["run", "-A", "--quiet", "--no-check", script, what, "--module", DIVISORS_MODULE, "--hang", "200ms"];
  const { code, stdout } = await new Deno.Command(Deno.execPath(), { args: [...args, ...options] }).output();
  return [code, new TextDecoder().decode(stdout).trim()];
}

Deno.test("a check that hangs is replayed until it has had its time, and said to hang as it was recorded", async () => {
  const source = { host: "", module: DIVISORS_MODULE };
  const shop = { plug, mended: new Set<string>(), setup: { source, mended: [], specifier: "tierproof" } };
  const casualty = { kind: "hang", index: INDEX, what: "no end after 1 s" } as const;
  const job = { kind: "casualty", claim: "hangs", seed: SEED, casualty, origins: null } as const;
  const care = { casualties: [], careful: false, beat: () => {} };
  const { document, token } = runJob(shop, job, care) as DescribedFinding;
  await inFolder(async (dir) => {
    const file = `${dir}/finding.json`;
    Deno.writeTextFileSync(file, JSON.stringify(document));
    const [recorded, json] = await Promise.all([replay(file), replay(token, "--json")]);
    assertEquals(recorded, [1, "It hangs, as recorded: no end after 0.2 s of processor time."]);
    assertEquals(json, [1, '{"fails":true,"failure":{"kind":"hang","seconds":0.2,"recorded":false}}']);
  });
});
