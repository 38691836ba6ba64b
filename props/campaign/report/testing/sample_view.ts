/**
 * A campaign for tests: two real findings of the pin, one of which is fixed, one that hangs, and coverage.
 *
 * @module
 */

import { parseFinding, replayStored } from "../../../core/finding_file.ts";
import type { Finding } from "../../../core/finding.ts";
import { newTally, type Tally } from "../../../core/tally.ts";
import { pinPlug } from "../../../cpython/plug.ts";
import { GENERATOR_VERSION } from "../../../generate/generate.ts";
import { findingDetails } from "../../../report/finding_details.ts";
import { findingReport } from "../../../report/finding_report.ts";
import type { CoveredFeature, StatisticsRow } from "../../campaign_store.ts";
import type { CampaignView, FindingView } from "../view.ts";

const PLUG = pinPlug();

function recorded(name: string): Finding {
  const text = Deno.readTextFileSync(new URL(`../../../regressions/findings/${name}.json`, import.meta.url));
  return replayStored(parseFinding(text, name, PLUG), PLUG) as Finding;
}

function findingView(id: number, finding: Finding, state: FindingView["state"]): FindingView {
  const { signature, cause, claim, units, events, index } = finding;
  const { replay, where, left, right } = findingReport(finding, PLUG);
  const { healed, sections, text } = findingDetails(finding, PLUG);
  return {
    id,
    signature,
    kind: "claim",
    cause,
    claim,
    claims: [claim, "exits"],
    duplicates: 3 * id,
    state,
    ours: false,
    units,
    events,
    token: `tp2.sample.${id}`,
    generator: GENERATOR_VERSION,
    index,
    run: 1,
    found: 1_700_000_000_000 + id * 1000,
    seconds: 2.5 * id,
    checks: 10_000 * id,
    replayed: 2,
    folder: `sample-${id}`,
    known: null,
    replay,
    where,
    left,
    right,
    healedBy: healed,
    sections,
    program: text,
    explanation: "",
    source: null,
    playground: null,
    behind: [],
    again: signature,
    files: ["finding.json", "explanation.txt", "program.json"],
  };
}

/** A finding that cost its worker: there is no program to show, and its text may hold anything. */
function hang(id: number): FindingView {
  return {
    ...findingView(id, recorded("invalid-executor"), "open"),
    signature: "hang:<script>alert(1)</script> & more",
    kind: "hang",
    cause: { key: "hang", defects: [], form: "" },
    units: 0,
    healedBy: "",
    where: "",
    left: { name: "", text: "" },
    right: { name: "", text: "" },
    sections: null,
    program: "",
    again: null,
    files: [],
    explanation: "It ran for 60 s.\n  </pre><b>not bold</b>",
  };
}

function tally(checks: number): Tally {
  const sum = newTally();
  return Object.assign(sum, {
    checks,
    poisoned: checks / 100,
    sampled: checks / 64,
    counts: { reachedTier2: checks - 5, deopts: 3 * checks },
    reasons: { fuel: checks / 100 },
    shares: { loops: checks / 70 },
  });
}

function feature(sort: string, name: string, slices: number, seconds: number): CoveredFeature {
  return {
    sort,
    name,
    slices,
    claim: "equivalence",
    generator: GENERATOR_VERSION,
    index: 12,
    checks: 100 * seconds,
    seconds,
  };
}

/** So many rows, ten seconds apart. */
export function sampleStatistics(rows: number): StatisticsRow[] {
  return Array.from({ length: rows }, (_, i) => ({
    time: 1_700_000_000_000 + 10_000 * i,
    run: 1,
    seconds: 10 * i,
    checks: 40_000 * i,
    replayed: 100 * i,
    wasted: 10 * i,
    poisoned: 400 * i,
    findings: Math.min(3, i),
    features: Math.round(1000 * Math.log(i + 1)),
    corpus: Math.round(100 * Math.log(i + 1)),
    jobs: 2,
    memory: (200 + i) * 2 ** 20,
    underWay: 0,
  }));
}

/** The whole campaign. */
export function sampleView(): CampaignView {
  return {
    name: "sample",
    facts: {
      id: "sample",
      created: 1_700_000_000_000,
      attacked: "cpython",
      language: "cpython",
      options: {} as CampaignView["facts"]["options"],
      mended: [],
      variant: "pinned",
      claims: ["equivalence", "exits", "traces"],
      seed: 7,
      guided: true,
    },
    runs: [
      {
        id: 1,
        started: 1_700_000_000_000,
        ended: 1_700_000_100_000,
        endedBy: "interrupted",
        pid: 4,
        jobs: 2,
        generator: GENERATOR_VERSION,
        checks: 400_000,
        seconds: 100,
        machine: "linux x86_64, 2 cores",
        asked: "--jobs 2 --time 10m",
      },
      {
        id: 2,
        started: 1_700_000_200_000,
        ended: null,
        endedBy: null,
        pid: 5,
        jobs: 2,
        generator: GENERATOR_VERSION,
        checks: 50_000,
        seconds: 12,
        machine: "",
        asked: "",
      },
    ],
    slices: 900,
    mixed: 3,
    claimWords: { equivalence: "all engines agree on <every> program" },
    defectWords: Object.fromEntries(PLUG.target.defects.map(({ id, what }) => [id, what])),
    statistics: sampleStatistics(40),
    totals: [
      { claim: "equivalence", tally: tally(200_000), seconds: 80 },
      { claim: "exits", tally: tally(100_000), seconds: 140 },
    ],
    features: [
      feature("pair", "LOAD_FAST LOAD_FAST", 900, 0.1),
      feature("pair", "LOAD_FAST _GUARD_BOTH_INT", 80, 0.2),
      feature("pair", "_GUARD_BOTH_INT _BINARY_OP_ADD_INT", 7, 3),
      feature("deopt", "_GUARD_BOTH_INT 12", 2, 4),
      feature("error", "_BINARY_OP LOAD_FAST", 1, 50),
      feature("bail-out", "trace-too-short", 30, 1),
    ],
    findings: [
      findingView(1, recorded("invalid-executor"), "open"),
      findingView(2, recorded("handler-lookup-trace-escapes"), "fixed"),
      hang(3),
    ],
    sample: null,
  };
}
