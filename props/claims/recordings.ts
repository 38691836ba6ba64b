/**
 * What the real interpreter was recorded to do is what the pinned engines do.
 *
 * @module
 */

import type { Outcome } from "../../src/isa/engine.ts";
import { TierproofError } from "../../src/isa/errors.ts";
import { type Choices, weights } from "../core/choices.ts";
import { replayCalls } from "../golden/calls.ts";
import { engines } from "../golden/engines.ts";
import { compareAdaptive, compareExecutors, type InspectedCode } from "../golden/executors.ts";
import { CORNER_RECORDINGS, type GoldenRecord, parseRecord, RECORDINGS } from "../golden/load.ts";
import { OUTSIDE } from "../golden/outside.ts";
import { judgeOutcome, limitsFor, type Mismatch, type RecordVerdict } from "../golden/runs.ts";
import { PackedLines } from "../golden/packed_lines.ts";
import { AGREE, disagree, type ModelClaim, needsPin, type Verdict } from "./claim.ts";

/** Lines of a file of recordings, and the records that were parsed last, so many at most. */
interface Recorded {
  readonly lines: PackedLines;
  readonly records: Map<number, GoldenRecord>;
  readonly kept: number;
}

/**
 * Parsed records of a file that are kept. Records are 50 KB each and are drawn one by one: of a file whose records run, which takes
 * longer than parsing, each that is kept would make a hunt of hours a little larger for nothing.
 */
const KEPT_RECORDS = 4;

const [TRACED, RANDOM] = RECORDINGS as readonly [URL, URL];
const read = new Map<URL, Recorded>();

/** Read when first needed, as a library that is imported must not touch files. */
function recordedIn(url: URL): Recorded {
  let file = read.get(url);
  if (file !== undefined) return file;
  try {
    const lines = new PackedLines(Deno.readFileSync(url));
    // The calls of the optimizer are replayed often, and each in a fraction of the time that its record takes to parse.
    file = { lines, records: new Map(), kept: url === TRACED ? lines.length : KEPT_RECORDS };
  } catch (error) {
    throw new TierproofError("file", `cannot read recordings ${url}: ${(error as Error).message}`);
  }
  read.set(url, file);
  return file;
}

function recordAt({ lines, records, kept }: Recorded, at: number): GoldenRecord {
  let record = records.get(at);
  if (record !== undefined) return record;
  records.set(at, record = parseRecord(lines.at(at), `recording ${at + 1}`));
  if (records.size > kept) records.delete(records.keys().next().value as number);
  return record;
}

function differ(record: GoldenRecord, { what, recorded, ours }: Mismatch): Verdict {
  return disagree({ what: "recording", of: `${record.id}: ${what}` }, recorded, ours);
}

/** The mismatch of a verdict; what an engine cannot run counts as one. */
function mismatchOf(engine: string, verdict: RecordVerdict): Mismatch | null {
  if (verdict.kind === "equal") return null;
  if (verdict.kind === "unsupported") return { what: engine, recorded: "finished", ours: verdict.why };
  return { ...verdict.mismatch, what: `${engine}: ${verdict.mismatch.what}` };
}

/** First mismatch of the recorded calls of the optimizer. */
function mismatchInCalls(record: GoldenRecord): Mismatch | null {
  for (const mismatch of replayCalls(record)) if (mismatch !== null) return mismatch;
  return null;
}

/** The machine's own stack ended the run: some corners recurse deeper than it is by default. */
function isTooDeep(outcome: Outcome): boolean {
  return outcome.status !== "finished" && outcome.reason === TOO_DEEP;
}

/** First mismatch of a run: results on tier 1 and on the pinned tier 2, executors, inline caches; or why it was given up. */
function mismatchInRun(record: GoldenRecord): Mismatch | typeof TOO_DEEP | null {
  const { outcome, codes } = engines.inspect(record.program, limitsFor(record));
  if (isTooDeep(outcome)) return TOO_DEEP;
  const tier2 = mismatchOf("tier 2", judgeOutcome(record.tier2, outcome));
  if (tier2 !== null) return tier2;
  for (let index = 0; index < record.codes.length; index++) {
    const code = record.codes[index] as GoldenRecord["codes"][number];
    const ours = codes[index] as InspectedCode;
    if (code.executors !== undefined) {
      for (const mismatch of compareExecutors(code, ours)) if (mismatch !== null) return mismatch;
    }
    const adaptive = compareAdaptive(code, ours);
    if (adaptive !== null) return adaptive;
  }
  const below = engines.tier1.run(record.program, limitsFor(record));
  return isTooDeep(below) ? TOO_DEEP : mismatchOf("tier 1", judgeOutcome(record.tier1, below));
}

const TOO_DEEP = "depth";

/** Calls of the optimizer; runs of the programs around its traces, of random ones, and of those around corners. */
const KINDS = weights(9, 1, 1, 2);

/** Files of corners, most of them in the first: as likely as they are large. */
const CORNERS = weights(6, 1, 2, 1);

function fileOf(kind: number, choices: Choices): URL {
  if (kind < 3) return kind === 2 ? RANDOM : TRACED;
  return CORNER_RECORDINGS[choices.weighted(CORNERS)] as URL;
}

/**
 * One recorded program a check. A run takes as long as a hundred calls of the optimizer, so calls are replayed more often. What the engines
 * and the reference share, tables of the instruction set and of lines, nothing but recordings sees.
 */
export const recordings: ModelClaim = {
  kind: "choices",
  name: "recordings",
  what: "the pinned optimizer and engines do with a recorded program what the real interpreter did: calls of the " +
    "optimizer to the uop, results, executors and inline caches",
  unfit: needsPin,
  check(choices: Choices): Verdict {
    const kind = choices.weighted(KINDS);
    const file = recordedIn(fileOf(kind, choices));
    const record = recordAt(file, choices.below(file.lines.length));
    if (Object.hasOwn(OUTSIDE, record.id)) return AGREE;
    const mismatch = kind === 0 ? mismatchInCalls(record) : mismatchInRun(record);
    if (mismatch === TOO_DEEP) return { kind: "poisoned", reason: TOO_DEEP };
    return mismatch === null ? AGREE : differ(record, mismatch);
  },
};
