import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import type { Plug } from "../core/plug.ts";
import { TierproofError } from "../../src/isa/errors.ts";
import { runCampaign } from "./campaign.ts";
import type { CampaignOptions, CampaignResult } from "./campaign_options.ts";
import { CampaignStore } from "./campaign_store.ts";
import { databasePath } from "./database.ts";
import { lockFolder } from "./lock.ts";
import { essence } from "./testing/campaign_process.ts";
import { plug } from "./testing/divisors.ts";
import { divisorsOptions } from "./testing/divisors_options.ts";
import { inFolder } from "./testing/in_folder.ts";
import { OWN_BYTES, OwnThread } from "./testing/own_thread.ts";

function campaign(dir: string, more: Partial<CampaignOptions> = {}): Promise<CampaignResult> {
  return runCampaign({ ...divisorsOptions(dir), ...more });
}

const CHECKS = 20_000;

let uninterrupted: Promise<unknown> | null = null;

/** What a campaign ends with that nobody disturbs. */
function undisturbed(): Promise<unknown> {
  return uninterrupted ??= (async () => {
    let found: unknown;
    await inFolder(async (dir) => {
      const { ended, findings } = await campaign(dir, { checks: CHECKS });
      assertEquals(ended, "checks");
      assert(findings.length >= 5, `${findings.length} findings`);
      found = essence(dir);
    });
    return found;
  })();
}

Deno.test("what is told of the memory at the end of a run is what its workers held until then", async () => {
  for (const limits of [{ checks: 500 }, { timeMs: 1 }, { signal: AbortSignal.abort() }]) {
    await inFolder(async (dir) => {
      const { last } = await campaign(dir, limits);
      assert(last.memory > OWN_BYTES, `${last.memory} bytes`);
      const store = CampaignStore.open(dir);
      assert((store.statistics().at(-1)?.memory ?? 0) > OWN_BYTES);
      store.close();
    });
  }
});

Deno.test("a campaign that is killed at any instant goes on, and ends with the same as one that is not", async () => {
  const expected = await undisturbed();
  await inFolder(async (dir) => {
    const script = new URL("./testing/divisors_run.ts", import.meta.url).href;
    let killed = 0;
    // Later and later, so that what is there when it begins differs, too.
    for (const ms of [5, 40, 90, 150]) {
      const child = new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--quiet", script, dir, String(CHECKS)],
        stdin: "null",
        stdout: "null",
        stderr: "inherit",
      }).spawn();
      const database = `${dir}/campaign.sqlite-wal`;
      const patience = performance.now() + 20_000;
      const before = size(database);
      while (size(database) === before && performance.now() < patience) await new Promise((go) => setTimeout(go, 2));
      await new Promise((go) => setTimeout(go, ms));
      try {
        child.kill("SIGKILL");
      } catch {
        // It was done by then.
      }
      if ((await child.status).signal === "SIGKILL") killed++;
    }
    assert(killed > 0, "none was killed in time");
    await campaign(dir, { checks: CHECKS });
    assertEquals(essence(dir), expected);
  });
});

function size(path: string): number {
  try {
    return Deno.statSync(path).size;
  } catch {
    return 0;
  }
}

Deno.test("a campaign in parts, with any number of workers, ends with the same as one in one go", async () => {
  const expected = await undisturbed();
  await inFolder(async (dir) => {
    for (const [jobs, checks] of [[1, 500], [3, 5000], [2, CHECKS]] as const) await campaign(dir, { jobs, checks });
    assertEquals(essence(dir), expected);
    const store = CampaignStore.open(dir);
    assertEquals(store.runs().map(({ endedBy, jobs }) => [endedBy, jobs]), [["checks", 1], ["checks", 3], [
      "checks",
      2,
    ]]);
    // What was found in earlier runs was looked at again.
    const { replayed } = store.statistics().at(-1) as { readonly replayed: number };
    assert(replayed > 0);
    assertEquals(store.findings()[0]?.state, "open");
    // Reports find what names mean, where it ran, and that each finding was seen again.
    for (const { id, signature } of store.findings()) assertEquals(store.texts(id).report["again"], signature);
    assertEquals([...store.words("claim")].sort(), plug.claims.map(({ name, what }) => [name, what]).sort());
    assert(store.runs()[0]?.machine.includes("cores"));
    store.close();
  });
});

Deno.test("where another release has planned otherwise, the plan begins anew, and what was found stays", async () => {
  await inFolder(async (dir) => {
    const { findings: [first] } = await campaign(dir, { checks: 3000 });
    const database = new DatabaseSync(databasePath(dir));
    const plans = () => database.prepare("SELECT number, claim, first, last FROM slices ORDER BY number").all();
    const planned = plans();
    database.exec("UPDATE slices SET last = last + 1");
    // More checks are asked for than it has made: those that it makes again count, too.
    const { ended, findings } = await campaign(dir, { checks: 3000 });
    assertEquals([ended, findings[0]?.signature, findings[0]?.state], ["checks", first?.signature, "open"]);
    assertEquals(plans(), planned);
    await campaign(dir, { checks: 3000 });
    assertEquals(plans(), planned, "and a plan that is the same goes on");
    database.close();
  });
});

Deno.test("a second campaign in a folder is refused, and told who has it", async () => {
  await inFolder(async (dir) => {
    const lock = lockFolder(dir);
    const error = await assertRejects(() => campaign(dir), TierproofError);
    assertStringIncludes(error.message, `process ${Deno.pid} works on this campaign`);
    lock.release();
    await campaign(dir, { checks: 100 });
  });
});

Deno.test("options that make another campaign are refused, naming what there is", async () => {
  await inFolder(async (dir) => {
    await campaign(dir, { checks: 100 });
    const { facts } = divisorsOptions(dir);
    const error = await assertRejects(() => campaign(dir, { facts: { ...facts, seed: 2 } }), TierproofError);
    assertStringIncludes(error.message, "this campaign has seed 1, not 2");
  });
});

Deno.test("a finding whose folder is gone has it again, and what was half written is taken away", async () => {
  await inFolder(async (dir) => {
    const { findings } = await campaign(dir);
    const folder = `${dir}/findings/${findings[0]?.folder}`;
    const names = () => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
    const files = names();
    assertEquals(files, [
      "explanation.txt",
      "finding.json",
      "finding_test.ts",
      "program.json",
      "report.md",
      "token.txt",
    ]);
    Deno.removeSync(folder, { recursive: true });
    Deno.mkdirSync(`${dir}/findings/.part-left`);
    await campaign(dir, { checks: 1 });
    assertEquals(names(), files);
    assertEquals([...Deno.readDirSync(`${dir}/findings`)].some(({ name }) => name.startsWith(".part-")), false);
  });
});

/** The same machine, mended: its first claim holds. */
function mendedPlug(): Plug {
  return {
    ...plug,
    subject: (claim) => claim === "first" ? { ...plug.subject(claim), check: () => null } : plug.subject(claim),
  };
}

Deno.test("a failure that an earlier run left behind, and that fails no more, is no finding", async () => {
  await inFolder(async (dir) => {
    const abort = new AbortController();
    const { waiting } = await campaign(dir, { signal: abort.signal, listener: { onFailure: () => abort.abort() } });
    assert(waiting > 0);
    const { findings, waiting: left } = await campaign(dir, {
      workers: (setup) => new OwnThread(mendedPlug(), setup, 1),
    });
    assertEquals([left, findings.filter(({ claim }) => claim === "first")], [0, []]);
  });
});

Deno.test("a finding that fails no more is fixed, and open again when it does", async () => {
  await inFolder(async (dir) => {
    const { findings } = await campaign(dir);
    const changed: [string, boolean][] = [];
    const listener = {
      onChange: ({ signature }: { readonly signature: string }, fails: boolean) => changed.push([signature, fails]),
    };
    const healed = await campaign(dir, { listener, workers: (setup) => new OwnThread(mendedPlug(), setup, 1) });
    const first = findings.filter(({ claim }) => claim === "first").map(({ signature }) => signature);
    assertEquals(changed, first.map((signature) => [signature, false]));
    assertEquals(healed.findings.filter(({ state }) => state === "fixed").map(({ signature }) => signature), first);
    await campaign(dir, { listener });
    assertEquals(changed.slice(first.length), first.map((signature) => [signature, true]));
  });
});

Deno.test("a campaign that meets nothing new for long enough ends by itself", async () => {
  await inFolder(async (dir) => {
    const { ended } = await campaign(dir, { plateauMs: 150, checks: Infinity });
    assertEquals(ended, "plateau");
  });
});

Deno.test("a campaign that is asked to end does so at once, and nothing is lost", async () => {
  const expected = await undisturbed();
  await inFolder(async (dir) => {
    const abort = new AbortController();
    const { ended } = await campaign(dir, {
      checks: CHECKS,
      signal: abort.signal,
      listener: { onFinding: () => abort.abort() },
    });
    assertEquals(ended, "interrupted");
    await campaign(dir, { checks: CHECKS });
    assertEquals(essence(dir), expected);
  });
});
