import { assert, assertEquals, assertThrows } from "@std/assert";
import { TierproofError } from "../../../src/isa/errors.ts";
import { newTally } from "../../core/tally.ts";
import { CampaignWriter } from "../campaign_writer.ts";
import { ROOT } from "../../testing/import_graph.ts";
import { sampleView } from "./testing/sample_view.ts";
import { readCampaign } from "./view.ts";

const SAMPLE = sampleView();

/** Documents of the findings: of a program of the pin, and none. */
const DOCUMENTS = [
  JSON.parse(Deno.readTextFileSync(new URL("../../regressions/findings/invalid-executor.json", import.meta.url))),
  {},
  {},
];

/** Stores the sample as a campaign would. */
function store(dir: string): void {
  const writer = new CampaignWriter(dir);
  writer.begin(SAMPLE.facts);
  const run = writer.startRun({ started: 1_700_000_000_000, pid: 4, jobs: 2, generator: 7 });
  for (const number of [0, 1]) {
    writer.finishSlice(
      { number, claim: "equivalence", seed: 7, generator: 7, from: 10 * number, to: 10 * number + 10 },
      {
        number,
        tally: { ...newTally(), checks: 10 },
        failures: SAMPLE.findings.map((_, i) => ({ index: 10 * number + i, failure: {}, cause: null }) as never),
        casualties: [],
        features: [{ sort: "pair", name: "LOAD_FAST _GUARD_BOTH_INT", index: 0 }],
        seconds: 1,
      },
      run,
      5,
    );
  }
  const pending = writer.pending(10);
  writer.judged(SAMPLE.findings.map((finding, i) => {
    const { replay, where, left, right, healedBy: healed, sections, program: text, explanation } = finding;
    const { again } = finding;
    const report = { replay, where, left, right, healed, sections, text, again };
    const files = new Map(finding.files.map((name) => [name, name === "explanation.txt" ? explanation : "{}"]));
    return {
      pending: pending[i] as never,
      judged: { known: null, alias: null, finding: { ...finding, document: DOCUMENTS[i], report, files } },
    };
  }));
  for (const row of SAMPLE.statistics) writer.statistics(row, row.seconds);
  writer.replayed(2, run, false);
  writer.close();
}

async function report(dir: string, ...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const { tasks } = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));
  const [program, ...own] = tasks.report.command.split(" ");
  assertEquals(program, "deno");
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...own, dir, ...args],
    cwd: ROOT,
  }).output();
  return { code, out: new TextDecoder().decode(stdout), error: new TextDecoder().decode(stderr) };
}

Deno.test("a campaign is read back as it was stored, and its page is written by the task with no more rights than it has", async () => {
  const dir = await Deno.makeTempDir();
  try {
    store(dir);
    const view = readCampaign(dir);
    assertEquals(view.slices, 2);
    assertEquals(view.features.map(({ name, slices }) => [name, slices]), [["LOAD_FAST _GUARD_BOTH_INT", 2]]);
    assertEquals(view.statistics, SAMPLE.statistics);
    const [first] = SAMPLE.findings;
    assertEquals(view.findings[0], { ...first, claims: [first?.claim], duplicates: 0, replayed: 0 } as never);
    assertEquals(view.findings.map(({ state }) => state), ["open", "fixed", "open"]);
    const { code, out, error } = await report(dir);
    assertEquals([code, error], [0, ""]);
    assertEquals(out, `written: ${dir}/report.html\n`);
    const html = await Deno.readTextFile(`${dir}/report.html`);
    assert(html.includes("invalid-executor") && html.endsWith("</html>\n"));
    // A second page takes the place of the first; what is not a page stays.
    await Deno.writeTextFile(`${dir}/mine.html`, "<!doctype html>mine");
    await Deno.writeTextFile(`${dir}/known.json`, '{"known":[{"signature":"invalid-executor","link":"tracker 5"}]}');
    const [again, refused, ci] = await Promise.all([
      report(dir, "--playground", "https://play.example.org/"),
      report(dir, "--out", `${dir}/mine.html`),
      report(dir, "--ci", `${dir}/ci`, "--playground", "https://play.example.org/"),
    ]);
    assertEquals([again.code, refused.code, ci.code, ci.error], [0, 2, 1, ""]);
    // What the playground can show has a link to it, where somebody says where that is.
    const links = (text: string): number => text.match(/https:\/\/play\.example\.org\/#tp1\.[\w-]{100,}/g)?.length ?? 0;
    assertEquals(links(html), 0);
    assertEquals(links(await Deno.readTextFile(`${dir}/report.html`)), 1);
    assertEquals(ci.out.match(/^written: .*$/gm)?.length, 3);
    assert((await Deno.readTextFile(`${dir}/ci/summary.md`)).includes("known tracker 5"));
    assert(refused.error.includes("holds something else, and is not overwritten"), refused.error);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("a folder without a campaign is refused by name, and nothing is written", async () => {
  const dir = await Deno.makeTempDir();
  try {
    const error = assertThrows(() => readCampaign(dir), TierproofError);
    assert(error.message.startsWith(`${dir}: holds no campaign`), error.message);
    new CampaignWriter(dir).close();
    assertThrows(() => readCampaign(dir), TierproofError, "has not begun yet");
    const { code } = await report(dir);
    assertEquals(code, 2);
    // SQLite has files of its own beside the database while it is read.
    assertEquals([...Deno.readDirSync(dir)].filter(({ name }) => !name.startsWith("campaign.sqlite")), []);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
