import { assertEquals } from "@std/assert";
import { newTally } from "../core/tally.ts";
import { CampaignWriter } from "./campaign_writer.ts";
import type { CampaignSlice, SliceResult } from "./slice.ts";

function withWriter(run: (writer: CampaignWriter) => void): void {
  const dir = Deno.makeTempDirSync({ prefix: "tierproof-campaign-" });
  try {
    const writer = new CampaignWriter(dir);
    run(writer);
    writer.close();
  } finally {
    Deno.removeSync(dir, { recursive: true });
  }
}

const slice = (number: number): CampaignSlice => ({
  number,
  claim: "toy",
  seed: 1,
  generator: 7,
  from: number * 10,
  to: number * 10 + 10,
});

function result(number: number, failing: readonly number[] = []): SliceResult {
  return {
    number,
    tally: { ...newTally(), checks: 10 },
    failures: failing.map((index) => ({
      index,
      failure: {
        kind: "disagree",
        engine: null,
        place: { what: "here" },
        left: { name: "expected", text: "1" },
        right: { name: "found", text: "2" },
      },
      cause: { key: "toy:here", defects: [], form: "" },
    })),
    casualties: [],
    features: [{ sort: "pair", name: "A B", index: number * 10 }],
    seconds: 0.5,
  };
}

Deno.test("a slice that is done twice is stored once", () => {
  withWriter((writer) => {
    const run = writer.startRun({ started: 1, pid: 2, jobs: 1, generator: 7 });
    assertEquals(writer.finishSlice(slice(0), result(0, [3]), run, 1), true);
    assertEquals(writer.finishSlice(slice(0), result(0, [3]), run, 1), false);
    assertEquals(writer.finishSlice(slice(2), result(2), run, 1), true);
    assertEquals(writer.finishSlice(slice(2), result(2), run, 1), false);
    const { store } = writer;
    assertEquals([store.counter("checks"), store.totals()[0]?.tally.checks, store.runs()[0]?.checks], [20, 20, 20]);
    // Slice 2 is done out of turn: what it met is counted once those before it are.
    assertEquals([writer.waiting(), store.features()[0]?.slices], [1, 1]);
    writer.finishSlice(slice(1), result(1), run, 1);
    assertEquals(store.features().map(({ slices, index }) => [slices, index]), [[3, 0]]);
  });
});

Deno.test("failures wait until all slices before theirs are done, and come in the order of the plan", () => {
  withWriter((writer) => {
    const run = writer.startRun({ started: 1, pid: 2, jobs: 1, generator: 7 });
    writer.finishSlice(slice(2), result(2, [25, 21]), run, 1);
    writer.finishSlice(slice(1), result(1, [12]), run, 1);
    assertEquals(writer.pending(10), []);
    assertEquals([writer.done(7), writer.doneBeyond(7), writer.waiting()], [0, [1, 2], 3]);
    writer.finishSlice(slice(0), result(0), run, 1);
    assertEquals([writer.done(7), writer.doneBeyond(7)], [3, []]);
    assertEquals(writer.pending(10).map(({ index }) => index), [12, 21, 25]);
    // Checks of the plan before them: what is done out of turn does not count.
    writer.finishSlice(slice(5), result(5), run, 1);
    assertEquals(writer.pending(10).map((pending) => writer.checksBefore(pending)), [12, 21, 25]);
    const [first] = writer.pending(1);
    if (first === undefined) throw new Error("expected a failure");
    writer.judged([{ pending: first, judged: { known: null, alias: null, finding: null } }]);
    assertEquals([writer.waiting(), writer.store.counter("mixed")], [2, 1]);
  });
});

Deno.test("failing checks of another version of the generator are given up: nobody can make their programs", () => {
  withWriter((writer) => {
    const run = writer.startRun({ started: 1, pid: 2, jobs: 1, generator: 7 });
    writer.finishSlice(slice(0), result(0, [3]), run, 1);
    assertEquals([writer.dropOlder(7), writer.waiting(), writer.waitingKeys()], [0, 1, ["0 3"]]);
    assertEquals([writer.dropOlder(8), writer.waiting()], [1, 0]);
  });
});
