import { assertEquals, assertStringIncludes } from "@std/assert";
import { isTaken } from "../cli/user_files.ts";
import { CampaignStore } from "./campaign_store.ts";
import { databasePath, openDatabase } from "./database.ts";
import { putAside } from "./put_aside.ts";
import { DIVISORS_MODULE, endOf, startCampaign } from "./testing/campaign_process.ts";
import { inFolder } from "./testing/in_folder.ts";

function attackedIn(dir: string): string {
  const store = CampaignStore.open(dir);
  try {
    return store.facts()?.attacked ?? "";
  } finally {
    store.close();
  }
}

Deno.test("--fresh attacks what the campaign attacked, and puts nothing aside for options that are wrong", async () => {
  await inFolder(async (dir) => {
    const run = (...args: string[]) => endOf(startCampaign(dir, "--quiet", "--time", "1ms", ...args));
    const first = await run("--module", DIVISORS_MODULE, "--claims", "first", "--seed", "1");
    // Nothing was checked in that time.
    assertEquals([first.code, attackedIn(dir)], [2, "divisors"]);
    assertStringIncludes(first.err, "campaign: no slice came to its end so far: nothing is known; give it more --time");
    const wrong = await run("--fresh", "--claims", "nothing");
    assertEquals([wrong.code, [...Deno.readDirSync(dir)].some(({ name }) => name === "before-1")], [2, false]);
    const again = await run("--fresh", "--claims", "first", "--seed", "2");
    assertStringIncludes(again.out, "target divisors");
    assertEquals([again.code, attackedIn(dir), attackedIn(`${dir}/before-1`)], [2, "divisors", "divisors"]);
  });
});

Deno.test("what a killed campaign left in its log is in the database that is put aside", async () => {
  await inFolder((dir) => {
    const writer = openDatabase(dir);
    writer.exec("INSERT INTO counters VALUES ('slices', 12)");
    for (const end of ["", "-wal"]) Deno.copyFileSync(`${databasePath(dir)}${end}`, `${dir}/kept${end}`);
    writer.close();
    for (const end of ["", "-wal"]) Deno.renameSync(`${dir}/kept${end}`, `${databasePath(dir)}${end}`);
    putAside(dir);
    // As if the log had stayed behind.
    const log = `${databasePath(`${dir}/before-1`)}-wal`;
    if (isTaken(log)) Deno.removeSync(log);
    const store = CampaignStore.open(`${dir}/before-1`);
    try {
      assertEquals(store.counter("slices"), 12);
    } finally {
      store.close();
    }
    return Promise.resolve();
  });
});
