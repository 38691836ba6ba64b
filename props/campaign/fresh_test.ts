import { assertEquals, assertStringIncludes } from "@std/assert";
import { CampaignStore } from "./campaign_store.ts";
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
