// Of: corpus_writer.ts, corpus_files.ts, minimise.ts, statements.ts

import { assert, assertEquals, assertMatch } from "@std/assert";
import { readFinding, replayStored } from "../core/finding_file.ts";
import { whyUnguided } from "../core/guide.ts";
import type { Plug } from "../core/plug.ts";
import { toyPlug } from "../core/testing/toy.ts";
import { runCampaign } from "./campaign.ts";
import type { CampaignOptions, CampaignResult } from "./campaign_options.ts";
import { CampaignStore } from "./campaign_store.ts";
import { ROUND_SLICES } from "./energy.ts";
import { findingsText, shownReplay } from "./findings_text.ts";
import type { AnswerOf, Job } from "./jobs.ts";
import { KnownList } from "./known.ts";
import { minimiseCorpus, smallestCover } from "./minimise.ts";
import { essence } from "./testing/campaign_process.ts";
import { plug } from "./testing/divisors.ts";
import { guidedOptions } from "./testing/divisors_options.ts";
import { inFolder } from "./testing/in_folder.ts";
import { OwnThread } from "./testing/own_thread.ts";

const { checks: CHECKS, facts: { claims: CLAIMS } } = guidedOptions("");

function campaign(dir: string, more: Partial<CampaignOptions> = {}): Promise<CampaignResult> {
  return runCampaign({ ...guidedOptions(dir), ...more });
}

/** All that follows from the seed: findings, features with the checks that showed them, the corpus and its files. */
function outcome(dir: string): unknown {
  const store = CampaignStore.open(dir);
  try {
    const features = store.features().map(({ sort, name, slices, index }) => [sort, name, slices, index]);
    const corpus = store.corpusIds().map((id) => store.corpusEntry(id));
    const files = [...Deno.readDirSync(`${dir}/corpus`)].map(({ name }) => name).sort();
    return { ...essence(dir) as object, features, corpus, files };
  } finally {
    store.close();
  }
}

let alone: Promise<unknown> | null = null;

/** What a campaign ends with that one worker makes in one go. */
function undisturbed(): Promise<unknown> {
  return alone ??= (async () => {
    let made: unknown;
    await inFolder(async (dir) => {
      await campaign(dir);
      made = outcome(dir);
    });
    return made;
  })();
}

Deno.test("a guided campaign finds what no program that is drawn shows, and its file replays it", async () => {
  await inFolder(async (dir) => {
    const { facts } = guidedOptions(dir);
    await campaign(dir, { facts: { ...facts, guided: false } });
    const drawn = essence(dir) as { readonly findings: readonly { readonly signature: string }[] };
    assertEquals(drawn.findings.filter(({ signature }) => signature.startsWith("long")), []);
  });
  await inFolder(async (dir) => {
    const { findings } = await campaign(dir);
    const [long] = findings.filter(({ claim }) => claim === "long");
    assert(long !== undefined);
    assertEquals(long.token, `findings/${long.folder}/finding.json`);
    // Lists of findings name the file for whoever stands elsewhere.
    const file = `${dir}/${long.token}`;
    assertEquals(shownReplay(dir, long).split(" ").slice(0, 4), ["deno", "task", "replay", file]);
    const stored = readFinding(JSON.parse(Deno.readTextFileSync(file)), plug);
    assert(replayStored(stored, plug) !== null);
    assert(findingsText(dir, findings, new KnownList([])).includes(shownReplay(dir, long)));
    // Shrunk as any other: one number more than is allowed, and the least of them.
    assertEquals(JSON.parse(Deno.readTextFileSync(`${dir}/findings/${long.folder}/program.json`)), Array(21).fill(0));
    // Run again it still fails.
    const again = await campaign(dir, { checks: CHECKS });
    assertEquals(again.findings.find(({ id }) => id === long.id)?.state, "open");
  });
});

Deno.test("a guided campaign ends with the same corpus, features and findings with any number of workers", async () => {
  await inFolder(async (dir) => {
    for (const [jobs, checks] of [[4, 2000], [2, 9000], [5, CHECKS]] as const) await campaign(dir, { jobs, checks });
    assertEquals(outcome(dir), await undisturbed());
  });
});

/** Workers one of which takes its time with a slice: others run ahead as far as they may. */
class Lagging extends OwnThread {
  override async run<J extends Job>(job: J): Promise<AnswerOf<J>> {
    if (job.kind === "slice" && job.slice.number === LATE) await new Promise((resolve) => setTimeout(resolve, 250));
    return await super.run(job);
  }
}

/** A slice of the second round: those of the fourth wait for it. */
const LATE = ROUND_SLICES + 3;

Deno.test("slices that follow from a late one wait for it", async () => {
  await inFolder(async (dir) => {
    await campaign(dir, { jobs: 3, workers: (setup) => new Lagging(plug, setup, 3) });
    assertEquals(outcome(dir), await undisturbed());
  });
});

Deno.test("a guided campaign that is killed goes on, and ends with the same corpus, features and findings", async () => {
  await inFolder(async (dir) => {
    const script = new URL("./testing/divisors_run.ts", import.meta.url).href;
    let killed = 0;
    for (const ms of [250, 400]) {
      const child = new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--quiet", script, dir, String(CHECKS), "guided"],
        stdin: "null",
        stdout: "null",
        stderr: "inherit",
      }).spawn();
      await new Promise((go) => setTimeout(go, 300 + ms));
      try {
        child.kill("SIGKILL");
      } catch {
        // It was done by then.
      }
      if ((await child.status).signal === "SIGKILL") killed++;
    }
    assert(killed > 0, "none was killed in time");
    await campaign(dir);
    assertEquals(outcome(dir), await undisturbed());
  });
});

/** The same machine with a new fault: lists of six numbers and more. */
function worsePlug(): Plug {
  return {
    ...plug,
    subject(claim) {
      const subject = plug.subject(claim);
      if (claim !== "third") return subject;
      const failure = {
        kind: "disagree",
        engine: null,
        place: { what: "worse" },
        left: { name: "expected", text: "1" },
        right: { name: "found", text: "2" },
      } as const;
      return { ...subject, check: (input) => ((input as { program: number[] }).program.length >= 6 ? failure : null) };
    },
  };
}

Deno.test("what is attacked is worse by now: the corpus shows it before any new program", async () => {
  await inFolder(async (dir) => {
    await campaign(dir);
    const { findings, last } = await campaign(dir, { workers: (setup) => new OwnThread(worsePlug(), setup, 1) });
    const [worse] = findings.filter(({ signature }) => signature === "third:worse");
    assert(worse !== undefined);
    assertMatch(worse.token, /^findings\//);
    assertEquals(last.runChecks, 0);
  });
});

Deno.test("--minimise keeps all features of the corpus with fewer programs, and their files alone", async () => {
  await inFolder(async (dir) => {
    const { facts } = await campaign(dir);
    const options = { quiet: true, signal: new AbortController().signal };
    const made = await minimiseCorpus(dir, plug, facts, options);
    const files = [...Deno.readDirSync(`${dir}/corpus`)].length;
    const again = await minimiseCorpus(dir, plug, facts, options);
    assert(made !== null && made.after < made.before && made.after > 0, JSON.stringify(made));
    assertEquals([files, again], [made.after, { before: made.after, after: made.after, features: made.features }]);
    // The campaign goes on with them.
    await campaign(dir, { checks: CHECKS + 500 });
  });
});

Deno.test("a cover takes the list that brings most, and the first one of equals", () => {
  const lists = [["a"], ["a", "b"], ["c", "b"], ["c"], []].map((names) => new Set(names));
  assertEquals(smallestCover(lists), [1, 2]);
  assertEquals(smallestCover([]), []);
});

Deno.test("a language that cannot make programs of others gets no guidance, and is told why", () => {
  assertMatch(whyUnguided(toyPlug(), ["toy"]) ?? "", /the language of toy has no variation/);
  assertEquals(whyUnguided(plug, CLAIMS), null);
});
